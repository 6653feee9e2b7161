"""Mapping pages as the boot loader does: every table is reached through the recursive level-4 entry.

With level-4 slot R pointing to the level-4 table itself, an address whose first indices are R shows a table as a page:

    (R, R, R, R)     the level-4 table            leaf of that walk: level-4 entry R
    (R, R, R, p4)    the level-3 table of p4                         level-4 entry p4
    (R, R, p4, p3)   the level-2 table                               level-3 entry p3
    (R, p4, p3, p2)  the level-1 table                               level-2 entry p2

So the entry that points to a table is the leaf when the table is written, and becomes accessed and dirty.
"""

from __future__ import annotations

from pagesim_py.boot.image import BootError
from pagesim_py.boot.regions import MemoryMap, RegionType
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE, address_of, index
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW
from pagesim_py.machine.machine import Machine

TABLE_FLAGS = ENTRY_P | ENTRY_RW
"""What every entry that points to a table gets, whatever the page's own rights."""


class RecursiveMapper:
    """Edits the tables of ``machine`` through level-4 entry ``slot``; takes frames for tables from ``memory_map``."""

    def __init__(self, machine: Machine, slot: int, memory_map: MemoryMap) -> None:
        self.cpu = machine.cpu
        self.memory = machine.memory
        self.memory_map = memory_map
        self.slot = slot

    def entry_address(self, address: int, level: int) -> int:
        """Where the entry of ``level`` (4..1) that translates ``address`` can be read and written: a linear address."""
        path = [index(address, one) for one in (4, 3, 2, 1)]
        table = address_of((*[self.slot] * level, *path[: 4 - level]))
        return table + 8 * path[4 - level]

    def map(self, address: int, physical: int, flags: int, level: int = 1) -> None:
        """Maps the page of ``level`` (1: 4 KiB, 2: 2 MiB) at ``address`` to ``physical``, making missing tables.

        BootError if something is mapped there already, or if no frame is left for a table.
        """
        cpu = self.cpu
        for upper in range(4, level, -1):
            at = self.entry_address(address, upper)
            found = cpu.load(at, 8)
            if not found:
                frame = self.memory_map.allocate(RegionType.PageTable)
                cpu.store(at, 8, frame << PAGE_SHIFT | TABLE_FLAGS)
                self._zero_page(self.entry_address(address, upper - 1) & -PAGE_SIZE)
            elif found & ENTRY_PS and upper < 4:
                raise BootError(f"the page {address:#x} lies in a large page that is mapped already")
        at = self.entry_address(address, level)
        if cpu.load(at, 8):
            raise BootError(f"the page {address:#x} is mapped already: do two segments of the kernel share a page?")
        cpu.store(at, 8, physical | flags | (ENTRY_PS if level > 1 else 0))
        cpu.invlpg(address)

    def unmap(self, address: int, level: int = 1) -> int:
        """Clears the entry of ``level`` that maps ``address``; returns it. The TLB keeps its copy."""
        at = self.entry_address(address, level)
        entry = self.cpu.load(at, 8)
        self.cpu.store(at, 8, 0)
        return entry

    def _zero_page(self, address: int) -> None:
        (physical,) = self.cpu.access(address, 1, Access.WRITE)
        self.memory.write(physical, bytes(PAGE_SIZE))
