"""nginx, and replicas that stay up or go down as a test wants."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import install
from tests.deploy.front import find
from tests.deploy.replica import Replica

Replicas = Callable[..., list[Replica]]


@pytest.fixture(scope="session")
def nginx() -> Path:
    """nginx, installed where there is none and we may."""
    install.nginx()
    found = find()
    if found is None:
        pytest.skip("no nginx, and it may not be installed from here: apt-get install nginx")
    return found


@pytest.fixture(scope="module")
def replicas() -> Iterator[Replicas]:
    """Start two replicas with one cookie secret: `replicas(base_path="some/prefix")`."""
    with ExitStack() as stack:

        def start(base_path: str = "") -> list[Replica]:
            both = [stack.enter_context(Replica(base_path)) for _ in range(2)]
            for replica in both:
                replica.start()
            return both

        yield start
