"""How a snapshot is drawn and said. Nothing else in geo_data imports this but the command line."""

from geo_data import geometry
from geo_data.figures import assets, details, frame, legend, live, markup, words
from geo_data.snapshot import Snapshot

__all__ = ["assets", "details", "frame", "legend", "live", "markup", "warm", "words"]


def warm(snap: Snapshot) -> None:
    """Load all that a first reader would wait for: shapes, files, a frame of each area."""
    assets.all_assets()
    for area in geometry.AREAS:
        geometry.projected(area)
    live.painting(frame.frame(snap))
    words.listing(snap)
