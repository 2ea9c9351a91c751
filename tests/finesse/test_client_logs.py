"""Desktops' logs as files: the newest few of each user, so many bytes of all, and no half of one."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finesse import client_logs
from finesse.client_logs import KEPT_PER_USER, ClientLogs


def texts(folder: Path) -> list[str]:
    return [each.read_text() for each in sorted(folder.iterdir())]


async def test_a_log_keeps_its_lines_but_no_other_control_character(tmp_path: Path) -> None:
    await ClientLogs(tmp_path).keep("agent1", "one\r\ntwo\n\x9b2J\u202ethree\x7f")
    assert texts(tmp_path / "agent1") == [r"one" + "\ntwo\n" + r"\x9b2J\u202ethree\x7f"]


async def test_a_log_is_its_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        await ClientLogs(tmp_path / "logs").keep("agent1", "x")
    finally:
        os.umask(before)
    (file,) = (tmp_path / "logs" / "agent1").iterdir()
    found = [stat.S_IMODE(each.stat().st_mode) for each in (file, file.parent, file.parent.parent)]
    assert found == [0o600, 0o700, 0o700]


async def test_logs_of_an_earlier_start_count(tmp_path: Path) -> None:
    (tmp_path / "agent1").mkdir()
    for day in range(1, 8):
        (tmp_path / "agent1" / f"desktop.2026-01-0{day}T00-00-00.000001.log").write_text(str(day))
    await ClientLogs(tmp_path).keep("agent1", "new")
    assert texts(tmp_path / "agent1") == ["4", "5", "6", "7", "new"]


async def test_where_all_logs_are_too_many_bytes_who_has_most_gives_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_logs, "BYTES_OF_ALL", 100)
    logs = ClientLogs(tmp_path)
    await logs.keep("agent2", "a" * 30)
    for _ in range(4):
        await logs.keep_compressed("agent1", b"x" * 30)
    assert len(texts(tmp_path / "agent1")) == 2
    assert texts(tmp_path / "agent2") == ["a" * 30]


def full_disk(kind: str) -> Callable[..., Any]:
    """What opens files on a disk that is full already, or becomes so while one is written."""

    def opened(file: Any, mode: str = "r", **options: Any) -> Any:
        if kind == "at once":
            raise OSError(28, "No space left on device", str(file))
        with open(file, mode, **options):
            return open("/dev/full", mode)

    return opened


@pytest.mark.parametrize("kind", ["at once", "later"])
async def test_a_full_disk_leaves_nothing_behind_and_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    logs = ClientLogs(tmp_path)
    await logs.keep("agent1", "before")
    with monkeypatch.context() as patch:
        patch.setattr(client_logs, "open", full_disk(kind), raising=False)
        for _ in range(KEPT_PER_USER + 1):
            with pytest.raises(OSError, match="No space left"):
                await logs.keep("agent1", "x" * 100_000)
    assert texts(tmp_path / "agent1") == ["before"]
    await logs.keep("agent1", "after")
    assert texts(tmp_path / "agent1") == ["before", "after"]
