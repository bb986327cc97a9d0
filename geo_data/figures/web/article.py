"""The article beside the record, as HTML: the summary, the list of facts, the one that is read."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from geo_data.figures.web.markup import fragment
from geo_data.history.snapshot import Snapshot
from geo_data.history.view import View
from geo_data.prose import fact_check as reading
from geo_data.prose.details import Details, beside
from geo_data.prose.sentences import vocabulary
from geo_data.tables.articles import Article, Fact

AROUND = 20
"""Facts listed before and after the one that is read: an article may have thousands."""

MOST_DIFFERENCES = 8


class Row(NamedTuple):
    """A fact in a list: where it leads, and whether it is chosen or of what was clicked."""

    fact: Fact
    href: str
    verdict: str
    chosen: bool
    hit: bool


def href(view: View, article: Article, fact: Fact) -> str:
    """What of the address changes when a fact is chosen."""
    return f"?on={reading.day_of(view, article, fact)}&focus=fact:{fact.fact_id}"


def _class(verdict: str) -> str:
    return verdict.replace(" ", "-")


def heading(article: Article, large: str) -> Markup:
    """Title, publisher and day; and that it is no newspaper's, where it is not.

    `large` is the address of the reading mode.
    """
    compiled = vocabulary()["texts"]["compiled"]
    return fragment("article.html", "heading", article, large, compiled)


def summary(view: View, article: Article) -> Markup:
    """How many facts, how many have which verdict, and where the two differ and how."""
    words, found = vocabulary()["verdict-counts"], reading.differences(article)
    many = reading.tally(article)
    return fragment(
        "article.html",
        "summary",
        len(article.facts),
        [(_class(name), many[name], said) for name, said in words.items() if many[name]],
        [(href(view, article, each.fact), each) for each in found[:MOST_DIFFERENCES]],
        len(found) - MOST_DIFFERENCES,
    )


def _rows(snap: Snapshot, article: Article, facts: Iterable[Fact], hits: set[str]) -> list[Row]:
    return [
        Row(
            fact,
            href(snap.view, article, fact),
            _class(reading.verdict_of(fact)),
            f"fact:{fact.fact_id}" == snap.view.focus,
            fact.fact_id in hits,
        )
        for fact in facts
    ]


def listing(snap: Snapshot, article: Article, hits: tuple[Fact, ...] = ()) -> Markup:
    """The facts in the article's order, those of what was clicked on the map marked as such."""
    ids = [fact.fact_id for fact in article.facts]
    chosen = (snap.view.focus or "").removeprefix("fact:")
    at = ids.index(chosen) if chosen in ids else ids.index(hits[0].fact_id) if hits else 0
    first = max(0, min(at - AROUND, len(ids) - 2 * AROUND))
    shown = article.facts[first : first + 2 * AROUND]
    last = first + len(shown)

    def jump(number: int, many: int) -> tuple[str, int] | None:
        return (href(snap.view, article, article.facts[number]), many) if many else None

    return fragment(
        "article.html",
        "listing",
        _rows(snap, article, shown, {fact.fact_id for fact in hits}),
        jump(first - 1, first),
        jump(last, len(ids) - last),
    )


def _way(snap: Snapshot, article: Article, fact_id: str | None) -> tuple[str, str, bool]:
    """The way to the fact before and after another, and whether there is another at all."""
    found = (reading.step(article, fact_id, way) for way in (-1, 1))
    back, on = (href(snap.view, article, each) if each else "" for each in found)
    return back, on, fact_id is not None


def fact(snap: Snapshot, article: Article, read: Fact) -> Markup:
    """One fact: what the article says beside what the record has, the verdict, what stays open."""
    met = list(reading.met(snap, read))
    own = {each for said in met for each in said.sources}
    return fragment(
        "article.html",
        "fact",
        article,
        beside(snap, read),
        verdict=_class(reading.verdict_of(read)),
        number=article.facts.index(read) + 1,
        met=met,
        rest=[each for each in read.evidence.source_ids if each not in own],
        way=_way(snap, article, read.fact_id),
    )


def beginning(snap: Snapshot, article: Article) -> Markup:
    """Before a fact is chosen."""
    return fragment("article.html", "beginning", _way(snap, article, None))


def about(snap: Snapshot, article: Article, found: Details, facts: tuple[Fact, ...]) -> Markup:
    """What was clicked on the map, and the facts that speak of it."""
    rows = _rows(snap, article, facts, set())
    return fragment("article.html", "about", found.title, rows, len(article.facts))
