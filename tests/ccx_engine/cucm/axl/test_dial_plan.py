"""Lines, partitions, calling search spaces and device pools over AXL.

# source: AXL schema reference, Line, RoutePartition, Css and DevicePool; AXL Developer Guide, error codes
"""

from __future__ import annotations

import pytest

from ccx_engine.cucm.configuration.cluster import Forward
from tests.ccx_engine.cucm.axl.test_users import DUPLICATE, missing
from tests.ccx_engine.cucm.axl.world import PHONE, World, line

LINE = "<pattern>1900</pattern><usage>Device</usage>"
NOT_FOUND = (5007, "Item not valid: The specified Line was not found", "Server")


async def test_a_line_without_a_device_leads_nowhere_until_a_phone_has_it() -> None:
    world = World()
    uuid = await world.uuid("addLine", f"<line>{LINE}<description>Desk</description></line>")
    assert world.cluster.destination("1900") is None
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
    assert world.cluster.lines["1900"].uuid == uuid
    found = world.cluster.destination("1900")
    assert found is not None
    assert found.terminals == ("SEP0000000000AA",)


async def test_a_line_says_where_it_forwards_to_and_how_it_answers() -> None:
    world = World()
    content = (
        "<callForwardAll><destination>1002</destination></callForwardAll>"
        "<callForwardNoAnswer><forwardToVoiceMail>t</forwardToVoiceMail><destination>1003</destination>"
        "<duration>20</duration></callForwardNoAnswer>"
        "<autoAnswer>Auto Answer with Headset</autoAnswer>"
    )
    await world.ask("updateLine", f"<pattern>1001</pattern>{content}")
    stored = world.cluster.lines["1001"]
    assert stored.forwards[Forward.ALL].destination == "1002"
    assert stored.forwards[Forward.NO_ANSWER].seconds == 20.0
    assert stored.auto_answer == "Auto Answer with Headset"
    found = (await world.ask("getLine", "<pattern>1001</pattern>")).find("return/line")
    assert found is not None
    assert found.findtext("callForwardNoAnswer/duration") == "20"
    assert found.findtext("callForwardNoAnswer/forwardToVoiceMail") == "true"
    assert found.findtext("callForwardBusy/forwardToVoiceMail") == "false"
    assert [each.tag for each in found.iterfind("callForwardAll/*")] == [
        "forwardToVoiceMail", "callingSearchSpaceName", "secondaryCallingSearchSpaceName", "destination",
    ]  # fmt: skip
    nowhere = "<callForwardAll><destination/></callForwardAll>"
    no_time = "<callForwardNoAnswer><duration/></callForwardNoAnswer>"
    await world.ask("updateLine", f"<pattern>1001</pattern>{nowhere}{no_time}")
    assert stored.forwards_to(Forward.ALL) is None
    assert stored.forwards[Forward.NO_ANSWER].destination == "1003"
    assert stored.forwards[Forward.NO_ANSWER].seconds is None


async def test_a_new_number_is_followed_by_phones_and_users() -> None:
    world = World()
    await world.ask("updateLine", "<pattern>1001</pattern><newPattern>1901</newPattern>")
    assert world.cluster.devices["SEP000000001001"].lines == ("1901",)
    assert world.cluster.end_users["agent1"].ipcc_extension == "1901"
    assert await world.fault("getLine", "<pattern>1001</pattern>") == NOT_FOUND
    taken = "<pattern>1901</pattern><newPattern>1002</newPattern>"
    assert await world.fault("updateLine", taken) == DUPLICATE


async def test_a_line_that_is_removed_is_gone_from_phones_and_users() -> None:
    world = World()
    await world.ask("removeLine", "<pattern>1001</pattern>")
    assert world.cluster.devices["SEP000000001001"].lines == ()
    assert world.cluster.end_users["agent1"].ipcc_extension == ""
    assert await world.fault("removeLine", "<pattern>1001</pattern>") == NOT_FOUND
    assert await world.fault("updateLine", "<pattern>1001</pattern>") == (5003, "Line not found", "Server")


async def test_a_line_is_found_in_its_partition_only() -> None:
    world = World()
    uuid = await world.uuid("addRoutePartition", "<routePartition><name>Inside</name></routePartition>")
    within = "<routePartitionName>Inside</routePartitionName>"
    await world.ask("addLine", f"<line>{LINE}{within}</line>")
    assert await world.fault("getLine", "<pattern>1900</pattern>") == NOT_FOUND
    for partition in (within, f'<routePartitionName uuid="{uuid}"/>'):
        found = (await world.ask("getLine", f"<pattern>1900</pattern>{partition}")).find("return/line")
        assert found is not None
        assert found.findtext("routePartitionName") == "Inside"
    unknown = '<pattern>1900</pattern><routePartitionName uuid="{0}"/>'
    assert await world.fault("getLine", unknown) == NOT_FOUND
    assert await world.fault("addLine", f"<line>{LINE}</line>") == DUPLICATE
    fk = "fk_numplan_fkroutepartition"
    used = (-692, f"Key value for constraint (informix.{fk}) is still being referenced.", "Client")
    assert await world.fault("removeRoutePartition", "<name>Inside</name>") == used
    await world.ask("updateRoutePartition", "<name>Inside</name><newName>Within</newName>")
    assert world.cluster.lines["1900"].partition == "Within"
    content = (
        "<searchCriteria><routePartitionName>with%</routePartitionName></searchCriteria>"
        "<returnedTags><pattern/></returnedTags>"
    )
    answer = await world.ask("listLine", content)
    assert [each.text for each in answer.iterfind("return/line/pattern")] == ["1900"]
    await world.ask("updateLine", f"<uuid>{world.cluster.lines['1900'].uuid}</uuid><newRoutePartitionName/>")
    await world.ask("removeRoutePartition", "<name>Within</name>")
    assert (await world.ask("getLine", "<pattern>1900</pattern>")).findtext("return/line/pattern") == "1900"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (LINE.replace("1900", "1001"), DUPLICATE),
        (LINE.replace("1900", "+49"), (5003, "The first character cannot be a plus sign", "Server")),
        (LINE.replace("1900", "X!"), (5003, "'X!' is not the pattern of a directory number", "Server")),
        (LINE.replace("1900", ""), (5003, "pattern is mandatory", "Client")),
        (LINE.replace("Device", "Route"), (5003, "usage: this cluster has only patterns of usage", "Server")),
        ("<pattern>1900</pattern>", (5003, "usage is mandatory", "Client")),
        (f"{LINE}<routePartitionName>No</routePartitionName>", missing("fk_numplan_fkroutepartition")),
        (f'{LINE}<routePartitionName uuid="{{0}}"/>', missing("fk_numplan_fkroutepartition")),
        (f"{LINE}<autoAnswer>Always</autoAnswer>", (5003, "autoAnswer: 'Always' is none of", "Server")),
        (
            f"{LINE}<callForwardNoAnswer><duration>soon</duration></callForwardNoAnswer>",
            (5003, "duration: 'soon' is not a number", "Client"),
        ),
    ],
)
async def test_a_line_that_does_not_fit_is_not_added(content: str, fault: tuple[int, str, str]) -> None:
    world = World()
    code, message, side = await world.fault("addLine", f"<line>{content}</line>")
    assert (code, side) == (fault[0], fault[2])
    assert message.startswith(fault[1])
    assert world.changes.last == 0


async def test_a_search_space_has_partitions_in_order() -> None:
    world = World(partitions=["Inside", "Outside"])
    members = "".join(
        f"<member><routePartitionName>{name}</routePartitionName><index>{index}</index></member>"
        for name, index in (("Outside", 2), ("Inside", 1))
    )
    await world.ask("addCss", f"<css><members>{members}</members><name>House</name></css>")
    found = (await world.ask("getCss", "<name>House</name>")).find("return/css")
    assert found is not None
    assert (found.findtext("clause"), found.findtext("partitionUsage")) == ("Inside:Outside", "General")
    assert [each.text for each in found.iterfind("members/member/index")] == ["1", "2"]
    await world.ask("updateRoutePartition", "<name>Inside</name><newName>Within</newName>")
    assert (await world.ask("getCss", "<name>House</name>")).findtext("return/css/clause") == "Within:Outside"
    assert (await world.fault("removeRoutePartition", "<name>Within</name>"))[0] == -692
    unknown = members.replace("Inside", "Nowhere")
    fault = await world.fault("updateCss", f"<name>House</name><members>{unknown}</members>")
    assert fault == missing("fk_numplan_fkroutepartition")


async def test_pools_and_search_spaces_that_devices_use_stay() -> None:
    world = World(device_pools=["Boston"], calling_search_spaces=["House"])
    use = "<callingSearchSpaceName>House</callingSearchSpaceName><devicePoolName>Boston</devicePoolName>"
    await world.ask("updatePhone", f"<name>SEP000000001001</name>{use}")
    for operation, name in (("removeDevicePool", "Boston"), ("removeCss", "House")):
        assert (await world.fault(operation, f"<name>{name}</name>"))[0] == -692
    await world.ask("updateDevicePool", "<name>Boston</name><newName>Lima</newName>")
    await world.ask("updateCss", "<name>House</name><newName>Home</newName>")
    device = world.cluster.devices["SEP000000001001"]
    assert (device.device_pool, device.calling_search_space) == ("Lima", "Home")
    criteria = "<searchCriteria><devicePoolName>LIMA</devicePoolName></searchCriteria>"
    content = f"{criteria}<returnedTags><name/></returnedTags>"
    answer = await world.ask("listPhone", content)
    assert [each.text for each in answer.iterfind("return/phone/name")] == ["SEP000000001001"]
    await world.ask("updatePhone", "<name>SEP000000001001</name><callingSearchSpaceName/>")
    await world.ask("removeCss", "<name>Home</name>")
    fault = (5007, "Item not valid: The specified Home was not found", "Server")
    assert await world.fault("getCss", "<name>Home</name>") == fault


async def test_what_an_installation_brings_along_is_there() -> None:
    world = World()
    content = "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/></returnedTags>"
    pools = await world.ask("listDevicePool", content)
    assert [each.text for each in pools.iterfind("return/devicePool/name")] == ["Default"]
    partitions = await world.ask("listRoutePartition", content)
    assert "Directory URI" in [each.text for each in partitions.iterfind("return/routePartition/name")]
    pool = (await world.ask("getDevicePool", "<name>Default</name>")).find("return/devicePool")
    assert pool is not None
    assert pool.findtext("callManagerGroupName") == "Default"
