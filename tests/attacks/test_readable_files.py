"""Whoever else has an account on the machine reads nothing of what a lab keeps, however lax the umask is."""

import os
from collections.abc import Iterator

import pytest

from lab.testing.running_lab import RunningLab


@pytest.fixture
def lax_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def test_a_lab_s_databases_keys_and_desktops_logs_are_its_owner_s_alone(
    lax_umask: None, lab_in_loop: RunningLab
) -> None:
    answer = await lab_in_loop.rest("agent1").ask(
        "POST", "/User/agent1/ClientLog", "<ClientLog><logData>secret</logData></ClientLog>"
    )
    assert answer.status == 202
    home = lab_in_loop.home
    made = [each for each in home.rglob("*") if each.is_file()]
    kinds = {each.suffix for each in made}
    assert kinds >= {".db", ".db-wal", ".db-shm", ".key", ".log"}, kinds
    public = {".pem"}  # certificates are shown to everybody
    for each in made:
        assert each.suffix in public or not each.stat().st_mode & 0o077, each
    for folder in (each for each in home.rglob("*") if each.is_dir()):
        assert not folder.stat().st_mode & 0o077, folder
