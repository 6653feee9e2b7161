"""Three ways for a kernel to reach its tables, which lie at physical addresses: what each takes, and where they are.

identity    each table's frame is mapped at the linear address that is equal to its physical one
window      all of physical memory is mapped once more, at an offset
recursive   an entry of the top table points to the top table: the walk goes round once more, and ends at a table
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.machine.address import ENTRIES, PAGE_SIZE, SHIFT, address_of, page_size
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import Mapping, mappings_and_loops
from pagesim_py.machine.paging import ADDRESS_BITS, Control, walk
from pagesim_py.playground.calls import Call, write_entry
from pagesim_py.playground.frames import Frames
from pagesim_py.playground.operations import Map, OperationError
from pagesim_py.playground.tables import Entries, Overlay, Taking, Way, map_page, tables

SMALL = page_size(3)
"""Up to so many bytes of memory a window has 2 MiB pages; beyond, 1 GiB pages."""
MOST_TABLES = 1200
"""Tables that are given identity mappings at most: for more nobody would read the script."""


def recursive_entry(machine: Machine) -> int | None:
    """The number of the top table's entry that points to the top table; None if there is none."""
    control = machine.mmu.control
    for number in range(ENTRIES):
        entry = machine.memory.entry(control.root + 8 * number)
        if entry & ENTRY_P and entry & ADDRESS_BITS == control.root:
            return number
    return None


def window_run(machine: Machine) -> Mapping | None:
    """The run of large pages that shows the top table at an offset; None if there is none."""
    root = machine.mmu.control.root
    for run in mappings_and_loops(machine)[0]:
        shows = run.physical <= root < run.physical + run.size
        if shows and run.page_size > PAGE_SIZE and run.address > run.physical:
            return run
    return None


def window(machine: Machine) -> int | None:
    """Where physical address 0 is, or would be, in the window; None if there is none."""
    run = window_run(machine)
    return None if run is None else run.address - run.physical


def way(machine: Machine, by: str) -> Way:
    """How entries are written ``by`` that way. OperationError if it is not set up."""
    if by == "window":
        base = window(machine)
    elif by == "recursive":
        base = recursive_entry(machine)
    else:
        return Way(by)
    if base is None:
        what = "no window on physical memory" if by == "window" else "no recursive entry"
        raise OperationError(f"There is {what} in these tables: set that way up first.")
    return Way(by, base)


def plan(machine: Machine, entries: Entries, taking: Taking, by: str) -> Iterator[Call]:
    """What sets a way up. OperationError if it is, or cannot be."""
    control = machine.mmu.control
    if by == "recursive":
        number = recursive_entry(machine)
        if number is not None:
            raise OperationError(f"Entry {number} of the top table points to the top table already.")
        yield _recursive(entries, control)
    elif by == "window":
        base = window(machine)
        if base is not None:
            raise OperationError(f"All of the memory that holds the tables is visible from {base:#x} on already.")
        yield from _window(machine, entries, taking)
    else:
        yield from _identity(machine, entries, taking)


def _free_slot(entries: Entries, control: Control, numbers: range) -> int:
    for number in numbers:
        if not entries.entry(control.root + 8 * number) & ENTRY_P:
            return number
    raise OperationError("No entry of the top table is free.")


def _free_window(entries: Entries, control: Control) -> int:
    """The entry of the top table below which a new window lies: in the higher half, as kernels have it."""
    return _free_slot(entries, control, range(ENTRIES // 2, ENTRIES))


def _end(machine: Machine) -> int:
    """Where memory ends."""
    return max((end for _, end in machine.memory.regions), default=0)


def _recursive(entries: Entries, control: Control) -> Call:
    number = _free_slot(entries, control, range(ENTRIES - 1, -1, -1))
    return write_entry(control.root + 8 * number, control.root | ENTRY_P | ENTRY_RW)


def _window(machine: Machine, entries: Entries, taking: Taking) -> Iterator[Call]:
    control = machine.mmu.control
    base = address_of((_free_window(entries, control), *(0,) * (control.levels - 1)))
    end = _end(machine)
    level = 2 if end <= SMALL else 3
    if end > 1 << SHIFT[control.levels]:
        raise OperationError(f"The memory reaches up to {end:#x}: that does not fit below one entry of the top table.")
    for start in range(0, end, page_size(level)):
        asked = Map(base + start, start, level, ENTRY_RW)
        yield from map_page(entries, machine.memory, control, taking, asked, Way())


def _identity(machine: Machine, entries: Entries, taking: Taking) -> Iterator[Call]:
    control = machine.mmu.control
    done: set[int] = set()
    while todo := sorted(tables(entries, machine.memory, control).keys() - done):
        if len(todo) + len(done) > MOST_TABLES:
            raise OperationError(f"There are more than {MOST_TABLES:,} tables: each would need a page of its own.")
        for table in todo:
            done.add(table)
            found = walk(entries, control, table)
            if found.physical == table:
                continue
            if found.physical is not None:
                raise OperationError(
                    f"The address {table:#x}, where a table lies, is in use: it is mapped to {found.physical:#x}."
                )
            asked = Map(table, table, 1, ENTRY_RW)
            yield from map_page(entries, machine.memory, control, taking, asked, Way())


class Place(NamedTuple):
    """A table on a walk: its level, where it lies, and the linear address at which a way shows it."""

    level: int
    table: int
    linear: int


class Cost(NamedTuple):
    """What a way takes, gone through without doing it."""

    by: str
    ready: bool
    """It is set up: the costs are those that it would have once more, or had."""
    obstacle: str | None
    """Why it cannot be set up, as a sentence."""
    entries: int
    """Entries that are written."""
    frames: int
    """Frames for tables of its own."""
    taken: int
    """Bytes of linear addresses."""
    reads: int | None
    """Entries that the CPU reads, with an empty TLB, before it reaches the lowest table; None if it cannot."""
    more: int
    """Entries to write until one more table, in the next free frame, can be reached."""
    places: tuple[Place, ...]
    """The tables on the walk of the address asked about."""


def costs(machine: Machine, frames: Frames, address: int, past: dict[str, tuple[int, int]]) -> list[Cost]:
    """The three ways side by side. ``past``: entries written and frames taken for those set up in the playground."""
    return [_cost(machine, frames, address, by, past.get(by)) for by in ("identity", "window", "recursive")]


def _cost(machine: Machine, frames: Frames, address: int, by: str, past: tuple[int, int] | None) -> Cost:
    control, memory = machine.mmu.control, machine.memory
    overlay, taking = Overlay(memory), Taking(frames)
    known, base, obstacle, written = None, 0, None, 0
    try:
        if by == "identity":
            written = overlay.go(_identity(machine, overlay, taking))
            known = 0 if written == 0 else None
        elif by == "window":
            known = window(machine)
            base = address_of((_free_window(overlay, control), *(0,) * (control.levels - 1)))
            written = overlay.go(_window(machine, overlay, taking))
        else:
            known = recursive_entry(machine)
            base = _free_slot(overlay, control, range(ENTRIES - 1, -1, -1))
            written = overlay.go([_recursive(overlay, control)])
    except OperationError as error:
        obstacle = str(error) if known is None else None
    ready = known is not None
    made = Way(by, base if known is None else known)
    places = tuple(
        Place(step.level, step.table, made.linear(control.levels, step.level, address, step.table))
        for step in walk(memory, control, address).steps
    )
    reads = None
    if places and obstacle is None:
        reached = walk(overlay, control, places[-1].linear)
        reads = len(reached.steps) if reached.physical == places[-1].table else None
    if by == "identity":
        taken = len(tables(overlay, memory, control)) * PAGE_SIZE
    else:
        taken = _end(machine) if by == "window" else 1 << SHIFT[control.levels]
    entries, own = (written, taking.count) if past is None or not ready else past
    more = _one_more(machine, overlay, taking) if by == "identity" and obstacle is None else 0
    run = window_run(machine) if by == "window" else None
    if run is not None:
        taken = run.size
        entries, own = _held(run, control.levels)
    return Cost(by, ready, obstacle, entries, own, taken, reads, more, places)


def _held(run: Mapping, levels: int) -> tuple[int, int]:
    """The entries of a window that is there, and its tables below the top one."""
    leaf = SHIFT.index(run.page_size.bit_length() - 1)
    own = sum(
        ((run.end - 1) >> SHIFT[level] + 9) - (run.address >> SHIFT[level] + 9) + 1 for level in range(leaf, levels)
    )
    return run.pages + own, own


def _one_more(machine: Machine, overlay: Overlay, taking: Taking) -> int:
    """Entries to write until the next free frame can be reached at its own address."""
    try:
        frame = taking.table()
        asked = Map(frame, frame, 1, ENTRY_RW)
        return overlay.go(map_page(overlay, machine.memory, machine.mmu.control, taking, asked, Way()))
    except OperationError:
        return 0
