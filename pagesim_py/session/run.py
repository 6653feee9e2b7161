"""One run of a program, kept with its recording: where it is, what it is called, how it ended.

Of a long recording only the last part is kept (see ``timeline.kept``). Wherever else somebody looks, the program runs
again to there; that part is kept too, until another is needed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from pagesim_py.machine.events import Event
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.inside import Inside
from pagesim_py.rust.run.reasons import Reason
from pagesim_py.session.addresses import Symbols
from pagesim_py.timeline import Change, Kept, Selection, Stops, Timeline
from pagesim_py.timeline.kinds import CHOICES, OWN, STATEMENT, classes_of, kind_of_class
from pagesim_py.views import events as events_view
from pagesim_py.views import exception as exception_view
from pagesim_py.views import registers as registers_view
from pagesim_py.views.html import Html

MARGIN = 1 << 18
"""Entries that are kept on each side when a part of the recording is made again."""
LOOKED = 20_000
"""So many entries of the recording are looked through for what a step has changed."""
SELECTED = 4
"""Selections of steps that are kept. Each takes a byte for each entry of the recording."""


class Place(NamedTuple):
    """A statement in the student's source. ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int
    text: str


class Outcome(Protocol):
    """How a run ended, as the compiler's run time tells it."""

    kind: str
    exit_code: int | None
    reason: str
    steps: int
    listens: bool
    more: bool
    why: list[Reason]


class Program(Protocol):
    """A compiled program, as the compiler gives it."""

    @property
    def symbols(self) -> Any: ...

    def line(self, rip: int, /) -> Any: ...

    @property
    def run(self) -> Callable[..., Outcome]:
        """With machine, steps, keys, ``patience``, ``watch``: see ``pagesim_py.rust.compiled.Compiled.run``."""
        ...


LookInside = Callable[[Collection[str], Collection[int], int], dict[int, list[Inside]]]


class NotReached(Exception):
    """A part of the recording could not be made again: somebody stopped that."""


class Run:
    """A program that has run. ``files`` are its sources; ``again`` makes the recording between two positions anew;
    None if all of it is kept.
    """

    def __init__(
        self,
        program: Program,
        symbols: Symbols,
        kept: Kept,
        outcome: Outcome,
        files: dict[str, str],
        again: Callable[[int, int], Timeline] | None = None,
        inside: LookInside | None = None,
    ) -> None:
        self.look_inside = inside
        """Looks into the functions that run, at positions that are wanted; None if that can't be done."""
        self.inside: dict[int, list[Inside]] = {}
        """What was found so."""
        self._changed: tuple[tuple[Timeline, int | None, int], list[Change]] | None = None
        self.program = program
        self.symbols = symbols
        self.outcome = outcome
        self.files = files
        self.timeline = kept.timeline()
        self.stops = Stops.EVENTS
        self.own: Collection[str] = ("src/main.rs",)
        """The student's own files."""
        self.marked: dict[Stops, tuple[Html, Html]] = {}
        """The marks along the slider, by what it counts, once somebody has made them (``session.marks``)."""
        self._selected: dict[tuple[Timeline, frozenset[str]], Selection] = {}
        self.notes = kept.notes
        self._again = again
        self.end = self._other = self.timeline
        """The part of the recording that has its end."""
        self._sources: dict[str, list[str]] = {}

    @property
    def machine(self) -> Machine:
        """The machine at the position."""
        return self.timeline.machine

    # -- positions: the page counts stops of the chosen kind, the timeline counts log entries

    @property
    def position(self) -> int:
        """The timeline's position."""
        return self.timeline.position

    @property
    def last(self) -> int:
        """The last position of all."""
        return self.end.last

    @property
    def stop_count(self) -> int:
        """How many stops of the chosen kind there are; stop 0 is the moment before the first."""
        return self.end.count(self.stops)

    @property
    def event_count(self) -> int:
        """How many events there are in all."""
        return self.end.count(Stops.EVENTS)

    @property
    def stop(self) -> int:
        """The number of the last stop at or before the position."""
        return self.timeline.count(self.stops, self.position)

    @property
    def kept(self) -> tuple[int, int] | None:
        """The first and the last stop of what is kept of the recording's end; None if all of it is."""
        first = self.end.count(self.stops, self.end.first) + 1
        return None if self.end.first == 0 else (min(first, self.stop_count), self.stop_count)

    def position_of(self, stop: int) -> int:
        """The position of stop number ``stop`` (cut to 0 .. stop_count). NotReached if the run there was stopped."""
        stop = max(0, min(stop, self.stop_count))
        return position_of(self._part_with(stop), self.stops, stop)

    def seek(self, position: int) -> None:
        """To ``position``, cut to what there is. NotReached if the run there was stopped."""
        position = max(0, min(position, self.last))
        self.timeline = self.part(position)
        self.timeline.seek(position)

    def to_end(self) -> None:
        """To the last position of all."""
        self.seek(self.last)

    def rest(self) -> None:
        """Brings the machine that the program runs on to where it runs on from."""
        self.end.seek(self.end.last)

    def step(self, by: int) -> None:
        """``by`` stops on, or back if negative. The last step goes to the run's very end."""
        if by > 0 and self.stop + by >= self.stop_count:
            self.to_end()
            return
        here = self.stop
        if by < 0 and self.position_of(here) < self.position:
            here += 1
        self.seek(self.position_of(here + by))

    def select(self, part: Timeline, kinds: frozenset[str]) -> Selection:
        """The steps of some ``kinds`` (``timeline.kinds``) in a part of the recording."""
        found = self._selected.get((part, kinds))
        if found is None:
            for key in [key for key in self._selected if key[0] not in (part, self.timeline, self.end, self._other)]:
                del self._selected[key]  # nothing keeps a part alive that is not needed any more
            while len(self._selected) >= SELECTED:
                del self._selected[next(iter(self._selected))]
            holds = (lambda _: True) if STATEMENT in kinds else self.is_own if OWN in kinds else None
            found = self._selected[part, kinds] = Selection(part, classes_of(kinds), holds)
        return found

    @cached_property
    def occurring(self) -> frozenset[str]:
        """The kinds of which there is something in the recording; all of them if not all of it is kept."""
        if self.end.first > 0:
            return frozenset(CHOICES)
        found = {kind_of_class(one) for one in {type(self.end.log[index]) for index in self.end.own_events}}
        rips = self.end.statements(self.end.first, self.end.last)
        return frozenset(found | ({STATEMENT} if rips else set()) | ({OWN} if any(map(self.is_own, rips)) else set()))

    def is_own(self, rip: int) -> bool:
        """Whether the statement at ``rip`` is in one of the student's own files."""
        place = self.place_of(rip)
        return place is not None and place.file in self.own

    def part(self, position: int) -> Timeline:
        """A part of the recording that has ``position``. NotReached if it could not be made."""
        for part in (self.timeline, self.end, self._other):
            if part.first <= position <= part.last:
                return part
        return self.make(position, position)

    def part_beyond(self, position: int) -> Timeline | None:
        """A part with what follows ``position``, which is a part's end. None if nothing does."""
        if position >= self.last:
            return None
        for part in (self.end, self._other):
            if part.first <= position < part.last:
                return part
        return self.make(position, position)

    def part_before(self, position: int) -> Timeline | None:
        """A part with what comes before ``position``, which is a part's beginning. None if nothing does."""
        if position <= 0:
            return None
        for part in (self.end, self._other):
            if part.first < position <= part.last:
                return part
        return self.make(position - 1, position)

    def _part_with(self, stop: int) -> Timeline:
        """A part of the recording that has stop number ``stop`` in it."""
        for part in (self.timeline, self.end, self._other):
            if (part.first == 0 or part.count(self.stops, part.first) < stop) and stop <= part.count(self.stops):
                return part
        number = bisect_left(self.notes, stop, key=lambda note: note.count(self.stops))
        return self.make(self.notes[max(number - 1, 0)].position, self.notes[number].position)

    def make(self, start: int, stop: int) -> Timeline:
        """The recording from ``start`` to ``stop`` (and more), made anew. NotReached if that was stopped."""
        if self._again is None:
            raise NotReached
        if self._other is not self.timeline:
            self._other = self.end  # its memory is needed now
        part = self._again(max(start - MARGIN, 0), min(stop + MARGIN, self.last))
        if not part.first <= start <= stop <= part.last:
            raise NotReached
        self._other = part
        return part

    # -- what is there

    def place(self, position: int | None = None) -> Place | None:
        """The statement of the student's source that is executing; None before the first one.

        After a delivery or an IRETQ it is the one that the CPU went to, though it has logged no statement there yet.
        """
        at = self.position if position is None else position
        went = self.timeline.went_to(at)
        place = None if went is None else self.place_of(went)
        if place is not None:
            return place
        rip = self.timeline.statement(at)
        return None if rip is None else self.place_of(rip)

    def place_of(self, rip: int) -> Place | None:
        """The statement whose code is at ``rip``."""
        found = self.program.line(rip)
        if found is None:
            return None
        file, line, column = found[0], found[1], found[2]
        lines = self._sources.get(file)
        if lines is None:
            lines = self._sources[file] = self.files.get(file, "").split("\n")
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        return Place(file, line, column, text)

    @property
    def heaps(self) -> list[tuple[int, int]]:
        """Where the program's allocators keep what they know of their heaps, see ``session.space``."""
        found: list[tuple[int, int]] = getattr(self.program, "heaps", [])
        return found

    def name(self, address: int) -> str | None:
        """What ``address`` lies in."""
        return self.symbols.name(address)

    @property
    def event(self) -> Event | None:
        """The event that has just happened; None if the position is at a statement or at the start."""
        entry = self.timeline.entry(self.position - 1)
        return entry if isinstance(entry, Event) else None

    @property
    def returned(self) -> list[int | None]:
        """For each exception, where its handler returned."""
        return exception_view.returns(self.timeline)

    @contextmanager
    def visiting(self, position: int) -> Iterator[None]:
        """Inside, the machine is at ``position``."""
        here = self.position
        self.seek(position)
        try:
            yield
        finally:
            self.seek(here)

    def registers_at(self, position: int | None) -> registers_view.Values:
        """The registers at ``position`` (at or before the present one); None is the present one."""
        if position is None:
            return self.registers()
        with self.timeline.registers_before(position):
            return self.registers(position)

    def registers(self, position: int | None = None) -> registers_view.Values:
        """The registers at the position. RIP and RSP are taken from the recording, at ``position`` if one is given."""
        values = registers_view.values(self.machine.cpu)
        at = self.position if position is None else position
        rip, rsp = self.timeline.rip(at), self.timeline.rsp(at)
        if rip is not None:
            values["RIP"] = (rip,)
        if rsp is not None:
            values["RSP"] = (rsp,)
        return values

    @property
    def before(self) -> int | None:
        """The position of the stop before; None at the first."""
        position, timeline = self.position, self.timeline
        if self.stop <= timeline.count(self.stops, timeline.first) + (timeline.first > 0):
            return None  # what was before is not kept here
        number = self.stop - (position_of(timeline, self.stops, self.stop) >= position)
        before = position_of(timeline, self.stops, number)
        return None if before >= position else before

    def registers_before(self) -> registers_view.Values | None:
        """The registers at the stop before; None at the first."""
        before = self.before
        return None if before is None else self.registers_at(before)

    def changed(self) -> list[Change]:
        """What of memory has changed since the stop before; of a long way, its end."""
        before = self.before
        key = (self.timeline, before, self.position)
        if self._changed is None or self._changed[0] != key:
            first = self.position if before is None else max(before, self.position - LOOKED)
            self._changed = key, list(self.timeline.changes(first, self.position))
        return self._changed[1]

    def line(self, position: int, entry: Any) -> events_view.Line:
        """The line of the stop at ``position``, whose log entry is ``entry``."""
        if isinstance(entry, Event):
            return events_view.Line(position, entry)
        place = self.place_of(entry)
        if place is None:
            return events_view.Line(position, None, hex(entry), self.name(entry) or "")
        return events_view.Line(position, None, f"{place.file.removeprefix('src/')}:{place.line}", place.text)


def position_of(timeline: Timeline, stops: Stops, stop: int) -> int:
    """The position of a stop that ``timeline`` has."""
    low, high = timeline.first, timeline.last
    while low < high:
        middle = (low + high) // 2
        if timeline.count(stops, middle) < stop:
            low = middle + 1
        else:
            high = middle
    return low
