"""Whole envelopes, byte by byte. Each file in `golden` names its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ccx_engine.cucm.axl.soap import Fault, fault_reply
from tests.ccx_engine.cucm.axl.world import World

GOLDEN = Path(__file__).with_name("golden")
HOUSE = {
    "phones": [{"name": "SEP000000001001", "description": "Anna", "lines": ["1001"]}],
    "route_points": [{"name": "Trigger", "lines": ["6001"]}],
    "cti_ports": {},
    "application_users": [],
    "users": [
        {
            "userid": "agent1",
            "first_name": "Anna",
            "last_name": "Keller",
            "password": "finesse",
            "ipcc_extension": "1001",
            "devices": ["SEP000000001001"],
            "roles": ["Standard CTI Enabled"],
        },
        {"userid": "agent2", "last_name": "Okafor", "password": "finesse"},
    ],
}


def golden(name: str) -> str:
    """A file's envelope: without its comment and the white space between its elements."""
    text = (GOLDEN / name).read_text(encoding="utf-8")
    return re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)).strip()


def one_line(envelope: bytes) -> str:
    """Without the line break behind the XML declaration."""
    return envelope.decode().replace("?>\n<", "?><")


@pytest.mark.parametrize(
    ("name", "operation", "content"),
    [
        ("get_user.xml", "getUser", "<userid>agent1</userid>"),
        ("get_phone.xml", "getPhone", "<name>SEP000000001001</name>"),
        ("get_line.xml", "getLine", "<pattern>1001</pattern>"),
        ("get_route_point.xml", "getCtiRoutePoint", "<name>Trigger</name>"),
        (
            "list_user.xml",
            "listUser",
            "<searchCriteria><userid>agent%</userid></searchCriteria>"
            "<returnedTags><firstName/><userid/></returnedTags>",
        ),
        (
            "list_nothing.xml",
            "listPhone",
            "<searchCriteria><name>x</name></searchCriteria><returnedTags><name/></returnedTags>",
        ),
        ("update_phone.xml", "updatePhone", "<name>SEP000000001001</name><description>New</description>"),
        (
            "execute_sql_query.xml",
            "executeSQLQuery",
            "<sql>select userid, manager, islocaluser from enduser where userid like 'agent%'</sql>",
        ),
        ("get_num_devices.xml", "getNumDevices", "<class>CTI Route Point</class>"),
    ],
)
async def test_a_reply_is_this_envelope(name: str, operation: str, content: str) -> None:
    assert one_line(await World(**HOUSE).reply(operation, content)) == golden(name)


async def test_since_release_14_the_response_element_carries_the_namespace_of_what_is_nil() -> None:
    tags = "<returnedTags><name/><loginTime/><loginDuration/></returnedTags>"
    content = f"<name>SEP000000001001</name>{tags}"
    assert one_line(await World("12.5", **HOUSE).reply("getPhone", content)) == golden("nil_before_14.xml")
    assert one_line(await World("14.0", **HOUSE).reply("getPhone", content)) == golden("nil_since_14.xml")


def test_a_fault_is_this_envelope() -> None:
    fault = Fault(5007, "Item not valid: The specified User was not found")
    assert one_line(fault_reply("getUser", fault)) == golden("fault.xml")
