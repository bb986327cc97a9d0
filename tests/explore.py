"""Draws new examples: `python3 -m tests --explore [MINUTES [pytest arguments]]`.

The test command itself tries every property on the same examples each time. This runs the
properties alone, again and again on fresh ones, until the minutes are over or Ctrl-C. A property
that fails is told at once, with what to add above it, and is left out from then on.
"""

import argparse
import sys
import time
from collections.abc import Generator
from math import inf

import pytest

NEW = "new"
"""The profile of hypothesis that draws new examples, see tests/conftest.py."""

FOUND = "_hypothesis_failing_examples"
"""Where hypothesis leaves its failing calls, on the test."""

NO_EXAMPLE = "data=data(...)"
"""What a failure says that drew from `st.data()`: no `@example` can hold what it drew."""


class Explorer:
    """Runs what was collected in rounds; each draws anew, since nothing sets a seed."""

    def __init__(self, minutes: float) -> None:
        self._until = time.monotonic() + minutes * 60

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's one round: as many as there is time and anything left to try."""
        sound = list(session.items) if not session.testsfailed else []
        while sound:
            for item in tuple(sound):
                if time.monotonic() > self._until:
                    return True
                failed = session.testsfailed
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if session.testsfailed > failed:
                    sound.remove(item)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell at once of a failure, with the example."""
        report = yield
        if report.failed:
            found: list[str] = getattr(item, FOUND, [])
            told = "\n".join(map(_example, found)) or "nothing: its error is told at the end"
            terminal = item.config.get_terminal_writer()
            terminal.line(f"\n{item.nodeid} fails; to add above it:\n{told}")
            terminal.flush()
        return report


def _example(called: str) -> str:
    """The decorator that keeps a failing call, from how it is told: `test_name(...)`."""
    if NO_EXAMPLE in called:
        return "no @example but a test of its own: what it drew is told at the end, with its error"
    return f"@example({called.partition('(')[2]}"


def main(arguments: list[str]) -> int:
    """Explore; the exit code is pytest's."""
    parser = argparse.ArgumentParser(prog="python3 -m tests --explore", description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=inf, metavar="MINUTES")
    given, more = parser.parse_known_args(arguments)
    options = ["-m", "hypothesis", "--hypothesis-profile", NEW]
    options += ["-o", "console_output_style=classic", *more]
    return pytest.main(options, plugins=[Explorer(given.minutes)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
