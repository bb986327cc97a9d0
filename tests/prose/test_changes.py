"""What changed between two days: exact to the row, nothing lost and nothing told twice."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from geo_data import ViewError, record
from geo_data.days import FIRST_DAY, last_day_meant
from geo_data.figures.web import compare as figures
from geo_data.figures.web.markup import Href
from geo_data.history.article6 import territories_on
from geo_data.history.borders import borders_on
from geo_data.prose.changes import (
    KINDS,
    SECTIONS,
    Change,
    belong,
    changes,
    key,
    lead,
)
from geo_data.prose.sentences import together, vocabulary
from geo_data.tables.sources import Evidence

UNTIL = record().checked_until
DAYS = st.dates(FIRST_DAY, UNTIL)
UNITY = (date(1990, 10, 2), date(1990, 10, 3))
ALL = (FIRST_DAY, UNTIL)
FLAWS = re.compile(r"\s\s|\s[.,;:!?](\s|$)|\.\.|,,|;;|None|\(\)|: \.|^\s|\s$|^$")


def href(on: date) -> Href:
    return lambda focus: f"/?on={on}&focus={focus}"


def after(first: Iterable[str], found: Iterable[Change]) -> set[str]:
    """What stands after some changes, one after the other."""
    standing = {*first}
    for change in found:
        assert standing.isdisjoint(change.began), change
        assert standing.issuperset(change.ended), change
        standing = (standing - {*change.ended}) | {*change.began}
    return standing


def states(on: date) -> set[str]:
    return {key(state) for state in record().states_on(on)}


def battlegroups(on: date) -> set[str]:
    return {row.battlegroup_id for row in record().battlegroups if row.stands_on(on)}


def borders(on: date) -> set[str]:
    return {border.name for border in borders_on(on)}


@given(DAYS, DAYS)
@example(*ALL)
@example(*UNITY)
@example(date(1991, 12, 25), date(1991, 12, 26))
def test_the_one_day_and_its_changes_give_the_other(one: date, two: date) -> None:
    first, last = sorted((one, two))
    found = changes(first, last)
    assert after(record().members_on(first), found.of("accession")) == {*record().members_on(last)}
    # On one day a state may end that another follows: which comes first is no matter.
    ground = sorted(found.of("ground", "end"), key=lambda c: (c.day, c.kind != "end"))
    assert after(states(first), ground) == states(last)
    assert after(battlegroups(first), found.of("battlegroup")) == battlegroups(last)
    assert after(borders(first), found.of("border")) == borders(last)
    assert (found.earlier, found.later) == (first, last)


@given(DAYS, DAYS, DAYS)
def test_what_happened_adds_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    happened = [kind for kind in KINDS if kind != "border"]
    whole = changes(first, last).of(*happened)
    assert whole == changes(first, middle).of(*happened) + changes(middle, last).of(*happened)
    consultations = [row for row in record().consultations if first < row.requested <= last]
    assert len([c for c in whole if c.kind == "consultation"]) == len(consultations)


@given(DAYS)
def test_a_day_beside_itself_has_no_changes(on: date) -> None:
    found = changes(on, on)
    assert found.found == ()
    assert "nothing to compare" in lead(found)
    assert figures.changes(found, href) == Markup("")


@given(DAYS)
def test_a_change_is_told_on_the_day_it_came(on: date) -> None:
    if on > FIRST_DAY:
        for change in changes(on - timedelta(days=1), on).found:
            assert change.day == on
            assert last_day_meant(change.day_text) == on


def test_every_change_is_a_sentence_with_sources() -> None:
    known = record()
    found = changes(*ALL).found
    assert [change.day for change in found] == sorted(change.day for change in found)
    for change in found:
        assert not FLAWS.search(change.what), change.what
        assert change.what.endswith((".", ".”", '."')), change.what
        assert change.what[0].isupper(), change.what
        assert change.evidence.source_ids, change.what
        assert set(change.evidence.source_ids) <= set(known.sources)
        assert change.evidence.confidence in vocabulary()["confidence"]
        assert change.focus


def test_only_days_of_the_record_and_in_their_order() -> None:
    with pytest.raises(ViewError, match="1990-10-03 is after 1990-10-02"):
        changes(*reversed(UNITY))
    with pytest.raises(ViewError, match="lies outside"):
        changes(FIRST_DAY - timedelta(days=1), UNTIL)


def told(first: date, last: date, *kinds: str) -> list[str]:
    return [change.what for change in changes(first, last).of(*kinds)]


def test_the_whole_record() -> None:
    found = changes(*ALL)
    assert belong(found.earlier) == "no members and 12 signatories"
    assert belong(found.later) == "32 members"
    assert len(found.of("accession")) == len(record().accessions) == 32
    assert len(found.of("invocation")) == 1
    assert len(found.of("consultation")) == 9
    assert not any("SUN" in name for c in found.of("border") for name in (*c.began, *c.ended))
    assert lead(found).startswith(
        "Between 4 April 1949 and 30 June 2026: 32 accessions, from no members and 12 signatories "
        "to 32 members; six other changes of membership; one use of Article 5; nine consultations; "
    )


def test_what_article_6_covers_adds_up() -> None:
    """What began and did not end is what the record has on the last day."""
    standing: set[str] = set()
    for change in changes(*ALL).of("article6"):
        standing = (standing - {*change.ended}) | {*change.began}
        assert standing == {row.territory_id for row in territories_on(change.day)} or any(
            other.day == change.day and other is not change for other in changes(*ALL).found
        )
    assert standing == {row.territory_id for row in territories_on(UNTIL)}
    (algeria,) = told(date(1962, 7, 2), date(1962, 7, 3), "article6")
    assert algeria.startswith("Algerian departments: covered up to 2 July 1962. It is now")
    assert "Algeria (no member)" in algeria


def test_signatories_become_members() -> None:
    found = told(date(1949, 8, 23), date(1949, 8, 24), "accession")
    assert len(found) == 12
    assert all("was a signatory up to 23 August 1949" in what for what in found)
    assert not any("signatory" in what for what in told(date(1949, 8, 24), UNTIL, "accession"))


def test_ways_of_belonging_that_changed() -> None:
    days = [change.day.isoformat() for change in changes(*ALL).of("belonging")]
    assert days == [
        *("1966-07-01", "1974-08-14", "1980-10-20", "1990-10-03", "1999-01-01", "2009-04-04")
    ]
    assert belong(changes(date(1966, 6, 30), date(2009, 4, 4)).earlier) == "15 members"


def test_german_unity() -> None:
    found = changes(*UNITY)
    assert not found.of("accession")
    assert belong(found.earlier) == belong(found.later) == "16 members"
    (ground,) = told(*UNITY, "ground")
    assert "German unity" in ground
    assert "The territory of a member grew without an accession." in ground
    assert told(*UNITY, "end") == [
        "No longer on the map: East Germany.",
        "No longer on the map: West Berlin.",
    ]
    assert told(*UNITY, "name") == ["The name changes from West Germany to Germany."]


def test_only_what_a_member_had_not_held_makes_its_ground_grow() -> None:
    grew = [c.day for c in changes(*ALL).of("ground") if "territory of a member grew" in c.what]
    assert grew == [date(1957, 1, 1), date(1990, 10, 3)]


def test_the_end_of_the_soviet_union() -> None:
    eve, day = date(1991, 12, 25), date(1991, 12, 26)
    (ground,) = changes(eve, day).of("ground")
    assert len(ground.began) == 12
    assert ground.what.startswith("Armenia, Azerbaijan, Belarus, ")
    assert told(eve, day, "end") == ["No longer on the map: the Soviet Union."]
    # The Soviet Union's border with Norway goes on as Russia's.
    assert [what.split(":")[0] for what in told(eve, day, "border")] == ["Turkey – Soviet Union"]
    (end,) = changes(eve, day).of("end")
    (russia,) = (row for row in record().states_on(day) if row.iso3 == "RUS")
    assert end.evidence == russia.evidence
    assert lead(changes(eve, day)).endswith(
        "; one day on which states or territory changed; one border gone."
    )


def test_borders_that_came_and_went_are_no_difference() -> None:
    assert len(told(date(1949, 4, 4), date(1990, 1, 1), "border")) == 2
    assert not told(date(1949, 4, 4), date(1998, 1, 1), "border")[1:]


def test_turkey_and_turkiye() -> None:
    (name,) = told(date(2022, 5, 31), date(2022, 6, 1), "name")
    assert name.startswith("The name changes from Turkey to Türkiye. ")


def test_battlegroups_that_were_taken_over() -> None:
    found = [c for c in changes(*ALL).of("battlegroup") if c.ended]
    assert [(c.ended, c.began) for c in found] == [
        (("BGR-2022",), ("BGR-2022-ITA",)),
        (("SVK-2022",), ("SVK-2024",)),
    ]
    assert "Spain instead of Czechia" in found[1].what
    since = {c.day_text for c in changes(date(2022, 5, 30), date(2022, 5, 31)).of("battlegroup")}
    assert since == {"2022-05"}


def test_disputed_requesters_are_told_as_disputed() -> None:
    (what,) = told(date(2014, 1, 1), date(2014, 12, 31), "consultation")
    assert "Asked for by Poland; held on 4 March 2014." in what
    assert "name Latvia and Lithuania as requesters; that is disputed" in what


def test_several_rows_are_no_surer_than_the_least_sure() -> None:
    parts = (Evidence(("a", "b"), "confirmed"), Evidence(("b", "c"), "memory", "the day"))
    assert together(parts) == Evidence(("a", "b", "c"), "memory", "the day")


@settings(max_examples=50)
@given(DAYS, DAYS)
@example(*ALL)
def test_the_page_s_words(one: date, two: date) -> None:
    first, last = sorted((one, two))
    found = changes(first, last)
    html = figures.changes(found, href)
    joined = found.of("accession")
    waves = {change.day for change in joined}
    alone = sum(sum(c.day == day for c in joined) == 1 for day in waves)
    # A wave is one line, with its members one by one below it.
    lines = len(found.found) + len(waves) - alone
    assert html.count('class="on-map"') == lines
    for title, kinds in SECTIONS.items():
        assert (f"<h2>{title}</h2>" in html) == bool(found.of(*kinds))
    assert not FLAWS.search(lead(found))


def test_what_did_not_change_is_one_line() -> None:
    html = figures.changes(changes(*UNITY), href)
    assert "No change on record: Article 5, Article 4, Battlegroups and Borders." in html
    quiet = changes(date(1985, 1, 1), date(1985, 1, 2))
    assert lead(quiet) == (
        "Between 1 January 1985 and 2 January 1985: 16 members on both days; no change on record."
    )


def test_every_kind_has_its_section() -> None:
    assert sorted(kind for kinds in SECTIONS.values() for kind in kinds) == sorted(KINDS)
