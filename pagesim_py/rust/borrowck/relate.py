"""What one type's being a subtype of another says of their regions."""

from __future__ import annotations

from collections.abc import Iterator

from ..names import types as t
from .facts import Facts
from .mir import Region, RTy
from .shapes import CO, CONTRA, INV


def relate(facts: Facts, sub: RTy, sup: RTy) -> Iterator[tuple[Region, Region]]:
    """The regions of which the first outlives the second where a ``sub`` is given for a ``sup``; nothing for types that
    are not the same."""
    if sub.ty is not sup.ty or len(sub.slots) != len(sup.slots):
        return
    variances = facts.variances(sub.ty)
    if isinstance(sub.ty, t.Ref) and isinstance(sub.ty.inner, t.Dyn):
        variances = (CO, CO, *variances[2:])  # as a coercion makes an object live shorter, also behind `&mut`
    for x, y, v in zip(sub.slots, sup.slots, variances, strict=False):
        if x is None or y is None or x == y:
            continue
        if v in (CO, INV):
            yield x, y
        if v in (CONTRA, INV):
            yield y, x


def unsized(facts: Facts, sub: RTy, sup: RTy) -> Iterator[tuple[Region, Region]]:
    """The same where an array becomes a slice, or a value a trait object, behind a pointer."""
    if len(sub.slots) == len(sup.slots) and not has_dyn(sup.ty):
        mutable = isinstance(sup.ty, t.Ref) and sup.ty.mutable
        for i, (x, y) in enumerate(zip(sub.slots, sup.slots, strict=True)):
            if x is not None and y is not None:
                yield x, y
                if mutable and i:
                    yield y, x
        return
    start = 1 if isinstance(sub.ty, t.Ref) and isinstance(sup.ty, t.Ref) else 0
    if start and sub.slots[0] is not None and sup.slots[0] is not None:
        yield sub.slots[0], sup.slots[0]
    if has_dyn(sup.ty) and len(sup.slots) > start and sup.slots[start] is not None:
        for x in sub.slots[start:]:
            if x is not None:
                yield x, sup.slots[start]


def has_dyn(ty: t.Ty) -> bool:
    """Whether a pointer points to a trait object."""
    inner = ty.inner if isinstance(ty, t.Ref | t.Ptr) else ty.args[0] if isinstance(ty, t.Adt) and ty.args else ty
    return isinstance(inner, t.Dyn)
