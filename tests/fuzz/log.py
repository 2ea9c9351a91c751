"""Whatever a record's text, its name or its exception's text is: one line, and marked ones for a traceback.

An input is: what to log, and the text in UTF-8, whose wrong bytes may be halves of surrogate pairs.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from typing import Any

from vos import log, visible

RECORD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S.*")
FORMATTER = log.LineFormatter("fuzz")
LONGEST = max(visible.CHARACTERS, log.TRACEBACK_CHARACTERS) + 50


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing is made while running."""


def check(data: bytes) -> None:
    """Raise where a text makes more of a record than its lines."""
    if not data:
        return
    text = data[1:].decode("utf-8", "surrogateescape" if data[0] & 0x80 else "replace")
    record = DEEDS[data[0] % len(DEEDS)](text)
    first, *below = FORMATTER.format(record).split("\n")
    assert RECORD.fullmatch(first), first
    assert len(below) <= log.TRACEBACK_LINES + 1
    for line in (first, *below):
        assert len(line) <= LONGEST
        assert visible.line(line, LONGEST) == line
        assert line.splitlines() == [line]
        line.encode()
    assert all(line.startswith(log.MARK) for line in below), below


def _record(message: str, *arguments: object, name: str = "fuzz") -> logging.LogRecord:
    return logging.LogRecord(name, logging.INFO, "fuzz.py", 1, message, arguments, None)


def _broken(error: BaseException) -> logging.LogRecord:
    record = _record("broken")
    try:
        raise error
    except BaseException:
        record.exc_info = sys.exc_info()
    return record


def _chained(text: str) -> logging.LogRecord:
    error = ExceptionGroup(text, [ValueError(text), KeyError(text)])
    error.add_note(text)
    error.__cause__ = OSError(5, text, text)
    return _broken(error)


DEEDS: tuple[Callable[[str], logging.LogRecord], ...] = (
    _record,
    lambda text: _record("%s and %r of %s", text, text, {text: text}),
    lambda text: _record("x", name=text),
    lambda text: _broken(ValueError(text)),
    lambda text: _broken(SyntaxError(text, (text, 1, 1, text))),
    _chained,
)
