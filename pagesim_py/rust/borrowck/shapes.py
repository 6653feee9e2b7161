"""Which regions a type has. The types of the lab language say nothing of lifetimes, but from a type alone follows how
many it would have, and where: they are counted in the order in which the type is written.
"""

from __future__ import annotations

from ..names import types as t
from ..names.defs import AdtDef
from ..names.types import Ty, substitute

CO, CONTRA, INV, BI = 1, -1, 0, 2


def lifetimes(defn: AdtDef) -> int:
    """How many lifetime parameters a struct or enum has."""
    generics = getattr(defn.node, "generics", None)
    return sum(p.kind == "lifetime" for p in generics.params) if generics is not None else 0


def lifetime_names(defn: AdtDef) -> list[str]:
    """Their names, with their marks."""
    generics = getattr(defn.node, "generics", None)
    params = generics.params if generics is not None else ()
    return ["'" + p.ident.name.lstrip("'") for p in params if p.kind == "lifetime"]


class Shapes:
    """Counts the regions of types; what it has found once it keeps."""

    def __init__(self) -> None:
        self.counts: dict[Ty, int] = {}

    def count(self, ty: Ty) -> int:
        """How many regions a type has."""
        found = self.counts.get(ty)
        if found is None:
            found = self.counts[ty] = self._count(ty)
        return found

    def _count(self, ty: Ty) -> int:
        match ty:
            case t.Ref():
                return 1 + self.count(ty.inner)
            case t.Adt():
                return lifetimes(ty.defn) + sum(map(self.count, ty.args))
            case t.Ptr() | t.Slice():
                return self.count(ty.inner if isinstance(ty, t.Ptr) else ty.item)
            case t.Array():
                return self.count(ty.item)
            case t.Tuple():
                return sum(map(self.count, ty.items))
            case t.Dyn():
                return 1 + sum(map(self.count, ty.children()))
            case t.Opaque():
                return 1 + sum(map(self.count, ty.args))
            case t.ClosureTy():
                return sum(n + self.count(c) for n, c in self.captures(ty))
        return 0

    @staticmethod
    def captures(ty: t.ClosureTy) -> list[tuple[int, Ty]]:
        """Of each capture whether it is a reference (1 or 0), and the type of what is captured."""
        return [(0 if c.mode == "move" else 1, substitute(c.ty, ty.args)) for c in ty.expr.captures]

    def parts(self, ty: Ty) -> list[Ty]:
        """The types whose regions follow each other in those of a type, after its own."""
        match ty:
            case t.Adt() | t.Opaque():
                return list(ty.args)
            case t.Tuple():
                return list(ty.items)
            case t.Ref() | t.Ptr():
                return [ty.inner]
            case t.Slice() | t.Array():
                return [ty.item]
            case t.Dyn():
                return list(ty.children())
        return []
