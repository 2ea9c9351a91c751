"""The lines of a device in AXL: how they are told, and how a request's lines become the device's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ccx_engine.cucm.axl.dial_plan import line_number
from ccx_engine.cucm.axl.objects import Draft
from ccx_engine.cucm.axl.references import line_reference, name_of, new_uuid, number_of
from ccx_engine.cucm.axl.soap import Given, Text
from ccx_engine.cucm.configuration.administration import Administration, Duplicate, Missing, Unfit, draft_of
from ccx_engine.cucm.configuration.cluster import (
    AUTOMATIC_RECORDING,
    RECORDING_DISABLED,
    SELECTIVE_RECORDING,
    Appearance,
    Cluster,
    Device,
    Line,
    NamedKind,
    object_uuid,
)
from ccx_engine.jtapi.model import TerminalKind

RECORDING = (RECORDING_DISABLED, AUTOMATIC_RECORDING, SELECTIVE_RECORDING)
# A route point's line takes any number of calls; CUCM counts to here (CUCM Administration, CTI route point).
MOST_CALLS, MOST_BUSY = 5000, 4500
MOST_LINES = 200  # of a device; a phone with expansion modules has no more keys
USER_OF_LINE = "fk_devicenumplanmapendusermap_fkenduser"
KEPT = {  # fields that are only kept, and CUCM's defaults
    "label": "",
    "display": "",
    "displayAscii": "",
    "ringSetting": "Ring",
    "e164Mask": "",
    "recordingProfileName": "",
    "monitoringCssName": "",
    "partitionUsage": "General",
    "recordingMediaSource": "Gateway Preferred",
}
REFERENCES = ("recordingProfileName", "monitoringCssName")


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line as a request wants it on a device; None leaves a limit as it is."""

    index: int
    number: str
    partition: str
    appearance: Appearance
    max_calls: int | None
    busy_trigger: int | None


# --- Told -----------------------------------------------------------------------------------------------


def lines(cluster: Cluster, device: Device) -> Any:
    """All lines of the device, in order."""
    return {"line": [_line(cluster, device, index) for index in range(1, len(device.lines) + 1)]}


def _line(cluster: Cluster, device: Device, index: int) -> dict[str, Any]:
    line = cluster.lines[device.lines[index - 1]]
    appearance = device.appearance(line.number)
    told: dict[str, Any] = {**KEPT, **appearance.other}
    for name in REFERENCES:
        told[name] = Text(told[name], object_uuid(name, told[name])) if told[name] else None
    return {
        **told,
        "uuid": device.appearance_uuid(line),
        "index": index,
        "dirn": line_reference(cluster, line.number),
        "maxNumCalls": MOST_CALLS if line.max_calls is None else line.max_calls,
        "busyTrigger": MOST_BUSY if line.busy_trigger is None else line.busy_trigger,
        "recordingFlag": appearance.recording,
        "associatedEndusers": {"enduser": [{"userId": userid} for userid in appearance.users]},
    }


# --- Taken ----------------------------------------------------------------------------------------------


def take_lines(cluster: Cluster, draft: Draft, given: Given) -> None:
    """These are the device's lines from now on."""
    _want(draft, _wanted(cluster, given), ())


def take_more_lines(cluster: Cluster, draft: Draft, given: Given) -> None:
    """These come after the lines it has."""
    _want(draft, _wanted(cluster, given), draft.thing.lines)


def take_fewer_lines(cluster: Cluster, draft: Draft, given: Given) -> None:
    """These are no longer its lines."""
    gone = {line.number for line in _wanted(cluster, given)}
    _want(draft, [], tuple(number for number in draft.thing.lines if number not in gone))


def commit(administration: Administration, draft: Draft) -> None:
    """Into the cluster: the lines that are not there yet, the device, then its lines' limits."""
    cluster = administration.cluster
    administration.check(draft.thing, draft.before)
    fresh: list[Line] = []
    limited: list[tuple[Line, WantedLine]] = []
    for wanted in draft.lines:
        line = cluster.lines.get(wanted.number)
        if line is None:
            line = Line(wanted.number, partition=wanted.partition, uuid=new_uuid())
            administration.check(line)
            fresh.append(line)
        elif line.partition != wanted.partition:
            where = f"partition {line.partition!r}" if line.partition else "no partition"
            raise Unfit(f"{line.pattern} is in {where}; this cluster has one line of each number")
        _check_limits(line, wanted)
        limited.append((line, wanted))
    for line in fresh:
        administration.add(line)
    if draft.before is None:
        administration.add(draft.thing)
    else:
        administration.update(draft.before, draft.thing)
    if draft.thing.kind is not TerminalKind.ROUTE_POINT:
        for line, wanted in limited:
            _set_limits(administration, line, wanted)


def _want(draft: Draft, wanted: list[WantedLine], stay: tuple[str, ...]) -> None:
    device = draft.thing
    appearances = {number: device.appearance(number) for number in stay}
    device.lines = (*stay, *(line.number for line in wanted))
    device.appearances = {**appearances, **{line.number: line.appearance for line in wanted}}
    draft.lines.extend(wanted)


def _wanted(cluster: Cluster, given: Given) -> list[WantedLine]:
    found = [_wanted_line(cluster, element, place) for place, element in enumerate(given.children("line"), 1)]
    if len(found) > MOST_LINES:
        raise Unfit(f"a device has up to {MOST_LINES} lines")
    if len({line.index for line in found}) != len(found):
        raise Duplicate("two lines have one index")
    return sorted(found, key=lambda line: line.index)


def _wanted_line(cluster: Cluster, given: Given, place: int) -> WantedLine:
    index, dirn = given.child("index"), given.child("dirn")
    if dirn is None:
        raise Unfit("dirn is mandatory")
    number, partition = _directory_number(cluster, dirn)
    recording, users = given.child("recordingFlag"), given.child("associatedEndusers")
    return WantedLine(
        index=index.integer("index") if index else place,
        number=number,
        partition=partition,
        appearance=Appearance(
            _recording(recording.text if recording else ""),
            _users(cluster, users) if users else (),
            {name: child.text for name in KEPT if (child := given.child(name))},
        ),
        max_calls=_limit(given, "maxNumCalls"),
        busy_trigger=_limit(given, "busyTrigger"),
    )


def _directory_number(cluster: Cluster, dirn: Given) -> tuple[str, str]:
    """The number and partition that are meant, by UUID or by both."""
    if dirn.attribute("uuid"):
        number = number_of(cluster, dirn)
        return number, cluster.lines[number].partition
    asked, partition = dirn.child("pattern"), dirn.child("routePartitionName")
    within = name_of(cluster, NamedKind.PARTITION, partition) if partition else ""
    return line_number(asked.text if asked else ""), within


def _limit(given: Given, name: str) -> int | None:
    child = given.child(name)
    return child.integer(name) if child and child.text else None


def _recording(text: str) -> str:
    if text and text not in RECORDING:
        raise Unfit(f"recordingFlag: {text!r} is none of {', '.join(RECORDING)}")
    return text or RECORDING_DISABLED


def _users(cluster: Cluster, given: Given) -> tuple[str, ...]:
    found = []
    for element in given.children("enduser"):
        child = element.child("userId")
        userid = child.text if child else ""
        user = cluster.end_user(userid)
        if user is None:
            raise Missing(f"there is no end user {userid!r}", USER_OF_LINE)
        found.append(user.userid)
    return tuple(dict.fromkeys(found))


def _check_limits(line: Line, wanted: WantedLine) -> None:
    most = line.max_calls if wanted.max_calls is None else wanted.max_calls
    busy = line.busy_trigger if wanted.busy_trigger is None else wanted.busy_trigger
    if most is not None and busy is not None and not 1 <= busy <= most:
        raise Unfit(f"line {line.pattern}: busyTrigger {busy} is not from 1 to maxNumCalls, {most}")


def _set_limits(administration: Administration, line: Line, wanted: WantedLine) -> None:
    limited = draft_of(line)
    limited.max_calls = line.max_calls if wanted.max_calls is None else wanted.max_calls
    limited.busy_trigger = line.busy_trigger if wanted.busy_trigger is None else wanted.busy_trigger
    if (limited.max_calls, limited.busy_trigger) != (line.max_calls, line.busy_trigger):
        administration.update(line, limited)
