"""The legend: what a frame shows and nothing else, in two sentences and a small drawing each."""

from dataclasses import dataclass
from urllib.parse import quote

from geo_data.figures.contract import Frame
from geo_data.figures.look import THEMES, arrow_width, fills, look, pattern_svg, speck
from geo_data.history.drawn import COVERS
from geo_data.prose.sentences import vocabulary


@dataclass(frozen=True)
class Entry:
    """`key` names the swatch; `name` stands beside it and `says` opens below it."""

    key: str
    name: str
    says: str


def entries(frame: Frame) -> list[Entry]:
    """The legend of a frame, in the order of look.toml."""
    strokes = [stroke for arrow in frame["arrows"] for stroke in arrow["strokes"]]
    neighbours = {border["sides"][1] for border in frame["borders"]}
    thin = arrow_width(None)
    marks = {
        "border": bool(neighbours - {"SUN"}),
        "border-soviet": "SUN" in neighbours,
        "annexed": bool(frame["upon"]),
        "point": bool(frame["points"]),
        "speck": bool(frame.get("specks")),
        "battlegroup": bool(frame["groups"]),
        "move-headcount": any(s["width"] > thin for s in strokes),
        "move-thin": any(s["width"] == thin and s["dash"] == "solid" for s in strokes),
        "move-dashed": any(s["dash"] == "dashed" for s in strokes),
        "move-dotted": any(s["dash"] == "dotted" for s in strokes),
        "move-own": any("own" in arrow for arrow in frame["arrows"]),
        "move-open": any(s["head"] == "open" for s in strokes),
    }
    shown = {**dict.fromkeys(frame["fills"], True), "pale": True, **marks}
    return [
        Entry(key, rule["name"], rule["says"])
        for table in (vocabulary()["looks"], vocabulary()["marks"])
        for key, rule in table.items()
        if shown.get(key)
    ]


HIGH = 16
_HEAD = '<path d="M19,4L28,8L19,12Z" fill="{move}"/>'
_MARKS = {
    "point": '<circle cx="15" cy="8" r="4" fill="{member}" stroke="{battlegroup}" '
    'stroke-width="1.5"/>',
    "border": '<path d="M2,9H28" stroke="{border}" stroke-width="3"/>',
    "border-soviet": '<path d="M2,9H28" stroke="{border}" stroke-width="3"/>',
    "battlegroup": '<path d="M9,8L15,2L21,8L15,14Z" fill="{battlegroup}" stroke="{halo}"/>',
    "move-thin": '<path d="M2,8H20" stroke="{move}" stroke-width="1.6"/>' + _HEAD,
    "move-dashed": '<path d="M2,8H20" stroke="{move}" stroke-width="2" stroke-dasharray="6 3"/>'
    + _HEAD,
    "move-dotted": '<path d="M2,8H28" stroke="{move}" stroke-width="2" stroke-linecap="round" '
    'stroke-dasharray="1.5 4"/>',
    "move-own": '<path d="M2,8H20" stroke="{move}" stroke-width="5"/>'
    '<path d="M2,8H20" stroke="{halo}" stroke-width="1.6"/>' + _HEAD,
    "move-open": '<path d="M2,8H26M19,3L27,8L19,13" fill="none" stroke="{move}" '
    'stroke-width="1.6"/>',
}
_WIDTHS = "move-headcount"
_BOX = '<rect x="1" y="1" width="28" height="14" fill="{fill}" stroke="{edge}"/>'
_SPECK = '<circle cx="{x}" cy="8" r="3.6" fill="{fill}" stroke="{edge}" stroke-width="{wide:g}"/>'
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="6" fill="#1f5c99"/>'
    '<path d="M5 23Q11 9 21 11" fill="none" stroke="#fff" stroke-width="3"/>'
    '<path d="M19 5L28 11L19 17Z" fill="#fff"/>'
    '<circle cx="24" cy="24" r="3" fill="#f2b04b"/>'
    "</svg>"
)
"""The icon of the browser's tab."""


def _scale() -> tuple[str, int]:
    """The widths of some headcounts, each with its number."""
    parts, x = [], 2
    for people in look()["arrows"]["legend"]:
        parts.append(
            f'<path d="M{x},8H{x + 24}" stroke="{{move}}" stroke-width="{arrow_width(people)}"/>'
            f'<text x="{x + 28}" y="12" font-size="11" font-family="sans-serif" '
            f'fill="{{ink}}">{people:,}</text>'
        )
        x += 66
    return "".join(parts), x


def every_key() -> tuple[str, ...]:
    """Every entry that a legend can have."""
    return (*look()["looks"], *vocabulary()["marks"])


def _filled(key: str, colours: dict[str, str]) -> str:
    """A look's fill in a box."""
    fill = fills()[key]
    pattern = pattern_svg(key, "p", lambda name: f'fill="{colours[name]}"')
    box = _BOX.format(fill="url(#p)" if pattern else colours[fill.colour], edge=colours["coast"])
    return f"<defs>{pattern}</defs>{box}" if pattern else box


def _specks(colours: dict[str, str]) -> str:
    """The looks of Article 6 as marks, one beside the other."""
    looks = map(speck, COVERS.values())
    return "".join(
        _SPECK.format(x=x, fill=colours[fill], edge=colours[edge], wide=wide)
        for x, (fill, edge, wide) in zip((5, 15, 25), looks, strict=True)
    )


def _drawn(key: str, colours: dict[str, str]) -> str:
    if key in fills():
        return _filled(key, colours)
    if key == "speck":
        return _specks(colours)
    drawn = _scale()[0] if key == _WIDTHS else _MARKS[key]
    return drawn.format(**{name.replace("-", "_"): value for name, value in colours.items()})


def size(key: str) -> tuple[int, int]:
    """Width and height in pixels."""
    return (_scale()[1] if key == _WIDTHS else 30), HIGH


def svg(key: str, theme: str) -> str:
    """One legend entry's drawing as an SVG document; `theme` is "light" or "dark"."""
    wide, high = size(key)
    drawn = _drawn(key, look()["colours"][theme])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}">{drawn}</svg>'
    )


def data_address(drawing: str) -> str:
    """An SVG document as an address that needs no request."""
    return "data:image/svg+xml," + quote(drawing, safe=" =:/,;()'")


def swatches_css() -> str:
    """A rule for each drawing: `.swatch` and its key, in the theme around it; on paper light."""

    def rules(theme: str, around: str) -> str:
        return "".join(
            f'{around} .swatch.{key}{{background:url("{data_address(svg(key, theme))}")}}'
            for key in every_key()
        )

    sizes = "".join(f".swatch.{key}{{width:{size(key)[0]}px}}" for key in every_key())
    themed = "".join(rules(theme, f'[data-theme="{theme}"]') for theme in THEMES)
    plain = f".swatch{{display:inline-block;flex:none;height:{HIGH}px}}"
    return f"{plain}{sizes}{themed}@media print{{{rules('light', '[data-theme]')}}}"
