"""What every test shares: fixed examples, fast tests first, the checks' result in the summary."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.explore import NEW

# The same examples each time, or others. Neither minds a slow machine.
FIXED = "fixed"
settings.register_profile(
    FIXED, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    NEW, settings.get_profile(FIXED), derandomize=False, database=None, print_blob=True
)
settings.load_profile(FIXED)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Draw no constants of loaded modules: which are loaded hangs on what ran before."""
    if settings.get_current_profile_name() == FIXED:
        pytest.MonkeyPatch().setattr(providers, "_get_local_constants", Constants)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser last and mark them, so that a plain mistake is told in seconds.

    Of their files the longest come first, so that no process waits long for the other at the end:
    those of two servers, then those of many tests.
    """
    sizes = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[bool, bool, int, Path]:
        if item.get_closest_marker("browser") is None:
            return False, False, 0, Path()
        return True, item.path.parent.name != "deploy", -sizes[item.path], item.path

    for item in items:
        if {"browser", "deploy"} & {*item.path.parent.parts}:
            item.add_marker(pytest.mark.browser)
    items.sort(key=place)


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
