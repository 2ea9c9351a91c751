"""The [cucm] table of a contact centre's file."""

from __future__ import annotations

from typing import Any

import pytest

from ccx_engine.cucm.configuration.cluster import Forward
from ccx_engine.cucm.provisioning import provision
from ccx_engine.jtapi.model import TerminalKind
from tests.ccx_engine.cucm.scene import CENTRE, small_cluster
from vos import centre
from vos.settings import SettingsError


def test_the_sample_centre_is_provisioned() -> None:
    cluster = provision(centre.read(centre.SAMPLE, "cucm"))
    assert len(cluster.end_users) == 11
    assert cluster.end_users["agent1"].ipcc_extension == "1001"
    assert cluster.lines["6001"].kind is TerminalKind.ROUTE_POINT
    assert cluster.lines["6001"].busy_trigger is None
    assert [device.name for device in cluster.lines["7020"].devices] == ["CCX_7020"]
    assert (cluster.lines["1001"].max_calls, cluster.lines["1001"].busy_trigger) == (2, 1)


def test_no_plain_password_is_kept() -> None:
    cluster = small_cluster()
    users = [*cluster.end_users.values(), *cluster.application_users.values()]
    assert all(user.password.startswith("scrypt$") for user in users)
    assert "finesse" not in repr(users)


def test_timers_are_cucms_unless_the_file_says_otherwise() -> None:
    assert small_cluster().parameters.cti_new_call_accept_timer == 4.0
    changed = small_cluster(service_parameters={"t301_timer": 20, "maximum_ad_hoc_conference": 8}).parameters
    assert (changed.t301_timer, changed.maximum_ad_hoc_conference) == (20.0, 8)


def test_lines_forward_and_phones_record_as_the_file_says() -> None:
    number = {"number": "1001", "description": "Desk", "forward_busy": "1002", "forward_no_answer": "1003"}
    phones = [*CENTRE["phones"], {"name": "SEPX", "lines": ["1009"], "recording": "selective"}]
    cluster = small_cluster(lines=[{**number, "forward_no_answer_seconds": 8}], phones=phones)
    line = cluster.lines["1001"]
    assert line.description == "Desk"
    assert line.forwards_to(Forward.ALL) is None
    busy = line.forwards_to(Forward.ALL, Forward.BUSY_INTERNAL)
    no_answer = line.forwards_to(Forward.NO_ANSWER)
    assert busy is not None
    assert no_answer is not None
    assert (busy.destination, no_answer.destination, no_answer.seconds) == ("1002", "1003", 8.0)
    assert cluster.devices["SEPX"].appearance("1009").recording == "Selective Call Recording Enabled"
    assert cluster.devices["SEP000000001005"].appearance("1005").recording == "Call Recording Disabled"


def test_a_line_of_a_route_point_forwards_and_still_takes_any_number_of_calls() -> None:
    cluster = small_cluster(lines=[{"number": "6001", "forward_on_failure": "1001"}])
    line = cluster.lines["6001"]
    assert (line.max_calls, line.busy_trigger) == (None, None)
    assert line.forwards_to(Forward.FAILURE) is not None


def test_a_line_may_answer_by_itself_and_recordings_go_to_the_recorder() -> None:
    cluster = small_cluster(lines=[{"number": "1001", "auto_answer": "headset"}])
    assert cluster.lines["1001"].auto_answer == "Auto Answer with Headset"
    assert cluster.lines["1002"].auto_answer == "Auto Answer Off"
    assert cluster.recorder == "8500"


def changed(table: str, **values: Any) -> dict[str, Any]:
    """The centre with one more row."""
    return {table: [*CENTRE.get(table, []), values]}


USER = {"userid": "x", "last_name": "X", "password": "x"}


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        (changed("phones", name="SEP000000001001", lines=["1009"]), "two devices named 'SEP000000001001'"),
        (changed("phones", name="", lines=[]), "1 to 15 characters"),
        (changed("phones", name="A" * 16, lines=[]), "1 to 15 characters"),
        (changed("phones", name="SEPX", lines=["1009", "1009"]), "'SEPX' has a line twice"),
        (changed("phones", name="SEPX", lines=["6001"]), "line '6001' belongs to 'SEPX'"),
        (changed("phones", name="PSTN", lines=[]), "two devices named 'PSTN'"),
        (changed("route_points", name="Other", lines=["1001"]), "only phones share lines"),
        (changed("phones", lines=[]), "has no 'name'"),
        (changed("phones", name="SEPX", lines=["1009"], recording="no"), "none of off, selective, automatic"),
        (changed("phones", name="SEPX", lines=[], built_in_bridge="on"), "'on' is none of Default, On, Off"),
        (changed("lines", number="4711"), "no device has the line '4711'"),
        (changed("lines", number="1001", auto_answer="on"), "'on' is none of off, headset, speakerphone"),
        (changed("lines", number="1001", max_calls="2"), "max_calls: '2' is not of type int"),
        (changed("users", **{**USER, "userid": "agent1"}), "there are two users 'agent1'"),
        (changed("users", **{**USER, "userid": "lab", "password": "y"}), "there are two users 'lab'"),
        (changed("users", **{**USER, "userid": ""}), "userid is empty"),
        (changed("users", **USER, devices=["SEPNONE"]), "there is no device 'SEPNONE'"),
        (changed("users", **USER, ipcc_extension="4711"), "no device has the line '4711'"),
        (changed("users", userid="x", last_name="X"), "has no 'password'"),
        (changed("outside_numbers", number="9", does="sing"), "'sing' is none of answer, no answer"),
        ({"cti_ports": {"prefix": "CCX", "first": "A1", "count": 2}}, "'A1' is not a directory number"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(wrong: dict[str, Any], names: str) -> None:
    with pytest.raises(SettingsError, match=r"centre: test: cucm") as raised:
        small_cluster(**wrong)
    assert names in str(raised.value)
