"""The page that comes first: only where there is one, with an address that nobody slips in."""

import asyncio
import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.types import Receive, Scope, Send

from pages.server.front import FrontPage, public_address
from pages.server.waiting import Line
from pages.shell.contents import CONTENTS
from tests.attack.asgi import ask as ask_app
from tests.attack.asgi import run, scope_of
from tests.attack.client import ask
from tests.server import ROOT, Server, free_port, serve

PREFIX = "/some/prefix"
PATHS = [page.path for page in CONTENTS]
PUBLIC = "https://nato.example.org/map"
NO_PAGES = (
    "docs",
    "openapi.json",
    "redoc",
    "x",
    "index.html",
    "static",
    "static/js/none.js",
    "timeline/more",
    "timeline/_stcore/health",
    "timeline.html",
    "Timeline",
    ".env",
    "_stcore/stream",
    "_stcore/none",
    "embed/more",
    "robots.txt",
    "%3Cscript%3E",
)
HOSTS = ("evil.example.com", "evil.example.com:1", '"><b>', "a b", "[", "", "evil.example.com/x?y")


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Server]]:
    """The dashboard at the root, and one below a prefix that knows its public address."""
    with ExitStack() as stack:
        named = {"PUBLIC_ADDRESS": f"{PUBLIC}/"}
        yield {
            "": stack.enter_context(serve(env={"PUBLIC_ADDRESS": ""})),
            PREFIX: stack.enter_context(serve(base_path=PREFIX, env=named)),
        }


@pytest.mark.parametrize("base", ["", PREFIX])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_no_page_is_not_found(servers: dict[str, Server], base: str, method: str) -> None:
    for name in NO_PAGES:
        for headers in ({}, {"Range": "bytes=0-1"}, {"Accept-Encoding": "gzip"}):
            answer = ask(servers[base], f"{base}/{name}?on=2004-03-29", headers, method)
            assert answer.status == 404, name
            assert b"<script" not in answer.body
    answer = ask(servers[base], f"{base}/docs")
    assert f'<a href="{base}/">' in answer.body.decode()
    assert len(answer.body) < 1000


@pytest.mark.parametrize("base", ["", PREFIX])
def test_what_there_is_is_found(servers: dict[str, Server], base: str) -> None:
    server = servers[base]
    for page in CONTENTS:
        answer = ask(server, f"{base}/{page.path}")
        assert (answer.status, b'<div id="root">' in answer.body) == (200, True)
        assert int(answer.headers["content-length"]) == len(answer.body)
        about = ask(server, f"{base}/{page.path}", method="HEAD")
        assert (about.status, about.body) == (200, b"")
        # Nothing is told of it that is not true of the page.
        assert {"content-length", "etag", "accept-ranges"}.isdisjoint(about.headers)
        if page.path:
            slashed = ask(server, f"{base}/{page.path}/?on=2004-03-29")
            assert slashed.headers["location"] == f"{base}/{page.path}?on=2004-03-29"
    shown = ask(server, f"{base}/").body.decode()
    named = re.findall(r'"\./((?:static/|favicon)[^"]+)"', shown)
    assert len(named) > 10
    for name in (*named[:10], "_stcore/health", "_stcore/host-config", "manifest.json"):
        assert ask(server, f"{base}/{name}").status == 200, name
        assert ask(server, f"{base}/{name}", method="HEAD").status == 200, name


def _told(body: bytes) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', body.decode())
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(("base", "site"), [("", ""), (PREFIX, PUBLIC)])
def test_no_request_names_our_host(
    servers: dict[str, Server], host: str, base: str, site: str
) -> None:
    headers = {
        "Host": host,
        "X-Forwarded-Host": "evil.example.com",
        "X-Forwarded-Proto": "javascript",
        "Forwarded": "host=evil.example.com",
    }
    for page in ("", "compare"):
        answer = ask(servers[base], f"{base}/{page}?on=2004-03-29", headers)
        assert answer.status == 200
        told = _told(answer.body)
        assert told["og:url"] == f"{site}/{page}?on=2004-03-29"
        pictures = {told["og:image"], told["twitter:image"]}
        assert pictures == {f"{site}/preview.png?on=2004-03-29"}
        assert b"evil" not in answer.body
    for path in (base or "/data/", f"{base}/embed/", "/embed/", f"{base}/x/", "/map/"):
        location = ask(servers[base], path, headers).headers.get("location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")
        assert "evil" not in location


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", ""),
        ("  ", ""),
        ("https://nato.example.org", "https://nato.example.org"),
        (" https://nato.example.org/base/ ", "https://nato.example.org/base"),
        ("http://[::1]:8080/a%20b", "http://[::1]:8080/a%20b"),
    ],
)
def test_the_operator_names_the_address(given: str, meant: str) -> None:
    assert public_address(given) == meant


@pytest.mark.parametrize(
    "given",
    [
        "nato.example.org",
        "//localhost",
        "ftp://nato.example.org",
        "javascript:alert(1)",
        "https://",
        "https:///base",
        "https://nato.example.org:port",
        "https://nato.example.org:99999",
        "https://nato.example.org?x=1",
        "https://nato.example.org/#x",
        PUBLIC.replace("//", "//user@"),
        PUBLIC.replace("a", "\xe4"),
        'https://nato.example.org/"><script>',
        "https://nato.example.org/a b",
        "https://nato.example.org/\nx",
        "https://[nato.example.org",
    ],
)
def test_an_address_that_is_none_is_told(given: str) -> None:
    with pytest.raises(ValueError, match=r"^PUBLIC_ADDRESS is ") as told:
        public_address(given)
    assert "\n" not in str(told.value)
    assert str(told.value).isascii()


def test_a_server_does_not_start_with_it() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    run_it = subprocess.run(
        [*command, f"--server.port={free_port()}"],
        cwd=ROOT,
        env={**os.environ, "PUBLIC_ADDRESS": "nato.example.org"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run_it.returncode == 1
    assert run_it.stderr.startswith("PUBLIC_ADDRESS is 'nato.example.org': give the address")
    assert run_it.stderr.count("\n") == 1


PAGE = b"<html><head><title>Streamlit</title></head><div></div></html>"


async def _streamlit(_scope: Scope, _receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(PAGE))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


def test_where_many_wait_for_tags_a_page_does_without() -> None:
    async def ask_many() -> None:
        front = FrontPage(_streamlit, PATHS, "")
        made: list[tuple[str, bytes]] = []
        go_on = asyncio.Event()

        async def head(key: tuple[str, bytes]) -> bytes:
            made.append(key)
            await go_on.wait()
            return b"<title>Made</title>"

        front.heads = Line(head, waiting=2, patience=600)
        first = [asyncio.create_task(ask_app(front, scope_of("/", f"n={n}"))) for n in range(3)]
        await asyncio.sleep(0)
        rest = [await ask_app(front, scope_of("/timeline", f"n={n}")) for n in range(50)]
        plain = PAGE.replace(b"Streamlit", b"NATO geography")
        assert {(answer.status, answer.body) for answer in rest} == {(200, plain)}
        assert {answer.headers["content-length"] for answer in rest} == {str(len(plain))}
        go_on.set()
        for each in first:
            assert b"<title>Made</title>" in (await each).body
        assert len(made) == 3

    run(ask_many())


def test_a_page_below_which_nothing_is_broken_gets_its_tags() -> None:
    front = FrontPage(_streamlit, PATHS, "", PUBLIC)
    query = "on=%22%3E%3Cscript%3E&country=%FF&kind=&&=&on=2004-03-29"
    answer = run(ask_app(front, scope_of("/compare/", query)))
    assert _told(answer.body)["og:url"] == f"{PUBLIC}/compare?on=2004-03-29"
    assert b"<script" not in answer.body
