"""What a machine's state looks like as text and as data: registers, page tables, TLB, memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pagesim_py.machine.address import PAGE_SIZE, SHIFT, canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY, ENTRY_P, RFLAGS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Level, levels
from pagesim_py.machine.tlb import Stored

Name = Callable[[int], str | None]
MOST_ROWS = 200
"""Rows of tables that are printed."""
MEMORY_BYTES = 128
"""Bytes that ``--memory`` shows."""
_LAYOUTS = {"RFLAGS": RFLAGS, "CR0": CR0, "CR4": CR4, "EFER": EFER}
_SIZES = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}


def registers_text(values: Mapping[str, tuple[int, ...]], name: Name) -> Iterator[str]:
    """``values`` as the page's panel has them: name -> (value,), of IDTR and GDTR (base, limit)."""
    for register, value in values.items():
        if len(value) == 2:
            yield f"  {register:7} base {value[0]:#018x}, limit {value[1]:#x}"
            continue
        layout = _LAYOUTS.get(register)
        place = name(value[0]) if register in ("RIP", "CR2") else None
        meaning = layout.text(value[0]) if layout is not None else place or ""
        yield f"  {register:7} {value[0]:#018x}  {meaning}".rstrip()


def registers_data(values: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    """The same as plain data: hexadecimal strings; IDTR and GDTR as base and limit."""
    return {
        register.lower(): hex(value[0]) if len(value) == 1 else {"base": hex(value[0]), "limit": hex(value[1])}
        for register, value in values.items()
    }


def tlb_text(machine: Machine) -> Iterator[str]:
    """The TLB's entries in order of address; stale ones with the edit that made them so."""
    held = _held(machine)
    if not held:
        yield "  The TLB is empty."
    for entry in held:
        stale = machine.mmu.stale(entry)
        tag = "global" if entry.is_global else f"PCID {entry.pcid}"
        notes = [_SIZES[entry.level], _rights(entry), tag, *(["dirty"] if entry.dirty else [])]
        if stale is not None:
            notes.append(f"stale: the entry at {stale.address:#x} was {stale.old:#x}, is {stale.new:#x}")
        yield f"  {entry.address:016x} -> {entry.frame:016x}  {'  '.join(notes)}"


def tlb_data(machine: Machine) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "page": hex(entry.address),
            "frame": hex(entry.frame),
            "size": entry.size,
            "rights": _rights(entry),
            "pcid": entry.pcid,
            "global": entry.is_global,
            "dirty": bool(entry.dirty),
            "stale": machine.mmu.stale(entry) is not None,
        }
        for entry in _held(machine)
    ]


def _held(machine: Machine) -> list[Stored]:
    return sorted(machine.tlb, key=lambda entry: (entry.address, entry.level, entry.tag))


def _rights(entry: Stored) -> str:
    return f"{'u' if entry.user else '-'}r{'w' if entry.writable else '-'}{'x' if entry.executable else '-'}"


class Row(NamedTuple):
    """Present entries of one table that go on side by side: ``length`` from ``first`` on, of ``level``."""

    level: int
    table: int
    first: int
    """Its index in the table."""
    length: int
    entry: int
    """The first entry."""
    address: int
    """The first linear address that it covers."""
    is_page: bool

    @property
    def flags(self) -> str:
        """The names of its flags."""
        return ENTRY.text(self.entry & ~ADDRESS_BITS)


def table_rows(machine: Machine) -> Iterator[Row]:
    """All present entries from the top table down, each table below the entry that points to it. Pure.

    A table that is on the way to itself (through a recursive entry) is not followed again.
    """
    control = machine.mmu.control
    shape = levels(control.levels, control.physical_bits, control.nxe, control.big_pages)
    yield from _rows(machine, shape, control.root, 0, 0, (control.root,), control.linear_bits)


def _rows(
    machine: Machine, shape: tuple[Level, ...], table: int, depth: int, covers: int, above: tuple[int, ...], bits: int
) -> Iterator[Row]:
    level = shape[depth]
    run: Row | None = None
    for index, entry in enumerate(memoryview(machine.memory.read(table, PAGE_SIZE)).cast("Q")):
        if not entry & ENTRY_P:
            continue
        is_page = bool(entry & level.maps)
        if run is not None and is_page and run.is_page and _goes_on(run, index, entry):
            run = run._replace(length=run.length + 1)
            continue
        if run is not None:
            yield run
        address = canonical(covers | index << level.shift, bits)
        run = Row(level.number, table, index, 1, entry, address, is_page)
        target = entry & ADDRESS_BITS
        if not is_page:
            yield run
            run = None
            if level.number > 1 and target not in above:
                yield from _rows(
                    machine, shape, target, depth + 1, covers | index << level.shift, (*above, target), bits
                )
    if run is not None:
        yield run


def _goes_on(run: Row, index: int, entry: int) -> bool:
    """Whether ``entry`` at ``index`` continues ``run``: the next frame with the same flags."""
    return index == run.first + run.length and entry == run.entry + (run.length << SHIFT[run.level])


def tables_text(machine: Machine) -> Iterator[str]:
    """The present entries, indented by level."""
    top = machine.mmu.control.levels
    left = 0
    for number, row in enumerate(table_rows(machine)):
        if number >= MOST_ROWS:
            left += 1
            continue
        indent = "  " * (top - row.level + 1)
        last = f"-{row.first + row.length - 1}" if row.length > 1 else ""
        target = row.entry & ADDRESS_BITS & (-1 << SHIFT[row.level] if row.is_page else MASK64)
        leads = f"page of {_SIZES[row.level]} at" if row.is_page else f"level-{row.level - 1} table at"
        what = f"level {row.level}  entry {row.first}{last}  {row.address:#x}  {row.flags}"
        yield f"{indent}{what}  -> {leads} {target:#x}"
    if left:
        yield f"  and {left:,} more"


def tables_data(machine: Machine) -> list[dict[str, Any]]:
    """The same as plain data, all of it."""
    return [
        {
            "level": row.level,
            "table": hex(row.table),
            "index": row.first,
            "count": row.length,
            "entry": hex(row.entry),
            "address": hex(row.address),
            "page": row.is_page,
        }
        for row in table_rows(machine)
    ]


def memory_of(machine: Machine, address: int) -> list[tuple[int, int | None, bytes]]:
    """``MEMORY_BYTES`` at the linear ``address``, in rows of 16: linear, physical (None: not mapped), bytes."""
    rows: list[tuple[int, int | None, bytes]] = []
    for at in range(address, min(address + MEMORY_BYTES, MASK64 + 1), 16):
        physical = machine.walk(at).physical
        end = min(at + 16, MASK64 + 1)
        border = -(-(at + 1) // PAGE_SIZE) * PAGE_SIZE
        if physical is None:
            rows.append((at, None, b""))
            continue
        data = machine.memory.read(physical, min(end, border) - at)
        rest = machine.walk(border).physical if border < end else None
        rows.append((at, physical, data + (machine.memory.read(rest, end - border) if rest is not None else b"")))
    return rows


def memory_text(machine: Machine, address: int, name: Name) -> Iterator[str]:
    """The bytes at ``address`` with their characters."""
    place = name(address)
    if place is not None:
        yield f"  {place}"
    for at, physical, data in memory_of(machine, address):
        if physical is None:
            yield f"  {at:016x}  not mapped"
            continue
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)
        yield f"  {at:016x}  {data.hex(' ', 1):47}  {shown}"


def memory_data(machine: Machine, address: int) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {"address": hex(at), "physical": None if physical is None else hex(physical), "bytes": data.hex()}
        for at, physical, data in memory_of(machine, address)
    ]
