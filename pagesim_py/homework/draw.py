"""Random numbers that are the same everywhere: SHA-256 in counter mode, and rejection instead of a biased remainder.

Python's ``random`` promises only ``random()`` itself to stay the same across versions, so it is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """An endless stream of numbers that depends on nothing but ``parts``."""

    def __init__(self, *parts: str) -> None:
        self._seed = "\0".join(("pagesim-draw-1", *parts)).encode("utf-8", "surrogatepass") + b"\0"
        self._counter = 0
        self._left = b""

    def bytes(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        while len(self._left) < count:
            self._left += hashlib.sha256(self._seed + str(self._counter).encode()).digest()
            self._counter += 1
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def below(self, limit: int) -> int:
        """A number 0 <= n < ``limit``, each as likely as the others. ValueError if ``limit`` < 1."""
        if limit < 1:
            raise ValueError("there is nothing to choose from")
        size = (limit.bit_length() + 7) // 8
        top = (1 << 8 * size) // limit * limit
        while True:
            number = int.from_bytes(self.bytes(size), "big")
            if number < top:
                return number % limit

    def choice(self, items: Sequence[T]) -> T:
        """One of ``items``."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """``items`` in another order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def chance(self, one_in: int) -> bool:
        """True once in ``one_in`` times."""
        return self.below(one_in) == 0
