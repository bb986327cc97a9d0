"""The blank page in a process that has imported what the dashboard imports.

Streamlit collects garbage after every run, and every module imported makes that slower.
"""

import importlib
import runpy

for name in ("pandas", "geopandas", "folium"):
    importlib.import_module(name)
runpy.run_path("tests/bench/blank.py")
