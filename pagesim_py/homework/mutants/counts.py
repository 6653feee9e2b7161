"""Misconceptions about numbers: how many frames are needed, where tables can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagesim_py.homework.functions import Call

Count = Callable[["Call"], "int | None"]
COUNTS: dict[str, Count] = {}


def counts(function: Count) -> Count:
    """Registers the wrong number under its name."""
    COUNTS[function.__name__] = function
    return function


@counts
def always_three(call: Call) -> int | None:
    """A mapping always needs three new tables."""
    return 3 if call.name == "missing_tables" else None


@counts
def one_per_level(call: Call) -> int | None:
    """A mapping needs a frame for each of the four levels."""
    return 4 if call.name == "missing_tables" else None


@counts
def no_table_is_ever_missing(call: Call) -> int | None:
    """A mapping writes one entry and needs no frame."""
    return 0 if call.name == "missing_tables" else None


@counts
def recursive_index_off_by_one(call: Call) -> int | None:
    """One time more, or less, through the recursive entry: the table of the next level."""
    if call.name not in ("table_address", "entry_address"):
        return None
    page, level, recursive = call.arguments
    return call.again(page, level - 1 if level > 1 else 2, recursive)


@counts
def recursive_index_is_511(call: Call) -> int | None:
    """The recursive entry is the last one, whatever entry it is."""
    if call.name not in ("table_address", "entry_address"):
        return None
    page, level, recursive = call.arguments
    return None if recursive == 511 else call.again(page, level, 511)


@counts
def tables_are_at_their_physical_address(call: Call) -> int | None:
    """A table can be read at its physical address."""
    if call.name == "window":
        return call.arguments[0]
    if call.name == "table_address":
        return call.table(call.arguments[0], call.arguments[1])
    return None


@counts
def recursion_needs_no_sign(call: Call) -> int | None:
    """Bits 63 to 48 stay 0, whatever bit 47 is."""
    if call.name not in ("table_address", "entry_address"):
        return None
    return call.value & (1 << 48) - 1 if call.value >> 48 else None


@counts
def entries_have_four_bytes(call: Call) -> int | None:
    """Entry n lies 4 * n bytes after the table's beginning."""
    if call.name != "entry_address":
        return None
    page, level, recursive = call.arguments
    return call.value - 4 * (page >> 12 + 9 * (level - 1) & 511) if recursive else None
