"""Members, Articles 4 and 5, and borders."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.tables.columns import (
    COUNT,
    DAY,
    KILOMETRES,
    NOTE,
    PERIOD,
    POSITIVE,
    PROOF,
    STATE,
    STATES,
    TEXT,
    YES_NO,
    Column,
    Row,
    Table,
    day,
    identifier,
    one_of,
    optional,
    split,
)
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Period


@dataclass(frozen=True, slots=True)
class Accession:
    """One member, from the day its accession took effect."""

    iso3: str
    day: date
    wave_label: str
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            day(row["acceded"]),
            row["wave_label"],
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Border:
    """A member's border with Russia, Belarus or Ukraine; lengths in km as published."""

    border_id: str
    member: str
    neighbour: str
    length_km: str
    length_alt_km: str
    via_kaliningrad: bool
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            f"border:{row['member_iso3']}-{row['neighbour_iso3']}",
            row["member_iso3"],
            row["neighbour_iso3"],
            row["length_km"],
            row["length_alt_km"],
            row["via_kaliningrad"] == "yes",
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Requester:
    """One country that asked for a consultation, or is said to have."""

    iso3: str
    requested: date | None
    official: bool
    note: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["requester_iso3"],
            last_day_meant(row["date_requested"]),
            row["official"] == "yes",
            row["note"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Consultation:
    """One use of Article 4."""

    consultation_id: str
    held: date
    trigger: str
    requesters: tuple[Requester, ...]

    @classmethod
    def read(cls, key: str, rows: list[Row]) -> Self:
        """From the rows that share its id."""
        first = rows[0]
        requesters = tuple(Requester.read(row) for row in rows)
        if not any(r.official and r.requested for r in requesters):
            msg = "no official request has a day"
            raise ValueError(msg)
        return cls(key, day(first["date_held"]), first["trigger"], requesters)

    @property
    def official(self) -> tuple[Requester, ...]:
        """The requesters on record, without the disputed ones."""
        return tuple(r for r in self.requesters if r.official)

    @property
    def requested(self) -> date:
        """The earliest day of an official request."""
        return min(r.requested for r in self.official if r.requested)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A case in which Article 4 was spoken of and not used."""

    case_id: str
    day: date
    countries: tuple[str, ...]
    what_happened: str
    status: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["case_id"],
            day(row["date"]),
            split(row["country_iso3"]),
            row["what_happened"],
            row["status"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Invocation:
    """A use of Article 5, with the days of the attack, of both decisions and of the measures."""

    invocation_id: str
    invoked: date
    confirmed: date
    attacked: str
    trigger: str
    note: str
    evidence: Evidence
    attack: date
    measures: date
    operations: str

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["invocation_id"],
            day(row["date_invoked"]),
            day(row["date_confirmed"]),
            row["attacked_iso3"],
            row["trigger"],
            row["note"],
            Evidence.read(row),
            day(row["date_attack"]),
            day(row["date_measures"]),
            row["operations"],
        )


@dataclass(frozen=True, slots=True)
class Way:
    """In what way a state belonged to the Alliance, from a day to a day."""

    iso3: str
    kind: str
    period: Period
    sentence: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["iso3"],
            row["way"],
            Period.read(row),
            row["sentence"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be added about the membership of some states; `day` None: of no single day."""

    members: tuple[str, ...]
    day: date | None
    kind: str
    text: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            split(row["iso3"]),
            last_day_meant(row["date"]),
            row["kind"],
            row["note"],
            Evidence.read(row),
        )


MEMBERSHIP = Table(
    "membership",
    "One row a member, with the day its accession took effect.",
    ("iso3",),
    (
        Column("iso3", "member", STATE),
        Column("name", "name today", TEXT),
        optional("signed", "founders: the Treaty signed", DAY),
        optional("protocol_signed", "later members: the protocol signed", DAY),
        Column("acceded", "accession took effect: in force, or instrument deposited", DAY),
        Column("wave", "0 for founders, then the number of the enlargement", COUNT),
        Column("wave_label", "the wave in words", TEXT),
        Column("members_after", "members at the end of that day", POSITIVE),
        NOTE,
        *PROOF,
    ),
)


MEMBERSHIP_NOTES = Table(
    "membership_notes",
    "Military structure, conflicts over dates, and changes of territory.",
    ("note_id",),
    (
        Column("note_id", "id", identifier("FRA-1966-OUT", r"[A-Z]{3}(?:-[A-Z0-9]++)++")),
        optional("iso3", "members it is about; empty: all", STATES),
        optional("date", "day, or first day", DAY),
        optional("end_date", "last day, or the other day of a conflict", DAY),
        Column(
            "kind",
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
        ),
        Column("note", "what a reader should know, in sentences", TEXT),
        *PROOF,
    ),
)


CONSULTATIONS = Table(
    "consultations",
    "Article 4: one row a requester, so one consultation may have several rows.",
    ("consultation_id", "requester_iso3"),
    (
        Column("consultation_id", "id", identifier("A4-2022-02", r"A4-\d{4}-\d{2}[A-Z]?+")),
        optional("date_requested", "asked for", DAY),
        Column("date_held", "held", DAY),
        Column("requester_iso3", "who asked", STATE),
        Column("trigger", "what it was about", TEXT),
        Column("official", "whether the request is on record; no: disputed", YES_NO),
        NOTE,
        *PROOF,
    ),
)


NEAR_MISSES = Table(
    "near_misses",
    "Cases that are no consultation under Article 4.",
    ("case_id",),
    (
        Column("case_id", "id", identifier("NM-2022-11", r"NM-\d{4}-\d{2}[A-Z]?+")),
        Column("date", "day", DAY),
        Column("country_iso3", "countries", STATES),
        Column("what_happened", "what happened, in sentences", TEXT),
        Column("status", "what became of it", TEXT),
        *PROOF,
    ),
)


INVOCATIONS = Table(
    "invocations",
    "Uses of Article 5.",
    ("invocation_id",),
    (
        Column("invocation_id", "id", identifier("A5-2001", r"A5-\d{4}")),
        Column("date_attack", "the attack", DAY),
        Column("date_invoked", "invoked", DAY),
        Column("date_confirmed", "confirmed", DAY),
        optional("date_measures", "measures agreed", DAY),
        Column("attacked_iso3", "who was attacked", STATE),
        Column("trigger", "the attack, in words", TEXT),
        Column("members_then", "members on the day it was invoked", POSITIVE),
        Column("operations", "operations that followed, in sentences", TEXT),
        Column("status", "how far this is known", TEXT),
        NOTE,
        *PROOF,
    ),
)


BORDERS = Table(
    "borders",
    "Land borders of members with Russia, Belarus and Ukraine. A row's id is "
    "`border:MEMBER-NEIGHBOUR`.",
    ("member_iso3", "neighbour_iso3"),
    (
        Column("member_iso3", "member", STATE),
        Column("neighbour_iso3", "neighbour", one_of("RUS", "BLR", "UKR")),
        Column("length_km", "length in the first source", KILOMETRES),
        optional("length_alt_km", "another length in print", KILOMETRES),
        Column("via_kaliningrad", "whether the member borders Russia only there", YES_NO),
        Column("member_since", "accession of the member", DAY),
        Column("border_with_nato_from", "from when the border counts", DAY),
        NOTE,
        *PROOF,
    ),
)


WAYS = (
    "signatory",
    "member",
    "member outside the integrated military structure",
    "member whose territory grew",
)


INTEGRATION = Table(
    "integration",
    "In what way a state belonged to the Alliance, where that is not simply as a member since its "
    "accession. Nobody has left the Treaty: a return to the military structure is no accession.",
    ("iso3", "valid_from"),
    (
        Column("iso3", "state", STATE),
        Column("way", "in what way", one_of(*WAYS)),
        *PERIOD,
        Column("sentence", "what a reader should know, in sentences", TEXT),
        *PROOF,
    ),
)
