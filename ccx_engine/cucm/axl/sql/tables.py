"""The cluster as tables of CUCM's database, for who asks in SQL: the tables and columns that clients read.

Source: CUCM Data Dictionary. Keys are bare UUIDs in small letters, booleans are t and f, tk… are numbers of
enumerations.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ccx_engine.cucm.configuration.access import GROUPS
from ccx_engine.cucm.configuration.cluster import (
    Cluster,
    Device,
    EndUser,
    Forward,
    Line,
    Named,
    NamedKind,
    User,
    escaped,
)
from ccx_engine.jtapi.model import TerminalKind

Row = tuple[Any, ...]

PRIMARY, IPCC = 1, 2  # tkdnusage: which extension of the user a line is
CONTROL = 1  # tkuserassociation: the devices that the user controls
LINE = 2  # tkpatternusage
SCCP, SIP = 0, 11  # tkdeviceprotocol
CLASSES = {
    TerminalKind.PHONE: (1, "Phone"),
    TerminalKind.CTI_PORT: (1, "Phone"),
    TerminalKind.GATEWAY: (2, "Gateway"),
    TerminalKind.ROUTE_POINT: (10, "CTI Route Point"),
}
BRIDGE = {"Off": 0, "On": 1, "Default": 2}
# tkmodel; a model that is not here gets a number of its own from OTHER_MODELS on.
MODELS = {
    "Cisco 7960": 7,
    "Cisco 7940": 8,
    "H.323 Gateway": 62,
    "CTI Port": 72,
    "CTI Route Point": 73,
    "Cisco 7941": 115,
    "Cisco 7962": 404,
    "Cisco 7942": 434,
    "Cisco 7945": 435,
    "Cisco 7965": 436,
    "Cisco Unified Client Services Framework": 503,
    "Cisco 7821": 621,
    "Cisco 7841": 622,
    "Cisco 7861": 623,
    "Cisco 8841": 683,
    "Cisco 8851": 684,
    "Cisco 8861": 685,
    "Cisco 8811": 36213,
    "Cisco 8845": 36224,
    "Cisco 8865": 36225,
}
OTHER_MODELS = 90_000
_NAMESPACE = uuid.UUID("a4fd2c15-1f1a-4f7c-8f55-5e29f3f2c1d6")

# Every table with its columns; `pkid` is its key.
TABLES: Mapping[str, str] = {
    "enduser": "pkid userid firstname middlename lastname displayname mailid department manager "
    "telephonenumber title mobile homephone directoryuri status tkuserprofile islocaluser "
    "allowcticontrolflag enablemobility userrank",
    "applicationuser": "pkid name isstandard userrank",
    "enduserdevicemap": "pkid fkenduser fkdevice tkuserassociation description defaultprofile",
    "applicationuserdevicemap": "pkid fkapplicationuser fkdevice tkuserassociation description",
    "device": "pkid name description tkclass tkmodel tkproduct tkdeviceprotocol tkprotocolside fkdevicepool "
    "fkcallingsearchspace fkenduser tkstatus_builtinbridge allowcticontrolflag isactive isstandard",
    "devicenumplanmap": "pkid fkdevice fknumplan numplanindex label display displayascii e164mask "
    "maxnumcalls busytrigger",
    "numplan": "pkid dnorpattern description alertingname alertingnameascii fkroutepartition tkpatternusage "
    "allowcticontrolflag iscallable cfbdestination cfbintdestination cfnadestination cfnaintdestination "
    "cfurdestination cfurintdestination devicefailuredn cfnaduration",
    "callforwarddynamic": "pkid fknumplan cfadestination cfavoicemailenabled",
    "endusernumplanmap": "pkid fkenduser fknumplan tkdnusage",
    "routepartition": "pkid name description",
    "callingsearchspace": "pkid name description clause",
    "callingsearchspacemember": "pkid fkcallingsearchspace fkroutepartition sortorder",
    "devicepool": "pkid name",
    "dirgroup": "pkid name isstandard",
    "enduserdirgroupmap": "pkid fkenduser fkdirgroup",
    "applicationuserdirgroupmap": "pkid fkapplicationuser fkdirgroup",
    "typemodel": "enum name",
    "typeclass": "enum name",
    "typedeviceprotocol": "enum name",
    "typepatternusage": "enum name",
    "processconfig": "paramname paramvalue",
    "systables": "tabname",
}
NUMBERS = frozenset(
    {"busytrigger", "cfnaduration", "enum", "maxnumcalls", "numplanindex", "sortorder", "status", "userrank"}
)
_DESTINATIONS = (
    Forward.BUSY,
    Forward.BUSY_INTERNAL,
    Forward.NO_ANSWER,
    Forward.NO_ANSWER_INTERNAL,
    Forward.NOT_REGISTERED,
    Forward.NOT_REGISTERED_INTERNAL,
    Forward.FAILURE,
)


def rows(cluster: Cluster) -> Iterator[tuple[str, list[Row]]]:
    """Every table's rows as the cluster is now."""
    end_users, accounts = list(cluster.end_users.values()), list(cluster.application_users.values())
    devices, lines = list(cluster.devices.values()), list(cluster.lines.values())
    spaces = list(cluster.named[NamedKind.CALLING_SEARCH_SPACE].values())
    models = _models(devices)
    everybody: list[User] = [*end_users, *accounts]
    groups = {name: _key("dirgroup", name) for user in everybody for name in user.access_groups}
    groups |= {name: _key("dirgroup", name) for name in GROUPS}
    yield "enduser", [_end_user(user) for user in end_users]
    yield "applicationuser", [(pkid(user.uuid), user.userid, "f", 1) for user in accounts]
    yield "enduserdevicemap", [(*row, "", "f") for row in _controlled(cluster, end_users)]
    yield "applicationuserdevicemap", [(*row, "") for row in _controlled(cluster, accounts)]
    yield "device", [_device(cluster, device, models) for device in devices]
    yield "devicenumplanmap", [row for device in devices for row in _appearances(cluster, device)]
    yield "numplan", [_line(cluster, line) for line in lines]
    yield "callforwarddynamic", [_forward_all(line) for line in lines]
    yield "endusernumplanmap", [row for user in end_users for row in _extensions(cluster, user)]
    yield "routepartition", [_named(each) for each in cluster.named[NamedKind.PARTITION].values()]
    yield "callingsearchspace", [(*_named(space), ":".join(space.members)) for space in spaces]
    yield "callingsearchspacemember", [row for space in spaces for row in _members(cluster, space)]
    yield "devicepool", [_named(pool)[:2] for pool in cluster.named[NamedKind.DEVICE_POOL].values()]
    yield "dirgroup", [(key, name, "t" if name in GROUPS else "f") for name, key in groups.items()]
    yield "enduserdirgroupmap", list(_memberships(end_users, groups))
    yield "applicationuserdirgroupmap", list(_memberships(accounts, groups))
    yield "typemodel", [(number, name) for name, number in models.items()]
    yield "typeclass", sorted(set(CLASSES.values()))
    yield "typedeviceprotocol", [(SCCP, "SCCP"), (SIP, "SIP")]
    yield "typepatternusage", [(LINE, "Device")]
    yield "processconfig", [("ClusterID", "StandAloneCluster")]
    yield "systables", [(name,) for name in TABLES]


def pkid(key: str) -> str:
    """A UUID as the database keeps it."""
    return key.strip("{}").lower()


def _key(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def _reference(found: Named | EndUser | None) -> str | None:
    return pkid(found.uuid) if found else None


def _end_user(user: EndUser) -> Row:
    kept = user.other.get
    return (
        pkid(user.uuid),
        user.userid,
        user.first_name,
        kept("middleName", ""),
        user.last_name,
        user.display_name,
        user.mail,
        user.department,
        kept("manager", ""),
        user.telephone,
        kept("title", ""),
        kept("mobileNumber", ""),
        kept("homeNumber", ""),
        kept("directoryUri", ""),
        1,  # status: active
        1,  # tkuserprofile: a person
        "t",
        _boolean(kept("enableCti", "true")),
        _boolean(kept("enableMobility", "false")),
        1,
    )


def _controlled(cluster: Cluster, users: Iterable[User]) -> Iterator[Row]:
    for user in users:
        for device in cluster.associated_with(user):
            holder, held = pkid(user.uuid), pkid(device.uuid)
            yield _key("control", holder, held), holder, held, CONTROL


def _models(devices: Iterable[Device]) -> dict[str, int]:
    others = sorted({device.model for device in devices} - MODELS.keys())
    return {**MODELS, **{name: OTHER_MODELS + at for at, name in enumerate(others)}}


def _device(cluster: Cluster, device: Device, models: Mapping[str, int]) -> Row:
    return (
        pkid(device.uuid),
        device.name,
        device.description,
        CLASSES[device.kind][0],
        models[device.model],
        models[device.model],
        SIP if device.protocol == "SIP" else SCCP,
        1,
        _reference(cluster.named[NamedKind.DEVICE_POOL].get(device.device_pool)),
        _reference(cluster.named[NamedKind.CALLING_SEARCH_SPACE].get(device.calling_search_space)),
        _reference(cluster.end_user(device.owner)),
        BRIDGE[device.built_in_bridge],
        _boolean(device.other.get("allowCtiControlFlag", "true")),
        _boolean(device.other.get("isActive", "true")),
        "f",
    )


def _appearances(cluster: Cluster, device: Device) -> Iterator[Row]:
    for index, number in enumerate(device.lines, 1):
        line, kept = cluster.lines[number], device.appearance(number).other.get
        yield (
            pkid(device.appearance_uuid(line)),
            pkid(device.uuid),
            pkid(line.uuid),
            index,
            kept("label", ""),
            kept("display", ""),
            kept("displayAscii", ""),
            kept("e164Mask", ""),
            line.max_calls,
            line.busy_trigger,
        )


def _line(cluster: Cluster, line: Line) -> Row:
    no_answer = line.forwards.get(Forward.NO_ANSWER)
    return (
        pkid(line.uuid),
        line.pattern,
        line.description,
        line.other.get("alertingName", ""),
        line.other.get("asciiAlertingName", ""),
        _reference(cluster.named[NamedKind.PARTITION].get(line.partition)),
        LINE,
        _boolean(line.other.get("allowCtiControlFlag", "true")),
        _boolean(line.other.get("active", "true")),
        *(_destination(line, when) for when in _DESTINATIONS),
        None if no_answer is None or no_answer.seconds is None else int(no_answer.seconds),
    )


def _destination(line: Line, when: Forward) -> str:
    found = line.forwards.get(when)
    return escaped(found.destination) if found else ""


def _forward_all(line: Line) -> Row:
    found = line.forwards.get(Forward.ALL)
    mail = "t" if found and found.voice_mail else "f"
    return _key("callforwarddynamic", line.uuid), pkid(line.uuid), _destination(line, Forward.ALL), mail


def _extensions(cluster: Cluster, user: EndUser) -> Iterator[Row]:
    for number, usage in ((user.primary_extension, PRIMARY), (user.ipcc_extension, IPCC)):
        line = cluster.lines.get(number)
        if line is not None:
            yield _key("extension", user.uuid, str(usage)), pkid(user.uuid), pkid(line.uuid), usage


def _named(each: Named) -> Row:
    return pkid(each.uuid), each.name, each.description


def _members(cluster: Cluster, space: Named) -> Iterator[Row]:
    for order, name in enumerate(space.members, 1):
        partition = cluster.named[NamedKind.PARTITION][name]
        yield _key("member", space.uuid, str(order)), pkid(space.uuid), pkid(partition.uuid), order


def _memberships(users: Iterable[User], groups: Mapping[str, str]) -> Iterator[Row]:
    for user in users:
        for name in user.access_groups:
            yield _key("group", user.uuid, name), pkid(user.uuid), groups[name]


def _boolean(text: str) -> str:
    return "t" if text == "true" else "f"
