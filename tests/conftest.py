"""What every test shares: fast tests first, and the checks' result in pytest's summary."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for the whole run."""
    executable = chromium.find()
    if executable is None:
        pytest.fail("no browser found: python3 -m tests installs one")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable, args=list(chromium.ARGUMENTS)
        )
        yield launched
        launched.close()
