# ruff: noqa: T201 - what a service prints is what this is about
"""A service that only pretends: `python -m tests.lab.bench.pretend_service HOW`, HOW as the branches say."""

import signal
import sys
import time


def main() -> int:
    how = sys.argv[1]
    if how == "cannot-start":
        print("pretend: port: 127.0.0.1:1 is in use; choose another port", file=sys.stderr)
        return 2
    if how == "dies-at-start":
        print("pretend: crashed: ValueError: no luck", file=sys.stderr)
        return 1
    if how == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print("ready pretend cti=127.0.0.1:12018 https=[::1]:8445", flush=True)
    if how == "dies-later":
        sys.stdin.readline()  # closed by the bench: end of file at once
        print("pretend: crashed: OSError: all gone", file=sys.stderr)
        return 1
    if how == "refuses-later":
        sys.stdin.readline()
        print("pretend: database: none of yours; choose another", file=sys.stderr)
        return 2
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    sys.exit(main())
