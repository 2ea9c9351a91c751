"""What a server has made and may be asked for again, as far as there is room. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Recent(Generic[K, T]):
    """Values by key; what was asked for longest ago goes when there are too many, or they are too large."""

    def __init__(
        self, most: int | None, largest: int | None = None, size: Callable[[K, T], int] | None = None
    ) -> None:
        """At most so many, and of `largest` bytes together as `size` counts them; None is no bound."""
        self._most = most
        self._largest = largest
        self._size = size
        self._kept: dict[K, tuple[T, int]] = {}
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def known(self, key: K) -> T | None:
        """What is kept for a key; it is the last to go now."""
        found = self._kept.pop(key, None)
        if found is None:
            return None
        self._kept[key] = found
        return found[0]

    def keep(self, key: K, value: T) -> T:
        """The value is the one of that key from now on, while there is room."""
        self.drop(key)
        size = 0 if self._size is None else self._size(key, value)
        self._kept[key] = value, size
        self.bytes += size
        while self._is_too_much():
            self.drop(next(iter(self._kept)))
        return value

    def get(self, key: K, make: Callable[[], T]) -> T:
        """What is kept for a key, or is made now."""
        found = self.known(key)
        return self.keep(key, make()) if found is None else found

    def drop(self, key: K) -> None:
        """Keep nothing for that key."""
        found = self._kept.pop(key, None)
        if found is not None:
            self.bytes -= found[1]

    def clear(self) -> None:
        """Keep nothing at all."""
        self._kept.clear()
        self.bytes = 0

    def _is_too_much(self) -> bool:
        if self._most is not None and len(self._kept) > self._most:
            return True
        return self._largest is not None and self.bytes > self._largest
