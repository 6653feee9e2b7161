"""Keys that are typed to a program: each once the program waits for it.

Nobody types before there is something to type to. A program waits for a key when it

- halts (``hlt``) while the keyboard's interrupt would reach it,
- reads the keyboard's ports again and again, and finds nothing there,
- goes round and round in a loop that changes nothing, or something to and fro, as one does that takes a lock to look,
  while the keyboard's interrupt would reach it,

and, as no rule finds every program out, at the latest once that interrupt would have reached it for ``LATEST``.
None of this depends on the budget: with a larger one, the same keys come at the same moments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

APART = 125_000_000
"""Nanoseconds from pressing a key to releasing it, and from there to the next key."""
SOON = 5_000_000
"""The same for a program that waits in a loop: to it, time is work."""
LATEST = 4_000_000_000
"""Nanoseconds that a program may be busy with something else while it could take a key."""
POLLS = 50
"""So often a program reads the keyboard's ports in vain before it counts as waiting: drivers read them a few times
while they set the keyboard up.
"""
LOOKS = 60
"""So often nothing new is seen before a program counts as waiting. Looks are a thousand steps apart at most."""
AGAIN = 15
"""So often a program is seen in a state in which it was before, all that it could have changed included."""
PAGES = 64
"""Pages of variables that are looked at, at most."""

Memory = Callable[[], int]


class Keys:
    """What is still to be typed. ``moments``: bytes of scan code set 1, one tuple each moment. ``memory`` gives a
    number that changes when the program's variables in memory do.
    """

    def __init__(self, moments: Iterable[tuple[int, ...]], memory: Memory) -> None:
        self.moments = list(moments)
        self.any = bool(self.moments)
        self.earliest = 0
        """When the next moment may come: some time after the one before."""
        self._memory = memory
        self._in_vain = 0
        self._since: int | None = None
        self._seen: set[int] = set()
        self._whole: set[int] = set()
        self._nothing_new = self._nothing_else = 0
        self._left = 0

    def __bool__(self) -> bool:
        return bool(self.moments)

    def take(self, now: int, apart: int = APART) -> tuple[int, ...]:
        """The next moment, which comes now; ``apart``: nanoseconds until there may be another."""
        self.earliest = now + apart
        self._in_vain = self._nothing_new = self._nothing_else = 0
        self._seen.clear()
        self._whole.clear()
        return self.moments.pop(0)

    # -- what the program does

    def polled(self, in_vain: bool) -> bool:
        """The keyboard's ports were read; ``in_vain``: nothing was there. Whether the program waits in this way."""
        self._in_vain = self._in_vain + 1 if in_vain else 0
        return self._in_vain >= POLLS

    def set_up(self) -> None:
        """The keyboard's ports were written: a driver is at work."""
        self._in_vain = 0

    def runs_on(self, now: int, frame: FrameType | None, namespace: dict[str, Any]) -> bool:
        """A look at a program that runs, and that the keyboard's interrupt would reach; whether it waits for a key."""
        self._since = now if self._since is None else self._since
        here, memory = fingerprint(frame, namespace), self._memory()
        # Handlers may change memory between two looks, which is not the program's doing; a loop of the program's may
        # come back to what was before.
        unchanged = here in self._seen and memory == self._left
        self._nothing_new = self._nothing_new + 1 if unchanged else 0
        whole = hash((here, memory))
        self._nothing_else = self._nothing_else + 1 if whole in self._whole else 0
        self._seen.add(here)
        self._whole.add(whole)
        self._left = memory
        return self._nothing_new >= LOOKS or self._nothing_else >= AGAIN or now - self._since >= LATEST

    def leave(self) -> None:
        """The program goes on after handlers of interrupts: what they did was not its own doing."""
        self._left = self._memory()

    def patience(self, now: int, could_take: bool) -> int:
        """Nanoseconds until the next key comes at the latest, or until the program has had time for the last one.

        ``could_take``: the keyboard's interrupt would reach the program.
        """
        since = now if self._since is None else self._since
        latest = since + LATEST if self.moments and could_take else 0
        return max(latest - now, self.earliest - now, 0)


def fingerprint(frame: FrameType | None, namespace: dict[str, Any]) -> int:
    """Where lowered code is, and what its variables hold, as one number."""
    found: list[object] = []
    while frame is not None:
        if frame.f_globals is namespace:
            found.append((id(frame.f_code), frame.f_lasti, *(v for v in frame.f_locals.values() if type(v) is int)))
        frame = frame.f_back
    return hash(tuple(found))


def memory_of(areas: Callable[[], Iterable[tuple[int, int]]], view: Callable[[int], Any]) -> Memory:
    """A number for what lies in some areas (start and end addresses), as far as the program can touch it directly."""

    def number() -> int:
        pages = [page for start, end in areas() for page in range(start >> 12, end + 4095 >> 12)]
        views = (view(page) for page in pages[:PAGES])
        return hash(tuple(bytes(one) for one in views if one is not None))

    return number
