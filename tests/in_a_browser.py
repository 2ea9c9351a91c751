"""What tests in a browser share: its assertions wait as long as a machine with much to do may need."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from lab.testing.browser import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

# A module's tests share the event loop, since they share its browser.
IN_A_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

__all__ = ["IN_A_BROWSER", "PATIENCE_MS", "expect"]
