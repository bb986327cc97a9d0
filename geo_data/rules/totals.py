"""What the running totals rest on: one answer a move, and orders that were there to be summed."""

from collections.abc import Iterator

from geo_data.rules.book import Book, Fault


def one_answer(book: Book) -> Iterator[Fault]:
    """The legs of a move agree on whether it is new in Europe."""
    for rows in book.groups("moves", "move_id").values():
        first, *others = rows
        for row in others:
            if {"net_new_in_europe"} & (first.rejected | row.rejected):
                continue
            if row["net_new_in_europe"] != first["net_new_in_europe"]:
                yield row.fault("net_new_in_europe", f"as in row {first.line} of the same move")


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
