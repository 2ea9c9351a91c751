"""A browser, as the desktop's tests have it."""

from tests.gadgets.desktop.conftest import browser

__all__ = ["browser"]
