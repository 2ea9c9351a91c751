from __future__ import annotations

import stat
from pathlib import Path

import pytest

from finesse.third_party.sftp import host_key
from vos.service import CannotServe


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "key"
    host_key.have(file)
    made = file.read_bytes()
    assert made.startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    host_key.have(file)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (made, 0o600)
    assert list(file.parent.iterdir()) == [file]


def test_a_key_that_cannot_be_made_is_told_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotServe, match="sftp_key"):
        host_key.have(tmp_path / "file" / "key")
