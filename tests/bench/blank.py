"""The blank Streamlit page: a title, a slider over days, its value."""

import os
from datetime import date

import streamlit as st

st.title("A blank page")
days = [date.fromisoformat(day) for day in os.environ["BENCH_DAYS"].split()]
day = st.select_slider("Day", options=days)
st.write(day.isoformat())
