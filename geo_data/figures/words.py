"""What the map shows, in sentences: each with its sources and how sure the record is."""

from collections.abc import Iterable
from dataclasses import replace

from geo_data import geometry
from geo_data.borders import borders_on
from geo_data.days import in_words
from geo_data.english import count_word, in_a_row, number_word, the, titled, unique
from geo_data.events import Event
from geo_data.figures import article6_words
from geo_data.figures.arrows import arrows
from geo_data.figures.frame import numbered, standing
from geo_data.figures.look import look
from geo_data.figures.sentences import Group, Sentence, sentence
from geo_data.figures.territory import annexed, points
from geo_data.record import record
from geo_data.snapshot import Snapshot, StateOfDay, russia_on
from geo_data.standing import OUTSIDE, signatories_on, standings_on

FEW = 3
"""As many countries as a sentence names one by one."""


def of_event(event: Event, number: int | None = None) -> Sentence:
    """An event's title as a sentence of a list."""
    return Sentence(event.title, event.source_ids, event.confidence, event.event_id, number)


def names(states: Iterable[StateOfDay]) -> str:
    """States by name, in a row."""
    return in_a_row(sorted(state.name for state in states))


def window(snap: Snapshot) -> str:
    """The days whose events are shown, in words."""
    first, last = snap.view.first, snap.view.on
    if snap.view.span is None:
        return f"up to {in_words(last)}"
    if first == last:
        return f"on {in_words(last)}"
    start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else ""
    return f"from {start or in_words(first)} to {in_words(last)}"


def standfirst(snap: Snapshot, what: str = "events") -> str:
    """Below the title: beside which article, and whose events."""
    article = snap.article
    beside = (
        f"Beside the article {titled(article.title)}, {article.publisher}"
        if article
        else "The record alone, without an article"
    )
    return f"{beside}; {what} {window(snap)}."


def headline(snap: Snapshot) -> str:
    """The map's title."""
    if snap.view.layer == "article6":
        return article6_words.headline(snap)
    count = len(snap.members)
    on = in_words(snap.view.on)
    if not count:
        return f"The Alliance on {on}: the Treaty is signed and not yet in force"
    return f"The Alliance of {number_word(count)} on {on}"


def _members(snap: Snapshot) -> list[Sentence]:
    known, on = record(), snap.view.on
    if not snap.members:
        return _signatories(snap)
    newest = max(known.members_on(on).values(), key=lambda row: (row.day, row.iso3))
    same_day = [s for s in snap.members if s.acceded == newest.day]
    many = number_word(len(snap.members)).capitalize()
    text = f"{many} countries are members at the end of {in_words(on)}"
    if len(same_day) < len(snap.members):
        are = "are" if len(same_day) > 1 else "is"
        text += f"; the newest {are} {names(same_day)}, since {in_words(newest.day)}"
    found = [sentence(f"{text}.", newest.evidence, f"accession:{newest.iso3}")]
    later = [row for row in known.accessions if row.day > on and row.wave_label != "founding"]
    if 0 < len(later) <= FEW:
        waiting = in_a_row(f"{known.name_on(r.iso3, on)} ({in_words(r.day)})" for r in later)
        text = f"Not yet members, and joining later: {waiting}."
        found.append(sentence(text, later[0].evidence, f"country:{later[0].iso3}"))
    return found


def _outside(snap: Snapshot) -> list[Sentence]:
    """Members that stood outside the integrated military structure, each with its days."""
    ways = [each for each in standings_on(snap.view.on) if each.kind == OUTSIDE]
    found = []
    for way in ways:
        name = the(snap.by_code[way.iso3].name)
        until = f" to {in_words(way.until)}" if way.until else ""
        text = (
            f"{name[0].upper()}{name[1:]}, a member since {in_words(way.acceded)}, stands outside "
            f"the integrated military structure from {in_words(way.since)}{until}."
        )
        told = sentence(text, way.evidence, f"country:{way.iso3}")
        found.append(replace(told, memory_fields=way.evidence.memory_fields))
    return found


def _signatories(snap: Snapshot) -> list[Sentence]:
    """Who had signed, on a day on which the Treaty was not in force."""
    on = snap.view.on
    signed = signatories_on(on)
    if not signed:
        return []
    who = in_a_row(sorted(the(record().name_on(each.iso3, on)) for each in signed))
    count = count_word(len(signed)).capitalize()
    text = f"{count} states have signed the Treaty: {who}. They become members when it takes"
    text += f" effect, on {in_words(signed[0].acceded)}."
    return [sentence(text, signed[0].evidence, f"country:{signed[0].iso3}")]


def _requests(snap: Snapshot) -> list[Sentence]:
    found = []
    for row in snap.consultations:
        codes = [r.iso3 for r in row.official]
        asked = [snap.by_code[code] for code in codes]
        verb = "ask" if len(asked) > 1 else "asks"
        text = (
            f"{names(asked)} {verb} for Article 4 consultations on {in_words(row.requested)}; "
            f"held on {in_words(row.held)}."
        )
        if snap.named and snap.named & set(codes):
            named = [s for s in asked if s.iso3 in snap.named]
            missing = [s for s in asked if s.iso3 not in snap.named]
            if missing:
                text += (
                    f" The record has {count_word(len(asked))} requesters, the article names "
                    f"{count_word(len(named))}: {names(missing)} "
                    f"{'are' if len(missing) > 1 else 'is'} on record only."
                )
        evidence = row.official[0].evidence
        found.append(sentence(text, evidence, f"consultation:{row.consultation_id}"))
    only = [snap.by_code[c] for c in sorted(snap.named - snap.asked) if c in snap.by_code]
    if only:
        found.append(
            Sentence(
                f"The article also names {names(only)}; the record has no such request in these "
                "days.",
                confidence="disputed",
            )
        )
    return found


def _borders(snap: Snapshot) -> list[Sentence]:
    near = [state for state in snap.members if state.borders_russia]
    if not near:
        return []
    rows = [row for row in record().borders if row.border_id in snap.borders]
    through = [snap.by_code[row.member] for row in rows if row.via_kaliningrad]
    ground = the(snap.by_code[russia_on(snap.view.on).iso3].name)
    border = "members border" if len(near) > 1 else "member borders"
    text = f"{count_word(len(near)).capitalize()} {border} {ground}: {names(near)}"
    text += f"; {names(through)} only through Kaliningrad." if through else "."
    sources = unique(s for row in rows for s in row.evidence.source_ids[:1])
    return [Sentence(text, sources, focus=rows[0].border_id if rows else "")]


def _moves(snap: Snapshot) -> list[Sentence]:
    count = len(snap.moves)
    if not count:
        return []
    were = "force moves were" if count > 1 else "force move was"
    first = snap.moves[0][1][0] if snap.moves[0][1] else snap.moves[0][0].legs[0]
    drawn = arrows(snap.view.area, snap.moves)
    where = (
        "the numbers on the map are those of the list"
        if drawn
        else "no line on the map can show where to"
    )
    text = f"{count_word(count).capitalize()} {were} announced {window(snap)}; {where}."
    return [sentence(text, first.evidence)]


def what_you_see(snap: Snapshot) -> Group:
    """The map in a few sentences: members, requests, borders, battlegroups, moves."""
    if snap.view.layer == "article6":
        return article6_words.what_you_see(snap)
    found = [*_members(snap), *_outside(snap), *_requests(snap), *_moves(snap), *_borders(snap)]
    if snap.battlegroups:
        hosts = [snap.by_code[group.host] for group in snap.battlegroups]
        evidence = snap.battlegroups[0].evidence
        sources = unique(s for g in snap.battlegroups for s in g.evidence.source_ids[:1])
        stand = "battlegroups stand" if len(hosts) > 1 else "battlegroup stands"
        text = f"{count_word(len(hosts)).capitalize()} multinational {stand} in {names(hosts)}."
        found.append(Sentence(text, sources, evidence.confidence))
    return Group("What you see", tuple(found))


def summary(snap: Snapshot, longest: int = 300) -> str:
    """As many of the map's sentences as a preview has room for: who asked and what moved first."""
    said = [*_requests(snap), *_moves(snap), *_members(snap), *_borders(snap)]
    kept = ""
    for each in said:
        if len(kept) + len(each.text) < longest:
            kept = f"{kept} {each.text}".strip()
    return kept


def _date_group(snap: Snapshot, title: str, kinds: set[str]) -> Group:
    numbers = numbered(snap)
    return Group(
        title,
        tuple(
            of_event(event, numbers.get(event.event_id))
            for event in snap.events
            if event.kind in kinds
        ),
    )


def listing(snap: Snapshot) -> tuple[Group, ...]:
    """Everything on the map, to go through by keyboard; empty groups are left out."""
    return happenings(snap) + standings(snap)


def happenings(snap: Snapshot) -> tuple[Group, ...]:
    """The window's events."""
    groups = [
        _date_group(snap, "Force moves", {"move"}),
        _date_group(
            snap,
            "Also in these days",
            {"accession", "consultation", "invocation", "battlegroup", "milestone", "statement"},
        ),
    ]
    return tuple(group for group in groups if group.sentences)


def standings(snap: Snapshot) -> tuple[Group, ...]:
    """What stands on the day: countries by standing, borders, battlegroups."""
    if snap.view.layer == "article6":
        return article6_words.standings(snap)
    looks, drawn = look()["standings"], geometry.projected(snap.view.area).index
    by_look: dict[str, list[tuple[str, str]]] = {name: [] for name in looks}
    for state in sorted(snap.states, key=lambda s: s.name):
        look_of = standing(snap, state)
        seen = look_of != "pale" or any(unit in drawn for unit in state.units)
        if seen and not state.holders:
            by_look[look_of].append((state.name, f"country:{state.iso3}"))
    by_look["annexed"] = [(row.place, f"country:{c}") for c, row in annexed(snap).items()]
    held = (
        (f"{state.name} ({in_a_row(_holders(snap, state))})", f"country:{state.iso3}")
        for state in sorted(snap.states, key=lambda s: s.name)
        if state.holders and any(unit in drawn for unit in state.units)
    )
    marked = ((snap.by_code[r.iso3].name, f"country:{r.iso3}") for r in points(snap))
    east = russia_on(snap.view.on).iso3
    borders = (
        (
            f"{snap.by_code[row.member.iso3].name} – {snap.by_code[east].name}",
            row.published.border_id if row.published else f"country:{row.member.iso3}",
        )
        for row in borders_on(snap.view.on)
        if row.neighbour.iso3 == east
    )
    groups = (
        *(_named(looks[name]["name"], named) for name, named in by_look.items()),
        _named(look()["texts"]["territories"], held),
        _named(look()["marks"]["point"]["name"], marked),
        _named(f"Borders with {the(snap.by_code[east].name)}", borders),
        _named(
            "Battlegroups standing",
            (
                (f"{snap.by_code[g.host].name}: {g.place.name}", f"battlegroup:{g.battlegroup_id}")
                for g in snap.battlegroups
            ),
        ),
    )
    return tuple(group for group in groups if group.sentences)


def _holders(snap: Snapshot, state: StateOfDay) -> tuple[str, ...]:
    return tuple(record().name_on(code, snap.view.on) for code in state.holders)


def _named(title: str, named: Iterable[tuple[str, str]]) -> Group:
    return Group(title, tuple(Sentence(text, focus=focus) for text, focus in named))


def day_note(snap: Snapshot) -> str:
    """What a reader must know about the ground drawn on this day; empty if nothing."""
    found = []
    if held := annexed(snap).values():
        inside = {
            code: record().name_on(code, snap.view.on) for row in held for code in row.drawn_in
        }
        found.append(
            f"{in_a_row(row.place for row in held)} are drawn in "
            f"{in_a_row(map(the, inside.values()))}, under a hatch: most Allies never recognised "
            "their annexation."
        )
    if marked := [snap.by_code[row.iso3].name for row in points(snap)]:
        found.append(f"Marked by a point, since the shapes cannot show it: {in_a_row(marked)}.")
    return " ".join(found)
