"""The one timer of a pure protocol."""

import asyncio

from vos.alarm import Alarm


async def test_an_alarm_rings_once_at_the_time_that_was_set_last() -> None:
    loop = asyncio.get_running_loop()
    rang: asyncio.Queue[float] = asyncio.Queue()
    alarm = Alarm(loop, lambda: rang.put_nowait(loop.time()))
    at = loop.time()
    alarm.set(at + 3600)
    alarm.set(at + 0.01)
    async with asyncio.timeout(30):
        assert await rang.get() >= at
    assert rang.empty()


async def test_a_cancelled_alarm_does_not_ring() -> None:
    loop = asyncio.get_running_loop()
    rang: list[str] = []
    alarm = Alarm(loop, lambda: rang.append("first"))
    alarm.set(loop.time())
    alarm.set(None)
    later = asyncio.Event()
    loop.call_later(0.01, later.set)
    async with asyncio.timeout(30):
        await later.wait()
    assert rang == []
