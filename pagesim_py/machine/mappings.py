"""The whole address space as runs: what is mapped where, with which rights (SDM vol. 3A 4.5 and 4.6).

Neighbouring pages are one run if their addresses and frames go on side by side and the rights over all levels are the
same; accessed and dirty bits don't part them. Entries with reserved bits set map nothing. Pure: it looks, nothing more.

A booted kernel's window on physical memory takes a thousand tables. So the last answer about a machine is kept, with
what it was read from, and given again while all of that is as it was.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from pagesim_py.machine.address import canonical
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D, ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS, Level, levels

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

NOT_USED_BITS = ENTRY_A | ENTRY_D
RIGHTS = ENTRY_RW | ENTRY_US | ENTRY_XD
MEANING = int.from_bytes((~NOT_USED_BITS & (1 << 64) - 1).to_bytes(8, "little") * 512, "little")
"""The bits of a table's 512 entries, as one number, that the answer depends on."""
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


class Loop(NamedTuple):
    """A part of the address space behind an entry that points back to a table above it: the tables themselves."""

    address: int
    size: int
    level: int
    """The level of the table that the entry stands in."""


@dataclass(frozen=True, slots=True)
class EvenTable:
    """What a table that nobody has touched holds: from entry ``first`` on, ``pages`` large pages side by side.

    ``entry`` is the first one's raw value, ``page`` the pages' size in bytes. Called, it gives the 4096 bytes, as
    ``Memory.lazy`` wants them.
    """

    first: int
    pages: int
    entry: int
    page: int

    def __call__(self) -> bytes:
        entries = array("Q", range(self.entry, self.entry + self.pages * self.page, self.page)).tobytes()
        return (bytes(8 * self.first) + entries).ljust(4096, b"\0")


class _Fold:
    """One pass over the tables, from the top. With ``loops``, entries that point back up are not followed."""

    def __init__(self, machine: Machine, loops: list[Loop] | None = None) -> None:
        control = machine.mmu.control
        self.loops = loops
        self.way: list[int] = []
        self.memory = machine.memory
        self.linear_bits = control.linear_bits
        self.levels = levels(control.levels, control.physical_bits, control.nxe, control.big_pages)
        self.found: list[Mapping] = []
        self.read: dict[int, int] = {}
        """Of the tables that were looked into: where each lies, and what of its entries matters."""
        self.even: dict[int, EvenTable] = {}
        """By frame number: the tables that nobody has touched."""

    def table(self, at: int, depth: int, covers: int, rights: int) -> None:
        """Folds the table at physical ``at``; ``rights`` is what the entries above leave (XD: no execution)."""
        level = self.levels[depth]
        page = 1 << level.shift
        even = self.memory.lazy.get(at >> 12) if at >> 12 not in self.memory.frames else None
        if isinstance(even, EvenTable) and even.entry & level.maps and not even.entry & level.reserved_in_page:
            self.even[at >> 12] = even
            self.run(level, covers + (even.first << level.shift), even.entry & ~NOT_USED_BITS, even.pages, rights)
            return
        if self.loops is not None and at in self.way:
            self.loops.append(Loop(canonical(covers, self.linear_bits), page << 9, level.number + 1))
            return
        self.way.append(at)
        first, expected, start = 0, NO_ENTRY, 0
        data = self.memory.read(at, 4096)
        self.read[at] = int.from_bytes(data, "little") & MEANING
        for index, entry in enumerate(memoryview(data).cast("Q")):
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
        self.way.pop()

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


def mappings_and_loops(machine: Machine) -> tuple[list[Mapping], list[Loop]]:
    """As ``mappings``, but what lies behind an entry that points back up is told as a loop, and not folded.

    A recursive level-4 entry makes 512 GiB of such addresses, with a run for each table.
    """
    kept = _answer(machine)
    return list(kept.found), list(kept.loops)


def state_of_tables(machine: Machine) -> object:
    """Something that is the same object for as long as the tables say the same, accessed and dirty bits aside."""
    return _answer(machine)


def _answer(machine: Machine) -> _Kept:
    kept = _kept.get(machine)
    if kept is None or not kept.holds(machine):
        loops: list[Loop] = []
        fold = _Fold(machine, loops)
        fold.table(machine.mmu.control.root, 0, 0, ENTRY_RW | ENTRY_US)
        kept = _kept[machine] = _Kept(_setting(machine), fold.read, fold.even, fold.found, loops)
    return kept


def _setting(machine: Machine) -> tuple[Any, ...]:
    """What the answer depends on beside the tables."""
    control = machine.mmu.control
    return (
        control.root, control.levels, control.linear_bits, control.physical_bits, control.nxe, control.big_pages,
    )  # fmt: skip


class _Kept(NamedTuple):
    """An answer, and what it was read from."""

    setting: tuple[Any, ...]
    read: dict[int, int]
    even: dict[int, EvenTable]
    found: list[Mapping]
    loops: list[Loop]

    def holds(self, machine: Machine) -> bool:
        """Whether all that it was read from is as it was."""
        memory = machine.memory
        return (
            self.setting == _setting(machine)
            and self.even.keys().isdisjoint(memory.frames)
            and all(memory.lazy.get(number) is even for number, even in self.even.items())
            and all(int.from_bytes(memory.read(at, 4096), "little") & MEANING == was for at, was in self.read.items())
        )


_kept: WeakKeyDictionary[Machine, _Kept] = WeakKeyDictionary()
"""The last answer about each machine that lives."""
