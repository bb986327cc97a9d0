"""Force movements and battlegroups."""

from geo_data.columns import (
    COORDINATES,
    DAY,
    DAY_OR_MONTH,
    LATITUDE,
    LONGITUDE,
    NOTE,
    POSITIVE,
    PROOF,
    STATE,
    TEXT,
    YES_NO,
    Column,
    Table,
    identifier,
    one_of,
    optional,
)

MOVES = Table(
    "moves",
    "Force movements: one row a leg.",
    ("move_id", "leg"),
    (
        Column("move_id", "id", identifier("US-0222A", r"[A-Z]{2,3}+-[A-Z0-9]++")),
        Column("leg", "1, 2, ... within the move", POSITIVE),
        Column("announced", "announced", DAY),
        optional("moving_nation_iso3", "whose forces; empty: the Alliance's", STATE),
        optional("origin_place", "from where", TEXT),
        optional("origin_iso3", "from which country", STATE),
        optional("origin_lat", "latitude; empty: place not published", LATITUDE),
        optional("origin_lon", "longitude", LONGITUDE),
        Column("destination_place", "to where", TEXT),
        optional("destination_iso3", "to which country", STATE),
        optional("destination_lat", "latitude; empty: place not published", LATITUDE),
        optional("destination_lon", "longitude", LONGITUDE),
        Column("unit", "what moved", TEXT),
        optional("personnel", "headcount of the whole move, on leg 1 only", POSITIVE),
        optional("equipment", "equipment of the leg", TEXT),
        Column(
            "kind",
            "kind of movement",
            one_of(
                "deploy from US",
                "eFP reinforcement",
                "long-term posture",
                "new battlegroup",
                "prepare-to-deploy",
                "reposition within Europe",
            ),
        ),
        Column("temporary", "whether it was announced as temporary", YES_NO),
        Column(
            "leg_status",
            "announced or carried out",
            one_of(
                "alert only",
                "announced",
                "announced and carried out",
                "announced for the region; this country not confirmed",
                "carried out earlier; date of disclosure used",
            ),
        ),
        optional(
            "net_new_in_europe", "whether it adds forces to those in Europe; empty: unknown", YES_NO
        ),
        optional("coord_confidence", "where the coordinates come from", COORDINATES),
        optional("label", "label of the arrow, on leg 1 only: what moved and how many", TEXT),
        optional("summary", "the move in sentences, on leg 1 only", TEXT),
        NOTE,
        *PROOF,
    ),
)

BATTLEGROUPS = Table(
    "battlegroups",
    "Multinational battlegroups: one row a framework nation and host.",
    ("battlegroup_id",),
    (
        Column("battlegroup_id", "id", identifier("LVA-2017", r"[A-Z]{3}-\d{4}(?:-[A-Z]{3})?+")),
        Column("host_iso3", "host", STATE),
        Column("framework_nation_iso3", "who leads", STATE),
        Column("place", "camp", TEXT),
        Column("lat", "latitude", LATITUDE),
        Column("lon", "longitude", LONGITUDE),
        Column("since", "first day", DAY_OR_MONTH),
        Column("since_meaning", "what happened on that day", TEXT),
        optional("until", "last day; empty: stands", DAY_OR_MONTH),
        Column(
            "generation", "year in which groups of its kind began", one_of("2017", "2022", "2026")
        ),
        Column("coord_confidence", "where the coordinates come from", COORDINATES),
        NOTE,
        *PROOF,
    ),
)
