"""Who may ask for what, rule by rule. Source: Finesse Web Services guide, roles."""

from __future__ import annotations

import pytest

from finesse.api import who
from finesse.api.caller import Caller
from finesse.api.errors import AuthorizationFailure, InvalidAuthorizationUser, InvalidSupervisor
from finesse.model.user import User
from tests.finesse.realtime.contact_center import ContactCenter

CENTER = ContactCenter()
AGENT1, AGENT2, SUPERVISOR = list(CENTER.state.users)
STRANGER = User("stranger", supervisor=True)


def caller(user: User | None) -> Caller:
    return Caller("administrator" if user is None else user.login_id, user, "x")


def test_what_is_the_users_own_is_nobody_elses() -> None:
    who.himself(caller(AGENT1), AGENT1, "agent1")
    for other in (AGENT2, SUPERVISOR, None):
        with pytest.raises(InvalidAuthorizationUser) as refused:
            who.himself(caller(other), AGENT1, "agent1")
        assert refused.value.error_data == "agent1"


def test_the_administrator_and_supervisors_of_the_team_may_read() -> None:
    for reader in (AGENT1, SUPERVISOR, None):
        who.reader(caller(reader), AGENT1, "agent1")
    for other in (AGENT2, STRANGER):
        with pytest.raises(InvalidAuthorizationUser):
            who.reader(caller(other), AGENT1, "agent1")


def test_the_user_and_supervisors_of_the_team_may_change_his_state() -> None:
    who.commander(caller(AGENT1), AGENT1, "agent1")
    who.commander(caller(SUPERVISOR), AGENT1, "agent1")
    with pytest.raises(InvalidSupervisor):
        who.commander(caller(STRANGER), AGENT1, "agent1")
    for other in (AGENT2, None):
        with pytest.raises(InvalidAuthorizationUser):
            who.commander(caller(other), AGENT1, "agent1")


def test_configuration_is_the_administrators() -> None:
    who.administrator(caller(None))
    with pytest.raises(AuthorizationFailure):
        who.administrator(caller(SUPERVISOR))
