"""The configuration changes while the engine runs."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ConfigType, RecordType, TeamOperation
from ccx_engine.cti.masks import Masks
from ccx_engine.engine.configuration.rmcm import (
    Configuration,
    Criterion,
    CsqSetup,
    GroupSetup,
    ResourceSetup,
    SkillNeed,
    TeamSetup,
)
from ccx_engine.engine.model import Client
from tests.ccx_engine.engine.world import BRIDGE, SAMPLE, World

READY, RESERVED, TALKING, LOGOUT = (
    AgentState.READY,
    AgentState.RESERVED,
    AgentState.TALKING,
    AgentState.LOGOUT,
)


def changed(centre: Configuration, kind: str, number: Any, **values: Any) -> Configuration:
    objects = dict(getattr(centre, kind))
    objects[number] = dataclasses.replace(objects[number], **values)
    return dataclasses.replace(centre, **{kind: objects})


def added(centre: Configuration, kind: str, each: Any) -> Configuration:
    return dataclasses.replace(centre, **{kind: {**getattr(centre, kind), each.id: each}})


def without(centre: Configuration, kind: str, number: Any) -> Configuration:
    objects = {key: each for key, each in getattr(centre, kind).items() if key != number}
    return dataclasses.replace(centre, **{kind: objects})


def reconfigure(world: World, centre: Configuration) -> list[cti.Message]:
    """What the bridge client hears of a new configuration."""
    before = len(world.replies)
    world.centre = centre
    world._take(world.engine.reconfigure(centre, world.now))
    world.run()
    return [each.message for each in world.replies[before:] if each.client == BRIDGE]


@pytest.fixture
def listening(world: World) -> World:
    """The bridge client has asked for the configuration and the teams."""
    world.request(cti.ConfigRequestEvent(configuration_mask=0))
    world.request(cti.TeamConfigReq(invoke_id=1, config_param=2))
    return world


NEW = ResourceSetup("agent9", "Ida", "Berg", "1009", 1, skills={1: 7})


# --- What clients are told ----------------------------------------------------------------------------------


def test_a_new_agent_is_told_with_the_new_key(listening: World) -> None:
    # source: CTI guide, Share Configuration Data: ConfigType 2, RecordType 0, 1 and 2
    before = listening.engine.state.upload.keys()
    told = reconfigure(listening, added(SAMPLE, "resources", NEW))
    begin, agents, end, *devices = told[:3] + told[3:]
    assert isinstance(begin, cti.ConfigBeginEvent)
    assert isinstance(agents, cti.ConfigAgentEvent)
    assert isinstance(end, cti.ConfigEndEvent)
    assert begin.config_type == ConfigType.UPDATE
    assert begin.agent_config_key == listening.engine.state.upload.keys()["agent_config_key"]
    assert begin.agent_config_key != before["agent_config_key"]
    (record,) = agents.records
    assert (record.record_type, record.login_id, record.first_name) == (RecordType.ADD, "agent9", "Ida")
    assert [csq.csq_id for csq in record.csqs] == [1]
    assert [each.NAME for each in devices] == [
        "CONFIG_BEGIN_EVENT",
        "CONFIG_DEVICE_EVENT",
        "CONFIG_END_EVENT",
        "TEAM_CONFIG_EVENT",
    ]
    team = devices[-1]
    assert isinstance(team, cti.TeamConfigEvent)
    assert (team.team_id, team.operation) == (1, TeamOperation.CHANGE)
    assert [(each.agent_id, each.record_type) for each in team.members] == [("agent9", RecordType.ADD)]


def test_changes_and_deletions_are_records_of_their_own(listening: World) -> None:
    new = changed(SAMPLE, "resources", "agent1", last_name="Berg")
    new = without(new, "resources", "agent2")
    told = reconfigure(listening, changed(new, "csqs", 2, name="Sales"))
    records = {
        record.login_id if isinstance(record, cti.AgentRecord) else record.csq_name: record.record_type
        for each in told
        if isinstance(each, cti.ConfigAgentEvent | cti.ConfigCsqEvent)
        for record in each.records
    }
    assert records == {"Sales": RecordType.CHANGE, "agent1": RecordType.CHANGE, "agent2": RecordType.DELETE}


def test_applications_are_added_changed_and_removed(listening: World) -> None:
    # source: CTI guide, CONFIG_APPLICATION_EVENT
    before = listening.engine.state.upload.keys()["application_config_key"]
    one, *others = SAMPLE.applications.values()
    new = changed(SAMPLE, "applications", one.id, name="Night", max_sessions=3)
    new = added(new, "applications", dataclasses.replace(one, id=99, name="Fair", trigger="6999"))
    told = reconfigure(listening, without(new, "applications", others[0].id))
    (begin,) = [
        each for each in told if isinstance(each, cti.ConfigBeginEvent) and each.configuration_mask & 0x1
    ]
    assert begin.application_config_key != before
    records = {
        record.application_id: (record.record_type, record.application_name, record.max_queued)
        for each in told
        if isinstance(each, cti.ConfigApplicationEvent)
        for record in each.records
    }
    assert records[one.id] == (RecordType.CHANGE, "Night", 3)
    assert records[99] == (RecordType.ADD, "Fair", one.max_sessions)
    assert records[others[0].id][0] == RecordType.DELETE


def test_teams_are_added_renamed_and_removed(listening: World) -> None:
    new = changed(SAMPLE, "teams", 1, name="Helpdesk")
    new = added(new, "teams", TeamSetup(3, "Night", ("supervisor1",)))
    for agent in [each.id for each in SAMPLE.resources.values() if each.team == 2]:
        new = changed(new, "resources", agent, team=3)
    told = [
        each
        for each in reconfigure(listening, without(new, "teams", 2))
        if isinstance(each, cti.TeamConfigEvent)
    ]
    assert [(each.team_id, each.operation, each.team_name) for each in told] == [
        (2, TeamOperation.REMOVE, "Sales"),
        (1, TeamOperation.CHANGE, "Helpdesk"),
        (3, TeamOperation.ADD, "Night"),
    ]
    assert [len(each.members) for each in told] == [0, 0, 6]


def test_an_agent_who_changes_his_team_leaves_one_and_joins_the_other(listening: World) -> None:
    told = reconfigure(listening, changed(SAMPLE, "resources", "agent1", team=2))
    teams = {each.team_id: each.members for each in told if isinstance(each, cti.TeamConfigEvent)}
    assert [(each.agent_id, each.record_type) for each in teams[1]] == [("agent1", RecordType.DELETE)]
    assert [(each.agent_id, each.record_type) for each in teams[2]] == [("agent1", RecordType.ADD)]


def test_only_who_asked_hears_and_only_what_his_mask_lets_through(world: World) -> None:
    world.open_client(Client(5, "agents only", Masks(0x40000, 0, 0, 0x1)))
    world.request(cti.ConfigRequestEvent(configuration_mask=0), 5)
    new = changed(changed(SAMPLE, "resources", "agent1", last_name="Berg"), "csqs", 1, name="Q")
    assert reconfigure(world, new) == []
    assert [each.message.NAME for each in world.replies if each.client == 5] == [
        "CONFIG_BEGIN_EVENT",
        "CONFIG_AGENT_EVENT",
        "CONFIG_END_EVENT",
    ]


def test_the_same_configuration_tells_nothing(listening: World) -> None:
    assert reconfigure(listening, dataclasses.replace(SAMPLE)) == []


# --- Agents -------------------------------------------------------------------------------------------------


def test_a_deleted_agent_is_signed_out_and_forgotten(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    reconfigure(world, without(SAMPLE, "resources", "agent1"))
    (event,) = [each for each in world.take() if isinstance(each, cti.AgentStateEvent)]
    assert (event.agent_state, event.event_reason_code) == (LOGOUT, 32748)
    assert "agent1" not in world.engine.state.agents
    assert not world.engine.state.csqs[1].ready


def test_a_deleted_agent_talks_on_until_the_call_ends(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    reconfigure(world, without(SAMPLE, "resources", "agent1"))
    assert world.state("agent1")[0] is TALKING
    world.take()
    world.hang_up("1001")
    events = [each for each in world.take() if isinstance(each, cti.AgentStateEvent)]
    assert [(each.agent_state, each.event_reason_code) for each in events] == [(LOGOUT, 32748)]
    assert "agent1" not in world.engine.state.agents


def test_the_caller_of_a_deleted_agent_waits_on_at_his_place(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551", "6001")
    world.advance(1.0)
    reconfigure(world, without(SAMPLE, "resources", "agent1"))
    world.sign_in("agent2")
    assert world.state("agent2")[0] is RESERVED


def test_another_extension_ends_the_session(world: World) -> None:
    world.sign_in("agent1")
    world.take()
    new = without(changed(SAMPLE, "resources", "agent1", extension="1002"), "resources", "agent2")
    reconfigure(world, new)
    assert world.state("agent1") == (LOGOUT, 32750)
    world.sign_in("agent1")
    assert world.agent("agent1").extension == "1002"


def test_a_skill_given_acts_at_once(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551", "6002")
    world.advance(1.0)
    assert world.state("agent1")[0] is READY
    reconfigure(world, changed(SAMPLE, "resources", "agent1", skills={1: 5, 2: 5}))
    assert world.state("agent1")[0] is RESERVED


def test_a_skill_taken_acts_at_once(world: World) -> None:
    world.sign_in("agent1")
    reconfigure(world, changed(SAMPLE, "resources", "agent1", skills={}))
    world.call("5551", "6001")
    world.advance(1.0)
    assert world.state("agent1")[0] is READY


def test_who_was_left_without_any_queue_is_chosen_again_once_he_has_one(world: World) -> None:
    world.sign_in("agent1")
    reconfigure(world, changed(SAMPLE, "resources", "agent1", skills={}))
    world.call("5551", "6001")
    world.advance(1.0)
    assert world.state("agent1")[0] is READY
    reconfigure(world, SAMPLE)
    assert world.state("agent1")[0] is RESERVED


# --- CSQs ---------------------------------------------------------------------------------------------------


def test_an_edited_queue_reaches_a_ready_agent_when_he_leaves_ready(world: World) -> None:
    world.sign_in("agent1")
    reconfigure(world, changed(SAMPLE, "csqs", 1, skills={1: SkillNeed(9)}))
    assert [csq.id for csq in world.agent("agent1").csqs] == [1]
    world.set_state("agent1", AgentState.NOT_READY, 1)
    world.set_state("agent1", READY)
    assert world.agent("agent1").csqs == ()
    world.call("5551", "6001")
    world.advance(1.0)
    assert world.state("agent1")[0] is READY


def test_a_changed_criterion_waits_until_the_agents_have_signed_out(world: World) -> None:
    world.sign_in("agent1", "agent2")
    reconfigure(world, changed(SAMPLE, "csqs", 1, criterion=Criterion.MOST_SKILLED))
    assert in_effect(world) == "Longest Available"
    world.set_state("agent1", LOGOUT, 1)
    world.sign_in("agent1")
    assert in_effect(world) == "Longest Available"
    world.set_state("agent2", LOGOUT, 1)
    assert in_effect(world) == "Most Skilled"


def in_effect(world: World) -> str:
    return world.engine.state.csqs[1].criterion.value


def test_who_waits_in_a_deleted_queue_is_not_routed_any_more(world: World) -> None:
    call = world.call("5551", "6001")
    world.advance(1.0)
    new = without(SAMPLE, "csqs", 1)
    new = without(changed(new, "teams", 1, csqs=()), "applications", 1)
    reconfigure(world, new)
    world.sign_in("agent1")
    assert world.state("agent1")[0] is READY
    assert call in world.engine.state.calls
    world.hang_up("5551")
    assert call not in world.engine.state.calls


def test_a_new_queue_finds_its_agents_when_they_are_next_ready(world: World) -> None:
    world.sign_in("agent1")
    reconfigure(world, added(SAMPLE, "csqs", CsqSetup(3, "Gold", {1: SkillNeed(5)})))
    assert [csq.id for csq in world.agent("agent1").csqs] == [1]
    world.set_state("agent1", AgentState.NOT_READY, 1)
    world.set_state("agent1", READY)
    assert [csq.id for csq in world.agent("agent1").csqs] == [1, 3]


# --- Applications and ports ---------------------------------------------------------------------------------


def test_a_removed_trigger_turns_callers_down_and_another_takes_its_place(world: World) -> None:
    reconfigure(world, without(SAMPLE, "applications", 1))
    world.call("5551", "6001")
    world.advance(1.0)
    assert not world.engine.state.calls
    world.sign_in("agent5")
    reconfigure(world, changed(without(SAMPLE, "applications", 1), "applications", 2, trigger="6001", id=2))
    world.call("5552", "6001")
    world.advance(1.0)
    assert world.state("agent5")[0] is RESERVED


def test_new_ports_are_taken_and_removed_ones_left(world: World) -> None:
    few = dataclasses.replace(SAMPLE, groups={1: GroupSetup(1, ("7001",))})
    world = World(centre=few)
    world.call("5551", "6001")
    world.advance(1.0)
    reconfigure(world, dataclasses.replace(SAMPLE, groups={1: GroupSetup(1, ("7002", "7003"))}))
    ports = world.engine.state.directory.ports
    assert set(ports) == {"7001", "7002", "7003"}  # a caller is still at the first
    assert ports["7003"].in_service
    world.hang_up("5551")
    assert set(ports) == {"7002", "7003"}
    world.sign_in("agent1")
    world.call("5552", "6001")
    world.advance(1.0)
    assert world.state("agent1")[0] is RESERVED
