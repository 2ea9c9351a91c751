"""A gadget as it was written in this folder, for a lab that may run in another."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(text: str) -> str:
    """With its path from the root on; what follows an @ stays as it is."""
    return text if "://" in text or not text else os.path.abspath(text)


def asked(gadget: str | Path, role: str = "", tab: str = "") -> dict[str, str]:
    """What the console is asked for: the gadget for these, and there."""
    said = {"gadget": absolute(str(gadget)), "role": role, "tab": tab}
    return {key: value for key, value in said.items() if value}
