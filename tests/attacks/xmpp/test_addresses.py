"""Addresses that other people's libraries refuse, or that look like somebody else's."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import slixmpp

from notification.node import NotificationService
from tests.notification.conftest import certs, service, start  # noqa: F401
from tests.notification.wire import STREAM, auth, bind, connected, sign_in_tcp

PATIENCE = 30.0
UNPREPARED = {
    "not assigned in Unicode 3.2": "\u0221",
    "a private letter": "\ue000",
    "a change of direction": "x\u202e",
    "both directions": "a\u05d0",
    "the mark of an object": "\ufffc",
    "no letter at all": "x\ufdd0",
}
ALIKE = {"full width": "\uff46inesse", "a ligature": "\ufb01nesse", "a soft hyphen": "fi\u00adnesse"}


@pytest.mark.parametrize("resource", UNPREPARED.values(), ids=UNPREPARED)
async def test_no_agent_hides_from_finesse_behind_a_resource_that_its_library_refuses(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    resource: str,
) -> None:
    """Whom slixmpp cannot name is not there to Finesse, which would never sign him out."""
    finesse = slixmpp.ClientXMPP("finesse@localhost/webservices", "secret")
    finesse.ca_certs = certs / "ca.pem"
    finesse.enable_direct_tls, finesse.enable_starttls = True, False
    there: asyncio.Queue[str] = asyncio.Queue()
    started = asyncio.get_running_loop().create_future()
    finesse.add_event_handler("session_start", lambda _: started.set_result(None))
    finesse.add_event_handler("presence_available", lambda stanza: there.put_nowait(str(stanza["from"])))
    finesse.connect(*service.addresses["c2s_tls"])
    try:
        async with (
            asyncio.timeout(PATIENCE),
            connected(service.addresses["c2s"]) as evil,
            connected(service.addresses["c2s"]) as honest,
        ):
            await started
            finesse.send_presence()
            for user in ("evil", "honest"):
                finesse.send_presence_subscription(pto=f"{user}@localhost")
            evil.write(STREAM)
            await evil.until("</stream:features>")
            evil.write(auth("evil"))
            await evil.until("/>")
            evil.write(STREAM)
            await evil.until("</stream:features>")
            evil.write(bind(resource))
            assert "<bad-request " in await evil.until("</iq>")
            evil.write(bind("desktop"))  # another try, as it is asked
            assert "evil@localhost/desktop" in await evil.until("</iq>")
            evil.write(f"<presence to='honest@localhost/{resource}'/>")
            assert "<jid-malformed " in await evil.until("</presence>")
            evil.write("<presence/>")
            await sign_in_tcp(honest, "honest")
            seen = set()
            while {"evil@localhost/desktop", "honest@localhost/desktop"} - seen:
                seen.add(await there.get())
    finally:
        await finesse.disconnect(wait=1.0)


@pytest.mark.parametrize("name", ALIKE.values(), ids=ALIKE)
async def test_who_is_written_like_the_service_user_needs_its_password(
    service: NotificationService,  # noqa: F811
    name: str,
) -> None:
    """All of these are the address `finesse@localhost`; the account of that name is asked about."""
    asked: list[str] = []
    passwords = service.host.passwords

    class Asked:
        def known(self, user: str, password: str) -> bool:
            asked.append(user)
            return passwords.known(user, password)

        check = passwords.check

    service.host.passwords = Asked()
    async with connected(service.addresses["c2s"]) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        wire.write(auth(name, "wrong"))
        assert "<not-authorized/>" in await wire.until("</failure>")
    assert asked == ["finesse"]
