"""What the product says of a view: the frame, the words, the lists, the stories."""

from collections.abc import Callable, Iterator

from tests.golden.asked import Asked, as_json, as_lines, row
from tests.golden.product import (
    Change,
    Evidence,
    Group,
    Line,
    Sentence,
    changes,
    choice,
    compared,
    details,
    facts,
    frame,
    legend,
    reading,
    story,
    timeline,
    told,
    two_days,
    words,
)


def _href(focus: str) -> str:
    return f"?focus={focus}"


def _sentence(each: Sentence) -> str:
    sources = ", ".join(each.sources)
    proof = each.evidence
    doubt = proof.confidence if proof.confidence != "confirmed" else ""
    return row(each.number, each.text, sources, doubt, proof.memory_fields, each.focus)


def _groups(*groups: Group) -> str:
    return "\n".join(
        line for group in groups for line in (group.title, *map(_sentence, group.sentences))
    )


def _proof(evidence: Evidence) -> str:
    return row(", ".join(evidence.source_ids), evidence.confidence, evidence.memory_fields)


def _line(line: Line) -> str:
    proof = _proof(line.evidence)
    return row(line.day, line.when, line.text, proof, line.focus, line.told, line.topic)


def _legend(ask: Asked) -> str:
    return "\n".join(row(*entry) for entry in _entries(ask))


def _entries(ask: Asked) -> Iterator[tuple[str, str, str]]:
    for entry in legend.entries(frame(ask.snap, ask.theme)):
        yield entry.key, entry.name, entry.says


def _panel(ask: Asked) -> str:
    found = details.details(ask.snap)
    if found is None:
        return ""
    claims = (
        line
        for claim in found.beside
        for line in (row(claim.fact.fact_id, claim.verdict), *map(_sentence, claim.notes))
    )
    told = (*map(_sentence, found.sentences), *claims, _groups(*found.groups))
    return "\n".join((found.title, *told))


def _heading(ask: Asked) -> str:
    told_of = (words.headline, words.standfirst, words.day_note)
    return "\n".join(say(ask.snap) for say in told_of)


def _preview(ask: Asked) -> str:
    return f"{words.summary(ask.snap)}\n{compared.lead(changes(*two_days(ask.view)))}"


def _timeline(ask: Asked) -> str:
    found, view = ask.snap.events, ask.view
    if not found:
        return ""
    tables = {
        "table": timeline.table(found),
        "marks": timeline.marks(found),
        "window": timeline.window(view.first, view.on),
        **timeline.detail_data(found, view.first, view.on),
    }
    return "\n".join(f"{name}\n{table.to_csv(index=False)}" for name, table in tables.items())


def _reading(ask: Asked) -> str:
    snap, article = ask.snap, ask.snap.article
    if article is None:
        return ""
    read = article.by_id.get(ask.view.focus or "")
    clicked = None if read else details.details(snap)
    hits = snap.facts_of(ask.view.focus or "") if clicked else ()
    return as_lines(
        reading.heading(article, "reading"),
        reading.summary(ask.view, article),
        *(difference.text for difference in facts.differences(article)),
        reading.fact(snap, article, read) if read else reading.beginning(snap, article),
        reading.about(snap, article, clicked, hits) if clicked else "",
        reading.listing(snap, article, hits),
    )


def _change(change: Change) -> str:
    sides = (";".join(change.began), ";".join(change.ended))
    proof = _proof(change.evidence)
    return row(change.day_text, change.kind, change.what, proof, change.focus, *sides)


def _compare(ask: Asked) -> str:
    found = changes(*two_days(ask.view))
    days = (compared.day(on, "this") for on in two_days(ask.view))
    shown = compared.changes(found, lambda on: lambda focus: f"?on={on}&focus={focus}")
    return as_lines(*map(_change, found.found), *days, shown)


def _story(ask: Asked) -> str:
    found = story(ask.country, ask.view.on)
    sections = (
        line
        for section in found.sections
        for line in (row(section.title, section.note), *map(_line, section.lines))
    )
    article = ask.snap.article
    beside = told.in_article(ask.snap, article, ask.country, _href) if article else ""
    parts = (told.heading(found), told.story(found, _href), beside)
    return as_lines(*sections, *map(_line, found.after), *parts)


SAID: dict[str, Callable[[Asked], str]] = {
    "frame": lambda ask: as_json(frame(ask.snap, ask.theme)),
    "frame that follows": lambda ask: as_json(frame(ask.snap, ask.theme, follow=True)),
    "legend": _legend,
    "heading": _heading,
    "what you see": lambda ask: _groups(words.what_you_see(ask.snap)),
    "list": lambda ask: _groups(*words.everything(ask.snap)),
    "panel": _panel,
    "preview": _preview,
    "timeline": _timeline,
    "article": _reading,
    "compare": _compare,
    "story": _story,
    "countries to choose": lambda ask: as_lines(told.choice(choice.groups(ask.view.on))),
}
