"""The one reader and the one escaping of XML, and that there is no other."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linear import must_be_linear
from vos import xml

ROOT = Path(__file__).parents[2]
PACKAGES = ("vos", "finesse", "ccx_engine", "notification", "lab", "certs")
STREAMS = "notification/xmpp/stream.py"  # a stream's document has no end

# Makes a parser, or parses with one that nobody has hardened.
READERS = frozenset(
    {
        "HTMLParser",
        "HTMLPullParser",
        "ParserCreate",
        "XMLParser",
        "XMLPullParser",
        "XMLTreeBuilder",
        "fromstring",
        "fromstringlist",
        "iterparse",
        "make_parser",
        "parseString",
        "xmlfile",
    }
)
FOREIGN = re.compile(r"xml\.(etree|dom|sax|parsers)|defusedxml|html$|expat|markupsafe")
ENTITY = re.compile(r"&(amp|lt|gt|quot|apos);")

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>'
    "<a b='&d;'>&d;</a>"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b" \n", id="blanks"),
        pytest.param(b"a=b", id="no XML"),
        pytest.param(b"<a><b></a>", id="not well-formed"),
        pytest.param(b"<a/><a/>", id="two documents"),
        pytest.param(b"<a>&unknown;</a>", id="an unknown entity"),
        pytest.param(b"<a>\x00</a>", id="NUL"),
        pytest.param(b"<a>\xff</a>", id="not UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?><a/>', id="an unknown encoding"),
        pytest.param(b"<b>" * 300 + b"</b>" * 300, id="too deep"),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(xml.BadXml) as refused:
        xml.read(data)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "iso-8859-1"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LAUGHS, id="a bomb of entities"),
        pytest.param("<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>", id="a file"),
        pytest.param("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>", id="a DTD elsewhere"),
        pytest.param("<!-- <a> --><!DOCTYPE a><a/>", id="behind a comment"),
        pytest.param("<?b <a ?>\n<!DOCTYPE a><a/>", id="behind an instruction"),
        pytest.param("<!DOCTYPE a><a/>", id="an empty one"),
    ],
)
def test_a_document_type_is_refused_whatever_its_encoding(text: str, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding == "iso-8859-1" else ""
    with pytest.raises(xml.DocumentType):
        xml.read((declared + text).encode(encoding))


def test_text_that_only_looks_like_a_document_type_is_text() -> None:
    assert xml.read(b"<a><![CDATA[<!DOCTYPE a>]]></a>").text == "<!DOCTYPE a>"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    try:
        root = xml.read(data)
    except xml.BadXml:
        return
    assert isinstance(root.tag, str)


def test_comments_and_instructions_are_passed_over() -> None:
    root = xml.read(b"<?x?><!-- y --><a>b<!-- c -->d<?e f?>g</a>")
    assert (root.text, len(root)) == ("bdg", 0)


def test_more_bytes_than_allowed_are_refused() -> None:
    assert xml.read(b"<a>b</a>", size=8).text == "b"
    with pytest.raises(xml.BadXml, match="more than 7 bytes"):
        xml.read(b"<a>b</a>", size=7)


def test_elements_deeper_than_allowed_are_refused() -> None:
    assert xml.read(b"<a><b/><b><c/></b></a>", depth=3).tag == "a"
    with pytest.raises(xml.BadXml, match="more than 2 elements within each other"):
        xml.read(b"<a><b/><b><c/></b></a>", depth=2)


def test_the_reader_of_a_document_within_another_says_in_which_encoding_it_is() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><a>ä</a>'.encode()
    assert xml.read(data, encoding="utf-8").text == "ä"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda size: b"<!-- a -->" * size + b"<a/>", id="comments before the root"),
        pytest.param(lambda size: b"<!" * size, id="declarations that do not end"),
        pytest.param(lambda size: b"x" * size, id="what is no markup"),
        pytest.param(lambda size: b"<a>" + b"<b><c/></b>" * size + b"</a>", id="elements"),
    ],
)
def test_a_document_is_read_in_linear_time(make: Callable[[int], bytes]) -> None:
    def step(data: bytes) -> None:
        with contextlib.suppress(xml.BadXml):
            xml.read(data, depth=10)

    must_be_linear(make, step, 2_000)


WRITABLE = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not xml.NEVER.search(text))


@given(WRITABLE)
def test_what_is_escaped_is_read_back_to_the_letter(value: str) -> None:
    root = xml.read(f'<a b="{xml.attribute(value)}">{xml.text(value)}</a>'.encode())
    assert (root.get("b"), root.text or "") == (value, value)


@given(st.text())
def test_plain_text_can_always_be_read(value: str) -> None:
    found = xml.read(f"<a>{xml.plain_text(value)}</a>".encode()).text or ""
    assert found == xml.NEVER.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")


def test_plain_text_has_predefined_entities_only() -> None:
    assert xml.plain_text("<&>\"'\r\n") == "&lt;&amp;&gt;\"'\r\n"
    assert xml.plain_text("a\x00b\x1bc\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert xml.plain_text("Ann") == "Ann"


def test_nobody_else_reads_or_escapes_xml() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in ("vos/xml.py", STREAMS)
        for line, what in own_xml(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "etree.fromstring(data)",
        "parser = etree.XMLParser(resolve_entities=False)",
        "from lxml.etree import XMLParser",
        "etree.parse(path)",
        "etree.XML(text)",
        "import xml.etree.ElementTree as ET",
        "from xml.parsers import expat",
        "from xml.sax.saxutils import escape",
        "from html import escape",
        "import html",
        "value.replace('&', '&amp;')",
        "value.translate({60: '&lt;'})",
    ],
)
def test_own_xml_is_found(source: str) -> None:
    assert len(list(own_xml(source))) == 1


@pytest.mark.parametrize(
    "document",
    [
        "<a><password>sesame</password></a>",
        "<a xmlns='urn:x'><b><Password c='d'>sesame</Password></b></a>",
        "<x:a xmlns:x='urn:x'><x:pin>sesame</x:pin></x:a>",
        "<a><password><![CDATA[ses</password>ame]]>sesame</password></a>",
        "<a><password>ses<!-- -->ame<b>sesame</b></password></a>",
        "<password>sesame</password>",
        "<a><digestCredentials>sesame</digestCredentials></a>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_masked_document_has_no_password(document: str, encoding: str) -> None:
    shown = xml.masked(document.encode(encoding))
    assert b"ame" not in shown
    assert xml.MASK.encode() in shown


def test_a_document_without_passwords_is_shown_as_it_is() -> None:
    data = b"<?xml version='1.0'?>\n<a  b = 'c'><userid>agent1</userid></a>"
    assert (xml.masked(data), xml.masked(b"")) == (data, b"")


def test_of_what_is_no_document_nothing_is_shown() -> None:
    assert xml.masked(b"<a><password>sesame</a>") == b"*" * 23


def own_xml(source: str) -> Iterator[tuple[int, str]]:
    """Where a module parses XML or escapes for it, by line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                for each in names:
                    if FOREIGN.match(each.name):
                        yield node.lineno, each.name
            case ast.ImportFrom(module=str(module), names=names):
                if FOREIGN.match(module):
                    yield node.lineno, module
                elif module.startswith("lxml"):
                    for each in names:
                        if each.name in READERS | {"XML", "HTML", "parse"}:
                            yield node.lineno, each.name
            case ast.Call(ast.Attribute(ast.Name("etree"), "XML" | "HTML" | "parse")):
                yield node.lineno, "etree"
            case ast.Call(ast.Attribute(_, name) | ast.Name(name)) if name in READERS:
                yield node.lineno, name
            case ast.Constant(str(text)) if ENTITY.fullmatch(text):
                yield node.lineno, text
