"""Phones (CTI ports are phones, too) and CTI route points."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ccx_engine.cucm.axl.device_lines import commit, lines, take_fewer_lines, take_lines, take_more_lines
from ccx_engine.cucm.axl.objects import Draft, Kind, Property, always, text_of
from ccx_engine.cucm.axl.references import bare, name_of, named, new_uuid
from ccx_engine.cucm.axl.soap import Given, Text
from ccx_engine.cucm.configuration.administration import OWNER_OF_DEVICE, Missing, Unfit
from ccx_engine.cucm.configuration.cluster import Cluster, Device, NamedKind, object_uuid
from ccx_engine.jtapi.model import TerminalKind

CTI_PORT, ROUTE_POINT = "CTI Port", "CTI Route Point"
PRODUCT_OF_DEVICE = "fk_device_tkproduct"
PRODUCT = re.compile(r"Cisco \S.*|CTI Port|CTI Remote Device|Third-party SIP Device \((Basic|Advanced)\)")
BRIDGE = ("On", "Off", "Default")
# Which names the devices of a product have; the first that fits counts (CUCM Administration, phones).
NAMES = (
    (re.compile(r"(Cisco (IP Phone )?[0-9]|Third-party SIP Device ).*"), re.compile(r"SEP[0-9A-F]{12}")),
    (re.compile(r"Cisco Unified Client Services Framework"), re.compile(r"CSF[A-Za-z0-9._-]{1,12}")),
    (re.compile(r".*"), re.compile(r"[A-Za-z0-9._-]{1,15}")),
)


# --- Fields ---------------------------------------------------------------------------------------------


def _take_name(cluster: Cluster, draft: Draft, given: Given) -> None:
    form = next(form for product, form in NAMES if product.fullmatch(draft.thing.model))
    if not form.fullmatch(given.text):
        raise Unfit(
            "The specified name has invalid characters or is not formatted correctly for this device type."
        )
    draft.thing.name = given.text


def _take_product(cluster: Cluster, draft: Draft, given: Given) -> None:
    """The model was taken when the device was made."""
    if not PRODUCT.fullmatch(given.text):
        raise Missing(f"there is no product {given.text!r}", PRODUCT_OF_DEVICE)


def _must_be(name: str, value: str) -> Property:
    def take(cluster: Cluster, draft: Draft, given: Given) -> None:
        if given.text != value:
            raise Unfit(f"{name}: {given.text!r} is not {value!r}")

    return Property(always(value), take)


def _take_bridge(cluster: Cluster, draft: Draft, given: Given) -> None:
    if given.text not in BRIDGE:
        raise Unfit(f"builtInBridgeStatus: {given.text!r} is none of {', '.join(BRIDGE)}")
    draft.thing.built_in_bridge = given.text


def _named(attribute: str, kind: NamedKind) -> Property:
    def take(cluster: Cluster, draft: Draft, given: Given) -> None:
        setattr(draft.thing, attribute, name_of(cluster, kind, given))

    return Property(lambda cluster, device: named(cluster, kind, getattr(device, attribute)), take)


def _take_protocol(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.other["protocol"] = given.text


def _made(name: str, default: Callable[[Device], str]) -> Property:
    """A reference that is kept; until it is given, what CUCM makes for the model and protocol."""

    def tell(cluster: Cluster, device: Device) -> Any:
        text = device.other.get(name) or default(device)
        return Text(text, object_uuid(name, text)) if text else None

    def take(cluster: Cluster, draft: Draft, given: Given) -> None:
        draft.thing.other[name] = given.text

    return Property(tell, take)


def _owner(cluster: Cluster, device: Device) -> Any:
    user = cluster.end_user(device.owner)
    return Text(user.userid, user.uuid) if user else None


def _take_owner(cluster: Cluster, draft: Draft, given: Given) -> None:
    asked = bare(given.attribute("uuid"))
    if not asked and not given.text:
        draft.thing.owner = ""
        return
    user = cluster.end_user(given.text)
    if asked:
        user = next((each for each in cluster.end_users.values() if bare(each.uuid) == asked), None)
    if user is None:
        raise Missing(f"there is no end user {asked or given.text!r}", OWNER_OF_DEVICE)
    draft.thing.owner = user.userid


# --- The kinds ------------------------------------------------------------------------------------------


def _of(*kinds: TerminalKind) -> Callable[[Cluster], list[Device]]:
    return lambda cluster: [device for device in cluster.devices.values() if device.kind in kinds]


def _find(*kinds: TerminalKind) -> Callable[[Cluster, Given], Device | None]:
    def find(cluster: Cluster, given: Given) -> Device | None:
        asked = given.child("name")
        device = cluster.devices.get(asked.text) if asked else None
        return device if device is not None and device.kind in kinds else None

    return find


def _new_phone(given: Given) -> Device:
    product = given.child("product")
    model = product.text if product else ""
    kind = TerminalKind.CTI_PORT if model == CTI_PORT else TerminalKind.PHONE
    return Device("", kind, model=model, device_pool="", uuid=new_uuid())


def _new_route_point(given: Given) -> Device:
    return Device("", TerminalKind.ROUTE_POINT, model=ROUTE_POINT, device_pool="", uuid=new_uuid())


_DEVICE = {
    "name": Property(lambda cluster, device: device.name, _take_name),
    "description": text_of("description"),
    "model": Property(lambda cluster, device: device.model),
    "protocol": Property(lambda cluster, device: device.protocol, _take_protocol),
    "callingSearchSpaceName": _named("calling_search_space", NamedKind.CALLING_SEARCH_SPACE),
    "devicePoolName": _named("device_pool", NamedKind.DEVICE_POOL),
    "lines": Property(lines, take_lines),
}
_DEFAULTS = {"protocolSide": "User", "locationName": "Hub_None", "useTrustedRelayPoint": "Default"}
_PHONES = (TerminalKind.PHONE, TerminalKind.CTI_PORT)

PHONE = Kind(
    name="Phone",
    element="phone",
    key="name",
    every=_of(*_PHONES),
    find=_find(*_PHONES),
    new=_new_phone,
    properties={
        **_DEVICE,
        "product": Property(lambda cluster, device: device.model, _take_product),
        "class": _must_be("class", "Phone"),
        "addLines": Property(None, take_more_lines),
        "removeLines": Property(None, take_fewer_lines),
        "securityProfileName": _made(
            "securityProfileName",
            lambda device: f"{device.model} - Standard {device.protocol} Non-Secure Profile",
        ),
        "sipProfileName": _made(
            "sipProfileName", lambda device: "Standard SIP Profile" if device.protocol == "SIP" else ""
        ),
        "phoneTemplateName": _made(
            "phoneTemplateName",
            lambda device: f"Standard {device.model.removeprefix('Cisco ')} {device.protocol}",
        ),
        "builtInBridgeStatus": Property(lambda cluster, device: device.built_in_bridge, _take_bridge),
        "ownerUserName": Property(_owner, _take_owner),
        **dict.fromkeys(
            ("numberOfButtons", "loginUserId", "loginTime", "loginDuration"), Property(always(None))
        ),
        "currentProfileName": Property(always(None)),
    },
    defaults={
        **_DEFAULTS,
        "commonPhoneConfigName": "Standard Common Phone Profile",
        "networkLocation": "Use System Default",
        "enableExtensionMobility": "false",
        "packetCaptureMode": "None",
        "allowCtiControlFlag": "true",
        "presenceGroupName": "Standard Presence group",
        "certificateOperation": "No Pending Operation",
        "deviceMobilityMode": "Default",
        "dndOption": "Ringer Off",
        "dndStatus": "false",
        "isActive": "true",
    },
    commit=commit,
)

CTI_ROUTE_POINT = Kind(
    name="CtiRoutePoint",
    element="ctiRoutePoint",
    key="name",
    every=_of(TerminalKind.ROUTE_POINT),
    find=_find(TerminalKind.ROUTE_POINT),
    new=_new_route_point,
    properties={
        **_DEVICE,
        "product": _must_be("product", ROUTE_POINT),
        "class": _must_be("class", ROUTE_POINT),
    },
    defaults=_DEFAULTS,
    commit=commit,
)
