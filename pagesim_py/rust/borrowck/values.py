"""Expressions in the form: each puts its value into a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..check.capture_places import thir_place
from ..check.move_places import parts as looks_at
from ..check.writeback import children
from ..names import thir
from ..names import types as t
from ..names.defs import FnDefn, TraitDef
from ..names.types import NEVER, Adt, substitute
from ..span import Span
from . import control
from .mir import INDEX, Aggregate, Assign, Borrow, Call, Compute, Elem, Operand, Place, RawBorrow, Region, Use
from .places import CONSTANTS, OVERLOADED, as_operand, as_operands, as_place, promotable
from .relate import object_region, relate
from .signatures import apply
from .state import Builder, Scope, Unbuilt, made_by_compiler


def into(
    b: Builder,
    dest: Place,
    e: thir.Expr,
    category: str = "other",
    extended: Scope | None = None,
    two_phase: bool = False,
) -> None:
    """Put an expression's value into a place. ``category``: see ``mir.Assign``. ``extended``: the scope that what the
    expression borrows lives in, if that is a longer one than its own. ``two_phase``: it is an argument, for which a
    borrow that is not written counts as mutable only in the call."""
    kind = type(e)
    if kind is thir.AddrOf:
        borrow(b, dest, e, category, extended, two_phase)  # type: ignore[arg-type]
    elif kind is thir.Coerce or kind is thir.Cast:
        convert(b, dest, e, category, extended)
    elif kind is thir.Call:
        call(b, dest, e, category, extended)  # type: ignore[arg-type]
    elif kind in CONTROL:
        CONTROL[kind](b, dest, e, category, extended)
    elif kind in VALUES:
        VALUES[kind](b, dest, e, category, extended)
    elif isinstance(e, CONSTANTS):
        b.emit(Assign(dest, Use(b.constant(e.ty, e.span)), e.span, category))
    elif thir_place(e):
        b.emit(Assign(dest, Use(b.read(as_place(b, e), e.ty, e.span)), e.span, category))
    elif kind is thir.Field:
        b.emit(Assign(dest, Use(b.read(as_place(b, e), e.ty, e.span)), e.span, category))
    else:
        raise Unbuilt(kind.__name__)


def borrow(b: Builder, dest: Place, e: thir.AddrOf, category: str, extended: Scope | None, two_phase: bool) -> None:
    """``&place``."""
    if e.raw:
        place = as_place(b, e.operand)
        b.emit(Assign(dest, RawBorrow(place, e.mutable), e.span, category))
        return
    base = e.operand
    while isinstance(base, thir.Field | thir.Index):
        base = base.operand
    if not thir_place(base) and not e.mutable and promotable(e.operand):
        b.emit(Assign(dest, Use(b.constant(e.ty, e.span)), e.span, category))
        return
    if e.mutable and isinstance(e.operand, thir.ArrayExpr) and not e.operand.items:
        b.emit(Assign(dest, Use(b.constant(e.ty, e.span)), e.span, category))
        return
    place = as_place(b, e.operand, extended)
    own = two_phase and e.mutable and made_by_compiler(e)
    lend(b, dest, Borrow(place, "mut" if e.mutable else "shared", b.fresh(), own), e.span, category)


def lend(b: Builder, dest: Place, made: Borrow, span: Span, category: str = "other") -> None:
    """Assign a borrow."""
    b.borrowed.add(made.place.local)
    b.emit(Assign(dest, made, span, category))


def convert(b: Builder, dest: Place, e: Any, category: str, extended: Scope | None) -> None:
    """Casts and coercions."""
    inner, kind = e.operand, e.kind
    if kind == "never":
        control.statement(b, inner)
        b.lost()
        return
    if kind == "none":
        into(b, dest, inner, category, extended)
        return
    if isinstance(e, thir.Coerce) and kind in ("unsize", "ptr"):
        if isinstance(inner, thir.AddrOf) and extended is not None:
            number = b.temp(inner.ty, inner.span, extended)
            into(b, Place(number), inner, extended=extended)
            op = Operand("move", Place(number), b.mir.locals[number].rty, inner.span)
        else:
            op = as_operand(b, inner)
        how = "cast" if category in ("other", "let") and kind == "unsize" else category
        if kind == "unsize" and (region := object_region(b.rty(dest))) is not None:
            b.mir.asks.append((op.rty.ty, region, e.span))
        b.emit(Assign(dest, Use(op, "unsize" if kind == "unsize" else "raw"), e.span, how))
        return
    op = as_operand(b, inner)
    b.emit(Assign(dest, Compute([op]), e.span, category))


# --- calls ------------------------------------------------------------------------------------------------------------


def call(b: Builder, dest: Place, e: thir.Call, category: str, extended: Scope | None) -> None:
    """A call of a known function."""
    if e.defn.ctor is not None and extended is not None and any(isinstance(a, thir.AddrOf) for a in e.args):
        operands = []
        for a in e.args:
            number = b.temp(a.ty, a.span, extended)
            into(b, Place(number), a, extended=extended)
            operands.append(Operand("move", Place(number), b.mir.locals[number].rty, a.span))
    elif e.defn.name in OVERLOADED and isinstance(e.defn.container, TraitDef):
        operands = overloaded_operands(b, e, extended)
    elif e.defn.name.endswith("_assign") and isinstance(e.defn.container, TraitDef) and len(e.args) == 2:
        operands = assign_operands(b, e)
    else:
        operands = as_operands(b, e.args, two_phase=True)
    if e.defn.ctor is not None and isinstance(e.ty, Adt):
        variant = e.defn.ctor[1]
        how = "usage" if category in ("other", "let") else category
        b.emit(Assign(dest, Aggregate([(("f", variant, i), o) for i, o in enumerate(operands)]), e.span, how))
        return
    finish_call(b, dest, operands, e.defn, e.generics, e, category)


def overloaded_operands(b: Builder, e: thir.Call, extended: Scope | None) -> list[Operand]:
    """An overloaded dereference or index: its borrow is not in two phases."""
    first, *rest = e.args
    number = b.temp(first.ty, first.span, extended)
    into(b, Place(number), first, extended=extended)
    return [Operand("move", Place(number), b.mir.locals[number].rty, first.span), *as_operands(b, rest)]


def assign_operands(b: Builder, e: thir.Call) -> list[Operand]:
    """``a += b`` through a trait: borrowed first."""
    return as_operands(b, e.args, two_phase=True)


def finish_call(
    b: Builder,
    dest: Place,
    operands: list[Operand],
    defn: FnDefn,
    generics: tuple[t.Ty, ...],
    e: Any,
    category: str,
) -> None:
    """The call itself, when its arguments are there."""
    out = b.rty(dest)
    flows: list[tuple[Region, Region, Span, str]] = []
    if out.slots or any(o.rty.slots for o in operands) or b.signatures.of(defn).param_bounds:
        params, ret, ties, bounds = apply(b.signatures, defn, generics, [o.rty.ty for o in operands], out.ty, b.fresh)
        b.mir.asks += [(ty, region, e.span) for ty, region in bounds]
        for o, p in zip(operands, params, strict=False):
            flows += [(x, y, e.span, "call") for x, y in relate(b.facts, o.rty, p)]
        how = category if category == "return" else "call"
        flows += [(x, y, e.span, how) for x, y in relate(b.facts, ret, out)]
        flows += [(x, y, e.span, "call") for x, y in ties]
    b.emit(Call(dest, operands, e.span, flows, defn.name))
    if e.ty is NEVER:
        b.lost()


def call_pointer(b: Builder, dest: Place, e: thir.CallPtr, category: str, extended: Scope | None) -> None:
    """A call of a function pointer: nothing is known of what it ties."""
    operands = as_operands(b, [e.fun, *e.args], two_phase=True)
    b.emit(Call(dest, operands, e.span, []))
    if e.ty is NEVER:
        b.lost()


def format_args(b: Builder, dest: Place, e: thir.FormatArgs, category: str, extended: Scope | None) -> None:
    """``format_args!``: holds its arguments' references."""
    operands = []
    for a in e.args:
        if extended is not None:
            number = b.temp(a.ty, a.span, extended)
            into(b, Place(number), a, extended=extended)
            operands.append(Operand("move", Place(number), b.mir.locals[number].rty, a.span))
        else:
            operands.append(as_operand(b, a))
    out = b.rty(dest)
    flows: list[tuple[Region, Region, Span, str]] = []
    for o in operands:
        flows += [(x, y, o.span, "call") for x in o.rty.slots for y in out.slots]
    b.emit(Call(dest, operands, e.span, flows, "format_args"))


# --- values made of others --------------------------------------------------------------------------------------------


def part(b: Builder, e: thir.Expr, extended: Scope | None) -> Operand:
    """A part of a value; what it borrows may live longer."""
    if extended is None or isinstance(e, CONSTANTS) or thir_place(e):
        return as_operand(b, e)
    number = b.temp(e.ty, e.span)
    scope = b.temps
    into(b, Place(number), e, extended=extended)
    b.dropped(number, scope)
    return Operand("move", Place(number), b.mir.locals[number].rty, e.span)


def parts(b: Builder, es: list[thir.Expr], extended: Scope | None) -> list[Operand]:
    """The parts of a value."""
    return as_operands(b, es) if extended is None else [part(b, e, extended) for e in es]


def tuple_(b: Builder, dest: Place, e: thir.TupleExpr, category: str, extended: Scope | None) -> None:
    """A tuple."""
    found = parts(b, e.items, extended)
    b.emit(Assign(dest, Aggregate([(("f", 0, i), o) for i, o in enumerate(found)]), e.span, category))


def array(b: Builder, dest: Place, e: Any, category: str, extended: Scope | None) -> None:
    """An array, from its items or from one."""
    items = e.items if isinstance(e, thir.ArrayExpr) else [e.item]
    found = parts(b, items, extended)
    b.emit(Assign(dest, Aggregate([(INDEX, o) for o in found]), e.span, category))


def struct(b: Builder, dest: Place, e: thir.AdtExpr, category: str, extended: Scope | None) -> None:
    """A struct or variant, perhaps with the rest from another."""
    found = parts(b, [v for _, v in e.fields], extended)
    made: list[tuple[Elem, Operand]] = [(("f", e.variant, i), o) for (i, _), o in zip(e.fields, found, strict=True)]
    if e.base is not None:
        base = as_place(b, e.base)
        assert isinstance(e.ty, Adt)
        given = {i for i, _ in e.fields}
        for i, f in enumerate(b.facts.items.adt(e.defn).variants[0].fields):
            if i not in given:
                ty = b.facts.normal(substitute(f.ty, e.ty.args))
                made.append((("f", 0, i), b.read(base.at(("f", 0, i)), ty, e.base.span)))
    b.emit(Assign(dest, Aggregate(made), e.span, "usage" if category in ("other", "let") else category))


def arithmetic(b: Builder, dest: Place, e: Any, category: str, extended: Scope | None) -> None:
    """Operators on numbers and bools."""
    if isinstance(e, thir.Unary):
        operands = [as_operand(b, e.operand)]
    elif e.op in ("&&", "||"):
        control.lazy(b, dest, e)
        return
    else:
        operands = as_operands(b, [e.left, e.right])
    b.emit(Assign(dest, Compute(operands), e.span, category))


def closure(b: Builder, dest: Place, e: thir.ClosureExpr, category: str, extended: Scope | None) -> None:
    """A closure takes what it captures."""
    uses = capture_uses(e)
    made: list[tuple[Elem, Operand]] = []
    for i, c in enumerate(e.captures):
        place = as_place(b, c.place)
        at = uses.get(i, e.span)
        narrow = matched_parts(b, e, i, place)
        if narrow is not None:
            for part_place, ty, how in narrow:
                if c.mode == "move" and (how == "move" or e.mode == "move"):
                    made.append((("f", 0, i), b.read(part_place, ty, e.span)._replace(rty=b.facts.blank(ty))))
                else:
                    number = b.temp(t.ref(how == "mut", ty), e.span)
                    kind = "mut" if how == "mut" else "shared"
                    lend(b, Place(number), Borrow(part_place, kind, b.fresh(), closure=e, at=at), e.span)
                    made.append((("f", 0, i), Operand("move", Place(number), b.mir.locals[number].rty, e.span)))
            continue
        if c.mode == "move":
            made.append((("f", 0, i), b.read(place, c.ty, e.span)))
            continue
        mutable = c.mode == "mut"
        number = b.temp(t.ref(mutable, c.ty), e.span)
        root = b.mir.locals[place.local]
        kind = "shared" if not mutable else "mut" if root.mutable else "unique"
        lend(b, Place(number), Borrow(place, kind, b.fresh(), closure=e, at=at), e.span)
        made.append((("f", 0, i), Operand("move", Place(number), b.mir.locals[number].rty, e.span)))
    b.emit(Assign(dest, Aggregate(made), e.span, category))
    b.closures.append(e)


def matched_parts(b: Builder, e: thir.ClosureExpr, index: int, place: Place) -> list[tuple[Place, t.Ty, str]] | None:
    """What a closure takes of a capture that it does nothing with but match it with patterns: the parts that those
    look at, each with its type and "ref", "mut" or "move". None if it does more."""
    found: list[tuple[Place, t.Ty, str]] = []
    todo: list[Any] = [e.body]
    while todo:
        node = todo.pop()
        if isinstance(node, thir.UpvarRef) and node.index == index:
            return None
        if isinstance(node, thir.ClosureExpr):
            todo += [c.place for c in node.captures]
            continue
        scrutinee = node.scrutinee if isinstance(node, thir.Match) else getattr(node, "init", None)
        inside = children(node)
        if scrutinee is not None and isinstance(scrutinee, thir.UpvarRef) and scrutinee.index == index:
            pats = [a.pat for a in node.arms] if isinstance(node, thir.Match) else [node.pat]
            for pat in pats:
                if isinstance(pat, thir.BindPat):
                    return None
                for part, at in looks_at(pat, scrutinee):
                    how = part.mode if isinstance(part, thir.BindPat) else "ref"
                    if how == "move" and b.facts.is_copy(part.ty):
                        how = "ref"
                    found.append((*way_to(b, place, at), how))
            inside = [x for x in inside if x is not scrutinee]
        todo += inside
    return None if any(overlap(x, y) for i, x in enumerate(found) for y in found[:i]) else found


def overlap(x: tuple[Place, t.Ty, str], y: tuple[Place, t.Ty, str]) -> bool:
    """Whether two parts are no parts of their own, for one lies in the other, and not both are only read."""
    a, b = x[0].proj, y[0].proj
    n = min(len(a), len(b))
    return a[:n] == b[:n] and (x[2], y[2]) != ("ref", "ref")


def way_to(b: Builder, place: Place, e: thir.Expr) -> tuple[Place, t.Ty]:
    """A part of a captured place, and its type: no further than to a pointer or into an array."""
    steps: list[thir.Field | thir.Deref | thir.Index] = []
    while isinstance(e, thir.Field | thir.Deref | thir.Index):
        steps.append(e)
        e = e.operand
    ty = e.ty
    for s in reversed(steps):
        if not isinstance(s, thir.Field):
            break
        place, ty = place.at(("f", s.variant, s.index)), s.ty
    return place, ty


def capture_uses(e: thir.ClosureExpr) -> dict[int, Span]:
    """Where a closure's body first uses each capture."""
    found: dict[int, Span] = {}
    todo: list[Any] = [e.body]
    while todo:
        node = todo.pop()
        if isinstance(node, thir.UpvarRef):
            if node.index not in found or node.span.lo < found[node.index].lo:
                found[node.index] = node.span
            continue
        todo += [c.place for c in node.captures] if isinstance(node, thir.ClosureExpr) else children(node)
    return found


def assign(b: Builder, dest: Place, e: thir.Assign, category: str, extended: Scope | None) -> None:
    """``place = value``."""
    value = as_operand(b, e.value)
    place = as_place(b, e.place)
    b.emit(Assign(place, Use(value), e.span, "assign", b.facts.needs_drop(e.place.ty)))


def assign_op(b: Builder, dest: Place, e: thir.AssignOp, category: str, extended: Scope | None) -> None:
    """``place op= value`` on numbers."""
    value = as_operand(b, e.value)
    place = as_place(b, e.place)
    b.emit(Assign(place, Compute([b.read(place, e.place.ty, e.span), value]), e.span, "assign"))


Into = Callable[..., None]
VALUES: dict[type, Into] = {
    thir.CallPtr: call_pointer,
    thir.FormatArgs: format_args,
    thir.TupleExpr: tuple_,
    thir.ArrayExpr: array,
    thir.RepeatExpr: array,
    thir.AdtExpr: struct,
    thir.Unary: arithmetic,
    thir.Binary: arithmetic,
    thir.ClosureExpr: closure,
    thir.Assign: assign,
    thir.AssignOp: assign_op,
}
CONTROL: dict[type, Into] = control.TABLE
