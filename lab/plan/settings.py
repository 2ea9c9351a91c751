"""The settings of each service, as its links and its node have it.

They are the service's own; here they are only given the same centre, certificates and addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from ccx_engine.cucm.settings import CucmSettings
from ccx_engine.settings import EngineSettings
from finesse.settings import FinesseSettings
from lab.plan.doors import Kind
from lab.plan.graph import BROWSERS, Plan, Service
from lab.plan.wanted import FINESSE, RMCM, Wanted, subscriptions
from notification.settings import NotificationSettings

FAST_LOCK_SECONDS = 5.0  # of an account, where timers are fast


def settings_of(plan: Plan, service: Service) -> Any:
    """What the service is started with."""
    return SETTINGS[service.kind](plan, service)


def cucm(plan: Plan, service: Service) -> CucmSettings:
    """Unified CM. Its JTAPI link is for engines and the lab alone, so it stays on loopback."""
    node = plan.host_of(service)
    return CucmSettings(
        axl=service.doors["axl"].listens,
        jtapi=service.doors["jtapi"].listens,
        call_numbers=plan.wanted.data / "call_numbers",
        certs=plan.wanted.certs,
        certificate=node.name,
        names=node.others,
        lock_seconds=FAST_LOCK_SECONDS if plan.wanted.fast else CucmSettings.lock_seconds,
        **_common(plan, service),
    )


def engine(plan: Plan, service: Service) -> EngineSettings:
    """The CCX engine. All engines share RmCm's database."""
    return EngineSettings(
        cti=service.doors["cti"].listens,
        cucm=plan.address(service.name, Kind.CUCM, "jtapi"),
        database=plan.wanted.database(RMCM),
        timers=_timers(plan.wanted),
        **_common(plan, service),
    )


def notification(plan: Plan, service: Service) -> NotificationSettings:
    """The notification service. The ports without TLS stay on loopback."""
    node = plan.host_of(service)
    return NotificationSettings(
        host=node.name,
        certs=plan.wanted.certs,
        c2s=service.doors["c2s"].listens,
        c2s_tls=service.doors["c2s_tls"].listens,
        http=service.doors["http"].listens,
        https=service.doors["https"].listens,
        axl=plan.address(service.name, Kind.CUCM, "axl"),
        data=plan.wanted.data.resolve() / subscriptions(node.name),
        **_common(plan, service),
    )


def finesse(plan: Plan, service: Service) -> FinesseSettings:
    """Finesse. All nodes share one database; on the second the configuration is only read."""
    node = plan.host_of(service)
    passed_on = plan.links_of(service.name, Kind.NOTIFICATION, "https")[0]
    browsers = next(
        link
        for link in plan.links_of(BROWSERS, Kind.NOTIFICATION, "https")
        if link.target == passed_on.target
    )
    cluster = len(plan.nodes) > 1
    return FinesseSettings(
        host=node.name,
        names=node.others,
        certs=plan.wanted.certs,
        https=service.doors["https"].listens,
        http=service.doors["http"].listens,
        cti=plan.addresses(service.name, Kind.ENGINE, "cti"),
        axl=plan.address(service.name, Kind.CUCM, "axl"),
        xmpp=plan.addresses(service.name, Kind.NOTIFICATION, "c2s_tls"),
        notification_port=plan.reached(browsers).port,
        notification=plan.reached(passed_on),
        tunnel="finesse" if plan.external else "notification",  # another server has no tunnel
        notification_transport=plan.wanted.transport,
        primary_host=plan.nodes[0].name if cluster else "",
        secondary_host=plan.nodes[1].name if cluster else "",
        database=plan.wanted.database(FINESSE),
        client_logs=plan.wanted.client_logs,
        third_party=plan.wanted.third_party,
        sftp=service.doors["sftp"].listens,
        sftp_key=plan.wanted.data / f"sftp_host_key.{node.name}",
        workbench=plan.wanted.workbench,
        timers=_timers(plan.wanted),
        **_common(plan, service),
    )


SETTINGS: Mapping[Kind, Callable[[Plan, Service], Any]] = {
    Kind.CUCM: cucm,
    Kind.ENGINE: engine,
    Kind.NOTIFICATION: notification,
    Kind.FINESSE: finesse,
}


def _common(plan: Plan, service: Service) -> dict[str, Any]:
    return {
        "centre": plan.wanted.centre_file,
        "log_level": plan.wanted.log_level,
        "log_file": plan.wanted.log_of(service.name),
    }


def _timers(wanted: Wanted) -> Literal["product", "fast"]:
    return "fast" if wanted.fast else "product"
