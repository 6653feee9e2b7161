"""Who holds which lock, told by the crates that have locks: ``spin``, ``lazy_static``.

A lock that is waited for with IF = 0 while the code that holds it lies further down the same stack, or was interrupted,
can never be given back: the run is over, and says why.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .reasons import Deadlock
from .turns import Stop

if TYPE_CHECKING:
    from .runtime import Run

RFLAGS_IF = 0x200
LOCK, VALUE = 0, 1


@dataclass(slots=True)
class Holder:
    """Where a lock was taken: the address of the student's statement, RSP there, and how many handlers were running."""

    rip: int | None
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
        holder = Holder(self.run.statement(sys._getframe(1)), b, len(self.run.handlers))
        self.held.setdefault(address, []).append(holder)

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
        here = run.statement(sys._getframe(1))
        holder = holders[-1] if holders else None
        named = run.linked.static_at(address)
        self.waiting = Deadlock(
            "lock" if what == LOCK else "value",
            None if named is None else named[0],
            None if named is None else named[1],
            address,
            None if holder is None or holder.rip is None else run.place_at(holder.rip),
            None if here is None else run.place_at(here),
            run.handlers[-1] if holder is not None and len(run.handlers) > holder.depth else None,
            on,
            run.panicked,
        )
        if not on and holder is not None:
            raise Stop("running", why=self.waiting)
