"""JSON as it stands in a script of a page: nothing in it ends the script or begins anything else. Pure."""

from __future__ import annotations

import json
from typing import Any

_AS_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


def script_json(value: Any) -> str:
    """The value as a JavaScript expression."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_AS_ESCAPES)
