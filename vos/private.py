"""Files and folders for their owner alone, whatever the umask, also those that were made otherwise before."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
SQLITE_BESIDE = ("-wal", "-shm", "-journal")


def folder(path: Path) -> None:
    """Have this folder. What is made for it is the owner's alone; a folder that is there stays as it is."""
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for each in reversed(missing):
        each.mkdir(FOLDER, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(20, os.strerror(20), str(path))


def opener(path: str, flags: int) -> int:
    """For `open`: who opens the file makes it his alone."""
    descriptor = os.open(path, flags, FILE)
    try:
        if hasattr(os, "fchmod"):
            _narrow(descriptor, FILE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def file(path: Path) -> None:
    """Have this file, empty if it was not there."""
    os.close(opener(str(path), os.O_RDWR | os.O_CREAT))


def replace(path: Path, data: bytes) -> None:
    """Have this in the file: whoever reads it finds all of it, or all that was there before."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(beside, "wb", opener=opener) as opened:
            opened.write(data)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def database(path: Path) -> None:
    """Have this SQLite file. What SQLite makes beside it gets its mode; what it left there is narrowed."""
    file(path)
    for ending in SQLITE_BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            file(beside)


def tree(path: Path) -> None:
    """Make a folder and all that is in it the owner's alone. Links are not followed."""
    for at, _, files in os.walk(path):
        _narrow(at, FOLDER)
        for name in files:
            each = os.path.join(at, name)
            if stat.S_ISREG(os.lstat(each).st_mode):
                _narrow(each, FILE)


def _narrow(what: str | int, mode: int) -> None:
    """Take away what others may; whose it is not leaves that to the owner."""
    found = os.stat(what)
    if found.st_mode & 0o077 and (not hasattr(os, "geteuid") or os.geteuid() in (0, found.st_uid)):
        os.chmod(what, stat.S_IMODE(found.st_mode) & mode)
