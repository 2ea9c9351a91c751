"""What attacks need: the listeners that a test's services open, counted, and a notification service alone."""

from __future__ import annotations

from tests.notification.conftest import certs, start
from tests.vos.listeners import listeners

__all__ = ["certs", "listeners", "start"]
