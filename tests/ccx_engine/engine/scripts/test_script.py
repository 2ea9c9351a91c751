"""The steps of a script in the centre's file, and what is wrong with a broken one."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from ccx_engine.engine.scripts import script
from vos.centre import Table
from vos.settings import SettingsError

EVERY_STEP = """
steps = [
    { do = "greet", seconds = 3 },
    { do = "collect", into = "callVariable1", length = 4, otherwise = "out" },
    { do = "set", variables = { "user.colour" = "blue", callVariable10 = "x" } },
    { do = "branch", variable = "callVariable1", cases = { "1*" = "queue", "12" = "out" } },
    { label = "queue", do = "queue", csqs = [1, 2], priority = 5 },
    { do = "wait", seconds = 60, position = 3, overflow = "out" },
    { do = "set_priority", priority = 10 },
    { do = "dequeue", csqs = [2] },
    { do = "dequeue" },
    { do = "go", to = "queue" },
    { label = "out", do = "transfer", number = "95551000" },
    { do = "hang_up" },
]
"""


def read(text: str) -> tuple[script.Step, ...]:
    return script.read(Table("centre.toml: rmcm.applications[0]", tomllib.loads(text)), "steps")


def test_every_step_is_read_and_written_as_it_was() -> None:
    steps = read(EVERY_STEP)
    assert {type(each) for each in steps} == set(script.KINDS.values())
    assert script.written(steps) == tomllib.loads(EVERY_STEP)["steps"]


@pytest.mark.parametrize(
    ("value", "label"), [("12", "out"), ("123", "queue"), ("1", "queue"), ("2", ""), ("", "")]
)
def test_a_branch_takes_a_whole_value_before_a_beginning(value: str, label: str) -> None:
    branch = read(EVERY_STEP)[3]
    assert isinstance(branch, script.Branch)
    assert branch.case(value) == label


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ("seconds = 3", "seconds = -1", "steps[0].seconds: -1.0 is not 0 to 7200"),
        ("seconds = 3", "seconds = nan", "steps[0].seconds: nan is not 0 to 7200"),
        ("seconds = 3", "second = 3", "steps[0] (greet) knows no 'second'; its keys are label, seconds"),
        (", seconds = 3 }", " }", "steps[0] has no 'seconds'"),
        ('do = "greet"', 'do = "sing"', "steps[0].do: 'sing' is not a step: greet, collect,"),
        ('do = "greet", ', "", "steps[0] has no 'do'"),
        (
            'into = "callVariable1"',
            'into = "callVariable11"',
            "steps[1].into: 'callVariable11' is no call variable",
        ),
        ("length = 4", "length = 41", "steps[1].length: 41 is not 1 to 40"),
        ('length = 4, otherwise = "out"', 'length = 4, otherwise = "in"', "steps[1] (collect) goes to 'in'"),
        ('"user.colour"', '"colour"', "steps[2].variables: 'colour' is no call variable: use callVariable1"),
        ('"blue"', "7", "steps[2].variables:"),
        (
            'callVariable10 = "x"',
            f'callVariable10 = "{"x" * 41}"',
            "the value of callVariable10 has 41 bytes: 40 are the most",
        ),
        ('"12" = "out"', '"12" = "in"', "steps[3] (branch) goes to 'in'; no step has this label"),
        ("csqs = [1, 2]", "csqs = []", "steps[4].csqs: [] is not 1 to 20 different ids"),
        ("csqs = [1, 2]", "csqs = [1, 1]", "steps[4].csqs: [1, 1] is not"),
        ("priority = 5", "priority = 11", "steps[4].priority: 11 is not 1 to 10"),
        (
            "seconds = 60, position = 3",
            "delay_seconds = 0, prompt_seconds = 0.5",
            "steps[5] (wait): prompt_seconds and delay_seconds are less than 1",
        ),
        ("seconds = 60, position = 3, ", "", "steps[5] (wait): overflow needs seconds or position"),
        ('number = "95551000"', 'number = "sales"', "steps[10].number: 'sales' is not a number to dial"),
        (
            'do = "hang_up"',
            'do = "hang_up", label = "queue"',
            "steps[4].label: 'queue' is not the label of one step alone",
        ),
        ('label = "out"', 'label = "1 out"', "steps[10].label: '1 out' is not a label"),
    ],
)
def test_what_is_wrong_is_named_with_file_step_and_key(find: str, put: str, complaint: str) -> None:
    assert find in EVERY_STEP
    with pytest.raises(SettingsError) as caught:
        read(EVERY_STEP.replace(find, put, 1))
    assert str(caught.value).startswith("centre: centre.toml: rmcm.applications[0].steps[")
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("count", [0, script.MAX_STEPS + 1])
def test_a_script_has_one_to_a_hundred_steps(count: int) -> None:
    step = '{ do = "hang_up" },'
    with pytest.raises(SettingsError, match=f"{count} steps; a script has 1 to 100"):
        read(f"steps = [{step * count}]")


def test_the_example_of_the_documents_is_read() -> None:
    page = (Path(__file__).parents[4] / "docs" / "applications.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (application,) = tomllib.loads(example)["rmcm"]["applications"]
    assert len(script.read(Table("docs", application), "steps")) == 7


def test_every_step_is_documented_with_its_keys() -> None:
    page = (Path(__file__).parents[4] / "docs" / "applications.md").read_text(encoding="utf-8")
    for do, kind in script.KINDS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{do}` |")]
        for field in dataclasses.fields(kind):
            assert field.name == "label" or f"`{field.name}`" in row
