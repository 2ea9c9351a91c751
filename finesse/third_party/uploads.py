"""The folder of uploaded gadgets, as the console shows and changes it: within the bounds of SFTP's door.

A file comes as a whole in the place of the one before. An OSError says what is wrong, a BadPath or BadArchive
what was asked for wrongly. Everything here works on the disk: call it in a thread.
"""

from __future__ import annotations

import io
import os
import secrets
import stat
import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finesse.third_party.folder import NotServed, found
from finesse.third_party.sftp.quota import ENTRIES, FILE_BYTES, Usage
from finesse.third_party.sftp.tree import FILES, Tree
from finesse.third_party.upload_path import BadPath, checked, is_left_out
from vos import xml

ARCHIVE_BYTES = 20 * 1_048_576  # of a zip
UNPACKED_BYTES = 100 * 1_048_576  # of all its files
ARCHIVED = 2_000  # files and folders of one
SPEC_BYTES = 1_048_576  # of an XML that may be a gadget
SPECS = 500  # of a listing, whose titles are read
REMEMBERED = 2_000  # titles
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, struct.error)
CENTRAL = b"PK\x01\x02"  # before each entry of a zip's directory


class BadArchive(ValueError):
    """What is no zip, or one that is not unpacked; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder: its path below the folder of gadgets, with a slash behind a folder's."""

    path: str
    size: int
    modified: float
    refused: str = ""  # why it is not served
    gadget: str | None = None  # the title of what is a gadget


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of an archive."""

    files: tuple[str, ...]
    left_out: tuple[str, ...]


class Uploads:
    """One node's folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._titles: OrderedDict[tuple[str, int, int], str | None] = OrderedDict()

    @property
    def usage(self) -> Usage:
        """How much is there."""
        return Usage.of(self._root)

    def listed(self) -> list[Entry]:
        """What is there, without links and devices, each folder before what is in it; at most `ENTRIES`."""
        entries: list[Entry] = []
        specs = 0
        for path, found_ in self._walk():
            if stat.S_ISDIR(found_.st_mode):
                entries.append(Entry(f"{path}/", 0, found_.st_mtime))
            else:
                title = None
                if path.lower().endswith(".xml") and specs < SPECS:
                    specs += 1
                    title = self._title(path, found_)
                entries.append(Entry(path, found_.st_size, found_.st_mtime, self._refused(path), title))
            if len(entries) >= ENTRIES:
                break
        return entries

    def put(self, path: str, data: bytes) -> None:
        """A new file, in folders that are made, or another content for the one that is there."""
        checked(path)
        if len(data) > FILE_BYTES:  # before anything is made
            self.usage.resize(0, len(data))
        tree = self._tree()
        self._write(tree, path, data)

    def unpack(self, folder: str, archive: bytes) -> Unpacked:
        """The files of a zip, in a folder; none if one of them may not be there."""
        into = f"{checked(folder.strip('/'))}/" if folder.strip("/") else ""
        if archive.count(CENTRAL) > 2 * ARCHIVED:
            raise BadArchive(f"it has more than {ARCHIVED:,} entries")
        try:
            with zipfile.ZipFile(io.BytesIO(archive)) as opened:
                wanted, left_out = _wanted(opened, into)
                tree = self._tree()
                for path, info in wanted.items():
                    self._write(tree, path, _content(opened, info))
        except (BadArchive, BadPath):
            raise
        except (*BROKEN, ValueError) as error:
            raise BadArchive(f"it cannot be unpacked: {error}") from None
        return Unpacked(tuple(wanted), left_out)

    def remove(self, path: str) -> None:
        """A file, or a folder with all that is in it."""
        tree = self._tree()
        inside = _inside(path.rstrip("/"))
        if stat.S_ISDIR(tree.stat(inside).st_mode):
            _remove_folder(tree, inside)
        else:
            tree.remove(inside)

    def _tree(self) -> Tree:
        self._root.mkdir(parents=True, exist_ok=True)
        return Tree(self._root, self.usage, permissive=True)

    def _write(self, tree: Tree, path: str, data: bytes) -> None:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = _inside("/".join(parts[:depth]))
            try:
                there = tree.stat(folder)
            except FileNotFoundError:
                tree.make_folder(folder)
            else:
                if not stat.S_ISDIR(there.st_mode):
                    raise NotADirectoryError(f"{'/'.join(parts[:depth])} is no folder")
        aside = _inside("/".join((*parts[:-1], f".{secrets.token_hex(8)}")))
        opened = tree.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, None)
        try:
            try:
                tree.write(opened, 0, data)
            finally:
                tree.close(opened)
            tree.rename(aside, _inside(path), replace=True)
        except BaseException:
            tree.remove(aside)
            raise

    def _walk(self) -> Iterator[tuple[str, os.stat_result]]:
        folders = [("", self._root)]
        while folders:
            prefix, folder = folders.pop()
            try:
                there = sorted(os.scandir(folder), key=lambda one: one.name)
            except OSError:  # gone meanwhile, or not ours to read
                continue
            inner = []
            for entry in there:
                try:
                    state = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                path = f"{prefix}{entry.name}"
                if stat.S_ISDIR(state.st_mode):
                    inner.append((path, Path(entry.path), state))
                elif stat.S_ISREG(state.st_mode):
                    yield path, state
            for path, at, state in inner:
                yield path, state
                folders.append((f"{path}/", at))

    def _refused(self, path: str) -> str:
        try:
            found(self._root, path)
        except NotServed as why:
            return str(why)
        return ""

    def _title(self, path: str, state: os.stat_result) -> str | None:
        """The title of a gadget, remembered as long as its file is the same."""
        key = path, state.st_mtime_ns, state.st_size
        if key not in self._titles:
            try:
                content = (self._root / path).read_bytes() if state.st_size <= SPEC_BYTES else b""
            except OSError:
                content = b""
            self._titles[key] = title_of(content)
            while len(self._titles) > REMEMBERED:
                self._titles.popitem(last=False)
        self._titles.move_to_end(key)
        return self._titles[key]


def title_of(content: bytes) -> str | None:
    """The title of a gadget's XML, perhaps an empty one; None for what is no gadget."""
    try:
        root = xml.read(content, size=SPEC_BYTES)
    except xml.BadXml:
        return None
    if root.tag != "Module":
        return None
    prefs = root.find("ModulePrefs")
    return "" if prefs is None else str(prefs.get("title") or "")[:200]


def _wanted(opened: zipfile.ZipFile, into: str) -> tuple[dict[str, zipfile.ZipInfo], tuple[str, ...]]:
    infos = opened.infolist()
    if len(infos) > ARCHIVED:
        raise BadArchive(f"it has more than {ARCHIVED:,} entries")
    wanted: dict[str, zipfile.ZipInfo] = {}
    left_out: list[str] = []
    for info in infos:
        if is_left_out(info.filename):
            left_out.append(info.filename[:80])
        elif not info.is_dir():
            path = checked(into + info.filename)
            if stat.S_ISLNK(info.external_attr >> 16):
                raise BadArchive(f"{path[:80]} is a link")
            if info.flag_bits & 1:
                raise BadArchive(f"{path[:80]} is encrypted")
            if path in wanted:
                raise BadArchive(f"{path[:80]} is there twice")
            wanted[path] = info
    if any(info.file_size > FILE_BYTES for info in wanted.values()):
        raise BadArchive(f"a file may have {FILE_BYTES // 1_048_576} MiB")
    if sum(info.file_size for info in wanted.values()) > UNPACKED_BYTES:
        raise BadArchive(f"its files may have {UNPACKED_BYTES // 1_048_576} MiB together")
    if not wanted:
        raise BadArchive("there is no file in it")
    return wanted, tuple(left_out)


def _content(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with opened.open(info) as file:
        content = file.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise BadArchive(f"{info.filename[:80]} is not as long as the archive says")
    return content


def _remove_folder(tree: Tree, folder: bytes) -> None:
    for name in list(tree.names(folder)):
        inside = folder + b"/" + name.encode()
        if stat.S_ISDIR(tree.stat(inside).st_mode):
            _remove_folder(tree, inside)
        else:
            tree.remove(inside)
    tree.remove_folder(folder)


def _inside(path: str) -> bytes:
    """As the tree names it. BadPath for what is no path within."""
    if not path or any(part in ("", ".", "..") for part in path.split("/")):
        raise BadPath(path, "parts")
    try:
        return f"/{FILES}/{path}".encode()
    except UnicodeEncodeError:
        raise BadPath("a name that is no text", "characters") from None
