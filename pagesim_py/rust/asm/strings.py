"""String instructions, alone and repeated: MOVS, STOS, LODS, SCAS, CMPS, INS, OUTS (SDM vol. 2).

A repeated one is restarted at each chunk of its turns, so that an interrupt or a fault in between finds RCX, RSI and
RDI as far as they have come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagesim_py.machine.access import Access

from .alu import BINARY, ZF
from .instructions import RFLAGS_DF, does
from .registers import RAX, RCX, RDX, RSP
from .table import STRINGS, Instruction

if TYPE_CHECKING:
    from .execute import Block

MASK = (1 << 64) - 1
RSI, RDI = 6, 7
CHUNK = 64
"""Turns of a repeated instruction between two looks at the interrupts."""


@does(*STRINGS)
def _string(x: Block, one: Instruction) -> int | None:
    turn = TURNS[one.name[:-1]]
    if not one.repeat:
        turn(x, one.size)
        return None
    for _ in range(CHUNK):
        if not x.r[RCX]:
            return None
        turn(x, one.size)
        x.r[RCX] = x.r[RCX] - 1 & MASK
        if one.name[:4] in ("cmps", "scas") and bool(x.flags & ZF) != (one.repeat in ("rep", "repe", "repz")):
            return None
    return x.index_of(x.here) if x.r[RCX] else None


def step(x: Block, *numbers: int, size: int) -> None:
    """Index registers go on, or back if the direction flag says so."""
    by = -size if x.all_flags() & RFLAGS_DF else size
    for number in numbers:
        x.r[number] = x.r[number] + by & MASK


def _movs(x: Block, size: int) -> None:
    value = x.cpu.load(x.r[RSI], size, Access.READ)
    x.cpu.store(x.r[RDI], size, value, Access.WRITE)
    step(x, RSI, RDI, size=size)


def _stos(x: Block, size: int) -> None:
    x.cpu.store(x.r[RDI], size, x.r[RAX] & (1 << 8 * size) - 1, Access.WRITE)
    step(x, RDI, size=size)


def _lods(x: Block, size: int) -> None:
    x.set(RAX, size, x.cpu.load(x.r[RSI], size, Access.READ))
    step(x, RSI, size=size)


def _scas(x: Block, size: int) -> None:
    value = x.cpu.load(x.r[RDI], size, Access.READ)
    _, x.flags = BINARY["cmp"](x.r[RAX] & (1 << 8 * size) - 1, value, x.flags, 8 * size)
    step(x, RDI, size=size)


def _cmps(x: Block, size: int) -> None:
    first = x.cpu.load(x.r[RSI], size, Access.READ)
    second = x.cpu.load(x.r[RDI], size, Access.READ)
    _, x.flags = BINARY["cmp"](first, second, x.flags, 8 * size)
    step(x, RSI, RDI, size=size)


def _ins(x: Block, size: int) -> None:
    port = x.r[RDX] & 0xFFFF
    x.cpu.store(x.r[RDI], size, x.system.port_in(port, size), Access.WRITE)
    step(x, RDI, size=size)
    x.system.attend_port(port, x.r[RSP], x.next)


def _outs(x: Block, size: int) -> None:
    port = x.r[RDX] & 0xFFFF
    x.system.port_out(port, x.cpu.load(x.r[RSI], size, Access.READ), size)
    step(x, RSI, size=size)
    x.system.attend_port(port, x.r[RSP], x.next)


TURNS = {"movs": _movs, "stos": _stos, "lods": _lods, "scas": _scas, "cmps": _cmps, "ins": _ins, "outs": _outs}
