"""What a part of a path names. Source: Finesse Web Services guide, User; old samples call by extension."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from finesse.api.caller import Caller
from finesse.api.errors import NoSuchTeam, NotFound, UserNotFound
from finesse.api.path import ASSIGNED_TEAM, PHONE_OWNER, TEAM, USER, Named
from tests.finesse.realtime.contact_center import ContactCenter

CENTER = ContactCenter()
AGENT1, AGENT2, _ = list(CENTER.state.users)
NODE: Any = SimpleNamespace(state=CENTER.state)


def found(named: Named, text: str, caller: Caller | None = None) -> object:
    return named.find(NODE, caller, text)


def test_a_path_names_a_user_in_any_case_or_nobody() -> None:
    assert found(USER, "Agent1") is AGENT1
    assert found(USER, "nobody") is None
    refused = USER.missing("nobody")
    assert isinstance(refused, UserNotFound)
    assert (refused.error_message, refused.error_data) == ("UNKNOWN_USER", "nobody")


def test_who_calls_may_name_himself_by_his_extension_and_nobody_else() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    agent1 = center.state.user("agent1")
    node: Any = SimpleNamespace(state=center.state)
    caller = Caller("agent1", agent1, "x")

    assert PHONE_OWNER.find(node, caller, "1001") is agent1
    assert PHONE_OWNER.find(node, caller, "agent1") is agent1
    assert PHONE_OWNER.find(node, caller, "1002") is None


@pytest.mark.parametrize("text", ["77", "-1", "1.0", "Support", "١", "9" * 5000, ""])
def test_what_is_no_number_of_a_team_names_none(text: str) -> None:
    assert found(TEAM, text) is None


def test_a_team_that_does_not_exist_has_another_error_where_something_is_assigned_to_it() -> None:
    assert found(TEAM, "1") is found(ASSIGNED_TEAM, "1") is AGENT1.team
    assert (TEAM.missing, ASSIGNED_TEAM.missing) == (NotFound, NoSuchTeam)
