"""Each rule finds its own fault, at the right cell, and nothing else."""

import re
from datetime import date
from pathlib import Path

import pytest

from geo_data.rules import RULES
from geo_data.rules.days import latest_named
from geo_data.tables import files as tables
from tests.spoil import Copy, file_of, only

AZERBAIJAN = "Azerbaijan ended it on 20 September 2023."
# One cell each: table, row, column, new value, the rule that it breaks.
ONE_CELL = [
    # schemas
    ("sources", "mzv-2016-czechia", "url", "javascript:alert(1)", "http"),
    ("sources", "mzv-2016-czechia", "kind", "rumour", "one of"),
    ("sources", "mzv-2016-czechia", "language", "English", "ISO 639-1"),
    ("sources", "mzv-2016-czechia", "publisher", "", "not empty"),
    ("sources", "mzv-2016-czechia", "day", "2022-2", "YYYY"),
    ("membership", "FIN", "acceded", "4 April 2023", "a day"),
    ("membership", "FIN", "signed", "2022-02-30", "a day"),
    ("membership", "FIN", "note", " blank first", "without blanks"),
    ("membership", "FIN", "confidence", "sure", "one of"),
    ("consultations", "A4-2015-07 TUR", "official", "maybe", "one of"),
    ("moves", "US-0224 1", "personnel", "7,000", "whole number"),
    ("moves", "US-0224 1", "personnel", "-7000", "whole number"),
    ("moves", "US-0224 1", "personnel", "0", "whole number"),
    ("moves", "US-0224 1", "leg", "one", "whole number"),
    ("moves", "US-0224 1", "leg_status", "done", "one of"),
    ("moves", "US-0224 1", "moving_nation_iso3", "usa", "three capital letters"),
    ("moves", "US-0224 1", "destination_lat", "92", "degrees north"),
    ("moves", "US-0224 1", "origin_lon", "west", "degrees east"),
    ("battlegroups", "ROU-2022", "since", "2022-13", "a month"),
    ("borders", "NOR RUS", "length_km", "far", "kilometres"),
    ("borders", "NOR RUS", "neighbour_iso3", "SWE", "one of"),
    ("milestones", "S05", "same_as", "milestone:S01", "kind"),
    ("states", "FIN 1949-04-04", "made_of", "fin", "units"),
    ("states", "XKX 2008-02-17", "iso3", "", "not empty"),
    ("facts", "F01", "paragraph", "one", "whole number"),
    ("facts", "F01", "verdict", "true", "one of"),
    ("facts", "F01", "record_ids", "statement/2022-02-24-biden", "kind"),
    # links
    ("milestones", "S10", "countries", "DEU;XYZ", "row in states.csv"),
    ("names", "RUS 1991-12-25", "iso3", "RUX", "row in states.csv"),
    ("states", "GRL 1949-04-04", "holder_iso3", "DNX", "row in states.csv"),
    ("statements", "2022-02-15-biden", "countries", "USA;SUX", "row in states.csv"),
    ("membership", "SWE", "source_ids", "natopa-finland-sweden;nowhere", "row in sources.csv"),
    ("milestones", "S09", "same_as", "accession:MLT", "membership.csv"),
    ("facts", "F18", "record_ids", "consultation:A4-2022-03", "consultations.csv"),
    ("facts", "F12", "record_ids", "border:EST-RUS;border:SWE-RUS", "borders.csv"),
    ("notes", "F19", "fact_id", "F99", "facts.csv"),
    ("notes", "F19", "note_id", "F18", "no fact"),
    # days
    ("near_misses", "NM-2026-05", "date", "2026-07-01", "checked_until"),
    ("names", "IRL 1949-04-04", "from", "1948-01-01", "not before 1949-04-04"),
    ("membership_notes", "FRA-1966-OUT", "end_date", "1966-06-30", "not before date"),
    ("membership", "SWE", "protocol_signed", "2024-03-08", "not before protocol_signed"),
    ("consultations", "A4-2012-06 TUR", "date_requested", "2012-06-27", "not before date_req"),
    ("invocations", "A5-2001", "date_measures", "2001-10-01", "not before date_confirmed"),
    ("milestones", "S12", "end_date", "1995-12-19", "not before date"),
    ("standings", "Kosovo claimed 2008-02-17", "valid_to", "2008-02-16", "not before valid_from"),
    ("names", "CZE 2016-07-05", "from", "2016-07-04", "after the period of CZE"),
    ("battlegroups", "SVK-2024", "since", "2024-06-30", "after the period of SVK"),
    ("battlegroups", "SVK-2022", "until", "", "after the period of SVK"),
    ("names", "IRL 1949-04-04", "note", "It is Eire since 2 May 1950.", "told_later.csv"),
    ("near_misses", "NM-2022-11", "status", "in doubt by 2024", "told_later.csv"),
    ("told_later", AZERBAIJAN, "told_from", "2023-09-19", "not before 2023-09-20"),
    ("told_later", AZERBAIJAN, "told_from", "20 September 2023", "a day"),
    # the Alliance
    ("membership", "SWE", "members_after", "31", "32 members on 2024-03-07"),
    ("invocations", "A5-2001", "members_then", "18", "19 members on 2001-09-12"),
    ("membership", "TUR", "name", "Turkey", "states.csv has Türkiye"),
    ("consultations", "A4-2022-02 SVK", "requester_iso3", "FIN", "a member on 2022-02-24"),
    ("consultations", "A4-2020-02 TUR", "date_requested", "", "has a day"),
    ("consultations", "A4-2022-02 SVK", "trigger", "something else", "as in row"),
    ("consultations", "A4-2022-02 SVK", "date_held", "2022-02-25", "as in row"),
    ("consultations", "A4-2020-02 TUR", "official", "no", "one row of a consultation is official"),
    ("battlegroups", "FIN-2026", "framework_nation_iso3", "UKR", "a member on 2026-06-06"),
    ("battlegroups", "ROU-2022", "framework_nation_iso3", "FIN", "a member on 2022-05-31"),
    ("moves", "EFP-0222 1", "moving_nation_iso3", "SWE", "a member on 2022-02-22"),
    ("invocations", "A5-2001", "attacked_iso3", "AUT", "a member on 2001-09-12"),
    ("borders", "FIN RUS", "member_since", "2023-04-03", "membership.csv has 2023-04-04"),
    # what is no act of the Alliance
    ("context", "CX01", "source_ids", "", "not empty"),
    ("context", "CX12", "end_date", "1968-08-19", "not before date"),
    ("context", "CX12", "countries", "CSK;RUS", "a state of states.csv on 1968-08-20"),
    ("context", "CX12", "synonyms", "prague;;dubcek", "words"),
    ("context", "CX35", "lon", "", "both"),
    ("context", "CX24", "source_ids", "taz-1991-07-pact;milestones-1989-1992", "stand first"),
    ("context", "CX04", "note", "It ended in 1953.", "told_later.csv"),
    ("warsaw_pact", "POL 1955-06-05", "status", "observer", "one of"),
    ("warsaw_pact", "ALB 1955-06-05", "valid_to", "1962-02-01", "after the period of ALB"),
    ("warsaw_pact", "HUN 1955-06-05", "valid_to", "1999-03-12", "no member of the Alliance"),
    ("warsaw_pact", "SUN 1955-06-05", "valid_to", "1991-12-26", "a state of states.csv"),
    # moves
    ("moves", "US-0222A 3", "leg", "4", "numbered 1, 2"),
    ("moves", "US-0222A 2", "moving_nation_iso3", "GBR", "same move"),
    ("moves", "US-0222A 2", "personnel", "800", "once a move"),
    ("moves", "US-0222A 2", "label", "800 infantry", "once a move"),
    ("moves", "US-0224 1", "label", "", "has one"),
    ("moves", "US-0224 1", "summary", "", "has one"),
    ("moves", "US-0224 1", "label", "7000 troops", "7,000"),
    ("moves", "US-0224 1", "label", "Troops", "7,000"),
    ("moves", "US-0222B 1", "label", "7 F-35A", "equipment"),
    # places
    ("states", "FIN 1949-04-04", "made_of", "FIN;FIN-LAPLAND", "units.shp"),
    ("moves", "US-0224 1", "origin_lat", "", "both"),
    ("moves", "US-0224 1", "origin_iso3", "", "has a country"),
    ("moves", "US-0224 1", "coord_confidence", "", "coordinates"),
    ("moves", "US-0309 1", "coord_confidence", "checked", "coordinates"),
    ("borders", "LVA RUS", "via_kaliningrad", "yes", "the shapes say no"),
    ("borders", "LTU RUS", "via_kaliningrad", "no", "the shapes say yes"),
    # states
    ("states", "UKR 1991-12-26", "date_certainty", "perhaps", "one of"),
    ("states", "DDR 1949-10-07", "holding", "", "exactly where there is a holder"),
    ("states", "MLT 1949-04-04", "holder_iso3", "HRV", "the holder stands"),
    ("states", "DEU 1990-10-03", "name", "", "not empty"),
    ("not_drawn", "West Berlin", "lat", "56.0", "lies in DEU;XSZ;DDR"),
    ("standings", "Gibraltar claimed 1949-04-04", "units", "GIX", "units.shp"),
    ("boundary_days", "MNE independence 2006-06-03", "day", "2006-06-07", "first or last day"),
    # facts
    ("facts", "F01", "paragraph", "10", "1 to 9"),
    ("facts", "F01", "paragraph", "0", "whole number"),
    ("facts", "F01", "day_claimed", "2022-02-25", "article's day"),
    ("facts", "F01", "record_ids", "", "names a record row"),
    ("facts", "F20", "verdict", "not in record", "empty"),
    ("facts", "F13", "day_on_record", "2022-02-24", "row in record_ids"),
    ("milestones", "S41", "date", "2025-09-24", "row in same_as"),
]
# Where the fault stands in another cell than the one that was changed.
ELSEWHERE = {
    ("membership", "SWE", "protocol_signed"): (None, "acceded"),
    ("consultations", "A4-2012-06 TUR", "date_requested"): (None, "date_held"),
    ("battlegroups", "SVK-2022", "until"): ("SVK-2024", "since"),
    ("facts", "F20", "verdict"): (None, "record_ids"),
    ("warsaw_pact", "ALB 1955-06-05", "valid_to"): ("ALB 1962-02-01", "valid_from"),
    ("warsaw_pact", "HUN 1955-06-05", "valid_to"): (None, "iso3"),
    ("warsaw_pact", "SUN 1955-06-05", "valid_to"): (None, "iso3"),
}
# The part of the cell that is to blame, or the whole cell as it stands.
PARTS = {
    "DEU;XYZ": "XYZ",
    "USA;SUX": "SUX",
    "56.0": "56.0 13.28",
    "CSK;RUS": "RUS",
    "taz-1991-07-pact;milestones-1989-1992": "milestones-1989-1992",
    "USA;SUN": "SUN",
    "natopa-finland-sweden;nowhere": "nowhere",
    "border:EST-RUS;border:SWE-RUS": "border:SWE-RUS",
    "FIN;FIN-LAPLAND": "FIN-LAPLAND",
}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.mark.parametrize(("table", "key", "column", "value", "rule"), ONE_CELL)
def test_a_wrong_cell_is_the_one_fault(
    copy: Copy, table: str, key: str, column: str, value: str, rule: str
) -> None:
    line = copy.change(table, key, **{column: value})
    other, blamed = ELSEWHERE.get((table, key, column), (None, column))
    if other:
        line = copy.change(table, other)
    faults = copy.check()
    assert [(f.file, f.row, f.column) for f in faults] == [(file_of(table), line, blamed)]
    assert rule in faults[0].rule
    if blamed == column:
        assert faults[0].value == PARTS.get(value, value)


def test_a_key_names_one_row(copy: Copy) -> None:
    for number, (table, key) in enumerate(
        [
            ("names", "TUR 2022-06-01"),
            ("near_misses", "NM-2022-11"),
            ("consultations", "A4-2022-02 EST"),
            ("facts", "F05"),
            ("sources", "mzv-2016-czechia"),
        ],
        start=1,
    ):
        line = copy.repeat(table, key)
        faults = copy.check()
        assert (file_of(table), line, key) in {(f.file, f.row, f.value) for f in faults}
        assert len([f for f in faults if "one row only" in f.rule]) == number


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [
        ("57.08", "24.33", True),  # Ādaži
        ("57.00", "24.00", True),  # Riga's shore
        ("57.05", "23.85", True),  # the Gulf of Riga, less than 10 km from the beach
        ("57.30", "23.80", False),  # far out in the gulf
        ("59.26", "24.21", False),  # Ämari, in Estonia
        ("24.33", "57.08", False),  # latitude and longitude changed over
    ],
)
def test_a_place_lies_in_its_country(copy: Copy, lat: str, lon: str, inside: bool) -> None:  # noqa: FBT001
    line = copy.change("moves", "EFP-0222 1", destination_lat=lat, destination_lon=lon)
    faults = copy.check()
    if inside:
        assert faults == []
    else:
        wanted = (file_of("moves"), line, "destination_lat", f"{lat} {lon}")
        assert only(faults) == wanted
        assert "lies in LVA" in faults[0].rule


def test_a_battlegroup_lies_in_its_host(copy: Copy) -> None:
    line = copy.change("battlegroups", "EST-2017", lat="55.05", lon="24.38")
    assert only(copy.check()) == (file_of("battlegroups"), line, "lat", "55.05 24.38")


def test_a_border_lies_between_the_shapes(copy: Copy) -> None:
    line = copy.repeat("borders", "NOR RUS", neighbour_iso3="BLR")
    assert only(copy.check()) == (file_of("borders"), line, "neighbour_iso3", "BLR")


def test_a_border_is_a_members(copy: Copy) -> None:
    line = copy.repeat("borders", "NOR RUS", member_iso3="GEO")
    assert only(copy.check()) == (file_of("borders"), line, "member_iso3", "GEO")


def test_a_member_that_is_missing_is_missed_everywhere(copy: Copy) -> None:
    copy.drop("membership", "FIN")
    faults = copy.check()
    blamed = {(f.file.partition("/")[2], f.column) for f in faults}
    assert blamed >= {
        ("membership.csv", "members_after"),
        ("milestones.csv", "same_as"),
        ("borders.csv", "member_iso3"),
        ("battlegroups.csv", "host_iso3"),
    }


def test_a_near_miss_is_no_consultation(copy: Copy) -> None:
    line = copy.change("near_misses", "NM-2025-09", date="2025-09-19", country_iso3="DNK;EST")
    faults = copy.check()
    assert only(faults) == (file_of("near_misses"), line, "date", "2025-09-19")
    assert "EST has no consultation" in faults[0].rule


def test_the_rows_of_a_move_stand_together_and_in_order(copy: Copy) -> None:
    rows = tables.rows(copy.path("moves"))
    numbers = {(row["move_id"], row["leg"]): n for n, row in enumerate(rows)}
    first, second = numbers["US-0227", "1"], numbers["US-0227", "2"]
    rows.append(rows.pop(second))
    copy.write("moves", rows)
    assert only(copy.check()) == (file_of("moves"), len(rows) + 1, "move_id", "US-0227")
    rows.insert(first, rows.pop())
    copy.write("moves", rows)
    faults = [f for f in copy.check() if f.column == "leg"]
    assert [f.row for f in faults] == [first + 2, first + 3]


def test_a_leg_must_not_be_left_out(copy: Copy) -> None:
    copy.drop("moves", "US-0222A 2")
    faults = copy.check()
    assert [(f.column, f.value) for f in faults] == [("leg", "3")]
    assert "this is 2" in faults[0].rule


def test_a_headcount_must_not_be_stated_twice(copy: Copy) -> None:
    line = copy.change("moves", "US-0303 2", personnel="300")
    assert only(copy.check()) == (file_of("moves"), line, "personnel", "300")


def test_a_state_without_shape_is_a_point(copy: Copy) -> None:
    copy.change("not_drawn", "West Berlin", iso3="")
    line = copy.change("states", "XWB 1949-04-04")
    assert only(copy.check()) == (file_of("states"), line, "made_of", "")


def test_a_unit_belongs_to_one_state(copy: Copy) -> None:
    line = copy.change("states", "FIN 1949-04-04", made_of="FIN;ALD")
    rules = {f.rule for f in copy.check() if (f.file, f.row) == (file_of("states"), line)}
    assert any("belongs to ALA" in rule for rule in rules) or any("states.shp" in r for r in rules)


def test_ground_that_a_state_left_goes_to_another(copy: Copy) -> None:
    line = copy.change("states", "CSK 1949-04-04", valid_to="1992-12-30")
    rules = [f.rule for f in copy.check() if f.row == line]
    assert sum("belongs to a state from 1992-12-31 on" in rule for rule in rules) == 2
    assert sum("as in states.shp" in rule for rule in rules) == 1


def test_a_sentence_that_is_told_later_stands_in_another_table(copy: Copy) -> None:
    line = copy.change("told_later", AZERBAIJAN, sentence="Azerbaijan ended it in 2023.")
    standing = copy.change("standings", "Nagorno-Karabakh breakaway, not recognised 1991-09-02")
    faults = [(f.file, f.row, f.column, f.value) for f in copy.check()]
    assert faults == [
        (file_of("standings"), standing, "note", AZERBAIJAN),
        (file_of("told_later"), line, "sentence", "Azerbaijan ended it in 2023."),
    ]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("It was 1949, and it is 2026.", date(2026, 1, 1)),
        ("It was on 2 May 2022, after 24 February 2022.", date(2022, 5, 2)),
        ("From May 2022 on.", date(2022, 5, 1)),
        ("On 31 February 2022.", date(2022, 3, 3)),
        ("They are 2,022 men in 20222 places.", date.min),
        ("In May.", date.min),
    ],
)
def test_the_latest_day_that_a_sentence_names(sentence: str, day: date) -> None:
    assert latest_named(sentence) == day


def test_each_rule_says_what_it_holds() -> None:
    for rule in RULES:
        first = (rule.__doc__ or "").splitlines()[0]
        assert re.fullmatch(r"[A-Z].*\.", first), rule
