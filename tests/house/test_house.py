"""The house keeps its shape: imports run one way, every room is in the picture, no outside host."""

import re
from pathlib import Path

import pytest

import geo_data
from pages.shell.contents import CONTENTS
from tests.house import graph
from tests.house.__main__ import measures, repeated
from tests.house.picture import PAGE, drawn
from tests.sources import ROOT, app_files, files, imports

SUFFIXES = (".py", ".js", ".css", ".toml", ".html")
STREAMLIT = {"streamlit", "streamlit_folium"}
# An XML namespace is a name, though it looks like an address; example.org is nobody's.
OUTSIDE_HOST = re.compile(
    r"""https?://(?!localhost\b|127\.0\.0\.1|www\.w3\.org/|(?:[\w.-]+\.)?example\.(?:org|com)\b)\w|["'(]//\w+\.\w"""
)


def test_no_module_is_imported_in_a_circle() -> None:
    assert graph.circles(graph.modules()) == []


def test_every_arrow_leads_down() -> None:
    assert graph.upward(graph.modules()) == []


def test_a_circle_and_an_arrow_up_are_found() -> None:
    wrong = {
        "geo_data.days": frozenset({"geo_data.history.events"}),
        "geo_data.history.events": frozenset({"geo_data.history.view"}),
        "geo_data.history.view": frozenset({"geo_data.days"}),
    }
    assert graph.upward(wrong) == [("geo_data.days", "geo_data.history.events")]
    assert [{*circle} for circle in graph.circles(wrong)] == [{*wrong}]


@pytest.mark.parametrize(
    ("package", "importers"),
    [
        ("geo_data.build", {"geo_data.__main__"}),
        ("geo_data.__main__", set()),
        ("dashboard", set()),
        ("pages", set()),
    ],
)
def test_what_nobody_imports(package: str, importers: set[str]) -> None:
    rooms = graph.rooms(graph.modules())
    assert {room for room, imported in rooms.items() if package in imported} == importers


@pytest.mark.parametrize("path", app_files(), ids=graph.name_of)
def test_no_module_needs_the_tests(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] == "tests"}


@pytest.mark.parametrize("path", [*files(".py", under="geo_data")], ids=graph.name_of)
def test_geo_data_does_without_streamlit(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & STREAMLIT


def test_pages_holds_the_pages_and_two_folders() -> None:
    names = {path.name for path in (ROOT / "pages").iterdir()} - {"__pycache__"}
    assert names == {"shell", "server", *(Path(page.script).name for page in CONTENTS)}


def test_no_public_name_hides_a_module() -> None:
    known = graph.modules()
    assert [name for name in geo_data.__all__ if f"geo_data.{name}" in known] == []


def test_code_names_no_outside_host() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in [*files(*SUFFIXES), ROOT / ".streamlit/config.toml"]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if OUTSIDE_HOST.search(line)
    ]
    assert named == []


def test_the_picture_is_of_this_house() -> None:
    page = PAGE.read_text("utf-8")
    assert page == drawn(page), "draw it anew: python -m tests.house --draw"
    assert page.count("-->") > len(graph.ORDER)


def test_the_page_tells_of_every_room() -> None:
    told = PAGE.read_text("utf-8").partition("```\n")[2]
    paths = [room.replace(".", "/") for room in graph.ORDER]
    named = [f"{path}/" if (ROOT / path).is_dir() else f"{path}.py" for path in paths]
    assert [name for name in named if f"`{name}`" not in told] == []


def test_what_is_counted_is_there(tmp_path: Path) -> None:
    found = measures()
    assert found["modules in geo_data"] == len([*files(".py", under="geo_data")])
    assert found["floors of rooms"] > 5
    assert found["lines of Python outside tests"] > 10_000
    twice = tmp_path / "a.py"
    twice.write_text("1\n2\n3\n\n4\n5\n6\n7\n1\n2\n3\n4\n5\n6\n7\n")
    assert repeated([twice]) == ["1\n2\n3\n4\n5\n6", "2\n3\n4\n5\n6\n7"]
