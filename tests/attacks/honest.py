"""An honest agent who does his work while somebody else does harm."""

from __future__ import annotations

import asyncio

from lab.testing.agent import Agent
from lab.testing.feed import dialog_is
from lab.testing.running_lab import RunningLab


async def works(lab: RunningLab, agent: Agent, queue: str = "6001") -> None:
    """Signed in and Ready already: gets a call, answers it, and hears that it is over."""
    call = await lab.call("5551234", queue)
    update = await agent.feed.until(dialog_is("POST", "ALERTING"), "a call")
    assert update.text("data/dialogs/Dialog/id") == call
    await agent.act(call, "ANSWER")
    await agent.feed.until(dialog_is("PUT", "ACTIVE"), "the call answered")
    await agent.act(call, "DROP")
    await agent.feed.until(lambda one: one.event == "DELETE", "the call gone")


async def begins_and_works(lab: RunningLab, login: str = "agent2") -> None:
    """Signs in, goes Ready and does that."""
    async with lab.agent(login) as agent:
        await agent.sign_in()
        await agent.go_ready()
        await works(lab, agent)


async def in_service(lab: RunningLab, *, wanted: bool = True) -> None:
    """Wait until Finesse says that it is, or that it is not."""
    async with asyncio.timeout(lab.patience):
        while True:
            status = (await lab.rest("agent2").get("/SystemInfo")).findtext("status")
            if (status == "IN_SERVICE") is wanted:
                return
            await asyncio.sleep(0)


def is_in_service(lab: RunningLab) -> asyncio.Task[None]:
    """Ends with an error as soon as Finesse says that it is not in service; cancel it at the end."""

    async def watch() -> None:
        while True:
            status = (await lab.rest("agent2").get("/SystemInfo")).findtext("status")
            assert status == "IN_SERVICE", "Finesse went out of service"
            await asyncio.sleep(0)

    return asyncio.create_task(watch())
