"""What tests of the core begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm.calls.call_numbers import counted
from ccx_engine.cucm.provisioning import provision
from ccx_engine.engine.configuration.rmcm_table import read
from tests.ccx_engine.engine.consultations import CALLER
from tests.ccx_engine.engine.world import CALL, World
from vos import centre

GUIDE = Path(__file__).with_name("guide.toml")


@pytest.fixture
def world() -> World:
    """The sample centre in service, one bridge client, nobody signed in."""
    return World()


@pytest.fixture
def guide() -> World:
    """The centre of the CTI guide's traces; the next call is the one they tell of."""
    world = World(centre=read(centre.read(GUIDE, "rmcm")), cluster=provision(centre.read(GUIDE, "cucm")))
    world.cucm.calls._numbers = counted(CALL & 0xFFFFFF)
    return world


@pytest.fixture
def talk(guide: World) -> World:
    """2006 talks with a caller of CSQ 25; 2007 is Ready, but not for that CSQ."""
    guide.sign_in("agt2006", "agt2007")
    assert guide.call(CALLER, "7000", callVariable1="gold", **{"user.case": "4711"}) == CALL
    guide.advance(2.0)
    guide.pick_up("2006")
    assert guide.state("agt2006") == (AgentState.TALKING, 0)
    guide.take()
    return guide
