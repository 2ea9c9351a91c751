from __future__ import annotations

import itertools

import pytest

from finesse.core.service import IN_SERVICE, REASONS, CtiState, NotifierState, Service
from finesse.model.system_info import Status

STANDINGS = list(itertools.product(CtiState, NotifierState))


def at(standing: tuple[CtiState, NotifierState]) -> Service:
    service = Service()
    service.cti, service.notifier = standing
    service.settle()
    return service


def test_the_table_says_something_for_every_standing_of_the_links() -> None:
    assert set(REASONS) == set(STANDINGS)


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_node_serves_once_everything_is_known_and_desktops_can_hear(
    standing: tuple[CtiState, NotifierState],
) -> None:
    service = at(standing)
    serves = standing == (CtiState.KNOWN, NotifierState.UP)

    assert service.is_in is serves
    assert service.status is (Status.IN_SERVICE if serves else Status.OUT_OF_SERVICE)
    assert (service.reason == IN_SERVICE) is serves


@pytest.mark.parametrize(("before", "after"), itertools.product(STANDINGS, STANDINGS))
def test_settling_tells_when_the_node_went_in_or_out(
    before: tuple[CtiState, NotifierState], after: tuple[CtiState, NotifierState]
) -> None:
    service = at(before)
    service.cti, service.notifier = after

    assert service.settle() is (at(before).is_in is not at(after).is_in)
    assert not service.settle()


def test_a_new_node_says_that_it_starts() -> None:
    assert (Service().status, Service().reason) == (Status.OUT_OF_SERVICE, "STARTING")


def test_a_lost_engine_is_the_reason_before_a_lost_notification_service() -> None:
    assert at((CtiState.UNREACHABLE, NotifierState.DOWN)).reason == "CTI_DISCONNECTED"
    assert at((CtiState.STANDBY, NotifierState.UP)).reason == "CTI_NOT_MASTER"
    assert at((CtiState.KNOWN, NotifierState.DOWN)).reason == "NOTIFICATION_SERVICE_DOWN"
