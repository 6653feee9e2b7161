"""``?`` with a ``Poll``: on ``Poll<Result<..>>`` and ``Poll<Option<Result<..>>>``, and in what returns these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir, types
from ..names.defs import FnDefn
from ..names.types import NEVER, Adt, Ty
from ..span import Span
from ..syntax import ast

if TYPE_CHECKING:
    from .control import Control

Layers = tuple[list[Adt], Adt]
"""A ``Poll``, and perhaps an ``Option`` in it, around a ``Result``; without them for a ``Result`` alone."""

FULL = {"Poll": "Ready", "Option": "Some"}


def layers(ck: Control, ty: Ty) -> Layers | None:
    """A type as layers; None if it is none of the three kinds."""
    around: list[Adt] = []
    order = [ck.cx.lang_adt("Poll"), ck.cx.lang_adt("Option")]
    while isinstance(ty, Adt):
        if ty.defn is ck.cx.lang_adt("Result"):
            return None if around and around[0].defn is not order[0] else (around, ty)
        if len(around) == len(order) or ty.defn is not order[len(around)]:
            return None
        around.append(ty)
        ty = ck.known(ty.args[0])
    return None


def variant(ck: Control, ty: Adt, name: str) -> int:
    """The number of a variant."""
    return [v.name for v in ck.items.adt(ty.defn).variants].index(name)


def expand(ck: Control, e: ast.Try, operand: thir.Expr, given: Layers, ret: Layers) -> thir.Expr:
    """A match that gives what is Ok in the layers that it was in, and returns an error in those of ``ret``."""
    span, (around, result) = e.span, given
    good, bad = result.args
    outs: list[Adt] = []
    out: Ty = good
    for layer in reversed(around):
        out = types.adt(layer.defn, (out,))
        assert isinstance(out, Adt)
        outs.insert(0, out)

    def matched(depth: int, inside: thir.Pat) -> thir.Pat:
        """``inside`` within the first layers."""
        for layer in reversed(around[:depth]):
            inside = thir.AdtPat(layer, span, variant(ck, layer, FULL[layer.defn.name]), [(0, inside)])
        return inside

    def made(some: list[Adt], inside: thir.Expr) -> thir.Expr:
        """A value within layers."""
        for layer in reversed(some):
            full = variant(ck, layer, FULL[layer.defn.name])
            inside = thir.AdtExpr(layer, span, layer.defn, full, [(0, inside)])
        return inside

    value = ck.new_local("val", good, False, span, by_us=True)
    error = ck.new_local("residual", bad, False, span, by_us=True)
    ok, err = variant(ck, result, "Ok"), variant(ck, result, "Err")
    ok_pat = thir.AdtPat(result, span, ok, [(0, thir.BindPat(good, span, value, "move", None))])
    arms = [thir.Arm(matched(len(around), ok_pat), None, made(outs, thir.LocalRef(good, span, value)), span)]
    for depth, (layer, other) in enumerate(zip(around, outs, strict=True)):
        empty = 1 - variant(ck, layer, FULL[layer.defn.name])
        nothing = thir.AdtExpr(other, span, other.defn, empty, [])
        arms.append(
            thir.Arm(matched(depth, thir.AdtPat(layer, span, empty, [])), None, made(outs[:depth], nothing), span)
        )
    err_pat = thir.AdtPat(result, span, err, [(0, thir.BindPat(bad, span, error, "move", None))])
    arms.append(thir.Arm(matched(len(around), err_pat), None, leave(ck, span, error, bad, out, ret), span))
    return thir.Match(out, span, operand, arms)


def leave(ck: Control, span: Span, error: thir.Local, bad: Ty, out: Ty, ret: Layers) -> thir.Expr:
    """The early return with an error, converted by ``From``."""
    around, result = ret
    wanted = result.args[1]
    inner: thir.Expr = thir.LocalRef(bad, span, error)
    from_fn = ck.cx.lang("from")
    assert isinstance(from_fn, FnDefn)
    args = (wanted, bad)
    mark = Span(span.file, span.hi - 1, span.hi, span.ctx)
    ck.require(from_fn.container, args, mark, ("try", bad, wanted))  # type: ignore[arg-type]
    inner = thir.Call(wanted, span, ck.items.sig(from_fn), args, [inner])
    inner = thir.AdtExpr(result, span, result.defn, variant(ck, result, "Err"), [(0, inner)])
    for layer in reversed(around):
        full = variant(ck, layer, FULL[layer.defn.name])
        inner = thir.AdtExpr(layer, span, layer.defn, full, [(0, inner)])
    return thir.Coerce(out, span, "never", thir.Return(NEVER, span, inner))
