"""Post Call Treatment: where a caller goes when the last agent ends the call at his desktop.

Source: Unified CCX administration, Post Call Treatment: a script names a trigger in an ECC variable; who
hangs up the phone, instead of pressing the desktop's button, just ends the call. The variable has no prefix
and one spelling; `user.PostCallTreatment` is another one, for display, which sends nobody on.
"""

from __future__ import annotations

from ccx_engine.cti.call_variables import POST_CALL_TREATMENT
from ccx_engine.engine.model import Connection
from ccx_engine.engine.state import EngineState


def destination(state: EngineState, leaving: Connection) -> str:
    """The number to which the caller goes on; empty where the call just ends.

    It goes on only if nobody but the caller is left, and he is no agent.
    """
    number = leaving.call.data.value(POST_CALL_TREATMENT)
    others = [each for each in leaving.call.connections.values() if each is not leaving]
    if not number or len(others) != 1 or others[0].address in state.directory.lines:
        return ""
    return number
