"""Keys, the upload of what is configured, and the teams."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import ConfigDeviceType
from ccx_engine.cti.masks import Masks
from ccx_engine.engine.configuration.rmcm import ResourceSetup
from ccx_engine.engine.configuration.upload import Upload
from ccx_engine.engine.model import Client
from tests.ccx_engine.engine.world import EVERYTHING, SAMPLE, World

AGENTS_ONLY = 5


def upload(world: World, mask: int = 0xF, client: int = 1) -> list[cti.Message]:
    return world.request(cti.ConfigRequestEvent(configuration_mask=mask), client)


def records(messages: list[cti.Message], kind: type[Any]) -> list[Any]:
    return [record for each in messages if isinstance(each, kind) for record in each.records]


def test_agents_bring_their_names_extension_kind_and_queues(world: World) -> None:
    found = {each.login_id: each for each in records(upload(world), cti.ConfigAgentEvent)}
    assert set(found) == set(SAMPLE.resources)
    anna = found["agent1"]
    assert (anna.first_name, anna.last_name, anna.extension, anna.agent_type) == ("Anna", "Keller", "1001", 1)
    assert [csq.csq_id for csq in anna.csqs] == [1]
    assert found["supervisor1"].agent_type == 2


def test_queues_tell_their_automatic_work(world: World) -> None:
    found = {each.csq_id: each for each in records(upload(world), cti.ConfigCsqEvent)}
    assert (found[1].csq_name, found[1].auto_work) == ("Support_CSQ", True)
    assert (found[2].csq_name, found[2].auto_work) == ("Sales_CSQ", False)


def test_devices_are_groups_ports_route_points_and_agents_phones(world: World) -> None:
    # source: CTI guide, Configuration Data That Can Be Shared
    found = records(upload(world), cti.ConfigDeviceEvent)
    kinds = [each.device_type for each in found]
    assert kinds.count(ConfigDeviceType.CTI_PORT) == 20
    assert kinds.count(ConfigDeviceType.AGENT) == len(SAMPLE.resources)
    trigger, *_ = [each for each in found if each.device_type == ConfigDeviceType.ROUTE_POINT]
    assert (trigger.device_field_2, trigger.device_field_1) == ("6001", 1)


def test_a_message_carries_at_most_ten_records(world: World) -> None:
    sizes = [each.num_records for each in upload(world) if isinstance(each, cti.ConfigDeviceEvent)]
    assert max(sizes) == 10
    assert sum(sizes) == len(records(upload(world), cti.ConfigDeviceEvent))


@pytest.mark.parametrize("changed", ["application_config_key", "csq_config_key", "agent_config_key"])
def test_a_key_changes_with_its_own_records_alone(changed: str) -> None:
    before = Upload(SAMPLE).keys()
    what: dict[str, Any] = {
        "application_config_key": {"applications": _renamed(SAMPLE.applications)},
        "csq_config_key": {"csqs": _renamed(SAMPLE.csqs)},
        "agent_config_key": {
            "resources": {
                name: dataclasses.replace(each, last_name="Other") for name, each in SAMPLE.resources.items()
            }
        },
    }[changed]
    after = Upload(dataclasses.replace(SAMPLE, **what)).keys()
    assert {name for name in before if before[name] != after[name]} == {changed}


def _renamed(kind: Any) -> Any:
    return {number: dataclasses.replace(each, name="Other") for number, each in kind.items()}


def test_keys_are_the_same_after_a_restart_and_never_zero() -> None:
    assert Upload(SAMPLE).keys() == Upload(dataclasses.replace(SAMPLE)).keys()
    for key in Upload(SAMPLE).keys().values():
        assert len(key) == 8
        assert any(key)


def test_only_what_is_asked_for_is_uploaded(world: World) -> None:
    assert {each.NAME for each in upload(world, 0x2)} == {
        "CONFIG_BEGIN_EVENT",
        "CONFIG_CSQ_EVENT",
        "CONFIG_END_EVENT",
    }
    assert upload(world, 0) == []  # updates only


def test_the_mask_of_open_req_limits_the_upload(world: World) -> None:
    """Its bits are in another order than those of the request."""
    world.open_client(Client(AGENTS_ONLY, "agents only", Masks(0x40000, 0, 0, 0x1)))
    told = upload(world, client=AGENTS_ONLY)
    assert [each.NAME for each in told] == ["CONFIG_BEGIN_EVENT", "CONFIG_AGENT_EVENT", "CONFIG_END_EVENT"]
    (end,) = upload(world, 0x2, client=AGENTS_ONLY)
    assert isinstance(end, cti.ConfigEndEvent)
    assert end.status == 2


def test_a_kind_without_records_ends_as_empty() -> None:
    empty = dataclasses.replace(SAMPLE, applications={})
    world = World(centre=empty)
    told = upload(world, 0x1)
    assert [each.NAME for each in told] == ["CONFIG_BEGIN_EVENT", "CONFIG_END_EVENT"]
    assert isinstance(told[-1], cti.ConfigEndEvent)
    assert told[-1].status == 4


def test_teams_have_a_primary_supervisor_agents_and_queues(world: World) -> None:
    *teams, end = world.request(cti.TeamConfigReq(invoke_id=3, config_param=1))
    assert isinstance(end, cti.TeamConfigConf)
    support = teams[0]
    assert isinstance(support, cti.TeamConfigEvent)
    assert (support.team_id, support.team_name, support.operation) == (1, "Support", 1)
    members = {each.agent_id: (each.agent_flags, each.member_type) for each in support.members}
    assert members["supervisor1"] == (1, 1)
    assert members["agent1"] == (0, 1)
    assert members["1"] == (0, 2)


def test_updates_only_tells_no_team_now(world: World) -> None:
    (answer,) = world.request(cti.TeamConfigReq(invoke_id=3, config_param=2))
    assert isinstance(answer, cti.TeamConfigConf)


def test_a_large_team_takes_several_messages() -> None:
    many = {f"a{number}": ResourceSetup(f"a{number}", "", "", f"3{number:03}", 1) for number in range(100)}
    world = World(centre=dataclasses.replace(SAMPLE, resources={**SAMPLE.resources, **many}))
    told = [
        each
        for each in world.request(cti.TeamConfigReq(invoke_id=3, config_param=1))
        if isinstance(each, cti.TeamConfigEvent) and each.team_id == 1
    ]
    assert [each.operation for each in told] == [1, 3]
    assert max(each.num_records for each in told) == 64
    assert {f"a{number}" for number in range(100)} <= {m.agent_id for each in told for m in each.members}


def test_the_configuration_may_be_asked_for_before_cucm_is_there(world: World) -> None:
    from ccx_engine.engine.model import Provider

    world.link_down(Provider.RMCM)
    assert upload(world)
    assert EVERYTHING.config
