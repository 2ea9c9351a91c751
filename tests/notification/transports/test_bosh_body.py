"""What a request says, whichever way it is read; and what is no request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notification.transports import bosh_body
from notification.transports.bosh_body import BadBody, read
from notification.xmpp.stream import document
from vos.xml import attribute

BIND = "http://jabber.org/protocol/httpbind"


@pytest.mark.parametrize(
    "body",
    [
        f"<body rid='7' xmlns='{BIND}' sid='s'/>",
        f'<body xmlns="{BIND}" sid="s" rid="7" />',
        f"<body  sid = 's'\n rid='7' xmlns='{BIND}'></body>\n",
        f"<?xml version='1.0'?><body sid='s' rid='7' xmlns='{BIND}'/>",
        f"<b:body sid='s' rid='7' xmlns:b='{BIND}'/>",
        f"<body sid='&#115;' rid='7' xmlns='{BIND}'/>",
    ],
)
def test_an_empty_body_reads_the_same_in_every_spelling(body: str) -> None:
    request = read(body.encode())
    assert (request.rid, request.sid, request.elements) == (7, "s", [])


def test_a_body_holds_stanzas_in_order() -> None:
    stanzas = "<presence xmlns='jabber:client'/> <iq xmlns='jabber:client'/>"
    body = f"<body rid='7' sid='s' xmlns='{BIND}'>{stanzas}</body>"
    assert [element.name for element in read(body.encode()).elements] == ["presence", "iq"]


def test_a_restart_is_known_by_its_namespace() -> None:
    body = f"<body rid='7' sid='s' xmlns='{BIND}' xmlns:q='urn:xmpp:xbosh' q:restart='true'/>"
    assert read(body.encode()).restarts
    assert not read(body.replace("urn:xmpp:xbosh", "urn:other").encode()).restarts


@pytest.mark.parametrize(
    "body",
    [
        "", "hello", "<body", f"<body rid='7' xmlns='{BIND}'>", "<body rid='7'/>",
        f"<head rid='7' xmlns='{BIND}'/>", f"<body xmlns='{BIND}'/>", f"<body rid='' xmlns='{BIND}'/>",
        f"<body rid='0' xmlns='{BIND}'/>", f"<body rid='-1' xmlns='{BIND}'/>",
        f"<body rid='1e3' xmlns='{BIND}'/>",
        f"<body rid='x' xmlns='{BIND}'/>", f"<body rid='9007199254740993' xmlns='{BIND}'/>",
        f"<body rid='7' rid='8' xmlns='{BIND}'/>", f"<body rid='\u0667' xmlns='{BIND}'/>",
        f"<!DOCTYPE body><body rid='7' xmlns='{BIND}'/>", f"<body rid='7' xmlns='{BIND}'/><body/>",
        f"<body rid='7' xmlns='{BIND}' 1a=''/>", f"<body rid='7' xmlns='{BIND}' -a=''/>",
        f"<body rid='7' xmlns='{BIND}' xmlns:a=''/>", f"<body rid='7' xmlns='{BIND}' xmlns:='u'/>",
        f"<body rid='7' xmlns='{BIND}' xmlns:xmlns='u'/>", f"<body rid='7' xmlns='{BIND}' a:b='a:b'/>",
        f"<body\x0brid='7' xmlns='{BIND}'/>", f"<body rid='7' xmlns='{BIND}'><!-- x --></body>",
        f"<body rid='7' sid='\x1e' xmlns='{BIND}'/>",
    ],
)  # fmt: skip
def test_what_is_no_request_is_bad(body: str) -> None:
    with pytest.raises(BadBody):
        read(body.encode())


@given(
    st.dictionaries(st.sampled_from(["rid", "sid", "type", "pause", "xml:lang", "x"]), st.text(max_size=12))
)
def test_the_short_way_of_reading_agrees_with_the_parser(attributes: dict[str, str]) -> None:
    attributes = {"rid": "7", **{k: "".join(c for c in v if c.isprintable()) for k, v in attributes.items()}}
    written = " ".join(f'{key}="{attribute(value)}"' for key, value in attributes.items())
    data = f'<body {written} xmlns="{BIND}"/>'.encode(errors="replace")
    short = bosh_body._read_empty(data)
    if short is not None:
        parsed = document(data).attributes
        assert {k: v for k, v in short.items() if k != "xmlns" and ":" not in k} == {
            k: v for k, v in parsed.items() if "}" not in k
        }


@given(st.binary(max_size=200))
def test_rubbish_is_bad_and_nothing_worse(rubbish: bytes) -> None:
    with pytest.raises(BadBody):
        read(rubbish)


def test_answers_declare_the_stream_prefix_where_it_is_used() -> None:
    assert bosh_body.holding([]) == f"<body xmlns='{BIND}'/>".encode()
    assert b"xmlns:stream" not in bosh_body.holding([b"<presence/>"])
    assert b"xmlns:stream" in bosh_body.holding([b"<stream:features/>"])
