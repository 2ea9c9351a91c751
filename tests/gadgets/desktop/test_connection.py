"""The desktop loses its connection or its server, and has it again, or ends."""

from __future__ import annotations

import pytest

from tests.gadgets.desktop.desktop_page import BOTH, Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.gadgets.desktop.fake_xmpp import CONFLICT, Bosh
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


@BOTH
async def test_a_lost_connection_is_made_again_and_everything_is_read_anew(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    call = await desktop.in_call()
    server.notifications.down = True
    server.notifications.end_all()
    banner = desktop.part("banner")
    await expect(banner).to_have_attribute("data-kind", "reconnecting")
    await expect(desktop.part("end")).to_be_disabled()
    await expect(desktop.part("state-menu")).to_be_disabled()
    del server.calls[call.id]
    server.become("WORK")
    await expect(banner).to_have_attribute("data-kind", "lost")
    server.notifications.down = False
    await expect(banner).to_have_attribute("data-kind", "recovered")
    await expect(desktop.part("agent-state")).to_have_text("Wrap-Up")
    await expect(desktop.part("call-row")).to_have_count(0)
    server.become("READY")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    await expect(desktop.part("state-menu")).to_be_enabled()


@BOTH
@pytest.mark.parametrize("tunnel", ["finesse"])
async def test_the_tunnel_of_the_desktops_own_port_connects_by_that_port(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.notifications.pages = False
    await desktop.sign_in()
    await expect(desktop.page.locator("#tunnel-frame")).to_have_attribute("src", f"{server.address}/tunnel/")
    server.become("READY")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    server.notifications.end_all()
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")


@BOTH
async def test_signing_in_elsewhere_stops_the_desktop_for_good(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.notifications.end_all(CONFLICT)
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "conflict")
    await expect(desktop.part("signed-out")).to_contain_text("Signed in elsewhere")
    assert await desktop.page.evaluate("sessionStorage.length") == 0
    await desktop.part("sign-in-again").click()
    await expect(desktop.part("username")).to_be_focused()
    assert server.notifications.desktops == []


@pytest.mark.parametrize(("transport", "ping"), [("bosh", 0.5)])
async def test_bosh_never_has_more_than_two_requests_open(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    for count in range(20):
        server.become("READY" if count % 2 else "NOT_READY")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    (session,) = server.notifications.desktops
    assert isinstance(session, Bosh)
    while session.talk.pings < 6:
        await session.talk.pinged.wait()
    assert (session.most_open, session.talk.resource) == (2, "desktop")


@pytest.mark.parametrize("ping", [0.05])
async def test_a_service_that_falls_silent_counts_as_lost(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.notifications.silent = True
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "reconnecting")
    server.notifications.silent = False
    server.notifications.end_all()
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")


async def test_out_of_service_disables_the_desktop_until_it_is_back(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.service(in_service=False)
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "outOfService")
    await expect(desktop.part("state-menu")).to_be_disabled()
    server.state = "READY"
    server.service(in_service=True)
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    assert desktop.complaints == []


async def test_finesse_going_away_alone_is_noticed_by_its_presence(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    (connection,) = server.notifications.desktops
    server.in_service = False
    server.notifications.say(connection.talk.presence_of_finesse(available=False))
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "outOfService")
    server.in_service = True
    server.notifications.say(connection.talk.presence_of_finesse(available=True))
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")


async def test_a_server_that_answers_503_puts_the_desktop_to_waiting(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.answers["READY"] = 503
    server.in_service = False
    await desktop.page.keyboard.press("Control+Alt+r")
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "outOfService")
    server.in_service = True
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")
