"""A page's modules in the state that they have now, at addresses that browsers may keep for ever.

Modules name each other by their places, so one folder named after the state of all is enough: below it each
has the place that it has below `root`. Whoever edits a module makes another edition, and the page that is
asked for next names that one.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vos.http.browser_modules import Folders, modules

FOR_EVER = "public, max-age=31536000, immutable"
VERSION = "[0-9a-f]{16}"
DIGEST = 24  # letters of a file's own hash
IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["'];$""", re.MULTILINE)


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:DIGEST]


@dataclass(frozen=True, eq=False)
class Edition:
    """One state of the modules of some folders."""

    root: str
    """Where all their paths begin."""

    home: str
    """Below which path the edition's folder is."""

    version: str
    texts: Mapping[str, bytes]
    """By path."""

    tags: Mapping[str, str]
    """Each text's digest, by path."""

    def address(self, path: str) -> str:
        """Where the module of that path is, for as long as it is what it is."""
        return f"{self.home}v{self.version}/{path.removeprefix(self.root)}"

    def preloads(self, first: str) -> list[str]:
        """The addresses of what a module imports, and what that imports."""
        return [self.address(path) for path in modules_of(first, lambda path: self.texts[path].decode())]


@dataclass
class Editions:
    """The edition of now: made again when a module has changed, come or gone."""

    folders: Folders
    root: str
    home: str
    _state: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # of every module and folder
    _edition: Edition | None = None

    @property
    def path(self) -> str:
        """The edition's modules as a path of aiohttp."""
        return f"{self.home}v{{version:{VERSION}}}/{{module:.+\\.js}}"

    def now(self) -> Edition:
        """OSError if a module cannot be read."""
        if self._edition is None or state_of(self._state) != self._state:
            self._state = state_of(self._found())
            texts = {path: file.read_bytes() for path, file in modules(self.folders).items()}
            tags = {path: digest(body) for path, body in texts.items()}
            version = digest("\n".join(f"{path} {tag}" for path, tag in sorted(tags.items())).encode())[:16]
            self._edition = Edition(self.root, self.home, version, texts, tags)
        return self._edition

    def place(self, module: str) -> tuple[Path, str] | None:
        """The folder of the module that has that address in an edition, and its name there."""
        path = f"{self.root}{module}"
        for start, folder in self.folders.items():
            if path.startswith(start):
                return folder, path.removeprefix(start)
        return None

    def has(self, version: str, module: str, tag: str) -> bool:
        """Whether a text of that digest is that module of that edition, and the edition the last one."""
        last = self._edition
        return last is not None and last.version == version and last.tags.get(f"{self.root}{module}") == tag

    def _found(self) -> Iterator[str]:
        for top in self.folders.values():
            yield str(top)
            yield from (str(one) for one in top.rglob("*") if one.is_dir() or one.suffix == ".js")


def state_of(paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """When each was written and how long it is; nothing if one is gone."""
    try:
        found = [(path, os.stat(path)) for path in paths]
    except FileNotFoundError:
        return {}
    return {path: (state.st_mtime_ns, state.st_size) for path, state in found}


def modules_of(first: str, text_of: Callable[[str], str]) -> list[str]:
    """What a module imports, and what that imports, by their paths, in the order they are met."""
    found = [first]
    for name in found:
        needed = (
            posixpath.normpath(posixpath.join(name, "..", path)) for path in IMPORT.findall(text_of(name))
        )
        found += [path for path in dict.fromkeys(needed) if path not in found]
    return found[1:]
