"""What must happen as soon as it can: rules that are applied after every step until nothing changes."""

from __future__ import annotations

from ccx_engine.engine.agents import selection
from ccx_engine.engine.contacts import application_tasks, delivery, triggers
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.telephony import jtapi_call_events, providers

RULES = (
    selection.count_anew,
    jtapi_call_events.let_go_of_signed_out,
    delivery.call_back_stranded,
    triggers.take_freed_ports,
    application_tasks.go_on,
    delivery.meet,
    providers.tell_status,
)


def settle(state: EngineState) -> None:
    """Apply the rules until none of them changes anything."""
    while any(rule(state) for rule in RULES):
        pass
