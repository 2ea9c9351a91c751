"""What other parts of the application give and take of third-party gadgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

# Called with a path such as /3rdpartygadget/files/clock/ when a file below it has changed: whoever keeps what
# was made of such files adds what forgets it.
FORGET = web.AppKey("what forgets the files below a path", list[Callable[[str], Any]])
