"""What a change of the cluster does to calls, and what the providers that control its devices hear of it.

# source: Cisco Unified JTAPI Developers Guide, CiscoTermCreatedEv, CiscoAddrCreatedEv, and …RemovedEv
"""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cucm.configuration.administration import Administration, Unfit, draft_of
from ccx_engine.cucm.configuration.cluster import Device, Line, User
from ccx_engine.jtapi.messages import (
    Answer,
    Connect,
    DeviceEv,
    Disconnect,
    Observe,
    RegisterTerminal,
    UnplugPhone,
)
from ccx_engine.jtapi.model import ConnectionState, CtiError, Ev, TerminalKind
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone

NEW = "SEP0000000000AA"


class House(Scene):
    """A scene whose cluster is being administered."""

    def __init__(self, *providers: int) -> None:
        super().__init__(*providers)
        self.administration = Administration(self.cluster)
        self.administration.hearers.append(
            lambda change: self._hear(self.providers.reconfigured(change, self.now))
        )

    def reset(self, terminal: str) -> None:
        self._hear(self.providers.reset(terminal, self.now))

    def add_phone(self, *numbers: str, name: str = NEW) -> Device:
        device = Device(name, TerminalKind.PHONE, numbers, model="Cisco 8845")
        self.administration.add(device)
        return device

    def change(self, thing: Device | Line | User, **values: object) -> None:
        draft = draft_of(thing)
        for name, value in values.items():
            setattr(draft, name, value)
        self.administration.update(thing, draft)

    def device_events(self, provider: int) -> list[str]:
        """The device events the provider heard since it was last asked."""
        return [
            " ".join(filter(None, (event.ev, event.address, event.terminal)))
            for event in self.take(provider)
            if isinstance(event, DeviceEv)
        ]


def test_a_new_phone_is_announced_to_who_controls_it_and_can_be_called() -> None:
    house = House()
    house.add_phone("1900")
    assert house.device_events(RMCM) == [
        f"CiscoTermCreatedEv {NEW}",
        f"CiscoAddrCreatedEv 1900 {NEW}",
        f"CiscoAddrInServiceEv 1900 {NEW}",
        f"CiscoTermInServiceEv {NEW}",
    ]
    assert house.device_events(ENGINE) == []
    call = house.dial("1001", "1900")
    house.ask(LAB, Answer(call, NEW))
    assert len(house.calls.talking(NEW)) == 1


def test_a_created_terminal_tells_its_kind_and_a_cti_port_is_in_service_once_it_is_registered() -> None:
    house = House()
    port = Device("CCX_7009", TerminalKind.CTI_PORT, ("7009",), model="CTI Port")
    house.administration.add(port)
    created, address = house.take(ENGINE)
    assert created == DeviceEv(Ev.TERM_CREATED, "CCX_7009", kind=TerminalKind.CTI_PORT, model="CTI Port")
    assert address == DeviceEv(Ev.ADDR_CREATED, "CCX_7009", "7009")
    house.ask(ENGINE, RegisterTerminal("CCX_7009"))
    assert house.device_events(ENGINE) == [
        "CiscoAddrInServiceEv 7009 CCX_7009",
        "CiscoTermInServiceEv CCX_7009",
    ]


def test_a_phone_that_is_removed_ends_its_calls_and_is_gone_for_who_controls_it() -> None:
    house = House()
    call = house.talk("1001", "1002")
    house.administration.remove(house.cluster.devices[phone("1002")])
    assert house.calls.get(call) is None
    assert house.device_events(RMCM) == [
        f"CiscoAddrOutOfServiceEv 1002 {phone('1002')}",
        f"CiscoTermOutOfServiceEv {phone('1002')}",
        f"CiscoAddrRemovedEv 1002 {phone('1002')}",
        f"CiscoTermRemovedEv {phone('1002')}",
    ]
    assert house.refusal(LAB, Connect(phone("1002"), "1002", "1001")) is CtiError.ACCESS_TO_DEVICE_DENIED
    call = house.dial("1001", "1002")
    assert house.calls.find(call).connections["1001"].state is ConnectionState.FAILED


def test_lines_of_a_phone_come_and_go_alone() -> None:
    house = House()
    call = house.dial("1001", "1002")
    house.forget()
    device = house.cluster.devices[phone("1002")]
    house.change(device, lines=("1902", "1903"))
    assert house.calls.find(call).connections["1001"].state is ConnectionState.FAILED
    assert house.device_events(RMCM) == [
        f"CiscoAddrOutOfServiceEv 1002 {device.name}",
        f"CiscoAddrRemovedEv 1002 {device.name}",
        f"CiscoAddrCreatedEv 1902 {device.name}",
        f"CiscoAddrCreatedEv 1903 {device.name}",
        f"CiscoAddrInServiceEv 1902 {device.name}",
        f"CiscoAddrInServiceEv 1903 {device.name}",
    ]


def test_a_call_on_a_shared_line_goes_on_at_the_other_phone() -> None:
    house = House()
    call = house.dial("1001", "1500")
    house.ask(LAB, Answer(call, phone("500A")))
    house.administration.remove(house.cluster.devices[phone("500B")])
    assert len(house.calls.talking(phone("500A"))) == 1
    house.administration.remove(house.cluster.devices[phone("500A")])
    assert house.calls.get(call) is None


@pytest.mark.parametrize("thing", ["device", "line"])
def test_a_new_name_is_an_old_one_gone_and_a_new_one_there(thing: str) -> None:
    house = House()
    call = house.talk("1001", "1002")
    if thing == "device":
        house.change(house.cluster.devices[phone("1002")], name=NEW)
    else:
        house.change(house.cluster.lines["1002"], number="1902")
    assert house.calls.get(call) is None
    name, number = (NEW, "1002") if thing == "device" else (phone("1002"), "1902")
    heard = house.device_events(RMCM)
    assert f"CiscoAddrRemovedEv 1002 {phone('1002')}" in heard
    assert f"CiscoAddrCreatedEv {number} {name}" in heard
    assert (f"CiscoTermRemovedEv {phone('1002')}" in heard) == (thing == "device")
    call = house.dial("1001", number)
    house.ask(LAB, Answer(call, name))


def test_a_control_list_grows_and_shrinks_with_the_users_devices() -> None:
    house = House(ENGINE, LAB)
    engine = house.cluster.application_users["ccx_1"]
    house.register()
    house.observe(ENGINE, "6001")
    house.queue()
    house.change(engine, devices=("Trigger", "CCX_7002", "CCX_7003", phone("1001")))
    assert house.device_events(ENGINE) == [
        "CiscoAddrOutOfServiceEv 7001 CCX_7001",
        "CiscoTermOutOfServiceEv CCX_7001",
        "CiscoAddrRemovedEv 7001 CCX_7001",
        "CiscoTermRemovedEv CCX_7001",
        f"CiscoTermCreatedEv {phone('1001')}",
        f"CiscoAddrCreatedEv 1001 {phone('1001')}",
        f"CiscoAddrInServiceEv 1001 {phone('1001')}",
        f"CiscoTermInServiceEv {phone('1001')}",
    ]
    assert len(house.calls) == 0
    assert house.device_events(LAB) == [
        "CiscoAddrOutOfServiceEv 7001 CCX_7001",
        "CiscoTermOutOfServiceEv CCX_7001",
    ]
    assert house.refusal(ENGINE, RegisterTerminal("CCX_7001")) is CtiError.ACCESS_TO_DEVICE_DENIED


def test_who_loses_a_phone_hears_its_call_no_more_while_it_goes_on() -> None:
    house = House(ENGINE, RMCM, LAB)
    agent = house.cluster.application_users["ccx_1"]
    house.change(agent, devices=(phone("1001"),))
    house.observe(ENGINE, "1001")
    call = house.talk("1001", "1002")
    house.change(agent, devices=())
    assert house.events(ENGINE)[-1].endswith("CallObservationEndedEv")
    assert house.calls.get(call) is not None
    house.forget()
    house.ask(LAB, Connect(phone("1003"), "1003", "1001"))
    assert house.events(ENGINE) == []


@pytest.mark.parametrize("gone", [True, False])
def test_a_provider_whose_user_is_removed_or_loses_the_role_is_shut_down(*, gone: bool) -> None:
    house = House()
    house.register()
    house.queue()
    engine = house.cluster.application_users["ccx_1"]
    if gone:
        house.administration.remove(engine)
    else:
        house.change(engine, roles=frozenset({"Standard CCM End Users"}))
    assert house.take(ENGINE)[0] == DeviceEv(Ev.PROV_SHUTDOWN)
    assert house.refusal(ENGINE, Observe("6001")) is CtiError.PROVIDER_NOT_OPEN
    assert not house.calls.in_service("Trigger")
    assert len(house.calls) == 0


def test_the_all_devices_role_brings_every_device() -> None:
    house = House(ENGINE)
    engine = house.cluster.application_users["ccx_1"]
    house.change(engine, roles=engine.roles | {"Standard CTI Allow Control of All Devices"})
    heard = house.device_events(ENGINE)
    assert f"CiscoTermCreatedEv {phone('1001')}" in heard
    assert "CiscoTermCreatedEv PSTN" in heard
    assert not any("Trigger" in event for event in heard)


def test_a_phone_that_is_reset_is_away_for_a_while() -> None:
    house = House()
    house.reset(phone("1001"))
    away = [f"CiscoAddrOutOfServiceEv 1001 {phone('1001')}", f"CiscoTermOutOfServiceEv {phone('1001')}"]
    assert house.device_events(RMCM) == away
    due = house.providers.next_deadline()
    assert due == house.now + house.cluster.parameters.phone_reset_timer
    house.pass_time(house.cluster.parameters.phone_reset_timer)
    back = [f"CiscoAddrInServiceEv 1001 {phone('1001')}", f"CiscoTermInServiceEv {phone('1001')}"]
    assert house.device_events(RMCM) == back
    assert house.providers.next_deadline() is None


def test_a_phone_is_reset_once_its_call_has_ended() -> None:
    house = House()
    call = house.talk("1001", "1002")
    house.reset(phone("1001"))
    assert house.device_events(RMCM) == []
    assert len(house.calls.talking(phone("1001"))) == 1
    house.ask(LAB, Disconnect(call, "1002"))
    assert house.device_events(RMCM)[0] == f"CiscoAddrOutOfServiceEv 1001 {phone('1001')}"


def test_only_phones_that_serve_are_reset() -> None:
    house = House()
    house.register()
    house.ask(LAB, UnplugPhone(phone("1001")))
    house.forget()
    for name in ("CCX_7001", "Trigger", "PSTN", phone("1001"), "nonesuch"):
        house.reset(name)
    house.pass_time(60.0)
    assert house.device_events(RMCM) == []
    assert not house.calls.in_service(phone("1001"))


def test_who_pulls_the_plug_of_a_phone_that_is_reset_keeps_it_away() -> None:
    house = House()
    house.reset(phone("1001"))
    house.ask(LAB, UnplugPhone(phone("1001")))
    house.pass_time(60.0)
    assert not house.calls.in_service(phone("1001"))


def test_a_phone_that_is_removed_while_it_is_reset_does_not_come_back() -> None:
    house = House()
    house.reset(phone("1001"))
    house.administration.remove(house.cluster.devices[phone("1001")])
    house.forget()
    house.pass_time(60.0)
    assert house.device_events(RMCM) == []
    house.add_phone("1001", name=phone("1001"))
    assert house.calls.in_service(phone("1001"))


# --- Whatever happens -----------------------------------------------------------------------------------

PHONES = [phone(number) for number in ("1001", "1002", "1003", "500A")] + [NEW]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["call", "answer", "add", "remove", "lines", "rename", "renumber", "control", "reset"]
        ),
        st.sampled_from(PHONES),
        st.sampled_from(["1001", "1002", "1003", "1500", "1900"]),
        st.lists(st.sampled_from(["1001", "1002", "1500", "1900"]), max_size=2, unique=True),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_what_a_provider_was_told_is_what_its_user_controls_and_no_call_is_where_nobody_is(
    steps: list[tuple[str, str, str, list[str]]],
) -> None:
    house = House(ENGINE, RMCM, LAB)
    users = {ENGINE: "ccx_1", RMCM: "ccx_rmcm"}
    known: dict[int, dict[str, set[str]]] = {
        provider: {
            device.name: set(device.lines)
            for device in house.cluster.controlled_by(house.cluster.application_users[userid])
        }
        for provider, userid in users.items()
    }
    ringing = 0
    for step, name, number, numbers in steps:
        device, line = house.cluster.devices.get(name), house.cluster.lines.get(number)
        with contextlib.suppress(Unfit):
            if step == "add":
                house.add_phone(*numbers, name=name)
            elif step == "control":
                house.change(house.cluster.application_users["ccx_1"], devices=(name,) if device else ())
            elif step == "renumber" and line is not None:
                house.change(line, number=(numbers or ["1901"])[0])
            elif device is None:
                pass
            elif step == "call" and device.lines:
                ringing = getattr(house._ask(LAB, Connect(name, device.lines[0], number)), "call", 0)
            elif step == "answer":
                house._ask(LAB, Answer(ringing, name))
            elif step == "remove":
                house.administration.remove(device)
            elif step == "lines":
                house.change(device, lines=tuple(numbers))
            elif step == "rename":
                house.change(device, name=NEW)
            elif step == "reset":
                house.reset(name)
        house.pass_time(3.0)
        for provider, userid in users.items():
            follow(known[provider], house.take(provider))
            user = house.cluster.application_users[userid]
            assert known[provider] == {d.name: set(d.lines) for d in house.cluster.controlled_by(user)}
        for call in house.calls:
            for party in call.connections.values():
                for terminal, state in party.terminals.items():
                    if state.name not in ("DROPPED", "IDLE"):
                        assert party.address in house.cluster.devices[terminal].lines or terminal == "PSTN"


def follow(known: dict[str, set[str]], heard: list[object]) -> None:
    """What a client makes of the events."""
    for event in heard:
        match event:
            case DeviceEv(ev=Ev.TERM_CREATED):
                assert event.terminal not in known
                known[event.terminal] = set()
            case DeviceEv(ev=Ev.TERM_REMOVED):
                assert known.pop(event.terminal) == set()
            case DeviceEv(ev=Ev.ADDR_CREATED):
                known[event.terminal].add(event.address)
            case DeviceEv(ev=Ev.ADDR_REMOVED):
                known[event.terminal].remove(event.address)
