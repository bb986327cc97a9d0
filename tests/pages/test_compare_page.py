"""The page of two days, without a browser: one address, two maps, and what changed between them."""

import json
import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo_data import View
from geo_data.days import in_words
from pages.server.front import tags
from tests.pages.test_pages import address, start, text, view

PAGE = "compare_days.py"
UNITY = {"on": "1990-10-02", "against": "1990-10-03"}


def frames(app: AppTest) -> list[dict[str, Any]]:
    """The frames that the page sends to its maps, the left one first."""
    found = []
    for component in app.get("component_instance"):
        group = json.loads(component.proto.json_args)["feature_group"]
        begin = group.index("nato.paint(") + len("nato.paint(")
        painted, _ = json.JSONDecoder().raw_decode(group[begin:].replace("'", '"'))
        found.append(dict(painted))
    return found


def days(app: AppTest) -> list[str]:
    """The days of both maps, as their headings have them."""
    return re.findall(r'<h2 data-map="(\d+ \w+ \d{4}): ', text(app))


@pytest.mark.parametrize(
    ("params", "shown"),
    [
        ({}, ["24 February 2022", "30 June 2026"]),
        ({"on": "1955-06-01"}, ["1 June 1955", "30 June 2026"]),
        (UNITY, ["2 October 1990", "3 October 1990"]),
        ({"on": "1990-10-03", "against": "1990-10-02"}, ["2 October 1990", "3 October 1990"]),
        ({"on": "1949-04-04", "against": "1949-04-04"}, ["4 April 1949", "4 April 1949"]),
    ],
)
def test_the_earlier_day_stands_on_the_left(params: dict[str, str], shown: list[str]) -> None:
    app = start(PAGE, **params)
    assert days(app) == shown
    assert address(app) == {name: [value] for name, value in params.items()}
    assert len(frames(app)) == 2
    assert "cannot be shown" not in text(app)


def test_both_maps_show_their_own_day_with_the_same_filters() -> None:
    app = start(PAGE, area="alliance", **UNITY)
    left, right = frames(app)
    assert left["area"] == right["area"] == "alliance"
    assert "DDR" in json.dumps(left["names"])
    assert "DDR" not in json.dumps(right["names"])
    assert text(app).count('class="legend"') == 2
    assert "German unity" in text(app)


def test_the_other_day_changes_the_address_and_the_words() -> None:
    app = start(PAGE, on="1949-08-24")
    assert app.date_input(key="compared_with").value == date(2026, 6, 30)
    app.date_input(key="compared_with").set_value(date(1955, 5, 6)).run()
    assert not app.exception
    assert address(app) == {"on": ["1949-08-24"], "against": ["1955-05-06"]}
    assert "three accessions, from 12 members to 15 members" in text(app)
    app.button(key="next_event").click().run()
    assert view(app).against == date(1955, 5, 6)
    assert days(app) == [in_words(view(app).on), "6 May 1955"]


def test_the_other_day_survives_other_pages_and_their_links() -> None:
    app = start(PAGE, **UNITY)
    for page in ("alliance_timeline.py", "alliance_map.py"):
        app.switch_page(f"../{page}").run()
        assert address(app) == {name: [value] for name, value in UNITY.items()}
        assert "compare?on=1990-10-02&amp;against=1990-10-03" in text(app)
        app.selectbox(key="span").set_value("7").run()
        assert view(app).against == date(1990, 10, 3)
        app.selectbox(key="span").set_value("3").run()
    app.switch_page(f"../{PAGE}").run()
    assert app.date_input(key="compared_with").value == date(1990, 10, 3)


def test_a_link_to_other_days_moves_the_widget() -> None:
    app = start(PAGE, **UNITY)
    app.query_params["against"] = "2004-03-29"
    app.run()
    assert app.date_input(key="compared_with").value == date(2004, 3, 29)
    assert days(app)[1] == "29 March 2004"


@pytest.mark.parametrize("wrong", ["yesterday", "2026-02-30", "none", ""])
def test_a_bad_day_is_dropped_and_told(wrong: str) -> None:
    app = start(against=wrong)
    assert view(app) == View()
    assert address(app) == {}
    assert text(app).count("Ignored in this link") == 1


def test_the_same_day_twice_is_told_in_words() -> None:
    words = text(start(PAGE, on="2004-03-29", against="2004-03-29"))
    assert "Both days are 29 March 2004: there is nothing to compare." in words
    assert "No change on record" not in words


def test_filters_do_not_narrow_what_changed_and_the_page_says_so() -> None:
    narrowed = text(start(PAGE, country="EST", kind="move"))
    assert "do not apply there" in narrowed
    assert "two accessions, from 30 members to 32 members" in narrowed
    assert "do not apply there" not in text(start(PAGE))


def test_what_is_in_focus_is_told_for_both_days() -> None:
    words = text(start(PAGE, focus="country:FIN"))
    assert words.count('class="focus"') == 2
    assert "The whole story of Finland" in words


def test_the_map_leads_to_the_comparison() -> None:
    app = start(on="1955-06-01")
    assert 'compare?on=1955-06-01" data-go="push">Compare two days</a>' in text(app)


def test_the_preview_of_a_link_tells_both_days() -> None:
    def head(page: str) -> str:
        return tags(page, "on=1990-10-02&against=1990-10-03", "")

    assert "<title>Two days compared – NATO geography</title>" in head("compare")
    assert "Between 2 October 1990 and 3 October 1990: 16 members on both days" in head("compare")
    assert "on=1990-10-02&amp;against=1990-10-03" in head("compare")
    assert "<title>NATO on 2 October 1990: 16 members" in head("")


def test_the_first_line_says_who_joined() -> None:
    assert "<h1>Two days compared: Finland and Sweden joined</h1>" in text(start(PAGE))
    assert "<h1>Two days compared: nobody joined</h1>" in text(start(PAGE, **UNITY))
    assert "20 countries joined</h1>" in text(start(PAGE, on="1949-08-24"))


def test_events_are_off_unless_asked_for_and_the_days_can_be_swapped() -> None:
    app = start(PAGE)
    left, right = frames(app)
    assert not left["arrows"]
    assert {"FIN", "SWE"} <= {*right["fills"]["new"].split()}
    assert 'compare?on=2026-06-30&amp;against=2022-02-24" data-go="push">Swap the days' in text(app)
    assert "Show the events of both days" in text(app)
    asked = start(PAGE, kind="move")
    assert frames(asked)[0]["arrows"]
    assert "Leave events out" in text(asked)
