"""One run of a program, kept with its recording: where it is, what it is called, how it ended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from pagesim_py.machine import vectors
from pagesim_py.machine.events import Event, FaultRaised, PageWalked, TlbFilled
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.machine import Machine
from pagesim_py.session.addresses import Symbols
from pagesim_py.timeline import Stops, Timeline
from pagesim_py.views import events as events_view
from pagesim_py.views import exception as exception_view
from pagesim_py.views import registers as registers_view
from pagesim_py.views.walk import Subject

FIRST_BUDGET = 1_000_000
"""Steps (statements and turns of loops) before a run is reported as still running; Continue takes more."""
WINDOW = 50
"""Lines of the events' list on each side of the current one."""


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


class Program(Protocol):
    """A compiled program, as the compiler gives it."""

    @property
    def symbols(self) -> Any: ...

    def line(self, rip: int, /) -> Any: ...

    def run(self, machine: Machine, max_steps: int, keys: Sequence[tuple[int, ...]], /) -> Outcome: ...


class Run:
    """A program that has run on ``machine``. ``files`` are its sources, ``budget`` its steps at most."""

    def __init__(
        self, program: Program, symbols: Symbols, machine: Machine, outcome: Outcome, files: dict[str, str], budget: int
    ) -> None:
        self.program = program
        self.symbols = symbols
        self.machine = machine
        self.outcome = outcome
        self.files = files
        self.budget = budget
        self.timeline = Timeline(machine)
        self.stops = Stops.EVENTS
        self._sources: dict[str, list[str]] = {}

    # -- positions: the page counts stops of the chosen kind, the timeline counts log entries

    @property
    def position(self) -> int:
        """The timeline's position."""
        return self.timeline.position

    @property
    def stop_count(self) -> int:
        """How many stops of the chosen kind there are; stop 0 is the moment before the first."""
        return self.timeline.count(self.stops)

    @property
    def stop(self) -> int:
        """The number of the last stop at or before the position."""
        return self.timeline.count(self.stops, self.position)

    def position_of(self, stop: int) -> int:
        """The position of stop number ``stop`` (cut to 0 .. stop_count)."""
        stop = max(0, min(stop, self.stop_count))
        low, high = 0, len(self.timeline)
        while low < high:
            middle = (low + high) // 2
            if self.timeline.count(self.stops, middle) < stop:
                low = middle + 1
            else:
                high = middle
        return low

    def seek(self, position: int) -> None:
        """To ``position``, cut to what there is."""
        self.timeline.seek(max(0, min(position, len(self.timeline))))

    def step(self, by: int) -> None:
        """``by`` stops on, or back if negative. The last step goes to the run's very end."""
        if by > 0 and self.stop + by >= self.stop_count:
            self.seek(len(self.timeline))
            return
        here = self.stop
        if by < 0 and self.position_of(here) < self.position:
            here += 1
        self.seek(self.position_of(here + by))

    # -- what is there

    def place(self, position: int | None = None) -> Place | None:
        """The statement of the student's source that is executing; None before the first one."""
        rip = self.timeline.statement(self.position if position is None else position)
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

    def name(self, address: int) -> str | None:
        """What ``address`` lies in."""
        return self.symbols.name(address)

    @property
    def event(self) -> Event | None:
        """The event that has just happened; None if the position is at a statement or at the start."""
        entry = self.timeline.log[self.position - 1] if self.position else None
        return entry if isinstance(entry, Event) else None

    def subject(self) -> Subject:
        """The address that the Translation panel follows: that of the access now, else of the last fault."""
        fault: Fault | None = None
        event = self.event
        if isinstance(event, TlbFilled):
            event = self.timeline.log[self.timeline.previous_stop(Stops.EVENTS) - 1]
        if isinstance(event, PageWalked):
            return self._subject(event.walk.address, event.fault)
        number = exception_view.shown(self.timeline, self.position)
        if number is not None:
            delivery = self.timeline.deliveries[number]
            for entry in reversed(self.timeline.log[delivery.start : self.position][: delivery.end - delivery.start]):
                if isinstance(entry, FaultRaised) and entry.fault.address is not None:
                    fault = entry.fault
                    break
        if fault is not None and fault.address is not None:
            return self._subject(fault.address, fault if fault.vector == vectors.PF else None)
        rip = self.timeline.rip(self.position)
        return self._subject(self.machine.cpu.rip if rip is None else rip, None)

    def _subject(self, address: int, fault: Fault | None) -> Subject:
        return Subject(address, self.name(address), fault)

    @cached_property
    def returned(self) -> list[int | None]:
        """For each exception, where its handler returned."""
        return exception_view.returns(self.timeline)

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

    def registers_before(self) -> registers_view.Values | None:
        """The registers at the stop before; None at the first."""
        position = self.position
        before = self.position_of(self.stop - (self.position_of(self.stop) >= position))
        if before >= position:
            return None
        with self.timeline.registers_before(before):
            return self.registers(before)

    def lines(self, around: int) -> tuple[list[events_view.Line], int, int]:
        """The lines of the stops around position ``around``, and how many lie before and after them."""
        timeline, stops = self.timeline, self.stops
        centre = timeline.count(stops, around)
        total = self.stop_count
        first = max(1, min(centre - WINDOW, total - 2 * WINDOW))
        last = min(total, first + 2 * WINDOW)
        lines = []
        position = self.position_of(first - 1)
        for _ in range(first, last + 1):
            position = timeline.next_stop(stops, position)
            lines.append(self._line(position))
        return lines, first - 1, total - last

    def _line(self, position: int) -> events_view.Line:
        entry = self.timeline.log[position - 1]
        if isinstance(entry, Event):
            return events_view.Line(position, entry)
        place = self.place_of(entry)
        if place is None:
            return events_view.Line(position, None, hex(entry), self.name(entry) or "")
        return events_view.Line(position, None, f"{place.file.removeprefix('src/')}:{place.line}", place.text)

    def current_line(self, lines: list[events_view.Line]) -> int | None:
        """The position of the line, among ``lines``, that the timeline stands at."""
        number = bisect_right([line.at for line in lines], self.position) - 1
        return lines[number].at if number >= 0 and self.stop else None
