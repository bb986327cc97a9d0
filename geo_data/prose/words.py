"""What the map shows, in sentences with their sources, and as lists to go through by keyboard."""

from collections.abc import Collection, Iterable, Mapping

from geo_data import geometry
from geo_data.days import in_words
from geo_data.english import (
    capital,
    count_word,
    counted,
    in_a_row,
    number_word,
    the,
    titled,
    unique,
)
from geo_data.history.article6 import COVERED, territories_on, texts_on
from geo_data.history.borders import borders_on
from geo_data.history.drawn import COVERS, annexed, has_way, points
from geo_data.history.drawn import looks as looks_of
from geo_data.history.drawn import numbers as numbers_of
from geo_data.history.membership import OUTSIDE, signatories_on, ways_on
from geo_data.history.snapshot import Snapshot, StateOfDay, russia_on
from geo_data.prose import rows
from geo_data.prose.changes import STAND, of_kind
from geo_data.prose.sentences import Group, Sentence, of_event, part, pointer, together, vocabulary
from geo_data.tables.alliance import Consultation
from geo_data.tables.articles import Article
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

CHANGED = ("belonging", "ground", "name")
MOST_CHANGES = 4
SEEN = "What you see"
FEW = 3
"""As many countries as a sentence names one by one."""


def names(states: Iterable[StateOfDay]) -> str:
    """States by name, in a row."""
    return in_a_row(the(state.name) for state in sorted(states, key=lambda s: s.name))


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
    if article is None:
        return f"The record alone, without an article; {what} {window(snap)}."
    named = f"the article {titled(article.title)}, {article.publisher}"
    if not _speaks(article, snap):
        return f"{capital(what)} {window(snap)}. Of these days {named}, does not speak."
    return f"Beside {named}; {what} {window(snap)}."


def _speaks(article: Article, snap: Snapshot) -> bool:
    """Whether an article is of the window's days, or any of its facts is."""
    events = {event.event_id for event in snap.events}
    met = any(not events.isdisjoint(fact.record_ids) for fact in article.facts)
    return met or bool(snap.named) or snap.view.first <= article.day <= snap.view.on


def headline(snap: Snapshot) -> str:
    """The map's title."""
    count = len(snap.members)
    on = in_words(snap.view.on)
    if snap.view.layer == "article6":
        if count:
            return f"What Article 6 covers on {on}"
        return f"Article 6 on {on}: the Treaty is signed and not yet in force"
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
    found = [part(f"{text}.", newest.evidence, f"accession:{newest.iso3}")]
    later = [row for row in known.accessions if row.day > on and row.wave_label != "founding"]
    if 0 < len(later) <= FEW:
        waiting = in_a_row(f"{the(known.name_on(r.iso3, on))} ({in_words(r.day)})" for r in later)
        text = f"Not yet members, and joining later: {waiting}."
        found.append(part(text, later[0].evidence, f"country:{later[0].iso3}"))
    return found


def _outside(snap: Snapshot) -> list[Sentence]:
    """Members that stood outside the integrated military structure, each with its days."""
    ways, found = ways_on(snap.view.on), []
    for state in sorted(snap.members, key=lambda each: each.name):
        way = ways[state.iso3]
        if way.kind == OUTSIDE and state.acceded:
            text = (
                f"{capital(the(state.name))}, a member since {in_words(state.acceded)}, stands "
                "outside the integrated military structure from "
                f"{in_words(way.period.first)}{rows.until(way.period.last)}."
            )
            found.append(Sentence(text, way.evidence, f"country:{state.iso3}"))
    return found


def _signatories(snap: Snapshot) -> list[Sentence]:
    """Who had signed, on a day on which the Treaty was not in force."""
    on = snap.view.on
    signed = signatories_on(on)
    if not signed:
        return []
    first = next(row for row in record().accessions if row.iso3 == signed[0].iso3)
    who = in_a_row(sorted(the(record().name_on(each.iso3, on)) for each in signed))
    many = count_word(len(signed)).capitalize()
    text = (
        f"{many} states have signed the Treaty: {who}. They become members when it takes effect, "
        f"on {in_words(first.day)}."
    )
    return [part(text, signed[0].evidence, f"country:{first.iso3}")]


def _requests(snap: Snapshot) -> list[Sentence]:
    on = snap.view.on
    found = [rows.asked_on_day(row, on, _not_named(snap, row)) for row in snap.consultations]
    found += _held_now(snap)
    only = [snap.by_code[c] for c in sorted(snap.named - snap.asked) if c in snap.by_code]
    if only:
        text = (
            f"The article also names {names(only)}; the record has no such request in these days."
        )
        found.append(Sentence(text, Evidence((), "disputed")))
    return found


def _not_named(snap: Snapshot, row: Consultation) -> str:
    """Of a consultation's requesters those that the article leaves out, if it names others."""
    asked = {each.iso3 for each in row.official}
    missing = asked - snap.named
    if not missing or missing == asked:
        return ""
    return (
        f" The record has {count_word(len(asked))} requesters, the article names "
        f"{count_word(len(asked - missing))}: {names(snap.by_code[code] for code in missing)} "
        f"{'are' if len(missing) > 1 else 'is'} on record only."
    )


def _held_now(snap: Snapshot) -> list[Sentence]:
    """Consultations of the window's days that were asked for before them."""
    view = snap.view
    if view.country or (view.kind and "consultation" not in view.kind):
        return []
    return [
        rows.held_on_day(row)
        for row in record().consultations
        if row.requested < view.first <= row.held <= view.on
    ]


def _borders(snap: Snapshot) -> list[Sentence]:
    near = [state for state in snap.members if state.borders_russia]
    if not near:
        return []
    known = [row for row in record().borders if row.border_id in snap.borders]
    through = [snap.by_code[row.member] for row in known if row.via_kaliningrad]
    east = russia_on(snap.view.on).iso3
    many = capital(counted(len(near), "member borders", "members border"))
    only = f"; {names(through)} only through Kaliningrad" if through else ""
    text = f"{many} {the(snap.by_code[east].name)}: {names(near)}{only}."
    drawn = (border for border in borders_on(snap.view.on) if border.neighbour.iso3 == east)
    sources = unique(source for border in drawn for source in border.evidence.source_ids[:1])
    focus = known[0].border_id if known else ""
    return [Sentence(text, Evidence(sources, "confirmed"), focus)]


def _moves(snap: Snapshot) -> list[Sentence]:
    count = len(snap.moves)
    if not count:
        return []
    first = snap.moves[0][1][0] if snap.moves[0][1] else snap.moves[0][0].legs[0]
    drawn = any(has_way(snap.view.area, leg) for _, legs in snap.moves for leg in legs)
    where = (
        "the numbers on the map are those of the list"
        if drawn
        else "no line on the map can show where to"
    )
    many = capital(counted(count, "force move was", "force moves were"))
    text = f"{many} announced {window(snap)}; {where}."
    return [part(text, first.evidence)]


def _changed(snap: Snapshot, kinds: Collection[str]) -> list[Sentence]:
    """What changed in the window's days, of some kinds."""
    view = snap.view
    if view.span is None or view.kind or view.country:
        return []
    found = [
        part(f"{in_words(change.day)}: {change.what}", change.evidence, change.focus)
        for kind in kinds
        for change in of_kind(kind)
        if view.first <= change.day <= view.on
    ]
    more = len(found) - MOST_CHANGES
    if more > 1:
        many = count_word(more).capitalize()
        text = f"{many} more changes of these days are told by comparing two days."
        return [*found[:MOST_CHANGES], pointer(text)]
    return found


def _article6(snap: Snapshot) -> list[Sentence]:
    """How many territories stand how, and the Treaty's limits in our words."""
    told, texts = territories_on(snap.view.on), texts_on(snap.view.on)
    found = []
    if told:
        counts = [
            f"{counted(count, 'is', 'are')} {vocabulary()['looks'][name]['short']}"
            for cover, name in COVERS.items()
            if (count := sum(row.cover == cover for row in told))
        ]
        text = (
            "The soil of every member in Europe and North America is covered. Of the territories "
            f"that the record tells one by one, {in_a_row(counts)}."
        )
        found.append(part(text, texts[0].evidence))
    # Several Parties hold none of it as theirs: what counts there are their forces.
    forces = [row for row in told if row.cover == COVERED and len(row.members) > 1]
    if forces:
        named = "; ".join(row.name for row in forces)
        text = f"Covered through the forces of Parties there and not as their territory: {named}."
        found.append(part(text, together(row.evidence for row in forces)))
    return found + [part(each.text, each.evidence) for each in texts]


def what_you_see(snap: Snapshot) -> Group:
    """The map in a few sentences: members, requests, borders, battlegroups, moves."""
    if snap.view.layer == "article6":
        seen = _article6(snap)
        changed = _changed(snap, ("article6",))
        return Group(SEEN, (*seen[:1], *changed, *seen[1:]))
    found = [
        *_members(snap),
        *_changed(snap, CHANGED),
        *_outside(snap),
        *_requests(snap),
        *_moves(snap),
    ]
    found += _borders(snap)
    if snap.battlegroups:
        hosts = [snap.by_code[group.host] for group in snap.battlegroups]
        evidence = snap.battlegroups[0].evidence
        sources = unique(s for g in snap.battlegroups for s in g.evidence.source_ids[:1])
        many = counted(len(hosts), *(f"multinational {stand}" for stand in STAND))
        text = f"{capital(many)} in {names(hosts)}."
        found.append(Sentence(text, Evidence(sources, evidence.confidence)))
    return Group(SEEN, tuple(found))


def summary(snap: Snapshot, longest: int = 300) -> str:
    """As many of the map's sentences as a preview has room for: who asked and what moved first."""
    said = [*_requests(snap), *_moves(snap), *_members(snap), *_borders(snap)]
    kept = ""
    for each in said:
        if len(kept) + len(each.text) < longest:
            kept = f"{kept} {each.text}".strip()
    return kept


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
    if marked := [the(snap.by_code[row.iso3].name) for row in points(snap)]:
        found.append(f"Marked by a point, since the shapes cannot show it: {in_a_row(marked)}.")
    return " ".join(found)


def origin(*, shapes: bool = True) -> str:
    """Up to which day the record was checked, and where `shapes` and words are from."""
    said = vocabulary()["origin"]
    checked = said["checked"].format(until=in_words(record().checked_until))
    return " ".join((checked, *([said["shapes"]] if shapes else []), said["words"]))


OTHERS = ("accession", "consultation", "invocation", "battlegroup", "milestone", "statement")


def _groups(found: Mapping[str, Iterable[Sentence]]) -> tuple[Group, ...]:
    """Sentences under their titles; a title without any is left out."""
    groups = (Group(title, tuple(sentences)) for title, sentences in found.items())
    return tuple(group for group in groups if group.sentences)


def _events(snap: Snapshot, *kinds: str) -> list[Sentence]:
    numbers = numbers_of(snap)
    found = (event for event in snap.events if event.kind in kinds)
    return [of_event(event, numbers.get(event.event_id)) for event in found]


def everything(snap: Snapshot) -> tuple[Group, ...]:
    """Everything on the map, to go through by keyboard; empty groups are left out."""
    return happenings(snap) + places(snap)


def moves(snap: Snapshot) -> tuple[Group, ...]:
    """The window's moves, by the numbers that the map has."""
    return _groups({"Force moves": _events(snap, "move")})


def happenings(snap: Snapshot) -> tuple[Group, ...]:
    """The window's events."""
    return moves(snap) + _groups({"Also in these days": _events(snap, *OTHERS)})


def places(snap: Snapshot) -> tuple[Group, ...]:
    """What stands on the day: countries by look, borders, battlegroups."""
    on, looks = snap.view.on, vocabulary()["looks"]
    if snap.view.layer == "article6":
        found: dict[str, list[Sentence]] = {looks[name]["name"]: [] for name in COVERS.values()}
        for row in territories_on(on):
            focus = f"territory:{row.territory_id}"
            found[looks[COVERS[row.cover]]["name"]].append(pointer(row.name, focus))
        return _groups(found)
    found = {rule["name"]: [] for rule in looks.values()}
    held, drawn = [], geometry.projected(snap.view.area).index
    for state in sorted(snap.states, key=lambda s: s.name):
        focus, seen = f"country:{state.iso3}", any(unit in drawn for unit in state.units)
        look_of = looks_of(snap)[state.iso3]
        if state.holders and seen:
            by = in_a_row(record().name_on(code, on) for code in state.holders)
            held.append(pointer(f"{state.name} ({by})", focus))
        elif not state.holders and (seen or look_of != "pale"):
            found[looks[look_of]["name"]].append(pointer(state.name, focus))
    found[looks["annexed"]["name"]] = [
        pointer(row.place, f"country:{code}") for code, row in annexed(snap).items()
    ]
    east = russia_on(on).iso3
    return _groups(
        {
            **found,
            vocabulary()["texts"]["territories"]: held,
            vocabulary()["marks"]["point"]["name"]: [
                pointer(snap.by_code[row.iso3].name, f"country:{row.iso3}") for row in points(snap)
            ],
            f"Borders with {the(snap.by_code[east].name)}": [
                pointer(rows.sides(border, on), border.focus)
                for border in borders_on(on)
                if border.neighbour.iso3 == east
            ],
            "Battlegroups standing": [
                pointer(
                    f"{snap.by_code[group.host].name}: {group.place.name}",
                    f"battlegroup:{group.battlegroup_id}",
                )
                for group in snap.battlegroups
            ],
        }
    )
