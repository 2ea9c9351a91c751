"""The other lines of agents' phones: heard, where the agent's team minds, for whether one is in use.

Source: CCX Administration guide, Teams, "Not Ready when busy on non-ACD line".
"""

from __future__ import annotations

from ccx_engine.engine.model import Agent, Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import ConnectionState, Ev

# Off-hook: the line makes a call, or has taken one. While it only rings it is not in use.
_BEGINS = frozenset({Ev.CTL_CONN_INITIATED, Ev.CTL_CONN_ESTABLISHED})
_LAST = frozenset({Ev.CALL_INVALID, Ev.CALL_OBSERVATION_ENDED})
_NOT_IN_USE = frozenset(
    {ConnectionState.OFFERED, ConnectionState.ALERTING, ConnectionState.QUEUED, ConnectionState.DISCONNECTED}
)


def watch(state: EngineState, agent: Agent) -> None:
    """Hear the other lines of the phone at which the agent is signed in, if his team minds."""
    team = state.configuration.teams.get(agent.setup.team)
    if team is None or not team.not_ready_when_other_line_busy:
        return
    for address in state.directory.addresses_of(Provider.RMCM, agent.terminal):
        if address != agent.extension:
            agent.other_lines[address] = set()
            state.directory.other_lines[address] = agent
            state.ask(Provider.RMCM, jtapi.Observe(address))


def ignore(state: EngineState, agent: Agent) -> None:
    """Hear the other lines of the agent's phone no longer: he signs out."""
    for address, calls in agent.other_lines.items():
        state.directory.other_lines.pop(address, None)
        for call in calls:
            _ends(state, call, address)
        if state.in_service:
            state.ask(Provider.RMCM, jtapi.Unobserve(address))
    agent.other_lines.clear()


def forget(state: EngineState) -> None:
    """Nothing is heard any more; the snapshots of the next sign-in tell what is in use then."""
    state.on_other_lines.clear()
    for agent in state.directory.other_lines.values():
        agent.other_lines.clear()
    state.directory.other_lines.clear()


def hear(state: EngineState, message: jtapi.CallEvs | jtapi.Snapshot) -> list[Agent]:
    """Follow what happens on other lines; the agents for whom one came into use, or none is any more."""
    lines = state.directory.other_lines
    if not lines:
        return []
    addresses = [each for each in _addresses(message) if each in lines]
    addresses += state.on_other_lines.get(message.call, ())
    before = {lines[each]: in_use(lines[each]) for each in addresses if each in lines}
    if before:
        _follow(state, message)
    return [agent for agent, was in before.items() if in_use(agent) != was]


def in_use(agent: Agent) -> bool:
    """Whether any other line of the agent's phone is off-hook."""
    return any(agent.other_lines.values())


def _addresses(message: jtapi.CallEvs | jtapi.Snapshot) -> list[str]:
    if isinstance(message, jtapi.Snapshot):
        return [party.address for party in message.parties]
    return [ev.address for ev in message.events]


def _follow(state: EngineState, message: jtapi.CallEvs | jtapi.Snapshot) -> None:
    call = message.call
    if isinstance(message, jtapi.Snapshot):
        for party in message.parties:
            if party.connection not in _NOT_IN_USE:
                _begins(state, call, party.address)
        return
    for ev in message.events:
        if ev.ev in _LAST:
            for address in list(state.on_other_lines.get(call, ())):
                _ends(state, call, address)
        elif ev.ev in _BEGINS:
            _begins(state, call, ev.address)
        elif ev.ev is Ev.CTL_CONN_DISCONNECTED:
            _ends(state, call, ev.address)


def _begins(state: EngineState, call: int, address: str) -> None:
    agent = state.directory.other_lines.get(address)
    if agent is not None:
        agent.other_lines[address].add(call)
        state.on_other_lines.setdefault(call, set()).add(address)


def _ends(state: EngineState, call: int, address: str) -> None:
    addresses = state.on_other_lines.get(call, set())
    addresses.discard(address)
    if not addresses:
        state.on_other_lines.pop(call, None)
    agent = state.directory.other_lines.get(address)
    if agent is not None:
        agent.other_lines[address].discard(call)
