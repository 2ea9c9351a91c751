"""The log: one line per record, a traceback's lines marked, files for their owner alone."""

import logging
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.log import RECORD
from vos import log

FORGED = "\n2026-01-01T00:00:00.000Z INFO  finesse finesse.server: in service\x1b[2J\u2028\u202e"


def formatted(message: str, *arguments: object, **more: object) -> list[str]:
    """The lines of a record."""
    record = logging.LogRecord("finesse.server", logging.INFO, "x.py", 1, message, arguments, None)
    for name, value in more.items():
        setattr(record, name, value)
    return log.LineFormatter("finesse").format(record).split("\n")


def raised(error: Exception) -> object:
    try:
        raise error
    except Exception as caught:
        return type(caught), caught, caught.__traceback__


def test_a_line_has_the_time_in_utc_the_service_and_the_logger() -> None:
    (line,) = formatted("in service after %d s", 3, created=1_767_225_600.25, msecs=250.0)
    assert line == "2026-01-01T00:00:00.250Z INFO  finesse finesse.server: in service after 3 s"


@pytest.mark.parametrize(
    "lines",
    [
        formatted(FORGED),
        formatted("%s", FORGED),
        formatted("%s of %s", Exception(FORGED), {"x": FORGED}),
        formatted("x", name=FORGED, levelname=FORGED),
    ],
    ids=["text", "argument", "objects", "names"],
)
def test_no_part_of_a_record_makes_a_second_line(lines: list[str]) -> None:
    (line,) = lines
    assert RECORD.match(line)
    assert r"\n2026-01-01T00" in line


def test_a_traceback_is_readable_and_none_of_its_lines_can_be_taken_for_a_record() -> None:
    first, *below = formatted("broken", exc_info=raised(ValueError(f"no number: {FORGED}")))
    assert RECORD.match(first)
    assert below[0] == "  | Traceback (most recent call last):"
    assert any(re.fullmatch(r'  \|   File ".*", line \d+, in raised', each) for each in below)
    assert below[-2:] == [
        "  | ValueError: no number: ",
        r"  | 2026-01-01T00:00:00.000Z INFO  finesse finesse.server: in service\x1b[2J\u2028\u202e",
    ]


def test_a_chain_and_a_group_of_exceptions_and_a_stack_are_marked_too() -> None:
    group = ExceptionGroup(FORGED, [ValueError(FORGED), ExceptionGroup(FORGED, [KeyError(FORGED)])])
    group.__cause__ = OSError(FORGED)
    first, *below = formatted("broken", exc_info=raised(group), stack_info=f"Stack:{FORGED}")
    assert RECORD.match(first)
    assert all(each.startswith(log.MARK) for each in below)


def test_a_long_text_and_a_long_traceback_are_cut() -> None:
    (line,) = formatted("%s", "x" * 1_000_000)
    assert len(line) < 11_000
    below = formatted("broken", exc_info=raised(ValueError("\n".join(["y" * 10_000] * 10_000))))
    assert len(below) < 310
    assert max(map(len, below)) < 2_100
    assert "lines are left out" in "\n".join(below)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_open_umask")
def test_a_new_log_is_its_owner_s_alone_and_so_are_the_folders_that_are_made_for_it(tmp_path: Path) -> None:
    log.setup("toy", "INFO", tmp_path / "made" / "too" / "toy.log")
    assert mode(tmp_path / "made" / "too" / "toy.log") == 0o600
    assert mode(tmp_path / "made") == mode(tmp_path / "made" / "too") == 0o700


def test_the_logs_of_an_earlier_start_become_their_owner_s_alone(tmp_path: Path) -> None:
    earlier = [tmp_path / "toy.log", tmp_path / "toy.log.1"]
    for each in earlier:
        each.write_text("before\n")
        each.chmod(0o644)
    log.setup("toy", "INFO", tmp_path / "toy.log")
    assert [mode(each) for each in earlier] == [0o600, 0o600]
    assert earlier[0].read_text() == "before\n"


def test_files_that_rotation_makes_are_their_owner_s_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "BYTES_PER_FILE", 100)
    log.setup("toy", "INFO", tmp_path / "toy.log")
    for number in range(10):
        logging.getLogger("toy").info("line %d of those that make the file turn", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + log.FILES_KEPT
    assert {mode(each) for each in files} == {0o600}
