"""Counting a run's steps, and the ways in which it leaves the code that is running: it is over, or goes on elsewhere.

Lowered code counts through plain iterators (``for _ in T``, ``N()``), which cost next to nothing; only when one is
used up does Python code of ours run, and can look around.
"""

from __future__ import annotations

import itertools
import operator
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .runtime import Run

CHUNK = 1000
"""Steps until a look around, at most."""


class Stop(Exception):
    """The program is over."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class Redirect(Exception):
    """RIP is somewhere else after a handler returned."""

    def __init__(self, rip: int) -> None:
        super().__init__(hex(rip))
        self.rip = rip


class Turns:
    """Counts steps: gives iterators of ``CHUNK`` turns, and looks around between them."""

    def __init__(self, run: Run, limit: int) -> None:
        self.run = run
        self.limit = limit
        self.given = 0
        self.current: Iterator[None] = iter(())

    def __iter__(self) -> Turns:
        return self

    def __next__(self) -> Iterator[None]:
        self.run.interrupts.between()
        if self.given >= self.limit:
            raise self.over()
        step = min(CHUNK, self.limit - self.given)
        if self.run.interrupts.enabled:
            step = min(step, self.run.interrupts.steps_to_event())
        self.given += step
        self.current = itertools.repeat(None, step)
        return self.current

    @property
    def used(self) -> int:
        """Steps so far."""
        return self.given - self.left

    @property
    def left(self) -> int:
        """Steps given that are still to come."""
        return operator.length_hint(self.current)

    def cut(self) -> None:
        """Take back the steps that are still to come, so that the next one looks around."""
        self.given -= self.left
        deque(self.current, 0)

    def spend(self, steps: int) -> None:
        """Count steps that no code takes."""
        self.given += steps
        if self.used >= self.limit:
            raise self.over()

    def over(self) -> Stop:
        """The end of the budget."""
        return Stop("running", f"The program is still running after {self.limit} steps.")
