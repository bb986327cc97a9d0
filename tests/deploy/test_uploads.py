"""A file that is brought goes through nginx, as large as the page says, to its reader's replica."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.attack.reader import Reader, body
from tests.browser.hands import wait_idle
from tests.deploy.conftest import Replicas
from tests.deploy.front import front
from tests.deploy.replica import Replica
from tests.packs.made import csv_bytes
from tests.server import Server, serve
from tests.sources import ROOT

PAGES = 4
SIZES = (200, 64 * 1024, 1_100_000, 4_990_000)
"""Bytes of a table: what was always taken, then over nginx's bound for all else, and the page's."""
LONGEST = 9_000
AT_ONCE = 4
LARGE = body(b"x" * 4_990_000)
DEADLINE_SECONDS = 60


@pytest.fixture(scope="module")
def pair(replicas: Replicas) -> list[Replica]:
    """Two replicas; each test leaves both running."""
    return replicas()


@pytest.fixture
def running(nginx: Path, pair: list[Replica]) -> Iterator[Server]:
    """Their front."""
    with front(nginx, [replica.server.url for replica in pair]) as server:
        yield server


@pytest.fixture
def reader(running: Server) -> Iterator[Reader]:
    """A reader who comes by the front."""
    found = Reader(running.url)
    found.arrive()
    yield found
    found.leave()


def _table(size: int) -> tuple[bytes, int]:
    """A table of about so many bytes, and its rows: few of them, so that it is soon read."""
    count = size // LONGEST + 1
    row = {"paragraph": "1", "kind": "statement", "paraphrase": "x" * (size // count - 50)}
    return csv_bytes([row] * count), count


def _uploads(server: Server, count: int) -> Counter[str]:
    """How many files each replica took; the front notes each after its answer has gone."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    lines: list[str] = []
    while len(lines) < count and time.monotonic() < deadline:
        said = server.output().splitlines()
        lines = [line for line in said if '"PUT /_stcore/upload_file/' in line]
    assert [line for line in lines if '" 204 ' not in line] == []
    return Counter(line.partition("upstream=")[2].split()[0] for line in lines)


def test_both_replicas_take_files_of_every_size(
    running: Server, pair: list[Replica], browser: Browser
) -> None:
    with ExitStack() as stack:
        # All stay open: each next one comes to the replica that has fewer.
        contexts = [
            stack.enter_context(browser.new_context(base_url=running.url)) for _ in range(PAGES)
        ]
        for context in contexts:
            page = context.new_page()
            page.goto("bring")
            for size in SIZES:
                content, rows = _table(size)
                wait_idle(page)
                page.set_input_files(
                    "input[type=file]",
                    {"name": f"{size}.csv", "mimeType": "text/csv", "buffer": content},
                )
                told = f"{rows} of {rows} {'fact' if rows == 1 else 'facts'} read."
                expect(page.locator(".brought h2")).to_have_text(told)
                expect(page.locator(".nato .told[role=alert]")).to_have_count(0)
    took = _uploads(running, PAGES * len(SIZES))
    addresses = {f"127.0.0.1:{replica.port}" for replica in pair}
    assert took.keys() == addresses
    assert took.total() == PAGES * len(SIZES)


def test_nothing_of_a_file_is_written_by_the_front(running: Server, reader: Reader) -> None:
    half = len(LARGE) // 2
    with reader.slow("a", len(LARGE), LARGE[:half]) as line:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while reader.put("b", body(b"x")).status == 204 and time.monotonic() < deadline:
            pass  # until the first is counted, too: the replica has it
        kept = [*(running.log.parent / "body_temp").rglob("*")]
        assert [path for path in kept if path.is_file()] == []
        line.sendall(LARGE[half:])
        assert line.recv(1000).startswith(b"HTTP/1.1 204 ")


def test_what_is_too_long_or_nobodys_is_refused_in_words(running: Server, reader: Reader) -> None:
    with reader.slow("a", 5 * 2**20 + 1) as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")
    stranger = Reader(running.url, session="nobody")
    answers = [stranger.put("a", body(b"x")), stranger.delete("a")]
    assert {answer.status for answer in answers} == {404}
    assert {answer.text for answer in answers} == {
        "This page's session is gone. Reload the page, then try again.\n"
    }
    with stranger.slow("a", len(LARGE)) as line:  # not a byte of the body is waited for
        assert line.recv(1000).startswith(b"HTTP/1.1 404 ")
    assert reader.put("a", body(b"x"), X_Xsrftoken="").status == 403
    assert reader.put("a", body(b"x"), Transfer_Encoding="chunked").status in {400, 411}


def test_an_address_uploads_few_files_at_once(running: Server) -> None:
    with ExitStack() as stack:
        crowd = [Reader(running.url) for _ in range(AT_ONCE + 1)]
        for reader in crowd:
            reader.arrive()
            stack.callback(reader.leave)
        for reader in crowd[:AT_ONCE]:
            stack.enter_context(reader.slow("a", len(LARGE), LARGE[:100]))
        deadline = time.monotonic() + DEADLINE_SECONDS
        while (answer := crowd[-1].put("b", body(b"x"))).status != 429:
            crowd[-1].delete("b")  # the front has not yet read the others
            assert time.monotonic() < deadline
        assert answer.headers["retry-after"] == "5"
        assert answer.text.count("\n") == 1


def test_a_replica_that_is_down_has_no_sessions(
    running: Server, pair: list[Replica], reader: Reader
) -> None:
    answer = reader.put("a", body(b"x"))
    assert answer.status == 204
    (home,) = _uploads(running, 1)
    own = next(replica for replica in pair if home.endswith(f":{replica.port}"))
    other = next(replica for replica in pair if replica is not own)
    other.stop()
    try:
        assert reader.put("b", body(b"x")).status == 204
        own.stop()
        answer = reader.put("c", body(b"x"))
        assert answer.status == 503
        assert answer.text.count("\n") == 1
    finally:
        own.start()
        other.start()
    assert reader.put("d", body(b"x")).status == 404


def test_a_file_that_trickles_is_given_up_behind_the_front(nginx: Path) -> None:
    env = {"PYTHONPATH": str(ROOT), "ARRIVE_SECONDS": "1"}
    with (
        serve(ROOT / "tests/attack/counting.py", env=env) as hasty,
        front(nginx, [hasty.url]) as running,
    ):
        reader = Reader(running.url)
        reader.arrive()
        with reader.slow("a", len(LARGE), LARGE[:100]) as line:
            assert line.recv(1000).startswith(b"HTTP/1.1 408 ")
        reader.leave()
