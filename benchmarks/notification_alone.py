"""The notification service as the lab runs it, with the CUCM that checks its passwords and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path

import tomli_w

from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.children import Bench
from lab.bench.programs import program
from lab.plan.cluster import planned
from lab.plan.graph import Plan
from lab.plan.wanted import Wanted
from lab.testing.processes import free_offset


def planned_for(home: Path, logins: Iterable[str]) -> Plan:
    """A lab on free ports whose contact centre has these people."""
    return planned(Wanted(home, centre(home, logins), free_offset(), log_level="INFO"))


@contextlib.asynccontextmanager
async def running(plan: Plan, *flags: str) -> AsyncIterator[Bench]:
    """Both processes of a plan, serving; the notification service with more flags."""
    for node in plan.nodes:
        ensure(plan.wanted.certs, node.name, node.names)
    cucm, notification = (program(plan, plan.service(name)) for name in ("cucm", "notification"))
    notification = replace(notification, flags=(*notification.flags, *flags))
    async with children.running([cucm, notification], print) as bench:
        await bench.all_serve()
        yield bench


def centre(home: Path, logins: Iterable[str]) -> Path:
    """A contact centre's file with people who may sign in, and the accounts that the services need."""
    password = "finesse"
    users = [
        {"userid": login, "first_name": "Desktop", "last_name": f"{number}", "password": password}
        for number, login in enumerate(logins)
    ]
    axl = {"userid": "ccx_axl", "password": password, "roles": ["Standard AXL API Access"]}
    cucm = {"version": "12.5.1.11900(146)", "users": users, "application_users": [axl]}
    notification = {
        "service_user": "finesse",
        "service_password": password,
        "axl_user": "ccx_axl",
        "axl_password": password,
    }
    file = home / "centre.toml"
    file.write_text(tomli_w.dumps({"cucm": cucm, "notification": notification}), encoding="utf-8")
    return file
