"""The tables of the record and of an article, column by column: data, no code."""

from geo_data.tables.alliance import (
    BORDERS,
    CONSULTATIONS,
    INTEGRATION,
    INVOCATIONS,
    MEMBERSHIP,
    MEMBERSHIP_NOTES,
    NEAR_MISSES,
)
from geo_data.tables.article6 import ARTICLE6, ARTICLE6_TEXTS
from geo_data.tables.articles import FACTS, NOTES
from geo_data.tables.forces import BATTLEGROUPS, MOVES, PUBLISHED_TOTALS
from geo_data.tables.milestones import MILESTONES, STATEMENTS
from geo_data.tables.sources import SOURCES
from geo_data.tables.states import BOUNDARY_DAYS, NAMES, NOT_DRAWN, STANDINGS, STATES_TABLE

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
