"""Whatever is brought, it is read or refused: no other error ever comes out."""

import io
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo_data.errors import PackError
from geo_data.packs.brought import Brought, pack_bytes
from geo_data.packs.head import Head
from geo_data.packs.read import read_any
from geo_data.packs.template import template_zip
from geo_data.tables.articles import PACK_FACTS, PACK_MOVES
from tests.packs.made import (
    FACT,
    FACTS,
    HEAD,
    MOVE,
    csv_bytes,
    pack,
    read_rows,
    workbook,
    xlsx_bytes,
    zip_bytes,
)

MANY = settings(max_examples=400, suppress_health_check=list(HealthCheck))

TABLE = csv_bytes(
    [{**FACT, "countries": "LVA;EST", "day_claimed": "2022-02-24", "note": "a\nb"}] * 3
)
PACK = pack(TABLE, moves=csv_bytes([MOVE]))
XLSX = xlsx_bytes(workbook([FACT, FACT.values(), FACT.values()]))
LONGEST_LINE = 500
NAMES = st.sampled_from(["a.zip", "a.csv", "a.xlsx", "a", "a\nb.csv", ""])
BYTES = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail),
    st.text(max_size=60).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=30).map(lambda text: TABLE + text.encode("utf-8", "surrogatepass")),
)
ODD_BYTES = [b"\0", b"\xff", b'"', b"\n", b"\r", b",", b";", b"=", b"'", b"\xff\xff\xff\xff", b"PK"]


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """A file with a few bytes changed, taken out, put in or cut off."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        gone = draw(st.integers(0, 4))
        put = draw(st.sampled_from(ODD_BYTES) | st.binary(max_size=4))
        content = content[:at] + put + content[at + gone :]
    return content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content


def _expect_sound(name: str, content: bytes) -> None:
    try:
        brought = read_any(name, content)
    except PackError as error:
        told = str(error)
    else:
        _expect_whole(brought)
        return
    assert "\n" not in told
    assert len(told) < LONGEST_LINE


def _expect_whole(brought: Brought) -> None:
    assert all("\n" not in str(fault) for fault in brought.faults)
    good = len(brought.sheets["facts"].rows) - len(brought.waits["facts"])
    assert (len(brought.article.facts) if brought.article else 0) == good
    again = read_any("again.zip", pack_bytes(brought)) if brought.sheets["facts"].rows else brought
    assert again.sheets["facts"].rows == brought.sheets["facts"].rows


@MANY
@given(NAMES, BYTES)
def test_any_bytes(name: str, content: bytes) -> None:
    _expect_sound(name, content)


@MANY
@given(mutated(TABLE))
def test_a_table_with_bytes_changed(content: bytes) -> None:
    _expect_sound("mine.csv", content)


@MANY
@given(mutated(PACK))
def test_a_pack_with_bytes_changed(content: bytes) -> None:
    _expect_sound("mine.zip", content)


@MANY
@given(mutated(XLSX))
def test_a_workbook_with_bytes_changed(content: bytes) -> None:
    _expect_sound("mine.xlsx", content)


PARTS = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
PARTS += ["xl/_rels/workbook.xml.rels"]


@MANY
@given(st.data(), st.sampled_from(PARTS))
def test_a_workbook_with_a_part_changed(data: st.DataObject, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files[name] = data.draw(mutated(files[name]))
    _expect_sound("mine.xlsx", zip_bytes(files))


@MANY
@given(mutated(HEAD.encode()), mutated(TABLE))
def test_a_pack_with_its_files_changed(head: bytes, table: bytes) -> None:
    files = {"article.toml": head, "facts.csv": table}
    _expect_sound("mine.zip", zip_bytes(files, zipfile.ZIP_STORED))


NUMBERS = st.sampled_from([0, 1, 2**16 - 1, 2**31, 2**32 - 1]) | st.integers(0, 2**32 - 1)


@MANY
@given(st.integers(0, 60), NUMBERS, st.sampled_from([b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"]))
def test_a_zip_whose_headers_lie(at: int, number: int, mark: bytes) -> None:
    content = bytearray(PACK)
    start = content.index(mark) + 4 + at
    content[start : start + 4] = struct.pack("<L", number)
    _expect_sound("mine.zip", bytes(content))


SOME = settings(MANY, max_examples=150)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["USA", "LVA;EST", "2022-02-24", "F01", "US-1", "1", "war", "9" * 400, "²", "٣"]
    ),
    st.sampled_from(["=1", "-1", "91", "-181.5", "move:US-0222A", "differs", "announced", "yes"]),
    st.none() | st.floats() | st.integers() | st.dates() | st.booleans(),
)


@SOME
@example([{"paragraph": "9" * 5_000}], [])
@example([{"paragraph": "٣"}], [])
@given(
    st.lists(st.dictionaries(st.sampled_from(PACK_FACTS.header), CELLS, max_size=8), max_size=3),
    st.lists(st.dictionaries(st.sampled_from(PACK_MOVES.header), CELLS, max_size=12), max_size=3),
)
def test_any_typed_rows(facts: list[dict[str, object]], moves: list[dict[str, object]]) -> None:
    rows = [dict(FACT) | row for row in facts]
    legs = [dict(MOVE) | row for row in moves]
    _expect_whole(read_rows(Head(), rows, legs))
    _expect_whole(read_rows(Head(), facts, moves))


def test_the_shipped_template_survives_every_cut() -> None:
    content = template_zip()
    for end in range(0, len(content), 7):
        with pytest.raises(PackError):
            read_any("mine.zip", content[:end])
    for end in range(0, len(FACTS), 3):
        _expect_sound("mine.csv", FACTS[:end])
    assert read_any("mine.csv", FACTS).faults == ()
