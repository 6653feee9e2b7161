"""The booted machine's addresses, sorted by what an access there does, so that cases can be built instead of searched.

Pages are many where the window on physical memory is, and few elsewhere, so a run of pages is drawn first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pagesim_py.homework.draw import Stream
from pagesim_py.homework.format import AssignmentError
from pagesim_py.homework.situation import KINDS, Situation, outcome_of
from pagesim_py.homework.tables import code_of
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT, canonical
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ERROR_I, ERROR_P, ERROR_U, ERROR_W
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import EvenTable, mappings_and_loops
from pagesim_py.machine.mappings import Mapping as Run
from pagesim_py.machine.paging import ADDRESS_BITS

GROWTH = 64 * 4096
"""Bytes by which a student's kernel may be larger than the starter."""


class Places:
    """What can be drawn on ``machine``, which is at its first instruction and never runs."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    @cached_property
    def runs(self) -> list[Run]:
        """Everything that is mapped, without what lies behind a recursive entry."""
        return mappings_and_loops(self.machine)[0]

    @cached_property
    def holes(self) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
        """By level: the tables with entries that are not present: the address that the table's first entry is for,
        and the indices of those entries.
        """
        memory = self.machine.memory
        found: dict[int, list[tuple[int, tuple[int, ...]]]] = {4: [], 3: [], 2: [], 1: []}

        def look(table: int, level: int, covers: int, way: tuple[int, ...]) -> None:
            even = memory.lazy.get(table >> 12) if table >> 12 not in memory.frames else None
            if isinstance(even, EvenTable) and even.pages == 512:
                return  # a table of the window, which nobody has touched: all large pages
            entries = memoryview(memory.read(table, 4096)).cast("Q")
            missing = tuple(number for number, entry in enumerate(entries) if not entry & ENTRY_P)
            if missing:
                found[level].append((covers, missing))
            if level == 1:
                return
            for number, entry in enumerate(entries):
                below = entry & ADDRESS_BITS
                if entry & ENTRY_P and not entry & ENTRY_PS and below not in (table, *way):
                    look(below, level - 1, covers | number << SHIFT[level], (*way, table))

        look(self.machine.mmu.control.root, 4, 0, ())
        return found

    def mapped_page(self, stream: Stream, half: str = "any") -> int:
        """The address of a page that is mapped."""
        runs = [run for run in self.runs if _in_half(run.address, half)]
        if not runs:
            raise AssignmentError(f"nothing is mapped in the {half} half of the address space")
        return self._page_of(stream, stream.choice(runs))

    def _page_of(self, stream: Stream, run: Run) -> int:
        return run.address + (stream.below(run.size >> 12) << 12)

    def unmapped_page(self, stream: Stream, missing: int, half: str = "any") -> int:
        """The address of a page that is not mapped, and for which ``missing`` tables (0 to 3) do not exist."""
        level = missing + 1
        holes = self.holes[level]
        count = sum(len(indices) for _, indices in holes)
        for _ in range(1000 if count else 0):
            covers, index = _nth(holes, stream.below(count))
            below = stream.below(1 << SHIFT[level] - 12) << 12
            page = canonical(covers | index << SHIFT[level] | below)
            if _in_half(page, half) and not self._might_be_taken(page):
                return page
        raise AssignmentError(f"there is no unmapped page with {missing} missing tables in the {half} half")

    def _might_be_taken(self, page: int) -> bool:
        """Whether it lies close behind something that is mapped: there a student's kernel, which is larger than the
        starter, may have pages of its own.
        """
        return any(0 <= page - run.end < GROWTH for run in self.runs)

    def access(self, stream: Stream, outcome: str, options: Mapping[str, Any]) -> Situation:
        """An access to the booted machine that ends in ``outcome``. AssignmentError if there is none."""
        code = code_of(outcome)
        for _ in range(200):
            if code is None:
                kind = stream.choice(tuple(KINDS.values()))
                cpl = stream.choice(options.get("cpl", [0]))
            else:
                kind = Access.WRITE if code & ERROR_W else Access.FETCH if code & ERROR_I else Access.READ
                cpl = 3 if code & ERROR_U else 0
            if outcome == "#GP":
                address = stream.below(1 << 47) | 1 << 48 + stream.below(15)
            elif code is not None and not code & ERROR_P:
                address = self.unmapped_page(stream, stream.below(4)) | stream.below(4096)
            else:
                runs = [run for run in self.runs if _fits(run, kind, code)]
                if not runs:
                    break
                address = self._page_of(stream, stream.choice(runs)) | stream.below(4096)
            control = self.machine.mmu.control._replace(cpl=cpl)
            found = Situation(self.machine.memory, control, address, kind)
            if outcome_of(found.fault()) == outcome:
                return found
        raise AssignmentError(f'no access on the booted machine ends in {outcome}; draw it with on = "tables"')


def _fits(run: Run, kind: Access, code: int | None) -> bool:
    """Whether an access to the run may well end with ``code``."""
    if code is None:
        return (kind is not Access.WRITE or run.writable) and (kind is not Access.FETCH or run.executable)
    if code & ERROR_U:
        return not run.user
    return not run.writable if kind is Access.WRITE else not run.executable


def _nth(holes: list[tuple[int, tuple[int, ...]]], number: int) -> tuple[int, int]:
    """The missing entry with this number, counted through all the tables: what its table covers from, its index."""
    for covers, indices in holes:
        if number < len(indices):
            return covers, indices[number]
        number -= len(indices)
    raise IndexError(number)


def _in_half(address: int, half: str) -> bool:
    return half == "any" or (address >> 63 == 1) == (half == "upper")
