"""Values that are put together: structs, tuples, arrays, closures, references, coercions, format arguments."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from .core import ACTS, FIXED, PLACES, READS, UNIT, Fx, MemPlace, Val, VarPlace, pair, values
from .layout import Layout
from .memory import address_of, in_memory, load, spill_value, store
from .ops import number, pinned
from .places import field, moved, pointee, temporary
from .vtables import upcast_offset


def construct(fx: Fx, layout: Layout, items: list[Val], variant: int = 0) -> Val:
    """The value of a struct, tuple, closure or variant from the values of its fields."""
    level = max((v.level for v in items), default=FIXED)
    if layout.kind == "enum":
        d = layout.discriminants[variant]
        return Val(str(d) if d >= 0 else f"({d})", FIXED)
    if layout.kind == "unit":
        for v in items:
            if v.level == ACTS and v.code != "None":
                fx.emit(v.code)
        return UNIT
    if layout.kind == "newtype":
        return items[layout.inner]
    codes = [v.code for v in items]
    if layout.kind == "data":
        codes.insert(0, str(variant))
    if layout.kind == "bytes":
        return Val(f"bytes(({', '.join(codes)},))", level)
    parts = tuple(items) if layout.kind == "agg" else ()
    return Val(f"({', '.join(codes)},)", level, parts=parts)


@values(thir.TupleExpr)
def _tuple_value(fx: Fx, e: thir.TupleExpr, want: str | None) -> Val:
    ty = fx.type(e.ty)
    vals = fx.values([lambda i=i: fx.value(i) for i in e.items])  # type: ignore[misc]
    return construct(fx, fx.layout(ty), vals)


@values(thir.ArrayExpr)
def _array_value(fx: Fx, e: thir.ArrayExpr, want: str | None) -> Val:
    ty = fx.type(e.ty)
    vals = fx.values([lambda i=i: fx.value(i) for i in e.items])  # type: ignore[misc]
    layout = fx.layout(ty)
    if layout.kind == "bytes" and all(v.code.isdigit() for v in vals):
        return Val(repr(bytes(int(v.code) for v in vals)), FIXED)
    return construct(fx, layout, vals)


@values(thir.RepeatExpr)
def _repeat_value(fx: Fx, e: thir.RepeatExpr, want: str | None) -> Val:
    ty = fx.type(e.ty)
    item = fx.value(e.item)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        return UNIT
    if layout.kind == "bytes":
        if item.code == "0":
            return Val(f"bytes({layout.count})", FIXED)
        return Val(f"(bytes(({item.code},)) * {layout.count})", item.level)
    return Val(f"(({item.code},) * {layout.count})", item.level)


@values(thir.AdtExpr)
def _adt_value(fx: Fx, e: thir.AdtExpr, want: str | None) -> Val:
    ty = fx.type(e.ty)
    layout = fx.layout(ty)
    if e.defn.kind == "union":
        place = fx.slot(ty)
        index, value = e.fields[0]

        store(fx, field(fx, place, index), fx.value(value))
        return load(fx, place)
    vals = fx.values([lambda v=v: fx.value(v) for _, v in e.fields])  # type: ignore[misc]
    if any(a[0] > b[0] for a, b in pairwise(e.fields)):  # written in another order than they are put together in
        vals = [fx.spill(v) for v in vals]
    by_index = {i: v for (i, _), v in zip(e.fields, vals, strict=True)}
    count = len(fx.unit.layouts.fields_of(ty, e.variant))
    if e.base is not None:
        for i, v in by_index.items():
            by_index[i] = fx.spill(v)
        base = pinned(fx, fx.place(e.base))
        for i in range(count):
            if i not in by_index:
                part = field(fx, base, i)
                by_index[i] = fx.spill(load(fx, part)) if isinstance(part, MemPlace) else load(fx, part)
                if isinstance(part, MemPlace) and part.root is not None and fx.unit.needs_drop(part.ty):
                    moved(fx, part)
    return construct(fx, layout, [by_index[i] for i in range(count)], e.variant)


@values(thir.FnValue)
def _fn_value(fx: Fx, e: thir.FnValue, want: str | None) -> Val:
    return UNIT


@values(thir.ConstRef)
def _const_value(fx: Fx, e: thir.ConstRef, want: str | None) -> Val:
    args = tuple(fx.type(a) for a in e.args)
    return fx.unit.constant(e.defn, args, fx.type(e.ty))


@values(thir.ConstParamRef)
def _const_param(fx: Fx, e: thir.ConstParamRef, want: str | None) -> Val:
    ty = fx.type(e.param)
    assert isinstance(ty, t.ConstValue), ty
    return number(int(ty.value))


# --- references ------------


@values(thir.AddrOf)
def _addr_of(fx: Fx, e: thir.AddrOf, want: str | None) -> Val:
    inner = e.operand
    if e.raw and isinstance(inner, (thir.Deref, thir.Field, thir.Index)):
        return address_of(fx, unchecked_place(fx, inner))
    if type(inner) in PLACES and not isinstance(inner, thir.Field):
        return address_of(fx, fx.place(inner))
    if isinstance(inner, thir.Field) and rooted(inner):
        return address_of(fx, fx.place(inner))
    if (not e.mutable or _empty_array(fx, inner)) and not isinstance(inner, thir.Field):
        made = promote(fx, inner)
        if made is not None:
            return made
    return address_of(fx, in_memory(fx, fx.place(inner) if type(inner) in PLACES else temporary(fx, inner)))


def _empty_array(fx: Fx, e: thir.Expr) -> bool:
    return isinstance(e, thir.ArrayExpr) and not e.items


def rooted(e: thir.Expr) -> bool:
    """Whether a chain of fields begins at a place and not at a temporary."""
    while isinstance(e, (thir.Field, thir.Index)):
        e = e.operand
    return type(e) in PLACES


def unchecked_place(fx: Fx, e: thir.Expr) -> VarPlace | MemPlace:
    """A place whose address alone is wanted: raw pointers on the way aren't checked."""
    if isinstance(e, thir.Deref):
        return pointee(fx, e, checked=False)
    if isinstance(e, thir.Field):
        return field(fx, unchecked_place(fx, e.operand), e.index, e.variant)
    return fx.place(e)


def promote(fx: Fx, e: thir.Expr) -> Val | None:
    """The address of a constant expression's value in .rodata; None if the expression isn't constant."""
    ty = fx.type(e.ty)
    layout = fx.layout(ty)
    constant_body = fx.in_const and id(e) in fx.extended
    if not constant_body and not promotable(fx, e):
        return None
    if layout.size == 0 and not constant_body:
        return Val(str(layout.align), FIXED)
    lines, val = fx.capture(lambda: fx.value(e))
    if constant_body:
        fx.lines.extend(lines)
        blob = fx.unit.blob(ty, None, writable=fx.unit.has_cell(ty))

        store(fx, MemPlace(ty, blob), val)
        return Val(blob, FIXED)
    if lines or val.level != FIXED:
        return None
    return Val(fx.unit.blob(ty, val.code), FIXED)


def promotable(fx: Fx, e: thir.Expr) -> bool:
    """Whether rustc would promote the expression to a constant: nothing that can fail or be dropped."""
    if isinstance(e, (thir.Lit, thir.FnValue, thir.ConstParamRef)):
        return True
    if isinstance(e, thir.ConstRef):
        ty = fx.type(e.ty)
        return not fx.unit.needs_drop(ty) and not fx.unit.has_cell(ty)
    if isinstance(e, (thir.TupleExpr, thir.ArrayExpr)):
        return all(promotable(fx, i) for i in e.items)
    if isinstance(e, thir.RepeatExpr):
        return promotable(fx, e.item)
    if isinstance(e, thir.AdtExpr):
        ty = fx.type(e.ty)
        if e.base is not None or fx.unit.needs_drop(ty) or fx.unit.has_cell(ty):
            return False
        return all(promotable(fx, v) for _, v in e.fields)
    if isinstance(e, thir.AddrOf):
        return not e.mutable and promotable(fx, e.operand)
    if isinstance(e, thir.Unary):
        return promotable(fx, e.operand)
    if isinstance(e, thir.Binary):
        return e.op not in ("/", "%") and promotable(fx, e.left) and promotable(fx, e.right)
    if isinstance(e, thir.Cast):
        return e.kind in ("int", "ptr-ptr", "array-ptr", "int-ptr") and promotable(fx, e.operand)
    if isinstance(e, thir.Coerce):
        return promotable(fx, e.operand)
    if isinstance(e, thir.Call) and (e.defn.ctor is not None or e.defn.lang in thir.PROMOTED_CALLS):
        return not fx.unit.needs_drop(fx.type(e.ty)) and all(promotable(fx, a) for a in e.args)
    return (
        isinstance(e, thir.Block) and not e.stmts and e.tail is not None and e.label is None and promotable(fx, e.tail)
    )


# --- coercions ------------


@values(thir.Coerce)
def _coerce(fx: Fx, e: thir.Coerce, want: str | None) -> Val:
    if e.kind == "never":
        fx.value(e.operand)
        fx.dead = True
        return UNIT
    if e.kind in ("reify", "closure-fn"):
        from .calls import reify  # a circle: a call puts its arguments together here

        source = fx.type(e.operand.ty)
        if not isinstance(source, (t.FnItemTy, t.ClosureTy)):
            return fx.value(e.operand)
        fx.value(e.operand)
        return reify(fx, source)
    if e.kind == "unsize":
        return unsize(fx, fx.value(e.operand), fx.type(e.operand.ty), fx.type(e.ty))
    return fx.value(e.operand, want)


def target_of(fx: Fx, ty: Ty) -> Ty:
    """What a pointer, or a struct around one, points at."""
    while isinstance(ty, t.Adt):
        fields = [f for f in fx.unit.layouts.fields_of(ty, 0) if not _is_zero_sized(fx, f)]
        ty = fields[0]
    assert isinstance(ty, (t.Ref, t.Ptr)), ty
    return ty.inner


def _is_zero_sized(fx: Fx, ty: Ty) -> bool:
    return fx.layout(ty).size == 0


def unsize(fx: Fx, val: Val, source: Ty, target: Ty) -> Val:
    """A thin pointer made fat: array to slice, value to trait object; or a trait object to one of a supertrait."""
    was, now = target_of(fx, source), target_of(fx, target)
    while isinstance(was, t.Adt) and isinstance(now, t.Adt) and was.defn is now.defn:
        was, now = fx.unit.layouts.fields_of(was, 0)[-1], fx.unit.layouts.fields_of(now, 0)[-1]
    if isinstance(now, t.Slice) and isinstance(was, t.Array):
        assert isinstance(was.length, t.ConstValue)
        return pair(val.code, str(was.length.value), val.level)
    if isinstance(now, t.Dyn):
        if isinstance(was, t.Dyn):
            if was.trait is now.trait:
                return val
            val = fx.atom(val)
            offset = upcast_offset(fx.unit, was, now)
            return Val(f"({val.code}[0], l8({val.code}[1] + {offset}, b, {fx.rip}))", ACTS)
        return pair(val.code, fx.unit.vtable(was, now), val.level)
    return val


# --- closures ------------


@values(thir.ClosureExpr)
def _closure_value(fx: Fx, e: thir.ClosureExpr, want: str | None) -> Val:
    ty = fx.type(e.ty)
    makers: list[Callable[[], Val]] = []
    for c in e.captures:
        if c.mode != "move":
            makers.append(lambda c=c: address_of(fx, in_memory(fx, fx.place(c.place))))  # type: ignore[misc]
        else:
            makers.append(lambda c=c: fx.value(c.place))  # type: ignore[misc]
    if e.suspends:
        from .futures import begin_value  # a circle: a future's body has expressions

        assert isinstance(ty, t.ClosureTy)
        return begin_value(fx, ty, fx.values(makers))
    return construct(fx, fx.layout(ty), fx.values(makers))


# --- format_args! ------------


@values(thir.FormatArgs)
def format_args(fx: Fx, e: thir.FormatArgs, want: str | None) -> Val:
    """A ``core::fmt::Arguments``: literal pieces in .rodata, arguments with their ``fmt`` functions in the frame."""
    unit = fx.unit
    texts: list[str] = []
    places: list[thir.FormatPiece] = []
    pending = ""
    for piece in e.pieces:
        if isinstance(piece, str):
            pending += piece
        else:
            texts.append(pending)
            pending = ""
            places.append(piece)
    if pending:
        texts.append(pending)
    refs = fx.values([lambda a=a: fx.value(a) for a in e.args])  # type: ignore[misc]
    refs = [fx.atom(r) if r.level == FIXED else fx.spill(r) for r in refs]
    arguments_ty = fx.type(e.ty)
    assert isinstance(arguments_ty, t.Adt)
    fields = {f.name: i for i, f in enumerate(unit.adt(arguments_ty).variants[0].fields)}
    field_types = unit.layouts.fields_of(arguments_ty, 0)
    pieces_val = unit.text_slice(texts)
    made: list[str] = []
    seen: dict[tuple[int, object], int] = {}
    spec: list[tuple[int, int, int, int, int, int]] = []

    def argument(index: int, fmt: object, code: str) -> int:
        known = seen.get((index, fmt))
        if known is None:
            known = seen[index, fmt] = len(made)
            made.append(code)
        return known

    def count(value: int | tuple[str, int] | None) -> tuple[int, int]:
        if value is None:
            return 0, 0
        if isinstance(value, int):
            return 1, value
        index = value[1]
        return 2, argument(index, "usize", f"({refs[index].code}, {unit.usize_argument(fx)})")

    default = True
    for number_, p in enumerate(places):
        ref_ty = fx.type(e.args[p.arg].ty)
        assert isinstance(ref_ty, t.Ref)
        code = unit.format_function(fx, p.fmt, ref_ty.inner)
        target = refs[p.arg]
        if unit.layouts.is_fat(ref_ty.inner):  # the argument is the fat reference itself, behind one more reference
            target = Val(spill_value(fx, ref_ty, target).address, FIXED)
            code = unit.format_function(fx, p.fmt, ref_ty)
        position = argument(p.arg, p.fmt, f"({target.code}, {code})")
        width_kind, width = count(p.width)
        precision_kind, precision = count(p.precision)
        flags = p.fill | {"<": 0, ">": 1, "^": 2}.get(p.align, 3) << 29 | p.flags
        spec.append((position, flags, width, precision, width_kind, precision_kind))
        default = default and spec[-1] == (number_, 0x60000020, 0, 0, 0, 0)
    default = default and len(made) == len(places)
    args_ty = field_types[fields["args"]]
    assert isinstance(args_ty, t.Ref)
    assert isinstance(args_ty.inner, t.Slice)
    if made:
        array_ty = t.array(args_ty.inner.item, len(made))
        where = spill_value(fx, array_ty, Val(f"({', '.join(made)},)", READS))
        args_val = f"({where.address}, {len(made)})"
    else:
        args_val = "(8, 0)"
    result = {"pieces": pieces_val, "args": args_val}
    rest = next((n for n in fields if n not in result), None)
    if rest is not None:
        result[rest] = unit.placeholders(fx, field_types[fields[rest]], None if default else spec)
    codes = [result[f.name] for f in unit.adt(arguments_ty).variants[0].fields]
    return construct(fx, fx.layout(arguments_ty), [Val(c, FIXED) for c in codes])


@values(thir.OffsetOf)
def offset_of(fx: Fx, e: thir.OffsetOf, want: str | None) -> Val:
    """``offset_of!``."""
    ty = fx.type(e.container)
    total = 0
    for name in e.fields:
        layout = fx.layout(ty)
        if isinstance(ty, t.Adt):
            index = [f.name for f in fx.unit.adt(ty).variants[0].fields].index(name)
        else:
            index = int(name)
        total += layout.offsets[0][index]
        ty = layout.fields[0][index]
    return number(total)
