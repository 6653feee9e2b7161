"""The recording of a run: seek to any moment by undoing and redoing what was logged, never by running again.

The machine's log is a list whose entries are

    int                      a statement of the program begins; the number is its RIP
    (rip, rsp)               a function was entered or returned into
    (view, index, old, new)  one cell (or slice) of a frame's memoryview changed
    Event                    something the machine did (see machine/events.py)

A position p (0..len) is the moment after the first p entries. A cell is undone by writing ``old``, an event by its
``undo``; an event's undo touches registers, TLB and devices, never memory, so the two kinds can be taken separately.

Long ways are shortened by images: the log is cut into blocks, and while a block is undone for the first time, the
frames that it changed are copied as they were before it. From then on a seek puts the frames' images back, undoes or
redoes the events one by one, and walks cell by cell only through the last block.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import compress, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from pagesim_py.machine.address import PAGE_SHIFT
from pagesim_py.machine.events import Event, HandlerEntered, InterruptReturned
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.pause import collector_paused
from pagesim_py.timeline.deliveries import Delivery, deliveries_of
from pagesim_py.timeline.images import Images
from pagesim_py.timeline.stacks import Frame, Node, after

BLOCK = 1 << 16
"""Entries in a block. A seek walks through at most about one block cell by cell."""

_STATEMENT, _TUPLE, _EVENT = 0, 1, 2
_KIND: Callable[[type, int], int] = {int: _STATEMENT, tuple: _TUPLE}.get
_IS_TUPLE = bytes(kind == _TUPLE for kind in range(256))
_IS_EVENT = bytes(kind == _EVENT for kind in range(256))
_IS_CELL = bytes(length == 4 for length in range(256))
_IS_FRAME = bytes(length == 2 for length in range(256))
_view_of = itemgetter(0)


class Stops(Enum):
    """Which entries a step goes to."""

    STATEMENTS = "statements"
    EVENTS = "machine events"
    ALL = "statements and machine events"


class Change(NamedTuple):
    """Bytes of physical memory that one entry changed."""

    entry: int
    """The entry's index in the log."""
    physical: int
    old: bytes
    new: bytes


@dataclass
class Moment:
    """All that belongs to one statement: the entries ``start`` to ``end`` (exclusive) of the log."""

    start: int
    end: int
    rip: int | None
    """The statement's address; None before the first statement."""
    events: list[tuple[int, Event]]
    """Log index and event, in order."""


class Timeline:
    """Time travel over the log of ``machine``. Made when the run is over (or pauses): the machine is at its end."""

    def __init__(self, machine: Machine, log: list[Any] | None = None) -> None:
        entries = machine.log if log is None else log
        if entries is None:
            raise ValueError("nothing was recorded: machine.log is None")
        self.machine = machine
        self.log: list[Any] = entries
        self.position = 0
        self._kinds = b""
        self.update()

    def update(self) -> None:
        """Takes in what was logged since, when the program has run on. Only at the end of the recording."""
        if self.position != len(self._kinds):
            raise ValueError("the machine runs on from the end of the recording only: seek there first")
        self._kinds += bytes(map(_KIND, map(type, self.log[self.position :]), repeat(_EVENT)))
        self.position = len(self.log)
        self._images = Images(-(-len(self.log) // BLOCK))
        for name in ("event_indices", "deliveries", "screen_changes", "_frame_changes", "_stacks"):
            self.__dict__.pop(name, None)

    def __len__(self) -> int:
        """The number of entries: the last position."""
        return len(self._kinds)

    # -- seeking

    def seek(self, position: int) -> None:
        """Brings the machine to ``position``. ValueError unless 0 <= ``position`` <= len."""
        if not 0 <= position <= len(self):
            raise ValueError(f"the recording has positions 0 to {len(self)}, not {position}")
        if position < self.position:
            self._seek_back(position)
        elif position > self.position:
            self._seek_forward(position)

    def _seek_back(self, position: int) -> None:
        first = self._images.first
        boundary = max(-(-position // BLOCK), first)
        if boundary * BLOCK < self.position - BLOCK:
            self._jump(boundary)
        while self.position > position:
            block = (self.position - 1) // BLOCK
            start = max(block * BLOCK, position)
            whole = start == block * BLOCK and block == self._images.first - 1
            whole = whole and self.position == min((block + 1) * BLOCK, len(self))
            cells = self._cells(start, self.position)
            if whole:
                self._images.before_undo(cells)
            cells.reverse()
            for view, index, old, _ in cells:
                view[index] = old
            if whole:
                self._images.after_undo(block)
            self._undo_events(start, self.position)
            self.position = start

    def _seek_forward(self, position: int) -> None:
        known = self._images.first * BLOCK
        if self.position < known:
            self._redo(min(position, known))
        boundary = position // BLOCK
        if boundary * BLOCK > self.position + BLOCK:
            self._jump(boundary)
        self._redo(position)

    def _redo(self, position: int) -> None:
        while self.position < position:
            stop = min(position, (self.position // BLOCK + 1) * BLOCK)
            for view, index, _, new in self._cells(self.position, stop):
                view[index] = new
            self._redo_events(self.position, stop)
            self.position = stop

    def _jump(self, boundary: int) -> None:
        """To the beginning of a block, by images. All blocks between must have them."""
        position = boundary * BLOCK
        self._images.put_back(boundary)
        if position < self.position:
            self._undo_events(position, self.position)
        else:
            self._redo_events(self.position, position)
        self.position = position

    def _cells(self, start: int, stop: int) -> list[Any]:
        """The changes of cells among the entries [start, stop), in order."""
        tuples = list(compress(self.log[start:stop], self._kinds[start:stop].translate(_IS_TUPLE)))
        lengths = bytes(map(len, tuples))
        return list(compress(tuples, lengths.translate(_IS_CELL))) if 2 in lengths else tuples

    def _undo_events(self, start: int, stop: int) -> None:
        for index in reversed(self._events_between(start, stop)):
            self.log[index].undo(self.machine)

    def _redo_events(self, start: int, stop: int) -> None:
        for index in self._events_between(start, stop):
            self.log[index].redo(self.machine)

    @contextmanager
    def registers_before(self, position: int) -> Iterator[None]:
        """Inside, registers, TLB and devices are those of an earlier ``position``; memory stays as it is.

        Takes no longer for the many stores between than for none.
        """
        self._undo_events(position, self.position)
        try:
            yield
        finally:
            self._redo_events(position, self.position)

    # -- stops

    @cached_property
    def event_indices(self) -> array[int]:
        """The log indices of all events."""
        return array("Q", compress(range(len(self)), self._kinds.translate(_IS_EVENT)))

    def _events_between(self, start: int, stop: int) -> array[int]:
        indices = self.event_indices
        return indices[bisect_left(indices, start) : bisect_left(indices, stop)]

    def next_stop(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """The position just after the next entry of the kind that ``stops`` names; the end if there is none."""
        start = self.position if position is None else position
        found = [index for kind in _WANTED[stops] if (index := self._kinds.find(kind, start)) >= 0]
        return min(found) + 1 if found else len(self)

    def previous_stop(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """As ``next_stop``, backwards: the last stop before this one; 0 if there is none."""
        before = (self.position if position is None else position) - 1
        return max(self._kinds.rfind(kind, 0, max(before, 0)) for kind in _WANTED[stops]) + 1

    def count(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """How many stops there are up to ``position`` (by default in the whole recording)."""
        end = len(self) if position is None else position
        return sum(self._kinds.count(kind, 0, end) for kind in _WANTED[stops])

    # -- what was going on

    def statement(self, position: int | None = None) -> int | None:
        """The RIP of the statement that is running at ``position``; None before the first one."""
        index = self._kinds.rfind(_STATEMENT, 0, self.position if position is None else position)
        return self.log[index] if index >= 0 else None

    def moment(self, position: int | None = None) -> Moment:
        """The statement running at ``position`` with everything that happened in it, before and after."""
        at = self.position if position is None else position
        start = self._kinds.rfind(_STATEMENT, 0, at)
        stop = self._kinds.find(_STATEMENT, at)
        end = stop if stop >= 0 else len(self)
        first = max(start, 0)
        events = [(index, self.log[index]) for index in self._events_between(first, end)]
        return Moment(first, end, self.log[start] if start >= 0 else None, events)

    def stack(self, position: int | None = None) -> list[Frame]:
        """The functions running at ``position``, outermost first."""
        node = self._node(self.position if position is None else position)
        frames = []
        while node is not None:
            frames.append(node.frame)
            node = node.parent
        return frames[::-1]

    def depth(self, position: int | None = None) -> int:
        """How many functions are running at ``position``."""
        node = self._node(self.position if position is None else position)
        return node.depth if node is not None else 0

    def rsp(self, position: int | None = None) -> int | None:
        """RSP at ``position``, as of the last call, return or delivery; None before the first."""
        node = self._node(self.position if position is None else position)
        return node.frame.rsp if node is not None else None

    def rip(self, position: int | None = None) -> int | None:
        """RIP at ``position``: the statement's, or that of a function just entered; None at the very beginning."""
        at = self.position if position is None else position
        statement = self._kinds.rfind(_STATEMENT, 0, at)
        change = bisect_left(self._frame_changes, at) - 1
        if change >= 0 and self._frame_changes[change] > statement:
            entry = self.log[self._frame_changes[change]]
            return int(entry[0] if type(entry) is tuple else entry.new.rip)
        return self.log[statement] if statement >= 0 else None

    def changes(self, start: int, stop: int) -> Iterator[Change]:
        """Every change of physical memory among the entries [start, stop), in order."""
        numbers = {id(frame.bytes): number for number, frame in self.machine.memory.frames.items()}
        for index in range(start, stop):
            entry = self.log[index]
            if type(entry) is not tuple or len(entry) != 4:
                continue
            view, cell, old, new = entry
            base = numbers[id(view.obj)] << PAGE_SHIFT
            if isinstance(cell, slice):
                yield Change(index, base + cell.start, bytes(old), bytes(new))
            else:
                size = view.itemsize
                yield Change(index, base + cell * size, old.to_bytes(size, "little"), new.to_bytes(size, "little"))

    @cached_property
    def screen_changes(self) -> array[int]:
        """The log indices at which something was written to the text screen's frame."""
        frame = self.machine.memory.frames.get(0xB8)
        if frame is None:
            return array("Q")
        screen = {id(view) for view in frame[1:]}
        tuples = self._kinds.translate(_IS_TUPLE)
        ids = map(id, map(_view_of, compress(self.log, tuples)))
        return array("Q", compress(compress(range(len(self)), tuples), map(screen.__contains__, ids)))

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """Every exception and interrupt, in order of being raised."""
        return deliveries_of((index, self.log[index]) for index in self.event_indices)

    def delivery(self, position: int | None = None) -> Delivery | None:
        """The last exception or interrupt that had been raised by ``position``; None if there was none."""
        at = self.position if position is None else position
        number = bisect_left([one.start for one in self.deliveries], at)
        return self.deliveries[number - 1] if number else None

    # -- call stacks

    @cached_property
    def _frame_changes(self) -> array[int]:
        """The log indices at which the call stack changes."""
        kinds = self._kinds.translate(_IS_TUPLE)
        lengths = bytes(map(len, compress(self.log, kinds)))
        calls = compress(compress(range(len(self)), kinds), lengths.translate(_IS_FRAME))
        events = (i for i in self.event_indices if isinstance(self.log[i], HandlerEntered | InterruptReturned))
        return array("Q", sorted([*calls, *events]))

    @cached_property
    def _stacks(self) -> list[Node | None]:
        """The call stack after each of ``_frame_changes``."""
        stacks: list[Node | None] = []
        top: Node | None = None
        with collector_paused():
            for index in self._frame_changes:
                top = after(top, self.log[index])
                stacks.append(top)
        return stacks

    def _node(self, position: int) -> Node | None:
        change = bisect_left(self._frame_changes, position) - 1
        return self._stacks[change] if change >= 0 else None


_WANTED = {
    Stops.STATEMENTS: (_STATEMENT,),
    Stops.EVENTS: (_EVENT,),
    Stops.ALL: (_STATEMENT, _EVENT),
}
