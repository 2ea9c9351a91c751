"""The table of agent states, cell by cell: each is brought about with a real agent, and looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.agents import moves
from ccx_engine.engine.agents.transitions import AGENT_MOVES, STATES, Stay, When, drawn
from ccx_engine.engine.model import Cause, Client
from ccx_engine.engine.state import Told
from tests.ccx_engine.engine.world import EVERYTHING, World

DOCS = Path(__file__).parents[4] / "docs" / "engine.md"
ELSEWHERE = 3

# A cell: what becomes of an agent in the state that heads the column: `-` nothing; a state (NR: Not Ready)
# and its reason; `later`, the state waits for the end of the call; `no`, the codes of CONTROL_FAILURE_CONF.
# source: CTI guide, The Causes of Agent-State Transitions; Reason Codes for Agent State Change; Finesse Web
# Services guide, User, "Change Agent State" (CCX results: 265, 33, 22)
EXPECTED = """
                       LOGOUT    NR          READY       RESERVED      TALKING       WORK
SIGN_IN                NR/32760  NR/32760    NR/32760    no/259/88005  no/259/0      no/259/0
SIGN_IN_AGAIN          NR/32760  -           -           -             -             -
ASKS_READY             no/22/0   READY/0     -           no/22/0       no/265/0      READY/0
ASKS_NOT_READY         no/22/0   NR/5        NR/5        no/22/0       later/NR      NR/5
ASKS_WORK              no/22/0   no/22/0     no/22/0     no/22/0       later/WORK    -
ASKS_LOGOUT            no/22/0   LOGOUT/5    LOGOUT/5    no/22/0       no/22/0       no/22/0
SUPERVISOR_READY       no/22/0   READY/33    -           no/22/0       no/22/0       READY/33
SUPERVISOR_NOT_READY   no/22/0   -           NR/33       no/22/0       later/NR      NR/33
SUPERVISOR_LOGOUT      no/22/0   LOGOUT/22   LOGOUT/22   LOGOUT/22     later/LOGOUT  LOGOUT/22
CHOSEN                 -         -           RESERVED/0  -             -             -
CONSULTED              -         -           RESERVED/0  -             -             -
ANSWERED               -         -           -           TALKING/0     -             -
NO_ANSWER              -         -           -           NR/32763      -             -
RESERVATION_CANCELLED  -         -           -           READY/32752   -             -
CALL_ENDED             -         -           -           -             WORK/0        -
CONSULT_CANCELLED      -         -           -           -             NR/32749      -
WORK_ENDED             -         -           -           -             -             READY/32758
BARGED_IN              -         TALKING/0   -           -             -             -
OFF_HOOK               -         NR/32762    NR/32762    NR/32762      -             -
NON_ICD                -         NR/32761    NR/32761    NR/32761      -             -
OTHER_LINE             -         -           NR/32742    -             -             -
NON_ICD_ENDED          -         -           -           -             -             -
PHONE_DOWN             -         NR/32759    NR/32759    NR/32759      -             NR/32759
PHONE_UP               -         -           -           -             -             -
LINE_RESTRICTED        -         NR/32753    NR/32753    NR/32753      -             NR/32753
DEVICE_RESTRICTED      -         NR/32754    NR/32754    NR/32754      -             NR/32754
RESTRICTION_LIFTED     -         -           -           -             -             -
CUCM_FAILOVER          -         NR/32757    NR/32757    NR/32757      -             NR/32757
DESKTOP_GONE           -         LOGOUT/255  LOGOUT/255  LOGOUT/255    later/LOGOUT  LOGOUT/255
EXTENSION_TAKEN        -         LOGOUT/32741 LOGOUT/32741 -           later/LOGOUT  LOGOUT/32741
EXTENSION_CHANGED      -         LOGOUT/32750 LOGOUT/32750 LOGOUT/32750 later/LOGOUT LOGOUT/32750
AGENT_DELETED          -         LOGOUT/32748 LOGOUT/32748 LOGOUT/32748 later/LOGOUT LOGOUT/32748
ENGINE_STOPS           -         LOGOUT/32764 LOGOUT/32764 LOGOUT/32764 LOGOUT/32764 LOGOUT/32764
"""
ASKED: dict[Cause, tuple[AgentState, int]] = {
    Cause.ASKS_READY: (AgentState.READY, 0),
    Cause.ASKS_NOT_READY: (AgentState.NOT_READY, 5),
    Cause.ASKS_WORK: (AgentState.WORK, 0),
    Cause.ASKS_LOGOUT: (AgentState.LOGOUT, 5),
    Cause.SUPERVISOR_READY: (AgentState.READY, 33),
    Cause.SUPERVISOR_NOT_READY: (AgentState.NOT_READY, 33),
    Cause.SUPERVISOR_LOGOUT: (AgentState.LOGOUT, 22),
    Cause.DESKTOP_GONE: (AgentState.LOGOUT, 255),
}


def cells() -> dict[tuple[AgentState, Cause], str]:
    head, *rows = [line.split() for line in EXPECTED.replace("NR", "NOT_READY").strip().splitlines()]
    return {
        (AgentState[column], Cause[name]): cell
        for name, *row in rows
        for column, cell in zip(head, row, strict=True)
    }


def bring(world: World, state: AgentState) -> None:
    """agent1 comes into this state by what really leads there."""
    if state is AgentState.LOGOUT:
        return
    world.sign_in("agent1", state=AgentState.NOT_READY if state is AgentState.NOT_READY else AgentState.READY)
    if state in (AgentState.NOT_READY, AgentState.READY):
        return
    world.call("5551234", "6001")
    world.advance(1.0)
    if state is AgentState.RESERVED:
        return
    world.pick_up("1001")
    if state is AgentState.WORK:
        world.hang_up("1001")


def happens(world: World, cause: Cause) -> list[cti.Message]:
    """Bring the cause about; what was answered, if it was a request."""
    if cause is Cause.SIGN_IN:
        world.open_client(Client(ELSEWHERE, "another Finesse", EVERYTHING))
        request = cti.SetAgentStateReq(
            invoke_id=7, agent_state=AgentState.LOGIN, agent_id="agent1", agent_instrument="1001"
        )
        return world.request(request, ELSEWHERE)
    if cause is Cause.SIGN_IN_AGAIN:
        return world.set_state("agent1", AgentState.LOGIN)
    if cause in ASKED:
        return world.set_state("agent1", *ASKED[cause])
    moves.move(world.engine.state, world.agent("agent1"), cause)
    world.told += [each for each in world.engine.state.take_output() if isinstance(each, Told)]
    return []


@pytest.mark.parametrize(("state", "cause"), list(AGENT_MOVES))
def test_every_cell_of_the_table(world: World, state: AgentState, cause: Cause) -> None:
    expected, *codes = cells()[state, cause].split("/")
    bring(world, state)
    before = world.state("agent1")
    assert before[0] is state
    world.told.clear()
    answers = happens(world, cause)
    told = [each.message for each in world.told if isinstance(each.message, cti.AgentStateEvent)]
    if expected == "no":
        (refusal,) = answers
        assert isinstance(refusal, cti.ControlFailureConf)
        assert [str(refusal.failure_code), str(refusal.ccx_error_code)] == codes
        assert (world.state("agent1"), told) == (before, [])
        return
    if answers:
        assert answers == [cti.SetAgentStateConf(invoke_id=7)]
    if expected == "-":
        assert (world.state("agent1"), told) == (before, [])
    elif expected == "later":
        assert world.state("agent1") == before
        assert [each.next_agent_state for each in told] == [AgentState[codes[0]]]
    else:
        assert world.state("agent1") == (AgentState[expected], int(codes[0]))
        assert (told[-1].agent_state, told[-1].event_reason_code) == world.state("agent1")


def test_the_table_has_a_cell_for_every_state_and_cause() -> None:
    assert set(AGENT_MOVES) == set(cells()) == {(state, cause) for state in STATES for cause in Cause}


def test_every_cell_has_an_outcome_whatever_the_conditions() -> None:
    for cell in AGENT_MOVES.values():
        assert cell[-1].when is When.ALWAYS
        assert all(outcome.when is not When.ALWAYS for outcome in cell[:-1])


def test_a_signed_out_agent_is_moved_by_signing_in_alone() -> None:
    for (state, cause), (outcome, *_) in AGENT_MOVES.items():
        if state is AgentState.LOGOUT and cause not in (Cause.SIGN_IN, Cause.SIGN_IN_AGAIN, *ASKED):
            assert isinstance(outcome, Stay)


def test_the_documentation_shows_this_table() -> None:
    assert drawn() in DOCS.read_text(encoding="utf-8"), "draw it anew: see docs/engine.md"
