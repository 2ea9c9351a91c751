"""`python -m ccx_engine.cucm.axl.sql.worker`: runs statements, one after the other, until its input ends.

A process of its own, because only a process can be ended whatever it is doing. It may take so much memory,
write no file, and - should nobody be left to end it - no more processor than one statement may have.
"""

from __future__ import annotations

import json
import math
import resource
import sys
from typing import IO

from ccx_engine.cucm.axl.sql import wire
from ccx_engine.cucm.axl.sql.statement import Failed, TooLarge, answered

MEMORY = 1_000_000_000  # bytes of addresses: Python, the picture twice, and what SQLite may take
SPARE_SECONDS = 2


def main() -> None:
    """Serve whoever started it."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    picture = b""
    while (question := wire.read(questions)) is not None:
        kind, body = question
        if kind == wire.PICTURE:
            picture = body
        else:
            _answer(picture, body, answers)


def _answer(picture: bytes, body: bytes, answers: IO[bytes]) -> None:
    asked = json.loads(body)
    _limit_processor(asked["seconds"])
    try:
        for rows in answered(
            picture,
            asked["statement"],
            asked["seconds"],
            asked["largest"],
            lambda names: wire.write_json(answers, wire.COLUMNS, names),
        ):
            wire.write_json(answers, wire.ROWS, rows)
    except Failed as failed:
        wire.write_json(answers, wire.FAILED, [failed.code, failed.message])
    except TooLarge as large:
        wire.write_json(answers, wire.TOO_LARGE, [large.matched, large.fits])
    else:
        wire.write(answers, wire.END, b"")


def _limit_processor(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds) + SPARE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
