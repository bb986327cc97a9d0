"""A run of the script does not pay for what other sessions hold."""

import gc
import inspect
import weakref

import pytest
from streamlit.runtime.scriptrunner import script_runner

from pages.server.collection import leave_to_python


class Held:
    """One half of a ring, which only a collection ends."""

    def __init__(self) -> None:
        self.ring = self


def test_streamlit_collects_by_a_module_of_that_name() -> None:
    assert "gc.collect(2)" in inspect.getsource(script_runner)
    assert vars(script_runner)["gc"] is gc


def test_only_young_objects_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(script_runner), "gc", gc)
    leave_to_python()
    old, young = Held(), Held()
    kept, gone = weakref.ref(old), weakref.ref(young)
    del young
    vars(script_runner)["gc"].collect(2)
    assert gone() is None
    del old
    vars(script_runner)["gc"].collect(2)
    assert kept() is not None
    gc.collect()
    assert kept() is None
