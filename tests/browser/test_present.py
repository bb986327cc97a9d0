"""The page for a screen that many look at: keys, the whole screen, a line that follows Play."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hands import poll, query, wait_idle
from tests.browser.test_accessible import _faults
from tests.painted import MAP_FRAME, wait_painted


def test_keys_go_from_day_to_day_and_play_is_followed(page: Page) -> None:
    page.goto("present?on=1999-03-12&layer=joined")
    heading, members = page.locator(".nato h1"), page.locator(".growth figcaption")
    expect(heading).to_have_text("12 March 1999")
    wait_painted(page)
    wait_idle(page)
    assert _faults(page) == []

    # the whole of it is on one screen
    assert page.evaluate("document.querySelector('.stMain').scrollHeight - innerHeight") <= 2

    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("29 March 2004")
    poll(page, lambda: query(page), {"on": ["2004-03-29"], "layer": ["joined"]})
    page.keyboard.press("f")
    poll(page, lambda: page.evaluate("Boolean(document.fullscreenElement)"), wanted=True)
    page.keyboard.press("f")
    poll(page, lambda: page.evaluate("Boolean(document.fullscreenElement)"), wanted=False)

    # the keys count in the map too, and the line follows its player
    inside = page.frame_locator(MAP_FRAME)
    inside.locator(".player .first").click()
    expect(members).to_have_text("0 members")
    expect(heading).to_have_text("4 April 1949")
    wait_idle(page)
    page.keyboard.press("n")
    expect(heading).to_have_text("24 August 1949")
    expect(members).to_have_text("12 members")
    expect(page.locator(".growth li.now")).to_have_text("12")

    page.get_by_role("link", name="26", exact=True).click()
    expect(heading).to_have_text("29 March 2004")
    wait_idle(page)
    page.keyboard.press("Escape")
    expect(heading).to_have_text(re.compile("^NATO on 29 March 2004: 26 members"))
    poll(page, lambda: query(page), {"on": ["2004-03-29"], "layer": ["joined"]})
