"""The engine among its links and clients: each input goes in with the time, each output where it belongs."""

from __future__ import annotations

import asyncio
from typing import Protocol

from ccx_engine.cti.codec import Encodable
from ccx_engine.cti.wire import Message
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Client, Provider
from ccx_engine.engine.state import Ask, Occasion, Output, Reply, Told
from ccx_engine.jtapi import messages as jtapi
from vos.alarm import Alarm


class Link(Protocol):
    """A provider's link to CTI Manager."""

    def send(self, request: jtapi.Request, occasion: Occasion) -> None: ...
    def flush(self) -> None: ...


class Clients(Protocol):
    """The CTI server's sessions."""

    def reply(self, number: int, message: Message) -> None: ...
    def tell(self, told: Told) -> None: ...
    def flush(self) -> None: ...


class Switchboard:
    """One step of the engine at a time. Links and clients are put in by who makes them."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self.engine = engine
        self.links: dict[Provider, Link] = {}
        self.clients: Clients | None = None
        self._loop = loop
        self._alarm = Alarm(loop, self._wake)

    def hear(self, provider: Provider, message: jtapi.Message) -> None:
        """CTI Manager says something."""
        self._carry(self.engine.hear(provider, message, self._loop.time()))

    def provider_lost(self, provider: Provider) -> None:
        """A provider's link broke."""
        self._carry(self.engine.provider_lost(provider, self._loop.time()))

    def client_opened(self, client: Client) -> None:
        """A CTI session was granted."""
        self._carry(self.engine.client_opened(client, self._loop.time()))

    def client_closed(self, number: int) -> None:
        """A CTI session ended."""
        self._carry(self.engine.client_closed(number, self._loop.time()))

    def request(self, number: int, message: Encodable) -> None:
        """A CTI client asks."""
        self._carry(self.engine.request(number, message, self._loop.time()))

    def engine_stops(self) -> None:
        """The agents are signed out, while clients still hear of it."""
        self._carry(self.engine.stop(self._loop.time()))

    def reconfigure(self, configuration: Configuration) -> None:
        """The store has another configuration."""
        self._carry(self.engine.reconfigure(configuration, self._loop.time()))

    def stop(self) -> None:
        """Nothing rings any more."""
        self._alarm.cancel()

    def _wake(self) -> None:
        try:
            self._carry(self.engine.tick(self._loop.time()))
        finally:  # a step that failed must not stop the clock
            self._alarm.set(self.engine.next_deadline())

    def _carry(self, output: list[Output]) -> None:
        """Take all of it where it belongs, then let it go out."""
        asked = False
        for each in output:
            match each:
                case Told() if self.clients is not None:
                    self.clients.tell(each)
                case Reply() if self.clients is not None:
                    self.clients.reply(each.client, each.message)
                case Ask() if each.provider in self.links:
                    self.links[each.provider].send(each.request, each.occasion)
                    asked = True
        if output and self.clients is not None:
            self.clients.flush()
        if asked:
            for link in self.links.values():
                link.flush()
        self._alarm.set(self.engine.next_deadline())
