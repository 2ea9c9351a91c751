"""The command line's way to a running lab: its JSON API, with nothing but the standard library."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Mapping
from typing import Any

from lab.failure import LabError
from vos.address import Address

SERVER = "finesse-lab"  # what the console calls itself
ANSWER_SECONDS = 90.0  # a service that starts may take most of them
GONE_SECONDS = 60.0


def ask(console: Address, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    """What the console answers. LabError if it refuses, or if no lab runs there."""
    connection = http.client.HTTPConnection(console.host, console.port, timeout=ANSWER_SECONDS)
    try:
        connection.request(
            method,
            f"/lab/v1/{path}",
            body=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        response = connection.getresponse()
        answer = json.loads(response.read())
        if response.getheader("Server") != SERVER or not isinstance(answer, dict):
            raise ValueError(f"{method} {path} is answered by something else")
    except ConnectionRefusedError:
        raise LabError(
            503, f"no lab runs at {console}", "start one with `finesse-lab up`, or name its --port-offset"
        ) from None
    except TimeoutError:
        raise LabError(504, f"the lab at {console} does not answer", "see what the lab prints") from None
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        raise LabError(
            502, f"what answers at {console} is not a lab: {error}", "name the lab's --port-offset"
        ) from None
    finally:
        connection.close()
    if response.status >= 400:
        raise LabError(
            response.status, answer.get("error", response.reason), answer.get("cure", "see docs/lab.md")
        )
    return answer


def wait_until_gone(console: Address) -> None:
    """Return when no lab listens there any more. LabError if it stays."""
    until = time.monotonic() + GONE_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(console, timeout=1).close()
        except OSError:
            return
        time.sleep(0.05)
    raise LabError(504, f"the lab at {console} does not stop", "see what it prints; Ctrl-C there")
