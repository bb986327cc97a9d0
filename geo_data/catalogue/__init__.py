"""The tables of the record and of an article, column by column: data, no code."""

from geo_data.catalogue.alliance import (
    BORDERS,
    CONSULTATIONS,
    INVOCATIONS,
    MEMBERSHIP,
    MEMBERSHIP_NOTES,
    NEAR_MISSES,
)
from geo_data.catalogue.article import FACTS, NOTES
from geo_data.catalogue.basis import NAMES, SOURCES, STATES_TABLE
from geo_data.catalogue.forces import BATTLEGROUPS, MOVES
from geo_data.catalogue.ground import (
    ARTICLE6,
    ARTICLE6_TEXTS,
    INTEGRATION,
    PUBLISHED_TOTALS,
)
from geo_data.catalogue.past import MILESTONES, STATEMENTS
from geo_data.catalogue.states import BOUNDARY_DAYS, NOT_DRAWN, STANDINGS

RECORD_TABLES = (
    SOURCES,
    STATES_TABLE,
    NAMES,
    STANDINGS,
    NOT_DRAWN,
    BOUNDARY_DAYS,
    MEMBERSHIP,
    MEMBERSHIP_NOTES,
    CONSULTATIONS,
    NEAR_MISSES,
    INVOCATIONS,
    MOVES,
    BATTLEGROUPS,
    BORDERS,
    MILESTONES,
    STATEMENTS,
    ARTICLE6,
    ARTICLE6_TEXTS,
    INTEGRATION,
    PUBLISHED_TOTALS,
)
ARTICLE_TABLES = (FACTS, NOTES)
BY_NAME = {table.name: table for table in (*RECORD_TABLES, *ARTICLE_TABLES)}
