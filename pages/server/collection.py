"""Garbage is collected by Python's own rule, and not all of it after each run of the script.

Streamlit goes through all objects of all sessions at the end of each run, so that every reader
waits for what others hold, those too who have left. Young objects are collected as before; the
rest when there is enough of it, which Python itself knows.
"""

import gc
from types import SimpleNamespace

from streamlit.runtime.scriptrunner import script_runner


def leave_to_python() -> None:
    """From now on a run ends with a collection of its own young objects alone."""
    young = SimpleNamespace(collect=lambda _generation=2: gc.collect(0))
    vars(script_runner)["gc"] = young
