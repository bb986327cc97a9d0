"""What a request may be at most, whatever it asks for: nothing that a reader needs is long.

`Bounds` sees a request when its head is whole, which one connection could fill the memory with: the
server's own reader keeps all of it. So `bound_heads` bounds a head while it still comes.
"""

from weakref import WeakKeyDictionary

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pages.server.answers import GZIP, PLAIN, accepts_gzip, line

LONGEST_PATH = 1000
LONGEST_QUERY = 4000
MOST_FIELDS = 100
"""Of a query: a view has some twenty, and links carry some that are not ours."""

LONGEST_HEAD = 32_000
MOST_HEADERS = 100
LONGEST_REQUEST = 65_536
"""Bytes of one request that are no body: its head, and what may stand between parts of a body."""

TOO_LONG = "The head of this request is too long."


def _refusal(scope: Scope) -> Response | None:
    """Why a request is not looked at any further."""
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    headers = scope["headers"]
    head = sum(len(name) + len(value) for name, value in headers)
    if len(path) > LONGEST_PATH:
        return line(f"The path of an address has at most {LONGEST_PATH} bytes.", 414)
    if len(query) > LONGEST_QUERY:
        return line(f"What follows the ? of an address has at most {LONGEST_QUERY} bytes.", 414)
    if query.count(b"&") >= MOST_FIELDS:
        return line(f"An address has at most {MOST_FIELDS} parameters.", 400)
    if len(headers) > MOST_HEADERS or head > LONGEST_HEAD:
        return line(
            f"A request has at most {MOST_HEADERS} headers and {LONGEST_HEAD} bytes of them.", 431
        )
    return None


def _plainly(scope: Scope) -> Scope:
    """A request that says in one word whether it takes gzip: that is all Streamlit reads."""
    headers = Headers(scope=scope)
    if "accept-encoding" not in headers:
        return scope
    word = GZIP[0] if accepts_gzip(headers) else PLAIN
    others = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
    return {**scope, "headers": [*others, (b"accept-encoding", word.encode())]}


class Bounds:
    """Answers what is too long at once, be it for a file, a page, or Streamlit's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the begin of a websocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif refusal := _refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self.app(_plainly(scope), receive, send)


def bound_heads() -> None:
    """Have the server refuse such a request: it has no setting for this, so methods are wrapped."""
    received, begun = HttpToolsProtocol.data_received, HttpToolsProtocol.on_message_begin
    header_read, body_read = HttpToolsProtocol.on_header, HttpToolsProtocol.on_body
    spent: WeakKeyDictionary[HttpToolsProtocol, int] = WeakKeyDictionary()

    def data_received(self: HttpToolsProtocol, data: bytes) -> None:
        spent[self] = spent.get(self, 0) + len(data)
        received(self, data)
        if spent[self] > LONGEST_REQUEST and not self.transport.is_closing():
            self.send_400_response(TOO_LONG)

    def on_message_begin(self: HttpToolsProtocol) -> None:
        spent[self] = 0
        begun(self)

    def on_header(self: HttpToolsProtocol, name: bytes, value: bytes) -> None:
        if len(self.headers) >= MOST_HEADERS:
            raise ValueError(TOO_LONG)
        header_read(self, name, value)

    def on_body(self: HttpToolsProtocol, body: bytes) -> None:
        spent[self] -= len(body)
        body_read(self, body)

    for method in (data_received, on_message_begin, on_header, on_body):
        setattr(HttpToolsProtocol, method.__name__, method)
