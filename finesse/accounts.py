"""The accounts that the contact center's file gives to Finesse."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from vos import centre


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who administers, and as whom this node asks CUCM and publishes notifications."""

    administrator: str
    axl_user: str
    axl_password: str
    xmpp_user: str
    xmpp_password: str

    @classmethod
    def of(cls, file: Path) -> Accounts:
        """What the file's table [finesse] names. SettingsError for what is missing."""
        table = centre.read(file, "finesse")
        return cls(*(table.get(field.name, str) for field in fields(cls)))
