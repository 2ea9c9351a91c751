"""The stream parser: the same events however the bytes are cut, and an end to everything that is not XMPP."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notification.xmpp import stream
from notification.xmpp.errors import StreamError
from notification.xmpp.stanza import Element
from notification.xmpp.stream import Closed, Event, Opened, StreamParser, document

HEADER = (
    b"<?xml version='1.0'?><stream:stream to='ccx1.example.com' version='1.0' xmlns='jabber:client' "
    b"xmlns:stream='http://etherx.jabber.org/streams'>"
)
DIALOGUE = (
    HEADER
    + b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth> \n"
    + b"<iq type='set' id='\xc3\xa4'><query xmlns='jabber:iq:roster'><item jid='a@b'/>text &lt;&amp;&#228;"
    + b"</query></iq>"
    + b"  <presence/><message><body><![CDATA[<x>]]></body></message> </stream:stream>"
)
LIMIT = 1000


def shown(events: list[Event]) -> list[object]:
    return [
        event.xml()
        if isinstance(event, Element)
        else event.condition
        if isinstance(event, StreamError)
        else event
        for event in events
    ]


def fed(*chunks: bytes, limit: int = LIMIT) -> list[object]:
    parser = StreamParser(limit)
    return shown([event for chunk in chunks for event in parser.feed(chunk)])


def test_a_stream_opens_holds_stanzas_and_closes() -> None:
    events = fed(DIALOGUE)
    assert events[0] == Opened({"to": "ccx1.example.com", "version": "1.0"})
    assert [str(event).split(" ")[0] for event in events[1:-1]] == ["<auth", "<iq", "<presence", "<message"]
    assert events[-1] == Closed()


@given(st.lists(st.integers(0, len(DIALOGUE)), max_size=40))
def test_any_cutting_of_the_bytes_gives_the_same_events(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(DIALOGUE)]
    chunks = [DIALOGUE[start:end] for start, end in itertools.pairwise(edges)]
    assert fed(*chunks) == fed(DIALOGUE)


def test_one_byte_at_a_time_gives_the_same_events() -> None:
    assert fed(*(DIALOGUE[at : at + 1] for at in range(len(DIALOGUE)))) == fed(DIALOGUE)


@given(st.binary(max_size=200))
def test_rubbish_ends_the_stream_and_nothing_else(rubbish: bytes) -> None:
    for event in fed(rubbish):
        assert isinstance(event, (Opened, Closed, str))


BOMB = (
    b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    b"<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>&b;"
)


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (BOMB, "restricted-xml"),
        (HEADER + b"<!-- comment -->", "restricted-xml"),
        (HEADER + b"<?php ?>", "restricted-xml"),
        (HEADER + b"<message>&undefined;</message>", "not-well-formed"),
        (HEADER + b"<message></iq>", "not-well-formed"),
        (HEADER + b"<message body='\xff\xfe'/>", "not-well-formed"),
        (HEADER + b"<q:message/>", "not-well-formed"),
        (HEADER + b"words", "bad-format"),
        (b"GET / HTTP/1.1\r\n\r\n", "not-well-formed"),
        (b"<stream xmlns='urn:other'>", "invalid-namespace"),
        (b"<html>", "bad-format"),
        (HEADER + b"<a>" * 100, "policy-violation"),
        (HEADER + b"<message>" + b"x" * LIMIT + b"</message>", "policy-violation"),
        (HEADER + b"<message a='" + b"x" * LIMIT, "policy-violation"),
    ],
)
def test_what_has_no_place_in_xmpp_is_a_stream_error(data: bytes, condition: str) -> None:
    assert fed(data)[-1] == condition
    assert fed(*(data[at : at + 1] for at in range(len(data))))[-1] == condition


def test_stanzas_before_an_error_are_heard_and_none_after() -> None:
    parser = StreamParser(LIMIT)
    assert shown(parser.feed(HEADER + b"<presence/></nonsense>"))[1:] == [
        '<presence xmlns="jabber:client"/>',
        "not-well-formed",
    ]
    assert parser.feed(b"<presence/>") == []


def test_a_long_life_of_small_stanzas_and_blanks_is_never_too_big() -> None:
    parser = StreamParser(100 + len(HEADER))
    parser.feed(HEADER)
    for _ in range(1000):
        (event,) = parser.feed(b"<presence/> \n ")
        assert isinstance(event, Element)
        assert parser.feed(b" ") == []


def test_endless_new_names_end_the_stream() -> None:
    parser = StreamParser(LIMIT)
    parser.feed(HEADER)
    events: list[Event] = []
    for number in range(stream.NAMES_LIMIT + 10):
        events += parser.feed(b"<x%d/>" % number)
    assert shown(events)[-1] == "policy-violation"


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a/><b/>", b"<!DOCTYPE a><a/>", b"<a/>x", b"\xff", b"<a>" * 100]
)
def test_what_is_not_one_document_is_an_error(data: bytes) -> None:
    with pytest.raises(StreamError):
        document(data)


def test_a_declared_encoding_changes_nothing() -> None:
    assert document(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc3\xa4</a>").text == "\u00e4"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_utf_8_whatever_the_first_bytes_say(encoding: str) -> None:
    data = "<x/>".encode(encoding)
    with pytest.raises(StreamError, match="not UTF-8"):
        document(data)
    for cut in (1, 2, len(data)):
        parser = StreamParser(1000)
        events = [*parser.feed(data[:cut]), *parser.feed(data[cut:])]
        assert [str(event) for event in events] == ["not UTF-8"]


@pytest.mark.parametrize("broken", [b"text<<", b"text</other>"])
def test_text_that_was_buffered_when_the_stream_broke_is_not_heard(broken: bytes) -> None:
    parser = StreamParser(1000)
    parser.feed(b"<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>")
    assert [str(event) for event in parser.feed(broken)] in (["text between stanzas"], ["not-well-formed"])
    assert parser.feed(b"<more/>") == []
