"""The Alliance: its members, the uses of its Articles 4, 5 and 6, borders, other dated events."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.tables.cell_rules import (
    COUNT,
    DAY,
    EVENT_KINDS,
    KILOMETRES,
    LATITUDE,
    LONGITUDE,
    POSITIVE,
    SLUG,
    STATE,
    STATES,
    TEXT,
    UNITS,
    YES_NO,
    events,
    identifier,
    one_of,
)
from geo_data.tables.columns import PERIOD, PROOF, SOURCED, column, made, note, optional, table
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Period


@table("membership", "One row a member, with the day its accession took effect.", key=("iso3",))
class Accession:
    """One member, from the day its accession took effect."""

    iso3: str = column("member", STATE)
    name: str = column("name today", TEXT)
    signed: date | None = optional("founders: the Treaty signed", DAY)
    protocol_signed: date | None = optional("later members: the protocol signed", DAY)
    day: date = column(
        "accession took effect: in force, or instrument deposited", DAY, name="acceded"
    )
    wave: int = column("0 for founders, then the number of the enlargement", COUNT)
    wave_label: str = column("the wave in words", TEXT)
    members_after: int = column("members at the end of that day", POSITIVE)
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)


@table(
    "membership_notes",
    "Military structure, conflicts over dates, and changes of territory.",
    key=("note_id",),
)
class Remark:
    """What is to be added about the membership of some states; `day` None: of no single day."""

    note_id: str = column("id", identifier("FRA-1966-OUT", r"[A-Z]{3}(?:-[A-Z0-9]++)++"))
    members: tuple[str, ...] = optional("members it is about; empty: all", STATES, name="iso3")
    day: date | None = optional("day, or first day", DAY, name="date")
    end: date | None = optional("last day, or the other day of a conflict", DAY, name="end_date")
    kind: str = column(
        "what it is about",
        one_of(
            "announcement",
            "count",
            "date conflict",
            "headquarters",
            "military structure",
            "territory",
            "territory change",
            "territory rule",
        ),
    )
    text: str = column("what a reader should know, in sentences", TEXT, name="note")
    evidence: Evidence = made(Evidence, *PROOF)


@table(
    "consultations",
    "Article 4: one row a requester, so one consultation may have several rows.",
    key=("consultation_id", "requester_iso3"),
)
class Requester:
    """One country that asked for a consultation, or is said to have."""

    consultation_id: str = column("id", identifier("A4-2022-02", r"A4-\d{4}-\d{2}[A-Z]?+"))
    requested: date | None = optional("asked for", DAY, name="date_requested")
    held: date = column("held", DAY, name="date_held")
    iso3: str = column("who asked", STATE, name="requester_iso3")
    trigger: str = column("what it was about", TEXT)
    official: bool = column("whether the request is on record; no: disputed", YES_NO)
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)


@dataclass(frozen=True, slots=True)
class Consultation:
    """One use of Article 4."""

    consultation_id: str
    held: date
    trigger: str
    requesters: tuple[Requester, ...]

    @classmethod
    def of(cls, rows: tuple[Requester, ...]) -> Self:
        """From its requesters; ValueError if none of them is on record with a day."""
        if not any(row.official and row.requested for row in rows):
            raise ValueError("no official request has a day")
        first = rows[0]
        return cls(first.consultation_id, first.held, first.trigger, rows)

    @property
    def official(self) -> tuple[Requester, ...]:
        """The requesters on record, without the disputed ones."""
        return tuple(r for r in self.requesters if r.official)

    @property
    def requested(self) -> date:
        """The earliest day of an official request."""
        return min(r.requested for r in self.official if r.requested)


@table("near_misses", "Cases that are no consultation under Article 4.", key=("case_id",))
class NearMiss:
    """A case in which Article 4 was spoken of and not used."""

    case_id: str = column("id", identifier("NM-2022-11", r"NM-\d{4}-\d{2}[A-Z]?+"))
    day: date = column("day", DAY, name="date")
    countries: tuple[str, ...] = column("countries", STATES, name="country_iso3")
    what_happened: str = column("what happened, in sentences", TEXT)
    status: str = column("what became of it", TEXT)
    evidence: Evidence = made(Evidence, *PROOF)


@table("invocations", "Uses of Article 5.", key=("invocation_id",))
class Invocation:
    """A use of Article 5, with the days of the attack, of both decisions and of the measures."""

    invocation_id: str = column("id", identifier("A5-2001", r"A5-\d{4}"))
    attack: date = column("the attack", DAY, name="date_attack")
    invoked: date = column("invoked", DAY, name="date_invoked")
    confirmed: date = column("confirmed", DAY, name="date_confirmed")
    measures: date | None = optional("measures agreed", DAY, name="date_measures")
    attacked: str = column("who was attacked", STATE, name="attacked_iso3")
    trigger: str = column("the attack, in words", TEXT)
    members_then: int = column("members on the day it was invoked", POSITIVE)
    operations: str = column("operations that followed, in sentences", TEXT)
    status: str = column("how far this is known", TEXT)
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)


@table(
    "borders",
    "Land borders of members with Russia, Belarus and Ukraine. A row's id is "
    "`border:MEMBER-NEIGHBOUR`.",
    key=("member_iso3", "neighbour_iso3"),
)
class Border:
    """A member's border with Russia, Belarus or Ukraine; lengths in km as published."""

    member: str = column("member", STATE, name="member_iso3")
    neighbour: str = column("neighbour", one_of("RUS", "BLR", "UKR"), name="neighbour_iso3")
    length_km: str = column("length in the first source", KILOMETRES)
    length_alt_km: str = optional("another length in print", KILOMETRES)
    via_kaliningrad: bool = column("whether the member borders Russia only there", YES_NO)
    member_since: date = column("accession of the member", DAY)
    counts_from: date = column("from when the border counts", DAY, name="border_with_nato_from")
    note: str = note()
    evidence: Evidence = made(Evidence, *PROOF)

    @property
    def border_id(self) -> str:
        """Its id, as links name it."""
        return f"border:{self.member}-{self.neighbour}"


WAYS = (
    "signatory",
    "member",
    "member outside the integrated military structure",
    "member whose territory grew",
)


@table(
    "integration",
    "In what way a state belonged to the Alliance, where that is not simply as a member since its "
    "accession. Nobody has left the Treaty: a return to the military structure is no accession.",
    key=("iso3", "valid_from"),
)
class Way:
    """In what way a state belonged to the Alliance, from a day to a day."""

    iso3: str = column("state", STATE)
    kind: str = column("in what way", one_of(*WAYS), name="way")
    period: Period = made(Period, *PERIOD)
    sentence: str = column("what a reader should know, in sentences", TEXT)
    evidence: Evidence = made(Evidence, *PROOF)


COVER = ("covered", "not covered", "disputed")


@table(
    "article6",
    "Article 6, territory by territory: whether an attack there counts for Article 5, and why. "
    "A member's other ground in Europe and North America has no row: it is covered.",
    key=("territory_id", "valid_from"),
)
class Territory:
    """A territory in or out of the area of Article 6, from a day to a day.

    It is drawn with `units` of the shapefile, or as a point (WGS 84 degrees) where it has none.
    """

    territory_id: str = column("id", identifier("canary-islands", SLUG))
    name: str = column("name in English", TEXT, name="territory")
    members: tuple[str, ...] = column(
        "whose territory, or whose forces there", STATES, name="member_iso3"
    )
    cover: str = column("whether it is in the area", one_of(*COVER), name="standing")
    period: Period = made(Period, *PERIOD)
    units: tuple[str, ...] = optional(
        "units of the shapefile that it is drawn with", UNITS, name="made_of"
    )
    lat: float | None = optional("latitude, where it has no unit", LATITUDE)
    lon: float | None = optional("longitude, where it has no unit", LONGITUDE)
    reason: str = column("why, in sentences", TEXT)
    evidence: Evidence = made(Evidence, *SOURCED)

    @property
    def lon_lat(self) -> tuple[float, float] | None:
        """The point, if it is one."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


@table("article6_texts", "What Article 6 says, point by point, in words of ours.", key=("text_id",))
class Passage:
    """What Article 6 says on one point, in our words, from a day to a day."""

    text_id: str = column("id", identifier("tropic", SLUG))
    title: str = column("title", TEXT)
    text: str = column("the point, in sentences", TEXT)
    period: Period = made(Period, *PERIOD)
    evidence: Evidence = made(Evidence, *SOURCED)


@table("milestones", "Dated events of the Alliance's geography.", key=("milestone_id",))
class Milestone:
    """Another dated event; `same_as` names the rows that it restates."""

    milestone_id: str = column("id", identifier("S01", r"S\d{2}"))
    day: date = column("day, or first day", DAY, name="date")
    end: date | None = optional("last day", DAY, name="end_date")
    category: str = column(
        "what kind",
        one_of(
            "area",
            "article-4",
            "article-5",
            "enlargement",
            "operation",
            "partnership",
            "posture",
            "structure",
            "treaty",
            "war",
        ),
    )
    same_as: tuple[str, ...] = optional(
        "rows of other tables that it restates",
        events(kind for kind in EVENT_KINDS if kind not in ("milestone", "context")),
    )
    title: str = column("title", TEXT)
    description: str = column("what happened, in sentences", TEXT)
    countries: tuple[str, ...] = optional("countries", STATES)
    evidence: Evidence = made(Evidence, *PROOF)


@table("statements", "What was said, by whom and when.", key=("statement_id",))
class Statement:
    """What somebody in office said."""

    statement_id: str = column(
        "id", identifier("2022-02-24-biden", r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9]++)++")
    )
    day: date = column("day", DAY)
    speaker: str = column("who", TEXT)
    occasion: str = column("where", TEXT)
    countries: tuple[str, ...] = column("countries it is about", STATES)
    summary: str = column("what was said, in sentences of ours", TEXT)
    evidence: Evidence = made(Evidence, *SOURCED)
