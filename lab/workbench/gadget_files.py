"""The gadget XML that a path of this machine means, and the folder with its files."""

from __future__ import annotations

import re
from pathlib import Path

from finesse.third_party.watched import folders_of
from lab.workbench.wish import BadWish

HEAD_BYTES = 65_536  # in which the root element of a gadget begins
ROOT = re.compile(rb"<(?:[\w.-]+:)?Module[\s>/]")
NAMED = 5  # files that a message names


def gadget_of(path: Path) -> Path:
    """The gadget XML: the file itself, or the only one in the folder. BadWish says what is there instead."""
    try:
        path = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else "a link leads to itself"
        raise BadWish(f"{path}: {why}; give the path of a gadget's XML, or of its folder") from None
    if path.is_dir():
        path = _only_one(path)
    elif path.suffix.lower() != ".xml":
        raise BadWish(f"{path} is no .xml file; give the gadget's XML, or its folder")
    if path.parent in (Path(path.anchor), _home()):
        raise BadWish(
            f"{path.parent} as a whole would be served to browsers; put the gadget into a folder of its own"
        )
    return path


def is_gadget(file: Path) -> bool:
    """Whether it looks like a gadget's XML, be it well-formed or not."""
    try:
        with file.open("rb") as opened:
            return ROOT.search(opened.read(HEAD_BYTES)) is not None
    except OSError:
        return False


def _only_one(folder: Path) -> Path:
    found = _gadgets_in(folder)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadWish(f"{folder} has {len(found)} gadgets: {_names(found, folder)}; name one of them")
    deeper = [each for below in folders_of(folder).folders[1:] for each in _gadgets_in(below)]
    if deeper:
        raise BadWish(f"{folder} has no gadget itself; name one of those below it: {_names(deeper, folder)}")
    raise BadWish(f"{folder} has no gadget: no .xml file whose root element is <Module>")


def _gadgets_in(folder: Path) -> list[Path]:
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() == ".xml" and each.is_file())
    except OSError as error:
        raise BadWish(f"{folder}: {error.strerror}") from None
    return [each for each in files if is_gadget(each)]


def _names(files: list[Path], folder: Path) -> str:
    names = [each.relative_to(folder).as_posix() for each in files]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None
