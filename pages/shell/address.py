"""The address and the view of a page are one thing: this keeps them so.

A change of a filter rewrites the address; a new address (a link, Back, Forward) rewrites the
filters. Which of the two moved is known, because a filter's callback says so. Streamlit's own
binding of widgets to query parameters writes the words that a reader sees where the address
needs codes, and cannot change two parameters in one step of the browser's history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo_data import GeoDataError, Snapshot, View, articles, read_view, snapshot
from geo_data.figures.map import assets
from geo_data.figures.web.markup import fragment
from geo_data.history.view import ALL, OWN, Articles, beyond, opening, written
from pages.server.serving import base

WIDGETS = ("on", "span", "kind", "article", "country", "area", "layer")
CARRIED = ("focus", "against", "state")
"""What of the view no widget holds."""

CAN_BE_NONE = frozenset({"article", "country", "focus", "state"})
"""What can be asked for as none; of the others an empty widget stands for the opening view's."""

S = st.session_state


def theme() -> str:
    """The reader's theme: "light" or "dark"."""
    return "dark" if st.context.theme.type == "dark" else "light"


def html(content: Markup | str) -> None:
    """Show markup in the colours of the reader's theme; what is no markup is escaped."""
    st.html(fragment("app.html", "themed", theme(), content))


@contextmanager
def telling() -> Iterator[None]:
    """Tell the reader in words if what is done inside cannot be done: which file, what to do.

    Once in a run, though several parts of a page may need the same file.
    """
    try:
        yield
    except GeoDataError as error:
        if str(error) in S["told"]:
            return
        S["told"].append(str(error))
        html(fragment("app.html", "told", f"Something here cannot be shown. {error}"))


def served(name: str) -> str:
    """The address of one of our own files."""
    return base() + assets.path(name)


def address(view: View, page: str = "") -> str:
    """The address of a view on a page; "" is the map. A day that the reader chose is named."""
    query = view.on_page(page).query(page, dated=S["chosen"])
    return f"{base()}/{page}?{query}".removesuffix("?")


def carried(view: View, page: str = "") -> str:
    """The address of a view on another page, which has a day of its own until one was chosen."""
    return address(view if S["chosen"] else replace(view, on=opening(page).on), page)


def own_articles() -> Articles:
    """What this reader has brought: it lives in the reader's session and nowhere else."""
    found = S.get("own")
    return {OWN: found.article} if found and found.article else {}


def known_articles() -> Articles:
    """The articles that ship and the reader's own, by slug."""
    return {**articles(), **own_articles()}


def shown(view: View) -> Snapshot:
    """What is true for a view of this reader."""
    return snapshot(view, own_articles())


def focus_href(focus: str) -> str:
    """This view with something else in focus: address.js keeps the rest of the address."""
    return f"?focus={focus}"


def day_href(day: date) -> str:
    """This view on another day: address.js keeps the rest of the address."""
    return f"?on={day}"


def changed() -> None:
    """Called before a rerun in which the reader moved a filter."""
    S["moved"] = True


def choose(focus: str | None) -> None:
    """Put something in focus, as a click on the map does; again, and nothing is."""
    S["focus"] = None if S["view"].focus == focus else focus
    changed()


def follow(event_id: str) -> None:
    """Lead to an event: its day, in focus, and no filter that would hide it."""
    if _navigated():  # the choice that led here, told once more
        return
    view = S["view"]
    event = shown(view).event(event_id)
    if event is None:
        return
    kind = view.kind if event.kind in view.kind else ()
    country = view.country if view.country in event.countries else None
    goal = replace(view, on=event.day, kind=kind, country=country, focus=event_id)
    S["follow"] = address(goal)


def _held(view: View) -> dict[str, Any]:
    """What of a view the filters hold, and what is carried beside them."""
    values = {name: getattr(view, name) for name in (*WIDGETS, *CARRIED)}
    return values | {"span": str(view.span or ALL), "kind": list(view.kind)}


def _from_widgets() -> dict[str, str | list[str]]:
    """The filters as an address says them; those that are not on this page are as they were."""
    values = {name: S.get(name, value) for name, value in _held(S["view"]).items()}
    return {
        name: written(name, value)
        for name, value in values.items()
        if value is not None or name in CAN_BE_NONE
    }


def _to_widgets(view: View, *, lost: bool) -> None:
    """Set what differs: a widget that is set overwrites what the reader moves meanwhile.

    Those that were not on the page are set each time, and all if the browser may have `lost` them.
    """
    kept = () if lost else {*S.get("mounted", ())}
    for name, value in _held(view).items():
        if name not in kept or name not in S or S[name] != value:
            S[name] = value


def _navigated() -> bool:
    """Whether Back, Forward or a link asked for this run.

    Such a run may carry what the filters held before the one that it overtook.
    """
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def synchronise(page: str) -> View:
    """The view of this run on a page: from the filters if one moved, else from the address."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    turned = S.get("page") != page
    moved = S.pop("moved", False) and not _navigated() and not turned
    S["page"] = page
    gone = "view" in S and S["view"].article == OWN and not own_articles()
    if moved:
        params = _from_widgets()
        view, _ = read_view(params, own_articles(), page)
        S["chosen"] = S["chosen"] or view.on != S["view"].on
        S["dropped"], S["beyond"] = [], beyond(params, page)
    elif turned or given != S["address"] or gone:
        view, S["dropped"] = read_view(given, own_articles(), page)
        S["chosen"] = "on" in given and not any(told.startswith("on:") for told in S["dropped"])
        S["beyond"] = beyond(given, page)
    else:
        view = S["view"]
    # A connection that came back asks for the page it has. If it had gone while a run was under
    # way, the browser takes the end of that run for its whole, and forgets the filters.
    lost = "view" not in S or (_navigated() and given == S["address"])
    _to_widgets(view, lost=lost)
    params = view.params(page, dated=S["chosen"])
    S["view"] = view
    S["address"] = {key: [v] if isinstance(v, str) else v for key, v in params.items()}
    if S["address"] != given:
        st.query_params.from_dict(params)
    return view
