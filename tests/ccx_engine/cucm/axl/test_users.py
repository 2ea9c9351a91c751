"""End users and application users over AXL.

# source: AXL schema reference, User and AppUser; AXL Developer Guide, error codes
"""

from __future__ import annotations

import pytest
from lxml import etree

from tests.ccx_engine.cucm.axl.world import PHONE, USER, World, line

DUPLICATE = (
    -239,
    "Could not insert new row - duplicate value in a UNIQUE INDEX column (Unique Index:).",
    "Client",
)
NOT_FOUND = (5007, "Item not valid: The specified User was not found", "Server")


def missing(constraint: str) -> tuple[int, str, str]:
    text = f"Missing key in referenced table for referential constraint (informix.{constraint})."
    return -691, text, "Client"


async def user(world: World, userid: str, tags: str = "") -> etree._Element:
    """What getUser tells."""
    wanted = f"<returnedTags>{tags}</returnedTags>" if tags else ""
    found = (await world.ask("getUser", f"<userid>{userid}</userid>{wanted}")).find("return/user")
    assert found is not None
    return found


async def test_a_user_who_was_added_is_told_with_the_defaults() -> None:
    world = World()
    uuid = await world.uuid("addUser", f"<user><firstName>Carl</firstName>{USER}</user>")
    found = await user(world, "cweber")
    assert found.get("uuid") == uuid
    told = {name: found.findtext(name) for name in ("userid", "displayName", "enableCti", "status")}
    assert told == {"userid": "CWeber", "displayName": "Carl Weber", "enableCti": "true", "status": "1"}
    assert found.findtext("presenceGroupName") == "Standard Presence group"
    assert [found.find(name) for name in ("password", "pin")] == [None, None]


async def test_a_new_user_can_sign_in_with_password_and_pin_that_nobody_can_read() -> None:
    world = World()
    await world.ask("addUser", f"<user>{USER}<password>s3cret</password><pin>4711</pin></user>")
    for secret, right in (
        ("<password>s3cret</password>", "true"),
        ("<password>S3CRET</password>", "false"),
        ("<pin>4711</pin>", "true"),
        ("<pin>s3cret</pin>", "false"),
        ("", "false"),
    ):
        answer = await world.ask("doAuthenticateUser", f"<userid>cweber</userid>{secret}")
        assert answer.findtext("return/userAuthenticated") == right
    stored = world.cluster.end_users["cweber"]
    assert stored.password.startswith("scrypt$")
    assert stored.pin.startswith("scrypt$")


async def test_who_was_added_without_a_password_cannot_sign_in() -> None:
    world = World()
    await world.ask("addUser", f"<user>{USER}</user>")
    for secret in ("<password/>", "<password>x</password>", "<pin/>"):
        answer = await world.ask("doAuthenticateUser", f"<userid>CWeber</userid>{secret}")
        assert answer.findtext("return/userAuthenticated") == "false"


async def test_upper_and_lower_case_of_a_user_id_do_not_matter() -> None:
    world = World()
    assert (await user(world, "AGENT1")).findtext("userid") == "agent1"
    assert await world.fault("addUser", f"<user>{USER.replace('CWeber', 'Agent1')}</user>") == DUPLICATE
    answer = await world.ask("doAuthenticateUser", "<userid>AgEnT1</userid><password>finesse</password>")
    assert answer.findtext("return/userAuthenticated") == "true"


async def test_an_update_changes_what_it_names_and_nothing_else() -> None:
    world = World()
    before = world.cluster.end_users["agent1"].uuid
    uuid = await world.uuid(
        "updateUser", "<userid>agent1</userid><lastName>Kern</lastName><title>Lead</title><department/>"
    )
    found = await user(world, "agent1")
    assert uuid == before
    assert [found.findtext(name) for name in ("firstName", "lastName", "title", "department")] == [
        "Anna", "Kern", "Lead", "",
    ]  # fmt: skip
    assert found.findtext("ipccExtension") == "1001"


async def test_a_new_password_takes_the_old_ones_place() -> None:
    world = World()
    assert await world.accounts.check("agent1", "finesse")
    await world.ask("updateUser", "<userid>agent1</userid><password>changed</password>")
    assert await world.accounts.check("agent1", "finesse") is None
    assert await world.accounts.check("agent1", "changed")


async def test_a_user_keeps_their_uuid_under_a_new_id() -> None:
    world = World()
    uuid = await world.uuid("updateUser", "<userid>agent1</userid><newUserid>Anna.Keller</newUserid>")
    assert (await user(world, "anna.keller")).get("uuid") == uuid
    assert await world.fault("getUser", "<userid>agent1</userid>") == NOT_FOUND
    found = await world.ask("getUser", f"<uuid>{uuid.lower().strip('{}')}</uuid>")
    assert found.findtext("return/user/userid") == "Anna.Keller"
    assert (
        await world.fault("updateUser", "<userid>agent2</userid><newUserid>ANNA.keller</newUserid>")
        == DUPLICATE
    )


async def test_the_ccx_extension_is_given_by_number_or_uuid_and_taken_by_an_empty_element() -> None:
    """# source: CCX Administration guide, agent phones and IPCC extension"""
    world = World()
    await world.ask("updateUser", "<userid>administrator</userid><ipccExtension>1003</ipccExtension>")
    found = (await user(world, "administrator")).find("ipccExtension")
    assert found is not None
    assert (found.text, found.get("uuid")) == ("1003", world.cluster.lines["1003"].uuid)
    by_uuid = world.cluster.lines["1004"].uuid.lower()
    await world.ask("updateUser", f'<userid>administrator</userid><ipccExtension uuid="{by_uuid}"/>')
    assert world.cluster.end_users["administrator"].ipcc_extension == "1004"
    await world.ask("updateUser", "<userid>administrator</userid><ipccExtension/>")
    assert world.cluster.end_users["administrator"].ipcc_extension == ""
    nil = '<ipccExtension xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
    await world.ask("updateUser", f"<userid>agent1</userid>{nil}")
    assert world.cluster.end_users["agent1"].ipcc_extension == ""


async def test_groups_give_roles_and_devices_make_a_control_list() -> None:
    world = World()
    groups = "".join(
        f"<userGroup><name>{name}</name></userGroup>"
        for name in ("Standard CTI Enabled", "Standard CCM Super Users")
    )
    devices = "<device>SEP000000001003</device><device>Trigger</device>"
    await world.ask(
        "updateUser",
        f"<userid>agent1</userid><associatedDevices>{devices}</associatedDevices>"
        f"<associatedGroups>{groups}</associatedGroups>",
    )
    agent = world.cluster.end_users["agent1"]
    assert {device.name for device in world.cluster.controlled_by(agent)} == {"SEP000000001003", "Trigger"}
    assert agent.may_write_axl()
    found = await user(world, "agent1")
    assert [each.text for each in found.iterfind("associatedDevices/device")] == [
        "SEP000000001003",
        "Trigger",
    ]
    assert [each.text for each in found.iterfind("associatedGroups/userGroup/name")] == [
        "Standard CTI Enabled",
        "Standard CCM Super Users",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<ipccExtension>4711</ipccExtension>", missing("fk_endusernumplanmap_fknumplan")),
        ('<ipccExtension uuid="{0}"/>', missing("fk_endusernumplanmap_fknumplan")),
        (
            "<associatedDevices><device>SEPNONE</device></associatedDevices>",
            missing("fk_enduserdevicemap_fkdevice"),
        ),
        (
            "<associatedDevices><device>CCX_*</device></associatedDevices>",
            missing("fk_enduserdevicemap_fkdevice"),
        ),
        (
            "<associatedGroups><userGroup><name>Nobody</name></userGroup></associatedGroups>",
            missing("fk_enduserdirgroupmap_fkdirgroup"),
        ),
        (
            "<phoneProfiles><profileName>P</profileName></phoneProfiles>",
            missing("fk_enduserdevicemap_fkdevice"),
        ),
        ("<newUserid/>", (5003, "userid has 1 to 128 characters", "Server")),
        ("<enableCti>perhaps</enableCti>", (5003, "enableCti: 'perhaps' is not a boolean", "Client")),
    ],
)
async def test_what_does_not_fit_changes_nothing(content: str, fault: tuple[int, str, str]) -> None:
    world = World()
    before = repr(world.cluster.end_users["agent1"])
    assert (
        await world.fault("updateUser", f"<userid>agent1</userid><lastName>New</lastName>{content}") == fault
    )
    assert repr(world.cluster.end_users["agent1"]) == before
    assert world.changes.last == 0


@pytest.mark.parametrize("name", ["lastName", "userid", "presenceGroupName"])
async def test_some_fields_of_a_new_user_are_mandatory(name: str) -> None:
    content = "".join(part for part in USER.replace("><", ">|<").split("|") if f"<{name}>" not in part)
    fault = (5003, f"{name} is mandatory", "Client")
    assert await World().fault("addUser", f"<user>{content}</user>") == fault
    assert await World().fault("addUser", "") == (5003, "user is missing", "Client")


async def test_who_is_removed_is_gone_with_what_they_owned() -> None:
    world = World()
    owner = "<ownerUserName>agent1</ownerUserName>"
    of = "<associatedEndusers><enduser><userId>AGENT1</userId></enduser></associatedEndusers>"
    await world.ask("addPhone", f"<phone>{PHONE}{owner}<lines>{line('1900', more=of)}</lines></phone>")
    phone = world.cluster.devices["SEP0000000000AA"]
    assert (phone.owner, phone.appearance("1900").users) == ("agent1", ("agent1",))
    uuid = world.cluster.end_users["agent1"].uuid
    assert await world.uuid("removeUser", "<userid>AGENT1</userid>") == uuid
    assert await world.fault("removeUser", "<userid>agent1</userid>") == NOT_FOUND
    assert await world.fault("updateUser", "<userid>agent1</userid>") == (5003, "User not found", "Server")
    assert (phone.owner, phone.appearance("1900").users) == ("", ())
    assert await world.accounts.check("agent1", "finesse") is None


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ("<lastName/>", ["lastName"]),
        ("<userid/><firstName/>", ["firstName", "userid"]),
        ("<primaryExtension><pattern/></primaryExtension>", ["primaryExtension", "primaryExtension/pattern"]),
        ("<nonesuch/>", []),
    ],
)
async def test_only_the_returned_tags_are_told_in_the_schemas_order(tags: str, told: list[str]) -> None:
    found = await user(World(), "agent1", tags)
    tree = etree.ElementTree(found)
    assert [tree.getelementpath(each) for each in found.iter() if each is not found] == told
    assert found.get("uuid")


async def test_a_list_tells_no_associations_and_is_paged() -> None:
    world = World()
    content = "<searchCriteria><userid>%</userid></searchCriteria><returnedTags/>"
    everybody = (await world.ask("listUser", content)).findall("return/user")
    assert [each.findtext("userid") for each in everybody] == ["agent1", "agent2", "administrator"]
    assert {each.find(name) for each in everybody for name in ("ipccExtension", "associatedDevices")} == {
        None
    }
    page = (await world.ask("listUser", f"{content}<skip>1</skip><first>1</first>")).findall("return/user")
    assert [each.findtext("userid") for each in page] == ["agent2"]
    assert b"<return/>" in await world.reply("listUser", f"{content}<skip>3</skip><first>1000</first>")
    assert b"<return/>" in await world.reply("listUser", f"{content}<first>0</first>")


async def test_every_criterion_must_be_true_and_what_is_none_is_left_alone() -> None:
    world = World()
    for criteria, found in (
        ("<firstName>a%</firstName><lastName>KELLER</lastName>", ["agent1"]),
        ("<firstName>a%</firstName><lastName>Okafor</lastName>", []),
        ("<password>x</password><userid>agent_</userid>", ["agent1", "agent2"]),
        ("<department/>", ["agent1", "agent2", "administrator"]),
    ):
        content = f"<searchCriteria>{criteria}</searchCriteria><returnedTags><userid/></returnedTags>"
        answer = await world.ask("listUser", content)
        assert [each.text for each in answer.iterfind("return/user/userid")] == found
    content = f"<searchCriteria><userid>{'%a' * 200}</userid></searchCriteria><returnedTags/>"
    assert (await world.fault("listUser", content))[0] == 5003


async def test_application_users_are_configured_alike() -> None:
    """As CCX makes its telephony user: a control list and CTI's roles."""
    world = World()
    content = (
        "<appUser><userid>ccx_2</userid><password>secret</password>"
        "<associatedDevices><device>Trigger</device><device>CCX_7001</device></associatedDevices>"
        "<associatedGroups><userGroup><name>Standard CTI Enabled</name></userGroup></associatedGroups>"
        "</appUser>"
    )
    uuid = await world.uuid("addAppUser", content)
    account = await world.accounts.check("ccx_2", "secret")
    assert account is not None
    assert {device.name for device in world.cluster.controlled_by(account)} == {"Trigger", "CCX_7001"}
    await world.ask("updateAppUser", "<userid>ccx_2</userid><newUserid>ccx_3</newUserid>")
    found = (await world.ask("getAppUser", "<userid>ccx_3</userid>")).find("return/appUser")
    assert found is not None
    assert (found.get("uuid"), found.findtext("isStandard")) == (uuid, "false")
    assert await world.uuid("removeAppUser", f"<uuid>{uuid}</uuid>") == uuid
    fault = (5007, "Item not valid: The specified AppUser was not found", "Server")
    assert await world.fault("getAppUser", "<userid>ccx_3</userid>") == fault
    content = "<searchCriteria><userid>ccx%</userid></searchCriteria><returnedTags><userid/></returnedTags>"
    answer = await world.ask("listAppUser", content)
    assert [each.text for each in answer.iterfind("return/appUser/userid")] == [
        "ccx_1",
        "ccx_rmcm",
        "ccx_axl",
    ]


async def test_a_prefix_in_the_centres_file_is_told_as_its_devices() -> None:
    found = (await World().ask("getAppUser", "<userid>ccx_1</userid>")).find("return/appUser")
    assert found is not None
    assert [each.text for each in found.iterfind("associatedDevices/device")] == [
        "Trigger", "CCX_7001", "CCX_7002", "CCX_7003",
    ]  # fmt: skip
