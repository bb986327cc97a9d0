"""What was no act of the Alliance: context events, and the Warsaw Pact day by day."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.tables.context import DORMANT, SIGNED, Context

DAYS = st.dates(FIRST_DAY, record().checked_until)
FOUNDERS = {"ALB", "BGR", "CSK", "DDR", "HUN", "POL", "ROU", "SUN"}
LOOKED_FOR = {
    *("1949-05-12", "1955-05-14", "1956-10-23", "1961-08-13", "1962-10-22", "1968-08-20"),
    *("1974-07-20", "1989-11-09", "1991-07-01", "1991-12-26", "1992-04-06", "1995-11-21"),
    *("2001-09-11", "2008-08-08", "2014-02-27", "2014-03-18", "2022-02-21"),
}


def test_what_a_class_looks_for_is_there() -> None:
    found = record().context
    assert {row.day.isoformat() for row in found} >= LOOKED_FOR
    assert [row.context_id for row in found] == [f"CX{n:02}" for n in range(1, len(found) + 1)]
    assert [row.day for row in found] == sorted(row.day for row in found)
    days = {row.day for row in record().milestones}
    assert days.isdisjoint(row.day for row in found), "what the record has is no context"


def test_all_rest_on_sources_that_are_official_or_told() -> None:
    kinds = {key: source.kind for key, source in record().sources.items()}
    first = Counter(kinds[row.evidence.source_ids[0]] for row in record().context)
    assert first["official"] >= len(record().context) - 3
    assert set(first) == {"official", "press"}
    assert all(row.evidence.confidence in ("confirmed", "disputed") for row in record().context)


@pytest.mark.parametrize("row", record().context, ids=lambda row: row.context_id)
def test_countries_have_their_names_of_the_day(row: Context) -> None:
    """No sentence calls one of its countries by a name that it had on other days alone."""
    known, text = record(), f"{row.title}. {row.description}"
    for name in {known.name_on(code, row.day) for code in row.countries}:
        text = text.replace(name, "")
    for code in row.countries:
        days = [each.period.first for each in known.states if each.iso3 == code]
        days += [each.period.first for each in known.names if each.iso3 == code]
        name = known.name_on(code, row.day)
        names = {known.name_on(code, day) for day in days}
        for other in names - {name}:
            assert not re.search(rf"\b{other}\b", text), (code, other)


def test_its_members_day_by_day() -> None:
    def ways(day: str) -> dict[str, str]:
        found = record().pact_on(date.fromisoformat(day))
        return {code: row.kind for code, row in found.items()}

    assert ways("1955-05-13") == {}
    assert ways("1955-05-14") == ways("1955-06-04") == dict.fromkeys(FOUNDERS, SIGNED)
    assert set(ways("1955-06-05")) == FOUNDERS
    assert set(ways("1955-06-05").values()) == {
        "member",
        "member without forces in the joint command",
    }
    assert [ways(day)["ALB"] for day in ("1962-01-31", "1962-02-01")] == ["member", DORMANT]
    assert FOUNDERS - ways("1968-09-13").keys() == {"ALB"}
    assert FOUNDERS - ways("1990-09-24").keys() == {"ALB", "DDR"}
    assert len(ways("1990-09-23")) == 7
    assert len(ways("1991-06-30")) == 6
    assert ways("1991-07-01") == {}


@given(DAYS)
def test_nobody_is_in_both_and_who_is_in_stands(on: date) -> None:
    known = record()
    pact = known.pact_on(on).keys()
    assert pact.isdisjoint(known.members_on(on))
    assert pact <= {state.iso3 for state in known.states_on(on)}
    assert pact <= FOUNDERS
