"""An article beside the record: where each fact is shown, how they differ, and the words for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo_data import Article, Fact, Snapshot, View, articles, record, snapshot
from geo_data.days import FIRST_DAY
from geo_data.figures.map.frame import frame
from geo_data.figures.web import article as markup
from geo_data.geometry import AREAS
from geo_data.history.drawn import lit
from geo_data.history.events import by_id, events
from geo_data.history.view import SPANS
from geo_data.prose import fact_check as reading
from geo_data.prose.sentences import vocabulary
from geo_data.tables.sources import Evidence

SLUG = "2022-02-24-us-troops"
ALL = [(article, fact) for article in articles().values() for fact in article.facts]
NAMED = [f"{article.slug}-{fact.fact_id}" for article, fact in ALL]
NOTHING = Evidence((), "", "")
BLANK = Fact("F01", "1", "statement", None, None, (), "", "A claim.", "", (), "", "", NOTHING)
HOSTILE = "{{ 7*7 }}{% if x %}<img src=x onerror=alert(1)>\"'</blockquote><script>x</script>"


def made(facts: Sequence[Fact], day: date = date(2022, 2, 24)) -> Article:
    """An article of some facts."""
    return Article("own", "A headline", "A paper", day, 9, tuple(facts))


def seen(article: Article, view: View) -> Snapshot:
    """A view of an article that is nobody's but the reader's."""
    return snapshot(replace(view, article="own"), {"own": article})


def there(snap: Snapshot) -> set[str]:
    """The ids of what can be seen: events of the window, battlegroups, borders, states."""
    painted = frame(snap)
    ids = {event.event_id for event in snap.events} | set(snap.borders)
    ids |= {group["id"] for group in painted["groups"]}
    return ids | {f"country:{code}" for code in {*painted["names"]} - {*painted["upon"].split()}}


@pytest.mark.parametrize(("article", "fact"), ALL, ids=NAMED)
@pytest.mark.parametrize("span", [1, 3, None])
def test_a_fact_is_shown_on_a_day_on_which_it_can_be_seen(
    article: Article, fact: Fact, span: int | None
) -> None:
    view = View(on=article.day, span=span, article=article.slug, focus=f"fact:{fact.fact_id}")
    day = reading.day_of(view, article, fact)
    assert FIRST_DAY <= day <= record().checked_until
    snap = snapshot(replace(view, on=day))
    told = fact.day_on_record or fact.day_claimed
    if told and snap.view.first <= told <= day:
        return  # it is of that day
    if fact.record_ids:
        assert there(snap).intersection(fact.record_ids)
    elif lit(snap):
        assert there(snap).intersection(lit(snap))


@pytest.mark.parametrize(("article", "fact"), ALL, ids=NAMED)
def test_the_articles_own_day_is_kept_wherever_it_can_be(article: Article, fact: Fact) -> None:
    view = View(on=article.day, span=None, article=article.slug)
    begun = [by_id()[row].day for row in fact.record_ids if row in by_id()]
    if fact.kind != "membership" and all(day <= article.day for day in begun):
        assert reading.day_of(view, article, fact) == article.day


def test_who_was_a_member_is_shown_on_its_own_day() -> None:
    finland = articles()["2023-04-04-finland-accession"]
    before = finland.by_id["fact:F03"]
    assert "30 members" in before.paraphrase
    day = reading.day_of(View(), finland, before)
    assert day == date(2023, 4, 3)
    assert len(snapshot(View(on=day)).members) == 30


def test_a_day_that_the_record_does_not_speak_for_is_never_shown() -> None:
    until = record().checked_until
    late = made([BLANK], day=until + timedelta(days=400))
    assert reading.day_of(View(), late, BLANK) == until
    early = made([BLANK], day=date(1812, 6, 24))
    assert reading.day_of(View(), early, BLANK) == FIRST_DAY
    claimed = replace(BLANK, day_claimed=until + timedelta(days=1))
    assert reading.day_of(View(), late, claimed) == until


def test_the_steps_are_in_the_articles_order_and_end_at_its_ends() -> None:
    for article in articles().values():
        ids, at = [], None
        while fact := reading.step(article, at, 1):
            at = fact.fact_id
            ids.append(at)
        assert ids == [fact.fact_id for fact in article.facts]
        back = []
        while fact := reading.step(article, at, -1):
            at = fact.fact_id
            back.append(at)
        assert back == ids[-2::-1]
    first = articles()[SLUG]
    assert reading.step(first, None, -1) is None
    assert reading.step(first, "F999", 1) == first.facts[0]
    assert reading.step(made([]), None, 1) is None


def test_the_verdicts_are_counted_whole() -> None:
    for article in articles().values():
        assert sum(reading.tally(article).values()) == len(article.facts)
        assert (
            set(reading.tally(article))
            <= set(vocabulary()["verdicts"])
            == set(vocabulary()["verdict-counts"])
        )
    assert reading.tally(made([BLANK])) == {"not compared": 1}


def test_where_the_article_of_24_february_differs_is_told_first() -> None:
    found = reading.differences(articles()[SLUG])
    assert [(each.fact.fact_id, each.text) for each in found if each.grave] == [
        (
            "F13",
            "The article says Tuesday 22 February 2022, the record Wednesday 23 February 2022.",
        ),
        (
            "F18",
            "Six countries named, eight asked; the article leaves out Romania and Slovakia.",
        ),
    ]


def test_the_differences_are_as_many_as_are_counted() -> None:
    article = articles()[SLUG]
    told = reading.tally(made([each.fact for each in reading.differences(article)]))
    counted = reading.tally(article)
    assert (
        {name: counted[name] for name in ("differs", "narrower")}
        == told
        == {
            "differs": 1,
            "narrower": 6,
        }
    )


def test_what_is_compiled_from_the_record_differs_in_nothing() -> None:
    compiled = [article for article in articles().values() if article.compiled]
    assert len(compiled) >= 2
    assert [reading.differences(article) for article in compiled] == [()] * len(compiled)


def test_a_requester_too_many_is_told_too() -> None:
    asked = articles()[SLUG].by_id["fact:F18"]
    (found,) = reading.differences(made([replace(asked, countries=(*asked.countries, "FIN"))]))
    assert found.text == (
        "Seven countries named, eight asked; the article leaves out Romania and Slovakia; "
        "the record does not have Finland."
    )


def test_a_difference_of_another_kind_is_told_in_the_records_words() -> None:
    fact = replace(BLANK, verdict="differs", record_says="Twelve, not ten.")
    assert [each.text for each in reading.differences(made([fact]))] == ["Twelve, not ten."]
    assert reading.differences(made([replace(fact, record_says="")])) == ()


_days = st.none() | st.dates(FIRST_DAY - timedelta(900), record().checked_until + timedelta(900))
_codes = st.lists(st.sampled_from([s.iso3 for s in record().states]), max_size=4, unique=True)
_ids = st.lists(st.sampled_from([event.event_id for event in events()]), max_size=3, unique=True)
_verdicts = st.sampled_from(["", *(v for v in vocabulary()["verdicts"] if v != "not compared")])


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    facts = [
        Fact(
            f"F{number:02}",
            str(draw(st.integers(1, 99))),
            draw(st.sampled_from(["consultation", "move", "statement", "war"])),
            draw(_days),
            draw(_days),
            tuple(draw(_codes)),
            draw(st.text(max_size=9)),
            draw(st.text(min_size=1, max_size=20)),
            draw(_verdicts),
            tuple(draw(_ids)),
            draw(st.text(max_size=20)),
            draw(st.text(max_size=20)),
            NOTHING,
        )
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]
    return made(facts, draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(_articles(), st.sampled_from([*SPANS, None]), st.sampled_from([*AREAS]))
def test_any_article_can_be_read_to_its_end(article: Article, span: int | None, area: str) -> None:
    view, at = View(span=span, article="own", area=area), None
    assert len(reading.differences(article)) <= len(article.facts)
    markup.summary(view, article)
    while fact := reading.step(article, at, 1):
        at = fact.fact_id
        day = reading.day_of(view, article, fact)
        assert FIRST_DAY <= day <= record().checked_until
        snap = seen(article, replace(view, on=day, focus=f"fact:{at}"))
        told = markup.fact(snap, article, fact) + markup.listing(snap, article)
        assert told.count("data-chosen") == 1
        painted = frame(snap, follow=True)["to"]
        if painted:
            x0, y0, x1, y1 = AREAS[area].box
            assert x0 <= painted[0] < painted[2] <= x1
            assert y0 <= painted[1] < painted[3] <= y1
    assert at == article.facts[-1].fact_id


def test_every_text_of_a_fact_is_text() -> None:
    fact = replace(
        BLANK, actor=HOSTILE, paraphrase=HOSTILE, verdict="", record_says=HOSTILE, note=HOSTILE
    )
    article = replace(made([fact]), title=HOSTILE, publisher=HOSTILE)
    snap = seen(article, View(focus="fact:F01"))
    told = (
        markup.heading(article, "/reading")
        + markup.summary(snap.view, article)
        + markup.fact(snap, article, fact)
        + markup.listing(snap, article)
        + markup.beginning(snap, article)
    )
    assert "<img" not in told
    assert "<script" not in told
    assert told.count("</blockquote>") == 1
    assert told.count("{{ 7*7 }}") == 8
    assert "49" not in told


def test_of_five_thousand_facts_those_around_the_one_that_is_read_are_listed() -> None:
    many = made([replace(BLANK, fact_id=f"F{n:04}") for n in range(1, 5001)])
    for fact_id, before, after in (("F0001", 0, 4960), ("F2500", 2479, 2481), ("F5000", 4960, 0)):
        snap = seen(many, View(focus=f"fact:{fact_id}"))
        found = markup.listing(snap, many)
        assert found.count("<li") == 2 * markup.AROUND
        assert f'data-chosen="{fact_id}"' in found
        assert (f"{before} facts before these" in found) == (before > 0)
        assert (f"{after} facts after these" in found) == (after > 0)
    assert markup.listing(seen(many, View()), many).count("<li") == 2 * markup.AROUND


def test_a_fact_says_where_it_stands_what_is_open_and_its_verdict() -> None:
    article = articles()[SLUG]
    snap = snapshot(View(focus="fact:F18"))
    told = markup.fact(snap, article, article.by_id["fact:F18"])
    assert "Fact 18 of 23" in told
    assert "Correct but incomplete." in told
    assert "Eight asked: Romania and Slovakia did too." in told
    assert "What the words leave open" in told
    assert "The article does not name them" in told, "its note stands beside it"
    assert told.count('data-keys="ArrowLeft p"') == told.count('data-keys="ArrowRight n"') == 1
    assert "Article 4" in told, "the record's own row"
    last = markup.fact(snap, article, article.facts[-1])
    assert "ArrowRight" not in last


def test_a_fact_that_nobody_compared_says_so() -> None:
    told = markup.fact(seen(made([BLANK]), View()), made([BLANK]), BLANK)
    assert "Not compared with the record yet." in told
    assert "Nothing was compared yet." in told
    assert 'class="fact not-compared"' in told
    assert "No speaker named" in told
    assert "What the words leave open" not in told


def test_what_is_clicked_finds_its_facts() -> None:
    snap = snapshot(View(focus="country:EST"))
    ids = [fact.fact_id for fact in snap.facts_of("country:EST")]
    assert ids == ["F11", "F12", "F18", "F20"]
    assert [f.fact_id for f in snap.facts_of("border:EST-RUS")] == ["F12"]
    assert [f.fact_id for f in snap.facts_of("move:US-0222A")] == ["F02", "F10", "F11"]
    assert snap.facts_of("country:FRA") == snap.facts_of() == ()
    assert snapshot(View(article=None)).facts_of("country:EST") == ()
    listed = markup.listing(snap, articles()[SLUG], snap.facts_of("country:EST"))
    assert listed.count(' hit"') == 4
