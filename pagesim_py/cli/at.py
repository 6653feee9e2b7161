"""``run --at EVENT``: the machine at a moment of the run, and what is to be looked at there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pagesim_py.cli import looks
from pagesim_py.cli.events import position_of_number
from pagesim_py.cli.kernel import address_of
from pagesim_py.cli.map import map_data, map_text
from pagesim_py.cli.walk import walk_data, walk_text
from pagesim_py.labs.moments import WantedAccess, parse_moment
from pagesim_py.labs.project import InputError
from pagesim_py.machine.events import Cr2Written, FaultRaised
from pagesim_py.session.following import find
from pagesim_py.session.run import Run
from pagesim_py.session.space import named_areas
from pagesim_py.timeline import Stops

EXAMPLES = "give an exception such as #PF, an access such as 'write 0xb8000', halt, end, or the number of an event"


class Looks(NamedTuple):
    """What to look at: addresses as people type them, and panels."""

    walk: Sequence[str] = ()
    memory: Sequence[str] = ()
    registers: bool = False
    tables: bool = False
    tlb: bool = False
    map: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to look at."""
        return any(self)


def seek(run: Run, text: str) -> None:
    """Brings ``run`` to just after the event that ``text`` means (of a page fault: when CR2 is written, too).

    InputError if there is none.
    """
    run.seek(_position(run, text.strip()))


def _position(run: Run, text: str) -> int:
    if text == "end":
        return len(run.timeline)
    if text.replace("_", "").replace(",", "").isdecimal():
        return position_of_number(run, int(text.replace("_", "").replace(",", "")))
    try:
        wanted = parse_moment(text)
    except ValueError:
        raise InputError(f"{text!r} is no event: {EXAMPLES}") from None
    if isinstance(wanted, WantedAccess):
        address_of(wanted.address, run.machine, run.symbols)
    position = find(run.timeline, wanted, run)
    if position is None:
        raise InputError(f"the run has no event {text!r}; run --events lists those that it has")
    following = run.timeline.log[position : position + 1]
    return position + 1 if following and isinstance(following[0], Cr2Written) else position


def moment_text(run: Run) -> Iterator[str]:
    """Where the run is: the event's number and sentence, the statement."""
    number, count = run.timeline.count(Stops.EVENTS, run.position), run.timeline.count(Stops.EVENTS)
    event = run.event
    if isinstance(event, Cr2Written):
        fault = run.timeline.log[run.position - 2]
        yield f"At event {number - 1:,} of {count:,}: {fault.sentence}" if isinstance(fault, FaultRaised) else ""
    yield f"At event {number:,} of {count:,}" + (f": {event.sentence}" if event is not None else "")
    place = run.place()
    if place is not None:
        yield f"{place.file}:{place.line}: {place.text}"


def looks_text(run: Run, asked: Looks) -> Iterator[str]:
    """What was asked for, part by part."""
    machine, values = run.machine, run.registers()
    if asked.registers:
        yield from ("", "Registers", *looks.registers_text(values, run.name))
    for address in _addresses(run, asked.walk):
        yield from ("", walk_text(machine, address, run.name(address)).rstrip("\n"))
    if asked.map:
        yield from ("", *map_text(named_areas(machine, run.files, run.heaps)))
    if asked.tables:
        yield from ("", f"Tables, from CR3 = {machine.cpu.cr3:#x}", *looks.tables_text(machine))
    if asked.tlb:
        yield from ("", "TLB", *looks.tlb_text(machine))
    for address in _addresses(run, asked.memory):
        yield from ("", f"Memory at {address:#x}", *looks.memory_text(machine, address, run.name))


def moment_data(run: Run, asked: Looks) -> dict[str, Any]:
    """The moment and what was asked for, as plain data."""
    event, place, machine = run.event, run.place(), run.machine
    data: dict[str, Any] = {
        "number": run.timeline.count(Stops.EVENTS, run.position),
        "event": None if event is None else {"title": event.title, "sentence": event.sentence},
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
    }
    if asked.registers:
        data["registers"] = looks.registers_data(run.registers())
    if asked.walk:
        data["walks"] = [walk_data(machine, one, run.name(one)) for one in _addresses(run, asked.walk)]
    if asked.map:
        data["map"] = map_data(named_areas(machine, run.files, run.heaps))
    if asked.tables:
        data["tables"] = looks.tables_data(machine)
    if asked.tlb:
        data["tlb"] = looks.tlb_data(machine)
    if asked.memory:
        data["memory"] = [looks.memory_data(machine, one) for one in _addresses(run, asked.memory)]
    return data


def _addresses(run: Run, texts: Sequence[str]) -> list[int]:
    values = run.registers()
    return [address_of(one, run.machine, run.symbols, values["RIP"][0], values["RSP"][0]) for one in texts]
