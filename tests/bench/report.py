"""The report of a run: RESULTS.md."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from tests.bench import table
from tests.bench.crowd import MOST_WAIT_MS, CrowdResult
from tests.bench.run import MOST_OF_SLOW, Result
from tests.server import ROOT

RESULTS = ROOT / "tests/bench/RESULTS.md"
PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas", "altair", "websockets")


def head(note: str) -> Iterator[str]:
    """When, where and with what was measured; `note` is a sentence about the machine."""
    yield "# How fast: the dashboard beside a blank page and a naive one"
    yield ""
    yield (
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes running at the start "
        f"(mean of a minute), Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + ". Written by `python -m tests.bench --write`."
    )
    if note:
        yield from ("", note)
    yield ""
    yield (
        "`blank` is a title, a slider over days and its value; `blank, imports` is the same in a "
        "process that has imported pandas, geopandas and folium; `naive` builds the whole folium "
        "map anew at each change, as tutorials do; `map` and `timeline` are the dashboard's whole "
        "pages. The pages take turns in one run: what else the machine does hits all alike, so "
        "ratios are sounder than milliseconds."
    )


def one_reader(
    results: Mapping[str, Result], browser: str, repeats: int, starts: int
) -> Iterator[str]:
    """The table of one reader."""
    yield from ("", "## One reader", "")
    yield (
        f"Chromium {browser}, headless, on the same machine; {repeats} changes a page (naive "
        f"{min(repeats, MOST_OF_SLOW)}), one key press each; {starts} starts of each server, ten "
        f"readers with empty caches after each (naive {MOST_OF_SLOW // 2}). The day steps through "
        "events since 2022, the busiest; the kind is switched on and off. In brackets: the ratio "
        "to the blank page."
    )
    yield ""
    yield from table.one_reader(results)
    yield from load()


def many_readers(results: Mapping[str, CrowdResult], seconds: float) -> Iterator[str]:
    """The tables of many readers."""
    yield from ("", "## Many readers", "")
    yield (
        "One server process, raw websocket readers from one other process; each changes the day "
        "once a second, starting at a moment drawn by lot, and waits until the server says that "
        "the script has finished; one who still waits sends nothing. They send what the frontend "
        f"sends, with its message cache. {seconds:.0f} seconds a level; CPU is of one core."
    )
    yield ""
    yield from table.many_readers(results)
    yield ""
    yield (
        f"A rate is borne if p95 is at most {MOST_WAIT_MS} ms and 95 % of the offered changes are "
        "answered; one that fails is tried twice."
    )
    yield ""
    yield from table.saturation(results)
    yield from load()


def load() -> Iterator[str]:
    """How busy the machine was."""
    yield ""
    yield f"Processes running at the end (mean of 5 minutes): {os.getloadavg()[1]:.1f}."


def aims(rows: Iterable[str]) -> Iterator[str]:
    """The table of targets."""
    yield from ("", "| aim | | measured | reached |", "|---|---|---:|---|")
    yield from rows
