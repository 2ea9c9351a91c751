"""The history on the desktop, which outlives a reload."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import BOTH, Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def entries(desktop: Desktop, told: str, count: int | None = None) -> list[str]:
    """The history, newest first, each entry with its time; once this is told there, in so many entries."""
    shown = desktop.part("activity").get_by_role("listitem")
    await expect(desktop.part("activity")).to_contain_text(told)
    if count is not None:
        await expect(shown).to_have_count(count)
    return await shown.all_inner_texts()


@BOTH
async def test_a_reload_signs_in_again_and_keeps_the_history(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    before = await entries(desktop, "Talking with 5551234")
    await desktop.page.reload()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    await expect(desktop.part("call-row")).to_be_visible()
    assert [body["state"] for _, _, body in server.requests if body.get("state") == "LOGIN"] == ["LOGIN"] * 2
    assert await entries(desktop, "Talking with 5551234", len(before)) == before
    assert desktop.complaints == []


async def test_a_call_that_ended_during_a_reload_has_no_end_in_the_history(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    call = await desktop.in_call()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    before = await entries(desktop, "Talking with 5551234")
    await desktop.open("/desktop/logo.svg")
    del server.calls[call.id]
    await desktop.open("/desktop/container/landing.jsp?locale=es_ES")
    await expect(desktop.part("agent-state")).to_have_text("Hablando")
    ended = "La llamada con 5551234 terminó mientras el escritorio no estaba conectado"
    now = await entries(desktop, ended, len(before) + 1)
    assert now[0].endswith(ended)


async def test_the_history_is_the_sign_ins_own(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("READY")
    await expect(desktop.part("activity")).to_contain_text("Ready")
    await desktop.open("/desktop/logo.svg")
    server.become("LOGOUT")
    await desktop.open()
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    (only,) = await entries(desktop, "Not Ready", 1)
    assert only.endswith("Not Ready")
