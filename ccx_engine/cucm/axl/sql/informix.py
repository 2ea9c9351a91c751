"""Informix's SQL, as clients of CUCM write it, in SQLite's words. Nothing here decides what may be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each token ends where it is certain to, at the end of the text at the latest: no input is read twice.
_TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z)|\{[^}]*(?:\}|\Z))
    |(?P<text>'(?:[^']|'')*(?:'|\Z))
    |(?P<quoted>"(?:[^"]|"")*(?:"|\Z))
    |(?P<cast>::\s*\w+(?:\([^()]*\))?)
    |(?P<owner>\binformix\s*\.)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_WORDS = {"matches": "GLOB", "unique": "DISTINCT"}


def translated(statement: str) -> str:
    """The statement for SQLite: FIRST and SKIP become LIMIT, double quotes text, MATCHES GLOB; casts go."""
    return "".join(_Translator(statement).parts())


class _Translator:
    def __init__(self, statement: str) -> None:
        self._tokens = [
            (found.lastgroup or "", found.group())
            for found in _TOKEN.finditer(statement.rstrip().removesuffix(";"))
            if found.lastgroup not in ("comment", "cast", "owner")
        ]
        self._at = 0
        self._limits: list[str] = [""]  # what the query in each open parenthesis ends with

    def parts(self) -> Iterator[str]:
        while self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            self._at += 1
            if kind == "quoted" and len(text) > 1 and text.endswith('"'):
                yield "'" + text[1:-1].replace('""', '"').replace("'", "''") + "'"
            elif text == "(":
                self._limits.append("")
                yield text
            elif text == ")" and len(self._limits) > 1:
                yield self._limits.pop() + text
            elif text.lower() == "select":
                yield text
                self._limits[-1] = self._take_limit() or self._limits[-1]
            else:
                yield _WORDS.get(text.lower(), text) if kind == "word" else text
        yield self._limits[0]

    def _take_limit(self) -> str:
        """What stands behind SELECT of `SKIP n` and `FIRST n`, in SQLite's words."""
        found: dict[str, str] = {}
        while (limit := self._next_limit()) is not None:
            found.setdefault(*limit)
        if not found:
            return ""
        return f" LIMIT {found.get('first', '-1')} OFFSET {found.get('skip', '0')}"

    def _next_limit(self) -> tuple[str, str] | None:
        ahead = [
            (place, *token)
            for place, token in enumerate(self._tokens[self._at : self._at + 4], self._at)
            if token[0] != "space"
        ][:2]
        if len(ahead) < 2 or ahead[1][1] != "number":
            return None
        word = ahead[0][2].lower()
        if word not in ("skip", "first", "limit"):
            return None
        self._at = ahead[1][0] + 1
        return ("skip" if word == "skip" else "first"), ahead[1][2]
