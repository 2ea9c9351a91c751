"""Providers: signing in, control lists, registration and observation."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.cucm.cti_manager.requests import HANDLES
from ccx_engine.jtapi import messages
from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Connect,
    DeviceEv,
    Disconnect,
    Done,
    Hold,
    Observe,
    OpenProvider,
    PlugPhone,
    Refused,
    RegisterTerminal,
    Request,
    ShutdownProvider,
    TerminalInfo,
    Terminals,
    Unobserve,
    UnplugPhone,
)
from ccx_engine.jtapi.model import CtiError, Ev, TerminalKind
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, Scene, phone, small_cluster

A, B = phone("1001"), phone("1002")


def opened(user: str) -> list[messages.Message]:
    cluster = small_cluster()
    found = cluster.user(user)
    assert found is not None
    told = Providers(cluster).open(7, found, OpenProvider(user, "", request_id=3))
    assert {each.providers for each in told} == {(7,)}
    return [each.message for each in told]


def port(number: str) -> TerminalInfo:
    """A CTI port that nobody has registered."""
    return TerminalInfo(f"CCX_{number}", TerminalKind.CTI_PORT, (number,), in_service=False, model="CTI Port")


def test_a_provider_is_in_service_and_told_what_it_controls() -> None:
    done, service, terminals = opened("ccx_1")
    assert done == Done(3)
    assert service == DeviceEv(Ev.PROV_IN_SERVICE)
    assert terminals == Terminals(
        (
            TerminalInfo(
                "Trigger", TerminalKind.ROUTE_POINT, ("6001",), in_service=False, model="CTI Route Point"
            ),
            *(port(f"{number}") for number in (7001, 7002, 7003)),
        )
    )


def test_who_controls_all_devices_controls_the_gateway_too() -> None:
    terminals = opened("lab")[2]
    assert isinstance(terminals, Terminals)
    assert TerminalInfo("PSTN", TerminalKind.GATEWAY, (), model="H.323 Gateway") in terminals.terminals
    assert len(terminals.terminals) == 12


def test_every_request_of_the_contract_is_handled() -> None:
    requests = {kind for kind in messages.KINDS.values() if issubclass(kind, Request)}
    own = {OpenProvider, ShutdownProvider, RegisterTerminal, Observe, Unobserve, UnplugPhone, PlugPhone}
    assert requests == own | set(HANDLES)


@pytest.mark.parametrize("kind", [kind for kind in HANDLES if kind is not OpenProvider])
def test_nothing_is_done_for_who_has_not_signed_in(kind: type[Request]) -> None:
    scene = Scene(RMCM)
    arguments: dict[str, Any] = {
        field.name: "x" if field.type is str else 1
        for field in msgspec.structs.fields(kind)
        if field.required
    }
    assert scene.refusal(LAB, kind(**arguments)) is CtiError.PROVIDER_NOT_OPEN


def test_a_provider_opens_once() -> None:
    scene = Scene()
    user = scene.cluster.user("lab")
    assert user is not None
    (told,) = scene.providers.open(LAB, user, OpenProvider("lab", "", request_id=9))
    assert isinstance(told.message, Refused)
    assert told.message.error == CtiError.DIRECTORY_LOGIN_NOT_ALLOWED


@pytest.mark.parametrize(
    "request_",
    [
        Connect(A, "1001", "1002"),
        Answer(16777217, A),
        Hold(16777217, "no such terminal"),
        Observe("1001"),
        Observe(A),
        Disconnect(16777217, "1001"),
        RegisterTerminal(A),
    ],
)
def test_a_device_outside_the_control_list_is_denied(request_: Request) -> None:
    scene = Scene()
    scene.dial("1002", "1001")
    assert scene.refusal(ENGINE, request_) is CtiError.ACCESS_TO_DEVICE_DENIED


def test_a_line_that_no_device_has_is_undefined_to_who_does_not_control_the_gateway() -> None:
    scene = Scene()
    assert scene.refusal(ENGINE, Observe("5551234")) is CtiError.UNDEFINED_LINE
    scene.ask(LAB, Observe("5551234"))


def test_a_terminal_is_registered_by_one_provider_and_everybody_who_controls_it_hears_so() -> None:
    scene = Scene()
    scene.ask(ENGINE, RegisterTerminal("CCX_7001"))
    expected = [
        DeviceEv(Ev.ADDR_IN_SERVICE, terminal="CCX_7001", address="7001"),
        DeviceEv(Ev.TERM_IN_SERVICE, terminal="CCX_7001"),
    ]
    assert scene.take(ENGINE) == scene.take(RMCM) == scene.take(LAB) == expected
    scene.ask(ENGINE, RegisterTerminal("CCX_7001"))
    assert scene.take(LAB) == []
    assert scene.refusal(LAB, RegisterTerminal("CCX_7001")) is CtiError.DEVICE_ALREADY_REGISTERED
    assert scene.refusal(LAB, RegisterTerminal(A)) is CtiError.DEVICE_ALREADY_REGISTERED


def test_what_a_provider_had_registered_goes_out_of_service_with_it() -> None:
    scene = Scene()
    scene.ask(ENGINE, RegisterTerminal("CCX_7001"))
    scene.forget()
    scene.ask(ENGINE, ShutdownProvider())
    assert scene.take(ENGINE) == [DeviceEv(Ev.PROV_SHUTDOWN)]
    assert scene.take(LAB) == [
        DeviceEv(Ev.ADDR_OUT_OF_SERVICE, terminal="CCX_7001", address="7001"),
        DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal="CCX_7001"),
    ]
    assert scene.refusal(ENGINE, RegisterTerminal("CCX_7001")) is CtiError.PROVIDER_NOT_OPEN
    scene.ask(LAB, RegisterTerminal("CCX_7001"))


def test_an_unregistered_port_makes_no_calls_and_a_route_point_never() -> None:
    scene = Scene()
    assert scene.refusal(ENGINE, Connect("CCX_7001", "7001", "1001")) is CtiError.DEVICE_OUT_OF_SERVICE
    scene.register()
    scene.ask(ENGINE, Connect("CCX_7001", "7001", "1001"))
    assert scene.refusal(ENGINE, Connect("Trigger", "6001", "1001")) is CtiError.ILLEGAL_CALLING_PARTY


@pytest.mark.parametrize(
    "request_",
    [
        Connect(A, "1002", "1003"),
        Connect("PSTN", "1001", "1002"),
        Connect("PSTN", "PSTN", "1002"),
        Connect("PSTN", "", "1002"),
        Connect("PSTN", "55\n51", "1002"),
        Connect("PSTN", "5551234", "1002", {"name": "x" * 3000}),
        Connect("PSTN", "5551234", "1002", {str(number): "" for number in range(100)}),
    ],
)
def test_a_calling_party_that_cannot_be_is_refused(request_: Request) -> None:
    scene = Scene()
    assert scene.refusal(LAB, request_) is CtiError.ILLEGAL_CALLING_PARTY
    assert list(scene.calls) == []


def test_observation_tells_whether_the_address_is_in_service() -> None:
    scene = Scene()
    scene.ask(ENGINE, Observe("7001"))
    assert scene.take(ENGINE) == [DeviceEv(Ev.ADDR_OUT_OF_SERVICE, address="7001")]
    scene.ask(RMCM, Observe("1001"))
    assert scene.take(RMCM) == [DeviceEv(Ev.ADDR_IN_SERVICE, address="1001")]
    scene.ask(RMCM, Observe("CCX_7001"))
    assert scene.take(RMCM) == [DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal="CCX_7001")]


def test_who_stops_observing_hears_the_end_of_that_and_nothing_after() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001", "1002")
    call = scene.dial("1001", "1002")
    scene.forget()
    scene.ask(RMCM, Unobserve("1001"))
    assert scene.take(RMCM) == []
    scene.ask(RMCM, Unobserve("1002"))
    assert [message for message in scene.take(RMCM) if isinstance(message, CallEvs)] == [
        CallEvs(call, (messages.CallEv(Ev.CALL_OBSERVATION_ENDED),))
    ]
    scene.ask(RMCM, Answer(call, B))
    assert scene.take(RMCM) == []


def test_a_lab_that_goes_leaves_no_call_between_parties_outside_whom_nobody_plays() -> None:
    scene = Scene()
    call = scene.dial("5551234", "1001")
    scene.ask(LAB, Answer(call, A))
    consultation = scene.ask(RMCM, messages.Consult(call, A, "9555"))
    scene.pass_time(2.0)
    scene.ask(RMCM, messages.Transfer(call, consultation, A))
    assert [each.id for each in scene.calls] == [call]
    scene.close(LAB)
    assert list(scene.calls) == []


def test_a_provider_that_goes_is_told_nothing_more() -> None:
    scene = Scene()
    scene.observe(RMCM, "1001")
    scene.dial("1001", "1002")
    scene.close(LAB)
    scene.forget()
    scene.close(LAB)
    scene.pass_time(180.0)
    assert scene.take(LAB) == []
    assert scene.take(RMCM) != []
