"""The search as it is typed: hits as links that keep the reader's view, and lead where each is."""

from dataclasses import replace
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geo_data import GeoDataError, View
from geo_data.figures.web.markup import fragment
from geo_data.history.events import by_id
from geo_data.history.view import OWN, SEARCH, read_view
from geo_data.prose.search import Entry, said, search, words
from pages.server.answers import line
from pages.server.serving import base

MOST_IN_BOX = 4
MOST_ON_PAGE = 50
"""Hits of a kind."""

PATH = "find"


def _goal(view: View, entry: Entry) -> View:
    """The view that shows what was found, without a filter that would hide it."""
    event = by_id().get(entry.focus)
    kind, _, code = entry.focus.partition(":")
    of = event.countries if event else (code,) if kind == "country" else ()
    return replace(
        view.on_page(),
        on=entry.day(view.on),
        focus=entry.focus or None,
        kind=view.kind if not event or event.kind in view.kind else (),
        country=view.country if view.country in of or not entry.focus else None,
    )


def _address(view: View, dated: bool, entry: Entry) -> str:  # noqa: FBT001
    """Where a hit leads: to the map, or to the page that explains terms and lists sources."""
    if entry.term or not (entry.focus or entry.on):
        query = view.on_page().query(dated=dated)
        anchor = f"#term-{entry.term}" if entry.term else ""
        return f"{base()}/sources?{query}".removesuffix("?") + anchor
    goal = _goal(view, entry)
    return f"{base()}/?{goal.query(dated=dated or bool(entry.on) or goal.on != view.on)}"


def results(view: View, *, dated: bool) -> Markup:
    """What the Search page shows; `dated` if the reader chose the day of the view."""
    found = search(view.q, MOST_ON_PAGE)
    href = partial(_address, view, dated)
    told = said(view.q, found)
    return fragment("search.html", "results", told, found, href, view.q, words()["box"])


def _listed(view: View, *, dated: bool) -> Markup:
    found = search(view.q, MOST_IN_BOX)
    query = view.on_page(SEARCH).query(SEARCH, dated=dated)
    href, every = partial(_address, view, dated), f"{base()}/{SEARCH}?{query}"
    told = said(view.q, found)
    return fragment("search.html", "listed", told, found, href, every, words()["box"])


async def _find(request: Request) -> Response:
    """The hits for what is typed, as markup; the rest of the query is the reader's view."""
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    try:
        view, _ = read_view(params, page=SEARCH)
        if params.get("article", [])[-1:] == [OWN]:
            view = replace(view, article=OWN)  # this server need not know it to lead back to it
        made = _listed(view, dated="on" in params)
    except GeoDataError as error:
        return line(str(error), 500)
    return HTMLResponse(made, headers={"cache-control": "no-store"})


def routes() -> list[Route]:
    """Where the box asks, below the app's base path too."""
    return [Route(f"{prefix}/{PATH}", _find) for prefix in sorted({"", base()})]
