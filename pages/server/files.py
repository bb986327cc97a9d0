"""Addresses of our own beside the app: data, drawings, a page to embed, for any view."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo_data import GeoDataError, View
from geo_data.errors import ViewError
from geo_data.export import press
from geo_data.figures.look import THEMES
from geo_data.figures.map import film
from geo_data.history.view import beyond, read_view
from pages.server.answers import accepts_gzip, line, still_good
from pages.server.waiting import BusyError, Line, while_there
from pages.server.worker import Worker

KEPT_BYTES = 32_000_000
"""Of files made lately; whatever more is asked for, no more is kept."""

FRESH_SECONDS = 300
ANSWERED = "x-day-answered"
"""The header that names the day a file speaks of: the nearest, if the record has not the one asked
for."""

OF_AN_EDITION = "film.{edition}.json"
EDITION = re.compile(r"[0-9a-f]{8}")
FOR_EVER = "public, max-age=31536000, immutable"
QUICK = (".csv", press.EMBED, *press.TEMPLATES)
"""Endings of what is made in some milliseconds, so beside the readers and not after a drawing."""

PICTURES = (".png", ".svg", ".pdf")
TABLES = (".csv", ".geojson", ".gpkg")
MOST_TOLD = 3

INLINE = ("image/", "application/pdf")
KINDS = press.media_types()
worker = Worker()


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


def cache_of(room: int) -> LRUCache[press.Order, Made]:
    """Files made lately, as many as fit into `room` bytes; who was not asked for longest goes."""
    return LRUCache(room, getsizeof=lambda made: made.size)


cache = cache_of(KEPT_BYTES)


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
    size, theme = params.get("size", ["slide"])[-1], params.get("theme", [""])[-1]
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
    view = replace(view.on_page(), against=None)
    readable = drawn or name in (press.EMBED, press.DOCUMENT)
    return press.Order(
        name,
        view,
        size if drawn and name != press.PREVIEW else "slide",
        theme if drawn or name == press.EMBED else "",
        base if name == press.EMBED else "",
        beyond(params) if readable else "",
    )


async def _make(order: press.Order) -> Made:
    if order.name.endswith(QUICK):
        content = await run_in_threadpool(press.make, order)
    else:
        content = await worker.make(order)
    made = await run_in_threadpool(_pack, content, KINDS[order.name])
    # Whether anybody still waits for it or not: who was sent away asks again.
    if made.size <= cache.maxsize:
        cache[order] = made
    return made


quick = Line(_make, waiting=32, patience=20)
drawn = Line(_make, waiting=4, patience=60)


def _headers(order: press.Order, kept: str) -> dict[str, str]:
    shown = KINDS[order.name].startswith(INLINE) or order.name == press.EMBED
    name = quote(press.download_name(order))
    answered = {}
    if order.day:  # it may be another than was asked for
        answered = {ANSWERED: str(order.day), "access-control-expose-headers": ANSWERED}
    return {
        **answered,
        "cache-control": kept,
        "vary": "accept-encoding",
        "access-control-allow-origin": "*",
        "content-disposition": f"{'inline' if shown else 'attachment'}; filename={name}",
    }


def _told(order: press.Order, kept: str) -> Response:
    """What can be told of a file that is not made: who only asks about it starts no drawing."""
    answer = Response(media_type=KINDS[order.name], headers=_headers(order, kept))
    del answer.headers["content-length"]
    return answer


def _sent(request: Request, order: press.Order, made: Made, kept: str) -> Response:
    headers, body, form = _headers(order, kept), made.plain, ""
    if made.gzipped is not None and accepts_gzip(request.headers):
        headers["content-encoding"], body, form = "gzip", made.gzipped, "-gzip"
    headers["etag"] = f'"{made.etag}{form}"'
    if still_good(request.headers, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=KINDS[order.name], headers=headers)


def _route(base: str, name: str, address: str = "") -> Route:
    async def serve(request: Request) -> Response:
        if not EDITION.fullmatch(request.path_params.get("edition", film.edition())):
            return line("A film's address has eight hexadecimal digits.", 404)
        params = {key: request.query_params.getlist(key) for key in request.query_params}
        # Another replica's page may ask for a film of an edition that is not ours.
        lasting = request.path_params.get("edition") == film.edition()
        kept = FOR_EVER if lasting else f"public, max-age={FRESH_SECONDS}"
        try:
            order = read_order(name, params, base)
            made = cache.get(order)
            if made is None and request.method == "HEAD":
                return _told(order, kept)
            if made is None:
                waiting = quick if order.name.endswith(QUICK) else drawn
                made = await while_there(request.receive, waiting.take(order))
        except ViewError as error:
            return line(str(error), 400)
        except BusyError as error:
            return line(str(error), 503)
        except GeoDataError as error:
            return line(str(error), 500)
        return _sent(request, order, made, kept)

    return Route(f"{base}/{address or name}", serve)


async def _unknown(request: Request) -> Response:
    names = ", ".join(name for name in KINDS if "/" in name)
    return line(f"There is no {request.scope['path']}; there is {names}.", 404)


def routes(base: str) -> list[Route]:
    """A route for each file, below the base path (empty or with a slash before it)."""
    found = [_route(base, name) for name in KINDS]
    found.append(_route(base, press.FILM, OF_AN_EDITION))
    # Without these Streamlit would answer with the app.
    return found + [
        Route(f"{base}/{folder}/{{rest:path}}", _unknown) for folder in ("data", "draw")
    ]
