"""JSON that every reader reads alike: UTF-8, no name twice, numbers that JSON has, whole characters.

Source: RFC 7493 (I-JSON), section 2.
"""

from __future__ import annotations

import collections
import json
from typing import Any


def read(raw: bytes) -> Any:
    """What the text says. ValueError says in one line what is wrong with it."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_object, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair is no text") from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = collections.Counter(name for name, _ in pairs)
        raise ValueError(f"{names.most_common(1)[0][0]!r} is there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
