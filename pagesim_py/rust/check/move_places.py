"""Places: how messages name them, the way into a variable that they are, and those that a pattern looks at."""

from __future__ import annotations

from collections.abc import Iterator

from ..names import thir
from ..names.types import USIZE, Adt, Array, Ref

Path = tuple[int, ...]
"""The way into a variable: numbers of fields; before one of an enum its variant as a negative number, and big negative
numbers for what is in a box and for the elements of an array that a pattern names.
"""

IN_BOX = -(10**9)
ELEMENT = -(10**6)


class Element(thir.Index):
    """An element, or a stretch, of an array or slice that a pattern names, from number ``start`` on."""

    __slots__ = ("start",)

    def __init__(self, part: thir.Pat, operand: thir.Expr, start: int) -> None:
        super().__init__(part.ty, part.span, operand, thir.Lit(USIZE, part.span, start))
        self.start = start


def in_enum(place: thir.Field) -> bool:
    """Whether a field is one of an enum's variant."""
    ty = place.operand.ty
    return isinstance(ty, Adt) and ty.defn.kind == "enum"


def path_of(e: thir.Expr) -> tuple[thir.Local, Path] | None:
    """The variable and the way into it that a place names; None if it isn't in one, or can't be followed there."""
    path: list[int] = []
    while True:
        if isinstance(e, thir.Field):
            path.append(e.index)
            if in_enum(e):
                path.append(-1 - e.variant)
        elif isinstance(e, thir.Deref) and isinstance(e.operand.ty, Adt):
            path.append(IN_BOX)
        elif isinstance(e, Element) and isinstance(e.operand.ty, Array):
            path.append(ELEMENT - e.start)
        else:
            break
        e = e.operand
    return (e.local, tuple(reversed(path))) if isinstance(e, thir.LocalRef) else None


def nameless(path: Path) -> bool:
    """Whether rustc has no words for a place: it is in an enum's variant."""
    return any(ELEMENT < step < 0 for step in path)


def parts(pat: thir.Pat, place: thir.Expr) -> Iterator[tuple[thir.Pat, thir.Expr]]:
    """What a pattern looks at in the place that it is matched with, in order: each of its bindings, constants, ranges
    and tests of a variant, with the place that it is about.
    """
    if isinstance(pat, thir.BindPat):
        yield pat, place
        if pat.sub is not None:
            yield from parts(pat.sub, place)
    elif isinstance(pat, thir.ConstPat | thir.RangePat):
        yield pat, place
    elif isinstance(pat, thir.DerefPat):
        yield from parts(pat.inner, thir.Deref(pat.inner.ty, pat.span, place))
    elif isinstance(pat, thir.AdtPat):
        if isinstance(pat.ty, Adt) and len(pat.ty.defn.variants) > 1:
            yield pat, place
        for index, sub in pat.fields:
            yield from parts(sub, thir.Field(sub.ty, sub.span, place, index, pat.variant))
    elif isinstance(pat, thir.SlicePat):
        length = getattr(getattr(pat.ty, "length", None), "value", 0)
        for i, sub in enumerate(pat.before):
            yield from parts(sub, Element(sub, place, i))
        if pat.middle is not None:
            yield from parts(pat.middle, Element(pat.middle, place, len(pat.before)))
        for i, sub in enumerate(pat.after, length - len(pat.after)):
            yield from parts(sub, Element(sub, place, i))
    elif isinstance(pat, thir.OrPat):
        for one in pat.items:
            yield from parts(one, place)


def place_text(e: thir.Expr) -> str:
    """A place as messages write it: ``x.f``, ``*p``, ``a[_]``."""
    match e:
        case thir.LocalRef():
            return e.local.name
        case thir.StaticRef():
            return e.defn.name
        case thir.Deref():
            if isinstance(e.operand, thir.AddrOf):
                return place_text(e.operand.operand)
            if isinstance(e.operand, thir.Call) and e.operand.args and isinstance(e.operand.args[0], thir.AddrOf):
                return place_text(e.operand.args[0].operand)
            return f"*{place_text(e.operand)}"
        case thir.Field():
            base = e.operand
            while isinstance(base, thir.Deref):
                base = base.operand
            ty = e.operand.ty
            name = ty.defn.variants[e.variant].fields[e.index].name if isinstance(ty, Adt) else str(e.index)
            text = place_text(base)
            return f"{'(' + text + ')' if text[:1] == '*' else text}.{name}"
        case thir.Index():
            base = e.operand
            while isinstance(base, thir.Deref) and isinstance(base.operand.ty, Ref):
                base = base.operand
            return f"{place_text(base)}[{'..' if isinstance(e, Element) else '_'}]"
    return "value"


def promotable(e: thir.Expr) -> bool:
    """Whether a temporary is a constant that lives for ever."""
    match e:
        case thir.Lit() | thir.ConstRef() | thir.FnValue() | thir.ConstParamRef():
            return True
        case thir.TupleExpr() | thir.ArrayExpr():
            return all(promotable(i) for i in e.items)
        case thir.AdtExpr():
            return e.base is None and all(promotable(v) for _, v in e.fields)
        case thir.RepeatExpr():
            return promotable(e.item)
        case thir.Unary() | thir.Cast() | thir.Coerce():
            return promotable(e.operand)
        case thir.Binary():
            return promotable(e.left) and promotable(e.right)
        case thir.AddrOf():
            return promotable(e.operand)
        case thir.Call() if e.defn.lang in thir.PROMOTED_CALLS:
            return all(promotable(a) for a in e.args)
        case thir.Block():
            return False
    return isinstance(e, thir.ClosureExpr) and not e.captures
