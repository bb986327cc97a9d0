"""A replica that was just started takes all the readers of another at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from tests.bench.session import Session
from tests.deploy.conftest import Replicas

CROWD = 16
VIEW = "?on=2022-02-25&span=30"


def test_many_first_readers_at_once(replicas: Replicas) -> None:
    fresh, _ = replicas()

    async def arrive() -> None:
        session = await Session.open(fresh.server.url, VIEW)
        await session.close()

    async def arrive_together() -> None:
        await asyncio.gather(*(arrive() for _ in range(CROWD)))

    # In a thread of its own: the browser of other tests has a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, arrive_together()).result()
    assert "Traceback" not in fresh.server.output()
