"""What the map shows, in sentences with their sources, and as lists to go through by keyboard."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from geo_data import geometry
from geo_data.days import FIRST_DAY, in_words
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
from geo_data.history.drawn import COVERS, PALE, annexed, has_way, points
from geo_data.history.drawn import looks as looks_of
from geo_data.history.drawn import numbers as numbers_of
from geo_data.history.events import CONTEXT, KINDS, the_name
from geo_data.history.membership import OUTSIDE, signatories_on, ways_on
from geo_data.history.snapshot import Snapshot, russia_on
from geo_data.history.view import JOINED, View
from geo_data.prose import rounds, rows
from geo_data.prose.changes import STAND
from geo_data.prose.news import news
from geo_data.prose.sentences import (
    Group,
    Sentence,
    first_sources,
    of_event,
    part,
    pointer,
    together,
    vocabulary,
)
from geo_data.tables.alliance import Consultation
from geo_data.tables.articles import Article
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

SEEN = "What you see"
FEW = 3
"""As many countries, or kinds of event, as a sentence names one by one."""


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
    """Below the title: whose events, and beside which article if it speaks of them."""
    article, days = snap.article, f"{capital(what)} {window(snap)}"
    if snap.view.layer == JOINED:
        said = "Each member has the colour of the year it joined, which stands after its name"
        return f"{said}. {days}." if snap.view.kind else f"{said}."
    if article is None or not _speaks(article, snap):
        return f"{days}."
    return f"{days}, beside the article {titled(article.title)}, {article.publisher}."


def _speaks(article: Article, snap: Snapshot) -> bool:
    """Whether an article is of the window's days, or claims anything of one of them."""
    days = (article.day, *(fact.day_claimed for fact in article.facts))
    return any(snap.view.first <= day <= snap.view.on for day in days if day)


def headline(snap: Snapshot) -> str:
    """The map's title."""
    count, nato = len(snap.members), f"NATO on {in_words(snap.view.on)}"
    if not count:
        return f"{nato}: the Treaty is signed and not yet in force"
    if snap.view.layer == "article6":
        return f"{nato}: what Article 6 covers"
    if snap.view.layer == JOINED:
        return f"{nato}: {count} members by the year they joined"
    return f"{nato}: {count} members"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter that is on: the parameter that it is, and what it leaves, in words."""

    name: str
    text: str


def narrowed(view: View) -> tuple[Narrowed, ...]:
    """Every filter that hides events of a view."""
    found = []
    if view.country:
        found.append(Narrowed("country", f"Only {the_name(view.country, view.on)}"))
    if len(view.kind) == len(KINDS):
        found.append(Narrowed("kind", "Every kind of event"))
    elif view.kind:
        kinds = in_a_row(_small(vocabulary()["kinds"][kind]) for kind in view.kind)
        if len(view.kind) > FEW:
            kinds = f"{count_word(len(view.kind))} of {count_word(len(KINDS))} kinds of event"
        found.append(Narrowed("kind", f"Only {kinds}"))
    return tuple(found)


def _small(text: str) -> str:
    """A label within a sentence; an article of the Treaty keeps its capital."""
    return text if text.startswith("Article") else text[:1].lower() + text[1:]


def title(text: str, view: View) -> str:
    """A title of what is shown of a view, and what alone of it where a filter is on."""
    only = ", ".join(_small(each.text) for each in narrowed(view))
    return " – ".join(filter(None, (text, only)))


def reach() -> str:
    """Which days the record speaks for."""
    first, last = in_words(FIRST_DAY), in_words(record().checked_until)
    return f"The record knows the days from {first} to {last}: type one of them."


def nearest(side: str) -> str:
    """That the day asked for lies beyond the record, and which is shown; `side` as view.beyond."""
    until = in_words(record().checked_until)
    if side == "before":
        return (
            f"The record begins on {in_words(FIRST_DAY)}, the day the Treaty was signed; "
            "this is that day’s map."
        )
    return f"The record is checked until {until}; this is that day’s map."


def _members(snap: Snapshot) -> Iterator[Sentence]:
    """How many there are and who is the newest; before the Treaty is in force who signed."""
    known, on = record(), snap.view.on
    if not snap.members:
        yield from _signatories(on)
        return
    newest = max(known.members_on(on).values(), key=lambda row: (row.day, row.iso3))
    same_day = [s.iso3 for s in snap.members if s.acceded == newest.day]
    many = number_word(len(snap.members)).capitalize()
    text = f"{many} countries are members at the end of {in_words(on)}"
    told = f"accession:{newest.iso3}" in {event.event_id for event in snap.events}
    if len(same_day) < len(snap.members) and not told:  # the news tell it
        verb = "are" if len(same_day) > 1 else "is"
        text += f"; the newest {verb} {rows.by_name(same_day, on)}, since {in_words(newest.day)}"
    yield part(f"{text}.", newest.evidence, f"accession:{newest.iso3}")
    later = [row for row in known.accessions if row.day > on and row.wave_label != "founding"]
    if 0 < len(later) <= FEW:
        waiting = in_a_row(f"{the_name(row.iso3, on)} on {in_words(row.day)}" for row in later)
        text = f"Still to join: {waiting}."
        yield part(text, later[0].evidence, f"country:{later[0].iso3}")


def _signatories(on: date) -> Iterator[Sentence]:
    signed = signatories_on(on)
    days = {row.iso3: row.day for row in record().accessions}
    if signed:
        many = count_word(len(signed)).capitalize()
        who = in_a_row(sorted(the_name(way.iso3, on) for way in signed))
        effect = (
            f"They will become members when it takes effect, on {in_words(days[signed[0].iso3])}"
        )
        text = f"{many} states have signed the Treaty: {who}. {effect}."
        yield part(text, signed[0].evidence, f"country:{signed[0].iso3}")


def _outside(snap: Snapshot) -> Iterator[Sentence]:
    """Members that stood outside the integrated military structure, each with its days."""
    for state in sorted(snap.members, key=lambda each: each.name):
        way = ways_on(snap.view.on)[state.iso3]
        if way.kind == OUTSIDE and state.acceded:
            who = f"{capital(the(state.name))}, a member since {in_words(state.acceded)},"
            first, out = way.period.first, "outside the integrated military structure"
            if first == snap.view.on:
                stands = f"stands {out} from this day"
            elif first == state.acceded:
                stands = f"has stood {out} since then"
            else:
                stands = f"has stood {out} since {in_words(first)}"
            text = f"{who} {stands}."
            yield Sentence(text, way.evidence, f"country:{state.iso3}")


def _pact(snap: Snapshot) -> Iterator[Sentence]:
    """Who is in the Warsaw Pact, which colours the map of members too."""
    if snap.view.layer == "membership":
        yield from rows.pact_on_day(snap.view.on)


def _requests(snap: Snapshot) -> Iterator[Sentence]:
    """Consultations that were asked for or held, and requesters that only the article names."""
    view = snap.view
    for row in snap.consultations:
        yield rows.asked_on_day(row, view.on, _not_named(snap, row))
    if not view.country and (not view.kind or "consultation" in view.kind):
        for row in record().consultations:
            if row.requested < view.first <= row.held <= view.on:
                yield rows.held_on_day(row)
    if only := (snap.named - snap.asked) & snap.by_code.keys():
        who = rows.by_name(only, view.on)
        text = f"The article also names {who}; the record has no such request in these days."
        yield Sentence(text, Evidence((), "disputed"))


def _not_named(snap: Snapshot, row: Consultation) -> str:
    """Of a consultation's requesters those that the article leaves out, if it names others."""
    asked = {each.iso3 for each in row.official}
    missing = asked - snap.named
    if not missing or missing == asked:
        return ""
    return (
        f" The record has {count_word(len(asked))} requesters, the article names "
        f"{count_word(len(asked - missing))}, without {rows.by_name(missing, snap.view.on)}."
    )


def _borders(snap: Snapshot) -> Iterator[Sentence]:
    """Members that border Russia, or the Soviet Union."""
    on, near = snap.view.on, [state.iso3 for state in snap.members if state.borders_russia]
    if near:
        known = [row for row in record().borders if row.border_id in snap.borders]
        through = rows.by_name((row.member for row in known if row.via_kaliningrad), on)
        only = f"; {through} only through Kaliningrad" if through else ""
        many = capital(counted(len(near), "member borders", "members border"))
        text = f"{many} {the_name(russia_on(on).iso3, on)}: {rows.by_name(near, on)}{only}."
        drawn = (border for border in borders_on(on) if border.neighbour == russia_on(on))
        sources = first_sources(each.evidence for each in drawn)
        focus = known[0].border_id if known else ""
        yield Sentence(text, Evidence(sources, "confirmed"), focus)


def _moves(snap: Snapshot) -> Iterator[Sentence]:
    """How many moves were announced, and whether the map can show them."""
    if snap.moves:
        drawn = any(has_way(snap.view.area, leg) for _, legs in snap.moves for leg in legs)
        many = capital(counted(len(snap.moves), "force move was", "force moves were"))
        where = "no line on the map can show where to"
        if drawn:
            where = "the numbers on the map are those of the list"
        text = f"{many} announced {window(snap)}; {where}."
        yield part(text, snap.moves[0][0].legs[0].evidence)


def _battlegroups(snap: Snapshot) -> Iterator[Sentence]:
    """Where battlegroups stand."""
    if snap.battlegroups:
        hosts = [group.host for group in snap.battlegroups]
        evidence = snap.battlegroups[0].evidence
        sources = first_sources(group.evidence for group in snap.battlegroups)
        many = capital(counted(len(hosts), *(f"multinational {stand}" for stand in STAND)))
        text = f"{many} in {rows.by_name(hosts, snap.view.on)}."
        yield Sentence(text, Evidence(sources, evidence.confidence))


def _article6(on: date) -> Iterator[Sentence]:
    """How many territories stand how, and the Treaty's limits in our words."""
    told, texts = territories_on(on), texts_on(on)
    if told:
        many = Counter(row.cover for row in told)
        counts = in_a_row(
            f"{counted(many[cover], 'is', 'are')} {vocabulary()['looks'][look]['short']}"
            for cover, look in COVERS.items()
            if many[cover]
        )
        text = (
            "The soil of every member in Europe and North America is covered. Of the territories "
            f"that the record tells one by one, {counts}."
        )
        yield part(text, texts[0].evidence)
    # Several Parties hold none of it as theirs: what counts there are their forces.
    if forces := [row for row in told if row.cover == COVERED and len(row.members) > 1]:
        named = "; ".join(row.name for row in forces)
        text = f"Covered through the forces of Parties there and not as their territory: {named}."
        yield part(text, together(row.evidence for row in forces))
    yield from (part(each.text, each.evidence) for each in texts)


def what_you_see(snap: Snapshot) -> Group:
    """The map in a few sentences: what happened, who asked, what moved, who is in, the rest."""
    if snap.view.layer == "article6":
        return Group(SEEN, (*news(snap, ("article6",)), *_article6(snap.view.on)))
    if snap.view.layer == JOINED:
        found = (*news(snap, ()), *_members(snap), *rounds.told(snap.view.on))
        return Group(SEEN, found)
    found = (
        *news(snap),
        *_requests(snap),
        *_moves(snap),
        *_members(snap),
        *_outside(snap),
        *_pact(snap),
        *_borders(snap),
        *_battlegroups(snap),
    )
    return Group(SEEN, found)


def summary(snap: Snapshot, longest: int = 300) -> str:
    """As many of the map's sentences as a preview has room for: what happened first."""
    said = (*news(snap), *_requests(snap), *_moves(snap), *_members(snap), *_borders(snap))
    kept = ""
    for each in said:
        if each.sources and len(kept) + len(each.text) < longest:
            kept = f"{kept} {each.text}".strip()
    return kept


def day_note(snap: Snapshot) -> str:
    """What a reader must know about the ground drawn on this day; empty if nothing."""
    found = []
    if held := annexed(snap).values():
        places = in_a_row(row.place for row in held)
        holders = unique(code for row in held for code in row.drawn_in)
        inside = f"{places} are drawn in {rows.named(holders, snap.view.on)}"
        found.append(f"{inside}, under a hatch: most Allies never recognised their annexation.")
    if marked := [the(snap.by_code[row.iso3].name) for row in points(snap)]:
        found.append(f"Marked by a point, since the shapes cannot show it: {in_a_row(marked)}.")
    return " ".join(found)


def origin(*, shapes: bool = True) -> str:
    """Up to which day the record was checked, and where `shapes` and words are from."""
    said = vocabulary()["origin"]
    checked = said["checked"].format(until=in_words(record().checked_until))
    return " ".join((checked, *([said["shapes"]] if shapes else []), said["words"]))


OTHERS = tuple(kind for kind in KINDS if kind not in ("move", CONTEXT))
"""What has no list of its own among the events of a window."""


Listed = Iterable[tuple[str, Sentence]]
"""Items of a list, each with the title that it stands under."""


def _groups(found: Listed, *titles: str) -> tuple[Group, ...]:
    """Items under their titles, those named first; a title without any is left out."""
    groups: dict[str, list[Sentence]] = {title: [] for title in titles}
    for title, item in found:
        groups.setdefault(title, []).append(item)
    return tuple(Group(title, tuple(items)) for title, items in groups.items() if items)


def _events(snap: Snapshot, title: str, *kinds: str) -> Listed:
    for event in snap.events:
        if event.kind in kinds:
            yield title, of_event(event, numbers_of(snap).get(event.event_id))


def everything(snap: Snapshot) -> tuple[Group, ...]:
    """Everything on the map, to go through by keyboard; empty groups are left out."""
    return happenings(snap) + places(snap)


def moves(snap: Snapshot) -> tuple[Group, ...]:
    """The window's moves, by the numbers that the map has."""
    return _groups(_events(snap, "Force moves", "move"))


def happenings(snap: Snapshot) -> tuple[Group, ...]:
    """The window's events, last and more quietly those that are no acts of the Alliance."""
    context = _groups(_events(snap, vocabulary()["kinds"][CONTEXT], CONTEXT))
    quiet = tuple(replace(group, quiet=True) for group in context)
    return moves(snap) + _groups(_events(snap, "Also in these days", *OTHERS)) + quiet


def places(snap: Snapshot) -> tuple[Group, ...]:
    """What stands on the day: countries by look, borders, battlegroups."""
    looks = (rule["name"] for rule in rounds.looks().values())
    found = _territories(snap) if snap.view.layer == "article6" else _states(snap)
    return _groups(found, *looks, vocabulary()["texts"]["territories"])


def _territories(snap: Snapshot) -> Listed:
    for row in territories_on(snap.view.on):
        name = vocabulary()["looks"][COVERS[row.cover]]["name"]
        yield name, pointer(row.name, f"territory:{row.territory_id}")


def _states(snap: Snapshot) -> Listed:
    said, on = vocabulary(), snap.view.on
    drawn = geometry.projected(snap.view.area).index
    for state in sorted(snap.states, key=lambda s: s.name):
        focus, seen = f"country:{state.iso3}", any(unit in drawn for unit in state.units)
        look = looks_of(snap)[state.iso3]
        if state.holders and seen:
            by = in_a_row(record().name_on(code, on) for code in state.holders)
            yield said["texts"]["territories"], pointer(f"{state.name} ({by})", focus)
        elif not state.holders and (seen or look != PALE):
            yield rounds.looks()[look]["name"], pointer(state.name, focus)
    for code, held in annexed(snap).items():
        yield said["looks"]["annexed"]["name"], pointer(held.place, f"country:{code}")
    for point in points(snap):
        name, focus = snap.by_code[point.iso3].name, f"country:{point.iso3}"
        yield said["marks"]["point"]["name"], pointer(name, focus)
    east = russia_on(on)
    for border in borders_on(on):
        if border.neighbour == east:
            title = f"Borders with {the_name(east.iso3, on)}"
            yield title, pointer(rows.sides(border, on), border.focus)
    for group in snap.battlegroups:
        name, focus = snap.by_code[group.host].name, f"battlegroup:{group.battlegroup_id}"
        yield "Battlegroups on this day", pointer(f"{name}: {group.place.name}", focus)
