"""Which frames are paging structures, and what was edited there.

Every table that CR3 reaches is watched: a write to it goes the slow way, is noted as an edit, and becomes an
event. So for any stale translation the machine can say which edit made it stale (SDM vol. 3A 4.10.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakMethod

from pagesim_py.machine.address import PAGE_SHIFT
from pagesim_py.machine.events import Edit, PageTableEdited
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D, ENTRY_P, ENTRY_PS
from pagesim_py.machine.memory import Memory
from pagesim_py.machine.paging import ADDRESS_BITS, FRAME_NUMBER
from pagesim_py.machine.tlb import Stored


class TableWatch:
    """The half of the MMU that knows the tables as tables. ``where`` gives the RIP of whoever writes now."""

    def __init__(self, memory: Memory, where: Callable[[], int]) -> None:
        self.memory = memory
        self.where = where
        self.edits: dict[int, Edit] = {}
        """By physical address: the last edit of each paging-structure entry."""
        self.edit_count = 0
        self.table_levels: dict[int, int] = {}
        """By frame number: the level of the tables found so far by ``watch_tables``."""
        edited = WeakMethod(self._edited)
        memory.on_edit = lambda address, old, new: one(address, old, new) if (one := edited()) is not None else None

    def _close_writes(self) -> None:
        """Stops direct writes, because a frame that is now watched may be among their pages."""
        raise NotImplementedError

    def watch_tables(self, root: int, level: int) -> None:
        """Watches all tables reachable from the one of ``level`` at ``root`` (a physical address).

        Tables that nobody has touched yet are watched too, but not looked into: they stay untouched.
        """
        known = self.table_levels
        words = self.memory.words
        todo = [(root >> PAGE_SHIFT, level)]
        fresh = []
        while todo:
            number, level = todo.pop()
            if known.get(number, 0) >= level:
                continue
            known[number] = level
            fresh.append(number)
            view = words.get(number)
            if view is not None and level > 1:
                flags = ENTRY_P | ENTRY_PS if level < 4 else ENTRY_P
                below = {e >> PAGE_SHIFT & FRAME_NUMBER for e in view.tolist() if e & flags == ENTRY_P}
                todo += [(child, level - 1) for child in below]
        self._watch(fresh)

    def _watch(self, numbers: Iterable[int]) -> None:
        """Reports writes to these frames from now on: code that moves data goes the slow way there."""
        watched = self.memory.watched
        before = len(watched)
        watched.update(numbers)
        if len(watched) != before:
            self._close_writes()

    def _edited(self, address: int, old: int, new: int) -> None:
        previous = self.edits.get(address)
        edit = Edit(self.edit_count + 1, address, old, new, self.where())
        self.set_edit(address, edit, edit.number)
        if self.memory.log is not None:
            self.memory.log.append(PageTableEdited(edit, previous))
        level = self.table_levels.get(address >> PAGE_SHIFT, 0)
        if level > 1 and new & (ENTRY_P | (ENTRY_PS if level < 4 else 0)) == ENTRY_P:
            self.watch_tables(new & ADDRESS_BITS, level - 1)

    def set_edit(self, address: int, edit: Edit | None, count: int) -> None:
        """Notes ``edit`` as the last one of the entry at ``address`` (None: it was never edited)."""
        self.edit_count = count
        if edit is None:
            self.edits.pop(address, None)
        else:
            self.edits[address] = edit

    def stale(self, entry: Stored) -> Edit | None:
        """The edit that made the TLB's ``entry`` differ from the tables; None if they agree.

        Accessed and dirty bits that the CPU has set since are no difference; cleared ones are: the TLB's copy keeps
        the CPU from setting them again (SDM vol. 3A 4.8, 4.10.4.2).
        """
        for address, copy in zip(entry.entry_addresses, entry.entries, strict=True):
            now = self.memory.entry(address)
            if (now ^ copy) & ~(now & (ENTRY_A | ENTRY_D)):
                return self.edits.get(address) or Edit(0, address, copy, now, 0)
        return None
