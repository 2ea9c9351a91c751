"""The desktop in headless Chromium, at a server that speaks the true wire formats and does as told."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from finesse.pages.settings import Transport
from lab.testing.browser import ARGUMENTS, NAMES, VIEW
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse, serving
from tests.gadgets.desktop.fake_xmpp import CONFLICT, Bosh

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CUSTOMER = {"callVariable1": "Maria Gonzalez", "callVariable2": "Gold", "user.account": "A-20931"}


@dataclass
class Desktop:
    """A page at the fake server, and the errors its console printed."""

    page: Page
    server: FakeFinesse
    complaints: list[str] = field(default_factory=list)

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    async def open(self, path: str = "/desktop") -> None:
        await self.page.goto(self.server.address + path)

    async def fill(self, password: str = "finesse", extension: str = "1001") -> None:
        await self.part("username").fill("agent1")
        await self.part("password").fill(password)
        await self.part("extension").fill(extension)

    async def sign_in(self, path: str = "/desktop") -> None:
        await self.open(path)
        await self.fill()
        await self.part("sign-in").click()
        await expect(self.part("agent-state")).to_be_visible()

    async def in_call(self) -> Call:
        """Go Ready, be called, answer."""
        self.server.become("READY")
        call = Call(variables=CUSTOMER)
        self.server.ring(call)
        await self.part("answer").click()
        await expect(self.part("call-state")).to_have_text("Active")
        return call


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"no browser: install one of {', '.join(NAMES)}"
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield launched
        await launched.close()


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certs")


@pytest.fixture
def transport() -> Transport:
    return "websocket"


@pytest.fixture
def ping() -> float:
    return 10


@pytest_asyncio.fixture(loop_scope="module")
async def server(certs: Path, transport: Transport, ping: float) -> AsyncIterator[FakeFinesse]:
    async with serving(FakeFinesse(), certs, transport, ping) as fake:
        yield fake


@pytest.fixture
def language() -> str:
    return "en-US"


@pytest_asyncio.fixture(loop_scope="module")
async def desktop(browser: Browser, server: FakeFinesse, language: str) -> AsyncIterator[Desktop]:
    context = await browser.new_context(ignore_https_errors=True, viewport=VIEW, locale=language)
    context.set_default_timeout(10_000)
    opened = Desktop(await context.new_page(), server)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    yield opened
    await context.close()


BOTH = pytest.mark.parametrize("transport", ["websocket", "bosh"])


def layout(name: str, kind: str, header: str, **columns: str) -> str:
    """One layout of call variables; each column is a variable by its label."""
    entries = "".join(
        f"<column><entry><displayName>{label}</displayName><mediaProperty>{variable}</mediaProperty>"
        "<showInPopOver>true</showInPopOver><uiEditable>false</uiEditable></entry></column>"
        for label, variable in columns.items()
    )
    return (
        f"<MediaPropertiesLayout><name>{name}</name><type>{kind}</type><header><entry><displayName>x</displayName>"
        f"<mediaProperty>{header}</mediaProperty></entry></header>{entries}</MediaPropertiesLayout>"
    )


async def test_a_call_chooses_the_layout_of_its_variables(desktop: Desktop, server: FakeFinesse) -> None:
    # source: Unified CCX, ECC variable user.layout: the name of a layout; without it the default one
    server.layouts = layout("Default Layout", "DEFAULT", "callVariable1", Name="callVariable1") + layout(
        "Accounts", "CUSTOM", "user.account", Account="user.account", Level="callVariable2"
    )
    await desktop.sign_in()
    server.become("READY")
    call = Call(variables={**CUSTOMER, "user.layout": "Accounts"})
    server.ring(call)
    popover = desktop.part("call-popover")
    await expect(popover).to_contain_text("Account")
    await expect(popover.get_by_test_id("call-variable-user.account")).to_have_text("A-20931")
    await desktop.part("answer").click()
    row = desktop.part("call-row")
    await expect(row.get_by_test_id("call-header")).to_have_text("A-20931")
    await expect(row.locator("dt")).to_have_text(["Account", "Level"])

    answered = server.calls[call.id]
    answered.variables["user.layout"] = "Nobody's"
    server.tell_call(answered)
    await expect(row.get_by_test_id("call-header")).to_have_text("Maria Gonzalez")
    await expect(row.locator("dt")).to_have_text(["Name"])


@BOTH
async def test_an_agent_signs_in_takes_a_call_and_signs_out(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    assert server.sent(state="LOGIN", extension="1001")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    assert re.search(r"/desktop/container/\?locale=en_US$", desktop.page.url)

    await desktop.part("state-menu").click()
    await desktop.part("state-not-ready").and_(desktop.page.locator("[data-reason-id='2']")).click()
    await expect(desktop.part("agent-reason")).to_have_text("Lunch")
    assert server.sent(state="NOT_READY", reasonCodeId="2")
    await desktop.part("state-menu").click()
    await desktop.part("state-ready").click()
    await expect(desktop.part("agent-state")).to_have_text("Ready")

    server.ring(Call(variables=CUSTOMER))
    popover = desktop.part("call-popover")
    await expect(popover).to_contain_text("Maria Gonzalez")
    await expect(popover.get_by_test_id("call-variable-callVariable2")).to_have_text("Gold")
    await expect(popover.get_by_test_id("call-variable-user.account")).to_have_text("A-20931")
    await expect(desktop.part("agent-state")).to_have_text("Reserved")
    await expect(desktop.part("state-menu")).to_be_disabled()
    await desktop.part("answer").click()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    await expect(popover).to_have_count(0)

    row = desktop.part("call-row")
    await expect(row).to_have_attribute("data-dialog-id", "16777217")
    await expect(row.get_by_test_id("call-state")).to_have_text("Active")
    await expect(row.get_by_test_id("call-variable-queueName")).to_have_text("Support_CSQ")
    await row.get_by_test_id("hold").click()
    await expect(row.get_by_test_id("call-state")).to_have_text("Held")
    await expect(row.get_by_test_id("call-timer")).to_have_text(re.compile(r"^00:\d\d \(00:\d\d\)$"))
    await row.get_by_test_id("retrieve").click()
    await row.get_by_test_id("hold").wait_for()
    await row.get_by_test_id("end").click()
    await expect(row).to_have_count(0)
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    for action in ("ANSWER", "HOLD", "RETRIEVE", "DROP"):
        assert server.sent(requestedAction=action, targetMediaAddress="1001")

    await desktop.part("user-menu").click()
    await expect(desktop.part("sign-out")).to_be_disabled()
    server.become("NOT_READY")
    await desktop.part("sign-out").click()
    await desktop.part("sign-out-reason").click()
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "asked")
    assert server.sent(state="LOGOUT", reasonCodeId="7")
    assert await desktop.page.evaluate("sessionStorage.length") == 0
    assert server.notifications.desktops == []
    assert desktop.complaints == []


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
async def test_signing_in_elsewhere_stops_the_desktop_for_good(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.notifications.end_all(CONFLICT)
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "conflict")
    await expect(desktop.part("signed-out")).to_contain_text("Signed in elsewhere")
    assert await desktop.page.evaluate("sessionStorage.length") == 0
    await desktop.part("sign-in-again").click()
    await expect(desktop.part("username")).to_be_focused()
    assert server.notifications.desktops == []


async def entries(desktop: Desktop) -> list[str]:
    """The history, newest first, each entry with its time."""
    return await desktop.part("activity").get_by_role("listitem").all_inner_texts()


@BOTH
async def test_a_reload_signs_in_again_and_keeps_the_history(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    await expect(desktop.part("activity")).to_contain_text("Talking with 5551234")
    before = await entries(desktop)
    await desktop.page.reload()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    await expect(desktop.part("call-row")).to_be_visible()
    assert [body["state"] for _, _, body in server.requests if body.get("state") == "LOGIN"] == ["LOGIN"] * 2
    assert await entries(desktop) == before
    assert desktop.complaints == []


async def test_a_call_that_ended_during_a_reload_has_no_end_in_the_history(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    call = await desktop.in_call()
    before = await entries(desktop)
    await desktop.open("/desktop/logo.svg")
    del server.calls[call.id]
    await desktop.open("/desktop/container/landing.jsp?locale=es_ES")
    await expect(desktop.part("agent-state")).to_have_text("Hablando")
    now = await entries(desktop)
    assert now[0].endswith("La llamada con 5551234 terminó mientras el escritorio no estaba conectado")
    assert len(now) == len(before) + 1


async def test_the_history_is_the_sign_ins_own(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("READY")
    await expect(desktop.part("activity")).to_contain_text("Ready")
    await desktop.open("/desktop/logo.svg")
    server.become("LOGOUT")
    await desktop.open()
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    (only,) = await entries(desktop)
    assert only.endswith("Not Ready")


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
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered", timeout=15_000)


async def test_the_button_waits_for_all_three_fields(desktop: Desktop) -> None:
    await desktop.open()
    for name, text in (("username", "agent1"), ("password", "finesse"), ("extension", "1001")):
        await expect(desktop.part("sign-in")).to_be_disabled()
        await desktop.part(name).fill(text)
    await expect(desktop.part("sign-in")).to_be_enabled()
    await desktop.part("username").fill("a;b")
    await expect(desktop.part("sign-in")).to_be_disabled()
    await expect(desktop.page.get_by_text("No spaces, and none of these")).to_be_visible()


async def test_each_failure_to_sign_in_is_told_by_its_kind(desktop: Desktop, server: FakeFinesse) -> None:
    async def fails(words: str, at: str = "sign-in") -> None:
        """That is told, at the part of the form that then has the cursor."""
        await desktop.part("sign-in").click()
        await expect(desktop.part("sign-in-error")).to_contain_text(words)
        await expect(desktop.part("sign-in")).to_be_enabled()
        await expect(desktop.part(at)).to_be_focused()
        for name in ("username", "password", "extension"):
            wrong = str(name == at).lower()
            await expect(desktop.part(name)).to_have_attribute("aria-invalid", wrong)
        beside = desktop.page.locator(".field", has=desktop.part("sign-in-error"))
        await expect(beside).to_have_count(int(at != "sign-in"))
        if at != "sign-in":
            await expect(beside.get_by_test_id(at)).to_have_attribute("aria-describedby", "sign-in-error")

    await desktop.open()
    await desktop.fill(password="wrong")
    await fails("The username or the password is not right.", "password")
    await desktop.page.keyboard.type("finesse")
    await expect(desktop.part("sign-in-error")).to_be_hidden()
    await desktop.fill(extension="9999")
    await fails("Extension 9999 cannot be used", "extension")
    await expect(desktop.part("error-code")).to_have_text(
        "Invalid Device · CF_INVALID_LOGON_DEVICE_SPECIFIED · 260"
    )
    await desktop.fill(extension="x")
    await fails("“x” is not an extension.", "extension")
    await desktop.fill()
    server.answers["LOGIN"] = 400
    await fails("This cannot be done in the present state.")
    await expect(desktop.part("error-code")).to_have_text("400 · Invalid State · not now")
    server.answers.clear()
    await desktop.part("username").fill("administrator")
    await fails("“administrator” is no agent.", "username")
    server.in_service = False
    await desktop.fill()
    await fails("The server is out of service.")
    server.in_service = True
    server.notifications.down = True
    await fails("The notification service at localhost:")
    link = desktop.part("sign-in-error").get_by_role("link")
    assert re.fullmatch(r"https://localhost:\d+/http-bind", await link.get_attribute("href") or "")
    server.notifications.down = False
    await desktop.part("sign-in").click()
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")


async def test_a_server_out_of_service_is_told_before_anybody_signs_in(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.in_service = False
    await desktop.open()
    words = desktop.page.get_by_text("The server is out of service.")
    await expect(words).to_be_visible()
    await desktop.fill()
    await desktop.part("sign-in").click()
    await expect(desktop.part("sign-in-error")).to_contain_text("The server is out of service.")
    await expect(words.filter(visible=True)).to_have_count(1)
    await desktop.fill(password="wrong")
    server.in_service = True
    await desktop.part("sign-in").click()
    await expect(desktop.part("sign-in-error")).to_contain_text("not right")
    await expect(words).to_be_hidden()


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


@pytest.mark.parametrize(
    ("locale", "state", "reason", "left"),
    [
        ("en_US", "Not Ready", "Call Not Answered", "Reason: Supervisor Initiated"),
        ("es_ES", "No listo", "Llamada no contestada", "Motivo: Iniciado por el supervisor"),
    ],
)
async def test_the_systems_reasons_are_told_in_the_users_language(
    desktop: Desktop, server: FakeFinesse, locale: str, state: str, reason: str, left: str
) -> None:
    await desktop.sign_in(f"/desktop?locale={locale}")
    server.become("NOT_READY", "Call Not Answered")
    await expect(desktop.part("agent-state")).to_have_text(state)
    await expect(desktop.part("agent-reason")).to_have_text(reason)
    await expect(desktop.part("activity")).to_contain_text(f"{state} – {reason}")
    await expect(desktop.page.locator(".state-control")).to_have_attribute("data-system", "")
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_contain_text(left)


async def test_a_caller_without_number_and_a_number_being_dialled_have_words(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.tell_call(Call(id="1", caller=""), "POST")
    await expect(desktop.part("call-popover")).to_contain_text("From Unknown number")
    server.tell_call(Call(id="2", dialled="", state="INITIATING", actions=("DROP",), outgoing=True), "POST")
    header = desktop.part("call-row").filter(has_text="Off hook").get_by_test_id("call-header")
    await expect(header).to_have_text("New call")


async def test_a_supervisors_sign_out_ends_the_desktop(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "byOther")
    await expect(desktop.part("signed-out")).to_contain_text("Supervisor Initiated")


async def test_whatever_the_server_sends_is_shown_as_text(desktop: Desktop, server: FakeFinesse) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    server.reasons["NOT_READY"] = [(1, attack)]
    await desktop.sign_in()
    server.become("NOT_READY", attack)
    await expect(desktop.part("agent-reason")).to_have_text(attack)
    variables = {"callVariable1": attack, "callVariable2": "&lt;b&gt;", attack: attack}
    server.ring(Call(caller=attack, queue=attack, variables=variables))
    await expect(desktop.part("call-variable-callVariable1")).to_have_text(attack)
    await expect(desktop.part("call-variable-callVariable2")).to_have_text("&lt;b&gt;")
    server.fail("/finesse/api/User/agent1", "/finesse/api/User/agent1", "x", "&lt;img src=x&gt;", 22)
    await expect(desktop.part("notice")).to_contain_text("<img src=x>")
    await desktop.part("answer").click()
    await expect(desktop.part("call-header")).to_have_text(attack)
    assert await desktop.page.evaluate("window.hacked") is None
    assert await desktop.page.locator("#app img:not([src='/desktop/logo.svg'])").count() == 0
    assert desktop.complaints == []


async def test_the_keyboard_does_what_the_mouse_does(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    press = desktop.page.keyboard.press
    await press("Control+Alt+n")
    await expect(desktop.part("state-not-ready").first).to_be_focused()
    await press("ArrowDown")
    await press("Enter")
    await expect(desktop.part("agent-reason")).to_have_text("Lunch")
    await expect(desktop.part("state-menu")).to_be_focused()
    await press("Control+Alt+f")
    await expect(desktop.part("shortcut-list")).to_be_visible()
    await press("Escape")
    await expect(desktop.part("shortcut-list")).to_be_hidden()

    await press("Control+Alt+o")
    await expect(desktop.part("dial-number")).to_be_focused()
    await desktop.page.keyboard.type("9555")
    await press("Enter")
    await expect(desktop.part("call-header")).to_have_text("9555")
    assert server.sent(requestedAction="MAKE_CALL", fromAddress="1001", toAddress="9555")
    await press("Control+Alt+e")
    await expect(desktop.part("call-row")).to_have_count(0)

    await press("Control+Alt+r")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    server.ring(Call(id="1", caller="5550001"))
    server.ring(Call(id="2", caller="5550002"))
    await expect(desktop.part("call-popover")).to_have_count(2)
    fronts = []
    for _ in range(2):
        await press("Control+Alt+p")
        fronts.append(
            await desktop.page.evaluate("document.activeElement.closest('section').dataset.dialogId")
        )
    assert sorted(fronts) == ["1", "2"]
    await press("Enter")
    await expect(desktop.part("call-popover")).to_have_count(1)
    await press("Control+Alt+a")
    await expect(desktop.part("call-popover")).to_have_count(0)
    await press("Control+Alt+v")
    await expect(desktop.part("call-state").last).to_have_text("Held")
    await press("Control+Alt+g")
    await expect(desktop.part("call-state").last).to_have_text("Active")
    server.become("NOT_READY")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    await press("Control+Alt+l")
    await expect(desktop.part("sign-out-reason")).to_be_focused()
    await press("Escape")
    await expect(desktop.part("user-menu")).to_be_focused()
    assert desktop.complaints == []


async def test_the_phone_book_calls_its_entries(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.part("dialler").click()
    await desktop.part("phone-book-search").fill("sales")
    await expect(desktop.part("contact")).to_have_count(1)
    await desktop.part("contact").click()
    await expect(desktop.part("call-header")).to_have_text("6002")
    server.become("READY")
    await desktop.part("dialler").click()
    await desktop.part("dial-number").fill("1")
    await expect(desktop.part("dial")).to_be_disabled()


async def test_a_request_that_the_server_refuses_is_told(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.answers["READY"] = 400
    await desktop.page.keyboard.press("Control+Alt+r")
    await expect(desktop.part("notice")).to_contain_text("This cannot be done in the present state.")
    await expect(desktop.part("error-code")).to_have_text("400 · Invalid State · not now")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    await desktop.part("notice").get_by_role("button").click()
    await expect(desktop.part("notice")).to_have_count(0)

    call = await desktop.in_call()
    server.silent.add("DROP")
    await desktop.part("end").click()
    await expect(desktop.part("end")).to_be_disabled()
    node = "/finesse/api/User/agent1/Dialogs"
    server.fail(node, f"/finesse/api/Dialog/{call.id}", "Generic Error", "CF_SERVICE_BUSY", 32)
    alert = desktop.part("call-row").get_by_role("alert")
    await expect(alert).to_contain_text("The phone system is too busy now.")
    await expect(alert).to_contain_text("CF_SERVICE_BUSY")
    await expect(desktop.part("end")).to_be_enabled()


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


async def test_a_state_asked_for_during_a_call_is_shown_as_pending(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    await desktop.part("state-menu").click()
    await expect(desktop.part("state-ready")).to_have_count(0)
    await desktop.part("state-not-ready").first.click()
    await expect(desktop.part("pending-state")).to_have_text("then Not Ready")
    await expect(desktop.part("state-menu")).to_be_disabled()
    await expect(desktop.part("state-menu")).to_have_attribute("title", re.compile("what follows this call"))


async def test_in_wrap_up_the_agent_may_still_change_his_mind(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    for choice, shown in (("state-ready", "Ready"), ("state-not-ready", "Not Ready")):
        server.become("WORK", pending="NOT_READY")
        await expect(desktop.part("agent-state")).to_have_text("Wrap-Up")
        await expect(desktop.part("pending-state")).to_have_text("then Not Ready")
        await desktop.part("state-menu").click()
        await desktop.part(choice).first.click()
        await expect(desktop.part("agent-state")).to_have_text(shown)
    assert server.sent(state="READY")
    assert server.sent(state="NOT_READY", reasonCodeId="1")


async def test_timers_go_by_the_servers_clock(desktop: Desktop, server: FakeFinesse) -> None:
    server.ahead = 3600
    await desktop.sign_in()
    await expect(desktop.part("state-timer")).to_have_text(re.compile(r"^00:0\d$"))
    await expect(desktop.part("state-timer")).to_have_text("00:02")


async def test_screen_readers_hear_what_changes(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("READY")
    await expect(desktop.page.locator("[aria-live=polite]")).to_have_text("Your state: Ready")
    server.ring(Call(caller="5551234"))
    await expect(desktop.page.locator("[aria-live=assertive]")).to_contain_text("Incoming call from 5551234")


async def test_everything_fits_on_the_smallest_screen(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    server.ring(Call(id="2", variables={"callVariable1": "x" * 200, "callVariable2": "word " * 60}))
    await expect(desktop.part("call-popover")).to_be_in_viewport(ratio=1)
    width = await desktop.page.evaluate("document.documentElement.scrollWidth")
    assert width == VIEW["width"]


async def test_enlarged_fourfold_a_call_can_still_be_taken_and_the_menus_reached(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    width = VIEW["width"] // 4
    await desktop.page.set_viewport_size({"width": width, "height": VIEW["height"]})
    server.ring(Call(variables={"callVariable1": "x" * 200}))
    await expect(desktop.part("answer")).to_be_in_viewport(ratio=1)
    await desktop.part("answer").click()
    row = desktop.part("call-row")
    for part in (
        row.get_by_role("button", name="Hold"),
        row.get_by_role("button", name="End"),
        desktop.part("call-timer"),
        desktop.part("state-timer"),
        desktop.part("user-menu"),
    ):
        await expect(part).to_be_in_viewport(ratio=1)
    assert await desktop.page.evaluate("document.documentElement.scrollWidth") == width


async def test_spanish_is_spoken_where_the_address_asks_for_it(desktop: Desktop) -> None:
    await desktop.sign_in("/desktop?locale=es_ES")
    await expect(desktop.part("agent-state")).to_have_text("No listo")
    assert desktop.page.url.endswith("/desktop/container/?locale=es_ES")
    assert await desktop.page.evaluate("document.documentElement.lang") == "es-ES"


@pytest.mark.parametrize("language", ["es-MX"])
async def test_spanish_is_spoken_to_a_spanish_browser(desktop: Desktop) -> None:
    await desktop.open()
    await expect(desktop.part("sign-in")).to_have_text("Iniciar sesión")
    await desktop.page.get_by_role("link", name="English").click()
    await expect(desktop.part("sign-in")).to_have_text("Sign In")
