from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.api.body import MARKUP, parse, parse_much
from finesse.api.errors import BadRequest, ParameterMissing
from tests.linear import must_be_linear
from vos import xml

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE User [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<User><state>&c;</state></User>"""
FILE = b'<!DOCTYPE User [<!ENTITY f SYSTEM "file:///etc/passwd">]><User><state>&f;</state></User>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"   ", id="blanks"),
        pytest.param(b"state=READY", id="no XML"),
        pytest.param(b"<User><state>READY</User>", id="not well-formed"),
        pytest.param(b"<User><state>READY</state></User><User/>", id="two documents"),
        pytest.param(b"<Dialog><state>READY</state></Dialog>", id="another root"),
        pytest.param(b"<user><state>READY</state></user>", id="the root in lower case"),
        pytest.param(b'<User xmlns="urn:x"><state>READY</state></User>', id="a namespace"),
        pytest.param(LAUGHS, id="a bomb of entities"),
        pytest.param(FILE, id="an entity from a file"),
        pytest.param(LAUGHS.decode().encode("utf-16"), id="a bomb in another encoding"),
        pytest.param(b"<User>&unknown;</User>", id="an unknown entity"),
        pytest.param(b"<User><state>a & b</state></User>", id="a bare ampersand"),
        pytest.param(b"<User><state>\x00</state></User>", id="NUL"),
        pytest.param(b"<User><state>\xff\xfe</state></User>", id="not UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?><User/>', id="unknown encoding"),
        pytest.param(b"<User>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</User>", id="too deep"),
    ],
)
def test_what_is_not_the_document_is_a_bad_request(data: bytes) -> None:
    with pytest.raises(BadRequest):
        parse(data, "User")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_bad_request(data: bytes) -> None:
    try:
        parse(data, "User")
    except BadRequest:
        return
    assert xml.read(data).tag == "User"


def test_order_unknown_elements_blanks_and_declarations_do_not_matter() -> None:
    body = parse(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<User>\n\t<what>x</what>'
        b"<extension> 1001 </extension><state>\n LOGIN</state ></User>",
        "User",
    )
    assert (body.text("state"), body.text("extension")) == ("LOGIN", "1001")


def test_of_duplicates_the_last_counts() -> None:
    assert parse(b"<User><state>A</state><state>B</state></User>", "User").text("state") == "B"


def test_an_absent_and_an_empty_parameter_are_missing() -> None:
    body = parse(b"<User><state/><extension>  </extension></User>", "User")
    for name in ("state", "extension", "reasonCodeId"):
        with pytest.raises(ParameterMissing) as refused:
            body.required(name)
        assert refused.value.error_data == name
    assert refused.value.error_message == "ReasonCodeId Parameter missing"
    assert (body.has("state"), body.has("reasonCodeId")) == (True, False)


def test_comments_and_instructions_are_passed_over() -> None:
    body = parse(b"<User><!-- x --><state><?php x?>READY<!-- y --></state></User>", "User")
    assert body.text("state") == "READY"


HOSTILE = {
    "attributes": lambda size: b"<User " + b" ".join(b"a%d=''" % n for n in range(size)) + b"/>",
    "attributes of a namespace": lambda size: (
        b"<User xmlns:x='u' " + b" ".join(b"x:a%d=''" % n for n in range(size)) + b"/>"
    ),
    "namespaces": lambda size: (
        b"<User " + b" ".join(b"xmlns:a%d='u%d'" % (n, n) for n in range(size)) + b"/>"
    ),
    "elements of the last of many namespaces": lambda size: (
        b"<User "
        + b" ".join(b"xmlns:a%d='u%d'" % (n, n) for n in range(size))
        + b">"
        + b"<a0:b/>" * size
        + b"</User>"
    ),
    "elements of one name": lambda size: b"<User>" + b"<state/>" * size + b"</User>",
    "elements of other names": lambda size: (
        b"<User>" + b"".join(b"<b%d/>" % n for n in range(size)) + b"</User>"
    ),
    "depth": lambda size: b"<User>" + b"<a>" * size + b"</a>" * size + b"</User>",
    "text": lambda size: b"<User><state>" + b"&amp;&#65;" * size + b"</state></User>",
    "text in pieces": lambda size: (
        b"<User><state>" + b"x<![CDATA[y]]><!-- z --><?p?>" * size + b"</state></User>"
    ),
    "an attribute's value": lambda size: b"<User a='" + b"&lt;&#10;" * size + b"'/>",
    "an encoding that is not told": lambda size: b"<?xml" + b" encoding=" * size,
    "markup that is none": lambda size: b"<User>" + b"= " * size + b"</User>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_body_is_read_in_linear_time(kind: str) -> None:
    def step(data: bytes) -> None:
        with contextlib.suppress(BadRequest):
            body = parse_much(data, "User")
            body.text("state")
            sum(1 for _ in body.each("state"))

    must_be_linear(HOSTILE[kind], step, 2_000)


def test_so_many_tags_or_attributes_are_no_body() -> None:
    for one in (b"<a/>", b"<a b = 'c'>d</a>"):
        most = MARKUP // (one.count(b"<") + one.count(b"=")) - 2
        assert parse_much(b"<User>" + one * most + b"</User>", "User").has("a")
        with pytest.raises(BadRequest):
            parse_much(b"<User>" + one * (most + 3) + b"</User>", "User")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "us-ascii"])
def test_a_long_body_may_be_in_an_encoding_in_which_its_tags_are_seen(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<User><state>{"x" * 100_000}</state></User>'
    assert parse_much(text.encode(encoding), "User").text("state") == "x" * 100_000


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_a_long_body_that_hides_its_tags_in_an_encoding_is_none(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><User>{"<a/>" * (MARKUP + 1)}</User>'
    for data in (text.encode(encoding), text[:38].encode() + text[38:].encode(encoding)):
        with pytest.raises(BadRequest):
            parse_much(data, "User")
