"""The data dictionary of record and articles, made from the tables' own declarations.

How it begins is written in dictionary.md.
"""

from pathlib import Path
from typing import Any

from geo_data.rules import RULES
from geo_data.tables.articles import ARTICLE_TABLES
from geo_data.tables.columns import Table
from geo_data.tables.record import RECORD_TABLES
from geo_data.texts import markdown_table, read_text


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
    across = (f"- {(rule.__doc__ or '').splitlines()[0]}\n" for rule in RULES)
    parts = (
        read_text(Path(__file__).with_suffix(".md")),
        *map(section, RECORD_TABLES),
        "# An article's tables\n",
        *map(section, ARTICLE_TABLES),
        "# Rules across the tables\n",
        "".join(across),
    )
    return "\n".join(parts)


if __name__ == "__main__":
    (Path(__file__).parents[1] / "record" / "README.md").write_text(dictionary(), "utf-8")
