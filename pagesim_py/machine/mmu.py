"""The MMU: an access is a TLB hit or a walk, then rights, accessed and dirty bits, a fill, or a Fault.

Two layers of dictionaries stand before the TLB. They hold what an access in the present state would get
without any side effect, so whatever drops a TLB entry or changes the control state takes pages out of them:

    granted[kind]      page number -> physical address of the page, for ``access``
    read1 .. write8    page number -> the frame's memoryview, for code that moves data (see ``load``)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_MASK, PAGE_SHIFT, PAGE_SIZE, SHIFT, is_canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.events import PageWalked, TlbDropped, TlbFilled, TlbFlushed
from pagesim_py.machine.flags import (
    ENTRY_A,
    ENTRY_D,
    ENTRY_G,
    ENTRY_KEY_SHIFT,
    ENTRY_PS,
    ENTRY_US,
)
from pagesim_py.machine.memory import Memory
from pagesim_py.machine.paging import (
    ADDRESS_BITS,
    LOW_BITS,
    Control,
    Outcome,
    Walk,
    canonical_fault,
    fault_of,
    fault_of_copy,
    walk,
)
from pagesim_py.machine.rights import Masks, Plain, masks
from pagesim_py.machine.tlb import GLOBAL_TAG, TAG_BITS, Raw, Stored, Tlb
from pagesim_py.machine.watch import TableWatch

_READ = Access.READ
_from_bytes = int.from_bytes
_PLAIN_READS = frozenset({Access.READ, Access.STACK_READ})
_PLAIN_WRITES = frozenset({Access.WRITE, Access.STACK_WRITE})
Views = tuple[dict[int, memoryview], dict[int, memoryview], dict[int, memoryview], dict[int, memoryview]]

Watching = tuple[frozenset[int], dict[int, int]]
"""Frames that are watched, and the levels of those found as tables."""


class Mmu(TableWatch):
    """Translates and accesses. ``control`` is the state it works in; set it with ``set_control``."""

    def __init__(self, memory: Memory, tlb: Tlb, control: Control, where: Callable[[], int] = int) -> None:
        super().__init__(memory, where)
        self.tlb = tlb
        self._log: list[Any] | None = None
        self.tables: dict[int, memoryview] = {}
        """By physical address: the 8-byte views of frames that serve as paging structures (all of them watched)."""

        self.read1: dict[int, memoryview] = {}
        self.read2: dict[int, memoryview] = {}
        self.read4: dict[int, memoryview] = {}
        self.read8: dict[int, memoryview] = {}
        self.write1: dict[int, memoryview] = {}
        self.write2: dict[int, memoryview] = {}
        self.write4: dict[int, memoryview] = {}
        self.write8: dict[int, memoryview] = {}
        self._reads: Views = (self.read1, self.read2, self.read4, self.read8)
        self._writes: Views = (self.write1, self.write2, self.write4, self.write8)

        reads: dict[int, int] = {}
        writes: dict[int, int] = {}
        fetches: dict[int, int] = {}
        own_reads: dict[int, int] = {}
        own_writes: dict[int, int] = {}
        self._grants = (reads, writes, fetches, own_reads, own_writes)
        self._reads_granted = reads
        self._others_granted = False
        """Whether anything but plain reads has been granted since ``forget``."""
        self.granted: list[dict[int, int]] = [
            reads, writes, fetches, writes, own_reads, reads, writes, own_writes,
        ]  # fmt: skip
        """By access kind: page number -> physical address of the page's first byte."""

        self.masks: list[Masks] = []
        self._plain: list[Plain | None] = []
        self.tag = 0
        self.control = control
        self._sign_bit = 0
        self.set_control(control)

    # -- state

    def set_control(self, control: Control) -> None:
        """Takes a new control state. Forgets what was granted; the TLB's entries are the caller's business."""
        if control.root != self.control.root:
            self.watch_tables(control.root, control.levels)
        self.control = control
        self._sign_bit = control.linear_bits - 1
        self.tag = control.pcid + 1
        self.masks = [masks(control, kind) for kind in Access]
        self._prepare()
        self.forget()

    @property
    def log(self) -> list[Any] | None:
        """Where events go; None while nothing is recorded."""
        return self._log

    @log.setter
    def log(self, log: list[Any] | None) -> None:
        self._log = log
        self._prepare()

    def _prepare(self) -> None:
        """Works out ``_plain``: by access kind, what a plain miss needs to know; None while no miss is plain."""
        control, tlb = self.control, self.tlb
        top = self.tables.get(control.root)
        self._plain = [None] * len(self.masks)
        if control.levels != 4 or not tlb.enabled or top is None:
            return
        for kind, (need, refuse_any, refuse_all, dirty, user_keys, supervisor_keys) in enumerate(self.masks):
            if not user_keys and not supervisor_keys:
                self._plain[kind] = Plain(
                    tlb.arrays[0], tlb.small_mask, tlb.ways[0], self.tag, self.tables, control.root, top, need,
                    refuse_any | ENTRY_PS, refuse_any | (ENTRY_G if control.pge else 0) | dirty, dirty, refuse_all,
                    self.granted[kind], self._log,
                )  # fmt: skip

    def watch_anew(self) -> None:
        """Forgets which frames are tables, and finds out again: memory has been replaced."""
        self.tables.clear()
        self.table_levels.clear()
        self.memory.watched.clear()
        self.forget()
        self.watch_tables(self.control.root, self.control.levels)
        self._prepare()

    def watching(self) -> Watching:
        """Which frames are known as tables: what ``undo`` of a log does not take back."""
        return frozenset(self.memory.watched), dict(self.table_levels)

    def watch_as(self, before: Watching) -> None:
        """Knows those frames as tables that ``watching`` told of, and no others."""
        watched, levels = before
        self.tables.clear()
        self.table_levels.clear()
        self.table_levels.update(levels)
        self.memory.watched.clear()
        self.memory.watched.update(watched)
        self.forget()
        self._prepare()

    def forget(self) -> None:
        """Empties the dictionaries before the TLB (not the TLB)."""
        self._reads_granted.clear()
        if self._others_granted:
            for grants in self._grants:
                grants.clear()
            self._others_granted = False
            for views in self._reads:
                views.clear()
            self._close_writes()

    def _close_writes(self) -> None:
        for views in self._writes:
            views.clear()

    # -- access

    def access(self, va: int, size: int = 1, kind: Access = Access.READ) -> tuple[int, ...]:
        """The architectural access to ``size`` bytes (1..4096) at ``va``; no data moves.

        Returns the physical address of the first byte, and that of the first byte on the second page if it
        crosses. Raises Fault (#PF, #GP, #SS), undelivered.

        A page that is granted and a plain miss are done here, anything else in ``_translate``. A plain miss: 4-level
        tables, a 4 KiB page that is not global, accessed (and dirty) bits already set, no protection key that refuses,
        nothing but such pages in the TLB. All entries are checked at once, so a walk through something that is not a
        table may read on there: reading changes nothing, and the checks then fail.
        """
        base = (self._reads_granted if kind is _READ else self.granted[kind]).get(va >> PAGE_SHIFT)
        offset = va & PAGE_MASK
        if base is not None:
            if offset + size <= PAGE_SIZE:
                return (base + offset,)
            return self._access(va & MASK64, size, kind)
        page = va >> PAGE_SHIFT
        plain = self._plain[kind]
        if plain is None or self.tlb.others or offset + size > PAGE_SIZE:
            return self._access(va & MASK64, size, kind)
        (
            sets, set_mask, ways, tag, tables, root, top, need, above_refuse, leaf_mask, leaf_want, refuse_all,
            grants, log,
        ) = plain  # fmt: skip
        key = page << TAG_BITS | tag
        one = sets[page & set_mask]
        high = va >> 47
        if key in one or (high and high != 0x1FFFF):
            return self._access(va & MASK64, size, kind)
        try:
            e4 = top[va >> 39 & 511]
            e3 = tables[e4 & ADDRESS_BITS][va >> 30 & 511]
            e2 = tables[e3 & ADDRESS_BITS][va >> 21 & 511]
            e1 = tables[e2 & ADDRESS_BITS][page & 511]
        except KeyError:
            return (self._walk(va, kind),)
        above = e4 | e3 | e2
        all_of = e4 & e3 & e2 & e1
        if all_of & need != need or above & above_refuse or e1 & leaf_mask != leaf_want or all_of & refuse_all:
            return (self._walk(va, kind),)
        victim = None
        if len(one) >= ways:
            for oldest in one:  # noqa: B007  (quicker than next(iter(one)))
                break
            victim = one.pop(oldest)
            if self._others_granted:
                self._revoke_page(victim[0])
            else:
                self._reads_granted.pop(victim[0], None)
        base = e1 & ADDRESS_BITS
        one[key] = raw = (page, tag, 1, base, all_of, above | e1, e1 >> 6 & 1, (e4, e3, e2, e1), root)
        if log is not None:
            log.append(PageWalked((va, root, 1, raw[7]), kind))
            log.append(TlbFilled(raw, victim and (victim, (0, page & set_mask, 0))))
        grants[page] = base
        if kind:
            self._others_granted = True
        return (base | offset,)

    def _access(self, address: int, size: int, kind: Access) -> tuple[int, ...]:
        """An access that is neither granted nor a plain miss."""
        if not 1 <= size <= PAGE_SIZE:
            raise ValueError(f"an access has 1 to 4096 bytes, not {size}")
        high = address >> self._sign_bit
        if high and high != MASK64 >> self._sign_bit:
            raise canonical_fault(self.control, kind, address)
        if (address & PAGE_MASK) + size <= PAGE_SIZE:
            return (self._translate(address, kind),)
        second = ((address | PAGE_MASK) + 1) & MASK64
        if not is_canonical(second, self.control.linear_bits):
            raise canonical_fault(self.control, kind, second)
        return (self._translate(address, kind), self._translate(second, kind))

    def _translate(self, address: int, kind: Access) -> int:
        """The physical address of one byte at a canonical ``address``, with all effects of an access."""
        page = address >> PAGE_SHIFT
        base = self.granted[kind].get(page)
        if base is not None:
            return base | (address & PAGE_MASK)
        stored = self.tlb.find(address, self.tag)
        if stored is None:
            return self._walk(address, kind)
        need, refuse_any, refuse_all, dirty, user_keys, supervisor_keys = self.masks[kind]
        all_of = stored.all_of
        keys = user_keys if all_of & ENTRY_US else supervisor_keys
        if all_of & need != need or stored.any_of & refuse_any or all_of & refuse_all or keys >> stored.key & 1:
            tables = walk(self.memory, self.control, address)
            fault = fault_of_copy(self.control, kind, address, all_of, stored.any_of, stored.key, tables)
            if fault is not None:
                self._forget_faulting(address)
                raise fault
        if dirty and not stored.dirty:
            self._drop(stored, "a write must set the dirty bit first")
            return self._walk(address, kind)
        base = stored.frame | (address & (1 << SHIFT[stored.level]) - 1 & ~PAGE_MASK)
        self._grant(page, base, kind)
        return base | (address & PAGE_MASK)

    def _forget_faulting(self, address: int) -> None:
        """Drops every translation of ``address`` that the PCID could use, of each size (SDM vol. 3A 4.10.4.1)."""
        self.invalidate(address, self.control.pcid, globals_too=True, reason="an access through it faulted")

    def _grant(self, page: int, base: int, kind: Access) -> None:
        self.granted[kind][page] = base
        if kind:
            self._others_granted = True

    def _walk(self, address: int, kind: Access) -> int:
        """The whole walk: rights, accessed and dirty bits, events, the fill."""
        control = self.control
        smooth = self._smooth(address, kind)
        if smooth is not None:
            _, _, level, frame, _, _, _, entries, root = smooth
            if self._log is not None:
                self._log.append(PageWalked((address, root, level, entries), kind))
            self._fill(smooth)
            base = frame | (address & (1 << SHIFT[level]) - 1 & ~PAGE_MASK)
            self._grant(address >> PAGE_SHIFT, base, kind)
            return base | (address & PAGE_MASK)
        found = walk(self.memory, control, address)
        fault = fault_of(control, kind, address, found)
        for step in found.steps:
            self._use(step.table)
            if step.outcome is Outcome.TABLE:
                self.memory.set_entry_bits(step.address, ENTRY_A)
            elif step.outcome is Outcome.PAGE and fault is None:
                self.memory.set_entry_bits(step.address, ENTRY_A | ENTRY_D if kind.is_write else ENTRY_A)
        if self._log is not None:
            self._log.append(PageWalked(found, kind, fault))
        if fault is not None:
            if self.tlb.others:
                self._forget_faulting(address)
            raise fault
        physical = found.physical
        assert physical is not None
        if self.tlb.enabled:
            self._fill(self._stored(found, address))
            self._grant(address >> PAGE_SHIFT, physical & ~PAGE_MASK, kind)
        return physical

    def _smooth(self, address: int, kind: Access) -> Raw | None:
        """The translation, if the walk meets no obstacle and changes no entry; None if the whole walk has to be made.

        As in a plain miss, what is read may be no table: the checks then fail.
        """
        control, tables = self.control, self.tables
        need, refuse_any, refuse_all, dirty, user_keys, supervisor_keys = self.masks[kind]
        if not self.tlb.enabled:
            return None
        table, above = control.root, 0
        all_of, entries = -1, []
        level = control.levels
        try:
            while True:
                entry = tables[table][address >> SHIFT[level] & 511]
                all_of &= entry
                entries.append(entry)
                if level == 1 or entry & ENTRY_PS:
                    break
                above |= entry
                table = entry & ADDRESS_BITS
                level -= 1
        except KeyError:
            return None
        if level > 1 and (entry & LOW_BITS[level] or level > (3 if control.big_pages else 2)):
            return None
        any_of = above | entry
        if all_of & need != need or any_of & refuse_any or all_of & refuse_all or entry & dirty != dirty:
            return None
        if (user_keys if all_of & ENTRY_US else supervisor_keys) >> (entry >> ENTRY_KEY_SHIFT & 15) & 1:
            return None
        tag = GLOBAL_TAG if entry & ENTRY_G and control.pge else self.tag
        frame = entry & ADDRESS_BITS & -1 << SHIFT[level]
        page = address >> SHIFT[level]
        return (page, tag, level, frame, all_of, any_of, entry >> 6 & 1, tuple(entries), control.root)

    def _use(self, table: int) -> None:
        """Lets the quick walk go through the table at ``table``."""
        if table not in self.tables:
            frame = self.memory.frame(table >> PAGE_SHIFT)
            if frame is not None:
                self.tables[table] = frame.view8
                self._watch((table >> PAGE_SHIFT,))
                self._prepare()

    def _stored(self, found: Walk, address: int) -> Stored:
        """The TLB entry for a successful walk, as the entries are after it."""
        level = found.level
        assert level is not None
        entries = tuple(self.memory.entry(step.address) for step in found.steps)
        all_of, any_of = entries[0], 0
        for entry in entries:
            all_of &= entry
            any_of |= entry
        leaf = entries[-1]
        tag = GLOBAL_TAG if leaf & ENTRY_G and self.control.pge else self.tag
        frame = leaf & ADDRESS_BITS & -1 << SHIFT[level]
        dirty = bool(leaf & ENTRY_D)
        return Stored(address >> SHIFT[level], tag, level, frame, all_of, any_of, dirty, entries, found.root)

    # -- moving data

    def load(self, va: int, size: int, kind: Access = Access.READ) -> int:
        """Reads a little-endian integer of ``size`` bytes (1..16) at ``va``. Raises Fault, undelivered."""
        if kind is _READ:
            view = self.read1.get(va >> PAGE_SHIFT)
            if view is not None:
                offset = va & PAGE_MASK
                if offset + size <= PAGE_SIZE:
                    return _from_bytes(view[offset : offset + size], "little")
        places = self.access(va, size, kind)
        memory = self.memory
        first = places[0]
        if len(places) == 1:
            if kind in _PLAIN_READS:
                self._open(self._reads, self.read1, va, first)
            return memory.read_int(first, size)
        here = PAGE_SIZE - (first & PAGE_MASK)
        return memory.read_int(first, here) | memory.read_int(places[1], size - here) << 8 * here

    def store(self, va: int, size: int, value: int, kind: Access = Access.WRITE) -> None:
        """Writes ``value`` (modulo 2**(8 * size)) as ``size`` bytes at ``va``. Raises Fault, undelivered.

        If it crosses a page, both pages are translated before any byte changes.
        """
        places = self.access(va, size, kind)
        memory = self.memory
        first = places[0]
        if len(places) == 1:
            if kind in _PLAIN_WRITES and first >> PAGE_SHIFT not in memory.watched:
                self._open(self._writes, self.write1, va, first)
            memory.write_int(first, size, value)
            return
        here = PAGE_SIZE - (first & PAGE_MASK)
        data = (value & (1 << 8 * size) - 1).to_bytes(size, "little")
        memory.write(first, data[:here])
        memory.write(places[1], data[here:])

    def _open(self, group: Views, first: dict[int, memoryview], address: int, physical: int) -> None:
        """Lets code that moves data take the page's views directly from now on, if RAM is behind it."""
        page = (address & MASK64) >> PAGE_SHIFT
        if page in first or not self.tlb.enabled:
            return
        frame = self.memory.frame(physical >> PAGE_SHIFT)
        if frame is not None:
            self._others_granted = True
            one, two, four, eight = group
            _, one[page], two[page], four[page], eight[page] = frame

    def fetch(self, va: int, size: int) -> bytes:
        """Fetches ``size`` bytes of code at ``va``. Raises Fault, undelivered."""
        places = self.access(va, size, Access.FETCH)
        first = places[0]
        if len(places) == 1:
            return self.memory.read(first, size)
        here = PAGE_SIZE - (first & PAGE_MASK)
        return self.memory.read(first, here) + self.memory.read(places[1], size - here)

    # -- the TLB

    def _fill(self, entry: Raw) -> None:
        victim = self.tlb.fill(entry)
        if victim is not None:
            self._revoke(victim[0])
        if self._log is not None:
            self._log.append(TlbFilled(entry, victim))

    def _drop(self, entry: Stored, reason: str) -> None:
        place = self.tlb.drop(entry)
        self._revoke(entry)
        if self._log is not None:
            self._log.append(TlbDropped(entry, place, reason))

    def _revoke(self, entry: Raw) -> None:
        """Takes the pages of a dropped entry out of the dictionaries."""
        if entry[2] > 1:
            self.forget()
        else:
            self._revoke_page(entry[0])

    def _revoke_page(self, page: int) -> None:
        reads, writes, fetches, own_reads, own_writes = self._grants
        reads.pop(page, None)
        if writes:
            writes.pop(page, None)
        if fetches:
            fetches.pop(page, None)
        if own_reads:
            own_reads.pop(page, None)
        if own_writes:
            own_writes.pop(page, None)
        if page in self.read1:
            for views in self._reads:
                views.pop(page, None)
        if page in self.write1:
            for views in self._writes:
                views.pop(page, None)

    def invalidate(self, va: int, pcid: int, *, globals_too: bool, reason: str) -> None:
        """Drops what translates ``va`` for ``pcid``, whatever the page size."""
        va &= MASK64
        for entry in self.tlb.holding(va):
            if entry.tag == pcid + 1 or (globals_too and entry.tag == GLOBAL_TAG):
                self._drop(entry, reason)

    def flush(self, reason: str, *, pcid: int | None = None, keep_global: bool = False) -> None:
        """Drops everything, or only what belongs to ``pcid``; with ``keep_global``, global entries stay."""
        before = self.tlb.contents()
        keep = tuple(
            entry
            for entry in before
            if (keep_global and entry.tag == GLOBAL_TAG)
            or (pcid is not None and entry.tag != pcid + 1 and entry.tag != GLOBAL_TAG)
        )
        self.forget()
        if len(keep) == len(before):
            return
        self.tlb.load(keep)
        if self._log is not None:
            self._log.append(TlbFlushed(before, keep, reason))
