"""What call variables are called and hold, whoever gives them."""

from __future__ import annotations

import pytest

from ccx_engine.cti.call_variables import (
    CALL_VARIABLES,
    ECC_NAME_BYTES,
    ECC_VALUE_BYTES,
    Unfit,
    Variable,
    ecc_bytes,
    fitting,
    together,
    variable,
    wrap_up,
)
from ccx_engine.cti.codec import codec_for
from ccx_engine.cti.messages import BeginCallEvent, NamedArray, NamedVariable

LONGEST = "user." + "n" * 27


@pytest.mark.parametrize(
    "written", [*CALL_VARIABLES, "PostCallTreatment", "user.layout", "user.a.b_2", "user.list[255]"]
)
def test_a_name_is_read_and_written_the_same(written: str) -> None:
    # source: Finesse Web Services guide, Update call data; Cisco support note 119428 (PostCallTreatment)
    assert variable(written).written == written


@pytest.mark.parametrize(
    "written",
    [
        "", "callVariable0", "callVariable11", "callvariable1", "user.", "user", "plan", "User.plan",
        "user.a b", "user.ü", "user.list[256]", "user.list[x]", "callVariable1[1]", "postCallTreatment",
        "PostCallTreatment[1]", "BACampaign", "user.plan\n",
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused_with_the_names_there_are(written: str) -> None:
    with pytest.raises(
        Unfit, match="is no call variable: use callVariable1 to callVariable10, PostCallTreatment"
    ):
        variable(written)


@pytest.mark.parametrize(
    ("written", "most"),
    [
        ("callVariable10", 40), ("user.plan", 210), ("PostCallTreatment", 210), ("user.layout", 40),
        ("user.session.handled", 5), ("user.list[3]", 210),
    ],
)  # fmt: skip
def test_a_value_may_have_so_many_bytes_and_no_more(written: str, most: int) -> None:
    # source: CTI guide, call variables' tags, NAMEDVAR, default ECC variables
    assert fitting(written, "ü" * (most // 2)).most == most
    with pytest.raises(Unfit, match=rf"has {most + 1} bytes: {most} are the most") as refused:
        fitting(written, "x" * (most + 1))
    assert refused.value.problem.startswith(f"the value of {written} ")


def test_a_name_may_have_32_bytes_and_no_more() -> None:
    # source: CTI guide, NAMEDVAR
    assert variable(LONGEST).name == LONGEST
    with pytest.raises(Unfit, match=f"the name {LONGEST}n has 33 bytes: 32 are the most"):
        variable(LONGEST + "n")


@pytest.mark.parametrize("value", ["a\0b", "\ud800"])
def test_what_is_no_text_is_refused(value: str) -> None:
    with pytest.raises(Unfit, match=r"the value of user\.plan is no text"):
        fitting("user.plan", value)


def test_a_wrap_up_reason_has_39_bytes() -> None:
    # source: CTI guide, CallWrapupData
    assert wrap_up("x" * 39) == "x" * 39
    with pytest.raises(Unfit, match="the value of wrapUpReason has 40 bytes: 39 are the most"):
        wrap_up("x" * 40)


def test_one_call_carries_2000_bytes_of_ecc_variables() -> None:
    # source: CTI guide, MAX_NAMED_BYTES
    eight = [(Variable(f"user.{number:027}"), "x" * ECC_VALUE_BYTES) for number in range(8)]
    rest = 2000 - ecc_bytes(eight)
    assert rest == 2000 - 8 * (ECC_NAME_BYTES + ECC_VALUE_BYTES + 2)
    together([*eight, (Variable("user.x"), "y" * (rest - 8))])
    with pytest.raises(Unfit, match="have 2001 bytes, their names counted: 2000 are the most"):
        together([*eight, (Variable("user.x"), "y" * (rest - 7))])
    with pytest.raises(Unfit, match="201 ECC variables in one call: 200 are the most"):
        together([(Variable("user.a"), "")] * 201)


def test_what_fits_together_fits_one_message() -> None:
    named = tuple(NamedVariable(f"user.{number:027}", "x" * ECC_VALUE_BYTES) for number in range(8))
    last = NamedArray(255, "user.x", "y" * 39)
    size = ecc_bytes(
        [*((Variable(one.name), one.value) for one in named), (Variable("user.x", index=255), last.value)]
    )
    assert size == 2000
    event = BeginCallEvent(
        call_type=1, call_id=1, connection_device_id="1", named_variables=named, named_arrays=(last,)
    )
    assert codec_for(14).decode_frame(codec_for(14).encode(event), strict=True) == event
