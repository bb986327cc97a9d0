"""The tables of an article pack: those of the project, with more cells that may be empty.

Who brings an article need not have compared it with the record yet: an empty verdict means that.
"""

from dataclasses import replace

from geo_data.tables.articles import FACTS, NOTES
from geo_data.tables.columns import Column, Table, identifier, optional, several
from geo_data.tables.forces import MOVES

NOT_COMPARED = "not compared"
"""How an empty verdict is read out."""

ARTICLE_FILE = "article.toml"
_FACT_IDS = replace(identifier("F01;F02", several(r"F\d{2,}+")), codes="facts")


def _lenient(table: Table, *may_be_empty: str, more: tuple[Column, ...] = ()) -> Table:
    columns = (replace(c, empty=c.empty or c.name in may_be_empty) for c in table.columns)
    return replace(table, columns=(*columns, *more))


PACK_FACTS = _lenient(
    FACTS, "fact_id", "actor", "verdict", "record_says", "source_ids", "confidence"
)
PACK_MOVES = _lenient(
    MOVES,
    *("move_id", "leg", "kind", "temporary", "source_ids", "confidence"),
    more=(optional("fact_ids", "facts of the article that speak of the move", _FACT_IDS),),
)
PACK_NOTES = _lenient(NOTES, "note_id", "about", "source_ids", "confidence")
PACK_TABLES = {table.name: table for table in (PACK_FACTS, PACK_MOVES, PACK_NOTES)}
