"""Addresses of the server beside the app: data, drawings, the page to embed, link previews."""

import gzip
import html
import json
import re
import threading
import urllib.error
import urllib.request
from email.message import Message
from urllib.parse import quote

import pytest

from geo_data import View, snapshot
from geo_data.export import press, takeaway
from geo_data.prose import words
from tests.server import Server

QUICK = ("data/events.csv", "data/members.csv", "data/facts.csv", "embed")
SIGNATURES = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml", "html": b"<!DOCTYPE html>"}


def ask(
    server: Server, address: str, headers: dict[str, str] | None = None
) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer, whatever the status."""
    request = urllib.request.Request(server.url + address, headers=headers or {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("name", press.media_types())
def test_every_file_is_served_by_its_name(server: Server, name: str) -> None:
    status, headers, body = ask(server, f"{name}?on=2023-04-04&span=7")
    assert status == 200
    assert headers.get_content_type() == press.media_types()[name]
    assert body.startswith(SIGNATURES.get(name.rpartition(".")[2], b""))
    of_no_day = name in (*press.TEMPLATES, press.FILM)
    named_after = name.rpartition("/")[2] if of_no_day else "2023-04-04"
    assert named_after in headers["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_file_is_that_of_the_view(server: Server) -> None:
    view = View(span=30, kind=("move",), country="ROU")
    _, _, body = ask(server, f"data/events.csv?{view.query()}")
    assert body == takeaway.file("events.csv", snapshot(view))
    assert body != takeaway.file("events.csv", snapshot(View()))


@pytest.mark.parametrize("name", [*QUICK, "draw/map.png", "preview.png"])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("on=1800-02-30", "no day"),
        ("span=x", "span"),
        ("country=XXX&kind=war", "kind"),
        ("theme=pink", "light, dark"),
        ("size=huge", "slide"),
        (f"focus={quote('<script>')}", "names no event"),
        ("on=2022-02-24&on=2022-02-25", "given 2 times"),
    ],
)
def test_what_means_nothing_is_told_in_one_line(
    server: Server, name: str, query: str, says: str
) -> None:
    status, headers, body = ask(server, f"{name}?{query}")
    assert status == 400
    assert headers.get_content_type() == "text/plain"
    assert says in body.decode()
    assert body.count(b"\n") == 1


NEAREST = {"1800-01-01": "1949-04-04", "2999-01-01": "2026-06-30", "latest": "2026-06-30"}


@pytest.mark.parametrize("asked", NEAREST)
def test_a_day_beyond_the_record_is_answered_with_the_nearest(server: Server, asked: str) -> None:
    answered = NEAREST[asked]
    for name in ("data/events.csv", "data/members.csv", "embed"):
        status, headers, body = ask(server, f"{name}?on={asked}")
        assert status == 200
        assert headers["x-day-answered"] == answered
        assert headers["access-control-expose-headers"] == "x-day-answered"
        assert answered in headers["content-disposition"]
        told = html.unescape(body.decode())
        if name == "embed":
            assert ("is that day’s map" in told) == (asked != "latest")
        else:
            assert body == ask(server, f"{name}?on={answered}")[2]


def test_a_file_of_no_day_names_none(server: Server) -> None:
    assert ask(server, "data/article-facts.csv")[1]["x-day-answered"] is None


@pytest.mark.parametrize("address", ["data/x.csv", "draw/map.exe", "data/"])
def test_a_file_that_there_is_not_is_not_the_app(server: Server, address: str) -> None:
    status, headers, body = ask(server, address)
    assert (status, headers.get_content_type()) == (404, "text/plain")
    assert b"events.csv" in body


@pytest.mark.parametrize("name", QUICK)
def test_an_answer_is_asked_for_once(server: Server, name: str) -> None:
    _, first, body = ask(server, name)
    assert "max-age=" in first["cache-control"]
    status, _, nothing = ask(server, name, {"If-None-Match": first["etag"]})
    assert (status, nothing) == (304, b"")
    _, zipped, small = ask(server, name, {"Accept-Encoding": "gzip"})
    assert zipped["content-encoding"] == "gzip"
    assert gzip.decompress(small) == body
    assert zipped["etag"] != first["etag"]
    other, _, _ = ask(server, f"{name}?on=2004-03-29", {"If-None-Match": first["etag"]})
    assert other == 200


def test_too_many_drawings_at_once_are_told_to_come_back(server: Server) -> None:
    answers: list[tuple[int, str | None]] = []

    def draw(number: int) -> None:
        status, headers, _ = ask(server, f"draw/map.png?on=1999-03-{number + 1:02}&size=column")
        answers.append((status, headers["retry-after"]))

    readers = [threading.Thread(target=draw, args=(number,)) for number in range(12)]
    for reader in readers:
        reader.start()
    # Meanwhile whoever reads is answered, and what is quick is made.
    assert ask(server, "data/events.csv?on=1999-03-12")[0] == 200
    for reader in readers:
        reader.join()
    statuses = [status for status, _ in answers]
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 2
    assert all(after for status, after in answers if status == 503)
    assert ask(server, "draw/map.png?on=1999-03-12&size=column")[0] == 200


def test_below_a_prefix_everything_answers_there(prefixed: Server) -> None:
    for name in QUICK:
        assert ask(prefixed, name)[0] == 200
    page = ask(prefixed, "embed")[2].decode()
    assert 'src="/some/prefix/map/leaflet.' in page
    assert 'href="/some/prefix/?on=2022-02-24"' in page  # whatever opens some day
    front = ask(prefixed, "timeline?on=2004-03-29")[2].decode()
    assert "/some/prefix/preview.png?on=2004-03-29" in front


@pytest.mark.parametrize("page", ["", "timeline", "sources"])
def test_a_link_has_a_preview_of_its_view(server: Server, page: str) -> None:
    view = View(span=30, country="EST", focus="country:EST")
    _, headers, body = ask(server, f"{page}?{view.query()}")
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', body.decode()))
    told = {name: html.unescape(value) for name, value in found.items()}
    headline = words.headline(snapshot(view))
    assert told["og:title"] == told["twitter:title"] == f"{headline} – only Estonia"
    assert told["og:image"] == f"/preview.png?{view.query(dated=True)}"
    assert told["og:url"] == f"/{page}?{view.query(page, dated=True)}"
    assert told["og:description"] == words.summary(snapshot(view))
    assert told["twitter:card"] == "summary_large_image"
    assert int(headers["content-length"]) == len(body)


def test_a_preview_of_nonsense_is_the_opening_one(server: Server) -> None:
    body = ask(server, "?on=yesterday&country=" + quote('"><script>alert(1)</script>'))[2]
    assert words.headline(snapshot(View())) in body.decode()
    assert b"alert(1)" not in body


def test_the_data_package_names_what_is_in_it(server: Server) -> None:
    package = json.loads(ask(server, "data/datapackage.json")[2])
    assert {resource["path"] for resource in package["resources"]} >= {"events.csv", "moves.csv"}


def test_what_a_file_does_not_mind_makes_no_other_file(server: Server) -> None:
    plain = ask(server, "draw/map.html")[1]
    styled = ask(server, "draw/map.html?theme=dark&size=a3")[1]
    assert styled["etag"] == plain["etag"]
    assert styled["content-disposition"] == plain["content-disposition"]
    slide, column = (ask(server, f"draw/map.png?size={size}")[1] for size in ("slide", "column"))
    assert slide["content-disposition"] != column["content-disposition"]
