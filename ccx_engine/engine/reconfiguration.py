"""The configuration changes while the engine runs.

Agents' skills act at once; an edited CSQ reaches a Ready agent when he leaves Ready; a changed criterion
waits until the agents have signed out; who waits in a deleted CSQ is not routed by it any more. Calls that an
application has begun with go on as they began. Source: CCX Administration guide, Contact Service Queues,
Resources, Skills.
"""

from __future__ import annotations

from dataclasses import replace

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.agents import moves, selection
from ccx_engine.engine.configuration.rmcm import Configuration, ResourceSetup
from ccx_engine.engine.configuration.upload import Upload
from ccx_engine.engine.model import Agent, Application, Cause, Csq, Port, PortGroup, Provider
from ccx_engine.engine.queries import configuration_requests
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.telephony import providers


def reconfigure(state: EngineState, new: Configuration) -> None:
    """Take a configuration in place of the one there is, and tell the clients what is different."""
    old, before = state.configuration, state.upload
    if old == new:
        return
    state.configuration = new
    _csqs(state, new)
    _agents(state, old, new)
    _devices(state, new)
    numbers = {each: agent.number for each, agent in state.agents.items()}
    state.upload = Upload(new, numbers)
    configuration_requests.tell_changes(state, old, before)


# --- CSQs and agents ----------------------------------------------------------------------------------------


def _csqs(state: EngineState, new: Configuration) -> None:
    for gone in [each for each in state.csqs if each not in new.csqs]:
        _strand(state, state.csqs.pop(gone))
    for setup in new.csqs.values():
        csq = state.csqs.get(setup.id)
        if csq is None:
            state.csqs[setup.id] = Csq(setup, setup.criterion, new.order_of(setup))
            continue
        csq.setup, csq.order = setup, new.order_of(setup)
        if csq.criterion is setup.criterion:
            csq.signed_in_before.clear()
        elif not csq.signed_in_before:
            signed_in = {each for each in state.directory.lines.values() if csq in each.csqs}
            selection.change_criterion(csq, signed_in)


def _strand(state: EngineState, csq: Csq) -> None:
    """Nobody serves the CSQ any more; callers who wait in it alone wait until they hang up."""
    for agent in state.agents.values():
        if csq in agent.csqs:
            selection.serve(agent, tuple(each for each in agent.csqs if each is not csq))


def _agents(state: EngineState, old: Configuration, new: Configuration) -> None:
    for agent in list(state.agents.values()):
        if agent.id not in new.resources:
            _delete(state, agent)
    was_in, is_in = _groups(old), _groups(new)
    for setup in new.resources.values():
        csqs = tuple(state.csqs[each] for each in new.csqs_of(setup))
        known = state.agents.get(setup.id)
        if known is None:
            state.agents_ever += 1
            state.agents[setup.id] = Agent(setup, csqs, state.agents_ever)
        else:
            _change(state, known, setup, csqs, was_in.get(setup.id) != is_in.get(setup.id))
    state.learn_owners()


def _groups(centre: Configuration) -> dict[str, int]:
    """The resource group that each agent is in."""
    return {agent: each.id for each in centre.resource_groups.values() for agent in each.agents}


def _delete(state: EngineState, agent: Agent) -> None:
    """He is signed out, at the end of his call if he has one, and then forgotten."""
    agent.deleted = True
    moves.move(state, agent, Cause.AGENT_DELETED)
    if agent.state is AgentState.LOGOUT:
        state.agents.pop(agent.id, None)


def _change(
    state: EngineState, agent: Agent, setup: ResourceSetup, csqs: tuple[Csq, ...], regrouped: bool
) -> None:
    before, agent.setup, agent.deleted = agent.setup, setup, False
    if csqs != (agent.csqs if agent.csqs_due is None else agent.csqs_due):
        if agent.state is not AgentState.READY or regrouped or before.skills != setup.skills:
            selection.serve(agent, csqs)
        else:
            agent.csqs_due = csqs
    elif agent.state is AgentState.READY and before.skills != setup.skills:
        selection.serve(agent, csqs)  # his competence may make him another's place
    if agent.state is AgentState.READY:
        state.newly_ready[agent] = None
    if before.extension != setup.extension and agent.state is not AgentState.LOGOUT:
        moves.move(state, agent, Cause.EXTENSION_CHANGED)


# --- Triggers and CTI ports ---------------------------------------------------------------------------------


def _devices(state: EngineState, new: Configuration) -> None:
    taken = _ports(state, new) + _applications(state, new)
    if Provider.TELEPHONY in state.signed_in:
        providers.take_devices(state, taken)


def _ports(state: EngineState, new: Configuration) -> list[str]:
    """Groups and their ports; gives the new ports. A port with a call goes when the call has left it."""
    ports = state.directory.ports
    kept: dict[str, int] = {address: each.id for each in new.groups.values() for address in each.ports}
    for port in list(ports.values()):
        if port.address in kept:
            continue
        port.group.free.pop(port, None)
        port.deleted = True
        state.unavailable.discard(port.address)
        if not port.taken:
            del ports[port.address]
    added: list[str] = []
    for setup in new.groups.values():
        group = state.groups.setdefault(setup.id, PortGroup(setup.id))
        group.ports = []
        for address in setup.ports:
            if address not in ports:
                ports[address] = Port(address, group)
                added.append(address)
            port = ports[address]
            if port.group is not group:
                _move_port(state, port, group)
            port.deleted = False
            group.ports.append(port)
    for gone in [each for each in state.groups if each not in new.groups]:
        del state.groups[gone]
    return added


def _move_port(state: EngineState, port: Port, group: PortGroup) -> None:
    free = port in port.group.free
    port.group.free.pop(port, None)
    port.group = group
    if free:
        group.free[port] = None
        state.ports_freed[group] = None


def _applications(state: EngineState, new: Configuration) -> list[str]:
    """Applications by their triggers; gives the new triggers.

    CUCM goes on offering calls at a trigger that is no application's any more: they are turned down, as by
    an application without sessions.
    """
    triggers = state.directory.triggers
    for number, application in list(state.applications.items()):
        setup = new.applications.get(number)
        if setup is None or setup.trigger != application.setup.trigger:
            trigger = application.setup.trigger
            triggers[trigger] = Application(replace(application.setup, max_sessions=0), application.group)
            state.unavailable.discard(trigger)
        if setup is None:
            del state.applications[number]
        else:
            application.setup, application.group = setup, state.groups[setup.group]
    added = []
    for setup in new.applications.values():
        application = state.applications.setdefault(setup.id, Application(setup, state.groups[setup.group]))
        if setup.trigger not in triggers:
            added.append(setup.trigger)
        triggers[setup.trigger] = application
    return added
