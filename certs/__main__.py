"""`python -m certs FOLDER NAME HOST…`: have a CA and a node certificate there."""

from __future__ import annotations

import argparse
from pathlib import Path

from certs.make import NotYetValid, ensure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m certs", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", nargs="?", default="localhost")
    parser.add_argument("hosts", nargs="*", default=["localhost", "127.0.0.1"])
    given = parser.parse_args()
    try:
        made = ensure(given.folder, given.name, given.hosts)
    except (NotYetValid, ValueError, OSError) as error:
        parser.exit(2, f"{parser.prog}: the CA in {given.folder} cannot be used: {error}\n")
    print(f"{'made' if made else 'kept'} {given.folder / given.name}.pem")  # noqa: T201


if __name__ == "__main__":
    main()
