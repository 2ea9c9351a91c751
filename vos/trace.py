"""What travels between the boxes: one DEBUG line per message, the same form in every process.

`IN  cti   finesse ANSWER_CALL_REQ call=16777217 agent=agent1 invoke=12` - so that `grep 16777217` over the
logs of all services follows one call through the whole house.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

logger = logging.getLogger(__name__)

IN = "IN "
OUT = "OUT"


def enabled() -> bool:
    """Whether somebody looks; test this first where even naming a message costs."""
    return logger.isEnabledFor(logging.DEBUG)


def hop(
    direction: str, protocol: str, peer: str, message: str, keys: Mapping[str, object] | None = None
) -> None:
    """One message in or out: the protocol, whom with, its name, and what to find it by (call, agent, …).

    Never give it a password or a message body.
    """
    if logger.isEnabledFor(logging.DEBUG):
        shown = "".join(f" {key}={value}" for key, value in (keys or {}).items() if value not in (None, ""))
        logger.debug("%s %-5s %s %s%s", direction, protocol, peer, message, shown)
