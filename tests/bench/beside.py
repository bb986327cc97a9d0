"""Files made beside the readers: what they cost those who read, and how fast kept ones come."""

import asyncio
import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from tests.bench.crowd import Crowd, CrowdResult, Level
from tests.bench.subjects import DASHBOARD
from tests.server import Server, serve

READERS = 5
DRAWINGS = 20
ASKERS = 4
KEPT = ("embed", "data/events.csv", "data/package.zip")
FIRST = date(2022, 1, 1)


@dataclass(frozen=True)
class Beside:
    """Readers alone, readers while drawings are made; seconds a drawing; kept answers a second."""

    alone: Level
    beside: Level
    drawings: int
    refused: int
    seconds: float
    kept: dict[str, float]


def _connection(server: Server) -> http.client.HTTPConnection:
    address = urlsplit(server.url)
    return http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)


def _draw_all(server: Server) -> tuple[int, float]:
    """Ask for drawings that nobody has asked for; how many did not come, seconds in all."""
    refused, began = 0, time.perf_counter()
    with closing(_connection(server)) as connection:
        for number in range(DRAWINGS):
            day = FIRST + timedelta(days=number)
            connection.request("GET", f"/draw/map.png?on={day}&size=slide")
            answer = connection.getresponse()
            answer.read()
            refused += answer.status != http.HTTPStatus.OK
    return refused, time.perf_counter() - began


def _ask(server: Server, name: str, end: float) -> int:
    answered = 0
    with closing(_connection(server)) as connection:
        while time.perf_counter() < end:
            connection.request("GET", f"/{name}", headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            answered += answer.status == http.HTTPStatus.OK
    return answered


def _rate(server: Server, name: str, seconds: float) -> float:
    with ThreadPoolExecutor(ASKERS) as pool:
        end = time.perf_counter() + seconds
        return sum(pool.map(lambda _: _ask(server, name, end), range(ASKERS))) / seconds


async def _readers(server: Server, seconds: float) -> tuple[Level, Level, int, float]:
    crowd = Crowd(DASHBOARD, server, CrowdResult())
    await crowd.measure(READERS, seconds / 2)
    alone = await crowd.measure(READERS, seconds)
    drawing = asyncio.create_task(asyncio.to_thread(_draw_all, server))
    beside = await crowd.measure(READERS, seconds)
    refused, took = await drawing
    return alone, beside, refused, took


def measure_beside(seconds: float) -> Beside:
    """One server, some readers, drawings, then what is kept."""
    with serve(DASHBOARD.script) as server:
        alone, beside, refused, took = asyncio.run(_readers(server, seconds))
        kept = {name: _rate(server, name, min(seconds, 3)) for name in KEPT}
    return Beside(alone, beside, DRAWINGS, refused, took, kept)


def report(found: Beside) -> Iterator[str]:
    """The lines of its part of the report."""
    yield from ("", "## Files beside the readers", "")
    yield (
        f"One server, {READERS} readers with a change a second each, alone and while {DRAWINGS} "
        "stills that nobody has asked for are drawn one after the other by the server's second "
        f"process; then answers that the server has kept, asked for by {ASKERS} at once."
    )
    yield from ("", "| readers | p50, ms | p95, ms | server CPU |", "|---|---:|---:|---:|")
    for name, level in (("alone", found.alone), ("beside drawings", found.beside)):
        waits = sorted(level.waits_ms)
        middle = waits[len(waits) // 2]
        yield f"| {name} | {middle:.0f} | {level.p95():.0f} | {level.server_cpu:.0%} |"
    yield ""
    yield (
        f"{found.drawings} drawings took {found.seconds:.0f} s, the first with the start of the "
        f"process; {found.refused} did not come."
    )
    yield from ("", "| kept answer | a second |", "|---|---:|")
    for name, rate in found.kept.items():
        yield f"| /{name} | {rate:.0f} |"
