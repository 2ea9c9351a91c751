"""Whether a document is as the OpenAPI description says: the elements that it has to have, and no others."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from lxml import etree

from finesse.api.node import openapi
from finesse.api.operations import OPERATIONS

XML = "application/xml"


@functools.cache
def description() -> dict[str, Any]:
    return openapi.document(OPERATIONS)


def answers(path: str, method: str) -> dict[str, Any]:
    """The answers of an operation, by status."""
    found: dict[str, Any] = description()["paths"][path][method.lower()]["responses"]
    return found


def strangenesses(path: str, method: str, status: int, content_type: str, body: bytes) -> list[str]:
    """What in an answer is not as described."""
    found = answers(path, method).get(str(status))
    if found is None:
        return [f"status {status}"]
    content = _resolved(found).get("content")
    if content is None:
        return [f"a body: {body[:200]!r}"] if body else []
    if content_type.partition(";")[0] not in content:
        return [f"content type {content_type}"]
    if XML not in content:
        return []
    schema = content[XML]["schema"]
    element = etree.fromstring(body)
    name = _named(schema)
    if element.tag != name:
        return [f"root {element.tag} instead of {name}"]
    return list(_in_element(element, schema, f"{element.tag}"))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = description()
        for key in schema["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        schema = found
    return schema


def _named(schema: dict[str, Any]) -> str:
    """The name of the root: said, or that of the schema."""
    resolved = _resolved(schema)
    named: str = resolved.get("xml", {}).get("name", schema.get("$ref", "").rpartition("/")[2])
    return named


def _in_element(element: etree._Element, schema: dict[str, Any], at: str) -> Iterator[str]:
    schema = _resolved(schema)
    if schema["type"] == "string":
        if len(element):
            yield f"{at} has children"
        if "enum" in schema and (element.text or "") not in schema["enum"]:
            yield f"{at} is {element.text}"
        return
    properties = schema["properties"]
    attributes = {name for name, inner in properties.items() if inner.get("xml", {}).get("attribute")}
    present = {child.tag for child in element} | set(element.attrib)
    yield from (f"{at} lacks {name}" for name in schema.get("required", ()) if name not in present)
    yield from (f"{at} has {name}" for name in present if name not in properties)
    yield from (f"{at} has an attribute {name}" for name in element.attrib if name not in attributes)
    if element.text and element.text.strip():
        yield f"{at} has text"
    for child in element:
        inner = properties.get(child.tag)
        if inner is None:
            continue
        many = inner.get("type") == "array"
        if not many and len(element.findall(child.tag)) > 1:
            yield f"{at} has several {child.tag}"
        yield from _in_element(child, inner["items"] if many else inner, f"{at}/{child.tag}")
