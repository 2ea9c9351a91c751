"""Every screen of the administration console, and its first form."""

from __future__ import annotations

from lab.testing.browser import BrowserDesktops
from lab.testing.running_lab import RunningLab
from tests.screenshots.album import Album

SCENE_MS = 10_000
ADMINISTRATOR = "administrator"


async def tour(album: Album, lab: RunningLab, desktops: BrowserDesktops, locale: str) -> None:
    """From the sign-in page through all that the navigation has."""
    desktop = await desktops.open()
    page = desktop.page
    page.set_default_timeout(SCENE_MS)
    await page.goto(f"{lab.base}/cfadmin?locale={locale}")
    await desktop.part("admin-user").wait_for()
    await album.shoot(page, "cfadmin-sign-in", locale)
    await desktop.part("admin-user").fill(ADMINISTRATOR)
    await desktop.part("admin-password").fill(lab.people.passwords.get(ADMINISTRATOR, "finesse"))
    await desktop.part("admin-sign-in").click()
    await page.locator(".admin-tab").first.wait_for()
    screens = await page.locator(".admin-tab").evaluate_all("(all) => all.map((one) => one.hash)")
    for screen in screens:
        name = f"cfadmin-{screen.removeprefix('#/').replace('/', '-')}"
        async with album.scene(f"{locale} {name}"):
            await page.locator(f".admin-tab[href='{screen}']").click()
            await page.locator("[data-testid=screen]:not([aria-busy=true])").wait_for()
            await album.shoot(page, name, locale)
            create = page.locator("[data-testid$='-new']:visible").first
            if await create.count():
                await create.click()
                await page.locator("form:visible").first.wait_for()
                await album.shoot(page, f"{name}-form", locale)
                await page.keyboard.press("Escape")
    await page.context.close()
