"""Work on foreign text grows as the text does: 32 times as much is no more than 150 times the work.

The whole table of doublings is printed by `python -m tests.bench --part linear`.
"""

from itertools import cycle

import pytest

from tests.linear import MOST_RATIO, PAGES, READERS, SHAPES, SIZES, ratio


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reader", READERS)
def test_work_grows_as_the_text_does(reader: str, shape: str) -> None:
    assert ratio(reader, shape) < MOST_RATIO


# Each page with one shape; a run of a page is slow, and all of them are in the bench.
@pytest.mark.parametrize(("page", "shape"), [*zip(PAGES, cycle(SHAPES))])
def test_a_page_grows_as_its_address_does(page: str, shape: str) -> None:
    assert ratio(page, shape) < MOST_RATIO


def test_quadratic_work_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(text: str) -> object:
        return lambda: [text[:end] for end in range(len(text))]

    monkeypatch.setitem(READERS, "slow", slow)
    monkeypatch.setitem(SIZES, "slow", 2_000)
    assert ratio("slow", "one long line") > MOST_RATIO
