"""How long a text may be, said where the text is declared: `label: Annotated[str, Most(40)]`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Most:
    """As many characters as the text has at most."""

    characters: int
