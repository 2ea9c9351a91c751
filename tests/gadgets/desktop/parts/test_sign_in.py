"""What the sign-in page shows beside its form: banner, certificates to accept, attempts after an error."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.async_api import Route

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def configured(desktop: Desktop, **more: Any) -> None:
    """The page's configuration says this, too."""

    async def answer(route: Route) -> None:
        told = await (await route.fetch()).json()
        await route.fulfill(body=json.dumps({**told, **more}), content_type="application/json")

    await desktop.page.route("**/desktop/config.json", answer)


async def test_the_security_banner_is_read_by_everybody_as_text(desktop: Desktop) -> None:
    await configured(
        desktop, properties={"securityBannerMessage": "<b>Authorised users only.</b>" + "x" * 300}
    )
    await desktop.open()
    banner = desktop.part("security-banner")
    await expect(banner).to_contain_text("<b>Authorised users only.</b>")
    assert len(await banner.inner_text()) == 220
    await desktop.fill()
    await expect(desktop.part("sign-in")).to_be_enabled()


async def test_without_a_banner_there_is_none(desktop: Desktop) -> None:
    await desktop.open()
    await expect(desktop.part("sign-in")).to_be_visible()
    await expect(desktop.part("security-banner")).to_have_count(0)


async def test_a_certificate_is_asked_for_until_the_browser_reaches_its_server(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await configured(desktop, certificates=["https://cuic.invalid:8444"])
    await desktop.open()
    port = (await (await desktop.page.request.get(f"{server.address}/desktop/config.json")).json())[
        "notification"
    ]["port"]
    service = re.compile(rf"https://localhost:{port}/")
    await desktop.page.context.route(service, lambda route: route.abort())
    await desktop.fill()
    await desktop.part("sign-in").click()
    dialog, link = desktop.part("certificates"), desktop.part("certificate-link")
    await expect(link).to_have_attribute("href", "https://cuic.invalid:8444/")
    await expect(link).to_have_attribute("rel", "noopener")
    await desktop.part("certificates-close").click()  # the desktop goes without that one

    await expect(link).to_have_attribute("href", f"https://localhost:{port}/http-bind")
    await desktop.page.context.unroute(service)
    await expect(dialog).to_have_count(0)
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")


async def test_who_closes_the_certificates_reads_why_nobody_signs_in(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.open()
    await desktop.page.context.route(re.compile(r"/http-bind|/tunnel/"), lambda route: route.abort())
    await desktop.fill()
    await desktop.part("sign-in").click()
    await expect(desktop.part("certificates")).to_be_visible()
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.part("sign-in-error")).to_contain_text("The notification service at localhost:")
    await expect(desktop.part("sign-in")).to_be_enabled()


async def test_a_phones_error_is_tried_again_as_often_as_it_is_set(
    desktop: Desktop, server: FakeFinesse
) -> None:
    properties = {
        "retryLoginAfterLogoutPhoneFailure": "true",
        "loginFailureRetryAttempts": "2",
        "loginFailureRetryInterval": "60",
    }
    await configured(desktop, properties=properties)
    await desktop.open()
    await desktop.fill(extension="9999")
    await desktop.part("sign-in").click()
    await expect(desktop.part("retry")).to_contain_text("Extension 9999 cannot be used")
    await expect(desktop.part("retry-wait")).to_contain_text("Attempts left: 2.")
    await desktop.part("retry-again").click()
    await expect(desktop.part("retry-wait")).to_contain_text("Attempts left: 1.")
    await desktop.part("retry-stop").click()
    await expect(desktop.part("sign-in-error")).to_contain_text("Extension 9999 cannot be used")
    await expect(desktop.part("extension")).to_be_focused()
    assert len([body for _, _, body in server.requests if body.get("state") == "LOGIN"]) == 2
