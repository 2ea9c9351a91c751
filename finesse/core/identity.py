"""What this node is in its cluster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """Names of hosts; `secondary` is empty on a single node."""

    host: str
    primary: str
    secondary: str
    license: str
