"""How a snapshot is drawn and said. Nothing else in geo_data imports this but the command line."""

from dataclasses import replace

from geo_data import geometry
from geo_data.figures.map import arrows, assets, frame, live
from geo_data.figures.web import markup
from geo_data.history.events import events
from geo_data.history.snapshot import Snapshot, snapshot
from geo_data.prose import details, listing, words

__all__ = ["assets", "details", "frame", "legend", "live", "markup", "warm", "words"]


def warm(snap: Snapshot) -> None:
    """Load all that a first reader would wait for: shapes, files, a frame of each area."""
    assets.all_assets()
    markup.load()
    for area in geometry.AREAS:
        geometry.projected(area)
    live.painting(frame.frame(snap))
    for day in {event.day for event in events()}:
        arrows.arrows(snap.view.area, snapshot(replace(snap.view, on=day)).moves)
    listing.everything(snap)
