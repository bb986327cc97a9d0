"""The frame: the one thing that browser, film, paper and legend read of a view, as JSON.

Python decides who has which look and which words; who reads this only paints. Places are in the
area's map units, y to the north; several codes or units are one text with a space between.
web/types.js has the same types for the browser's half, made from these by `python -m tests.types`.
"""

from typing import Literal, NotRequired, TypedDict

from geo_data.geometry.coverage import Box

At = tuple[float, float]
Dash = Literal["solid", "dashed", "dotted"]
Head = Literal["filled", "open", "none"]


class Stroke(TypedDict):
    """One curve of an arrow."""

    curve: list[float]
    """A quadratic Bézier's: x and y of its start, of its control point and of its end."""
    width: float
    """Pixels, where the map is wide: headcount only."""
    dash: Dash
    """Carried out, announced, or not confirmed for this country."""
    head: Head
    """At a place, at a country's edge, or none: a stem, from which the next ones branch."""
    to: NotRequired[str]
    """The code of the country that its head is in; left out of a stem."""


class Origin(TypedDict):
    """Where an arrow comes from that enters the map at its edge."""

    text: str
    """In words."""
    at: At
    """Where it enters."""


class Arrow(TypedDict):
    """A move of the window; its number is on its first stroke if that is a stem, else on any."""

    id: str
    """`move:` and its id."""
    number: int
    """Its key to the list beside the map, from 1."""
    label: str
    """What moved, and how many."""
    tip: list[str]
    """Lines of its tooltip, the first its head."""
    strokes: list[Stroke]
    """A stem, if there is one, and a stroke a leg."""
    own: NotRequired[bool]
    """True where the article alone has it; else left out."""
    quiet: NotRequired[bool]
    """True where it is drawn when it is chosen only, for there are many; else left out."""
    origin: NotRequired[Origin]
    """Left out where it starts on the map, and of all but one that come from one land."""


class Wayless(TypedDict):
    """A move of the window that this map cannot show as an arrow."""

    id: str
    """`move:` and its id."""
    number: int
    """Its key to the list."""


class Group(TypedDict):
    """A battlegroup that stands on the day."""

    id: str
    """`battlegroup:` and its id."""
    at: At
    """Its camp."""
    tip: list[str]
    """Lines of its tooltip."""


class Context(TypedDict):
    """A context event, which is no act of the Alliance, where a source has its place."""

    id: str
    """`context:` and its id."""
    at: At
    """Where it was."""
    tip: list[str]
    """Lines of its tooltip."""


class Point(TypedDict):
    """A state that no shape can show."""

    id: str
    """`country:` and its code."""
    at: At
    """Where it was."""
    tip: list[str]
    """Lines of its tooltip."""
    name: str
    """Its name of the day."""


class News(TypedDict):
    """Something that happened, which the words tell first, in the countries that it involves."""

    id: str
    """The event's."""
    at: list[At]
    """In the middle of each country in which nothing later is marked, or at the map's edge."""
    tip: list[str]
    """Lines of its tooltip: what happened, and when; then what happened there before."""
    name: NotRequired[str]
    """The one country's, where it lies outside the map; else left out."""


class Border(TypedDict):
    """A line to draw between two states."""

    id: NotRequired[str]
    """`border:` and its id; left out where the record has no row of it."""
    sides: tuple[str, str]
    """The codes of the member and of its neighbour."""


class Speck(TypedDict):
    """A territory that may be too small to see, and then has a disc."""

    id: str
    """`territory:` and its id."""
    unit: str
    """Its first unit, where the disc lies."""
    size: float
    """The root of its area, in map units."""


class Film(TypedDict):
    """What the player below the map plays."""

    path: str
    """Its address."""
    on: str
    """The frame's own day, ISO 8601, as all three."""
    first: str
    """Its first day."""
    last: str
    """Its last day."""


class Frame(TypedDict):
    """All that is painted for a view: under 8 kB for the opening one of each area."""

    id: NotRequired[str]
    """By which a test or a tool knows that it was painted; on the wire only."""
    view: list[str]
    """The view's parameters, `name=value`: no two views have the same frame."""
    area: str
    """A key of the areas."""
    theme: str
    """`light` or `dark`."""
    shape: float
    """Height over width of the area's map."""
    fills: dict[str, str]
    """Look to its units on the map; all others are pale."""
    names: dict[str, str]
    """Code of a state on the map to its name of the day, in the order of painting; where the map
    tells who joined when a member's year stands after it."""
    ranks: dict[str, str]
    """Rank of a name to its states: 0 finds room first, and 2 and before must be read."""
    units: dict[str, str]
    """State to its units, first that which is named; without those of one unit of their code."""
    upon: str
    """Of the states those that were annexed: painted last, upon their holder."""
    tips: dict[str, str]
    """Line of a tooltip to the states that have it, in the order of the lines."""
    points: list[Point]
    """In the order of the record."""
    labels: dict[str, str]
    """Names of units that are no state of their own."""
    rank: int
    """Of all those names."""
    borders: list[Border]
    """Those with Russia or the Soviet Union, and the one in focus."""
    arrows: list[Arrow]
    """In the order of the list."""
    wayless: list[Wayless]
    """In the order of the list."""
    groups: list[Group]
    """By id."""
    contexts: list[Context]
    """Those of the window's last day with any."""
    around: str
    """The states that all context events of that day involve: they have a quiet outline."""
    news: list[News]
    """The latest first."""
    lit: list[str]
    """The ids of what the reader's focus lights up."""
    trouble: str
    """What the map says where its shapes did not come."""
    near: NotRequired[Box]
    """What a telephone shows first: left, bottom, right, top. Left out for the whole map."""
    says: NotRequired[dict[str, str]]
    """Look to what a tooltip adds; left out of the map of members."""
    specks: NotRequired[list[Speck]]
    """In the layer of Article 6 only."""
    only: NotRequired[str]
    """The code of the country that events are filtered by; the others are dimmed."""
    to: NotRequired[list[float]]
    """What the map goes to: as `near`; empty for the whole map, left out to stay where it is."""
    film: NotRequired[Film]
    """Where the map has a player."""
    large: NotRequired[bool]
    """True where many look at one screen: large names, and the whole map on it; else left out."""
