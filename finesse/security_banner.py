"""What a sign-in page says to everybody: `adminSecurityBannerMessage` of `utils finesse set_property`."""

from __future__ import annotations

CHARACTERS = 220


class SecurityBanner(str):
    """A text of one line, or nothing."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> SecurityBanner:
        """ValueError says what is wrong."""
        if len(text) > CHARACTERS:
            raise ValueError(f"{len(text)} characters, where {CHARACTERS} are the most")
        if not text.isprintable():
            raise ValueError("a text of more than one line, or with characters that cannot be seen")
        return cls(text.strip())
