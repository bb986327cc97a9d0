"""The tables of what was measured, in Markdown."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.bench.crowd import KEPT_SECONDS, LONG_WALK, MOST_WAIT_MS, WAVE, CrowdResult, Level
from tests.bench.run import READERS_A_START, Result

Measure = Callable[[Result], float | None]


def median(values: Sequence[float]) -> float | None:
    """The median, None of nothing."""
    return statistics.median(values) if values else None


def p95(values: Sequence[float]) -> float | None:
    """The 95th percentile, None of fewer than two."""
    if len(values) < 2:
        return None
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def paints(result: Result) -> list[float]:
    """All first paints of a subject, ms."""
    return [paint for start in result.first_paints_ms for paint in start]


def nth_paint(result: Result, number: int) -> float | None:
    """The first paint of the reader with this number after a start: median over starts, ms."""
    return median([start[number] for start in result.first_paints_ms if len(start) > number])


def cpu_ms(result: Result) -> float | None:
    """The server's CPU a change, mean."""
    return 1000 * result.cpu_seconds / len(result.changes) if result.changes else None


def _of_changes(field: str, of: Callable[[Sequence[float]], float | None]) -> Measure:
    return lambda result: of([getattr(change, field) for change in result.changes])


ROWS: tuple[tuple[str, Measure], ...] = (
    ("key press to repaint, ms: median", _of_changes("repaint_ms", median)),
    ("the same: p95", _of_changes("repaint_ms", p95)),
    ("websocket, kB a change, both ways: median", _of_changes("websocket_kb", median)),
    ("the same: most", _of_changes("websocket_kb", max)),
    ("of it the map's frame, kB: most", _of_changes("frame_kb", max)),
    ("of it all else sent with the frame, kB: most", _of_changes("script_kb", max)),
    ("server CPU, ms a change: mean", cpu_ms),
    ("server memory after the changes, MB", lambda result: result.memory / 1e6),
    ("first paint, empty cache, ms: median", lambda result: median(paints(result))),
    ("the same: p95", lambda result: p95(paints(result))),
    ("first paint of the first reader after a start, ms", lambda result: nth_paint(result, 0)),
    ("first paint of the tenth reader, ms", lambda result: nth_paint(result, READERS_A_START - 1)),
)


def one_reader(results: Mapping[str, Result]) -> Iterator[str]:
    """A row a measure, a column a subject; in brackets the ratio to the first subject."""
    names = list(results)
    yield f"| | {' | '.join(names)} |"
    yield "|---|" + "---:|" * len(names)
    for label, measure in ROWS:
        values = [measure(result) if result.changes else None for result in results.values()]
        yield f"| {label} | " + " | ".join(_cell(value, values[0]) for value in values) + " |"


def _cell(value: float | None, base: float | None) -> str:
    if not value:
        return "–"
    if not base or value == base:
        return number(value)
    ratio = value / base
    return f"{number(value)} ({f'{ratio:.2f}' if ratio < 10 else number(ratio)})"


def number(value: float) -> str:
    """Three digits or so."""
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def many_readers(results: Mapping[str, CrowdResult]) -> Iterator[str]:
    """A row a level and subject: what readers waited, what it took."""
    yield (
        "| readers | page | p50, ms | p95, ms | changes answered a second | server CPU | "
        "generator CPU | server memory, MB |"
    )
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for levels in zip(*(result.levels for result in results.values()), strict=True):
        for name, level in zip(results, levels, strict=True):
            yield f"| {level.readers} | {name} | {_level(level)} |"


def _level(level: Level) -> str:
    cells = [
        number(statistics.median(level.waits_ms)),
        number(level.p95()),
        number(level.answered_a_second),
        f"{level.server_cpu:.0%}",
        f"{level.generator_cpu:.0%}",
        f"{level.memory / 1e6:.0f}",
    ]
    return " | ".join(cells)


def saturation(results: Mapping[str, CrowdResult]) -> Iterator[str]:
    """A column a subject: the highest rate that was borne, and memory."""
    yield f"| | {' | '.join(results)} |"
    yield "|---|" + "---:|" * len(results)
    borne = [result.borne() for result in results.values()]

    def row(label: str, values: Iterator[str]) -> str:
        return f"| {label} | " + " | ".join(values) + " |"

    yield row(
        f"highest rate with p95 up to {MOST_WAIT_MS} ms, changes a second",
        (str(level.readers) if level else "none" for level in borne),
    )
    yield row("p95 at that rate, ms", (number(level.p95()) if level else "–" for level in borne))
    yield row(
        "server CPU at that rate", (f"{level.server_cpu:.0%}" if level else "–" for level in borne)
    )
    yield row(
        "generator CPU at that rate",
        (f"{level.generator_cpu:.0%}" if level else "–" for level in borne),
    )
    yield row(
        "rates tried: p95, ms",
        (
            ", ".join(f"{level.readers}: {level.p95():.0f}" for level in result.tried)
            for result in results.values()
        ),
    )
    for label, measure in MEMORY.items():
        yield row(label, (f"{measure(result) / 1e6:.2f}" for result in results.values()))


MEMORY: dict[str, Callable[[CrowdResult], float]] = {
    f"memory grown over {LONG_WALK} changes of one reader, MB": lambda r: r.grown_over_walk,
    f"memory a further session, {WAVE} of them, MB": lambda r: (
        (r.memory_wave - r.memory_one) / WAVE
    ),
    f"memory above one reader's {KEPT_SECONDS + 1} s after the {WAVE} have left, MB": lambda r: (
        r.memory_given_back - r.memory_one
    ),
    f"memory of a second {WAVE} above the first, MB": lambda r: (
        r.memory_second_wave - r.memory_wave
    ),
}
