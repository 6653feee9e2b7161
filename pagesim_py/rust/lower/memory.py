"""Loads and stores of places, and addresses of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.types import Ty
from .codecs import build, leaves
from .core import ACTS, FIXED, UNIT, Fx, MemPlace, Place, Val, VarPlace
from .layout import Layout
from .scalars import INDEX, SCALARS, bits_of, load_text, scalar_text, strip, value_of

if TYPE_CHECKING:
    from .unit import Unit


WORD = (1 << 64) - 1


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
        return Val(place.code, place.level, place.lo, place.hi)
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
    if layout.kind == "fat":
        a = fx.atom(Val(place.address, place.level)).code
        page = f"({m}p := r8({a} >> 12)) is not None and ({m}i := {a} >> 3 & 511) < 511"
        return Val(f"(({m}p[{m}i], {m}p[{m}i + 1]) if {page} else {get}({a}, b, {fx.rip}))", ACTS)
    if layout.kind == "int" and layout.size == 16:
        a = fx.atom(Val(place.address, place.level)).code
        page = f"not {a} & 7 and ({m}p := r8({a} >> 12)) is not None and ({m}i := {a} >> 3 & 511) < 511"
        bits = value_of(layout, f"({m}p[{m}i] | {m}p[{m}i + 1] << 64)")
        return Val(f"({bits} if {page} else {get}({a}, b, {fx.rip}))", ACTS)
    parts = whole_parts(fx.unit, ty)
    if parts is None:
        return None
    a = fx.atom(Val(place.address, place.level)).code
    made = []
    for offset, part, _ in parts:
        size = fx.layout(part).size
        bits = f"{m}w >> {8 * offset}" if offset else f"{m}w"
        made.append(f"({bits})" if offset + size == layout.size else f"({bits} & {(1 << 8 * size) - 1})")
    aligned = f"not {a} & {layout.size - 1} and " if layout.align < layout.size else ""
    raw = scalar_text(layout.size, a, "b", fx.rip, m)
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
    a = fx.atom(Val(place.address, place.level)).code
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
    """Store a composite value through its codec."""
    fx.emit(f"{fx.unit.codec(ty).put}({place.address}, {val.code}, b, {fx.rip})")


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


def address_of(fx: Fx, place: Place) -> Val:
    """A thin or fat pointer to a place."""
    if isinstance(place, VarPlace):
        if fx.layout(place.ty).size == 0:
            return Val(str(fx.layout(place.ty).align), FIXED)
        fx.need_memory(place.key)
        return Val("0", FIXED)
    if place.meta is not None:
        return Val(f"({place.address}, {place.meta})", place.level)
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
    code = val.code
    if code.startswith("(") and val.level != ACTS:
        parts = split_pair(code)
        if parts:
            return parts
    val = fx.atom(val)
    return f"{val.code}[0]", f"{val.code}[1]"


def split_pair(code: str) -> tuple[str, str] | None:
    """The two parts of a tuple's text ``(a, b)``; None if it is something else."""
    depth = 0
    comma = -1
    for i, c in enumerate(code):
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0 and i != len(code) - 1:
                return None
        elif c == "," and depth == 1:
            if comma >= 0:
                return None
            comma = i
    return (code[1:comma].strip(), code[comma + 1 : -1].strip()) if comma > 0 else None
