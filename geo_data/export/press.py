"""Every file that can be made of a view, by its address below the app's."""

import pickle
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from geo_data import child, edition
from geo_data.errors import GeoDataError
from geo_data.export import standalone, takeaway
from geo_data.figures.map import film
from geo_data.history.snapshot import Snapshot, snapshot
from geo_data.history.view import View
from geo_data.packs import template

DRAWN = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
KINDS = {"map": ("html", *DRAWN), "timeline": (*DRAWN,)}
"""The endings that each picture has."""

PREVIEW = "preview.png"
EMBED = "embed"
DOCUMENT = "draw/map.html"
FILM = "film.json"
"""Asked for with its edition in its name (film.py)."""

TEMPLATES = {"data/article-pack.zip": "application/zip", "data/article-facts.csv": "text/csv"}
"""What a writer of an article begins with: the same for every view."""

SIZES = ("slide", "column", "a3")
"""Of still.SIZES those that a reader can choose; `still` itself is slow to import."""


_MADE, _REFUSED = b"+", b"-"


@dataclass(frozen=True)
class Order:
    """What is asked for: a file's name and how it is to be; the same order gives the same file.

    `size` is one of still.SIZES and `theme` "light", "dark" or empty for neither; only drawings
    and the page to embed mind them. `base` is the app's base path, which that page names. `beyond`:
    another day was asked for than the view's, as view.beyond says; what can be read says so.
    """

    name: str
    view: View
    size: str = "slide"
    theme: str = ""
    base: str = ""
    beyond: str = ""

    @property
    def day(self) -> date | None:
        """The day that the file speaks of; None if it is of no day."""
        return None if self.name in (*TEMPLATES, FILM) else self.view.on

    def snapshot(self) -> Snapshot:
        """What the file shows."""
        return replace(snapshot(self.view), beyond=self.beyond)


def media_types() -> dict[str, str]:
    """The names of all files, each with its media type."""
    return {
        **{f"data/{name}": kind for name, kind in takeaway.FILES.items()},
        **TEMPLATES,
        **{f"draw/{what}.{end}": DRAWN[end] for what in ("map", "timeline") for end in DRAWN},
        DOCUMENT: "text/html",
        PREVIEW: "image/png",
        EMBED: "text/html",
        FILM: "application/json",
    }


def download_name(order: Order) -> str:
    """The file's name on the reader's disk: after the view and how it is drawn."""
    _, _, name = order.name.rpartition("/")
    if order.day is None:
        return name
    stem, _, end = ("embed.html" if name == EMBED else name).rpartition(".")
    focus = re.sub(r"[^a-z0-9]++", "-", (order.view.focus or "").lower())
    style = (order.size if order.size != "slide" else "", order.theme or "", focus)
    return "-".join(filter(None, (takeaway.stem(order.view), stem, *style))) + f".{end}"


def make(order: Order) -> bytes:
    """The file; raises GeoDataError in words fit for a reader."""
    folder, _, name = order.name.rpartition("/")
    return _MAKERS.get(order.name, _data if folder == "data" else _drawing)(order, name)


def written(order: Order) -> bytes:
    """An order as it is sent to the process that makes files, with the edition it is asked of."""
    return pickle.dumps((edition.loaded(), order))


def made(answer: bytes) -> bytes:
    """The file in what that process answers; GeoDataError, in words, if it has none."""
    if answer[:1] == _REFUSED:
        raise GeoDataError(answer[1:].decode())
    return answer[1:]


def serve() -> None:
    """Make files for the process that started this one, until that one is gone."""
    child.step_back()
    child.answer(_answer)


def _answer(told: bytes) -> bytes:
    wanted, order = pickle.loads(told)  # noqa: S301 - from our own parent
    try:
        edition.expect(wanted)
        content = make(order)
        edition.expect(wanted)
    except GeoDataError as error:
        return _REFUSED + str(error).encode()
    except Exception:  # noqa: BLE001 - the log gets the traceback, the reader a sentence
        traceback.print_exc()
        return _REFUSED + b"This file could not be made; the others are not affected."
    return _MADE + content


def _data(order: Order, name: str) -> bytes:
    return takeaway.file(name, order.snapshot())


def _drawing(order: Order, name: str) -> bytes:
    # Imported when first asked for: what draws is slow to import, and the server itself never does.
    from geo_data.figures import paper as still  # noqa: PLC0415

    preview = order.name == PREVIEW
    what, _, kind = ("map.png" if preview else name).partition(".")
    size = "preview" if preview else order.size
    return still.draw(what, order.snapshot(), kind, size, order.theme or "light")


def _document(order: Order, _name: str) -> bytes:
    return standalone.document(order.snapshot()).encode()


def _embed(order: Order, _name: str) -> bytes:
    back = f"{order.base}/?{order.view.query(dated=True)}"
    return standalone.embed(order.snapshot(), order.base, back, order.theme).encode()


_MAKERS: dict[str, Callable[[Order, str], bytes]] = {
    "data/article-pack.zip": lambda *_: template.template_zip(),
    "data/article-facts.csv": lambda *_: template.facts_template_csv(),
    EMBED: _embed,
    FILM: lambda order, _: film.film(order.view),
    DOCUMENT: _document,
}
