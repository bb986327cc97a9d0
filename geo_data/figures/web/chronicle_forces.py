"""The ledger of moves, its running totals and the battlegroups, as HTML."""

from datetime import date

from markupsafe import Markup

from geo_data.days import in_words, text_in_words
from geo_data.english import count_word, in_a_row, the, unique
from geo_data.figures.web.chronicle import later
from geo_data.figures.web.markup import EMPTY, Href
from geo_data.figures.web.parts import MARKS, fold, listed, mark, on_map, proof, table
from geo_data.history.ledger import Entry, Group, ledger
from geo_data.history.totals import NATION, Compared, against_the_pentagon, heads, totals
from geo_data.prose.story.forces import of_leg
from geo_data.tables.forces import Move
from geo_data.tables.record import record
from geo_data.tables.sources import Evidence

MOST_OPEN = 3
"""As many groups of a ledger as stand open."""


def _leg(entry: Entry, href: Href) -> Markup:
    text = f"{of_leg(record(), entry.move, entry.leg)} {entry.leg.note}".strip()
    return Markup("<li>{}{}{}{}</li>").format(
        mark(entry.told),
        text,
        proof(entry.leg.evidence),
        on_map(href, f"move:{entry.move.move_id}", text),
    )


def _group(group: Group, href: Href, *, shown: bool) -> Markup:
    count = len(group.legs)
    parts = [f"{count} {'leg' if count == 1 else 'legs'}"]
    parts += [f"{MARKS[word]} {number} {word}" for word, number in group.words.items()]
    if group.total is not None:
        new = f", {group.net_new:,} of them new US troops in Europe" if group.net_new else ""
        parts.append(f"{group.total:,} people{new}")
    joint = (
        Markup(
            '<p class="standfirst">Not in the number, because it is given for several countries '
            "together: {}.</p>"
        ).format(in_a_row(_label(i) for i in group.joint))
        if group.joint
        else EMPTY
    )
    summary = Markup("<b>{}</b> <small>{}</small>").format(group.title, " · ".join(parts))
    return fold(summary, joint + listed(_leg(entry, href) for entry in group.legs), shown=shown)


def _label(move_id: str) -> str:
    move = next(move for move in record().moves if move.move_id == move_id)
    return f"{move.label or move.legs[0].unit} of {in_words(move.announced)}"


def reach() -> str:
    """Which days the ledger has moves of, in a sentence."""
    days = [leg.announced for move in record().moves for leg in move.legs]
    return (
        f"The record has moves announced from {in_words(min(days))} to {in_words(max(days))} and "
        "of no other time: before and after, nothing was collected."
    )


def moves(first: date, on: date, window: str, href: Href) -> Markup:
    """Every leg announced in a window, by order and by country of arrival; `window` in words."""
    found = ledger(first, on)
    legs = [entry for group in found.by_order for entry in group.legs]
    if not legs:
        return Markup('<p class="standfirst">No move was announced {}.</p>').format(window)
    count = len({entry.move.move_id for entry in legs})
    shown = len(found.by_order) <= MOST_OPEN
    orders = Markup("").join(_group(group, href, shown=shown) for group in found.by_order)
    places = Markup("").join(_group(group, href, shown=False) for group in found.by_destination)
    key = in_a_row(f"{sign} {word}" for word, sign in MARKS.items())
    return Markup('<p class="standfirst">{} {} with {} {} {}: {}.</p>{}{}').format(
        count_word(count).capitalize(),
        "move" if count == 1 else "moves",
        count_word(len(legs)),
        "leg" if len(legs) == 1 else "legs",
        f"announced {window}",
        key,
        orders,
        fold("The same by country of arrival", places),
    )


def _bar(carried: int, announced: int, most: int) -> Markup:
    """A bar of two parts: known to be carried out, and only announced."""
    return Markup(
        '<span class="run" aria-hidden="true"><i style="width:{}%"></i>'
        '<i class="open" style="width:{}%"></i></span>'
    ).format(round(100 * carried / most, 1), round(100 * announced / most, 1))


def running(first: date, on: date) -> Markup:
    """US troops new in Europe, order by order; no head is counted twice."""
    final = totals(first, on)
    known = {move.move_id: move for move in record().moves}
    rows = []
    for day in sorted({known[i].announced for i in final.counted_ids}):
        upto, here = totals(first, day), totals(day, day)
        open_ = upto.announced + upto.not_confirmed
        rows.append(
            (
                in_words(day),
                f"+{here.net_new_personnel:,}",
                f"{upto.carried_out:,}",
                f"{open_:,}",
                Markup("<b>{}</b>").format(f"{upto.net_new_personnel:,}"),
                _bar(upto.carried_out, open_, final.net_new_personnel),
            )
        )
    if not rows:
        return Markup('<p class="standfirst">No order in these days is counted.</p>')
    head = ("Announced", "Order", "● Carried out", "○ Announced only", "Together", "Running total")
    return table(head, rows) + listed(_left_out(first, on, [known[i] for i in final.left_out_ids]))


def _left_out(first: date, on: date, without: list[Move]) -> list[Markup]:
    """What the totals leave out, and why."""
    unknown = [
        move
        for move in record().moves
        if move.nation == NATION and not move.legs[0].net_new and first <= move.announced <= on
        if move.personnel is not None
    ]
    told_of = (
        ("Left out, because no number of people was given", without, ""),
        (
            "Left out, because it is not known whether they are new in Europe",
            unknown,
            f" ({heads(unknown):,} people)",
        ),
    )
    return [
        Markup("<li>{}{}: {}.{}</li>").format(
            why,
            number,
            in_a_row(_label(move.move_id) for move in found),
            _proof_of(found),
        )
        for why, found, number in told_of
        if found
    ]


def _proof_of(found: list[Move]) -> Markup:
    """The sources of some moves' first legs, each once."""
    ids = unique(s for move in found for s in move.legs[0].evidence.source_ids[:1])
    return proof(Evidence(ids, "confirmed"))


def _compared(row: Compared) -> tuple[str | Markup, ...]:
    many = f"{row.difference:+,}".replace("-", "−") if row.difference else "none"
    return (
        in_words(row.published.day),
        f"{row.published.personnel:,}",
        f"{row.ours:,}",
        many,
        f"{row.net_new:,}",
        Markup("{}{}").format(row.published.sentence, proof(row.published.evidence)),
    )


def pentagon(on: date) -> Markup:
    """Numbers given for several orders, beside the sum of the orders on record."""
    rows = [_compared(row) for row in against_the_pentagon() if row.published.day <= on]
    if not rows:
        return EMPTY
    head = ("Given on", "Published", "Record", "Difference", "Of it new in Europe", "Why")
    return Markup("<h4>Beside the published figures</h4>{}{}").format(
        table(head, rows),
        Markup(
            '<p class="standfirst">The published figures are round numbers. They also cover orders '
            "that put troops on alert or replaced others; the running total counts neither.</p>"
        ),
    )


def battlegroups(on: date, href: Href) -> Markup:
    """Battlegroups by host, one row a framework nation; those that stand on the day first."""
    known = record()
    rows = []
    for row in sorted(known.battlegroups, key=lambda row: (not row.stands_on(on), row.since)):
        host, lead = (known.name_on(code, max(on, row.since)) for code in (row.host, row.framework))
        since = text_in_words(row.since_text)
        period = f"{since} to {in_words(row.until)}" if row.until else f"since {since}"
        what = f"Battlegroup in {the(host)}"
        rows.append(
            (
                Markup("{}, {}{}").format(
                    host, row.place.name, on_map(href, f"battlegroup:{row.battlegroup_id}", what)
                ),
                "the host itself" if row.host == row.framework else lead,
                Markup("{}{}").format(period, later(row.since, on)),
                "yes" if row.stands_on(on) else "no",
                Markup("{}{}").format(row.note, proof(row.evidence)),
            )
        )
    standing = sum(row.stands_on(on) for row in known.battlegroups)
    many = count_word(standing).capitalize() if standing else "No"
    return Markup(
        '<section><h3>{} {} on {}</h3><p class="standfirst">One row a framework nation, as '
        "they changed.</p>{}</section>"
    ).format(
        many,
        "battlegroup stands" if standing == 1 else "battlegroups stand",
        in_words(on),
        table(("Host", "Framework nation", "Period", "Stands", "Notes"), rows),
    )
