"""Dropping: what runs at the end of a scope, before an assignment, and inside drop glue."""

from __future__ import annotations

from ..names import types as t
from ..names.defs import FnDefn
from .core import FIXED, IN_BOX, Drop, Fx, MemPlace, Place, Scope, Val, VarPlace
from .places import array_part, box_content, field
from .scalars import tag_text


def run_drops(fx: Fx, scope: Scope) -> None:
    """Drop what a scope holds, the youngest first."""
    for drop in reversed(scope.drops):
        emit_drop(fx, drop)


def emit_drop(fx: Fx, drop: Drop) -> None:
    """Drop one thing, if it is still there."""
    if fx.dead:
        return
    if drop.flag is None:
        _drop_parts(fx, drop)
        return
    with fx.block(f"if {drop.flag}:"):
        _drop_parts(fx, drop)


def _drop_parts(fx: Fx, drop: Drop) -> None:
    if not drop.paths:
        drop_place(fx, drop.place)
        return
    drop_remaining(fx, drop.place, drop)


def drop_remaining(fx: Fx, place: Place, drop: Drop) -> None:
    """Drop a place of ``drop``; it or some of its parts may have been moved out."""
    if not fx.unit.needs_drop(place.ty):
        return
    flag = drop.paths.get(place.path)
    if flag is not None:
        with fx.block(f"if {flag}:"):
            _drop_by_parts(fx, place, drop)
        return
    _drop_by_parts(fx, place, drop)


def _drop_by_parts(fx: Fx, place: Place, drop: Drop) -> None:
    """The same for a place that is itself still there."""
    deeper = [p for p in drop.paths if len(p) > len(place.path) and p[: len(place.path)] == place.path]
    if not deeper:
        drop_place(fx, place)
        return
    if deeper[0][len(place.path)] == IN_BOX:
        assert isinstance(place.ty, t.Adt)
        _drop_box(fx, place, place.ty.args[0], drop)
        return
    if isinstance(place.ty, t.Array):
        assert isinstance(place, MemPlace)
        for i in range(fx.layout(place.ty).count):
            drop_remaining(fx, array_part(fx, place, i), drop)
        return
    variants = {p[len(place.path)][0] for p in deeper}
    layout = fx.layout(place.ty)
    if isinstance(place.ty, t.Adt) and place.ty.defn.kind == "enum" and layout.tag is not None and layout.tag.size:
        assert isinstance(place, MemPlace)
        for v in range(len(layout.fields)):
            with fx.block(f"if {variant_test(fx, place, v)}:"):
                for i in range(len(layout.fields[v])):
                    drop_remaining(fx, field(fx, place, i, v), drop)
        return
    variant = min(variants)
    for i in range(len(layout.fields[variant])):
        drop_remaining(fx, field(fx, place, i, variant), drop)


def _drop_box(fx: Fx, box: Place, inner: t.Ty, drop: Drop) -> None:
    """Drop what is left of a box's content, then give its memory back."""
    content = box_content(fx, box, inner)
    content.base = fx.spill(Val(content.base, content.level)).code
    content.level = FIXED
    drop_remaining(fx, content, drop)
    free = fx.unit.program.lang("box_free")
    assert isinstance(free, FnDefn)
    code = content.base if content.meta is None else f"({content.base}, {content.meta})"
    fx.emit(fx.unit.call_text(fx, fx.unit.wanted(fx.unit.function_of(free, (inner,))), [code]))


def drop_place(fx: Fx, place: Place) -> None:
    """Run the drop glue of a place's type on it."""
    if fx.dead or not fx.unit.needs_drop(place.ty):
        return
    if isinstance(place, VarPlace):
        fx.need_memory(place.key)
        return
    own = _only_own(fx, place.ty)
    glue = fx.unit.drop_function(*own) if own is not None else fx.unit.drop_glue(place.ty)
    if place.meta is not None:
        fx.emit(fx.unit.call_text(fx, glue, [f"({place.address}, {place.meta})"]))
    else:
        fx.emit(fx.unit.call_text(fx, glue, [place.address]))


def _only_own(fx: Fx, ty: t.Ty) -> tuple[FnDefn, t.Adt] | None:
    """The type's own ``drop`` if that is all that its drop glue would call."""
    if not isinstance(ty, t.Adt) or fx.unit.layouts.is_fat(ty):
        return None
    own = fx.unit.program.drop_impl(ty)
    if own is None or any(fx.unit.needs_drop(f) for v in fx.layout(ty).fields for f in v):
        return None
    return own, ty


def variant_test(fx: Fx, place: Place, variant: int) -> str:
    """A condition: the enum in ``place`` is of the variant."""
    layout = fx.layout(place.ty)
    if layout.kind == "enum":
        if isinstance(place, VarPlace):
            return f"{place.code} == {layout.discriminants[variant]}"
    elif isinstance(place, VarPlace):
        if layout.kind != "data":
            return "True"
        return f"{place.code}[0] == {variant}"
    if layout.tag is None or layout.tag.size == 0:
        return "True"
    assert isinstance(place, MemPlace)
    tag = layout.tag
    bits = place.tag or tag_text(layout, place.address, "b", fx.rip, fx.temp("m"))
    if tag.untagged == variant:
        others = sorted(v for i, v in tag.values.items())
        if len(others) == 1:
            return f"{bits} != {others[0]}"
        return f"{bits} not in {tuple(others)}"
    return f"{bits} == {tag.values[variant]}" if variant in tag.values else "False"


def glue_body(fx: Fx, ty: t.Ty) -> None:
    """The body of the drop glue for ``ty``, whose address (thin or fat) is in variable ``p0``."""
    unit = fx.unit
    if isinstance(ty, t.Dyn):
        fx.emit(f"q = l8(p0[1], b, {fx.rip})")
        fx.emit(f"if q: fn_at(q, b, {fx.rip})(§S, 0, p0[0])")
        return
    if isinstance(ty, t.ClosureTy) and ty.expr.suspends:
        from .futures import drop_body  # a circle: a future's body drops what it holds

        drop_body(fx, ty)
        return
    if isinstance(ty, t.Slice):
        if unit.needs_drop(ty.item):
            step = max(unit.layouts.of(ty.item).size, 1)
            with fx.block(f"for a in range(p0[0], p0[0] + p0[1] * {step}, {step}):"):
                drop_place(fx, MemPlace(ty.item, "a"))
        return
    if isinstance(ty, t.Array):
        layout = unit.layouts.of(ty)
        step = max(unit.layouts.of(ty.item).size, 1)
        with fx.block(f"for a in range(p0, p0 + {layout.count * step}, {step}):"):
            drop_place(fx, MemPlace(ty.item, "a"))
        return
    fat = unit.layouts.is_fat(ty)
    place = MemPlace(ty, "p0[0]", 0, "p0[1]") if fat else MemPlace(ty, "p0")
    own = unit.program.drop_impl(ty)
    if own is not None and isinstance(ty, t.Adt):
        fx.emit(unit.call_text(fx, unit.drop_function(own, ty), ["p0"]))
    if isinstance(ty, t.Adt) and ty.defn.kind == "union":
        return
    if fat:
        for i in range(len(unit.layouts.fields_of(ty, 0))):
            drop_place(fx, field(fx, place, i))
        return
    layout = unit.layouts.of(ty)
    if isinstance(ty, t.Adt) and ty.defn.kind == "enum":
        for v, fields in enumerate(layout.fields):
            if any(unit.needs_drop(f) for f in fields):
                with fx.block(f"if {variant_test(fx, place, v)}:"):
                    for i in range(len(fields)):
                        drop_place(fx, field(fx, place, i, v))
        return
    for i in range(len(layout.fields[0])):
        drop_place(fx, field(fx, place, i))
