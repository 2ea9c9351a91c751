from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from finesse.third_party.sftp import quota, tree
from finesse.third_party.sftp.quota import Usage
from finesse.third_party.sftp.tree import Tree

NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "clock").mkdir(parents=True)
    (folder / "clock" / "Clock.xml").write_text("<Module/>")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "out.txt").symlink_to(tmp_path / "secret" / "key")
    return folder


@pytest.fixture
def files(root: Path) -> Tree:
    return Tree(root, Usage.of(root))


def put(files: Tree, path: bytes, data: bytes, mode: int | None = None) -> None:
    opened = files.open(path, NEW, mode)
    files.write(opened, 0, data)
    files.close(opened)


def test_the_root_has_one_folder_and_that_the_gadgets(files: Tree) -> None:
    assert list(files.names(b"/")) == ["files"]
    assert list(files.names(b"/files")) == ["clock"]
    assert list(files.names(b"/files/clock")) == ["Clock.xml"]
    assert stat.S_ISDIR(files.stat(b"/").st_mode)


def test_a_file_is_put_and_written_over_and_read(files: Tree, root: Path) -> None:
    put(files, b"/files/clock/clock.js", b"12345")
    put(files, b"/files/clock/clock.js", b"678")
    assert (root / "clock" / "clock.js").read_bytes() == b"678"
    opened = files.open(b"files/clock/clock.js", os.O_RDONLY, None)
    assert files.read(opened, 1, 100) == b"78"
    files.close(opened)
    files.close(opened)
    assert files.opened == set()


@pytest.mark.parametrize(
    ("asked", "mode"), [(None, 0o644), (0o600, 0o600), (0o100664, 0o664), (0o4755, 0o755)]
)
def test_a_new_file_has_the_mode_that_is_asked_for_or_one_that_is_served(
    files: Tree, root: Path, asked: int | None, mode: int
) -> None:
    put(files, b"/files/a.js", b"", asked)
    assert stat.S_IMODE((root / "a.js").stat().st_mode) == mode


@pytest.mark.parametrize(
    "path",
    [
        *(b"/a.js", b"/files", b"/", b"/etc/passwd", b"/files/../a.js", b"/files/out/new", b"/files/out/key"),
        *(
            b"/files/out",
            b"/files/out.txt",
            b"/files/clock",
            b"/files/none/a.js",
            b"/files/clock/Clock.xml/a",
        ),
    ],
)
def test_nothing_is_written_elsewhere_or_through_a_link(files: Tree, root: Path, path: bytes) -> None:
    with pytest.raises(OSError):
        put(files, path, b"")
    assert sorted(os.listdir(root.parent / "secret")) == ["key"]
    assert files.opened == set()


@pytest.mark.parametrize("path", [b"/files/out/key", b"/files/out.txt", b"/secret/key", b"/../secret/key"])
def test_nothing_is_read_through_a_link_or_elsewhere(files: Tree, path: bytes) -> None:
    with pytest.raises(OSError):
        files.open(path, os.O_RDONLY, None)


def test_files_are_removed_and_renamed_also_over_another_one(files: Tree, root: Path) -> None:
    put(files, b"/files/a.js.filepart", b"new")
    put(files, b"/files/a.js", b"old")
    with pytest.raises(FileExistsError):
        files.rename(b"/files/a.js.filepart", b"/files/a.js", replace=False)
    files.rename(b"/files/a.js.filepart", b"/files/a.js", replace=True)
    assert (root / "a.js").read_bytes() == b"new"
    files.rename(b"/files/a.js", b"/files/clock/b.js", replace=False)
    files.remove(b"/files/clock/b.js")
    assert sorted(os.listdir(root)) == ["clock", "out", "out.txt"]


def test_a_folder_is_made_and_not_removed_renamed_or_given_another_mode(files: Tree, root: Path) -> None:
    files.make_folder(b"/files/new")
    assert stat.S_IMODE((root / "new").stat().st_mode) == 0o755
    for wish in (
        lambda: files.remove_folder(b"/files/new"),
        lambda: files.rename(b"/files/new", b"/files/other", replace=True),
        lambda: files.change(b"/files/new", None, 0o700, None),
    ):
        with pytest.raises(PermissionError, match="may not be"):
            wish()
    files.change(b"/files/new", None, 0o755, (1.0, 2.0))
    assert (root / "new").stat().st_mtime == 2.0


def test_a_permissive_node_lets_folders_be_changed(root: Path) -> None:
    files = Tree(root, Usage.of(root), permissive=True)
    files.make_folder(b"/files/new")
    files.change(b"/files/new", None, 0o700, None)
    files.rename(b"/files/new", b"/files/other", replace=False)
    files.remove_folder(b"/files/other")
    with pytest.raises(OSError, match="not empty"):
        files.remove_folder(b"/files/clock")
    for path in (b"/files", b"/"):
        with pytest.raises(OSError):
            files.remove_folder(path)


def test_the_gadgets_folder_itself_cannot_be_renamed_or_replaced(root: Path) -> None:
    files = Tree(root, Usage.of(root), permissive=True)
    put(files, b"/files/a.js", b"")
    with pytest.raises(OSError):
        files.rename(b"/files", b"/files/b", replace=True)
    with pytest.raises(OSError):
        files.rename(b"/files/a.js", b"/files", replace=True)


def test_links_are_neither_removed_nor_renamed_nor_changed(files: Tree, root: Path) -> None:
    with pytest.raises(OSError):
        files.remove(b"/files/out.txt")
    with pytest.raises(OSError):
        files.rename(b"/files/out.txt", b"/files/in.txt", replace=True)
    with pytest.raises(OSError):
        files.change(b"/files/out.txt", 0, 0o666, None)
    assert (root.parent / "secret" / "key").read_text() == "secret"


def test_what_is_uploaded_is_bounded(files: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "FILE_BYTES", 10)
    opened = files.open(b"/files/a.js", NEW, None)
    files.write(opened, 0, b"1" * 10)
    with pytest.raises(OSError):
        files.write(opened, 10, b"1")
    with pytest.raises(OSError):
        files.write(opened, 1 << 63, b"1")
    with pytest.raises(OSError):
        files.change_opened(opened.descriptor, 11, None)
    files.close(opened)


def test_only_so_many_entries_may_be_made(files: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "ENTRIES", 5)
    put(files, b"/files/a.js", b"")
    with pytest.raises(OSError):
        put(files, b"/files/b.js", b"")
    with pytest.raises(OSError):
        files.make_folder(b"/files/b")
    put(files, b"/files/a.js", b"over it")
    files.remove(b"/files/a.js")
    put(files, b"/files/b.js", b"")


def test_only_so_many_files_are_open_at_once(files: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "OPEN", 1)
    opened = files.open(b"/files/clock/Clock.xml", os.O_RDONLY, None)
    with pytest.raises(OSError, match="open at once"):
        files.open(b"/files/clock/Clock.xml", os.O_RDONLY, None)
    files.close(opened)


def test_an_appended_file_grows_at_its_end_wherever_the_client_says(files: Tree, root: Path) -> None:
    put(files, b"/files/a.log", b"one")
    opened = files.open(b"/files/a.log", os.O_WRONLY | os.O_APPEND, None)
    files.write(opened, 0, b"two")
    files.close(opened)
    assert (root / "a.log").read_bytes() == b"onetwo"


def test_a_file_is_used_as_it_was_opened(files: Tree) -> None:
    writes = files.open(b"/files/a.js", NEW, None)
    reads = files.open(b"/files/a.js", os.O_RDONLY, None)
    with pytest.raises(OSError):
        files.read(writes, 0, 1)
    with pytest.raises(OSError):
        files.write(reads, 0, b"1")
    files.close(writes)
    files.close(reads)
