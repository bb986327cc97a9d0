"""Many readers at once, all from this one process: who waits how long, and what gives way first.

Each reader changes the day once a second, starting at a moment of the second drawn by lot. One
who still waits for an answer sends nothing, so an overloaded server gets fewer changes than
offered: what was answered is counted. The subjects take turns at each level.
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field

from tests.bench.session import Session
from tests.bench.subjects import Subject
from tests.server import Server, serve

LEVELS = (1, 5, 10, 20, 50)
MOST_WAIT_MS = 500
ANSWERED = 0.95
"""The part of the offered changes that must be answered for a rate to count as borne."""
FIRST_RATE, MOST_RATE = 4, 200
NEARNESS = 0.05
WAVE = 50
CHANGES_OF_A_NEWCOMER = 3
LONG_WALK = 300
# Streamlit keeps a session for two minutes after its reader has gone, for a return.
KEPT_SECONDS = 5


@dataclass(frozen=True)
class Level:
    """What some readers met for some seconds; CPU in seconds a second, memory in bytes."""

    readers: int
    waits_ms: list[float]
    answered_a_second: float
    server_cpu: float
    generator_cpu: float
    memory: int

    def p95(self) -> float:
        """The wait that one change in twenty exceeds, ms."""
        return statistics.quantiles(self.waits_ms, n=20, method="inclusive")[-1]

    def borne(self) -> bool:
        """Whether the server kept up with what was offered."""
        return (
            len(self.waits_ms) > 1
            and self.p95() <= MOST_WAIT_MS
            and self.answered_a_second >= ANSWERED * self.readers
        )


@dataclass
class CrowdResult:
    """All levels of one subject, the rates tried after them, and memory in bytes."""

    levels: list[Level] = field(default_factory=list)
    tried: list[Level] = field(default_factory=list)
    memory_one: int = 0
    memory_wave: int = 0
    memory_given_back: int = 0
    memory_second_wave: int = 0
    grown_over_walk: int = 0

    def borne(self) -> Level | None:
        """The highest rate that was borne."""
        return max(
            (level for level in self.tried if level.borne()),
            key=lambda level: level.readers,
            default=None,
        )


class Crowd:
    """A server and its readers."""

    def __init__(self, subject: Subject, server: Server, result: CrowdResult) -> None:
        self.result = result
        self._subject = subject
        self._server = server
        self._days = subject.days()
        self._lot = random.Random(subject.name)  # noqa: S311 (no secret)

    async def measure_memory(self) -> None:
        """One reader, then a wave of others, after it has gone, and a second wave."""
        result, memory = self.result, self._server.memory
        async with AsyncExitStack() as stack:
            walk = self._walk()
            reader = await self._reader(stack)
            for _ in range(2 * len(self._days)):
                await reader.change_day(next(walk))
            before = memory()
            for _ in range(LONG_WALK):
                await reader.change_day(next(walk))
            result.memory_one = memory()
            result.grown_over_walk = result.memory_one - before
            result.memory_wave = await self._wave()
            await asyncio.sleep(KEPT_SECONDS + 1)
            # Streamlit looks for what it kept too long when the next reader leaves.
            await (await Session.open(self._server.url)).close()
            await reader.change_day(next(walk))
            result.memory_given_back = memory()
            result.memory_second_wave = await self._wave()
        await asyncio.sleep(KEPT_SECONDS + 1)

    async def measure(self, readers: int, seconds: float) -> Level:
        """So many readers, for so long, with a change a second each."""
        async with AsyncExitStack() as stack:
            sessions = [await self._reader(stack) for _ in range(readers)]
            waits: list[float] = []
            server_cpu, own_cpu = self._server.cpu_seconds(), time.process_time()
            began = time.perf_counter()
            end = began + seconds
            await asyncio.gather(*(self._change(session, end, waits) for session in sessions))
            took = time.perf_counter() - began
            level = Level(
                readers,
                waits,
                len(waits) / took,
                (self._server.cpu_seconds() - server_cpu) / took,
                (time.process_time() - own_cpu) / took,
                self._server.memory(),
            )
        print(
            f"{self._subject.name}, {readers} readers: p50 {statistics.median(waits):.0f} ms, "
            f"p95 {level.p95():.0f} ms, {level.answered_a_second:.1f} changes a second, "
            f"server CPU {level.server_cpu:.0%}",
            file=sys.stderr,
        )
        return level

    async def _reader(self, stack: AsyncExitStack) -> Session:
        session = await Session.open(self._server.url, self._subject.first())
        stack.push_async_callback(session.close)
        return session

    async def _wave(self) -> int:
        async with AsyncExitStack() as stack:
            for _ in range(WAVE):
                reader, walk = await self._reader(stack), self._walk()
                for _ in range(CHANGES_OF_A_NEWCOMER):
                    await reader.change_day(next(walk))
            return self._server.memory()

    async def _change(self, session: Session, end: float, waits: list[float]) -> None:
        walk = self._walk()
        due = time.perf_counter() + self._lot.random()
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            waits.append(await session.change_day(next(walk)))
            due = max(due + 1, time.perf_counter())

    def _walk(self) -> Generator[str, None, None]:
        """Days, forward and back, from one drawn by lot."""
        rounds = [*self._days, *self._days[-2:0:-1]]
        place = self._lot.randrange(len(rounds))
        while True:
            place = (place + 1) % len(rounds)
            yield rounds[place]


def search() -> Generator[int, bool, None]:
    """Rates to try, each answered by whether it was borne: doubled, then halved in."""
    good, bad = 0, FIRST_RATE
    while bad <= MOST_RATE and (yield bad):
        good, bad = bad, 2 * bad
    while bad - good > max(1, NEARNESS * good):
        rate = (good + bad) // 2
        if (yield rate):
            good = rate
        else:
            bad = rate


async def _saturate(crowds: Iterable[Crowd], seconds: float) -> None:
    searches = [(crowd, search()) for crowd in crowds]
    rates = {crowd: next(steps) for crowd, steps in searches}
    while rates:
        for crowd, steps in searches:
            if crowd not in rates:
                continue
            tried = await crowd.measure(rates[crowd], seconds)
            if not tried.borne():
                # Something else may have used the machine: a rate fails if it fails twice.
                tried = await crowd.measure(rates[crowd], seconds)
            crowd.result.tried.append(tried)
            try:
                rates[crowd] = steps.send(tried.borne())
            except StopIteration:
                del rates[crowd]


async def _measure_all(crowds: list[Crowd], levels: Iterable[int], seconds: float) -> None:
    for crowd in crowds:
        await crowd.measure_memory()
    for readers in levels:
        for crowd in crowds:
            crowd.result.levels.append(await crowd.measure(readers, seconds))
    await _saturate(crowds, seconds / 2)


def measure_crowds(
    subjects: Iterable[Subject], levels: Iterable[int], seconds: float
) -> dict[str, CrowdResult]:
    """Every subject under load, in turns."""
    extra = ("--server.disconnectedSessionTTL", str(KEPT_SECONDS))
    results = {subject.name: CrowdResult() for subject in subjects}
    with ExitStack() as stack:
        crowds = [
            Crowd(
                subject,
                stack.enter_context(serve(subject.script, env=subject.env, extra=extra)),
                results[subject.name],
            )
            for subject in subjects
        ]
        asyncio.run(_measure_all(crowds, levels, seconds))
    return results
