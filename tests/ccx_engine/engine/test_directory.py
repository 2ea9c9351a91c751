"""Which number is what, and whose word on it counts, while devices come and go."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti.enums import CallType, DeviceType
from ccx_engine.engine.directory import Directory
from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi.messages import DeviceEv, TerminalInfo
from ccx_engine.jtapi.model import WITHHELD, Ev, TerminalKind
from tests.ccx_engine.engine.world import SAMPLE

NAMES, LINES = ("SEP1", "SEP2"), ("1001", "1002")


@pytest.fixture
def directory() -> Directory:
    """The sample centre's; agent1 is signed in at 1001, and 1002 is a phone of the house."""
    state = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0)
    phones = (
        TerminalInfo("SEP1", TerminalKind.PHONE, ("1001",)),
        TerminalInfo("SEP2", TerminalKind.PHONE, ("1002",)),
    )
    state.directory.learn(Provider.RMCM, phones)
    state.directory.lines["1001"] = state.agents["agent1"]
    return state.directory


@pytest.mark.parametrize(
    ("calling", "called", "kind"),
    [
        ("5551234", "6001", CallType.CCX_IN),
        ("1001", "6001", CallType.OUT),
        ("1002", "6001", CallType.CCX_IN),  # nobody is signed in there
        ("1001", "95551", CallType.AGENT_INSIDE),
        ("1002", "1001", CallType.AGENT_INSIDE),
        ("5551234", "1001", CallType.OTHER_IN),
    ],
)
def test_a_call_s_type_follows_from_who_calls_and_what_he_dialled(
    directory: Directory, calling: str, called: str, kind: CallType
) -> None:
    # source: CTI guide, "CallType Fields"
    assert directory.call_type(calling, called) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("1001", DeviceType.AGENT_DEVICE),
        ("6001", DeviceType.ROUTE_POINT),
        ("7001", DeviceType.CTI_PORT),
        ("1002", DeviceType.DEVICE_IDENTIFIER),
        ("5551234", DeviceType.DEVICE_IDENTIFIER),
        (WITHHELD, DeviceType.NONE),
        ("", DeviceType.NONE),
    ],
)
def test_a_number_is_told_as_the_device_that_it_is(
    directory: Directory, number: str, kind: DeviceType
) -> None:
    # source: CTI guide, "DeviceType Values"
    assert directory.device_type(number) is kind


@pytest.mark.parametrize("number", ["6001", "7001"])
def test_of_triggers_and_ports_the_telephony_provider_tells(directory: Directory, number: str) -> None:
    assert [each for each in Provider if directory.speaks_for(each, number)] == [Provider.TELEPHONY]


def test_of_agents_lines_the_rmcm_provider_tells_and_of_others_whoever_says_it(directory: Directory) -> None:
    assert [each for each in Provider if directory.speaks_for(each, "1001")] == [Provider.RMCM]
    assert [each for each in Provider if directory.speaks_for(each, "5551234")] == [*Provider]


def test_a_line_is_out_of_service_with_its_phone_or_alone(directory: Directory) -> None:
    assert directory.in_service("SEP1", "1001")
    directory.set_in_service("SEP1", "1001", in_service=False)
    assert not directory.in_service("SEP1", "1001")
    directory.set_in_service("SEP1", "1001", in_service=True)
    directory.set_in_service("SEP1", "", in_service=False)
    assert not directory.in_service("SEP1", "1001")
    assert directory.in_service("SEP2", "1002")


def test_what_is_learned_anew_replaces_what_was_known(directory: Directory) -> None:
    directory.set_in_service("SEP1", "", in_service=False)
    directory.learn(
        Provider.RMCM, [TerminalInfo("SEP1", TerminalKind.PHONE, ("1001",), restricted=("1001",))]
    )
    assert directory.in_service("SEP1", "1001")
    assert directory.is_restricted("1001")
    assert directory.terminal_of(Provider.RMCM, "1002") is None
    directory.learn(Provider.RMCM, [])
    assert not directory.is_restricted("1001")


events = st.builds(
    DeviceEv,
    ev=st.sampled_from([Ev.TERM_CREATED, Ev.TERM_REMOVED, Ev.ADDR_CREATED, Ev.ADDR_REMOVED]),
    terminal=st.sampled_from(NAMES),
    address=st.sampled_from(LINES),
)


@settings(deadline=None)
@given(st.lists(events, max_size=20))
def test_following_the_control_list_ends_where_reading_it_would(story: list[DeviceEv]) -> None:
    followed = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0).directory
    mine: dict[str, TerminalInfo] = {}
    for event in story:
        info = mine.get(event.terminal)
        if event.ev is Ev.TERM_CREATED and info is not None:
            continue  # CUCM creates nothing twice
        if event.ev is Ev.ADDR_CREATED and info is not None and event.address in info.addresses:
            continue
        line = event.ev in (Ev.ADDR_CREATED, Ev.ADDR_REMOVED)
        followed.follow(Provider.RMCM, event if line else DeviceEv(event.ev, event.terminal))
        if event.ev is Ev.TERM_CREATED:
            mine[event.terminal] = TerminalInfo(event.terminal, TerminalKind.PHONE, ())
        elif event.ev is Ev.TERM_REMOVED:
            mine.pop(event.terminal, None)
        elif info is not None:
            rest = tuple(each for each in info.addresses if each != event.address)
            lines = (*rest, event.address) if event.ev is Ev.ADDR_CREATED else rest
            mine[event.terminal] = TerminalInfo(event.terminal, TerminalKind.PHONE, lines)
    read = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0).directory
    read.learn(Provider.RMCM, mine.values())
    assert followed.phones() == read.phones()
    for number in LINES:
        assert followed.terminal_of(Provider.RMCM, number) == read.terminal_of(Provider.RMCM, number)
        assert followed.is_internal(number) == read.is_internal(number)
