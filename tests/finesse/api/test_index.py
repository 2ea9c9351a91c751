"""Every row of the index of the guide's APIs, as a real request by who may make it.

Source: Finesse Web Services guide, Cisco Finesse REST APIs. What is not on Unified CCX, or not there yet, is
refused with the document of an error; the coverage page says which that is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from lxml import etree

from finesse.api.operation import Operation
from tests.finesse.api.created import CREATED
from tests.finesse.api.described import strangenesses
from tests.finesse.api.operations import OPERATIONS
from tests.finesse.api.runtime.calls import action, talk
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import CALL

DIALOG = f"/Dialog/{CALL}"
ADMINISTRATOR = "administrator"
SUPERVISOR = "supervisor1"
SUPERVISORS_CALLS = "/User/supervisor1/Dialogs"
REFUSED = {404: "Not Found", 405: "Method Not Allowed", 501: "Not Implemented"}


class Asked(NamedTuple):
    """A request, and what it is answered: a status and, for what is read, the root of the document."""

    method: str
    path: str
    user: str | None = "agent1"
    body: str | None = None
    status: int = 200
    root: str = ""


def read(path: str, root: str, user: str | None = "agent1", status: int = 200) -> Asked:
    return Asked("GET", path, user, None, status, root)


def commanded(method: str, path: str, body: str, user: str = "agent1", status: int = 202) -> Asked:
    return Asked(method, path, user, body, status)


def refused(method: str, path: str, user: str = "agent1", body: str | None = None) -> Asked:
    return Asked(method, path, user, body, 501)


def acted(requested: str, more: str = "", status: int = 202) -> Asked:
    return commanded("PUT", DIALOG, action(requested, more), status=status)


def parameter(name: str, value: str) -> str:
    inner = f"<ActionParam><name>{name}</name><value>{value}</value></ActionParam>"
    return f"<actionParams>{inner}</actionParams>"


def of_state(state: str, more: str = "") -> str:
    return f"<User><state>{state}</state>{more}</User>"


def call(requested: str, origin: str, destination: str) -> str:
    return (
        f"<Dialog><requestedAction>{requested}</requestedAction><fromAddress>{origin}</fromAddress>"
        f"<toAddress>{destination}</toAddress></Dialog>"
    )


VARIABLES = (
    "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><callvariables><CallVariable>"
    "<name>callVariable1</name><value>x</value></CallVariable></callvariables></mediaProperties></Dialog>"
)
NOT_READY = "?category=NOT_READY"

# agent1 talks in CALL; agent2 is signed out.
INDEX: dict[str, list[Asked]] = {
    "GET SystemInfo": [read("/SystemInfo", "SystemInfo", None)],
    "GET User": [read("/User/agent1", "User", user) for user in ("agent1", "supervisor1", ADMINISTRATOR)],
    "GET User by login name": [read("/User/Agent1", "User")],
    "PUT User LOGIN": [
        commanded("PUT", "/User/agent2", of_state("LOGIN", "<extension>1002</extension>"), "agent2")
    ],
    "PUT User LOGOUT": [commanded("PUT", "/User/agent1", of_state("LOGOUT"), "supervisor1")],
    "PUT User READY, NOT_READY, WORK": [
        commanded("PUT", "/User/agent1", of_state("READY")),
        commanded("PUT", "/User/agent1", of_state("NOT_READY", "<reasonCodeId>1</reasonCodeId>")),
        commanded("PUT", "/User/agent1", of_state("WORK")),
    ],
    "GET Users": [read("/Users", "Users", ADMINISTRATOR)],
    "GET User/Dialogs": [read("/User/agent1/Dialogs", "Dialogs")],
    "POST User/Dialogs MAKE_CALL": [
        commanded("POST", "/User/agent1/Dialogs", call("MAKE_CALL", "1001", "9555"))
    ],
    "POST User/Dialogs SILENT_MONITOR": [
        commanded("POST", SUPERVISORS_CALLS, call("SILENT_MONITOR", "1101", "1001"), SUPERVISOR)
    ],
    "POST User/Dialogs BARGE_CALL": [
        commanded("POST", SUPERVISORS_CALLS, call("BARGE_CALL", "1101", "1001"), SUPERVISOR, 400)
    ],
    "GET Dialog": [read(DIALOG, "Dialog", user) for user in ("agent1", "supervisor1", ADMINISTRATOR)],
    "PUT Dialog ANSWER, HOLD, RETRIEVE, DROP": [
        acted(requested) for requested in ("ANSWER", "HOLD", "RETRIEVE", "DROP")
    ],
    "PUT Dialog CONSULT_CALL, TRANSFER, CONFERENCE, TRANSFER_SST": [
        acted("CONSULT_CALL", "<toAddress>1002</toAddress>"),
        acted("TRANSFER"),
        acted("CONFERENCE"),
        acted("TRANSFER_SST", "<toAddress>1002</toAddress>"),
    ],
    "PUT Dialog UPDATE_CALL_DATA": [commanded("PUT", DIALOG, VARIABLES)],
    "PUT Dialog SEND_DTMF": [acted("SEND_DTMF", parameter("dtmfString", "1"))],
    "PUT Dialog START_RECORDING": [acted("START_RECORDING")],
    "PUT Dialog ACCEPT, CLOSE, REJECT, RECLASSIFY, callbacks": [
        acted(requested, status=501)
        for requested in (
            "ACCEPT",
            "CLOSE",
            "REJECT",
            "RECLASSIFY",
            "UPDATE_SCHEDULED_CALLBACK",
            "CANCEL_SCHEDULED_CALLBACK",
        )
    ],
    "PUT Dialog PARTICIPANT_DROP": [acted("PARTICIPANT_DROP", status=400)],
    "GET User/ReasonCodes": [
        read(f"/User/agent1/ReasonCodes?category={category}", "ReasonCodes")
        for category in ("NOT_READY", "LOGOUT")
    ],
    "GET User/ReasonCode": [read("/User/agent1/ReasonCode/1", "ReasonCode")],
    "GET User/WrapUpReasons, WrapUpReason": [
        read("/User/agent1/WrapUpReasons", "WrapUpReasons"),
        read("/User/agent1/WrapUpReason/1", "WrapUpReason"),
    ],
    "GET User/PhoneBooks": [read("/User/agent1/PhoneBooks", "PhoneBooks")],
    "GET User/MediaPropertiesLayout(s)": [
        read("/User/agent1/MediaPropertiesLayout", "MediaPropertiesLayout"),
        read("/User/agent1/MediaPropertiesLayouts", "MediaPropertiesLayouts"),
    ],
    "GET User/Workflows": [read("/User/agent1/Workflows", "Workflows")],
    "GET User/Queues": [read("/User/agent1/Queues", "Queues")],
    "GET Queue": [read("/Queue/1", "Queue")],
    "POST User/ClientLog": [
        commanded("POST", "/User/agent1/ClientLog", "<ClientLog><logData>x</logData></ClientLog>")
    ],
    "POST User/CompressedClientLog": [commanded("POST", "/User/agent1/CompressedClientLog", "x")],
    "GET User/Media, User/Media/{mrd}, User/Dialogs/Media": [
        refused("GET", "/User/agent1/Media"),
        refused("GET", "/User/agent1/Media/5000"),
        refused("PUT", "/User/agent1/Media/5000", body="<Media><state>LOGIN</state></Media>"),
        refused("GET", "/User/agent1/Dialogs/Media"),
    ],
    "GET MediaDomain": [refused("GET", "/MediaDomain")],
    "GET Team": [read("/Team/1", "Team", user) for user in ("agent1", "supervisor1", ADMINISTRATOR)],
    "GET Teams": [read("/Teams", "Teams", ADMINISTRATOR)],
    "GET TeamResource": [
        read(f"/TeamResource/1/ReasonCodes{NOT_READY}", "ReasonCodes"),
        read("/TeamResource/1/WrapUpReasons", "WrapUpReasons", "supervisor1"),
        read("/TeamResource/1/PhoneBooks", "PhoneBooks"),
        read("/TeamResource/1/MediaPropertiesLayouts", "MediaPropertiesLayouts"),
        read("/TeamResource/1/Workflows", "Workflows"),
    ],
    "GET, POST TeamMessage(s)": [
        commanded(
            "POST",
            "/TeamMessage",
            "<TeamMessage><duration>100</duration><content>x</content><teams><team>1</team></teams>"
            "</TeamMessage>",
            SUPERVISOR,
            200,
        ),
        read("/TeamMessages", "TeamMessages"),
        read("/Team/1/TeamMessages", "TeamMessages"),
    ],
    "GET Devices": [read("/Devices?extension=1001", "Devices")],
    "GET ReasonCode(s)": [
        read(f"/ReasonCodes{NOT_READY}", "ReasonCodes", ADMINISTRATOR),
        read("/ReasonCode/1", "ReasonCode", ADMINISTRATOR),
        read("/ReasonCode/1", "ReasonCode"),
    ],
    "GET WrapUpReason(s)": [
        read("/WrapUpReasons", "WrapUpReasons", ADMINISTRATOR),
        read("/WrapUpReason/1", "WrapUpReason", ADMINISTRATOR),
    ],
    "GET PhoneBook(s), Contact(s)": [
        read("/PhoneBooks", "PhoneBooks", ADMINISTRATOR),
        read("/PhoneBook/1", "PhoneBook", ADMINISTRATOR),
        read("/PhoneBook/1/Contacts", "Contacts", ADMINISTRATOR),
        read("/PhoneBook/1/Contact/1", "Contact", ADMINISTRATOR),
    ],
    "GET LayoutConfig": [read("/LayoutConfig/default", "LayoutConfig", ADMINISTRATOR)],
    "GET MediaPropertiesLayout(s)": [
        read("/MediaPropertiesLayouts", "MediaPropertiesLayouts", ADMINISTRATOR),
        read("/MediaPropertiesLayout/1", "MediaPropertiesLayout", ADMINISTRATOR),
        read("/MediaPropertiesLayout/default", "MediaPropertiesLayout", ADMINISTRATOR),
    ],
    "GET Workflows, WorkflowActions": [
        read("/Workflows", "Workflows", ADMINISTRATOR),
        read("/WorkflowActions", "WorkflowActions", ADMINISTRATOR),
    ],
    "GET SystemVariables": [read("/SystemVariables", "SystemVariables", ADMINISTRATOR)],
    "GET Team assignments": [
        read(f"/Team/1/ReasonCodes{NOT_READY}", "ReasonCodes", ADMINISTRATOR),
        read("/Team/1/WrapUpReasons", "WrapUpReasons", ADMINISTRATOR),
        read("/Team/1/PhoneBooks", "PhoneBooks", ADMINISTRATOR),
        read("/Team/1/Workflows", "Workflows", ADMINISTRATOR),
        read("/Team/1/LayoutConfig", "TeamLayoutConfig", ADMINISTRATOR),
        read("/Team/1/MediaPropertiesLayouts", "MediaPropertiesLayouts", ADMINISTRATOR),
    ],
    "PUT Team assignments": [
        commanded("PUT", f"/Team/1/{path}", f"<{root}></{root}>", ADMINISTRATOR, 200)
        for path, root in (
            (f"ReasonCodes{NOT_READY}", "ReasonCodes"),
            ("WrapUpReasons", "WrapUpReasons"),
            ("PhoneBooks", "PhoneBooks"),
            ("Workflows", "Workflows"),
            ("MediaPropertiesLayouts", "MediaPropertiesLayouts"),
        )
    ],
    "GET, PUT SystemConfig, ClusterConfig, EnterpriseDatabaseConfig, ECCVariableConfig": [
        asked
        for name in ("SystemConfig", "ClusterConfig", "EnterpriseDatabaseConfig", "ECCVariableConfig")
        for asked in (
            refused("GET", f"/{name}", ADMINISTRATOR),
            refused("PUT", f"/{name}", ADMINISTRATOR, f"<{name}></{name}>"),
        )
    ],
    "GET ChatConfig": [read("/ChatConfig", "ChatConfig")],
    "PUT ChatConfig": [
        commanded("PUT", "/ChatConfig", "<ChatConfig><primaryNode/></ChatConfig>", ADMINISTRATOR, 200),
    ],
    "GET ConfigInfo, RuntimeConfigInfo, ConnectedUsersInfo, MaintenanceMode": [
        read("/ConfigInfo", "ConfigInfo", ADMINISTRATOR),
        read("/RuntimeConfigInfo", "RuntimeConfigInfo", ADMINISTRATOR),
        read("/ConnectedUsersInfo", "ConnectedUsersInfo", ADMINISTRATOR),
        read("/ConnectedUsersInfo/Details", "ConnectedUsersInfo", ADMINISTRATOR),
        read("/MaintenanceMode", "MaintenanceMode", ADMINISTRATOR),
    ],
}


def operation(asked: Asked) -> Operation | None:
    """What answers it, unless it is not there."""
    path = "/finesse/api" + asked.path.partition("?")[0]
    for one in OPERATIONS:
        if one.method == asked.method and re.fullmatch(re.sub("{[^}]*}", "[^/]+", one.path), path):
            return one
    return None


@pytest.mark.parametrize("row", INDEX)
async def test_row(node: Node, row: str) -> None:
    await talk(node)
    if any(asked.user == SUPERVISOR and asked.method == "POST" for asked in INDEX[row]):
        await node.sign_in("supervisor1")
    for asked in INDEX[row]:
        response = await node.ask(asked.method, asked.path, asked.body, user=asked.user)
        body = await response.read()
        found = operation(asked)
        if found is None:
            assert REFUSED[response.status] in body.decode(), asked
            continue
        assert response.status == asked.status, (asked, body)
        if asked.root:
            assert etree.fromstring(body).tag == asked.root
        kind = response.headers.get("Content-Type", "")
        assert strangenesses(found.path, found.method, response.status, kind, body) == [], asked


@pytest.mark.parametrize("row", CREATED)
async def test_row_of_the_configuration(node: Node, row: str) -> None:
    collection, new, changed = CREATED[row]
    created = await node.ask("POST", collection, new, user=ADMINISTRATOR)
    if operation(Asked("POST", collection)) is None:
        assert REFUSED[created.status] in await created.text()
        return
    assert (created.status, await created.read()) == (200, b"")
    path = created.headers["Location"].partition("/finesse/api")[2]

    assert (await node.get(path, ADMINISTRATOR)).tag == row
    assert (await node.ask("PUT", path, changed, user=ADMINISTRATOR)).status == 200
    assert "Another" in (text := etree.tostring(await node.get(path, ADMINISTRATOR)).decode()) or (
        "5551235" in text
    )
    assert (await node.ask("DELETE", path, user=ADMINISTRATOR)).status == 200
    assert (await node.ask("GET", path, user=ADMINISTRATOR)).status == 404
