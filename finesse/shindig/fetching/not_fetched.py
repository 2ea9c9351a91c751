"""Why something was not fetched. Pure."""

from __future__ import annotations


class NotFetched(Exception):
    """`code` is a word for programs; `text` says in one line what is wrong and what to do about it."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class FetchRefused(NotFetched):
    """That is not reached from here, or cannot be asked for so."""

    def __init__(self, text: str, code: str = "forbidden") -> None:
        super().__init__(code, text)


class Unreachable(NotFetched):
    """Nobody answers there, or not in HTTP."""

    def __init__(self, text: str) -> None:
        super().__init__("unreachable", text)


class TimedOut(NotFetched):
    """There was no whole answer in time."""

    def __init__(self, text: str) -> None:
        super().__init__("timeout", text)


class TooLarge(NotFetched):
    """The answer is longer than it may be."""

    def __init__(self, text: str) -> None:
        super().__init__("tooLarge", text)
