"""A frozen dataclass that is cheap to declare behaves as the standard library's does."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from ccx_engine.frozen import frozen_dataclass


@frozen_dataclass
class Asked:
    number: int = dataclasses.field(default=0, kw_only=True)


@frozen_dataclass
class Dialled(Asked):
    to: str
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)
    secret: str = dataclasses.field(default="", repr=False)


@frozen_dataclass
class Alive:
    pass


def test_a_class_may_have_no_fields() -> None:
    assert Alive() == Alive()


def test_values_are_given_by_place_or_name_and_those_left_out_have_their_defaults() -> None:
    call = Dialled("6001", secret="x", number=7)
    assert (call.to, call.data, call.secret, call.number) == ("6001", {}, "x", 7)
    assert Dialled(to="6001").data is not Dialled(to="6001").data
    assert Dialled("6001", {"a": "b"}).data == {"a": "b"}
    assert dataclasses.replace(call, to="6002") == Dialled("6002", secret="x", number=7)


@pytest.mark.parametrize("given", [{}, {"to": "6001", "from": "1"}])
def test_what_is_missing_or_unknown_is_a_type_error(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Dialled.__init__\(\)"):
        Dialled(**given)


def test_objects_are_equal_by_class_and_values_and_never_change() -> None:
    assert Dialled("6001") == Dialled("6001") != Dialled("6002")
    assert Dialled("6001") != Asked()
    assert hash(Asked(number=1)) == hash(Asked(number=1))
    assert repr(Dialled("6001", secret="x")) == "Dialled(number=0, to='6001', data={})"
    with pytest.raises(dataclasses.FrozenInstanceError):
        Dialled("6001").to = "6002"  # type: ignore[misc]
