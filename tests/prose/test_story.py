"""A country's story: whole sentences with sources there are, and nothing told before its day."""

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from geo_data import View, article, record, snapshot
from geo_data.days import FIRST_DAY, ONE_DAY
from geo_data.english import grouped
from geo_data.figures.web import story as figures
from geo_data.history.totals import TOLD
from geo_data.prose.sentences import Sentence, vocabulary
from geo_data.prose.story import Section, Story, choice, story

INVASION = date(2022, 2, 24)
UNTIL = record().checked_until
CODES = sorted({state.iso3 for state in record().states})
FLAWS = re.compile(r"\s\s|\s[.,;:!?](\s|$)|\.\.|,,|;;|None|\(\)|: \.|^\s|\s$|^$")
ENDS = (".", ".”", '."', "?")
DAY = re.compile(
    r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|"
    r"December) ((?:19|20)\d\d)\b"
)
MONTHS = {date(2000, n, 1).strftime("%B"): n for n in range(1, 13)}


EASTWARD = "Borders with Belarus, Russia and Ukraine"


def href(focus: str) -> str:
    return f"/?focus={focus}"


def all_lines(told: Story) -> list[Sentence]:
    return [line for section in told.sections for line in section.lines]


def section(told: Story, title: str) -> tuple[Sentence, ...]:
    return next((found.lines for found in told.sections if found.title == title), ())


def text(lines: tuple[Sentence, ...] | list[Sentence]) -> str:
    return " ".join(f"{line.when} {line.text}" for line in lines)


def names_later(words: str, on: date) -> bool:
    days = [date(int(y), MONTHS[m], int(d)) for d, m, y in DAY.findall(words)]
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", words)]
    return any(day > on for day in days) or any(year > on.year for year in years)


@settings(max_examples=150)
@given(st.sampled_from(CODES), st.dates(FIRST_DAY, UNTIL))
@example("TUR", date(2012, 6, 24))
@example("USA", date(2001, 9, 15))
@example("DEU", date(1949, 5, 22))
@example("GBR", UNTIL)
def test_every_story_on_every_day(iso3: str, on: date) -> None:
    told = story(iso3, on)
    known = record()
    assert told.name == known.name_on(iso3, on)
    assert told.sections[0].title == "Membership"
    for line in (*all_lines(told), *told.after):
        assert not FLAWS.search(line.text), line.text
        assert line.text.endswith(ENDS), line.text
        assert line.evidence.source_ids, line.text
        assert set(line.evidence.source_ids) <= set(known.sources), line.text
        assert line.evidence.confidence in vocabulary()["confidence"]
        assert line.told in ("", *TOLD)
    for line in all_lines(told):
        assert line.day <= on
        assert not names_later(f"{line.when} {line.text}", on), line.text
        assert not [r for r in known.told_later if r.day > on and r.sentence in line.text]
    assert [line.day for line in told.after] == sorted(line.day for line in told.after)
    assert all(line.day > on and line.topic for line in told.after)
    html = figures.beginning(told, href) + figures.story(told, href)
    assert html.count("<li>") >= len(all_lines(told)) + len(told.after)
    assert escape(told.now.text) in html


@cache
def invasion(iso3: str) -> Story:
    return story(iso3, INVASION)


def test_poland() -> None:
    told = invasion("POL")
    assert told.now.text == "Poland has been a member since 12 March 1999."
    assert "NATO has 19 members" in text(section(told, "Membership"))
    asked = section(told, "Article 4")
    assert [line.day for line in asked] == [date(2014, 3, 3), date(2021, 11, 14), INVASION]
    assert "They are held on 4 March 2014." in asked[0].text
    assert "Discussed, not requested" in asked[1].text
    received = section(told, "Forces received")
    assert "1,700 troops" in received[0].text
    assert {line.told for line in received} == {"carried out"}
    assert "framework nation the United States" in text(section(told, "Battlegroups"))
    borders = text(section(told, EASTWARD))
    assert "Belarus: 375 km as published." in borders
    assert "along the shapes" not in borders
    assert told.sections[-1].title == EASTWARD, "what is least comes last"
    assert any("drones" in line.text for line in told.after)


def test_ukraine_is_no_member_and_has_a_story() -> None:
    told = invasion("UKR")
    assert told.now.text == ("Ukraine is not a member of NATO at the end of 24 February 2022.")
    assert "Crimea" in text(section(told, "Territory"))
    borders = [line.text.partition(":")[0] for line in section(told, "Borders with members")]
    assert borders == ["Hungary", "Poland", "Romania", "Slovakia"]
    assert told.sections[1].title == "Events", "status first, then what happened"
    assert "Russia attacks Ukraine." in text(told.sections[1].lines)
    assert "had not joined by" in told.after[-1].text
    soviet = story("UKR", date(1970, 1, 1))
    assert "its territory lies in the Soviet Union" in soviet.now.text


def test_russia_borders_five_members() -> None:
    told = invasion("RUS")
    assert len(section(told, "Borders with members")) == 5
    assert len(section(story("RUS", UNTIL), "Borders with members")) == 6
    assert "Russian SFSR" in text(section(told, "Names"))


def test_long_borders_are_printed_with_their_thousands_apart() -> None:
    (border,) = section(story("FIN", UNTIL), EASTWARD)
    assert "Russia: 1,309 km as published" in border.text
    assert [grouped(n) for n in ("97", "280.5", "", "about 9")] == ["97", "280.5", "", "about 9"]


def test_sweden_and_finland_join_after_the_invasion() -> None:
    for iso3, joined in (("SWE", date(2024, 3, 7)), ("FIN", date(2023, 4, 4))):
        told = invasion(iso3)
        assert "is not a member" in told.now.text
        (accession,) = [line for line in told.after if line.focus == f"accession:{iso3}"]
        assert accession.day == joined
        assert "has been a member since" in story(iso3, joined).now.text


def test_turkey_has_the_name_of_the_day() -> None:
    assert invasion("TUR").name == "Turkey"
    assert story("TUR", date(2022, 6, 1)).name == "Türkiye"
    assert len(section(invasion("TUR"), "Article 4")) == 5
    on_that_day = section(story("TUR", date(2012, 6, 24)), "Article 4")[-1].text
    assert "26 June" not in on_that_day


def test_france_in_1970_is_a_member_outside_the_military_structure() -> None:
    told = story("FRA", date(1970, 1, 1))
    assert told.now.text == "France has been a member since 24 August 1949."
    (outside,) = [line for line in told.sections[0].lines if "structure." in line.text]
    assert outside.when == "From 1 July 1966"
    assert outside.text.startswith("Member outside the integrated military structure.")
    assert "24 August 1949 to 2 July 1962 Algerian departments" in text(section(told, "Article 6"))


@pytest.mark.parametrize(("iso3", "day"), [("FRA", "24 August 1949"), ("DEU", "6 May 1955")])
def test_a_member_s_story_begins_with_since_when_it_is_one(iso3: str, day: str) -> None:
    told = story(iso3, UNTIL)
    assert told.now.text.endswith(f"has been a member since {day}.")
    way = "returned to the military structures" if iso3 == "FRA" else "German unity extended"
    assert way in text(told.sections[0].lines)


def test_west_germany_in_1956() -> None:
    told = story("DEU", date(1956, 6, 1))
    assert told.name == "West Germany"
    assert "since 6 May 1955" in told.now.text
    assert "founding of the federal republic" in text(section(told, "Other dates given")).lower()
    grown = [line.text for line in told.after if "without an act of accession" in line.text]
    assert grown
    assert "There was no act of accession" in text(told.after)


def test_hungary_in_the_warsaw_pact() -> None:
    def told(on: date) -> dict[str, list[str]]:
        found = story("HUN", on).sections
        return {section.title: [line.text for line in section.lines] for section in found}

    assert told(date(1955, 5, 13)).get("Warsaw Pact") is None
    signed = "Signatory of the Warsaw Pact. Signed in Warsaw; not yet in force."
    assert told(date(1955, 5, 14))["Warsaw Pact"] == [signed]
    assert told(date(1956, 10, 23))["Warsaw Pact"] == [signed, "Member of the Warsaw Pact."]
    first_day, last_day = (
        next(text for text in told(day)["Events"] if "Hungarian" in text)
        for day in (date(1956, 10, 23), date(1956, 11, 13))
    )
    begins = "Context: Hungarian uprising. A rising against Soviet rule began in Budapest."
    assert first_day == begins
    assert "4 November Soviet forces attacked" in last_day


def test_states_that_are_no_more() -> None:
    for iso3 in ("SUN", "YUG", "DDR", "CSK"):
        told = invasion(iso3)
        assert "is no state on this map" in told.now.text
        assert "From this day it is no longer on the map." in text(section(told, "Territory"))
        assert not told.after


def test_the_invocation_is_told_as_far_as_it_was_known() -> None:
    (then,) = section(story("USA", date(2001, 9, 20)), "Article 5")
    (later,) = section(story("USA", date(2002, 1, 1)), "Article 5")
    assert "2 October" not in then.text
    assert "confirmed on 2 October 2001" in later.text


def test_no_move_is_lost() -> None:
    for move in record().moves:
        for leg in move.legs:
            for iso3 in {move.nation, leg.destination.iso3, leg.origin.iso3} - {""}:
                focus = {line.focus for line in all_lines(story(iso3, UNTIL))}
                assert f"move:{move.move_id}" in focus, (iso3, move.move_id)


def test_no_consultation_and_no_near_miss_is_lost() -> None:
    known = record()
    for row in known.consultations:
        for asked in row.requesters:
            lines = section(story(asked.iso3, UNTIL), "Article 4")
            found = [line for line in lines if line.focus == f"consultation:{row.consultation_id}"]
            assert len(found) == 1
            assert ("disputed" in found[0].text) != asked.official
    for case in known.near_misses:
        for iso3 in case.countries:
            assert case.what_happened in text(section(story(iso3, UNTIL), "Article 4"))


def test_no_battlegroup_and_no_territory_is_lost() -> None:
    known = record()
    for group in known.battlegroups:
        for iso3 in (group.host, group.framework):
            lines = section(story(iso3, UNTIL), "Battlegroups")
            assert f"battlegroup:{group.battlegroup_id}" in {line.focus for line in lines}
    for ground in known.article6:
        for iso3 in ground.members:
            assert ground.reason in text(section(story(iso3, UNTIL), "Article 6"))


def test_every_country_can_be_chosen_once() -> None:
    for on in (FIRST_DAY, INVASION, UNTIL):
        chosen = [code for _, countries in choice(on) for code, _ in countries]
        assert sorted(chosen) == CODES
    titles = [title for title, _ in choice(UNTIL)]
    waves = len({row.day for row in record().accessions})
    assert titles[0] == "Founders, 24 August 1949"
    assert sum(title.startswith(("Founders", "Joined")) for title in titles) == waves


@pytest.mark.parametrize(
    ("iso3", "title", "sentence", "first"),
    [
        ("FIN", "Territory", "Porkkala was leased to the Soviet Union", date(1956, 1, 26)),
        ("POL", "Forces received", "It went home on 1 April 2022.", date(2022, 4, 1)),
        ("MKD", "Names", "NATO and the UN (from 8 April 1993) used this", date(1993, 4, 8)),
        ("TUR", "Article 4", "They are held on 26 June 2012. NATO's", date(2012, 6, 26)),
        ("EST", "Events", "It lasts to 9 July 2016.", date(2016, 7, 9)),
    ],
)
def test_a_sentence_is_told_from_its_day_on(
    iso3: str, title: str, sentence: str, first: date
) -> None:
    assert sentence not in text(section(story(iso3, first - ONE_DAY), title))
    assert sentence in text(section(story(iso3, first), title))


def test_what_follows_a_sentence_that_is_told_later_waits_for_it() -> None:
    then, today = (text(section(story("FIN", on), "Territory")) for on in (FIRST_DAY, UNTIL))
    assert "It stood when the Treaty was signed on 4 April 1949." in then
    assert "until 26 January 1956. Åland is shown apart." in today
    assert "Åland" not in then


def test_every_sentence_that_is_told_later_is_told_at_last() -> None:
    told = " ".join(text(all_lines(story(iso3, UNTIL))) for iso3 in CODES)
    assert [row for row in record().told_later if row.sentence not in told] == []


def test_what_a_table_holds_is_no_markup() -> None:
    told = invasion("POL")
    evidence = told.now.evidence
    evil = Sentence("<img src=x onerror=alert(1)>.", evidence, day=INVASION, when="<i>now</i>")
    bad = Story("POL", "<b>Poland</b>", INVASION, (Section("<u>", (evil,), "<s>"),), (evil,))
    html = figures.heading(bad) + figures.beginning(bad, href) + figures.story(bad, href)
    assert not re.search(r"<(img|u>|s>|i>now)|<b>Poland", html)


def test_the_article_s_facts_stand_beside_the_record() -> None:
    shown = article("2022-02-24-us-troops")
    html = figures.in_article(snapshot(View()), shown, "POL", href)
    count = sum("POL" in fact.countries for fact in shown.facts)
    assert f"{count} facts of" in html
    assert html.count('class="beside') == count
    assert figures.in_article(snapshot(View()), shown, "ABW", href) == ""
