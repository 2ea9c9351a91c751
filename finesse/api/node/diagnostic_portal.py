"""The Diagnostic Portal: what monitoring asks of a node, also while it is out of service.

Source: Finesse Web Services guide, Diagnostic Portal APIs; the replies are those of the contact center's
other portals (Serviceability guide, Diagnostic Framework). What GetHealth's holds, and which counters there
are, is unconfirmed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from aiohttp import web
from lxml import etree

from finesse.api import errors, who
from finesse.api.answers import HEADERS, refusal
from finesse.api.keys import NODE, RestNode
from finesse.api.operation import caller_of

NAMESPACE = "http://www.cisco.com/vtg/diagnosticportal"
PRODUCT = {
    "Name": "Cisco Finesse",
    "Major": "12",
    "Minor": "5",
    "Maintenance": "1",
    "VersionString": "12.5(1)",
}

Part = etree._Element


def product_version(_node: RestNode) -> Iterable[Part]:
    yield _part("ProductVersion", **PRODUCT)


def performance_information(node: RestNode) -> Iterable[Part]:
    users = tuple(node.state.users)
    counters: dict[str, float] = {
        "Finesse/Users": len(users),
        "Finesse/Users Logged In": sum(user.signed_in for user in users),
        "Finesse/Users Connected": sum(node.switchboard.is_present(user) for user in users),
        "Finesse/Dialogs": sum(bool(dialog.listed) for dialog in node.state.dialogs.values()),
        "Process/Processor Seconds": round(time.process_time(), 3),
    }
    information = _part("PerformanceInformation")
    properties = etree.SubElement(information, f"{{{NAMESPACE}}}PropertyList")
    for name, value in counters.items():
        properties.append(_part("Property", Name=name, Value=str(value)))
    yield information


def health(node: RestNode) -> Iterable[Part]:
    information = node.switchboard.system_info()
    yield _part("Health", Name="Cisco Finesse", Status=information.status, Reason=information.status_reason)


REPLIES: dict[str, Callable[[RestNode], Iterable[Part]]] = {
    "GetHealth": health,
    "GetPerformanceInformation": performance_information,
    "GetProductVersion": product_version,
}


async def get_reply(request: web.Request) -> web.Response:
    """For the administrator, by HTTPS alone."""
    named = request.match_info["request"]
    try:
        if not request.secure or named not in REPLIES:
            raise errors.NotFound()
        who.administrator(await caller_of(request))
    except errors.ApiError as error:
        return refusal(error)
    reply = etree.Element(f"{{{NAMESPACE}}}{named}Reply", nsmap={"dp": NAMESPACE})
    reply.set("ReturnCode", "0")
    reply.append(_part("Schema", Version="1.0"))
    reply.extend(REPLIES[named](request.app[NODE]))
    return web.Response(
        body=etree.tostring(reply, encoding="UTF-8", xml_declaration=True),
        headers=HEADERS,
    )


def _part(name: str, **attributes: str) -> Part:
    return etree.Element(f"{{{NAMESPACE}}}{name}", attributes, nsmap={"dp": NAMESPACE})


ROUTES = [web.get("/finesse-dp/rest/DiagnosticPortal/{request}", get_reply)]
