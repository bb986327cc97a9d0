"""The borders of a day and the ground of Article 6 as HTML."""

from datetime import date

from markupsafe import Markup

from geo_data.days import in_words
from geo_data.english import capital, count_word, grouped, in_a_row, the
from geo_data.figures.web.markup import EMPTY, Href, sources
from geo_data.figures.web.parts import fold, listed, on_map, proof, table
from geo_data.history.article6 import standing_on, texts_on
from geo_data.history.borders import MEASURED, BorderOfDay, borders_on, in_print
from geo_data.prose.story.lines import days_of
from geo_data.tables.alliance import COVER, Territory
from geo_data.tables.record import record

OURS = "memory"
"""The confidence of a standing that rests on the text of the Treaty as we read it."""


def _border(border: BorderOfDay, on: date, href: Href) -> tuple[str | Markup, ...]:
    sides = [record().name_on(s.iso3, on) for s in (border.member, border.neighbour)]
    name = " – ".join(sides)
    row = border.published
    focus = row.border_id if row else f"country:{border.member.iso3}"
    return (
        Markup("{}{}").format(name, on_map(href, focus, f"border {name}")),
        f"{border.length_km:,.0f}\N{NO-BREAK SPACE}km",
        f"{grouped(row.length_km)}\N{NO-BREAK SPACE}km" if row else "none on record",
        f"{grouped(row.length_alt_km)}\N{NO-BREAK SPACE}km" if row and row.length_alt_km else "",
        Markup("{}{}").format(row.note, proof(row.evidence))
        if row
        else Markup("{} {}").format(capital(in_print(border)), sources(border.source_ids)),
    )


def borders(on: date, href: Href) -> Markup:
    """Members' borders with Russia, Belarus and Ukraine, measured beside published."""
    rows = [_border(border, on, href) for border in borders_on(on)]
    head = ("Border", "Measured", "Published", "Also printed", "Notes")
    inner = table(head, rows) if rows else Markup("<p>No member has such a border.</p>")
    return Markup('<section><h3>Borders on {}</h3><p class="standfirst">{}</p>{}</section>').format(
        in_words(on), MEASURED, inner
    )


def _territory(row: Territory, on: date, href: Href) -> Markup:
    under = in_a_row(the(record().name_on(code, on)) for code in row.members)
    ours = row.evidence.confidence == OURS
    reading = Markup(' <b class="chip ours">our reading</b>') if ours else EMPTY
    return Markup("<li><b>{}</b>, {}. {}: {}{} {}{}</li>").format(
        row.name,
        under,
        days_of(row.period, on),
        row.reason,
        reading,
        sources(row.evidence.source_ids) if ours else proof(row.evidence),
        on_map(href, f"country:{row.members[0]}", row.name),
    )


def article6(on: date, href: Href) -> Markup:
    """What Article 6 says, in our words, and the territories of the day in three standings."""
    texts, rows = texts_on(on), standing_on(on)
    if not texts:
        return Markup(
            "<section><h3>Article 6</h3><p>The Treaty is not yet in force on {}, so it covers "
            "nothing.</p></section>"
        ).format(in_words(on))
    said = listed(
        Markup("<li><b>{}.</b> {}{}</li>").format(text.title, text.text, proof(text.evidence))
        for text in texts
    )
    groups = []
    for standing in COVER:
        found = [row for row in rows if row.cover == standing]
        ours = sum(row.evidence.confidence == OURS for row in found)
        reading = f", {count_word(ours)} of them by our reading alone" if ours else ""
        title = Markup("<b>{}</b> <small>{}{}</small>").format(
            f"{standing.capitalize()}{' or unclear' if standing == COVER[-1] else ''}",
            f"{count_word(len(found))} territories" if len(found) > 1 else "one territory",
            reading,
        )
        groups.append(fold(title, listed(_territory(row, on, href) for row in found)))
    return Markup(
        '<section><h3>Article 6 on {}</h3><p class="standfirst">Where an attack counts for '
        "Article 5. The Treaty’s limits in our words, then every territory that the record speaks "
        "of; a member’s other ground in Europe and North America is covered.</p>{}{}</section>"
    ).format(in_words(on), fold("What Article 6 says", said), Markup("").join(groups))
