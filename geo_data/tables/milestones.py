"""Milestones and statements."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geo_data.days import last_day_meant
from geo_data.tables.columns import (
    DAY,
    EVENT_KINDS,
    PROOF,
    SOURCE_IDS,
    STATES,
    SURE,
    TEXT,
    Column,
    Row,
    Table,
    day,
    events,
    identifier,
    one_of,
    optional,
    split,
)
from geo_data.tables.sources import Evidence


@dataclass(frozen=True, slots=True)
class Milestone:
    """Another dated event; `same_as` names the rows that it restates."""

    milestone_id: str
    day_text: str
    day: date
    end: date | None
    same_as: tuple[str, ...]
    title: str
    description: str
    countries: tuple[str, ...]
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["milestone_id"],
            row["date"],
            day(row["date"]),
            last_day_meant(row["end_date"]),
            split(row["same_as"]),
            row["title"],
            row["description"],
            split(row["countries"]),
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody in office said."""

    statement_id: str
    day: date
    speaker: str
    occasion: str
    countries: tuple[str, ...]
    summary: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["statement_id"],
            day(row["day"]),
            row["speaker"],
            row["occasion"],
            split(row["countries"]),
            row["summary"],
            Evidence.read(row),
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
