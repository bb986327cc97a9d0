"""Where everything comes from: sources, how sure the record is, how the map was drawn."""

import pandas as pd
import streamlit as st

from geo_data import articles, record
from geo_data.days import in_words
from geo_data.figures.web.markup import fragment
from geo_data.prose.sentences import method, terms, vocabulary
from pages.shell.address import html

known = record()

html(fragment("app.html", "method", method(in_words(known.checked_until)), terms()))
html(fragment("app.html", "how_sure", vocabulary()["confidence"]))
html(fragment("app.html", "articles", articles().values()) if articles() else "")
html(fragment("app.html", "source_count", len(known.sources)))
rows = [(s.title, s.publisher, s.day, s.kind, s.link or None) for s in known.sources.values()]
st.dataframe(
    pd.DataFrame(rows, columns=["title", "publisher", "day", "kind", "link"]),
    width="stretch",
    hide_index=True,
    column_config={"link": st.column_config.LinkColumn("link", display_text="open")},
)
