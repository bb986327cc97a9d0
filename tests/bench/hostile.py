"""Files made to hurt, read beside the readers: what each costs, and what the readers notice."""

import asyncio
import http.client
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil

from tests.attack.inputs import EVERY, GOOD
from tests.bench.crowd import Crowd, CrowdResult, Level
from tests.bench.session import Session
from tests.bench.subjects import DASHBOARD
from tests.server import Server, serve

READERS = 5
ALONE = 4
"""Before each so many files the readers are measured alone."""

HEALTH = "_stcore/health"
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a good file": ("facts.csv", lambda: GOOD),
    **EVERY,
}


@dataclass
class Beside:
    """Readers alone and beside each file; for each file the times it was read, and how long."""

    alone: list[Level] = field(default_factory=list)
    beside: dict[str, Level] = field(default_factory=dict)
    read: dict[str, list[float]] = field(default_factory=dict)
    health: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)


def _put(server: Server, path: str, name: str, content: bytes) -> None:
    """As a browser sends a file: a form with one part, and the token of its cookie."""
    place = urlsplit(server.url)
    with closing(http.client.HTTPConnection(place.hostname or "", place.port)) as connection:
        connection.request("GET", f"/{HEALTH}")
        answer = connection.getresponse()
        answer.read()
        cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        mark = "part"
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        ).encode()
        headers = {
            "content-type": f"multipart/form-data; boundary={mark}",
            "cookie": cookie,
            "x-xsrftoken": cookie.partition("=")[2],
        }
        connection.request("PUT", path, body + content + f"\r\n--{mark}--\r\n".encode(), headers)
        answer = connection.getresponse()
        told = answer.read()
        assert answer.status < http.HTTPStatus.BAD_REQUEST, told


async def _upload(
    server: Server, name: str, content: bytes, end: float, found: list[float]
) -> None:
    """One reader brings the same file again and again, once at least."""
    session = await Session.open(server.url, page="bring")
    while True:
        path = await session.upload_url(name)
        await asyncio.to_thread(_put, server, path, name, content)
        found.append(await session.bring(name, len(content)))
        if time.perf_counter() > end:
            break
    await session.close()


def _uploads(server: Server, name: str, content: bytes, end: float) -> list[float]:
    """The same in a process of its own: what its page is sent is not read in the readers' one."""
    found: list[float] = []
    asyncio.run(_upload(server, name, content, end, found))
    return found


async def _health(server: Server, end: float, found: list[float]) -> None:
    def ask() -> None:
        place = urlsplit(server.url)
        with closing(http.client.HTTPConnection(place.hostname or "", place.port)) as connection:
            while time.perf_counter() < end:
                began = time.perf_counter()
                connection.request("GET", f"/{HEALTH}")
                connection.getresponse().read()
                found.append(1_000 * (time.perf_counter() - began))
                time.sleep(0.05)

    await asyncio.to_thread(ask)


async def _memory(server: Server, name: str) -> int:
    """The most that a process below the server's children held while the file is read once.

    Nothing is timed meanwhile: looking this often slows what is in this process.
    """
    ended = threading.Event()
    most = 0

    def look() -> None:
        nonlocal most
        while not ended.wait(0.01):
            for process in psutil.Process(server.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    most = max(most, process.memory_info().rss)

    file, make = FILES[name]
    looking = asyncio.create_task(asyncio.to_thread(look))
    await _upload(server, file, make(), 0.0, [])
    ended.set()
    await looking
    return most


async def _measure(
    server: Server, seconds: float, names: list[str], other: ProcessPoolExecutor
) -> Beside:
    found = Beside()
    crowd = Crowd(DASHBOARD, server, CrowdResult())
    await crowd.measure(READERS, seconds / 2)
    for number, name in enumerate(names):
        file, make = FILES[name]
        content = make()
        found.memory[name] = await _memory(server, name)
        if number % ALONE == 0:
            found.alone.append(await crowd.measure(READERS, seconds))
        end = time.perf_counter() + seconds
        found.health[name] = []
        found.beside[name], found.read[name], _ = await asyncio.gather(
            crowd.measure(READERS, seconds),
            asyncio.get_running_loop().run_in_executor(other, _uploads, server, file, content, end),
            _health(server, end, found.health[name]),
        )
    return found


def measure_hostile(seconds: float, names: list[str] | None = None) -> Beside:
    """One server; the readers alone, then beside each file in turn."""
    with (
        serve(DASHBOARD.script) as server,
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other,
    ):
        name, make = FILES["a good file"]
        other.submit(_uploads, server, name, make(), 0.0).result()  # its imports are no reader's
        return asyncio.run(_measure(server, seconds, names or [*FILES], other))


def report(found: Beside) -> Iterator[str]:
    """The lines of its part of the report."""
    alone = statistics.quantiles(
        [wait for level in found.alone for wait in level.waits_ms], n=20, method="inclusive"
    )[-1]
    yield from ("", "## Files made to hurt, beside the readers", "")
    yield (
        f"One server, {READERS} readers with a change a second each; another reader brings the "
        f"same file again, as often as it is taken. Alone, p95 of a change is {alone:.0f} ms."
    )
    yield ""
    yield (
        "| file | read, times | until its sentence, ms | memory, MB | a change, p95 ms | : alone "
        "| health, p95 ms |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, level in found.beside.items():
        read, health = found.read[name], sorted(found.health[name])
        yield (
            f"| {name} | {len(read)} | {statistics.median(read):.0f} | "
            f"{found.memory[name] / 2**20:.0f} | {level.p95():.0f} | "
            f"{level.p95() / alone:.2f} | {health[int(0.95 * len(health))]:.1f} |"
        )
