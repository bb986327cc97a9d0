"""A change: one thing that is other at the end of a day than it was the day before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo_data.english import unique
from geo_data.tables.sources import Evidence

KINDS = (
    "accession",
    "belonging",
    "invocation",
    "consultation",
    "battlegroup",
    "ground",
    "end",
    "name",
    "border",
    "article6",
)
"""`belonging`: another way of being a member; `end`: of a state on this map; `article6`: what
the Treaty covers."""

LESS_SURE = ("confirmed", "memory", "unverified", "disputed")


@dataclass(frozen=True, slots=True)
class Change:
    """What is other from `day` on, in whole sentences.

    `began` and `ended` name what stands from then on and what no longer does: members by code,
    states by code and first day (`DEU 1990-10-03`), battlegroups by id, borders by both codes
    (`FIN-RUS`). `day_text` is the day as stored (perhaps only a month); `focus` what to look at.
    """

    day: date
    day_text: str
    kind: str
    what: str
    evidence: Evidence
    focus: str = ""
    began: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


def together(parts: Iterable[Evidence]) -> Evidence:
    """What bears out all of some rows: every source, and no surer than the least sure of them."""
    found = tuple(parts)
    return Evidence(
        unique(source for each in found for source in each.source_ids),
        max((each.confidence for each in found), key=LESS_SURE.index),
        "; ".join(unique(each.memory_fields for each in found)),
    )
