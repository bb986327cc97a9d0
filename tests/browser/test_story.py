"""The pages of one country and of the whole record: they fit, can be heard, and lead on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage, Scheme
from tests.browser.hands import (
    PANEL,
    expect_map,
    go_to_page,
    poll,
    query,
    resize,
    unfold,
    wait_idle,
)
from tests.browser.test_accessible import _faults
from tests.browser.test_narrow import _overflow
from tests.painted import wait_painted

PLACES = ("country", "country?state=POL", "record?span=all&on=2022-06-30")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".nato h1")).to_be_visible()
    if "state=" in address:
        expect(page.locator(".vega-embed svg").first).to_be_visible()
        wait_painted(page)
    wait_idle(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_fit_and_axe_finds_nothing_grave(new_page: OpenPage, scheme: Scheme) -> None:
    page = new_page(scheme=scheme)
    for address in PLACES:
        _open(page, address)
        unfold(page)
        for size in (WIDE, NARROW):
            resize(page, size)
            poll(page, lambda: _overflow(page) <= 1, wanted=True)
            assert _faults(page) == [], address


def test_a_country_is_chosen_and_its_map_leaves_the_reader_s_focus(page: Page) -> None:
    _open(page, "country?on=2022-06-01")
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Türkiye").click()
    poll(page, lambda: query(page), {"on": ["2022-06-01"], "state": ["TUR"]})
    expect(page.locator(".nato h1")).to_have_text("Türkiye")
    expect(page.locator(".vega-embed svg").first).to_be_visible()
    expect(page.locator(PANEL)).to_have_count(0)


def test_a_row_leads_to_the_map_of_its_day(page: Page) -> None:
    _open(page, "country?state=POL")
    page.get_by_role("link", name="On the map: 3 March 2014").click()
    expect_map(page, "?on=2014-03-03&focus=consultation:A4-2014-03")
    page.go_back()
    expect(page.locator(".nato h1")).to_have_text("Poland")


def test_the_ledger_s_days_are_those_of_the_view(page: Page) -> None:
    _open(page, "record")
    page.get_by_role("link", name="since the start").click()
    poll(page, lambda: query(page), {"span": ["all"]})
    expect(page.get_by_text("announced up to 24 February 2022")).to_be_visible()
    go_to_page(page, "Timeline")
    poll(page, lambda: query(page), {"span": ["all"]})
