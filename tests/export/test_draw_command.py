"""`python -m geo_data draw`: a picture in a file, or one line that says why not."""

import sys
from pathlib import Path

import pytest

from geo_data.__main__ import run
from geo_data.export import press

DAY = "2022-02-24"
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def draw(*arguments: str) -> int:
    try:
        return run(["draw", *arguments])
    except SystemExit as end:
        return int(str(end.code))


@pytest.mark.parametrize("what", press.KINDS)
@pytest.mark.parametrize("kind", STARTS)
def test_the_ending_says_what_is_written(what: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"a picture.{kind.upper()}"
    assert draw(what, "--on", DAY, "--size", "preview", "-o", str(file)) == 0
    assert file.read_bytes().startswith(STARTS[kind])
    assert [*tmp_path.iterdir()] == [file]


def test_a_map_is_a_page_too(tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    assert draw("map", "--on", DAY, "-o", str(file)) == 0
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_every_part_of_a_view_can_be_asked_for(tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.svg", tmp_path / "other.svg"
    more = "--span all --article none --area alliance --layer article6"
    more += " --kind move --kind accession --country EST"
    same = ("map", "--on", DAY, "--size", "a3", "--theme", "dark", "-o")
    assert draw(*same, str(plain)) == 0
    assert draw(*same, str(other), *more.split()) == 0
    assert "BuzzFeed" in plain.read_text("utf-8")
    assert "BuzzFeed" not in other.read_text("utf-8")
    assert "only Estonia, only accessions and force moves" in other.read_text("utf-8")
    assert ": what Article 6 covers" in other.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("draw", "required"),
        ("draw map -o x.png", "--on"),
        (f"draw map --on {DAY}", "-o"),
        (f"draw poster --on {DAY} -o x.png", "'poster'"),
        ("draw map --on today -o x.png", "'today' is no day"),
        ("draw map --on 2026-07-01 -o x.png", "outside"),
        (f"draw map --on {DAY} --span 5 -o x.png", "'5' is no span"),
        (f"draw map --on {DAY} --article other -o x.png", "'other' is no article"),
        (f"draw map --on {DAY} --area moon -o x.png", "'moon' is no area"),
        (f"draw map --on {DAY} --layer rock -o x.png", "'rock' is no layer"),
        (f"draw map --on {DAY} --kind war -o x.png", "'war' is no kind"),
        (f"draw map --on {DAY} --country fin -o x.png", "'fin' is no code of a country"),
        (f"draw map --on {DAY} --size a5 -o x.png", "'a5' is no size"),
        (f"draw map --on {DAY} --theme sepia -o x.png", "'sepia' is no theme"),
        (f"draw map --on {DAY} -o x.gif", ".html, .png, .svg, .pdf"),
        (f"draw map --on {DAY} -o png", ".html, .png, .svg, .pdf"),
        (f"draw map --on {DAY} --size a3 -o x.html", "leave out --size"),
        (f"draw timeline --on {DAY} -o x.html", ".png, .svg, .pdf"),
        (f"draw timeline --on {DAY} --size preview -o none/x.svg", "cannot be written"),
        (f"draw timeline --on {DAY} --size preview -o folder.svg", "cannot be written"),
        (f"draw timeline --on {DAY} --size preview -o {'x' * 300}.svg", "cannot be written"),
    ],
)
def test_bad_arguments_are_told_in_one_line(
    arguments: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.svg").mkdir()
    code = draw(*arguments.split()[1:])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith("python -m geo_data")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert told in err
    assert [path.name for path in tmp_path.rglob("*")] == ["folder.svg"]


def test_a_file_is_replaced_whole_or_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.svg"
    file.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    arguments = ("timeline", "--on", DAY, "--size", "preview", "-o", str(file))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert draw(*arguments) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert file.read_text() == "before"
    assert [*tmp_path.iterdir()] == [file]
    assert draw(*arguments) == 0
    assert file.read_bytes().startswith(STARTS["svg"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_kept(tmp_path: Path) -> None:
    link, file = tmp_path / "link.svg", tmp_path / "file.svg"
    link.symlink_to(file)
    assert draw("timeline", "--on", DAY, "--size", "preview", "-o", str(link)) == 0
    assert link.is_symlink()
    assert file.is_file()
