"""One log per service: a line per record, UTC time first, never more than a bounded amount of disk."""

from __future__ import annotations

import logging
import logging.handlers
import time
from pathlib import Path

from vos.settings import SettingsError

LINE = "%(asctime)s.%(msecs)03dZ %(levelname)-5s %(service)s %(name)s: %(message)s"
BYTES_PER_FILE = 20_000_000
FILES_KEPT = 5

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# Libraries that say too much at DEBUG to leave our own messages readable.
QUIET = ("aiosqlite", "slixmpp", "zeep", "asyncio", "httpx", "urllib3", "aiohttp.access")


def setup(service: str, level: str, file: Path | None) -> None:
    """Log to `file` (rotated), or to stderr when there is none. `level` is a name such as INFO or DEBUG."""
    if level.upper() not in LEVELS:
        raise SettingsError(f"log-level: {level!r} is none of {', '.join(LEVELS)}")
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler()
    else:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handler = logging.handlers.RotatingFileHandler(
                file, maxBytes=BYTES_PER_FILE, backupCount=FILES_KEPT, encoding="utf-8"
            )
        except OSError as error:
            raise SettingsError(f"log-file: cannot write {file}: {error.strerror}") from None
    formatter = logging.Formatter(LINE, "%Y-%m-%dT%H:%M:%S", defaults={"service": service})
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
