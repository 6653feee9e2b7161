"""From a typed body to the form."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from ..names.defs import FnDefn, ImplDef
from ..span import Span
from .control import value
from .facts import Facts
from .granted import of_type
from .mir import DEREF, Mir, Place, RTy
from .patterns import bind, declare
from .signatures import Signatures
from .state import Builder


def function(facts: Facts, signatures: Signatures, defn: FnDefn, body: thir.Body, edition: int) -> Builder:
    """The form of a function. Raises Unbuilt if there is something in it that the form has no words for."""
    b = Builder(facts, signatures, edition)
    sig = signatures.of(defn)
    names = b.lifetimes

    def region(item: object) -> int:
        found = names.get(item)
        if found is None:
            found = names[item] = universal(b, item if isinstance(item, str) else "'_")
        return found

    b.mir.span, b.mir.ends = defn.span, body.value.span
    ret = facts.fill(sig.ret[1], body.ret, region, [RTy(p, ()) for p in facts.items.generics(defn).params])
    ret = outside(b, ret)
    b.local("return", None, ret, True, defn.span)
    params = []
    for (pat, ty), (_, items) in zip(body.params, sig.params, strict=True):
        rty = facts.fill(items, ty, region, [RTy(p, ()) for p in facts.items.generics(defn).params])
        params.append((pat, outside(b, rty)))
    b.mir.known = {r: item for item, r in names.items() if item != ("O",)}
    for _, rty in [(None, ret), *params]:
        b.mir.granted.update(of_type(facts, rty.ty, rty.slots))
    b.mir.granted.update((region(x), region(y)) for x, y in sig.bounds)
    finish(b, params, body.value)
    return b


def closure(facts: Facts, signatures: Signatures, e: thir.ClosureExpr, edition: int) -> Builder:
    """The form of a closure's body."""
    b = Builder(facts, signatures, edition)
    assert e.body is not None
    b.mir.span, b.mir.ends, b.mir.closure = e.span, e.body.span, True
    ret = e.ret if e.ret is not None else e.body.ty
    b.local("return", None, outside(b, facts.blank(ret)), True, e.span)
    for c in e.captures:
        by = c.mode != "move"
        rty = outside(b, facts.blank(t.ref(c.mode == "mut", c.ty) if by else c.ty))
        root: thir.Expr = c.place
        while isinstance(root, thir.Field | thir.Deref | thir.Index):
            root = root.operand
        name = root.local.name if isinstance(root, thir.LocalRef) else None
        number = b.local("upvar", name, rty, True, e.span)
        b.upvars.append(Place(number).at(DEREF) if by else Place(number))
    params = [(pat, outside(b, facts.blank(ty))) for pat, ty in e.params]
    finish(b, params, e.body)
    return b


def universal(b: Builder, name: str) -> int:
    """A new region from outside."""
    made = b.fresh()
    b.mir.universal[made] = name
    return made


def outside(b: Builder, rty: RTy) -> RTy:
    """A type that comes from outside: what is unknown of its regions is at least that."""
    return RTy(rty.ty, tuple(universal(b, "'_") if s is None else s for s in rty.slots))


def finish(b: Builder, params: list[tuple[thir.Pat, RTy]], body: thir.Expr) -> None:
    """Parameters, and the body."""
    b.out = b.block()
    outer = b.push(body.span)
    b.temps = outer
    later = []
    for pat, rty in params:
        simple = isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None
        local = pat.local if isinstance(pat, thir.BindPat) and simple else None
        number = b.local(
            "param",
            local.name if local is not None else None,
            rty,
            local.mutable if local is not None else True,
            pat.span,
        )
        b.dropped(number, outer)
        if local is not None:
            b.numbers[local] = number
        else:
            later.append((pat, Place(number)))
    for pat, place in later:
        declare(b, pat, outer, early=True)
        bind(b, pat, place, outer)
    value(b, Place(0), body, "return")
    b.pop()
    b.goto(b.out)
    b.at = b.out


__all__ = ["ImplDef", "Mir", "Span", "closure", "function"]
