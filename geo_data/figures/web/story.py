"""A country's story as HTML: its sections, what came after the day, and the choice of countries."""

from dataclasses import replace

from markupsafe import Markup

from geo_data.figures.web.markup import EMPTY, Href, fragment
from geo_data.history.snapshot import Snapshot
from geo_data.prose.details import beside
from geo_data.prose.story import FOLDED, Names, Story
from geo_data.tables.articles import Article


def heading(told: Story) -> Markup:
    """The country's name of the day, and which day the story is told on."""
    return fragment("story.html", "heading", told)


def beginning(told: Story, href: Href) -> Markup:
    """The first section: what a reader wants to know before all else."""
    first = told.sections[:1]
    return fragment("story.html", "story", told, first, FOLDED, (), (), href, begins=True)


def story(told: Story, href: Href) -> Markup:
    """The other sections, then what came after the day, each line with its section's title."""
    main = [line for line in told.after if line.topic not in FOLDED]
    apart = [
        (title, [replace(line, topic="") for line in told.after if line.topic == title])
        for title in FOLDED
    ]
    small = [(title, lines) for title, lines in apart if lines]
    rest = told.sections[1:]
    return fragment("story.html", "story", told, rest, FOLDED, main, small, href)


def in_article(snap: Snapshot, article: Article, iso3: str, href: Href) -> Markup:
    """The facts of the article in view that name the country, each beside the record."""
    claims = [replace(beside(snap, fact), notes=()) for fact in snap.facts_of(f"country:{iso3}")]
    return fragment("story.html", "in_article", claims, article, href) if claims else EMPTY


def choice(groups: tuple[tuple[str, Names], ...]) -> Markup:
    """All countries that have a story, as links."""
    return fragment("story.html", "choice", groups)
