"""A declaration's objects are as those of a frozen dataclass of the standard library, and cheaper."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ccx_engine.cti.layout import UINT, String
from ccx_engine.cti.wire import Message, fixed, floating, record


@record
class Dialled(Message):
    number: int = fixed(UINT, default=0)
    to: str = floating(1, String(20))
    secret: str = floating(2, String(20), default="", secret=True)


@record
class Asked(Message):
    number: int = fixed(UINT, default=0)


@record
class Alive(Message):
    pass


def test_a_class_may_have_no_fields() -> None:
    assert Alive() == Alive()


def test_values_are_given_by_name_and_those_left_out_have_their_defaults() -> None:
    call = Dialled(to="6001", secret="x", number=7)
    assert (call.to, call.secret, call.number) == ("6001", "x", 7)
    assert (Dialled(to="6001").secret, Dialled(to="6001").number) == ("", 0)
    assert dataclasses.replace(call, to="6002") == Dialled(to="6002", secret="x", number=7)


@pytest.mark.parametrize("given", [{}, {"to": "6001", "from": "1"}])
def test_what_is_missing_or_unknown_is_a_type_error(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Dialled.__init__\(\)"):
        Dialled(**given)


def test_objects_are_equal_by_class_and_values_and_never_change() -> None:
    assert Dialled(to="6001") == Dialled(to="6001") != Dialled(to="6002")
    assert Dialled(to="6001") != Asked()
    assert hash(Asked(number=1)) == hash(Asked(number=1))
    assert repr(Dialled(to="6001", secret="x")) == "Dialled(number=0, to='6001')"
    with pytest.raises(dataclasses.FrozenInstanceError):
        Dialled(to="6001").to = "6002"  # type: ignore[misc]
