"""Who may take another party out of a conference, and whom.

Sources: Cisco Finesse Administration Guide, properties enableDropParticipantFor and dropParticipant; Desktop
User Guide for Unified CCX, dropping participants.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class DropRights:
    """What the properties of the same names say now: who of a conference drops others, and who is dropped."""

    enable_drop_participant_for: str = "supervisor_only"  # or conference_controller_and_supervisor, all
    drop_participant: str = "agents"  # or all, the caller too

    def may_drop(self, *, supervisor: bool, controller: bool) -> bool:
        """Whether one in the conference may drop another."""
        match self.enable_drop_participant_for:
            case "all":
                return True
            case "conference_controller_and_supervisor":
                return supervisor or controller
            case _:
                return supervisor

    def may_be_dropped(self, *, agent: bool) -> bool:
        """Whether one in the conference may be dropped by another."""
        return agent or self.drop_participant == "all"
