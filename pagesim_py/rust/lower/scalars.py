"""The text of typed accesses to single scalars, and the bits that values are stored as.

Aligned accesses look into the machine's page views first (``r8``: page number -> 4 KiB as 512 words, while reading it
needs nothing else) and call the slow path (``l8``: translation, faults, handlers, retry) if the page is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.types import Ty
from .layout import Layout

if TYPE_CHECKING:
    from .bytes import ItemStore

SCALARS = ("int", "bool", "char", "ptr", "enum")
SHIFT = {1: 0, 2: 1, 4: 2, 8: 3}
INDEX = {1: "{a} & 4095", 2: "{a} >> 1 & 2047", 4: "{a} >> 2 & 1023", 8: "{a} >> 3 & 511"}


def strip(unit: ItemStore, ty: Ty) -> Ty:
    """The type whose representation a value of ``ty`` has: newtypes taken off."""
    layout = unit.layouts.of(ty)
    while layout.kind == "newtype":
        ty = layout.fields[0][layout.inner]
        layout = unit.layouts.of(ty)
    return ty


def load_text(unit: ItemStore, ty: Ty, address: str, rsp: str, rip: str, temp: str, packed: bool = False) -> str:
    """An expression that loads a value; ``temp`` is a prefix for names that it may assign."""
    ty = strip(unit, ty)
    layout = unit.layouts.of(ty)
    if layout.kind == "unit":
        return "None"
    scalar = layout.kind in SCALARS
    if packed or not scalar or layout.size == 16:
        if packed and scalar and layout.size < 16:
            return signed_text(layout, f"ld({address}, {layout.size}, {rsp}, {rip})", wrap=layout.signed)
        return f"{unit.codec(ty).get}({address}, {rsp}, {rip})"
    return value_of(layout, scalar_text(layout.size, address, rsp, rip, temp))


def scalar_text(size: int, address: str, rsp: str, rip: str, temp: str) -> str:
    """An aligned load of 1, 2, 4 or 8 bytes as an unsigned number."""
    if address.isidentifier():
        name, page = address, f"{address} >> 12"
    else:
        name = f"{temp}a"
        page = f"({name} := {address}) >> 12"
    index = INDEX[size].format(a=name)
    return f"({temp}p[{index}] if ({temp}p := r{size}({page})) is not None else l{size}({name}, {rsp}, {rip}))"


def value_of(layout: Layout, raw: str) -> str:
    """The value that the bits ``raw`` of a scalar are."""
    if layout.kind == "enum":
        if any(d < 0 for d in layout.discriminants):
            return signed_bits(raw, layout.size)
        return raw
    return signed_text(layout, raw, wrap=layout.signed)


def signed_text(layout: Layout, raw: str, wrap: bool) -> str:
    """The bits ``raw`` as a number, with a sign if ``wrap``."""
    return signed_bits(raw, layout.size) if wrap else raw


def signed_bits(raw: str, size: int) -> str:
    """Two's complement of ``size`` bytes as a signed number."""
    half = 1 << 8 * size - 1
    return f"(u if (u := {raw}) < {half} else u - {2 * half})"


def bits_of(layout: Layout, code: str) -> str:
    """The bits that a scalar's value is stored as."""
    if layout.signed or (layout.kind == "enum" and any(d < 0 for d in layout.discriminants)):
        return (
            str(int(code) & ((1 << 8 * layout.size) - 1))
            if code.isdigit()
            else f"({code} & {(1 << 8 * layout.size) - 1})"
        )
    return code


def tag_text(layout: Layout, address: str, rsp: str, rip: str, temp: str) -> str:
    """The bits of an enum's tag in memory."""
    tag = layout.tag
    assert tag is not None
    at = f"({address} + {tag.offset})" if tag.offset else address
    if tag.size == 16:
        return f"int.from_bytes(ldb({at}, 16, {rsp}, {rip}), 'little')"
    return scalar_text(tag.size, at, rsp, rip, temp)
