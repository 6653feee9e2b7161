"""References to fields of packed structs (E0793): their addresses need not be aligned, and a reference must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.constvalues import LayoutError
from ..names.types import Adt, Slice, Ty
from ..span import Span
from .writeback import children

if TYPE_CHECKING:
    from .fn import BodyChecker


def pack_of(ty: Ty) -> int | None:
    """The N of ``#[repr(packed(N))]``; None if the type is not packed."""
    pack = ty.defn.repr.get("packed") if isinstance(ty, Adt) else None
    return int(pack) if pack else None


def smaller(a: int | None, b: int | None) -> int | None:
    """The smaller of what there is."""
    return b if a is None else a if b is None else min(a, b)


class Packed:
    """Walks one body."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.cx = checker.cx
        self.said: set[Span] = set()

    def pack_of_place(self, e: thir.Expr) -> int | None:
        """How little a place may be aligned because a packed struct around it says so; None if nothing does. A place
        behind a pointer or reference starts anew.
        """
        pack: int | None = None
        while isinstance(e, thir.Field | thir.Index):
            e = e.operand
            pack = smaller(pack, pack_of(e.ty))
        return pack

    def walk(self, n: Any) -> None:
        """Visit a tree's nodes."""
        for child in children(n):
            self.walk(child)
        match n:
            case thir.AddrOf(raw=False):
                self.borrowed(n.operand.ty, self.pack_of_place(n.operand), n.span)
            case thir.FormatArgs():
                for arg in n.args:
                    self.borrowed(arg.ty, self.pack_of_place(arg), arg.span)
            case thir.LetStmt() if n.init is not None:
                self.pattern(n.pat, self.pack_of_place(n.init))
            case thir.LetCond():
                self.pattern(n.pat, self.pack_of_place(n.init))
            case thir.Match():
                for arm in n.arms:
                    self.pattern(arm.pat, self.pack_of_place(n.scrutinee))

    def pattern(self, pat: thir.Pat | None, pack: int | None) -> None:
        """Bindings by reference in a pattern of a place whose surroundings are packed."""
        match pat:
            case thir.BindPat():
                if pat.mode != "move":
                    self.borrowed(pat.ty, pack, pat.span)
                self.pattern(pat.sub, pack)
            case thir.AdtPat():
                inner = smaller(pack, pack_of(pat.ty))
                for _, field in pat.fields:
                    self.pattern(field, inner)
            case thir.DerefPat():
                self.pattern(pat.inner, None)
            case thir.SlicePat():
                for part in (*pat.before, pat.middle, *pat.after):
                    self.pattern(part, pack)
            case thir.OrPat():
                for item in pat.items:
                    self.pattern(item, pack)

    def borrowed(self, ty: Ty, pack: int | None, span: Span) -> None:
        """A reference is made to a place of this type."""
        if pack is None or span in self.said or self.align(ty) <= pack:
            return
        self.said.add(span)
        self.cx.error(
            "E0793",
            "reference to field of packed struct is unaligned",
            span,
            notes=(
                f"this struct is at most {pack}-byte aligned, but the type of this field may require higher alignment",
                "creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)",
            ),
            helps=(
                "copy the field contents to a local variable, or replace the reference with a raw pointer and use "
                "`read_unaligned`/`write_unaligned` (loads and stores via `*p` must be properly aligned even when "
                "using raw pointers)",
            ),
        )

    def align(self, ty: Ty) -> int:
        """In bytes; the most there is for a type that depends on parameters."""
        if isinstance(ty, Slice):
            return self.align(ty.item)
        if ty.has_param or ty.has_projection:
            return 1 << 29
        items: Any = self.ck.items
        try:
            return int(items.program_layout(ty, "align_of"))
        except LayoutError:
            return 1
