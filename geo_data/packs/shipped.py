"""The articles that ship with the project, each a folder that is read as a pack is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geo_data.errors import DataFileError, PackError, ViewError
from geo_data.packs.read import read_folder
from geo_data.tables import files as tables
from geo_data.tables.articles import Article

MOST_TOLD = 10
"""Faults of a folder that a reader is told; the command line names them all."""


REMEDY = "Look at every fault of the folder: python -m geo_data check."


def load(folder: Path) -> Article:
    """Read one article's folder, every cell checked; DataFileError says what is wrong where.

    A folder with a fault is no article: `python -m geo_data check` names them all.
    """
    for table in sorted(folder.glob("*.csv")):
        tables.end_whole(table)
    try:
        found = read_folder(folder)
    except PackError as error:
        raise DataFileError(folder / error.file, error.problem, REMEDY) from error
    if found.faults or not found.article:
        first, *rest = found.faults[:MOST_TOLD]
        more = len(found.faults) - MOST_TOLD
        told = "; ".join([first.told, *map(str, rest), *([f"and {more} more"] if more > 0 else [])])
        raise DataFileError(folder / first.file, told, REMEDY)
    return found.article


@cache
def _shipped() -> tuple[dict[str, Article], tuple[DataFileError, ...]]:
    found, faults = [], []
    for folder in tables.article_dirs():
        try:
            found.append(load(folder))
        except DataFileError as error:
            faults.append(error)
    return {a.slug: a for a in sorted(found, key=lambda a: (a.day, a.slug))}, tuple(faults)


def articles() -> dict[str, Article]:
    """The articles that ship with the project by slug, oldest first, read once."""
    return _shipped()[0]


def article_faults() -> tuple[DataFileError, ...]:
    """Why an article that is there cannot be read; the others can."""
    return _shipped()[1]


def article(slug: str, own: Mapping[str, Article] | None = None) -> Article:
    """One article, of those that ship or of a reader's own; ViewError lists the slugs there are."""
    known = {**articles(), **(own or {})}
    try:
        return known[slug]
    except KeyError:
        raise ViewError(f"article: no article {slug!r}; there is {', '.join(known)}") from None
