"""The ledger: every leg once, in groups whose totals are those of the running totals."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo_data import View, article, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.history.ledger import Group, announced, by_destination, by_order
from geo_data.history.totals import TOLD, told, totals
from geo_data.tables.articles import own_moves

DAYS = st.dates(date(2022, 1, 20), date(2022, 7, 5))
LAST = record().checked_until
WHOLE = announced(FIRST_DAY, LAST)
BY_ORDER, BY_DESTINATION = by_order(WHOLE), by_destination(WHOLE)
SLUG = "2022-02-24-us-troops"


def group(groups: Iterable[Group], title: str) -> Group:
    (found,) = (g for g in groups if g.title == title)
    return found


def test_every_leg_stands_once_in_either_order() -> None:
    wanted = sorted((m.move_id, leg.leg) for m in record().moves for leg in m.legs)
    for groups in (BY_ORDER, BY_DESTINATION):
        found = sorted((move.move_id, leg.leg) for g in groups for move, leg in g.legs)
        assert found == wanted


def test_fifty_legs_read_in_few_groups() -> None:
    assert len(BY_ORDER) <= 25
    assert len(BY_DESTINATION) <= 15
    days = [min(leg.announced for _, leg in g.legs) for g in BY_ORDER]
    assert days == sorted(days)
    assert BY_DESTINATION[-1].title == "No country stated"


def test_an_order_and_a_country() -> None:
    day = group(BY_ORDER, "24 February 2022: the United States")
    assert (day.total, day.net_new, day.words) == (7_000, 7_000, {"carried out": 1})
    mixed = group(BY_ORDER, "22 February 2022: the United States")
    assert mixed.words == {"carried out": 7, "not confirmed": 2}
    assert mixed.total == 800
    latvia = group(BY_DESTINATION, "Latvia")
    assert latvia.total == 460
    assert [move.move_id for move in latvia.joint] == ["US-0222A"]


def test_troops_on_alert_are_listed_and_in_no_total() -> None:
    alert = group(BY_ORDER, "24 January 2022: the United States")
    assert alert.total is None
    assert [(told(leg), move.personnel) for move, leg in alert.legs] == [("on alert only", 8_500)]


def test_unknown_is_never_zero() -> None:
    assert group(BY_ORDER, "24 March 2022: NATO").total is None


@given(DAYS, DAYS)
def test_the_groups_of_a_window_add_up_to_its_totals(first: date, last: date) -> None:
    found = announced(first, last)
    orders = by_order(found)
    assert sum(g.net_new for g in orders) == totals(first, last).net_new_personnel
    for g in (*orders, *by_destination(found)):
        assert sum(g.words.values()) == len(g.legs)
        assert set(g.words) <= set(TOLD)
        assert g.net_new <= (g.total or 0)


def test_an_article_names_some_of_the_moves() -> None:
    named = {event for fact in article(SLUG).facts for event in fact.record_ids}
    moves = {move.move_id for move, _ in WHOLE if f"move:{move.move_id}" in named}
    assert moves == {"US-0222A", "US-0222B", "US-0222C", "US-0222D", "US-0224"}


def test_a_move_that_only_the_article_knows_is_shown_and_never_counted() -> None:
    (order,) = (move for move in record().moves if move.move_id == "US-0224")
    theirs = replace(article(SLUG), moves=own_moves("mine", (order,)))
    seen = snapshot(View(article="mine"), {"mine": theirs})
    assert [move.move_id for move, _ in seen.moves][-1] == "mine/US-0224"
    assert {"US-0224", "mine/US-0224"} <= {move.move_id for move, _ in seen.moves}
    assert "mine/US-0224" not in {move.move_id for move, _ in announced(FIRST_DAY, LAST)}
    day = group(by_order(announced(FIRST_DAY, LAST)), "24 February 2022: the United States")
    assert day.total == day.net_new == 7_000
