"""Our schema beside Cisco's, which ciscoaxl brings along: our shapes are parts of Cisco's, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ciscoaxl  # type: ignore[import-untyped]
import pytest
from lxml import etree

from ccx_engine.cucm.axl.operations import DESCRIBED, KINDS
from ccx_engine.cucm.axl.schema import VERSIONS, Shape, fields, wsdl, xsd
from ccx_engine.cucm.axl.shapes import SHAPES

XSD = "{http://www.w3.org/2001/XMLSchema}"

# Our name of a shape, and Cisco's of its type, where it is not that of a kind.
OTHERS = {
    "PhoneLine": "RPhoneLine",
    "Dirn": "RDirn",
    "ForwardAll": "XCallForwardAll",
    "Forward": "XCallForwardBusy",
    "ForwardAfter": "XCallForwardNoAnswer",
    "Member": "XCallingSearchSpaceMember",
    "ChangeQueue": "ListChangeQueue",
    "Change": "Change",
}
# Fields that other releases list (AXL Developer Guide, new and changed information).
ELSEWHERE = {
    "LUser": {"displayName", "presenceGroupName", "customerName"},
    "UserCriteria": {"customerName"},
}


@cache
def ciscos() -> dict[str, etree._Element]:
    file = Path(ciscoaxl.__file__).parent / "schema" / "12.5" / "AXLSoap.xsd"
    root = etree.parse(file).getroot()
    return {each.get("name", ""): each for each in root.iter(f"{XSD}complexType") if each.get("name")}


def names(element: etree._Element) -> Iterator[str]:
    """The names of a type's own fields, in order; not those within them."""
    for child in element:
        if child.tag == f"{XSD}element":
            yield child.get("name", "")
        elif isinstance(child.tag, str) and child.tag != f"{XSD}attribute":
            yield from names(child)


def pairs() -> dict[str, str]:
    found = dict(OTHERS)
    for kind in KINDS:
        found |= {
            kind.name: f"R{kind.name}",
            f"X{kind.name}": f"X{kind.name}",
            f"{kind.name}Update": f"Update{kind.name}Req",
        }
        if f"L{kind.name}" in SHAPES:
            found[f"L{kind.name}"] = f"L{kind.name}"
    return found


@pytest.mark.parametrize(("ours", "theirs"), pairs().items())
def test_a_shape_has_its_fields_in_the_order_of_ciscos(ours: str, theirs: str) -> None:
    remaining = names(ciscos()[theirs])
    for field in fields(SHAPES[ours]):
        assert field.name in ELSEWHERE.get(ours, ()) or field.name in remaining, field.name


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_what_ciscos_schema_demands_of_a_new_object_ours_does(kind: str) -> None:
    """Except what may be nil: clients leave it out."""
    must = {
        each.get("name")
        for each in ciscos()[f"X{kind}"].iterfind(f"{XSD}sequence/{XSD}element")
        if each.get("minOccurs", "1") == "1" and each.get("nillable") != "true"
    }
    ours = {field.name for field in fields(SHAPES[f"X{kind}"]) if field.required}
    assert must <= ours


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_lists_are_searched_by_ciscos_criteria(kind: str) -> None:
    request = ciscos()[f"List{kind}Req"]
    criteria = next(each for each in request.iter(f"{XSD}element") if each.get("name") == "searchCriteria")
    ours = {field.name for field in fields(SHAPES[f"{kind}Criteria"])}
    assert ours - ELSEWHERE.get(f"{kind}Criteria", set()) <= set(names(criteria))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_is_valid_and_names_no_type_that_is_not_there(version: str) -> None:
    text = xsd(version, DESCRIBED)
    etree.XMLSchema(etree.fromstring(text.encode()))
    defined = set(re.findall(r'Type name="(\w+)"', text))
    assert set(re.findall(r'type="axlapi:(\w+)"', text)) <= defined


@pytest.mark.parametrize("version", VERSIONS)
def test_wsdl_and_schema_name_one_version_and_every_operation(version: str) -> None:
    description = wsdl(version, DESCRIBED, "https://cucm:8443/axl/")
    schema = xsd(version, DESCRIBED)
    for shape in DESCRIBED:
        assert f'soapAction="CUCM:DB ver={version} {shape.name}"' in description
        assert f'<xsd:element name="{shape.name}Response"' in schema


def test_every_operation_is_one_of_ciscos() -> None:
    file = Path(ciscoaxl.__file__).parent / "schema" / "12.5" / "AXLAPI.wsdl"
    text = file.read_text(encoding="utf-8")
    theirs = set(re.findall(r'<operation name="(\w+)"', text))
    assert {shape.name for shape in DESCRIBED} <= theirs


def test_an_operations_shape_is_described_wrapped_or_not() -> None:
    shapes = [Shape("a", "", "x!"), Shape("b", "", "x!", wrapped=False, attribute="y")]
    text = xsd("12.5", shapes)
    assert '<xsd:element name="return" nillable="true"><xsd:complexType><xsd:sequence>' in text
    assert '</xsd:sequence><xsd:attribute name="y" type="xsd:string"/></xsd:extension>' in text
