"""The page docs/finesse-js-members.md: written to standard output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.gadgets.conftest import node_executable

if __name__ == "__main__":
    sys.exit(subprocess.call([node_executable(), Path(__file__).with_name("page.mjs")]))
