"""Writes a pack: a zip that can be opened again, or unpacked into geo_data/articles."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from geo_data.packs.brought import Brought
from geo_data.packs.head import KEYS, Head
from geo_data.packs.unpack import zipped
from geo_data.tables.articles import ARTICLE_FILE
from geo_data.tables.cells import csv_text, guarded
from geo_data.tables.columns import Table


def pack_bytes(brought: Brought) -> bytes:
    """All that was brought, rows that wait too; the same rows give the same bytes."""
    files = {
        f"{name}.csv": table_bytes(sheet.table, sheet.rows)
        for name, sheet in brought.sheets.items()
        if sheet.rows or name == "facts"
    }
    return zipped({ARTICLE_FILE: head_text(brought.head).encode(), **files})


def table_bytes(table: Table[Any], rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """A table as CSV; a cell that a spreadsheet would run has an apostrophe before it."""
    cells = ([guarded(row[name]) for name in table.header] for row in rows)
    return csv_text(table.header, cells).encode()


def head_text(head: Head, *, comments: bool = False) -> str:
    """article.toml; what nobody said is left out."""
    lines = []
    for key in KEYS:
        value = getattr(head, key.field)
        if not value:
            continue
        if comments:
            lines.append(f"# {key.meaning}: {key.expected}")
        # A JSON string is a basic string of TOML.
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
        lines.append(f"{key.name} = {text.lower() if isinstance(value, bool) else text}")
    return "".join(f"{line}\n" for line in lines)
