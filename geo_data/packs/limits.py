"""How much a pack may hold, so that none can use up the server's time or memory."""

from geo_data.errors import PackError

FILE_BYTES = 5 * 2**20
UNPACKED_BYTES = 50 * 2**20
PACK_MEMBERS = 50
WORKBOOK_MEMBERS = 1_000
XML_MARKS = 1_000_000
"""Tags, and as many attributes, in a workbook; a full table has half of it."""
XML_DEPTH = 50
SHEET_CELLS = 2_000_000
"""Of the rectangle that a sheet's cells span, empty ones too."""
HEAD_BYTES = 20_000
HEAD_DOTS = 1_000
"""Each may be a step deeper, and the steps before it are gone through again."""
ROWS = {"facts": 5_000, "moves": 500, "notes": 5_000}
LINES = 100_000
"""Of a table, empty ones too."""
PARAGRAPHS = 10_000
COLUMNS = 64
CELL_CHARACTERS = 10_000
NAME_CHARACTERS = 80
DIGITS = 9
LOST_CHARACTERS = 100_000
"""A cell that is longer than that is no slip of one row: the file is refused."""


def megabytes(size: int) -> str:
    """A size as a reader reads it."""
    return f"{size / 2**20:.0f} MB"


def weigh(file: str, content: bytes) -> None:
    """PackError if a file is empty or too large to be looked at."""
    if not content:
        raise PackError(file, "the file is empty")
    if len(content) > FILE_BYTES:
        raise PackError(file, too_large(len(content)))


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return f"it has {size / 2**20:.1f} MB; at most {megabytes(FILE_BYTES)} are read"
