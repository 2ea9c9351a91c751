"""Where desktops find the servers of their chat. Source: Finesse Web Services guide, ChatConfig.

The names of its children are unconfirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from finesse.model.length import Most
from finesse.model.xml import Shape, inside, text

URI = "/finesse/api/ChatConfig"


@dataclass(frozen=True, slots=True)
class ChatConfig:
    """Empty while there is none."""

    primary: Annotated[str, Most(512)] = ""
    secondary: Annotated[str, Most(512)] = ""
    id: int = 1  # there is one

    @property
    def uri(self) -> str:
        return URI


CHAT_CONFIG: Shape[ChatConfig] = Shape(
    "ChatConfig",
    text("uri"),
    inside("primaryNode", text("url", lambda one: one.primary)),
    inside("secondaryNode", text("url", lambda one: one.secondary)),
)
