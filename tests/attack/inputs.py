"""Files made to hurt who reads them, by kind; each is small and made anew for each run."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl.xml.constants import REL_NS, SHARED_STRINGS, SHEET_MAIN_NS

from tests.packs.made import FACT, HEAD, MOVE, csv_bytes, pack, sheet_bytes, with_parts, zip_bytes

Files = Mapping[str, Callable[[], bytes]]
"""By name, the ending of which says what the file claims to be."""

HEADER = b"paragraph,kind,paraphrase\n"


def _cell(value: str) -> str:
    return f'<c t="str"><v>{value}</v></c>'


def _styles(formats: str, styles: str) -> bytes:
    numbers = f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"
    xml = f'<styleSheet xmlns="{SHEET_MAIN_NS}">{numbers}</styleSheet>'
    return with_parts(sheet_bytes(), xl__styles_dot_xml=xml.encode())


def _many_formats() -> bytes:
    numbers = range(164, 30_164)
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="yyyy{n}"/>' for n in numbers)
    return _styles(formats, "".join(f'<xf numFmtId="{n % 30_000 + 164}"/>' for n in range(100_000)))


def _shared(text: str, rows: int, columns: int, item: str = "<si><t>{}</t></si>") -> bytes:
    """A workbook whose cells all name one string."""
    cells = '<c t="s"><v>0</v></c>' * columns
    row = f"<row>{cells}</row>"
    with zipfile.ZipFile(io.BytesIO(sheet_bytes(raw=row * rows))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    strings = f'<sst xmlns="{SHEET_MAIN_NS}">{item.format(text)}</sst>'
    files["xl/sharedStrings.xml"] = strings.encode()
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED_STRINGS}"/></Types>'
    path = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Type="{REL_NS}/sharedStrings" Target="sharedStrings.xml" Id="r9"/>'
    for name, end, more in (
        ("[Content_Types].xml", "</Types>", kind),
        (path, "</Relationships>", f"{link}</Relationships>"),
    ):
        files[name] = files[name].replace(end.encode(), more.encode())
    return zip_bytes(files)


def _far(place: str, row: int) -> bytes:
    return sheet_bytes(raw=f'<row r="{row}"><c r="{place}"><v>1</v></c></row>')


PATTERNS: Files = {
    "brackets.xlsx": lambda: sheet_bytes(code="[" * 150_000),
    "quotes.xlsx": lambda: sheet_bytes(code='"[' * 75_000),
    "apostrophes.csv": lambda: HEADER + b"1,war," + b"'" * 90_000 + b" " * 9_000 + b"\n",
    "links.csv": lambda: (
        b"paragraph,kind,paraphrase,record_ids\n1,war,x," + b"move:A" + b"-A" * 4_000 + b"!\n"
    ),
}
"""Patterns that go back and forth over what they are given."""

COPIES: Files = {
    "one-string.xlsx": lambda: _shared("_x0041_" + "x" * 99_000, 5_000, 15),
    "one-rich-string.xlsx": lambda: _shared(
        "x" * 99_000, 5_000, 15, "<si><r><t>{}</t></r><r><t>y</t></r></si>"
    ),
    "one-far-cell.xlsx": lambda: _far("XFD1048576", 1_048_576),
    "one-low-cell.xlsx": lambda: _far("C1048576", 1_048_576),
    "beyond-every-row.xlsx": lambda: _far("C4294967295", 4_294_967_295),
}
"""Little that becomes much: strings copied for each cell, a sheet as a full rectangle."""

WIDE: Files = {
    "commas.csv": lambda: b"fact_id" + b"," * 150_000,
    "commas-below.csv": lambda: HEADER + b"1,war,x" + b"," * 150_000,
    "semicolons-alone.csv": lambda: b";" * 2_000_000,
    "empty-lines.csv": lambda: HEADER + b"\n" * 4_000_000,
    "columns.xlsx": lambda: sheet_bytes(raw=f"<row>{_cell('x') * 16_000}</row>"),
}
"""Many columns, many lines, most of them empty."""

MANY_ROWS: Files = {
    "a-cell-too-many.csv": lambda: (
        HEADER + b"".join(b"1,war,claim %d,and more\n" % n for n in range(4_900))
    ),
    "the-same-row.csv": lambda: HEADER + b"1,war,a claim,and more\n" * 4_900,
    "a-cell-too-few.csv": lambda: HEADER + b"".join(b"1,war%d\n" % n for n in range(4_900)),
    "every-cell-wrong.csv": lambda: (
        b"paragraph,kind,paraphrase,day_claimed,countries,verdict,record_ids,source_ids\n"
        + b"x,y,=1,soon,Nowhere,maybe,zz,?\n" * 4_900
    ),
}
"""Each row with a fault of its own, which is looked for among all."""

WORDS: Files = {
    "dots.zip": lambda: pack(head=f"{'a.' * 9_000}a = 1\n"),
    "half-a-letter.xlsx": lambda: sheet_bytes(raw=f"<row>{_cell('_xD800_') * 4}</row>"),
    "nested-tables.zip": lambda: pack(head=f"a = {'{b = ' * 3_000}1{'}' * 3_000}\n"),
    "nested-lists.zip": lambda: pack(head=f"title = {'[' * 900}{']' * 900}\n"),
    "dots-within.zip": lambda: pack(head=f"{HEAD}x = {{{'a.' * 400}a = 1}}\n"),
    "half-a-letter-typed.zip": lambda: pack(head='"\\ud800" = 1\n'),
}
"""What no sentence of ours can tell again as it is."""

FORMATS: Files = {
    "formats.xlsx": _many_formats,
    "one-format.xlsx": lambda: _styles("", '<xf numFmtId="14"/>' * 400_000),
    "no-styles.xlsx": lambda: _styles('<numFmt numFmtId="164" formatCode="y"/>' * 200_000, ""),
    "attributes.xlsx": lambda: sheet_bytes(
        raw="<row><c " + " ".join(f"a{n}='x'" for n in range(200_000)) + "/></row>"
    ),
}
"""Tables within a workbook that are looked up for each other."""

TURNED: Files = {
    "overrides.csv": lambda: HEADER + "1,war,left \u202eright\n".encode(),
    "embedded.csv": lambda: HEADER + "1,war,\u202b\u202a\u202etext\n".encode(),
    "closing.csv": lambda: HEADER + "1,war,a\u202c\u2069\u2069b\n".encode(),
    "isolates.csv": lambda: HEADER + "1,war,\u2067\u2066\u2068text\n".encode(),
}
"""Writing that turns its neighbours round."""

OTHERS: Files = {
    "a-bomb.zip": lambda: pack(facts=HEADER + b"1,war," + b"x" * 40_000_000),
    "open-quote.csv": lambda: HEADER + b'1,war,"' + b'x""' * 1_500_000,
    "zeros.bin": lambda: b"\0" * 4_000_000,
    "moves.zip": lambda: pack(
        moves=csv_bytes([MOVE | {"fact_ids": ";".join(["F01"] * 2_000), "equipment": "1," * 4_000}])
    ),
    "no-zip.xlsx": lambda: b"PK\x03\x04" + bytes(range(256)) * 4_000,
    "comments.xlsx": lambda: sheet_bytes(raw="<!--<row/>-->" * 60_000),
    "a-long-cell.xlsx": lambda: sheet_bytes(cell="x" * 20_000_000),
    "combining.csv": lambda: HEADER + b"1,war," + ("e\u0301" * 40_000).encode(),
}
"""Kinds that were stopped before, and must stay so."""

KINDS: Mapping[str, Files] = {
    "patterns": PATTERNS,
    "copies": COPIES,
    "width": WIDE,
    "rows": MANY_ROWS,
    "words": WORDS,
    "formats": FORMATS,
    "directions": TURNED,
    "others": OTHERS,
}
EVERY = {
    f"{kind}: {name}": (name, make) for kind, files in KINDS.items() for name, make in files.items()
}
GOOD = csv_bytes([FACT])
