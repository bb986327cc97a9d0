"""States of all times from the units they are made of."""

from collections.abc import Sequence

import geopandas as gpd
import shapely

from geo_data.errors import BuildError
from geo_data.geometry.coverage import Shape, polygons_of
from geo_data.tables.states import State


def dissolve(units: gpd.GeoDataFrame, states: Sequence[State]) -> gpd.GeoDataFrame:
    """One row a state and period that has units, by code and first day, as states.shp holds it.

    `units` are a coverage (index unit). Raises BuildError for a unit that does not exist.
    """
    drawn = sorted((state for state in states if state.units), key=lambda state: state.key)
    known = dict(units.geometry.items())
    unknown = {unit for state in drawn for unit in state.units} - known.keys()
    if unknown:
        raise BuildError(f"states.csv has units that do not exist: {sorted(unknown)}.")
    table = {
        "iso3": [state.iso3 for state in drawn],
        "name": [state.name for state in drawn],
        "valid_from": [str(state.period.first) for state in drawn],
        "valid_to": [str(state.period.last or "") for state in drawn],
        "holder": [";".join(state.holders) for state in drawn],
        "made_of": [";".join(state.units) for state in drawn],
    }
    shapes = [merged([known[unit] for unit in state.units]) for state in drawn]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=units.crs)


def merged(shapes: Sequence[Shape]) -> Shape:
    """Shapes of a coverage as one; every vertex that is left stays where it is."""
    return shapes[0] if len(shapes) == 1 else polygons_of(shapely.coverage_union_all(shapes))
