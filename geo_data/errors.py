"""What can go wrong, by name.

GeoDataError
├── DataFileError   a file of the project's data is missing, broken or half written
├── BuildError      the shapes cannot be made
├── PackError       what a reader brings cannot be read at all
└── ViewError       an argument means nothing (a day, an article, a kind, a country)
"""

from pathlib import Path


class GeoDataError(Exception):
    """Anything this package raises on purpose; its text is fit for a reader."""


class DataFileError(GeoDataError):
    """A data file is missing, broken or half written: which, what is wrong, what to do."""

    def __init__(self, file: str | Path, problem: str, remedy: str) -> None:
        self.file = Path(file)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.file.name}: {problem}. {remedy}")


class BuildError(GeoDataError):
    """The shapes cannot be made: which step failed and why."""


class PackError(GeoDataError):
    """A file that a reader brings is refused as a whole: which, and why, in one line."""

    def __init__(self, file: str, problem: str) -> None:
        self.file = file
        self.problem = problem
        super().__init__(f"{self.file}: {problem}")


class ViewError(GeoDataError):
    """An argument means nothing: its name, its value and what would."""
