"""Where a service listens or is reached: host and TCP port."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """A host name or IP address, and a port; port 0 asks the system for a free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """`host:port`, or `[v6]:port`. ValueError says what is wrong with anything else."""
        host, colon, port = text.rpartition(":")
        if not colon or not host or not port.isdigit() or int(port) > 65535:
            raise ValueError(f"{text!r} is not host:port")
        return cls(host.strip("[]"), int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
