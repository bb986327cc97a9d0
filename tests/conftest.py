"""What every test shares: fast tests first, and the checks' result in pytest's summary."""

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser last and mark them, so that a plain mistake is told in seconds."""
    for item in items:
        if {"browser", "deploy"} & {*item.path.parent.parts}:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell above the closing line which check of `python3 -m tests` failed before."""
    failed = os.environ.get("FAILED_CHECKS")
    if failed:
        terminalreporter.section("failed checks", red=True)
        terminalreporter.line(f"{failed} (see above)")
