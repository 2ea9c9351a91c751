"""A lab's home, and the contact centre that its databases were filled from.

CUCM and the accounts are read from the centre's file at each start. RmCm and Finesse take theirs from it once
and keep it in databases: what has changed in the file since is applied before they start, or `up` refuses.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lab.plan.graph import Plan
from lab.plan.wanted import FINESSE, RMCM, Wanted, subscriptions
from vos import centre, private
from vos.settings import SettingsError

if TYPE_CHECKING:
    from ccx_engine.engine.configuration.rmcm import Configuration

KEPT = ("rmcm", "finesse")
RECORD = "centre.json"
LOCK = "lock"
STOPPING_SECONDS = 5.0  # for a lab that is just ending

Tables = Mapping[str, Mapping[str, Any]]


@contextlib.contextmanager
def held(plan: Plan, tell: Callable[[str], None]) -> Iterator[None]:
    """Inside, the home is this lab's, and its databases are those of the centre's file.

    SettingsError says what is in the way, and the cure. OSError if nothing can be written there.
    """
    wanted = plan.wanted
    private.folder(wanted.data)
    for each in (wanted.data, wanted.logs, wanted.client_logs):
        private.tree(each)  # an earlier version left them to the umask
    with open(wanted.data / LOCK, "a", opener=private.opener) as lock:
        until = time.monotonic() + STOPPING_SECONDS
        while not _locked(lock):
            if time.monotonic() >= until:
                raise SettingsError(
                    f"--home: a lab runs in {wanted.home} already; stop it with `finesse-lab down` (and its "
                    "--port-offset), or choose another --home"
                )
            time.sleep(0.05)
        _settle(plan, tell)
        yield


def _settle(plan: Plan, tell: Callable[[str], None]) -> None:
    wanted = plan.wanted
    now, before = _kept(wanted.centre_file), None if wanted.fresh else _recorded(wanted)
    if before == now:
        return
    if wanted.fresh:
        for name in (RMCM, FINESSE, *(subscriptions(node.name) for node in plan.nodes)):
            _forget(wanted, name)
        tell(f"{wanted.home} begins anew")
    elif before is not None:
        asyncio.run(_apply(wanted, before, now, tell))
    elif any((wanted.data / name).exists() for name in (RMCM, FINESSE)):
        tell(
            f"{wanted.home} does not say which centre its databases began with: they stay as they are, "
            f"whatever {wanted.centre_file.name} says; --fresh begins with the file"
        )
    with open(wanted.data / RECORD, "w", encoding="utf-8", opener=private.opener) as record:
        json.dump(now, record, indent=1)


async def _apply(wanted: Wanted, before: Tables, now: Tables, tell: Callable[[str], None]) -> None:
    """Make the databases those of the file as it is now; all is checked before the first is touched."""
    from ccx_engine.engine.configuration import rmcm_table
    from finesse.store.seed import Seed
    from vos.database.connections import DatabaseLost
    from vos.service import CannotServe

    configuration = rmcm_table.read(centre.read(wanted.centre_file, "rmcm"))
    Seed.of(wanted.centre_file)
    kinds = sorted(
        kind for kind in {*before["finesse"], *now["finesse"]}
        if before["finesse"].get(kind) != now["finesse"].get(kind)
    )  # fmt: skip
    anew = bool(kinds) or not _agents(before) & _agents(now)
    try:
        if anew and await _configured(wanted):
            raise SettingsError(
                f"--centre: {wanted.centre_file} is another centre than {wanted.home} began with "
                f"({', '.join(kinds or ['resources'])}), and Finesse has been configured there since; "
                "--fresh forgets that and begins with the file, another --home leaves it as it is"
            )
        if before["rmcm"] != now["rmcm"]:
            await _apply_rmcm(wanted, configuration, tell)
    except (DatabaseLost, CannotServe) as error:
        raise SettingsError(f"--home: {error}; --fresh begins with new databases") from None
    if anew:
        _forget(wanted, FINESSE)
        tell(f"{wanted.centre_file.name} has changed: {', '.join(kinds or ['users'])}")


async def _apply_rmcm(wanted: Wanted, configuration: Configuration, tell: Callable[[str], None]) -> None:
    from ccx_engine.store.rmcm_store import RmcmStore

    if (wanted.data / RMCM).exists():
        async with RmcmStore.opened(wanted.database(RMCM)) as store:
            for line in (await store.replace(configuration)).lines():
                tell(f"{wanted.centre_file.name} has changed: {line}")


async def _configured(wanted: Wanted) -> bool:
    """Whether an administrator has changed anything since Finesse's database was filled."""
    from finesse.store.finesse_store import opened
    from finesse.store.tables import Concern

    if not (wanted.data / FINESSE).exists():
        return False
    async with opened(wanted.database(FINESSE)) as store:
        return (await store.revisions())[Concern.CONFIGURATION] > 0


def _kept(file: Path) -> Tables:
    """What the services take from the file once, as JSON gives it back."""
    tables = centre.whole(file)
    lists = {
        name: {key: value for key, value in tables[name].items() if isinstance(value, list)} for name in KEPT
    }
    return dict(json.loads(json.dumps(lists, default=str)))


def _recorded(wanted: Wanted) -> Tables | None:
    """What the databases were filled from; None for a new home, and for one that an older lab has left."""
    record = wanted.data / RECORD
    try:
        return dict(json.loads(record.read_text(encoding="utf-8"))) if record.exists() else None
    except ValueError:
        raise SettingsError(f"--home: {record} is broken; --fresh begins with new databases") from None


def _agents(tables: Tables) -> set[str]:
    return {str(each.get("id")) for each in tables["rmcm"].get("resources", [])}


def _forget(wanted: Wanted, database: str) -> None:
    for ending in ("", *private.SQLITE_BESIDE):
        (wanted.data / f"{database}{ending}").unlink(missing_ok=True)


def _locked(file: IO[str]) -> bool:
    """Whether the lock could be had, which one lab has at a time."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
