"""Adding, changing and removing what a cluster is configured with, whoever does it."""

from __future__ import annotations

import contextlib
import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cucm.configuration.administration import (
    Action,
    Administration,
    Change,
    Duplicate,
    InUse,
    Missing,
    Object,
    Unfit,
    draft_of,
)
from ccx_engine.cucm.configuration.cluster import (
    Appearance,
    Cluster,
    Device,
    EndUser,
    Line,
    Named,
    NamedKind,
    User,
)
from ccx_engine.jtapi.model import TerminalKind
from tests.ccx_engine.cucm.scene import phone, small_cluster

ANNA = phone("1001")


def told(administration: Administration) -> list[Change]:
    """Every change from now on."""
    changes: list[Change] = []
    administration.hearers.append(changes.append)
    return changes


def new_phone(name: str = "SEPNEW", *lines: str) -> Device:
    return Device(name, TerminalKind.PHONE, lines, model="Cisco 8845")


def test_every_change_is_told_once_it_is_made() -> None:
    administration = Administration(small_cluster())
    changes = told(administration)
    device = new_phone("SEPNEW", "1900")
    administration.add(device)
    draft = draft_of(device)
    draft.lines = ("1901",)
    administration.update(device, draft)
    administration.remove(device)
    assert changes == [
        Change(Action.ADDED, device, devices=("SEPNEW",)),
        Change(Action.UPDATED, device, devices=("SEPNEW",), left=(("SEPNEW", ("1900",)),)),
        Change(Action.REMOVED, device, devices=("SEPNEW",), left=(("SEPNEW", ("1901",)),)),
    ]
    assert administration.revision == 3


def test_a_change_of_name_tells_both_names() -> None:
    administration = Administration(small_cluster())
    changes = told(administration)
    cluster = administration.cluster
    for thing, attribute, name in (
        (cluster.devices[ANNA], "name", "SEPNEW"),
        (cluster.lines["1002"], "number", "1902"),
        (cluster.end_users["agent1"], "userid", "anna"),
    ):
        draft = draft_of(thing)
        setattr(draft, attribute, name)
        administration.update(thing, draft)
    assert [change.devices for change in changes] == [(ANNA, "SEPNEW"), (phone("1002"),), ()]
    assert [change.users for change in changes] == [(), (), ("agent1", "anna")]
    assert [change.left for change in changes] == [((ANNA, ("1001",)),), ((phone("1002"), ("1002",)),), ()]


def test_a_draft_that_is_not_taken_leaves_no_trace() -> None:
    administration = Administration(small_cluster())
    line, device = administration.cluster.lines["1001"], administration.cluster.devices[ANNA]
    before = repr((line, device))
    lines, devices = draft_of(line), draft_of(device)
    lines.number, lines.other["x"] = "1002", "y"
    devices.lines, devices.appearances["6001"] = ("6001",), Appearance()
    for thing, draft in ((line, lines), (device, devices)):
        with pytest.raises(Unfit):
            administration.update(thing, draft)
    assert repr((line, device)) == before
    assert administration.revision == 0


@pytest.mark.parametrize(
    ("thing", "unfit", "text"),
    [
        (new_phone(ANNA), Duplicate, "two devices named"),
        (new_phone("X" * 16), Unfit, "1 to 15 characters"),
        (new_phone("SEPNEW", "1900", "1900"), Duplicate, "has a line twice"),
        (new_phone("SEPNEW", "7001"), Unfit, "line '7001' belongs to 'CCX_7001'; only phones share lines"),
        (Device("T", TerminalKind.ROUTE_POINT, ("1001",)), Unfit, "only phones share lines"),
        (Device("SEPNEW", TerminalKind.PHONE, owner="nn"), Missing, "no end user 'nn'"),
        (Device("SEPNEW", TerminalKind.PHONE, device_pool="No"), Missing, "no devicepool 'No'"),
        (
            Device("SEPNEW", TerminalKind.PHONE, calling_search_space="No"),
            Missing,
            "no callingsearchspace 'No'",
        ),
        (Line("1001"), Duplicate, "two lines '1001'"),
        (Line(""), Unfit, "a line has a number"),
        (Line("1900", partition="No"), Missing, "no routepartition 'No'"),
        (EndUser("AGENT1", ""), Duplicate, "two users 'AGENT1'"),
        (EndUser("lab", ""), Duplicate, "two users 'lab'"),
        (User("agent1", ""), Duplicate, "two users 'agent1'"),
        (User("", ""), Unfit, "userid is empty"),
        (User("x", "", devices=("SEPNO",)), Missing, "no device 'SEPNO'"),
        (EndUser("x", "", ipcc_extension="4711"), Missing, "ipcc_extension: no device has the line '4711'"),
        (Named(NamedKind.PARTITION, "Directory URI"), Duplicate, "two of the name"),
        (Named(NamedKind.DEVICE_POOL, ""), Unfit, "a devicepool has a name"),
        (Named(NamedKind.CALLING_SEARCH_SPACE, "x", members=("No",)), Missing, "no routepartition 'No'"),
    ],
)
def test_what_does_not_fit_is_refused(thing: Object, unfit: type[Unfit], text: str) -> None:
    administration = Administration(small_cluster())
    with pytest.raises(unfit, match=text):
        administration.add(thing)
    assert administration.revision == 0


def test_what_others_refer_to_by_name_is_not_removed_and_renames_are_followed() -> None:
    administration = Administration(small_cluster())
    cluster = administration.cluster
    inside = Named(NamedKind.PARTITION, "Inside")
    administration.add(inside)
    administration.add(Line("1900", partition="Inside"))
    with pytest.raises(InUse):
        administration.remove(inside)
    draft = draft_of(inside)
    draft.name = "Within"
    administration.update(inside, draft)
    assert cluster.lines["1900"].partition == "Within"
    administration.remove(cluster.lines["1900"])
    administration.remove(inside)
    assert "Within" not in cluster.named[NamedKind.PARTITION]


# --- Whatever happens -----------------------------------------------------------------------------------

NAMES = st.sampled_from(["SEPA", "SEPB", ANNA, "Trigger", "CCX_7001"])
NUMBERS = st.sampled_from(["1001", "1002", "1900", "1901", "6001", "7001"])
USERS = st.sampled_from(["agent1", "Agent2", "walter", "lab"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "update", "remove"]),
        st.sampled_from(["device", "line", "user"]),
        NAMES,
        NUMBERS,
        st.lists(NUMBERS, max_size=3),
        USERS,
        USERS,
    ),
    max_size=25,
)


BEGINNING = small_cluster()


def consistent(cluster: Cluster) -> None:
    """Devices, lines and users refer to each other, and to nothing that is not there."""
    for name, device in cluster.devices.items():
        assert device.name == name
        for number in device.lines:
            assert sum(each is device for each in cluster.lines[number].devices) == 1
        assert set(device.appearances) <= set(device.lines)
        assert device.owner == "" or cluster.end_user(device.owner) is not None
    for number, line in cluster.lines.items():
        assert line.number == number
        for device in line.devices:
            assert cluster.devices[device.name] is device
            assert number in device.lines
        assert len({device.kind for device in line.devices}) <= 1
    for user in cluster.end_users.values():
        assert cluster.end_user(user.userid.upper()) is user
        assert {user.ipcc_extension, user.primary_extension} - {""} <= set(cluster.lines)
    for account in (*cluster.end_users.values(), *cluster.application_users.values()):
        assert all(name.endswith("*") or name in cluster.devices for name in account.devices)


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_the_cluster_stays_consistent_whatever_is_configured(steps: list[tuple[object, ...]]) -> None:
    administration = Administration(copy.deepcopy(BEGINNING))
    cluster = administration.cluster
    for action, kind, name, number, numbers, userid, other in steps:
        found = {
            "device": cluster.devices.get(str(name)),
            "line": cluster.lines.get(str(number)),
            "user": cluster.user(str(userid)),
        }[str(kind)]
        with contextlib.suppress(Unfit):
            if action == "add":
                fresh: dict[str, Object] = {
                    "device": new_phone(str(name), *map(str, numbers)),  # type: ignore[call-overload]
                    "line": Line(str(number)),
                    "user": EndUser(str(userid), "", ipcc_extension=str(number), devices=(str(name),)),
                }
                administration.add(fresh[str(kind)])
            elif found is not None and action == "remove":
                administration.remove(found)
            elif found is not None:
                draft = draft_of(found)
                if isinstance(draft, Device):
                    draft.name, draft.lines, draft.owner = "SEPC", tuple(map(str, numbers)), str(userid)  # type: ignore[call-overload]
                    draft.appearances = {number: Appearance() for number in draft.lines}
                elif isinstance(draft, Line):
                    draft.number = str(next(iter(numbers), number))  # type: ignore[call-overload]
                elif isinstance(draft, User):
                    draft.userid, draft.devices = str(other), (str(name),)
                administration.update(found, draft)
        consistent(cluster)
