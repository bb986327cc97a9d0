"""The page for a screen that many look at, without a browser."""

from tests.pages.test_compare_page import frames
from tests.pages.test_pages import address, start, text

PAGE = "presenting.py"


def test_it_shows_day_members_and_what_happened_large() -> None:
    app = start(PAGE, on="2004-03-29", layer="joined")
    assert address(app) == {"on": ["2004-03-29"], "layer": ["joined"]}
    (painted,) = frames(app)
    assert painted["large"]
    assert "film" in painted
    words = text(app)
    assert "<h1>29 March 2004</h1>" in words
    assert "<b>26</b> members" in words
    assert "Slovenia join NATO" in words


def test_keys_lead_to_the_rounds_and_back_to_the_map_with_the_view() -> None:
    words = text(start(PAGE, on="2004-03-29", layer="joined"))
    assert '<a href="?on=1999-03-12" data-keys="ArrowLeft p">' in words
    assert '<a href="?on=2009-04-01" data-keys="ArrowRight n">' in words
    assert '/?on=2004-03-29&amp;layer=joined" data-keys="Escape"' in words
    assert 'data-keys="f"' in words


def test_at_the_ends_there_is_nothing_beyond() -> None:
    assert 'data-keys="ArrowLeft p"' not in text(start(PAGE, on="1949-04-04"))
    last = text(start(PAGE, on="2024-03-07", layer="joined"))
    assert 'data-keys="ArrowRight n"' not in last


def test_a_filter_is_told() -> None:
    assert "Only Sweden" in text(start(PAGE, country="SWE"))


def test_the_map_leads_here_with_its_view() -> None:
    words = text(start(on="1999-03-12", layer="joined"))
    assert 'present?on=1999-03-12&amp;layer=joined" data-go="push">Present</a>' in words
    assert 'class="growth"' in words
    assert 'class="growth"' not in text(start(on="1999-03-12"))
