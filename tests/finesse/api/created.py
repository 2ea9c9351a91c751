"""What administrators can create, as bodies; some of each kind is put where the sample centre has none."""

from __future__ import annotations

import time

from finesse.api.keys import NODE
from finesse.model.team_message import Creator, TeamMessage
from tests.finesse.api.operations import OPERATIONS
from tests.finesse.one_node import Node

# What administrators create: where, and with what body; and with what body it is changed.
CREATED = {
    "ReasonCode": (
        "/ReasonCode",
        "<ReasonCode><category>NOT_READY</category><code>245</code><label>A new one</label>"
        "<forAll>true</forAll></ReasonCode>",
        "<ReasonCode><label>Another</label></ReasonCode>",
    ),
    "WrapUpReason": (
        "/WrapUpReason",
        "<WrapUpReason><label>A new one</label><forAll>true</forAll></WrapUpReason>",
        "<WrapUpReason><label>Another</label></WrapUpReason>",
    ),
    "PhoneBook": (
        "/PhoneBook",
        "<PhoneBook><name>A new one</name><type>GLOBAL</type></PhoneBook>",
        "<PhoneBook><name>Another</name></PhoneBook>",
    ),
    "Contact": (
        "/PhoneBook/1/Contact",
        "<Contact><firstName>A</firstName><lastName>B</lastName><phoneNumber>5551234</phoneNumber></Contact>",
        "<Contact><phoneNumber>5551235</phoneNumber></Contact>",
    ),
    "MediaPropertiesLayout": (
        "/MediaPropertiesLayout",
        "<MediaPropertiesLayout><name>A new one</name><description>x</description><type>CUSTOM</type>"
        "<header><entry><displayName>x</displayName><mediaProperty>callVariable1</mediaProperty></entry>"
        "</header><column><entry><displayName>x</displayName><mediaProperty>callVariable1</mediaProperty>"
        "</entry></column></MediaPropertiesLayout>",
        "<MediaPropertiesLayout><name>Another</name></MediaPropertiesLayout>",
    ),
    "WorkflowAction": (
        "/WorkflowAction",
        "<WorkflowAction><name>A new one</name><type>BROWSER_POP</type>"
        "<handledBy>FINESSE_DESKTOP</handledBy><params><Param><name>path</name>"
        "<value>https://crm.example.com/</value></Param><Param><name>windowName</name><value>crm</value>"
        "</Param></params></WorkflowAction>",
        "<WorkflowAction><name>Another</name></WorkflowAction>",
    ),
    "Workflow": (
        "/Workflow",
        "<Workflow><name>A new one</name><TriggerSet><type>SYSTEM</type><name>CALL_ARRIVES</name>"
        "</TriggerSet></Workflow>",
        "<Workflow><name>Another</name></Workflow>",
    ),
}

WITHOUT_A_SAMPLE = ("WorkflowAction", "Workflow")


async def stock(node: Node) -> None:
    """Create one of each kind that the sample centre lacks; it gets the number 1."""
    there = {one.path.removeprefix("/finesse/api") for one in OPERATIONS if one.method == "POST"}
    for kind in WITHOUT_A_SAMPLE:
        path, body, _ = CREATED[kind]
        if path in there:
            response = await node.ask("POST", path, body, user="administrator")
            assert response.status == 200, await response.text()
    creator = Creator("supervisor1", "", "")
    await node.client.app[NODE].team_messages.add(TeamMessage("1", creator, time.time(), 3600, "x", (1,)))
