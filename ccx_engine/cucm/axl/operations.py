"""Every AXL operation: what it takes, what it answers, whether it writes, and the function that does it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ccx_engine.cucm.axl.changes import Noted
from ccx_engine.cucm.axl.devices import CTI_ROUTE_POINT, PHONE
from ccx_engine.cucm.axl.dial_plan import LINE, PARTITION, POOL, SEARCH_SPACE
from ccx_engine.cucm.axl.objects import (
    Answer,
    Kind,
    add_object,
    get_object,
    list_objects,
    not_found,
    remove_object,
    update_object,
)
from ccx_engine.cucm.axl.schema import Shape
from ccx_engine.cucm.axl.service import Service
from ccx_engine.cucm.axl.shapes import SHAPES
from ccx_engine.cucm.axl.soap import ITEM_NOT_VALID, Call, Fault
from ccx_engine.cucm.axl.sql.statement import SYNTAX
from ccx_engine.cucm.axl.users import APP_USER, USER
from ccx_engine.cucm.configuration.administration import Action
from ccx_engine.cucm.configuration.cluster import Line
from ccx_engine.cucm.credentials.accounts import Judged, Origin

KINDS = (USER, APP_USER, PHONE, LINE, CTI_ROUTE_POINT, PARTITION, SEARCH_SPACE, POOL)
# doAuthenticateUser's code; those of a refusal are not documented.
AUTHENTICATED, NOT_AUTHENTICATED, LOCKED = 0, 1, 2
KEYS = {LINE.name: "pattern routePartitionName:fk"}  # what names an object, where it is more than its key

# Who writes to the database by SQL has no permission to (Informix error messages): code and verb.
NO_PERMISSION = {"update": (-273, "UPDATE"), "delete": (-274, "DELETE"), "insert": (-275, "INSERT")}
WRITING = re.compile(r"\s*(update|delete|insert)\s+(?:from\s+|into\s+)?(\w+)\b", re.IGNORECASE)


Handle = Callable[[Service, Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A shape, and what answers it: Fault where it cannot. Who may only read may not ask what `writes`."""

    shape: Shape
    handle: Handle
    writes: bool = False


# --- The cluster and its users --------------------------------------------------------------------------


async def get_ccm_version(service: Service, call: Call) -> Answer:
    return {"componentVersion": {"version": service.cluster.version}}


async def do_authenticate_user(service: Service, call: Call) -> Answer:
    """By password or PIN. Application users are no end users: they are not authenticated here."""
    userid, password, pin = call.text("userid") or "", call.text("password"), call.text("pin")
    origin = Origin(f"{call.who} asks over AXL", call.address)
    if password is not None:
        judged = await service.accounts.judge(userid, password, origin)
    elif pin is not None:
        judged = await service.accounts.judge_pin(userid, pin, origin)
    else:
        judged = Judged(None)
    code = AUTHENTICATED if judged.user else LOCKED if judged.locked else NOT_AUTHENTICATED
    return {"userAuthenticated": judged.user is not None, "code": code}


async def get_num_devices(service: Service, call: Call) -> Answer:
    """How many devices of a class there are; of another class than phones and route points, none."""
    asked = call.text("class") or ""
    kinds = {"Phone": PHONE, "CTI Route Point": CTI_ROUTE_POINT}
    count = len(list(kinds[asked].every(service.cluster))) if asked in kinds else 0
    return {"return": count, "class": asked}


# --- Devices --------------------------------------------------------------------------------------------


async def apply(kind: Kind, service: Service, call: Call) -> Answer:
    """Changes act at once here: there is nothing left to apply."""
    return {"return": kind.found(service, call, not_found).uuid}


async def reset(kind: Kind, service: Service, call: Call) -> Answer:
    """The device, or every device of the line, registers anew."""
    thing = kind.found(service, call, not_found)
    for device in thing.devices if isinstance(thing, Line) else [thing]:
        service.telephony.reset(device.name)
    return {"return": thing.uuid}


# --- The database ---------------------------------------------------------------------------------------


async def execute_sql_query(service: Service, call: Call) -> Answer:
    return {"row": await service.database.select(call.text("sql") or "", call.who)}


async def execute_sql_update(service: Service, call: Call) -> Answer:
    """The database is a picture of the cluster: nobody has the permission to write to it."""
    found = WRITING.match(call.text("sql") or "")
    if found is None:
        raise Fault(SYNTAX, "A syntax error has occurred.")
    code, verb = NO_PERMISSION[found[1].lower()]
    raise Fault(code, f"No {verb} permission for {found[2].lower()}.")


# --- Changes --------------------------------------------------------------------------------------------


async def list_change(service: Service, call: Call) -> Answer:
    """The changes from a number on, of the types asked for; without a number, all that are known."""
    log, start, types = service.changes, call.given.child("startChangeId"), call.given.child("objectList")
    if start is None:
        since = log.first
    elif start.attribute("queueId") != log.queue:
        raise Fault(
            ITEM_NOT_VALID,
            "The queueId value does not match the server. This indicates that it is either incorrect or the "
            "server restarted and a full sync is needed.",
        )
    else:
        since = start.integer("startChangeId")
        if not log.first <= since <= log.last + 1:
            raise Fault(ITEM_NOT_VALID, f"startChangeId {since} is not from {log.first} to {log.last + 1}")
    wanted = {each.text for each in types.children("object")} if types else set()
    found, following = log.since(since, wanted)
    return {
        "queueInfo": {
            "firstChangeId": log.first,
            "lastChangeId": log.last,
            "nextStartChangeId": following,
            "queueId": log.queue,
        },
        "changes": {"change": [_change(noted) for noted in found]},
    }


def _change(noted: Noted) -> Mapping[str, Any]:
    """What changed of an object is not told: `doGet` bids the client to get it."""
    return {
        "type": noted.type,
        "uuid": noted.uuid,
        "id": noted.number,
        "action": noted.action,
        "doGet": noted.action is not Action.REMOVED,
        "changedTags": {},
    }


# --- The table ------------------------------------------------------------------------------------------


def _of(kind: Kind) -> Iterator[Operation]:
    """add, get, list, update and remove."""
    name, element, key = kind.name, kind.element, KEYS.get(kind.name, kind.key)
    listed = f"L{name}" if f"L{name}" in SHAPES else name
    criteria = f"searchCriteria:{name}Criteria! returnedTags:{listed}! skip:integer first:integer"
    got = Shape(f"get{name}", f"{key} uuid returnedTags:{name}", f"{element}:{name}!")
    yield Operation(got, partial(get_object, kind))
    yield Operation(Shape(f"list{name}", criteria, f"{element}:{listed}*"), partial(list_objects, kind))
    yield _write(f"add{name}", f"{element}:X{name}!", partial(add_object, kind))
    yield _write(f"update{name}", f"uuid {key} {SHAPES[f'{name}Update']}", partial(update_object, kind))
    yield _write(f"remove{name}", f"{key} uuid", partial(remove_object, kind))


def _again(kind: Kind) -> Iterator[Operation]:
    """apply, reset and restart."""
    request = f"{KEYS.get(kind.name, kind.key)} uuid"
    yield _write(f"apply{kind.name}", request, partial(apply, kind))
    yield _write(f"reset{kind.name}", request, partial(reset, kind))
    yield _write(f"restart{kind.name}", request, partial(reset, kind))


def _write(name: str, request: str, handle: Handle) -> Operation:
    """An operation that is answered with the UUID of its object."""
    return Operation(Shape(name, request, "return!", wrapped=False), handle, writes=True)


OPERATIONS: Mapping[str, Operation] = {
    operation.shape.name: operation
    for operation in (
        Operation(Shape("getCCMVersion", "processNodeName", "componentVersion:Version!"), get_ccm_version),
        Operation(
            Shape(
                "doAuthenticateUser",
                "userid! password pin",
                "userAuthenticated:boolean! code:integer! daysToExpiry:integer isWarningNeeded:boolean",
            ),
            do_authenticate_user,
        ),
        *(operation for kind in KINDS for operation in _of(kind)),
        *(operation for kind in (PHONE, CTI_ROUTE_POINT, LINE) for operation in _again(kind)),
        Operation(
            Shape("getNumDevices", "class!", "return:integer!", wrapped=False, attribute="class"),
            get_num_devices,
        ),
        Operation(Shape("executeSQLQuery", "sql!", "row:any*"), execute_sql_query),
        Operation(Shape("executeSQLUpdate", "sql!", "rowsUpdated:integer!"), execute_sql_update, writes=True),
        Operation(
            Shape(
                "listChange",
                "startChangeId:startChange objectList:ChangeTypes",
                "queueInfo:ChangeQueue changes:Changes!",
                wrapped=False,
            ),
            list_change,
        ),
    )
}
DESCRIBED = tuple(operation.shape for operation in OPERATIONS.values())  # for WSDL and schema
