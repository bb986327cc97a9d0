"""The search: what typed words lead to, in which order, and what they must not find."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_data import events, record
from geo_data.history.view import LONGEST_SEARCH, read_view
from geo_data.prose.search import Entry, index, search, too_short, words
from geo_data.prose.sentences import terms

MANY = 1000
CHOSEN = date(2022, 2, 24)


def hits(text: str, kind: str = "") -> list[Entry]:
    """Everything that a text finds, of one kind or of all."""
    return [e for each in search(text, MANY) if kind in ("", each.kind) for e in each.entries]


def first(text: str) -> tuple[str, str]:
    """Kind and focus, or day, of the best hit."""
    entry = search(text, 1)[0].entries[0]
    return entry.kind, entry.focus or entry.term or str(entry.on)


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("9/11", "context:CX30"),
        ("crimea", "context:CX33"),
        ("invasion", "milestone:S44"),
        ("war in Georgia", "context:CX32"),
        ("Georgia war", "context:CX32"),
        ("prague 1968", "context:CX12"),
        ("kosovo war", "milestone:S15"),
        ("Pfp", "milestone:S11"),
        ("F-35A Spangdahlem", "move:US-0216B"),
        ("Sweden joins", "accession:SWE"),
    ],
)
def test_an_event_is_the_first_of_its_kind(text: str, focus: str) -> None:
    assert hits(text, "event")[0].focus == focus


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UK", ("country", "country:GBR")),
        ("u.k.", ("country", "country:GBR")),
        ("GBR", ("country", "country:GBR")),
        ("united  KINGDOM", ("country", "country:GBR")),
        ("US", ("country", "country:USA")),
        ("Turkey", ("country", "country:TUR")),
        ("turkiye", ("country", "country:TUR")),
        ("türkiye", ("country", "country:TUR")),
        ("Holland", ("country", "country:NLD")),
        ("ddr", ("country", "country:DDR")),
        ("USSR", ("country", "country:SUN")),
        ("aland", ("country", "country:ALA")),
        ("bosnia herz", ("country", "country:BIH")),
        ("bosnia-herzegovina", ("country", "country:BIH")),
        ("article 5", ("term", "article-5")),
        ("Article 4", ("term", "article-4")),
        ("framework", ("term", "framework-nation")),
        ("sestokai", ("nothing", "")),
        ("Rukla", ("place", "battlegroup:LTU-2017")),
        ("ämari", ("place", "move:US-0222B")),
        ("amari", ("place", "move:US-0222B")),
        ("Svalbard", ("place", "territory:svalbard")),
        ("golan", ("place", "country:SYR")),
        ("101st airborne", ("unit", "move:US-0513A")),
        ("82nd Airborne Division", ("unit", "move:US-0202B")),
        ("BBC news", ("source", "context:CX27")),
        ("collective defence and article 5", ("source", "invocation:A5-2001")),
    ],
)
def test_the_best_hit(text: str, found: tuple[str, str]) -> None:
    assert (first(text) if search(text, 1) else ("nothing", "")) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 Feb 2022", "2022-02-24"),
        ("24 february, 2022", "2022-02-24"),
        ("Thursday 24 February 2022", "2022-02-24"),
        ("Feb 24th, 2022", "2022-02-24"),
        ("2022-02-24", "2022-02-24"),
        ("March 1999", "1999-03-31"),
        ("1999-03", "1999-03-31"),
        ("1999", "1999-12-31"),
        ("4 sept 2014", "2014-09-04"),
        ("2031-01-01", "2031-01-01"),
    ],
)
def test_a_typed_day_comes_first_with_what_happened_on_it(text: str, day: str) -> None:
    on = date.fromisoformat(day)
    assert first(text) == ("day", day)
    of_day = {event.event_id for event in events() if event.day == on}
    if "24" in text:
        assert {entry.focus for entry in hits(text, "event")} == of_day


@pytest.mark.parametrize(
    "text",
    ["31 Feb 2022", "2022-02-31", "99", "24 2022", "march april 1999", "0000", "24 Feb", "12345"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert hits(text, "day") == []


def test_no_letters_are_picked_from_here_and_there() -> None:
    """What the reader of an earlier edition was shown for them."""
    assert all("Czech" not in entry.title for entry in hits("cuba"))
    assert all(entry.focus.startswith(("context:", "country:")) for entry in hits("Cuba", "event"))
    assert all("orway" not in entry.title + entry.note for entry in hits("war"))
    assert [e.focus for e in hits("crmea")] == []
    assert [e.title for e in hits("uk", "country")] == ["United Kingdom"], "no Ukraine"
    assert "country:UKR" in {entry.focus for entry in hits("ukr")}
    assert "Two F-35 squadrons" not in {entry.title for entry in hits("F-3")}
    assert hits("berlin korea 1949 suez") == []


def test_whole_words_come_before_beginnings() -> None:
    found = [entry.title for entry in hits("war", "event")]
    assert found.index("Context: Korean War begins") < found.index("Context: Warsaw Pact signed")


def test_hits_are_bounded_and_counted() -> None:
    every = {each.kind: len(each.entries) for each in search("russia", MANY)}
    few = search("russia", 2)
    assert {each.kind: len(each.entries) + each.more for each in few} == every
    assert all(len(each.entries) <= 2 for each in few)
    assert [each.kind for each in few] == [each.kind for each in search("russia", MANY)]


def test_all_that_can_be_looked_for_is_found_by_its_own_name() -> None:
    counted = Counter(entry.kind for entry in index().entries)
    assert counted["event"] == len(events())
    assert counted["source"] == len(record().sources)
    assert counted["country"] == len({state.iso3 for state in record().states})
    assert counted["term"] == len(terms())
    assert min(counted["place"], counted["unit"]) > 30
    assert set(counted) | {"day"} == set(words()["kinds"])
    for entry in index().entries:
        if entry.kind not in ("source", "event"):
            assert entry in hits(entry.title[:LONGEST_SEARCH], entry.kind), entry.title
    for event in events():
        assert event.event_id in {
            entry.focus for entry in hits(event.title[:LONGEST_SEARCH], "event")
        }


def test_every_hit_leads_to_a_view() -> None:
    last = record().checked_until
    for entry in index().entries:
        on = entry.day(CHOSEN)
        if entry.focus:
            view, dropped = read_view({"on": str(min(on, last)), "focus": entry.focus})
            assert (view.focus, dropped) == (entry.focus, [])


def test_a_country_is_shown_on_a_day_on_which_it_stood() -> None:
    known = record()
    for entry in index().entries:
        if entry.kind == "country":
            for on in (date(1949, 4, 4), date(1975, 1, 1), CHOSEN):
                standing = {state.iso3 for state in known.states_on(entry.day(on))}
                assert entry.focus.partition(":")[2] in standing
    (soviet,) = hits("Soviet Union", "country")
    assert soviet.day(CHOSEN) == date(1991, 12, 25)
    assert soviet.day(date(1962, 10, 22)) == date(1962, 10, 22)


def test_other_words_are_for_what_there_is() -> None:
    more = words()
    assert set(more["countries"]) <= {state.iso3 for state in record().states}
    assert set(more["events"]) <= {event.event_id for event in events()}
    for row in (*more["countries"].values(), *more["events"].values()):
        assert row
        assert all(text == text.strip().lower() for text in row)


def test_terms_rest_on_sources_of_the_record() -> None:
    for term in terms():
        assert term.said.sources
        assert set(term.said.sources) <= record().sources.keys()
        assert record().sources[term.said.sources[0]].kind == "official"
        assert term.said.text.endswith(".")
    assert len({term.key for term in terms()}) == len(terms()) == 6


@pytest.mark.parametrize("text", ["", " ", "a", "?", "-/–", ".,'", "\0"])
def test_too_little_finds_nothing(text: str) -> None:
    assert too_short(text)
    assert search(text, 5) == ()


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    for each in search(text, 3):
        assert each.entries


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert search("crimea" + " " * LONGEST_SEARCH + "x" * 1_000_000, 3) == search("crimea", 3)
