"""The geography of the Alliance: what is known, and what was true on a day.

>>> from datetime import date
>>> import geo_data
>>> now = geo_data.snapshot(geo_data.View(on=date(2022, 2, 24)))
>>> len(now.members)
30
"""

from geo_data.errors import BuildError, DataFileError, GeoDataError, PackError, ViewError
from geo_data.history.events import KINDS, Event, events
from geo_data.history.snapshot import Snapshot, StateOfDay, snapshot
from geo_data.history.view import View, read_view
from geo_data.packs.shipped import article, article_faults, articles
from geo_data.tables.articles import Article, Fact
from geo_data.tables.record import Record, record

__all__ = [
    "KINDS",
    "Article",
    "BuildError",
    "DataFileError",
    "Event",
    "Fact",
    "GeoDataError",
    "PackError",
    "Record",
    "Snapshot",
    "StateOfDay",
    "View",
    "ViewError",
    "article",
    "article_faults",
    "articles",
    "events",
    "read_view",
    "record",
    "snapshot",
]
