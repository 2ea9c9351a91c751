"""Calls' numbers go on over a restart.

# source: CUCM CDR Administration Guide 12.5, globalCallID_callId: after a restart "the next 1000th number"
"""

from itertools import islice
from pathlib import Path

import pytest

from ccx_engine.cucm.call_numbers_file import kept
from ccx_engine.cucm.calls.call_numbers import NUMBERS, counted
from vos.service import CannotServe


def test_numbers_begin_again_after_the_last_that_a_packed_id_has_room_for() -> None:
    assert list(islice(counted(NUMBERS - 1), 4)) == [NUMBERS - 1, NUMBERS, 1, 2]


def test_the_first_start_begins_with_one_and_each_further_one_with_the_next_thousand(tmp_path: Path) -> None:
    file = tmp_path / "data" / "call_numbers"
    starts = [list(islice(kept(file), 2)) for _ in range(3)]
    assert starts == [[1, 2], [1000, 1001], [2000, 2001]]


@pytest.mark.parametrize("calls", [998, 999, 1000, 1001, 2500])
def test_no_number_is_given_twice_however_many_calls_a_start_saw(tmp_path: Path, calls: int) -> None:
    file = tmp_path / "call_numbers"
    before = list(islice(kept(file), calls))
    assert before == list(range(1, calls + 1))
    after = next(kept(file))
    assert (after, after % 1000) == ((calls // 1000 + 1) * 1000, 0)


def test_past_the_last_number_a_start_begins_with_one(tmp_path: Path) -> None:
    file = tmp_path / "call_numbers"
    file.write_text(str(NUMBERS))
    assert next(kept(file)) == 1


def test_a_file_that_is_no_number_is_named_with_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "call_numbers"
    file.write_text("many")
    with pytest.raises(CannotServe, match=r"call_numbers is no number; remove it"):
        kept(file)


def test_a_file_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(CannotServe, match="call-numbers: cannot write"):
        kept(tmp_path / "data" / "call_numbers")
