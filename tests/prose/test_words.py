"""Words: whatever the day and the focus, whole sentences that stand on sources there are."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from geo_data import KINDS, View, article, events, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.english import number_word, titled
from geo_data.figures.map.frame import frame
from geo_data.figures.web import markup
from geo_data.prose import details, words
from geo_data.prose.sentences import NO_CLAIM, Group, Sentence, vocabulary
from geo_data.prose.words import everything, headline, what_you_see

SLUG = "2022-02-24-us-troops"
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
    assert headline(now).startswith(f"The Alliance of {NUMBERS[len(now.members)]} on ")
    first = what_you_see(now).sentences[0].text
    assert first.startswith(f"{NUMBERS[len(now.members)].capitalize()} countries are members")


def test_before_the_treaty_is_in_force_there_is_no_number() -> None:
    assert "not yet in force" in headline(snapshot(View(on=FIRST_DAY)))


def test_what_you_see_in_the_opening_view() -> None:
    text = " ".join(item.text for item in what_you_see(snapshot(View())).sentences)
    assert "Thirty countries are members at the end of 24 February 2022" in text
    assert "joining later: Finland (4 April 2023) and Sweden (7 March 2024)" in text
    assert "eight requesters, the article names six: Romania and Slovakia are on record" in text
    assert "Six force moves were announced from 22 to 24 February 2022" in text
    assert "Five members border Russia: Estonia, Latvia, Lithuania, Norway and Poland" in text
    assert "Lithuania and Poland only through Kaliningrad" in text
    assert "Four multinational battlegroups stand" in text


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
        return [each.text for each in found if "Warsaw Pact" in each.text]

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
            words = f"from memory: {escape(event.evidence.memory_fields)}"
        assert words in html


@pytest.mark.parametrize("on", [date(1949, 4, 4), date(1949, 8, 23)])
def test_before_the_treaty_is_in_force_its_signatories_are_told(on: date) -> None:
    snap = snapshot(View(on=on, article=None))
    (said,) = what_you_see(snap).sentences
    assert said.text.startswith("Twelve states have signed the Treaty: Belgium, Canada,")
    assert "24 August 1949" in said.text
    assert said.sources
    tips = frame(snap)["tips"]
    assert len(tips["Signed the Treaty, not yet a member"].split()) == 12
