"""Places: variables, statics, what pointers point at, fields, elements; and temporaries that stand in for places."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from .core import ACTS, FIXED, IN_BOX, READS, Drop, Fx, MemPlace, Place, Val, VarPlace, places, values
from .memory import address_of, fat_parts, load, spill_value, store

# --- variables ------------


def variable(fx: Fx, local: thir.Local, init: Val | None, ty: Ty | None = None) -> Place:
    """Make a variable, in the frame if its address is wanted or it must be dropped, else in Python; store its first
    value.
    """
    ty = fx.type(local.ty) if ty is None else ty
    key = (local, fx.env.key)
    drops = fx.unit.needs_drop(ty)
    place: Place
    if drops or fx.holds or key in fx.memory:
        mem = fx.slot(ty)
        mem.root = key
        place = mem
        if init is not None:
            store(fx, mem, init)
        if drops:
            register_local(fx, local, mem, init is not None)
    else:
        name = fx.name(local.name)
        level = READS if local.mutable else FIXED
        fx.leave_room(ty)
        place = VarPlace(ty, name, key, level, lambda v: f"{name} = {v}")
        if init is not None:
            if not local.mutable:
                place.lo, place.hi = init.lo, init.hi
            fx.emit(f"{name} = {init.code}")
    fx.env.locals[local] = place
    return place


def register_local(fx: Fx, local: thir.Local, place: MemPlace, filled: bool) -> None:
    """Have a variable dropped at the end of the scope that it is in."""
    key = (local, fx.env.key)
    flag = None
    if not filled or ("moved", key) in fx.memory:
        flag = fx.temp("d")
        fx.emit(f"{flag} = {filled}")
    parts = {}
    for entry in fx.memory:
        if isinstance(entry, tuple) and entry[0] == "part" and entry[1] == key:
            parts[entry[2]] = fx.temp("d")
    for name in parts.values():
        fx.emit(f"{name} = True")
    drop = Drop(place, flag, parts)
    fx.env.drops[local] = drop
    (fx.local_scope or fx.scopes[-1]).drops.append(drop)


@places(thir.LocalRef)
def _local_place(fx: Fx, e: thir.LocalRef) -> Place:
    alias = fx.env.aliases.get(e.local)
    if alias is not None:  # a reference that was never made: it is wanted after all
        address = address_of(fx, alias)
        return VarPlace(fx.type(e.ty), address.code, alias, address.level)
    return fx.env.locals[e.local]


@places(thir.UpvarRef)
def _upvar_place(fx: Fx, e: thir.UpvarRef) -> Place:
    return fx.env.upvars[e.index]


def captured(fx: Fx, capture: thir.Capture, part: Place) -> Place:
    """What a body calls by a captured variable: the ``part`` of its closure or future, or what that points at."""
    if capture.mode == "move":
        return part
    target = fx.type(capture.place.ty)
    address = fx.spill(load(fx, part), "u") if isinstance(part, MemPlace) else load(fx, part)
    if fx.unit.layouts.is_fat(target):
        return MemPlace(target, f"{address.code}[0]", 0, f"{address.code}[1]")
    return MemPlace(target, address.code)


@places(thir.StaticRef)
def _static_place(fx: Fx, e: thir.StaticRef) -> Place:
    return MemPlace(fx.type(e.ty), fx.unit.static(e.defn))


# --- projections ------------


@places(thir.Deref)
def _deref_place(fx: Fx, e: thir.Deref) -> Place:
    return pointee(fx, e, checked=fx.student and fx.env.depth == 0)


def pointee(fx: Fx, e: thir.Deref, checked: bool) -> Place:
    """The place behind a pointer; ``checked``: raw pointers are looked at as a debug build does (alignment, then
    null).
    """
    ty = fx.type(e.ty)
    operand_ty = fx.type(e.operand.ty)
    if isinstance(e.operand, thir.LocalRef):
        alias = fx.env.aliases.get(e.operand.local)
        if alias is not None:
            return alias
    if isinstance(e.operand, thir.AddrOf) and not isinstance(operand_ty, t.Ptr):
        return fx.place(e.operand.operand)
    if isinstance(operand_ty, t.Adt):
        return box_content(fx, fx.place(e.operand), ty)
    val = fx.value(e.operand)
    if fx.unit.layouts.is_fat(ty):
        base, meta = fat_parts(fx, val)
        if checked and isinstance(operand_ty, t.Ptr):
            base = checked_pointer(fx, e, ty, Val(base, val.level)).code
        return MemPlace(ty, base, 0, meta, val.level if val.level != ACTS else FIXED)
    if checked and isinstance(operand_ty, t.Ptr):
        val = checked_pointer(fx, e, ty, val)
    return MemPlace(ty, val.code, 0, None, val.level)


def box_content(fx: Fx, box: Place, ty: Ty) -> MemPlace:
    """What is in a box, whose value is the pointer to it."""
    val = load(fx, box)
    base, meta = fat_parts(fx, val) if fx.unit.layouts.is_fat(ty) else (val.code, None)
    level = FIXED if meta is not None and val.level == ACTS else val.level
    place = MemPlace(ty, base, 0, meta, level)
    if isinstance(box, MemPlace) and box.root is not None:
        place.root, place.path = box.root, (*box.path, IN_BOX)
    return place


def checked_pointer(fx: Fx, e: thir.Deref, ty: Ty, val: Val) -> Val:
    """The pointer, or a panic if it is misaligned or null."""
    tail = fx.unit.layouts.tail(ty)
    if isinstance(tail, t.Slice):
        align, size = fx.layout(tail.item).align, 1
    elif tail is t.STR or isinstance(tail, t.Dyn):
        align, size = 1, 1
    else:
        layout = fx.layout(ty)
        align, size = layout.align, layout.size
    if val.code.isdigit():
        number = int(val.code)
        if number % align == 0 and (number or not size):
            return val
    a = fx.temp("q")
    where = fx.location(e.span)
    wrong = []
    if size:
        wrong.append(a)
    if align > 1:
        wrong.append(f"not {a} & {align - 1}")
    if not wrong:
        return val
    null = fx.unit.panic_call(fx, "panic_null_pointer_dereference", [], where)
    bad = null
    if align > 1:
        misaligned = fx.unit.panic_call(fx, "panic_misaligned_pointer_dereference", [str(align), a], where)
        bad = f"{misaligned} if {a} & {align - 1} else {null}" if size else misaligned
    fx.emit(f"{a} = {val.code}")
    fx.emit(f"if not ({' and '.join(wrong)}): {bad}")
    return Val(a, FIXED)


@places(thir.Field)
def _field_place(fx: Fx, e: thir.Field) -> Place:
    return field(fx, fx.place(e.operand), e.index, e.variant)


def array_part(fx: Fx, place: MemPlace, index: int) -> MemPlace:
    """An element of an array in memory, that a pattern may move out."""
    assert isinstance(place.ty, t.Array)
    item = place.ty.item
    offset = place.offset + index * fx.layout(item).size
    return MemPlace(item, place.base, offset, None, place.level, place.packed, place.root, (*place.path, (0, index)))


def field(fx: Fx, place: Place, index: int, variant: int = 0) -> Place:
    """A field of a struct, tuple, closure, or of an enum's variant that is known to be there."""
    layout = fx.layout(place.ty) if not isinstance(place, MemPlace) or place.meta is None else None
    step = (variant, index)
    if layout is None:  # unsized: everything up to the last field has a known place
        return _unsized_field(fx, place, index)
    fields = layout.fields[variant]
    ty = fields[index]
    if isinstance(place, MemPlace):
        return MemPlace(
            ty, place.base, place.offset + layout.offsets[variant][index], None, place.level,
            place.packed or layout.packed, place.root, (*place.path, step),
        )  # fmt: skip
    if layout.kind == "unit" or fx.layout(ty).size == 0:
        return VarPlace(ty, "None", place.key, FIXED, lambda v: f"{v}", path=(*place.path, step))
    if layout.kind == "newtype":
        return VarPlace(ty, place.code, place.key, place.level, place.store, place.lo, place.hi, (*place.path, step))
    shift = 1 if layout.kind == "data" else 0
    if layout.kind == "union":
        fx.need_memory(place.key)
        return MemPlace(ty, "0")
    part = place.parts[index] if place.parts and layout.kind == "agg" else None
    code = part.code if part is not None else f"{place.code}[{index + shift}]"
    outer = place.store
    whole = place.code
    count = len(fields) + shift

    def assign(v: str) -> str:
        assert outer is not None
        parts = [v if i == index + shift else f"{whole}[{i}]" for i in range(count)]
        return outer(f"({', '.join(parts)},)")

    made = VarPlace(ty, code, place.key, place.level, assign if outer else None, path=(*place.path, step))
    if part is not None:
        made.lo, made.hi, made.parts = part.lo, part.hi, part.parts
    return made


def _unsized_field(fx: Fx, place: Place, index: int) -> Place:
    assert isinstance(place, MemPlace)
    assert isinstance(place.ty, t.Adt)
    layouts = fx.unit.layouts
    fields = layouts.fields_of(place.ty, 0)
    offset = place.offset
    part = layouts.sized_part(place.ty)
    at = layouts.end_of(part, [fx.layout(f).size for f in fields[:-1]])
    last = index == len(fields) - 1
    if not last:
        return MemPlace(fields[index], place.base, offset + part.offsets[0][index], None, place.level)
    tail = fx.unit.layouts.tail(fields[-1])
    if isinstance(tail, t.Dyn) and at:
        align = fx.temp("n")
        fx.emit(f"{align} = l8({place.meta} + 16, b, {fx.rip})")
        fx.emit(f"{align} = ({at} + {align} - 1) & -{align}")
        return MemPlace(fields[-1], f"({place.base} + {align})", offset, place.meta, place.level)
    if isinstance(tail, t.Slice):
        align_of = fx.layout(tail.item).align
        at = (at + align_of - 1) & -align_of
    return MemPlace(fields[-1], place.base, offset + at, place.meta, place.level)


@places(thir.Index)
def _index_place(fx: Fx, e: thir.Index) -> Place:
    spot: list[Place] = []

    def base() -> Val:
        place = fx.place(e.operand)
        if isinstance(place, MemPlace) and place.level != FIXED:
            name = fx.spill(Val(place.base, place.level)).code
            place = MemPlace(place.ty, name, place.offset, place.meta, FIXED, place.packed, None)
        spot.append(place)
        return Val("None", FIXED)

    _, index = fx.values([base, lambda: fx.value(e.index)])
    return element(fx, spot[-1], index, e)


def element(fx: Fx, place: Place, index: Val, e: thir.Index) -> Place:
    """Element ``index`` of an array or slice, bounds checked."""
    item = fx.type(e.ty)
    if isinstance(place, MemPlace) and place.meta is not None:
        length, known = place.meta, None
    else:
        known = fx.layout(place.ty).count
        length = str(known)
    code = index.code
    level = max(index.level, place.level)
    if known is None or index.hi is None or index.hi >= known:
        i = code if code.isidentifier() or code.isdigit() else fx.temp("i")
        got = f"({i} := {code})" if i != code else code
        bad = fx.unit.panic_call(fx, "panic_bounds_check", [i, length], fx.location(e.span))
        code = f"({i} if {got} < {length} else {bad})"
        level = max(level, READS)
    size = fx.layout(item).size
    if isinstance(place, VarPlace):
        if size == 0:
            return VarPlace(item, "None", place.key, FIXED, lambda v: v)
        outer, whole = place.store, place.code

        def assign(v: str) -> str:
            fx.need_memory(place.key)
            return f"{v}"

        return VarPlace(item, f"{whole}[{code}]", place.key, level, assign if outer else None)
    scaled = code if size == 1 else str(int(code) * size) if code.isdigit() else f"{code} * {size}"
    if scaled.isdigit():
        return MemPlace(item, place.base, place.offset + int(scaled), None, level, place.packed)
    start = place.address
    return MemPlace(item, f"({start} + {scaled})", 0, None, level, place.packed)


# --- temporaries ------------


def temporary(fx: Fx, e: thir.Expr) -> Place:
    """A temporary that holds the expression's value until the end of the statement (longer if a ``let`` extends it)."""
    return temporary_of(fx, fx.type(e.ty), fx.value(e), ("temp", id(e), fx.env.key), id(e))


def temporary_of(fx: Fx, ty: Ty, val: Val, key: object, identity: int = 0) -> Place:
    """A temporary that holds a value."""
    if fx.unit.needs_drop(ty):
        place = spill_value(fx, ty, val)
        scope = fx.extended.get(identity) or fx.scopes[-1]
        flag = fx.maybe_made.get(identity)
        if flag is None and ("moved", key) in fx.memory:
            flag = fx.temp("d")
        if flag is not None:
            fx.emit(f"{flag} = True")
        parts = {
            entry[2]: fx.temp("d")
            for entry in fx.memory
            if isinstance(entry, tuple) and entry[0] == "part" and entry[1] == key
        }
        for name in parts.values():
            fx.emit(f"{name} = True")
        place.root = key
        drop = Drop(place, flag, parts)
        fx.temp_drops[key] = drop
        scope.drops.append(drop)
        return place
    if key in fx.memory:
        return spill_value(fx, ty, val)
    if fx.layout(ty).size == 0:
        return VarPlace(ty, "None", key, FIXED, lambda v: v)
    changed = ("changed", key) in fx.memory  # a name of its own then: what it was made from may be another variable
    if changed and val.level == FIXED:
        name = fx.temp()
        fx.emit(f"{name} = {val.code}")
        return VarPlace(ty, name, key, READS, lambda v: f"{name} = {v}")
    owned = val.level != FIXED
    val = fx.spill(val)
    name = val.code

    def assign(v: str) -> str:
        if not owned:
            fx.need_memory(("changed", key))
        return f"{name} = {v}"

    return VarPlace(ty, name, key, FIXED, assign, val.lo, val.hi, parts=val.parts)


def extending(e: thir.Expr) -> list[thir.Expr]:
    """The operands of ``&`` in a ``let`` initialiser whose temporaries live as long as the variable (Rust reference,
    "Temporary lifetime extension").
    """
    if isinstance(e, thir.AddrOf):
        found = [e.operand]
        inner = e.operand
        while isinstance(inner, (thir.Field, thir.Index)):
            inner = inner.operand
            found.append(inner)
        return found + extending(inner)
    return [x for part in extending_parts(e) for x in extending(part)]


def extending_in_branches(e: thir.Expr) -> list[thir.Expr]:
    """Those of ``extending`` that lie in a branch of an ``if`` or ``match``."""
    if isinstance(e, (thir.If, thir.Match)):
        return extending(e)
    parts = [e.operand] if isinstance(e, thir.AddrOf) else extending_parts(e)
    return [x for part in parts for x in extending_in_branches(part)]


def extending_parts(e: thir.Expr) -> list[thir.Expr]:
    """The parts of an expression that extend temporaries if the whole does."""
    if isinstance(e, (thir.TupleExpr, thir.ArrayExpr)):
        return e.items
    if isinstance(e, thir.AdtExpr):
        return [v for _, v in e.fields]
    if isinstance(e, (thir.Cast, thir.Coerce)):
        return [e.operand]
    if isinstance(e, thir.Block):
        return [e.tail] if e.tail is not None else []
    if isinstance(e, thir.If):
        return [e.then, e.else_] if e.else_ is not None else [e.then]
    if isinstance(e, thir.Match):
        return [arm.body for arm in e.arms]
    if (isinstance(e, thir.Call) and e.defn.ctor is not None) or isinstance(e, thir.FormatArgs):
        return e.args
    return []


# --- places as values ------------


def read(fx: Fx, e: thir.Expr, want: str | None) -> Val:
    """A copy of what is in the place, or a move out of it."""
    place = fx.place(e)
    val = load(fx, place)
    if isinstance(place, MemPlace) and place.root is not None and fx.unit.needs_drop(place.ty):
        val = fx.spill(val)
        moved(fx, place)
    return val


def moved(fx: Fx, place: MemPlace) -> None:
    """Remember that the content of a place is gone, so that it isn't dropped there."""
    key = place.root
    drop = fx.temp_drops.get(key)
    if drop is None and isinstance(key, tuple):
        drop = fx.env.drops.get(key[0])
    if drop is None or fx.unit.is_copy(place.ty):
        return
    if not place.path:
        if drop.flag is None:
            fx.need_memory(("moved", key))
        else:
            fx.emit(f"{drop.flag} = False")
        for name in drop.paths.values():
            fx.emit(f"{name} = False")
        return
    name = drop.paths.get(place.path, "")
    if not name:
        fx.need_memory(("part", key, place.path))
    else:
        fx.emit(f"{name} = False")


for _kind in (thir.LocalRef, thir.UpvarRef, thir.StaticRef, thir.Deref, thir.Field, thir.Index):
    values(_kind)(read)
