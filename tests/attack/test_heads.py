"""A request whose head never ends is cut off, and costs the server nothing to speak of."""

from collections.abc import Iterator

import pytest

from tests.attack.client import ask, send
from tests.server import Server, serve

MOST = 30_000_000
CUT = 10_000_000
"""What a server may take before it closes: mostly what lies in the buffers between it and us."""

LINE = b"GET / HTTP/1.1\r\nHost: x\r\n"
IN_PIECES = b"POST /embed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.mark.parametrize(
    ("begin", "part"),
    [
        (b"GET /", b"a" * 65536),
        (b"GET /?", b"a=1&" * 16384),
        (LINE + b"X: ", b"y" * 65536),
        (LINE, b"a:b\r\n" * 13000),
        (LINE + b"Host: x\r\n y", b" \r\n y" * 13000),
        # What may follow a body that comes in pieces, and stand between them.
        (IN_PIECES + b"0\r\n", b"a:b\r\n" * 13000),
        (IN_PIECES + b"1;", b"y" * 65536),
        (IN_PIECES + b"0\r\nX: ", b"y" * 65536),
    ],
)
def test_a_head_without_an_end_is_cut_off(server: Server, begin: bytes, part: bytes) -> None:
    before = server.memory()
    _, taken = send(server, begin, part, MOST)
    assert taken < CUT
    assert server.memory() - before < 50_000_000
    assert ask(server, "/_stcore/health").status == 200


@pytest.mark.parametrize(("number", "status"), [(90, 200), (200, 400)])
def test_headers_are_counted(server: Server, number: int, status: int) -> None:
    headers = {f"X-{each}": "y" for each in range(number)}
    assert ask(server, "/_stcore/health", headers).status == status


def test_what_is_long_and_whole_is_told_why(server: Server) -> None:
    answer = ask(server, "/embed", {"Cookie": "x" * 40_000})
    assert answer.status == 431
    assert b"32000 bytes" in answer.body
    assert ask(server, "/_stcore/health", {"Cookie": "x" * 8_000}).status == 200


def test_a_body_is_no_head(server: Server) -> None:
    """What is sent to an address that takes nothing is passed over, however long it is."""
    part = b"y" * 65536
    begin = b"POST /_stcore/health HTTP/1.1\r\nHost: x\r\n"
    length = 2_000_000 // len(part) * len(part)
    told, taken = send(server, begin + b"Content-Length: %d\r\n\r\n" % length, part, length)
    assert taken == length
    assert told.startswith(b"HTTP/1.1 405")
