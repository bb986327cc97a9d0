"""Packs, tables and workbooks that tests bring."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.xml.constants import SHEET_MAIN_NS

from geo_data.packs.brought import Brought
from geo_data.packs.head import Head
from geo_data.packs.read import Draft

HEAD = """\
title = "A headline"
publisher = "A paper"
day = 2022-02-24
language = "en"
paragraphs = 9
"""
FACT = {"paragraph": "1", "kind": "war", "paraphrase": "A claim."}
MOVE = {
    "announced": "2022-02-22",
    "moving_nation_iso3": "USA",
    "origin_place": "Vilseck",
    "origin_iso3": "DEU",
    "origin_lat": "49.64",
    "origin_lon": "11.78",
    "destination_place": "Ādaži",
    "destination_iso3": "LVA",
    "destination_lat": "57.08",
    "destination_lon": "24.33",
    "unit": "A company",
    "personnel": "120",
    "leg_status": "announced",
    "coord_confidence": "memory",
    "label": "120 troops",
    "summary": "A company goes to Latvia.",
    "fact_ids": "F01",
}


def csv_bytes(rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> bytes:
    """A table of rows that have the same columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


FACTS = csv_bytes([FACT])


def zip_bytes(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files by path, whatever their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def pack(facts: bytes = FACTS, head: str = HEAD, **more: bytes) -> bytes:
    """A zipped pack; `moves` and `notes` are further tables."""
    tables = {f"{name}.csv": content for name, content in more.items()}
    return zip_bytes({"article.toml": head.encode(), "facts.csv": facts, **tables})


def read_rows(
    head: Head,
    rows: Iterable[Mapping[str, object]],
    moves: Iterable[Mapping[str, object]] = (),
    notes: Iterable[Mapping[str, object]] = (),
) -> Brought:
    """Rows read as the page hands them over: every cell a text, empty where nothing was typed."""
    tables = {"facts": rows, "moves": moves, "notes": notes}
    texts = {
        table: [{k: "" if v is None else str(v) for k, v in row.items()} for row in given]
        for table, given in tables.items()
    }
    return Draft(head, texts).read()


def workbook(rows: Iterable[Iterable[object]], title: str = "facts") -> Workbook:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def xlsx_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """A zip with parts replaced or added; `__` in a name stands for `/`, `_dot_` for a dot."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        files[name.replace("__", "/").replace("_dot_", ".")] = part
    return zip_bytes(files)


def sheet_xml(rows: str) -> bytes:
    """A sheet as a part of a workbook."""
    return f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def sheet_bytes(cell: str = "", raw: str = "", code: str = "General") -> bytes:
    """A workbook of one fact with `cell` in a cell, `raw` in its sheet, `code` as a format."""
    names = "".join(f'<c t="str"><v>{name}</v></c>' for name in FACT)
    values = "".join(f'<c t="str"><v>{escape(value)}</v></c>' for value in (*"12", cell))
    formats = f'<numFmt numFmtId="164" formatCode={quoteattr(code)}/>'
    styles = f'<numFmts>{formats}</numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    sheet = sheet_xml(f"<row>{names}</row><row>{values}</row>{raw}")
    return with_parts(
        xlsx_bytes(workbook([FACT])),
        xl__worksheets__sheet1_dot_xml=sheet,
        xl__styles_dot_xml=f'<styleSheet xmlns="{SHEET_MAIN_NS}">{styles}</styleSheet>'.encode(),
    )
