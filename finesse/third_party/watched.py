"""Which folders of a gadget are watched, and which changes in them count."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDERS = 500  # of one gadget
ENTRIES = 10_000  # that are looked at in all of them
FOLDERS_IN_ALL = 4_000  # the system has a bound, too, often of 8,192

NOT_ENTERED = frozenset(
    {"node_modules", "__pycache__", "bower_components", ".git", ".hg", ".svn", ".idea", ".vscode", ".cache"}
    | {".venv", ".parcel-cache", ".vite", "__MACOSX"}
)
# Vim's swap files and its probe 4913, Emacs' locks and autosaves, JetBrains' safe writes, kate, LibreOffice;
# and what downloads and atomic writes leave for a moment.
NO_CHANGE = re.compile(
    r"""\.?.*\.sw[a-z]|4913|.*~|\.\#.*|\#.*\#|.*___jb_(?:tmp|old)___|\.~lock.*|.*\.kate-swp|\.DS_Store|Thumbs\.db
    |.*\.(?:tmp|temp|part|filepart|crdownload|bak|orig|pyc)|\.goutputstream-.*|.*\.tmp\.\d+|sed[A-Za-z0-9]{6}""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Watched:
    """The folders of a gadget that are watched, the nearest first."""

    folders: tuple[Path, ...]
    more: bool = False  # there are others, which are not

    @property
    def note(self) -> str:
        """What the developer must know; empty when all is watched."""
        if not self.more:
            return ""
        return (
            f"{self.folders[0]} has more than {FOLDERS} folders or {ENTRIES:,} files: only the nearest are "
            "watched; give the gadget a folder of its own, such as the one that its build writes"
        )


def folders_of(root: Path) -> Watched:
    """The folder and those in it, without links and without what tools keep; as many as the bounds allow."""
    found, entries = [root], 0
    for folder in found:  # grows while it is walked: the nearest come first
        try:
            with os.scandir(folder) as there:
                for entry in there:
                    entries += 1
                    if entries > ENTRIES:
                        return Watched(tuple(found), more=True)
                    if entry.name in NOT_ENTERED or not entry.is_dir(follow_symlinks=False):
                        continue
                    if len(found) == FOLDERS:
                        return Watched(tuple(found), more=True)
                    found.append(folder / entry.name)
        except OSError:  # gone, or not ours to read
            continue
    return Watched(tuple(found))


def counts(path: Path, root: Path) -> bool:
    """Whether a change of this path in the folder is one of the gadget's."""
    if not path.is_relative_to(root):
        return False
    parts = path.relative_to(root).parts
    return bool(parts) and not NOT_ENTERED & {*parts} and NO_CHANGE.fullmatch(parts[-1]) is None


def owners(path: Path, roots: Iterable[tuple[str, Path]]) -> list[str]:
    """The names of those whose folders a change of this path concerns.

    In the folder of the uploaded gadgets, whose name is "", they are those of its folders: `/clock/` for all
    that is below `clock`, `/` for what lies in it beside such folders.
    """
    found: list[str] = []
    for name, root in roots:
        if counts(path, root):
            found += [name] if name else _uploaded(path, root)
    return found


def _uploaded(path: Path, root: Path) -> list[str]:
    first, *more = path.relative_to(root).parts
    if more or path.is_dir():
        return [f"/{first}/"]
    return ["/"] if path.exists() else ["/", f"/{first}/"]  # what is gone was either
