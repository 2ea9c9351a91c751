"""Elements are written so that parsing gives them back, with no prefix but xml's."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notification.xmpp import names
from notification.xmpp.stanza import Element, TooLong
from notification.xmpp.stream import document

NAMES = st.text(string.ascii_letters, min_size=1, max_size=8)
NAMESPACES = st.sampled_from(["", "jabber:client", "urn:a&b", "http://x/'y'", names.XML])
LETTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS | st.sampled_from("\n\t\r"), min_size=1)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> Element:
    attributes = draw(st.dictionaries(NAMES, TEXTS, max_size=3))
    element = Element(draw(NAMESPACES), draw(NAMES), attributes)
    if depth:
        for _ in range(draw(st.integers(0, 3))):
            element.children.append(draw(elements(depth - 1)) if draw(st.booleans()) else draw(TEXTS))
    return element


@given(elements())
def test_what_is_written_can_be_read_again(element: Element) -> None:
    again = document(element.xml().encode())
    assert again.xml() == element.xml()
    assert (again.ns, again.name, again.attributes, again.text) == (
        element.ns,
        element.name,
        element.attributes,
        element.text,
    )


def test_a_namespace_is_declared_where_it_changes_and_nowhere_else() -> None:
    element = Element("a", "x", {}, Element("a", "y"), Element("b", "z", {}, Element("b", "w")))
    assert element.xml() == '<x xmlns="a"><y/><z xmlns="b"><w/></z></x>'
    assert element.xml("a") == '<x><y/><z xmlns="b"><w/></z></x>'


def test_the_namespace_of_xml_itself_is_a_prefix_and_never_declared() -> None:
    element = document(b"<x xmlns='a'><xml:y><z/></xml:y></x>")
    assert element.xml() == '<x xmlns="a"><xml:y><z/></xml:y></x>'


def test_prefixed_attributes_survive() -> None:
    element = document(b"<x xml:lang='en' xmlns:q='urn:q' q:a='1'/>")
    assert element.xml() == '<x xml:lang="en" xmlns:a1="urn:q" a1:a="1"/>'


def test_text_is_escaped_once_and_never_cdata() -> None:
    element = document(b"<n><![CDATA[<Update>a & b</Update>]]></n>")
    assert element.xml() == "<n>&lt;Update&gt;a &amp; b&lt;/Update&gt;</n>"


GROWING = {
    "quotation marks": "<a b='" + '"' * 100 + "'/>",
    "namespaces of elements": "<a xmlns:p='nnnnnnnnnn'>" + "<p:b/>" * 50 + "</a>",
    "namespaces of attributes": "<a xmlns:p='nnnnnnnnnn'>" + "<b p:c=''/>" * 50 + "</a>",
    "line feeds": "<a>" + "&#13;" * 100 + "</a>",
    "deep": "<a>" * 20 + "<b/>" * 20 + "</a>" * 20,
}


@pytest.mark.parametrize("xml", GROWING.values(), ids=GROWING)
def test_an_element_is_written_within_a_limit_that_counts_what_is_written(xml: str) -> None:
    element = document(xml.encode())
    written = element.xml()
    assert element.xml_within(len(written)) == written
    for limit in (0, 10, len(written) - 1):
        with pytest.raises(TooLong):
            element.xml_within(limit)
