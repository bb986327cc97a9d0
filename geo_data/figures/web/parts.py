"""Parts that a country's story and the whole record share, as HTML."""

from collections.abc import Iterable

from markupsafe import Markup

from geo_data.figures.web.markup import EMPTY, Href, doubt, sources
from geo_data.history.totals import ALERT, ANNOUNCED, CARRIED_OUT, NOT_CONFIRMED
from geo_data.tables.sources import Evidence

FEW = 6
"""Lines of a section in the open; the others are one click away."""

MARKS = {CARRIED_OUT: "●", ANNOUNCED: "○", NOT_CONFIRMED: "?", ALERT: "△"}
"""How far a leg is known to have been carried out, told by form beside the word."""


def mark(told: str) -> Markup:
    """The mark of a leg, for the eye alone: the word stands beside it."""
    return Markup('<i class="told-mark" aria-hidden="true">{}</i> ').format(MARKS.get(told, "·"))


def proof(evidence: Evidence) -> Markup:
    """How sure a row is, where it is not confirmed, and where it comes from."""
    return Markup("{} {}").format(
        doubt(evidence.confidence, evidence.memory_fields), sources(evidence.source_ids)
    )


def on_map(href: Href, focus: str, what: str) -> Markup:
    """A short link that shows something on the map of its day."""
    if not focus:
        return EMPTY
    return Markup(' <a class="on-map" href="{}" aria-label="On the map: {}">map</a>').format(
        href(focus), what
    )


def fold(summary: str | Markup, content: Markup, *, shown: bool = False) -> Markup:
    """Something that a click opens; empty content folds to nothing."""
    if not content:
        return EMPTY
    return Markup('<details class="fold"{}><summary>{}</summary>{}</details>').format(
        Markup(" open") if shown else EMPTY, summary, content
    )


def listed(items: Iterable[Markup]) -> Markup:
    """Items as a list; none give nothing."""
    found = Markup("").join(items)
    return Markup("<ul>{}</ul>").format(found) if found else EMPTY


def shortened(items: Iterable[Markup]) -> Markup:
    """A list whose first items stand in the open, the rest folded."""
    found = tuple(items)
    few = len(found) if len(found) <= FEW + 2 else FEW
    return listed(found[:few]) + fold(f"{len(found) - few} more", listed(found[few:]))


def table(head: Iterable[str], rows: Iterable[Iterable[str | Markup]]) -> Markup:
    """A table whose first column names its rows; where it is narrow each cell names its column."""
    columns = tuple(head)
    names = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in columns)
    cell = Markup('<td data-column="{}">{}</td>')
    lines = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            first, Markup("").join(map(cell.format, columns[1:], rest))
        )
        for first, *rest in rows
    )
    return Markup('<table class="rows"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        names, lines
    )
