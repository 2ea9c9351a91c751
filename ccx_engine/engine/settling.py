"""What must happen as soon as it can: rules that are applied after every step until nothing changes."""

from __future__ import annotations

from ccx_engine.engine import applications, calls, delivery, providers, scripts, selection
from ccx_engine.engine.state import EngineState

RULES = (
    selection.count_anew,
    calls.let_go_of_signed_out,
    delivery.call_back_stranded,
    applications.take_freed_ports,
    scripts.go_on,
    delivery.meet,
    providers.tell_status,
)


def settle(state: EngineState) -> None:
    """Apply the rules until none of them changes anything."""
    while any(rule(state) for rule in RULES):
        pass
