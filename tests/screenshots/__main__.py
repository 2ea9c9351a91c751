"""`python -m tests.screenshots [--readme]`: a lab of its own, and a picture of all that it shows.

With `--readme` those of the README are taken anew, too.

Ends with 1 where a state could not be reached; what could be taken is there all the same.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from lab.testing import running_lab
from lab.testing.browser import BrowserDesktops, chromium
from lab.testing.processes import lab_process
from tests.screenshots import consoles
from tests.screenshots.album import LOCALES, Album
from tests.screenshots.desktops import Tour

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "screenshots"
IMAGES = ROOT / "docs" / "images"


async def take(album: Album, console: running_lab.Address) -> None:
    """All pictures, one language after the other; desktops and console at once."""
    async with running_lab.at(console) as lab, chromium() as browser:
        desktops = BrowserDesktops(browser)
        for locale in LOCALES:
            await asyncio.gather(
                Tour(album, lab, desktops, locale).take(), consoles.tour(album, lab, desktops, locale)
            )


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    album, began = Album(FOLDER, IMAGES if "--readme" in sys.argv else None), time.monotonic()
    with (
        tempfile.TemporaryDirectory() as home,
        lab_process(Path(home), "--transport", "websocket") as process,
    ):
        asyncio.run(take(album, process.console))
    album.compare()
    album.index()
    count = sum(map(len, album.shown.values()))
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"{count} pictures of {len(album.shown)} states in {seconds:.0f} s: {FOLDER}/index.html\n"
    )
    sys.stderr.writelines(f"missing: {missed}\n" for missed in album.missing)
    return 1 if album.missing else 0


if __name__ == "__main__":
    sys.exit(main())
