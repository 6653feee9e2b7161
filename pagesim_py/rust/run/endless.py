"""Notices a loop that nothing can end: the program is twice in the very same state, and nothing can interrupt it."""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from .turns import CHUNK, Stop

if TYPE_CHECKING:
    from .runtime import Run

EVERY = 200
"""Looks around between two comparisons; with ``CHUNK`` steps between two looks, all short loops are where they were."""


class Endless:
    """Compares a recorded run with itself. Its memory is the same if nothing but statements was recorded; its registers
    are the variables of the lowered code. It says nothing of a run whose statements are not recorded.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.recorded = False
        """Whether the program was compiled to take down its statements and stores."""
        self.looks = 0
        self.entries = 0
        self.last: list[Any] | None = None

    def look(self) -> None:
        """Called at every look around: raises Stop if the program can't go anywhere any more."""
        self.looks += 1
        if self.looks % EVERY:
            return
        log = self.run.machine.log
        if log is None or not self.recorded or self.run.interrupts.enabled:
            return
        quiet = self.entries <= len(log) and set(map(type, log[self.entries :])) <= {int}
        self.entries = len(log)
        now = self.state(sys._getframe(1)) if quiet else None
        if now is not None and now == self.last:
            steps = f"{EVERY * CHUNK:,} steps"
            raise Stop(
                "running",
                f"The program is in a loop that never ends: after {steps} everything is as it was before them, "
                "and interrupts are off.",
            )
        self.last = now

    def state(self, frame: FrameType | None) -> list[Any]:
        """Where the program is in each of its functions, and their variables."""
        found: list[Any] = []
        while frame is not None:
            if frame.f_globals is self.run.ns:
                found.append((frame.f_code, frame.f_lasti, tuple(frame.f_locals.values())))
            frame = frame.f_back
        return found
