"""Who and what is at which directory number, so that calls can be told in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vos import centre


@dataclass
class DirectoryNumbers:
    """Agents and triggers as the contact centre's file has them; phones and CTI ports as CUCM tells them."""

    agents: Mapping[str, str] = field(default_factory=dict)  # extension → id
    applications: Mapping[str, str] = field(default_factory=dict)  # trigger → name
    phones: dict[str, str] = field(default_factory=dict)  # extension → terminal
    ports: set[str] = field(default_factory=set)  # the numbers of the CTI ports

    def who(self, number: str) -> str:
        """A number with whose it is, as people say it: `agent1 (1001)`, `Support_Line (6001)`."""
        name = self.agents.get(number) or self.applications.get(number)
        return f"{name} ({number})" if name else number or "an unknown number"


def of(file: Path) -> DirectoryNumbers:
    """The numbers that a contact centre's file knows. SettingsError names what is wrong there."""
    rmcm = centre.read(file, "rmcm")
    return DirectoryNumbers(
        {each.get("extension", str): each.get("id", str) for each in rmcm.tables("resources")},
        {each.get("trigger", str): each.get("name", str) for each in rmcm.tables("applications")},
    )
