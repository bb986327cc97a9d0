"""A pandera schema for each table, and the data dictionary; both are made from catalogue.py.

pandera is slow to import, so nothing that the app needs at start imports this module.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo_data.catalogue import ARTICLE_TABLES, BY_NAME, RECORD_TABLES
from geo_data.columns import Column, Table
from geo_data.rules import RULES

FILLED = "not empty"


def _or_empty(holds: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: cell == "" or holds(cell)


def _column(column: Column) -> pa.Column:
    checks = [pa.Check(_or_empty(column.rule.holds), element_wise=True, error=column.rule.words)]
    if not column.empty:
        checks.insert(0, pa.Check(lambda cell: cell != "", element_wise=True, error=FILLED))
    return pa.Column(str, checks=checks, nullable=False, description=column.meaning)


def schema(table: Table) -> pa.DataFrameSchema:
    """The schema of a table: all cells strings, these columns in this order."""
    columns = {column.name: _column(column) for column in table.columns}
    return pa.DataFrameSchema(
        columns, name=table.name, description=table.rows, strict=True, ordered=True
    )


SCHEMAS: dict[str, pa.DataFrameSchema] = {name: schema(table) for name, table in BY_NAME.items()}


def failures(name: str, frame: pd.DataFrame) -> Iterator[tuple[int, str, str, str]]:
    """Each cell of the table `name` that breaks a rule: index label, column, value, rule."""
    try:
        SCHEMAS[name].validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        wanted = cases[["index", "column", "failure_case", "check"]]
        for index, column, value, rule in wanted.itertuples(index=False):
            yield int(index), str(column), str(value), str(rule)


INTRO = """\
# The record

What is known from outside any article, one CSV file a table: UTF-8, a header row, every cell
text. `python -m geo_data check` tests every cell against the rules below and the tables against
one another. This page is made from those rules: `python -m geo_data.schemas` writes it.

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


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", r"\|")


def _section(table: Table) -> str:
    lines = [
        f"## {table.name}.csv",
        "",
        f"{table.rows} A row is named by {', '.join(f'`{column}`' for column in table.key)}.",
        "",
        "| column | meaning | rule | may be empty |",
        "|---|---|---|---|",
    ]
    for column in table.columns:
        empty = "yes" if column.empty else "no"
        rule = _cell(column.rule.words)
        lines.append(f"| {column.name} | {_cell(column.meaning)} | {rule} | {empty} |")
    return "\n".join(lines) + "\n"


def dictionary() -> str:
    """The data dictionary, in Markdown."""
    record = [_section(table) for table in RECORD_TABLES]
    article = [_section(table) for table in ARTICLE_TABLES]
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
    (Path(__file__).parent / "record" / "README.md").write_text(dictionary(), "utf-8")
