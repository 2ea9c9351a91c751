"""The file by which the numbers of calls go on after a restart, so that a number names one call only.

Source: CUCM CDR Administration Guide 12.5, globalCallID_callId: the number is written to disk every so many
calls; after a restart the next one begins with what was written plus as many.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ccx_engine.cucm.calls.call_numbers import NUMBERS, counted
from vos import private
from vos.service import CannotServe

WRITTEN_EVERY = 1_000  # calls


def kept(file: Path) -> Iterator[int]:
    """Numbers that go on after those that a process before this one gave. CannotServe names a bad file."""
    try:
        private.folder(file.parent)
        first = _next_thousand(int(file.read_text())) if file.exists() else 1
        _write(file, first)
    except OSError as error:
        raise CannotServe(f"call-numbers: cannot write {file}: {error.strerror}") from None
    except ValueError:
        raise CannotServe(f"call-numbers: {file} is no number; remove it: call numbers begin again") from None
    return _written(file, first)


def _written(file: Path, first: int) -> Iterator[int]:
    for number in counted(first):
        if number % WRITTEN_EVERY == 0 or number == 1:
            _write(file, number)
        yield number


def _next_thousand(number: int) -> int:
    thousand = (number // WRITTEN_EVERY + 1) * WRITTEN_EVERY
    return thousand if 0 < thousand <= NUMBERS else 1


def _write(file: Path, number: int) -> None:
    new = file.with_name(file.name + ".new")
    with open(new, "w", opener=private.opener) as written:
        written.write(f"{number}\n")
    new.replace(file)
