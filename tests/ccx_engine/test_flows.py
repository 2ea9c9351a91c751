"""The CTI guide's flows over real sockets: a client that knows the codec alone, the engine, and CUCM.

The numbers are those of the guide's traces. RTP events are left out of the client's mask: where they stand
among the others is not defined.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from ccx_engine import node
from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_APPLICATION, NULL_CALL_ID, NULL_CSQ, AgentState, CallMsgMask
from ccx_engine.cti.wire import Message
from ccx_engine.cucm import node as cucm
from ccx_engine.cucm.settings import CucmSettings
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.settings import EngineSettings
from certs.make import ensure
from tests.ccx_engine.cti_client import CtiClient, connected
from tests.ccx_engine.cucm.link import Link, linked
from tests.ccx_engine.engine.world import names, said
from vos.address import Address

GUIDE = Path(__file__).parent / "engine" / "guide.toml"
ANYWHERE = Address("127.0.0.1", 0)
NO_RTP = 0x7EFFFF & ~(CallMsgMask.RTP_STARTED | CallMsgMask.RTP_STOPPED)
CALLER = "5552005"

M = TypeVar("M", bound=Message)


@dataclass
class Floor:
    """A bridge client, and a hand at the phones."""

    client: CtiClient
    phones: Link
    address: Address  # of the CTI server

    async def ask(self, kind: type[Message], confirmation: type[M], **fields: Any) -> M:
        """A request whose confirmation comes before any event that it causes."""
        invoke_id = self.client.send(kind, **fields)
        answer = await self.client.next()
        assert isinstance(answer, confirmation), answer
        said(answer, invoke_id=invoke_id)
        return answer

    async def hears(self, *expected: str) -> list[Message]:
        """Exactly these come next, in this order."""
        heard = [await self.client.next() for _ in expected]
        assert names(heard) == list(expected)
        return heard

    async def signs_in(self, agent: str, state: AgentState) -> None:
        await self.client.set_state(agent, agent[-4:] if agent != "sup1" else "2099", AgentState.LOGIN)
        if state is not AgentState.NOT_READY:
            await self.client.set_state(agent, agent[-4:], state)

    async def rings(self) -> int:
        """A caller of CSQ 25 rings at 2006; the call's id."""
        await self.signs_in("agt2006", AgentState.READY)
        self.phones.send(jtapi.Connect("PSTN", CALLER, "7000", {"callVariable1": "gold"}, request_id=900))
        begin, *_, rings = await self.hears(
            "BEGIN_CALL_EVENT",
            "CALL_DELIVERED_EVENT",
            "CALL_ESTABLISHED_EVENT",
            "CALL_QUEUED_EVENT",
            "agt2006 RESERVED",
            "CALL_DIVERTED_EVENT",
            "CALL_DELIVERED_EVENT",
        )
        assert isinstance(begin, cti.BeginCallEvent)
        said(begin, call_type=1, connection_device_id="7000", ani=CALLER, call_variable_1="gold")
        said(rings, alerting_device_id="2006", csq_id=25, last_redirect_device_id="5001")
        return begin.call_id

    async def talks(self) -> int:
        """2006 talks with a caller of CSQ 25; the call's id."""
        call = await self.rings()
        await self.ask(cti.AnswerCallReq, cti.AnswerCallConf, call_id=call, connection_device_id="2006")
        await self.hears("agt2006 TALKING", "CALL_ESTABLISHED_EVENT")
        return call

    async def consults(self, call: int, consult_type: int) -> int:
        """2006 consults 2007, who answers; the consultation's id."""
        confirmation = await self.ask(
            cti.ConsultCallReq,
            cti.ConsultCallConf,
            active_call_id=call,
            active_connection_device_id="2006",
            dialed_number="2007",
            consult_type=consult_type,
        )
        consult = confirmation.new_call_id
        held, begin, *_ = await self.hears(
            "CALL_HELD_EVENT",
            "BEGIN_CALL_EVENT",
            "CALL_SERVICE_INITIATED_EVENT",
            "agt2007 RESERVED",
            "CALL_ORIGINATED_EVENT",
            "CALL_DELIVERED_EVENT",
        )
        said(held, call_id=call, holding_device_id="2006")
        said(begin, call_id=consult, call_type=12, call_variable_1="gold")
        await self.ask(cti.AnswerCallReq, cti.AnswerCallConf, call_id=consult, connection_device_id="2007")
        await self.hears("agt2007 TALKING", "CALL_ESTABLISHED_EVENT")
        return consult


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost", "127.0.0.1"])
    return folder


@pytest.fixture
async def floor(certificates: Path, tmp_path: Path) -> AsyncIterator[Floor]:
    """The guide's centre in service, with one bridge client of protocol version 14."""
    settings = CucmSettings(axl=ANYWHERE, jtapi=ANYWHERE, certs=certificates, centre=GUIDE)
    async with cucm.running(settings) as phones:
        link = phones.addresses["jtapi"]
        async with (
            node.running(
                EngineSettings(
                    cti=ANYWHERE,
                    cucm=link,
                    centre=GUIDE,
                    timers="fast",
                    database=f"sqlite+aiosqlite:///{tmp_path}/rmcm.db",
                )
            ) as engine,
            connected(engine.addresses["cti"]) as client,
            linked(link, "lab") as hand,
        ):
            opened = await client.open(call_msg_mask=NO_RTP)
            assert isinstance(opened, cti.OpenConf)
            if not opened.ccx_online:
                await client.until(cti.SystemEvent, lambda event: event.system_event_id == 3)
            yield Floor(client, hand, engine.addresses["cti"])


async def test_start_up_and_sign_in(floor: Floor) -> None:
    # source: CTI guide, Share Configuration Data; TEAM_CONFIG_REQ; SET_AGENT_STATE_REQ
    floor.client.send(cti.ConfigRequestKeyEvent)
    await floor.hears("CONFIG_KEY_EVENT")
    floor.client.send(cti.ConfigRequestEvent, configuration_mask=0x4)
    await floor.hears("CONFIG_BEGIN_EVENT", "CONFIG_AGENT_EVENT", "CONFIG_END_EVENT")
    floor.client.send(cti.TeamConfigReq, config_param=1)
    await floor.hears("TEAM_CONFIG_EVENT", "TEAM_CONFIG_CONF")
    await floor.ask(
        cti.SetAgentStateReq,
        cti.SetAgentStateConf,
        agent_state=0,
        agent_instrument="2006",
        agent_password="secret",
        agent_id="agt2006",
    )
    (signed_in,) = await floor.hears("agt2006 NOT_READY")
    said(signed_in, event_reason_code=32760, agent_extension="2006")
    snapshot = await floor.ask(cti.SnapshotDeviceReq, cti.SnapshotDeviceConf, agent_instrument="2006")
    assert snapshot.calls == ()
    await floor.ask(
        cti.SetAgentStateReq,
        cti.SetAgentStateConf,
        agent_state=3,
        agent_instrument="2006",
        agent_id="agt2006",
    )
    await floor.hears("agt2006 READY")


async def test_a_queued_call_its_wrap_up_and_the_timer(floor: Floor) -> None:
    # source: CTI guide, Example Message Flow for a Queued and Answered Call; SET_CALL_DATA_REQ
    call = await floor.talks()
    await floor.ask(
        cti.ClearConnectionReq, cti.ClearConnectionConf, call_id=call, connection_device_id="2006"
    )
    mine, other, *_ = await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "agt2006 WORK",
    )
    said(mine, releasing_device_id="2006", local_connection_state=65535, event_cause=65535)
    said(other, releasing_device_id=CALLER)
    await floor.ask(
        cti.SetCallDataReq,
        cti.SetCallDataConf,
        call_id=call,
        call_type=1,
        connection_device_id="2006",
        call_wrapup_data=("Sale",),
    )
    update, ready = await floor.hears("CALL_DATA_UPDATE_EVENT", "agt2006 READY")
    said(update, call_wrapup_data=("Sale",))
    said(ready, event_reason_code=32758)


async def test_an_agent_calls_another(floor: Floor) -> None:
    # source: CTI guide, MAKE_CALL_REQ
    await floor.signs_in("agt2006", AgentState.NOT_READY)
    await floor.signs_in("agt2007", AgentState.READY)
    made = await floor.ask(cti.MakeCallReq, cti.MakeCallConf, agent_instrument="2006", dialed_number="2007")
    begin, *_ = await floor.hears(
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agt2006 NOT_READY",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "agt2007 NOT_READY",
    )
    said(begin, call_id=made.new_call_id, call_type=10)
    await floor.ask(
        cti.AnswerCallReq, cti.AnswerCallConf, call_id=made.new_call_id, connection_device_id="2007"
    )
    await floor.hears("CALL_ESTABLISHED_EVENT")
    await floor.ask(
        cti.ClearCallReq, cti.ClearCallConf, call_id=made.new_call_id, connection_device_id="2006"
    )
    await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "agt2006 NOT_READY",
        "agt2007 READY",
    )


async def test_hold_and_retrieve(floor: Floor) -> None:
    # source: CTI guide, HOLD_CALL_REQ, RETRIEVE_CALL_REQ
    call = await floor.talks()
    await floor.ask(cti.HoldCallReq, cti.HoldCallConf, call_id=call, connection_device_id="2006")
    (held,) = await floor.hears("CALL_HELD_EVENT")
    said(held, holding_device_type=76, local_connection_state=4, event_cause=65535)
    await floor.ask(
        cti.RetrieveCallReq, cti.RetrieveCallConf, held_call_id=call, held_connection_device_id="2006"
    )
    (retrieved,) = await floor.hears("CALL_RETRIEVED_EVENT")
    said(retrieved, local_connection_state=3)


async def test_consult_and_transfer(floor: Floor) -> None:
    # source: CTI guide, Example Message Flow for a Transferred Call; TRANSFER_CALL_REQ
    await floor.signs_in("agt2007", AgentState.READY)
    call = await floor.talks()
    consult = await floor.consults(call, 1)
    confirmation = await floor.ask(
        cti.TransferCallReq,
        cti.TransferCallConf,
        active_call_id=consult,
        held_call_id=call,
        active_connection_device_id="2006",
        held_connection_device_id="2006",
    )
    said(confirmation, new_call_id=call)
    transferred, update, ended, _ = await floor.hears(
        "CALL_TRANSFERRED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT", "agt2006 WORK"
    )
    said(transferred, primary_call_id=call, secondary_call_id=consult, transferring_device_id="2006")
    said(transferred, transferred_device_id="2007", event_cause=32)
    said(update, call_id=consult, new_call_id=call, call_type=4)
    said(ended, call_id=consult)


async def test_consult_and_conference(floor: Floor) -> None:
    # source: CTI guide, CONFERENCE_CALL_REQ, CALL_CONFERENCED_EVENT
    await floor.signs_in("agt2007", AgentState.READY)
    call = await floor.talks()
    consult = await floor.consults(call, 2)
    confirmation = await floor.ask(
        cti.ConferenceCallReq,
        cti.ConferenceCallConf,
        active_call_id=consult,
        held_call_id=call,
        active_connection_device_id="2006",
        held_connection_device_id="2006",
        agent_instrument="2006",
    )
    assert len(confirmation.connected_parties) == 3
    conferenced, update, _ = await floor.hears(
        "CALL_CONFERENCED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT"
    )
    said(conferenced, controller_device_id="2006", added_party_device_id="2007")
    said(update, call_type=15)
    await floor.ask(
        cti.ClearConnectionReq, cti.ClearConnectionConf, call_id=call, connection_device_id="2006"
    )
    await floor.hears("CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK")


async def test_a_call_from_a_monitored_phone_to_a_trigger(floor: Floor) -> None:
    # source: CTI guide, Example Message Flow for a Queued and Answered Call (2005 calls 7000)
    await floor.signs_in("agt2005", AgentState.NOT_READY)
    made = await floor.ask(cti.MakeCallReq, cti.MakeCallConf, agent_instrument="2005", dialed_number="7000")
    begin, initiated, _, originated, offered, answered, queued = await floor.hears(
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agt2005 NOT_READY",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
        "CALL_QUEUED_EVENT",
    )
    said(begin, call_id=made.new_call_id, call_type=9, connection_device_id="2005", ani="2005")
    said(initiated, application_id=NULL_APPLICATION, csq_id=NULL_CSQ, calling_device_type=76)
    said(initiated, local_connection_state=1, event_cause=65535)
    said(originated, calling_device_type=76, called_device_type=74, local_connection_state=1)
    said(offered, alerting_device_type=74, alerting_device_id="7000", called_device_id="7000")
    said(offered, local_connection_state=2, event_cause=22, application_id=3)
    said(answered, answering_device_type=73, answering_device_id="5001", local_connection_state=3)
    said(queued, queue_device_type=77, num_csqs=1, local_connection_state=5)
    floor.phones.send(jtapi.OnHook("SEP000000002005", request_id=901))
    gone = await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT", "CALL_CLEARED_EVENT", "END_CALL_EVENT", "agt2005 NOT_READY"
    )
    said(gone[2], call_id=made.new_call_id)


async def test_an_agent_who_does_not_answer_is_not_ready_and_the_call_waits_on(floor: Floor) -> None:
    # source: CTI guide, Reason Codes for Agent State Change (32763)
    call = await floor.rings()
    cleared, not_ready, queued = await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT", "agt2006 NOT_READY", "CALL_QUEUED_EVENT"
    )
    said(cleared, call_id=call, releasing_device_id="2006")
    said(not_ready, event_reason_code=32763)
    said(queued, call_id=call)


async def test_a_consultation_is_dropped_by_reconnect(floor: Floor) -> None:
    # source: CTI guide, RECONNECT_CALL_REQ
    await floor.signs_in("agt2007", AgentState.READY)
    call = await floor.talks()
    consult = await floor.consults(call, 1)
    floor.client.send(
        cti.ReconnectCallReq,
        active_call_id=consult,
        held_call_id=call,
        active_connection_device_id="2006",
        held_connection_device_id="2006",
    )
    # Dropping and taking back are two steps in CUCM; the second confirms.
    mine, theirs, over, ended, free, _, retrieved = await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "agt2007 NOT_READY",
        "RECONNECT_CALL_CONF",
        "CALL_RETRIEVED_EVENT",
    )
    for each in (mine, theirs, over, ended):
        said(each, call_id=consult)
    said(free, event_reason_code=32749)
    said(retrieved, call_id=call, retrieving_device_id="2006", local_connection_state=3)


async def test_a_single_step_transfer(floor: Floor) -> None:
    # source: CTI guide, TRANSFER_CALL_REQ with DialedNumber
    await floor.signs_in("agt2007", AgentState.READY)
    call = await floor.talks()
    confirmation = await floor.ask(
        cti.TransferCallReq,
        cti.TransferCallConf,
        active_call_id=call,
        held_call_id=NULL_CALL_ID,
        active_connection_device_id="2006",
        dialed_number="2007",
    )
    said(confirmation, new_call_id=call)
    left, _, _, rings = await floor.hears(
        "CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK", "agt2007 RESERVED", "CALL_DELIVERED_EVENT"
    )
    said(left, call_id=call, releasing_device_id="2006")
    said(rings, call_id=call, alerting_device_id="2007", last_redirect_device_id="2006", csq_id=25)
    await floor.ask(cti.AnswerCallReq, cti.AnswerCallConf, call_id=call, connection_device_id="2007")
    await floor.hears("agt2007 TALKING", "CALL_ESTABLISHED_EVENT")


async def test_a_client_that_comes_back_learns_what_there_is(floor: Floor) -> None:
    # source: CTI guide, High Availability; SNAPSHOT_DEVICE_REQ, SNAPSHOT_CALL_REQ, QUERY_AGENT_STATE_REQ
    call = await floor.talks()
    floor.client.send(cti.ConfigRequestKeyEvent)
    (before,) = await floor.hears("CONFIG_KEY_EVENT")
    async with connected(floor.address) as client:
        again = Floor(client, floor.phones, floor.address)
        opened = await client.open(call_msg_mask=NO_RTP)
        assert isinstance(opened, cti.OpenConf)
        said(opened, ccx_online=True)
        *_, ended = await floor.client.closed()  # the same client's old session
        said(ended, NAME="FAILURE_EVENT", status=11)
        client.send(cti.ConfigRequestKeyEvent)
        (key,) = await again.hears("CONFIG_KEY_EVENT")
        assert key == before  # so nothing need be uploaded
        client.send(cti.TeamConfigReq, config_param=1)
        await again.hears("TEAM_CONFIG_EVENT", "TEAM_CONFIG_CONF")
        state = await again.ask(
            cti.QueryAgentStateReq, cti.QueryAgentStateConf, agent_id="agt2006", agent_instrument="2006"
        )
        said(state, agent_state=AgentState.TALKING, agent_extension="2006")
        away = await again.ask(cti.QueryAgentStateReq, cti.QueryAgentStateConf, agent_id="agt2007")
        said(away, agent_state=AgentState.LOGOUT)
        device = await again.ask(cti.SnapshotDeviceReq, cti.SnapshotDeviceConf, agent_instrument="2006")
        assert [each.call_connection_call_id for each in device.calls] == [call]
        data = await again.ask(
            cti.SnapshotCallReq, cti.SnapshotCallConf, call_id=call, connection_device_id="2006"
        )
        said(data, ani=CALLER, call_variable_1="gold")
        # and from here on the events are its own
        await again.ask(cti.HoldCallReq, cti.HoldCallConf, call_id=call, connection_device_id="2006")
        await again.hears("CALL_HELD_EVENT")


async def test_listen_barge_in_and_intercept(floor: Floor) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ
    await floor.signs_in("sup1", AgentState.NOT_READY)
    call = await floor.talks()
    who = {
        "agent_call_id": call,
        "agent_connection_device_id": "2006",
        "supervisor_instrument": "2099",
        "supervisor_call_id": NULL_CALL_ID,
    }
    await floor.ask(cti.SuperviseCallReq, cti.SuperviseCallConf, supervisory_action=1, **who)
    begin, *_, established = await floor.hears(
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
    )
    said(begin, call_type=21, connection_device_id="2099")
    said(established, event_cause=46)
    floor.client.send(cti.SuperviseCallReq, supervisory_action=3, **who)
    told = await floor.hears(
        *["CALL_CONNECTION_CLEARED_EVENT"] * 2, "CALL_CLEARED_EVENT", "END_CALL_EVENT",  # listening ends
        "SUPERVISE_CALL_CONF", "CALL_HELD_EVENT",
        "BEGIN_CALL_EVENT", "CALL_SERVICE_INITIATED_EVENT", "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT", "CALL_ESTABLISHED_EVENT",
        "CALL_CONFERENCED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT",
        "sup1 TALKING",  # the agent's call is one of a queue
    )  # fmt: skip
    barge, established, conferenced, update = told[6], told[10], told[11], told[12]
    said(barge, call_type=23)
    said(established, answering_device_id="2099", event_cause=48)
    said(conferenced, event_cause=48, controller_device_id="2006", added_party_device_id="2099")
    said(update, new_call_id=call, connection_device_id="2099", call_type=15)
    await floor.ask(cti.SuperviseCallReq, cti.SuperviseCallConf, supervisory_action=4, **who)
    cleared, _ = await floor.hears("CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK")
    said(cleared, releasing_device_id="2006", event_cause=49)
    await floor.ask(cti.SuperviseCallReq, cti.SuperviseCallConf, supervisory_action=0, **who)
    (left,) = await floor.hears("CALL_CONNECTION_CLEARED_EVENT")
    said(left, releasing_device_id="2099", event_cause=45)
