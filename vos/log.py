"""One log per service: a line per record, UTC time first, never more than a bounded amount of disk.

Whatever a peer has written into what is logged, a record is one line: control characters are escaped here,
where the line is made, and a traceback's lines are marked. So whatever begins with a time
is a record of ours.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import time
from io import TextIOWrapper
from pathlib import Path

from vos import private, visible
from vos.settings import SettingsError

logger = logging.getLogger(__name__)

MARK = "  | "  # before each line of a traceback
TRACEBACK_LINES = 300
TRACEBACK_CHARACTERS = 2_000  # of a line
BYTES_PER_FILE = 20_000_000
FILES_KEPT = 5

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# Libraries that say too much at DEBUG to leave our own messages readable.
QUIET = ("aiosqlite", "slixmpp", "zeep", "asyncio", "httpx", "urllib3", "aiohttp.access")


class LineFormatter(logging.Formatter):
    """`2026-01-01T12:00:00.000Z LEVEL service logger: message`, and a traceback's lines marked below."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service
        self._second, self._shown = -1, ""  # many records are of one second

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self._moment(record)} {record.levelname:<5} {self._service} {record.name}"
        shown = visible.line(f"{head}: {record.getMessage()}")
        below = record.exc_text or ""
        if record.exc_info:
            below = self.formatException(record.exc_info)
        if record.stack_info:
            below += f"\n{record.stack_info}"
        if not below:
            return shown
        marked = visible.lines(below.strip("\n"), TRACEBACK_LINES, TRACEBACK_CHARACTERS)
        return "\n".join([shown, *(MARK + each for each in marked)])

    def _moment(self, record: logging.LogRecord) -> str:
        second = int(record.created)
        if second != self._second:
            self._second, self._shown = second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return f"{self._shown}.{int(record.msecs):03d}Z"


class LogFile(logging.handlers.RotatingFileHandler):
    """The log's newest file, for its owner's eyes; the older ones keep its mode when they are renamed."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=private.opener)


def uncaught() -> None:
    """Log what Python itself would write to stderr: of a thread that dies, of a finaliser that fails."""

    def of_a_thread(died: threading.ExceptHookArgs) -> None:
        name = died.thread.name if died.thread else "a thread"
        value = died.exc_value or died.exc_type()
        logger.error("%s died", name, exc_info=(died.exc_type, value, died.exc_traceback))

    def of_a_finaliser(failed: sys.UnraisableHookArgs) -> None:
        value = failed.exc_value or failed.exc_type()
        told = (failed.exc_type, value, failed.exc_traceback)
        logger.error("%s: %r", failed.err_msg or "ignored", failed.object, exc_info=told)

    threading.excepthook, sys.unraisablehook = of_a_thread, of_a_finaliser


def setup(service: str, level: str, file: Path | None) -> None:
    """Log to `file` (rotated), or to stderr when there is none. `level` is a name such as INFO or DEBUG."""
    if level.upper() not in LEVELS:
        raise SettingsError(f"log-level: {level!r} is none of {', '.join(LEVELS)}")
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler()
    else:
        try:
            private.folder(file.parent)
            for older in file.parent.glob(f"{file.name}.*"):
                private.file(older)
            handler = LogFile(file, maxBytes=BYTES_PER_FILE, backupCount=FILES_KEPT, encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"log-file: cannot write {file}: {error.strerror}") from None
    handler.setFormatter(LineFormatter(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
