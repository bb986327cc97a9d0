"""Sources, and the states and their names."""

from geo_data.columns import (
    DAY,
    DAY_MONTH_OR_YEAR,
    LANGUAGE,
    NOTE,
    SOURCE_IDS,
    STATE,
    STATES,
    SURE,
    TEXT,
    UNITS,
    URL,
    Column,
    Table,
    identifier,
    one_of,
    optional,
)

SOURCES = Table(
    "sources",
    "One row a source.",
    ("source_id",),
    (
        Column(
            "source_id", "id", identifier("nato-2014-03-03-poland", r"[a-z0-9]++(?:-[a-z0-9]++)*+")
        ),
        optional("title", "title; empty where it could not be read", TEXT),
        Column("publisher", "who published it", TEXT),
        optional("day", "when it was published", DAY_MONTH_OR_YEAR),
        Column(
            "kind",
            "what it is; only official, press and reference are linked",
            one_of("official", "press", "reference", "mirror", "blog"),
        ),
        optional("url", "address; empty where none is given", URL),
        Column("language", "its language", LANGUAGE),
        NOTE,
    ),
)

STATES_TABLE = Table(
    "states",
    "One row a state or territory and period: what it was made of from a day to a day, and who "
    "held it. Two rows of a state never stand on one day.",
    ("iso3", "valid_from"),
    (
        Column(
            "iso3",
            "ISO 3166-1 alpha-3, also for times before that standard; or a code that ISO has "
            "withdrawn (SUN, YUG, CSK, DDR, SCG, ANT), or one of those left to users: XKX Kosovo, "
            "XSA Saar, XSZ Soviet zone of Germany, XTR Trieste, XWB West Berlin",
            STATE,
        ),
        Column("name", "name on the last day of the row", TEXT),
        Column("valid_from", "first day with these borders; never before the Treaty", DAY),
        optional("valid_to", "last day; empty: stands today", DAY),
        optional(
            "made_of", "units of the shapefile that make it up; empty: a point of not_drawn", UNITS
        ),
        optional("holder_iso3", "who holds a territory", STATES),
        optional(
            "holding",
            "how it is held",
            one_of(
                "administration",
                "colony",
                "condominium",
                "country of the Kingdom",
                "crown dependency",
                "dependency",
                "integral part",
                "occupation",
                "protected state",
                "protectorate",
                "realm",
                "sovereign part",
            ),
        ),
        Column("boundary_event_from", "what happened on the first day, in a sentence", TEXT),
        Column(
            "date_certainty",
            "`disputed`: other first days are in print, see boundary_days",
            one_of("day", "disputed"),
        ),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)

NAMES = Table(
    "names",
    "One row a name and the days it was in use. A state without a row here keeps its name of "
    "states.csv.",
    ("iso3", "from"),
    (
        Column("iso3", "state", STATE),
        Column("name", "name in English", TEXT),
        Column("from", "first day", DAY),
        optional("to", "last day; empty: in use today", DAY),
        NOTE,
        SOURCE_IDS,
        SURE,
    ),
)
