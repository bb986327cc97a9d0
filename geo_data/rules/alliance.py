"""Who was a member when, and in what way: counts, requesters, invocations, borders, Article 6."""

from collections.abc import Iterator

from geo_data.days import ONE_DAY
from geo_data.rules.book import Book, Fault
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
                rule = f"membership.csv has {book.count_members(day)} members on {day}"
                yield row.fault(column, rule)


def names(book: Book) -> Iterator[Fault]:
    """A member has the name that its state has today."""
    wanted = {row["iso3"]: row["name"] for row in book.rows("states") if not row["valid_to"]}
    for row in book.rows("membership"):
        name = wanted.get(row["iso3"], "")
        if name and row["name"] and row["name"] != name:
            yield row.fault("name", f"states.csv has {name}")


def requesters(book: Book) -> Iterator[Fault]:
    """An official request has a day, and on that day the requester was a member."""
    if not book.knows_members:
        return
    for row in book.rows("consultations"):
        if row["official"] != "yes" or "date_requested" in row.rejected:
            continue
        day, iso3 = row.day("date_requested"), row["requester_iso3"]
        if day is None:
            yield row.fault("date_requested", "an official request has a day")
        elif iso3 in book.states and not book.is_member(iso3, day):
            yield row.fault("requester_iso3", f"a member on {day}")


def consultations(book: Book) -> Iterator[Fault]:
    """The rows of a consultation agree on day and trigger, and one of them is official."""
    for rows in book.groups("consultations", "consultation_id").values():
        for column in ("date_held", "trigger"):
            first = rows[0][column]
            for row in rows[1:]:
                if first and row[column] and row[column] != first:
                    yield row.fault(column, f"as in row {rows[0].line} of the same consultation")
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
                rule = f"{iso3} has no consultation on this day"
                yield row.fault("date", rule)


def members_act(book: Book) -> Iterator[Fault]:
    """Who moves forces, hosts or leads a battlegroup, or was attacked, was a member then."""
    if not book.knows_members:
        return
    for name, column, on in ACTORS:
        for row in book.rows(name):
            day, iso3 = row.day(on), row[column]
            if day and iso3 in book.states and not book.is_member(iso3, day):
                yield row.fault(column, f"a member on {day}")


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
    if not book.knows_members:
        return
    held = ((row, iso3) for row in book.rows("article6") for iso3 in row.values("member_iso3"))
    told = (
        (row, row["iso3"]) for row in book.rows("integration") if row["way"] not in ("", SIGNATORY)
    )
    for row, iso3 in (*held, *told):
        day = row.day("valid_from")
        if day and iso3 in book.states and not book.is_member(iso3, day):
            column = "member_iso3" if "member_iso3" in row.raw else "iso3"
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
