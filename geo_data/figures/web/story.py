"""A country's story as HTML: its sections, what came after the day, and the choice of countries."""

from collections.abc import Iterable

from markupsafe import Markup

from geo_data.days import in_words
from geo_data.english import titled
from geo_data.figures.look import look
from geo_data.figures.web.markup import EMPTY, Href, beside
from geo_data.figures.web.parts import fold, listed, mark, on_map, proof, shortened
from geo_data.history.fact_check import verdict_of
from geo_data.history.snapshot import Snapshot
from geo_data.prose.details import Beside
from geo_data.prose.story import Line, Section, Story
from geo_data.prose.story.choice import Names
from geo_data.tables.articles import Article

FOLDED = ("Other days in print", "Ground that it held")
"""Sections of many small lines, told when a reader asks for them."""


def _item(line: Line, href: Href, topic: str = "") -> Markup:
    return Markup("<li>{}{}{}{}{}{}</li>").format(
        Markup("<small>{}</small> ").format(topic) if topic else EMPTY,
        Markup("<b>{}</b> ").format(line.when) if line.when else EMPTY,
        mark(line.told) if line.told else EMPTY,
        line.text,
        proof(line.evidence),
        on_map(href, line.focus, line.when or line.text),
    )


def _list(lines: Iterable[Line], href: Href) -> Markup:
    return listed(_item(line, href) for line in lines)


def _section(found: Section, href: Href) -> Markup:
    note = Markup('<p class="standfirst">{}</p>').format(found.note) if found.note else EMPTY
    if found.title in FOLDED:
        inner = fold(f"{len(found.lines)} in all", _list(found.lines, href))
    else:
        inner = shortened(_item(line, href) for line in found.lines)
    return Markup("<section><h3>{}</h3>{}{}</section>").format(found.title, note, inner)


def heading(told: Story) -> Markup:
    """The country's name of the day, and which day the story is told on."""
    return Markup('<h2>{}</h2><p class="standfirst">Its story up to {}{}.</p>').format(
        told.name,
        in_words(told.on),
        "; what came after stands at the end" if told.after else "",
    )


def _after(told: Story, href: Href) -> Markup:
    """What came after the day, each line with the title of its section."""
    if not told.after:
        return EMPTY
    main = tuple(line for line in told.after if line.topic not in FOLDED)
    small = [(t, [line for line in told.after if line.topic == t]) for t in FOLDED]
    return Markup('<section class="after"><h3>After {}</h3>{}{}</section>').format(
        in_words(told.on),
        shortened(_item(line, href, line.topic) for line in main),
        Markup("").join(fold(f"{title}: {len(ls)}", _list(ls, href)) for title, ls in small),
    )


def story(told: Story, href: Href) -> Markup:
    """All sections, then what came after the day."""
    sections = Markup("").join(_section(found, href) for found in told.sections)
    return Markup('<div class="story" data-go="push">{}{}</div>').format(
        sections, _after(told, href)
    )


def in_article(snap: Snapshot, article: Article, iso3: str, href: Href) -> Markup:
    """The facts of the article in view that name the country, each beside the record."""
    facts = snap.facts_of(f"country:{iso3}")
    if not facts:
        return EMPTY
    verdicts = look()["verdicts"]
    claims = (Beside(fact, verdicts[verdict_of(fact)], ()) for fact in facts)
    shown = Markup("").join(beside(claim, article, href) for claim in claims)
    count = f"{len(facts)} {'fact' if len(facts) == 1 else 'facts'} of {titled(article.title)}"
    return Markup(
        '<div class="story" data-go="push"><section><h3>In the article</h3>{}</section></div>'
    ).format(fold(count, shown))


def choice(groups: tuple[tuple[str, Names], ...]) -> Markup:
    """All countries that have a story, as links."""
    parts = []
    for title, countries in groups:
        links = Markup("").join(
            Markup('<li><a href="?country={}&amp;focus=">{}</a></li>').format(iso3, name)
            for iso3, name in countries
        )
        parts.append(Markup("<h4>{}</h4><ul>{}</ul>").format(title, links))
    return Markup(
        '<nav class="index choice" data-go="replace" aria-label="Countries">{}</nav>'
    ).format(Markup("").join(parts))
