"""Files and folders for their owner alone, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from vos import private


@pytest.fixture(params=[0o000, 0o022, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_what_is_made_is_the_owner_s_alone(tmp_path: Path) -> None:
    private.folder(tmp_path / "a" / "b")
    private.file(tmp_path / "a" / "b" / "file")
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)
    assert mode(tmp_path / "a" / "b" / "file") == 0o600


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    private.folder(tmp_path / "shared" / "own")
    assert (mode(tmp_path / "shared"), mode(tmp_path / "shared" / "own")) == (0o755, 0o700)


def test_a_file_where_the_folder_should_be_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        private.folder(tmp_path / "file")
    with pytest.raises(OSError, match="file"):
        private.folder(tmp_path / "file" / "below")


def test_a_file_that_is_there_keeps_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "file").chmod(0o664)
    private.file(tmp_path / "file")
    assert ((tmp_path / "file").read_text(), mode(tmp_path / "file")) == ("kept", 0o600)


def test_a_tree_becomes_the_owner_s_alone_but_what_it_links_to_does_not(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / "sub").mkdir(parents=True)
    outside.mkdir()
    for each in (tree / "file", tree / "sub" / "script", outside / "file"):
        each.write_text("")
        each.chmod(0o755)
    (tree / "link").symlink_to(outside / "file")
    (tree / "folder").symlink_to(outside)
    private.tree(tree)
    assert (mode(tree), mode(tree / "sub")) == (0o700, 0o700)
    assert (mode(tree / "file"), mode(tree / "sub" / "script")) == (0o600, 0o600)
    assert mode(outside / "file") == 0o755


@pytest.mark.usefixtures("_umask")
def test_a_file_is_replaced_as_a_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    private.replace(file, b"first")
    private.replace(file, b"second")
    assert (file.read_bytes(), mode(file)) == (b"second", 0o600)

    def full(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no room"):
        private.replace(file, b"third")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"second"]
