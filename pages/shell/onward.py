"""Ways from one page to another: to an event's day, to two days, to a country's story."""

from dataclasses import replace

from markupsafe import Markup

from geo_data import View, record
from geo_data.english import the
from geo_data.figures.web.markup import Href
from geo_data.history.events import by_id
from pages.shell.address import address


def to_map(view: View) -> Href:
    """From a focus to the map of its day, with no filter that would hide it."""

    def href(focus: str) -> str:
        event = by_id().get(focus)
        on = event.day if event else view.on
        return address(replace(view, on=on, focus=focus, kind=(), country=None))

    return href


def to_compare(view: View) -> Markup:
    """From a day to the same day beside another."""
    return Markup('<a href="{}" data-go="push">Compare two days</a>').format(
        address(view, "compare")
    )


def to_story(view: View) -> Markup:
    """From a country in focus to its story; nothing if the focus is no country."""
    kind, _, iso3 = (view.focus or "").partition(":")
    if kind != "country":
        return Markup("")
    return Markup('<p data-go="push"><a href="{}">The whole story of {}</a></p>').format(
        address(replace(view, country=iso3, focus=None), "country"),
        the(record().name_on(iso3, view.on)),
    )
