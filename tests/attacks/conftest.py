"""What attacks need: the listeners that a test's services open, counted."""

from __future__ import annotations

from tests.vos.listeners import listeners

__all__ = ["listeners"]
