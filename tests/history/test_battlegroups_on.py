"""Battlegroups on any day: one a host, with the framework nation of that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import record
from geo_data.days import FIRST_DAY
from geo_data.export.package import texts
from geo_data.export.sheets import LISTINGS, ON_DAY

ONE_DAY = timedelta(days=1)


def battlegroups(on: date) -> list[tuple[str, ...]]:
    """The rows that the command line prints."""
    return [tuple(row) for row in texts(LISTINGS["battlegroups"], ON_DAY["battlegroups"](on))]


def framework(host: str, on: date) -> str | None:
    """Who leads the group in a country; None if there is none."""
    return next((row[1] for row in battlegroups(on) if row[0] == host), None)


@pytest.mark.parametrize(
    ("host", "day", "before", "then"),
    [
        ("LTU", date(2017, 2, 7), None, "DEU"),
        ("POL", date(2017, 4, 13), None, "USA"),
        ("EST", date(2017, 4, 20), None, "GBR"),
        ("LVA", date(2017, 6, 19), None, "CAN"),
        ("BGR", date(2022, 3, 1), None, "BGR"),
        ("BGR", date(2022, 10, 17), "BGR", "ITA"),
        ("SVK", date(2022, 3, 31), None, "CZE"),
        ("SVK", date(2024, 7, 1), "CZE", "ESP"),
        ("ROU", date(2022, 5, 31), None, "FRA"),
        ("HUN", date(2022, 9, 30), None, "HUN"),
        ("FIN", date(2026, 6, 6), None, "SWE"),
    ],
)
def test_a_group_changes_on_its_day(
    host: str, day: date, before: str | None, then: str | None
) -> None:
    assert framework(host, day - ONE_DAY) == before
    assert framework(host, day) == then


def test_a_day_known_to_the_month_is_printed_as_stored() -> None:
    found = {row[0]: row for row in battlegroups(record().checked_until)}
    assert len(found) == 9
    assert found["ROU"] == ("ROU", "FRA", "Cincu", "2022-05")


@settings(max_examples=60)
@given(st.dates(FIRST_DAY, record().checked_until))
def test_on_any_day_a_host_has_one_group_and_both_are_members(on: date) -> None:
    found = battlegroups(on)
    hosts = [row[0] for row in found]
    members = record().members_on(on)
    assert hosts == sorted(set(hosts))
    assert {iso3 for row in found for iso3 in row[:2]} <= set(members)
