"""What agents' desktops ask for in stories of the sample centre, and what is told of their states."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from tests.ccx_engine.engine.world import World

RESERVED, TALKING, WORK = AgentState.RESERVED, AgentState.TALKING, AgentState.WORK


def sign_in(agent: str = "agent1", extension: str = "1001", **given: object) -> cti.SetAgentStateReq:
    return cti.SetAgentStateReq(
        invoke_id=7,
        agent_state=AgentState.LOGIN,
        agent_id=agent,
        agent_instrument=extension,
        **given,  # type: ignore[arg-type]
    )


def talks(world: World, agent: str = "agent1", trigger: str = "6001") -> int:
    """The agent is signed in and has a call of the contact centre; its id."""
    world.sign_in(agent)
    call = world.call("5551234", trigger)
    world.advance(1.0)
    world.pick_up(world.centre.resources[agent].extension)
    assert world.state(agent)[0] is TALKING
    world.take()
    return call


def states_told(world: World, agent: str) -> list[tuple[int, int]]:
    told = (each for each in world.take() if isinstance(each, cti.AgentStateEvent))
    return [(each.agent_state, each.event_reason_code) for each in told if each.agent_id == agent]
