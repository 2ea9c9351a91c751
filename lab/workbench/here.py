"""A gadget as it was written in this folder, for a lab that may run in another."""

from __future__ import annotations

import os


def absolute(text: str) -> str:
    """With its path from the root on; what follows an @ stays as it is."""
    return text if "://" in text or not text else os.path.abspath(text)
