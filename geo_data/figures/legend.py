"""The legend: what a frame shows and nothing else, in two sentences and a small drawing each."""

from dataclasses import dataclass

from geo_data.english import unique
from geo_data.figures.contract import Frame
from geo_data.figures.look import arrow_width, look
from geo_data.history.membership import rounds
from geo_data.prose.rounds import looks
from geo_data.prose.sentences import vocabulary

MOST_NEWS = 3
"""As many events as the legend names."""

MOVE = "move-thin"
"""The mark that stands for all arrows in a key."""


@dataclass(frozen=True)
class Entry:
    """`key` names the swatch; `name` stands beside it and `says` opens below it."""

    key: str
    name: str
    says: str


def entries(frame: Frame) -> list[Entry]:
    """The legend of a frame, in the order of its words."""
    strokes = [stroke for arrow in frame["arrows"] for stroke in arrow["strokes"]]
    neighbours = {border["sides"][1] for border in frame["borders"]}
    thin = arrow_width(None)
    marks = {
        "border": bool(neighbours - {"SUN"}),
        "border-soviet": "SUN" in neighbours,
        "annexed": bool(frame["upon"]),
        "point": bool(frame["points"]),
        "speck": bool(frame.get("specks")),
        "news": bool(frame["news"]),
        "battlegroup": bool(frame["groups"]),
        "context": bool(frame["around"] or frame["contexts"]),
        "move-headcount": any(s["width"] > thin for s in strokes),
        "move-thin": any(s["width"] == thin and s["dash"] == "solid" for s in strokes),
        "move-dashed": any(s["dash"] == "dashed" for s in strokes),
        "move-dotted": any(s["dash"] == "dotted" for s in strokes),
        "move-own": any("own" in arrow for arrow in frame["arrows"]),
        "move-open": any(s["head"] == "open" for s in strokes),
    }
    shown = {**dict.fromkeys(frame["fills"], True), "pale": True, **marks}
    return [
        Entry(key, _news(frame, rule["name"]) if key == "news" else rule["name"], rule["says"])
        for table in (looks(), vocabulary()["marks"])
        for key, rule in table.items()
        if shown.get(key)
    ]


def _news(frame: Frame, name: str) -> str:
    """The name of the marks of what happened, with what that is."""
    titles = unique(told["tip"][0] for told in frame["news"])
    more = len(titles) - MOST_NEWS
    return f"{name}: {'; '.join(titles[:MOST_NEWS])}{f'; {more} more' if more > 0 else ''}"


def in_short(frame: Frame) -> list[Entry]:
    """The few entries that a reader needs first, with the shortest names."""
    some = {entry.key for entry in entries(frame)}
    if frame["arrows"]:
        some.add(MOVE)
    years = {each.look: str(each.day.year) for each in rounds()}
    names = {**years, **vocabulary()["key"]}
    return [Entry(each, name, "") for each, name in names.items() if each in some]


def every_key() -> tuple[str, ...]:
    """Every entry that a legend can have."""
    return (*look()["looks"], *vocabulary()["marks"])
