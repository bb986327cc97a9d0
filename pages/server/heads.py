"""The head of a request is bounded while it still comes; the server's own reader keeps all of it.

One connection could have filled the memory: bounds.py sees a request only when its head is whole.
"""

from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pages.server.bounds import MOST_HEADERS

LONGEST = 65_536
"""Bytes of one request that are no body: its head, and what may stand between parts of a body."""

TOLD = "The head of this request is too long."


def bound_heads() -> None:
    """Have the server refuse such a request: it has no setting for this, so methods are wrapped."""
    received, begun = HttpToolsProtocol.data_received, HttpToolsProtocol.on_message_begin
    header_read, body_read = HttpToolsProtocol.on_header, HttpToolsProtocol.on_body
    spent: WeakKeyDictionary[HttpToolsProtocol, int] = WeakKeyDictionary()

    def data_received(self: HttpToolsProtocol, data: bytes) -> None:
        spent[self] = spent.get(self, 0) + len(data)
        received(self, data)
        if spent[self] > LONGEST and not self.transport.is_closing():
            self.send_400_response(TOLD)

    def on_message_begin(self: HttpToolsProtocol) -> None:
        spent[self] = 0
        begun(self)

    def on_header(self: HttpToolsProtocol, name: bytes, value: bytes) -> None:
        if len(self.headers) >= MOST_HEADERS:
            raise ValueError(TOLD)
        header_read(self, name, value)

    def on_body(self: HttpToolsProtocol, body: bytes) -> None:
        spent[self] -= len(body)
        body_read(self, body)

    for method in (data_received, on_message_begin, on_header, on_body):
        setattr(HttpToolsProtocol, method.__name__, method)
