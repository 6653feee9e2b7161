"""The recording of a run: seek to any moment by undoing and redoing what was logged, never by running again.

The machine's log is a list whose entries are

    int                      a statement of the program begins; the number is its RIP
    (rip, rsp)               a function was entered or returned into
    (view, index, old, new)  one cell (or slice) of a frame's memoryview changed
    Event                    something the machine did (see machine/events.py)

A position p is the moment after the first p entries. Of a long recording only a part is kept, from ``first`` to
``last``; what the rest before it amounts to is ``before``. A cell is undone by writing ``old``, an event by its
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
from pagesim_py.timeline.before import NOTHING, RECENT, Before, Past
from pagesim_py.timeline.deliveries import Delivery, deliveries_of
from pagesim_py.timeline.images import Images
from pagesim_py.timeline.stacks import Frame, Node, after

BLOCK = 1 << 16
"""Entries in a block. A seek walks through at most about one block cell by cell."""

_STATEMENT, _TUPLE, _EVENT = 0, 1, 2
_KIND: Callable[[type, int], int] = {int: _STATEMENT, tuple: _TUPLE}.get
_IS_STATEMENT = bytes(kind == _STATEMENT for kind in range(256))
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

    def __init__(self, machine: Machine, log: list[Any] | None = None, before: Before = NOTHING) -> None:
        entries = machine.log if log is None else log
        if entries is None:
            raise ValueError("nothing was recorded: machine.log is None")
        self.machine = machine
        self.log: list[Any] = entries
        self.before = before
        self.first = before.position
        self._at = 0
        """The position, counted from ``first``. All that begins with an underscore is counted so."""
        self._kinds = b""
        self.update()

    def update(self) -> None:
        """Takes in what was logged since, when the program has run on. Only at the end of the recording."""
        if self._at != len(self._kinds):
            raise ValueError("the machine runs on from the end of the recording only: seek there first")
        self._kinds += bytes(map(_KIND, map(type, self.log[self._at :]), repeat(_EVENT)))
        self._at = len(self.log)
        self._images = Images(-(-len(self.log) // BLOCK))
        for name in (
            "_events",
            "event_indices",
            "_returning",
            "deliveries",
            "screen_changes",
            "_frame_changes",
            "_stacks",
        ):
            self.__dict__.pop(name, None)

    @property
    def position(self) -> int:
        """Where the machine stands."""
        return self.first + self._at

    @property
    def last(self) -> int:
        """The last position that is kept."""
        return self.first + len(self._kinds)

    def __len__(self) -> int:
        """The number of entries up to the last that is kept: its position."""
        return self.last

    def after(self) -> Before:
        """What the recording up to its last position amounts to."""
        found, running = self._returning
        for one in found:
            one.stops = (self.count(Stops.STATEMENTS, one.start), self.count(Stops.EVENTS, one.start))
        return Before(
            self.last,
            self.count(Stops.STATEMENTS, self.last),
            self.count(Stops.EVENTS, self.last),
            self.statement(self.last),
            self.rip(self.last),
            self._node(len(self._kinds)),
            *self.before.with_deliveries(found),
            tuple(running),
            tuple(self._past()),
        )

    def _past(self) -> list[Past]:
        """The last events up to the last position."""
        indices = self._events[-RECENT:]
        past = list(self.before.past[len(indices) - RECENT :]) if len(indices) < RECENT else []
        statements, at = self.before.statements, 0
        for index in indices:
            statements += self._kinds.count(_STATEMENT, at, index)
            at = index
            past.append(Past(self.first + index, self.log[index], statements, self.statement(self.first + index)))
        return past

    # -- seeking

    def seek(self, position: int) -> None:
        """Brings the machine to ``position``. ValueError unless it is kept: ``first`` <= ``position`` <= ``last``."""
        if not self.first <= position <= self.last:
            raise ValueError(f"the recording has positions {self.first} to {self.last}, not {position}")
        if position < self.position:
            self._seek_back(position - self.first)
        elif position > self.position:
            self._seek_forward(position - self.first)

    def _seek_back(self, position: int) -> None:
        first = self._images.first
        boundary = max(-(-position // BLOCK), first)
        if boundary * BLOCK < self._at - BLOCK:
            self._jump(boundary)
        while self._at > position:
            block = (self._at - 1) // BLOCK
            start = max(block * BLOCK, position)
            whole = start == block * BLOCK and block == self._images.first - 1
            whole = whole and self._at == min((block + 1) * BLOCK, len(self._kinds))
            cells = self._cells(start, self._at)
            if whole:
                self._images.before_undo(cells)
            cells.reverse()
            for view, index, old, _ in cells:
                view[index] = old
            if whole:
                self._images.after_undo(block)
            self._undo_events(start, self._at)
            self._at = start

    def _seek_forward(self, position: int) -> None:
        known = self._images.first * BLOCK
        if self._at < known:
            self._redo(min(position, known))
        boundary = position // BLOCK
        if boundary * BLOCK > self._at + BLOCK:
            self._jump(boundary)
        self._redo(position)

    def _redo(self, position: int) -> None:
        while self._at < position:
            stop = min(position, (self._at // BLOCK + 1) * BLOCK)
            for view, index, _, new in self._cells(self._at, stop):
                view[index] = new
            self._redo_events(self._at, stop)
            self._at = stop

    def _jump(self, boundary: int) -> None:
        """To the beginning of a block, by images. All blocks between must have them."""
        position = boundary * BLOCK
        self._images.put_back(boundary)
        if position < self._at:
            self._undo_events(position, self._at)
        else:
            self._redo_events(self._at, position)
        self._at = position

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
        at = position - self.first
        self._undo_events(at, self._at)
        try:
            yield
        finally:
            self._redo_events(at, self._at)

    # -- stops

    @cached_property
    def _events(self) -> array[int]:
        """Where all events are."""
        return array("Q", compress(range(len(self._kinds)), self._kinds.translate(_IS_EVENT)))

    def _events_between(self, start: int, stop: int) -> array[int]:
        indices = self._events
        return indices[bisect_left(indices, start) : bisect_left(indices, stop)]

    @property
    def own_events(self) -> array[int]:
        """Where the events are that are kept, counted from ``first``."""
        return self._events

    def statement_indices(self) -> array[int]:
        """Where the statements are that are kept, counted from ``first``."""
        return array("I", compress(range(len(self._kinds)), self._kinds.translate(_IS_STATEMENT)))

    def statements(self, start: int, stop: int) -> frozenset[int]:
        """The RIPs of the statements that began among the entries [start, stop)."""
        low, high = start - self.first, stop - self.first
        return frozenset(compress(self.log[low:high], self._kinds[low:high].translate(_IS_STATEMENT)))

    def _local(self, position: int | None) -> int:
        return self._at if position is None else position - self.first

    def entry(self, index: int) -> Any:
        """The entry with number ``index``; None if it is not kept."""
        if self.first <= index < self.last:
            return self.log[index - self.first]
        return self.before.event(index)

    @cached_property
    def event_indices(self) -> array[int]:
        """The numbers of all events that are known."""
        if not self.first:
            return self._events
        past = array("Q", (one.at for one in self.before.past))
        past.extend(map(self.first.__add__, self._events))
        return past

    def events(self, position: int) -> list[tuple[int, Event]]:
        """The events up to ``position`` that are known, each with its number in the log."""
        past = [(one.at, one.event) for one in self.before.past if one.at < position]
        at = max(position - self.first, 0)
        return past + [(self.first + index, self.log[index]) for index in self._events_between(0, at)]

    def next_stop(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """The position just after the next entry of the kind that ``stops`` names; the last if there is none."""
        start = self._local(position)
        found = [index for kind in _WANTED[stops] if (index := self._kinds.find(kind, start)) >= 0]
        return self.first + min(found) + 1 if found else self.last

    def previous_stop(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """As ``next_stop``, backwards: the last stop before this one; the first position if there is none."""
        before = self._local(position) - 1
        return self.first + max(self._kinds.rfind(kind, 0, max(before, 0)) for kind in _WANTED[stops]) + 1

    def count(self, stops: Stops = Stops.STATEMENTS, position: int | None = None) -> int:
        """How many stops there are from the very beginning up to ``position`` (by default the last)."""
        end = len(self._kinds) if position is None else position - self.first
        if end < 0:
            return self.before.stops(_WANTED[stops], self.first + end)
        return sum(self.before.counts[kind] + self._kinds.count(kind, 0, end) for kind in _WANTED[stops])

    def count_between(self, stops: Stops, start: int, stop: int) -> int:
        """How many stops there are among the entries [start, stop), which are kept."""
        low, high = start - self.first, stop - self.first
        return sum(self._kinds.count(kind, low, high) for kind in _WANTED[stops])

    # -- what was going on

    def statement(self, position: int | None = None) -> int | None:
        """The RIP of the statement that is running at ``position``; None before the first, or if forgotten."""
        if position is not None and position < self.first:
            return self.before.statement_at(position)
        index = self._kinds.rfind(_STATEMENT, 0, self._local(position))
        return self.log[index] if index >= 0 else self.before.statement

    def moment(self, position: int | None = None) -> Moment:
        """The statement running at ``position`` with everything that happened in it, before and after."""
        at = self._local(position)
        start = self._kinds.rfind(_STATEMENT, 0, at)
        stop = self._kinds.find(_STATEMENT, at)
        end = stop if stop >= 0 else len(self._kinds)
        first = max(start, 0)
        events = [(self.first + index, self.log[index]) for index in self._events_between(first, end)]
        rip = self.log[start] if start >= 0 else self.before.statement
        return Moment(self.first + first, self.first + end, rip, events)

    def stack(self, position: int | None = None) -> list[Frame]:
        """The functions running at ``position``, outermost first."""
        node = self._node(self._local(position))
        frames = []
        while node is not None:
            frames.append(node.frame)
            node = node.parent
        return frames[::-1]

    def depth(self, position: int | None = None) -> int:
        """How many functions are running at ``position``."""
        node = self._node(self._local(position))
        return node.depth if node is not None else 0

    def rsp(self, position: int | None = None) -> int | None:
        """RSP at ``position``, as of the last call, return or delivery; None before the first."""
        node = self._node(self._local(position))
        return node.frame.rsp if node is not None else None

    def rip(self, position: int | None = None) -> int | None:
        """RIP at ``position``: the statement's, or that of a function just entered; None at the very beginning."""
        at = self._local(position)
        statement = self._kinds.rfind(_STATEMENT, 0, at)
        change = bisect_left(self._frame_changes, at) - 1
        if change >= 0 and self._frame_changes[change] > statement:
            entry = self.log[self._frame_changes[change]]
            return int(entry[0] if type(entry) is tuple else entry.new.rip)
        return self.log[statement] if statement >= 0 else self.before.rip

    def went_to(self, position: int | None = None) -> int | None:
        """Where a delivery or an IRETQ has led since the last statement began; None if there was none."""
        at = self.position if position is None else position
        statement = self._kinds.rfind(_STATEMENT, 0, at)
        for number in range(bisect_left(self._frame_changes, at) - 1, -1, -1):
            index = self._frame_changes[number]
            if index < statement:
                break
            entry = self.log[index]
            if isinstance(entry, HandlerEntered | InterruptReturned):
                return entry.new.rip
        return None

    def changes(self, start: int, stop: int) -> Iterator[Change]:
        """Every change of physical memory among the entries [start, stop), in order."""
        numbers = {id(frame.bytes): number for number, frame in self.machine.memory.frames.items()}
        tuples = self._kinds[start - self.first : stop - self.first].translate(_IS_TUPLE)
        for index in compress(range(start, stop), tuples):
            entry = self.log[index - self.first]
            if len(entry) != 4:
                continue
            view, cell, old, new = entry
            base = numbers[id(view.obj)] << PAGE_SHIFT
            if isinstance(cell, slice):
                yield Change(index, base + cell.start, bytes(old), bytes(new))
            else:
                size = view.itemsize
                yield Change(index, base + cell * size, old.to_bytes(size, "little"), new.to_bytes(size, "little"))

    def frames_written(self, start: int, stop: int) -> list[int]:
        """The numbers of the frames that the entries [start, stop) have written to, rising."""
        numbers = {id(frame.bytes): number for number, frame in self.machine.memory.frames.items()}
        cells = self._cells(start - self.first, stop - self.first)
        views = {id(cell[0]): cell[0] for cell in cells}
        return sorted({numbers[id(view.obj)] for view in views.values()})

    @cached_property
    def screen_changes(self) -> array[int]:
        """The log indices at which something was written to the text screen's frame."""
        frame = self.machine.memory.frames.get(0xB8)
        if frame is None:
            return array("Q")
        screen = {id(view) for view in frame[1:]}
        tuples = self._kinds.translate(_IS_TUPLE)
        ids = map(id, map(_view_of, compress(self.log, tuples)))
        where = range(self.first, self.last)
        return array("Q", compress(compress(where, tuples), map(screen.__contains__, ids)))

    @cached_property
    def _returning(self) -> tuple[list[Delivery], list[Delivery]]:
        """The deliveries among the entries kept, and those whose handlers are running at the last position."""
        running = list(self.before.running)
        found = deliveries_of(((self.first + index, self.log[index]) for index in self._events), running)
        return found, running

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """Every exception and interrupt, in order of being raised; before ``first`` only the last of them."""
        return [*self.before.deliveries, *self._returning[0]]

    def delivery(self, position: int | None = None) -> Delivery | None:
        """The last exception or interrupt that had been raised by ``position``; None if there was none."""
        at = self.position if position is None else position
        deliveries = self.deliveries
        number = bisect_left([one.start for one in deliveries], at)
        return deliveries[number - 1] if number else None

    # -- call stacks

    @cached_property
    def _frame_changes(self) -> array[int]:
        """The log indices at which the call stack changes."""
        kinds = self._kinds.translate(_IS_TUPLE)
        lengths = bytes(map(len, compress(self.log, kinds)))
        calls = compress(compress(range(len(self._kinds)), kinds), lengths.translate(_IS_FRAME))
        events = (i for i in self._events if isinstance(self.log[i], HandlerEntered | InterruptReturned))
        return array("Q", sorted([*calls, *events]))

    @cached_property
    def _stacks(self) -> list[Node | None]:
        """The call stack after each of ``_frame_changes``."""
        stacks: list[Node | None] = []
        top = self.before.stack
        with collector_paused():
            for index in self._frame_changes:
                top = after(top, self.log[index])
                stacks.append(top)
        return stacks

    def _node(self, at: int) -> Node | None:
        change = bisect_left(self._frame_changes, at) - 1
        return self._stacks[change] if change >= 0 else self.before.stack


_DERIVED = ("_events", "event_indices", "_returning", "deliveries", "screen_changes", "_frame_changes", "_stacks")
_WANTED = {
    Stops.STATEMENTS: (_STATEMENT,),
    Stops.EVENTS: (_EVENT,),
    Stops.ALL: (_STATEMENT, _EVENT),
}
