"""JavaScript with its comments, and the insides of its strings, made blank: places stay as they are. Pure.

No parser: enough to look for calls and names without finding them in comments and texts. Linear.
"""

from __future__ import annotations

import re

# A slash after one of these begins a regular expression, else it divides.
BEFORE_REGEX = re.compile(
    r"(?:^|[=(\[{},;:!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|instanceof|new))\s*\Z"
)
TOKEN = re.compile(r"//[^\n]*|/\*.*?(?:\*/|\Z)|['\"`/]", re.DOTALL)
STRING = {
    "'": re.compile(r"'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|\Z)", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|\Z)', re.DOTALL),
    "`": re.compile(r"`(?:[^`\\]|\\.)*(?:`|\Z)", re.DOTALL),
    "/": re.compile(r"/(?>[^/\\\[\n]|\\.|\[(?>[^\]\\\n]|\\.)*\])+/[a-z]*"),
}
SOLID = re.compile(r"[^\n]")
LOOK_BACK = 40  # characters
LONGEST_REGEX = 1_000  # characters


class Script:
    """A script's text; `code` without comments and texts, `texts` without comments alone."""

    def __init__(self, text: str) -> None:
        code: list[str] = []
        texts: list[str] = []
        at = 0
        while (token := TOKEN.search(text, at)) is not None:
            before = text[at : token.start()]
            code.append(before)
            texts.append(before)
            kind = token[0]
            if len(kind) > 1:  # a comment
                blank = SOLID.sub(" ", kind)
                code.append(blank)
                texts.append(blank)
                at = token.end()
                continue
            last = "".join(code[-3:])[-LOOK_BACK:]
            end = token.start() + LONGEST_REGEX if kind == "/" else len(text)
            found = STRING[kind].match(text, token.start(), end)
            if found is None or (kind == "/" and BEFORE_REGEX.search(last) is None):
                code.append(kind)
                texts.append(kind)
                at = token.end()
                continue
            said = found[0]
            code.append(said[0] + SOLID.sub(" ", said[1:-1]) + said[-1] if len(said) > 1 else said)
            texts.append(said)
            at = found.end()
        code.append(text[at:])
        texts.append(text[at:])
        self.code = "".join(code)
        self.texts = "".join(texts)
