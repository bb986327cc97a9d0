"""The whole record as HTML: Articles 4 and 5, moves and their totals, borders, Article 6."""

from datetime import date

from markupsafe import Markup

from geo_data.days import FIRST_DAY
from geo_data.figures.web.markup import Href, fragment
from geo_data.history import ledger
from geo_data.history.article6 import texts_on
from geo_data.history.totals import totals
from geo_data.history.view import View
from geo_data.prose import chronicle, rows
from geo_data.prose.sentences import vocabulary
from geo_data.tables.record import record

MOST_OPEN = 3
"""As many groups of a ledger as stand open."""

SPANS = ((3, "3 days"), (30, "30 days"), (365, "365 days"), (None, "since the start"))


def heading(view: View) -> Markup:
    """Which day the page is of, and that no filter narrows it."""
    return fragment("record.html", "heading", view.on, bool(view.kind or view.country))


def part(content: Markup) -> Markup:
    """One part of the page."""
    return fragment("record.html", "part", content)


def consultations(on: date, href: Href) -> Markup:
    """Every use of Article 4, by the day it was asked for."""
    found, reach = chronicle.consultations(), chronicle.reach_of_article4(on)
    return fragment("record.html", "consultations", found, reach, on, href)


def near_misses(on: date) -> Markup:
    """Cases in which Article 4 was spoken of and not used."""
    found = sorted(record().near_misses, key=lambda case: case.day)
    return fragment("record.html", "near_misses", found, on)


def invocations(on: date, href: Href) -> Markup:
    """Every use of Article 5, with its days."""
    found = [rows.invocation(row) for row in record().invocations]
    return fragment("record.html", "invocations", found, chronicle.invocations(), on, href)


def moves(first: date, on: date, window: str, href: Href) -> Markup:
    """Every leg announced in a window, by order and by country of arrival; `window` in words."""
    found = ledger.announced(first, on)
    by_order, by_place = (
        [chronicle.orders(group) for group in grouped(found)]
        for grouped in (ledger.by_order, ledger.by_destination)
    )
    head, shown = chronicle.ledger_head(found, window), len(by_order) <= MOST_OPEN
    return fragment("record.html", "ledger", head, by_order, by_place, shown, href)


def forces(view: View, window: str, href: Href) -> Markup:
    """The ledger of the view's days, and the totals, which run since the Treaty was signed."""
    found = moves(view.first, view.on, window, href)
    reach = chronicle.reach_of_moves()
    return fragment("record.html", "moves", reach, SPANS, view.span, found) + running(
        FIRST_DAY, view.on
    )


def running(first: date, on: date) -> Markup:
    """US troops new in Europe, order by order; no head is counted twice."""
    final = totals(first, on)
    return fragment(
        "record.html",
        "totals",
        on,
        rows=chronicle.running(first, final),
        most=final.net_new_personnel,
        left_out=list(chronicle.left_out(first, on, final)),
        compared=chronicle.beside_the_pentagon(on),
    )


def battlegroups(on: date, href: Href) -> Markup:
    """Battlegroups by host, one row a framework nation; those that stand on the day first."""
    found = list(chronicle.battlegroups(on))
    return fragment("record.html", "battlegroups", chronicle.battlegroups_on(on), found, on, href)


def borders(on: date, href: Href) -> Markup:
    """Members' borders with Russia, Belarus and Ukraine, measured beside published."""
    found = list(chronicle.borders(on))
    return fragment("record.html", "borders", on, vocabulary()["texts"]["measured"], found, href)


def article6(on: date, href: Href) -> Markup:
    """What Article 6 says, in our words, and the territories of the day."""
    said = [rows.passage(row) for row in texts_on(on)]
    found = list(chronicle.territories(on))
    return fragment("record.html", "article6", on, said, found, href)
