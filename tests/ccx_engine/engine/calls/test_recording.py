"""Recording a call, and noting its bad sound."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from tests.ccx_engine.engine.world import CALL, World


def test_bad_sound_is_noted(talk: World) -> None:
    # source: CTI guide, BAD_CALL_REQ
    talk.ask(cti.BadCallReq(invoke_id=53, call_id=CALL, connection_device_id="2006"), cti.BadCallConf)


def test_a_call_is_recorded_and_no_more(talk: World) -> None:
    # source: GED-188, START_RECORDING_REQ
    start = cti.StartRecordingReq(invoke_id=54, call_id=CALL, connection_device_id="2006")
    stop = cti.StopRecordingReq(invoke_id=55, call_id=CALL, connection_device_id="2006")
    assert talk.refused(stop) == (22, 88001)
    talk.ask(start, cti.StartRecordingConf)
    assert talk.refused(start) == (22, 88001)
    talk.ask(stop, cti.StopRecordingConf)
