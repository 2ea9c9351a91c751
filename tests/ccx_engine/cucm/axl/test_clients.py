"""AXL with the clients that others use: stock zeep, and ciscoaxl from PyPI, over real TLS."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests
import zeep
import zeep.exceptions
from zeep.transports import Transport

from ccx_engine.cucm.axl.operations import DESCRIBED
from ccx_engine.cucm.axl.schema import wsdl, xsd
from ccx_engine.cucm.node import Node
from vos.address import Address

T = TypeVar("T")


@pytest.fixture
def session(certificates: Path) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False  # REQUESTS_CA_BUNDLE would win over `verify`
        session.verify = str(certificates / "ca.pem")
        session.auth = ("ccx_axl", "finesse")
        yield session


async def with_zeep(cucm: Node, session: requests.Session, use: Callable[[Any], T]) -> T:
    """What `use` makes of a client whose WSDL comes from the running server. (zeep is strict.)"""
    url = f"https://localhost:{cucm.addresses['axl'].port}/axl/?wsdl"
    return await asyncio.to_thread(
        lambda: use(zeep.Client(url, transport=Transport(session=session)).service)
    )


async def test_the_version_is_told(cucm: Node, session: requests.Session) -> None:
    answer = await with_zeep(cucm, session, lambda axl: axl.getCCMVersion())
    assert answer["return"]["componentVersion"]["version"] == "12.5.1.11900(146)"


@pytest.mark.parametrize(
    ("userid", "password", "right"),
    [
        ("agent1", "finesse", "true"),
        ("agent1", "wrong", "false"),
        ("nobody", "finesse", "false"),
        ("ccx_1", "finesse", "false"),  # an application user
    ],
)
async def test_a_password_is_checked(
    cucm: Node, session: requests.Session, userid: str, password: str, right: str
) -> None:
    answer = await with_zeep(
        cucm, session, lambda axl: axl.doAuthenticateUser(userid=userid, password=password)
    )
    assert answer["return"]["userAuthenticated"] == right
    assert (answer["return"]["code"] == 0) == (right == "true")


async def test_a_pin_is_nobodys(cucm: Node, session: requests.Session) -> None:
    answer = await with_zeep(
        cucm, session, lambda axl: axl.doAuthenticateUser(userid="agent1", pin="finesse")
    )
    assert answer["return"]["userAuthenticated"] == "false"


async def test_a_user_is_told_with_extension_and_devices_but_no_password(
    cucm: Node, session: requests.Session
) -> None:
    user = (await with_zeep(cucm, session, lambda axl: axl.getUser(userid="agent1")))["return"]["user"]
    assert (user["firstName"], user["lastName"], user["userid"]) == ("Anna", "Keller", "agent1")
    assert user["ipccExtension"]["_value_1"] == user["primaryExtension"]["pattern"] == "1001"
    assert user["associatedDevices"]["device"] == ["SEP000000001001"]
    assert (user["password"], user["pin"]) == (None, None)
    by_uuid = await with_zeep(cucm, session, lambda axl: axl.getUser(uuid=user["uuid"].lower().strip("{}")))
    assert by_uuid["return"]["user"]["userid"] == "agent1"


async def test_only_the_returned_tags_are_told(cucm: Node, session: requests.Session) -> None:
    user = (
        await with_zeep(
            cucm, session, lambda axl: axl.getUser(userid="agent1", returnedTags={"lastName": ""})
        )
    )["return"]["user"]
    assert (user["lastName"], user["firstName"], user["userid"]) == ("Keller", None, None)
    assert user["uuid"].startswith("{")


async def test_roles_are_told_as_groups(cucm: Node, session: requests.Session) -> None:
    user = (await with_zeep(cucm, session, lambda axl: axl.getUser(userid="administrator")))["return"]["user"]
    (group,) = user["associatedGroups"]["userGroup"]
    assert group["userRoles"]["userRole"] == ["Standard AXL API Access"]


async def test_a_user_who_is_not_there_is_axls_fault_5007(cucm: Node, session: requests.Session) -> None:
    with pytest.raises(
        zeep.exceptions.Fault, match="Item not valid: The specified User was not found"
    ) as raised:
        await with_zeep(cucm, session, lambda axl: axl.getUser(userid="nobody"))
    assert raised.value.detail.findtext("axlError/axlcode") == "5007"
    assert raised.value.detail.findtext("axlError/request") == "getUser"


@pytest.mark.parametrize(
    ("criteria", "paging", "found"),
    [
        ({"userid": "agent%"}, {}, [f"agent{number}" for number in range(1, 9)]),
        ({"userid": "AGENT_"}, {"first": 2, "skip": 3}, ["agent4", "agent5"]),
        ({"lastName": "%e%r"}, {}, ["agent1", "supervisor2"]),
        ({"lastName": "%e%r", "firstName": "T%"}, {}, ["supervisor2"]),
        ({"userid": "%"}, {"first": 1000, "skip": 1000}, None),
        ({"userid": "a.*"}, {}, None),
    ],
)
async def test_users_are_listed_by_like_patterns_page_by_page(
    cucm: Node, session: requests.Session, criteria: dict[str, str], paging: dict[str, int], found: Any
) -> None:
    answer = await with_zeep(
        cucm, session, lambda axl: axl.listUser(criteria, {"userid": "", "ipccExtension": ""}, **paging)
    )
    if found is None:
        assert answer["return"] is None
        return
    assert [user["userid"] for user in answer["return"]["user"]] == found
    assert {user["firstName"] for user in answer["return"]["user"]} == {None}


async def test_whoever_is_added_can_sign_in_and_whoever_is_removed_cannot(
    cucm: Node, session: requests.Session
) -> None:
    def use(axl: Any) -> None:
        user = {
            "lastName": "Weber",
            "userid": "cweber",
            "password": "s3cret",
            "presenceGroupName": "Standard Presence group",
            "associatedDevices": {"device": ["SEP000000001001"]},
            "ipccExtension": "1001",
        }
        uuid = axl.addUser(user=user)["return"]
        found = axl.getUser(uuid=uuid)["return"]["user"]
        assert (found["userid"], found["ipccExtension"]["_value_1"]) == ("cweber", "1001")
        assert (
            axl.doAuthenticateUser(userid="CWeber", password="s3cret")["return"]["userAuthenticated"]
            == "true"
        )
        assert (
            axl.updateUser(userid="cweber", password="changed", ipccExtension=zeep.xsd.Nil)["return"] == uuid
        )
        found = axl.getUser(userid="cweber", returnedTags={"ipccExtension": ""})["return"]["user"]
        assert found["ipccExtension"]["_value_1"] is None
        assert axl.doAuthenticateUser(userid="cweber", password="changed")["return"]["code"] == 0
        assert axl.removeUser(userid="cweber")["return"] == uuid
        assert axl.doAuthenticateUser(userid="cweber", password="changed")["return"]["code"] == 1

    await with_zeep(cucm, session, use)


async def test_phones_lines_and_route_points_are_configured_with_strict_zeep(
    cucm: Node, session: requests.Session
) -> None:
    def use(axl: Any) -> None:
        device = {"class": "Phone", "protocol": "SIP", "protocolSide": "User", "devicePoolName": "Default"}
        phone = {
            "name": "SEP0000000000AA",
            "product": "Cisco 8861",
            **device,
            "commonPhoneConfigName": "Standard Common Phone Profile",
            "locationName": "Hub_None",
            "useTrustedRelayPoint": "Off",
            "phoneTemplateName": "Standard 8861 SIP",
            "builtInBridgeStatus": "On",
            "packetCaptureMode": "None",
            "certificateOperation": "No Pending Operation",
            "deviceMobilityMode": "Default",
            "lines": {
                "line": [{"index": 1, "dirn": {"pattern": "1900"}, "maxNumCalls": 4, "busyTrigger": 2}]
            },
        }
        uuid = axl.addPhone(phone=phone)["return"]
        found = axl.getPhone(name="SEP0000000000AA")["return"]["phone"]
        assert (found["uuid"], found["loginTime"], found["numberOfButtons"]) == (uuid, None, None)
        (line,) = found["lines"]["line"]
        assert (line["dirn"]["pattern"], line["maxNumCalls"], line["busyTrigger"]) == ("1900", 4, 2)
        axl.updateLine(pattern="1900", callForwardAll={"destination": "1001"})
        found = axl.getLine(pattern="1900")["return"]["line"]
        assert (found["callForwardAll"]["destination"], found["callForwardNoAnswer"]["duration"]) == (
            "1001",
            None,
        )
        assert found["associatedDevices"]["device"] == ["SEP0000000000AA"]
        point = {**device, "name": "Trigger_2", "product": "CTI Route Point", "class": "CTI Route Point"}
        point |= {"locationName": "Hub_None", "useTrustedRelayPoint": "Default"}
        axl.addCtiRoutePoint(
            ctiRoutePoint={**point, "lines": {"line": [{"index": 1, "dirn": {"pattern": "6900"}}]}}
        )
        listed = axl.listCtiRoutePoint({"name": "trigger__"}, {"name": ""})["return"]["ctiRoutePoint"]
        assert [each["name"] for each in listed] == ["Trigger_2"]
        rows = axl.executeSQLQuery(sql="select dnorpattern from numplan where dnorpattern like '_900'")[
            "return"
        ]["row"]
        assert [[each.text for each in row] for row in rows] == [["1900"], ["6900"]]
        assert axl.executeSQLQuery(sql="select pkid from device where name = ''")["return"] is None
        listed = axl.listCtiRoutePoint({"name": "%"}, {"name": ""})["return"]["ctiRoutePoint"]
        assert axl.getNumDevices("CTI Route Point")["return"] == len(listed)
        changes = axl.listChange(objectList={"object": ["Phone"]})
        assert [change["uuid"] for change in changes["changes"]["change"]] == [uuid]
        for remove, key in (
            (axl.removePhone, {"uuid": uuid}),
            (axl.removeCtiRoutePoint, {"name": "Trigger_2"}),
            (axl.removeLine, {"pattern": "1900"}),
        ):
            remove(**key)
            with pytest.raises(zeep.exceptions.Fault, match="was not found"):
                remove(**key)

    await with_zeep(cucm, session, use)


async def test_answers_are_valid_by_ciscos_own_schema(cucm: Node, session: requests.Session) -> None:
    """Strict zeep refuses an element that is not in the schema, or not in its order."""
    import ciscoaxl as package  # type: ignore[import-untyped]

    description = Path(package.__file__).parent / "schema" / "12.5" / "AXLAPI.wsdl"
    address = f"https://localhost:{cucm.addresses['axl'].port}/axl/"

    def use() -> None:
        client = zeep.Client(str(description), transport=Transport(session=session))
        axl = client.create_service("{http://www.cisco.com/AXLAPIService/}AXLAPIBinding", address)
        axl.addCss({"name": "House", "members": {"member": []}})
        for operation, key in (
            ("getUser", {"userid": "agent1"}),
            ("getAppUser", {"userid": "ccx_1"}),
            ("getPhone", {"name": "SEP000000001001"}),
            ("getCtiRoutePoint", {"name": "Trigger_Sales"}),
            ("getLine", {"pattern": "1001"}),
            ("getRoutePartition", {"name": "Directory URI"}),
            ("getCss", {"name": "House"}),
            ("getDevicePool", {"name": "Default"}),
        ):
            (found,) = axl[operation](**key)["return"].__values__.values()
            assert found["uuid"].startswith("{")
        assert axl.getNumDevices("Phone")["return"]["_value_1"] > 0
        assert axl.listChange()["changes"]["change"][0]["type"] == "Css"
        for operation, criteria in (
            ("listUser", {"userid": "%"}),
            ("listPhone", {"name": "%"}),
            ("listLine", {"pattern": "%"}),
            ("listCtiRoutePoint", {"name": "%"}),
        ):
            tags = {"firstName": "", "userid": ""} if operation == "listUser" else {"description": ""}
            assert axl[operation](criteria, tags)["return"] is not None

    await asyncio.to_thread(use)


async def test_the_cookie_takes_the_passwords_place(cucm: Node, session: requests.Session) -> None:
    await with_zeep(cucm, session, lambda axl: axl.getCCMVersion())
    session.auth = None
    answer = await with_zeep(cucm, session, lambda axl: axl.getCCMVersion())
    assert answer["return"] is not None


def our_schema(folder: Path, address: Address) -> str:
    """What ciscoaxl must be told as version so that it takes our WSDL instead of the one it brings along."""
    import ciscoaxl  # type: ignore[import-untyped]

    (folder / "AXLAPI.wsdl").write_text(wsdl("12.5", DESCRIBED, f"https://localhost:{address.port}/axl/"))
    (folder / "AXLSoap.xsd").write_text(xsd("12.5", DESCRIBED))
    return os.path.relpath(folder, Path(ciscoaxl.__file__).parent / "schema")


@pytest.fixture
def ciscoaxl(
    cucm: Node, certificates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    """Makes stock ciscoaxl clients, of the schema that it brings along or of ours."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates / "ca.pem"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made: list[Any] = []
    address = cucm.addresses["axl"]

    def client(schema: str, userid: str = "administrator", password: str = "finesse") -> Any:
        from ciscoaxl import axl

        version = our_schema(tmp_path, address) if schema == "ours" else schema
        made.append(axl(userid, password, "localhost", version, cucm_port=address.port, strict_ssl=True))
        return made[-1]

    yield client
    for each in made:
        each._zeep.transport.session.close()


SCHEMAS = pytest.mark.parametrize("schema", ["12.5", "ours"])


async def test_ciscoaxl_says_who_is_refused(ciscoaxl: Callable[..., Any]) -> None:
    def use() -> None:
        with pytest.raises(Exception, match="401 Unauthorized"):
            ciscoaxl("12.5", password="wrong")
        with pytest.raises(Exception, match="403 Forbidden"):
            ciscoaxl("12.5", "agent1")

    await asyncio.to_thread(use)


@SCHEMAS
async def test_ciscoaxl_administers_users_unchanged(ciscoaxl: Callable[..., Any], schema: str) -> None:
    def use() -> None:
        cucm = ciscoaxl(schema)
        assert cucm.get_user("agent1")["ipccExtension"]["_value_1"] == "1001"
        users = len(cucm.get_users())
        uuid = cucm.add_user("cweber", "Weber", "Carl")["return"]
        assert "UNIQUE INDEX" in cucm.add_user("CWEBER", "Weber", "Carl").message
        assert len(cucm.get_users()) == users + 1
        assert cucm.update_user_credentials("cweber", password="s3cret", pin="4711")["return"] == uuid
        for secret in ({"password": "s3cret"}, {"pin": "4711"}):
            answer = cucm.client.doAuthenticateUser(userid="cweber", **secret)
            assert answer["return"]["userAuthenticated"] == "true"
        cucm.update_user(
            userid="cweber",
            associatedDevices={"device": ["SEP000000001001"]},
            associatedGroups={"userGroup": [{"name": "Standard CTI Enabled"}]},
            ipccExtension="1001",
        )
        found = cucm.get_user("cweber")
        assert found["associatedDevices"]["device"] == ["SEP000000001001"]
        assert found["associatedGroups"]["userGroup"][0]["userRoles"]["userRole"] == ["Standard CTI Enabled"]
        assert cucm.delete_user(userid="cweber")["return"] == uuid
        assert cucm.get_user("cweber").message == "Item not valid: The specified User was not found"
        assert cucm.update_user(userid="cweber", firstName="X").message == "User not found"

    await asyncio.to_thread(use)


@SCHEMAS
async def test_ciscoaxl_administers_phones_and_what_they_refer_to_unchanged(
    ciscoaxl: Callable[..., Any], schema: str
) -> None:
    """With the calls, and up to the words of the faults, of ciscoaxl's own test against a Unified CM."""
    name = "SEP0023AF482340"

    def use() -> None:
        cucm = ciscoaxl(schema)
        phone = {
            "name": name,
            "description": "Robert - 1902",
            "product": "Cisco 8861",
            "device_pool": "boston",
            "location": "Hub_None",
            "phone_template": "Standard 8861 SIP",
            "protocol": "SIP",
            "css": "Device_CSS",
            "subscribe_css": "Device_CSS",
            "lines": [
                ("1902", "Internal_PT", "Robert Smith", "Robert Smith", "Robert - 1902", "+1408202XXXX")
            ],
        }
        phones = len(cucm.get_phones())
        assert "fk_device_fkdevicepool" in cucm.add_phone(**phone).message
        assert isinstance(cucm.add_partition("Internal_PT")["return"], str)
        assert isinstance(cucm.add_calling_search_space("Device_CSS", members=["Internal_PT"])["return"], str)
        assert isinstance(cucm.add_device_pool("boston")["return"], str)
        assert {"Default", "boston"} == {each["name"] for each in cucm.get_device_pools()}
        assert cucm.get_calling_search_space(name="Device_CSS")["clause"] == "Internal_PT"
        assert cucm.get_partition(name="Internal_PT")["name"] == "Internal_PT"
        assert isinstance(cucm.add_directory_number("1902", "Internal_PT", "Robert")["return"], str)
        assert isinstance(cucm.add_phone(**phone)["return"], str)
        bogus = cucm.add_phone(**{**phone, "name": f"{name}Z"})
        assert bogus.message.startswith("The specified name has invalid characters")
        cucm.update_phone(name=name, description="Robert - 1902 changed")
        found = cucm.get_phone(name=name)
        assert found.description == "Robert - 1902 changed"
        assert found.lines.line[0].dirn.pattern == "1902"
        assert found.lines.line[0].e164Mask == "+1408202XXXX"
        assert found.callingSearchSpaceName._value_1 == "Device_CSS"
        assert [each["name"] for each in cucm.get_phones(query={"name": "sep0023%"})] == [name]
        assert len(cucm.get_phones()) == phones + 1
        assert "still being referenced" in cucm.delete_partition(name="Internal_PT").message
        assert isinstance(cucm.delete_phone(name=name)["return"], str)
        assert cucm.get_phone(name=name).message == f"Item not valid: The specified {name} was not found"
        number = cucm.get_directory_number(pattern="1902", routePartitionName="Internal_PT")
        assert number["description"] == "Robert"
        assert (
            cucm.update_directory_number(uuid=number["uuid"], newPattern="1903")["return"] == number["uuid"]
        )
        assert "1903" in [each["pattern"] for each in cucm.get_directory_numbers()]
        cucm.delete_directory_number("1903", "Internal_PT")
        cucm.delete_calling_search_space(name="Device_CSS")
        cucm.delete_partition(name="Internal_PT")
        assert "Internal_PT" not in [each["name"] for each in cucm.get_partitions()]

    await asyncio.to_thread(use)


@SCHEMAS
async def test_ciscoaxl_administers_route_points_unchanged(ciscoaxl: Callable[..., Any], schema: str) -> None:
    def use() -> None:
        cucm = ciscoaxl(schema)
        uuid = cucm.add_cti_route_point("Trigger_New", "New", lines=[("6900", "")])["return"]
        assert [each["name"] for each in cucm.get_cti_route_points()][-1] == "Trigger_New"
        found = cucm.get_cti_route_point(name="Trigger_New")
        assert (found["uuid"], found["lines"]["line"][0]["dirn"]["pattern"]) == (uuid, "6900")
        assert cucm.update_cti_route_point(name="Trigger_New", newName="Trigger_Newer")["return"] == uuid
        assert cucm.delete_cti_route_point(name="Trigger_Newer")["return"] == uuid

    await asyncio.to_thread(use)


@SCHEMAS
async def test_ciscoaxl_asks_in_sql_unchanged(ciscoaxl: Callable[..., Any], schema: str) -> None:
    def use() -> None:
        cucm = ciscoaxl(schema)
        found = cucm.run_sql_query("SELECT FIRST 2 userid, lastname FROM enduser ORDER BY userid")
        assert found["rows"] == [
            {"userid": "administrator", "lastname": "Admin"},
            {"userid": "agent1", "lastname": "Keller"},
        ]
        assert cucm.run_sql_query("select userid from enduser where userid = 'x'")["num_rows"] == 0
        assert cucm.sql_query("selec x").message == "A syntax error has occurred."
        assert cucm.sql_update("update enduser set status=0").message == "No UPDATE permission for enduser."

    await asyncio.to_thread(use)
