"""Articles: what one says, beside what the record has."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from geo_data import DataFileError, ViewError, article, articles, events, record
from geo_data import articles as library
from geo_data.packs.shipped import load
from geo_data.prose.sentences import vocabulary
from geo_data.tables.files import ARTICLES_DIR

SLUG = "2022-02-24-us-troops"


def test_the_article_of_24_february() -> None:
    found = article(SLUG)
    assert found.day == date(2022, 2, 24)
    assert found.publisher == "BuzzFeed News"
    assert found.title.startswith('US Troops "Will Not Be Engaged"')
    assert found.paragraphs == 9
    assert len(found.facts) == 23
    assert {fact.paragraph for fact in found.facts} == set("123456789")
    assert SLUG in articles()


def test_each_fact_has_a_verdict_and_stands_on_rows_and_sources_that_exist() -> None:
    known = record()
    there = {event.event_id for event in events()}
    there |= {row.border_id for row in known.borders}
    there |= {f"milestone:{row.milestone_id}" for row in known.milestones}
    for fact in article(SLUG).facts:
        assert fact.verdict in vocabulary()["verdicts"]
        assert set(fact.record_ids) <= there
        assert set(fact.evidence.source_ids) <= set(known.sources)
        assert fact.evidence.source_ids
        assert fact.paraphrase


def test_what_differs_keeps_both_days() -> None:
    (fact,) = (f for f in article(SLUG).facts if f.verdict == "differs")
    assert fact.fact_id == "F13"
    assert fact.day_claimed == date(2022, 2, 22)
    assert fact.day_on_record == date(2022, 2, 23)


def test_requesters_that_the_article_names() -> None:
    found, day = article(SLUG), date(2022, 2, 24)
    six = {"BGR", "CZE", "EST", "LTU", "LVA", "POL"}
    assert found.requesters_named() == six
    assert found.requesters_named(day, day) == six
    assert found.requesters_named(date(2022, 2, 25)) == set()
    assert found.requesters_named(last=date(2022, 2, 23)) == set()


def test_facts_that_meet_a_row() -> None:
    facts = article(SLUG).facts
    met = [fact.fact_id for fact in facts if "consultation:A4-2022-02" in fact.record_ids]
    assert met == ["F18", "F20"]


def test_notes_belong_to_facts() -> None:
    found = article(SLUG)
    assert {note.fact_id for note in found.notes} <= {fact.fact_id for fact in found.facts}


def test_an_unknown_article_is_told_with_those_there_are() -> None:
    with pytest.raises(ViewError, match=f"no article 'other'; there is {SLUG}"):
        article("other")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARTICLES_DIR / SLUG, tmp_path / "copy"))


def test_a_folder_is_an_article(folder: Path) -> None:
    assert load(folder).facts == article(SLUG).facts
    assert load(folder).slug == "copy"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 'a'", "it is missing"),
        ("title =", "cannot be read"),
        ("title='a'\npublisher='b'\nday='2022-02-24'\nparagraphs=9", "row 3, day"),
        ("title='a'\npublisher='b'\nday=2022-02-24T10:00:00\nparagraphs=9", "row 3, day"),
        ("title='a'\npublisher='b'\nday=2022-02-24\nparagraphs='many'", "row 4, paragraphs"),
        ("title='a'\npublisher='b'\nday=2022-02-24\nparagraphs=[9]", "row 4, paragraphs"),
    ],
)
def test_a_broken_head_is_named(folder: Path, text: str, says: str) -> None:
    (folder / "article.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=f"article.toml: .*{says}"):
        load(folder)


@pytest.mark.parametrize("name", ["article.toml", "facts.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DataFileError, match=rf"{name}: it (is missing|has a header)"):
        load(folder)


def test_an_article_needs_no_notes(folder: Path) -> None:
    (folder / "notes.csv").unlink()
    assert load(folder).notes == ()


def test_a_table_that_was_cut_off_is_no_article(folder: Path) -> None:
    facts = folder / "facts.csv"
    facts.write_bytes(facts.read_bytes()[:-40])
    with pytest.raises(DataFileError, match=r"facts\.csv: .*cut off"):
        load(folder)


def test_a_dropped_pack_may_leave_out_what_was_not_compared(folder: Path) -> None:
    (folder / "facts.csv").write_text(
        "kind,paragraph,paraphrase\nstatement,1,It is said.\n", "utf-8"
    )
    (folder / "notes.csv").unlink()
    (fact,) = load(folder).facts
    assert (fact.fact_id, fact.verdict) == ("F01", "")


def test_a_dropped_pack_with_a_fault_is_left_out_and_the_fault_is_named(folder: Path) -> None:
    text = "kind,paragraph,paraphrase,countries\nstatement,1,It is said.,LAT\n"
    (folder / "facts.csv").write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=r"facts\.csv: row 2, countries: .*did you mean LVA"):
        load(folder)


def test_a_head_that_is_no_utf8_is_named(folder: Path) -> None:
    (folder / "article.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(DataFileError, match=r"article\.toml"):
        load(folder)


def test_articles_are_read_once() -> None:
    assert library() is library()
