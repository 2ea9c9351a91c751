"""The [rmcm] table of the centre's file, and what is wrong with a broken one."""

from __future__ import annotations

import tomllib

import pytest

from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.configuration.rmcm_table import read
from tests.ccx_engine.engine.world import SAMPLE
from vos.centre import Table
from vos.settings import SettingsError

SMALL = """
teams = [{ id = 1, name = "Support", supervisors = ["sue"], csqs = [1] }]
skills = [{ id = 1, name = "Support" }]
csqs = [{ id = 1, name = "Q", skills = [{ id = 1, minimum = 3 }] }]
resources = [
    { id = "ann", extension = "1001", team = 1, skills = [{ id = 1, competence = 3 }] },
    { id = "bob", extension = "1002", team = 1, skills = [{ id = 1, competence = 2 }] },
    { id = "sue", extension = "1101", team = 1, type = "supervisor" },
]
call_control_groups = [{ id = 1, first_port = "0998", ports = 3 }]
applications = [
    { id = 1, name = "A", trigger = "6001", call_control_group = 1, steps = [{ do = "hang_up" }] },
]
"""


def configuration(text: str) -> Configuration:
    return read(Table("centre.toml: rmcm", tomllib.loads(text)))


def test_the_sample_is_read() -> None:
    assert set(SAMPLE.resources) >= {"agent1", "agent8", "supervisor2"}
    assert [each.name for each in SAMPLE.teams.values()] == ["Support", "Sales"]


def test_skills_decide_who_belongs_to_a_queue() -> None:
    centre = configuration(SMALL)
    members = [each.id for each in centre.resources.values() if centre.csqs_of(each) == (1,)]
    assert members == ["ann"]


def test_a_team_has_its_agents_without_its_supervisors() -> None:
    centre = configuration(SMALL)
    assert [each.id for each in centre.members_of(centre.teams[1])] == ["ann", "bob"]


def test_ports_are_numbered_on() -> None:
    assert configuration(SMALL).groups[1].ports == ("0998", "0999", "1000")


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ('id = "bob"', 'id = "ann"', "'ann' is there twice"),
        ("team = 1, skills = [{ id = 1, competence = 3 }]", "team = 7", "team 7, which does not exist"),
        ("csqs = [1]", "csqs = [9]", "csq 9, which does not exist"),
        ('name = "Q"', f'name = "{"q" * 51}"', "csqs[0].name: 'qqq"),
        ('name = "Q"', f'name = "{"q" * 51}"', "has 51 bytes; 50 are the most"),
        ('id = 1, name = "Support", sup', f'id = 1, name = "{"ü" * 25}", sup', "has 50 bytes; 49 are"),
        ('supervisors = ["sue"]', 'supervisors = ["joe"]', "supervisor 'joe', which does not exist"),
        ("competence = 3", "competence = 11", "11 is not 1 to 10"),
        ("{ id = 1, minimum = 3 }", "{ id = 4, minimum = 3 }", "skill 4, which does not exist"),
        ("skills = [{ id = 1, minimum = 3 }]", 'criterion = "Best"', "'Best' is none of"),
        (
            "minimum = 3 }]",
            'minimum = 3 }], criterion = "Linear"',
            "'Linear' needs a resource_group for its agents",
        ),
        ("minimum = 3", "weight = 1001, minimum = 3", "weight: 1001 is not 1 to 1000"),
        ("minimum = 3 }]", "minimum = 3 }], resource_group = 1", "either skills or a resource_group"),
        (
            "skills = [{ id = 1, minimum = 3 }]",
            "resource_group = 4",
            "resource group 4, which does not exist",
        ),
        (
            "skills = [{ id = 1, minimum = 3 }]",
            'resource_group = 1, criterion = "Most Skilled"',
            "'Most Skilled' needs skills for its agents",
        ),
        (
            "teams =",
            'resource_groups = [{ id = 1, name = "G", agents = ["joe"] }]\nteams =',
            "agent 'joe', which",
        ),
        (
            "teams =",
            'resource_groups = [{ id = 1, name = "G", agents = ["ann", "ann"] }]\nteams =',
            "ann is in a group already",
        ),
        ("skills = [{ id = 1, minimum = 3 }]", "wrap_up_seconds = 9000", "9000.0 is not 0 to 7200"),
        ('type = "supervisor"', 'type = "boss"', "'boss' is neither agent nor supervisor"),
        ('first_port = "0998"', 'first_port = "x"', "first_port must be digits"),
        ("call_control_group = 1,", "call_control_group = 2,", "call_control_group 2"),
        ('extension = "1001"', "extension = 1001", "1001 is not of type str"),
        ('trigger = "6001", ', "", "has no 'trigger'"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(find: str, put: str, complaint: str) -> None:
    assert find in SMALL
    with pytest.raises(SettingsError) as caught:
        configuration(SMALL.replace(find, put))
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_group_decides_who_belongs_to_a_queue() -> None:
    text = SMALL.replace("skills = [{ id = 1, minimum = 3 }]", 'resource_group = 1, criterion = "Linear"')
    centre = configuration(text + 'resource_groups = [{ id = 1, name = "G", agents = ["sue", "bob"] }]')
    assert [each.id for each in centre.resources.values() if centre.csqs_of(each)] == ["bob", "sue"]
    assert centre.order_of(centre.csqs[1]) == {"sue": 0, "bob": 1}


def test_two_applications_cannot_have_one_trigger() -> None:
    second = '{ id = 2, name = "B", trigger = "6001", call_control_group = 1, steps = [{ do = "hang_up" }] }]'
    with pytest.raises(SettingsError, match="trigger 6001 is taken already"):
        configuration(SMALL.rstrip().removesuffix("]") + second)
