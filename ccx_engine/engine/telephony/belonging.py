"""Does what RmCm is configured with belong to this Unified CM, or was it taken from another contact centre?

A provider is told at its sign-in what its user controls (Cisco Unified JTAPI Developers Guide, Provider,
getTerminals). An agent or a number that is missing there is a fault of one line, which is logged; where
nothing is there at all, nobody could sign in and every call would end.
"""

from __future__ import annotations

from collections.abc import Iterable

from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi

NAMED = 3


def foreign(configuration: Configuration, provider: Provider, controlled: jtapi.Terminals) -> str:
    """What shows that the configuration is another centre's; empty when nothing does."""
    lines = {address for terminal in controlled.terminals for address in terminal.addresses}
    what, ours = _needed(configuration, provider)
    if not ours or not lines or lines & ours:
        return ""
    return f"none of the {what} ({_some(ours)}) is among the lines that it gives the engine ({_some(lines)})"


def _needed(configuration: Configuration, provider: Provider) -> tuple[str, set[str]]:
    if provider is Provider.RMCM:
        return "agents' extensions", {each.extension for each in configuration.resources.values()}
    triggers = {each.trigger for each in configuration.applications.values()}
    ports = {port for group in configuration.groups.values() for port in group.ports}
    return "triggers and CTI ports", triggers | ports


def _some(numbers: Iterable[str]) -> str:
    first = sorted(numbers)
    return ", ".join(first[:NAMED] + (["…"] if len(first) > NAMED else []))
