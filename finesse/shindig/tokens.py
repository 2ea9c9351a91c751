"""Security tokens: the insecure kind, which every gadget gets and nobody relies on. Pure.

Who asks the REST API shows it by his password there; a token opens nothing. So any is taken, as text.
Source: public gadgets.
"""

from __future__ import annotations

INSECURE = "john.doe:john.doe:appid:cont:url:0:default"
CHARACTERS = 1_024


def token_of(given: str | None) -> str:
    """The token that was given, or the one that everybody gets."""
    return given[:CHARACTERS] if given else INSECURE
