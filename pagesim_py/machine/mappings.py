"""The whole address space as runs: what is mapped where, with which rights (SDM vol. 3A 4.5 and 4.6).

Neighbouring pages are one run if their addresses and frames go on side by side and the rights over all levels are the
same; accessed and dirty bits don't part them. Entries with reserved bits set map nothing. Pure: it looks, nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pagesim_py.machine.address import canonical
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D, ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS, Level, levels

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

NOT_USED_BITS = ENTRY_A | ENTRY_D
RIGHTS = ENTRY_RW | ENTRY_US | ENTRY_XD
NO_ENTRY = -1
"""No entry continues a run that has not begun."""


class Mapping(NamedTuple):
    """A run of pages. ``address`` is canonical, ``physical`` the first byte's, ``size`` and ``page_size`` in bytes."""

    address: int
    physical: int
    size: int
    page_size: int
    writable: bool
    user: bool
    executable: bool

    @property
    def pages(self) -> int:
        """How many pages the run has."""
        return self.size // self.page_size

    @property
    def end(self) -> int:
        """The address of the first byte after the run, as it would be counted on (2**64 after the last page)."""
        return self.address + self.size

    def goes_on_in(self, other: Mapping) -> bool:
        """Whether ``other`` begins where this run ends, in both address spaces, with the same rights and page size."""
        return self.end == other.address and self.physical + self.size == other.physical and self[3:] == other[3:]


class _Fold:
    """One pass over the tables, from the top."""

    def __init__(self, machine: Machine) -> None:
        control = machine.mmu.control
        self.memory = machine.memory
        self.linear_bits = control.linear_bits
        self.levels = levels(control.levels, control.physical_bits, control.nxe, control.big_pages)
        self.found: list[Mapping] = []

    def table(self, at: int, depth: int, covers: int, rights: int) -> None:
        """Folds the table at physical ``at``; ``rights`` is what the entries above leave (XD: no execution)."""
        level = self.levels[depth]
        page = 1 << level.shift
        first, expected, start = 0, NO_ENTRY, 0
        for index, entry in enumerate(memoryview(self.memory.read(at, 4096)).cast("Q")):
            plain = entry & ~NOT_USED_BITS
            if plain == expected:
                expected += page
                continue
            if expected != NO_ENTRY:
                self.run(level, covers + (first << level.shift), start, index - first, rights)
                expected = NO_ENTRY
            if not entry & ENTRY_P:
                continue
            if not entry & level.maps:
                if not entry & level.reserved_in_table:
                    below = (rights & entry & ~ENTRY_XD) | ((rights | entry) & ENTRY_XD)
                    self.table(entry & ADDRESS_BITS, depth + 1, covers + (index << level.shift), below)
            elif not entry & level.reserved_in_page:
                first, start, expected = index, plain, plain + page
                if (plain ^ expected) & ~ADDRESS_BITS or expected & level.reserved_in_page:
                    self.run(level, covers + (first << level.shift), start, 1, rights)
                    expected = NO_ENTRY
        if expected != NO_ENTRY:
            self.run(level, covers + (first << level.shift), start, 512 - first, rights)

    def run(self, level: Level, covers: int, entry: int, count: int, rights: int) -> None:
        """Takes down ``count`` pages from ``entry`` on; they lengthen the last run if they continue it."""
        page = 1 << level.shift
        new = Mapping(
            canonical(covers, self.linear_bits),
            entry & ADDRESS_BITS & ~(page - 1),
            count << level.shift,
            page,
            bool(rights & entry & ENTRY_RW),
            bool(rights & entry & ENTRY_US),
            not (rights | entry) & ENTRY_XD,
        )
        if self.found and self.found[-1].goes_on_in(new):
            self.found[-1] = self.found[-1]._replace(size=self.found[-1].size + new.size)
        else:
            self.found.append(new)


def mappings(machine: Machine) -> list[Mapping]:
    """Everything that the tables at CR3 map, in the order of the table entries, folded into runs."""
    fold = _Fold(machine)
    fold.table(machine.mmu.control.root, 0, 0, ENTRY_RW | ENTRY_US)
    return fold.found
