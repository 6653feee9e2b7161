"""What lowering asks about types: concrete forms, layouts, whether they are Copy, need dropping, belong to the
student.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.defs import AdtDef, ConstDef, FnDefn, ImplDef, StaticDef, TraitDef
from ..names.types import Ty
from .items import SharedItems
from .layout import Layouts

if TYPE_CHECKING:
    from ..program import Program


class Types:
    """Questions about concrete types, answered once each."""

    def __init__(self, program: Program, shared: SharedItems) -> None:
        self.program = program
        self.shared = shared
        self.layouts = Layouts(program)
        self.layouts.known = shared.layouts
        self.flags: dict[tuple[str, Ty], bool] = {}
        self.prelude_types: dict[Ty, bool] = {}

    def concrete(self, ty: Ty, args: tuple[Ty, ...]) -> Ty:
        """A type with parameters replaced and projections worked out."""
        return self.program.normalize(t.substitute(ty, args))

    def fields_of(self, ty: Ty, variant: int) -> list[Ty]:
        """Concrete types of the fields of a struct, variant, tuple or closure."""
        return self.program.fields(ty, variant)

    def adt(self, ty: t.Adt) -> AdtDef:
        """The definition of a struct or enum with its variants known."""
        return self.program.items.adt(ty.defn)

    def lang_adt(self, name: str) -> AdtDef:
        """A lang item that is a struct or enum."""
        found = self.program.lang(name)
        assert isinstance(found, AdtDef), name
        return self.program.items.adt(found)

    def is_copy(self, ty: Ty) -> bool:
        """Whether the type is Copy."""
        return self._flag("copy", ty, lambda: self.program.is_copy(ty))

    def _flag(self, what: str, ty: Ty, work: Callable[[], bool]) -> bool:
        flags = self.shared.flags if self.is_prelude(ty) else self.flags
        found = flags.get((what, ty))
        if found is None:
            flags[what, ty] = False
            found = flags[what, ty] = bool(work())
        return found

    def needs_drop(self, ty: Ty) -> bool:
        """Whether dropping a value of the type runs any code."""
        if isinstance(ty, (t.Prim, t.Ref, t.Ptr, t.FnPtr, t.FnItemTy)):
            return False
        return self._flag("drop", ty, lambda: self._needs_drop(ty))

    def _needs_drop(self, ty: Ty) -> bool:
        if isinstance(ty, t.Dyn):
            return True
        if isinstance(ty, (t.Array, t.Slice)):
            return self.needs_drop(ty.item) and not (
                isinstance(ty, t.Array) and isinstance(ty.length, t.ConstValue) and ty.length.value == 0
            )
        if isinstance(ty, t.Adt):
            if ty.defn.lang == "manually_drop":
                return False
            if self.program.drop_impl(ty) is not None:
                return True
            if ty.defn.kind == "union":
                return False
            return any(self.needs_drop(f) for v in self.adt(ty).variants for f in self.fields_of(ty, v.index))
        if isinstance(ty, t.ClosureTy) and ty.expr.suspends:
            return True
        if isinstance(ty, (t.Tuple, t.ClosureTy)):
            return any(self.needs_drop(f) for f in self.fields_of(ty, 0))
        return False

    def has_cell(self, ty: Ty) -> bool:
        """Whether a value of the type can change behind a shared reference."""
        if isinstance(ty, (t.Prim, t.Ref, t.Ptr, t.FnPtr, t.FnItemTy)):
            return False
        return self._flag("cell", ty, lambda: self._has_cell(ty))

    def _has_cell(self, ty: Ty) -> bool:
        if isinstance(ty, (t.Array, t.Slice)):
            return self.has_cell(ty.item)
        if isinstance(ty, t.Adt):
            if ty.defn.lang == "unsafe_cell":
                return True
            return any(self.has_cell(f) for v in self.adt(ty).variants for f in self.fields_of(ty, v.index))
        if isinstance(ty, t.ClosureTy) and ty.expr.suspends:
            return True
        if isinstance(ty, (t.Tuple, t.ClosureTy)):
            return any(self.has_cell(f) for f in self.fields_of(ty, 0))
        return False

    def has_pointer(self, ty: Ty) -> bool:
        """Whether a value of the type may hold an address."""
        if isinstance(ty, t.Prim):
            return False
        return self._flag("pointer", ty, lambda: self._has_pointer(ty))

    def _has_pointer(self, ty: Ty) -> bool:
        if isinstance(ty, (t.Ref, t.Ptr, t.FnPtr)):
            return True
        if isinstance(ty, t.Array):
            return self.has_pointer(ty.item)
        if isinstance(ty, t.Adt):
            return any(self.has_pointer(f) for v in self.adt(ty).variants for f in self.fields_of(ty, v.index))
        if isinstance(ty, t.ClosureTy) and ty.expr.suspends:
            return True
        if isinstance(ty, (t.Tuple, t.ClosureTy)):
            return any(self.has_pointer(f) for f in self.fields_of(ty, 0))
        return False

    # --- what is the student's

    def is_prelude(self, ty: Ty) -> bool:
        """Whether nothing of the student's program is in the type."""
        found = self.prelude_types.get(ty)
        if found is None:
            if isinstance(ty, (t.Adt, t.FnItemTy)):
                mine = ty.defn.prelude
            elif isinstance(ty, t.Dyn):
                mine = ty.trait.prelude
            elif isinstance(ty, t.ClosureTy):
                mine = ty.expr.owner.prelude
            elif isinstance(ty, t.ConstExpr):
                mine = ty.defn.prelude
            else:
                mine = True
            found = mine and all(self.is_prelude(c) for c in ty.children())
            if not isinstance(ty, t.ClosureTy):
                self.prelude_types[ty] = found
        return found

    def home(self, *parts: object) -> bool:
        """Whether an item made of these definitions and types can be shared."""
        for p in parts:
            if isinstance(p, Ty):
                if not self.is_prelude(p):
                    return False
            elif isinstance(p, tuple):
                if not self.home(*p):
                    return False
            elif isinstance(p, (FnDefn, ConstDef, StaticDef, TraitDef, ImplDef)) and not p.prelude:
                return False
        return True
