"""Intrinsics: most become an expression on the spot; what needs the CPU or much work is a function of the run time."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from ..names import thir
from ..names import types as t
from ..names.defs import FnDefn
from ..names.types import Ty
from ..span import Span
from .calls import arguments, drop_pointer, result
from .core import ACTS, FIXED, READS, UNIT, Fx, MemPlace, Val, pair
from .futures import suspend
from .memory import fat_parts, load, load_anywhere, store, store_anywhere
from .names import full_name
from .ops import bounds, int_range, number, prim_range, wrap
from .scalars import SCALARS, bits_of, strip, tag_text, value_of

Inline = Callable[[Fx, tuple[Ty, ...], list[Val], Ty, Span], Val]
INLINE: dict[str, Inline] = {}


def intrinsic(fx: Fx, defn: FnDefn, generics: tuple[Ty, ...], e: thir.Call, ret: Ty) -> Val:
    """A call of an intrinsic."""
    vals = arguments(fx, e.args)
    if fx.dead:
        return UNIT
    return intrinsic_values(fx, defn, generics, vals, ret, e.name_span or e.span)


def intrinsic_values(fx: Fx, defn: FnDefn, generics: tuple[Ty, ...], vals: list[Val], ret: Ty, span: Span) -> Val:
    """An intrinsic with its arguments worked out."""
    if defn.asm is not None:
        from ..asm.lower import lower_block  # only here: few programs have assembly

        return lower_block(fx, defn.asm, vals, ret)
    if (defn.crate, defn.name) == ("alloc", "global_allocator"):
        return global_allocator(fx, ret)
    found = INLINE.get(defn.intrinsic or defn.name) if defn.crate == "core" else None
    if found is not None:
        return found(fx, generics, vals, ret, span)
    codes = [v.code for v in vals] + ["b", fx.rip]
    sizes = [str(fx.layout(g).size) for g in generics]
    return result(fx, f"{defn.crate}_{defn.name}({', '.join(sizes + codes)})", ret)


def inline(f: Inline) -> Inline:
    """Register an intrinsic of crate core by its function's name."""
    INLINE[f.__name__.strip("_")] = f
    return f


def _level_of(vals: list[Val]) -> int:
    return max((v.level for v in vals), default=FIXED)


# --- types ------------


@inline
def _size_of(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return number(fx.layout(g[0]).size)


@inline
def _align_of(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return number(fx.layout(g[0]).align)


def _measure(fx: Fx, ty: Ty, val: Val, align: bool) -> Val:
    if not fx.unit.layouts.is_fat(ty):
        return number(fx.layout(ty).align if align else fx.layout(ty).size)
    tail = fx.unit.layouts.tail(ty)
    _, meta = fat_parts(fx, val)
    head, head_align = 0, 1
    inner = ty
    while isinstance(inner, t.Adt):
        fields = fx.unit.layouts.fields_of(inner, 0)
        part = fx.unit.layouts.sized_part(inner)
        head_align = max(head_align, part.align)
        head = (head + part.align - 1 & -part.align) + fx.unit.layouts.end_of(
            part, [fx.layout(f).size for f in fields[:-1]]
        )
        inner = fields[-1]
    if isinstance(tail, t.Dyn):
        tail_align = f"l8({meta} + 16, b, {fx.rip})"
        if align:
            return Val(f"max({head_align}, {tail_align})", ACTS)
        if not head:
            return Val(f"l8({meta} + 8, b, {fx.rip})", ACTS)
        return Val(f"dyn_size({head}, {head_align}, l8({meta} + 8, b, {fx.rip}), {tail_align})", ACTS)
    item = fx.layout(tail.item) if isinstance(tail, t.Slice) else fx.layout(t.U8)
    whole = max(head_align, item.align)
    if align:
        return number(whole)
    start = head + item.align - 1 & -item.align
    return Val(f"(({start} + {meta} * {item.size} + {whole - 1}) & {-whole})", max(val.level, READS))


@inline
def _size_of_val(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return _measure(fx, g[0], v[0], align=False)


@inline
def _align_of_val(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return _measure(fx, g[0], v[0], align=True)


@inline
def _needs_drop(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return number(int(fx.unit.needs_drop(g[0])))


@inline
def _type_name(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:

    text = full_name(g[0]).encode()
    return pair(fx.unit.text(text), str(len(text)), FIXED)


@inline
def _type_id(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:

    return number(int.from_bytes(blake2b(full_name(g[0], True).encode(), digest_size=8).digest(), "little"))


@inline
def _discriminant_value(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    ty = g[0]
    if not isinstance(ty, t.Adt) or ty.defn.kind != "enum":
        return number(0)
    layout = fx.layout(ty)
    if layout.kind == "enum":
        return load(fx, MemPlace(ty, v[0].code))
    if layout.tag is None or layout.tag.size == 0:
        return number(layout.discriminants[layout.tag.untagged or 0] if layout.tag else layout.discriminants[0])
    place = fx.atom(v[0])
    bits = tag_text(layout, place.code, "b", fx.rip, fx.temp("m"))
    table = {bit: layout.discriminants[i] for i, bit in layout.tag.values.items()}
    rest = layout.discriminants[layout.tag.untagged] if layout.tag.untagged is not None else 0
    return Val(f"{table!r}.get({bits}, {rest})", ACTS)


@inline
def _transmute(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    source, target = fx.layout(g[0]), fx.layout(g[1])
    if source.size != target.size:
        fx.unit.size_error(g[0], g[1], source.size, target.size, span)
    return _transmute_unchecked(fx, g, v, ret, span)


@inline
def _transmute_unchecked(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    source, target = strip(fx.unit, g[0]), strip(fx.unit, g[1])
    if source is target:
        return v[0]
    a, z = fx.layout(source), fx.layout(target)
    if a.kind in SCALARS and z.kind in SCALARS and a.size == z.size:
        code = value_of(z, bits_of(a, v[0].code))
        return Val(code, v[0].level, v[0].lo if code == v[0].code else None, v[0].hi if code == v[0].code else None)
    if a.kind == z.kind == "fat":
        return v[0]
    if z.size == 0:
        return UNIT
    place = fx.slot(source if a.size >= z.size else target)
    if a.size < z.size:
        store(fx, place, _uninit(fx, (target,), [], target, span))
    store(fx, MemPlace(source, place.base, place.offset), v[0])
    fx.frame_align = max(fx.frame_align, z.align)
    packed = z.align > a.align
    return fx.spill(load(fx, MemPlace(target, place.base, place.offset, packed=packed and z.kind in SCALARS)))


@inline
def _uninit(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(zero(fx, g[0]), FIXED)


def zero(fx: Fx, ty: Ty) -> str:
    """The value of a type whose bytes are all zero."""
    ty = strip(fx.unit, ty)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        return "None"
    if layout.kind in SCALARS:
        return "0"
    if layout.kind == "float":
        return "0.0"
    if layout.kind == "fat":
        return "(0, 0)"
    if layout.kind in ("bytes", "union"):
        return f"bytes({layout.size})"
    if layout.kind == "array":
        assert layout.item is not None
        return f"(({zero(fx, layout.item)},) * {layout.count})"
    if layout.kind == "agg":
        return f"({', '.join(zero(fx, f) for f in layout.fields[0])},)"
    variant = 0
    if layout.tag is not None and layout.tag.size:
        variant = next((i for i, bit in layout.tag.values.items() if bit == 0), layout.tag.untagged or 0)
    return f"({', '.join([str(variant), *(zero(fx, f) for f in layout.fields[variant])])},)"


# --- memory ------------


def _settle(fx: Fx, pointer: Val, other: Val) -> str:
    """The pointer's text, evaluated before ``other`` if that matters."""
    if pointer.level == ACTS and other.level != FIXED:
        return fx.spill(pointer).code
    return pointer.code


@inline
def _read(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return load_anywhere(fx, g[0], v[0])


@inline
def _read_aligned(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return load(fx, MemPlace(g[0], v[0].code))


@inline
def _write_aligned(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    store(fx, MemPlace(g[0], _settle(fx, v[0], v[1])), v[1])
    return UNIT


@inline
def _volatile_load(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return fx.spill(load(fx, MemPlace(g[0], v[0].code)), "v")


@inline
def _write(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    store_anywhere(fx, g[0], _settle(fx, v[0], v[1]), v[1])
    return UNIT


@inline
def _volatile_store(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    store(fx, MemPlace(g[0], _settle(fx, v[0], v[1])), v[1])
    return UNIT


def _bytes(fx: Fx, count: Val, ty: Ty) -> str:
    size = fx.layout(ty).size
    return count.code if size == 1 else f"{count.code} * {size}"


@inline
def _copy(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    if fx.layout(g[0]).size:
        fx.emit(f"mcopy({v[0].code}, {v[1].code}, {_bytes(fx, v[2], g[0])}, b, {fx.rip})")
    return UNIT


@inline
def _copy_nonoverlapping(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return _copy(fx, g, v, ret, span)


@inline
def _write_bytes(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    if fx.layout(g[0]).size:
        fx.emit(f"mset({v[0].code}, {v[1].code}, {_bytes(fx, v[2], g[0])}, b, {fx.rip})")
    return UNIT


@inline
def _compare_bytes(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"mcompare({v[0].code}, {v[1].code}, {v[2].code}, b, {fx.rip})", ACTS, -1, 1)


@inline
def _drop_in_place(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    drop_pointer(fx, g[0], v[0])
    return UNIT


@inline
def _ptr_add(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    size = fx.layout(g[0]).size
    if not size:
        return v[0]
    if v[1].code == "0":
        return v[0]
    count = str(int(v[1].code) * size) if v[1].code.isdigit() else v[1].code if size == 1 else f"{v[1].code} * {size}"
    lo = hi = None
    if v[0].lo is not None and v[0].hi is not None and v[1].lo is not None and v[1].hi is not None:
        lo, hi = v[0].lo + v[1].lo * size, v[0].hi + v[1].hi * size
    limits = prim_range(t.U64)
    assert limits is not None
    return wrap(Val(f"({v[0].code} + {count})", _level_of(v), lo, hi), limits)


@inline
def _slice_from_raw_parts(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return pair(v[0].code, v[1].code, _level_of(v))


@inline
def _slice_len(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    _, length = fat_parts(fx, v[0])
    return Val(length, v[0].level if v[0].level != ACTS else FIXED, 0, None)


# --- integers ------------


def _limits(fx: Fx, ty: Ty) -> tuple[int, int]:
    found = int_range(fx, ty)
    assert found is not None
    return found


def _with_overflow(op: str) -> Inline:
    def make(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
        limits = _limits(fx, g[0])
        exact, kept = fx.temp("n"), fx.temp("n")
        wrapped = wrap(Val(f"({exact} := {v[0].code} {op} {v[1].code})", READS), limits)
        return Val(f"(({kept} := {wrapped.code}), {kept} != {exact})", max(_level_of(v), READS))

    return make


def _wrapping(op: str) -> Inline:
    def make(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
        limits = _limits(fx, g[0])
        (a, z), (c, d) = bounds(v[0], limits), bounds(v[1], limits)
        ends = {
            "+": (a + c, z + d),
            "-": (a - d, z - c),
            "*": (min(a * c, a * d, z * c, z * d), max(a * c, a * d, z * c, z * d)),
        }[op]
        return wrap(Val(f"({v[0].code} {op} {v[1].code})", _level_of(v), *ends), limits)

    return make


for _name, _op in (("add", "+"), ("sub", "-"), ("mul", "*")):
    INLINE[f"{_name}_with_overflow"] = _with_overflow(_op)
    INLINE[f"wrapping_{_name}"] = _wrapping(_op)


def _bits(fx: Fx, ty: Ty) -> int:
    return fx.layout(ty).size * 8


def _unsigned(fx: Fx, ty: Ty, val: Val) -> str:
    return f"({val.code} & {(1 << _bits(fx, ty)) - 1})" if _limits(fx, ty)[0] < 0 else val.code


def _signed_back(fx: Fx, ty: Ty, code: str, level: int) -> Val:
    limits = _limits(fx, ty)
    return wrap(Val(code, level, 0, (1 << _bits(fx, ty)) - 1), limits)


@inline
def _pow_with_overflow(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    lo, hi = _limits(fx, g[0])
    return Val(f"int_pow({v[0].code}, {v[1].code}, {lo}, {hi})", _level_of(v))


@inline
def _wrapping_shl(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return wrap(Val(f"({v[0].code} << ({v[1].code} & {_bits(fx, g[0]) - 1}))", _level_of(v)), _limits(fx, g[0]))


@inline
def _wrapping_shr(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"({v[0].code} >> ({v[1].code} & {_bits(fx, g[0]) - 1}))", _level_of(v), *_limits(fx, g[0]))


@inline
def _ctpop(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"{_callable(_unsigned(fx, g[0], v[0]))}.bit_count()", _level_of(v), 0, 128)


def _callable(code: str) -> str:
    return f"({code})" if code.isdigit() else code


@inline
def _ctlz(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"({_bits(fx, g[0])} - {_callable(_unsigned(fx, g[0], v[0]))}.bit_length())", _level_of(v), 0, 128)


@inline
def _cttz(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"int_cttz({v[0].code}, {_bits(fx, g[0])})", _level_of(v), 0, 128)


@inline
def _bswap(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    n = _bits(fx, g[0]) // 8
    return _signed_back(fx, g[0], f"int_bswap({_unsigned(fx, g[0], v[0])}, {n})", _level_of(v))


@inline
def _bitreverse(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return _signed_back(fx, g[0], f"int_bitreverse({_unsigned(fx, g[0], v[0])}, {_bits(fx, g[0])})", _level_of(v))


@inline
def _rotate_left(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    code = f"int_rotate({_unsigned(fx, g[0], v[0])}, {v[1].code}, {_bits(fx, g[0])})"
    return _signed_back(fx, g[0], code, _level_of(v))


@inline
def _isqrt(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(f"int_sqrt({v[0].code})", _level_of(v))


@inline
def _as_u128(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    limits = int_range(fx, g[0]) or prim_range(t.I128)
    assert limits is not None
    return wrap(Val(v[0].code, v[0].level, *bounds(v[0], limits)), (0, (1 << 128) - 1))


# --- calls and panics ------------


@inline
def _caller_location(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val(fx.location(span), FIXED)


@inline
def _panic_handler(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return result(fx, f"panic_entry(§S, {fx.function.call_site()}, {v[0].code})", t.NEVER)


@inline
def _spin_loop(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return UNIT


def global_allocator(fx: Fx, ret: Ty) -> Val:
    """The program's ``#[global_allocator]`` as a trait object; which static it is, linking says."""
    return Val("global_allocator", FIXED)


# --- futures ------------


@inline
def _poll_context(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:
    return Val("cx", READS)


@inline
def _suspend(fx: Fx, g: tuple[Ty, ...], v: list[Val], ret: Ty, span: Span) -> Val:

    return suspend(fx)
