"""The house keeps its shape: imports run one way, no host but our own."""

import re
from pathlib import Path

import pytest

from tests.sources import ROOT, app_files, files, imports

# geo_data knows, geo_data/figures draws, pages shows, dashboard.py opens the door.
LAYERS = ("geo_data", "geo_data.figures", "pages", "dashboard")
SUFFIXES = (".py", ".js", ".css", ".toml", ".html")
STREAMLIT = {"streamlit", "streamlit_folium"}
# An XML namespace is a name, though it looks like an address; example.org is nobody's.
OUTSIDE_HOST = re.compile(
    r"""https?://(?!localhost\b|127\.0\.0\.1|www\.w3\.org/|(?:[\w.-]+\.)?example\.(?:org|com)\b)\w|["'(]//\w+\.\w"""
)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _layer(dotted: str) -> int | None:
    """The layer of a module of ours, None for other people's."""
    if (ROOT / "pages" / f"{dotted.partition('.')[0]}.py").exists():
        return LAYERS.index("pages")
    inside = [name for name in LAYERS if dotted == name or dotted.startswith(f"{name}.")]
    return max(map(LAYERS.index, inside), default=None)


@pytest.mark.parametrize("path", app_files(), ids=_name)
def test_imports_run_one_way(path: Path) -> None:
    own = _layer(_name(path))
    assert own is not None
    may = LAYERS.index("geo_data.figures") if path == ROOT / "geo_data/__main__.py" else own
    wrong = {name for name in imports(path) if (_layer(name) or 0) > may}
    assert not wrong
    assert not {name for name in imports(path) if name.split(".")[0] == "tests"}


@pytest.mark.parametrize("path", [*files(".py", under="geo_data")], ids=_name)
def test_geo_data_does_without_streamlit(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & STREAMLIT


def test_code_names_no_outside_host() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in [
            *files(".py", ".js", ".css", ".toml", ".html"),
            ROOT / ".streamlit/config.toml",
        ]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if OUTSIDE_HOST.search(line)
    ]
    assert named == []
