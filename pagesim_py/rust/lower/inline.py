"""Small functions of our own crates, lowered where they are called instead of being called.

Parameters become names for the arguments' values; a reference parameter whose argument is ``&place`` becomes another
name for
the place itself, so that a variable doesn't need to be in memory only because a method looked at it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from ..span import Span
from .core import ACTS, FIXED, PLACES, READS, UNIT, BodyEnv, Fx, MemPlace, Place, Val, VarPlace
from .exprs import promote
from .memory import address_of
from .ops import pinned
from .places import temporary, variable

SMALL = 40
"""The most nodes of a body that is lowered in place."""

DEEPEST = 8
NEVER_INLINE = (
    thir.Loop,
    thir.While,
    thir.For,
    thir.Return,
    thir.ClosureExpr,
    thir.FormatArgs,
    thir.Break,
    thir.Continue,
)

_sizes: dict[int, tuple[thir.Body, int]] = {}


def weight(body: thir.Body) -> int:
    """The number of nodes of a body; a huge one if it has something that isn't lowered in place."""
    known = _sizes.get(id(body))
    if known is not None:
        return known[1]
    count = 0
    pending: list[Any] = [body.value]
    while pending and count <= SMALL:
        node = pending.pop()
        if isinstance(node, (list, tuple)):
            pending.extend(node)
            continue
        if isinstance(node, NEVER_INLINE):
            count = 1 << 20
            break
        if isinstance(node, (thir.Expr, thir.Arm, thir.LetStmt, thir.ExprStmt, thir.Pat)) and is_dataclass(node):
            count += isinstance(node, thir.Expr) and not isinstance(
                node, (thir.Block, thir.Coerce, thir.Deref, thir.AddrOf)
            )
            pending.extend(
                getattr(node, f.name) for f in fields(node) if f.name not in ("ty", "span", "defn", "local", "generics")
            )
    if not all(plain_parameter(pat) for pat, _ in body.params):
        count = 1 << 20
    _sizes[id(body)] = (body, count)
    return count


def plain_parameter(pat: thir.Pat) -> bool:
    """A parameter that is just a name (or ``_``)."""
    return isinstance(pat, thir.WildPat) or (isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None)


def body_for(fx: Fx, instance: thir.Instance) -> thir.Body | None:
    """The body to lower in place; None if it is to be a real call."""
    defn = instance.defn
    if defn is None or not defn.prelude or not defn.has_body or fx.env.depth >= DEEPEST or defn.abi == "x86-interrupt":
        return None
    if (defn, instance.generics) in fx.inlining or defn.attr("inline_never") is not None:
        return None
    if defn.lang is not None and defn.lang.startswith("panic"):
        return None
    body = fx.unit.program.thir(defn)
    return body if weight(body) <= SMALL and body.ret is not t.NEVER else None


def inline(fx: Fx, e: thir.Call, instance: thir.Instance, ret: Ty, want: str | None) -> Val | None:
    """The value of a call whose body is lowered in place; None if it is to be a real call."""
    body = body_for(fx, instance)
    if body is None:
        return None
    concrete = [fx.unit.concrete(ty, instance.generics) for _, ty in body.params]
    if any(fx.unit.needs_drop(ty) for ty in concrete):
        return None
    bound: list[Place | Val] = []
    makers: list[Callable[[], Val]] = []
    for arg, ty in zip(e.args, concrete, strict=True):
        makers.append(partial(argument, fx, arg, ty, bound))
    vals = fx.values(makers)
    if fx.dead:
        return UNIT
    actual = [b if isinstance(b, (VarPlace, MemPlace)) else v for b, v in zip(bound, vals, strict=True)]
    return run_inline(fx, body, instance, actual, concrete, e.name_span or e.span, id(e), want)


def argument(fx: Fx, arg: thir.Expr, ty: Ty, bound: list[Place | Val]) -> Val:
    """An argument: the place that ``&place`` names, or a value."""
    while isinstance(arg, thir.Coerce) and arg.kind == "ptr" and isinstance(ty, t.Ref):
        arg = arg.operand
    if isinstance(ty, t.Ref) and isinstance(arg, thir.AddrOf) and not arg.raw and not fx.unit.layouts.is_fat(ty.inner):
        place: Place | None = None
        if type(arg.operand) in PLACES:
            place = fx.place(arg.operand)
        elif not fx.unit.needs_drop(ty.inner):
            wanted = ("temp", id(arg.operand), fx.env.key) in fx.memory  # its address is: it may have to live for ever
            constant = promote(fx, arg.operand) if wanted and not arg.mutable else None
            place = temporary(fx, arg.operand) if constant is None else MemPlace(ty.inner, constant.code)
        if place is not None and isinstance(arg.operand, thir.LocalRef) and isinstance(place, VarPlace) and arg.mutable:
            bound.append(place)
            return UNIT
        if (
            place is not None
            and (isinstance(place, VarPlace) or place.meta is None)
            and not (isinstance(place, VarPlace) and arg.mutable and place.store is None)
        ):
            bound.append(pinned(fx, place))
            return UNIT
        if place is not None:
            val = address_of(fx, place)
            bound.append(val)
            return val
    if isinstance(ty, t.Ref) and isinstance(arg, thir.LocalRef) and arg.local in fx.env.aliases:
        bound.append(fx.env.aliases[arg.local])
        return UNIT
    val = fx.value(arg)
    if val.level == ACTS:
        val = fx.spill(val)
    bound.append(val)
    return val


def run_inline(
    fx: Fx, body: thir.Body, instance: thir.Instance, actual: list[Place | Val], concrete: list[Ty], span: Span,
    identity: int, want: str | None = None,
) -> Val:  # fmt: skip
    """Lower a body in place with arguments bound."""
    outer = fx.env
    assert instance.defn is not None
    env = BodyEnv(instance.generics, (*outer.key, identity), depth=outer.depth + 1)
    if instance.defn.track_caller:
        env.location = fx.location(span)
    changes = any(isinstance(a, VarPlace) for a in actual)
    for (pat, _), ty, got in zip(body.params, concrete, actual, strict=True):
        if not isinstance(pat, thir.BindPat):
            continue
        local = pat.local
        if isinstance(got, (VarPlace, MemPlace)):
            env.aliases[local] = got
            continue
        key = (local, env.key)
        if local.mutable or key in fx.memory:
            fx.env = env

            variable(fx, local, got, ty)
            fx.env = outer
            continue
        if got.level == READS and changes:
            got = fx.spill(got)
        parts = got.parts if got.level == FIXED else ()
        env.locals[local] = VarPlace(ty, got.code, key, got.level, None, got.lo, got.hi, parts=parts)
    fx.env = env
    fx.inlining.append((instance.defn, instance.generics))
    try:
        return fx.scoped(lambda: fx.value(body.value, want))
    finally:
        fx.inlining.pop()
        fx.env = outer


__all__ = ["FIXED", "inline", "run_inline"]
