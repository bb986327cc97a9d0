"""What the map of states cannot say: standings, ground that is not drawn, and other days."""

from geo_data.columns import (
    DAY,
    LATITUDE,
    LONGITUDE,
    NOTE,
    PERIOD,
    SOURCE_IDS,
    STATE,
    STATES,
    SURE,
    TEXT,
    UNITS,
    YES_NO,
    Column,
    Rule,
    Table,
    optional,
)

EVER = Rule("a day, YYYY-MM-DD, which may lie before the Treaty", DAY.holds)

STANDINGS = Table(
    "standings",
    "Ground that was annexed, occupied, claimed or had broken away, and whose border the map does "
    "not follow, or follows without saying that it is recognised.",
    ("place", "standing", "valid_from"),
    (
        Column("place", "the ground", TEXT),
        optional("units", "units of the shapefile that are just this ground", UNITS),
        Column("drawn_in", "state that it is drawn in", STATES),
        Column("held_by", "who holds or claims it", STATES),
        Column("standing", "what it is", TEXT),
        Column("valid_from", "first day", EVER),
        optional("valid_to", "last day; empty: stands today", DAY),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)

NOT_DRAWN = Table(
    "not_drawn",
    "Ground that was held by others and that the shapes cannot show, as points.",
    ("place",),
    (
        Column("place", "the place", TEXT),
        optional("iso3", "code in states.csv, if it has rows of its own there", STATE),
        Column("lat", "latitude of a point in it", LATITUDE),
        Column("lon", "longitude", LONGITUDE),
        *PERIOD,
        Column("held_by", "who held it, in words", TEXT),
        Column("drawn_in", "states that it is drawn in, one after the other", STATES),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)

BOUNDARY_DAYS = Table(
    "boundary_days",
    "Days that are given for a change in states.csv: the one that was chosen and the others, each "
    "with the reason.",
    ("iso3", "boundary", "day"),
    (
        Column("iso3", "state", STATE),
        Column("boundary", "the change", TEXT),
        Column("day", "day given", EVER),
        Column("what", "what happened on it, in sentences", TEXT),
        optional("chosen", "whether it was chosen; empty: for comparison only", YES_NO),
        optional("why", "why not, in a sentence", TEXT),
        SOURCE_IDS,
        SURE,
    ),
)
