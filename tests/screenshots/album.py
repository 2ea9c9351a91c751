"""Where the pictures go, how one is taken in every look, and the page that shows them all."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import product
from pathlib import Path

from playwright.async_api import Error, Page, ViewportSize

from lab.testing.browser import VIEW

LOCALES = ("en_US", "es_ES")
SCHEMES = ("light", "dark")
SIZES: tuple[ViewportSize, ...] = (
    VIEW,
    {"width": 1280, "height": 720},  # a projector
    {"width": 390, "height": 844},  # a phone
)
QUALITY = 82
# Those of the README, by their file in docs/images.
README = {
    ("talking", "en_US", "light", 1366): "desktop.webp",
    ("team-performance-call", "en_US", "dark", 1366): "team.webp",
    ("ringing", "es_ES", "dark", 390): "phone.webp",
    ("cfadmin-layout", "en_US", "light", 1366): "console.webp",
}
README_QUALITY = 90
SETTLED = """Promise.race([
    new Promise((resolve) => setTimeout(resolve, 1000)),
    Promise.allSettled(document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished)),
]).then(() => new Promise((resolve) => requestAnimationFrame(() => resolve())))"""
STYLE = """
body { margin: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas }
:root { color-scheme: light dark }
nav a { margin-right: 1rem }
section { margin-block: 2rem }
.row { display: flex; flex-wrap: wrap; gap: .8rem }
figure { margin: 0 } figcaption { font-size: .8rem }
img { display: block; height: 15rem; border: 1px solid GrayText }
"""


@dataclass
class Album:
    """The folder of the pictures; what could not be taken, and why."""

    folder: Path
    readme: Path | None = None
    """Where those of the README go, if they are wanted."""

    shown: dict[str, list[Path]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    async def shoot(self, page: Page, name: str, locale: str) -> None:
        """The page as it is now, in both schemes and all sizes."""
        for size, scheme in product(SIZES, SCHEMES):
            await page.set_viewport_size(size)
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await page.evaluate(SETTLED)
            file = self.folder / locale / f"{name}-{scheme}-{size['width']}.jpg"
            await page.screenshot(path=file, type="jpeg", quality=QUALITY)
            self.shown.setdefault(name, []).append(file)
            picture = README.get((name, locale, scheme, size["width"]))
            if picture is not None and self.readme is not None:
                (self.readme / picture).write_bytes(await _webp(page))
        await page.emulate_media(color_scheme="light")
        await page.set_viewport_size(VIEW)

    @contextlib.asynccontextmanager
    async def scene(self, name: str) -> AsyncIterator[None]:
        """Steps towards a picture; where one fails the picture is missing, and the next has its turn."""
        try:
            yield
        except (AssertionError, Error) as error:
            lines = [line for line in str(error).splitlines() if line.strip()]
            self.missing.append(f"{name}: {lines[0] if lines else type(error).__name__}")

    def compare(self) -> None:
        """What is there in one look and not in all of them is missing, too."""
        looks = [
            (locale, f"{scheme}-{size['width']}") for locale, scheme, size in product(LOCALES, SCHEMES, SIZES)
        ]
        for name in sorted(self.shown):
            for locale, look in looks:
                if self.folder / locale / f"{name}-{look}.jpg" not in self.shown[name]:
                    self.missing.append(f"{locale} {name} {look}: not taken")
        for name, locale, *_ in README:
            if name not in self.shown:
                self.missing.append(f"{locale} {name}: the README shows it")

    def index(self) -> None:
        """Write the page that shows all of them, by their names."""
        names = sorted(self.shown)
        links = "".join(f'<a href="#{escape(name)}">{escape(name)}</a> ' for name in names)
        sections = "".join(self._section(name) for name in names)
        (self.folder / "index.html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
            f"<style>{STYLE}</style><h1>Screenshots</h1><nav>{links}</nav>{sections}</html>\n",
            "utf-8",
        )

    def _section(self, name: str) -> str:
        return f'<section id="{escape(name)}"><h2>{escape(name)}</h2><div class="row">' + "".join(
            self._figures(self.shown[name])
        )

    def _figures(self, files: list[Path]) -> Iterator[str]:
        for file in files:
            address = escape(file.relative_to(self.folder).as_posix())
            yield (
                f'<figure><a href="{address}"><img loading="lazy" src="{address}" alt=""></a>'
                f"<figcaption>{escape(file.parent.name)} {escape(file.stem)}</figcaption></figure>"
            )
        yield "</div></section>"


async def _webp(page: Page) -> bytes:
    """The page, as small as the README wants it; Playwright itself writes none."""
    session = await page.context.new_cdp_session(page)
    taken = await session.send("Page.captureScreenshot", {"format": "webp", "quality": README_QUALITY})
    await session.detach()
    return base64.b64decode(taken["data"])
