"""Days as the tables print them: ISO 8601, some known only to the month."""

from calendar import monthrange
from datetime import date

FIRST_DAY = date(1949, 4, 4)
"""The day the North Atlantic Treaty was signed: nothing is asked about earlier days."""


def last_day_meant(text: str) -> date | None:
    """The day from which a printed day counts.

    "2022-05-03" is that day, "2022-05" the last of that month, "" is unknown (None).
    Raises ValueError for anything else.
    """
    if not text:
        return None
    if len(text) == len("2022-05"):
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(text)


def in_words(day: date) -> str:
    """A day as a reader reads it: 24 February 2022."""
    return f"{day.day} {day:%B %Y}"


def text_in_words(text: str) -> str:
    """A printed day as a reader reads it: "2022-05" becomes May 2022, "" stays empty."""
    day = last_day_meant(text)
    if day is None:
        return ""
    return f"{day:%B %Y}" if len(text) == len("2022-05") else in_words(day)
