"""The engine: what comes in, step by step, and what it wants said.

Each method is one step. It takes the time in seconds of any one clock, lets the model follow, settles it, and
gives what is to be told, answered and asked, in that order.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.call_variables import Unfit
from ccx_engine.cti.codec import Encodable
from ccx_engine.cti.enums import NULL_CALL_ID, CcxErrorCode, ControlFailure, StatusCode
from ccx_engine.engine import reconfiguration
from ccx_engine.engine.agents import agent_requests, moves
from ccx_engine.engine.calls import call_control, consultation, recording
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.contacts import delivery
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Cause, Client, Provider
from ccx_engine.engine.queries import configuration_requests, snapshots, statistics_replies
from ccx_engine.engine.settling import settle
from ccx_engine.engine.state import NO_OCCASION, EngineState, Occasion, Output
from ccx_engine.engine.statistics.live_data import LiveData
from ccx_engine.engine.supervision import assistance, supervise_call
from ccx_engine.engine.telephony import jtapi_messages, providers
from ccx_engine.engine.timers import PRODUCT, Timers
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

Handler = Callable[[EngineState, Client, Any], None]

# Requests that need CUCM, and those that do not.
NEEDS_CUCM: dict[type[cti.Message], Handler] = {
    cti.SetAgentStateReq: agent_requests.set_agent_state,
    cti.MakeCallReq: call_control.make_call,
    cti.AnswerCallReq: call_control.answer_call,
    cti.HoldCallReq: call_control.hold_call,
    cti.RetrieveCallReq: call_control.retrieve_call,
    cti.ClearConnectionReq: call_control.clear_connection,
    cti.ClearCallReq: call_control.clear_call,
    cti.SendDtmfSignalReq: call_control.send_dtmf,
    cti.ConsultCallReq: consultation.consult_call,
    cti.AlternateCallReq: consultation.alternate_call,
    cti.ReconnectCallReq: consultation.reconnect_call,
    cti.TransferCallReq: consultation.transfer_call,
    cti.ConferenceCallReq: consultation.conference_call,
    cti.SuperviseCallReq: supervise_call.supervise_call,
    cti.SupervisorAssistReq: assistance.supervisor_assist,
    cti.EmergencyCallReq: assistance.emergency_call,
    cti.StartRecordingReq: recording.start_recording,
    cti.StopRecordingReq: recording.stop_recording,
}
HANDLES: dict[type[cti.Message], Handler] = {
    **NEEDS_CUCM,
    cti.BadCallReq: recording.bad_call,
    cti.SetCallDataReq: call_control.set_call_data,
    cti.QueryDeviceInfoReq: snapshots.query_device_info,
    cti.QueryAgentStateReq: snapshots.query_agent_state,
    cti.SnapshotDeviceReq: snapshots.snapshot_device,
    cti.SnapshotCallReq: snapshots.snapshot_call,
    cti.QueryQueueStatisticsReq: statistics_replies.query_queue,
    cti.QuerySummaryStatisticsReq: statistics_replies.query_summary,
    cti.QueryAgentQueueStatisticsReq: statistics_replies.query_agent_queues,
    cti.ConfigRequestKeyEvent: configuration_requests.request_keys,
    cti.ConfigRequestEvent: configuration_requests.request_configuration,
    cti.TeamConfigReq: configuration_requests.request_teams,
}


_CALLS = ("call_id", "active_call_id", "held_call_id", "agent_call_id")  # what a request calls its call


class Engine:
    """The contact centre of one node. `epoch` is the Unix time at which the clock of `now` showed 0."""

    def __init__(
        self, centre: Configuration, timers: Timers = PRODUCT, *, now: float = 0.0, epoch: float = 0.0
    ) -> None:
        self.state = EngineState(centre, timers, now, epoch)

    # --- From CUCM ----------------------------------------------------------------------------------------

    def hear(self, provider: Provider, message: jtapi.Message, now: float) -> list[Output]:
        """A message of the JTAPI link, once the provider has signed in: Terminals comes first."""
        self.state.now = now
        jtapi_messages.hear(self.state, provider, message)
        return self._settled()

    def provider_lost(self, provider: Provider, now: float) -> list[Output]:
        """The link of a provider is gone."""
        self.state.now = now
        providers.lost(self.state, provider)
        return self._settled()

    # --- From clients -------------------------------------------------------------------------------------

    def client_opened(self, client: Client, now: float) -> list[Output]:
        """A CTI session was granted."""
        self.state.now = now
        self.state.clients[client.number] = client
        agent_requests.client_opened(self.state, client)
        return self._settled()

    def client_closed(self, number: int, now: float) -> list[Output]:
        """A CTI session ended, however it did."""
        self.state.now = now
        client = self.state.clients.pop(number, None)
        if client is not None:
            agent_requests.client_closed(self.state, client)
        return self._settled()

    def request(self, number: int, request: Encodable, now: float) -> list[Output]:
        """A message of a client with an open session and the service that the message needs."""
        state = self.state
        state.now = now
        client = state.clients[number]
        handler = HANDLES.get(type(request))  # type: ignore[arg-type]
        if handler is None:
            invoke_id: int = getattr(request, "invoke_id", 0)
            text = f"{request.NAME} is not served"
            state.reply(
                client,
                cti.FailureConf(invoke_id=invoke_id, status=StatusCode.INVALID_MESSAGE_TYPE, text=text),
            )
            return self._settled()
        if type(request) in NEEDS_CUCM:
            for name in _CALLS:
                joining = delivery.joining(state, getattr(request, name, 0))
                if joining is not None:
                    joining.postponed.append(lambda: self._serve(client, request, handler))
                    return self._settled()
        self._serve(client, request, handler)
        return self._settled()

    def _serve(self, client: Client, request: Encodable, handler: Handler) -> None:
        state = self.state
        try:
            if type(request) in NEEDS_CUCM and not state.in_service:
                raise Impossible(
                    ControlFailure.RESOURCE_OUT_OF_SERVICE,
                    CcxErrorCode.JTAPI_CCM_PROBLEM,
                    "the engine is not in service: CUCM is not connected",
                )
            state.occasion = _occasion(request)
            handler(state, client, request)
        except Impossible as impossible:
            self._refuse(client, request, impossible)
        except Unfit as unfit:
            wrong = CcxErrorCode.INVALID_ARGUMENT
            self._refuse(client, request, Impossible(ControlFailure.VALUE_OUT_OF_RANGE, wrong, str(unfit)))
        finally:
            state.occasion = NO_OCCASION

    def _refuse(self, client: Client, request: Encodable, impossible: Impossible) -> None:
        logger.info("%s of %s: %s", request.NAME, client.name, impossible)
        invoke_id: int = getattr(request, "invoke_id", 0)
        self.state.control_failure(client, invoke_id, impossible.failure, impossible.error, impossible.text)

    def stop(self, now: float) -> list[Output]:
        """The engine stops in order: its agents are signed out."""
        self.state.now = now
        moves.move_all(self.state, Cause.ENGINE_STOPS)
        return self._settled()

    # --- From the store -----------------------------------------------------------------------------------

    def reconfigure(self, configuration: Configuration, now: float) -> list[Output]:
        """What RmCm is configured with is another from now on."""
        self.state.now = now
        reconfiguration.reconfigure(self.state, configuration)
        return self._settled()

    # --- Time ---------------------------------------------------------------------------------------------

    def tick(self, now: float) -> list[Output]:
        """Whatever was to happen by now happens."""
        self.state.now = now
        while self.state.rings():
            settle(self.state)
        return self._settled()

    def next_deadline(self) -> float | None:
        """When `tick` has something to do; None while nothing waits."""
        return self.state.next_deadline()

    # --- What a shell asks --------------------------------------------------------------------------------

    @property
    def in_service(self) -> bool:
        """Whether agents can work: OPEN_CONF's CCXOnline."""
        return self.state.in_service

    def agent(self, agent_id: str | None, extension: str | None) -> Agent | None:
        """An agent by id, or else by the extension that is his."""
        if agent_id:
            return self.state.agents.get(agent_id)
        return self.state.directory.lines.get(extension or "") or self.state.owner_of(extension or "")

    def live_data(self) -> LiveData:
        """The statistics as records, for one publisher: a snapshot first, then what changes."""
        return LiveData(self.state.statistics, self.state.csqs, self.state.directory.lines)

    def _settled(self) -> list[Output]:
        settle(self.state)
        return self.state.take_output()


def _occasion(request: Encodable) -> Occasion:
    calls = (getattr(request, name, 0) for name in _CALLS)
    call = next((call for call in calls if call not in (0, NULL_CALL_ID)), 0)
    return Occasion(getattr(request, "invoke_id", 0), call)
