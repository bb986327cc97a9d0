"""Milestones and statements."""

from geo_data.columns import (
    DAY,
    EVENT_KINDS,
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

MILESTONES = Table(
    "milestones",
    "Dated events of the Alliance's geography.",
    ("milestone_id",),
    (
        Column("milestone_id", "id", identifier("S01", r"S\d{2}")),
        Column("date", "day, or first day", DAY),
        optional("end_date", "last day", DAY),
        Column(
            "category",
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
        ),
        optional(
            "same_as",
            "rows of other tables that it restates",
            events(kind for kind in EVENT_KINDS if kind != "milestone"),
        ),
        Column("title", "title", TEXT),
        Column("description", "what happened, in sentences", TEXT),
        optional("countries", "countries", STATES),
        *PROOF,
    ),
)

STATEMENTS = Table(
    "statements",
    "What was said, by whom and when.",
    ("statement_id",),
    (
        Column(
            "statement_id",
            "id",
            identifier("2022-02-24-biden", r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9]++)++"),
        ),
        Column("day", "day", DAY),
        Column("speaker", "who", TEXT),
        Column("occasion", "where", TEXT),
        Column("countries", "countries it is about", STATES),
        Column("summary", "what was said, in sentences of ours", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)
