"""What a paste says about the tables in memory: entries by physical address, and pages for which tables are made."""

from __future__ import annotations

from collections.abc import Iterable

from pagesim_py.machine.address import PAGE_SIZE, canonical, index, page_size
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW, ENTRY_US
from pagesim_py.machine.paging import ADDRESS_BITS

MOST_PAGES = 1 << 16
"""Pages that are mapped for a list at most; their tables fit into 1 GiB."""
OPEN = ENTRY_P | ENTRY_RW | ENTRY_US


class CannotRebuild(ValueError):
    """The paste does not suffice for a machine; the message says what is missing."""


class Layout:
    """Entries of tables by their physical addresses."""

    def __init__(self) -> None:
        self.entries: dict[int, int] = {}
        self.complete = False
        """The tables were made from a list of all that is mapped: what is not in them is not present."""
        self._next = self._tables = 0

    def set(self, address: int, entry: int) -> None:
        """The entry at physical ``address`` is ``entry``. CannotRebuild for an address that no table can have."""
        if address & 7 or address >> 52:
            raise CannotRebuild(f"no entry of a table can be at physical address {address:#x}")
        self.entries[address] = entry

    def has(self, address: int) -> bool:
        """Whether it is known what is at ``address``."""
        return self.complete or address in self.entries

    @property
    def highest(self) -> int:
        """The highest physical address that an entry lies at or points to."""
        targets = (entry & ADDRESS_BITS for entry in self.entries.values() if entry & ENTRY_P)
        return max([*self.entries, *targets], default=0)

    def map_pages(self, pages: Iterable[tuple[int, int | None, int, int]], root: int, top: int) -> None:
        """Makes tables that map ``pages``: (address, physical, bytes, flags). A physical that is None is made up."""
        found = list(pages)
        ends = [physical + size for _, physical, size, _ in found if physical is not None]
        self._tables = max([self.highest + PAGE_SIZE, root + PAGE_SIZE, *ends]) + page_size(3) - 1 & -page_size(3)
        self._next = self._tables + page_size(3)
        count = 0
        for address, physical, size, flags in found:
            odd = address % PAGE_SIZE or size % PAGE_SIZE or (physical or 0) >> 52 or (physical or 0) % PAGE_SIZE
            if odd or size <= 0 or canonical(address, 12 + 9 * top) != address:
                raise CannotRebuild(f"no pages can begin at {address:#x} and have {size:#x} bytes")
            start = self._reserve(size) if physical is None else physical
            done = 0
            while done < size:
                count += 1
                if count > MOST_PAGES:
                    raise CannotRebuild(f"the list has more than {MOST_PAGES:,} pages")
                done += self._map(address + done, start + done, size - done, flags, root, top)
        self.complete = True

    def _reserve(self, size: int) -> int:
        """Frames of their own for ``size`` bytes, aligned so that large pages fit."""
        align = page_size(3) if size >= page_size(3) else page_size(2)
        start = self._next + align - 1 & -align
        self._next = start + size + page_size(2) - 1 & -page_size(2)
        return start

    def _map(self, address: int, physical: int, room: int, flags: int, root: int, top: int) -> int:
        """Maps the largest page that fits at ``address``; its bytes."""
        leaf = 1
        for level in (3, 2):
            if room >= page_size(level) and not (address | physical) & (page_size(level) - 1):
                leaf = level
                break
        table = root
        for level in range(top, leaf, -1):
            at = table + 8 * index(address, level)
            if not self.entries.get(at, 0) & ENTRY_P:
                self.entries[at] = self._tables | OPEN
                self._tables += PAGE_SIZE
            elif self.entries[at] & ENTRY_PS and level < 4:
                raise CannotRebuild(f"two lines of the list map {address:#x}")
            table = self.entries[at] & ADDRESS_BITS
        self.set(table + 8 * index(address, leaf), physical | flags | (ENTRY_PS if leaf > 1 else 0))
        return page_size(leaf)
