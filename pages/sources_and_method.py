"""Where everything comes from: sources, how sure the record is, how the map was drawn."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo_data import articles, record
from geo_data.days import in_words
from geo_data.english import titled
from geo_data.figures.look import look, method
from pages.shell.address import html

known = record()

sections = Markup("").join(
    Markup("<h3>{}</h3><p>{}</p>").format(title, text)
    for title, text in method(in_words(known.checked_until))
)
html(Markup('<div class="prose"><h2>Sources and method</h2>{}</div>').format(sections))
doubts = Markup("").join(
    Markup("<li><b>{}</b> {}</li>").format(name, says or "a source says so")
    for name, says in look()["confidence"].items()
)
html(Markup("<h3>How sure</h3><ul>{}</ul>").format(doubts))

listed = Markup("").join(
    Markup("<li>{}, {}, {}; {} paragraphs, {} facts</li>").format(
        titled(a.title), a.publisher, in_words(a.day), a.paragraphs, len(a.facts)
    )
    for a in articles().values()
)
html(Markup("<h3>Articles</h3><ul>{}</ul>").format(listed) if listed else "")

html(Markup("<h3>All {} sources</h3>").format(len(known.sources)))
st.dataframe(
    pd.DataFrame(
        {
            "title": [s.title for s in known.sources.values()],
            "publisher": [s.publisher for s in known.sources.values()],
            "day": [s.day for s in known.sources.values()],
            "kind": [s.kind for s in known.sources.values()],
            "link": [s.link or None for s in known.sources.values()],
        }
    ),
    width="stretch",
    hide_index=True,
    column_config={"link": st.column_config.LinkColumn("link", display_text="open")},
)
