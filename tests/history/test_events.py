"""Events: every row once, ids for ever, the day each counts from."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo_data import KINDS, Event, events, record
from geo_data.days import FIRST_DAY, last_day_meant
from geo_data.history.events import by_id, kept_between
from geo_data.tables.files import RECORD_DIR, rows

DAYS = st.dates(FIRST_DAY, record().checked_until)
ALL = (date.min, date.max)


def ids(table: str, column: str) -> set[str]:
    return {row[column] for row in rows(RECORD_DIR / f"{table}.csv")}


def event(event_id: str) -> Event:
    return by_id()[event_id]


def test_one_event_a_row() -> None:
    own = {row["milestone_id"] for row in rows(RECORD_DIR / "milestones.csv") if not row["same_as"]}
    keys = {
        "accession": ids("membership", "iso3"),
        "consultation": ids("consultations", "consultation_id"),
        "invocation": ids("invocations", "invocation_id"),
        "move": ids("moves", "move_id"),
        "battlegroup": ids("battlegroups", "battlegroup_id"),
        "milestone": own,
        "statement": ids("statements", "statement_id"),
        "context": ids("context", "context_id"),
    }
    wanted = [f"{kind}:{key}" for kind, found in keys.items() for key in found]
    assert sorted(e.event_id for e in events()) == sorted(wanted)
    assert tuple(keys) == KINDS


def test_every_event_is_told_whole() -> None:
    known = record()
    codes = {row.iso3 for row in known.states}
    for e in events():
        assert e.event_id.startswith(f"{e.kind}:")
        assert e.title.strip()
        assert e.summary.strip()
        assert last_day_meant(e.day_text) == e.day
        assert FIRST_DAY <= e.day <= known.checked_until
        assert e.end is None or e.day <= e.end
        assert e.evidence.source_ids
        assert set(e.evidence.source_ids) <= set(known.sources)
        assert set(e.countries) <= codes


def test_a_month_counts_from_its_last_day_and_is_printed_as_stored() -> None:
    found = {e.event_id: (e.day_text, e.day) for e in events() if len(e.day_text) == 7}
    assert found == {
        "battlegroup:ROU-2022": ("2022-05", date(2022, 5, 31)),
        "battlegroup:SVK-2022": ("2022-03", date(2022, 3, 31)),
    }


def test_what_restates_another_row_is_no_event() -> None:
    assert "milestone:S38" not in by_id()  # Finland joins: accession:FIN says it
    assert "milestone:S44" in by_id()
    titles = Counter((e.day, e.title) for e in events())
    assert titles.most_common(1)[0][1] == 1


def test_a_consultation_counts_from_the_earliest_official_request() -> None:
    days = {e.event_id: (e.day, e.end) for e in events() if e.kind == "consultation"}
    assert days["consultation:A4-2014-03"] == (date(2014, 3, 3), date(2014, 3, 4))
    assert days["consultation:A4-2025-09B"] == (date(2025, 9, 19), date(2025, 9, 23))
    for row in record().consultations:
        asked = {r.requested for r in row.requesters if r.official}
        assert days[f"consultation:{row.consultation_id}"][0] in asked


def test_disputed_requesters_are_told_and_do_not_count() -> None:
    crimea = event("consultation:A4-2014-03")
    assert crimea.countries == ("POL",)
    assert "Latvia and Lithuania as requesters; that is disputed" in crimea.summary
    assert event("consultation:A4-2022-02").countries == (
        *("BGR", "CZE", "EST", "LVA", "LTU", "POL", "ROU", "SVK"),
    )
    assert event("consultation:A4-2022-02").title.startswith("Eight Allies ask")


def test_the_invocation() -> None:
    (found,) = kept_between(*ALL, kinds=("invocation",))
    assert (found.day, found.end) == (date(2001, 9, 12), date(2001, 10, 2))
    assert found.countries == ("USA",)


def test_a_move_counts_from_its_first_leg() -> None:
    rotation = event("move:EFP-0210")
    assert rotation.day == date(2022, 2, 10)
    assert rotation.countries == ("GBR", "DEU", "EST")
    baltic = event("move:US-0222A")
    assert baltic.countries == ("USA", "ITA", "LVA", "EST", "LTU")
    assert baltic.place == ("Ādaži", "Estonia (place not stated)", "Lithuania (place not stated)")
    assert baltic.title == "800 infantry from Vicenza to Ādaži, Estonia and Lithuania"


def test_context_events_say_that_they_are_no_acts_of_the_alliance() -> None:
    prague, hrabove = event("context:CX12"), event("context:CX35")
    assert prague.line == "Context: Invasion of Czechoslovakia"
    assert (prague.day, prague.end) == (date(1968, 8, 20), date(1968, 8, 21))
    assert prague.countries == ("CSK", "SUN", "BGR", "HUN", "POL")
    assert "prague spring" in prague.synonyms
    assert prague.lon_lat is None
    assert hrabove.lon_lat == (38.6393, 48.1384)
    for e in events():
        assert e.is_context == (e.kind == KINDS[-1] == "context")
        assert e.line.startswith("Context: ") == e.is_context
        assert e.is_context or not e.synonyms
    titles = [e.kind for e in events() if e.day == date(2022, 2, 21)]
    assert titles == sorted(titles, key=KINDS.index), "on a day of both the Alliance's come first"


def test_names_in_titles_are_those_of_the_day() -> None:
    assert event("consultation:A4-2020-02").title.startswith("Turkey asks")
    assert event("accession:DEU").title == "West Germany joins NATO"
    assert event("accession:CZE").title == "The Czech Republic joins NATO"


def test_founders_are_told_apart_from_those_who_joined() -> None:
    founders = [e for e in events() if e.title.endswith("is a founding member")]
    assert {e.day for e in founders} == {date(1949, 8, 24)}
    assert len(founders) == 12
    assert "the Alliance has 31 members" in event("accession:FIN").summary


@given(DAYS, DAYS)
def test_a_window_holds_what_began_in_it(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = kept_between(first, last)
    assert list(found) == [e for e in events() if first <= e.day <= last]
    assert [e.day for e in found] == sorted(e.day for e in found)


@given(st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(["USA", "FIN", "TUR", "AFG"])))
def test_filters_only_hide(kinds: set[str], countries: set[str]) -> None:
    kept = kept_between(*ALL, kinds, countries)
    for e in events():
        passes = (not kinds or e.kind in kinds) and (not countries or countries & set(e.countries))
        assert (e in kept) == bool(passes)
