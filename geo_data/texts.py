"""Text: a file of the project read whole or not at all, and a reader's own word told back."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from geo_data.errors import DataFileError

RESTORE = "Restore it from the repository."
CUT_OFF = "the last line has no line break: the file may be cut off"
LONGEST_SHOWN = 60


def read_text(path: Path, remedy: str = RESTORE) -> str:
    """The text of a file in UTF-8.

    Raises DataFileError if it is missing, empty or ends in the middle of a line.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise DataFileError(path, "the file is missing", remedy) from None
    except OSError as error:
        raise DataFileError(path, f"it cannot be opened ({error.strerror})", remedy) from error
    except UnicodeDecodeError as error:
        raise DataFileError(path, f"not UTF-8 ({error})", remedy) from error
    if not text:
        raise DataFileError(path, "the file is empty", remedy)
    if not text.endswith("\n"):
        raise DataFileError(path, CUT_OFF, remedy)
    return text


def shown(text: str) -> str:
    """A reader's own value, short enough to be told back on one line."""
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")


def markdown_cell(text: str) -> str:
    """A text as a cell of a table in Markdown has it: on one line, and parting no columns."""
    return " ".join(text.split()).replace("|", r"\|")


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown, header row first."""
    lines = [f"| {' | '.join(map(markdown_cell, row))} |" for row in (header, *rows)]
    lines.insert(1, "|---" * len(header) + "|")
    return "\n".join(lines) + "\n"
