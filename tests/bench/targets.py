"""What was aimed at, and whether it is reached."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.beside import Beside
from tests.bench.crowd import WAVE, CrowdResult
from tests.bench.play import YEARS, Play
from tests.bench.run import READERS_A_START, Result
from tests.bench.table import cpu_ms, median, nth_paint, number, p95, paints

BLANKS = ("blank", "blank, imports")


def _most(result: Result, field: str) -> float:
    most: float = max(getattr(change, field) for change in result.changes)
    return most


def one_reader(results: Mapping[str, Result]) -> Iterator[str]:
    """A row a target, for one reader; needs the blank page, the naive one and ours."""
    blank, ours = results["blank"], results["map"]
    repaint = {
        name: median([c.repaint_ms for c in result.changes]) or 0.0
        for name, result in results.items()
    }
    high = {
        name: p95([c.repaint_ms for c in result.changes]) or 0.0 for name, result in results.items()
    }
    first, tenth = nth_paint(ours, 0) or 0.0, nth_paint(ours, READERS_A_START - 1) or 0.0
    yield _row("repaint : blank", repaint["map"] / repaint["blank"], most=1.2)
    yield _row("p95 of repaint : blank's p95", high["map"] / high["blank"], most=200 / 140)
    yield _row("naive : repaint", repaint["naive"] / repaint["map"], least=25)
    yield _row("websocket, kB a change, most", _most(ours, "websocket_kb"), most=25)
    yield _row("of it the frame, kB, most", _most(ours, "frame_kb"), most=8)
    yield _row("of it the constant script, kB", _most(ours, "script_kb"), most=10)
    yield _row(
        "first paint : blank",
        (median(paints(ours)) or 0.0) / (median(paints(blank)) or 1.0),
        most=1.4,
    )
    yield _row("first reader's first paint : tenth's", first / tenth, most=1.1)
    for name in BLANKS:
        yield _row(
            f"server CPU a change : {name}",
            (cpu_ms(ours) or 0.0) / (cpu_ms(results[name]) or 1.0),
            most=0.5,
        )
    for name in ("timeline, day", "timeline, kind"):
        yield _row(f"{name}, repaint : blank", repaint[name] / repaint["blank"], most=1.8)


def player(found: Play) -> Iterator[str]:
    """A row a target, for the player and the years."""
    for area, took in found.steps_ms.items():
        yield _row(f"a step of the player, {area}, ms", median(took) or 0.0, most=33)
    early, late = (median(found.changed_ms[day]) or 0.0 for day in YEARS)
    yield _row("a change in 1955 : one in 2022", early / late, most=1)


def many_readers(results: Mapping[str, CrowdResult]) -> Iterator[str]:
    """A row a target, for many readers."""
    ours = results["map"]
    rates = {name: level.readers for name, each in results.items() if (level := each.borne())}
    for name in BLANKS:
        if name in rates:
            yield _row(f"highest rate : {name}", rates.get("map", 0) / rates[name], least=2)
    wave = ours.memory_wave - ours.memory_one
    yield _row("memory a further session, MB", wave / WAVE / 1e6, most=1)
    yield _row(
        "memory of a second crowd above the first, MB a session",
        (ours.memory_second_wave - ours.memory_wave) / WAVE / 1e6,
        most=0.1,
    )
    yield _row("memory grown over 300 changes, MB", ours.grown_over_walk / 1e6, most=1)


def two_replicas(rates: Sequence[int], errors: int) -> Iterator[str]:
    """A row a target; the rates that one replica and two bear."""
    one, two = rates
    yield _row("changes a second, two replicas : one", two / max(one, 1), least=1.7)
    yield _row("errors", errors, most=0)


def files(found: Beside) -> Iterator[str]:
    """A row a target, for files made beside the readers."""
    yield _row("p95 beside drawings : alone", found.beside.p95() / found.alone.p95(), most=1.5)


def _row(label: str, measured: float, most: float | None = None, least: float | None = None) -> str:
    if most is not None:
        aim, met = f"at most {number(most)}", measured <= most
    else:
        assert least is not None
        aim, met = f"at least {number(least)}", measured >= least
    return f"| {label} | {aim} | {measured:.2f} | {'yes' if met else 'no'} |"
