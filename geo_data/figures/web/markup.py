"""Sentences as HTML. Every text passes through markupsafe here, and nowhere else."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup

from geo_data.days import text_in_words
from geo_data.english import titled
from geo_data.figures.look import look
from geo_data.prose.details import Beside, Details
from geo_data.prose.sentences import Group, Sentence
from geo_data.tables.articles import Article
from geo_data.tables.record import record
from geo_data.tables.sources import Source

Href = Callable[[str], str]
"""From a focus to the address that shows it."""

EMPTY = Markup("")


def _source(source: Source) -> Markup:
    """Title, publisher and day; a link only where its kind allows one."""
    told = (titled(source.title), source.publisher, text_in_words(source.day))
    label = ", ".join(filter(None, told))
    if source.link:
        return Markup('<a href="{}" target="_blank">{}</a>').format(source.link, label)
    return Markup("{}").format(label)


def sources(source_ids: Iterable[str]) -> Markup:
    """The first source in the open, the others one click away."""
    found = [record().sources[key] for key in source_ids if key in record().sources]
    if not found:
        return EMPTY
    first, rest = found[0], found[1:]
    shown = Markup("<cite>{}</cite>").format(_source(first))
    if not rest:
        return shown
    items = Markup("").join(Markup("<li>{}</li>").format(_source(source)) for source in rest)
    more = Markup("<details class=more><summary>{} more</summary><ul>{}</ul></details>")
    return shown + more.format(len(rest), items)


def doubt(confidence: str, memory_fields: str = "") -> Markup:
    """How sure the record is, where it is not simply confirmed."""
    words = look()["confidence"].get(confidence, confidence)
    if memory_fields:
        told = words if confidence != "memory" else ""
        words = "; ".join(filter(None, (told, f"from memory: {memory_fields}")))
    return Markup(' <em class="doubt">{}</em>').format(words) if words else EMPTY


def link(href: Href, focus: str, text: str | Markup, current: str | None = None) -> Markup:
    """A link that puts something in focus; a `data-go` around it says how it goes."""
    here = Markup(' aria-current="true"') if focus == current else EMPTY
    return Markup('<a href="{}"{}>{}</a>').format(href(focus), here, text)


def _number(number: int | None) -> Markup:
    return Markup('<b class="number">{}</b> ').format(number) if number else EMPTY


def _item(item: Sentence, href: Href, current: str | None) -> Markup:
    text = (
        link(href, item.focus, item.text, current) if item.focus else Markup("{}").format(item.text)
    )
    told = doubt(item.confidence, item.memory_fields)
    return Markup("<li>{}{}{} {}</li>").format(
        _number(item.number), text, told, sources(item.sources)
    )


def group(found: Group, href: Href, current: str | None = None) -> Markup:
    """A heading and its sentences, one a line."""
    items = Markup("").join(_item(item, href, current) for item in found.sentences)
    return Markup('<section data-go="replace"><h3>{}</h3><ul>{}</ul></section>').format(
        found.title, items
    )


@lru_cache(maxsize=64)
def index(title: str, groups: tuple[Group, ...], href: Href, current: str | None = None) -> Markup:
    """A list of what is on the map: only links, close together; nothing if there are none."""
    if not groups:
        return EMPTY
    parts = []
    for found in groups:
        items = Markup("").join(
            Markup("<li>{}{}{}</li>").format(
                _number(item.number),
                link(href, item.focus, item.text, current),
                doubt(item.confidence),
            )
            for item in found.sentences
        )
        parts.append(Markup("<h4>{}</h4><ul>{}</ul>").format(found.title, items))
    return Markup('<nav class="index" data-go="replace" aria-label="{}">{}</nav>').format(
        title, Markup("").join(parts)
    )


def _day(text: str) -> str:
    return text_in_words(text) or "no day"


def beside(claim: Beside, article: Article, href: Href) -> Markup:
    """What the article says and what the record has, side by side, with the verdict."""
    fact = claim.fact
    notes = [fact.note, *(note.text for note in claim.notes)]
    said = _day(fact.day_claimed.isoformat() if fact.day_claimed else "")
    known = _day(fact.day_on_record.isoformat() if fact.day_on_record else "")
    return Markup(
        '<div class="beside {}"><dl>'
        "<dt>The article, paragraph {}</dt><dd>{} <i>{}; day claimed: {}</i></dd>"
        "<dt>The record</dt><dd>{} <i>day on record: {}</i>{} {}</dd></dl>"
        '<p class="verdict"><b>{}</b> {} {}</p></div>'
    ).format(
        fact.verdict.replace(" ", "-"),
        fact.paragraph,
        fact.paraphrase,
        f"{article.publisher}, {text_in_words(article.day.isoformat())}",
        said,
        fact.record_says,
        known,
        doubt(fact.evidence.confidence, fact.evidence.memory_fields),
        sources(fact.evidence.source_ids),
        claim.verdict,
        " ".join(filter(None, notes)),
        link(href, f"fact:{fact.fact_id}", "Show on the map"),
    )


def details(found: Details, article: Article | None, href: Href) -> Markup:
    """What is known about the thing in focus."""
    items = Markup("").join(_item(item, href, None) for item in found.sentences)
    parts = [Markup("<h3>{}</h3><ul>{}</ul>").format(found.title, items)]
    if article and found.beside:
        parts.append(Markup("<h4>The article beside the record</h4>"))
        parts += [beside(claim, article, href) for claim in found.beside]
    close = link(href, "", "Close")
    return Markup(
        '<section class="focus" data-go="replace" aria-live="polite">{}{}</section>'
    ).format(close, Markup("").join(parts))
