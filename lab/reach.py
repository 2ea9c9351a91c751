"""How other machines reach the lab: the address that its services listen on, and the names it goes by."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence

from vos.settings import SettingsError

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(\.{LABEL})*")
NAME_LETTERS = 253


def checked_address(listen: str) -> str:
    """SettingsError unless it is an address, which names what the services listen on and nothing else."""
    try:
        return str(ipaddress.ip_address(listen))
    except ValueError:
        raise SettingsError(
            f"--listen: {listen!r} is no IP address; 0.0.0.0 is every address of this machine"
        ) from None


def checked_names(listen: str, hosts: Sequence[str]) -> tuple[str, ...]:
    """The names as they are compared, in small letters. SettingsError if one is none, or none is given where
    other machines need one.
    """
    names = tuple(host.lower() for host in hosts)
    for name in names:
        if not _is_address(name) and not (NAME.fullmatch(name) and len(name) <= NAME_LETTERS):
            raise SettingsError(f"--host: {name!r} is neither a host's name nor an IP address")
    if names and ":" in names[0]:
        raise SettingsError(
            f"--host: {names[0]} cannot be the first, which names the node; give a name or IPv4 address first"
        )
    if not names and not ipaddress.ip_address(listen).is_loopback:
        raise SettingsError(
            f"--listen: {listen} is open to other machines; say by which names they reach this one, as in "
            + " ".join(f"--host {name}" for name in own_names())
        )
    return names


def own_names() -> list[str]:
    """What this machine calls itself, and the address by which it would reach others: a suggestion."""
    name = socket.gethostname().lower()
    names = [name] if NAME.fullmatch(name) else []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a datagram's connect sends nothing
        except OSError:  # no network
            return names or ["localhost"]
        return [*names, str(probe.getsockname()[0])]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
