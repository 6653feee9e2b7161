"""Patterns in the form: what they test, and what they bind."""

from __future__ import annotations

from ..check.writeback import children
from ..names import thir
from ..names import types as t
from .mir import DEREF, STRETCH, Assign, Borrow, Compute, Discriminant, Elem, Operand, Place, Use
from .state import Builder, Scope, Target


def declare(b: Builder, pat: thir.Pat, scope: Scope, early: bool = False) -> None:
    """Variables of a pattern come into being, without a value. ``early``: they get it at once."""
    for local in locals_of(pat):
        if local in b.numbers and b.mir.locals[b.numbers[local]].span == local.span and local.made:
            pass
        number = b.local("user", local.name, b.typed(local.ty), local.mutable or local.made, local.span)
        b.numbers[local] = number
        scope.ends.append(("dead", number))
        if not early:
            b.dropped(number, scope)


def locals_of(pat: thir.Pat) -> list[thir.Local]:
    """A pattern's variables, each once."""
    found: dict[thir.Local, None] = {}
    todo: list[thir.Pat] = [pat]
    while todo:
        p = todo.pop(0)
        if isinstance(p, thir.BindPat):
            found[p.local] = None
        todo[:0] = [c for c in children(p) if isinstance(c, thir.Pat)]
    return list(found)


def slices(pat: thir.SlicePat, place: Place) -> list[tuple[thir.Pat, Place]]:
    """The elements that a slice pattern names. From the end they are counted only if the length is known."""
    found = [(p, place.at(("c", i))) for i, p in enumerate(pat.before)]
    if pat.middle is not None:
        found.append((pat.middle, place.at(STRETCH)))
    length = pat.ty.length.value if isinstance(pat.ty, t.Array) and isinstance(pat.ty.length, t.ConstValue) else None
    for i, p in enumerate(pat.after):
        elem: Elem = ("c", length - len(pat.after) + i) if length is not None else ("e", len(pat.after) - i)
        found.append((p, place.at(elem)))
    return found


def inner(pat: thir.Pat, place: Place) -> list[tuple[thir.Pat, Place]]:
    """The patterns directly inside one, with their places."""
    match pat:
        case thir.BindPat():
            return [(pat.sub, place)] if pat.sub is not None else []
        case thir.DerefPat():
            return [(pat.inner, place.at(DEREF))]
        case thir.AdtPat():
            return [(p, place.at(("f", pat.variant, i))) for i, p in pat.fields]
        case thir.SlicePat():
            return slices(pat, place)
    return []


def tests(b: Builder, pat: thir.Pat, place: Place, fail: Target) -> None:
    """Go on if a place matches, else to ``fail``."""
    match pat:
        case thir.ConstPat() | thir.RangePat():
            op = Operand("copy", place, b.rty(place), pat.span)
            b.emit(Assign(Place(b.temp(t.BOOL, pat.span)), Compute([op]), pat.span))
            b.branch(fail)
        case thir.AdtPat():
            if isinstance(pat.ty, t.Adt) and len(b.facts.items.adt(pat.ty.defn).variants) > 1:
                b.emit(Assign(Place(b.temp(t.ISIZE, pat.span)), Discriminant(place), pat.span))
                b.branch(fail)
        case thir.SlicePat():
            if not isinstance(pat.ty, t.Array):
                b.emit(Assign(Place(b.temp(t.USIZE, pat.span)), Discriminant(place), pat.span))
                b.branch(fail)
        case thir.OrPat():
            done = b.block()
            for i, one in enumerate(pat.items):
                last = i == len(pat.items) - 1
                following = b.block() if not last else -1
                tests(b, one, place, fail if last else Target(following, len(b.scopes)))
                b.goto(done)
                if not last:
                    b.at = following
            b.at = done
            return
    for p, at in inner(pat, place):
        tests(b, p, at, fail)


def bind(b: Builder, pat: thir.Pat, place: Place, scope: Scope, moves: bool | None = None) -> None:
    """Give a pattern's variables their values. ``moves``: only those that are moved (or only the others), for a guard
    comes between."""
    match pat:
        case thir.BindPat():
            taken = pat.mode == "move" and not b.facts.is_copy(pat.local.ty)
            if moves is None or moves == taken:
                number = b.numbers[pat.local]
                if pat.mode == "move":
                    b.emit(Assign(Place(number), Use(b.read(place, pat.local.ty, pat.span)), pat.span))
                else:
                    b.borrowed.add(place.local)
                    kind = "mut" if pat.mode == "mut" else "shared"
                    b.emit(Assign(Place(number), Borrow(place, kind, b.fresh()), pat.span))
                if ("drop", number) not in scope.ends:
                    b.dropped(number, scope)
        case thir.OrPat():
            done = b.block()
            start = b.at
            for one in pat.items:
                b.at = b.block()
                b.mir.blocks[start].successors.append(b.at)
                bind(b, one, place, scope, moves)
                b.goto(done)
            b.at = done
            return
    for p, at in inner(pat, place):
        bind(b, p, at, scope, moves)
