"""Which services run, and with which settings: derived from what was asked for. Starts nothing.

The services' settings are their own; here they are only given the same centre, certificates and addresses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from ccx_engine.cucm.settings import Settings as CucmSettings
from ccx_engine.settings import Settings as EngineSettings
from finesse.settings import FinesseSettings as FinesseSettings
from lab.bench.children import Program
from lab.external import Choice, External
from lab.reach import inside
from notification.settings import NotificationSettings
from vos import centre
from vos.address import Address
from vos.settings import arguments

NODE = "localhost"
LOOPBACK = "127.0.0.1"
FAST_LOCK_SECONDS = 5.0  # of an account, where timers are fast
CONSOLE_PORT = 8900
RMCM, FINESSE, NOTIFICATION = "rmcm.db", "finesse.db", "notification.db"


@dataclass(frozen=True)
class Ports:
    """Every port of a node and its CUCM; the product's numbers."""

    axl: int = 8443
    jtapi: int = 2748
    cti: int = 12018
    c2s: int = 5222
    c2s_tls: int = 5223
    bosh: int = 7071
    bosh_tls: int = 7443
    https: int = 8445
    http: int = 8082

    def moved(self, offset: int) -> Ports:
        """All of them higher by an offset."""
        return Ports(**{each.name: getattr(self, each.name) + offset for each in fields(self)})


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    home: Path
    centre: Path | None = None
    port_offset: int = 0
    listen: str = LOOPBACK
    hosts: tuple[str, ...] = ()  # the names by which others know this machine, the node's own first
    fast: bool = False
    transport: Literal["websocket", "bosh"] = "websocket"
    log_level: str = "DEBUG"
    notification: Choice = Choice()
    fresh: bool = False

    @property
    def node(self) -> str:
        """What the node is called: its certificate, its XMPP domain, the primary node of SystemInfo."""
        return self.hosts[0] if self.hosts else NODE

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and address that the certificate is for."""
        return tuple(dict.fromkeys((*self.hosts, NODE, LOOPBACK, self.inside)))

    @property
    def others(self) -> tuple[str, ...]:
        """Its names beside the node's own and those of loopback, which every service knows."""
        return tuple(name for name in self.names if name not in (self.node, NODE, LOOPBACK))

    @property
    def inside(self) -> str:
        """Where the services find those that listen for others."""
        return inside(self.listen)

    @property
    def subscriptions(self) -> str:
        """The notification service's file, one for each domain: what it keeps names people by theirs."""
        return NOTIFICATION if self.node == NODE else f"notification.{self.node}.db"

    @property
    def databases(self) -> tuple[str, ...]:
        return RMCM, FINESSE, self.subscriptions

    @property
    def certs(self) -> Path:
        return self.home / "certs"

    @property
    def data(self) -> Path:
        return self.home / "data"

    def database(self, name: str) -> str:
        """The address of one of the databases, as SQLAlchemy writes it."""
        return f"sqlite+aiosqlite:///{self.data.resolve() / name}"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def client_logs(self) -> Path:
        return self.home / "client-logs"

    @property
    def centre_file(self) -> Path:
        """The file that describes the contact centre."""
        return self.centre or centre.SAMPLE

    @property
    def files(self) -> dict[str, Path]:
        """Where this lab's own files are, as its status tells it."""
        return {"home": self.home, "centre": self.centre_file}

    @property
    def external(self) -> External | None:
        """The XMPP server in the notification service's place; None when that is the embedded one."""
        return self.notification.external(self.centre_file)

    @property
    def ports(self) -> Ports:
        return Ports().moved(self.port_offset)


@dataclass(frozen=True)
class Service:
    """One service: the name of its log, the module to run, and its settings."""

    name: str
    module: str
    settings: Any


def services(wanted: Wanted) -> tuple[Service, ...]:
    """The services of one node and their CUCM, in the order of their start."""
    ports = wanted.ports
    embedded = wanted.external is None
    return (
        cucm(wanted, ports),
        engine(wanted, ports),
        *((notification(wanted, ports),) if embedded else ()),
        finesse(wanted, ports),
    )


def programs(wanted: Wanted) -> tuple[Program, ...]:
    """The child processes that `finesse-lab up` starts."""
    return tuple(
        Program(
            each.name,
            each.module,
            tuple(arguments(each.settings)),
            log_of(wanted, each.name),
            f"start it again with finesse-lab start {each.name}{_offset(wanted)}",
        )
        for each in services(wanted)
    )


def console(port_offset: int) -> Address:
    """Where the lab's console listens."""
    return Address(LOOPBACK, CONSOLE_PORT + port_offset)


def ports_of(port_offset: int) -> list[int]:
    """Every port that a lab with this offset needs."""
    ports = Ports().moved(port_offset)
    return [console(port_offset).port, *(getattr(ports, each.name) for each in fields(ports))]


def directory(wanted: Wanted, desktop: str) -> list[tuple[str, str]]:
    """What `up` tells when the lab is ready: what there is, and where."""
    ports = wanted.ports
    rmcm = centre.read(wanted.centre_file, "rmcm")
    people = [
        f"{each.get('id', str)} ({each.get('extension', str)})" for each in rmcm.tables("resources")[:3]
    ]
    triggers = [f"{each.get('trigger', str)} {each.get('name', str)}" for each in rmcm.tables("applications")]
    offset = _offset(wanted)
    first = rmcm.tables("applications")[0].get("trigger", str) if triggers else "1001"
    instead = wanted.external
    browser_port = instead.browser_port if instead else ports.bosh_tls
    return [
        ("desktop", desktop),
        (
            "certificate",
            f"trust {wanted.certs / 'ca.pem'}, or accept https://{wanted.node}:{browser_port} too",
        ),
        *((("notification", f"external, XMPP at {', '.join(map(str, instead.xmpp))}"),) if instead else ()),
        ("sign in", ", ".join(people) + ", …; passwords as in the centre's file (the sample's: finesse)"),
        ("call", f"{', '.join(triggers)}: finesse-lab call 5551234 {first}{offset}"),
        ("REST", f"https://{wanted.node}:{ports.https}/finesse/api/SystemInfo"),
        ("console", f"http://{console(wanted.port_offset)}"),
        ("logs", str(wanted.logs)),
        ("stop", f"Ctrl-C, or finesse-lab down{offset}"),
    ]


def log_of(wanted: Wanted, name: str) -> Path:
    """A service's log."""
    return wanted.logs / f"{name}.log"


def cucm(wanted: Wanted, ports: Ports) -> Service:
    """Unified CM. Its JTAPI link is for the engine and the lab alone, so it stays on loopback."""
    settings = CucmSettings(
        axl=Address(wanted.listen, ports.axl),
        jtapi=Address(LOOPBACK, ports.jtapi),
        call_numbers=wanted.data / "call_numbers",
        certs=wanted.certs,
        certificate=wanted.node,
        names=wanted.others,
        lock_seconds=FAST_LOCK_SECONDS if wanted.fast else CucmSettings.lock_seconds,
        **_common(wanted, "cucm"),
    )
    return Service("cucm", "ccx_engine.cucm", settings)


def engine(wanted: Wanted, ports: Ports) -> Service:
    """The CCX engine."""
    settings = EngineSettings(
        cti=Address(LOOPBACK, ports.cti),
        cucm=Address(LOOPBACK, ports.jtapi),
        database=wanted.database(RMCM),
        timers=_timers(wanted),
        **_common(wanted, "ccx_engine"),
    )
    return Service("ccx_engine", "ccx_engine", settings)


def notification(wanted: Wanted, ports: Ports) -> Service:
    """The notification service. The ports without TLS stay on loopback."""
    settings = NotificationSettings(
        host=wanted.node,
        certs=wanted.certs,
        c2s=Address(LOOPBACK, ports.c2s),
        c2s_tls=Address(wanted.listen, ports.c2s_tls),
        http=Address(LOOPBACK, ports.bosh),
        https=Address(wanted.listen, ports.bosh_tls),
        axl=Address(wanted.inside, ports.axl),
        data=wanted.data.resolve() / wanted.subscriptions,
        **_common(wanted, "notification"),
    )
    return Service("notification", "notification", settings)


def finesse(wanted: Wanted, ports: Ports) -> Service:
    """Finesse."""
    instead = wanted.external
    settings = FinesseSettings(
        host=wanted.node,
        names=wanted.others,
        certs=wanted.certs,
        https=Address(wanted.listen, ports.https),
        http=Address(LOOPBACK, ports.http),
        cti=(Address(LOOPBACK, ports.cti),),
        axl=Address(wanted.inside, ports.axl),
        xmpp=instead.xmpp if instead else (Address(wanted.inside, ports.c2s_tls),),
        notification_port=instead.browser_port if instead else ports.bosh_tls,
        notification=Address(
            instead.xmpp[0].host if instead else wanted.inside,
            instead.browser_port if instead else ports.bosh_tls,
        ),
        notification_transport=wanted.transport,
        database=wanted.database(FINESSE),
        client_logs=wanted.client_logs,
        timers=_timers(wanted),
        **_common(wanted, "finesse"),
    )
    return Service("finesse", "finesse", settings)


def _offset(wanted: Wanted) -> str:
    """What a verb needs to find this lab."""
    return f" --port-offset {wanted.port_offset}" if wanted.port_offset else ""


def _common(wanted: Wanted, name: str) -> dict[str, Any]:
    return {
        "centre": wanted.centre_file,
        "log_level": wanted.log_level,
        "log_file": log_of(wanted, name),
    }


def _timers(wanted: Wanted) -> Literal["product", "fast"]:
    return "fast" if wanted.fast else "product"
