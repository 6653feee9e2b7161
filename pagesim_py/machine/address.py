"""Linear and physical addresses: canonical form, page borders, the index fields (SDM vol. 3A 3.3.7.1, 4.5).

    63        48 47     39 38     30 29     21 20     12 11        0
    +-----------+---------+---------+---------+---------+-----------+
    | sign      | level 4 | level 3 | level 2 | level 1 | offset    |
    +-----------+---------+---------+---------+---------+-----------+

With 57-bit addresses (CR4.LA57) bits 56:48 are the level-5 index.
"""

from __future__ import annotations

from pagesim_py.machine.bits import MASK64

PAGE_SHIFT = 12
PAGE_SIZE = 1 << PAGE_SHIFT
PAGE_MASK = PAGE_SIZE - 1
ENTRIES = 512
"""Entries in one paging structure, of 8 bytes each."""

SHIFT = (0, 12, 21, 30, 39, 48)
"""By level: the lowest address bit of its index; also the size of what an entry of that level covers."""


def canonical(address: int, bits: int = 48) -> int:
    """``address`` with bits 63..``bits`` replaced by copies of bit ``bits`` - 1 (idempotent)."""
    address &= MASK64
    sign = 1 << (bits - 1)
    return ((address & ((sign << 1) - 1)) ^ sign) - sign & MASK64


def is_canonical(address: int, bits: int = 48) -> bool:
    """Whether bits 63..``bits`` - 1 of ``address`` (0 <= address < 2**64) are all equal."""
    high = address >> (bits - 1)
    return high == 0 or high == MASK64 >> (bits - 1)


def index(address: int, level: int) -> int:
    """The index (0..511) that ``address`` selects in a table of ``level`` (1..5)."""
    return address >> SHIFT[level] & 0x1FF


def page_size(level: int) -> int:
    """Bytes that one entry of ``level`` covers: 4 KiB at level 1, 2 MiB at 2, 1 GiB at 3 ..."""
    return 1 << SHIFT[level]


def address_of(indices: tuple[int, ...], offset: int = 0) -> int:
    """The canonical address that ``indices`` (highest level first, 4 or 5 of them) and ``offset`` make."""
    address = 0
    for number in indices:
        address = address << 9 | number
    return canonical(address << PAGE_SHIFT | offset, 12 + 9 * len(indices))
