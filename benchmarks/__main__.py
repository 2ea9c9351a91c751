"""`python -m benchmarks [NAME…]`: run the named modules here, or all that have `rows()`; print a table."""

from __future__ import annotations

import argparse
import functools
import importlib
import os
import pkgutil
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import benchmarks
from benchmarks import xmpp
from benchmarks.row import Row


def modules() -> dict[str, Callable[[], Iterable[Row]]]:
    """Every module of this package that measures something, by name."""
    found = {}
    for info in pkgutil.walk_packages(benchmarks.__path__, "benchmarks."):
        name = info.name.rpartition(".")[2]
        if name != "__main__":
            rows = getattr(importlib.import_module(info.name), "rows", None)
            if rows is not None:
                found[name] = rows
    return found


def shown(value: float) -> str:
    """Three figures, or whole thousands with a thin separator."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def main() -> int:
    """Exit code 0 when everything was measured, 1 when something failed on the way."""
    known = modules()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument(
        "--xmpp-load",
        type=Path,
        metavar="PROGRAM",
        help="the load generator for `xmpp`; without it that is left out",
    )
    given = parser.parse_args()
    names = given.names or list(known)
    if given.xmpp_load is not None:
        known["xmpp"] = functools.partial(xmpp.rows, given.xmpp_load)
    if unknown := [name for name in names if name not in known]:
        parser.error(f"no benchmark {unknown[0]!r}; there are {', '.join(known)}")
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print("| what | value | unit | aim | how |\n|---|---:|---|---|---|")
    failed = 0
    for name in names:
        try:
            for row in known[name]():
                print(f"| {row.what} | {shown(row.value)} | {row.unit} | {row.aim} | {row.how} |", flush=True)
        except Exception as error:  # the other figures are still wanted
            failed = 1
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
