"""The other lines of an agent's phone, where his team minds whether one is in use."""

from __future__ import annotations

import dataclasses

from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm.configuration.administration import Administration, draft_of
from ccx_engine.engine.agents import other_lines
from ccx_engine.engine.model import Provider
from tests.ccx_engine.engine.world import SAMPLE, World, sample_cluster

LOGOUT, NOT_READY, READY = AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY


def two_lines(minds: bool = True) -> World:
    """agent1's phone has a second line, 2001; his team minds if it is in use."""
    teams = dict(SAMPLE.teams)
    teams[1] = dataclasses.replace(teams[1], not_ready_when_other_line_busy=minds)
    cluster = sample_cluster()
    administration = Administration(cluster)
    phone = cluster.devices["SEP000000001001"]
    draft = draft_of(phone)
    draft.lines = (*phone.lines, "2001")
    administration.update(phone, draft)
    return World(centre=dataclasses.replace(SAMPLE, teams=teams), cluster=cluster)


def test_a_second_line_in_use_makes_not_ready_until_it_is_free() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.dial("2001", "1008")
    assert world.state("agent1") == (NOT_READY, 32742)
    world.hang_up("2001")
    assert world.state("agent1") == (READY, 0)
    assert world.engine.state.on_other_lines == {}


def test_a_second_line_that_only_rings_is_not_in_use() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.call("5551234", "2001")
    assert world.state("agent1") == (READY, 0)
    world.pick_up("2001")
    assert world.state("agent1") == (NOT_READY, 32742)
    world.hang_up("5551234")
    assert world.state("agent1") == (READY, 0)


def test_nobody_is_told_of_the_calls_of_a_second_line() -> None:
    world = two_lines()
    world.sign_in("agent1", state=NOT_READY)
    world.take()
    world.dial("2001", "1008")
    world.hang_up("2001")
    assert world.take() == []
    assert world.engine.state.calls == {}


def test_a_team_that_does_not_mind_leaves_its_agents_ready() -> None:
    world = two_lines(minds=False)
    world.sign_in("agent1")
    world.dial("2001", "1008")
    assert world.state("agent1") == (READY, 0)


def test_who_asks_for_ready_while_his_second_line_is_in_use_is_ready() -> None:
    world = two_lines()
    world.sign_in("agent1", state=NOT_READY)
    world.dial("2001", "1008")
    world.set_state("agent1", READY)
    assert world.state("agent1") == (READY, 0)


def test_a_second_line_is_found_in_use_when_cti_manager_is_back() -> None:
    world = two_lines()
    world.sign_in("agent1")
    world.link_down(Provider.RMCM)
    world.dial("2001", "1008")
    world.link_up(Provider.RMCM)
    assert other_lines.in_use(world.agent("agent1"))
    world.set_state("agent1", LOGOUT)
    assert not world.cucm.calls.observers._of.get("2001")
    assert world.engine.state.on_other_lines == {}
