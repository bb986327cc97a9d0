"""A template to fill in, and the page that tells how: both are made from the tables.

`python -m geo_data.packs.template` writes the page, geo_data/articles/README.md.
"""

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
from geo_data.texts import markdown_cell, markdown_table

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
    return f"{INTRO}\n{dictionary()}"


INTRO = f"""\
# How to write an article pack

An article pack is what one news article says, fact by fact, so that the dashboard can show it
beside the record. It is a folder, or that folder as a zip:

- `{ARTICLE_FILE}`, the head: title, publisher, day, language, number of paragraphs.
- `facts.csv`, the claims of the article that can be checked, one row a claim.
- `moves.csv`, if the article reports force movements that the record does not have. They are
  drawn as the article's and counted in no total.
- `notes.csv`, if something belongs beside a fact that is no claim of the article.

A table of facts alone, as CSV or as an Excel workbook (.xlsx), can be brought as well; the head is
then asked for. This page is made from the rules by which a pack is read:
`python -m geo_data.packs.template` writes it.

## Writing the tables

- **CSV** is UTF-8, with a header row; comma, semicolon or tab between the cells. UTF-16 and UTF-32
  are read if they begin with their mark. Other encodings are refused, because the same byte is
  another letter in each of them. **A workbook** gives its sheet named `facts`, else its first.
- **Columns** may stand in any order, in capital or small letters, and those that may be empty may
  be missing. A column that is not in the list below is told as a fault.
- **Empty** means unknown or none, never zero. **`;`** separates several values in a cell.
- **Days** are ISO 8601, YYYY-MM-DD, from the day of the North Atlantic Treaty to the last day that
  the record was checked. A fact claims no day after the article's own.
- **Countries** are codes of three letters that stand in
  [../record/states.csv](../record/states.csv).
- **Ids** name the rows: F01, F02, ... for facts and notes together, and letters, a hyphen, letters
  or digits for moves, as US-0222A. Who leaves `fact_id`, `note_id`, `move_id` or `leg` empty gets
  the next one that is free. An id is for ever, links carry it.
- **Verdicts** compare a fact with the record: *agrees* (every element stated is in a record row),
  *narrower* (all it states is true, and the record holds more of the same kind), *differs* (at
  least one stated element conflicts), *not in record* (no row bears on it), *not checkable*
  (opinion, promise, paraphrase of the treaty). The first three name the rows that they compare
  with in `record_ids`, *not in record* names none. Leave the verdict empty where nobody has
  compared yet: it is shown as *{NOT_COMPARED}*. Never guess one.
- **Sources** are ids of [../record/sources.csv](../record/sources.csv), best first. Where there is
  none the article itself is the source, and the cell stays empty.
- **Moves** have a row a leg; headcount, label and summary stand on leg 1 only, and
  `coord_confidence` exactly where there are coordinates. `fact_ids` are the facts that speak of
  the move.
- **Formulas** are not read. A cell that begins with = + - or @ is taken for one, unless it is a
  plain number; begin a text with a word. HTML and markup of templates are text like any other.
- **Paraphrases** are in words of your own: a pack holds no text of the article.

## Limits

- A file has at most {limits.megabytes(limits.FILE_BYTES)}; a zip or a workbook, unpacked, at most
  {limits.megabytes(limits.UNPACKED_BYTES)}.
- A pack has at most {limits.ROWS["facts"]:,} facts, {limits.ROWS["moves"]:,} legs of moves and
  {limits.ROWS["notes"]:,} notes.
- A table has at most {limits.COLUMNS} columns, a cell at most {limits.CELL_CHARACTERS:,}
  characters.
- A zip holds the files of one pack, in one folder or in none, and nothing else: no archives, links
  or passwords. A workbook holds no macros and no links to other workbooks.

## Checking and shipping

`python -m geo_data check PATH` reads a folder, a zip or a table and prints each fault on a line:
file, row, column, what is wrong, and what was probably meant. `python -m geo_data check` does the
same for all that is here. Rows with a fault wait; the others make the article.

To ship an article with the dashboard, put its folder into `geo_data/articles` and start the
dashboard again. The folder's name is the article's name in addresses: small letters, digits and
hyphens, beginning with the day, as 2022-02-24-us-troops. It must not change later.
"""

if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
