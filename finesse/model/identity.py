"""The numbers by which configured objects are known."""

from __future__ import annotations

from typing import Protocol

NEW = -1  # the number of what is not kept yet


class Identified(Protocol):
    """What has a number."""

    @property
    def id(self) -> int: ...
