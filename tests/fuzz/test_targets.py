"""What fuzzing has found once is taken as documented from then on."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import cti, frames, gadgets, http, imports, log, xmpp
from tests.fuzz.__main__ import KEPT

TARGETS = pytest.mark.parametrize(
    "target",
    [cti, frames, gadgets, http, imports, log, xmpp],
    ids=lambda target: target.__name__.rpartition(".")[2],
)


def name_of(target: ModuleType) -> str:
    return target.__name__.rpartition(".")[2]


@TARGETS
def test_the_corpus_is_small(target: ModuleType) -> None:
    kept = sorted((KEPT / name_of(target)).iterdir())
    assert kept
    assert sum(each.stat().st_size for each in kept) < 200_000


@TARGETS
def test_every_kept_input_is_taken_as_documented(target: ModuleType) -> None:
    for each in sorted((KEPT / name_of(target)).iterdir()):
        try:
            target.check(each.read_bytes())
        except Exception as error:
            error.add_note(f"the input is {each}")
            raise


@TARGETS
@given(data=st.binary(max_size=200))
def test_any_bytes_are_taken_as_documented(target: ModuleType, data: bytes) -> None:
    target.check(data)
