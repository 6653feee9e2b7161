"""What the Translation panel is about: the address that was typed, or else what the program does.

A typed address is shown as it is now, always. While the program is followed, the panel shows the last access to memory
that tells something, as it was when it was made: that of the step, that of an exception whose handler runs, else the
last one that the student's own files made. At the end of the recording it shows what the experiment is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pagesim_py.labs import Lab, Step
from pagesim_py.labs.moments import Moment as Wanted
from pagesim_py.labs.moments import WantedAccess, happens
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE
from pagesim_py.machine.events import FaultRaised, PageWalked, TlbFilled
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.machine import Machine
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.run import Run
from pagesim_py.timeline import Stops, Timeline
from pagesim_py.views import exception as exception_view
from pagesim_py.views.registers import Values
from pagesim_py.views.translation import Moment, Subject, Then, Translation, look
from pagesim_py.views.walk_scene import strips

LOOKED_BACK = 4096
"""So many events are looked through for the last access, so that a step takes no longer in a long recording."""
SAME_STACK = 4 << 20
"""Frames further apart than this are on different stacks."""


class Target(NamedTuple):
    """What an experiment, or a lab, is about."""

    address: str
    """As people type it: a number, a register, a symbol."""
    at: Wanted | None
    """The moment that its author means; None for the last access to the address."""
    unchanged: bool
    """Whether the files that ran are its own; what a student has changed may never touch the address."""


def target_of(lab: Lab, experiment: Step | None, files: Mapping[str, str]) -> Target | None:
    """What ``files`` are about: the experiment that is chosen, or that they are the files of, or else the lab."""
    about: Lab | Step = experiment or next((step for step in lab.steps if step.files == files), None) or lab
    return None if about.address is None else Target(about.address, about.at, about.files == files)


def typed_address(address: int, machine: Machine, symbols: Symbols) -> Translation:
    """A typed address: as it is now."""
    return Translation(Subject(address, symbols.name(address)), look(machine, address))


def followed(run: Run, target: Target | None) -> Translation:
    """What is shown at the run's position while the program is followed."""
    timeline = run.timeline
    event = run.event
    if isinstance(event, PageWalked):
        return _access(run, run.position - 1)
    if isinstance(event, TlbFilled):
        return _access(run, timeline.previous_stop(Stops.EVENTS) - 1)
    at_end = run.position == run.last
    if at_end and target is not None:
        shown = _of_target(run, target)
        if shown is not None:
            return shown
    index = _exception(run)
    if index is None or _has_returned(run, index):
        access = _last_access(run, ("src/main.rs",)) if at_end else None
        access = _last_access(run, run.files) if access is None else access
        if access is not None and (index is None or access > index or not _is_own(run, index)):
            index = access
    if index is not None:
        return _access(run, index)
    rip = run.timeline.rip(run.position)
    rip = run.machine.cpu.rip if rip is None else rip
    return typed_address(rip, run.machine, run.symbols)._replace(asked=Access.FETCH)


def _access(run: Run, index: int) -> Translation:
    """The access, or the fault, that the event at ``index`` tells of."""
    event = run.timeline.entry(index)
    moment = _moment(run, index + 1)
    if isinstance(event, PageWalked):
        return _shown(run, event.walk.address, _drawn(run, Then(moment, event.walk, event.access, event.fault)))
    assert isinstance(event, FaultRaised)
    fault = event.fault
    assert fault.address is not None
    walk = fault.walk or run.machine.walk(fault.address)  # without a walk it is an address that is not canonical
    return _shown(run, fault.address, _drawn(run, Then(moment, walk, fault.access, fault)))


def _drawn(run: Run, then: Then) -> Then:
    """``then`` with what else lay in the tables at its moment, if that can be had without running again to there."""
    if not run.timeline.first <= then.moment.at <= run.timeline.last:
        return then
    with run.visiting(then.moment.at):
        return then._replace(strips=strips(run.machine.memory, then.walk))


def _shown(run: Run, address: int, then: Then | None) -> Translation:
    return Translation(Subject(address, run.name(address)), look(run.machine, address), then)


def _moment(run: Run, position: int) -> Moment:
    return Moment(position, max(1, run.timeline.count(run.stops, position)))


# -- accesses of the program


def _exception(run: Run) -> int | None:
    """The index of the fault whose address the exception shown at the position is about."""
    number = exception_view.shown(run.timeline, run.position)
    if number is None:
        return None
    delivery = run.timeline.deliveries[number]
    for index in range(min(delivery.end, run.position) - 1, delivery.start - 1, -1):
        event = run.timeline.entry(index)
        if isinstance(event, FaultRaised) and event.fault.address is not None:
            return index
    return None


def _has_returned(run: Run, index: int) -> bool:
    """Whether the handler of the exception that the fault at ``index`` belongs to has returned by now."""
    deliveries = run.timeline.deliveries
    number = bisect_left(deliveries, index + 1, key=lambda one: one.start) - 1
    returned = run.returned[number]
    return returned is not None and returned < run.position


def _last_access(run: Run, files: Collection[str]) -> int | None:
    """The index of the last page walk, or refused access, by a statement in ``files``: for data, not on the stack."""
    timeline, position = run.timeline, run.position
    indices = timeline.event_indices
    last = bisect_left(indices, position)
    low, high = _stack(run)
    for number in range(last - 1, max(-1, last - 1 - LOOKED_BACK), -1):
        index = indices[number]
        event = timeline.entry(index)
        if not isinstance(event, PageWalked) or event.access not in _DATA or low <= event.walk.address < high:
            continue
        if _made_in(run, index) in files:
            return index
    return None


_DATA = frozenset({Access.READ, Access.WRITE, Access.READ_MODIFY_WRITE})


def _is_own(run: Run, index: int) -> bool:
    return _made_in(run, index) in run.files


def _made_in(run: Run, index: int) -> str | None:
    """The file of the statement that ran when the event at ``index`` happened."""
    place = run.place(index)
    return None if place is None else place.file


def _stack(run: Run) -> tuple[int, int]:
    """The part of the present stack that is in use, and a page below it."""
    frames = [frame.rsp for frame in run.timeline.stack()]
    if not frames:
        return (0, 0)
    top = frames[-1]
    return (min(frames[-1], top) - PAGE_SIZE, max(rsp for rsp in frames if abs(rsp - top) < SAME_STACK) + PAGE_SIZE)


# -- what an experiment is about


def _of_target(run: Run, target: Target) -> Translation | None:
    """The address of ``target`` at its moment; None if the program, which is another one, has nothing to do with it."""
    timeline = run.timeline
    position = None if target.at is None else find(timeline, target.at, run)
    if target.at is not None and position is None:
        return None
    try:
        address = parse(target.address, run.symbols, names_of(run.registers_at(position)))
    except AddressError:
        return None
    if target.at is None:
        index = _touched(run, address)
        if index is not None:
            return _access(run, index)
        touched = target.unchanged or _touched(run, address, whole_page=True) is not None
        return _shown(run, address, None) if touched else None
    assert position is not None
    entry = timeline.entry(position - 1)
    if isinstance(entry, FaultRaised) and entry.fault.address == address:
        return _access(run, position - 1)
    if isinstance(entry, PageWalked) and entry.walk.address == address:
        return _access(run, position - 1)
    if position == run.last:
        return _shown(run, address, None)
    with run.visiting(position):
        walk = run.machine.walk(address)
        known = strips(run.machine.memory, walk)
    return _shown(run, address, Then(_moment(run, position), walk, None, strips=known))


def _touched(run: Run, address: int, whole_page: bool = False) -> int | None:
    """The index of the last refused access to ``address``, else of its last page walk; None if there was none."""
    walked = None
    shift = PAGE_SHIFT if whole_page else 0
    for index in reversed(run.timeline.event_indices[-4 * LOOKED_BACK :]):
        event = run.timeline.entry(index)
        fault: Fault | None
        if isinstance(event, PageWalked):
            fault, at = event.fault, event.walk.address
        elif isinstance(event, FaultRaised) and event.fault.address is not None:
            fault, at = event.fault, event.fault.address
        else:
            continue
        if at >> shift == address >> shift:
            if fault is not None:
                return index
            walked = index if walked is None else walked
    return walked


def find(timeline: Timeline, wanted: Wanted, run: Run) -> int | None:
    """The position just after the first event that is ``wanted``; None if there is none."""
    address = None
    if isinstance(wanted, WantedAccess):
        try:
            address = parse(wanted.address, run.symbols, {})
        except AddressError:
            return None
    for index in timeline.event_indices:
        if happens(timeline.entry(index), wanted, address):
            return index + 1
    return None


def names_of(values: Values) -> dict[str, int]:
    """Registers by the names that an address can be given by."""
    return {name.lower(): value[0] for name, value in values.items() if name not in ("CPL", "CS", "SS")}
