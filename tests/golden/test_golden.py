"""A sample of the golden record: what the product answers is what it answered.

`python -m tests.golden` compares all of it and tells where it differs.
"""

from itertools import chain
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.golden import record
from tests.golden.asked import PAGES
from tests.golden.once import ONCE
from tests.golden.views import COUNT, boundary_days, choices, focuses

KNOWN = record.read()
SAMPLE = [*KNOWN.views][::7]
DRAWN = SAMPLE[::2]
LEFT_OUT = {*record.DEAR, "embed"}
"""What takes long, or says again what other answers say."""


@pytest.mark.parametrize("address", SAMPLE)
def test_a_view_is_answered_as_before(address: str) -> None:
    left_out = LEFT_OUT if address in DRAWN else {*LEFT_OUT, "map drawn"}
    names = [name for name in KNOWN.views[address] if name not in left_out]
    found = record.answers(address, names)
    assert {each.name: KNOWN.new(each) for each in found if not KNOWN.holds(each)} == {}


@pytest.mark.parametrize("name", dict.fromkeys((*KNOWN.once, *ONCE)))
def test_what_depends_on_no_view_is_as_before(name: str) -> None:
    (found,) = record.once([name])
    assert KNOWN.holds(found), KNOWN.new(found)


def test_the_views_have_whatever_a_view_can_have() -> None:
    asked = [parse_qs(urlsplit(address).query) for address in KNOWN.views]
    assert len(asked) == COUNT
    assert {urlsplit(address).path.strip("/") for address in KNOWN.views} == {*PAGES}
    assert {day for view in asked for day in view["on"]} >= {*map(str, boundary_days())}
    for name, values in choices().items():
        assert {*chain.from_iterable(view.get(name, []) for view in asked)} == {*values}, name
    seen = {focus.partition(":")[0] for view in asked for focus in view.get("focus", [])}
    assert seen == {*focuses()}


def test_another_answer_is_told() -> None:
    answer = next(record.answers(SAMPLE[0], ["what you see"]))
    other = answer._replace(text=f"{answer.text}\nA sentence that was never said.")
    assert not KNOWN.holds(other)
    assert KNOWN.new(other) == ["A sentence that was never said."]
