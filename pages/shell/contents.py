"""The table of pages: which script is shown at which address, in the order of the masthead."""

from typing import NamedTuple

MAP = ("on", "span", "area", "layer", "kind", "country", "article")
"""The filters that a map answers to."""


class Entry(NamedTuple):
    """A page of ours.

    Its script as seen from frame.py, its title, its path below the app's; the `filters` that act
    on it, by their parameters, and those that act on it while it shows a map; `listed` in the
    masthead or not, and `framed` if it has the masthead though it is not listed there.
    """

    script: str
    title: str
    path: str
    filters: tuple[str, ...] = ()
    map_filters: tuple[str, ...] = ()
    listed: bool = True
    framed: bool = False


_WITHOUT_MAP = ("on", "span", "kind", "country", "article")
_OF_A_STORY = tuple(name for name in MAP if name != "country")
CONTENTS = (
    Entry("../alliance_map.py", "Map", "", MAP),
    Entry("../article_beside_record.py", "Fact check", "article", ("article",), MAP),
    Entry("../bring_an_article.py", "Your text", "bring", map_filters=MAP),
    Entry("../alliance_timeline.py", "Timeline", "timeline", _WITHOUT_MAP),
    Entry("../compare_days.py", "Compare", "compare", MAP),
    Entry("../country_story.py", "Countries", "country", ("on",), _OF_A_STORY),
    Entry("../whole_record.py", "Record", "record", ("on", "span")),
    Entry("../sources_and_method.py", "Sources", "sources"),
    Entry("../search_results.py", "Search", "search", listed=False, framed=True),
    Entry("../reading_mode.py", "Reading mode", "reading", listed=False),
    Entry("../presenting.py", "Present", "present", listed=False),
)
