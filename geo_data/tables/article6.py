"""The ground of Article 6, and what it says."""

from dataclasses import dataclass
from typing import Self

from geo_data.tables.columns import (
    LATITUDE,
    LONGITUDE,
    PERIOD,
    SLUG,
    SOURCE_IDS,
    STATES,
    SURE,
    TEXT,
    UNITS,
    Column,
    Row,
    Table,
    identifier,
    one_of,
    optional,
    split,
)
from geo_data.tables.sources import Evidence
from geo_data.tables.states import Period


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory in or out of the area of Article 6, from a day to a day.

    It is drawn with `units` of the shapefile, or as a point `lon_lat` (WGS 84 degrees) where it
    has none.
    """

    territory_id: str
    name: str
    members: tuple[str, ...]
    standing: str
    period: Period
    units: tuple[str, ...]
    lon_lat: tuple[float, float] | None
    reason: str
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        lat, lon = row["lat"], row["lon"]
        return cls(
            row["territory_id"],
            row["territory"],
            split(row["member_iso3"]),
            row["standing"],
            Period.read(row),
            split(row["made_of"]),
            (float(lon), float(lat)) if lat and lon else None,
            row["reason"],
            Evidence.read(row),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """What Article 6 says on one point, in our words, from a day to a day."""

    text_id: str
    title: str
    text: str
    period: Period
    evidence: Evidence

    @classmethod
    def read(cls, row: Row) -> Self:
        """From a row of its table."""
        return cls(
            row["text_id"],
            row["title"],
            row["text"],
            Period.read(row),
            Evidence.read(row),
        )


STANDINGS = ("covered", "not covered", "disputed")


ARTICLE6 = Table(
    "article6",
    "Article 6, territory by territory: whether an attack there counts for Article 5, and why. "
    "A member's other ground in Europe and North America has no row: it is covered.",
    ("territory_id", "valid_from"),
    (
        Column("territory_id", "id", identifier("canary-islands", SLUG)),
        Column("territory", "name in English", TEXT),
        Column("member_iso3", "whose territory, or whose forces there", STATES),
        Column("standing", "whether it is in the area", one_of(*STANDINGS)),
        *PERIOD,
        optional("made_of", "units of the shapefile that it is drawn with", UNITS),
        optional("lat", "latitude, where it has no unit", LATITUDE),
        optional("lon", "longitude, where it has no unit", LONGITUDE),
        Column("reason", "why, in sentences", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)


ARTICLE6_TEXTS = Table(
    "article6_texts",
    "What Article 6 says, point by point, in words of ours.",
    ("text_id",),
    (
        Column("text_id", "id", identifier("tropic", SLUG)),
        Column("title", "title", TEXT),
        Column("text", "the point, in sentences", TEXT),
        *PERIOD,
        SOURCE_IDS,
        SURE,
    ),
)
