"""Uploads are bounded for a session and in all, in time and in number, and given back at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from streamlit import config

from geo_data.figures.web.markup import fragment
from pages.server import uploads
from tests.attack.reader import BOUNDARY, Reader, body
from tests.server import serve
from tests.sources import ROOT

LARGE = body(b"x" * 4_990_000)
MOST = uploads.ALL_BYTES
GIVEN_BACK_SECONDS = 10
DEADLINE_SECONDS = 60
Readers = Callable[[int], list[Reader]]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that counts."""
    with serve(ROOT / "tests/attack/counting.py", env={"PYTHONPATH": str(ROOT)}) as server:
        yield server.url
        assert "Traceback" not in server.output(), server.output()


@pytest.fixture(scope="module")
def hasty() -> Iterator[str]:
    """One that waits for nobody longer than a second."""
    env = {"PYTHONPATH": str(ROOT), "ARRIVE_SECONDS": "1", "UNREAD_SECONDS": "1"}
    extra = ("--server.disconnectedSessionTTL", "1")
    with serve(ROOT / "tests/attack/counting.py", env=env, extra=extra) as server:
        yield server.url
        assert "Traceback" not in server.output(), server.output()


@pytest.fixture
def readers(url: str) -> Iterator[Readers]:
    """Readers with a page each; when they have left nothing is held."""
    present: list[Reader] = []

    def come(count: int) -> list[Reader]:
        for _ in range(count):
            present.append(Reader(url))
            present[-1].arrive()
        return present

    yield come
    for reader in present:
        reader.leave()
    _expect(Reader(url), bytes=0, files=0, sessions=0)


def _expect(reader: Reader, seconds: float = GIVEN_BACK_SECONDS, **wanted: int) -> None:
    """Wait until the server holds no more than that."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        held = reader.held()
        if {name: held[name] for name in wanted} == wanted:
            return
    assert reader.held() == {**reader.held(), **wanted}


def test_a_session_may_have_two_files(readers: Readers) -> None:
    (reader,) = readers(1)
    answers = [reader.put(f"{number}", LARGE) for number in range(6)]
    assert [answer.status for answer in answers] == [204] * 2 + [503] * 4
    assert {answer.headers["retry-after"] for answer in answers[2:]} == {"5"}
    assert {answer.text.count("\n") for answer in answers[2:]} == {1}
    assert reader.held()["bytes"] == 2 * 4_990_000
    assert reader.put("0", LARGE).status == 503, "nor the same one anew"
    assert reader.delete("0").status == 204
    assert reader.put("6", body(b"small")).status == 204


def test_all_sessions_have_one_bound(readers: Readers) -> None:
    crowd = readers(8)
    answers = [reader.put(file, LARGE).status for reader in crowd for file in ("a", "b")]
    fit = MOST // len(LARGE)
    assert answers == [204] * fit + [503] * (len(answers) - fit)
    assert crowd[0].held()["bytes"] <= MOST


def test_what_is_arriving_counts_too(readers: Readers) -> None:
    crowd = readers(9)
    with ExitStack() as stack:
        for number in range(MOST // len(LARGE)):
            line = crowd[number // 2].slow(f"{number}", len(LARGE), LARGE[:100])
            stack.enter_context(line)
        late = crowd[-1]
        deadline = time.monotonic() + DEADLINE_SECONDS
        while late.put("late", LARGE).status == 204 and time.monotonic() < deadline:
            late.delete("late")  # the server has not yet read who came before
        assert late.put("late", LARGE).status == 503
        assert late.held()["bytes"] == 0
    # Whoever hangs up has nothing arriving any more.
    while (status := late.put("late", LARGE).status) == 503 and time.monotonic() < deadline:
        pass
    assert status == 204


def test_so_does_their_number(readers: Readers) -> None:
    crowd = readers(9)
    with ExitStack() as stack:
        for number in range(uploads.ALL_ARRIVING):
            stack.enter_context(crowd[number // 2].slow(f"{number}", 1000))
        deadline = time.monotonic() + DEADLINE_SECONDS
        while crowd[-1].put("late", body(b"x")).status == 204 and time.monotonic() < deadline:
            crowd[-1].delete("late")
        assert crowd[-1].put("late", body(b"x")).status == 503


def test_a_file_that_trickles_is_given_up(hasty: str) -> None:
    reader = Reader(hasty)
    reader.arrive()
    with reader.slow("a", 1000, LARGE[:100]) as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 408 ")
    assert reader.put("a", body(b"x")).status == 204
    reader.leave()


def test_a_file_that_no_page_reads_is_dropped(hasty: str) -> None:
    reader = Reader(hasty)
    reader.arrive()
    assert reader.put("a", LARGE).status == 204
    _expect(reader, bytes=0)
    reader.leave()


def test_who_leaves_gives_back_at_once(readers: Readers) -> None:
    first, second = readers(2)
    assert [first.put("a", LARGE).status, second.put("a", LARGE).status] == [204, 204]
    first.leave()
    _expect(second, files=1, bytes=4_990_000)


def test_what_arrives_after_its_reader_left_is_dropped(readers: Readers) -> None:
    first, second = readers(2)
    with first.slow("a", len(LARGE), LARGE[:1000]) as line:
        while first.put("b", body(b"x")).status != 503:  # two are there: the slow one has begun
            pass
        first.leave()
        deadline = time.monotonic() + DEADLINE_SECONDS
        while first.home().status == 204 and time.monotonic() < deadline:
            pass
        line.sendall(LARGE[1000:])
        assert line.recv(1000).startswith(b"HTTP/1.1 204 ")
    _expect(second, files=0, sessions=0)


def test_who_comes_back_has_the_same_session(readers: Readers) -> None:
    (reader,) = readers(1)
    before = reader.session
    reader.leave()
    assert reader.put("a", body(b"x")).status == 404
    reader.arrive()
    assert reader.session == before
    assert reader.put("a", body(b"x")).status == 204


def test_who_does_not_come_back_is_forgotten(hasty: str) -> None:
    reader, other = Reader(hasty), Reader(hasty)
    reader.arrive("bring")
    other.arrive()
    assert reader.held()["articles"] == 1
    reader.leave()
    _expect(other, articles=0, seconds=DEADLINE_SECONDS)
    other.leave()


def test_the_page_says_how_long_it_is_kept() -> None:
    assert config.get_option("server.disconnectedSessionTTL") == 120
    said = fragment("bring.html", "intro")
    assert "keeps it two minutes more" in said


def test_an_unknown_session_costs_nothing(readers: Readers, url: str) -> None:
    (known,) = readers(1)
    stranger = Reader(url, session="nobody")
    assert (known.home().status, stranger.home().status) == (204, 403)
    assert [stranger.delete(f"{number}").status for number in range(50)] == [204] * 50
    with stranger.slow("a", len(LARGE)) as line:  # not a byte of the body is waited for
        assert line.recv(1000).startswith(b"HTTP/1.1 404 ")
    assert stranger.held()["sessions"] == 0


def test_another_sites_page_uploads_nothing(readers: Readers) -> None:
    (reader,) = readers(1)
    for changed in ({"Cookie": ""}, {"X_Xsrftoken": ""}, {"X_Xsrftoken": "2|a|b|1"}):
        assert reader.put("a", body(b"x"), **changed).status == 403
    assert reader.held()["files"] == 0


@pytest.mark.parametrize("content", ["crumbs", "plain", "fields", "empty"])
def test_a_form_of_another_shape_leaves_nothing(readers: Readers, content: str) -> None:
    (reader,) = readers(1)
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"'
    forms = {
        "crumbs": f'{part}; filename="a"\r\n\r\nx\r\n' * 40_000 + f"--{BOUNDARY}--\r\n",
        "plain": "x" * 4_000_000,
        "fields": f"{part}\r\n\r\nx\r\n" * 40_000 + f"--{BOUNDARY}--\r\n",
        "empty": "",
    }
    assert reader.put("a", forms[content].encode()).status == 400
    kind = "application/x-www-form-urlencoded"
    assert reader.put("a", b"a=1&" * 500_000, Content_Type=kind).status == 400
    assert reader.held() == {**reader.held(), "files": 0}
    assert reader.put("a", body(b"x")).status == 204, "and nothing is counted any more"


def test_a_body_says_how_long_it_is_and_is_not_too_long(readers: Readers) -> None:
    (reader,) = readers(1)
    with reader.slow("a", None) as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 411 ")
    with reader.slow("a", 5 * 2**20 + 1) as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")
    with reader.slow("a", 2**80) as line:
        assert line.recv(1000).split(b" ")[1] in {b"400", b"411", b"413"}
    assert reader.held()["files"] == 0
