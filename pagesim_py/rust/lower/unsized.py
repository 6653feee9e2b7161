"""Layouts of what has no size of its own: str, slices, trait objects, and structs that end in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..names import types as t
from ..names.defs import AdtDef
from ..names.types import Ty

if TYPE_CHECKING:
    from .layout import Layout


class Unsized:
    """What pointers to a type carry, and where the fields of a struct lie whose last one has no size."""

    fields_of: Callable[[Ty, int], list[Ty]]
    adt: Callable[[AdtDef], AdtDef]
    generics_of: Callable[[Any], Any]
    known_unsized: dict[AdtDef, bool]

    def of(self, ty: Ty) -> Layout:
        """The layout of a sized type."""
        raise NotImplementedError

    def tail(self, ty: Ty) -> Ty:
        """What makes a pointer to ``ty`` fat: str, a slice or dyn; otherwise the type itself (last fields of structs
        followed).
        """
        while isinstance(ty, t.Adt) and ty.defn.kind == "struct" and self.adt(ty.defn).variants[0].fields:
            if ty.args and not any(self._unsized(a) for a in ty.args):
                return ty
            ty = self.fields_of(ty, 0)[-1]
        return ty

    @staticmethod
    def _unsized(ty: Ty) -> bool:
        return ty is t.STR or isinstance(ty, (t.Slice, t.Dyn, t.Adt))

    def is_fat(self, pointee: Ty) -> bool:
        """Whether pointers to the type carry a length or vtable."""
        tail = self.tail(pointee)
        return tail is t.STR or isinstance(tail, (t.Slice, t.Dyn))

    def may_be_unsized(self, defn: AdtDef) -> bool:
        """Whether a struct's last field has no size in some instance of the struct."""
        found = self.known_unsized.get(defn)
        if found is None:
            self.known_unsized[defn] = False
            fields = self.adt(defn).variants[0].fields
            found = bool(fields) and self._open(fields[-1].ty, self.generics_of(defn).unsized)
            self.known_unsized[defn] = found
        return found

    def _open(self, ty: Ty | None, params: frozenset[int] | set[int]) -> bool:
        if isinstance(ty, t.Param):
            return ty.index in params
        if isinstance(ty, t.Adt) and ty.defn.kind == "struct" and self.may_be_unsized(ty.defn):
            last = self.adt(ty.defn).variants[0].fields[-1].ty
            return last is not None and self._open(t.substitute(last, ty.args), params)
        return ty is t.STR or isinstance(ty, (t.Slice, t.Dyn))

    def sized_part(self, ty: t.Adt) -> Layout:
        """All fields but the last, which has no size, as a struct."""
        return self._struct(self.fields_of(ty, 0)[:-1], ty.defn.repr)

    def _struct(self, fields: list[Ty], repr_: dict[str, object]) -> Layout:
        raise NotImplementedError

    @staticmethod
    def end_of(part: Layout, sizes: list[int]) -> int:
        """Where the fields of a sized part end."""
        return max((o + s for o, s in zip(part.offsets[0], sizes, strict=True)), default=0)
