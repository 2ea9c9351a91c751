"""The WSDL and schema of AXL, made of the shapes and of what each operation takes and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ccx_engine.cucm.axl.shapes import SHAPES, WITH_UUID

API = "http://www.cisco.com/AXL/API/"
WSDL = "http://www.cisco.com/AXLAPIService/"

# The schemas a release speaks: its own and those of the releases before it (AXL Developer Guide, versioning).
VERSIONS: Mapping[str, tuple[str, ...]] = {
    "12.5": ("9.0", "9.1", "10.0", "10.5", "11.0", "11.5", "12.0", "12.5"),
    "14.0": ("11.0", "11.5", "12.0", "12.5", "14.0"),
}

_BUILT_IN = {
    "": "xsd:string",
    "boolean": "axlapi:boolean",
    "integer": "xsd:integer",
    "any": "xsd:anyType",
}


class TextType(NamedTuple):
    """A text with one attribute."""

    name: str
    base: str
    attribute: str


TEXTS: Mapping[str, TextType] = {
    "fk": TextType("XFkType", "xsd:string", "uuid"),
    "changedTag": TextType("ChangedTag", "xsd:string", "name"),
    "startChange": TextType("StartChangeId", "xsd:integer", "queueId"),
}
_ATTRIBUTES = {**dict.fromkeys(WITH_UUID, ("uuid",)), "Change": ("type", "uuid")}


@dataclass(frozen=True, slots=True)
class Field:
    """One child element."""

    name: str
    type: str
    required: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """An operation: what its request holds, and its reply's `return`, or, not wrapped, the reply itself.

    `attribute` is one that the reply's element has.
    """

    name: str
    request: str
    response: str
    wrapped: bool = True
    attribute: str = ""


@cache
def fields(shape: str) -> tuple[Field, ...]:
    """The fields of a shape's line."""
    return tuple(
        Field(name, kind, mark == "!", mark == "*")
        for name, kind, mark in re.findall(r"(\w+)(?::(\w+))?([!*]?)", shape)
    )


def xsd(version: str, operations: Iterable[Shape]) -> str:
    """AXLSoap.xsd of one schema version."""
    types = "".join(_type(name, line) for name, line in SHAPES.items())
    calls = "".join(_operation(shape) for shape in operations)
    booleans = "".join(
        f'<xsd:enumeration value="{value}"/>' for value in ("t", "f", "true", "false", "0", "1")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:axlapi="{API}{version}" '
        f'targetNamespace="{API}{version}" elementFormDefault="unqualified" '
        'attributeFormDefault="unqualified">\n'
        '<xsd:simpleType name="XUUID"><xsd:restriction base="xsd:string"/></xsd:simpleType>\n'
        f'<xsd:simpleType name="boolean"><xsd:restriction base="xsd:string">{booleans}</xsd:restriction>'
        "</xsd:simpleType>\n"
        f"{''.join(map(_text_type, TEXTS.values()))}"
        '<xsd:complexType name="APIRequest"><xsd:attribute name="sequence" type="xsd:unsignedLong"/>'
        "</xsd:complexType>\n"
        '<xsd:complexType name="APIResponse"><xsd:attribute name="sequence" type="xsd:unsignedLong"/>'
        "</xsd:complexType>\n"
        '<xsd:element name="axlError"><xsd:complexType>'
        f"{_sequence('axlcode:integer! axlmessage! request!')}</xsd:complexType></xsd:element>\n"
        f"{types}{calls}</xsd:schema>\n"
    )


def wsdl(version: str, operations: Iterable[Shape], address: str) -> str:
    """AXLAPI.wsdl of one schema version, for the service at `address`."""
    names = [shape.name for shape in operations]
    fault = '<fault name="fault"><soap:fault name="fault" use="literal"/></fault>'
    messages = "".join(
        f'<message name="{name}In"><part name="axlParams" element="xsd1:{name}"/></message>\n'
        f'<message name="{name}Out"><part name="axlParams" element="xsd1:{name}Response"/></message>\n'
        for name in names
    )
    port = "".join(
        f'<operation name="{name}"><input message="s0:{name}In"/><output message="s0:{name}Out"/>'
        '<fault name="fault" message="s0:AXLError"/></operation>\n'
        for name in names
    )
    binding = "".join(
        f'<operation name="{name}">'
        f'<soap:operation soapAction="CUCM:DB ver={version} {name}" style="document"/>'
        '<input><soap:body use="literal"/></input><output><soap:body use="literal"/></output>'
        f"{fault}</operation>\n"
        for name in names
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<definitions name="AXLAPIService" targetNamespace="{WSDL}" '
        'xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" '
        f'xmlns:s0="{WSDL}" xmlns:xsd1="{API}{version}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n'
        f'<types><xsd:schema><xsd:import namespace="{API}{version}" schemaLocation="AXLSoap.xsd"/>'
        "</xsd:schema></types>\n"
        '<message name="AXLError"><part name="parameters" element="xsd1:axlError"/></message>\n'
        f'{messages}<portType name="AXLPort">\n{port}</portType>\n'
        '<binding name="AXLAPIBinding" type="s0:AXLPort">'
        '<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>\n'
        f'{binding}</binding>\n<service name="AXLAPIService"><port name="AXLPort" '
        f'binding="s0:AXLAPIBinding"><soap:address location="{address}"/></port></service>\n'
        "</definitions>\n"
    )


def _text_type(text: TextType) -> str:
    return (
        f'<xsd:complexType name="{text.name}"><xsd:simpleContent><xsd:extension base="{text.base}">'
        f"{_attribute(text.attribute)}</xsd:extension></xsd:simpleContent></xsd:complexType>\n"
    )


def _type(name: str, line: str) -> str:
    attributes = "".join(map(_attribute, _ATTRIBUTES.get(name, ())))
    return f'<xsd:complexType name="{name}">{_sequence(line)}{attributes}</xsd:complexType>\n'


def _attribute(name: str) -> str:
    return f'<xsd:attribute name="{name}" type="{"axlapi:XUUID" if name == "uuid" else "xsd:string"}"/>'


def _operation(shape: Shape) -> str:
    capital = shape.name[0].upper() + shape.name[1:]
    answer = _sequence(shape.response)
    if shape.wrapped:
        answer = (
            '<xsd:sequence><xsd:element name="return" nillable="true">'
            f"<xsd:complexType>{answer}</xsd:complexType></xsd:element></xsd:sequence>"
        )
    attribute = _attribute(shape.attribute) if shape.attribute else ""
    return (
        _extension(f"{capital}Req", "APIRequest", _sequence(shape.request))
        + _extension(f"{capital}Res", "APIResponse", answer + attribute)
        + f'<xsd:element name="{shape.name}" type="axlapi:{capital}Req"/>'
        f'<xsd:element name="{shape.name}Response" type="axlapi:{capital}Res"/>\n'
    )


def _extension(name: str, base: str, body: str) -> str:
    return (
        f'<xsd:complexType name="{name}"><xsd:complexContent><xsd:extension base="axlapi:{base}">'
        f"{body}</xsd:extension></xsd:complexContent></xsd:complexType>\n"
    )


def _sequence(line: str) -> str:
    return f"<xsd:sequence>{''.join(map(_element, fields(line)))}</xsd:sequence>"


def _element(field: Field) -> str:
    text = TEXTS.get(field.type)
    kind = f"axlapi:{text.name}" if text else _BUILT_IN.get(field.type, f"axlapi:{field.type}")
    most = "unbounded" if field.repeats else "1"
    nil = ' nillable="true"' if not field.required and field.type not in SHAPES else ""
    return (
        f'<xsd:element name="{field.name}" type="{kind}" minOccurs="{int(field.required)}" '
        f'maxOccurs="{most}"{nil}/>'
    )
