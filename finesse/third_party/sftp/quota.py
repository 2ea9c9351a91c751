"""How much may be uploaded, and how much is there."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

FILE_BYTES = 50 * 1_048_576
BYTES = 500 * 1_048_576  # of all files
ENTRIES = 10_000  # files and folders
DEPTH = 16  # folders within each other
NAME_BYTES = 255
PATH_BYTES = 1_024


@dataclass
class Usage:
    """What is in the folder of uploaded gadgets."""

    size: int = 0
    entries: int = 0

    @classmethod
    def of(cls, root: Path) -> Usage:
        """As it stands; it stops counting where there is more than may be."""
        usage = cls()
        folders = [root]
        while folders and usage.entries <= ENTRIES:
            try:
                with os.scandir(folders.pop()) as there:
                    for entry in there:
                        usage.entries += 1
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(Path(entry.path))
                        else:
                            usage.size += entry.stat(follow_symlinks=False).st_size
            except OSError:  # gone meanwhile, or not ours to read
                continue
        return usage

    def add_entry(self) -> None:
        """A file or folder comes. OSError when there are as many as may be."""
        if self.entries >= ENTRIES:
            raise OSError(errno.EDQUOT, f"there are {ENTRIES:,} files and folders, and no more may be")
        self.entries += 1

    def drop_entry(self) -> None:
        """A file or folder goes."""
        self.entries = max(0, self.entries - 1)

    def resize(self, before: int, after: int) -> None:
        """A file gets longer or shorter. OSError when it, or all files, would be longer than they may be."""
        if after > FILE_BYTES:
            raise OSError(errno.EFBIG, f"a file may have {FILE_BYTES // 1_048_576} MiB")
        if after > before and self.size + after - before > BYTES:
            raise OSError(errno.EDQUOT, f"all files together may have {BYTES // 1_048_576} MiB")
        self.size = max(0, self.size + after - before)


def named(path: bytes) -> tuple[str, ...]:
    """The parts of a path from the top, `.` and `..` resolved within it. OSError for what is no path here."""
    if len(path) > PATH_BYTES:
        raise OSError(errno.ENAMETOOLONG, f"a path may have {PATH_BYTES:,} bytes")
    try:
        text = path.decode()
    except UnicodeDecodeError:
        raise OSError(errno.EILSEQ, "names are in UTF-8") from None
    if not text.isprintable() or "\\" in text:
        raise OSError(errno.EINVAL, "names have no control characters and no backslash")
    parts: list[str] = []
    for part in text.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    if any(len(part.encode()) > NAME_BYTES for part in parts):
        raise OSError(errno.ENAMETOOLONG, f"a name may have {NAME_BYTES} bytes")
    if len(parts) > DEPTH:
        raise OSError(errno.ENAMETOOLONG, f"folders may be {DEPTH} deep")
    return tuple(parts)
