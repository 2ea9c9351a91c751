"""What travels with a call, and how much of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.cti import messages as cti
from ccx_engine.cti.call_variables import Variable, ecc_bytes
from ccx_engine.cti.codec import codec_for
from ccx_engine.cti.enums import MAX_NAMED_BYTES
from ccx_engine.engine.call_data import CallData, cut

texts = st.text(max_size=300)


def test_what_a_caller_brings_becomes_call_variables_and_ecc_variables() -> None:
    data = CallData.of_call(
        "5551234",
        "6001",
        {"callVariable1": "gold", "callVariable10": "x", "user.case": "7", "user.plan": "A"},
    )
    fields = data.fields()
    assert (fields["ani"], fields["dnis"], fields["dialed_number"]) == ("5551234", "6001", "6001")
    assert (fields["call_variable_1"], fields["call_variable_10"]) == ("gold", "x")
    assert fields["named_variables"] == (
        cti.NamedVariable("user.case", "7"),
        cti.NamedVariable("user.plan", "A"),
    )


def test_what_no_call_can_carry_is_left_out_whole_and_the_log_says_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    given = {
        "callVariable1": "x" * 41,
        "case": "7",
        "user." + "n" * 28: "",
        "user.plan": "A",
        "callVariable2": "b",
    }
    data = CallData.of_call("5551234", "6001", given)
    assert (data.variables, data.named) == ({"call_variable_2": "b"}, {"user.plan": "A"})
    assert [record.getMessage() for record in caplog.records] == [
        "what 5551234 brings is left out: the value of callVariable1 has 41 bytes: 40 are the most",
        "what 5551234 brings is left out: 'case' is no call variable: use callVariable1 to callVariable10,"
        " PostCallTreatment, or user. and up to 27 letters, digits, _ and .",
        f"what 5551234 brings is left out: the name user.{'n' * 28} has 33 bytes: 32 are the most",
    ]


def test_only_what_a_request_gives_changes() -> None:
    data = CallData.of_call("5551234", "6001", {"callVariable1": "gold"})
    changed = data.change(
        cti.SetCallDataReq(
            invoke_id=1, call_id=1, call_type=0, connection_device_id="1001", call_variable_2="b"
        )
    )
    assert changed == {"call_variable_2": "b"}
    assert data.variables == {"call_variable_1": "gold", "call_variable_2": "b"}


def test_a_request_changes_what_else_a_call_carries() -> None:
    # source: CTI guide, SET_CALL_DATA_REQ, CALL_DATA_UPDATE_EVENT (customer's number and account in updates)
    data = CallData.of_call("5551234", "6001", {})
    given = {
        "ani": "5550000",
        "user_to_user_info": b"\x01\x02",
        "caller_entered_digits": "42",
        "customer_phone_number": "5559999",
        "customer_account_number": "A-1",
    }
    request = cti.SetCallDataReq(call_id=1, connection_device_id="1001", **given)  # type: ignore[arg-type]
    assert data.change(request) == given
    consult = CallData.of_agents_call("1001")
    consult.inherit(data)
    for carries in (data, consult):
        fields = carries.fields()
        assert (fields["user_to_user_info"], fields["caller_entered_digits"]) == (b"\x01\x02", "42")
        assert "customer_phone_number" not in fields
    assert (data.fields()["ani"], consult.fields()["ani"]) == ("5550000", "1001")


def test_an_array_element_replaces_the_one_at_its_index() -> None:
    data = CallData()
    for value in ("x", "y"):
        data.change(
            cti.SetCallDataReq(
                invoke_id=1,
                call_id=1,
                call_type=0,
                connection_device_id="1001",
                named_arrays=(cti.NamedArray(2, "user.list", value),),
            )
        )
    assert data.fields()["named_arrays"] == (cti.NamedArray(2, "user.list", "y"),)


@given(texts, st.integers(0, 60))
def test_a_text_is_cut_between_characters(text: str, limit: int) -> None:
    kept = cut(text, limit)
    assert len(kept.encode()) <= limit
    assert "\0" not in kept
    whole = text.replace("\0", "")
    assert whole.encode("utf-8", "replace").decode().startswith(kept)


@given(
    st.dictionaries(
        st.one_of(
            st.sampled_from(["callVariable1", "PostCallTreatment"]), texts, texts.map("user.{}".format)
        ),
        texts,
        max_size=30,
    )
)
def test_whatever_a_caller_brings_fits_a_message(data: dict[str, str]) -> None:
    made = CallData.of_call("5" * 80, "6" * 80, data)
    event = cti.BeginCallEvent(call_type=1, call_id=1, connection_device_id="6001", **made.fields())
    named = [(Variable(name), value) for name, value in made.named.items()]
    named += ((Variable(name, index=index), value) for (name, index), value in made.arrays.items())
    assert ecc_bytes(named) <= MAX_NAMED_BYTES
    codec = codec_for(14)
    assert codec.decode_frame(codec.encode(event)) == event
