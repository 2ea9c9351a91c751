"""Lines, and what lines and devices refer to by name: partitions, calling search spaces, device pools."""

from __future__ import annotations

from typing import Any

from ccx_engine.cucm.axl.objects import Draft, Kind, Property, always, text_of
from ccx_engine.cucm.axl.references import name_of, named, new_uuid
from ccx_engine.cucm.axl.soap import Given, Text
from ccx_engine.cucm.configuration.administration import Unfit
from ccx_engine.cucm.configuration.cluster import (
    AUTO_ANSWER_HEADSET,
    AUTO_ANSWER_OFF,
    AUTO_ANSWER_SPEAKERPHONE,
    DIALABLE,
    Cluster,
    Forward,
    Forwarding,
    Line,
    Named,
    NamedKind,
    object_uuid,
)

AUTO_ANSWER = (AUTO_ANSWER_OFF, AUTO_ANSWER_HEADSET, AUTO_ANSWER_SPEAKERPHONE)
USAGE = "Device"  # of a pattern that is a line


# --- Lines ----------------------------------------------------------------------------------------------


def line_number(text: str) -> str:
    """The number that a pattern stands for. Unfit unless a line can have it."""
    if text.startswith("+"):
        raise Unfit("The first character cannot be a plus sign")
    number = text.removeprefix("\\")
    if not DIALABLE.fullmatch(number):
        raise Unfit(f"{text!r} is not the pattern of a directory number")
    return number


def _find(cluster: Cluster, given: Given) -> Line | None:
    """By pattern and partition; without a partition, a line that is in none."""
    asked, partition = given.child("pattern"), given.child("routePartitionName")
    line = cluster.lines.get(asked.text.removeprefix("\\")) if asked else None
    within = name_of(cluster, NamedKind.PARTITION, partition) if partition else ""
    return line if line is not None and line.partition == within else None


def _take_pattern(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.number = line_number(given.text)


def _take_usage(cluster: Cluster, draft: Draft, given: Given) -> None:
    if given.text != USAGE:
        raise Unfit(f"usage: this cluster has only patterns of usage {USAGE!r}, not {given.text!r}")


def _take_partition(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.partition = name_of(cluster, NamedKind.PARTITION, given)


def _take_auto_answer(cluster: Cluster, draft: Draft, given: Given) -> None:
    if given.text not in AUTO_ANSWER:
        raise Unfit(f"autoAnswer: {given.text!r} is none of {', '.join(AUTO_ANSWER)}")
    draft.thing.auto_answer = given.text


def _devices(cluster: Cluster, line: Line) -> Any:
    return {"device": [device.name for device in line.devices]}


def _forward(when: Forward) -> Property:
    space_of = f"{when}/callingSearchSpaceName"

    def tell(cluster: Cluster, line: Line) -> Any:
        forwarding, space = line.forwards.get(when, Forwarding()), line.other.get(space_of, "")
        told: dict[str, Any] = {
            "forwardToVoiceMail": forwarding.voice_mail,
            "callingSearchSpaceName": Text(space, object_uuid(NamedKind.CALLING_SEARCH_SPACE, space))
            if space
            else None,
            "secondaryCallingSearchSpaceName": None,
            "destination": forwarding.destination or None,
            "duration": None if forwarding.seconds is None else int(forwarding.seconds),
        }
        return told

    def take(cluster: Cluster, draft: Draft, given: Given) -> None:
        before = draft.thing.forwards.get(when, Forwarding())
        destination, mail = given.child("destination"), given.child("forwardToVoiceMail")
        duration, space = given.child("duration"), given.child("callingSearchSpaceName")
        seconds = before.seconds
        if duration is not None:
            seconds = float(duration.integer("duration")) if duration.text else None
        voice_mail = before.voice_mail
        if mail is not None and mail.text:
            voice_mail = mail.boolean("forwardToVoiceMail") == "true"
        number = before.destination if destination is None else destination.text.removeprefix("\\")
        draft.thing.forwards[when] = Forwarding(number, seconds, voice_mail)
        if space is not None:
            draft.thing.other[space_of] = space.text

    return Property(tell, take)


LINE = Kind(
    name="Line",
    element="line",
    key="pattern",
    every=lambda cluster: cluster.lines.values(),
    find=_find,
    new=lambda given: Line("", uuid=new_uuid()),
    properties={
        "pattern": Property(lambda cluster, line: line.pattern, _take_pattern),
        "description": text_of("description"),
        "usage": Property(always(USAGE), _take_usage),
        "routePartitionName": Property(
            lambda cluster, line: named(cluster, NamedKind.PARTITION, line.partition), _take_partition
        ),
        **{when: _forward(when) for when in Forward},
        "autoAnswer": Property(lambda cluster, line: line.auto_answer, _take_auto_answer),
        "associatedDevices": Property(_devices),
    },
    defaults={
        "presenceGroupName": "Standard Presence group",
        "patternPrecedence": "Default",
        "allowCtiControlFlag": "true",
        "active": "true",
    },
    said_by_key=False,
)


# --- What is referred to by name ------------------------------------------------------------------------


def _members(cluster: Cluster, space: Named) -> Any:
    return {
        "member": [
            {"routePartitionName": named(cluster, NamedKind.PARTITION, name), "index": index}
            for index, name in enumerate(space.members, 1)
        ]
    }


def _take_members(cluster: Cluster, draft: Draft, given: Given) -> None:
    found: list[tuple[int, str]] = []
    for member in given.children("member"):
        partition, index = member.child("routePartitionName"), member.child("index")
        if partition is not None:
            place = index.integer("index") if index is not None else len(found) + 1
            found.append((place, name_of(cluster, NamedKind.PARTITION, partition)))
    draft.thing.members = tuple(name for _, name in sorted(found, key=lambda each: each[0]) if name)


def _of(name: str, element: str, kind: NamedKind, defaults: dict[str, str], **more: Property) -> Kind:
    return Kind(
        name=name,
        element=element,
        key="name",
        every=lambda cluster: cluster.named[kind].values(),
        find=lambda cluster, given: (
            cluster.named[kind].get(child.text) if (child := given.child("name")) else None
        ),
        new=lambda given: Named(kind, "", uuid=new_uuid()),
        properties={"name": text_of("name"), "description": text_of("description"), **more},
        defaults=defaults,
    )


PARTITION = _of(
    "RoutePartition",
    "routePartition",
    NamedKind.PARTITION,
    {"useOriginatingDeviceTimeZone": "true", "timeZone": "Etc/GMT", "partitionUsage": "General"},
)
SEARCH_SPACE = _of(
    "Css",
    "css",
    NamedKind.CALLING_SEARCH_SPACE,
    {"partitionUsage": "General"},
    members=Property(_members, _take_members),
    clause=Property(lambda cluster, space: ":".join(space.members)),
)
POOL = _of(
    "DevicePool",
    "devicePool",
    NamedKind.DEVICE_POOL,
    {
        "dateTimeSettingName": "CMLocal",
        "callManagerGroupName": "Default",
        "regionName": "Default",
        "srstName": "Disable",
        "locationName": "Hub_None",
    },
)
