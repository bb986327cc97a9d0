"""A view as one HTML page without Streamlit: a file that opens from disk, or a page to embed.

Both use the map, the words and the markup of the app. The file holds all it needs and may load
nothing; the page to embed names the files of the server, which the browser keeps.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from folium.utilities import camelize
from markupsafe import Markup

from geo_data.days import in_words
from geo_data.figures import legend
from geo_data.figures.look import look
from geo_data.figures.map import assets, film, frame, live
from geo_data.figures.map.live import encode
from geo_data.figures.web import markup
from geo_data.history.snapshot import Snapshot
from geo_data.prose import details, listing, words
from geo_data.tables.record import record

STYLES = ("map.css", "page.css", "standalone.css")
SCRIPT = "standalone.js"

_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "{policy}<title>{title}</title>\n{icon}{styles}\n</head>\n"
    '<body class="nato"{theme}>\n{body}\n'
    "<noscript><p>The map needs JavaScript; all that it shows is in the words.</p></noscript>\n"
    '<script type="application/json" id="data">{data}</script>\n{scripts}\n</body>\n</html>\n'
)


def _href(focus: str) -> str:
    return f"#{focus}"


def _focusable(snap: Snapshot) -> list[str]:
    """Whatever can be put in focus on this page, each once."""
    groups = (*listing.everything(snap), words.what_you_see(snap))
    found = [s.focus for group in groups for s in group.sentences]
    found += [f"country:{state[0]}" for state in frame.states(snap)]
    found += [f"fact:{fact.fact_id}" for fact in snap.facts]
    return list(dict.fromkeys(filter(None, found)))


def _focused(snap: Snapshot, focus: str) -> Snapshot:
    return replace(snap, view=replace(snap.view, focus=focus))


def _panels(snap: Snapshot, ids: Iterable[str]) -> Markup:
    """What is known about each thing, all hidden but the one in focus."""
    parts = []
    for focus in ids:
        if found := details.details(_focused(snap, focus)):
            told = markup.details(found, snap.article, _href)
            parts.append(Markup('<div data-about="{}" hidden>{}</div>').format(focus, told))
    return Markup("\n").join(parts)


def _body(snap: Snapshot, ids: Iterable[str], back: str | None) -> Markup:
    note = words.day_note(snap)
    link = (
        Markup('<a href="{}" target="_blank">Open in NATO geography</a>').format(back)
        if back
        else Markup("")
    )
    return Markup(
        '<header><h1>{title}</h1><p class="standfirst">{standfirst} {link}</p>{note}</header>\n'
        '<p class="note" id="played" role="status" hidden>The map shows <b></b>; all words '
        "on this page speak of {day}. <button>Show {day} again</button></p>\n"
        "<main>\n"
        '<div class="drawn"><div id="map"></div>{legend}</div>\n'
        '<div class="said">{panels}{see}</div>\n<div class="listed">{listed}</div>\n</main>\n'
        "<footer><p>{origin}</p></footer>"
    ).format(
        title=words.headline(snap),
        day=in_words(snap.view.on),
        standfirst=words.standfirst(snap),
        note=Markup('<p class="note">{}</p>').format(note) if note else "",
        legend=legend.legend(frame.frame(snap)),
        panels=_panels(snap, ids),
        see=markup.group(words.what_you_see(snap), _href),
        listed=markup.index("On the map", listing.everything(snap), _href),
        link=link,
        origin=look()["texts"]["origin"].format(until=in_words(record().checked_until)),
    )


def _data(snap: Snapshot, ids: Iterable[str], shapes: str, played: str) -> Markup:
    """What the scripts need, as JSON that no HTML parser takes for markup.

    `shapes` and `played` are the addresses of the area's geometry and of the film.
    """
    lit = {focus: frame.lit(_focused(snap, focus)) for focus in ids}
    return Markup(  # noqa: S704 - encoded for this very place
        encode(
            {
                "options": {camelize(name): value for name, value in live.OPTIONS.items()},
                "files": {snap.view.area: shapes},
                "frame": frame.frame(snap) | {"film": film.named(snap.view, played)},
                "date": in_words(snap.view.on),
                "focus": snap.view.focus or "",
                "lit": {focus: ids for focus, ids in lit.items() if ids != [focus]},
            }
        )
    )


def _text(name: str) -> str:
    return assets.asset(name).content.decode()


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json_address(content: bytes) -> str:
    return f"data:application/json;base64,{base64.b64encode(content).decode()}"


def document(snap: Snapshot) -> str:
    """The view as one file of about 1 MB; raises DataFileError if one of its parts is broken."""
    ids = _focusable(snap)
    shapes = _json_address(assets.geometry_asset(snap.view.area).content)
    whole = (_text("leaflet.js"), assets.bundle(SCRIPT))
    scripts = [text.replace("</script", "<\\/script") for text in whole]
    styles = "\n".join(_text(name) for name in STYLES)
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    policy = Markup('<meta http-equiv="Content-Security-Policy" content="{}">\n').format(
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"connect-src data:; style-src 'unsafe-inline'; script-src {allowed}"
    )
    return _PAGE.format(
        policy=policy,
        theme="",
        title=words.headline(snap),
        icon=Markup('<link rel="icon" href="{}">\n').format(assets.icon()),
        styles=Markup("<style>{}</style>").format(Markup(styles)),  # noqa: S704 - our own
        body=_body(snap, ids, None),
        data=_data(snap, ids, shapes, _json_address(film.film(snap.view))),
        scripts=Markup("\n").join(
            Markup("<script>{}</script>").format(Markup(script))  # noqa: S704 - our own
            for script in scripts
        ),
    )


def embed(snap: Snapshot, served: Callable[[str], str], back: str, theme: str | None = None) -> str:
    """The view as a small page for an iframe; `served` gives the address of an asset's path.

    `back` is the address of the same view in the app; `theme` is "light" or "dark", or the
    reader's own.
    """
    ids = _focusable(snap)
    shapes = served(assets.geometry_asset(snap.view.area).path)
    return _PAGE.format(
        policy=Markup(""),
        theme=Markup(' data-theme="{}"').format(theme) if theme else "",
        title=words.headline(snap),
        icon=Markup('<link rel="icon" href="{}">\n').format(assets.icon()),
        styles=Markup("\n").join(
            Markup('<link rel="stylesheet" href="{}">').format(served(assets.path(name)))
            for name in STYLES
        ),
        body=_body(snap, ids, back),
        data=_data(snap, ids, shapes, served(film.address(snap.view))),
        # All are named, so that none waits for what imports it.
        scripts=Markup("\n").join(
            Markup('<script type="module" src="{}"></script>').format(served(assets.path(name)))
            for name in ("leaflet.js", *assets.modules(SCRIPT))
        ),
    )
