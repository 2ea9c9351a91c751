from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.third_party import workbench_file
from finesse.third_party.workbench_file import Gadget, Listed, decoded

HERE = {"name": "clock", "folder": "/home/anna/clock", "spec": "My Clock.xml"}
THERE = {"name": "vite", "url": "http://localhost:5173/gadget.xml", "role": "agent", "tab": "home"}


def of(*gadgets: object) -> Listed:
    return decoded(json.dumps({"gadgets": gadgets}).encode())


def test_a_gadget_of_a_folder_is_at_the_path_of_its_mount() -> None:
    gadget = of(HERE).gadgets[0]
    assert gadget.address == "/3rdpartygadget/files/clock/My%20Clock.xml"
    assert (gadget.role, gadget.tab, gadget.origin) == ("all", "", None)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://localhost:5173/gadget.xml", "http://localhost:5173"),
        ("https://gadgets.example.com/a/b.xml?x=1", "https://gadgets.example.com"),
        ("http://[::1]/b.xml", "http://[::1]"),
    ],
)
def test_a_gadget_elsewhere_has_its_own_address_and_the_origin_of_that(url: str, origin: str) -> None:
    gadget = of({"name": "there", "url": url}).gadgets[0]
    assert (gadget.address, str(gadget.origin)) == (url, origin)


@pytest.mark.parametrize(
    "wrong",
    [
        [{"name": "neither"}],
        [HERE | {"url": "http://localhost/both.xml"}],
        [{"name": "half", "folder": "/home/anna"}],
        [HERE, HERE | {"name": "CLOCK"}],
        [HERE | {"name": "../etc"}],
        [HERE | {"name": ""}],
        [HERE | {"name": "clock\n"}],
        [HERE | {"role": "everybody"}],
        [HERE | {"tab": "a b"}],
        [{"name": "ftp", "url": "ftp://localhost/a.xml"}],
        [{"name": "no-host", "url": "http:///a.xml"}],
        [{"name": "secret", "url": "http://anna:pw@localhost/a.xml"}],
        [{"name": "port", "url": "http://localhost:99999/a.xml"}],
        [{"name": f"g{number}", "url": "http://localhost/a.xml"} for number in range(201)],
    ],
)
def test_what_names_no_gadget_is_refused(wrong: list[object]) -> None:
    with pytest.raises(ValueError):
        of(*wrong)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(decoded(raw), Listed)


def test_what_is_written_is_what_is_read_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "workbench.json"
    gadgets = (Gadget(name="clock", folder="/home/anna/clock", spec="Clock.xml", tab="home"),)
    workbench_file.write(file, gadgets)
    assert decoded(file.read_bytes()).gadgets == gadgets
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "workbench.json").mkdir()
    with pytest.raises(OSError):
        workbench_file.write(tmp_path / "workbench.json", ())
    assert [each.name for each in tmp_path.iterdir()] == ["workbench.json"]
