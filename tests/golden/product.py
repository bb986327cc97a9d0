"""Where the product's parts are: the only file here that knows its modules by name."""

from types import SimpleNamespace

from geo_data import Snapshot, View, articles, events, read_view, record, snapshot
from geo_data.__main__ import run
from geo_data.days import FIRST_DAY, last_day_meant
from geo_data.export import press, standalone
from geo_data.export.takeaway import FILES, file
from geo_data.figures import legend, timeline
from geo_data.figures import paper as still
from geo_data.figures.look import THEMES
from geo_data.figures.map import assets, film
from geo_data.figures.map.frame import frame
from geo_data.figures.web import article as reading
from geo_data.figures.web import compare as compared
from geo_data.figures.web import story as told
from geo_data.geometry import AREAS, SHAPES
from geo_data.history.events import KINDS
from geo_data.history.view import ALL, LAYERS, NONE, SPANS
from geo_data.packs import template
from geo_data.prose import details, words
from geo_data.prose import fact_check as facts
from geo_data.prose import story as stories
from geo_data.prose.changes import Change, changes, two_days
from geo_data.prose.sentences import Group, Sentence
from geo_data.prose.sentences import Sentence as Line
from geo_data.prose.story import story
from geo_data.rules import dictionary
from geo_data.tables.files import RECORD_DIR, rows
from geo_data.tables.sources import Evidence
from pages.shell.contents import CONTENTS

choice = SimpleNamespace(groups=stories.choice)

__all__ = [
    "ALL",
    "AREAS",
    "CONTENTS",
    "FILES",
    "FIRST_DAY",
    "KINDS",
    "LAYERS",
    "NONE",
    "RECORD_DIR",
    "SHAPES",
    "SPANS",
    "THEMES",
    "Change",
    "Evidence",
    "Group",
    "Line",
    "Sentence",
    "Snapshot",
    "View",
    "articles",
    "assets",
    "changes",
    "choice",
    "compared",
    "details",
    "dictionary",
    "events",
    "facts",
    "file",
    "film",
    "frame",
    "last_day_meant",
    "legend",
    "press",
    "read_view",
    "reading",
    "record",
    "rows",
    "run",
    "snapshot",
    "standalone",
    "still",
    "story",
    "template",
    "timeline",
    "told",
    "two_days",
    "words",
]
