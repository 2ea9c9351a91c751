"""Access control groups and the roles they give."""

from __future__ import annotations

import pytest

from ccx_engine.cucm.configuration.access import GROUPS, roles_of
from ccx_engine.cucm.configuration.cluster import AXL_ACCESS, AXL_READ_ONLY, CTI_ENABLED, SUPER_USERS, User


@pytest.mark.parametrize(
    ("group", "roles"),
    [
        (SUPER_USERS, {SUPER_USERS, AXL_ACCESS}),
        ("Standard AXL API Users", {"Standard AXL API Users", AXL_READ_ONLY}),
        (CTI_ENABLED, {CTI_ENABLED}),
        ("Supervisors of ours", {"Supervisors of ours"}),
    ],
)
def test_a_group_gives_its_roles_and_any_other_the_one_of_its_name(group: str, roles: set[str]) -> None:
    assert set(roles_of(group)) == roles


def test_every_installed_group_gives_something() -> None:
    assert all(GROUPS.values())


@pytest.mark.parametrize(
    ("group", "reads", "writes"),
    [(SUPER_USERS, True, True), (AXL_ACCESS, True, True), ("Standard AXL API Users", True, False),
     (CTI_ENABLED, False, False)],
)  # fmt: skip
def test_who_may_use_axl_follows_from_the_groups(group: str, *, reads: bool, writes: bool) -> None:
    user = User("somebody", "", frozenset(roles_of(group)))
    assert (user.may_use_axl(), user.may_write_axl()) == (reads, writes)
