"""The articles that are compiled from the record: no newspaper's, and true to the record."""

from datetime import date

import pytest

from geo_data import Article, articles, record

COMPILED = [a for a in articles().values() if a.compiled]
FINLAND = "2023-04-04-finland-accession"
ARTICLE_4 = "2025-09-23-article-4"


def test_there_are_two_and_one_article_of_a_newspaper() -> None:
    assert [a.slug for a in COMPILED] == [FINLAND, ARTICLE_4]
    assert all(
        a.publisher != "Compiled from this record" for a in articles().values() if a not in COMPILED
    )


@pytest.mark.parametrize("found", COMPILED, ids=lambda a: a.slug)
def test_it_says_what_it_is(found: Article) -> None:
    assert found.publisher == "Compiled from this record"
    assert "compiled from this record" in found.title
    assert any("compiled from the record" in note.note for note in found.notes)
    assert found.slug.startswith(found.day.isoformat())
    assert found.day <= record().checked_until
    assert 8 <= len(found.facts) <= 15
    assert {fact.paragraph for fact in found.facts} == set(map(str, range(1, found.paragraphs + 1)))


@pytest.mark.parametrize("found", COMPILED, ids=lambda a: a.slug)
def test_it_agrees_with_what_it_comes_from(found: Article) -> None:
    assert {fact.verdict for fact in found.facts} <= {"agrees", "not checkable"}
    for fact in found.facts:
        assert bool(fact.record_ids) == (fact.verdict == "agrees")
        assert fact.evidence.source_ids
        assert set(fact.evidence.source_ids) <= set(record().sources)


@pytest.mark.parametrize("found", COMPILED, ids=lambda a: a.slug)
def test_it_names_requesters_on_the_days_of_their_requests(found: Article) -> None:
    asked = {
        (requester.iso3, requester.requested)
        for row in record().consultations
        for requester in row.official
    }
    named = {
        (iso3, fact.day_claimed)
        for fact in found.facts
        if fact.kind == "consultation"
        for iso3 in fact.countries
    }
    assert named <= asked


def test_the_numbers_are_the_records() -> None:
    known, finland = record(), {f.fact_id: f for f in articles()[FINLAND].facts}
    lengths = {b.member: int(b.length_km) for b in known.borders if b.neighbour == "RUS"}
    whole = sum(lengths.values())
    assert f"{whole - lengths['FIN']:,} km without Finland" in finland["F08"].record_says
    assert f"{whole:,} km with it" in finland["F08"].record_says
    assert f"{lengths['FIN']:,} km" in finland["F07"].paraphrase
    assert len(lengths) == 6
    assert len(known.members_on(date(2023, 4, 3))) == 30
    assert len(known.members_on(date(2023, 4, 4))) == 31
    assert len(known.members_on(date(2025, 9, 23))) == 32
    nine = sorted(known.consultations, key=lambda row: row.requested)
    assert [row.consultation_id for row in nine][7:] == ["A4-2025-09A", "A4-2025-09B"]
