"""Prints results side by side, as a Markdown table with ratios to the blank page."""

import statistics
from collections.abc import Callable, Iterator, Sequence

from tests.bench.run import Result

Spread = tuple[float, float | None]


def rows(results: dict[str, Result]) -> Iterator[str]:
    """The table's lines; the first subject is what the others are compared with."""
    names = list(results)
    yield "| | " + " | ".join([*names, *(f"{name} : {names[0]}" for name in names[1:])]) + " |"
    yield "|---|" + "---:|" * (2 * len(names) - 1)
    for label, measure in MEASURES.items():
        spreads = [measure(result) for result in results.values()]
        cells = [_cell(spread) for spread in spreads]
        base = spreads[0][0]
        ratios = [f"{spread[0] / base:.2f}" if base >= 1 else "" for spread in spreads[1:]]
        yield f"| {label} | " + " | ".join([*cells, *ratios]) + " |"


def _cell(spread: Spread) -> str:
    middle, high = spread
    shown = f"{middle:,.1f}" if abs(middle) < 100 else f"{middle:,.0f}"
    return shown if high is None else f"{shown} ({high:,.0f})"


def _spread(values: Sequence[float]) -> Spread:
    """Median and 95th percentile."""
    high = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else None
    return statistics.median(values), high


def _nth_paint(number: int) -> Callable[[Result], Spread]:
    def measure(result: Result) -> Spread:
        return statistics.median(start[number] for start in result.first_paints_ms), None

    return measure


MEASURES: dict[str, Callable[[Result], Spread]] = {
    "key press to repaint, ms: median (p95)": lambda result: _spread(
        [change.repaint_ms for change in result.changes]
    ),
    "websocket, bytes a change, both ways: median (p95)": lambda result: _spread(
        [change.websocket_bytes for change in result.changes]
    ),
    "server CPU, ms a change: mean": lambda result: (
        1000 * result.cpu_seconds / len(result.changes),
        None,
    ),
    "server memory after the changes, MB": lambda result: (result.memory_after / 1e6, None),
    "server memory grown over the changes, MB": lambda result: (
        (result.memory_after - result.memory_before) / 1e6,
        None,
    ),
    "first paint, cold cache, ms: median (p95)": lambda result: _spread(
        [paint for start in result.first_paints_ms for paint in start]
    ),
    "first paint of the first reader after a start, ms": _nth_paint(0),
    "first paint of the tenth reader, ms": _nth_paint(-1),
}
