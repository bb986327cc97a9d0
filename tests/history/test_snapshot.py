"""The snapshot: what was true on a day, for any day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import Snapshot, View, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.history.snapshot import states_on
from geo_data.tables.files import RECORD_DIR, rows

DAYS = st.dates(FIRST_DAY, record().checked_until)
SIX = {"BGR", "CZE", "EST", "LTU", "LVA", "POL"}
ACCESSIONS = sorted(
    (date.fromisoformat(row["acceded"]), int(row["members_after"]))
    for row in rows(RECORD_DIR / "membership.csv")
)


def on(year: int, month: int, day: int, **asked: object) -> Snapshot:
    return snapshot(View(date(year, month, day), **asked))  # type: ignore[arg-type]


def members(day: date) -> set[str]:
    return {state.iso3 for state in states_on(day) if state.member}


@given(DAYS)
def test_any_day_is_a_valid_snapshot(day: date) -> None:
    found = snapshot(View(on=day))
    table = found.countries.set_index("iso3")
    assert table.index.is_unique
    assert table.index.is_monotonic_increasing
    assert len(table) == len(record().states_on(day))
    assert {state.iso3 for state in found.members} == set(table.index[table["member"]])
    assert not table.geometry.is_empty.any()
    assert not table.geometry.isna().any()
    assert (table["name"] != "").all()
    assert all(found.view.first <= event.day <= day for event in found.events)
    assert all(leg.announced <= day for _, legs in found.moves for leg in legs)


@given(DAYS, DAYS)
def test_membership_only_grows(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert members(earlier) <= members(later)


def test_every_polygon_is_valid() -> None:
    table = snapshot(View()).countries
    assert table.geometry.is_valid.all()
    assert set(table.geometry.geom_type) <= {"Polygon", "MultiPolygon"}
    assert table.crs == "EPSG:4326"


@pytest.mark.parametrize(("day", "count"), ACCESSIONS)
def test_members_on_the_day_of_accession(day: date, count: int) -> None:
    assert len(members(day)) == count


def test_members_on_the_eve_of_each_accession() -> None:
    waves = [(FIRST_DAY, 0), *sorted(set(ACCESSIONS))]
    for (_, before), (day, _) in pairwise(waves):
        assert len(members(day - timedelta(days=1))) == before


def test_the_opening_view() -> None:
    now = snapshot(View())
    assert len(now.members) == 30
    assert now.named == SIX
    assert now.asked == SIX | {"ROU", "SVK"}
    assert {s.iso3 for s in now.states if s.requested_on_record} == now.asked
    assert {s.iso3 for s in now.states if s.requested_in_article} == SIX
    assert not now.by_code["FIN"].member
    assert not now.by_code["SWE"].member
    assert now.article is not None
    elsewhere = {f.fact_id for f in now.article.facts} - {f.fact_id for f in now.facts}
    assert elsewhere == {"F07", "F15", "F16", "F17", "F21", "F22", "F24"}
    assert {move.move_id for move, _ in now.moves} == {
        *("US-0222A", "US-0222B", "US-0222C", "US-0222D", "US-0224", "EFP-0222"),
    }
    assert [g.battlegroup_id for g in now.battlegroups] == [
        *("EST-2017", "LVA-2017", "LTU-2017", "POL-2017"),
    ]


def test_borders_with_russia_are_those_of_the_members() -> None:
    five = {f"border:{code}-RUS" for code in ("NOR", "EST", "LVA", "LTU", "POL")}
    assert set(on(2023, 4, 3).borders) == five
    assert set(on(2023, 4, 4).borders) == five | {"border:FIN-RUS"}
    assert set(on(1999, 3, 11).borders) == {"border:NOR-RUS"}
    assert on(1949, 8, 23).borders == ()


def test_the_soviet_union_is_meant_until_its_end() -> None:
    def near(day: date) -> set[str]:
        return {state.iso3 for state in states_on(day) if state.borders_russia}

    today = near(date(2022, 2, 24))
    assert {"NOR", "FIN", "EST", "LVA", "LTU", "POL", "UKR"} <= today
    assert not {"RUS", "DEU", "SVK", "TUR", "SWE"} & today
    assert {"NOR", "FIN", "POL", "CSK", "HUN", "ROU", "TUR"} <= near(date(1960, 1, 1))
    assert not {"EST", "UKR", "RUS", "SUN", "DDR"} & near(date(1960, 1, 1))
    assert {"EST", "TUR"} <= near(date(1991, 12, 25))
    assert "TUR" not in near(date(1991, 12, 26))


@pytest.mark.parametrize(
    ("iso3", "day", "name"),
    [
        ("TUR", date(2022, 5, 31), "Turkey"),
        ("TUR", date(2022, 6, 1), "Türkiye"),
        ("CZE", date(2016, 7, 4), "Czech Republic"),
        ("CZE", date(2016, 7, 5), "Czechia"),
        ("DEU", date(1990, 10, 2), "West Germany"),
        ("DEU", date(1990, 10, 3), "Germany"),
        ("MKD", date(2019, 2, 12), "North Macedonia"),
        ("SUN", date(1991, 12, 25), "Soviet Union"),
        ("RUS", date(1991, 12, 26), "Russia"),
    ],
)
def test_names_are_those_of_the_day(iso3: str, day: date, name: str) -> None:
    assert snapshot(View(on=day)).by_code[iso3].name == name


def test_a_window_of_three_days_is_that_day_and_the_two_before() -> None:
    assert {e.day.day for e in snapshot(View(span=3)).events} == {22, 23, 24}
    assert {e.day.day for e in snapshot(View(span=1)).events} == {24}
    everything = snapshot(View(span=None)).events
    assert everything[0].day == FIRST_DAY
    assert everything[-1].day == date(2022, 2, 24)


@pytest.mark.parametrize(("day", "asked"), [(23, 0), (24, 8), (25, 8), (26, 8), (27, 0)])
def test_a_requester_is_one_for_three_days(day: int, asked: int) -> None:
    states = states_on(date(2022, 2, day))
    assert sum(state.requested_on_record for state in states) == asked


def test_disputed_requesters_did_not_ask() -> None:
    assert snapshot(View(on=date(2014, 3, 3))).asked == {"POL"}


def test_without_an_article_what_it_says_is_unknown() -> None:
    alone = snapshot(View(article=None))
    assert {state.requested_in_article for state in alone.states} == {None}
    assert not alone.named
    assert alone.facts == ()
    assert len(alone.asked) == 8


def test_the_article_names_requesters_on_its_own_days_only() -> None:
    later = on(2025, 9, 10)
    assert later.asked == {"POL"}
    assert not later.named
    assert later.by_code["BGR"].requested_in_article is True


@given(st.sampled_from([s.iso3 for s in record().states]))
def test_a_country_filter_makes_no_claim_about_the_record(iso3: str) -> None:
    found = snapshot(View(country=iso3))
    assert not found.named - found.asked
    assert found.asked in (set(), SIX | {"ROU", "SVK"})
    assert len(found.members) == 30


def test_a_kind_filter_hides_events_and_no_member() -> None:
    moves = snapshot(View(kind=("move",)))
    assert {e.kind for e in moves.events} == {"move"}
    assert moves.asked | moves.named == set()
    assert moves.battlegroups == ()
    assert len(moves.members) == 30


def test_legs_of_later_days_are_not_shown_yet() -> None:
    first = {move.move_id: len(legs) for move, legs in on(2022, 2, 15, span=7).moves}
    both = {move.move_id: len(legs) for move, legs in on(2022, 2, 16, span=7).moves}
    assert first["EFP-0210"] == 1
    assert both["EFP-0210"] == 2


def test_battlegroups_stand_from_first_to_last_day() -> None:
    def hosts(day: date) -> list[str]:
        return [g.battlegroup_id for g in snapshot(View(on=day)).battlegroups]

    assert "ROU-2022" not in hosts(date(2022, 5, 30))
    assert "ROU-2022" in hosts(date(2022, 5, 31))
    assert [i for i in hosts(date(2024, 6, 30)) if i.startswith("SVK")] == ["SVK-2022"]
    assert [i for i in hosts(date(2024, 7, 1)) if i.startswith("SVK")] == ["SVK-2024"]
