"""The field that takes a file, and why one was not taken: each reason a sentence on the page."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from geo_data import PackError
from geo_data.figures.web.markup import fragment
from geo_data.packs.text import named
from pages.server.uploads import take
from pages.shell.address import html, served, telling

ENDINGS = (".zip", ".csv", ".xlsx", ".xls", ".xlsm")
"""What is handed to the reader of files; it tells the last two how to be saved anew."""
LONGEST_ENDING = 12


def file_input(label: str, key: str, on_change: Callable[[], None], refused: str) -> None:
    """A field for one file of any kind, below it why one did not reach us or was `refused`.

    Of a file of the wrong kind `chosen` tells: the field itself would only mark it.
    """
    st.file_uploader(label, key=key, on_change=on_change)
    html(fragment("bring.html", "not_taken", refused))
    with telling():
        script = fragment("app.html", "loads", "", served("file_input.js"))
        st.html(script, unsafe_allow_javascript=True)


def chosen(value: object) -> tuple[str, bytes] | None:
    """The name and content of a file that was just chosen; PackError if it is of no kind we read.

    Nothing if the field was emptied, or tells once more of a file that was read.
    """
    if not isinstance(value, UploadedFile):
        return None
    content = take(value)
    _, dot, ending = value.name.rpartition(".")
    if f"{dot}{ending}".lower() not in ENDINGS:
        short = named(ending)[:LONGEST_ENDING]
        what = f"it is a .{short} file" if dot and ending else "its name has no ending"
        rule = "only a file set (.zip) or a table of facts (.csv, .xlsx) is read"
        raise PackError(named(value.name), f"{what}, and {rule}; save or export it as one of these")
    return value.name, content


def read_before(value: object) -> bool:
    """Whether the field tells once more of a file that was read and dropped."""
    return isinstance(value, DeletedFile)
