from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    AgentFlags,
    ConfigEndStatus,
    ConfigType,
    ConfigurationMask,
    RecordType,
    TeamOperation,
)
from tests.finesse.realtime.contact_center import ContactCenter, an_agent, configuration, field, summaries


def test_a_supervisor_supervises_a_team_and_belongs_to_it() -> None:
    supervisor = ContactCenter().state.user("supervisor1")

    assert supervisor is not None
    assert supervisor.roles == ("Agent", "Supervisor")
    assert [team.name for team in supervisor.teams or ()] == ["Support"]
    assert supervisor.team_name == "Support"


def test_an_agent_has_no_teams_of_his_own() -> None:
    agent = ContactCenter().state.user("agent1")

    assert agent is not None
    assert agent.teams is None


def test_wrap_up_is_required_of_who_serves_a_queue_with_automatic_work() -> None:
    for automatic_work, shown in ((True, "REQUIRED"), (False, "OPTIONAL")):
        agent = ContactCenter(automatic_work=automatic_work).state.user("agent1")
        assert agent is not None
        assert agent.wrap_up_on_incoming == shown


def upload_of_agents(kind: ConfigType) -> cti.ConfigBeginEvent:
    return cti.ConfigBeginEvent(config_type=kind, configuration_mask=ConfigurationMask.AGENT)


def test_what_a_new_upload_does_not_name_is_gone() -> None:
    center = ContactCenter()
    center.tell(
        cti.ConfigBeginEvent(config_type=ConfigType.INITIAL, configuration_mask=ConfigurationMask.AGENT)
    )
    center.tell(cti.ConfigAgentEvent(records=(an_agent("agent1", "1001"),)))
    heard = center.tell(cti.ConfigEndEvent())

    assert [user.login_id for user in center.state.users] == ["agent1"]
    assert [line for line in summaries(heard) if "DELETE" in line] == [
        "User/agent2 DELETE",
        "User/supervisor1 DELETE",
    ]
    assert list(center.state.teams[1].members) == ["agent1"]


def test_a_failed_upload_leaves_everything_as_it_was() -> None:
    center = ContactCenter()
    center.tell(
        cti.ConfigBeginEvent(config_type=ConfigType.INITIAL, configuration_mask=ConfigurationMask.AGENT)
    )
    center.tell(cti.ConfigEndEvent(status=ConfigEndStatus.ERROR))

    assert center.state.user("agent2") is not None


def test_a_new_name_is_told_to_the_user_and_his_team() -> None:
    center = ContactCenter()
    center.tell(
        cti.ConfigBeginEvent(config_type=ConfigType.UPDATE, configuration_mask=ConfigurationMask.AGENT)
    )
    record = cti.AgentRecord(
        record_type=RecordType.CHANGE,
        agent_type=1,
        login_id="agent1",
        first_name="Hanna",
        last_name="Test",
        extension="1001",
    )
    heard = center.tell(cti.ConfigAgentEvent(records=(record,)))
    center.tell(cti.ConfigEndEvent())

    assert summaries(heard) == ["User/agent1 PUT LOGOUT", "Team/1/Users PUT LOGOUT"]
    assert field(heard[0], "firstName") == "Hanna"
    assert center.state.user("agent2") is not None


def test_a_deleted_agent_is_gone() -> None:
    center = ContactCenter()
    record = cti.AgentRecord(record_type=RecordType.DELETE, agent_type=1, login_id="agent1")
    heard = center.tell(cti.ConfigAgentEvent(records=(record,)))

    assert summaries(heard)[0] == "User/agent1 DELETE"
    assert center.state.user("agent1") is None


def test_an_agent_moves_to_another_team() -> None:
    center = ContactCenter()
    center.tell(
        cti.TeamConfigEvent(
            team_id=2,
            operation=TeamOperation.ADD,
            team_name="Sales",
            members=(cti.TeamMember(agent_id="agent1"),),
        )
    )
    agent = center.state.user("agent1")
    assert agent is not None
    assert agent.team_name == "Sales"
    assert "agent1" not in center.state.teams[1].members


def test_a_member_leaves_and_a_supervisor_stops_supervising() -> None:
    center = ContactCenter()
    gone = (
        cti.TeamMember(agent_id="agent1", record_type=RecordType.DELETE),
        cti.TeamMember(
            agent_id="supervisor1",
            agent_flags=AgentFlags.PRIMARY_SUPERVISOR,
            record_type=RecordType.DELETE,
        ),
    )
    center.tell(
        cti.TeamConfigEvent(team_id=1, operation=TeamOperation.CHANGE, team_name="Support", members=gone)
    )
    agent, supervisor = center.state.user("agent1"), center.state.user("supervisor1")
    assert agent is not None
    assert supervisor is not None
    assert agent.team is None
    assert supervisor.teams == ()


def test_teams_that_are_not_told_again_are_gone() -> None:
    center = ContactCenter()
    center.tell(cti.TeamConfigEvent(team_id=2, operation=TeamOperation.ADD, team_name="Sales"))
    center.state.teams_told = set()
    for message in list(configuration())[-2:]:
        center.tell(message)
    assert list(center.state.teams) == [1]

    center.tell(cti.TeamConfigEvent(team_id=1, operation=TeamOperation.REMOVE, team_name="Support"))
    assert center.state.teams == {}


def test_a_member_nobody_configured_is_passed_over() -> None:
    center = ContactCenter()
    center.tell(
        cti.TeamConfigEvent(
            team_id=1,
            operation=TeamOperation.CHANGE,
            team_name="Support",
            members=(cti.TeamMember(agent_id="stranger"),),
        )
    )
    assert "stranger" not in center.state.teams[1].members
