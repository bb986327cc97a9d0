"""The shelf of files made lately holds no more than it has room for, whatever is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import View, ViewError
from geo_data.days import FIRST_DAY
from geo_data.export.press import Order
from pages.server.files import Made, Shelf, read_order

ROOM = 10_000


def _order(number: int) -> Order:
    return Order("embed", View(on=FIRST_DAY + timedelta(days=number)))


def _made(size: int) -> Made:
    return Made(b"x" * size, None, str(size))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12_000)), max_size=80))
def test_it_never_holds_more_than_it_has_room_for(asked: list[tuple[int, int]]) -> None:
    shelf = Shelf(ROOM)
    kept: dict[Order, Made] = {}
    for number, size in asked:
        order = _order(number)
        if shelf.get(order) is None:
            made = _made(size)
            shelf.put(order, made)
            kept[order] = made
        assert shelf.taken <= ROOM
    held = {order: found for order in kept if (found := shelf.get(order))}
    assert sum(made.size for made in held.values()) == shelf.taken
    assert all(kept[order] == made for order, made in held.items())


def test_a_hundred_thousand_addresses_leave_the_last() -> None:
    shelf = Shelf(ROOM)
    for number in range(100_000):
        view = View(on=date(2022, 2, 24), focus=f"x{number}")
        shelf.put(Order("embed", view), _made(100))
    assert shelf.taken <= ROOM
    assert shelf.get(Order("embed", View(on=date(2022, 2, 24), focus="x99999"))) is not None
    assert shelf.get(Order("embed", View(on=date(2022, 2, 24), focus="x0"))) is None


def test_what_is_asked_for_again_stays() -> None:
    shelf = Shelf(ROOM)
    for number in range(1_000):
        shelf.put(_order(number), _made(900))
        assert shelf.get(_order(0)) is not None


@pytest.mark.parametrize("name", ["draw/map.png", "data/package.zip", "embed"])
def test_the_other_day_of_a_comparison_makes_no_file_twice(name: str) -> None:
    plain = read_order(name, {"on": ["1955-05-06"]}, "")
    assert read_order(name, {"on": ["1955-05-06"], "against": ["1990-10-03"]}, "") == plain
    with pytest.raises(ViewError, match="against: 'x' is no day"):
        read_order(name, {"against": ["x"]}, "")


def test_what_is_larger_than_the_room_is_not_kept() -> None:
    shelf = Shelf(ROOM)
    shelf.put(_order(0), _made(ROOM + 1))
    assert shelf.taken == 0
    assert shelf.get(_order(0)) is None
