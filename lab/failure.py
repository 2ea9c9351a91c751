"""What the lab could not do, with its cure: the same on the console's JSON and on the command line."""

from __future__ import annotations


class LabError(Exception):
    """`status` is the console's HTTP status; `cause` and `cure` are each one line for people."""

    def __init__(self, status: int, cause: str, cure: str) -> None:
        super().__init__(f"{cause}; {cure}")
        self.status = status
        self.cause = cause
        self.cure = cure


class StartFailed(Exception):
    """A service did not come up. One line: which, why, and the cure."""
