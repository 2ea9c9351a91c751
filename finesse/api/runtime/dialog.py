"""One call: reading it, and what a participant may have done with it.

Source: Finesse Web Services guide, Dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID, ConsultType, ControlFailure
from ccx_engine.cti.layout import MAX_WRAP_UPS
from ccx_engine.cti.wire import Message
from finesse.api import errors
from finesse.api.answers import Answer, accepted, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled, any_number, form, may, may_group, need
from finesse.api.keys import RestNode
from finesse.api.operation import command, get
from finesse.api.path import Named
from finesse.api.runtime.call_data import changed_data
from finesse.api.runtime.dialled_number import dialled_number
from finesse.api.who import Who
from finesse.core.commands import Asker, Feed
from finesse.model.dialog import DIALOG, Action, Dialog, Participant, State, dialogs_of
from finesse.model.user import User
from finesse.model.value import choice, number
from finesse.realtime.notification import PUT

DTMF_BYTES = 31  # CTI guide, SEND_DTMF_SIGNAL_REQ

# Known to the guide, and not yet to this node or to Unified CCX.
NOT_HERE = frozenset(
    {
        "ACCEPT",
        "CLOSE",
        "REJECT",
        "RECLASSIFY",
        "UPDATE_SCHEDULED_CALLBACK",
        "CANCEL_SCHEDULED_CALLBACK",
    }
)


class NotNow(Exception):
    """The calls are not such that this could be done; `code` is what CTI would say."""

    def __init__(self, code: ControlFailure) -> None:
        super().__init__(code.name)
        self.code = code


def get_dialog(node: RestNode, caller: Caller, form: Filled, dialog: Dialog) -> Answer:
    """For its participants, their supervisors, and the administrator."""
    return answer(DIALOG, dialog.view(caller.user))


def put_dialog(node: RestNode, caller: Caller, form: Filled, dialog: Dialog) -> Answer:
    """Have a participant do something: 202, and what comes of it by notification."""
    user, own = caller.part_in(dialog)
    if form["requestedAction"] in NOT_HERE:
        raise errors.NotOnThisDeployment(form["requestedAction"])
    perform = ACTIONS[form["requestedAction"]]
    if perform not in NAMING_OTHERS and form.needed("targetMediaAddress") != own.address:
        raise errors.InvalidInput("targetMediaAddress")
    asker = _asker(caller, dialog, user, perform)
    try:
        node.switchboard.ask(asker, perform(dialog, own, form))
    except NotNow as refused:
        node.switchboard.refuse(asker, refused.code)
    return accepted()


def _listed(node: RestNode, caller: Caller, named: str) -> Dialog | None:
    dialog = node.state.dialogs.get(number(named))
    return dialog if dialog is not None and dialog.listed else None


def _asker(caller: Caller, dialog: Dialog, user: User, perform: Perform) -> Asker:
    changed, removed = (user.dialogs_uri, dialog.uri), (user.dialogs_uri, user.dialogs_uri)
    caused: tuple[Feed, ...] = (changed, removed) if perform in LEAVING else (changed,)
    return Asker(
        subject=dialog.uri,
        request_id=caller.request_id,
        feed=changed,
        caused=() if perform in UNHEARD else caused,
        error_event=PUT,
        agent=user.login_id,
        call=dialog.id,
    )


def _answer(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.AnswerCallReq(
        call_id=dialog.id, connection_device_id=own.address, agent_instrument=own.address
    )


def _hold(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.HoldCallReq(call_id=dialog.id, connection_device_id=own.address, agent_instrument=own.address)


def _retrieve(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.RetrieveCallReq(
        held_call_id=dialog.id, held_connection_device_id=own.address, agent_instrument=own.address
    )


def _drop(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.ClearConnectionReq(
        call_id=dialog.id, connection_device_id=own.address, agent_instrument=own.address
    )


def _drop_another(dialog: Dialog, own: Participant, form: Filled) -> Message:
    """CLEAR_CONNECTION of the other's connection, asked for by one's own phone."""
    dropped = dialog.participants.get(form.needed("targetMediaAddress"))
    if dropped is None or dropped.over or dropped is own:
        raise errors.InvalidDestination("targetMediaAddress")
    if own.user is None or not dialog.may_drop(own):
        raise errors.AuthorizationFailure(own.media_address)
    if not dialog.drop_rights.may_be_dropped(agent=dropped.user is not None):
        raise errors.InvalidDestination("targetMediaAddress")
    if dropped not in dialog.droppable(own):
        raise NotNow(ControlFailure.INVALID_OBJECT_STATE)
    return cti.ClearConnectionReq(
        call_id=dialog.id, connection_device_id=dropped.address, agent_instrument=own.address
    )


def _consult(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.ConsultCallReq(
        active_call_id=dialog.id,
        consult_type=ConsultType.UNSPECIFIED,  # transfer or conference is decided when it is completed
        active_connection_device_id=own.address,
        dialed_number=_destination(own, form),
        agent_instrument=own.address,
    )


def _transfer(dialog: Dialog, own: Participant, form: Filled) -> Message:
    active, held = _pair(dialog, own)
    return cti.TransferCallReq(
        active_call_id=active,
        held_call_id=held,
        active_connection_device_id=own.address,
        held_connection_device_id=own.address,
        agent_instrument=own.address,
    )


def _conference(dialog: Dialog, own: Participant, form: Filled) -> Message:
    active, held = _pair(dialog, own)
    return cti.ConferenceCallReq(
        active_call_id=active,
        held_call_id=held,
        active_connection_device_id=own.address,
        held_connection_device_id=own.address,
        agent_instrument=own.address,
    )


def _single_step(dialog: Dialog, own: Participant, form: Filled) -> Message:
    return cti.TransferCallReq(
        active_call_id=dialog.id,
        held_call_id=NULL_CALL_ID,
        active_connection_device_id=own.address,
        dialed_number=_destination(own, form),
        agent_instrument=own.address,
    )


def _dtmf(dialog: Dialog, own: Participant, form: Filled) -> Message:
    if own.state is State.HELD:
        raise errors.NotWhileHeld()
    digits = _parameter(form, "dtmfString")
    if len(digits.encode()) > DTMF_BYTES:  # which keys a phone has is CTI's to say
        raise errors.InvalidInput("dtmfString", f"dtmfString has more than {DTMF_BYTES} digits")
    return cti.SendDtmfSignalReq(
        call_id=dialog.id,
        connection_device_id=own.address,
        dtmf_string=digits,
        agent_instrument=own.address,
    )


def _record(dialog: Dialog, own: Participant, form: Filled) -> Message:
    if own.state is State.HELD:
        raise errors.NotWhileHeld()
    return cti.StartRecordingReq(
        call_id=dialog.id, connection_device_id=own.address, agent_extension=own.address
    )


def _destination(own: Participant, form: Filled) -> str:
    destination = dialled_number(form)
    if destination == own.address:
        raise errors.InvalidDestination("toAddress")
    return destination


def _pair(dialog: Dialog, own: Participant) -> tuple[int, int]:
    """The active and the held call of this agent; the request may name either of them."""
    calls = {dialog.id: own.state}
    if own.user is not None:
        for other in dialogs_of(own.user).values():
            participant = other.of(own.user)
            if participant is not None:
                calls.setdefault(other.id, participant.state)
    held = next((call for call, state in calls.items() if state is State.HELD), None)
    active = next((call for call, state in calls.items() if state is State.ACTIVE), None)
    if active is None:
        raise NotNow(ControlFailure.NO_ACTIVE_CALL)
    if held is None:
        raise NotNow(ControlFailure.NO_HELD_CALL)
    return active, held


def _parameter(form: Filled, name: str) -> str:
    """The value of an ActionParam."""
    parameters = form.group("actionParams")
    for parameter in parameters.each("ActionParam") if parameters is not None else ():
        if parameter["name"] == name:
            value: str = parameter.needed("value")
            return value
    raise errors.ParameterMissing(name)


Perform = Callable[[Dialog, Participant, Filled], Message]

ACTIONS: Mapping[str, Perform] = {
    Action.ANSWER: _answer,
    Action.HOLD: _hold,
    Action.RETRIEVE: _retrieve,
    Action.DROP: _drop,
    Action.CONSULT_CALL: _consult,
    Action.TRANSFER: _transfer,
    Action.CONFERENCE: _conference,
    Action.TRANSFER_SST: _single_step,
    Action.SEND_DTMF: _dtmf,
    Action.UPDATE_CALL_DATA: changed_data,
    Action.PARTICIPANT_DROP: _drop_another,
    Action.START_RECORDING: _record,
}

# The target is no phone of the agent's: none at all, or another's.
NAMING_OTHERS = frozenset({changed_data, _drop_another})

# They change nothing that is shown of a call: its next event is none of theirs.
UNHEARD = frozenset({_dtmf, _record})

# They take the call from the list: its next event is one of the list, unless it is wrapped up.
LEAVING = frozenset({_drop, _transfer, _single_step})

DIALOG_COMMAND = form(
    "Dialog",
    need("requestedAction", choice((*ACTIONS, *sorted(NOT_HERE))), wrong=errors.InvalidAction),
    may("targetMediaAddress"),
    may("toAddress"),
    may_group("actionParams", any_number("ActionParam", may("name"), may("value"))),
    may_group(
        "mediaProperties",
        may("wrapUpReason"),
        may_group("wrapUpItems", any_number("wrapUpItem", most=MAX_WRAP_UPS)),
        may_group("callvariables", any_number("CallVariable", need("name"), may("value"))),
    ),
)

ROUTES = [
    get(
        "/finesse/api/Dialog/{id}", get_dialog, Who.ONLOOKERS, DIALOG, [Named(_listed, errors.UnknownDialog)]
    ),
    command(
        "PUT",
        "/finesse/api/Dialog/{id}",
        put_dialog,
        Who.PARTICIPANTS,
        DIALOG_COMMAND,
        [Named(_listed, errors.DialogNotFound)],
        refuses=(
            errors.NotWhileHeld,
            errors.InvalidDestination,
            errors.AuthorizationFailure,
            errors.MaximumExceeded,
            errors.NotOnThisDeployment,
        ),
    ),
]
