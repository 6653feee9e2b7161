"""The machine, read as plainly as can be: bytes of physical memory and single registers, with no code of the walk,
of the views or of the recording's own answers. What a panel says of the present must be what stands here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pagesim_py import Machine
from pagesim_py.machine.events import FaultRaised, HandlerEntered, InterruptRaised, InterruptReturned


class Entry(NamedTuple):  # a level, the index in its table, the physical address, the bytes
    level: int
    number: int
    at: int
    value: int


def u64(machine: Machine, at: int) -> int:
    return int.from_bytes(machine.memory.read(at, 8), "little")


def entries(machine: Machine, address: int) -> list[Entry]:
    """The entries that the walk of ``address`` reads, as they are in memory now; none if it is not canonical."""
    cpu = machine.cpu
    top = 5 if cpu.cr4 >> 12 & 1 else 4
    bits = 12 + 9 * top
    if address >> bits - 1 not in (0, (1 << 65 - bits) - 1):
        return []
    table = cpu.cr3 >> 12 & (1 << 40) - 1
    found = []
    for level in range(top, 0, -1):
        index = address >> 3 + 9 * level & 511
        at = (table << 12) + 8 * index
        value = u64(machine, at)
        found.append(Entry(level, index, at, value))
        last = level == 1 or (level < 4 and value >> 7 & 1)
        if not value & 1 or last:
            break
        table = value >> 12 & (1 << 40) - 1
    return found


def physical(machine: Machine, address: int) -> int | None:
    """Where ``address`` is now by the tables, if every entry is present (reserved bits aside); else None."""
    way = entries(machine, address)
    if not way or not way[-1].value & 1:
        return None
    size = 1 << 3 + 9 * way[-1].level
    return (way[-1].value & (1 << 52) - 1 & -size) + address % size


def held(machine: Machine, address: int) -> int | None:
    """Where the TLB puts ``address``; None if it does not hold the page."""
    tag = machine.cpu.cr3 & 0xFFF if machine.cpu.cr4 >> 17 & 1 else 0
    for one in machine.tlb.contents():
        size = 1 << 3 + 9 * one.level
        if one.page == address // size and (one.tag == tag + 1 or one.tag == 0):
            return one.frame + address % size
    return None


class State(NamedTuple):
    """What of the recording matters for the present, found by one pass from its beginning."""

    rip: int | None
    statement: int | None
    under_way: bool
    """Whether an exception is on its way to its handler."""
    handlers: int
    """How many handlers are running."""


def state(log: list[Any], position: int) -> State:
    rip = statement = None
    under_way, handlers = False, 0
    for entry in log[:position]:
        if isinstance(entry, int):
            rip = statement = entry
        elif isinstance(entry, tuple) and len(entry) == 2:
            rip = entry[0]
        elif isinstance(entry, FaultRaised | InterruptRaised):
            under_way = True
        elif isinstance(entry, HandlerEntered):
            rip, under_way, handlers = entry.new.rip, False, handlers + 1
            statement = rip
        elif isinstance(entry, InterruptReturned):
            rip, handlers = entry.new.rip, max(0, handlers - 1)
            statement = rip
    return State(rip, statement, under_way, handlers)
