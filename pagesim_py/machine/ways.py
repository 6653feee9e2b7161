"""Which linear addresses reach a frame: the page tables read backwards (SDM vol. 3A 4.5 and 4.6). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pagesim_py.machine.address import PAGE_SIZE, canonical
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.mappings import EvenTable
from pagesim_py.machine.paging import ADDRESS_BITS, Level, levels

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

TURNS = 20_000
"""Tables are looked through so often at most, each time at one level."""


class Way(NamedTuple):
    """A linear address that reaches the frame, and what all levels together allow there."""

    address: int
    page_size: int
    writable: bool
    user: bool
    executable: bool


class _Search:
    """One search; what a table leads to at a level is found out once."""

    def __init__(self, machine: Machine, frame: int) -> None:
        control = machine.mmu.control
        self.memory = machine.memory
        self.levels = levels(control.levels, control.physical_bits, control.nxe, control.big_pages)
        self.frame = frame & -PAGE_SIZE
        self.known: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        self.turns = 0

    def below(self, table: int, depth: int) -> list[tuple[int, int, int]]:
        """(offset in what the table covers, page size, rights) of each way from the table at ``depth`` on."""
        key = (table, depth)
        found = self.known.get(key)
        if found is None:
            self.turns += 1
            found = self.known[key] = list(self.ways(table, depth)) if self.turns <= TURNS else []
        return found

    def ways(self, table: int, depth: int) -> Iterator[tuple[int, int, int]]:
        level = self.levels[depth]
        page = 1 << level.shift
        for index, entry in self.entries(table, level):
            if not entry & ENTRY_P:
                continue
            covers = index << level.shift
            if entry & level.maps:
                start = entry & ADDRESS_BITS & -page
                if start <= self.frame < start + page and not entry & level.reserved_in_page:
                    yield covers + self.frame - start, page, entry
            elif not entry & level.reserved_in_table:
                for offset, size, rights in self.below(entry & ADDRESS_BITS, depth + 1):
                    both = (entry & rights & ~ENTRY_XD) | ((entry | rights) & ENTRY_XD)
                    yield covers + offset, size, both

    def entries(self, table: int, level: Level) -> Iterable[tuple[int, int]]:
        """The entries of a table with their indices; of one that nobody has touched, only one that may matter."""
        even = self.memory.lazy.get(table >> 12) if table >> 12 not in self.memory.frames else None
        if isinstance(even, EvenTable) and even.entry & level.maps and 1 << level.shift <= even.page:
            number = (self.frame - (even.entry & ADDRESS_BITS & -PAGE_SIZE)) // even.page
            inside = 0 <= number < even.pages
            return [(even.first + number, even.entry + number * even.page)] if inside else []
        return enumerate(memoryview(self.memory.read(table, PAGE_SIZE)).cast("Q"))


def ways_to(machine: Machine, frame: int) -> list[Way]:
    """Every page that the tables at CR3 map to the frame of the physical address ``frame``, in order of address.

    The address is that of the frame's first byte. Through a recursive entry too, which leads to the tables themselves.
    """
    search = _Search(machine, frame)
    control = machine.mmu.control
    return sorted(
        Way(
            canonical(address, control.linear_bits),
            size,
            bool(rights & ENTRY_RW),
            bool(rights & ENTRY_US),
            not rights & ENTRY_XD,
        )
        for address, size, rights in search.below(control.root, 0)
    )
