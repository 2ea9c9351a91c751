"""The child processes of a plan: what `finesse-lab up` runs."""

from __future__ import annotations

from lab.bench.children import Program
from lab.plan.doors import Kind
from lab.plan.graph import Plan, Service
from lab.plan.settings import settings_of
from vos.settings import arguments

MODULES = {Kind.CUCM: "ccx_engine.cucm"}  # the others are started by the package of their name


def programs(plan: Plan) -> tuple[Program, ...]:
    """One for each service, in the order of their start."""
    return tuple(program(plan, each) for each in plan.services)


def program(plan: Plan, service: Service) -> Program:
    """The process that runs a service, with its settings as flags."""
    return Program(
        service.name,
        MODULES.get(service.kind, service.kind.value),
        tuple(arguments(settings_of(plan, service))),
        plan.wanted.log_of(service.name),
        f"start it again with finesse-lab start {service.name}{offset_of(plan)}",
    )


def offset_of(plan: Plan) -> str:
    """What a verb needs to find this lab."""
    return f" --port-offset {plan.wanted.port_offset}" if plan.wanted.port_offset else ""
