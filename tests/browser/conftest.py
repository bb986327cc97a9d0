"""The dashboard, and pages that fail the test when the page misbehaves."""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from playwright.sync_api import Error as PlaywrightError

from tests.painted import DEADLINE_MS
from tests.server import Server, serve

FAILURES = Path(__file__).with_name("failures")
WIDE = (1440, 900)
NARROW = (390, 844)
# Patterns of messages, each with its address, that are not ours.
HARMLESS_MESSAGES = (
    # Streamlit looks for its server below a page's own address first.
    r"404 \(Not Found\) \(\S+/\w+/_stcore/(health|host-config)\)",
)

FAILED = pytest.StashKey[bool]()
Scheme = Literal["light", "dark"]
OpenPage = Callable[..., Page]
Contexts = Callable[[str], BrowserContext]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave word for the fixtures of a test that it failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The dashboard at `/`."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def prefixed() -> Iterator[Server]:
    """The dashboard at `/some/prefix/`."""
    with serve(base_path="some/prefix") as running:
        yield running


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Contexts]:
    """A browser's profile for each origin, so that the app is fetched and compiled once."""
    found: dict[str, BrowserContext] = {}

    def context_of(origin: str) -> BrowserContext:
        if origin not in found:
            found[origin] = browser.new_context(base_url=origin)
        return found[origin]

    yield context_of
    for context in found.values():
        context.close()


@pytest.fixture
def new_page(
    browser: Browser,
    contexts: Contexts,
    server: Server,
    request: pytest.FixtureRequest,
) -> Iterator[OpenPage]:
    """Make pages: `new_page(size=NARROW, scheme="dark", origin=server.url, **context)`.

    Each is a reader of its own and stands on no address yet. Relative addresses are taken from
    `origin`. Pages of one origin share a cache, unless they ask for a context with options of its
    own. At the end the test fails if a page asked another host, threw an error or wrote one to the
    console.
    """
    opened: list[Page] = []
    own: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(
        size: tuple[int, int] = WIDE,
        scheme: Scheme = "light",
        origin: str = server.url,
        **context_options: Any,  # noqa: ANN401 (Playwright's own)
    ) -> Page:
        if context_options:
            context = browser.new_context(base_url=origin, **context_options)
            own.append(context)
        else:
            context = contexts(origin)
        page = context.new_page()
        page.set_default_timeout(DEADLINE_MS)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        opened.append(_watched(page, urlsplit(origin).netloc, faults))
        return page

    yield open_page
    failed = request.node.stash.get(FAILED, False)
    for number, page in enumerate(opened):
        if failed or faults:
            name = re.sub(r"[^\w.-]+", "-", f"{request.node.name}-{number}")
            _picture(page, FAILURES / f"{name}.png")
        page.close()
    for context in own:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    """One page at 1440 px, light."""
    return new_page()


def _picture(page: Page, path: Path) -> None:
    """What a page showed; one that stands still has none, and must be closed all the same."""
    path.parent.mkdir(exist_ok=True)
    try:
        page.screenshot(path=path, full_page=True)
    except PlaywrightError as error:
        path.with_suffix(".txt").write_text(f"{page.url}\n{error}\n", encoding="utf-8")


def _watched(page: Page, host: str, faults: list[str]) -> Page:
    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about", "file"} and address.netloc != host:
            faults.append(f"another host was asked: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        text = f"{message.text} ({message.location.get('url')})"
        harmless = any(re.search(pattern, text) for pattern in HARMLESS_MESSAGES)
        if message.type == "error" and not harmless:
            faults.append(f"console: {text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("websocket", lambda socket: _same_host(socket.url, host, faults))
    return page


def _same_host(address: str, host: str, faults: list[str]) -> None:
    if urlsplit(address).netloc != host:
        faults.append(f"another host was asked: {address}")
