"""What tests of supervision begin with."""

from __future__ import annotations

import pytest

from ccx_engine.cti.enums import AgentState
from tests.ccx_engine.engine.supervision.monitoring import CALLER
from tests.ccx_engine.engine.world import CALL, World


@pytest.fixture
def talk(guide: World) -> World:
    """2006 talks with a caller of CSQ 25; the supervisor of his team is Not Ready."""
    guide.sign_in("agt2006")
    guide.sign_in("sup1", "agt2007", state=AgentState.NOT_READY)
    assert guide.call(CALLER, "7000") == CALL
    guide.advance(2.0)
    guide.pick_up("2006")
    guide.take()
    return guide
