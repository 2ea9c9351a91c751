"""What the contact center's file fills an empty database with."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.model.configuration.reason import ReasonCode
from finesse.model.identity import NEW
from finesse.store.finesse_store import opened
from finesse.store.mappings import PHONE_BOOKS, REASON_CODES, WORKFLOW_ACTIONS, WORKFLOWS
from finesse.store.seed import Seed
from vos.settings import SettingsError

ACTIONS = """
[finesse]
[[finesse.workflow_actions]]
name = "Pop"
type = "BROWSER_POP"
params = { path = "https://crm/?{x}" }
variables = { x = 7 }
[[finesse.workflow_actions]]
name = "Tell"
type = "HTTP_REQUEST"
[[finesse.workflows]]
name = "Both"
trigger = "CALL_ARRIVES"
actions = ["Tell", "Pop"]
teams = [2]
"""


async def test_workflows_are_of_the_actions_that_the_file_names(tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(ACTIONS)
    async with opened(database_url) as store:
        await store.fill(Seed.of(file))
        (workflow,) = await store.all(WORKFLOWS)
        pop, tell = await store.all(WORKFLOW_ACTIONS)
    assert workflow.actions == (tell, pop)
    assert [(one.name, one.test_value) for one in pop.action_variables] == [("x", "7")]
    assert workflow.teams == {2: 0}


async def test_a_workflow_comes_back_without_the_action_that_was_removed(
    tmp_path: Path, database_url: str
) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(ACTIONS)
    async with opened(database_url) as store:
        await store.fill(Seed.of(file))
        pop, tell = await store.all(WORKFLOW_ACTIONS)
        await store.remove(WORKFLOW_ACTIONS, pop.id)
        await store.remove(WORKFLOWS, *(one.id for one in await store.all(WORKFLOWS)))
        before = await store.revisions()
        await store.fill(Seed.of(file))
        (workflow,) = await store.all(WORKFLOWS)
        assert workflow.actions == (tell,)
        assert await store.revisions() == {**before, "configuration": before["configuration"] + 1}


async def test_more_reason_codes_than_fit_before_the_systems_go_on_behind_them(
    tmp_path: Path, database_url: str
) -> None:
    row = '[[finesse.reason_codes]]\ncategory = "LOGOUT"\ncode = {0}\nlabel = "{0}"\n'
    file = tmp_path / "centre.toml"
    file.write_text("[finesse]\n" + "".join(row.format(100 + number) for number in range(27)))
    async with opened(database_url) as store:
        await store.fill(Seed.of(file))
        own = [code.id for code in await store.all(REASON_CODES) if not code.system_code]
        (new,), _ = await store.save(REASON_CODES, ReasonCode(NEW, "LOGOUT", 500, "One more"))
    assert own == [*range(1, 26), 52, 53]
    assert new.id == 54


async def test_rows_for_single_teams(tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(
        """
        [finesse]
        administrator = "a"
        axl_user = "a"
        axl_password = "a"
        xmpp_user = "a"
        xmpp_password = "a"
        [[finesse.reason_codes]]
        category = "LOGOUT"
        code = 7
        label = "Only Sales"
        for_all = false
        teams = [2]
        [[finesse.phone_books]]
        name = "Sales"
        teams = [2]
        """
    )
    async with opened(database_url) as store:
        await store.fill(Seed.of(file))
        code = (await store.all(REASON_CODES))[0]
        (book,) = await store.all(PHONE_BOOKS)

    assert (code.for_all, code.teams) == (False, frozenset({2}))
    assert (code.offered_to(2), code.offered_to(1)) == (True, False)
    assert (book.type, book.offered_to(2), book.offered_to(1)) == ("TEAM", True, False)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ('category = "HOLIDAY"\ncode = 1\nlabel = "x"', "category"),
        ('category = "LOGOUT"\ncode = "one"\nlabel = "x"', "code"),
        ('category = "LOGOUT"\ncode = 1', "label"),
        ('category = "LOGOUT"\ncode = 33\nlabel = "x"', "code: 33 is the system's"),
        (
            'category = "LOGOUT"\ncode = 1\nlabel = "System Standby"',
            "label: 'System Standby' is the system's",
        ),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, row: str, named: str) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(f"[finesse]\n[[finesse.reason_codes]]\n{row}\n")
    with pytest.raises(SettingsError, match=named):
        Seed.of(file)


def test_a_workflow_that_nothing_triggers_is_named(tmp_path: Path) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(ACTIONS.replace("CALL_ARRIVES", "CALL_RINGS"))
    with pytest.raises(SettingsError, match="trigger: must be one of CALL_ARRIVES"):
        Seed.of(file).workflows([])


def test_a_layout_that_shows_what_no_call_carries_is_named(tmp_path: Path) -> None:
    file = tmp_path / "centre.toml"
    header = '{ display_name = "Plan", media_property = "plan" }'
    file.write_text(f'[[finesse.media_properties_layouts]]\nname = "x"\nheader = {header}\n')
    with pytest.raises(SettingsError, match=r"header\.media_property: 'plan' is no call variable"):
        Seed.of(file)
