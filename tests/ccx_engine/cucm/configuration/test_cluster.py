"""Users' control lists and the dial plan."""

from __future__ import annotations

import pytest

from ccx_engine.cucm.configuration.cluster import Behaviour, Destination, object_uuid
from ccx_engine.jtapi.model import TerminalKind
from tests.ccx_engine.cucm.scene import phone, small_cluster


def controlled(userid: str) -> set[str]:
    cluster = small_cluster()
    user = cluster.user(userid)
    assert user is not None
    return {device.name for device in cluster.controlled_by(user)}


def test_a_control_list_names_devices_and_prefixes() -> None:
    assert controlled("ccx_1") == {"Trigger", "CCX_7001", "CCX_7002", "CCX_7003"}
    assert controlled("agent1") == {"SEP000000001001"}


def test_the_all_devices_role_controls_everything_and_no_list_nothing() -> None:
    assert controlled("lab") == set(small_cluster().devices)
    assert "PSTN" in controlled("lab")
    assert controlled("ccx_axl") == set()


@pytest.mark.parametrize(
    ("userid", "address", "controls"),
    [
        ("ccx_1", "7001", True),
        ("ccx_1", "1001", False),
        ("ccx_1", "5551234", False),
        ("lab", "5551234", True),
        ("agent1", "1001", True),
    ],
)
def test_an_address_is_controlled_with_its_device(userid: str, address: str, *, controls: bool) -> None:
    cluster = small_cluster()
    user = cluster.user(userid)
    assert user is not None
    assert cluster.controls_address(user, address) == controls


def test_an_exact_number_leads_to_its_line_and_all_its_phones() -> None:
    cluster = small_cluster()
    found = cluster.destination("1500")
    assert isinstance(found, Destination)
    assert (found.kind, found.terminals) == (TerminalKind.PHONE, (phone("500A"), phone("500B")))


@pytest.mark.parametrize(
    ("number", "does"),
    [
        ("95551234", Behaviour.ANSWER),
        ("+4912345", Behaviour.ANSWER),
        ("1999", Behaviour.ANSWER),
        ("9551", Behaviour.BUSY),
        ("9552", Behaviour.NO_ANSWER),
    ],
)
def test_a_number_of_no_line_leads_outside(number: str, does: Behaviour) -> None:
    found = small_cluster().destination(number)
    assert found is not None
    assert found.outside is not None
    assert (found.kind, found.terminals, found.outside.does) == (TerminalKind.GATEWAY, ("PSTN",), does)


@pytest.mark.parametrize("number", ["", "abc", "9554", "95549", "12 34", "9" * 40])
def test_some_numbers_lead_nowhere(number: str) -> None:
    assert small_cluster().destination(number) is None


def test_a_caller_from_outside_reaches_lines_only() -> None:
    cluster = small_cluster()
    assert cluster.destination("1001", from_outside=True) is not None
    assert cluster.destination("95551234", from_outside=True) is None


def test_a_uuid_is_the_same_at_every_start() -> None:
    assert object_uuid("line", "1001") == object_uuid("line", "1001") != object_uuid("line", "1002")
    assert object_uuid("line", "1001").startswith("{")
