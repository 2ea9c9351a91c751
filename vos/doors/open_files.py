"""How many files, and so connections, the process may have open."""

from __future__ import annotations

import logging
import sys

OF_A_SERVICE = 32_768  # what the greatest of them holds: its own doors' connections and those that it makes

logger = logging.getLogger(__name__)

if sys.platform != "win32":
    import resource


def allow(wanted: int) -> int:
    """Ask the system for as many; many systems allow a process 1,024 unless it asks for more.

    Where it allows fewer, the log says so and the process goes on with those. Gives how many it may have.
    """
    if sys.platform == "win32":
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft == unlimited or soft >= wanted:
        return wanted
    allowed = wanted if hard == unlimited else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    if allowed < wanted:
        logger.info("the system allows %d open files, so no more connections than that", allowed)
    return allowed
