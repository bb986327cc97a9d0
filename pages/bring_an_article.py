"""Check a text: a file, or rows typed here; every fault in words, good rows on the map."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from geo_data import PackError, View
from geo_data.figures.web import markup
from geo_data.figures.web.markup import fragment
from geo_data.history.view import OWN, nearest_day
from geo_data.packs.brought import Brought, pack_bytes
from geo_data.packs.faults import Fault
from geo_data.tables.articles import ARTICLE_FILE, PACK_TABLES
from geo_data.tables.columns import Column
from pages.server.serving import base
from pages.shell.address import address, changed, html, shown, telling
from pages.shell.day_input import day_input
from pages.shell.file_input import chosen, file_input, read_before
from pages.shell.live_map import live_map
from pages.shell.own_article import KEY, Own, opened, own

S = st.session_state
MOST_FAULTS = 60
HIGHEST, ROW_HEIGHT, ROWS_BESIDE = 360, 35, 2
"""Pixels of an editor and of a row; the header and the last row, which adds one."""
NAMES = {"facts": "Facts", "moves": "Force moves", "notes": "Notes"}
WIDE = {"paraphrase": 320, "record_says": 260, "note": 260, "summary": 260}


def _take() -> None:
    """Open what was chosen; a file that cannot be read changes nothing."""
    if read_before(S["own_file"]):
        return
    S["own_refused"] = ""
    try:
        found = chosen(S["own_file"])
        made = opened(*found) if found else None
    except PackError as error:
        S["own_refused"] = str(error)
    else:
        _show(made.article.day if made and made.article else None)


def _show(day: date | None) -> None:
    """Turn the map to the article's day."""
    if day:
        S["on"] = nearest_day(day)
        changed()


def _begin() -> None:
    S[KEY] = Own(before=replace(own(), before=None), turn=own().turn + 1)


def _back() -> None:
    before = own().before
    if before:
        before.reopened()
        before.turn = own().turn + 1
        S[KEY] = before


def _head_typed() -> None:
    day, count, before = S["own_day"], S["own_paragraphs"], own().head.day
    own().head = replace(
        own().head,
        title=S["own_title"] or "",
        publisher=S["own_publisher"] or "",
        day=day if isinstance(day, date) else None,
        language=S["own_language"] or "",
        paragraphs=int(count or 0),
    )
    own().again()
    if own().head.day != before:
        _show(own().head.day)


def _open(mine: Own) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        file_input(
            "Open a file set (.zip) or a table of facts (.csv, .xlsx), at most 5 MB",
            "own_file",
            _take,
            S.get("own_refused", ""),
        )
    with right:
        html(fragment("bring.html", "to_begin", base()))
        with st.container(horizontal=True):
            st.button("Begin with an empty table", on_click=_begin, disabled=mine.read is None)
            if mine.before and mine.before.read:
                st.button("Bring back what was here before", on_click=_back)


def _head(mine: Own) -> None:
    head = mine.head
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in ("title", "publisher", "day", "language", "paragraphs"):
            key, value = f"own_{name}", getattr(head, name)
            value = value if name != "paragraphs" else value or None
            if key not in S or S[key] != value:  # what is set overwrites what is being typed
                S[key] = value
        st.text_input("Title", key="own_title", width=360, on_change=_head_typed)
        st.text_input("Publisher", key="own_publisher", width=200, on_change=_head_typed)
        day_input("Day", "own_day", _head_typed)
        st.text_input(
            "Language", key="own_language", width=90, placeholder="en", on_change=_head_typed
        )
        st.number_input(
            "Paragraphs",
            key="own_paragraphs",
            min_value=1,
            step=1,
            width=120,
            on_change=_head_typed,
        )


def _column(column: Column, typed: set[str]) -> ColumnConfig:
    """How a column is edited; what was typed before stays to be seen, right or wrong."""
    told = f"{column.meaning}. {column.rule.words}{'' if column.empty else '; needed'}"
    label = f"{column.name}{'' if column.empty else ' *'}"
    if options := column.rule.values:
        odd = sorted(typed - {*options, ""})
        return st.column_config.SelectboxColumn(label, help=told, options=["", *options, *odd])
    return st.column_config.TextColumn(label, help=told, width=WIDE.get(column.name))


def _editors(mine: Own) -> None:
    for name, tab in zip(NAMES, st.tabs([*NAMES.values()]), strict=True):
        with tab:
            _editor(mine, name)


def _editor(mine: Own, name: str) -> None:
    key = f"own_{name}_{mine.turn}"
    if key not in S:  # the editor was not there a moment ago: it starts from what was typed
        mine.base[name] = mine.rows[name]
    table, base = PACK_TABLES[name], mine.base[name]
    st.data_editor(
        base,
        key=key,
        num_rows="dynamic",
        hide_index=False,
        width="stretch",
        height=min(HIGHEST, ROW_HEIGHT * (len(base) + ROWS_BESIDE)),
        placeholder="",
        column_config={c.name: _column(c, {*base[c.name]}) for c in table.columns},
        on_change=lambda: own().typed(name, S[key]),
    )


def _fault(fault: Fault) -> tuple[str, str]:
    """Where a fault is, and what is wrong there."""
    file = fault.file.removesuffix(".csv") if fault.file != ARTICLE_FILE else "the article"
    says = fault.says if fault.says.endswith(("?", ".")) else f"{fault.says}."
    return f"{file}, {fault.where}" if fault.where else file, says


def _result(mine: Own, found: Brought) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with right:
        told = [_fault(fault) for fault in found.faults[:MOST_FAULTS]]
        more = len(found.faults) + found.more - len(told)
        html(fragment("bring.html", "state", found, told, more))
        st.download_button(
            "Download as a file set",
            partial(pack_bytes, found),  # made when it is asked for
            "article-pack.zip",
            "application/zip",
            key="own_pack",
            on_click="ignore",
        )
        if found.article:
            goal = View(on=nearest_day(found.article.day), article=OWN)
            html(fragment("bring.html", "onward", address(goal, "article"), address(goal)))
    if mine.article:
        view = replace(S["view"], article=OWN, focus=None)
        with left, telling():
            html(markup.legend(live_map(shown(view))))


def _main() -> None:
    html(fragment("bring.html", "intro"))
    _open(own())
    mine = own()
    _head(mine)
    _editors(mine)
    with st.container():  # its place is kept: what stands below is not built anew
        if mine.refused:
            html(fragment("bring.html", "not_read", mine.refused))
    if mine.read:
        _result(mine, mine.read)
    tables = [(NAMES[name], table) for name, table in PACK_TABLES.items()]
    html(fragment("bring.html", "columns", tables))


_main()
