"""Plans: which entries to write, in which order, to map and unmap pages. A plan is calls, and reads as it goes.

It reads entries through whatever looks like memory, so that the same plan can be gone through on memory as it would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE, address_of, canonical, index, page_size
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW, ENTRY_US
from pagesim_py.machine.mappings import EvenTable
from pagesim_py.machine.memory import Memory
from pagesim_py.machine.paging import ADDRESS_BITS, Control
from pagesim_py.playground.calls import Call, store, write_entry
from pagesim_py.playground.frames import PAGES_FROM, Frames
from pagesim_py.playground.operations import SIZES, Map, OperationError

NAMES = {level: name for name, level in SIZES.items()}


class Entries(Protocol):
    """Where entries are read from."""

    def entry(self, address: int, /) -> int:
        """The 8 bytes at physical ``address``."""


class Overlay:
    """Memory with some entries as they would be."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.words: dict[int, int] = {}
        self.touched: set[int] = set()
        """The tables that have some of them."""

    def entry(self, address: int) -> int:
        """As ``Memory.entry``."""
        word = self.words.get(address)
        return self.memory.entry(address) if word is None else word

    def go(self, calls: Iterable[Call]) -> int:
        """Takes the entries that ``calls`` write; how many there are."""
        count = 0
        for call in calls:
            if call.name == "memory.write_u64":
                at, word = call.arguments
                assert isinstance(at, int)
                assert isinstance(word, int)
                self.words[at] = word
                self.touched.add(at & -PAGE_SIZE)
                count += 1
        return count


class Way(NamedTuple):
    """How an entry is written. ``base``: the window's linear address, or the number of the recursive entry."""

    by: str = "memory"
    base: int = 0

    def linear(self, levels: int, level: int, page: int, at: int) -> int:
        """The linear address of the entry at physical ``at``: that of ``level`` on the walk of ``page``."""
        if self.by == "window":
            return self.base + at & MASK64
        if self.by == "recursive":
            above = tuple(index(page, n) for n in range(levels, level, -1))
            return address_of((self.base,) * level + above, at % PAGE_SIZE)
        return at

    def write(self, levels: int, level: int, page: int, at: int, entry: int) -> Call:
        """The call that writes ``entry`` there."""
        if self.by == "memory":
            return write_entry(at, entry)
        return store(self.linear(levels, level, page, at), 8, entry)


class Taking:
    """The free frames, while a plan takes some of them."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.count = 0

    def table(self) -> int:
        """A frame for a new table. OperationError if none is free."""
        frame = self.frames.find()
        if frame is None:
            raise OperationError("No frame is free for another table.")
        self.frames = self.frames.reserve(frame, PAGE_SIZE)
        self.count += 1
        return frame

    def page(self, level: int) -> int:
        """A frame for a page of ``level``. OperationError if none is free."""
        frame = self.frames.find(page_size(level), PAGES_FROM)
        if frame is None:
            frame = self.frames.find(page_size(level))
        if frame is None:
            raise OperationError(f"No {NAMES[level]} of memory in one piece are free: say which frame you mean.")
        return frame


def map_page(
    entries: Entries, memory: Memory, control: Control, taking: Taking, asked: Map, way: Way
) -> Iterator[Call]:
    """Maps a page, with the tables that are missing on its way; what is above it gets the rights that it needs."""
    page, level, wanted = asked.page, asked.level, asked.flags
    size = page_size(level)
    if canonical(page, control.linear_bits) != page:
        top = control.linear_bits - 1
        raise OperationError(
            f"{page:#x} is not canonical: bits 63 to {top} of an address are equal, as in "
            f"{canonical(page, control.linear_bits):#x}."
        )
    if page % size:
        raise OperationError(f"A page of {NAMES[level]} begins at a multiple of {size:#x}: {page & -size:#x} would do.")
    frame = taking.page(level) if asked.frame is None else asked.frame
    if frame % size:
        raise OperationError(
            f"A frame of {NAMES[level]} begins at a multiple of {size:#x}: {frame & -size:#x} would do."
        )
    if frame >> 52:
        raise OperationError(f"A physical address has 52 bits at most, and {frame:#x} has more.")
    if frame >> PAGE_SHIFT and asked.frame is None:
        taking.frames = taking.frames.reserve(frame, size)
    above = ENTRY_P | ENTRY_RW | wanted & ENTRY_US
    table = control.root
    for number in range(control.levels, level, -1):
        at = table + 8 * index(page, number)
        entry = entries.entry(at)
        if not entry & ENTRY_P:
            table = taking.table()
            if any(memory.read(table, PAGE_SIZE)):
                yield Call("memory.write", (table, bytes(PAGE_SIZE)))
            yield way.write(control.levels, number, page, at, table | above)
            continue
        if entry & ENTRY_PS and number in (2, 3):
            raise OperationError(
                f"{page:#x} lies in a page of {NAMES[number]} already: the level-{number} entry maps it. "
                "Unmap that first."
            )
        if wanted & ~entry & (ENTRY_RW | ENTRY_US):
            yield way.write(control.levels, number, page, at, entry | wanted & (ENTRY_RW | ENTRY_US))
        table = entry & ADDRESS_BITS
    at = table + 8 * index(page, level)
    old = entries.entry(at)
    if old & ENTRY_P:
        if level > 1 and not old & ENTRY_PS:
            raise OperationError(
                f"The level-{level} entry of {page:#x} points to a table of smaller pages already, at "
                f"{old & ADDRESS_BITS:#x}. Edit that entry to 0 before a page of {NAMES[level]} takes its place."
            )
        raise OperationError(
            f"{page:#x} is mapped already, to {old & ADDRESS_BITS & -size:#x}. Unmap it first, or edit its entry."
        )
    yield way.write(control.levels, level, page, at, frame | wanted | ENTRY_P | (ENTRY_PS if level > 1 else 0))


def tables(entries: Entries, memory: Memory, control: Control) -> dict[int, int]:
    """The tables that the root leads to: physical address -> level, the highest one for a table with several."""
    found = {control.root: control.levels}
    todo = [(control.root, control.levels)]
    while todo:
        table, level = todo.pop()
        number = table >> PAGE_SHIFT
        even = memory.lazy.get(number) if number not in memory.frames else None
        if level == 1 or (isinstance(even, EvenTable) and even.entry & ENTRY_PS):
            continue
        for entry in _all_entries(entries, memory, table):
            if not entry & ENTRY_P or (entry & ENTRY_PS and level < 4):
                continue
            below = entry & ADDRESS_BITS
            if below not in found:
                found[below] = level - 1
                todo.append((below, level - 1))
    return found


def _all_entries(entries: Entries, memory: Memory, table: int) -> Iterable[int]:
    """The entries of a table in order; at once, where none of them is other than memory has it."""
    if entries is memory or (isinstance(entries, Overlay) and table not in entries.touched):
        return memoryview(memory.read(table, PAGE_SIZE)).cast("Q")
    return map(entries.entry, range(table, table + PAGE_SIZE, 8))
