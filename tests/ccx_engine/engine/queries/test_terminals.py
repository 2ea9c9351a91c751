"""Phones, as clients of version 18 are told of them."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import ConfigMsgMask
from ccx_engine.cti.masks import Masks
from ccx_engine.engine.model import Client, Provider
from tests.ccx_engine.engine.telephony.test_jtapi_device_events import (
    NEW,
    PHONE,
    add_phone,
    remove,
    set_lines,
)
from tests.ccx_engine.engine.world import BRIDGE, World

ADD, DELETE = 0, 2
TERMINAL = 0x10


def listen(world: World) -> None:
    """The bridge client wants to hear of changes."""
    world.request(cti.ConfigRequestEvent(configuration_mask=0))
    world.replies.clear()


def told(world: World) -> list[tuple[int, str, tuple[str, ...]]]:
    """The phones in the brackets since the last time."""
    messages = [each.message for each in world.replies if each.client == BRIDGE]
    world.replies.clear()
    inside = [each for each in messages if isinstance(each, cti.ConfigTerminalEvent)]
    begins = [each for each in messages if isinstance(each, cti.ConfigBeginEvent)]
    assert [(each.config_type, each.configuration_mask) for each in begins] == [(2, TERMINAL)] * len(inside)
    assert sum(isinstance(each, cti.ConfigEndEvent) for each in messages) == len(inside)
    return [
        (record.record_type, record.terminal_device_name, record.instruments)
        for each in inside
        for record in each.records
    ]


def test_every_phone_is_uploaded_with_its_model_and_lines(world: World) -> None:
    # source: CTI guide, CONFIG_TERMINAL_EVENT
    begin, *inside, end = world.request(cti.ConfigRequestEvent(configuration_mask=TERMINAL))
    assert begin == cti.ConfigBeginEvent(config_type=1, configuration_mask=TERMINAL)
    assert end == cti.ConfigEndEvent(status=0)
    records = [
        each for message in inside if isinstance(message, cti.ConfigTerminalEvent) for each in message.records
    ]
    phones = {each.terminal_device_name: each for each in records}
    assert set(phones) == {name for name in world.cluster.devices if name.startswith("SEP")}
    anna = phones[PHONE]
    assert (anna.record_type, anna.instruments) == (ADD, ("1001",))
    assert anna.terminal_type_name == world.cluster.devices[PHONE].model


def test_before_cucm_is_there_no_phone_is_known() -> None:
    world = World(linked=False)
    begin, end = world.request(cti.ConfigRequestEvent(configuration_mask=TERMINAL))
    assert isinstance(begin, cti.ConfigBeginEvent)
    assert end == cti.ConfigEndEvent(status=4)
    for provider in Provider:
        world.link_up(provider)
    assert {name for _, name, _ in told_all(world)} == {
        name for name in world.cluster.devices if name.startswith("SEP")
    }


def told_all(world: World) -> list[tuple[int, str, tuple[str, ...]]]:
    """The phones in all that the bridge client was answered."""
    messages = [each.message for each in world.replies if each.client == BRIDGE]
    return [
        (record.record_type, record.terminal_device_name, record.instruments)
        for each in messages
        if isinstance(each, cti.ConfigTerminalEvent)
        for record in each.records
    ]


def test_phones_that_come_change_and_go_are_told(world: World) -> None:
    listen(world)
    add_phone(world, "1900")
    assert told(world) == [(ADD, NEW, ("1900",))]
    set_lines(world, NEW, "1900", "1901")
    assert told(world) == [(DELETE, NEW, ("1900",)), (ADD, NEW, ("1900", "1901"))]
    remove(world, NEW)
    assert told(world)[-1][:2] == (DELETE, NEW)


def test_a_link_that_comes_back_tells_only_what_is_different(world: World) -> None:
    listen(world)
    world.link_down(Provider.RMCM)
    world.link_up(Provider.RMCM)
    assert told(world) == []
    world.link_down(Provider.RMCM)
    add_phone(world, "1900")
    world.link_up(Provider.RMCM)
    assert told(world) == [(ADD, NEW, ("1900",))]


def test_route_points_and_cti_ports_are_no_terminals(world: World) -> None:
    listen(world)
    remove(world, "CCX_7001")
    remove(world, "Trigger_Support")
    assert told(world) == []


@pytest.mark.parametrize(("version", "heard"), [(17, False), (18, True)])
def test_sessions_below_version_18_hear_of_no_terminal(world: World, version: int, heard: bool) -> None:
    request = cti.OpenReq(
        version_number=version,
        idle_timeout=60,
        services_requested=0x40010,
        config_msg_mask=int(ConfigMsgMask.TERMINAL),
        client_id="other",
    )
    world.open_client(Client(7, "other", Masks.of(request, request.services_requested)))
    answers = world.request(cti.ConfigRequestEvent(configuration_mask=TERMINAL), 7)
    assert any(isinstance(each, cti.ConfigTerminalEvent) for each in answers) is heard
    world.replies.clear()
    add_phone(world, "1900")
    assert bool([each for each in world.replies if each.client == 7]) is heard
