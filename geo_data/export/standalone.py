"""A view as one HTML page without Streamlit: a file that opens from disk, or a page to embed.

Both use the map, the words and the markup of the app. The file holds all it needs and may load
nothing; the page to embed names the files of the server, which the browser keeps.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from folium.utilities import camelize
from markupsafe import Markup

from geo_data.days import in_words
from geo_data.figures.contract import Frame
from geo_data.figures.map import assets, film, frame, live
from geo_data.figures.map.live import encode
from geo_data.figures.web import markup
from geo_data.figures.web.growth import growth
from geo_data.figures.web.markup import EMPTY, fragment
from geo_data.history import drawn
from geo_data.history.snapshot import Snapshot
from geo_data.history.view import JOINED
from geo_data.prose import details, words

STYLES = ("map.css", "page.css", "standalone.css")
SCRIPT = "standalone.js"


def _href(focus: str) -> str:
    return f"#{focus}"


def _focusable(snap: Snapshot, painted: Frame) -> list[str]:
    """Whatever can be put in focus on this page, each once."""
    groups = (*words.everything(snap), words.what_you_see(snap))
    found = [s.focus for group in groups for s in group.sentences]
    upon = painted["upon"].split()
    found += [f"country:{code}" for code in painted["names"] if code not in upon]
    found += [f"fact:{fact.fact_id}" for fact in snap.facts]
    return list(dict.fromkeys(filter(None, found)))


def _focused(snap: Snapshot, focus: str) -> Snapshot:
    return replace(snap, view=replace(snap.view, focus=focus))


def _body(snap: Snapshot, painted: Frame, ids: Iterable[str], back: str) -> Markup:
    """What a reader sees; of what is known about each thing all is hidden but the one in focus."""
    found = ((focus, details.details(_focused(snap, focus))) for focus in ids)
    return fragment(
        "page.html",
        "body",
        title=words.title(words.headline(snap), snap.view),
        standfirst=words.standfirst(snap),
        back=back,
        notes=[*filter(None, (snap.beyond and words.nearest(snap.beyond), words.day_note(snap)))],
        day=in_words(snap.view.on),
        legend=markup.legend(painted),
        panels=[(id_, markup.details(told, snap.article, _href)) for id_, told in found if told],
        growth=growth(snap.view.on) if snap.view.layer == JOINED else EMPTY,
        see=markup.group(words.what_you_see(snap), _href),
        listed=markup.index("On the map", words.everything(snap), _href),
        origin=words.origin(),
    )


def _data(snap: Snapshot, painted: Frame, ids: Iterable[str], shapes: str) -> str:
    """What the scripts need, as JSON that no HTML parser takes for markup.

    `shapes` is the address of the area's geometry.
    """
    lit = {focus: drawn.lit(_focused(snap, focus)) for focus in ids}
    return encode(
        {
            "options": {camelize(name): value for name, value in live.OPTIONS.items()},
            "files": {snap.view.area: shapes},
            "frame": painted,
            "date": in_words(snap.view.on),
            "focus": snap.view.focus or "",
            "lit": {focus: ids for focus, ids in lit.items() if ids != [focus]},
        }
    )


def _text(name: str) -> str:
    return assets.asset(name).content.decode()


def hashes(scripts: Iterable[str]) -> str:
    """The scripts that stand in a page's text as a Content-Security-Policy allows them."""
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _json_address(content: bytes) -> str:
    return f"data:application/json;base64,{base64.b64encode(content).decode()}"


def _page(  # noqa: PLR0913 - the parts of a page
    snap: Snapshot,
    shapes: str,
    played: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    policy: str = "",
    back: str = "",
    theme: str = "",
) -> str:
    """The page: with a `policy` styles and scripts are texts inside it, else addresses."""
    painted = frame.frame(snap) | {"film": film.named(snap.view, played)}
    ids = _focusable(snap, painted)
    return fragment(
        "page.html",
        "page",
        title=words.title(words.headline(snap), snap.view),
        icon=assets.icon(),
        theme=theme,
        policy=policy,
        styles=styles,
        scripts=scripts,
        data=_data(snap, painted, ids, shapes),
        body=_body(snap, painted, ids, back),
    )


def document(snap: Snapshot) -> str:
    """The view as one file of about 1 MB; raises DataFileError if one of its parts is broken."""
    shapes = _json_address(assets.geometry_asset(snap.view.area).content)
    whole = (_text("leaflet.js"), assets.bundle(SCRIPT))
    scripts = [text.replace("</script", "<\\/script") for text in whole]
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"connect-src data:; style-src 'unsafe-inline'; script-src {hashes(scripts)}"
    )
    played, styles = _json_address(film.film(snap.view)), [*map(_text, STYLES)]
    return _page(snap, shapes, played, styles=styles, scripts=scripts, policy=policy)


def embed(snap: Snapshot, base: str, back: str, theme: str = "") -> str:
    """The view as a small page for an iframe; `base` is the app's base path.

    `back` is the address of the same view in the app; `theme` is "light" or "dark", or empty for
    the reader's own.
    """
    # All modules are named, so that none waits for what imports it.
    names = (STYLES, ("leaflet.js", *assets.modules(SCRIPT)))
    styles, scripts = ([base + assets.path(name) for name in some] for some in names)
    return _page(
        snap,
        base + assets.geometry_asset(snap.view.area).path,
        base + film.address(snap.view),
        styles=styles,
        scripts=scripts,
        back=back,
        theme=theme,
    )
