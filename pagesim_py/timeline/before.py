"""What the beginning of a recording amounts to, once its entries are forgotten: all that what follows builds on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import NamedTuple

from pagesim_py.machine.events import Event
from pagesim_py.timeline.deliveries import Delivery
from pagesim_py.timeline.stacks import Node

MOST = 2000
"""Deliveries that are remembered from what is forgotten."""
RECENT = 1 << 14
"""Events that are."""


class Past(NamedTuple):
    """An event that was forgotten with the entries around it: what one may still want to know of it."""

    at: int
    event: Event
    statements: int
    """How many had begun before it."""
    statement: int | None
    """The RIP of the one that ran."""


class Before(NamedTuple):
    """The state of affairs at ``position``: ``position`` entries came before."""

    position: int = 0
    statements: int = 0
    events: int = 0
    statement: int | None = None
    """The RIP of the statement that is running."""
    rip: int | None = None
    stack: Node | None = None
    deliveries: tuple[Delivery, ...] = ()
    """The last exceptions and interrupts."""
    forgotten: int = 0
    """Exceptions and interrupts before those."""
    running: tuple[Delivery, ...] = ()
    """Those whose handlers have not returned."""
    past: tuple[Past, ...] = ()
    """The last events."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """The stops by kind of entry: statements, changes of memory and calls (none is a stop), events."""
        return self.statements, 0, self.events

    def event(self, index: int) -> Event | None:
        """The event with number ``index``; None if it is not remembered, or no event."""
        number = bisect_left(self.past, index, key=_at)
        if number < len(self.past) and self.past[number].at == index:
            return self.past[number].event
        number = bisect_right(self.deliveries, index, key=lambda one: one.start) - 1
        return self.deliveries[number].event(index) if number >= 0 else None

    def statement_at(self, position: int) -> int | None:
        """The RIP of the statement in which the last event before ``position``, or right there, happened."""
        number = bisect_right(self.past, position, key=_at) - 1
        return self.past[number].statement if number >= 0 else None

    def stops(self, kinds: tuple[int, ...], position: int) -> int:
        """How many stops of some kinds came before ``position``: exact right before and after events, and in and right
        after deliveries, as far as they are remembered; else as many as there were a little earlier.
        """
        number = bisect_right(self.past, position, key=_at) - 1
        if number >= 0:
            one = self.past[number]
            statements, events = one.statements, self.events - len(self.past) + number + (one.at < position)
        else:
            number = bisect_right(self.deliveries, position - 1, key=lambda one: one.start) - 1
            if number < 0:
                return 0
            delivery = self.deliveries[number]
            statements, events = delivery.stops or (0, 0)
            events += delivery.events_before(position)
        counts = statements, 0, events
        return sum(counts[kind] for kind in kinds)

    def with_deliveries(self, more: list[Delivery]) -> tuple[tuple[Delivery, ...], int]:
        """The last deliveries when ``more`` have followed, and how many came before those."""
        found = (*self.deliveries, *more)
        return found[-MOST:], self.forgotten + max(len(found) - MOST, 0)


_at = itemgetter(0)

NOTHING = Before()
