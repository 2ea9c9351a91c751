"""A cluster from the [cucm] table of the contact centre's file. SettingsError names what is wrong there."""

from __future__ import annotations

import dataclasses
from typing import NoReturn

from ccx_engine.cucm.configuration.administration import Administration, Object, Unfit, draft_of
from ccx_engine.cucm.configuration.cluster import (
    AUTO_ANSWER_HEADSET,
    AUTO_ANSWER_OFF,
    AUTO_ANSWER_SPEAKERPHONE,
    AUTOMATIC_RECORDING,
    RECORDING_DISABLED,
    SELECTIVE_RECORDING,
    Appearance,
    Behaviour,
    Cluster,
    Device,
    EndUser,
    Forward,
    Forwarding,
    Named,
    NamedKind,
    OutsideNumber,
    ServiceParameters,
    User,
)
from ccx_engine.cucm.credentials import passwords
from ccx_engine.jtapi.model import TerminalKind
from vos.centre import Table
from vos.settings import SettingsError

NAMED = {
    "partitions": NamedKind.PARTITION,
    "calling_search_spaces": NamedKind.CALLING_SEARCH_SPACE,
    "device_pools": NamedKind.DEVICE_POOL,
}
BRIDGE = ("Default", "On", "Off")
RECORDING = {"off": RECORDING_DISABLED, "selective": SELECTIVE_RECORDING, "automatic": AUTOMATIC_RECORDING}
AUTO_ANSWER = {
    "off": AUTO_ANSWER_OFF,
    "headset": AUTO_ANSWER_HEADSET,
    "speakerphone": AUTO_ANSWER_SPEAKERPHONE,
}
# The keys of a line that say where it forwards to, callers of the house and callers outside alike.
FORWARDS = {
    "forward_all": (Forward.ALL,),
    "forward_busy": (Forward.BUSY, Forward.BUSY_INTERNAL),
    "forward_no_answer": (Forward.NO_ANSWER, Forward.NO_ANSWER_INTERNAL),
    "forward_on_failure": (Forward.FAILURE,),
    "forward_not_registered": (Forward.NOT_REGISTERED, Forward.NOT_REGISTERED_INTERNAL),
}


def provision(table: Table) -> Cluster:
    """The cluster that the table describes."""
    cluster = Cluster(
        version=table.get("version", str, "12.5.1.11900(146)"),
        gateway=table.get("gateway", str, "PSTN"),
        outside=[_outside(row) for row in table.tables("outside_numbers")],
        parameters=_parameters(table.table("service_parameters")),
        recorder=table.get("recorder", str, ""),
    )
    administration = Administration(cluster)
    for key, kind in NAMED.items():
        for name in table.items(key, str):
            _add(administration, table, Named(kind, name))
    for row in table.tables("phones"):
        _add(administration, row, _device(row, TerminalKind.PHONE, row.get("model", str, "Cisco 8845")))
    for row in table.tables("route_points"):
        _add(administration, row, _device(row, TerminalKind.ROUTE_POINT, "CTI Route Point"))
    _add_cti_ports(administration, table.table("cti_ports"))
    for row in table.tables("lines"):
        _configure(administration, row)
    hashes: dict[str, str] = {}
    for row in table.tables("users"):
        _add(administration, row, _end_user(row, hashes))
    for row in table.tables("application_users"):
        _add(administration, row, User(*_account(row, hashes)))
    return cluster


def _add(administration: Administration, row: Table, thing: Object) -> None:
    try:
        administration.add(thing)
    except Unfit as unfit:
        _wrong(row, str(unfit))


def _device(row: Table, kind: TerminalKind, model: str) -> Device:
    device = Device(
        row.get("name", str), kind, row.items("lines", str), row.get("description", str, ""), model
    )
    device.built_in_bridge = _one_of(row, "built_in_bridge", BRIDGE)
    device.device_pool = row.get("device_pool", str, device.device_pool)
    device.calling_search_space = row.get("calling_search_space", str, "")
    recording = RECORDING[_one_of(row, "recording", tuple(RECORDING))]
    device.appearances = {number: Appearance(recording) for number in device.lines}
    return device


def _add_cti_ports(administration: Administration, row: Table) -> None:
    count = row.get("count", int, 0)
    if not count:
        return
    prefix, first = row.get("prefix", str), row.get("first", str)
    if not first.isdecimal():
        _wrong(row, f"first: {first!r} is not a directory number")
    for offset in range(count):
        number = str(int(first) + offset).zfill(len(first))
        port = Device(f"{prefix}_{number}", TerminalKind.CTI_PORT, (number,), model="CTI Port")
        _add(administration, row, port)


def _configure(administration: Administration, row: Table) -> None:
    number = row.get("number", str)
    line = administration.cluster.lines.get(number)
    if line is None:
        _wrong(row, f"no device has the line {number!r}")
    draft = draft_of(line)
    draft.description = row.get("description", str, "")
    draft.partition = row.get("partition", str, "")
    draft.max_calls = row.get("max_calls", int, 0) or line.max_calls
    draft.busy_trigger = row.get("busy_trigger", int, 0) or line.busy_trigger
    draft.auto_answer = AUTO_ANSWER[_one_of(row, "auto_answer", tuple(AUTO_ANSWER))]
    seconds = row.get("forward_no_answer_seconds", float, 0.0) or None
    for key, when in FORWARDS.items():
        if destination := row.get(key, str, ""):
            draft.forwards.update({each: Forwarding(destination, seconds) for each in when})
    try:
        administration.update(line, draft)
    except Unfit as unfit:
        _wrong(row, str(unfit))


def _end_user(row: Table, hashes: dict[str, str]) -> EndUser:
    extension = row.get("ipcc_extension", str, "")
    return EndUser(
        *_account(row, hashes),
        first_name=row.get("first_name", str, ""),
        last_name=row.get("last_name", str),
        mail=row.get("mail", str, ""),
        department=row.get("department", str, ""),
        telephone=row.get("telephone", str, ""),
        ipcc_extension=extension,
        primary_extension=extension,
    )


def _account(row: Table, hashes: dict[str, str]) -> tuple[str, str, frozenset[str], tuple[str, ...]]:
    password = row.get("password", str)
    # Equal passwords in the file share one hash, so that a centre of thousands starts at once; the file
    # itself shows that they are equal.
    stored = hashes.get(password) or hashes.setdefault(password, passwords.hashed(password))
    return row.get("userid", str), stored, frozenset(row.items("roles", str)), row.items("devices", str)


def _outside(row: Table) -> OutsideNumber:
    does = row.get("does", str, Behaviour.ANSWER)
    if does not in tuple(Behaviour):
        _wrong(row, f"does: {does!r} is none of {', '.join(Behaviour)}")
    return OutsideNumber(row.get("number", str), Behaviour(does), row.get("seconds", float, 2.0))


def _parameters(row: Table) -> ServiceParameters:
    given = {
        each.name: row.get(each.name, type(each.default), each.default)
        for each in dataclasses.fields(ServiceParameters)
    }
    return ServiceParameters(**given)


def _one_of(row: Table, key: str, values: tuple[str, ...]) -> str:
    value = row.get(key, str, values[0])
    if value not in values:
        _wrong(row, f"{key}: {value!r} is none of {', '.join(values)}")
    return value


def _wrong(row: Table, what: str) -> NoReturn:
    raise SettingsError(f"centre: {row.where}: {what}")
