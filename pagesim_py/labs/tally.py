"""What became of a run's exceptions and interrupts, taken down while it runs: its events can be forgotten."""

from __future__ import annotations

from collections import Counter

from pagesim_py.labs.exceptions import Delivered, Undelivered, delivered, is_external, undelivered
from pagesim_py.machine.events import Event, InterruptRaised
from pagesim_py.machine.machine import Machine
from pagesim_py.timeline.deliveries import deliveries_of

MANY = 1 << 14
"""Entries of the record that are not looked at yet, after which they are."""
TAIL = 64
"""Entries that stay: what ends a run may be explained by what came right before."""
MOST = 100_000
"""Exceptions that are listed; further ones are counted."""


class Tally:
    """Looks at the events that ``machine`` records from now on."""

    def __init__(self, machine: Machine) -> None:
        machine.log = []
        self.log = machine.log
        self.exceptions: list[Delivered] = []
        self.raised: list[Undelivered] = []
        self.interrupts: Counter[int] = Counter()
        self.left_out = 0
        """How many exceptions ``exceptions`` is short of."""
        self._looked = 0

    def shorten(self) -> None:
        """Takes down and forgets what was recorded, if it is much. Not while an exception is being delivered."""
        if len(self.log) - self._looked >= MANY:
            self.take()
            del self.log[:-TAIL]
            self._looked = len(self.log)

    def take(self) -> None:
        """Takes down what was recorded."""
        new = [(at, one) for at, one in enumerate(self.log[self._looked :]) if isinstance(one, Event)]
        self._looked = len(self.log)
        deliveries = deliveries_of(new)
        found = delivered(deliveries)
        room = MOST - len(self.exceptions)
        self.exceptions += found[:room]
        self.left_out += max(len(found) - room, 0)
        self.raised += undelivered(deliveries)
        self.interrupts.update(one.vector for _, one in new if isinstance(one, InterruptRaised) and is_external(one))
