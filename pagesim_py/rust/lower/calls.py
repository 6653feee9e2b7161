"""Calls: of known functions, constructors, closures, trait objects, function pointers."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from ..span import NO_SPAN, Span
from .core import ACTS, FIXED, READS, UNIT, Fx, MemPlace, Val, values
from .drops import drop_place
from .exprs import construct
from .futures import await_value
from .inline import inline
from .memory import fat_parts, load, spill_value
from .places import moved
from .scalars import scalar_text
from .vtables import HEAD


@values(thir.Call)
def _call(fx: Fx, e: thir.Call, want: str | None) -> Val:
    generics = tuple(fx.type(g) for g in e.generics)
    ret = fx.type(e.ty)
    instance = fx.unit.resolve(e.defn, generics)
    if instance.kind == "fn":
        defn = instance.defn
        assert defn is not None
        if defn.ctor is not None:
            vals = fx.values([lambda a=a: fx.value(a) for a in e.args])  # type: ignore[misc]
            return construct(fx, fx.layout(ret), vals, defn.ctor[1])
        if defn.intrinsic is not None:
            from .intrinsics import intrinsic  # a circle: an intrinsic is a call, and may make one

            return intrinsic(fx, defn, instance.generics, e, ret)
        if defn.lang == "await":
            return await_value(fx, e, want)

        made = inline(fx, e, instance, ret, want)
        if made is not None:
            return made
        vals = arguments(fx, e.args)
        if fx.dead:
            return UNIT
        return invoke(fx, instance, vals, ret, e.name_span or e.span)
    if instance.kind == "drop":
        vals = arguments(fx, e.args)
        ty = instance.self_ty
        assert ty is not None
        drop_pointer(fx, ty, vals[0])
        return UNIT
    if instance.kind == "future":
        assert isinstance(instance.self_ty, t.ClosureTy)
        return invoke_function(fx, fx.unit.future_poll(instance.self_ty), arguments(fx, e.args), ret, e.span)
    if instance.kind in ("closure", "fn-value"):
        callee, packed = e.args
        if isinstance(packed, thir.TupleExpr):
            vals = arguments(fx, [callee, *packed.items])
        else:
            vals = arguments(fx, [callee, packed])
            vals = [vals[0], *unpack(fx, fx.type(packed.ty), vals[1])]
        return call_value(fx, instance, e.defn.name, vals, ret, e.span)
    if instance.kind == "virtual" and isinstance(fx.type(e.args[0].ty), t.Dyn):
        return call_boxed(fx, instance, e, ret)
    vals = arguments(fx, e.args)
    if instance.kind == "virtual":
        return call_virtual(fx, instance, vals, ret)
    if instance.kind == "clone":
        assert instance.self_ty is not None
        return invoke_function(fx, fx.unit.clone_shim(instance.self_ty), vals, ret, e.span)
    raise AssertionError(instance.kind)


def arguments(fx: Fx, args: list[thir.Expr]) -> list[Val]:
    """The values of arguments, in order."""
    return fx.values([lambda a=a: fx.value(a) for a in args])  # type: ignore[misc]


def unpack(fx: Fx, ty: Ty, val: Val) -> list[Val]:
    """The items of a tuple's value."""
    assert isinstance(ty, t.Tuple)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        return [UNIT for _ in ty.items]
    if layout.kind == "newtype":
        return [val if i == layout.inner else UNIT for i in range(len(ty.items))]
    val = fx.atom(val)
    return [Val(f"{val.code}[{i}]", val.level) for i in range(len(ty.items))]


def result(fx: Fx, code: str, ret: Ty) -> Val:
    """The value of a call's text; what gives nothing is run at once, after what doesn't return nothing is reached."""
    if ret is t.NEVER or fx.layout(ret).uninhabited:
        fx.emit(code)
        fx.dead = True
        return UNIT
    if fx.layout(ret).kind == "unit":
        fx.emit(code)
        return UNIT
    return Val(code, ACTS)


def invoke(fx: Fx, instance: thir.Instance, vals: list[Val], ret: Ty, span: Span) -> Val:
    """Call a function with a body."""
    return invoke_function(fx, fx.unit.function(instance), vals, ret, span)


def invoke_function(fx: Fx, function: object, vals: list[Val], ret: Ty, span: Span) -> Val:
    return result(fx, fx.unit.call_text(fx, function, [v.code for v in vals], span), ret)  # type: ignore[arg-type]


def call_virtual(fx: Fx, instance: thir.Instance, vals: list[Val], ret: Ty) -> Val:
    """A method of a trait object: its address is read from the vtable in memory."""
    if vals[0].level == ACTS:
        vals[0] = fx.spill(vals[0])
    data, table = fat_parts(fx, vals[0])
    codes = [v.code for v in vals[1:]]
    where = scalar_text(8, f"({table} + {HEAD + 8 * instance.index})", "b", fx.rip, fx.temp("m"))
    return result(fx, f"fn_at({where}, b, {fx.rip})({', '.join(['§S', fx.function.call_site(), data, *codes])})", ret)


def call_boxed(fx: Fx, instance: thir.Instance, e: thir.Call, ret: Ty) -> Val:
    """``f()`` of a ``Box<dyn FnOnce>``: the callee is taken out of its box, which alone is left to drop."""
    place = fx.place(e.args[0])
    assert isinstance(place, MemPlace)
    if place.root is not None:
        if place.level != FIXED:
            place.base, place.level = fx.spill(Val(place.base, place.level)).code, FIXED
        moved(fx, place)
    return call_virtual(fx, instance, [Val(f"({place.address}, {place.meta})", READS), *arguments(fx, e.args[1:])], ret)


@values(thir.CallPtr)
def call_pointer(fx: Fx, e: thir.CallPtr, want: str | None) -> Val:
    vals = arguments(fx, [e.fun, *e.args])
    return through_pointer(fx, vals[0], vals[1:], fx.type(e.ty))


def through_pointer(fx: Fx, fun: Val, vals: list[Val], ret: Ty) -> Val:
    codes = [v.code for v in vals]
    return result(fx, f"fn_at({fun.code}, b, {fx.rip})({', '.join(['§S', fx.function.call_site(), *codes])})", ret)


def call_value(fx: Fx, instance: thir.Instance, method: str, vals: list[Val], ret: Ty, span: Span) -> Val:
    """``Fn::call`` and kin on a closure, function item or function pointer. The callee is by reference unless
    ``call_once``.
    """
    ty = instance.self_ty
    by_value = method == "call_once"
    if isinstance(ty, t.ClosureTy):
        return invoke_function(fx, fx.unit.closure(ty, by_value), vals, ret, span)
    if isinstance(ty, t.FnItemTy):
        inner = fx.unit.resolve(ty.defn, ty.args)
        return call_item(fx, inner, ty, vals[1:], ret, span)
    if isinstance(ty, t.FnPtr):
        fun = vals[0] if by_value else load(fx, MemPlace(ty, vals[0].code))
        return through_pointer(fx, fun, vals[1:], ret)
    raise AssertionError(ty)


def call_item(fx: Fx, inner: thir.Instance, ty: t.FnItemTy, vals: list[Val], ret: Ty, span: Span) -> Val:
    """Call of a function item with values already there."""
    if inner.kind == "fn":
        defn = inner.defn
        assert defn is not None
        if defn.ctor is not None:
            return construct(fx, fx.layout(ret), vals, defn.ctor[1])
        if defn.intrinsic is not None:
            from .intrinsics import intrinsic_values  # a circle, as above

            return intrinsic_values(fx, defn, inner.generics, vals, ret, span)
        return invoke(fx, inner, vals, ret, span)
    if inner.kind == "virtual":
        return call_virtual(fx, inner, vals, ret)
    if inner.kind == "future":
        assert isinstance(inner.self_ty, t.ClosureTy)
        return invoke_function(fx, fx.unit.future_poll(inner.self_ty), vals, ret, span)
    if inner.kind in ("closure", "fn-value"):
        return call_value(fx, inner, ty.defn.name, [vals[0], *unpack(fx, fx.unit.params_of(ty)[1], vals[1])], ret, span)
    if inner.kind == "clone":
        assert inner.self_ty is not None
        return invoke_function(fx, fx.unit.clone_shim(inner.self_ty), vals, ret, span)
    assert inner.self_ty is not None
    drop_pointer(fx, inner.self_ty, vals[0])
    return UNIT


def drop_pointer(fx: Fx, ty: Ty, val: Val) -> None:
    """``drop_in_place`` of what a pointer points at."""
    if fx.unit.layouts.is_fat(ty):
        base, meta = fat_parts(fx, val)
        drop_place(fx, MemPlace(ty, base, 0, meta))
    else:
        drop_place(fx, MemPlace(ty, fx.atom(val).code))


def reify(fx: Fx, ty: Ty) -> Val:
    """The address of the code of a function item or of a closure that captures nothing."""
    return Val(fx.unit.pointer(ty), FIXED)


def clone_body(fx: Fx, ty: Ty) -> Val:
    """The body of the built-in ``clone`` of a tuple, array or closure; its address is in ``p0``."""
    place = MemPlace(ty, "p0")
    if fx.unit.is_copy(ty):
        return load(fx, place)
    layout = fx.layout(ty)
    if isinstance(ty, t.Array):
        size = fx.layout(ty.item).size
        parts = [MemPlace(ty.item, "p0", i * size) for i in range(layout.count)]
    else:
        parts = [MemPlace(f, "p0", o) for f, o in zip(layout.fields[0], layout.offsets[0], strict=True)]
    vals = []
    for part in parts:
        instance = fx.unit.clone_of(part.ty)
        address = Val(part.address, FIXED)

        if fx.unit.is_copy(part.ty):
            vals.append(fx.spill(load(fx, part)))
        elif instance.kind == "clone":
            vals.append(fx.spill(invoke_function(fx, fx.unit.clone_shim(part.ty), [address], part.ty, NO_SPAN)))
        else:
            vals.append(fx.spill(invoke(fx, instance, [address], part.ty, NO_SPAN)))
    return construct(fx, layout, vals)


__all__ = ["clone_body", "reify", "spill_value"]
