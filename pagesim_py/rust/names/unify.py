"""Inference variables and unification.

A variable is bound at most once; bindings are logged so that a trial can be taken back. Kinds: "any", "int" and
"float" (from literals: bound only to such types) and "const" (a constant in a type).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..span import NO_SPAN, Span
from . import types
from .items import Items
from .types import (
    ERROR,
    INTEGER_BITS,
    Adt,
    Array,
    ClosureTy,
    ConstExpr,
    ConstValue,
    Dyn,
    FnItemTy,
    FnPtr,
    Infer,
    Opaque,
    Param,
    Prim,
    Projection,
    Ptr,
    Ref,
    Slice,
    Tuple,
    Ty,
)

T = TypeVar("T")


class Inference:
    """The variables of one body (or of one question about traits)."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.cx = items.cx
        self.values: list[Ty | None] = []
        self.kinds: list[str] = []
        self.origins: list[Span] = []
        self.log: list[int] = []
        self.diverging: set[int] = set()

    # --- variables ----------------------------------------------------------------------------------------------------

    def fresh(self, kind: str = "any", span: Span = NO_SPAN) -> Ty:
        """A new variable."""
        number = len(self.values)
        self.values.append(None)
        self.kinds.append(kind)
        self.origins.append(span)
        return types.infer(number, kind)

    def shallow(self, ty: Ty) -> Ty:
        """The type with a variable at its top replaced by what it is bound to."""
        while type(ty) is Infer:
            value = self.values[ty.number] if ty.number >= 0 else None
            if value is None:
                return ty
            ty = value
        return ty

    def resolve(self, ty: Ty) -> Ty:
        """The type with all bound variables replaced."""
        if not ty.has_infer:
            return ty
        if type(ty) is Infer:
            found = self.shallow(ty)
            return found if type(found) is Infer else self.resolve(found)
        return ty.rebuild(self.resolve)

    def snapshot(self) -> tuple[int, int]:
        """A mark to which `rollback` returns."""
        return len(self.log), len(self.values)

    def rollback(self, mark: tuple[int, int]) -> None:
        """Take back all bindings made since the mark."""
        logged, _ = mark
        while len(self.log) > logged:
            self.values[self.log.pop()] = None

    def probe(self, f: Callable[[], T]) -> T:
        """What ``f`` answers, with its bindings taken back."""
        mark = self.snapshot()
        self.cx.muted += 1
        try:
            return f()
        finally:
            self.cx.muted -= 1
            self.rollback(mark)

    # --- unification --------------------------------------------------------------------------------------------------

    def unify(self, a: Ty, b: Ty) -> bool:
        """Make two types equal; False (with no binding left behind) if they cannot be."""
        if a is b:
            return True
        mark = self.snapshot()
        if self._unify(a, b):
            return True
        self.rollback(mark)
        return False

    def can_unify(self, a: Ty, b: Ty) -> bool:
        """Whether two types could be made equal."""
        mark = self.snapshot()
        ok = self._unify(a, b)
        self.rollback(mark)
        return ok

    def _unify_all(self, a: tuple[Ty, ...], b: tuple[Ty, ...]) -> bool:
        if len(a) != len(b):
            return False
        for x, y in zip(a, b, strict=True):
            if x is not y and not self._unify(x, y):
                return False
        return True

    def _unify(self, a: Ty, b: Ty) -> bool:
        a, b = self.shallow(a), self.shallow(b)
        if a is b:
            return True
        if type(a) is Infer:
            return self._bind(a, b)
        if type(b) is Infer:
            return self._bind(b, a)
        if a is ERROR or b is ERROR:
            return True
        if a.has_projection or b.has_projection:
            x, y = self.reveal(a), self.reveal(b)
            if x is not a or y is not b:
                return self._unify(x, y)
        cls = type(a)
        if cls is not type(b):
            return False
        if cls is Adt:
            return a.defn is b.defn and self._unify_all(a.args, b.args)  # type: ignore[attr-defined]
        if cls is Ref or cls is Ptr:
            return a.mutable == b.mutable and self._unify(a.inner, b.inner)  # type: ignore[attr-defined]
        if cls is Tuple:
            return self._unify_all(a.items, b.items)  # type: ignore[attr-defined]
        if cls is Array:
            return self._unify(a.item, b.item) and self._unify(a.length, b.length)  # type: ignore[attr-defined]
        if cls is Slice:
            return self._unify(a.item, b.item)  # type: ignore[attr-defined]
        if cls is FnPtr:
            return (
                a.abi == b.abi  # type: ignore[attr-defined]
                and a.unsafe_ == b.unsafe_  # type: ignore[attr-defined]
                and self._unify_all(a.params, b.params)  # type: ignore[attr-defined]
                and self._unify(a.ret, b.ret)  # type: ignore[attr-defined]
            )
        if cls is FnItemTy or cls is Projection or cls is ConstExpr:
            return a.defn is b.defn and self._unify_all(a.args, b.args)  # type: ignore[attr-defined]
        if cls is Opaque:
            return a.defn is b.defn and a.index == b.index and self._unify_all(a.args, b.args)  # type: ignore[attr-defined]
        if cls is ClosureTy:
            return a.expr is b.expr and self._unify_all(a.args, b.args)  # type: ignore[attr-defined]
        if cls is Dyn:
            return (
                a.trait is b.trait  # type: ignore[attr-defined]
                and a.autos == b.autos  # type: ignore[attr-defined]
                and self._unify_all(a.args, b.args)  # type: ignore[attr-defined]
                and len(a.assoc) == len(b.assoc)  # type: ignore[attr-defined]
                and all(m == n and self._unify(x, y) for (m, x), (n, y) in zip(a.assoc, b.assoc, strict=True))  # type: ignore[attr-defined]
            )
        return False

    def reveal(self, ty: Ty) -> Ty:
        """A projection that can be worked out, as what it is (overridden where traits are known)."""
        return ty

    def _bind(self, var: Infer, ty: Ty) -> bool:
        kind = var.kind
        if type(ty) is Infer:
            if kind == "any" or kind == ty.kind:
                if var.number in self.diverging:
                    self.diverging.add(ty.number) if ty.kind == "any" else None
                self._set(var, ty)
                return True
            if ty.kind == "any":
                self._set(ty, var)
                return True
            return False
        if kind == "int":
            if ty is ERROR or (type(ty) is Prim and ty.name in INTEGER_BITS):
                self._set(var, ty)
                return True
            return False
        if kind == "float":
            if ty is ERROR or (type(ty) is Prim and ty.name in ("f32", "f64")):
                self._set(var, ty)
                return True
            return False
        if kind == "const" and not isinstance(ty, ConstValue | Param | ConstExpr) and ty is not ERROR:
            return False
        if ty.has_infer and self.occurs(var, ty):
            return False
        self._set(var, ty)
        return True

    def _set(self, var: Infer, ty: Ty) -> None:
        self.values[var.number] = ty
        self.log.append(var.number)

    def occurs(self, var: Infer, ty: Ty) -> bool:
        """Whether a variable stands inside a type."""
        ty = self.shallow(ty)
        if ty is var:
            return True
        return ty.has_infer and any(self.occurs(var, t) for t in ty.children())
