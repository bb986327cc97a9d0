"""The page that a browser gets first: Streamlit's own, with the view's title and preview.

Streamlit answers with it wherever it has nothing else; where we have no page we say so.
"""

import string
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_data import GeoDataError, snapshot
from geo_data.export import press
from geo_data.figures.web.markup import fragment
from geo_data.history.view import read_view
from geo_data.prose import words
from geo_data.prose.changes import TITLE, changes, lead, two_days
from pages.server.waiting import BusyError, Line, while_there

UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
OF_THE_FILE = ("etag", "last-modified", "accept-ranges", "content-length")
"""Headers that are true of Streamlit's file, and not of what is made of it."""

SITE = "NATO geography"
STREAMLITS = b"<title>Streamlit</title>"
IN_ADDRESSES = frozenset(string.ascii_letters + string.digits + "-._~:/%[]")


def public_address(text: str) -> str:
    """The dashboard's address as its operator gives it, no slash at its end; "" for none.

    ValueError says what is wrong. What a request names as its host is never asked.
    """
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if address and not (usable and IN_ADDRESSES.issuperset(address)):
        raise ValueError(
            f"PUBLIC_ADDRESS is {text!a}: give the address that readers open, as in "
            "https://nato.example.org/base, in ASCII and without ?, # or @, or leave it empty."
        )
    return address


def tags(page: str, query: str, site: str) -> Markup:
    """Title, OpenGraph and Twitter card of the view that a page's query asks for.

    `site` is the address of the dashboard: with a host, or only the base path.
    """
    view, _ = read_view(parse_qs(query), page=page)
    snap = snapshot(view)
    headline = words.title(words.headline(snap), view)
    title, said = headline, words.summary(snap)
    if page == "compare":
        title, said = TITLE, lead(changes(*two_days(view)))
    page_of_view = f"{site}/{page}?{view.query(page, dated=True)}"
    picture = f"{site}/{press.PREVIEW}?{view.on_page().query(dated=True)}"
    return fragment("app.html", "head", title, SITE, headline, said, page_of_view, picture)


class FrontPage:
    """Puts tags into the head of Streamlit's page, at the address of each of our `pages`."""

    def __init__(self, app: ASGIApp, pages: Iterable[str], base: str, address: str = "") -> None:
        self.app = app
        self.site = address or base
        self.pages = {f"{base}/{page}".rstrip("/"): page for page in pages}
        self.no_page = HTMLResponse(fragment("app.html", "no_page", SITE, base), 404)
        # Where many come at once a page does without tags, rather than make its reader wait.
        self.heads = Line(self._head, waiting=16, patience=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: everything but HTTP passes as it is."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif scope["path"].rstrip("/") in self.pages:
            await self._page(scope, receive, send)
        else:
            await self._other(scope, receive, send)

    async def _other(self, scope: Scope, receive: Receive, send: Send) -> None:
        missing = False

        async def pass_on(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                # The router has left here who answers.
                of_streamlit = isinstance(scope.get("endpoint"), StaticFiles)
                missing = of_streamlit and _is_page(MutableHeaders(scope=message))
            if not missing:
                await send(message)

        await self.app(scope, receive, pass_on)
        if missing:
            await self.no_page(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = [(name, value) for name, value in scope["headers"] if name not in UNWANTED]
        started: list[Message] = []
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
            else:
                body.extend(message.get("body", b""))

        await self.app({**scope, "headers": plain}, receive, collect)
        headers = MutableHeaders(scope=started[0])
        made = bytes(body)
        if _is_page(headers):
            for name in OF_THE_FILE:
                del headers[name]
            if scope["method"] == "GET":
                made = made.replace(STREAMLITS, await self._tags(scope, receive), 1)
                headers["content-length"] = str(len(made))
        await send(started[0])
        await send({"type": "http.response.body", "body": made})

    async def _tags(self, scope: Scope, receive: Receive) -> bytes:
        key = self.pages[scope["path"].rstrip("/")], scope["query_string"]
        try:
            return await while_there(receive, self.heads.take(key))
        except (GeoDataError, BusyError):  # what is broken the page itself will tell
            return f"<title>{SITE}</title>".encode()

    async def _head(self, key: tuple[str, bytes]) -> bytes:
        page, query = key
        return (await run_in_threadpool(tags, page, query.decode("latin-1"), self.site)).encode()


def _is_page(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html")
