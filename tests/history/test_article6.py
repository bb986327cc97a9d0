"""Article 6: what is covered on a day, and what the check holds of it."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_data import View, geometry, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.history.article6 import covers_on, territories_on, texts_on
from geo_data.prose.words import what_you_see
from geo_data.tables.alliance import COVER
from geo_data.tables.files import RECORD_DIR, rows
from tests.spoil import Copy, file_of, only

IN_FORCE = date(1949, 8, 24)
DAYS = st.dates(FIRST_DAY, record().checked_until)
ONE_DAY = timedelta(days=1)


def told(territory_id: str, on: date) -> str:
    """The standing of a territory on a day; "" if the record does not speak of it then."""
    found = [row.cover for row in territories_on(on) if row.territory_id == territory_id]
    assert len(found) <= 1
    return found[0] if found else ""


def test_every_row_is_read() -> None:
    assert len(record().article6) == len(rows(RECORD_DIR / "article6.csv")) == 78
    assert len(record().article6_texts) == len(rows(RECORD_DIR / "article6_texts.csv"))


@pytest.mark.parametrize(
    ("territory_id", "day", "before", "after"),
    [
        ("algerian-departments", date(1949, 8, 24), "", "covered"),
        ("algerian-departments", date(1962, 7, 3), "covered", ""),
        ("turkey-asian-part", date(1952, 2, 18), "", "covered"),
        ("west-germany", date(1955, 5, 6), "covered", ""),
        ("former-east-germany", date(1990, 10, 3), "", "covered"),
        ("west-berlin", date(1990, 10, 3), "covered", ""),
        ("saar", date(1957, 1, 1), "disputed", ""),
        ("british-malta", date(1964, 9, 21), "covered", ""),
        ("british-cyprus", date(1960, 8, 16), "not covered", ""),
        ("akrotiri-and-dhekelia", date(1960, 8, 16), "", "disputed"),
        ("ceuta", date(1982, 5, 30), "", "disputed"),
        ("canary-islands", date(1982, 5, 30), "", "covered"),
        ("aland", date(2023, 4, 4), "", "covered"),
    ],
)
def test_a_standing_changes_on_its_day(
    territory_id: str, day: date, before: str, after: str
) -> None:
    assert told(territory_id, day - ONE_DAY) == before
    assert told(territory_id, day) == after


def test_it_is_no_line_of_latitude() -> None:
    today = record().checked_until
    assert told("hawaii", today) == told("puerto-rico", today) == "not covered"
    assert told("alaska", today) == told("greenland", today) == "covered"


def test_before_the_treaty_was_in_force_there_is_nothing() -> None:
    assert territories_on(IN_FORCE - ONE_DAY) == ()
    assert texts_on(IN_FORCE - ONE_DAY) == ()
    assert covers_on(IN_FORCE - ONE_DAY) == {}
    assert territories_on(IN_FORCE)


def test_places_without_a_unit_are_points() -> None:
    points = {row.territory_id: row.lon_lat for row in record().article6 if row.lon_lat}
    assert points == {"west-berlin": (13.28, 52.505), "trieste-zone-a": (13.78, 45.65)}
    assert all(row.units for row in record().article6 if not row.lon_lat)


@settings(max_examples=40)
@given(DAYS)
def test_on_any_day_each_territory_and_each_unit_stands_once(on: date) -> None:
    found = territories_on(on)
    members = record().members_on(on)
    units = Counter(unit for row in found for unit in row.units)
    assert [row.name for row in found] == sorted({row.name for row in found})
    assert set(units.values()) <= {1}
    assert set(units) <= set(geometry.units().index)
    assert {row.cover for row in found} <= set(COVER)
    assert {iso3 for row in found for iso3 in row.members} <= set(members)


@settings(max_examples=40)
@given(DAYS)
def test_the_ground_of_a_day_is_the_members_and_what_the_record_says_otherwise(on: date) -> None:
    ground = covers_on(on)
    assert all(ground[unit] == row.cover for row in territories_on(on) for unit in row.units)
    own = {u for s in record().states_on(on) if s.iso3 in record().members_on(on) for u in s.units}
    assert own <= set(ground)


def test_a_member_is_covered_where_no_row_speaks_of_it() -> None:
    ground = covers_on(date(2022, 2, 24))
    assert {ground[unit] for unit in ("FRA", "CAN", "EST", "ISL", "DEU-EAST")} == {"covered"}
    assert ground["FRA-REUNION"] == "not covered"
    assert not {"UKR", "SWE", "DZA"} & set(ground)


def test_what_is_our_reading_of_the_text_says_so() -> None:
    ours = [row for row in record().article6 if "our reading" in row.reason]
    assert len(ours) == 34
    assert ours == [row for row in record().article6 if row.evidence.confidence == "memory"]


def test_each_text_has_sources_and_the_limits_are_told() -> None:
    known = record()
    proofs = [
        *(row.evidence for row in known.article6),
        *(row.evidence for row in known.article6_texts),
    ]
    for proof in proofs:
        assert proof.source_ids
        assert set(proof.source_ids) <= set(known.sources)
    early = {row.text_id for row in texts_on(date(1951, 1, 1))}
    today = {row.text_id for row in texts_on(known.checked_until)}
    assert {"ground", "readings", "article-4"} <= early & today
    assert early - today == {"algeria", "purpose-1949", "forces-1949", "tropic-1949"}
    assert today - early == {"algeria-after", "turkey", "purpose", "forces", "tropic"}
    (algeria,) = (row for row in known.article6_texts if row.text_id == "algeria")
    assert "simplification" in algeria.text


def test_ground_that_forces_alone_cover_is_told() -> None:
    def said(on: date) -> list[str]:
        seen = what_you_see(snapshot(View(on=on, layer="article6")))
        return [s.text for s in seen.sentences if "forces of Parties there and not" in s.text]

    joined = date(1955, 5, 6)
    (before,), (after,) = said(joined - ONE_DAY), said(joined)
    assert "West Germany before it joined" in before
    assert "West Germany" not in after
    assert "West Berlin" in after
    assert said(date(1990, 10, 3)) == []


def test_the_text_of_1949_is_not_that_of_1951() -> None:
    def said(on: date) -> str:
        return " ".join(row.text for row in texts_on(on))

    turkey, spain = date(1952, 2, 18), date(1982, 5, 30)
    assert "Mediterranean" not in said(turkey - ONE_DAY)
    assert "Mediterranean" in said(turkey)
    assert "Canary" not in said(spain - ONE_DAY)
    assert "Canary" in said(spain)


@pytest.mark.parametrize(
    ("key", "cells", "column", "value", "rule"),
    [
        ("ceuta 1982-05-30", {"standing": "perhaps"}, "standing", "perhaps", "one of"),
        ("ceuta 1982-05-30", {"member_iso3": "MAR"}, "member_iso3", "MAR", "a member on"),
        ("aland 2023-04-04", {"valid_from": "2023-04-03"}, "member_iso3", "FIN", "a member on"),
        ("ceuta 1982-05-30", {"made_of": "ESP-TOLEDO"}, "made_of", "ESP-TOLEDO", "units.shp"),
        ("ceuta 1982-05-30", {"made_of": ""}, "made_of", "", "units, or a point"),
        ("ceuta 1982-05-30", {"lat": "35.9"}, "lon", "", "both"),
        ("west-berlin 1949-08-24", {"made_of": "DEU-WEST"}, "made_of", "DEU-WEST", "not both"),
        ("saar 1949-08-24", {"valid_to": "1949-08-23"}, "valid_to", "1949-08-23", "valid_from"),
    ],
)
def test_a_wrong_cell_is_found(
    tmp_path: Path, key: str, cells: dict[str, str], column: str, value: str, rule: str
) -> None:
    copy = Copy(tmp_path)
    line = copy.change("article6", key, **cells)
    faults = [f for f in copy.check() if f.file == file_of("article6") and f.row == line]
    assert (column, value) in {(f.column, f.value) for f in faults if rule in f.rule}


def test_no_ground_stands_twice_on_a_day(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    line = copy.change("article6", "akrotiri-and-dhekelia 1960-08-16", valid_from="1960-08-15")
    faults = copy.check()
    assert {(f.row, f.column) for f in faults} == {(line, "valid_from")}
    assert {f.rule.partition(" in row")[0] for f in faults} == {
        "after the period of ESB",
        "after the period of WSB",
    }


def test_a_source_must_be_there(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    line = copy.change("article6_texts", "tropic", source_ids="nowhere")
    assert only(copy.check()) == (file_of("article6_texts"), line, "source_ids", "nowhere")
