"""The article beside the record, as HTML: the summary, the list of facts, the one that is read."""

from functools import partial

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

MOST_DIFFERENCES, MOST_LINKED = 8, 60
"""Differences in the open, and facts or differences in a fold: an article may have thousands."""


def href(view: View, article: Article, fact: Fact) -> str:
    """What of the address changes when a fact is chosen."""
    return f"?on={reading.day_of(view, article, fact)}&focus=fact:{fact.fact_id}"


def heading(article: Article, large: str) -> Markup:
    """Title, publisher and day; and that it is no newspaper's, where it is not.

    `large` is the address of the reading mode.
    """
    texts = vocabulary()["texts"]
    note = texts["compiled" if article.compiled else "no-address"]
    return fragment("article.html", "heading", article, large, note)


def summary(view: View, article: Article) -> Markup:
    """How many facts, how many have which verdict, and where the two differ and how."""
    words, found = vocabulary()["verdict-counts"], reading.differences(article)
    by_verdict = {
        name: [fact for fact in article.facts if reading.verdict_of(fact) == name] for name in words
    }
    grave = [each for each in found if each.grave][:MOST_DIFFERENCES]
    others = [each for each in found if not each.grave][:MOST_LINKED]
    return fragment(
        "article.html",
        "summary",
        len(article.facts),
        [
            (name, facts, words[name][len(facts) > 1], facts[:MOST_LINKED])
            for name, facts in by_verdict.items()
            if facts
        ],
        grave,
        others,
        len(found) - len(grave) - len(others),
        partial(href, view, article),
    )


def listing(snap: Snapshot, article: Article, hits: tuple[Fact, ...] = ()) -> Markup:
    """The facts in the article's order, those of what was clicked on the map marked as such."""
    ids = [fact.fact_id for fact in article.facts]
    chosen = (snap.view.focus or "").removeprefix("fact:")
    at = ids.index(chosen) if chosen in ids else ids.index(hits[0].fact_id) if hits else 0
    first = max(0, min(at - AROUND, len(ids) - 2 * AROUND))
    shown = article.facts[first : first + 2 * AROUND]
    after = article.facts[first + len(shown) :]
    return fragment(
        "article.html",
        "listing",
        shown,
        partial(href, snap.view, article),
        snap.view.focus,
        hits,
        (article.facts[first - 1], first) if first else None,
        (after[0], len(after)) if after else None,
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
    rest = [each for each in read.evidence.source_ids if each not in own]
    way = _way(snap, article, read.fact_id)
    return fragment("article.html", "fact", article, beside(snap, read), met, rest, way)


def beginning(snap: Snapshot, article: Article) -> Markup:
    """Before a fact is chosen."""
    return fragment("article.html", "beginning", _way(snap, article, None))


def about(snap: Snapshot, article: Article, found: Details, facts: tuple[Fact, ...]) -> Markup:
    """What was clicked on the map, and the facts that speak of it."""
    link, focus = partial(href, snap.view, article), snap.view.focus
    return fragment("article.html", "about", found.title, facts, len(article.facts), link, focus)
