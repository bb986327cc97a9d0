"""A template to fill in, and the page that tells how: both are made from the tables.

`python -m geo_data.packs.template` writes the page, geo_data/articles/README.md; how it begins is
written in template.md.
"""

from pathlib import Path
from typing import Any

from geo_data.errors import DataFileError
from geo_data.packs import limits
from geo_data.packs.head import KEYS, Head, from_toml, head_text
from geo_data.packs.tabular import table_bytes
from geo_data.packs.unpack import zipped
from geo_data.tables import files as tables
from geo_data.tables.articles import ARTICLE_FILE, NOT_COMPARED, PACK_FACTS, PACK_MOVES, PACK_TABLES
from geo_data.tables.columns import Table, table_of
from geo_data.tables.forces import Leg
from geo_data.tables.record import record
from geo_data.texts import markdown_cell, markdown_table, read_text

EXAMPLE = tables.ARTICLES_DIR / "2022-02-24-us-troops"
EXAMPLE_FACTS = ("F01", "F13")
EXAMPLE_NOTE = "An example, from the article that ships with the dashboard: replace this row."
LONGEST_EXAMPLE = 70
OPENING = """\
# The head of an article pack. What stands here is an example, from the article that ships with
# the dashboard: replace it, and the rows of facts.csv, by those of your article.
"""
PAGE = tables.ARTICLES_DIR / "README.md"


def template_zip() -> bytes:
    """A pack with an article's head, two facts as examples, and a table for moves."""
    files = {ARTICLE_FILE: f"{OPENING}{head_text(_example_head(), comments=True)}".encode()}
    files["facts.csv"] = facts_template_csv()
    files["moves.csv"] = table_bytes(PACK_MOVES)
    return zipped(files)


def facts_template_csv() -> bytes:
    """The table of facts with two rows as examples."""
    rows = [row for row in _shipped("facts") if row["fact_id"] in EXAMPLE_FACTS]
    return table_bytes(PACK_FACTS, [row | {"note": EXAMPLE_NOTE} for row in rows])


def _shipped(name: str) -> list[dict[str, str]]:
    """Rows to take examples from; none where somebody took them away."""
    try:
        if name == "moves":
            return record().rows(table_of(Leg))
        return tables.rows(EXAMPLE / f"{name}.csv")
    except DataFileError:
        return []


def _example_head() -> Head:
    try:
        return from_toml((EXAMPLE / ARTICLE_FILE).read_bytes(), None)[0]
    except OSError:
        return Head()


def _section(table: Table[Any]) -> str:
    shipped = _shipped(table.name)

    def example(name: str) -> str:
        cells = (row.get(name, "") for row in shipped)
        return next((c for c in cells if c and len(markdown_cell(c)) <= LONGEST_EXAMPLE), "")

    rows = (
        (c.name, c.meaning, c.rule.words, "yes" if c.empty else "no", example(c.name))
        for c in table.columns
    )
    header = ("column", "meaning", "what is expected", "may be empty", "example")
    return f"## {table.name}.csv\n\n{table.rows}\n\n{markdown_table(header, rows)}"


def dictionary() -> str:
    """The files of a pack, key by key and column by column, in Markdown."""
    header = ("key", "meaning", "what is expected", "may be missing", "example")
    keys = (
        (key.name, key.meaning, key.expected, "no" if key.needed else "yes", key.example)
        for key in KEYS
    )
    head = f"## {ARTICLE_FILE}\n\nThe head of the article.\n\n{markdown_table(header, keys)}"
    return "\n".join([head, *(_section(table) for table in PACK_TABLES.values())])


def page() -> str:
    """How to write an article pack, in Markdown."""
    intro = read_text(Path(__file__).with_suffix(".md")).format(
        head=ARTICLE_FILE,
        not_compared=NOT_COMPARED,
        limits=limits,
        file_size=limits.megabytes(limits.FILE_BYTES),
        unpacked_size=limits.megabytes(limits.UNPACKED_BYTES),
    )
    return f"{intro}\n{dictionary()}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
