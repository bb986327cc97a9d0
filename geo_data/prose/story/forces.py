"""Forces that a country received, sent from its ground or moved elsewhere, and battlegroups."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from geo_data.days import in_words, text_in_words
from geo_data.english import count_word, in_a_row, the
from geo_data.history.events import place_name
from geo_data.history.totals import TOLD, told
from geo_data.prose.story.lines import Line, sentence
from geo_data.tables.forces import Leg, Move, Place
from geo_data.tables.record import Record, record

Wanted = Callable[[Move, Leg], bool]


def received(iso3: str) -> Iterator[Line]:
    """Legs that end here and began elsewhere."""
    return _legs(lambda _, leg: leg.destination.iso3 == iso3 != leg.origin.iso3)


def sent(iso3: str) -> Iterator[Line]:
    """Legs that begin here, whoever's forces they are."""
    return _legs(lambda _, leg: leg.origin.iso3 == iso3)


def moved(iso3: str) -> Iterator[Line]:
    """Its own forces between other countries."""
    return _legs(
        lambda move, leg: (
            move.nation == iso3 and iso3 not in (leg.origin.iso3, leg.destination.iso3)
        )
    )


def _legs(wanted: Wanted) -> Iterator[Line]:
    known = record()
    for move in known.moves:
        for leg in move.legs:
            if wanted(move, leg):
                yield Line(
                    leg.announced,
                    in_words(leg.announced),
                    f"{of_leg(known, move, leg)} {leg.note}".strip(),
                    leg.evidence,
                    f"move:{move.move_id}",
                    told(leg),
                )


def of_leg(known: Record, move: Move, leg: Leg) -> str:
    """One leg in a sentence: whose forces, what, from where to where, how far it is known."""
    day = leg.announced
    who = the(known.name_on(move.nation, day)) if move.nation else "the Alliance"
    label = move.label or leg.unit
    more = "; ".join(part for part in (leg.unit, leg.equipment) if part and part != label)
    what = f"{label} ({more})" if more else label
    start = f", from {_place(known, leg.origin, day)}" if leg.origin.name else ""
    text = f"{who}: {what}{start} to {_place(known, leg.destination, day)}; {told(leg)}"
    shared = len(move.legs) > 1 and any(letter.isdigit() for letter in label)
    return sentence(text) + (" The number is for all legs of the move." if shared else "")


def _place(known: Record, place: Place, on: date) -> str:
    name = place_name(known, place, on)
    if place.lon_lat and place.iso3:
        return f"{name} in {the(known.name_on(place.iso3, on))}"
    return the(name)


def tally(lines: Iterable[Line]) -> str:
    """How many legs are known to have been carried out, and how many not."""
    words = Counter(line.told for line in lines if line.told)
    found = [f"{count_word(words[word])} {word}" for word in TOLD if words[word]]
    legs = sum(words.values())
    if not legs:
        return ""
    return f"{count_word(legs).capitalize()} {'leg' if legs == 1 else 'legs'}: {in_a_row(found)}."


def battlegroups(iso3: str, on: date) -> Iterator[Line]:
    """Battlegroups it hosts or leads, one line a framework nation."""
    known = record()
    for row in known.battlegroups:
        if iso3 not in (row.host, row.framework):
            continue
        host, lead = (the(known.name_on(code, row.since)) for code in (row.host, row.framework))
        led = "led by the host itself" if row.host == row.framework else f"framework nation {lead}"
        over = row.until is not None and (row.until <= on or row.since > on)
        until = f" to {in_words(row.until)}" if over and row.until else ""
        yield Line(
            row.since,
            f"{'' if until else 'From '}{text_in_words(row.since_text)}{until}",
            f"Battlegroup at {row.place.name} in {host}, {led}. {row.note}".strip(),
            row.evidence,
            f"battlegroup:{row.battlegroup_id}",
        )
