"""The exceptions of the CPU: vector, mnemonic, kind, error code, class (SDM vol. 3A 6.3, tables 6-1 and 6-5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What the saved RIP points at (SDM vol. 3A 6.5)."""

    FAULT = "fault"
    """At the instruction that failed: it can be tried again."""
    TRAP = "trap"
    """At the instruction after the one that caused it."""
    ABORT = "abort"
    """At no useful place."""
    INTERRUPT = "interrupt"
    """At the instruction that would have come next."""


class Class(Enum):
    """How an exception combines with another one raised while it is delivered (SDM vol. 3A table 6-4)."""

    BENIGN = "benign"
    CONTRIBUTORY = "contributory"
    PAGE_FAULT = "page fault"
    DOUBLE_FAULT = "double fault"


@dataclass(frozen=True, slots=True)
class Vector:
    """One line of the table of exceptions. ``number`` is 0..255."""

    number: int
    mnemonic: str
    title: str
    kind: Kind
    has_error_code: bool
    group: Class


DE, DB, NMI, BP, OF, BR, UD, NM, DF = range(9)
TS, NP, SS, GP, PF = 10, 11, 12, 13, 14
MF, AC, MC, XM, VE, CP = 16, 17, 18, 19, 20, 21

_F, _T, _A, _I = Kind.FAULT, Kind.TRAP, Kind.ABORT, Kind.INTERRUPT
_B, _C = Class.BENIGN, Class.CONTRIBUTORY

VECTORS: dict[int, Vector] = {
    vector.number: vector
    for vector in (
        Vector(DE, "#DE", "divide error", _F, False, _C),
        Vector(DB, "#DB", "debug", _T, False, _B),
        Vector(NMI, "NMI", "non-maskable interrupt", _I, False, _B),
        Vector(BP, "#BP", "breakpoint", _T, False, _B),
        Vector(OF, "#OF", "overflow", _T, False, _B),
        Vector(BR, "#BR", "bound range exceeded", _F, False, _B),
        Vector(UD, "#UD", "invalid opcode", _F, False, _B),
        Vector(NM, "#NM", "device not available", _F, False, _B),
        Vector(DF, "#DF", "double fault", _A, True, Class.DOUBLE_FAULT),
        Vector(TS, "#TS", "invalid TSS", _F, True, _C),
        Vector(NP, "#NP", "segment not present", _F, True, _C),
        Vector(SS, "#SS", "stack-segment fault", _F, True, _C),
        Vector(GP, "#GP", "general protection", _F, True, _C),
        Vector(PF, "#PF", "page fault", _F, True, Class.PAGE_FAULT),
        Vector(MF, "#MF", "x87 floating-point error", _F, False, _B),
        Vector(AC, "#AC", "alignment check", _F, True, _B),
        Vector(MC, "#MC", "machine check", _A, False, _B),
        Vector(XM, "#XM", "SIMD floating-point error", _F, False, _B),
        Vector(VE, "#VE", "virtualization exception", _F, False, Class.PAGE_FAULT),
        Vector(CP, "#CP", "control protection", _F, True, _C),
    )
}


def vector(number: int) -> Vector:
    """The table's line for ``number`` (0..255); other numbers are interrupts. ValueError outside of 0..255."""
    if not 0 <= number <= 255:
        raise ValueError(f"a vector is 0..255, not {number}")
    return VECTORS.get(number) or Vector(number, f"INT {number:#x}", "interrupt", Kind.INTERRUPT, False, Class.BENIGN)


def mnemonic(number: int) -> str:
    """``#PF``, ``#GP`` ... for an exception, ``INT 0x20`` for other vectors."""
    return vector(number).mnemonic


def doubles(first: Class, second: Class) -> bool:
    """Whether two exceptions make a double fault (SDM vol. 3A table 6-5); else they are handled in series."""
    if first is Class.CONTRIBUTORY:
        return second is Class.CONTRIBUTORY
    return first is Class.PAGE_FAULT and second in (Class.CONTRIBUTORY, Class.PAGE_FAULT)
