"""What the search finds, all of it: the page that a link with `q=` opens."""

import streamlit as st

from pages.server.search import results
from pages.shell.address import html

S = st.session_state
html(results(S["view"], dated=S["chosen"]))
