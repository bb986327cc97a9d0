"""The whole record of Articles 4 and 5 as HTML: consultations, near misses, the invocation."""

from datetime import date

from markupsafe import Markup

from geo_data.days import in_words
from geo_data.english import count_word, in_a_row, the, unique
from geo_data.figures.web.markup import EMPTY, Href
from geo_data.figures.web.parts import fold, listed, on_map, proof
from geo_data.prose.story.lines import sentence
from geo_data.tables.alliance import Consultation, Requester
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

LATER = Markup(" <small>after the chosen day</small>")


def later(day: date, on: date) -> Markup:
    """A word beside what came after the chosen day."""
    return LATER if day > on else EMPTY


def _requester(row: Consultation, asked: Requester) -> Markup:
    name = the(record().name_on(asked.iso3, row.requested))
    when = f"asked on {in_words(asked.requested)}" if asked.requested else "day not known"
    doubt = "" if asked.official else "disputed as a requester; "
    text = f"{sentence(f'{name}: {doubt}{when}')} {asked.note}".strip()
    return Markup("<li>{}{}</li>").format(text, proof(asked.evidence))


def _consultation(row: Consultation, on: date, href: Href) -> Markup:
    known = record()

    def names(official: bool) -> list[str]:  # noqa: FBT001 - one of two lists
        found = (r.iso3 for r in row.requesters if r.official == official)
        return sorted(known.name_on(iso3, row.requested) for iso3 in found)

    asked, disputed = names(official=True), names(official=False)
    text = f"Asked for by {in_a_row(map(the, asked))}; held on {in_words(row.held)}. {row.trigger}."
    if disputed:
        text += f" Disputed: whether {in_a_row(map(the, disputed))} asked too."
    sources = unique(s for r in row.official for s in r.evidence.source_ids)
    evidence = Evidence(sources, row.official[0].evidence.confidence)
    day = in_words(row.requested)
    return Markup("<li><b>{}</b>{} {}{}{}{}</li>").format(
        day,
        later(row.requested, on),
        text,
        proof(evidence),
        on_map(href, f"consultation:{row.consultation_id}", f"consultation of {day}"),
        fold("Requester by requester", listed(_requester(row, r) for r in row.requesters)),
    )


def consultations(on: date, href: Href) -> Markup:
    """Every use of Article 4, by the day it was asked for."""
    rows = sorted(record().consultations, key=lambda row: row.requested)
    before = sum(row.requested <= on for row in rows)
    until = in_words(record().checked_until)
    return Markup(
        "<section><h3>Article 4: {} consultations</h3>"
        '<p class="standfirst">{}, {} of them up to {}.</p>{}</section>'
    ).format(
        count_word(len(rows)),
        f"All that are on record up to {until}",
        "all" if before == len(rows) else count_word(before) if before else "none",
        in_words(on),
        listed(_consultation(row, on, href) for row in rows),
    )


def near_misses(on: date) -> Markup:
    """Cases in which Article 4 was spoken of and not used."""
    known = record()
    items = (
        Markup("<li><b>{}</b>{} {}: {} <i>{}.</i>{}</li>").format(
            in_words(case.day),
            later(case.day, on),
            in_a_row(known.name_on(code, case.day) for code in case.countries),
            case.what_happened,
            case.status.capitalize(),
            proof(case.evidence),
        )
        for case in sorted(known.near_misses, key=lambda case: case.day)
    )
    return Markup(
        "<section><h3>Near misses: {} cases, no consultations</h3>"
        '<p class="standfirst">Article 4 was spoken of and not used. They are listed here and '
        "never drawn.</p>{}</section>"
    ).format(count_word(len(known.near_misses)), fold("Show them", listed(items)))


def invocations(on: date, href: Href) -> Markup:
    """Every use of Article 5, with its days."""
    known = record()
    items = (
        Markup("<li><b>{}</b>{} {} {}{}{}</li>").format(
            in_words(row.invoked),
            later(row.invoked, on),
            f"Attack on {the(known.name_on(row.attacked, row.attack))} on {in_words(row.attack)}: "
            f"{row.trigger}. Invoked on {in_words(row.invoked)}, confirmed on "
            f"{in_words(row.confirmed)}"
            f"{f', measures agreed on {in_words(row.measures)}' if row.measures else ''}.",
            f"{row.note} {row.operations}",
            proof(row.evidence),
            on_map(href, f"invocation:{row.invocation_id}", "invocation of Article 5"),
        )
        for row in known.invocations
    )
    count = len(known.invocations)
    return Markup("<section><h3>Article 5: {}</h3>{}</section>").format(
        "one invocation" if count == 1 else f"{count_word(count)} invocations", listed(items)
    )
