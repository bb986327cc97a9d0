"""Moves: their legs, a headcount that is stated once, and what the running totals rest on."""

import re
from collections.abc import Iterator

from geo_data.rules.book import Book, Fault, Row, as_the_first

ON_LEG_1 = ("personnel", "label", "summary")
LEADING_NUMBER = re.compile(r"\d{1,3}+(?:,\d{3})++|\d++")


def _moves(book: Book) -> Iterator[list[Row]]:
    """The rows of each move whose legs are all numbers."""
    for rows in book.groups("moves", "move_id").values():
        if all(row["leg"] for row in rows):
            yield rows


def legs(book: Book) -> Iterator[Fault]:
    """A move's rows stand together, are numbered 1, 2, ... and have one nation."""
    for rows in _moves(book):
        for number, row in enumerate(rows, start=1):
            if int(row["leg"]) != number:
                yield row.fault("leg", f"legs are numbered 1, 2, ... in order; this is {number}")
        yield from as_the_first(rows, "moving_nation_iso3", "move")
    previous = ""
    seen: set[str] = set()
    for row in book.rows("moves"):
        if row["move_id"] != previous and row["move_id"] in seen:
            yield row.fault("move_id", "the rows of a move stand together")
        previous = row["move_id"] or previous
        seen.add(previous)


def headcount(book: Book) -> Iterator[Fault]:
    """Headcount, label and summary belong to the whole move and stand on leg 1."""
    for rows in _moves(book):
        for row in rows:
            for column in ON_LEG_1:
                if int(row["leg"]) > 1 and row[column]:
                    yield row.fault(column, "stated once a move, on leg 1")
        for column in ("label", "summary"):
            if rows[0]["leg"] == "1" and not rows[0].raw[column]:
                yield rows[0].fault(column, "leg 1 of a move has one")


def labels(book: Book) -> Iterator[Fault]:
    """The number that a label begins with is stated: the headcount, else in equipment or legs."""
    for rows in _moves(book):
        first = rows[0]
        leading = LEADING_NUMBER.match(first["label"])
        if first["leg"] != "1" or "personnel" in first.rejected:
            continue
        if first["personnel"]:
            wanted = f"{int(first['personnel']):,}"
            if first["label"] and (not leading or leading[0] != wanted):
                yield first.fault("label", f"begins with the headcount, {wanted}")
        elif leading:
            stated = {str(len(rows))}
            for row in rows:
                stated |= set(re.findall(r"\d[\d,]*+", row["equipment"]))
            if leading[0] not in stated:
                yield first.fault("label", "its number stands in the equipment or counts the legs")


def one_answer(book: Book) -> Iterator[Fault]:
    """The legs of a move agree on whether it is new in Europe."""
    for rows in book.groups("moves", "move_id").values():
        yield from as_the_first(rows, "net_new_in_europe", "move")


def published(book: Book) -> Iterator[Fault]:
    """A number given for several orders is dated on the day of the last of them, or later."""
    announced = {
        f"move:{key}": max((day for row in rows if (day := row.day("announced"))), default=None)
        for key, rows in book.groups("moves", "move_id").items()
    }
    for row in book.rows("published_totals"):
        days = [day for move in row.values("moves") if (day := announced.get(move))]
        given = row.day("day")
        if given and days and given < max(days):
            yield row.fault("day", f"not before the last of its orders, {max(days)}")
