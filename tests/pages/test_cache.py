"""The files made lately take no more memory than they may, whatever is asked."""

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import View, ViewError
from geo_data.days import FIRST_DAY
from geo_data.export.press import Order
from pages.server import files
from pages.server.files import Made, cache_of, read_order

ROOM = 10_000


def _order(number: int) -> Order:
    return Order("embed", View(on=FIRST_DAY + timedelta(days=number)))


def _made(size: int) -> Made:
    return Made(b"x" * size, None, str(size))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12_000)), max_size=80))
def test_it_never_holds_more_than_it_has_room_for(asked: list[tuple[int, int]]) -> None:
    cache = cache_of(ROOM)
    kept: dict[Order, Made] = {}
    for number, size in asked:
        order = _order(number)
        if cache.get(order) is None and size <= ROOM:
            kept[order] = cache[order] = _made(size)
        assert cache.currsize <= ROOM
    held = {order: found for order in kept if (found := cache.get(order))}
    assert sum(made.size for made in held.values()) == cache.currsize
    assert all(kept[order] == made for order, made in held.items())


def test_a_hundred_thousand_addresses_leave_the_last() -> None:
    cache = cache_of(ROOM)
    for number in range(100_000):
        view = View(on=date(2022, 2, 24), focus=f"x{number}")
        cache[Order("embed", view)] = _made(100)
    assert cache.currsize <= ROOM
    assert cache.get(Order("embed", View(on=date(2022, 2, 24), focus="x99999"))) is not None
    assert cache.get(Order("embed", View(on=date(2022, 2, 24), focus="x0"))) is None


def test_what_is_asked_for_again_stays() -> None:
    cache = cache_of(ROOM)
    for number in range(1_000):
        cache[_order(number)] = _made(900)
        assert cache.get(_order(0)) is not None


@pytest.mark.parametrize("name", ["draw/map.png", "data/package.zip", "embed"])
def test_the_other_day_of_a_comparison_makes_no_file_twice(name: str) -> None:
    plain = read_order(name, {"on": ["1955-05-06"]}, "")
    assert read_order(name, {"on": ["1955-05-06"], "against": ["1990-10-03"]}, "") == plain
    with pytest.raises(ViewError, match="against: 'x' is no day"):
        read_order(name, {"against": ["x"]}, "")


def test_what_is_larger_than_the_room_is_sent_and_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = read_order("data/members.csv", {}, "")
    monkeypatch.setattr(files, "cache", cache_of(1_000_000))
    sent = asyncio.run(files.quick.take(order))
    assert files.cache.get(order) == sent
    monkeypatch.setattr(files, "cache", cache_of(sent.size - 1))
    assert asyncio.run(files.quick.take(order)) == sent
    assert files.cache.currsize == 0
