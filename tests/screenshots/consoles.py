"""Every screen of the administration console, its parts and its forms."""

from __future__ import annotations

from lab.testing.browser import BrowserDesktops, Desktop
from lab.testing.running_lab import RunningLab
from tests.screenshots.album import Album

SCENE_MS = 10_000
ADMINISTRATOR = "administrator"
FORMS = ("call-variables", "phone-books", "reasons", "workflows", "workflows-actions")


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
        name = screen.removeprefix("#/").replace("/", "-")
        async with album.scene(f"{locale} cfadmin-{name}"):
            await page.locator(f".admin-tab[href='{screen}']").click()
            await page.locator("[data-testid=screen]:not([aria-busy=true])").wait_for()
            await shown(album, desktop, name, locale)
            parts = page.locator("[data-testid^=part-][aria-selected=false]:visible")
            for part in await parts.evaluate_all("(all) => all.map((one) => one.dataset.testid)"):
                await desktop.part(part).click()
                await shown(album, desktop, f"{name}-{part.removeprefix('part-')}", locale)
            if name == "team-resources":
                await desktop.part("teams-open").first.click()
                await desktop.part("team").wait_for()
                await album.shoot(page, f"cfadmin-{name}-team", locale)
    await page.context.close()


async def shown(album: Album, desktop: Desktop, name: str, locale: str) -> None:
    """A list, and the form of a new entry where there is one."""
    page = desktop.page
    await album.shoot(page, f"cfadmin-{name}", locale)
    if name in FORMS:
        await page.locator("[data-testid$='-new']:visible").first.click()
        await page.locator("form:visible").first.wait_for()
        await album.shoot(page, f"cfadmin-{name}-form", locale)
        await page.keyboard.press("Escape")
