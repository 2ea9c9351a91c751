"""Another XMPP server as the notification service: what the command line and the centre's file say."""

from pathlib import Path
from typing import Any

import pytest

from lab import run, welcome
from lab.failure import StartFailed
from lab.plan.cluster import planned
from lab.plan.external_notification import ExternalNotification, NotificationChoice
from lab.plan.settings import settings_of
from lab.plan.wanted import Wanted
from vos import centre
from vos.address import Address
from vos.settings import SettingsError

HERE = (Address("127.0.0.1", 5223),)


def file(folder: Path, lines: str) -> Path:
    """The sample centre with these lines in [notification]."""
    own = folder / "centre.toml"
    own.write_text(centre.SAMPLE.read_text().replace("\n[notification]\n", f"\n[notification]\n{lines}\n"))
    return own


def test_the_notification_service_is_the_embedded_one() -> None:
    assert NotificationChoice().external(centre.SAMPLE) is None


def test_the_centre_s_file_names_another_server(tmp_path: Path) -> None:
    own = file(tmp_path, 'kind = "external"\nxmpp = "127.0.0.1:15223"\nbrowser_port = 17443')
    assert NotificationChoice().external(own) == ExternalNotification((Address("127.0.0.1", 15223),), 17443)


def test_what_neither_says_are_the_product_s_ports(tmp_path: Path) -> None:
    assert NotificationChoice().external(file(tmp_path, 'kind = "external"')) == ExternalNotification(
        HERE, 7443
    )
    assert NotificationChoice.of("external", None, None).external(centre.SAMPLE) == ExternalNotification(
        HERE, 7443
    )


def test_the_command_line_wins(tmp_path: Path) -> None:
    own = file(tmp_path, 'kind = "external"\nxmpp = "127.0.0.1:15223"\nbrowser_port = 17443')
    both = NotificationChoice.of(None, "127.0.0.1:5223, 127.0.0.2:5223", None).external(own)
    assert both == ExternalNotification((*HERE, Address("127.0.0.2", 5223)), 17443)
    assert NotificationChoice.of("embedded", None, None).external(own) is None


def test_with_another_server_the_lab_starts_none_and_finesse_and_desktops_use_it() -> None:
    choice = NotificationChoice.of("external", "127.0.0.2:5223", 7444)
    plan = planned(Wanted(Path("var"), notification=choice))
    assert [each.name for each in plan.services] == ["cucm", "ccx_engine", "finesse"]
    finesse = settings_of(plan, plan.services[-1])
    assert finesse.xmpp == (Address("127.0.0.2", 5223),)
    assert (finesse.notification_port, finesse.tunnel) == (7444, "finesse")
    told = dict(welcome.rows(plan, "https://localhost:8445/desktop"))
    assert told["notification"] == "external, XMPP at 127.0.0.2:5223"
    assert "https://localhost:7444" in told["certificate"]


@pytest.mark.parametrize(
    ("choice", "lines", "named"),
    [
        ((None, "127.0.0.1:5223", None), "", "--xmpp"),
        (("embedded", None, 7443), 'kind = "external"', "--browser-port"),
        ((None, None, None), 'kind = "openfire"', "notification.kind"),
        ((None, None, None), 'kind = "external"\nxmpp = "nowhere"', "notification.xmpp"),
        ((None, None, None), 'kind = "external"\nbrowser_port = "many"', "notification.browser_port"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, choice: tuple[str | None, str | None, int | None], lines: str, named: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        NotificationChoice.of(*choice).external(file(tmp_path, lines))
    assert named in str(wrong.value)


@pytest.mark.parametrize(("kind", "xmpp", "named"), [("ours", None, "--notification"), (None, "x", "--xmpp")])
def test_an_option_that_makes_no_sense_is_named(kind: str | None, xmpp: str | None, named: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        NotificationChoice.of(kind, xmpp, None)
    assert named in str(wrong.value)


class NeverReady:
    """All services serve, but the lab is not ready for this reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    async def all_serve(self) -> None:
        """They do."""

    async def until_ready(self, seconds: float) -> None:
        raise StartFailed(f"the lab is not ready after {seconds:g} s: {self.reason}")


@pytest.mark.parametrize(
    ("kind", "reason", "told"),
    [
        ("external", "finesse is OUT_OF_SERVICE: NOTIFICATION_SERVICE_DOWN", True),
        ("external", "finesse is OUT_OF_SERVICE: CTI_SERVER_DOWN", False),
        ("embedded", "finesse is OUT_OF_SERVICE: NOTIFICATION_SERVICE_DOWN", False),
    ],
)
async def test_a_lab_that_waits_for_another_server_in_vain_names_it(
    kind: str, reason: str, told: bool
) -> None:
    plan = planned(Wanted(Path("var"), notification=NotificationChoice.of(kind, None, None)))
    lab: Any = NeverReady(reason)
    with pytest.raises(StartFailed, match=reason) as failed:
        await run._ready(plan, lab, lab)
    assert ("XMPP server at 127.0.0.1:5223" in str(failed.value)) == told
