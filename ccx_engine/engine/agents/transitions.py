"""What may become of an agent's state, and why: the one table that decides it.

A row is a cause, a cell what it makes of the state at its head: the first outcome whose condition holds. The
table in docs/engine.md is drawn from this one. Sources: CTI guide, "The Causes of Agent-State Transitions"
and "Reason Codes for Agent State Change"; Finesse Web Services guide, User, "Change Agent State" (CCX).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ccx_engine.cti.enums import AgentState, CcxErrorCode, ControlFailure, ReasonCode
from ccx_engine.engine.model import Cause


class When(Enum):
    """Conditions of an outcome, looked at in the order in which the cell lists them."""

    ALWAYS = ""
    ON_A_CALL = "on another call"
    WAS_READY = "was Ready before"
    BY_CALL = "Not Ready by the call"
    HAS_CHOSEN = "has chosen a reason"
    HAD_BARGED_IN = "had barged in"
    PHONE_WAS_DOWN = "was out of service"
    LEAVING = "Logout is pending"
    PHONE_IS_DOWN = "phone out of service"
    LINE_IS_RESTRICTED = "line restricted"
    DEVICE_IS_RESTRICTED = "phone restricted"
    WAS_RESTRICTED = "was restricted"
    RETURNS_READY = "where it is configured so"
    WORK_DUE = "automatic work, or asked for"
    POSTPONED = "Not Ready is pending"
    AVAILABLE = "automatic available"


@dataclass(frozen=True, slots=True)
class Move:
    """The state becomes `to`. Reason None: the one the asker gave, or the one that was kept for this.

    `otherwise` is the reason where the asker gave none.
    """

    to: AgentState
    reason: ReasonCode | None = ReasonCode.NONE
    when: When = When.ALWAYS
    over: Move | None = None  # a state told first
    otherwise: ReasonCode = ReasonCode.NONE


@dataclass(frozen=True, slots=True)
class Postpone:
    """The state stays for now and becomes `to` when the call ends; NextAgentState tells it."""

    to: AgentState
    reason: ReasonCode | None = None
    when: When = When.ALWAYS


@dataclass(frozen=True, slots=True)
class Refuse:
    """CONTROL_FAILURE_CONF with these numbers; the state stays."""

    failure: ControlFailure
    error: CcxErrorCode = CcxErrorCode.DEFAULT_ERROR_CODE
    when: When = When.ALWAYS


@dataclass(frozen=True, slots=True)
class Stay:
    """Nothing changes, and a request is confirmed."""

    when: When = When.ALWAYS


Outcome = Move | Postpone | Refuse | Stay
Cell = tuple[Outcome, ...]

_S = AgentState
_R = ReasonCode
_F = ControlFailure

STATES = (_S.LOGOUT, _S.NOT_READY, _S.READY, _S.RESERVED, _S.TALKING, _S.WORK)

_STAY: Cell = (Stay(),)
_BAD_STATE: Cell = (Refuse(_F.INVALID_OBJECT_STATE),)
_ON_A_CALL = Refuse(_F.RESOURCE_BUSY, when=When.ON_A_CALL)
_PHONE_DOWN = Refuse(_F.RESOURCE_OUT_OF_SERVICE, CcxErrorCode.AGENT_DEVICE_OFF, When.PHONE_IS_DOWN)
_RESTRICTED = (
    Refuse(_F.LINE_RESTRICTED, CcxErrorCode.CALL_CONTROL_MASK_NOT_ON, When.LINE_IS_RESTRICTED),
    Refuse(_F.DEVICE_RESTRICTED, CcxErrorCode.CALL_CONTROL_MASK_NOT_ON, When.DEVICE_IS_RESTRICTED),
)
_RELOGON: Cell = (Move(_S.NOT_READY, _R.AGT_LOGON, over=Move(_S.LOGOUT, _R.AGT_RELOGON)),)
_SIGNING_OUT = Refuse(_F.INVALID_AGENT_WORKMODE, when=When.LEAVING)
_SIGNS_OUT: Cell = (Move(_S.LOGOUT, None, otherwise=_R.AGT_DESKTOP_CLOSED),)
_SIGNED_ON: Cell = (Refuse(_F.SPECIFIED_AGENT_ALREADY_SIGNED_ON),)
_SIGNED_ON_BUSY: Cell = (Refuse(_F.SPECIFIED_AGENT_ALREADY_SIGNED_ON, CcxErrorCode.AGENT_DEVICE_BUSY),)


def _to(state: AgentState, reason: ReasonCode | None = _R.NONE) -> Cell:
    return (Move(state, reason),)


Row = tuple[Cell, Cell, Cell, Cell, Cell, Cell]


def _unless_talking(cell: Cell, talking: Cell = _STAY) -> Row:
    """Whoever is signed in, but a call is not ended for it."""
    return (_STAY, cell, cell, cell, talking, cell)


def _signed_out_for(reason: ReasonCode) -> Row:
    return _unless_talking(_to(_S.LOGOUT, reason), (Postpone(_S.LOGOUT, reason),))


_ROWS: dict[Cause, Row] = {
    # cause: LOGOUT, NOT_READY, READY, RESERVED, TALKING, WORK
    Cause.SIGN_IN: (
        _to(_S.NOT_READY, _R.AGT_LOGON),
        _RELOGON,
        _RELOGON,
        _SIGNED_ON_BUSY,
        _SIGNED_ON,
        _SIGNED_ON,
    ),
    Cause.SIGN_IN_AGAIN: (_to(_S.NOT_READY, _R.AGT_LOGON), _STAY, _STAY, _STAY, _STAY, _STAY),
    Cause.ASKS_READY: (
        _BAD_STATE,
        (_PHONE_DOWN, *_RESTRICTED, _ON_A_CALL, Move(_S.READY)),
        _STAY,
        _BAD_STATE,
        (Refuse(_F.INVALID_AGENT_WORKMODE),),
        (_PHONE_DOWN, *_RESTRICTED, _ON_A_CALL, Move(_S.READY)),
    ),
    Cause.ASKS_NOT_READY: (
        _BAD_STATE,
        _to(_S.NOT_READY, None),
        _to(_S.NOT_READY, None),
        _BAD_STATE,
        (_SIGNING_OUT, Refuse(_F.INVALID_AGENT_WORKMODE, when=When.POSTPONED), Postpone(_S.NOT_READY)),
        _to(_S.NOT_READY, None),
    ),
    Cause.ASKS_WORK: (_BAD_STATE, _BAD_STATE, _BAD_STATE, _BAD_STATE, (Postpone(_S.WORK),), _STAY),
    Cause.ASKS_LOGOUT: (
        _BAD_STATE,
        _SIGNS_OUT,
        _SIGNS_OUT,
        _BAD_STATE,
        _BAD_STATE,
        _BAD_STATE,
    ),
    Cause.SUPERVISOR_READY: (
        _BAD_STATE,
        (_PHONE_DOWN, *_RESTRICTED, _ON_A_CALL, Move(_S.READY, _R.SUP_AGT_TO_NOT_READY)),
        _STAY,
        _BAD_STATE,
        _BAD_STATE,
        (_PHONE_DOWN, *_RESTRICTED, _ON_A_CALL, Move(_S.READY, _R.SUP_AGT_TO_NOT_READY)),
    ),
    Cause.SUPERVISOR_NOT_READY: (
        _BAD_STATE,
        _STAY,
        _to(_S.NOT_READY, _R.SUP_AGT_TO_NOT_READY),
        _BAD_STATE,
        (_SIGNING_OUT, Postpone(_S.NOT_READY, _R.SUP_AGT_TO_NOT_READY)),
        _to(_S.NOT_READY, _R.SUP_AGT_TO_NOT_READY),
    ),
    Cause.SUPERVISOR_LOGOUT: (
        _BAD_STATE,
        _to(_S.LOGOUT, _R.SUP_AGT_TO_LOGOUT),
        _to(_S.LOGOUT, _R.SUP_AGT_TO_LOGOUT),
        _to(_S.LOGOUT, _R.SUP_AGT_TO_LOGOUT),
        (Postpone(_S.LOGOUT, _R.SUP_AGT_TO_LOGOUT),),
        _to(_S.LOGOUT, _R.SUP_AGT_TO_LOGOUT),
    ),
    Cause.CHOSEN: (_STAY, _STAY, _to(_S.RESERVED), _STAY, _STAY, _STAY),
    Cause.CONSULTED: (_STAY, _STAY, _to(_S.RESERVED), _STAY, _STAY, _STAY),
    Cause.ANSWERED: (_STAY, _STAY, _STAY, _to(_S.TALKING), _STAY, _STAY),
    Cause.NO_ANSWER: (
        _STAY,
        _STAY,
        _STAY,
        (Move(_S.READY, _R.AGT_RNA, When.RETURNS_READY), Move(_S.NOT_READY, _R.AGT_RNA)),
        _STAY,
        _STAY,
    ),
    Cause.RESERVATION_CANCELLED: (
        _STAY,
        _STAY,
        _STAY,
        _to(_S.READY, _R.AGT_CANCEL_RESERVATION),
        _STAY,
        _STAY,
    ),
    Cause.CALL_ENDED: (
        _STAY,
        _STAY,
        _STAY,
        _STAY,
        (
            Move(_S.LOGOUT, None, When.LEAVING),
            Move(_S.NOT_READY, _R.AGT_PHONE_DOWN, When.PHONE_IS_DOWN),
            Move(_S.NOT_READY, _R.AGT_LINE_RESTRICTED, When.LINE_IS_RESTRICTED),
            Move(_S.NOT_READY, _R.AGT_DEVICE_RESTRICTED, When.DEVICE_IS_RESTRICTED),
            Move(_S.WORK, when=When.WORK_DUE),
            Move(_S.NOT_READY, None, When.POSTPONED),
            Move(_S.NOT_READY, _R.AGT_CALL_ENDED, When.HAD_BARGED_IN),
            Move(_S.NOT_READY, _R.AGT_OFFHOOK, When.ON_A_CALL),
            Move(_S.READY, when=When.AVAILABLE),
            Move(_S.NOT_READY, _R.AGT_CALL_ENDED),
        ),
        _STAY,
    ),
    Cause.CONSULT_CANCELLED: (
        _STAY,
        _STAY,
        _STAY,
        _STAY,
        (
            Move(_S.LOGOUT, None, When.LEAVING),
            Move(_S.NOT_READY, _R.AGT_PHONE_DOWN, When.PHONE_IS_DOWN),
            Move(_S.NOT_READY, _R.AGT_LINE_RESTRICTED, When.LINE_IS_RESTRICTED),
            Move(_S.NOT_READY, _R.AGT_DEVICE_RESTRICTED, When.DEVICE_IS_RESTRICTED),
            Move(_S.NOT_READY, None, When.POSTPONED),
            Move(_S.NOT_READY, _R.AGT_CANCEL_CONSULT),
        ),
        _STAY,
    ),
    Cause.WORK_ENDED: (
        _STAY,
        _STAY,
        _STAY,
        _STAY,
        _STAY,
        (
            Move(_S.NOT_READY, None, When.POSTPONED),
            Move(_S.NOT_READY, _R.AGT_OFFHOOK, When.ON_A_CALL),
            Move(_S.READY, _R.AGT_WORK_TIMER_EXP, When.AVAILABLE),
            Move(_S.NOT_READY, _R.AGT_WORK_TIMER_EXP),
        ),
    ),
    Cause.BARGED_IN: (_STAY, _to(_S.TALKING), _STAY, _STAY, _STAY, _STAY),
    Cause.OFF_HOOK: (
        _STAY,
        (Stay(When.HAS_CHOSEN), Move(_S.NOT_READY, _R.AGT_OFFHOOK)),
        _to(_S.NOT_READY, _R.AGT_OFFHOOK),
        _to(_S.NOT_READY, _R.AGT_OFFHOOK),
        _STAY,
        _STAY,
    ),
    Cause.NON_ICD: (
        _STAY,
        _to(_S.NOT_READY, _R.AGT_NON_ICD),
        _to(_S.NOT_READY, _R.AGT_NON_ICD),
        _to(_S.NOT_READY, _R.AGT_NON_ICD),
        _STAY,
        _STAY,
    ),
    Cause.OTHER_LINE: (_STAY, _STAY, _to(_S.NOT_READY, _R.AGT_SEC_LINE_OFFHOOK), _STAY, _STAY, _STAY),
    Cause.NON_ICD_ENDED: (
        _STAY,
        (Move(_S.READY, when=When.WAS_READY), Move(_S.NOT_READY, None, When.BY_CALL), Stay()),
        _STAY,
        _STAY,
        _STAY,
        _STAY,
    ),
    Cause.PHONE_DOWN: _unless_talking(_to(_S.NOT_READY, _R.AGT_PHONE_DOWN)),
    Cause.PHONE_UP: (
        _STAY,
        (Move(_S.NOT_READY, _R.AGT_PHONE_UP, When.PHONE_WAS_DOWN), Stay()),
        _STAY,
        _STAY,
        _STAY,
        _STAY,
    ),
    Cause.LINE_RESTRICTED: _unless_talking(_to(_S.NOT_READY, _R.AGT_LINE_RESTRICTED)),
    Cause.DEVICE_RESTRICTED: _unless_talking(_to(_S.NOT_READY, _R.AGT_DEVICE_RESTRICTED)),
    Cause.RESTRICTION_LIFTED: (
        _STAY,
        (Move(_S.NOT_READY, _R.AGT_PHONE_UP, When.WAS_RESTRICTED), Stay()),
        _STAY,
        _STAY,
        _STAY,
        _STAY,
    ),
    Cause.CUCM_FAILOVER: _unless_talking(_to(_S.NOT_READY, _R.CM_FAILOVER)),
    Cause.DESKTOP_GONE: _unless_talking(_to(_S.LOGOUT, None), (Postpone(_S.LOGOUT),)),
    Cause.EXTENSION_TAKEN: (
        _STAY,
        _to(_S.LOGOUT, _R.AGT_EXTENSION_CONFLICT),
        _to(_S.LOGOUT, _R.AGT_EXTENSION_CONFLICT),
        _STAY,
        (Postpone(_S.LOGOUT, _R.AGT_EXTENSION_CONFLICT),),
        _to(_S.LOGOUT, _R.AGT_EXTENSION_CONFLICT),
    ),
    Cause.EXTENSION_CHANGED: _signed_out_for(_R.AGT_ICD_EXTENSION_CHANGED),
    Cause.AGENT_DELETED: _signed_out_for(_R.AGENT_DELETED),
    Cause.ENGINE_STOPS: _unless_talking(*[_to(_S.LOGOUT, _R.CCX_FAILURE)] * 2),
}

AGENT_MOVES: dict[tuple[AgentState, Cause], Cell] = {
    (state, cause): cell for cause, row in _ROWS.items() for state, cell in zip(STATES, row, strict=True)
}


def drawn() -> str:
    """The table as Markdown: what docs/engine.md shows."""
    lines = ["| what happens | " + " | ".join(state.name for state in STATES) + " |", "|---" * 7 + "|"]
    for cause in Cause:
        cells = " | ".join(_cell(AGENT_MOVES[state, cause]) for state in STATES)
        lines.append(f"| {cause.value} | {cells} |")
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    return "<br>".join(_said(outcome) for outcome in cell)


def _said(outcome: Outcome) -> str:
    condition = f"{outcome.when.value}: " if outcome.when.value else ""
    match outcome:
        case Move(to=to, reason=reason, over=over, otherwise=otherwise):
            said = f"{_said(over)}, then " if over else ""
            said += to.name
            if reason is None:
                said += f" (given reason, else {otherwise.value})" if otherwise else " (given reason)"
            elif reason:
                said += f" ({reason.value})"
        case Postpone(to=to, reason=reason):
            said = f"after the call {to.name}" + (f" ({reason.value})" if reason else "")
        case Refuse(failure=failure, error=error):
            said = f"refused {failure.value}" + (f"/{error.value}" if error else "")
        case Stay():
            said = "–" if not condition else "stays"
    return condition + said
