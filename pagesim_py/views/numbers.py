"""Addresses and sizes as people read them."""

from __future__ import annotations


def hex16(value: int) -> str:
    """All 16 digits of a 64-bit value in groups of four: ``0x0000_0000_dead_beaf``."""
    digits = f"{value:016x}"
    return "0x" + "_".join(digits[i : i + 4] for i in range(0, 16, 4))


def size(count: int) -> str:
    """Bytes in the largest binary unit that divides them: ``4 KiB``, ``2 MiB``, ``24 bytes``."""
    for shift, unit in ((40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")):
        if count and count & ((1 << shift) - 1) == 0:
            return f"{count >> shift:,} {unit}"
    return "1 byte" if count == 1 else f"{count:,} bytes"


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 page``, ``512 pages``, ``262,144 pages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
