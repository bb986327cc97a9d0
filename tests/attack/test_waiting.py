"""Who waits for a file: a few, not for long, and only as long as they are there."""

import asyncio

import pytest

from pages.server.waiting import BusyError, Line, while_there
from tests.attack.asgi import Reader, run


class Kitchen:
    """Makes what is asked for when it is told to, and remembers what it made."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.open = asyncio.Event()

    async def make(self, key: str) -> str:
        self.made.append(key)
        await self.open.wait()
        if key == "bad":
            raise ValueError(key)
        return key.upper()


def _asked(line: Line[str, str], *keys: str) -> list[asyncio.Task[str]]:
    return [asyncio.create_task(line.take(key)) for key in keys]


async def _settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_few_wait_and_the_others_are_sent_away() -> None:
    async def ask() -> None:
        kitchen = Kitchen()
        line = Line(kitchen.make, waiting=4, patience=60)
        keys = [str(number) for number in range(12)]
        tasks = _asked(line, *keys, *keys)
        await _settled()
        kitchen.open.set()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        refused = [isinstance(answer, BusyError) for answer in answers]
        assert refused.count(False) == 2 * (4 + 1)
        # Who asks for the same waits for the same.
        assert refused[:12] == refused[12:]
        assert kitchen.made == keys[:5]
        # The line is empty again.
        assert await line.take("again") == "AGAIN"

    run(ask())


def test_what_nobody_waits_for_is_not_made() -> None:
    async def ask() -> None:
        kitchen = Kitchen()
        line = Line(kitchen.make, waiting=3, patience=60)
        first, leaver, sharer, leaver_too = _asked(line, "first", "left", "shared", "shared")
        await _settled()
        leaver.cancel()
        leaver_too.cancel()
        await _settled()
        # A place is free at once, and the same may be asked for anew.
        (last,) = _asked(line, "left")
        await _settled()
        last.cancel()
        kitchen.open.set()
        assert (await first, await sharer) == ("FIRST", "SHARED")
        assert kitchen.made == ["first", "shared"]

    run(ask())


def test_what_is_asked_for_while_it_is_called_off_is_made() -> None:
    async def ask() -> None:
        kitchen = Kitchen()
        line = Line(kitchen.make, waiting=3, patience=60)
        first, leaver = _asked(line, "first", "same")
        await _settled()
        leaver.cancel()
        (other,) = _asked(line, "same")
        kitchen.open.set()
        assert (await first, await other) == ("FIRST", "SAME")

    run(ask())


def test_what_is_begun_is_finished_and_its_fault_is_nobodys() -> None:
    async def ask() -> None:
        told: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        kitchen = Kitchen()
        line = Line(kitchen.make, waiting=3, patience=60)
        (leaver,) = _asked(line, "bad")
        await _settled()
        leaver.cancel()
        kitchen.open.set()
        with pytest.raises(ValueError, match="bad"):
            await line.take("bad")
        assert await line.take("good") == "GOOD"
        assert kitchen.made[0] == "bad"
        assert told == []

    run(ask())


def test_nobody_waits_for_ever() -> None:
    async def ask() -> None:
        kitchen = Kitchen()
        line = Line(kitchen.make, waiting=3, patience=0.01)
        answers = await asyncio.gather(*_asked(line, "a", "b"), return_exceptions=True)
        assert [type(answer) for answer in answers] == [BusyError, BusyError]
        assert kitchen.made == ["a"]

    run(ask())


def test_a_reader_who_leaves_ends_the_work() -> None:
    async def ask() -> None:
        kitchen, reader = Kitchen(), Reader()
        line = Line(kitchen.make, waiting=3, patience=60)
        first = asyncio.create_task(line.take("first"))
        second = asyncio.create_task(while_there(reader.receive, line.take("second")))
        await _settled()
        reader.leave()
        with pytest.raises(BusyError):
            await second
        kitchen.open.set()
        assert await first == "FIRST"
        assert await while_there(Reader().receive, line.take("third")) == "THIRD"
        assert kitchen.made == ["first", "third"]

    run(ask())
