"""The naive folium page, as tutorials write it: the whole map built anew at each change."""

import os
from datetime import date
from typing import Any

import folium
import geopandas
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium


class LocalMap(folium.Map):
    """A map that asks for Leaflet only, and only this server."""

    default_js = [("leaflet", "../../leaflet/leaflet.js")]  # noqa: RUF012 (folium's own way)
    default_css = [("leaflet_css", "../../leaflet/leaflet.css")]  # noqa: RUF012


@st.cache_data
def read_countries() -> Any:  # noqa: ANN401 (geopandas has no types)
    return geopandas.read_file("geo_data/shapes/units.shp")


@st.cache_data
def read_members() -> pd.DataFrame:
    return pd.read_csv("geo_data/record/membership.csv")


st.title("The naive map")
days = [date.fromisoformat(day) for day in os.environ["BENCH_DAYS"].split()]
day = st.select_slider("Day", options=days)

members = read_members()
codes = set(members[members["acceded"] <= day.isoformat()]["iso3"])


def style(feature: dict[str, Any]) -> dict[str, Any]:
    member = feature["properties"]["adm0_a3"] in codes
    return {"fillColor": "#1f5c99" if member else "#dddddd", "weight": 1, "fillOpacity": 0.8}


world = LocalMap(location=[54, 15], zoom_start=4, tiles=None)
folium.GeoJson(read_countries(), style_function=style).add_to(world)
st_folium(world, width=900, height=600)
