"""An article's facts, and the notes beside them."""

from geo_data.columns import (
    DAY,
    EVENT_KINDS,
    POSITIVE,
    PROOF,
    SOURCE_IDS,
    STATES,
    SURE,
    TEXT,
    Column,
    Table,
    events,
    identifier,
    one_of,
    optional,
)

FACTS = Table(
    "facts",
    "The claims of an article that can be checked, as the article makes them.",
    ("fact_id",),
    (
        Column("fact_id", "id", identifier("F01", r"F\d{2,}+")),
        Column("paragraph", "paragraph below the headline, from 1", POSITIVE),
        Column(
            "kind",
            "what it is about",
            one_of("border", "consultation", "membership", "move", "statement", "treaty", "war"),
        ),
        optional("day_claimed", "day that the article gives", DAY),
        optional("day_on_record", "day on record", DAY),
        optional("countries", "countries of the claim", STATES),
        Column("actor", "who acts or speaks", TEXT),
        Column("paraphrase", "the claim in words of ours", TEXT),
        Column(
            "verdict",
            "how claim and record compare",
            one_of("agrees", "narrower", "differs", "not in record", "not checkable"),
        ),
        optional(
            "record_ids", "rows of the record that it meets", events([*EVENT_KINDS, "border"])
        ),
        Column("record_says", "what the record says, in sentences", TEXT),
        optional("note", "what stays open, in sentences", TEXT),
        *PROOF,
    ),
)

NOTES = Table(
    "notes",
    "What is no claim of the article but belongs beside one.",
    ("note_id",),
    (
        Column("note_id", "id, of the same series as the facts", identifier("F19", r"F\d{2,}+")),
        Column("fact_id", "fact that it stands beside", identifier("F18", r"F\d{2,}+")),
        Column("about", "countries it is about", STATES),
        Column("note", "the note, in sentences", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)
