"""The table of pages: which script is shown at which address, in the order of the masthead."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A page of ours.

    Its script as seen from frame.py, its title, its path below the app's; `listed` in the masthead
    or not.
    """

    script: str
    title: str
    path: str
    listed: bool = True


CONTENTS = (
    Entry("../alliance_map.py", "Map", ""),
    Entry("../article_beside_record.py", "Fact check", "article"),
    Entry("../bring_an_article.py", "Your text", "bring"),
    Entry("../alliance_timeline.py", "Timeline", "timeline"),
    Entry("../compare_days.py", "Compare", "compare"),
    Entry("../country_story.py", "Countries", "country"),
    Entry("../whole_record.py", "Record", "record"),
    Entry("../sources_and_method.py", "Sources", "sources"),
    Entry("../reading_mode.py", "Reading mode", "reading", listed=False),
)
