"""Who was a member when, and in what way: counts, requesters, invocations, borders, Article 6."""

from collections.abc import Iterable, Iterator

from geo_data.days import ONE_DAY
from geo_data.rules.book import Book, Fault, Row, as_the_first
from geo_data.tables.alliance import WAYS

SIGNATORY = WAYS[0]

ACTORS = (
    ("moves", "moving_nation_iso3", "announced"),
    ("battlegroups", "host_iso3", "since"),
    ("battlegroups", "framework_nation_iso3", "since"),
    ("invocations", "attacked_iso3", "date_invoked"),
)
"""Who must be a member, on which day."""


def counts(book: Book) -> Iterator[Fault]:
    """The members stated are the members counted."""
    if not book.knows_members:
        return
    stated = (
        ("membership", "members_after", "acceded"),
        ("invocations", "members_then", "date_invoked"),
    )
    for name, column, on in stated:
        for row in book.rows(name):
            day = row.day(on)
            if day and row[column] and int(row[column]) != book.count_members(day):
                members = book.count_members(day)
                yield row.fault(column, f"membership.csv has {members} members on {day}")


def names(book: Book) -> Iterator[Fault]:
    """A member has the name that its state has today."""
    wanted = {row["iso3"]: row["name"] for row in book.rows("states") if not row["valid_to"]}
    for row in book.rows("membership"):
        name = wanted.get(row["iso3"], "")
        if name and row["name"] and row["name"] != name:
            yield row.fault("name", f"states.csv has {name}")


def requesters(book: Book) -> Iterator[Fault]:
    """An official request has a day, and on that day the requester was a member."""
    official = [row for row in book.rows("consultations") if row["official"] == "yes"]
    for row in official:
        if not row.raw["date_requested"]:
            yield row.fault("date_requested", "an official request has a day")
    yield from _members(book, official, "requester_iso3", "date_requested")


def consultations(book: Book) -> Iterator[Fault]:
    """The rows of a consultation agree on day and trigger, and one of them is official."""
    for rows in book.groups("consultations", "consultation_id").values():
        for column in ("date_held", "trigger"):
            yield from as_the_first(rows, column, "consultation")
        if all(row["official"] == "no" for row in rows):
            yield rows[0].fault("official", "one row of a consultation is official")


def near_misses(book: Book) -> Iterator[Fault]:
    """A near miss is no consultation: not asked for by that state on that day."""
    asked = {
        (row["requester_iso3"], row[column])
        for row in book.rows("consultations")
        for column in ("date_requested", "date_held")
        if row["official"] == "yes" and row[column]
    }
    for row in book.rows("near_misses"):
        for iso3 in row.values("country_iso3"):
            if (iso3, row["date"]) in asked:
                yield row.fault("date", f"{iso3} has no consultation on this day")


def members_act(book: Book) -> Iterator[Fault]:
    """Who moves forces, hosts or leads a battlegroup, or was attacked, was a member then."""
    for name, column, on in ACTORS:
        yield from _members(book, book.rows(name), column, on)


def borders(book: Book) -> Iterator[Fault]:
    """A border's member is one, since the day stated."""
    if not book.knows_members:
        return
    for row in book.rows("borders"):
        iso3, since = row["member_iso3"], row.day("member_since")
        if iso3 in book.states and iso3 not in book.acceded:
            yield row.fault("member_iso3", "a member")
        elif since and iso3 in book.acceded and since != book.acceded[iso3]:
            yield row.fault("member_since", f"membership.csv has {book.acceded[iso3]}")


def members_hold(book: Book) -> Iterator[Fault]:
    """Who holds ground of Article 6, or is told as a member, was one from the period's start."""
    yield from _members(book, book.rows("article6"), "member_iso3", "valid_from")
    told = (row for row in book.rows("integration") if row["way"] not in ("", SIGNATORY))
    yield from _members(book, told, "iso3", "valid_from")


def never_both(book: Book) -> Iterator[Fault]:
    """Nobody is in the Warsaw Pact and in the Alliance on one day."""
    for row in book.rows("warsaw_pact"):
        day = row.day("valid_to") or row.day("valid_from")
        if day and book.is_member(row["iso3"], day):
            yield row.fault("iso3", f"no member of the Alliance on {day}")


def _members(book: Book, rows: Iterable[Row], column: str, on: str) -> Iterator[Fault]:
    """The states in a column were members on the day in the column `on`."""
    if not book.knows_members:
        return
    for row in rows:
        day = row.day(on)
        for iso3 in row.values(column):
            if day and iso3 in book.states and not book.is_member(iso3, day):
                yield row.fault(column, f"a member on {day}", iso3)


def signatories(book: Book) -> Iterator[Fault]:
    """A signatory is one from the day it signed to the day before the Treaty came into force."""
    if not book.knows_members:
        return
    founders = {row["iso3"]: row for row in book.rows("membership") if row["signed"]}
    for row in book.rows("integration"):
        if row["way"] != SIGNATORY or row["iso3"] not in book.acceded:
            continue
        if row["iso3"] not in founders:
            yield row.fault("iso3", "membership.csv has the day it signed")
            continue
        signed = founders[row["iso3"]].day("signed")
        before = book.acceded[row["iso3"]] - ONE_DAY
        for column, wanted in (("valid_from", signed), ("valid_to", before)):
            if column not in row.rejected and row.day(column) != wanted:
                yield row.fault(column, f"membership.csv makes it {wanted}")
