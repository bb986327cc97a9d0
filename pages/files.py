"""Addresses of our own beside the app: data, drawings, a page to embed, for any view."""

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo_data import GeoDataError, View
from geo_data.errors import ViewError
from geo_data.figures import film, press
from geo_data.figures.look import THEMES
from geo_data.view import read_view
from pages.worker import BusyError, Worker

KEPT_BYTES = 32_000_000
"""Of files made lately; whatever more is asked for, no more is kept."""

RETRY_SECONDS = 5
FRESH_SECONDS = 300
FOR_EVER = "public, max-age=31536000, immutable"
QUICK = (".csv", press.EMBED, *press.TEMPLATES)
"""Endings of what is made in some milliseconds, so beside the readers and not after a drawing."""

PICTURES = (".png", ".svg", ".pdf")
TABLES = (".csv", ".geojson", ".gpkg")
MOST_TOLD = 3

INLINE = ("image/", "application/pdf")
worker = Worker()
one_at_a_time = asyncio.Semaphore(1)


@dataclass(frozen=True)
class Made:
    """A file as it is sent: plain, and compressed where that helps."""

    plain: bytes
    gzipped: bytes | None
    etag: str

    @property
    def size(self) -> int:
        """Bytes that it takes to keep."""
        return len(self.plain) + len(self.gzipped or b"")


class Shelf:
    """The files made lately, as many as fit."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._files: OrderedDict[press.Order, Made] = OrderedDict()

    def get(self, order: press.Order) -> Made | None:
        """A file that was kept."""
        if order in self._files:
            self._files.move_to_end(order)
        return self._files.get(order)

    def put(self, order: press.Order, made: Made) -> None:
        """Keep a file, and let go of those that nobody asked for the longest."""
        if order in self._files or made.size > self.room:
            return
        self._files[order] = made
        self.taken += made.size
        while self.taken > self.room:
            _, gone = self._files.popitem(last=False)
            self.taken -= gone.size


shelf = Shelf(KEPT_BYTES)


def _pack(content: bytes, media_type: str) -> Made:
    helps = media_type.startswith("text/") or media_type.endswith(("json", "xml"))
    return Made(
        content,
        gzip.compress(content, 6, mtime=0) if helps else None,
        hashlib.sha256(content).hexdigest()[:32],
    )


def read_order(name: str, params: Mapping[str, list[str]], base: str) -> press.Order:
    """What an address asks for; ViewError names every parameter that means nothing."""
    view, dropped = read_view(params)
    size, theme = (params.get(key, [default])[-1] for key, default in _STYLE)
    if size not in press.SIZES:
        dropped.append(f"size: there is {', '.join(press.SIZES)}")
    if theme not in ("", *THEMES):
        dropped.append(f"theme: there is {', '.join(THEMES)}")
    if dropped:
        raise ViewError("; ".join(dropped[:MOST_TOLD]))
    # What a file does not mind is left out of its order, or the same would be made twice.
    drawn = name.endswith(PICTURES)
    if name in press.TEMPLATES:
        view = View()
    elif name.startswith("data/") and name.endswith(TABLES):
        view = replace(view, focus=None)
    elif name == press.FILM:
        view = film.asked(view)
    view = replace(view, against=None)
    return press.Order(
        name,
        view,
        size if drawn and name != press.PREVIEW else "slide",
        theme if drawn or name == press.EMBED else "",
        base if name == press.EMBED else "",
    )


_STYLE = (("size", "slide"), ("theme", ""))
OF_AN_EDITION = "film.{edition}.json"
EDITION = re.compile(r"[0-9a-f]{8}")


async def _made(order: press.Order, media_type: str) -> Made:
    found = shelf.get(order)
    if found is None:
        if order.name.endswith(QUICK):
            async with one_at_a_time:
                content = await run_in_threadpool(press.make, order)
        else:
            content = await worker.make(order)
        found = await run_in_threadpool(_pack, content, media_type)
        shelf.put(order, found)
    return found


def _headers(
    order: press.Order, media_type: str, made: Made, *, gzipped: bool, kept: str
) -> dict[str, str]:
    shown = media_type.startswith(INLINE) or order.name == press.EMBED
    name = quote(press.download_name(order))
    headers = {
        "cache-control": kept,
        "vary": "accept-encoding",
        "etag": f'"{made.etag}{"-gzip" if gzipped else ""}"',
        "access-control-allow-origin": "*",
        "content-disposition": f"{'inline' if shown else 'attachment'}; filename={name}",
    }
    return headers | ({"content-encoding": "gzip"} if gzipped else {})


def _line(text: str, status: int) -> Response:
    headers = {"cache-control": "no-store", "access-control-allow-origin": "*"}
    if status == 503:  # noqa: PLR2004 - what HTTP calls it
        headers["retry-after"] = str(RETRY_SECONDS)
    return PlainTextResponse(" ".join(text.split()) + "\n", status, headers)


def _route(base: str, name: str, media_type: str, address: str = "") -> Route:
    async def serve(request: Request) -> Response:
        query = request.query_params
        if not EDITION.fullmatch(request.path_params.get("edition", film.edition())):
            return _line("A film's address has eight hexadecimal digits.", 404)
        try:
            params = {key: query.getlist(key) for key in query}
            order = await run_in_threadpool(read_order, name, params, base)
            made = await _made(order, media_type)
        except ViewError as error:
            return _line(str(error), 400)
        except BusyError as error:
            return _line(str(error), 503)
        except GeoDataError as error:
            return _line(str(error), 500)
        zipped = made.gzipped is not None and "gzip" in request.headers.get("accept-encoding", "")
        # Another replica's page may ask for a film of an edition that is not ours.
        lasting = request.path_params.get("edition") == film.edition()
        kept = FOR_EVER if lasting else f"public, max-age={FRESH_SECONDS}"
        headers = _headers(order, media_type, made, gzipped=zipped, kept=kept)
        asked = request.headers.get("if-none-match", "").split(",")
        if headers["etag"] in {each.strip().removeprefix("W/") for each in asked}:
            return Response(status_code=304, headers=headers)
        body = made.gzipped if zipped and made.gzipped is not None else made.plain
        return Response(body, media_type=media_type, headers=headers)

    return Route(f"{base}/{address or name}", serve)


async def _unknown(request: Request) -> Response:
    names = ", ".join(name for name in press.media_types() if "/" in name)
    return _line(f"There is no {request.url.path}; there is {names}.", 404)


def routes(base: str) -> list[Route]:
    """A route for each file, below the base path (empty or with a slash before it)."""
    kinds = press.media_types()
    found = [_route(base, name, kind) for name, kind in kinds.items()]
    found.append(_route(base, press.FILM, kinds[press.FILM], OF_AN_EDITION))
    # Without these Streamlit would answer with the app.
    return found + [
        Route(f"{base}/{folder}/{{rest:path}}", _unknown) for folder in ("data", "draw")
    ]
