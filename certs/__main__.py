"""`python -m certs FOLDER NAME HOST…`: have a CA and a node certificate there."""

from __future__ import annotations

import argparse
from pathlib import Path

from certs.make import ensure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m certs", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", nargs="?", default="localhost")
    parser.add_argument("hosts", nargs="*", default=["localhost", "127.0.0.1"])
    given = parser.parse_args()
    made = ensure(given.folder, given.name, given.hosts)
    print(f"{'made' if made else 'kept'} {given.folder / given.name}.pem")  # noqa: T201


if __name__ == "__main__":
    main()
