"""A CTI server in service over the sample centre, without a process or a link of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti_server import CtiServer
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import Occasion
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.switchboard import Switchboard
from tests.ccx_engine.cti_client import CtiClient
from tests.ccx_engine.engine.world import LAB, NUMBER, USER
from vos.address import Address

BACKLOG = 200_000


@dataclass
class DirectLink:
    """A provider's link without a socket: the pure CUCM answers on the loop's next turn."""

    cucm: Providers
    provider: Provider
    switchboard: Switchboard
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def sign_in(self) -> None:
        user = self.cucm.cluster.application_users[USER[self.provider]]
        told = self.cucm.open(NUMBER[self.provider], user, jtapi.OpenProvider(user.userid, ""))
        self.deliver([each for each in told if not isinstance(each.message, jtapi.Done)])

    def send(self, request: jtapi.Request, occasion: Occasion) -> None:
        self.deliver(self.cucm.ask(NUMBER[self.provider], request, self.loop.time()))

    def deliver(self, told) -> None:  # type: ignore[no-untyped-def]
        for receivers, message in told:
            for provider, number in NUMBER.items():
                if number in receivers:
                    self.loop.call_soon(self.switchboard.hear, provider, message)

    def flush(self) -> None:
        pass


@dataclass
class House:
    """A CTI server in service over the sample centre."""

    address: Address
    server: CtiServer
    switchboard: Switchboard
    cucm: Providers
    link: DirectLink

    def call(self, caller: str, number: str) -> None:
        """Somebody outside calls."""
        request = jtapi.Connect("PSTN", caller, number)
        self.link.deliver(self.cucm.ask(LAB, request, self.link.loop.time()))


async def beat_time(client: CtiClient) -> float:
    """How long the answer to a heartbeat takes."""
    loop = asyncio.get_running_loop()
    asked = loop.time()
    await beats(client)
    return loop.time() - asked


async def beats(client: CtiClient) -> None:
    """The session is alive."""
    client.send(cti.HeartbeatReq)
    await client.until(cti.HeartbeatConf)


def refusal(answer: object) -> int:
    assert isinstance(answer, cti.FailureConf), answer
    return answer.status


async def call_story(house: House, client: CtiClient) -> None:
    """agent5 takes a call of the contact centre, holds and retrieves it, and calls somebody himself."""
    await client.set_state("agent5", "1005", AgentState.LOGIN)
    await client.set_state("agent5", "1005", AgentState.READY)
    house.call("5551234", "6002")
    rings = await client.until(cti.CallDeliveredEvent, lambda event: event.alerting_device_id == "1005")
    at = {"connection_device_id": "1005"}
    client.send(cti.AnswerCallReq, call_id=rings.call_id, **at)
    await client.until(cti.RtpStartedEvent)
    client.send(cti.HoldCallReq, call_id=rings.call_id, **at)
    await client.until(cti.CallHeldEvent)
    client.send(cti.RetrieveCallReq, held_call_id=rings.call_id, held_connection_device_id="1005")
    await client.until(cti.CallRetrievedEvent)
    client.send(cti.SetCallDataReq, call_id=rings.call_id, call_variable_1="gold", **at)
    await client.until(cti.SetCallDataConf)
    client.send(cti.ClearConnectionReq, call_id=rings.call_id, **at)
    await client.until(cti.EndCallEvent)
    await client.set_state("agent5", "1005", AgentState.NOT_READY)
    client.send(cti.MakeCallReq, agent_instrument="1005", dialed_number="1008")
    made = await client.until(cti.MakeCallConf)
    await client.until(cti.CallDeliveredEvent, lambda event: event.alerting_device_id == "1008")
    client.send(cti.ClearConnectionReq, call_id=made.new_call_id, **at)
    await client.until(cti.EndCallEvent)
    await beats(client)
