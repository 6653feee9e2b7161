"""IDT gates, GDT descriptors and the TSS: bytes <-> fields (SDM vol. 3A 3.4.5, 3.5, 6.14, 7.7).

Nothing is checked here and nothing is kept: these say what the bytes mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.machine.bits import MASK64

GATE_SIZE = 16
INTERRUPT_GATE = 0xE
TRAP_GATE = 0xF
TSS_AVAILABLE = 0x9
TSS_BUSY = 0xB
TSS_SIZE = 0x68


class Gate(NamedTuple):
    """A 64-bit gate of the IDT (SDM vol. 3A figure 6-8).

    63           48 47 46 45 44 43  40 39   35 34 32 31       16 15        0
    +--------------+--+-----+--+------+-------+-----+-----------+-----------+
    | offset 31:16 | P| DPL |0 | type |   0   | IST | selector  | offset 15:0|
    +--------------+--+-----+--+------+-------+-----+-----------+-----------+
    The second 8 bytes hold offset 63:32 and 32 reserved bits.
    """

    offset: int
    selector: int
    ist: int = 0
    type: int = INTERRUPT_GATE
    dpl: int = 0
    present: bool = True

    @classmethod
    def decode(cls, low: int, high: int) -> Gate:
        """From the two 8-byte halves."""
        offset = low & 0xFFFF | low >> 32 & 0xFFFF_0000 | (high & 0xFFFF_FFFF) << 32
        return cls(offset, low >> 16 & 0xFFFF, low >> 32 & 7, low >> 40 & 0x1F, low >> 45 & 3, bool(low >> 47 & 1))

    def encode(self) -> tuple[int, int]:
        """The two 8-byte halves, as ``decode`` takes them."""
        low = self.offset & 0xFFFF | self.selector << 16 | self.ist << 32 | self.type << 40 | self.dpl << 45
        low |= self.present << 47 | (self.offset >> 16 & 0xFFFF) << 48
        return low, self.offset >> 32 & 0xFFFF_FFFF


class Descriptor(NamedTuple):
    """An 8-byte segment descriptor (SDM vol. 3A figure 3-8). In 64-bit mode base and limit are ignored."""

    raw: int

    @property
    def type(self) -> int:
        """Bits 43:40."""
        return self.raw >> 40 & 0xF

    @property
    def is_system(self) -> bool:
        """S = 0: a TSS, LDT or gate, not code or data."""
        return not self.raw >> 44 & 1

    @property
    def is_code(self) -> bool:
        """A code segment."""
        return not self.is_system and bool(self.type & 8)

    @property
    def is_conforming(self) -> bool:
        """A code segment that keeps its caller's CPL."""
        return self.is_code and bool(self.type & 4)

    @property
    def is_readable(self) -> bool:
        """Data, or code that may be read."""
        return not self.is_system and (not self.type & 8 or bool(self.type & 2))

    @property
    def is_writable_data(self) -> bool:
        """Data that may be written: what SS can hold."""
        return not self.is_system and self.type & 0xA == 2

    @property
    def accessed(self) -> bool:
        """Bit 40 of a code or data descriptor: the CPU has loaded it."""
        return bool(self.raw >> 40 & 1)

    @property
    def dpl(self) -> int:
        """Descriptor privilege level."""
        return self.raw >> 45 & 3

    @property
    def present(self) -> bool:
        """P."""
        return bool(self.raw >> 47 & 1)

    @property
    def long(self) -> bool:
        """L: 64-bit code."""
        return bool(self.raw >> 53 & 1)

    @property
    def default_big(self) -> bool:
        """D/B: 32-bit operands by default."""
        return bool(self.raw >> 54 & 1)

    @property
    def limit(self) -> int:
        """The limit in bytes, granularity applied."""
        limit = self.raw & 0xFFFF | self.raw >> 32 & 0xF_0000
        return limit << 12 | 0xFFF if self.raw >> 55 & 1 else limit

    def base(self, high: int = 0) -> int:
        """The base; ``high`` is the second half of a 16-byte system descriptor."""
        low = self.raw >> 16 & 0xFF_FFFF | self.raw >> 32 & 0xFF00_0000
        return (low | (high & 0xFFFF_FFFF) << 32) & MASK64


def code64(dpl: int = 0, *, present: bool = True, conforming: bool = False) -> int:
    """A 64-bit code descriptor, accessed."""
    return 0x00AF_1B00_0000_FFFF | dpl << 45 | present << 47 | conforming << 42


def data(dpl: int = 0, *, present: bool = True, writable: bool = True) -> int:
    """A data descriptor, accessed."""
    return 0x00CF_1100_0000_FFFF | dpl << 45 | present << 47 | writable << 41


def tss(base: int, limit: int = TSS_SIZE - 1) -> tuple[int, int]:
    """The two halves of an available 64-bit TSS descriptor."""
    low = limit & 0xFFFF | (base & 0xFF_FFFF) << 16 | 0x89 << 40 | (limit >> 16 & 0xF) << 48 | (base >> 24 & 0xFF) << 56
    return low, base >> 32 & 0xFFFF_FFFF


class TableRegister:
    """IDTR or GDTR: ``base`` (linear address) and ``limit`` (bytes - 1). Unpacks as (base, limit)."""

    __slots__ = ("base", "limit")

    def __init__(self, base: int = 0, limit: int = 0) -> None:
        self.base = base & MASK64
        self.limit = limit & 0xFFFF

    def __iter__(self) -> Iterator[int]:
        return iter((self.base, self.limit))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TableRegister) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"TableRegister(base={self.base:#x}, limit={self.limit:#x})"


class TaskRegister:
    """TR: ``selector`` of the TSS's descriptor, its ``base`` and ``limit``. Unpacks in that order."""

    __slots__ = ("base", "limit", "selector")

    def __init__(self, selector: int = 0, base: int = 0, limit: int = 0) -> None:
        self.selector = selector & 0xFFFF
        self.base = base & MASK64
        self.limit = limit & 0xFFFF_FFFF

    def __iter__(self) -> Iterator[int]:
        return iter((self.selector, self.base, self.limit))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TaskRegister) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"TaskRegister(selector={self.selector:#x}, base={self.base:#x}, limit={self.limit:#x})"


def rsp_offset(level: int) -> int:
    """Where the TSS holds RSP0..RSP2."""
    return 4 + 8 * level


def ist_offset(number: int) -> int:
    """Where the TSS holds IST1..IST7."""
    return 0x1C + 8 * number
