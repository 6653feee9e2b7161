"""What one type's being a subtype of another says of their regions."""

from __future__ import annotations

from collections.abc import Iterator

from ..names import types as t
from .facts import Facts
from .mir import Region, RTy
from .shapes import CO, CONTRA, INV, lifetimes


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
    if len(sub.slots) == len(sup.slots) and object_at(sup.ty) is None:
        mutable = isinstance(sup.ty, t.Ref) and sup.ty.mutable
        for i, (x, y) in enumerate(zip(sub.slots, sup.slots, strict=True)):
            if x is not None and y is not None:
                yield x, y
                if mutable and i:
                    yield y, x
        return
    at = object_at(sup.ty)
    if at is None or at >= len(sup.slots):
        return
    for x, y in zip(sub.slots[:at], sup.slots[:at], strict=False):
        if x is not None and y is not None:
            yield x, y
    for x in sub.slots[at:]:
        if x is not None and (region := sup.slots[at]) is not None:
            yield x, region


def object_at(ty: t.Ty) -> int | None:
    """Which region of a pointer is the lifetime of the trait object that it points to; None if it points to none."""
    at = 0
    while not isinstance(ty, t.Dyn):
        if isinstance(ty, t.Ref):
            at, ty = at + 1, ty.inner
        elif isinstance(ty, t.Adt) and ty.args:
            at, ty = at + lifetimes(ty.defn), ty.args[0]
        else:
            return None
    return at


def object_region(rty: RTy) -> Region:
    """The lifetime of the trait object that a pointer points to; None if it points to none."""
    at = object_at(rty.ty)
    return rty.slots[at] if at is not None and at < len(rty.slots) else None
