"""What the README promises of the set-up is true, and the configuration means what it says."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config

from tests.sources import ROOT, app_files, files, imports, strings

CONFIG = ROOT / ".streamlit/config.toml"
RUN_TESTS = "python3 -m tests"
PAGES = [*ROOT.glob("*.md"), *(ROOT / ".github").glob("*.md"), *files(".md", under="tests")]
READABLE = 4.5
TAKEN_BY_UVICORN = {"uvloop", "httptools"}
"""Nobody imports these by name: the server uses them if they are there."""


def _commands(page: str = "README.md") -> list[str]:
    """Every line of a page's fenced shell blocks."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:bash|sh|shell|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = "\n".join(blocks).splitlines()
    return [line.partition(" #")[0].removeprefix("$ ").strip() for line in lines]


def _pins(path: Path) -> dict[str, str]:
    """Distribution and version of each line of a requirements file; every line must pin."""
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    plain = [line.partition(";")[0].strip() for line in lines]
    wanted = [line for line in plain if line and not line.startswith("-r ")]
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    return {_plain(name): pin for name, _, pin in (line.partition("==") for line in wanted)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _distributions(paths: list[Path]) -> set[str]:
    """The distributions that files import by name."""
    known = packages_distributions()
    tops = {name.split(".")[0] for path in paths for name in imports(path)}
    return {_plain(name) for top in tops for name in known.get(top, [])}


def _named(paths: list[Path]) -> set[str]:
    """The distributions that files name in a string: Leaflet's files are no module."""
    known = packages_distributions()
    words = set.union(*map(strings, paths)) & known.keys()
    return {_plain(name) for top in words for name in known[top]}


def test_readme_runs_the_dashboard_with_one_command() -> None:
    running = [line for line in _commands() if "streamlit run dashboard.py" in line]
    assert any("pip install -r requirements.txt" in line for line in running)


def test_readme_and_ci_pass_the_tests_with_one_command() -> None:
    assert RUN_TESTS in _commands()
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert ci[-1].removeprefix("exec ") == RUN_TESTS


@pytest.mark.parametrize("page", ["README.md", ".github/CONTRIBUTING.md", ".github/DEPLOYING.md"])
def test_every_command_names_what_exists(page: str) -> None:
    commands = _commands(page)
    assert commands
    modules = {name for line in commands for name in re.findall(r"python3? -m ([\w.]+)", line)}
    assert {name for name in modules if importlib.util.find_spec(name) is None} == set()
    named = {name for line in commands for name in re.findall(r"-r (\S+)", line)}
    assert {name for name in named if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_place_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    places = re.findall(r"`((?:geo_data|pages|tests|\.github|\.streamlit)/[\w./-]*)`", text)
    assert [each for each in links if not (page.parent / each).exists()] == []
    assert [each for each in places if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("name", ["fact-is-wrong", "something-is-broken"])
def test_an_issue_form_asks_for_what_is_needed(name: str) -> None:
    form = yaml.safe_load((ROOT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text("utf-8"))
    assert form.keys() == {"name", "description", "title", "labels", "body"}
    asked = [each for each in form["body"] if each["type"] in ("input", "textarea")]
    assert len({each["id"] for each in asked}) == len(asked) > 3
    assert all(each["attributes"]["label"] for each in asked)
    assert all(each["attributes"]["value"] for each in form["body"] if each not in asked)
    assert any(each.get("validations") == {"required": True} for each in asked)


def test_requirements_are_what_the_app_imports() -> None:
    pins = _pins(ROOT / "requirements.txt")
    paths = app_files()
    imported = _distributions(paths)
    assert imported - pins.keys() == set()
    assert pins.keys() - imported - _named(paths) == TAKEN_BY_UVICORN


def test_the_library_needs_what_it_imports_from_the_versions_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = dict(line.split("~=") for line in project["dependencies"])
    paths = [*files(".py", under="geo_data")]
    imported, pins = _distributions(paths), _pins(ROOT / "requirements.txt")
    assert imported - needed.keys() == set()
    assert needed.keys() - imported - _named(paths) == set()
    assert [n for n, v in needed.items() if not f"{pins[n]}.".startswith(f"{v}.")] == []


def test_test_requirements_hold_what_the_tests_import() -> None:
    pins = _pins(ROOT / "requirements.txt") | _pins(ROOT / "tests/requirements.txt")
    assert _distributions([*files(".py", under="tests")]) - pins.keys() == set()
    assert {name: version(name) for name in pins} == pins


def _settings(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield prefix + key


def test_streamlit_knows_every_setting() -> None:
    settings = set(_settings(tomllib.loads(CONFIG.read_text(encoding="utf-8"))))
    assert settings - config.get_config_options().keys() == set()
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    shown = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("server", "address", "localhost"),
    ],
)
def test_readers_are_left_alone(section: str, key: str, value: object) -> None:
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))[section][key] == value


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
def test_theme_can_be_read(scheme: str, ground: str, text: str) -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][scheme]
    darker, lighter = sorted([_luminance(theme[text]), _luminance(theme[ground])])
    assert (lighter + 0.05) / (darker + 0.05) >= READABLE
