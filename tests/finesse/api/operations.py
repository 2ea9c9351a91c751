"""Every operation of the REST API, as something that a test can ask for in the sample centre."""

from __future__ import annotations

from lxml import etree

from finesse.api.form import Field, Form
from finesse.api.operation import Operation
from finesse.api.operations import OPERATIONS
from finesse.api.who import Who
from tests.finesse.realtime.contact_center import CALL

WITH_BODY = [one for one in OPERATIONS if isinstance(one.takes, Form)]

ASKER = {
    Who.ANYBODY: None,
    Who.SUPERVISORS: "supervisor1",
    Who.CREATOR: "supervisor1",
    Who.ADMINISTRATOR: "administrator",
    Who.ADMINISTRATOR_ELSE_FORBIDDEN: "administrator",
}


def name(operation: Operation) -> str:
    return f"{operation.method} {operation.path.removeprefix('/finesse/api')}"


def asker(operation: Operation) -> str | None:
    """Somebody who may: agent1 where it is not said otherwise."""
    return ASKER.get(operation.who, "agent1")


def place(operation: Operation) -> str:
    """The path, below /finesse/api, of something that is there; the call CALL has to be made first."""
    path = operation.path.removeprefix("/finesse/api").format_map(real_parameters(operation))
    wanted = "&".join(
        f"{query.name}={(query.values or ('1001',))[0]}" for query in operation.query if query.required
    )
    return f"{path}?{wanted}" if wanted else path


def real_parameters(operation: Operation) -> dict[str, str]:
    """What names in the path are of something that is there."""
    real = dict.fromkeys(operation.parameters, "1")
    if "/User/{id}" in operation.path:
        real["id"] = "agent1"
    elif "/Dialog/{id}" in operation.path:
        real["id"] = str(CALL)
    return real


def filled(form: Form, **changed: str) -> bytes:
    """A body with something in every element; `changed` says what in some of them."""
    root = etree.Element(form.root)
    _fill(root, form.fields, changed)
    return etree.tostring(root)


def _fill(parent: etree._Element, fields: tuple[Field, ...], changed: dict[str, str]) -> None:
    for field in fields:
        element = etree.SubElement(parent, field.name)
        if field.fields:
            _fill(element, field.fields, changed)
        else:
            element.text = changed.get(field.name, field.value.words[0] if field.value.words else "1")
