from __future__ import annotations

from pathlib import Path

import pytest

from finesse.third_party.workbench_file import GADGETS, decoded
from lab.failure import LabError
from lab.plan.wanted import Wanted
from lab.workbench.workbench import Workbench, shown
from vos.settings import SettingsError

VITE = "http://localhost:5173/gadget.xml"


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    folder = tmp_path / "clock"
    folder.mkdir()
    (folder / "My Clock.xml").write_text("<Module/>")
    return folder


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    return Wanted(home=tmp_path / "home")


def names(wanted: Wanted) -> list[str]:
    """As Finesse is told."""
    return [each.name for each in decoded(wanted.workbench.read_bytes()).gadgets]


def test_a_lab_begins_with_the_gadgets_that_it_is_given_and_no_others(tmp_path: Path, clock: Path) -> None:
    given = Wanted(home=tmp_path / "home", gadgets=(f"{clock}@agent/home", VITE))
    assert [shown(each) for each in Workbench.begun(given).gadgets] == [
        {
            "name": "My-Clock",
            "url": "/3rdpartygadget/files/My-Clock/My%20Clock.xml",
            "role": "agent",
            "tab": "home",
            "folder": str(clock.resolve()),
            "spec": "My Clock.xml",
        },
        {"name": "gadget", "url": VITE, "role": "all", "tab": ""},
    ]
    assert names(given) == ["My-Clock", "gadget"]
    assert given.third_party.is_dir()
    Workbench.begun(Wanted(home=tmp_path / "home"))
    assert names(given) == []


def test_a_gadget_that_is_none_keeps_the_lab_from_starting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"--gadget: .*none"):
        Workbench.begun(Wanted(home=tmp_path / "home", gadgets=(str(tmp_path / "none"),)))


def test_gadgets_are_added_and_removed_while_it_runs(wanted: Wanted, clock: Path) -> None:
    workbench = Workbench.begun(wanted)
    assert workbench.add(str(clock), "supervisor", "team").role == "supervisor"
    assert names(wanted) == ["My-Clock"]
    assert workbench.remove("My-Clock").name == "My-Clock"
    assert names(wanted) == []
    with pytest.raises(LabError, match="no gadget My-Clock"):
        workbench.remove("My-Clock")


def test_each_has_a_name_of_its_own_and_none_that_of_uploaded_files(wanted: Wanted, clock: Path) -> None:
    workbench = Workbench.begun(wanted)
    (wanted.third_party / "my-clock").mkdir()
    (wanted.third_party / "My-Clock").mkdir(exist_ok=True)
    workbench.add(str(clock))
    workbench.add(f"{clock}@/header")
    workbench.add("http://localhost:5173/")
    assert [each.name for each in workbench.gadgets] == ["My-Clock-2", "My-Clock-3", "gadget"]


def test_the_same_in_the_same_tab_is_refused(wanted: Wanted, clock: Path) -> None:
    workbench = Workbench.begun(wanted)
    workbench.add(str(clock))
    with pytest.raises(LabError, match="there already, as My-Clock"):
        workbench.add(str(clock))


def test_there_are_only_so_many(wanted: Wanted) -> None:
    workbench = Workbench.begun(wanted)
    for number in range(GADGETS):
        workbench.add(f"http://localhost/{number}.xml")
    with pytest.raises(LabError, match=f"{GADGETS} gadgets already"):
        workbench.add(VITE)
    assert len(names(wanted)) == GADGETS


def test_what_cannot_be_told_to_finesse_is_not_there(wanted: Wanted, clock: Path) -> None:
    workbench = Workbench.begun(wanted)
    wanted.workbench.unlink()
    wanted.workbench.mkdir()
    with pytest.raises(LabError, match="cannot write"):
        workbench.add(str(clock))
    assert workbench.gadgets == ()
