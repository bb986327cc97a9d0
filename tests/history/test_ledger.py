"""The ledger: every leg once, in groups whose totals are those of the running totals."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo_data import article, record
from geo_data.days import FIRST_DAY
from geo_data.history.ledger import Group, ledger
from geo_data.history.totals import TOLD, totals
from geo_data.tables.articles import own_moves

DAYS = st.dates(date(2022, 1, 20), date(2022, 7, 5))
LAST = record().checked_until
WHOLE = ledger(FIRST_DAY, LAST)
SLUG = "2022-02-24-us-troops"


def group(groups: tuple[Group, ...], title: str) -> Group:
    (found,) = (g for g in groups if g.title == title)
    return found


def test_every_leg_stands_once_in_either_order() -> None:
    wanted = sorted((m.move_id, leg.leg) for m in record().moves for leg in m.legs)
    for groups in (WHOLE.by_order, WHOLE.by_destination):
        found = sorted((e.move.move_id, e.leg.leg) for g in groups for e in g.legs)
        assert found == wanted


def test_fifty_legs_read_in_few_groups() -> None:
    assert len(WHOLE.by_order) <= 25
    assert len(WHOLE.by_destination) <= 15
    assert [g.day for g in WHOLE.by_order] == sorted(g.day for g in WHOLE.by_order)
    assert WHOLE.by_destination[-1].title == "No country stated"


def test_an_order_and_a_country() -> None:
    day = group(WHOLE.by_order, "24 February 2022: the United States")
    assert (day.total, day.net_new, day.words) == (7_000, 7_000, {"carried out": 1})
    mixed = group(WHOLE.by_order, "22 February 2022: the United States")
    assert mixed.words == {"carried out": 7, "not confirmed": 2}
    assert mixed.total == 800
    latvia = group(WHOLE.by_destination, "Latvia")
    assert latvia.total == 460
    assert latvia.joint == ("US-0222A",)


def test_troops_on_alert_are_listed_and_in_no_total() -> None:
    alert = group(WHOLE.by_order, "24 January 2022: the United States")
    assert alert.total is None
    assert [(e.told, e.personnel) for e in alert.legs] == [("on alert only", 8_500)]


def test_unknown_is_never_zero() -> None:
    assert group(WHOLE.by_order, "24 March 2022: NATO").total is None


@given(DAYS, DAYS)
def test_the_groups_of_a_window_add_up_to_its_totals(first: date, last: date) -> None:
    found = ledger(first, last)
    assert sum(g.net_new for g in found.by_order) == totals(first, last).net_new_personnel
    for g in (*found.by_order, *found.by_destination):
        assert sum(g.words.values()) == len(g.legs)
        assert set(g.words) <= set(TOLD)
        assert g.net_new <= (g.total or 0)


def test_an_article_names_some_of_the_moves() -> None:
    assert {e.in_article for g in WHOLE.by_order for e in g.legs} == {None}
    found = ledger(FIRST_DAY, LAST, article(SLUG))
    named = {e.move.move_id for g in found.by_order for e in g.legs if e.in_article}
    assert named == {"US-0222A", "US-0222B", "US-0222C", "US-0222D", "US-0224"}


def test_a_move_that_only_the_article_knows_is_listed_and_never_counted() -> None:
    (order,) = (move for move in record().moves if move.move_id == "US-0224")
    theirs = replace(article(SLUG), moves=own_moves("mine", (order,)))
    day = group(ledger(FIRST_DAY, LAST, theirs).by_order, "24 February 2022: the United States")
    assert day.total == day.net_new == 7_000
    assert [(e.move.move_id, e.own) for e in day.legs] == [
        ("US-0224", False),
        ("mine/US-0224", True),
    ]
    assert day.legs[1].in_article
