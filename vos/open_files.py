"""How many files, and so connections, the process may have open."""

from __future__ import annotations

import logging
import sys

logger = logging.getLogger(__name__)

if sys.platform != "win32":
    import resource


def allow(wanted: int) -> None:
    """Ask the system for as many; many systems allow a process 1,024 unless it asks for more.

    Where it allows fewer, the log says so and the process goes on with those.
    """
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft == unlimited or soft >= wanted:
        return
    allowed = wanted if hard == unlimited else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    if allowed < wanted:
        logger.info("the system allows %d open files, so no more connections than that", allowed)
