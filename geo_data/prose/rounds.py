"""When who joined: what a map of it, its legend and its sentences say of each round."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from geo_data.days import ONE_DAY, in_words
from geo_data.english import capital, count_word, in_a_row, unique
from geo_data.history.events import the_name
from geo_data.history.membership import Round, rounds
from geo_data.prose import rows
from geo_data.prose.sentences import Sentence, part, together, vocabulary, whole
from geo_data.tables.alliance import Way
from geo_data.tables.record import record

Words = Mapping[str, str]
"""The name of a look, perhaps a short one, and the sentences that say what it means."""


@cache
def looks() -> Mapping[str, Words]:
    """The words of each look: those of the rounds, from the record, and those of words.toml."""
    return {**{each.look: _look(each) for each in rounds()}, **vocabulary()["looks"]}


def _look(each: Round) -> Words:
    year = str(each.day.year)
    if not each.joined:
        says = " ".join(way.sentence for way in _ways(each))
        member = in_a_row(the_name(iso3, each.day) for iso3 in each.grew)
        return {"name": f"{year}: {_ground(each)}, within {member}", "short": year, "says": says}
    names, day = rows.by_name(each.joined, each.day), in_words(each.day)
    who = f"the {count_word(len(each.joined))} founders" if each.founding else names
    how = "when the Treaty took effect, on" if each.founding else "on"
    says = (
        f"{capital(names)} became {'members' if len(each.joined) > 1 else 'a member'} {how} {day}. "
        f"With {'them' if len(each.joined) > 1 else 'it'} the Alliance had {each.members} members."
    )
    return {"name": f"{year}: {who}", "short": year, "says": says}


def _ways(each: Round) -> list[Way]:
    """The rows that bear out that a member's territory grew."""
    found = record().integration
    return [way for way in found if way.period.first == each.day and way.iso3 in each.grew]


def _ground(each: Round) -> str:
    """What a member's territory grew by, as it was called the day before."""
    eve = each.day - ONE_DAY
    held = (s for s in record().states_on(eve) if not {*s.units}.isdisjoint(each.units))
    return in_a_row(unique(record().name_on(state.iso3, eve) for state in held))


def growth(each: Round) -> str:
    """The label of what a member's territory grew by, with the year."""
    return f"{_ground(each)} {each.day.year}"


def told(on: date) -> Iterator[Sentence]:
    """The rounds up to a day, oldest first: who joined, and how many members that made."""
    accessions = {row.iso3: row for row in record().accessions}
    before = 0
    for each in rounds():
        if each.day > on:
            return
        if each.joined:
            names = rows.by_name(each.joined, each.day)
            many = f"from {before} to {each.members} members"
            if each.founding:
                names = f"the {count_word(each.members)} founders, {names}"
                many = "when the Treaty took effect"
            proof = together(accessions[iso3].evidence for iso3 in each.joined)
            text = whole(f"{in_words(each.day)}: {names}; {many}")
            yield part(text, proof, f"accession:{each.joined[0]}")
        for way in _ways(each):
            text = f"{in_words(each.day)}: {way.sentence}"
            yield part(text, way.evidence, f"country:{way.iso3}")
        before = each.members
