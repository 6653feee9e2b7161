"""Loads and stores of places, and addresses of places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.types import Ty
from .codecs import build, leaves
from .core import ACTS, FIXED, UNIT, Fx, MemPlace, Place, Val, VarPlace, pair
from .layout import Layout
from .scalars import INDEX, SCALARS, SHIFT, bits_of, load_text, scalar_text, strip, value_of

if TYPE_CHECKING:
    from .unit import Unit


WORD = (1 << 64) - 1

MOST_PARTS = 6
"""The scalar parts that a value may have to be stored without its codec."""


def load_anywhere(fx: Fx, ty: Ty, address: Val) -> Val:
    """A load that may be unaligned."""
    layout = fx.layout(strip(fx.unit, ty))
    if layout.kind in SCALARS and 1 < layout.size <= 8:
        a = fx.atom(address).code
        quick = load(fx, MemPlace(ty, a))
        slow = value_of(layout, f"ld({a}, {layout.size}, b, {fx.rip})")
        return Val(f"({quick.code} if not {a} & {layout.size - 1} else {slow})", ACTS, quick.lo, quick.hi)
    return load(fx, MemPlace(ty, address.code))


def store_anywhere(fx: Fx, ty: Ty, address: str, val: Val) -> None:
    """A store that may be unaligned."""
    layout = fx.layout(strip(fx.unit, ty))
    if layout.kind in SCALARS and 1 < layout.size <= 8:
        val = fx.spill(val)
        a = fx.spill(Val(address)).code if not address.isidentifier() else address
        fx.emit(f"if {a} & {layout.size - 1}: st({a}, {layout.size}, {bits_of(layout, val.code)}, b, {fx.rip})")
        with fx.block("else:"):
            store(fx, MemPlace(ty, a), val)
        return
    store(fx, MemPlace(ty, address), val)


def load(fx: Fx, place: Place) -> Val:
    """The value in a place."""
    if isinstance(place, VarPlace):
        return Val(place.code, place.level, place.lo, place.hi, place.parts)
    layout = fx.layout(place.ty)
    if layout.kind == "unit":
        return UNIT
    inner = strip(fx.unit, place.ty)
    if (layout.kind in ("fat", "agg", "newtype") or layout.size == 16) and not place.packed:
        quick = load_whole(fx, inner, place)
        if quick is not None:
            return quick
    low, high = (0, (1 << 8 * layout.size) - 1) if layout.kind == "int" and not layout.signed else (None, None)
    return Val(load_text(fx.unit, place.ty, place.address, "b", fx.rip, fx.temp("m"), place.packed), ACTS, low, high)


def named_once(address: str, name: str) -> tuple[str, str]:
    """What an address is called, and the text that stands where it is used first."""
    return (address, address) if address.isidentifier() or address.isdigit() else (name, f"({name} := {address})")


def whole_parts(unit: Unit, ty: Ty) -> list[tuple[int, Ty, str]] | None:
    """The scalar parts of a small struct that one access of 2, 4 or 8 bytes moves; None for other types."""
    layout = unit.layouts.of(ty)
    if layout.kind != "agg" or layout.size not in (2, 4, 8) or layout.packed:
        return None
    parts = leaves(unit, ty, 0, "v")
    if not parts or sum(unit.layouts.of(p).size for _, p, _ in parts) != layout.size:
        return None
    return parts


def load_whole(fx: Fx, ty: Ty, place: MemPlace) -> Val | None:
    """A fat pointer or small struct loaded in place instead of by its codec."""
    layout = fx.layout(ty)
    get = fx.unit.codec(ty).get
    m = fx.temp("m")
    a, first = named_once(place.address, f"{m}a")
    if layout.kind == "fat":
        page = f"({m}p := r8({first} >> 12)) is not None and ({m}i := {a} >> 3 & 511) < 511"
        return Val(f"(({m}p[{m}i], {m}p[{m}i + 1]) if {page} else {get}({a}, b, {fx.rip}))", ACTS)
    if layout.kind == "int" and layout.size == 16:
        page = f"not {first} & 7 and ({m}p := r8({a} >> 12)) is not None and ({m}i := {a} >> 3 & 511) < 511"
        bits = value_of(layout, f"({m}p[{m}i] | {m}p[{m}i + 1] << 64)")
        return Val(f"({bits} if {page} else {get}({a}, b, {fx.rip}))", ACTS)
    parts = whole_parts(fx.unit, ty)
    if parts is None:
        return None
    made = []
    for offset, part, _ in parts:
        size = fx.layout(part).size
        bits = f"{m}w >> {8 * offset}" if offset else f"{m}w"
        made.append(f"({bits})" if offset + size == layout.size else f"({bits} & {(1 << 8 * size) - 1})")
    aligned = f"not {first} & {layout.size - 1} and " if layout.align < layout.size else ""
    raw = scalar_text(layout.size, a if aligned else place.address, "b", fx.rip, m)
    return Val(
        f"({build(fx.unit, ty, made)} if {aligned}({m}w := {raw}) is not None else {get}({a}, b, {fx.rip}))", ACTS
    )


def store_whole(fx: Fx, ty: Ty, place: MemPlace, val: Val) -> bool:
    """Store a small struct by one access; False if its codec has to do it."""
    layout = fx.layout(ty)
    if layout.size == 16 and layout.kind in ("int", "fat"):
        store_pair(fx, ty, layout, place, val)
        return True
    parts = whole_parts(fx.unit, ty)
    if parts is None:
        return False
    v = fx.atom(val).code if val.code.isidentifier() else fx.spill(Val(val.code)).code
    a = place.address if place.address.isidentifier() else fx.spill(Val(place.address)).code
    terms = []
    for offset, part, path in parts:
        bits = bits_of(fx.layout(part), v + path[1:])
        terms.append(f"{bits} << {8 * offset}" if offset else bits)
    if layout.align < layout.size:
        fx.emit(f"if {a} & {layout.size - 1}: {fx.unit.codec(ty).put}({a}, {v}, b, {fx.rip})")
        with fx.block("else:"):
            store_scalar(fx, layout.size, a, f"({' | '.join(terms)})")
    else:
        store_scalar(fx, layout.size, a, f"({' | '.join(terms)})")
    return True


def store_pair(fx: Fx, ty: Ty, layout: Layout, place: MemPlace, val: Val) -> None:
    """Store a fat pointer or a number of 128 bits as two words."""
    v = val.code if val.code.isidentifier() or val.code.isdigit() else fx.spill(Val(val.code)).code
    a = fx.spill(Val(place.address)).code if not place.address.isidentifier() else place.address
    low, high = (f"{v}[0]", f"{v}[1]") if layout.kind == "fat" else (f"{v} & {WORD}", f"{v} >> 64 & {WORD}")
    p, i = fx.temp("p"), fx.temp("i")
    fx.emit(f"if not {a} & 7 and ({p} := w8({a} >> 12)) is not None and ({i} := {a} >> 3 & 511) < 511:")
    for at, word in ((i, low), (f"{i} + 1", high)):
        logged = f"L(({p}, {at}, {p}[{at}], {word})); " if fx.unit.record else ""
        fx.emit(f"\t{logged}{p}[{at}] = {word}")
    fx.emit(f"else: {fx.unit.codec(ty).put}({a}, {v}, b, {fx.rip})")


def store(fx: Fx, place: Place, val: Val) -> None:
    """Write a value into a place."""
    if isinstance(place, VarPlace):
        assert place.store is not None, place
        fx.emit(place.store(val.code))
        return
    ty = strip(fx.unit, place.ty)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        if val.level == ACTS:
            fx.emit(val.code)
        return
    scalar = layout.kind in SCALARS
    if not scalar or place.packed or layout.size == 16:
        if scalar and place.packed and layout.size < 16:
            fx.emit(f"st({place.address}, {layout.size}, {bits_of(layout, val.code)}, b, {fx.rip})")
        else:
            if place.packed or not store_whole(fx, ty, place, val):
                put_parts(fx, ty, layout, place, val)
        return
    store_scalar(fx, layout.size, place.address, bits_of(layout, val.code))


def put_parts(fx: Fx, ty: Ty, layout: Layout, place: MemPlace, val: Val) -> None:
    """Store a composite value: its scalar parts in place if they are known here and few, else through its codec."""
    put = fx.unit.codec(ty).put
    found: list[tuple[int, Ty, Val]] = []
    whole = scalar_parts(fx, ty, val, 0, found) if not layout.packed and val.parts else None
    if whole is None or not 1 < len(found) <= MOST_PARTS:
        fx.emit(f"{put}({place.address}, {val.code}, b, {fx.rip})")
        return
    for _, _, value in found:
        if not (value.code.isidentifier() or value.code.isdigit()):
            name = fx.temp("v")
            fx.emit(f"{name} = {value.code}")
            value.code = name
    a = place.address if place.address.isidentifier() else fx.spill(Val(place.address)).code
    sizes = sorted({fx.layout(part).size for _, part, _ in found}, reverse=True)
    o = fx.temp("o")
    pages = {size: fx.temp("p") for size in sizes}
    aligned = f" and not {o} & {sizes[0] - 1}" if sizes[0] > 1 else ""
    there = " and ".join(f"({p} := w{size}({a} >> 12)) is not None" for size, p in pages.items())
    with fx.block(f"if ({o} := {a} & 4095) <= {4096 - layout.size}{aligned} and {there}:"):
        cells = []
        for offset, part, value in found:
            size = fx.layout(part).size
            at = f"{o} + {offset}" if offset else o
            index = f"{at} >> {SHIFT[size]}" if size > 1 else at
            cells.append((pages[size], index, bits_of(fx.layout(part), value.code)))
        if fx.unit.record:
            fx.emit(f"E(({', '.join(f'({p}, {i}, {p}[{i}], {bits})' for p, i, bits in cells)}))")
        fx.emit("; ".join(f"{p}[{i}] = {bits}" for p, i, bits in cells))
    fx.emit(f"else: {put}({a}, {whole()}, b, {fx.rip})")


def scalar_parts(fx: Fx, ty: Ty, val: Val, offset: int, found: list[tuple[int, Ty, Val]]) -> Callable[[], str] | None:
    """Adds offset, type and value of the scalar parts of a value to ``found``, in the order in which its codec stores
    them; gives what makes the value's text of theirs, or None if they are not known here.
    """
    ty = strip(fx.unit, ty)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        return (lambda: "None") if val.level != ACTS else None
    if layout.kind in SCALARS and layout.size <= 8:
        part = replace(val)
        found.append((offset, ty, part))
        return lambda: part.code
    if layout.kind == "fat" and val.parts:
        fields: list[tuple[Ty, int]] = [(t.USIZE, 0), (t.USIZE, 8)]
    elif layout.kind == "agg" and val.parts and not layout.packed:
        fields = list(zip(layout.fields[0], layout.offsets[0], strict=True))
    else:
        return None
    made = []
    for (part_ty, at), one in zip(fields, val.parts, strict=True):
        text = scalar_parts(fx, part_ty, one, offset + at, found)
        if text is None:
            return None
        made.append(text)
    return lambda: f"({', '.join(text() for text in made)},)"


def store_scalar(fx: Fx, size: int, address: str, bits: str) -> None:
    """Write 1, 2, 4 or 8 aligned bytes; ``bits`` is evaluated before ``address``."""
    if not (bits.isidentifier() or bits.isdigit()):
        name = fx.temp("v")
        fx.emit(f"{name} = {bits}")
        bits = name
    if address.isidentifier():
        a = address
    else:
        a = fx.temp("a")
        fx.emit(f"{a} = {address}")
    p = fx.temp("p")
    index = INDEX[size].format(a=a)
    fx.emit(f"if ({p} := w{size}({a} >> 12)) is not None:")
    if fx.unit.record:
        i = fx.temp("i")
        fx.emit(f"\t{i} = {index}; L(({p}, {i}, {p}[{i}], {bits})); {p}[{i}] = {bits}")
    else:
        fx.emit(f"\t{p}[{index}] = {bits}")
    fx.emit(f"else: s{size}({a}, {bits}, b, {fx.rip})")


def change(fx: Fx, place: MemPlace, work: Callable[[Val], Val]) -> None:
    """Load a value, and store what ``work`` makes of it. ``place`` has an atom for its address.

    A page that may be written may be read, so that a scalar's page is looked up once for both.
    """
    layout = fx.layout(strip(fx.unit, place.ty))
    if layout.kind not in SCALARS or place.packed or layout.size > 8:
        store(fx, place, work(load(fx, place)))
        return
    size, a = layout.size, place.address
    x, v, p, i = fx.temp("x"), fx.temp("v"), fx.temp("p"), fx.temp("i")
    lo, hi = (None, None) if layout.signed or layout.kind != "int" else (0, (1 << 8 * size) - 1)
    before = fx.dead
    lines, quick = fx.capture(lambda: work(Val(value_of(layout, x), FIXED, lo, hi)))
    if lines:
        fx.dead = before
        store(fx, place, work(load(fx, place)))
        return
    slow = work(Val(value_of(layout, f"l{size}({a}, b, {fx.rip})"), ACTS, lo, hi))
    with fx.block(f"if ({p} := w{size}({a} >> 12)) is not None:"):
        fx.emit(f"{i} = {INDEX[size].format(a=a)}; {x} = {p}[{i}]; {v} = {bits_of(layout, quick.code)}")
        logged = f"L(({p}, {i}, {x}, {v})); " if fx.unit.record else ""
        fx.emit(f"{logged}{p}[{i}] = {v}")
    fx.emit(f"else: {v} = {bits_of(layout, slow.code)}; s{size}({a}, {v}, b, {fx.rip})")


def address_of(fx: Fx, place: Place) -> Val:
    """A thin or fat pointer to a place."""
    if isinstance(place, VarPlace):
        if fx.layout(place.ty).size == 0:
            return Val(str(fx.layout(place.ty).align), FIXED)
        fx.need_memory(place.key)
        return Val("0", FIXED)
    if place.meta is not None:
        return pair(place.address, place.meta, place.level)
    return Val(place.address, place.level)


def in_memory(fx: Fx, place: Place) -> MemPlace:
    """The place as bytes in memory; if it is in a variable, the next try will have it so."""
    if isinstance(place, MemPlace):
        return place
    if fx.layout(place.ty).size == 0:
        return MemPlace(place.ty, str(fx.layout(place.ty).align))
    fx.need_memory(place.key)
    return MemPlace(place.ty, "0")


def spill_value(fx: Fx, ty: Ty, val: Val) -> MemPlace:
    """A new slot in the frame that holds the value."""
    place = fx.slot(ty)
    store(fx, place, val)
    return place


def fat_parts(fx: Fx, val: Val) -> tuple[str, str]:
    """Address and metadata of a fat pointer's value."""
    if val.parts and val.level != ACTS:
        return val.parts[0].code, val.parts[1].code
    val = fx.atom(val)
    return f"{val.code}[0]", f"{val.code}[1]"
