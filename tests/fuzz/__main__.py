"""`python -m tests.fuzz TARGET [SECONDS]`: look for inputs that a target does not take as documented.

Guided by coverage (atheris); starts from the inputs kept in `corpus/TARGET`. What is new goes to
`var/fuzz/TARGET`. An input that fails is written there as `failure-…`; kept in the corpus, it is replayed by
the tests from then on.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

KEPT = Path(__file__).with_name("corpus")
FOUND = Path(__file__).resolve().parents[2] / "var" / "fuzz"
PACKAGES = ["ccx_engine", "finesse", "notification", "vos"]
LONG = 300  # seconds: enough to look into what is made while running, which slows the beginning
LIMITS = ("-timeout=10", "-rss_limit_mb=1024", "-max_len=4096")  # seconds for, and bytes of one input


def main(name: str, seconds: str = "30", *options: str) -> None:
    """Fuzz for so many seconds; `options` are libFuzzer's. The process ends with libFuzzer's exit code."""
    try:
        import atheris
    except ImportError:
        print("atheris is not made for this machine; the tests replay what is kept")  # noqa: T201
        return
    with atheris.instrument_imports(include=PACKAGES):
        target = importlib.import_module(f"tests.fuzz.{name}")
    if int(seconds) >= LONG:
        target.instrument(atheris.instrument_func)
    found = FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    arguments = [f"-max_total_time={seconds}", f"-artifact_prefix={found}/failure-", *LIMITS, *options]
    atheris.Setup([sys.argv[0], *arguments, str(found), str(KEPT / name)], target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
