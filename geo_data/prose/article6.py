"""What Article 6 covers, in sentences: the Treaty's limits, and territory by territory."""

from geo_data.days import in_words
from geo_data.english import count_word, in_a_row
from geo_data.figures.look import look
from geo_data.figures.map.article6 import LOOKS
from geo_data.history.article6 import COVERED, standing_on, texts_on
from geo_data.history.snapshot import Snapshot
from geo_data.prose.changes.change import together
from geo_data.prose.sentences import Group, Sentence, pointer, sentence
from geo_data.tables.alliance import Territory
from geo_data.tables.record import record


def headline(snap: Snapshot) -> str:
    """The map's title."""
    on = in_words(snap.view.on)
    if not snap.members:
        return f"Article 6 on {on}: the Treaty is signed and not yet in force"
    return f"What Article 6 covers on {on}"


def what_you_see(snap: Snapshot) -> Group:
    """How many territories stand how, and the Treaty's limits in our words."""
    rows = standing_on(snap.view.on)
    found = []
    if rows:
        counts = [
            f"{count_word(count)} {'are' if count > 1 else 'is'} "
            f"{look()['standings'][name]['short']}"
            for standing, name in LOOKS.items()
            if (count := sum(row.cover == standing for row in rows))
        ]
        text = (
            "The soil of every member in Europe and North America is covered. Of the territories "
            f"that the record tells one by one, {in_a_row(counts)}."
        )
        found.append(sentence(text, texts_on(snap.view.on)[0].evidence))
    # Several Parties hold none of it as theirs: what counts there are their forces.
    forces = [row for row in rows if row.cover == COVERED and len(row.members) > 1]
    if forces:
        names = "; ".join(row.name for row in forces)
        text = f"Covered through the forces of Parties there and not as their territory: {names}."
        found.append(sentence(text, together(row.evidence for row in forces)))
    found += [sentence(each.text, each.evidence) for each in texts_on(snap.view.on)]
    return Group("What you see", tuple(found))


def standings(snap: Snapshot) -> tuple[Group, ...]:
    """The territories by standing, to go through by keyboard."""
    rows = standing_on(snap.view.on)
    groups = (
        Group(
            look()["standings"][name]["name"],
            tuple(
                pointer(row.name, f"territory:{row.territory_id}")
                for row in rows
                if row.cover == standing
            ),
        )
        for standing, name in LOOKS.items()
    )
    return tuple(group for group in groups if group.sentences)


def about(snap: Snapshot, row: Territory) -> tuple[Sentence, ...]:
    """One territory: how it stands, why, since when."""
    names = in_a_row(record().name_on(code, snap.view.on) for code in row.members)
    until = f" to {in_words(row.period.last)}" if row.period.last else ""
    short = look()["standings"][LOOKS[row.cover]]["short"]
    return (
        sentence(f"{names}: {short}. {row.reason.rstrip('.')}.", row.evidence),
        Sentence(f"So from {in_words(row.period.first)}{until}."),
    )
