"""Everything that reads foreign text, and shapes of text that make careless readers slow.

Each shape is a text of about `size` characters. What a reader takes of it may end in a refusal;
what counts is how its work grows.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import parse_qs

from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from geo_data.days import last_day_meant, whole_day
from geo_data.errors import GeoDataError
from geo_data.figures.map.live import encode
from geo_data.history.view import View, read_view
from geo_data.packs import text
from geo_data.packs.brought import pack_bytes
from geo_data.packs.head import Head, from_toml
from geo_data.packs.read import Draft, read_any
from geo_data.packs.text import clean, tidy
from geo_data.packs.unpack import members
from geo_data.tables.articles import PACK_FACTS
from geo_data.tables.files import guarded
from pages.server import files
from pages.shell.contents import CONTENTS
from pages.shell.own_article import edited, frame
from tests.packs.made import FACT, HEAD, MOVE, pack, read_rows, sheet_bytes, zip_bytes
from tests.sources import FRAME

SIZE, TIMES = 4_000, 32
SIZES = {"a head": 600, "a head's title": 600, "a zip's names": 600}
"""Where more than 32 times as much is refused before it is read."""

MOST_RATIO = 150
"""Linear work grows 32 times, quadratic work 1,024 times."""

LEAST = 0.0005
"""Seconds of CPU below which a reader is at its end at once, whatever the size."""

SHAPES: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: "x" * n,
    "many columns": lambda n: "a,;\t" * (n // 4),
    "many rows": lambda n: "1,war,x\r\n" * (n // 9),
    "deep nesting": lambda n: "([{" * (n // 6) + "}])" * (n // 6),
    "brackets": lambda n: "[" * n,
    "quotes": lambda n: "'\"" * (n // 2),
    "escapes": lambda n: "\\u_x0041_&#65;%41" * (n // 17),
    "dots": lambda n: "a." * (n // 2),
    "parameters": lambda n: "&".join(f"p{k}={k}" for k in range(n // 10)),
    "combining marks": lambda n: "e\u0301\u202e" * (n // 3),
}


def _facts(given: str) -> bytes:
    return f'paragraph,kind,paraphrase,countries\n1,war,"{given}",{given}\n'.encode()


def _typed(given: str) -> None:
    row = dict.fromkeys(PACK_FACTS.header, given)
    moves = dict.fromkeys(MOVE, given)
    found = read_rows(Head(given, given), [FACT | row, FACT], [MOVE | moves], [])
    pack_bytes(found)
    Draft.of(found).read()


def _changed(given: str) -> None:
    rows = {str(number): {"note": given} for number in range(3)}
    edited(
        frame("facts"), {"edited_rows": rows, "added_rows": [{given: given}], "deleted_rows": []}
    )


def _address(given: str, name: str = "embed") -> None:
    params = parse_qs(given) | {
        key: [given] for key in ("on", "focus", "kind", "country", "article", "size", "theme")
    }
    files.read_order(name, params, "")


def _cells(given: str) -> None:
    for column in PACK_FACTS.columns:
        guarded(tidy(column, given))
        column.rule.holds(clean(given))


def _days(given: str) -> None:
    for read in (whole_day, last_day_meant):
        with suppress(ValueError):
            read(given)


READERS: dict[str, Callable[[str], Callable[[], object]]] = {
    "bytes": lambda t: partial(text.decode, "a.csv", t.encode()),
    "a table": lambda t: partial(read_any, "a.csv", t.encode()),
    "a table's cells": lambda t: partial(read_any, "a.csv", _facts(t)),
    "any file": lambda t: partial(read_any, "a", t.encode("utf-16")),
    "a head": lambda t: partial(from_toml, t.encode(), None),
    "a head's title": lambda t: partial(from_toml, f"title = {json.dumps(t)}".encode(), None),
    "a pack": lambda t: partial(read_any, "a.zip", pack(_facts(t), HEAD, moves=t.encode())),
    "a zip's names": lambda t: partial(
        members, "a.zip", zip_bytes({t[:20_000]: b"", "facts.csv": b""}), 50
    ),
    "a workbook's cells": lambda t: partial(read_any, "a.xlsx", sheet_bytes(cell=t)),
    "a workbook's sheet": lambda t: partial(read_any, "a.xlsx", sheet_bytes(raw=t)),
    "a workbook's styles": lambda t: partial(read_any, "a.xlsx", sheet_bytes(code=t)),
    "rows that are typed": lambda t: partial(_typed, t),
    "an editor's changes": lambda t: partial(_changed, t),
    "cells": lambda t: partial(_cells, t),
    "days": lambda t: partial(_days, t),
    "a file's name": lambda t: partial(text.named, t),
    "a view": lambda t: partial(read_view, {key: [t] for key in View.__dataclass_fields__}),
    "an address": lambda t: partial(_address, t),
    "a script": lambda t: partial(encode, {t: t}),
    "markup": lambda t: partial(Markup("{}").format, t),
}


def seconds(work: Callable[[], object]) -> float:
    """CPU that this process spends on the work; a refusal is an end like another."""
    began = time.process_time()
    with suppress(GeoDataError):
        work()
    return time.process_time() - began


def least(make: Callable[[str], Callable[[], object]], given: str, enough: float = 0.0) -> float:
    """The least of three; no more are tried once one is within `enough`."""
    found = float("inf")
    for _ in range(3):
        found = min(found, seconds(make(given)))
        if found <= enough:
            break
    return found


def ratio(reader: str, shape: str) -> float:
    """How much more work 32 times the text is."""
    make, size = (READERS | PAGES)[reader], SIZES.get(reader, SIZE)
    small = max(LEAST, least(make, SHAPES[shape](size)))
    return least(make, SHAPES[shape](size * TIMES), MOST_RATIO * small / 2) / small


def _page(page: str, given: str) -> None:
    """A page whose address has the text for every parameter, and as a parameter's name."""
    app = AppTest.from_file(FRAME, default_timeout=120)
    for name in (*View.__dataclass_fields__, given):
        app.query_params[name] = [given]
    app.run()
    app.switch_page(page).run()


PAGES: dict[str, Callable[[str], Callable[[], object]]] = {
    f"page {entry.title}": partial(partial, _page, entry.script) for entry in CONTENTS
}
