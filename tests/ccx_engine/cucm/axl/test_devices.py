"""Phones, CTI ports and route points over AXL, with their lines.

# source: AXL schema reference, Phone, PhoneLine and CtiRoutePoint; CCX Administration guide, agent phones
"""

from __future__ import annotations

import pytest
from lxml import etree

from ccx_engine.jtapi.model import TerminalKind
from tests.ccx_engine.cucm.axl.test_users import DUPLICATE, missing
from tests.ccx_engine.cucm.axl.world import PHONE, ROUTE_POINT, World, line

NAME = "SEP0000000000AA"
BAD_NAME = "The specified name has invalid characters or is not formatted correctly for this device type."


async def phone(world: World, name: str = NAME, tags: str = "") -> etree._Element:
    wanted = f"<returnedTags>{tags}</returnedTags>" if tags else ""
    found = (await world.ask("getPhone", f"<name>{name}</name>{wanted}")).find("return/phone")
    assert found is not None
    return found


async def test_a_phone_is_added_with_its_lines_which_are_made_when_they_are_not_there() -> None:
    world = World()
    more = "<display>Carl</display><maxNumCalls>4</maxNumCalls><busyTrigger>2</busyTrigger>"
    lines = line("1901", 2) + line("1900", 1, more)
    uuid = await world.uuid("addPhone", f"<phone>{PHONE}<lines>{lines}</lines></phone>")
    device = world.cluster.devices[NAME]
    assert (device.uuid, device.kind, device.lines) == (uuid, TerminalKind.PHONE, ("1900", "1901"))
    assert (device.model, device.built_in_bridge, device.device_pool) == ("Cisco 8845", "On", "Default")
    first, second = world.cluster.lines["1900"], world.cluster.lines["1901"]
    assert [(each.max_calls, each.busy_trigger) for each in (first, second)] == [(4, 2), (2, 1)]
    assert first.devices == second.devices == [device]
    found = await phone(world)
    assert [each.text for each in found.iterfind("lines/line/dirn/pattern")] == ["1900", "1901"]
    assert [each.text for each in found.iterfind("lines/line/maxNumCalls")] == ["4", "2"]
    assert [each.text for each in found.iterfind("lines/line/display")] == ["Carl", None]
    assert found.findtext("securityProfileName") == "Cisco 8845 - Standard SIP Non-Secure Profile"
    assert [found.findtext(name) for name in ("product", "model", "class", "protocol")] == [
        "Cisco 8845", "Cisco 8845", "Phone", "SIP",
    ]  # fmt: skip


async def test_a_cti_port_is_a_phone_by_its_product() -> None:
    world = World()
    content = PHONE.replace("Cisco 8845<", "CTI Port<").replace(NAME, "TEST_7900").replace(">SIP<", ">SCCP<")
    await world.ask("addPhone", f"<phone>{content}<lines>{line('7900')}</lines></phone>")
    assert world.cluster.devices["TEST_7900"].kind is TerminalKind.CTI_PORT
    assert world.cluster.lines["7900"].kind is TerminalKind.CTI_PORT
    content = "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/></returnedTags>"
    names = [each.text for each in (await world.ask("listPhone", content)).iterfind("return/phone/name")]
    assert names[-4:] == ["CCX_7001", "CCX_7002", "CCX_7003", "TEST_7900"]
    assert "Trigger" not in names
    assert "PSTN" not in names


async def test_a_route_points_lines_take_any_number_of_calls() -> None:
    world = World()
    more = "<maxNumCalls>4</maxNumCalls>"
    await world.ask(
        "addCtiRoutePoint",
        f"<ctiRoutePoint>{ROUTE_POINT}<lines>{line('6100', more=more)}</lines></ctiRoutePoint>",
    )
    assert world.cluster.lines["6100"].max_calls is None
    found = (await world.ask("getCtiRoutePoint", "<name>Trigger_2</name>")).find("return/ctiRoutePoint")
    assert found is not None
    assert (found.findtext("lines/line/maxNumCalls"), found.findtext("lines/line/busyTrigger")) == (
        "5000",
        "4500",
    )
    content = "<searchCriteria><name>trig%</name></searchCriteria><returnedTags><name/></returnedTags>"
    answer = await world.ask("listCtiRoutePoint", content)
    assert [each.text for each in answer.iterfind("return/ctiRoutePoint/name")] == ["Trigger", "Trigger_2"]
    fault = (5007, "Item not valid: The specified Trigger_2 was not found", "Server")
    assert await world.fault("getPhone", "<name>Trigger_2</name>") == fault


async def test_what_the_cluster_does_not_act_on_is_kept_and_told_again() -> None:
    world = World()
    kept = "<softkeyTemplateName>Agent</softkeyTemplateName><dndStatus>t</dndStatus><dndOption/>"
    await world.ask("addPhone", f"<phone>{PHONE}{kept}</phone>")
    found = await phone(world)
    assert found.findtext("softkeyTemplateName") == "Agent"
    assert (found.findtext("dndStatus"), found.findtext("dndOption")) == ("true", "")
    assert found.findtext("locationName") == "Hub_None"


async def test_an_update_replaces_adds_or_removes_lines() -> None:
    world = World()
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
    name = f"<name>{NAME}</name>"
    for change, numbers in (
        (f"<addLines>{line('1901')}</addLines>", ("1900", "1901")),
        (f"<removeLines>{line('1900')}</removeLines>", ("1901",)),
        (f"<lines>{line('1500', 1)}{line('1900', 2)}</lines>", ("1500", "1900")),
        ("<description>lines stay</description>", ("1500", "1900")),
        ("<lines/>", ()),
    ):
        await world.ask("updatePhone", name + change)
        assert world.cluster.devices[NAME].lines == numbers
    assert [device.name for device in world.cluster.lines["1500"].devices] == [
        "SEP00000000500A",
        "SEP00000000500B",
    ]
    assert world.cluster.lines["1900"].devices == []
    assert world.cluster.destination("1900") is None


async def test_a_new_name_is_followed_by_who_has_the_phone() -> None:
    world = World()
    uuid = await world.uuid(
        "updatePhone", "<name>SEP000000001001</name><newName>SEP0000000000BB</newName><lines/>"
    )
    assert world.cluster.devices["SEP0000000000BB"].uuid == uuid
    assert world.cluster.end_users["agent1"].devices == ("SEP0000000000BB",)
    assert "SEP000000001001" not in world.cluster.devices
    bad = (5003, BAD_NAME, "Server")
    assert await world.fault("updatePhone", f"<uuid>{uuid}</uuid><newName>X</newName>") == bad
    taken = f"<uuid>{uuid}</uuid><newName>SEP000000001002</newName>"
    assert await world.fault("updatePhone", taken) == DUPLICATE


async def test_who_is_removed_leaves_the_line_and_the_control_lists() -> None:
    world = World()
    uuid = world.cluster.devices["SEP000000001001"].uuid
    assert await world.uuid("removePhone", f"<uuid>{uuid.lower()}</uuid>") == uuid
    assert world.cluster.lines["1001"].devices == []
    assert world.cluster.end_users["agent1"].devices == ()
    assert world.cluster.end_users["agent1"].ipcc_extension == "1001"
    fault = (5007, "Item not valid: The specified SEP000000001001 was not found", "Server")
    assert await world.fault("getPhone", "<name>SEP000000001001</name>") == fault
    assert await world.fault("removePhone", "<name>SEP000000001001</name>") == fault
    assert await world.fault("updatePhone", "<name>X</name>") == (5003, "Phone not found", "Server")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (NAME, "SEP0000000000AAZ", (5003, BAD_NAME, "Server")),
        (NAME, "Desk", (5003, BAD_NAME, "Server")),
        (NAME, "SEP000000001001", DUPLICATE),
        ("Cisco 8845<", "Vacuum Cleaner<", missing("fk_device_tkproduct")),
        (">Phone<", ">Gateway<", (5003, "class: 'Gateway' is not 'Phone'", "Server")),
        (">Default<", ">nowhere<", missing("fk_device_fkdevicepool")),
        ("<class>", "<x>", (5003, "malformed", "Client")),
        (">On<", ">Maybe<", (5003, "builtInBridgeStatus: 'Maybe' is none of On, Off, Default", "Server")),
    ],
)
async def test_a_phone_that_does_not_fit_is_not_added(
    before: str, after: str, fault: tuple[int, str, str]
) -> None:
    world = World()
    code, message, side = await world.fault("addPhone", f"<phone>{PHONE.replace(before, after)}</phone>")
    assert (code, side) == (fault[0], fault[2])
    assert message.startswith(fault[1])
    assert world.changes.last == 0


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (line("1900") + line("1901"), DUPLICATE),  # one index twice
        (line("1900", 1) + line("1900", 2), DUPLICATE),
        (line("6001"), (5003, "line '6001' belongs to 'Trigger'; only phones share lines", "Server")),
        (line("1900", partition="Nowhere"), missing("fk_numplan_fkroutepartition")),
        (
            line("1001", partition="Directory URI"),
            (5003, "1001 is in no partition; this cluster has one line of each number", "Server"),
        ),
        (line("+1900"), (5003, "The first character cannot be a plus sign", "Server")),
        (line("19 00"), (5003, "'19 00' is not the pattern of a directory number", "Server")),
        (
            line("1900", more="<maxNumCalls>2</maxNumCalls><busyTrigger>3</busyTrigger>"),
            (5003, "line 1900: busyTrigger 3 is not from 1 to maxNumCalls, 2", "Server"),
        ),
        (
            line("1900", more="<recordingFlag>Loud</recordingFlag>"),
            (5003, "recordingFlag: 'Loud' is none of Call Recording Disabled, Automatic", "Server"),
        ),
        (
            line(
                "1900", more="<associatedEndusers><enduser><userId>nn</userId></enduser></associatedEndusers>"
            ),
            missing("fk_devicenumplanmapendusermap_fkenduser"),
        ),
        ("<line><index>1</index></line>", (5003, "dirn is mandatory", "Server")),
        ("".join(line(str(n), n) for n in range(1, 202)), (5003, "a device has up to 200 lines", "Server")),
        (line("1900").replace(">1<", ">one<"), (5003, "index: 'one' is not a number", "Client")),
    ],
)
async def test_lines_that_do_not_fit_are_not_given_to_a_phone(
    lines: str, fault: tuple[int, str, str]
) -> None:
    world = World()
    code, message, side = await world.fault("addPhone", f"<phone>{PHONE}<lines>{lines}</lines></phone>")
    assert (code, side) == (fault[0], fault[2])
    assert message.startswith(fault[1])
    assert NAME not in world.cluster.devices
    assert world.changes.last == 0


async def test_a_line_is_shared_and_may_be_named_by_its_uuid() -> None:
    world = World()
    uuid = world.cluster.lines["1001"].uuid
    lines = f'<line><index>1</index><dirn uuid="{uuid}"/></line>'
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{lines}</lines></phone>")
    assert [device.name for device in world.cluster.lines["1001"].devices] == ["SEP000000001001", NAME]


async def test_recording_and_users_of_a_line_are_kept_per_phone() -> None:
    world = World()
    more = (
        "<recordingFlag>Selective Call Recording Enabled</recordingFlag>"
        "<associatedEndusers><enduser><userId>Agent2</userId></enduser></associatedEndusers>"
    )
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{line('1500', more=more)}</lines></phone>")
    found = await phone(world)
    assert found.findtext("lines/line/recordingFlag") == "Selective Call Recording Enabled"
    assert found.findtext("lines/line/associatedEndusers/enduser/userId") == "agent2"
    other = await phone(world, "SEP00000000500A")
    assert other.findtext("lines/line/recordingFlag") == "Call Recording Disabled"


async def test_a_number_with_a_plus_is_escaped() -> None:
    world = World()
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{line(chr(92) + '+4930123')}</lines></phone>")
    assert world.cluster.destination("+4930123") is not None
    assert (await phone(world)).findtext("lines/line/dirn/pattern") == "\\+4930123"
    found = await world.ask("getLine", "<pattern>\\+4930123</pattern>")
    assert found.findtext("return/line/associatedDevices/device") == NAME


async def test_reset_and_restart_register_the_phone_anew_and_apply_has_nothing_to_do() -> None:
    world = World()
    uuid = world.cluster.devices["SEP00000000500A"].uuid
    assert await world.uuid("applyPhone", "<name>SEP00000000500A</name>") == uuid
    assert world.telephony.resets == []
    assert await world.uuid("resetPhone", "<name>SEP00000000500A</name>") == uuid
    assert await world.uuid("restartPhone", f"<uuid>{uuid}</uuid>") == uuid
    await world.ask("resetLine", "<pattern>1500</pattern>")
    assert world.telephony.resets == ["SEP00000000500A"] * 2 + ["SEP00000000500A", "SEP00000000500B"]
    assert (await world.fault("resetPhone", "<name>SEPX</name>"))[0] == 5007


async def test_devices_are_counted_by_class() -> None:
    """# source: AXL schema reference, getNumDevicesResponse"""
    world = World()
    for name, count in (("Phone", "10"), ("CTI Route Point", "1"), ("Gateway", "0")):
        answer = await world.ask("getNumDevices", f"<class>{name}</class>")
        assert (answer.findtext("return"), answer.get("class")) == (count, name)
