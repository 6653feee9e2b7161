"""What is kept of a recording while it grows: its last part. A run of any length fits into the same memory.

Runs are deterministic, so what is forgotten can be had again: ``again`` runs the program from the beginning and keeps
another part. A program's code can't be resumed in the middle, so there is no shorter way; machine, TLB and devices are
as they were because everything that has led to them happens once more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from pagesim_py.machine.events import Event
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import Stop, Watch
from pagesim_py.timeline.before import NOTHING, Before
from pagesim_py.timeline.recording import Stops, Timeline

WIDE = sys.maxsize > 1 << 32
ENTRY = 128 if WIDE else 64
"""Bytes that an entry takes, about."""
EVENT = 1024 if WIDE else 512
"""Bytes that an event takes beside, about."""
ROOM = 1 << 30 if WIDE else 320 << 20
"""Bytes that a recording may take. In a browser, a tab that takes much more is ended without a word."""
BLOCK = 1 << 16
"""Entries between two notes of how many stops there were."""
SAMPLE = 64
"""Of so many entries one is looked at to estimate how many are events."""


class Note(NamedTuple):
    """How many statements and events there are up to a position."""

    position: int
    statements: int
    events: int
    rips: frozenset[int] = frozenset()
    """Of the statements since the note before."""

    def count(self, stops: Stops) -> int:
        """How many stops there are of the kind."""
        statements = self.statements if stops is not Stops.EVENTS else 0
        return statements + (self.events if stops is not Stops.STATEMENTS else 0)


class Kept:
    """The recording that ``machine`` makes from now on, of which the beginning can be forgotten. ``machine.log`` is an
    empty list.
    """

    def __init__(self, machine: Machine) -> None:
        assert machine.log is not None
        self.machine = machine
        self.log: list[Any] = machine.log
        self.before: Before = NOTHING._replace(rip=machine.cpu.rip)
        self.notes = [Note(0, 0, 0)]
        """One every ``BLOCK`` entries of what is forgotten, and one at its end."""
        self._known: dict[frozenset[int], frozenset[int]] = {}
        """The sets of statements in the notes: blocks of one loop share theirs."""
        self._seen = 0
        self._events = 0
        self._blocks = 0
        self._marks: list[tuple[int, int]] = []

    @property
    def position(self) -> int:
        """How many entries there have been."""
        return self.before.position + len(self.log)

    def timeline(self) -> Timeline:
        """Time travel over what is kept. The machine is at the end of it."""
        return Timeline(self.machine, self.log, self.before)

    def forget(self, count: int) -> None:
        """Forgets about ``count`` entries (none beyond), so that what is kept begins with a statement or is empty.

        Not while an exception is on its way to its handler.
        """
        count = min(count, len(self.log))
        if count < len(self.log):
            while count and type(self.log[count]) is not int:
                count -= 1
        if not count:
            return
        part = Timeline(self.machine, self.log[:count], self.before)
        start = part.first
        for position in [*range(part.first + BLOCK, part.last, BLOCK), part.last]:
            statements, events = part.count(Stops.STATEMENTS, position), part.count(Stops.EVENTS, position)
            rips = part.statements(start, position)
            self.notes.append(Note(position, statements, events, self._known.setdefault(rips, rips)))
            start = position
        self.before = part.after()
        del self.log[:count]

    def limit(self, blocks: int, room: int | None = None) -> None:
        """Forgets the first half if what is kept takes more than ``room`` bytes, by default ``ROOM``.

        ``blocks`` are the bytes of whole blocks that were recorded since the beginning.
        """
        most = ROOM if room is None else room
        if blocks - (self._marks[-1][1] if self._marks else self._blocks) > most >> 4:
            self._marks.append((self.position, blocks))
        length = len(self.log)
        if length - self._seen >= SAMPLE:
            new = self.log[self._seen :: SAMPLE]
            self._events += SAMPLE * sum(isinstance(one, Event) for one in new)
            self._seen = length
        size = length * ENTRY + self._events * EVENT + blocks - self._blocks
        if size <= most:
            return
        self.forget(length // 2)
        while self._marks and self._marks[0][0] <= self.before.position:
            self._blocks = self._marks.pop(0)[1]
        left = len(self.log) / length
        self._seen, self._events = len(self.log), int(self._events * left)


class Reached(Stop):
    """A run that is done again has come as far as it was wanted to."""

    def __init__(self) -> None:
        super().__init__("stopped", "", more=True)


def again(
    machine: Machine,
    run: Callable[[Machine, Watch], object],
    start: int,
    stop: int,
    look: Callable[[int], None] | None = None,
) -> Timeline:
    """Runs a program again from the beginning and keeps its recording from ``start`` to ``stop`` (or a little more).

    ``machine`` is at the program's first instruction; ``run`` runs it, with the watch that it is given. ``look``
    is called now and then with the position reached; what it raises ends the run.
    """
    machine.log = []
    kept = Kept(machine)

    def watch(_steps: int, _blocks: int) -> None:
        if kept.position >= stop:
            raise Reached
        count = min(len(kept.log), start - kept.before.position)
        if count >= BLOCK:
            kept.forget(count)
        if look is not None:
            look(kept.position)

    run(machine, watch)
    count = start - kept.before.position
    if count >= BLOCK:
        kept.forget(count)
    return kept.timeline()
