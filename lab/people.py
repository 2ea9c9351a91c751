"""Who there is in a contact centre, as its file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vos import centre


@dataclass(frozen=True)
class People:
    """Who can sign in, and with which password; the extensions of those who are agents."""

    passwords: Mapping[str, str]
    administrator: str
    extensions: Mapping[str, str]

    @classmethod
    def of(cls, file: Path) -> People:
        """SettingsError names what the file lacks."""
        users = centre.read(file, "cucm").tables("users")
        resources = centre.read(file, "rmcm").tables("resources")
        return cls(
            {user.get("userid", str): user.get("password", str) for user in users},
            centre.read(file, "finesse").get("administrator", str),
            {each.get("id", str): each.get("extension", str) for each in resources},
        )
