"""The process that makes files: it ends with its server, starts anew, and tells what failed."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import psutil
import pytest

from geo_data import GeoDataError, View, edition, snapshot
from geo_data.child import Child
from geo_data.export import takeaway
from geo_data.export.press import Order
from pages.server import worker as workers
from pages.server.waiting import BusyError
from pages.server.worker import LATE, LOST, Turn, Worker

T = TypeVar("T")
ORDER = Order("data/members.csv", View())


def _run(work: Coroutine[object, object, T]) -> T:
    """What `work` gives, from a thread: a browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def _drawing() -> list[psutil.Process]:
    """The children that make files: servers of other tests may be there too."""
    children = psutil.Process().children()
    return [child for child in children if "press import serve" in " ".join(child.cmdline())]


@pytest.fixture
def worker() -> Worker:
    return Worker()


def test_it_makes_what_the_library_makes(worker: Worker) -> None:
    made = _run(worker.make(ORDER))
    worker.close()
    assert made == takeaway.file("members.csv", snapshot(View()))


def test_a_process_that_dies_is_started_anew(worker: Worker) -> None:
    async def lose_it() -> None:
        await worker.make(ORDER)
        (child,) = _drawing()
        child.kill()
        child.wait()
        await worker.make(ORDER)

    _run(lose_it())
    worker.close()
    assert _drawing() == []


def test_a_process_that_is_ended_at_its_work_is_no_crowd(worker: Worker) -> None:
    """The reader is told what happened, and that it may be asked for again."""

    async def ask() -> str:
        await worker.make(ORDER)
        (child,) = _drawing()
        child.suspend()
        order = asyncio.create_task(worker.make(Order("data/events.csv", View())))
        await asyncio.sleep(0)
        child.kill()
        with pytest.raises(BusyError) as caught:
            await order
        return str(caught.value)

    assert _run(ask()) == LOST
    worker.close()


def test_what_takes_too_long_is_given_up_and_told_so(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LONGEST", 0.01)
    with pytest.raises(BusyError) as caught:
        _run(worker.make(ORDER))
    worker.close()
    assert str(caught.value) == LATE


def test_a_table_that_changes_on_disk_is_not_mixed_with_those_that_were_read(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "loaded", lambda: "another")
    with pytest.raises(GeoDataError, match="no longer those that it started with"):
        _run(worker.make(ORDER))
    worker.close()


def test_what_cannot_be_made_is_told_and_the_next_is_made(worker: Worker) -> None:
    async def ask() -> None:
        with pytest.raises(GeoDataError, match="there is"):
            await worker.make(Order("draw/map.exe", View()))
        await worker.make(ORDER)

    _run(ask())
    worker.close()


def test_it_ends_with_its_server() -> None:
    code = (
        "import asyncio, os, psutil, signal\n"
        "from pages.server.worker import Worker\nfrom tests.pages.test_worker import ORDER\n"
        "asyncio.run(Worker().make(ORDER))\n"
        "print(psutil.Process().children()[0].pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    pid = int(told.stdout)
    if psutil.pid_exists(pid):
        psutil.Process(pid).wait(30)


class Held(Child):
    """A child that only remembers whether it stands still."""

    def __init__(self) -> None:
        super().__init__("", "held")
        self.still = False

    def send_signal(self, number: int) -> None:
        self.still = number == signal.SIGSTOP


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Turn, Held, list[float]]]:
    """A turn whose clock the test moves."""
    clock, child, turn = [0.0], Held(), Turn()
    monkeypatch.setattr(workers, "monotonic", lambda: clock[0])
    turn.begin(child)
    clock[0] = 10
    yield turn, child, clock
    turn.end()
    assert not child.still


def test_a_file_waits_while_a_page_is_made(held: tuple[Turn, Held, list[float]]) -> None:
    turn, child, _ = held
    with turn.aside():
        assert child.still
        with turn.aside():
            assert child.still
        assert child.still
    assert not child.still


def test_a_file_gets_half_of_the_time_in_any_crowd(held: tuple[Turn, Held, list[float]]) -> None:
    turn, child, clock = held
    with turn.aside():
        for _ in range(100):
            with turn.aside():
                clock[0] += 1
        assert not child.still


def test_a_file_that_waited_is_whole(worker: Worker) -> None:
    async def ask() -> bytes:
        order = asyncio.create_task(worker.make(ORDER))
        while not order.done():
            with worker.aside():
                await asyncio.sleep(0)
            await asyncio.sleep(0)
        return order.result()

    assert _run(ask()) == takeaway.file("members.csv", snapshot(View()))
    worker.close()
