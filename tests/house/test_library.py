"""geo_data as a library: documented names whose examples run, and a wheel that has all it needs."""

import doctest
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
import yaml

import geo_data
from tests.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


PUBLIC = [getattr(geo_data, name) for name in geo_data.__all__ if not name.isupper()]


@pytest.mark.parametrize("name", sorted({"geo_data", *(each.__module__ for each in PUBLIC)}))
def test_the_examples_of_the_library_run(name: str) -> None:
    assert doctest.testmod(sys.modules[name]).failed == 0


def test_there_are_examples() -> None:
    assert doctest.testmod(geo_data).attempted > 5


def test_the_examples_of_the_readme_run() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        names: dict[str, object] = {}
        exec(block, names)  # noqa: S102 (our own)
        assert isinstance(names["now"], geo_data.Snapshot)


@pytest.mark.parametrize("name", geo_data.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert f"`{name}`" in str(geo_data.__doc__)
    assert name.isupper() or getattr(geo_data, name).__doc__


def test_one_version_everywhere() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    told = re.search(
        r"^## \[(\d\S*)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert told
    assert (cited["version"], cited["date-released"].isoformat()) == told.groups()
    assert PROJECT["version"] == cited["version"]
    assert PROJECT["license"] == cited["license"] == "MIT"
    assert [each["name"] for each in PROJECT["authors"]] == [e["name"] for e in cited["authors"]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment in which `pip install .` was run.

    What geo_data needs comes from the running environment, so that no network is asked.
    """
    folder = tmp_path_factory.mktemp("library")
    venv.create(folder)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    here = [path for path in sys.path if path.endswith("site-packages")]
    (Path(own) / "here.pth").write_text("\n".join(here), "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-build-isolation", str(ROOT)], check=True)
    return python


def _run(python: Path, *words: str) -> str:
    """What the library prints, run where the checkout is not."""
    command = [str(python), "-I", *words]
    done = subprocess.run(command, cwd=python.parent, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_a_notebook_has_a_snapshot(installed: Path) -> None:
    code = (
        "import geo_data; now = geo_data.snapshot(geo_data.View()); "
        "print(geo_data.__file__, len(now.members), len(now.countries))"
    )
    place, members, countries = _run(installed, "-c", code).split()
    assert Path(place).is_relative_to(installed.parents[1])
    assert int(members) == 30
    assert int(countries) > 100
    assert (Path(place).parent / "py.typed").exists()


def test_a_shell_checks_and_draws(installed: Path, tmp_path: Path) -> None:
    assert _run(installed, "-m", "geo_data", "check") == "no faults\n"
    file = tmp_path / "x.svg"
    words = ["draw", "map", "--on", "2022-02-24", "-o", str(file)]
    assert _run(installed, "-m", "geo_data", *words) == ""
    assert "<svg" in file.read_text("utf-8")[:1000]
