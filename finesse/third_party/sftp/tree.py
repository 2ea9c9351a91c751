"""What the account 3rdpartygadget sees and may do: a root with the folder /files, that of the gadgets.

As on Unified CCX, files may be uploaded, written over, renamed and removed, and folders made; a folder may
not be removed, renamed or given another mode, unless the node is permissive. There are no links: none is
made, and one that somebody else has put there is not followed. An OSError says what is wrong, for who asked.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finesse.third_party.sftp.quota import Usage, named

FILES = "files"
FILE_MODE = 0o644  # of a file whose mode the client does not say
FOLDER_MODE = 0o755
OPEN = 64  # files of a session at once
WRITING = os.O_WRONLY | os.O_RDWR
BINARY = getattr(os, "O_BINARY", 0)  # Windows
NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@dataclass
class Opened:
    """A file that a client has open."""

    descriptor: int
    path: str  # as the client names it
    reads: bool
    writes: bool
    appends: bool
    written: int = 0


class Tree:
    """The files of one node's third-party gadgets, for one session."""

    def __init__(self, root: Path, usage: Usage, *, permissive: bool = False) -> None:
        self._root = root.resolve()
        self._usage = usage
        self._permissive = permissive
        self.opened: set[int] = set()

    def open(self, path: bytes, flags: int, mode: int | None) -> Opened:
        """A file, made where `flags` has O_CREAT."""
        if len(self.opened) >= OPEN:
            raise OSError(errno.EMFILE, f"{OPEN} files may be open at once")
        file = self._inside(path)
        writes = bool(flags & WRITING)
        found = _lstat(file)
        if found is not None and not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EACCES, "it is no file")
        if found is not None and writes and flags & os.O_CREAT and flags & os.O_EXCL:
            raise FileExistsError(errno.EEXIST, "it is there already")
        made = found is None and writes and bool(flags & os.O_CREAT)
        if made:
            self._usage.add_entry()
        access = flags & (os.O_RDONLY | WRITING)
        create = os.O_CREAT | os.O_EXCL if made else 0  # what is there now and was not before is not followed
        try:
            descriptor = os.open(file, access | create | BINARY | NO_LINK, 0o600)
        except BaseException:
            if made:
                self._usage.drop_entry()
            raise
        self.opened.add(descriptor)
        opened = Opened(
            descriptor,
            _shown(path),
            reads=not flags & os.O_WRONLY,
            writes=writes,
            appends=bool(flags & os.O_APPEND),
        )
        if made:
            _chmod(descriptor, FILE_MODE if mode is None else _mode(mode))
        elif writes and flags & os.O_TRUNC:
            self._resize(descriptor, 0)
        return opened

    def read(self, opened: Opened, offset: int, size: int) -> bytes:
        if not opened.reads:
            raise OSError(errno.EACCES, "it is open for writing alone")
        os.lseek(opened.descriptor, _offset(offset), os.SEEK_SET)
        return os.read(opened.descriptor, size)

    def write(self, opened: Opened, offset: int, data: bytes) -> int:
        if not opened.writes:
            raise OSError(errno.EACCES, "it is open for reading alone")
        size = os.fstat(opened.descriptor).st_size
        at = size if opened.appends else _offset(offset)
        end = at + len(data)
        self._usage.resize(size, max(size, end))
        os.lseek(opened.descriptor, at, os.SEEK_SET)
        view = memoryview(data)
        while view:
            view = view[os.write(opened.descriptor, view) :]
        opened.written += len(data)
        return len(data)

    def close(self, opened: Opened) -> None:
        if opened.descriptor in self.opened:
            self.opened.discard(opened.descriptor)
            os.close(opened.descriptor)

    def stat(self, path: bytes) -> os.stat_result:
        """Of a file or folder; of the root that of the gadgets' folder."""
        return os.lstat(self._at(path))

    def names(self, path: bytes) -> Iterator[str]:
        """What is in a folder, without links and devices."""
        if not named(path):
            yield FILES
            return
        with os.scandir(self._inside(path, below=False)) as there:
            for entry in there:
                if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
                    yield entry.name

    def make_folder(self, path: bytes) -> None:
        folder = self._inside(path)
        self._usage.add_entry()
        try:
            folder.mkdir()
            folder.chmod(FOLDER_MODE)
        except BaseException:
            self._usage.drop_entry()
            raise

    def remove_folder(self, path: bytes) -> None:
        folder = self._inside(path)
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise OSError(errno.ENOTDIR, "it is no folder")
        self._for_a_folder("removed")
        folder.rmdir()
        self._usage.drop_entry()

    def remove(self, path: bytes) -> None:
        """A file."""
        file = self._inside(path)
        found = os.lstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EACCES, "it is no file")
        file.unlink()
        self._usage.resize(found.st_size, 0)
        self._usage.drop_entry()

    def rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        """Another name, also in another folder; in the place of the file of that name where `replace`."""
        source, target = self._inside(old), self._inside(new)
        found, there = os.lstat(source), _lstat(target)
        if stat.S_ISDIR(found.st_mode):
            self._for_a_folder("renamed")
        elif not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EACCES, "it is no file")
        if there is not None:
            if not replace or not stat.S_ISREG(there.st_mode) or not stat.S_ISREG(found.st_mode):
                raise FileExistsError(errno.EEXIST, "there is something of that name already")
            if (found.st_dev, found.st_ino) == (there.st_dev, there.st_ino):
                return
        os.replace(source, target)
        if there is not None:
            self._usage.resize(there.st_size, 0)
            self._usage.drop_entry()

    def change(
        self, path: bytes, size: int | None, mode: int | None, times: tuple[float, float] | None
    ) -> None:
        """Length, mode and times of a file; times of a folder. Whose it is stays as it is."""
        at = self._inside(path, below=False)
        found = os.lstat(at)
        if stat.S_ISDIR(found.st_mode):
            if mode is not None and stat.S_IMODE(mode) != stat.S_IMODE(found.st_mode):
                self._for_a_folder("given another mode")
                at.chmod(stat.S_IMODE(mode) & 0o777 | 0o700)
        elif stat.S_ISREG(found.st_mode):
            descriptor = os.open(at, (os.O_WRONLY if size is not None else os.O_RDONLY) | BINARY | NO_LINK)
            try:
                self.change_opened(descriptor, size, mode)
            finally:
                os.close(descriptor)
        else:
            raise OSError(errno.EACCES, "it is no file")
        if times is not None:
            os.utime(at, times, follow_symlinks=False)

    def change_opened(self, descriptor: int, size: int | None, mode: int | None) -> None:
        """Length and mode of an open file."""
        if size is not None:
            self._resize(descriptor, size)
        if mode is not None:
            _chmod(descriptor, _mode(mode))

    def _resize(self, descriptor: int, size: int) -> None:
        self._usage.resize(os.fstat(descriptor).st_size, size)
        os.ftruncate(descriptor, size)

    def _at(self, path: bytes) -> Path:
        return self._inside(path, below=False) if named(path) else self._root

    def _inside(self, path: bytes, *, below: bool = True) -> Path:
        """Where a path is; `below`: what is in /files, not that itself."""
        parts = named(path)
        if not parts or (below and len(parts) == 1):
            raise OSError(errno.EACCES, "only what is in /files may be changed")
        if parts[0] != FILES:
            raise FileNotFoundError(errno.ENOENT, "there is /files, and what is in it")
        at = self._root
        for part in parts[1:-1]:
            at = at / part
            if not stat.S_ISDIR(os.lstat(at).st_mode):  # a link is none
                raise OSError(errno.ENOTDIR, f"{part} is no folder")
        return at / parts[-1] if len(parts) > 1 else at

    def _for_a_folder(self, what: str) -> None:
        if not self._permissive:
            raise PermissionError(
                errno.EACCES, f"a folder may not be {what} over SFTP; on the node itself it may"
            )


def real(path: bytes) -> bytes:
    """The path from the top, without `.` and `..`; whether there is something is not asked."""
    return b"/" + "/".join(named(path)).encode()


def _lstat(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _shown(path: bytes) -> str:
    return real(path).decode()


def _mode(mode: int) -> int:
    """As asked for, without what runs a program as somebody else; its owner keeps it."""
    return stat.S_IMODE(mode) & 0o777 | 0o600


def _chmod(descriptor: int, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def _offset(offset: int) -> int:
    if offset > 1 << 62:
        raise OSError(errno.EFBIG, "no file is that long")
    return offset
