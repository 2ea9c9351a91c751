"""Which modules of `gadgets/` are served, and at which paths: all of a folder, to whoever may have the page.

A module names others by their places in `gadgets/`, so the paths of one page lie to each other as the folders
do. What pages share is in `gadgets/notification`, and each page has it beside its own folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

GADGETS = Path(__file__).resolve().parents[2] / "gadgets"

Folders = Mapping[str, Path]  # by the path at which what is in it is served

DESKTOP: Folders = {
    "/desktop/scripts/js/": GADGETS / "desktop",
    "/desktop/scripts/notification/": GADGETS / "notification",
    "/desktop/scripts/finesse/base/": GADGETS / "finesse" / "base",
    "/desktop/scripts/finesse/converter/": GADGETS / "finesse" / "converter",
}
INSPECTOR: Folders = {
    "/desktop/scripts/inspector/": GADGETS / "inspector",
    "/desktop/scripts/desktop/parts/": GADGETS / "desktop" / "parts",
}
LOCAL_LOG: Folders = {"/desktop/scripts/local_log/": GADGETS / "local_log"}  # beside the inspector's
ADMIN: Folders = {
    "/cfadmin/scripts/admin/": GADGETS / "admin",
    "/cfadmin/scripts/desktop/": GADGETS / "desktop",
    "/cfadmin/scripts/notification/": GADGETS / "notification",
    "/cfadmin/scripts/finesse/base/": GADGETS / "finesse" / "base",
    "/cfadmin/scripts/finesse/converter/": GADGETS / "finesse" / "converter",
}
TUNNEL: Folders = {
    "/tunnel/": GADGETS / "tunnel",
    "/notification/": GADGETS / "notification",
}


def modules(folders: Folders) -> Mapping[str, Path]:
    """Every module of these folders, by its path."""
    return {
        f"{path}{file.relative_to(folder).as_posix()}": file
        for path, folder in folders.items()
        for file in sorted(folder.rglob("*.js"))
    }
