"""The JTAPI link's messages as bytes."""

import json
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.jtapi import messages, model, wire
from ccx_engine.jtapi.wire import FormatError, decode, encode

TEXT = st.text(max_size=20)


def values_of(hint: typing.Any) -> st.SearchStrategy[typing.Any]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return st.builds(hint, **{each.name: values_of(each.type) for each in msgspec.structs.fields(hint)})
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if typing.get_origin(hint) is not None:
        return st.dictionaries(TEXT, TEXT, max_size=3)
    plain: dict[typing.Any, st.SearchStrategy[typing.Any]] = {
        int: st.integers(0, 2**32),
        bool: st.booleans(),
        str: TEXT,
    }
    return plain[hint] if hint in plain else st.sampled_from(list(hint))


ANY_MESSAGE = st.one_of([values_of(kind) for kind in messages.KINDS.values()])


@given(ANY_MESSAGE)
def test_every_message_survives_the_wire(message: messages.Message) -> None:
    assert decode(encode(message)[wire.HEADER.size :]) == message


def test_a_frame_is_readable_json_that_names_its_message() -> None:
    body = b'{"is":"Answer","call":16777217,"terminal":"SEP1","request_id":7}'
    assert encode(messages.Answer(call=16777217, terminal="SEP1", request_id=7)) == (
        len(body).to_bytes(4, "big") + body
    )


def test_a_field_that_has_its_default_is_left_out() -> None:
    group = messages.CallEvs(1, (messages.CallEv(model.Ev.CALL_ACTIVE),))
    assert encode(group)[wire.HEADER.size :] == b'{"is":"CallEvs","call":1,"events":[{"ev":"CallActiveEv"}]}'


def test_text_of_any_language_and_every_quote_is_written_as_json() -> None:
    dtmf = messages.Dtmf(1, 'Jörg "\\" 山', "\u0000\n")
    assert json.loads(encode(dtmf)[wire.HEADER.size :]) == {
        "is": "Dtmf", "call": 1, "address": 'Jörg "\\" 山', "digits": "\u0000\n",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"is":"Nobody"}',
        b'{"is":["Answer"]}',
        b'{"is":"Answer","call":"1","terminal":"T"}',
        b'{"is":"Answer","call":true,"terminal":"T"}',
        b'{"is":"Answer","terminal":"T"}',
        b'{"is":"Answer","call":1,"terminal":"T","more":1}',
        b'{"is":"DeviceEv","ev":"NoSuchEv"}',
        b'{"is":"Terminals","terminals":"x"}',
        b'{"is":"CallEvs","call":1,"events":[],"data":{"a":1}}',
        b'{"is":"CallEvs","call":1,"events":[],"reason":999}',
        b'{"is":"CallEvs","call":1,"events":[[]]}',
        b'{"is":"CallEvs","call":1,"events":{}}',
        b'{"is":"CallEvs","call":1.5,"events":[]}',
        b'{"is":"DeviceEv","ev":["CallActiveEv"]}',
        b'{"is":"Answer","call":1,"terminal":null}',
        b'{"is":"Answer","call":null,"terminal":"T"}',
        b'{"is":"Answer","call":1.0,"terminal":"T"}',
        b'{"is":"Answer","call":NaN,"terminal":"T"}',
        b'{"is":"Answer","call":' + b"9" * 5_000 + b',"terminal":"T"}',
        b'{"is":"Answer","call":1,"terminal":"\xff"}',
        b'{"is":"Answer","call":1,"terminal":"\\ud800"}',
        b'{"is":"Answer","call":1,"terminal":"T"} and more',
        b'{"is":"Answer","call":1,"terminal":"T"',
        b'{"is":"Answer","call":1,"is":"Done","terminal":"T"}',
        b'{"is":"Answer","call":1,"terminal":"T","more":' + b"[" * 100_000,
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_what_is_no_message_is_a_format_error(body: bytes) -> None:
    with pytest.raises(FormatError):
        decode(body)


def test_an_error_says_what_is_wrong_and_where() -> None:
    with pytest.raises(FormatError, match=r"Expected `int`, got `str` - at `\$\.call`"):
        decode(b'{"is":"Answer","call":"1","terminal":"T"}')


@pytest.mark.parametrize(
    "quoted", ["\n", "\x1b[2J", "x" * 100_000], ids=["lines", "a terminal's codes", "length"]
)
def test_an_error_that_quotes_what_was_sent_stays_one_short_line(quoted: str) -> None:
    name = json.dumps(quoted).encode()
    for body in (b'{"is":%b}' % name, b'{"is":"Answer","call":1,"terminal":"T",%b:1}' % name):
        with pytest.raises(FormatError) as wrong:
            decode(body)
        assert str(wrong.value).isprintable()
        assert len(str(wrong.value)) < 300


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**64), 10**4_000])
def test_a_number_of_any_size_that_is_read_can_be_answered(number: int) -> None:
    request = decode(b'{"is":"Answer","call":1,"terminal":"T","request_id":%d}' % number)
    assert isinstance(request, messages.Request)
    answer = messages.Done(request.request_id)
    assert decode(encode(answer)[wire.HEADER.size :]) == answer


def test_a_request_is_numbered_when_it_is_sent() -> None:
    assert messages.Answer(1, "SEP1").numbered(7) == messages.Answer(1, "SEP1", request_id=7)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(messages.OpenProvider("ccx_1", "secret"))


def test_a_call_id_packs_node_and_number_as_cucm_does() -> None:
    # Source: a public MIVR trace, call:16806342 [29126/1]
    assert model.CallId(1, 29126).packed() == 16806342
    assert str(model.CallId.unpack(16806342)) == "29126/1"
