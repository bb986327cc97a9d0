"""The ground of Article 6, the ways of being a member, and published numbers of troops."""

from geo_data.columns import (
    DAY,
    LATITUDE,
    LONGITUDE,
    PERIOD,
    POSITIVE,
    PROOF,
    SOURCE_IDS,
    STATE,
    STATES,
    SURE,
    TEXT,
    UNITS,
    Column,
    Table,
    events,
    identifier,
    one_of,
    optional,
)

STANDINGS = ("covered", "not covered", "disputed")
WAYS = (
    "signatory",
    "member",
    "member outside the integrated military structure",
    "member whose territory grew",
)
SLUG = r"[a-z0-9]++(?:-[a-z0-9]++)*+"

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

INTEGRATION = Table(
    "integration",
    "In what way a state belonged to the Alliance, where that is not simply as a member since its "
    "accession. Nobody has left the Treaty: a return to the military structure is no accession.",
    ("iso3", "valid_from"),
    (
        Column("iso3", "state", STATE),
        Column("way", "in what way", one_of(*WAYS)),
        *PERIOD,
        Column("sentence", "what a reader should know, in sentences", TEXT),
        *PROOF,
    ),
)

PUBLISHED_TOTALS = Table(
    "published_totals",
    "Numbers of troops as they were given for several orders together, beside which the sum of "
    "the orders can be set.",
    ("total_id",),
    (
        Column("total_id", "id", identifier("2022-02-24-from-the-us", SLUG)),
        Column("day", "day", DAY),
        Column("personnel", "the number given", POSITIVE),
        Column("moves", "the orders that it speaks of", events(["move"])),
        Column("sentence", "what the number is, in sentences", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)
