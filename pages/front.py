"""The page that a browser gets first: Streamlit's own, with the view's title and preview."""

import re
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_data import GeoDataError, snapshot
from geo_data.changes import changes, two_days
from geo_data.figures import changes as differences
from geo_data.figures import press, words
from geo_data.view import read_view
from pages.contents import CONTENTS

LONGEST_QUERY = 4000
UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
SITE = "NATO geography"
_HOST = re.compile(r"[\w.:\[\]-]+")


def _params(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, max_num_fields=100)
    except ValueError:  # more than any view has
        return {}


def _origin(request: Request) -> str:
    """Scheme and host as the reader's browser names them; a proxy tells its reader's scheme."""
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip()
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = "localhost"
    return f"{'https' if scheme == 'https' else 'http'}://{host}"


def tags(request: Request, base: str) -> Markup:
    """Title, OpenGraph and Twitter card of the view that an address asks for."""
    query = request.url.query[:LONGEST_QUERY]
    view, _ = read_view(_params(query))
    snap = snapshot(view)
    headline = words.headline(snap)
    title, said = headline, words.summary(snap)
    if request.url.path.rstrip("/") == f"{base}/compare":
        title, said = differences.TITLE, differences.lead(changes(*two_days(view)))
    origin = _origin(request)
    asked = f"?{view.query()}".removesuffix("?")
    picture = f"{origin}{base}/{press.PREVIEW}{asked}"
    named = {
        "og:type": "website",
        "og:site_name": SITE,
        "og:title": title,
        "og:description": said,
        "og:url": f"{origin}{request.url.path}{asked}",
        "og:image": picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"Map: {headline}",
    }
    card = {
        "description": said,
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:description": said,
        "twitter:image": picture,
    }
    made = [Markup('<meta property="{}" content="{}">').format(*pair) for pair in named.items()]
    made += [Markup('<meta name="{}" content="{}">').format(*pair) for pair in card.items()]
    return Markup("\n").join((Markup("<title>{} – {}</title>").format(title, SITE), *made))


class FrontPage:
    """Puts tags into the head of Streamlit's page, at the address of each of ours."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app = app
        self.base = base
        self.paths = {f"{base}/{page.path}".rstrip("/") for page in CONTENTS} | {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: everything but a page passes as it is."""
        page = scope["type"] == "http" and scope["method"] == "GET"
        if not page or scope["path"].rstrip("/") not in self.paths:
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name not in UNWANTED]
        started: list[Message] = []
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await self._answer(Request(scope), started[0], bytes(body), send)

        await self.app({**scope, "headers": plain}, receive, collect)

    async def _answer(self, request: Request, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(scope=start)
        if body and headers.get("content-type", "").startswith("text/html"):
            try:
                found = await run_in_threadpool(tags, request, self.base)
                body = body.replace(b"<title>Streamlit</title>", found.encode(), 1)
            except (GeoDataError, ValueError):
                pass  # the page itself will say what is broken
            headers["content-length"] = str(len(body))
            for name in ("etag", "last-modified", "accept-ranges"):
                del headers[name]
        await send(start)
        await send({"type": "http.response.body", "body": body})
