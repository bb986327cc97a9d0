"""A copy of record and articles that a test may spoil, and what the check then says."""

import csv
import shutil
from pathlib import Path

from geo_data.packs.check import check
from geo_data.rules.book import Fault
from geo_data.tables import files as tables
from geo_data.tables.record import BY_NAME

ARTICLE = "2022-02-24-us-troops"


class Copy:
    """A copy of record and articles that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.record = shutil.copytree(tables.RECORD_DIR, folder / "record")
        self.articles = shutil.copytree(tables.ARTICLES_DIR, folder / "articles")

    def path(self, table: str) -> Path:
        if table in {"facts", "notes"}:
            return self.articles / ARTICLE / f"{table}.csv"
        return self.record / f"{table}.csv"

    def write(self, table: str, rows: list[dict[str, str]]) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, BY_NAME[table].header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, key: str, **cells: str) -> int:
        """Change cells of the row with this key (its parts with blanks between): its line."""
        rows = tables.rows(self.path(table))
        keys = [" ".join(row[column] for column in BY_NAME[table].key) for row in rows]
        rows[keys.index(key)].update(cells)
        self.write(table, rows)
        return keys.index(key) + 2

    def repeat(self, table: str, key: str, **cells: str) -> int:
        """Add a copy of a row at the end, with these cells changed: its line."""
        rows = tables.rows(self.path(table))
        keys = [" ".join(row[column] for column in BY_NAME[table].key) for row in rows]
        rows.append(rows[keys.index(key)] | cells)
        self.write(table, rows)
        return len(rows) + 1

    def drop(self, table: str, key: str) -> None:
        rows = tables.rows(self.path(table))
        columns = BY_NAME[table].key
        self.write(table, [r for r in rows if " ".join(r[c] for c in columns) != key])

    def check(self) -> list[Fault]:
        return check(self.record, self.articles)


def file_of(table: str) -> str:
    """The name that a fault gives a table."""
    folder = f"articles/{ARTICLE}" if table in {"facts", "notes"} else "record"
    return f"{folder}/{table}.csv"


def only(faults: list[Fault]) -> tuple[str, int, str, str]:
    """File, row, column and value of the one fault that there is."""
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0].file, faults[0].row, faults[0].column, faults[0].value
