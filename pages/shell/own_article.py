"""What a reader brings: rows as typed, kept in the reader's session and nowhere else.

What is shown is read from the rows at each change; the rows themselves are never thrown away by a
fault, a filter or a change of page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from geo_data import Article, PackError
from geo_data.packs.apart import Reader
from geo_data.packs.brought import Brought, Cells
from geo_data.packs.faults import Fault
from geo_data.packs.head import Head
from geo_data.packs.read import Draft, Marks
from geo_data.tables.articles import PACK_TABLES

KEY = "own"
SPARE_ROWS = 3
TABLES = tuple(PACK_TABLES)
reader = Reader()


def frame(table: str, rows: Iterable[Cells] = ()) -> pd.DataFrame:
    """Rows as the editor shows them: text, numbered from 1, at the end some to type in."""
    header = list(PACK_TABLES[table].header)
    given = list(rows)
    while given and not any(given[-1].values()):
        given.pop()
    given += [dict.fromkeys(header, "")] * SPARE_ROWS
    index = pd.RangeIndex(1, len(given) + 1, name="row")
    return pd.DataFrame(given, index, columns=header, dtype=str)


def cells(rows: pd.DataFrame) -> list[Cells]:
    """The rows, every cell a text."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, row, strict=True)) for row in rows.itertuples(index=False)]


def edited(rows: pd.DataFrame, changes: Mapping[str, Any]) -> list[Cells]:
    """The rows with what a data editor says has changed; a cell that was emptied is None there."""
    found, empty = cells(rows), dict.fromkeys(rows.columns, "")

    def texts(row: Mapping[str, object]) -> Cells:
        return {k: "" if v is None else str(v) for k, v in row.items() if k in empty}

    for number, row in changes["edited_rows"].items():
        found[int(number)] |= texts(row)
    gone = {*changes["deleted_rows"]}
    kept = [row for number, row in enumerate(found) if number not in gone]
    return [*kept, *(empty | texts(row) for row in changes["added_rows"])]


@dataclass
class Own:
    """One reader's article in the making.

    `rows` are the tables as typed, `base` what the editors were opened with: an editor forgets
    what was typed if it is given other rows, and when its page is left. `read` is what the rows
    say, `refused` why they could not be read last time; `before` what stood here until a file took
    its place. `form` is what was wrong with the file itself, `marked` with the form of its rows,
    by table. `turn` names the editors anew.
    """

    head: Head = field(default_factory=Head)
    rows: dict[str, pd.DataFrame] = field(default_factory=lambda: {t: frame(t) for t in TABLES})
    base: dict[str, pd.DataFrame] = field(default_factory=dict)
    read: Brought | None = None
    refused: str = ""
    form: tuple[Fault, ...] = ()
    marked: Mapping[str, Marks] = field(default_factory=dict)
    before: "Own | None" = None
    turn: int = 0

    def __post_init__(self) -> None:
        self.base = dict(self.rows)

    @property
    def article(self) -> Article | None:
        """The article of the good rows; None while there is none."""
        return self.read.article if self.read else None

    def again(self) -> None:
        """Read the rows as they are now; too many of them leave what was read before."""
        rows = {table: cells(self.rows[table]) for table in TABLES}
        self.refused = ""
        if not any(any(row.values()) for table in TABLES for row in rows[table]):
            self.read = None
            return
        try:
            self.read = Draft(self.head, rows, self.marked, self.form).read()
        except PackError as error:
            self.refused = str(error)

    def typed(self, table: str, changes: Mapping[str, Any]) -> None:
        """Take over what an editor says has changed, and read the rows."""
        self.rows[table] = frame(table, edited(self.base[table], changes))
        if changes["deleted_rows"]:  # the editor would go on with the old numbers of rows
            self.reopened()
        self.again()

    def reopened(self) -> None:
        """The editors start anew from what was typed."""
        self.base = dict(self.rows)
        self.turn += 1


def own() -> Own:
    """This reader's article."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Own()
    found: Own = st.session_state[KEY]
    return found


def opened(name: str, content: bytes) -> Own:
    """What a file holds, in place of what was there; PackError if it cannot be read at all."""
    now = own()
    draft, found = reader.opened(name, content, now.head)
    made = Own(
        draft.head,
        {table: frame(table, rows) for table, rows in draft.rows.items()},
        read=found,
        form=draft.form,
        marked=draft.marked,
        before=replace(now, before=None),
        turn=now.turn + 1,
    )
    st.session_state[KEY] = made
    return made
