"""Places and operands of the typed tree in the form."""

from __future__ import annotations

from ..check.capture_places import thir_place
from ..check.move_places import promotable as constant_like
from ..names import thir
from ..names import types as t
from ..names.defs import TraitDef
from .mir import DEREF, INDEX, Assign, Length, Operand, Place, RTy, Use
from .state import Builder, Scope, Unbuilt, made_by_compiler

CONSTANTS = (thir.Lit, thir.FnValue, thir.ConstRef, thir.ConstParamRef, thir.OffsetOf)
OVERLOADED = frozenset(("deref", "deref_mut", "index", "index_mut"))


def overloaded(e: thir.Expr) -> thir.AddrOf | None:
    """What an overloaded dereference or index borrows; None for other expressions."""
    if isinstance(e, thir.Call) and e.defn.name in OVERLOADED and isinstance(e.defn.container, TraitDef) and e.args:
        arg = e.args[0]
        if isinstance(arg, thir.AddrOf) and made_by_compiler(arg):
            return arg
    return None


def promotable(e: thir.Expr) -> bool:
    """Whether a borrowed value is a constant, which lives for ever."""
    match e:
        case thir.Call():
            ctor = e.defn.ctor is not None or e.defn.lang in thir.PROMOTED_CALLS
            return ctor and all(map(promotable, e.args))
        case thir.Field():
            return promotable(e.operand)
        case thir.Index():
            return promotable(e.operand) and promotable(e.index)
        case thir.TupleExpr() | thir.ArrayExpr():
            return all(map(promotable, e.items))
        case thir.AdtExpr():
            return e.base is None and all(promotable(v) for _, v in e.fields)
        case thir.RepeatExpr() as r:
            return promotable(r.item)
        case thir.Unary() | thir.Cast() | thir.Coerce() | thir.AddrOf():
            return promotable(e.operand)
        case thir.Binary():
            return promotable(e.left) and promotable(e.right)
        case thir.Deref():
            return promotable(e.operand)
        case thir.FormatArgs():
            return all(map(promotable, e.args))
    return constant_like(e)


def as_place(b: Builder, e: thir.Expr, scope: Scope | None = None) -> Place:
    """The place that an expression is; a temporary for a value. ``scope``: what that temporary lives in."""
    match e:
        case thir.LocalRef():
            number = b.numbers.get(e.local)
            if number is None:
                raise Unbuilt("a variable of the surroundings")
            return Place(number)
        case thir.UpvarRef():
            if e.index >= len(b.upvars):
                raise Unbuilt("a captured variable")
            return b.upvars[e.index]
        case thir.StaticRef():
            number = b.statics.get(e.defn)
            if number is None:
                rty = RTy(e.ty, (0,) * b.facts.shapes.count(e.ty))
                number = b.statics[e.defn] = b.local("static", e.defn.name, rty, e.defn.mutable, e.span)
            return Place(number)
        case thir.Deref():
            return as_place(b, e.operand, scope).at(DEREF)
        case thir.Field():
            return as_place(b, e.operand, scope).at(("f", e.variant, e.index))
        case thir.Index():
            base = as_place(b, e.operand, scope)
            at = as_operand(b, e.index)
            if at.place is not None and b.mir.locals[at.place.local].kind != "temp":
                number = b.temp(e.index.ty, e.index.span)
                b.emit(Assign(Place(number), Use(at), e.index.span))
            if isinstance(e.operand.ty, t.Slice) and base.proj and base.proj[-1] is DEREF:
                if isinstance(b.rty(Place(base.local, base.proj[:-1])).ty, t.Ref):
                    b.emit(Assign(Place(b.temp(t.USIZE, e.span)), Length(base), e.span))
            return base.at(INDEX)
    return Place(as_temp(b, e, scope))


def as_temp(b: Builder, e: thir.Expr, scope: Scope | None = None, two_phase: bool = False) -> int:
    """A temporary with the expression's value."""
    from .values import into  # a circle: values have places inside, and places have values

    where = scope or b.temps
    number = b.temp(e.ty, e.span, where)
    into(b, Place(number), e, extended=scope, two_phase=two_phase)
    b.dropped(number, where)
    return number


def as_operand(b: Builder, e: thir.Expr, two_phase: bool = False) -> Operand:
    """An expression's value."""
    if isinstance(e, CONSTANTS):
        return b.constant(e.ty, e.span)
    if thir_place(e):
        op = b.read(as_place(b, e), e.ty, e.span)
        return op if plain(e) else taken(b, op)
    if isinstance(e, thir.AddrOf) and not e.raw and not e.mutable and promotable(e):
        return b.constant(e.ty, e.span)
    number = as_temp(b, e, two_phase=two_phase)
    return Operand("move", Place(number), b.mir.locals[number].rty, e.span)


def taken(b: Builder, op: Operand) -> Operand:
    """A place's value as it is now: what follows may change the place, or need it."""
    number = b.local("temp", None, b.typed(op.rty.ty), True, op.span)
    b.emit(Assign(Place(number), Use(op), op.span))
    return Operand("move", Place(number), b.mir.locals[number].rty, op.span)


def plain(e: thir.Expr) -> bool:
    """Whether evaluating an expression changes nothing, and hangs on nothing but what it names."""
    return isinstance(e, (*CONSTANTS, thir.LocalRef))


def as_operands(b: Builder, es: list[thir.Expr], two_phase: bool = False) -> list[Operand]:
    """Values, evaluated one after the other: what a later one might change is read before."""
    last = max((i for i, e in enumerate(es) if not plain(e)), default=-1)
    found: list[Operand] = []
    for i, e in enumerate(es):
        op = as_operand(b, e, two_phase)
        found.append(taken(b, op) if i < last and isinstance(e, thir.LocalRef) else op)
    return found
