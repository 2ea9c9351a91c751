from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.api.body import parse
from finesse.api.errors import BadRequest, ParameterMissing

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
    with contextlib.suppress(BadRequest):
        parse(data, "User")


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
