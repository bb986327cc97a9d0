"""Where the product's parts are: the only file here that knows its modules by name."""

from geo_data import Snapshot, View, articles, dictionary, events, read_view, record, snapshot
from geo_data import reading as facts
from geo_data.__main__ import run
from geo_data.changes import Change, changes, counts_on, two_days
from geo_data.days import FIRST_DAY, last_day_meant
from geo_data.events import KINDS
from geo_data.figures import (
    assets,
    details,
    film,
    legend,
    listing,
    press,
    reading,
    standalone,
    still,
    timeline,
    words,
)
from geo_data.figures import changes as compared
from geo_data.figures import story as told
from geo_data.figures.frame import frame
from geo_data.figures.look import THEMES
from geo_data.figures.sentences import Group, Sentence
from geo_data.geometry import AREAS, SHAPES
from geo_data.packs import template
from geo_data.rows import Evidence
from geo_data.story import Line, choice, story
from geo_data.tables import RECORD_DIR, rows
from geo_data.takeaway import FILES, file
from geo_data.view import ALL, LAYERS, NONE, SPANS
from pages.contents import CONTENTS

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
    "counts_on",
    "details",
    "dictionary",
    "events",
    "facts",
    "file",
    "film",
    "frame",
    "last_day_meant",
    "legend",
    "listing",
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
