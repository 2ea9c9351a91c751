"""A supervisor's own calls: to listen silently to an agent's call, and to barge into it.

Source: Finesse Web Services guide, Make a silent monitor call, Make a barge call.
"""

from __future__ import annotations

from ccx_engine.cti.enums import NULL_CALL_ID, SupervisoryAction
from ccx_engine.cti.messages import SuperviseCallReq
from finesse.api import errors
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.model.dialog import Dialog, State, dialogs_of
from finesse.model.user import User, UserState
from finesse.model.value import number
from finesse.realtime import words

SILENT_MONITOR, BARGE_CALL = "SILENT_MONITOR", "BARGE_CALL"


def monitoring(node: RestNode, caller: Caller, form: Filled) -> SuperviseCallReq:
    """To listen: the supervisor is Not Ready and on no call. Whether the agent can be heard, CTI decides."""
    supervisor = caller.phone_user()
    agent = _agent(node, caller, supervisor, form)
    if supervisor.state is not UserState.NOT_READY or supervisor.dialogs:
        raise errors.InvalidState()
    return _request(SupervisoryAction.MONITOR, supervisor, agent, _heard(agent))


def barging_in(node: RestNode, caller: Caller, form: Filled) -> SuperviseCallReq:
    """To join the call that the supervisor listens to: `associatedDialogUri` is his own, the silent one."""
    supervisor = caller.phone_user()
    agent = _agent(node, caller, supervisor, form)
    silent = _associated(supervisor, form.needed("associatedDialogUri"))
    heard = _heard(agent)
    own = None if heard is None else heard.of(agent)
    if own is None or own.state is State.HELD:
        raise errors.InvalidDestination("toAddress")
    return _request(SupervisoryAction.BARGE_IN, supervisor, agent, heard, silent)


def _agent(node: RestNode, caller: Caller, supervisor: User, form: Filled) -> User:
    """The agent of one of his teams whose extension is named: as toAddress, or by some as fromAddress."""
    origin, destination = form["fromAddress"], form["toAddress"]
    if not supervisor.supervisor:
        raise errors.AuthorizationFailure(supervisor.login_id)
    if not supervisor.extension or supervisor.extension not in (origin, destination):
        raise errors.InvalidInput("fromAddress")
    extension = destination if origin == supervisor.extension else origin
    agent = node.state.at(extension)
    if agent is None or agent is supervisor:
        raise errors.InvalidDestination("toAddress")
    if not caller.supervises(agent):
        raise errors.InvalidSupervisor(agent.login_id)
    return agent


def _heard(agent: User) -> Dialog | None:
    """The call of the agent that can be listened to: the one he talks on, else any of his."""
    calls = [dialog for dialog in dialogs_of(agent).values() if dialog.call_type != words.SUPERVISOR_MONITOR]
    talking = (dialog for dialog in calls if (own := dialog.of(agent)) and own.state is State.ACTIVE)
    return next(talking, calls[0] if calls else None)


def _associated(supervisor: User, uri: str) -> Dialog:
    start = "/finesse/api/Dialog/"
    found = dialogs_of(supervisor).get(number(uri.removeprefix(start))) if uri.startswith(start) else None
    if found is None or found.call_type != words.SUPERVISOR_MONITOR:
        raise errors.InvalidInput("associatedDialogUri")
    return found


def _request(
    action: SupervisoryAction,
    supervisor: User,
    agent: User,
    heard: Dialog | None,
    silent: Dialog | None = None,
) -> SuperviseCallReq:
    return SuperviseCallReq(
        agent_call_id=NULL_CALL_ID if heard is None else heard.id,
        supervisor_call_id=NULL_CALL_ID if silent is None else silent.id,
        supervisory_action=action,
        agent_connection_device_id=agent.extension,
        supervisor_connection_device_id=supervisor.extension,
        agent_extension=agent.extension,
        agent_id=agent.login_id,
        supervisor_instrument=supervisor.extension,
    )
