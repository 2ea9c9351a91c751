"""Hold, consult, confer and transfer by REST, and what every desktop is told of it."""

from lab.testing.agent import Agent
from lab.testing.feed import dialog_is
from lab.testing.running_lab import RunningLab


async def asks(agent: Agent, call: str, action: str, to: str = "") -> None:
    more = f"<toAddress>{to}</toAddress>" if to else ""
    await agent.rest.command(
        "PUT",
        f"/Dialog/{call}",
        f"<Dialog><targetMediaAddress>{agent.extension}</targetMediaAddress>"
        f"<requestedAction>{action}</requestedAction>{more}</Dialog>",
    )


async def talk(anna: Agent, ben: Agent) -> str:
    """Anna has called Ben, who has answered; the call's id."""
    await anna.make_call("1002")
    ringing = await ben.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
    call = ringing.text("data/dialogs/Dialog/id")
    await ben.act(call, "ANSWER")
    await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE"), "both active")
    return call


async def consult(anna: Agent, carla: Agent, call: str) -> str:
    """Anna consults Carla, who answers; the consultation's id."""
    await asks(anna, call, "CONSULT_CALL", "1003")
    ringing = await carla.feed.until(dialog_is("POST", "ALERTING"), "the consultation rings")
    consultation = ringing.text("data/dialogs/Dialog/id")
    await carla.act(consultation, "ANSWER")
    await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1003="ACTIVE"), "it is answered")
    return consultation


async def test_a_call_is_held_and_retrieved(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        call = await talk(anna, ben)
        await anna.act(call, "HOLD")
        for agent in (anna, ben):
            await agent.feed.until(dialog_is("PUT", "ACTIVE", _1001="HELD", _1002="ACTIVE"), "on hold")
        await anna.act(call, "RETRIEVE")
        await ben.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE"), "back")


async def test_a_consultation_becomes_a_conference(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben, lab.agent("agent3") as carla:
        for agent in (anna, ben, carla):
            await agent.sign_in()
        call = await talk(anna, ben)
        await consult(anna, carla, call)
        await asks(anna, call, "CONFERENCE")
        everyone = {"1001": "ACTIVE", "1002": "ACTIVE", "1003": "ACTIVE"}
        await carla.feed.until(dialog_is("POST", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE"), "all three")
        for agent in (anna, ben, carla):
            assert await agent.dialogs() == {call: everyone}


async def test_a_consultation_is_transferred(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben, lab.agent("agent3") as carla:
        for agent in (anna, ben, carla):
            await agent.sign_in()
        call = await talk(anna, ben)
        await consult(anna, carla, call)
        await asks(anna, call, "TRANSFER")
        await carla.feed.until(dialog_is("POST", "ACTIVE", _1002="ACTIVE", _1003="ACTIVE"), "hers now")
        for agent in (ben, carla):
            assert await agent.dialogs() == {call: {"1002": "ACTIVE", "1003": "ACTIVE"}}
        assert await anna.dialogs() == {}
