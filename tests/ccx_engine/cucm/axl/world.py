"""AXL's operations on a small cluster, without HTTP; what call processing hears of it is kept."""

from __future__ import annotations

import asyncio
from typing import Any

from lxml import etree

from ccx_engine.cucm.axl import soap
from ccx_engine.cucm.axl.changes import ChangeLog
from ccx_engine.cucm.axl.operations import OPERATIONS
from ccx_engine.cucm.axl.service import Service
from ccx_engine.cucm.axl.sql.database import Database
from ccx_engine.cucm.configuration.administration import Administration
from ccx_engine.cucm.credentials.accounts import Accounts
from tests.ccx_engine.cucm.scene import small_cluster

PHONE = (
    "<name>SEP0000000000AA</name><product>Cisco 8845</product><class>Phone</class><protocol>SIP</protocol>"
    "<protocolSide>User</protocolSide><devicePoolName>Default</devicePoolName>"
    "<commonPhoneConfigName>Standard Common Phone Profile</commonPhoneConfigName>"
    "<locationName>Hub_None</locationName><useTrustedRelayPoint>Off</useTrustedRelayPoint>"
    "<phoneTemplateName>Standard 8845 SIP</phoneTemplateName><builtInBridgeStatus>On</builtInBridgeStatus>"
    "<packetCaptureMode>None</packetCaptureMode>"
    "<certificateOperation>No Pending Operation</certificateOperation>"
    "<deviceMobilityMode>Default</deviceMobilityMode>"
)
ROUTE_POINT = (
    "<name>Trigger_2</name><product>CTI Route Point</product><class>CTI Route Point</class>"
    "<protocol>SCCP</protocol><protocolSide>User</protocolSide><devicePoolName>Default</devicePoolName>"
    "<locationName>Hub_None</locationName><useTrustedRelayPoint>Default</useTrustedRelayPoint>"
)
USER = (
    "<lastName>Weber</lastName><userid>CWeber</userid>"
    "<presenceGroupName>Standard Presence group</presenceGroupName>"
)


def line(number: str, index: int = 1, more: str = "", partition: str = "") -> str:
    """A line of a device, in a request."""
    within = f"<routePartitionName>{partition}</routePartitionName>"
    return f"<line><index>{index}</index><dirn><pattern>{number}</pattern>{within}</dirn>{more}</line>"


class Telephony:
    """Remembers what was reset."""

    def __init__(self) -> None:
        self.resets: list[str] = []

    def reset(self, terminal: str) -> None:
        self.resets.append(terminal)


class World:
    """One AXL service. `ask` gives the response element, `fault` AXL's code, message and side."""

    def __init__(self, release: str = "12.5", **changes: Any) -> None:
        self.release = release
        self.cluster = small_cluster(**changes)
        self.administration = Administration(self.cluster)
        self.telephony = Telephony()
        self.changes = ChangeLog()
        self.administration.hearers.append(self.changes.hear)
        self.accounts = Accounts(self.cluster)
        self.service = Service(
            self.administration, self.accounts, self.telephony, self.changes, Database(self.administration)
        )

    async def reply(self, operation: str, content: str = "") -> bytes:
        """The envelope of the reply."""
        envelope = (
            f'<e:Envelope xmlns:e="{soap.ENVELOPE}" xmlns:ns="http://www.cisco.com/AXL/API/12.5"><e:Body>'
            f"<ns:{operation}>{content}</ns:{operation}></e:Body></e:Envelope>"
        )
        call = soap.parse(envelope.encode())
        declared = OPERATIONS[operation]
        async with asyncio.timeout(20):
            value = await declared.handle(self.service, call)
        return soap.reply(call, declared.shape, value, self.release)

    async def ask(self, operation: str, content: str = "") -> etree._Element:
        return etree.fromstring(await self.reply(operation, content))[0][0]

    async def uuid(self, operation: str, content: str) -> str:
        """The UUID that a write answers with."""
        return (await self.ask(operation, content)).findtext("return") or ""

    async def fault(self, operation: str, content: str) -> tuple[int, str, str]:
        try:
            await self.ask(operation, content)
        except soap.Fault as fault:
            return fault.code, fault.message, fault.side
        raise AssertionError(f"{operation} was answered")

    async def sql(self, statement: str) -> list[dict[str, str]]:
        rows = await self.service.database.select(statement)
        return [dict(row) for row in rows]
