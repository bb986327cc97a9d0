"""Words: whatever the day and the focus, whole sentences that stand on sources there are."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from geo_data import KINDS, View, article, events, record, snapshot
from geo_data.days import FIRST_DAY, in_words
from geo_data.english import number_word, titled
from geo_data.figures.map.frame import frame
from geo_data.figures.web import markup
from geo_data.history.events import the_name
from geo_data.prose import details, words
from geo_data.prose.news import news
from geo_data.prose.sentences import NO_CLAIM, Group, Sentence, best_first, vocabulary
from geo_data.prose.words import everything, headline, what_you_see
from geo_data.rules.days import latest_named

SLUG = "2022-02-24-us-troops"
NEWS = {
    "2001-09-12": ["Article 5 is invoked after an attack on the United States"],
    "1999-03-24": ["Kosovo air campaign. NATO began air strikes on FR Yugoslavia."],
    "2022-02-24": ["Russia attacks Ukraine.", "Joe Biden: Remarks in the East Room"],
    "2004-03-30": ["29 March 2004: Bulgaria, Estonia, Latvia, Lithuania, Romania, Slovakia and"],
    "1966-07-01": ["France leaves the military structure."],
    "1990-10-03": ["German unity.", "Germany: The German Democratic Republic joined"],
    "1949-04-04": ["Treaty signed."],
}
"""What the words begin with, by the day of the view."""
NUMBERS = {
    12: "twelve",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    19: "nineteen",
    20: "twenty",
    26: "twenty-six",
    28: "twenty-eight",
    29: "twenty-nine",
    30: "thirty",
    31: "thirty-one",
    32: "thirty-two",
}
FOCUS = [
    *(event.event_id for event in events()),
    *(f"country:{state.iso3}" for state in record().states),
    *(row.border_id for row in record().borders),
    *(f"fact:{fact.fact_id}" for fact in article(SLUG).facts),
]
LEFT = "\N{LEFT SINGLE QUOTATION MARK}"
FLAWS = re.compile(r"\s\s|\s[.,;:!?](\s|$)|\.\.|,,|;;|None|\(\)|: \.|^\s|\s$|^$")


def href(focus: str) -> str:
    return f"?focus={focus}"


def check(sentences: Iterable[Sentence]) -> None:
    for item in sentences:
        assert not FLAWS.search(item.text), item.text
        assert set(item.sources) <= set(record().sources), item.text
        assert item.evidence.confidence in {*vocabulary()["confidence"], NO_CLAIM}, item.text
        assert not item.focus or item.focus in FOCUS, item.text


@pytest.mark.parametrize("count", range(12, 33))
def test_a_number_of_members_is_a_word(count: int) -> None:
    assert number_word(count) == NUMBERS.get(count, number_word(count))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)?", number_word(count))
    assert len({number_word(n) for n in range(12, 33)}) == 21


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('US "will not" fight', f"“US {LEFT}will not’ fight”"),
        ("Of “two” “kinds”", f"“Of {LEFT}two’ {LEFT}kinds’”"),
        ('5" guns', '“5" guns”'),
        ("", ""),
    ],
)
def test_a_title_stands_in_one_kind_of_quotation_marks(title: str, shown: str) -> None:
    assert titled(title) == shown


@pytest.mark.parametrize("day", sorted({row.day for row in record().accessions}))
def test_the_headline_counts_the_members(day: date) -> None:
    now = snapshot(View(on=day))
    assert headline(now) == f"NATO on {in_words(day)}: {len(now.members)} members"
    said = [item.text for item in what_you_see(now).sentences]
    many = NUMBERS[len(now.members)].capitalize()
    assert any(text.startswith(f"{many} countries are members") for text in said)
    for iso3 in {row.iso3 for row in record().accessions if row.day == day}:
        assert the_name(iso3, day).removeprefix("the ") in said[0], "who joins is the first news"


def test_before_the_treaty_is_in_force_there_is_no_number() -> None:
    assert "not yet in force" in headline(snapshot(View(on=FIRST_DAY)))


def test_what_you_see_in_the_opening_view() -> None:
    text = " ".join(item.text for item in what_you_see(snapshot(View())).sentences)
    assert "Thirty countries are members at the end of 24 February 2022" in text
    assert "Still to join: Finland on 4 April 2023 and Sweden on 7 March 2024." in text
    assert "eight requesters, the article names six, without Romania and Slovakia." in text
    assert "Six force moves were announced from 22 to 24 February 2022" in text
    assert "Five members border Russia: Estonia, Latvia, Lithuania, Norway and Poland" in text
    assert "Lithuania and Poland only through Kaliningrad" in text
    assert "Four multinational battlegroups stand" in text


@pytest.mark.parametrize(("day", "first"), NEWS.items())
def test_what_happened_is_told_first(day: str, first: list[str]) -> None:
    snap = snapshot(View(date.fromisoformat(day)))
    said = [item.text for item in what_you_see(snap).sentences]
    assert [text[: len(start)] for start, text in zip(first, said, strict=False)] == first
    assert words.summary(snap).startswith(said[0])
    marks = sum(len(each["at"]) for each in frame(snap)["news"])
    assert marks == {"2022-02-24": 3, "2004-03-30": 0, "1949-04-04": 0}.get(day, 1)


def test_the_news_tell_nothing_of_later_days() -> None:
    for event in events():
        for item in news(snapshot(View(event.day, 1))):
            assert latest_named(item.text) <= event.day, item.text
    asked = what_you_see(snapshot(View(date(2012, 6, 24)))).sentences[0].text
    assert asked == "Turkey asks for Article 4 consultations on 24 June 2012."
    outside = what_you_see(snapshot(View(date(2004, 3, 30)))).sentences
    assert any(item.text.endswith("military structure since 1 July 1966.") for item in outside)


def test_context_is_told_after_the_alliance_s_acts_of_the_day() -> None:
    act = next(event for event in events() if event.event_id == "milestone:S44")
    context = replace(act, event_id="context:C1", title="Something else happens")
    now = snapshot(View(kind=("milestone", "context"), article=None))
    told = news(replace(now, events=(context, act)))
    assert [item.text.partition(".")[0] for item in told] == [
        "Russia attacks Ukraine",
        "Context: Something else happens",
    ]


def test_many_news_are_cut_and_the_rest_is_counted() -> None:
    told = news(snapshot(View(date(2026, 6, 30), None)))
    assert len(told) == 5
    assert "other things happened in these days" in told[-1].text


@pytest.mark.parametrize(
    ("day", "named"),
    [("2022-02-24", True), ("2022-02-15", False), ("2001-09-12", False), ("1955-05-06", False)],
)
def test_an_article_is_named_only_where_it_speaks(day: str, named: bool) -> None:  # noqa: FBT001
    snap = snapshot(View(date.fromisoformat(day)))
    assert ("BuzzFeed" in words.standfirst(snap)) == named
    assert "article" not in words.standfirst(snapshot(View(article=None)))


def test_a_panel_begins_with_status_and_news_and_ends_with_borders() -> None:
    found = details.details(snapshot(View(focus="country:UKR")))
    assert found is not None
    first, second = (item.text for item in found.sentences[:2])
    assert first.startswith("Not a member of NATO on any day up to")
    assert second.startswith("Russia attacks Ukraine.")
    (borders,) = found.groups
    assert borders.title == "Borders with members"
    assert "Hungary: 128 km." in [item.text for item in borders.sentences]


def test_official_sources_come_first_then_press_then_reference() -> None:
    known = record().sources
    for event in events():
        ids = best_first(event.evidence.source_ids)
        ranks = [known[key].rank for key in ids]
        assert ranks == sorted(ranks)
        own = [key for key in event.evidence.source_ids if known[key].rank == ranks[0]]
        assert own == [key for key in ids if known[key].rank == ranks[0]], "the table's order"
    assert best_first(("nobody", "nato-ifor")) == ("nato-ifor", "nobody")


def test_a_filter_makes_no_claim_about_the_record() -> None:
    text = " ".join(item.text for item in what_you_see(snapshot(View(country="USA"))).sentences)
    assert "no such request" not in text


@settings(max_examples=40)
@given(
    st.dates(FIRST_DAY, record().checked_until),
    st.sampled_from([1, 3, 365, None]),
    st.sets(st.sampled_from(KINDS), max_size=2),
    st.sampled_from([SLUG, None]),
)
@example(FIRST_DAY, 3, set(), None)
@example(record().checked_until, None, set(), SLUG)
@example(date(1950, 1, 1), 365, set(), None)
def test_every_view_is_told_in_whole_sentences(
    on: date, span: int | None, kinds: set[str], slug: str | None
) -> None:
    snap = snapshot(View(on, span, tuple(kinds), slug))
    seen = what_you_see(snap)
    check(seen.sentences)
    assert all(item.sources or item.evidence.confidence != "confirmed" for item in seen.sentences)
    for group in everything(snap):
        assert group.sentences
        check(group.sentences)
        markup.group(group, href)
    assert not re.search(r"\s\s|None", words.day_note(snap) + headline(snap) + words.window(snap))


def test_the_list_has_everything_on_the_map() -> None:
    snap = snapshot(View())
    listed = {item.focus for group in everything(snap) for item in group.sentences}
    assert {event.event_id for event in snap.events} <= listed
    assert {f"country:{state.iso3}" for state in snap.members} <= listed
    assert set(snap.borders) <= listed
    assert {f"battlegroup:{g.battlegroup_id}" for g in snap.battlegroups} <= listed
    assert {"country:RUS", "country:UKR", "country:FIN"} <= listed


@pytest.mark.parametrize("on", [FIRST_DAY, date(2022, 2, 24), record().checked_until])
def test_whatever_is_in_focus_is_told(on: date) -> None:
    for focus in FOCUS:
        snap = snapshot(View(on=on, focus=focus))
        found = details.details(snap)
        assert found is not None
        assert found.title
        assert found.sentences or found.beside
        check(found.sentences)
        for claim in found.beside:
            check(claim.notes)
        html = markup.details(found, snap.article, href)
        assert escape(found.title) in html


def test_without_focus_there_is_nothing_to_tell() -> None:
    assert details.details(snapshot(View())) is None
    assert details.details(snapshot(View(focus="fact:F13", article=None))) is None


def test_each_fact_shows_both_sides_and_the_verdict() -> None:
    for fact in article(SLUG).facts:
        snap = snapshot(View(focus=f"fact:{fact.fact_id}"))
        found = details.details(snap)
        assert found is not None
        (claim,) = found.beside
        html = markup.details(found, snap.article, href)
        for part in (
            fact.paraphrase,
            fact.record_says,
            fact.note,
            vocabulary()["verdicts"][fact.verdict],
        ):
            assert escape(part) in html
        assert claim.verdict == vocabulary()["verdicts"][fact.verdict]


def test_the_warsaw_pact_is_told_with_who_is_in_it_otherwise() -> None:
    def said(on: date, layer: str = "membership") -> list[str]:
        found = what_you_see(snapshot(View(on=on, article=None, layer=layer))).sentences
        texts = (each.text for each in found if "Warsaw Pact" in each.text)
        return [text for text in texts if not text.startswith("Context")]

    assert said(date(1955, 5, 13)) == said(date(1991, 7, 1)) == []
    [signed] = said(date(1955, 5, 14))
    assert signed == (
        "Eight states have signed the Warsaw Pact, not yet in force: Albania, Bulgaria, "
        "Czechoslovakia, East Germany, Hungary, Poland, Romania and the Soviet Union."
    )
    assert said(date(1968, 8, 21))[1:] == [
        "In the Warsaw Pact the membership of Albania is dormant, from 1 February 1962 on."
    ]
    assert said(date(1990, 9, 24))[0].startswith("Six states are in the Warsaw Pact: Bulgaria, ")
    assert said(date(1968, 8, 21), "article6") == []
    poland = details.details(snapshot(View(article=None, focus="country:POL")))
    assert poland
    force = (
        "Member of the Warsaw Pact from 14 May 1955 (in force from 5 June 1955) to 30 June 1991."
    )
    assert force in [each.text for each in poland.sentences]


def test_context_events_are_told_last_and_as_what_they_are() -> None:
    view = View(on=date(2022, 2, 24), span=7, article=None)
    *acts, context = words.happenings(snapshot(view))
    assert context.quiet
    assert not any(group.quiet for group in acts)
    assert not any(each.text.startswith("Context") for group in acts for each in group.sentences)
    assert [each.text for each in context.sentences] == [
        "Context: Russia recognises Donetsk and Luhansk"
    ]
    found = details.details(snapshot(View(on=date(1968, 8, 21), focus="context:CX12")))
    assert found
    assert found.title == "Context: Invasion of Czechoslovakia"
    assert found.sentences[-1].text == (
        "Context, no act of the Alliance. Countries: Bulgaria, Czechoslovakia, Hungary, Poland and "
        "the Soviet Union."
    )


def test_doubt_is_told_where_the_thing_is_shown() -> None:
    for event in events():
        found = details.details(snapshot(View(on=event.day, focus=event.event_id)))
        assert found is not None
        assert found.sentences[0].evidence.confidence == event.evidence.confidence
        html = markup.group(Group("", found.sentences[:1]), href)
        words = vocabulary()["confidence"][event.evidence.confidence] or "<li>"
        if event.evidence.confidence == "memory" and event.evidence.memory_fields:
            words = f"not checked against a source: {escape(event.evidence.memory_fields)}"
        assert words in html


@pytest.mark.parametrize("on", [date(1949, 4, 4), date(1949, 8, 23)])
def test_before_the_treaty_is_in_force_its_signatories_are_told(on: date) -> None:
    snap = snapshot(View(on=on, article=None))
    *_, said = what_you_see(snap).sentences
    assert said.text.startswith("Twelve states have signed the Treaty: Belgium, Canada,")
    assert "24 August 1949" in said.text
    assert said.sources
    tips = frame(snap)["tips"]
    assert len(tips["Signed the Treaty, not yet a member"].split()) == 12
