"""Who holds which lock, told by the crates that have locks: ``spin``, ``lazy_static``.

A lock that is waited for with IF = 0 while the code that holds it lies further down the same stack, or was interrupted,
can never be given back: the run is over, and says why.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from .reasons import Deadlock
from .turns import Stop

if TYPE_CHECKING:
    from .runtime import Run

RFLAGS_IF = 0x200
LOCK, VALUE = 0, 1


@dataclass(slots=True)
class Holder:
    """Where a lock was taken: the student's statement (as code and line of the lowered text), RSP there, and how many
    handlers were running.
    """

    code: Any
    line: int
    rsp: int
    depth: int


class Locks:
    """The locks that are held."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.held: dict[int, list[Holder]] = {}
        self.waiting: Deadlock | None = None

    def taken(self, address: int, b: int, rip: int) -> None:
        """A lock was taken."""
        self.waiting = None
        code, line = self.student(sys._getframe(1))
        self.held.setdefault(address, []).append(Holder(code, line, b, len(self.run.handlers)))

    def free(self, address: int, b: int, rip: int) -> None:
        """It was given back."""
        holders = self.held.get(address)
        if holders:
            holders.pop()
            if not holders:
                del self.held[address]

    def waits(self, address: int, what: int, b: int, rip: int) -> None:
        """The program is about to try again and again. Ends the run if nobody can give the lock back."""
        run = self.run
        holders = self.held.get(address)
        on = bool(run.cpu.rflags & RFLAGS_IF)
        code, line = self.student(sys._getframe(1))
        holder = holders[-1] if holders else None
        named = run.linked.static_at(address)
        self.waiting = Deadlock(
            "lock" if what == LOCK else "value",
            None if named is None else named[0],
            None if named is None else named[1],
            address,
            None if holder is None else run.place_of(holder.code, holder.line),
            run.place_of(code, line),
            run.handlers[-1] if holder is not None and len(run.handlers) > holder.depth else None,
            on,
            run.panicked,
        )
        if not on and holder is not None:
            raise Stop("running", why=self.waiting)

    def student(self, frame: FrameType | None) -> tuple[Any, int]:
        """The student's function that is running, and its line in the lowered text."""
        codes = self.run.student_codes
        while frame is not None:
            if frame.f_code in codes:
                return frame.f_code, frame.f_lineno
            frame = frame.f_back
        return None, 0
