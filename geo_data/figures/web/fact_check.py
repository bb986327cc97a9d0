"""The article beside the record, as HTML: the summary, the list of facts, the one that is read."""

from markupsafe import Markup

from geo_data.days import in_words, text_in_words, with_weekday
from geo_data.figures.look import look
from geo_data.figures.web.markup import EMPTY, doubt, sources
from geo_data.history import fact_check as reading
from geo_data.history.snapshot import Snapshot
from geo_data.history.view import View
from geo_data.prose.details import Details
from geo_data.prose.sentences import Sentence, of_event, sentence
from geo_data.tables.articles import Article, Fact
from geo_data.tables.record import record

AROUND = 20
"""Facts listed before and after the one that is read: an article may have thousands."""

MOST_DIFFERENCES = 8


def href(view: View, article: Article, fact: Fact) -> str:
    """What of the address changes when a fact is chosen."""
    return f"?on={reading.day_of(view, article, fact)}&focus=fact:{fact.fact_id}"


def _class(fact: Fact) -> str:
    return reading.verdict_of(fact).replace(" ", "-")


def _link(view: View, article: Article, fact: Fact, text: str | Markup, keys: str = "") -> Markup:
    pressed = Markup(' data-keys="{}"').format(keys) if keys else EMPTY
    return Markup('<a href="{}"{}>{}</a>').format(href(view, article, fact), pressed, text)


def heading(article: Article, large: str) -> Markup:
    """Title, publisher and day; and that it is no newspaper's, where it is not.

    `large` is the address of the reading mode.
    """
    compiled = (
        Markup('<p class="note">{}</p>').format(look()["texts"]["compiled"])
        if article.compiled
        else EMPTY
    )
    return Markup(
        '<h2>{}</h2><p class="standfirst">{}, {}; {} paragraphs. '
        '<a href="{}" data-go="push">Reading mode</a>: one fact at a time, large.</p>{}'
    ).format(
        article.title,
        article.publisher,
        in_words(article.day),
        article.paragraphs,
        large,
        compiled,
    )


def summary(view: View, article: Article) -> Markup:
    """How many facts, how many have which verdict, and where the two differ and how."""
    count, by_verdict = len(article.facts), reading.tally(article)
    order = [verdict for verdict in look()["verdicts"] if by_verdict[verdict]]
    bar = Markup("").join(
        Markup('<i class="{}" style="flex-grow:{}"></i>').format(v.replace(" ", "-"), by_verdict[v])
        for v in order
    )
    counts = Markup("").join(
        Markup('<li><b class="chip {}">{}</b> {}</li>').format(
            v.replace(" ", "-"), by_verdict[v], look()["verdict-counts"][v]
        )
        for v in order
    )
    found = reading.differences(article)
    rest = len(found) - MOST_DIFFERENCES
    rows = Markup("").join(
        Markup("<li>{} {}</li>").format(
            _link(view, article, each.fact, f"Paragraph {each.fact.paragraph}:"), each.text
        )
        for each in found[:MOST_DIFFERENCES]
    )
    more = Markup("<li>And {} more.</li>").format(rest) if rest > 0 else EMPTY
    differ = Markup("<h3>Where article and record differ</h3><ul>{}{}</ul>").format(rows, more)
    return Markup(
        '<section class="tally" data-go="replace"><h3>{} {}</h3>'
        '<div class="bar" aria-hidden="true">{}</div><ul class="counts">{}</ul>{}</section>'
    ).format(count, "fact" if count == 1 else "facts", bar, counts, differ if found else EMPTY)


def _row(snap: Snapshot, article: Article, fact: Fact, hits: set[str]) -> Markup:
    here = f"fact:{fact.fact_id}" == snap.view.focus
    return Markup('<li class="{}{}"{}><a href="{}"><small>¶ {}</small> {}</a></li>').format(
        _class(fact),
        " hit" if fact.fact_id in hits else "",
        Markup(' aria-current="true" data-chosen="{}"').format(fact.fact_id) if here else EMPTY,
        href(snap.view, article, fact),
        fact.paragraph,
        fact.paraphrase,
    )


def listing(snap: Snapshot, article: Article, hits: tuple[Fact, ...] = ()) -> Markup:
    """The facts in the article's order, those of what was clicked on the map marked as such."""
    ids = [fact.fact_id for fact in article.facts]
    chosen = (snap.view.focus or "").removeprefix("fact:")
    at = ids.index(chosen) if chosen in ids else ids.index(hits[0].fact_id) if hits else 0
    first = max(0, min(at - AROUND, len(ids) - 2 * AROUND))
    shown = article.facts[first : first + 2 * AROUND]
    marked = {fact.fact_id for fact in hits}
    rows = Markup("").join(_row(snap, article, fact, marked) for fact in shown)
    before, after = first, len(ids) - first - len(shown)

    def jump(number: int, text: str) -> Markup:
        link = _link(snap.view, article, article.facts[number], text)
        return Markup('<p class="standfirst">{}</p>').format(link)

    return Markup(
        '<nav class="facts" data-go="replace" aria-label="Facts">{}<ol>{}</ol>{}</nav>'
    ).format(
        jump(first - 1, f"{before} facts before these") if before else EMPTY,
        rows,
        jump(first + len(shown), f"{after} facts after these") if after else EMPTY,
    )


def _said(fact: Fact, article: Article) -> Markup:
    claimed = f"; day claimed: {with_weekday(fact.day_claimed)}" if fact.day_claimed else ""
    return Markup('<blockquote>{}</blockquote><p class="who">{}{}. {}, paragraph {}.</p>').format(
        fact.paraphrase,
        (fact.actor[:1].upper() + fact.actor[1:]) or "No speaker named",
        claimed,
        article.publisher,
        fact.paragraph,
    )


def _rows(snap: Snapshot, read: Fact) -> list[tuple[Sentence, str]]:
    """The rows of the record that a fact meets, each with its days."""
    found = []
    for row_id in read.record_ids:
        if event := snap.event(row_id):
            until = f" to {in_words(event.end)}" if event.end and event.end != event.day else ""
            found.append((of_event(event), f"{text_in_words(event.day_text)}{until}"))
        for row in record().borders:
            if row.border_id == row_id:
                names = [record().name_on(c, snap.view.on) for c in (row.member, row.neighbour)]
                text = f"Border of {' and '.join(names)}: {row.length_km} km as published"
                found.append((sentence(text, row.evidence), ""))
    return found


def _event(found: Sentence, when: str) -> Markup:
    return Markup("<li>{}{}{} {}</li>").format(
        Markup("<b>{}</b> ").format(when) if when else EMPTY,
        found.text,
        doubt(found.confidence, found.memory_fields),
        sources(found.sources),
    )


def _known(fact: Fact, rows: list[tuple[Sentence, str]]) -> Markup:
    day = (
        Markup('<p class="who">Day on record: {}.</p>').format(with_weekday(fact.day_on_record))
        if fact.day_on_record
        else EMPTY
    )
    told = Markup("").join(_event(*row) for row in rows)
    own = {s for row, _ in rows for s in row.sources}
    rest = [s for s in fact.evidence.source_ids if s not in own]
    return Markup("<p>{}{} {}</p>{}<ul>{}</ul>").format(
        fact.record_says or "Nothing was compared yet.",
        doubt(fact.evidence.confidence, fact.evidence.memory_fields),
        sources(rest),
        day,
        told,
    )


def fact(snap: Snapshot, article: Article, read: Fact) -> Markup:
    """One fact: what the article says beside what the record has, the verdict, what stays open."""
    number = article.facts.index(read) + 1
    notes = [read.note, *(note.note for note in article.notes if note.fact_id == read.fact_id)]
    left_open = Markup("").join(Markup("<li>{}</li>").format(note) for note in notes if note)
    return Markup(
        '<section class="fact {cls}" aria-live="polite" data-go="replace">'
        '<p class="where"><span>Fact {number} of {count}</span>'
        '<b class="chip">{verdict}</b>{steps}</p>'
        '<div class="sides"><div><h4>The article</h4>{said}</div>'
        "<div><h4>The record</h4>{known}</div></div>"
        "{left_open}</section>"
    ).format(
        cls=_class(read),
        number=number,
        count=len(article.facts),
        steps=steps(snap, article, read.fact_id),
        said=_said(read, article),
        known=_known(read, _rows(snap, read)),
        verdict=look()["verdicts"][reading.verdict_of(read)],
        left_open=Markup("<h4>What the words leave open</h4><ul>{}</ul>").format(left_open)
        if left_open
        else EMPTY,
    )


def steps(snap: Snapshot, article: Article, fact_id: str | None) -> Markup:
    """The way to the fact before and after, by click or key."""
    back, on = (reading.step(article, fact_id, way) for way in (-1, 1))
    return Markup('<span class="steps">{}{}</span>').format(
        _link(snap.view, article, back, "◀ Previous", "ArrowLeft p") if back else EMPTY,
        _link(
            snap.view,
            article,
            on,
            "Next ▶" if fact_id else "Begin with the first ▶",
            "ArrowRight n",
        )
        if on
        else EMPTY,
    )


def beginning(snap: Snapshot, article: Article) -> Markup:
    """Before a fact is chosen."""
    return Markup(
        '<section class="fact" data-go="replace"><p class="where">Choose a fact, or a mark on the '
        "map.{}</p></section>"
    ).format(steps(snap, article, None))


def about(snap: Snapshot, article: Article, found: Details, facts: tuple[Fact, ...]) -> Markup:
    """What was clicked on the map, and the facts that speak of it."""
    rows = Markup("").join(_row(snap, article, each, set()) for each in facts)
    told = (
        Markup('<nav class="facts" aria-label="Facts about it"><ol>{}</ol></nav>').format(rows)
        if facts
        else Markup("<p>No fact of this article speaks of it.</p>")
    )
    return Markup(
        '<section class="fact" aria-live="polite" data-go="replace">'
        '<p class="where">On the map<span class="steps"><a href="?focus=">Close</a></span></p>'
        "<h3>{}</h3><p>{} of {} facts speak of it.</p>{}</section>"
    ).format(found.title, len(facts), len(article.facts), told)
