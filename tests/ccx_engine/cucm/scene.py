"""A small cluster and the providers at it, with time and events in the test's hand."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.cucm.configuration.cluster import Cluster, Device
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.cucm.provisioning import provision
from ccx_engine.jtapi.messages import (
    Accept,
    Answer,
    CallEv,
    CallEvs,
    Connect,
    Done,
    Message,
    Observe,
    OpenProvider,
    Redirect,
    Refused,
    RegisterTerminal,
    Request,
)
from ccx_engine.jtapi.model import CtiError
from vos.centre import Table

ENGINE, RMCM, LAB = 1, 2, 3
USERS = {ENGINE: "ccx_1", RMCM: "ccx_rmcm", LAB: "lab"}
ALL = "Standard CTI Allow Control of All Devices"
CTI = "Standard CTI Enabled"
SUPERVISION = ["Standard CTI Allow Call Monitoring", "Standard CTI Allow Call Recording"]

CENTRE: dict[str, Any] = {
    "version": "12.5.1.11900(146)",
    "gateway": "PSTN",
    "recorder": "8500",
    "service_parameters": {"builtin_bridge_enable": True},
    "outside_numbers": [
        {"number": "9551", "does": "busy"},
        {"number": "9552", "does": "no answer"},
        {"number": "9553", "does": "reject", "seconds": 1.0},
        {"number": "9554*", "does": "unknown"},
    ],
    "users": [
        {"userid": "agent1", "first_name": "Anna", "last_name": "Keller", "password": "finesse",
         "ipcc_extension": "1001", "devices": ["SEP000000001001"]},
        {"userid": "agent2", "first_name": "Ben", "last_name": "Okafor", "password": "finesse",
         "ipcc_extension": "1002", "devices": ["SEP000000001002"]},
        {"userid": "administrator", "last_name": "Admin", "password": "finesse",
         "roles": ["Standard AXL API Access"]},
    ],
    "application_users": [
        {"userid": "ccx_1", "password": "finesse", "roles": [CTI], "devices": ["Trigger", "CCX_*"]},
        {"userid": "ccx_rmcm", "password": "finesse", "roles": [CTI, ALL, *SUPERVISION]},
        {"userid": "lab", "password": "finesse", "roles": [CTI, ALL]},
        {"userid": "ccx_axl", "password": "finesse", "roles": ["Standard AXL Read Only API Access"]},
    ],
    "phones": [
        {"name": f"SEP00000000{number}", "lines": [str(number)], "recording": "selective"}
        for number in (1001, 1002, 1003, 1004)
    ] + [
        {"name": "SEP000000001005", "lines": ["1005"], "built_in_bridge": "Off"},
        {"name": "SEP00000000500A", "lines": ["1500"]},
        {"name": "SEP00000000500B", "lines": ["1500"]},
    ],
    "route_points": [{"name": "Trigger", "lines": ["6001"]}],
    "cti_ports": {"prefix": "CCX", "first": "7001", "count": 3},
}  # fmt: skip


def small_cluster(**changes: Any) -> Cluster:
    return provision(Table("test: cucm", {**CENTRE, **changes}))


def phone(number: str) -> str:
    return f"SEP00000000{number}"


class Scene:
    """The engine's two users and the lab, signed in; every message each was told, in order."""

    def __init__(self, *providers: int, **changes: Any) -> None:
        self.now = 100.0
        self.cluster = small_cluster(**changes)
        self.providers = Providers(self.cluster)
        self.calls = self.providers.calls
        self.heard: defaultdict[int, list[Message]] = defaultdict(list)
        for provider in providers or (ENGINE, RMCM, LAB):
            user = self.cluster.user(USERS[provider])
            assert user is not None
            self._hear(self.providers.open(provider, user, OpenProvider(USERS[provider], "")))
        self.heard.clear()

    def ask(self, provider: int, request: Request) -> int:
        """The call in the request's `Done`; a refusal fails the test."""
        answer = self._ask(provider, request)
        assert isinstance(answer, Done), answer
        return answer.call

    def refusal(self, provider: int, request: Request) -> CtiError:
        answer = self._ask(provider, request)
        assert isinstance(answer, Refused), answer
        return CtiError(answer.error)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self._hear(self.providers.tick(self.now))

    def close(self, provider: int) -> None:
        self._hear(self.providers.close(provider, self.now))

    def observe(self, provider: int, *names: str) -> None:
        for name in names:
            self.ask(provider, Observe(name))
        self.heard.clear()

    def register(self, provider: int = ENGINE) -> None:
        for name in ("Trigger", "CCX_7001", "CCX_7002", "CCX_7003"):
            self.ask(provider, RegisterTerminal(name))
        self.heard.clear()

    def dial(self, caller: str, destination: str, provider: int = LAB) -> int:
        """A phone of the house dials, or, with any other number, a caller from outside."""
        device: Device | None = self.cluster.devices.get(phone(caller))
        terminal = device.name if device else "PSTN"
        return self.ask(provider, Connect(terminal, caller, destination))

    def talk(self, caller: str, called: str) -> int:
        """A call that has been answered."""
        call = self.dial(caller, called)
        self.ask(LAB, Answer(call, phone(called)))
        self.forget()
        return call

    def queue(self, caller: str = "5551234", port: str = "7001") -> int:
        """A caller from outside whom CCX greets at a port."""
        call = self.dial(caller, "6001")
        self.ask(ENGINE, Redirect(call, "6001", port))
        self.ask(ENGINE, Accept(call, port))
        self.ask(ENGINE, Answer(call, f"CCX_{port}"))
        self.forget()
        return call

    def take(self, provider: int) -> list[Message]:
        """What the provider heard since it was last asked."""
        heard = self.heard[provider][:]
        self.heard[provider].clear()
        return heard

    def events(self, provider: int) -> list[str]:
        """The call events the provider heard since it was last asked, a line per group."""
        return [show(message) for message in self.take(provider) if isinstance(message, CallEvs)]

    def forget(self) -> None:
        self.heard.clear()

    def _ask(self, provider: int, request: Request) -> Message:
        told = self.providers.ask(provider, request, self.now)
        assert told[0].providers == (provider,)
        self._hear(told[1:])
        return told[0].message

    def _hear(self, told: list[ToldProviders]) -> None:
        for receivers, message in told:
            for provider in receivers:
                self.heard[provider].append(message)


def show(group: CallEvs) -> str:
    """`call: Event address, …`: the call's number; the terminal stands for the address where there is one."""
    return f"{group.call & 0xFFFFFF}: {', '.join(map(show_event, group.events))}"


def show_event(ev: CallEv) -> str:
    """`Event address`, and the far side in brackets where there is one."""
    far = [str(ev.other_call & 0xFFFFFF)] * bool(ev.other_call and ev.other_address)
    far += [each for each in (ev.other_address, ev.other_terminal) if each]
    return f"{ev.ev} {ev.terminal or ev.address}".strip() + (f" ({' '.join(far)})" if far else "")


def drops(address: str, terminal: str) -> str:
    """What tells that a party leaves, as `show` shows it."""
    return (
        f"TermConnDroppedEv {terminal}, CallCtlTermConnDroppedEv {terminal}, "
        f"ConnDisconnectedEv {address}, CallCtlConnDisconnectedEv {address}"
    )


def appears(address: str, terminal: str) -> str:
    """What tells that a party is there and talks, as `show` shows it."""
    return (
        f"ConnCreatedEv {address}, ConnConnectedEv {address}, CallCtlConnEstablishedEv {address}, "
        f"TermConnCreatedEv {terminal}, TermConnActiveEv {terminal}, CallCtlTermConnTalkingEv {terminal}"
    )
