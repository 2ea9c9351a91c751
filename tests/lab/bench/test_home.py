"""What becomes of a home's databases when the centre's file is another one than they were filled from."""

import asyncio
import contextlib
import dataclasses
import os
import time
from pathlib import Path

import pytest

from ccx_engine.engine.configuration import rmcm, rmcm_table
from ccx_engine.store.rmcm_store import RmcmStore
from finesse.model.configuration.reason import WrapUpReason
from finesse.model.identity import NEW
from finesse.store import mappings
from finesse.store.finesse_store import opened
from finesse.store.seed import Seed
from lab.bench import home
from lab.bench.home import held
from lab.plan.cluster import planned
from lab.plan.wanted import FINESSE, RMCM, Wanted
from vos import centre
from vos.settings import SettingsError

SKILL = "[rmcm]\n[[rmcm.skills]]\nid = 1\nname = 'Support'\n[[rmcm.skills]]\nid = 2\nname = 'Buying'\n"
NO_REASONS = "[finesse]\nreason_codes = []\n"
OTHER_PEOPLE = """[rmcm]
csqs = []
applications = []
call_control_groups = []
teams = [{ id = 1, name = "Others" }]
resources = [{ id = "someone", first_name = "Some", last_name = "One", extension = "1001", team = 1 }]
"""


class Labs:
    """A home in which labs run one after the other, each as far as its services' stores."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "mine.toml"
        self.wanted = Wanted(folder / "home", self.file)
        self.says("")

    def says(self, differently: str) -> None:
        """The centre's file is the sample, but for this."""
        self.file.write_text(f'based_on = "{centre.SAMPLE}"\n{differently}')

    def runs(self, *, fresh: bool = False) -> list[str]:
        """A lab has run; what it told before."""
        told: list[str] = []
        with held(planned(dataclasses.replace(self.wanted, fresh=fresh)), told.append):
            asyncio.run(self._services_fill_their_stores())
        return told

    def refused(self) -> str:
        with pytest.raises(SettingsError) as refused, held(planned(self.wanted), print):
            pass
        return str(refused.value)

    async def _services_fill_their_stores(self) -> None:
        async with RmcmStore.opened(self.wanted.database(RMCM)) as store:
            await store.fill(rmcm_table.read(centre.read(self.file, "rmcm")))
        async with opened(self.wanted.database(FINESSE)) as finesse:
            await finesse.fill(Seed.of(self.file))

    def configuration(self) -> rmcm.Configuration:
        async def load() -> rmcm.Configuration:
            async with RmcmStore.opened(self.wanted.database(RMCM)) as store:
                return (await store.load())[1]

        return asyncio.run(load())

    def wrap_up_reasons(self) -> set[str]:
        return {each.label for each in self._all(mappings.WRAP_UP_REASONS)}

    def not_ready_codes(self) -> set[str]:
        return {each.label for each in self._all(mappings.REASON_CODES) if not each.system_code}

    def _all(self, kind):  # type: ignore[no-untyped-def]
        async def load():  # type: ignore[no-untyped-def]
            async with opened(self.wanted.database(FINESSE)) as finesse:
                return await finesse.all(kind)

        return asyncio.run(load())

    def administrator_adds(self, label: str) -> None:
        async def add() -> None:
            async with opened(self.wanted.database(FINESSE)) as finesse:
                await finesse.save(mappings.WRAP_UP_REASONS, WrapUpReason(NEW, label, for_all=True))

        asyncio.run(add())


@pytest.fixture
def labs(tmp_path: Path) -> Labs:
    return Labs(tmp_path)


def test_a_home_goes_on_with_the_same_file(labs: Labs) -> None:
    assert labs.runs() == []
    labs.administrator_adds("Sold")
    assert labs.runs() == []
    assert "Sold" in labs.wrap_up_reasons()


def test_what_changed_for_rmcm_is_applied_and_told(labs: Labs) -> None:
    labs.runs()
    labs.administrator_adds("Sold")
    labs.says(SKILL)
    assert labs.runs() == ["mine.toml has changed: skills: changed 2"]
    assert labs.configuration() == rmcm_table.read(centre.read(labs.file, "rmcm"))
    assert "Sold" in labs.wrap_up_reasons()
    assert labs.runs() == []


def test_what_changed_for_finesse_is_applied_while_nobody_has_configured_it(labs: Labs) -> None:
    labs.runs()
    assert "Break" in labs.not_ready_codes()
    labs.says(NO_REASONS)
    assert labs.runs() == ["mine.toml has changed: reason_codes"]
    assert labs.not_ready_codes() == set()


def test_what_an_administrator_has_configured_is_not_lost_without_a_word(labs: Labs) -> None:
    labs.runs()
    labs.administrator_adds("Sold")
    labs.says(NO_REASONS + SKILL)
    says = labs.refused()
    assert "reason_codes" in says
    assert "--fresh" in says
    assert "Sold" in labs.wrap_up_reasons()
    assert labs.configuration().skills[2].name == "Sales"  # nothing is applied in part
    labs.says("")
    assert labs.runs() == []


def test_fresh_begins_with_the_file_and_lets_calls_numbers_go_on(labs: Labs) -> None:
    labs.runs()
    labs.administrator_adds("Sold")
    (labs.wanted.data / "call_numbers").write_text("7")
    labs.says(NO_REASONS + SKILL)
    assert labs.runs(fresh=True) == [f"{labs.wanted.home} begins anew"]
    assert "Sold" not in labs.wrap_up_reasons()
    assert labs.configuration().skills[2].name == "Buying"
    assert (labs.wanted.data / "call_numbers").read_text() == "7"
    assert labs.runs() == []


def test_a_centre_of_other_people_is_taken_over_with_its_users(labs: Labs) -> None:
    labs.runs()
    labs.says(OTHER_PEOPLE)
    assert "mine.toml has changed: users" in labs.runs()
    assert set(labs.configuration().resources) == {"someone"}


def test_other_people_are_refused_where_finesse_has_been_configured(labs: Labs) -> None:
    labs.runs()
    labs.administrator_adds("Sold")
    labs.says(OTHER_PEOPLE)
    assert "(resources)" in labs.refused()


def test_a_changed_file_that_is_wrong_changes_nothing(labs: Labs) -> None:
    labs.runs()
    labs.says("[rmcm]\nskills = []\n")
    assert "centre: " in labs.refused()
    assert labs.configuration().skills[2].name == "Sales"


def test_what_is_read_at_each_start_needs_no_word(labs: Labs) -> None:
    labs.runs()
    labs.says("[finesse]\nadministrator = 'agent1'\n[cucm]\nversion = '14.0.1.10000(20)'\n")
    assert labs.runs() == []


def test_a_home_in_which_a_lab_runs_takes_no_second_one_and_keeps_its_centre(
    labs: Labs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "STOPPING_SECONDS", 0.0)
    labs.runs()
    with held(planned(labs.wanted), print):
        says = labs.refused()
        assert says.startswith(f"--home: a lab runs in {labs.wanted.home} already; stop it")
        assert says.endswith("or choose another --home")
        labs.says(SKILL)
        assert labs.refused() == says
    assert labs.runs() == ["mine.toml has changed: skills: changed 2"]


def others_may(path: Path) -> int:
    return path.stat().st_mode & 0o077


def test_a_home_and_what_is_in_it_is_its_owner_s_alone(labs: Labs) -> None:
    before = os.umask(0)
    try:
        labs.runs()
    finally:
        os.umask(before)
    assert {each.name for each in labs.wanted.data.iterdir()} >= {
        "rmcm.db",
        "finesse.db",
        "centre.json",
        "lock",
    }
    found = [labs.wanted.home, *labs.wanted.home.rglob("*")]
    assert [each for each in found if others_may(each)] == []


def test_what_an_earlier_version_left_readable_in_a_home_becomes_its_owner_s_alone(labs: Labs) -> None:
    labs.runs()
    home = labs.wanted.home
    for name in ("logs/lab.log", "logs/lab.log.1", "client-logs/agent1/desktop.1.log", "data/rmcm.db-wal"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    found = [each for each in home.rglob("*") if each != home]
    for each in found:
        each.chmod(0o755 if each.is_dir() else 0o644)
    labs.runs()
    assert [each for each in found if each.exists() and others_may(each)] == []


def test_a_lab_that_is_just_ending_is_waited_for(labs: Labs, monkeypatch: pytest.MonkeyPatch) -> None:
    labs.runs()
    with contextlib.ExitStack() as first:
        first.enter_context(held(planned(labs.wanted), print))
        waits: list[float] = []
        monkeypatch.setattr(time, "sleep", lambda seconds: (waits.append(seconds), first.close()))
        with held(planned(labs.wanted), print):
            assert len(waits) == 1


def test_databases_that_were_filled_without_a_record_are_kept_and_told_of(labs: Labs) -> None:
    labs.runs()
    (labs.wanted.data / "centre.json").unlink()
    labs.says(NO_REASONS)
    (told,) = labs.runs()
    assert "--fresh" in told
    assert "Break" in labs.not_ready_codes()
    assert labs.runs() == []


def test_a_broken_record_is_told_with_the_cure(labs: Labs) -> None:
    labs.runs()
    (labs.wanted.data / "centre.json").write_text("{")
    assert "--fresh" in labs.refused()
    labs.runs(fresh=True)
