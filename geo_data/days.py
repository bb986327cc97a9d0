"""Days as the tables print them: ISO 8601, some known only to the month."""

import re
from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FIRST_DAY = date(1949, 4, 4)
"""The day the North Atlantic Treaty was signed: nothing is asked about earlier days."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def whole_day(text: str) -> date:
    """The day written YYYY-MM-DD; ValueError for anything else, other forms of ISO 8601 too."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not YYYY-MM-DD")
    return date.fromisoformat(text)


def last_day_meant(text: str) -> date | None:
    """The day from which a printed day counts.

    "2022-05-03" is that day, "2022-05" the last of that month, "" is unknown (None).
    Raises ValueError for anything else.
    """
    if not text:
        return None
    if _MONTH.fullmatch(text):
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, monthrange(year, month)[1])
    return whole_day(text)


def in_words(day: date) -> str:
    """A day as a reader reads it: 24 February 2022."""
    return f"{day.day} {day:%B %Y}"


def with_weekday(day: date) -> str:
    """A day with the name that articles give it: Thursday 24 February 2022."""
    return f"{day:%A} {in_words(day)}"


def text_in_words(text: str) -> str:
    """A printed day as a reader reads it: "2022-05" becomes May 2022; a year stays as it is."""
    if len(text) <= len("2022"):
        return text
    day = last_day_meant(text)
    if day is None:
        return ""
    return f"{day:%B %Y}" if len(text) == len("2022-05") else in_words(day)


def short_day(day: date) -> str:
    """A day where there is little room: 24 Feb 2022."""
    return f"{day.day} {day:%b %Y}"
