"""Reads a gadget's folder, for the review."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from finesse.third_party.watched import folders_of
from lab.gadget_check import gadget
from lab.gadget_check.gadget import File, Gadget

TEXTS = frozenset({".xml", ".html", ".htm", ".js", ".mjs", ".css", ".json", ".txt", ".properties"})
TEXT_BYTES = 5_000_000
ALL_BYTES = 60_000_000


def read(spec: Path) -> Gadget:
    """The gadget of that XML, with what is in its folder."""
    root, left = spec.parent, ALL_BYTES
    files: dict[str, File] = {}
    for folder in folders_of(root).folders:
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name)
        except OSError:
            continue
        for entry in entries:
            path, text = Path(entry.path), None
            try:
                found = entry.stat()
            except OSError:  # a link to nowhere
                continue
            if not stat.S_ISREG(found.st_mode):
                continue
            if (path.suffix.lower() in TEXTS or path == spec) and found.st_size <= min(TEXT_BYTES, left):
                with contextlib.suppress(OSError, UnicodeDecodeError):  # not to be read, or no text
                    text, left = path.read_bytes().decode("utf-8-sig"), left - found.st_size
            name = path.relative_to(root).as_posix()
            files[name] = File(name, text, stat.S_IMODE(found.st_mode))
    return gadget.read(spec.name, files, root.name)
