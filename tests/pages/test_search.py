"""What the search box is answered: links that keep the reader's view and lead where each hit is."""

import asyncio
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.requests import Request

from geo_data import View, read_view, record
from geo_data.history.view import LONGEST_SEARCH
from geo_data.prose.search import index
from pages.server import search

VIEW = View(date(2004, 3, 29), span=30, area="alliance", layer="article6", article=None)


def ask(q: str, view: View = VIEW, **more: str) -> str:
    """The answer to what is typed beside a view."""
    params = view.params() | {"q": q} | more
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/find",
        "headers": [],
        "query_string": urlencode(params, doseq=True).encode(),
    }
    answer = asyncio.run(search._find(Request(scope)))  # noqa: SLF001
    assert answer.status_code == 200
    return bytes(answer.body).decode()


def links(answer: str) -> list[str]:
    """The addresses of the links of ours, in order."""
    parts = answer.split('<a href="')[1:]
    return [unescape(part.split('"')[0]) for part in parts]


def goal(address: str) -> View:
    view, dropped = read_view(parse_qs(urlsplit(address).query))
    assert dropped == []
    return view


def test_a_hit_keeps_the_view_but_for_day_and_focus() -> None:
    (address, *_) = links(ask("sweden joins"))
    assert urlsplit(address).path == "/"
    assert goal(address) == replace(VIEW, on=date(2024, 3, 7), focus="accession:SWE")


@pytest.mark.parametrize(
    ("kind", "country", "kept"),
    [
        (("move",), "POL", ((), None)),
        (("accession",), "SWE", (("accession",), "SWE")),
        (("move", "accession"), "POL", (("accession", "move"), None)),
    ],
)
def test_filters_that_would_hide_it_are_taken_away(
    kind: tuple[str, ...], country: str, kept: tuple[tuple[str, ...], str | None]
) -> None:
    view = replace(VIEW, kind=kind, country=country)
    found = goal(links(ask("sweden joins", view))[0])
    assert (found.kind, found.country) == kept


def test_a_country_keeps_the_reader_s_day_if_it_stood_then() -> None:
    assert goal(links(ask("poland"))[0]) == replace(VIEW, focus="country:POL")
    soviet = goal(links(ask("ussr"))[0])
    assert (soviet.on, soviet.focus) == (date(1991, 12, 25), "country:SUN")
    view = replace(VIEW, country="POL")
    assert goal(links(ask("poland", view))[0]).country == "POL"
    assert goal(links(ask("ussr", view))[0]).country is None


def test_a_day_keeps_filters_and_has_no_focus() -> None:
    view = replace(VIEW, kind=("move",), country="POL", focus="accession:FIN")
    found = goal(links(ask("24 Feb 2022", view))[0])
    assert found == replace(view, on=date(2022, 2, 24), focus=None)
    later = links(ask("1 January 2031"))[0]
    assert "on=2031-01-01" in later, "the page says what it answers with"
    assert links(ask("nowhere at all")) == []


def test_a_view_without_a_day_stays_without_one() -> None:
    assert links(ask("poland", View()))[0] == "/?focus=country:POL"
    named = links(ask("poland", View(), on="2022-02-24"))[0]
    assert named == "/?on=2022-02-24&focus=country:POL"
    assert "on=2022-02-24" in links(ask("russia attacks ukraine", View()))[0]


def test_what_is_not_on_the_map_leads_to_the_page_of_sources() -> None:
    address = links(ask("article 4"))[0]
    assert urlsplit(address).path == "/sources"
    assert urlsplit(address).fragment == "term-article-4"
    assert goal(address) == VIEW


def test_a_brought_article_stays_chosen() -> None:
    assert "article=own" in links(ask("poland", article="own"))[0]


def test_all_results_lead_to_the_page_of_the_search() -> None:
    last = links(ask("crimea"))[-1]
    assert urlsplit(last).path == "/search"
    assert parse_qs(urlsplit(last).query)["q"] == ["crimea"]


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "{{ 7*7 }} %", '"><script>', "\0"]
)
def test_what_is_typed_is_told_as_text(text: str) -> None:
    answer = ask(f"zzzz {text}")
    assert "You can search for" in answer
    assert not [part for part in ("<img", "<script", "49 %") if part in answer]


def test_an_answer_is_bounded_whatever_is_asked() -> None:
    longest = max(
        len(ask(text))
        for text in ("nato", "the", "2022", "us", "a" * 3000, " ".join("abcdefghij" * 30))
    )
    assert longest < 40_000
    assert f"“{'a' * LONGEST_SEARCH}”" in ask("a" * 3000)


def test_every_hit_can_be_led_to() -> None:
    dated = True
    for entry in index().entries:
        address = search._address(VIEW, dated, entry)  # noqa: SLF001
        found = goal(address)
        assert found.focus == (entry.focus or None)
        assert found.on <= record().checked_until
