"""What add, get, list, update and remove do, for every kind of object alike.

A kind declares which of its fields the cluster acts on or works out (its properties): how each is told, and
how it is taken. Every other field of its shape is kept as it was given and told again, with CUCM's default
until then.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ccx_engine.cucm.axl.like import like
from ccx_engine.cucm.axl.references import bare
from ccx_engine.cucm.axl.schema import TEXTS, Field, fields
from ccx_engine.cucm.axl.service import Service
from ccx_engine.cucm.axl.shapes import SHAPES
from ccx_engine.cucm.axl.soap import ITEM_NOT_VALID, MALFORMED, Call, Fault, Given, Tags, Text
from ccx_engine.cucm.configuration.administration import (
    Administration,
    Duplicate,
    InUse,
    Missing,
    Unfit,
    draft_of,
)
from ccx_engine.cucm.configuration.cluster import Cluster, object_uuid
from ccx_engine.cucm.credentials import passwords

# The database's error codes, as AXL passes them on (Informix error messages).
DUPLICATE = -239
MISSING_KEY = -691
STILL_REFERENCED = -692
AT_A_TIME = 10  # objects of a list that are looked at before others have their turn
LONGEST_CRITERION = 255
LONGEST_TEXT = 1_024  # of a field; no more than that is ever compared with a criterion

Answer = Mapping[str, Any]


@dataclass(slots=True)
class Draft:
    """An object as a request wants it: a new one, or a changed copy of `before`."""

    thing: Any
    before: Any = None
    hashes: Mapping[str, str] = field(default_factory=dict)  # of the secrets in the request
    lines: list[Any] = field(default_factory=list)  # what it says of the lines of a device


Tell = Callable[[Cluster, Any], Any]
Take = Callable[[Cluster, Draft, Given], None]


class Property(NamedTuple):
    """A field that is more than kept: without `tell` it is a secret, without `take` nobody changes it."""

    tell: Tell | None
    take: Take | None = None


def text_of(attribute: str) -> Property:
    """A text that is an attribute of the object."""

    def take(cluster: Cluster, draft: Draft, given: Given) -> None:
        setattr(draft.thing, attribute, given.text)

    return Property(lambda cluster, thing: getattr(thing, attribute), take)


def always(value: Any) -> Tell:
    """A field is told so, whatever the object."""
    return lambda cluster, thing: value


def _commit(administration: Administration, draft: Draft) -> None:
    if draft.before is None:
        administration.add(draft.thing)
    else:
        administration.update(draft.before, draft.thing)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: its name and shape in AXL, and where it is in the cluster."""

    name: str
    element: str
    key: str
    every: Callable[[Cluster], Iterable[Any]]
    find: Callable[[Cluster, Given], Any]  # by the key in a request
    new: Callable[[Given], Any]
    properties: Mapping[str, Property]
    defaults: Mapping[str, str]
    said_by_key: bool = True  # whether a fault names the object by its key
    secrets: tuple[str, ...] = ()  # fields that are hashed
    commit: Callable[[Administration, Draft], None] = _commit

    def found(self, service: Service, call: Call, fault: Callable[[str], Fault]) -> Any:
        """The object that a request names by UUID or key; what `fault` makes when there is none."""
        asked, thing = bare(call.text("uuid") or ""), None
        if asked:
            thing = next((each for each in self.every(service.cluster) if bare(each.uuid) == asked), None)
        else:
            with contextlib.suppress(Missing):  # its key refers to what is not there
                thing = self.find(service.cluster, call.given)
        if thing is not None:
            return thing
        raise fault((call.text(self.key) if self.said_by_key else None) or self.name)

    def tell(self, cluster: Cluster, thing: Any, told: Field) -> Any:
        """The value of a field."""
        found = self.properties.get(told.name)
        if found is not None:
            return found.tell(cluster, thing) if found.tell else None
        return _typed(told, thing.other.get(told.name, self.defaults.get(told.name, "")))

    def tells(self, told: Field) -> bool:
        """Whether the field is no secret."""
        found = self.properties.get(told.name)
        return found is None or found.tell is not None

    def take(self, cluster: Cluster, draft: Draft, taken: Field, given: Given) -> None:
        """Change the draft as an element of the request says."""
        if len(given.text) > LONGEST_TEXT:
            raise Unfit(f"{taken.name} has up to {LONGEST_TEXT} characters")
        name = _base(taken.name)
        found = self.properties.get(name)
        if found is None:
            draft.thing.other[name] = _kept(taken, given)
        elif found.take is not None:
            found.take(cluster, draft, given)


async def get_object(kind: Kind, service: Service, call: Call) -> Answer:
    thing = kind.found(service, call, not_found)
    shape = fields(SHAPES[kind.name])
    return {kind.element: _told(kind, service.cluster, thing, shape, call.returned_tags())}


async def list_objects(kind: Kind, service: Service, call: Call) -> Answer:
    """The objects of which every criterion is true, `skip` of them left out, up to `first`."""
    cluster, tags = service.cluster, call.returned_tags()
    shape = fields(SHAPES.get(f"L{kind.name}", SHAPES[kind.name]))
    criteria = _criteria(kind, call)
    skip, first = call.number("skip", 0), call.number("first", -1)
    rows: list[Answer] = []
    for number, thing in enumerate(list(kind.every(cluster)), 1):
        if number % AT_A_TIME == 0:
            await asyncio.sleep(0)
        if len(rows) == first:
            break
        if all(like(text, str(kind.tell(cluster, thing, each) or "")) for each, text in criteria):
            if skip:
                skip -= 1
            else:
                rows.append(_told(kind, cluster, thing, shape, tags))
    return {kind.element: rows}


async def add_object(kind: Kind, service: Service, call: Call) -> Answer:
    given = call.given.child(kind.element)
    if given is None:
        raise Fault(MALFORMED, f"{kind.element} is missing", "Client")
    shape = fields(SHAPES[f"X{kind.name}"])
    _check_mandatory(kind, shape, given)
    draft = Draft(kind.new(given), hashes=await _hashes(kind, given))
    return _settle(kind, service, draft, shape, given)


async def update_object(kind: Kind, service: Service, call: Call) -> Answer:
    hashes = await _hashes(kind, call.given)
    thing = kind.found(service, call, lambda _: Fault(MALFORMED, f"{kind.name} not found"))
    draft = Draft(draft_of(thing), thing, hashes)
    return _settle(kind, service, draft, fields(SHAPES[f"{kind.name}Update"]), call.given)


async def remove_object(kind: Kind, service: Service, call: Call) -> Answer:
    thing = kind.found(service, call, not_found)
    try:
        service.administration.remove(thing)
    except Unfit as unfit:
        raise _fault_of(unfit) from None
    return {"return": thing.uuid}


def not_found(what: str) -> Fault:
    """AXL's word for an object that is not there."""
    return Fault(ITEM_NOT_VALID, f"Item not valid: The specified {what} was not found")


def _settle(kind: Kind, service: Service, draft: Draft, shape: Iterable[Field], given: Given) -> Answer:
    """Take what is given into the draft, and the draft into the cluster."""
    try:
        for each in shape:
            if (child := given.child(each.name)) is not None:
                kind.take(service.cluster, draft, each, child)
        kind.commit(service.administration, draft)
    except Unfit as unfit:
        raise _fault_of(unfit) from None
    return {"return": draft.thing.uuid}


def _fault_of(unfit: Unfit) -> Fault:
    """Why the cluster does not take it, in AXL's words."""
    match unfit:
        case Duplicate():
            text = "Could not insert new row - duplicate value in a UNIQUE INDEX column (Unique Index:)."
            return Fault(DUPLICATE, text, "Client")
        case Missing():
            text = (
                f"Missing key in referenced table for referential constraint (informix.{unfit.constraint})."
            )
            return Fault(MISSING_KEY, text, "Client")
        case InUse():
            text = f"Key value for constraint (informix.{unfit.constraint}) is still being referenced."
            return Fault(STILL_REFERENCED, text, "Client")
        case _:
            return Fault(MALFORMED, str(unfit))


def _told(kind: Kind, cluster: Cluster, thing: Any, shape: Iterable[Field], tags: Tags) -> Answer:
    """The fields that were asked for, and the UUID."""
    told: dict[str, Any] = {"uuid": thing.uuid}
    for each in shape:
        if (not tags or each.name in tags) and kind.tells(each):
            told[each.name] = _pruned(kind.tell(cluster, thing, each), tags.get(each.name, {}))
    return told


def _pruned(value: Any, tags: Tags) -> Any:
    """What was asked for of a value that has fields itself."""
    if not tags:
        return value
    if isinstance(value, Mapping):
        return {
            name: _pruned(inner, tags.get(name, {}))
            for name, inner in value.items()
            if name in tags or name == "uuid"
        }
    return [_pruned(each, tags) for each in value] if isinstance(value, list) else value


def _criteria(kind: Kind, call: Call) -> list[tuple[Field, str]]:
    asked = call.given.child("searchCriteria")
    texts = {name: text for name, text in (asked.texts() if asked else {}).items() if text}
    if any(len(text) > LONGEST_CRITERION for text in texts.values()):
        raise Fault(MALFORMED, f"a search criterion has up to {LONGEST_CRITERION} characters", "Client")
    allowed = {each.name for each in fields(SHAPES[f"{kind.name}Criteria"])}
    return [
        (each, texts[each.name])
        for each in fields(SHAPES[kind.name])
        if each.name in texts and each.name in allowed
    ]


def _check_mandatory(kind: Kind, shape: Iterable[Field], given: Given) -> None:
    for each in shape:
        if not each.required:
            continue
        child = given.child(each.name)
        if child is None or (each.name in (kind.key, "lastName") and not child.text):
            raise Fault(MALFORMED, f"{each.name} is mandatory", "Client")


async def _hashes(kind: Kind, given: Given) -> Mapping[str, str]:
    """The secrets of a request, hashed where it disturbs nobody."""
    texts = {name: child.text for name in kind.secrets if (child := given.child(name)) is not None}
    return {name: await asyncio.to_thread(passwords.hashed, text) for name, text in texts.items() if text}


def _base(name: str) -> str:
    """newUserid is what userid becomes."""
    return name[3].lower() + name[4:] if name.startswith("new") else name


def _kept(taken: Field, given: Given) -> str:
    text = given.text
    if not text:
        return ""
    if taken.type == "boolean":
        return given.boolean(taken.name)
    return str(given.integer(taken.name)) if taken.type == "integer" else text


def _typed(told: Field, text: str) -> Any:
    if told.type in TEXTS:
        return Text(text, object_uuid(told.name, text)) if text else None
    return text if text or told.type not in ("boolean", "integer") else None
