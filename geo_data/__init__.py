"""The geography of the Alliance: what is known, and what was true on a day.

A view is the question, a snapshot the answer. Neither changes once it is made.

>>> from datetime import date
>>> import geo_data
>>> now = geo_data.snapshot(geo_data.View(on=date(2022, 2, 24)))
>>> len(now.members)
30
>>> [event.title for event in now.events if event.kind == "consultation"]
['Eight Allies ask for Article 4 consultations']
>>> table = now.countries.set_index("iso3")
>>> table.crs.to_epsg(), table.loc["EST", "name"], table.loc["EST", "acceded"]
(4326, 'Estonia', '2004-03-29')

What there is:

- `View` has a field for each query parameter of an address; `read_view` reads one from them, and
  tells what it left out.
- `snapshot` gives a `Snapshot`: `states` and `members` (each a `StateOfDay`), `events`, `moves`,
  `battlegroups`, `borders`, the `article` and its `facts_of` a thing. `countries` is a
  GeoDataFrame, one row a state of the day, its polygon (or point, where the shapes have none) in
  degrees, EPSG:4326.
- `events` gives every `Event` since 1949, oldest first, of one of the `KINDS`.
- `record` gives the `Record`: each table as a tuple of rows, described in record/README.md.
- `articles` gives each `Article` that ships, by its folder's name, with its `Fact`s; `article` one
  of them, `article_faults` why one that is there cannot be read.

A day is a `datetime.date` and means its end. A country is its ISO 3166-1 alpha-3 code, or that of a
state that is no more (states' rows in record/README.md). Headcounts are people, borders kilometres.
Every row names its sources, best first: keys of `record().sources`.

What is raised on purpose is a `GeoDataError` whose text can be shown: `ViewError` for a value that
means nothing, `DataFileError` for a table or shape that is missing or broken, `PackError` for a
file that cannot be read as an article, `BuildError` where shapes cannot be made.
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
