"""Data files that are missing, empty or half written, one by one: the pages without a browser.

Each page says which file and what to do; one that does not need the file is whole; and of what
is shown, nothing differs from what the sound project shows.
"""

import gzip
import html
import importlib
import logging
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.sources import ROOT

MAP, TIMELINE, SOURCES = PAGES = (
    "alliance_map.py",
    "alliance_timeline.py",
    "sources_and_method.py",
)
RECORD = "whole_record.py"
COMPARE = "compare_days.py"
OURS = {"geo_data", "pages", "dashboard"}
ARTICLE = "articles/2022-02-24-us-troops"
WITHOUT_ARTICLE = {"article": "none"}
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# Which pages need a file; one on the filter bar of every page is told there and is not the page's.
EVENTS = (
    *("membership", "consultations", "invocations", "moves", "battlegroups", "milestones"),
    *("statements", "context"),
)
NEEDED: dict[str, tuple[str, ...]] = {
    "record/record.toml": PAGES,
    "record/states.csv": (MAP, TIMELINE),
    "record/names.csv": (MAP, TIMELINE),
    "record/standings.csv": (MAP,),
    "record/not_drawn.csv": (MAP,),
    "record/boundary_days.csv": (),
    "record/sources.csv": PAGES,
    "record/borders.csv": (MAP, TIMELINE),
    "record/near_misses.csv": (RECORD,),
    "record/article6.csv": (COMPARE, RECORD),
    "record/article6_texts.csv": (COMPARE, RECORD),
    "record/published_totals.csv": (RECORD,),
    "record/integration.csv": (MAP, COMPARE),
    "record/warsaw_pact.csv": (MAP, TIMELINE, COMPARE, RECORD),
    **{f"record/{name}.csv": (MAP, TIMELINE) for name in EVENTS},
    "record/membership_notes.csv": (),
    "record/told_later.csv": (MAP,),
    "figures/look.toml": PAGES,
    **{
        f"figures/web/{name}.js": (MAP,)
        for name in (
            *("boxes", "curves", "dom", "ground", "labels", "live", "map", "marks", "names"),
            *("player", "scene", "states", "step", "topology"),
        )
    },
    "prose/words.toml": PAGES,
    "prose/search.toml": PAGES,
    "prose/terms.toml": PAGES,
    "prose/method.toml": (SOURCES,),
    "export/package.toml": (),
    "figures/web/map.css": (MAP,),
    "figures/web/page.css": PAGES,
    **{
        f"figures/web/{name}.js": PAGES for name in ("address", "growth", "page", "search", "share")
    },
    "figures/web/file_input.js": (),
    "figures/web/standalone.js": (),
    "figures/web/types.js": (),  # what a frame holds, for who writes the others
    "figures/web/standalone.css": (),
    "shapes/neighbours.csv": (MAP, TIMELINE),
    "shapes/exclaves.csv": (),
    "shapes/cuts.geojson": (),
    **{f"shapes/states{suffix}": () for suffix in SHAPEFILE},
    **{f"shapes/units{suffix}": (MAP,) for suffix in SHAPEFILE},
    "shapes/web/europe.*.json": (MAP,),
    "shapes/web/alliance.*.json": (MAP,),
    "shapes/web/world.*.json": (MAP,),
    # An article is left out everywhere, and every page says why.
    **{
        f"articles/{slug}/{name}": PAGES
        for slug in ("2022-02-24-us-troops", "2023-04-04-finland-accession", "2025-09-23-article-4")
        for name in ("article.toml", "facts.csv", "notes.csv")
    },
}
WITHOUT = ("notes.csv",)
"""What an article need not have: that it is gone is no fault."""

DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda _: None,
    "empty": lambda _: b"",
    # In the middle of a line: a text that ends with one is whole, as far as can be told.
    "half": lambda sound: sound[: len(sound) * 6 // 10].rstrip(b"\n"),
}


class Project:
    """A copy of the project, whose code is run instead of this one's while a test lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("pages", "geo_data"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copy(ROOT / "dashboard.py", folder)

    def file(self, name: str) -> Path:
        """A file by its path or pattern below geo_data."""
        (found,) = (self.folder / "geo_data").glob(name)
        return found

    def start(self) -> None:
        """The import that a server makes at its start: it must not fail, whatever is broken."""
        _forget()
        dashboard = importlib.import_module("dashboard")
        assert Path(str(dashboard.__file__)).parent == self.folder

    def open(self, **params: str) -> AppTest:
        """The map as a new reader gets it."""
        app = AppTest.from_file(str(self.folder / "pages/shell/frame.py"), default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()


def _turn_to(app: AppTest, pages: Iterable[str]) -> Iterator[str]:
    """Each of these pages in turn, the map first since it is open."""
    for page in sorted(pages, key=lambda page: page != MAP):
        if page != MAP:
            app.switch_page(f"../{page}").run()
        yield page


_compressed = cache(gzip.compress)


def _forget() -> None:
    """Nothing that was read before is remembered."""
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(copy: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The copy's code under the names of our own, which come back at the end."""
    kept = {name: found for name, found in sys.modules.items() if name.split(".")[0] in OURS}
    # The copy is imported once for each test: let it be compiled once.
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    # Streamlit would read what every installed package says of itself, for each app anew.
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)
    # A start compresses every shape; all but the broken one are those of the start before.
    monkeypatch.setattr(gzip, "compress", _compressed)
    monkeypatch.syspath_prepend(copy.folder)
    logging.disable(logging.WARNING)
    yield copy
    logging.disable(logging.NOTSET)
    _forget()
    sys.modules.update(kept)


def _told(app: AppTest) -> list[str]:
    """What the page says cannot be shown."""
    bodies = [element.proto.body for element in app.get("html")]
    return [html.unescape(body) for body in bodies if 'role="alert"' in body]


def _shown(app: AppTest) -> set[str]:
    """Everything else: markup, what the map paints, charts."""
    bodies = {element.proto.body for element in app.get("html")}
    frames = {_painted(element.proto) for element in app.get("component_instance")}
    charts = {element.proto.spec for element in app.get("arrow_vega_lite_chart")}
    return {body for body in bodies if _says(body)} | frames | charts


def _says(body: str) -> bool:
    if "<h2>Articles</h2>" in body:  # it names those that can be read, which is the point
        return False
    return 'role="alert"' not in body and not body.endswith('data-theme="light"></div>')


def _painted(component: Any) -> str:  # noqa: ANN401 (Streamlit's own)
    group = str(component.json_args).partition('"feature_group"')[2]
    frame = group.partition("nato.paint(")[2].partition(");")[0]
    # The address of the film carries the hash of all files, and the frame's id that of the frame.
    return re.sub(r"film\.[0-9a-f]{8}|'id':'[0-9a-f]+'", "", frame)


@pytest.fixture(scope="module")
def sound(copy: Project) -> dict[tuple[str, bool], set[str]]:
    """What each page shows while no file is broken, with the article and without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(copy.folder)
        kept = {name: found for name, found in sys.modules.items() if name.split(".")[0] in OURS}
        copy.start()
        found = {}
        for params in ({}, WITHOUT_ARTICLE):
            app = copy.open(**params)
            for page in _turn_to(app, (*PAGES, RECORD, COMPARE)):
                found[page, bool(params)] = _shown(app)
        _forget()
        sys.modules.update(kept)
    return found


def test_every_data_file_is_here(copy: Project) -> None:
    folder = copy.folder / "geo_data"
    code = {".py", ".pyc", ".md", ".typed"}
    data = {p for p in folder.rglob("*") if p.is_file() and p.suffix not in code}
    data -= {*folder.glob("figures/web/templates/*")}  # templates are code
    assert {copy.file(name) for name in NEEDED} == data


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        (name, damage)
        for name in NEEDED
        for damage in DAMAGE
        # One reader serves all tables, and one all parts of the shapefile; its tests have the rest.
        if damage != "empty" or not name.endswith((".csv", *SHAPEFILE))
        if damage != "missing" or not name.endswith(WITHOUT)
        # A file that no page needs is read at the start alone.
        if damage == "half" or NEEDED[name]
    ],
)
def test_a_broken_file_is_named_and_nothing_half_true_is_shown(
    project: Project, sound: dict[tuple[str, bool], set[str]], name: str, damage: str
) -> None:
    file = project.file(name)
    whole = file.read_bytes()
    spoilt = DAMAGE[damage](whole)
    far = file.name.split(".")[0]
    area = {"area": far} if far in ("alliance", "world") else {}
    try:
        file.unlink() if spoilt is None else file.write_bytes(spoilt)
        _forget()
        # All that is slow once a file: the damage differs in what is told alone.
        if damage == "half":
            project.start()
        pages = {*PAGES, *NEEDED[name]} if damage == "half" else NEEDED[name][-1:]
        app = project.open(**area)
        for page in _turn_to(app, pages):
            assert not app.exception
            told = _told(app)
            assert all(file.name.split(".")[0] in text for text in told)
            assert len(told) <= 1, "a fault is told once"
            if page in NEEDED[name]:
                assert told
                assert any(word in told[0] for word in ("Restore", "It needs", "Complete", "Look"))
                assert str(project.folder) not in told[0]
            if not area:
                normal = sound[page, name.startswith(ARTICLE)]
                assert _shown(app) <= normal
                assert page in NEEDED[name] or _shown(app) == normal
    finally:
        file.write_bytes(whole)


def test_what_is_mended_is_shown_again(project: Project) -> None:
    file = project.file("record/membership.csv")
    whole = file.read_bytes()
    file.write_bytes(b"")
    project.start()
    app = project.open()
    assert _told(app)
    file.write_bytes(whole)
    app.run()
    assert not app.exception
    assert not _told(app)
    assert any(": 30 members" in text for text in _shown(app))
