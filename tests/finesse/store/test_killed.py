"""What was acknowledged is there, however the process that wrote it ended."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

ROUNDS = 100
SECONDS = 280  # less than a test may take, so that what the rounds said is told

# One interpreter for all rounds: in each a child writes, and says so, until it is killed.
WRITER = """
import asyncio, os, random, signal, sys
from finesse.model.configuration.reason import WrapUpReason
from finesse.model.identity import NEW
from finesse.store.mappings import WRAP_UP_REASONS
from finesse.store.finesse_store import opened

async def write(address, number, said):
    async with opened(address) as store:
        at = 0
        while True:
            at += 1
            label = f"{number}.{at}"
            await store.save(WRAP_UP_REASONS, WrapUpReason(NEW, label, teams=frozenset({1, 2})))
            os.write(said, label.encode() + b"\\n")

async def prepare(address):
    async with opened(address):
        pass

address, rounds = sys.argv[1], int(sys.argv[2])
random.seed(rounds)
asyncio.run(prepare(address))
for number in range(rounds):
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        asyncio.run(write(address, number, says))
    os.close(says)
    heard = b""
    wanted = random.randint(1, 4)
    with os.fdopen(hears, "rb") as pipe:
        while heard.count(b"\\n") < wanted:
            data = os.read(pipe.fileno(), 4096)
            assert data, "the child ended by itself"
            heard += data
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        heard += pipe.read()
    sys.stdout.buffer.write(heard)
"""


def test_a_killed_process_loses_no_acknowledged_write_and_leaves_none_by_half(tmp_path: Path) -> None:
    database = tmp_path / "finesse.db"
    address = f"sqlite+aiosqlite:///{database}"
    done = subprocess.run(
        [sys.executable, "-c", WRITER, address, str(ROUNDS)],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    acknowledged = done.stdout.split()
    assert len({label.partition(".")[0] for label in acknowledged}) == ROUNDS

    with sqlite3.connect(database) as connection:
        kept = dict(connection.execute("SELECT label, id FROM finesse_wrap_up_reasons"))
        halves = connection.execute(
            "SELECT wrap_up_reason_id FROM finesse_wrap_up_reason_teams GROUP BY 1 HAVING COUNT(*) != 2"
        ).fetchall()
        teams = connection.execute("SELECT COUNT(*) FROM finesse_wrap_up_reason_teams").fetchone()
        counted = "SELECT number FROM finesse_revisions WHERE concern = 'configuration'"
        (revision,) = connection.execute(counted).fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(acknowledged) <= kept.keys()
    assert halves == []
    assert teams == (2 * len(kept),)
    assert revision == len(kept)
    assert len(kept) - len(acknowledged) <= ROUNDS  # at most the one under way when it was killed
