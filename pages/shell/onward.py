"""What is in focus, and the ways from it: to an event's day, to a country's story."""

from dataclasses import replace

from markupsafe import Markup

from geo_data import Snapshot, View, record
from geo_data.english import the
from geo_data.figures.web import markup
from geo_data.figures.web.markup import EMPTY, Href, fragment
from geo_data.history.events import by_id
from geo_data.history.view import COUNTRY
from geo_data.prose import details
from geo_data.prose.sentences import terms
from pages.shell.address import address, carried, focus_href, html, telling


def to_map(view: View) -> Href:
    """From a focus to the map of its day, with no filter that would hide it."""

    def href(focus: str) -> str:
        event = by_id().get(focus)
        on = event.day if event else view.on
        return address(replace(view, on=on, focus=focus, kind=(), country=None))

    return href


def to_story(view: View) -> Markup:
    """From a country in focus to its story; nothing if the focus is no country."""
    kind, _, iso3 = (view.focus or "").partition(":")
    if kind != "country":
        return EMPTY
    return fragment(
        "app.html",
        "go_alone",
        carried(replace(view, state=iso3, focus=None), COUNTRY),
        f"The whole story of {the(record().name_on(iso3, view.on))}",
    )


def key_terms() -> None:
    """Show a line that opens what the terms of the page mean."""
    with telling():
        html(fragment("app.html", "key_terms", terms()))


def focused(snap: Snapshot) -> Markup:
    """What is known about the thing in focus; nothing if that is nothing of this day."""
    found = details.details(snap)
    return markup.details(found, snap.article, focus_href, leads=True) if found else EMPTY
