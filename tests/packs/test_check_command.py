"""`python -m geo_data check PATH`: each fault on a line, and 1 at the end."""

import shutil
from pathlib import Path

import pytest

from geo_data.__main__ import run
from geo_data.packs.check import check
from geo_data.tables.files import ARTICLES_DIR, RECORD_DIR
from tests.packs.made import FACT, FACTS, MOVE, csv_bytes, pack

SLUG = "2022-02-24-us-troops"


def _told(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = run(["check", str(path)])
    return code, capsys.readouterr().out.splitlines()


def test_a_sound_pack_has_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.zip").write_bytes(pack())
    (tmp_path / "mine.csv").write_bytes(FACTS)
    for path in (ARTICLES_DIR / SLUG, tmp_path / "mine.zip", tmp_path / "mine.csv"):
        assert _told(path, capsys) == (0, ["no faults"])


def test_each_fault_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.zip"
    path.write_bytes(pack(csv_bytes([FACT | {"kind": "x", "paragraph": "12"}])))
    code, lines = _told(path, capsys)
    assert code == 1
    assert [line.partition(":")[0] for line in lines] == [
        "facts.csv, row 2, kind",
        "facts.csv, row 2, paragraph",
        "2 faults",
    ]


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04"])
def test_what_cannot_be_read_is_a_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.zip"
    if content is not None:
        path.write_bytes(content)
    code, lines = _told(path, capsys)
    assert code == 1
    assert lines[0].startswith("mine.zip: ")
    assert lines[1:] == ["1 fault"]


def test_the_full_check_covers_the_moves_of_a_pack(tmp_path: Path) -> None:
    articles = Path(shutil.copytree(ARTICLES_DIR, tmp_path / "articles"))
    moves = articles / SLUG / "moves.csv"
    moves.write_bytes(csv_bytes([MOVE]))
    assert check(RECORD_DIR, articles) == []
    moves.write_bytes(csv_bytes([MOVE | {"destination_iso3": "XYZ"}]))
    (fault,) = check(RECORD_DIR, articles)
    assert (fault.file, fault.row, fault.column, fault.value) == (
        f"articles/{SLUG}/moves.csv",
        2,
        "destination_iso3",
        "XYZ",
    )


def test_the_full_check_tells_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    articles = Path(shutil.copytree(ARTICLES_DIR, tmp_path / "articles"))
    (articles / SLUG / "facts.csv").write_bytes(b"\xff")
    (fault,) = check(RECORD_DIR, articles)
    assert fault.file == f"articles/{SLUG}/facts.csv"
    assert "not UTF-8" in fault.rule
