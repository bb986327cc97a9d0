"""One edition of the data at a time: a table that changes waits for the next start."""

import shutil
from pathlib import Path

import pytest

from geo_data import GeoDataError, edition
from geo_data.tables.files import RECORD_DIR
from geo_data.tables.record import Record

SERVED = "no longer those that it started with"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data in another place, where a test may change them."""
    for folder in edition.FOLDERS:
        shutil.copytree(RECORD_DIR.parent / folder, tmp_path / folder)
    monkeypatch.setattr(edition, "ROOT", tmp_path)
    return tmp_path


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    "changed",
    [
        lambda root: _append(root / "record/moves.csv"),
        lambda root: (root / "articles/2022-02-24-us-troops/facts.csv").unlink(),
        lambda root: (root / "record/new.csv").write_text("a\n", "utf-8"),
        lambda root: (root / "shapes/states.shp").touch(),
    ],
)
def test_any_change_on_disk_is_another_edition(copied: Path, changed: object) -> None:
    before = edition.of_disk()
    edition.expect(before)
    assert callable(changed)
    changed(copied)
    with pytest.raises(GeoDataError, match=SERVED):
        edition.expect(before)


def test_a_record_that_is_loaded_reads_no_table_again(copied: Path) -> None:
    loaded = Record(copied / "record")
    loaded.load()
    shutil.rmtree(copied / "record")
    assert loaded.moves
    assert loaded.sources
    assert loaded.checked_until.year > 2000
