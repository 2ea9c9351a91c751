"""A description of this REST API in OpenAPI 3.1, made from the declarations of its operations and objects.

It is ours: the product has none. `python -m finesse.api` prints what is kept in the documents.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from finesse import model
from finesse.api import errors
from finesse.api.answers import Answer
from finesse.api.caller import REQUEST_ID
from finesse.api.form import Field, Filled, Form, Raw
from finesse.api.keys import RestNode
from finesse.api.operation import RANGE, Operation, Query, get
from finesse.api.path import ROOT
from finesse.api.who import Who
from finesse.model.xml import Part, Shape

URI = f"{ROOT}openapi.json"
JSON = "application/json"
XML = "application/xml"

Schema = dict[str, Any]

ABOUT = (
    "The REST API of finesse-lab, an emulator of Cisco Finesse for Unified CCX. This description is ours and "
    "not Cisco's: the product has no such document. What is emulated is described in Cisco's Finesse Web "
    "Services Developer Guide. Any path may end with a slash; what can be read has a HEAD, too; parameters "
    "after the question mark that are not listed are ignored."
)


def description_of(operations: Sequence[Operation]) -> Operation:
    """The operation that describes these, and itself."""

    @functools.cache
    def text() -> str:
        return written([*operations, own])

    def get_openapi(node: RestNode, caller: None, form: Filled) -> Answer:
        """This description, which the product does not have."""
        return Answer(text=text(), content_type=JSON)

    own = get(URI, get_openapi, Who.ANYBODY, Raw(JSON))
    return own


def written(operations: Iterable[Operation]) -> str:
    """The document as JSON."""
    return json.dumps(document(operations), ensure_ascii=False, indent=1) + "\n"


def document(operations: Iterable[Operation]) -> Schema:
    """The document as dictionaries and lists."""
    paths: dict[str, Schema] = {}
    for operation in sorted(operations, key=lambda one: one.path.lower()):
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Finesse REST API of finesse-lab", "version": "12.5", "description": ABOUT},
        "servers": [{"url": "https://localhost:8445"}],
        "security": [{"basic": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
            "responses": {
                "ApiErrors": {
                    "description": "Refused",
                    "content": {XML: {"schema": _referred_to(errors.API_ERRORS)}},
                }
            },
            "schemas": {
                name: _with_name(_element(shape), shape.name, name)
                for shape, name in sorted(_names().items(), key=lambda item: item[1])
            },
        },
    }


def _operation(operation: Operation) -> Schema:
    words = operation.handler.__name__.split("_")
    doc = " ".join((operation.handler.__doc__ or "").split())
    described: Schema = {
        "tags": [operation.path.removeprefix(ROOT).strip("/").partition("/")[0]],
        "summary": " ".join(words).capitalize(),
        "description": f"{doc} Open to {operation.who.words}.",
    }
    if operation.who is Who.ANYBODY:
        described["security"] = []
    if parameters := list(_parameters(operation)):
        described["parameters"] = parameters
    if operation.takes is not None:
        described["requestBody"] = {"required": True, "content": _content(operation.takes)}
    described["responses"] = dict(_responses(operation))
    return described


def _parameters(operation: Operation) -> Iterator[Schema]:
    for name in operation.parameters:
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for query in operation.query:
        yield _query(query)
    if operation.ranged is not None:
        pattern = {"type": "string", "pattern": r"^objects=\d+-\d+$"}
        yield {"name": RANGE, "in": "header", "schema": pattern}
    if operation.method != "GET":
        yield {"name": REQUEST_ID, "in": "header", "schema": {"type": "string"}}


def _query(query: Query) -> Schema:
    described: Schema = {"name": query.name, "in": "query"}
    if query.required:
        described["required"] = True
    described["schema"] = _text(query.values)
    return described


def _text(values: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(values)} if values else {"type": "string"}


def _responses(operation: Operation) -> Iterator[tuple[str, Schema]]:
    success: Schema = {"description": "Done"}
    if operation.gives is not None:
        success["description"] = "As asked"
        success["content"] = _content(operation.gives)
    if operation.status == errors.NotOnThisDeployment.status:
        success["description"] = errors.NotOnThisDeployment.error_type
    if operation.status == 202:
        success["description"] = "Accepted; what comes of it is told by a notification"
    if operation.creates:
        address = {"description": "The address of the new object", "schema": {"type": "string"}}
        success["headers"] = {"Location": address}
    yield str(operation.status), success
    if operation.ranged is not None:
        told = {"description": "Which of how many, as `objects 1-100/2500`", "schema": {"type": "string"}}
        part = {
            "description": "The part that was asked for; there are more",
            "headers": {"Content-Range": told},
        }
        yield "206", {**success, **part}
    types: dict[int, list[str]] = {}
    for error in operation.errors:
        listed = types.setdefault(error.status, [])
        if error.error_type not in listed:
            listed.append(error.error_type)
    for status in sorted(types):
        said = ", ".join(types[status])
        yield str(status), {"$ref": "#/components/responses/ApiErrors", "description": said}


def _content(body: Shape[Any] | Form | Raw) -> Schema:
    match body:
        case Raw():
            return {body.content_type: {"schema": {"type": "string"}}}
        case Form():
            return {XML: {"schema": _with_name(_fields(body.fields), body.root)}}
        case _:
            return {XML: {"schema": _referred_to(body)}}


def _fields(fields: Iterable[Field]) -> Schema:
    described: Schema = {"type": "object"}
    if required := [field.name for field in fields if field.required]:
        described["required"] = required
    described["properties"] = {field.name: _field(field) for field in fields}
    return described


def _field(field: Field) -> Schema:
    if field.many:
        return {"type": "array", "items": _field(dataclasses.replace(field, many=False))}
    if field.fields:
        return _fields(field.fields)
    return _text(field.value.words)


def _referred_to(shape: Shape[Any]) -> Schema:
    """An object that is declared by itself is described once."""
    name = _names().get(shape)
    if name is None:
        return _with_name(_element(shape), shape.name)
    return {"$ref": f"#/components/schemas/{name}"}


def _element(shape: Shape[Any]) -> Schema:
    described: Schema = {"type": "object"}
    required = [part.name for part in shape.parts if part.always]
    properties = {part.name: _part(part) for part in shape.parts}
    if shape.attribute is not None:
        name = shape.attribute[0]
        required.append(name)
        properties[name] = {"type": "string", "xml": {"attribute": True}}
    if required:
        described["required"] = required
    described["properties"] = properties
    return described


def _part(part: Part) -> Schema:
    if part.content is None:
        described: Schema = {"type": "string"}
    elif part.content in _names():
        described = _with_name(_referred_to(part.content), part.name, part.content.name)
    else:
        described = _element(part.content)
    return {"type": "array", "items": described} if part.many else described


def _with_name(schema: Schema, element: str, name: str = "") -> Schema:
    """The schema of an element that is called otherwise than `name`."""
    return schema if element == name else {**schema, "xml": {"name": element}}


@functools.cache
def _names() -> dict[Shape[Any], str]:
    """Every object that is declared by itself, called after its declaration: USER is User."""
    modules = [errors]
    modules += [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(model.__path__, f"{model.__name__}.")
    ]
    names: dict[Shape[Any], str] = {}
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, Shape) and re.fullmatch("[A-Z][A-Z_]*", name):
                names.setdefault(value, name.title().replace("_", ""))
    return names
