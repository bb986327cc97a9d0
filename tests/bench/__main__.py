"""`python -m tests.bench`: measures every page in one run and prints the tables."""

import argparse
from collections.abc import Callable, Iterator

from playwright.sync_api import sync_playwright

from tests import chromium
from tests.bench import beside, hostile, labels, linear, own, play, replicas, report, targets
from tests.bench.crowd import LEVELS, measure_crowds
from tests.bench.run import Result, measure_changes, measure_first_paints
from tests.bench.subjects import CROWDED, PAINTED_FIRST, SUBJECTS


def one_reader(repeats: int, starts: int) -> Iterator[str]:
    """Measure with one reader in a browser; the lines of its part of the report."""
    results = {subject.name: Result() for subject in SUBJECTS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        measure_changes(browser, SUBJECTS, results, repeats)
        for _ in range(starts):
            measure_first_paints(browser, PAINTED_FIRST, results)
        yield from report.one_reader(results, browser.version, repeats, starts)
        browser.close()
    yield from report.aims(targets.one_reader(results))


def many_readers(levels: list[int], seconds: float) -> Iterator[str]:
    """Measure with many readers without a browser; the lines of its part of the report."""
    results = measure_crowds(CROWDED, levels, seconds)
    yield from report.many_readers(results, seconds)
    yield from report.aims(targets.many_readers(results))


def two_replicas(seconds: float) -> Iterator[str]:
    """Measure two replicas behind nginx against one; the lines of its part of the report."""
    setups = replicas.measure_replicas(seconds)
    yield from replicas.report(setups, seconds)
    rates = [replicas.rate(setup) for setup in setups.values()]
    yield from report.aims(
        targets.two_replicas(rates, sum(setup.broken for setup in setups.values()))
    )


def files(seconds: float) -> Iterator[str]:
    """Measure readers while files are made; the lines of its part of the report."""
    found = beside.measure_beside(seconds)
    yield from beside.report(found)
    yield from report.aims(targets.files(found))


def own_article(readers: int) -> Iterator[str]:
    """Measure an article that a reader brings; the lines of its part of the report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        found = own.measure_own(browser, readers)
        browser.close()
    yield from own.report(found)


def player() -> Iterator[str]:
    """Measure the player; the lines of its part of the report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        found = play.measure_play(browser)
        browser.close()
    yield from play.report(found)
    yield from report.aims(targets.player(found))


def label_places() -> Iterator[str]:
    """Measure where labels and arrows lie; the lines of its part of the report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        tallies, heads = labels.measure_labels(browser)
        browser.close()
    yield from labels.report(tallies, heads)


PARTS = ("one", "many", "files", "own", "play", "labels", "linear", "hostile", "replicas")


def main() -> None:
    """Measure what was asked for; print it, and with --write keep it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=PARTS, help="some parts only")
    parser.add_argument("--repeats", type=int, default=20, help="changes of one reader")
    parser.add_argument("--starts", type=int, default=3, help="server starts, ten readers each")
    parser.add_argument("--levels", type=int, nargs="+", default=LEVELS, help="readers at once")
    parser.add_argument("--seconds", type=float, default=20, help="how long at each level")
    parser.add_argument("--note", default="", help="a sentence about the machine, for the report")
    parser.add_argument("--write", action="store_true", help="write tests/bench/RESULTS.md")
    arguments = parser.parse_args()
    measures: dict[str, Callable[[], Iterator[str]]] = {
        "one": lambda: one_reader(arguments.repeats, arguments.starts),
        "many": lambda: many_readers(list(arguments.levels), arguments.seconds),
        "files": lambda: files(arguments.seconds),
        "own": lambda: own_article(arguments.starts),
        "play": player,
        "labels": label_places,
        "hostile": lambda: hostile.report(hostile.measure_hostile(arguments.seconds)),
        "linear": lambda: linear.report(linear.measure_linear()),
        "replicas": lambda: two_replicas(arguments.seconds),
    }
    lines = [*report.head(arguments.note)]
    print("\n".join(lines))
    for part in PARTS:
        if part not in arguments.part:
            continue
        measured = [*measures[part]()]
        print("\n".join(measured), flush=True)
        lines += measured
    if arguments.write:
        report.RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
