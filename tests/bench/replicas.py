"""Two replicas behind nginx against one: how many more changes a second, and what limits them.

nginx runs with tests/deploy/nginx.conf. The one replica is also the first of the two, and the two
set-ups take turns at each rate, so that what else the machine does hits both alike.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import psutil
from websockets.exceptions import WebSocketException

from tests.bench.crowd import (
    ANSWERED,
    KEPT_SECONDS,
    MOST_WAIT_MS,
    Crowd,
    CrowdResult,
    Level,
    search,
)
from tests.bench.subjects import DASHBOARD
from tests.bench.table import number
from tests.deploy.front import find, front
from tests.server import Server, serve

SETUPS = {"one replica": 1, "two replicas": 2}
OVERLOAD = 40
"""Readers, more than either set-up can serve in time."""


@dataclass(frozen=True)
class Fleet(Server):
    """Replicas at one address, that of the nginx before them."""

    replicas: tuple[Server, ...] = ()

    def cpu_seconds(self) -> float:
        """CPU time of all replicas; not of nginx."""
        return sum(each.cpu_seconds() for each in self.replicas)

    def memory(self) -> int:
        """Resident bytes of all replicas; not of nginx."""
        return sum(each.memory() for each in self.replicas)

    def faults(self) -> int:
        """Answers of nginx that tell a failure, and tracebacks of the replicas, so far."""
        failed = sum('" 50' in line for line in self.log.read_text("utf-8").splitlines())
        return failed + sum(each.output().count("Traceback") for each in self.replicas)


@dataclass(frozen=True)
class Tried:
    """A level, and what else the machine did meanwhile; CPU in cores, `level` None if it broke."""

    level: Level | None
    nginx: float
    others: float

    def borne(self) -> bool:
        """Whether the rate was borne."""
        return self.level is not None and self.level.borne()


@dataclass
class Setup:
    """One or two replicas behind nginx, and what was measured."""

    crowd: Crowd
    fleet: Fleet
    nginx: psutil.Process
    tried: list[Tried] = field(default_factory=list)
    overloaded: Tried | None = None
    broken: int = 0

    def measure(self, readers: int, seconds: float) -> Tried:
        """So many readers for so long; a connection that breaks is counted."""
        before, began = self._spent(), time.perf_counter()
        level = None
        try:
            level = asyncio.run(self.crowd.measure(readers, seconds))
        except (WebSocketException, OSError):
            self.broken += 1
        took = time.perf_counter() - began
        nginx, own, fleet, machine = (
            (now - then) / took for now, then in zip(self._spent(), before, strict=True)
        )
        return Tried(level, nginx, machine - nginx - own - fleet)

    def _spent(self) -> tuple[float, float, float, float]:
        """CPU seconds so far: of nginx, of this process, of the replicas, of the machine."""
        processes = [self.nginx, *self.nginx.children()]
        nginx = sum(each.user + each.system for each in (p.cpu_times() for p in processes))
        machine = psutil.cpu_times()
        busy = sum(machine[:8]) - machine.idle - machine.iowait
        return nginx, time.process_time(), self.fleet.cpu_seconds(), busy

    def errors(self) -> int:
        """Broken connections, failures that nginx told, tracebacks."""
        return self.broken + self.fleet.faults()

    def best(self) -> Tried | None:
        """The highest rate that was borne."""
        borne = [(each.level.readers, each) for each in self.tried if each.level and each.borne()]
        return max(borne, key=lambda pair: pair[0], default=(0, None))[1]


def rate(setup: Setup) -> int:
    """Changes a second of the highest rate that was borne, 0 if none was."""
    best = setup.best()
    return best.level.readers if best and best.level else 0


def measure_replicas(seconds: float) -> dict[str, Setup]:
    """Search for each set-up's highest rate, then overload both."""
    nginx = find()
    if nginx is None:
        raise SystemExit("This part needs nginx on the path: apt-get install nginx")
    with ExitStack() as stack:
        # Readers of one rate must not weigh on the next.
        kept = ("--server.disconnectedSessionTTL", str(KEPT_SECONDS))
        servers = [stack.enter_context(serve(extra=kept)) for _ in range(max(SETUPS.values()))]
        setups = {}
        for name, count in SETUPS.items():
            running = stack.enter_context(front(nginx, [each.url for each in servers[:count]]))
            fleet = Fleet(running.url, running.pid, running.log, tuple(servers[:count]))
            crowd = Crowd(replace(DASHBOARD, name=name), fleet, CrowdResult())
            setups[name] = Setup(crowd, fleet, psutil.Process(running.pid))
        _search(setups, seconds)
        for setup in setups.values():
            setup.overloaded = setup.measure(OVERLOAD, seconds)
        for setup in setups.values():
            # The logs go with the servers.
            setup.broken = setup.errors()
        return setups


def _search(setups: dict[str, Setup], seconds: float) -> None:
    searches = {name: search() for name in setups}
    rates = {name: next(steps) for name, steps in searches.items()}
    while rates:
        for name in [*rates]:
            tried = setups[name].measure(rates[name], seconds)
            if not tried.borne():
                # Something else may have used the machine: a rate fails if it fails twice.
                tried = setups[name].measure(rates[name], seconds)
            setups[name].tried.append(tried)
            try:
                rates[name] = searches[name].send(tried.borne())
            except StopIteration:
                del rates[name]


def report(setups: dict[str, Setup], seconds: float) -> Iterator[str]:
    """The lines of this part of the report."""
    yield from ("", "## Two replicas behind nginx", "")
    yield (
        f"Raw websocket readers, each with a change a second, {seconds:.0f} seconds a rate; a rate "
        f"is borne if p95 is at most {MOST_WAIT_MS} ms and {ANSWERED:.0%} of the changes are "
        f"answered, and fails if it fails twice. The readers, nginx and all replicas share the "
        f"{os.cpu_count()} cores of one machine; CPU is in cores."
    )
    yield from ("", f"| | {' | '.join(setups)} |", "|---|" + "---:|" * len(setups))
    for label, pick in (
        ("highest rate borne, changes a second", lambda setup: str(rate(setup))),
        ("p95 at that rate, ms", lambda setup: _of(setup.best(), Level.p95)),
        ("CPU of the replicas", lambda setup: _of(setup.best(), lambda level: level.server_cpu)),
        ("CPU of nginx", lambda setup: _plain(setup.best(), "nginx")),
        ("CPU of the readers", lambda setup: _of(setup.best(), lambda level: level.generator_cpu)),
        ("CPU of everything else on the machine", lambda setup: _plain(setup.best(), "others")),
        (
            f"changes answered a second, {OVERLOAD} readers",
            lambda setup: _of(setup.overloaded, lambda level: level.answered_a_second),
        ),
        (
            "CPU of the replicas then",
            lambda setup: _of(setup.overloaded, lambda level: level.server_cpu),
        ),
        ("CPU of everything else then", lambda setup: _plain(setup.overloaded, "others")),
        ("rates tried", _tried),
        ("errors", lambda setup: str(setup.broken)),
    ):
        yield f"| {label} | {' | '.join(pick(setup) for setup in setups.values())} |"
    yield ""
    yield (
        "Replicas take a core each; as soon as they, the readers and everything else add up to all "
        "cores, the machine is the limit and not nginx or the replicas."
    )


def _of(tried: Tried | None, pick: Callable[[Level], float]) -> str:
    return number(pick(tried.level)) if tried and tried.level else "–"


def _plain(tried: Tried | None, name: str) -> str:
    return f"{getattr(tried, name):.2f}" if tried else "–"


def _tried(setup: Setup) -> str:
    levels = [each.level for each in setup.tried if each.level]
    return ", ".join(f"{level.readers}: {level.p95():.0f} ms" for level in levels)
