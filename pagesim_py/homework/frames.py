"""The frames that hold page tables, and those that became tables while a program ran."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS


class NewTable(NamedTuple):
    """A table that was made. ``level`` is its own, ``entry`` the physical address of the entry that points to it."""

    frame: int
    level: int
    entry: int
    region: str | None
    """What the boot loader's memory map calls the frame; None if it lies in no region."""


def tables_of(machine: Machine) -> dict[int, list[tuple[int, int]]]:
    """Physical address of every table below CR3's: its level and the physical address of each entry that points to it.

    An entry that points back to a table on its own way is not followed.
    """
    memory = machine.memory
    found: dict[int, list[tuple[int, int]]] = {}

    def look(table: int, level: int, way: tuple[int, ...]) -> None:
        if level == 1:
            return
        even = memory.lazy.get(table >> 12) if table >> 12 not in memory.frames else None
        if even is not None and level == 2:
            return  # nobody has touched it: large pages, all of them
        for number, entry in enumerate(memoryview(memory.read(table, 4096)).cast("Q")):
            if not entry & ENTRY_P or (level < 4 and entry & ENTRY_PS):
                continue
            below = entry & ADDRESS_BITS
            if below in (table, *way):
                continue
            seen = below in found
            found.setdefault(below, []).append((level - 1, table + 8 * number))
            if not seen:
                look(below, level - 1, (*way, table))

    look(machine.mmu.control.root, machine.mmu.control.levels, ())
    return found


def new_tables(before: dict[int, list[tuple[int, int]]], machine: Machine) -> tuple[NewTable, ...]:
    """The tables of ``machine`` that are not among ``before``, one for each entry that points to one."""
    regions = list(getattr(machine, "memory_map", ()))
    return tuple(
        NewTable(frame, level, entry, _region(frame, regions))
        for frame, places in sorted(tables_of(machine).items())
        if frame not in before
        for level, entry in places
    )


def _region(frame: int, regions: list[object]) -> str | None:
    for region in regions:
        if region.start <= frame >> 12 < region.end:  # type: ignore[attr-defined]
            return str(region.type.name)  # type: ignore[attr-defined]
    return None
