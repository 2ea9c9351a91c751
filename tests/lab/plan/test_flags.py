"""The flags of every service of one node, for each way to ask for a lab."""

from dataclasses import replace
from pathlib import Path

import pytest

from lab.bench.programs import programs
from lab.plan.cluster import planned
from lab.plan.external_notification import NotificationChoice
from lab.plan.wanted import Wanted
from vos import centre

GOLDEN = Path(__file__).with_name("flags")
of = NotificationChoice.of
PLAIN = Wanted(Path("/srv/lab"))
WANTED = {
    "plain": PLAIN,
    "offset": replace(PLAIN, port_offset=100),
    "everywhere": replace(PLAIN, listen="0.0.0.0", hosts=("lab.example.com", "192.0.2.5")),
    "ipv6": replace(PLAIN, listen="::", hosts=("lab.example.com",), port_offset=7),
    "one-address": replace(PLAIN, listen="192.0.2.5", hosts=("localhost", "192.0.2.5")),
    "fast": replace(PLAIN, fast=True, transport="bosh", log_level="INFO", centre=Path("/srv/mine.toml")),
    "external": replace(PLAIN, notification=of("external", "192.0.2.9:5223,192.0.2.10:5224", 7444)),
    "external-with-offset": replace(
        PLAIN, port_offset=100, notification=of("external", None, None), hosts=("lab.example.com",)
    ),
}


@pytest.mark.parametrize("asked", WANTED)
def test_a_lab_of_one_node_runs_its_services_with_these_flags(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = centre.read
    monkeypatch.setattr(centre, "read", lambda file, table: read(centre.SAMPLE, table))
    told = "".join(
        f"{each.name}: {each.module}\n" + "".join(f"  {word}\n" for word in each.flags)
        for each in programs(planned(WANTED[asked]))
    )
    assert told == (GOLDEN / f"{asked}.txt").read_text()
