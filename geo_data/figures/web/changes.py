"""What changed between two days as HTML: a sentence with the numbers, then line by line."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup

from geo_data.days import in_words, text_in_words
from geo_data.english import count_word, in_a_row, the, unique
from geo_data.figures.web.markup import EMPTY, Href
from geo_data.figures.web.parts import fold, listed, on_map, proof, shortened
from geo_data.history.borders import MEASURED, borders_on
from geo_data.prose.changes import Change, Changes, Counts
from geo_data.prose.changes.change import together
from geo_data.prose.story.lines import sentence
from geo_data.tables.record import record

HrefOn = Callable[[date], Href]
"""From a day to the addresses that show something on the map of that day."""

TITLE = "Two days compared"
SECTIONS = {
    "Members": ("accession", "belonging"),
    "Article 5": ("invocation",),
    "Article 4": ("consultation",),
    "Battlegroups": ("battlegroup",),
    "Borders": ("border",),
    "States and ground": ("ground", "end"),
    "Names": ("name",),
    "Article 6": ("article6",),
}
NAMED = {
    "Article 5": ("use of Article 5", "uses of Article 5"),
    "Article 4": ("consultation", "consultations"),
    "Battlegroups": ("change of battlegroups", "changes of battlegroups"),
    "Names": ("new name", "new names"),
    "Article 6": ("change of what Article 6 covers", "changes of what Article 6 covers"),
}
"""What the lead counts, one and several; the members it tells on both days."""


def _many(number: int, one: str, several: str) -> str:
    word = count_word(number) if number else "no"
    return f"{word} {one if number == 1 else several}"


def belong(counts: Counts) -> str:
    """How many are in on a day: 12 members; before the Treaty is in force its signatories."""
    signed = f" and {counts.signatories} signatories" if counts.signatories else ""
    return f"{counts.members or 'no'} members{signed}"


def _battlegroups(counts: Counts) -> str:
    return _many(counts.battlegroups, "battlegroup stands", "battlegroups stand")


def _border_km(counts: Counts) -> str:
    found = borders_on(counts.on)
    if not found:
        return "none"
    known = record()
    others = unique(the(known.name_on(border.neighbour.iso3, counts.on)) for border in found)
    return f"{counts.border_km:,.0f} km along the shapes with {in_a_row(others)}"


BOTH: dict[str, Callable[[Counts], str]] = {
    "Members": belong,
    "Battlegroups": _battlegroups,
    "Borders": _border_km,
}
"""What is counted on both days, by section."""


def lead(found: Changes) -> str:
    """What changed, counted, in one sentence."""
    first, last = found.earlier, found.later
    if first.on == last.on:
        return f"Both days are {in_words(last.on)}: there is nothing to compare."
    joined = len(found.of("accession"))
    parts = [
        f"{_many(joined, 'accession', 'accessions')}, from {belong(first)} to {belong(last)}"
        if joined
        else f"{belong(last)} on both days"
    ]
    borders = found.of("border")
    days = len({change.day for change in found.of(*SECTIONS["States and ground"])})
    counted = [
        (len(found.of("belonging")), ("other change of membership", "other changes of membership")),
        *((len(found.of(*SECTIONS[title])), words) for title, words in NAMED.items()),
        (days, ("day on which states or ground changed", "days on which states or ground changed")),
    ]
    counted += [
        (sum(bool(change.began) for change in borders), ("new border", "new borders")),
        (sum(bool(change.ended) for change in borders), ("border gone", "borders gone")),
    ]
    parts += [_many(number, *words) for number, words in counted if number]
    if not found.found:
        parts.append("no change on record")
    return f"Between {in_words(first.on)} and {in_words(last.on)}: {'; '.join(parts)}."


def heading(found: Changes) -> Markup:
    """What changed between both days, in one sentence."""
    return Markup('<h2>{}</h2><p class="standfirst">{}</p>').format(TITLE, lead(found))


def day(counts: Counts, role: str) -> Markup:
    """The heading of a day's map; `role` says which of the two days it is."""
    title = f"{in_words(counts.on)}: {belong(counts)}"
    return Markup('<h3 data-map="{0}">{0} <small>{1}</small></h3>').format(title, role)


def _item(change: Change, href: HrefOn) -> Markup:
    when = text_in_words(change.day_text)
    return Markup("<li><b>{}</b> {}{}{}</li>").format(
        when, change.what, proof(change.evidence), on_map(href(change.day), change.focus, when)
    )


def _wave(joined: list[Change], href: HrefOn) -> Markup:
    """All that joined on one day as one line, one by one below it."""
    if len(joined) == 1:
        return _item(joined[0], href)
    on, known = joined[0].day, record()
    names = sorted(known.name_on(code, on) for row in joined for code in row.began)
    many = len(known.members_on(on))
    when = in_words(on)
    return Markup("<li><b>{}</b> {}{}{}{}</li>").format(
        when,
        sentence(f"{in_a_row(map(the, names))}: members from this day; the Alliance has {many}"),
        proof(together(row.evidence for row in joined)),
        on_map(href(on), joined[0].focus, when),
        fold("One by one", listed(_item(row, href) for row in joined)),
    )


def _items(changes: tuple[Change, ...], href: HrefOn) -> Iterator[Markup]:
    for (kind, _), rows in groupby(changes, key=lambda change: (change.kind, change.day)):
        if kind == "accession":
            yield _wave(list(rows), href)
        else:
            yield from (_item(row, href) for row in rows)


def _note(title: str, found: Changes) -> Markup:
    """What there was on the one day and on the other."""
    if title not in BOTH:
        return EMPTY
    text = "; ".join(
        f"{BOTH[title](counts)} on {in_words(counts.on)}" for counts in (found.earlier, found.later)
    )
    return Markup('<p class="standfirst">{}</p>').format(sentence(text))


def changes(found: Changes, href: HrefOn) -> Markup:
    """Every change under its heading; what did not change in one line."""
    if found.earlier.on == found.later.on:
        return EMPTY
    parts, same = [], []
    for title, kinds in SECTIONS.items():
        rows = found.of(*kinds)
        if not rows:
            same.append(title)
            continue
        measured = fold("How lengths are measured", Markup("<p>{}</p>").format(MEASURED))
        parts.append(
            Markup("<section><h3>{}</h3>{}{}{}</section>").format(
                title,
                _note(title, found),
                shortened(_items(rows, href)),
                measured if title == "Borders" else EMPTY,
            )
        )
    if same:
        text = f"No change on record: {in_a_row(title for title in same)}."
        parts.append(Markup('<section><p class="standfirst">{}</p></section>').format(text))
    return Markup('<div class="story whole" data-go="push">{}</div>').format(Markup("").join(parts))
