"""What is written to a terminal is read there, and does no more."""

import sys

import pytest

from lab import terminal

HOSTILE = "x\x1b[2J\x9b2J\r\n\u202ey"
SEEN = r"x\x1b[2J\x9b2J\r\n\u202ey"


def test_each_text_is_one_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say(HOSTILE)
    terminal.complain(HOSTILE)
    assert capsys.readouterr() == (f"{SEEN}\n", f"{SEEN}\n")


def test_a_list_has_a_line_for_each_name(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.list_rows([(HOSTILE, HOSTILE), ("b", "c")], HOSTILE)
    assert capsys.readouterr().out.split("\n") == [SEEN, SEEN + SEEN, "b            c", ""]


def test_a_traceback_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        kind, error, trace = sys.exc_info()
    assert kind is not None
    assert error is not None
    terminal.complain_of_an_error(kind, error, trace)
    told = capsys.readouterr().err.rstrip("\n").split("\n")
    assert told[0] == "Traceback (most recent call last):"
    assert told[-2:] == [r"ValueError: x\x1b[2J\x9b2J\r", r"\u202ey"]
