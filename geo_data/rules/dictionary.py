"""The data dictionary of record and articles, made from the tables' own declarations."""

from pathlib import Path
from typing import Any

from geo_data.rules import RULES
from geo_data.tables.articles import ARTICLE_TABLES
from geo_data.tables.columns import Table
from geo_data.tables.record import RECORD_TABLES
from geo_data.texts import markdown_table

INTRO = """\
# The record

What is known from outside any article, one CSV file a table: UTF-8, a header row, every cell
text. `python -m geo_data check` tests every cell against the rules below and the tables against
one another. This page is made from those rules: `python -m geo_data.rules.dictionary` writes it.

- **Days** are ISO 8601. Where only the month is known it is written YYYY-MM and counts from its
  last day. **Periods are closed**: the last day still belongs to them. A row speaks of the end of
  its day.
- **Empty** means unknown or none, never zero. **`;`** separates several values in a cell.
- **confidence** is *confirmed* (the source says so), *unverified* (no source that we trust says
  so), *memory* (nobody's page was read) or *disputed*. **memory_fields** names single details of
  a row that rest on memory, whatever the rest of the row.
- **Ids** are for ever, links carry them. An event is `kind:row id`: `accession:FIN`,
  `consultation:A4-2022-02`, `invocation:A5-2001`, `move:US-0222A`, `battlegroup:LVA-2017`,
  `milestone:S01`, `statement:2022-02-24-biden`. `border:EST-RUS` is a row of the record and no
  event.
- **Sources** are shown by title, publisher and day; without a title, by publisher and day. Only
  those of the kinds official, press and reference are linked.
- **record.toml** holds `checked_until`, the last day that the record speaks for.
- An article is a folder in [../articles](../articles): `article.toml` (title, publisher, day,
  language, number of paragraphs) and the tables facts.csv and notes.csv. A fact's verdict is
  *agrees* (every element stated is in a record row), *narrower* (all it states is true, and the
  record holds more of the same kind), *differs* (at least one stated element conflicts),
  *not in record* (no row bears on it) or *not checkable* (opinion, promise, paraphrase of the
  treaty).

All prose in the tables is the project's own. The compiled tables are under the project's licence:
see [LICENSE](../../LICENSE).
"""


def section(table: Table[Any]) -> str:
    """A table's columns with meaning and rule, in Markdown."""
    named = f"A row is named by {', '.join(f'`{column}`' for column in table.key)}."
    rows = (
        (column.name, column.meaning, column.rule.words, "yes" if column.empty else "no")
        for column in table.columns
    )
    columns = markdown_table(("column", "meaning", "rule", "may be empty"), rows)
    return f"## {table.name}.csv\n\n{table.rows} {named}\n\n{columns}"


def dictionary() -> str:
    """The data dictionary, in Markdown."""
    record = [section(table) for table in RECORD_TABLES]
    article = [section(table) for table in ARTICLE_TABLES]
    across = "".join(f"- {(rule.__doc__ or '').splitlines()[0]}\n" for rule in RULES)
    return "\n".join(
        [
            INTRO,
            *record,
            "# An article's tables\n",
            *article,
            "# Rules across the tables\n",
            across,
        ]
    )


if __name__ == "__main__":
    (Path(__file__).parents[1] / "record" / "README.md").write_text(dictionary(), "utf-8")
