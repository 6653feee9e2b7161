"""Counting a run's steps, and the ways in which it leaves the code that is running: it is over, or goes on elsewhere.

Lowered code counts through plain iterators (``for _ in T``, ``N()``), which cost next to nothing; only when one is
used up does Python code of ours run, and can look around.
"""

from __future__ import annotations

import itertools
import operator
import sys
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .reasons import Reason, sentence

if TYPE_CHECKING:
    from .runtime import Run

CHUNK = 1000
"""Steps until a look around, at most."""
WIDE = sys.maxsize > 1 << 32
ENTRY = 128 if WIDE else 64
"""Bytes that an entry of the recording takes, about."""
ROOM = 4 << 30 if WIDE else 800 << 20
"""Bytes that a recording may take. In a browser, a tab that takes much more is ended without a word."""
HEAVY = 16 << 20
"""Bytes of blocks that are recorded until a look around, at most."""


INTERVAL = 0.1
"""Seconds between two pictures of the screen."""
QUIET = 10.0
"""Seconds in which a run may show nothing new before it is reported as still running."""
LONGEST = 120.0
"""Seconds after which any run is."""
FAR = 1 << 62
"""Steps that no run takes."""

Watch = Callable[[int, int], None]
"""Called at every look around, with the steps taken so far and the bytes of the blocks recorded so far. It may cut
off the beginning of the recording, and raise Stop: the run ends between two steps, where a run of that many steps
would end.
"""


class Stop(Exception):
    """The program is over, or is not watched any longer: ``more`` says that it would go on. With ``why``, the reason is
    the sentence that belongs to it.
    """

    def __init__(self, kind: str, reason: str = "", more: bool = False, why: Reason | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason if why is None else sentence(why)
        self.more = more
        self.why = why


class Redirect(Exception):
    """RIP is somewhere else after a handler returned."""

    def __init__(self, rip: int) -> None:
        super().__init__(hex(rip))
        self.rip = rip


class Turns:
    """Counts steps: gives iterators of ``CHUNK`` turns, and looks around between them.

    The run takes ``limit`` steps at most, and waits in ``hlt`` for ``patience`` of them.
    """

    def __init__(self, run: Run, limit: int, patience: int = FAR, watch: Watch | None = None) -> None:
        self.run = run
        self.limit = limit
        self.patience = patience
        self.watch = watch
        self.given = 0
        self.waited = 0
        self.blocks = 0
        self.unseen = 0
        self.current: Iterator[None] = iter(())

    def __iter__(self) -> Turns:
        return self

    def __next__(self) -> Iterator[None]:
        self.run.interrupts.between()
        if self.given >= self.limit:
            self.limit += self.run.interrupts.patience()
        if self.given >= self.limit:
            raise self.over()
        if self.watch is not None:
            self.run.endless.look()
            self.watch(self.used, self.blocks + self.unseen)
        elif self.full():
            raise Stop("running", f"The program is still running after {self.used} steps; their recording is full.")
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

    def wait(self, steps: int) -> bool:
        """Whether the run may wait for so many more steps; they count if it may."""
        if self.used + steps >= self.limit or self.waited + steps >= self.patience:
            return False
        self.waited += steps
        self.spend(steps)
        return True

    def spend(self, steps: int) -> None:
        """Count steps that no code takes."""
        self.given += steps
        if self.used >= self.limit:
            raise self.over()

    def record_block(self, size: int) -> None:
        """Count ``size`` bytes that are recorded as one entry, once as they were and once as they became."""
        self.unseen += 2 * size
        if self.unseen >= HEAVY:
            self.blocks, self.unseen = self.blocks + self.unseen, 0
            self.cut()

    def full(self) -> bool:
        """Whether the recording has become as large as it may."""
        log = self.run.machine.log
        return log is not None and len(log) * ENTRY + self.blocks >= ROOM

    def over(self) -> Stop:
        """The end of the budget."""
        return Stop("running", f"The program is still running after {self.limit} steps.", more=True)
