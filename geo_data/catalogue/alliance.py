"""Members, Articles 4 and 5, and borders."""

from geo_data.columns import (
    COUNT,
    DAY,
    KILOMETRES,
    NOTE,
    POSITIVE,
    PROOF,
    STATE,
    STATES,
    TEXT,
    YES_NO,
    Column,
    Table,
    identifier,
    one_of,
    optional,
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
