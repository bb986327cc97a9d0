"""The view and the address: every view survives the round trip, nonsense is told and dropped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo_data import KINDS, View, ViewError, articles, events, read_view, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.geometry import AREAS
from geo_data.history.view import (
    COMPARE,
    COUNTRY,
    LATEST,
    LONGEST_SEARCH,
    SEARCH,
    SPANS,
    beyond,
    opening,
    read_country,
    read_day,
)

CODES = [state.iso3 for state in record().states]
FOCUS = [
    *(event.event_id for event in events()),
    *(f"country:{iso3}" for iso3 in CODES),
    *(row.border_id for row in record().borders),
    *(f"fact:{fact.fact_id}" for a in articles().values() for fact in a.facts),
]
VIEWS = st.builds(
    View,
    on=st.dates(FIRST_DAY, record().checked_until),
    span=st.sampled_from([*SPANS, None]),
    kind=st.sets(st.sampled_from(KINDS)).map(lambda some: tuple(k for k in KINDS if k in some)),
    article=st.sampled_from([*articles(), None]),
    country=st.sampled_from([*CODES, None]),
    area=st.sampled_from(list(AREAS)),
    focus=st.sampled_from([*FOCUS, None]),
    against=st.none() | st.dates(FIRST_DAY, record().checked_until),
    state=st.sampled_from([*CODES, None]),
)
PAGES = ("", "timeline", COMPARE, COUNTRY)
UNTIL = record().checked_until
NAMES = ("on", "span", "kind", "article", "country", "area", "focus", "against", "state")
NONSENSE = [
    "",
    "0",
    "-3",
    "3.0",
    "\uff13",
    "٣",
    "030",
    "000000003",
    "0000000031",
    "000000001" + "0" * 5000,
    "9" * 10_000,
    "20220224",
    "\uff12\uff10\uff12\uff12-٠٢-२४",
    "none ",
    "NONE",
    "\ud800",
    "\x00\n\r\u2028",
    "\u202e\u200f",
    "Россия",
    "{{ 7*7 }}",
    "country:",
    "country:XXX",
    "border:",
    "fact:F19",
    "milestone:S38",
    ":",
]


@given(VIEWS)
@example(View())
@example(View(span=None, article=None, kind=KINDS))
def test_the_address_is_the_view(view: View) -> None:
    assert read_view(view.params()) == (view, [])


@given(VIEWS, st.sampled_from(PAGES), st.booleans())
def test_every_page_reads_what_it_writes(view: View, page: str, dated: bool) -> None:  # noqa: FBT001
    written = view.params(page, dated=dated)
    assert "on" in written or not dated
    if page == COUNTRY and not view.state and view.focus and not view.country:
        return  # a country in focus is then the one to tell of
    assert read_view(written, page=page) == (view, [])


def test_a_country_is_told_of_on_the_last_day_checked_unless_another_is_named() -> None:
    sweden = View(on=UNTIL, state="SWE")
    for query in ({"state": "SWE"}, {"country": "SWE"}, {"focus": "country:SWE"}):
        view, dropped = read_view(query, page=COUNTRY)
        assert (view, dropped) == (sweden, []), query
    assert sweden.query(COUNTRY) == "state=SWE"
    chosen = {"on": "2022-02-24", "country": "SWE"}
    assert read_view(chosen, page=COUNTRY)[0] == View(state="SWE")
    # a filter that another page has set stays what it is
    kept, _ = read_view({"country": "POL", "state": "SWE"}, page=COUNTRY)
    assert (kept.country, kept.state) == ("POL", "SWE")
    index = View(on=UNTIL, country="POL")
    assert index.params(COUNTRY) == {"country": "POL", "state": "none"}
    assert opening() == View()


@pytest.mark.parametrize(
    ("asked", "answered", "side"),
    [
        ("1949-04-03", FIRST_DAY, "before"),
        ("0001-01-01", FIRST_DAY, "before"),
        ("2026-07-01", UNTIL, "after"),
        ("9999-12-31", UNTIL, "after"),
        (LATEST, UNTIL, ""),
        ("2004-03-29", date(2004, 3, 29), ""),
    ],
)
@pytest.mark.parametrize("name", ["on", "against"])
def test_a_day_beyond_the_record_is_the_nearest(
    name: str, asked: str, answered: date, side: str
) -> None:
    view, dropped = read_view({name: asked})
    assert not dropped
    assert getattr(view, name) == answered
    assert beyond({name: [asked]}, COMPARE) == side
    assert beyond({name: asked}) == (side if name == "on" else "")
    assert beyond({"on": "2031-02-31"}) == ""


@given(VIEWS, st.sampled_from(NAMES))
def test_any_one_parameter_alone_is_a_view(view: View, name: str) -> None:
    alone = {key: value for key, value in view.params().items() if key == name}
    found, dropped = read_view(alone)
    assert not dropped
    assert getattr(found, name) == getattr(view, name)
    assert found.params() == alone
    assert len(snapshot(found).states) == len(record().states_on(found.on))


def test_defaults_are_left_out() -> None:
    assert View().params() == {}
    assert read_view({}) == (View(), [])
    assert View(article=None, span=None).params() == {"article": "none", "span": "all"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_dropped_and_told_in_one_line(name: str, text: str) -> None:
    view, dropped = read_view({name: [text]})
    assert view == View()
    (line,) = dropped
    assert line.startswith(f"{name}: ")
    assert line.isprintable()
    assert len(line) < 300


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), st.lists(st.text(), max_size=4)))
def test_any_address_is_a_view(params: dict[str, list[str]]) -> None:
    view, dropped = read_view(params)
    assert view.span in (*SPANS, None)
    assert FIRST_DAY <= view.first <= view.on <= record().checked_until
    assert read_view(view.params()) == (view, [])
    assert all(line.isprintable() and line.split(":")[0] in NAMES for line in dropped)


@given(st.text(alphabet="0123456789-W:/ ", max_size=12))
def test_a_day_has_one_way_to_be_written(text: str) -> None:
    try:
        day = read_day(text)
    except ViewError:
        return
    assert day.isoformat() == text


def test_repeated_values() -> None:
    view, dropped = read_view({"span": ["7", "30"], "kind": ["statement", "move", "move"]})
    assert view == View(span=30, kind=("move", "statement"))
    assert dropped == ["span: given 2 times, only the last counts"]


def test_one_bad_value_leaves_the_others() -> None:
    view, dropped = read_view({"kind": ["move", "war"], "on": ["2023-04-04"], "area": ["mars"]})
    assert view == View(on=date(2023, 4, 4), kind=("move",))
    assert [line.split(":")[0] for line in dropped] == ["area", "kind"]


def test_a_code_is_one_of_the_record() -> None:
    assert read_country("FIN") == "FIN"
    assert read_country("SUN") == "SUN"
    with pytest.raises(ViewError, match="'fin' is no code of a country"):
        read_country("fin")


@pytest.mark.parametrize("off", [FIRST_DAY, record().checked_until])
def test_the_edge_days_can_be_chosen_and_no_other(off: date) -> None:
    assert read_day(off.isoformat()) == off
    outside = off + timedelta(days=-1 if off == FIRST_DAY else 1)
    with pytest.raises(ViewError, match="lies outside 1949-04-04 to 2026-06-30"):
        read_day(outside.isoformat())


def test_a_window_starts_no_earlier_than_the_treaty() -> None:
    assert View(on=FIRST_DAY, span=365).first == FIRST_DAY
    assert View(span=None).first == FIRST_DAY
    assert View(on=date(2022, 2, 24), span=3).first == date(2022, 2, 22)
    assert View(on=date(2022, 2, 24), span=1).first == date(2022, 2, 24)


@pytest.mark.parametrize(
    "wrong", [{"article": "other"}, {"on": date(1949, 4, 3)}, {"on": date(2026, 7, 1)}]
)
def test_a_view_of_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ViewError):
        snapshot(View(**wrong))


def test_only_the_page_of_the_search_looks_for_words() -> None:
    asked, dropped = read_view({"q": "9/11 " + "x" * 200, "on": "2001-09-12"}, page=SEARCH)
    assert dropped == []
    assert len(asked.q) == LONGEST_SEARCH
    assert read_view({"q": "9/11", "on": "2001-09-12"})[0] == replace(asked, q="")
    assert read_view(View(q="a b&c").params(SEARCH), page=SEARCH)[0] == View(q="a b&c")
    assert View(q="9/11").query(SEARCH) == "q=9%2F11"
