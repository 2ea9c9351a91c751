"""`python -m ccx_engine.store`: look at the configuration and change it while the engines run."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.store.centre_table import toml
from ccx_engine.store.rmcm_store import RmcmStore
from vos import centre, visible
from vos.database.connections import DatabaseLost
from vos.service import CannotServe, refuse
from vos.settings import SettingsError

VARIABLE = "CCX_DATABASE"


def main(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run the command. Returns its exit code: 0 done, 2 for a file or a database that is not in order."""
    parser = argparse.ArgumentParser(
        prog="python -m ccx_engine.store",
        description="RmCm's configuration; running engines take over what is applied.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    apply = commands.add_parser(
        "apply", help="make a file's [rmcm] table the configuration; says what changed"
    )
    apply.add_argument("file", type=Path, metavar="FILE.toml")
    show = commands.add_parser("show", help="print the configuration as a file that can be applied")
    for each in (apply, show):
        each.add_argument(
            "--database",
            default=environ.get(VARIABLE),
            metavar="URL",
            help=f"the engine's database, as SQLAlchemy writes addresses [{VARIABLE}]",
        )
    given = parser.parse_args(argv)
    if given.database is None:
        return refuse(f"{parser.prog}: --database: name the engine's database here or in {VARIABLE}")
    try:
        run = _apply(given.database, given.file) if given.command == "apply" else _show(given.database)
        for line in asyncio.run(run):
            print(line)  # noqa: T201 - the command's answer
    except (SettingsError, CannotServe) as error:
        return refuse(f"{parser.prog}: {error}")
    except DatabaseLost as error:
        return refuse(f"{parser.prog}: database: {error}; try again when it answers")
    return 0


async def _apply(database: str, file: Path) -> Iterable[str]:
    configuration = rmcm_table.read(centre.read(file, "rmcm"))
    async with RmcmStore.opened(database) as store:
        changes = await store.replace(configuration)
    if not changes.kinds:
        return [f"nothing changed; this is revision {changes.revision}"]
    return [*map(visible.line, changes.lines()), f"this is revision {changes.revision}"]


async def _show(database: str) -> Iterable[str]:
    async with RmcmStore.opened(database) as store:
        revision, configuration = await store.load()
    return [f"# revision {revision}", toml(configuration)]
