"""The features that gadgets may ask for: what each folder declares, and their scripts joined. Pure.

A feature names what it needs, so a set of features is its members and all that they need, each after what it
needs. A set's script is made once and known by its hash. Source: public gadgets; Shindig's feature.xml.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from vos import xml
from vos.http.recent import Recent

logger = logging.getLogger(__name__)

ALWAYS = (
    "globals",
    "core",
    "core.config",
    "core.util",
    "core.util.base",
    "core.util.dom",
    "core.util.event",
    "core.util.onload",
    "core.util.string",
    "core.util.urlparams",
    "core.json",
    "core.log",
    "core.prefs",
    "core.io",
    "rpc",
    "shindig.auth",
    "security-token",
    "xhrwrapper",
)
"""Present without being asked for."""

NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
ASKED = 64  # names of features in one address
SETS = 64  # sets of features whose script is kept; the one asked for longest ago goes
BYTES = 262_144  # of a feature.xml


class BadFeature(ValueError):
    """A feature's folder is not as it should be; the text says which, and what is wrong."""


@dataclass(frozen=True)
class Feature:
    """One feature, as its folder declares it."""

    name: str
    needs: tuple[str, ...]
    gadget: tuple[str, ...]
    """The text of each script in a gadget's frame."""

    container: tuple[str, ...]
    """The text of each script in the page that holds gadgets."""


@dataclass(frozen=True)
class Script:
    """The joined scripts of a set of features."""

    names: tuple[str, ...]
    """Those that were asked for and exist, in order."""

    text: bytes
    version: str

    @property
    def address(self) -> str:
        """Where a gadget's frame gets it, in this version for ever."""
        return f"/gadgets/js/{':'.join(self.names or ('core',))}.js?v={self.version}&container=default&c=0"


class Library:
    """All features there are."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._state: object = None  # of the folder that was read
        self._take(features)

    def _take(self, features: Iterable[Feature]) -> None:
        self.features: Mapping[str, Feature] = {one.name: one for one in features}
        self._always = [name for name in ALWAYS if name in self.features]
        self._scripts: Recent[tuple[tuple[str, ...], bool], Script] = Recent(SETS)
        for one in self.features.values():
            for needed in one.needs:
                if needed not in self.features:
                    logger.warning("feature %s needs %s, which is nowhere", one.name, needed)

    @classmethod
    def of(cls, folder: Path) -> Library:
        """The features of a folder, one in each folder there. BadFeature if one is declared wrongly."""
        state = _state(folder)
        library = cls(_all(folder))
        library._state = state
        return library

    def renew(self, folder: Path) -> None:
        """Take what is in the folder now; where a feature is declared wrongly, keep all, and log it."""
        state = _state(folder)
        if state == self._state:
            return
        self._state = state
        try:
            found = list(_all(folder))
        except BadFeature as error:
            logger.error("%s; the features stay as they were", error)
        else:
            self._take(found)

    def known(self, names: Iterable[str]) -> list[str]:
        """Those that exist, without those that are always there, in the order of the alphabet."""
        return sorted({name for name in names if name in self.features and name not in ALWAYS})

    def with_needed(self, names: Iterable[str]) -> list[str]:
        """These features and all that they need, each after what it needs."""
        found: dict[str, None] = {}
        waiting = [(name, False) for name in reversed([*self._always, *self.known(names)])]
        entered: set[str] = set()
        while waiting:
            name, needed_are_there = waiting.pop()
            if needed_are_there:
                found[name] = None
            elif name in self.features and name not in entered:
                entered.add(name)
                waiting.append((name, True))
                waiting += [(each, False) for each in reversed(self.features[name].needs)]
        return list(found)

    def script(self, names: Iterable[str], *, container: bool) -> Script:
        """What a page loads to have these features."""
        asked = tuple(self.known(names))
        return self._scripts.get((asked, container), lambda: self._join(asked, container))

    def _join(self, asked: tuple[str, ...], container: bool) -> Script:
        parts = []
        for name in self.with_needed(asked):
            feature = self.features[name]
            texts = feature.container if container else feature.gadget
            parts += [f"/* {name} */\n{text.strip()}\n" for text in texts]
        body = ";\n".join(parts).encode()
        return Script(asked, body, hashlib.sha256(body).hexdigest()[:16])


def _state(folder: Path) -> Mapping[str, tuple[int, int]]:
    """When each file was written, and how long it is."""
    found: dict[str, tuple[int, int]] = {}
    for file in folder.glob("*/*"):
        with contextlib.suppress(OSError):  # gone in this moment
            state = file.stat()
            found[str(file)] = state.st_mtime_ns, state.st_size
    return found


def _all(folder: Path) -> Iterator[Feature]:
    return (read(file) for file in sorted(folder.glob("*/feature.xml")))


def read(file: Path) -> Feature:
    """What a feature.xml declares. BadFeature if it is none, or names a script that is not there."""
    try:
        root = xml.read(file.read_bytes(), size=BYTES)
    except (OSError, xml.BadXml) as error:
        raise BadFeature(f"{file} cannot be read: {error}") from None
    name = (root.findtext("name") or "").strip()
    if root.tag != "feature" or not NAME.fullmatch(name):
        raise BadFeature(f"{file} is no <feature> with a <name>")
    needs = tuple((each.text or "").strip() for each in root.iterchildren("dependency"))
    scripts: dict[str, list[str]] = {"gadget": [], "container": []}
    for side in root.iterchildren("gadget", "container", "all"):
        texts = [_text(file, script) for script in side.iterchildren("script")]
        for each in scripts if side.tag == "all" else (side.tag,):
            scripts[each] += texts
    return Feature(name, needs, tuple(scripts["gadget"]), tuple(scripts["container"]))


def _text(file: Path, script: etree._Element) -> str:
    source = script.get("src")
    if source is None:
        return script.text or ""
    folder = file.parent.resolve()
    found = (folder / source).resolve()
    if not found.is_relative_to(folder):
        raise BadFeature(f"{file} names {source}, which is not in its folder")
    try:
        return found.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFeature(f"{file} names {source}, which cannot be read: {error}") from None
