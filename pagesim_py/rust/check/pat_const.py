"""Patterns that compare: literals, ranges, constants and unit variants."""

from __future__ import annotations

from ..names import thir, types
from ..names.consteval import Evaluator
from ..names.constvalues import ConstError
from ..names.show import show
from ..names.types import ERROR, Infer, Prim, Ref, Slice, Ty
from ..syntax import ast
from .body import Key
from .paths import Paths

Names = dict[Key, thir.Local]


class ConstPatterns(Paths):
    """Comparing patterns, and matching through references."""

    def peel(self, pat: ast.Pattern, ty: Ty, mode: str, inside: object) -> thir.Pat:
        """Match a non-reference pattern through references (default binding modes)."""
        ty = self.known(ty)
        refs: list[Ty] = []
        while isinstance(ty, Ref):
            refs.append(ty)
            mode = "ref" if not ty.mutable or mode == "ref" else "mut"
            ty = self.known(ty.inner)
        found: thir.Pat = inside(ty, mode)  # type: ignore[operator]
        for r in reversed(refs):
            found = thir.DerefPat(r, pat.span, found)
        return found

    def lit_pat(self, pat: ast.LitPat, ty: Ty, mode: str) -> thir.Pat:
        value = self.check(pat.value)
        lit_ty = self.shallow(value.ty)
        if isinstance(pat.value, ast.Literal) and pat.value.kind in ("str", "bytes", "cstr"):
            known = self.known(ty)
            if pat.value.kind == "bytes" and isinstance(known, Ref) and isinstance(self.known(known.inner), Slice):
                value.ty = types.ref(False, types.slice_of(types.U8))
                lit_ty = value.ty
            at = known
            refs: list[Ty] = []
            while isinstance(at, Ref) and isinstance(self.known(at.inner), Ref):
                refs.append(at)
                at = self.known(at.inner)
            if not self.unify(at, lit_ty):
                self.mismatch_at(pat.span, at, lit_ty)
            out: thir.Pat = thir.ConstPat(at, pat.span, value)
            for r in reversed(refs):
                out = thir.DerefPat(r, pat.span, out)
            return out

        def inside(t: Ty, m: str) -> thir.Pat:
            if not self.unify(t, lit_ty):
                self.mismatch_at(pat.span, t, lit_ty)
            return thir.ConstPat(t, pat.span, value)

        return self.peel(pat, ty, mode, inside)

    def range_pat(self, pat: ast.RangePat, ty: Ty) -> thir.Pat:
        bounds: list[int | None] = []
        for e in (pat.lo, pat.hi):
            if e is None:
                bounds.append(None)
                continue
            value = self.check(e, ty)
            if not self.unify(ty, value.ty):
                self.mismatch_at(e.span, ty, value.ty)
                bounds.append(None)
                continue
            found = self.const_of(value)
            bounds.append(found)
        lo, hi = bounds
        known = self.known(ty)
        if (
            not isinstance(known, Infer)
            and known is not ERROR
            and not (isinstance(known, Prim) and known.name in (*types.INTEGER_BITS, "char"))
        ):
            self.cx.error(
                "E0029",
                "only `char` and numeric types are allowed in range patterns",
                pat.span,
                f"this is of type `{show(known)}` but it should be `char` or numeric",
            )
        if hi is not None and not pat.inclusive:
            hi -= 1
            if lo is not None and hi < lo:
                self.cx.error(
                    "E0579",
                    "lower bound for range pattern must be less than upper bound",
                    pat.span,
                    "lower bound larger than or equal to upper bound",
                )
        elif lo is not None and hi is not None and lo > hi:
            self.cx.error(
                "E0030",
                "lower bound for range pattern must be less than or equal to upper bound",
                pat.span,
                "lower bound larger than upper bound",
            )
        return thir.RangePat(ty, pat.span, lo, hi)

    def const_of(self, value: thir.Expr) -> int | None:
        """The integer value of a literal, negated literal or constant in a pattern."""

        try:
            found = Evaluator(self.items).value_of(value)
        except ConstError:
            return None
        return int(found) if isinstance(found, int) else None

    def path_pat(self, pat: ast.PathPat, ty: Ty, names: Names, mode: str) -> thir.Pat:
        """A unit struct or variant, or a constant."""
        value = self.check_path(pat.path, ty, pat.span)
        if value.ty is ERROR:
            return thir.WildPat(ERROR, pat.span)
        if isinstance(value, thir.ConstRef):
            const_ty = self.known(value.ty)
            if isinstance(const_ty, Ref):
                if not self.unify(ty, const_ty):
                    self.mismatch_at(pat.span, ty, const_ty)
                return thir.ConstPat(ty, pat.span, value)

            def inside_const(t: Ty, m: str) -> thir.Pat:
                if not self.unify(t, value.ty):
                    self.mismatch_at(pat.span, t, value.ty)
                return thir.ConstPat(t, pat.span, value)

            return self.peel(pat, ty, mode, inside_const)
        if isinstance(value, thir.AdtExpr):

            def inside_unit(t: Ty, m: str) -> thir.Pat:
                assert isinstance(value, thir.AdtExpr)
                if not self.unify(t, value.ty):
                    self.mismatch_at(pat.span, t, value.ty)
                return thir.AdtPat(t, pat.span, value.variant, [])

            return self.peel(pat, ty, mode, inside_unit)
        fn = getattr(value.ty, "defn", None)
        name = "::".join(s.ident.name for s in pat.path.segments)
        if fn is not None and getattr(fn, "ctor", None):
            kind = "tuple variant" if fn.ctor[0].kind == "enum" else "tuple struct"
            self.cx.error(
                "E0532",
                f"expected unit struct, unit variant or constant, found {kind} `{name}`",
                pat.span,
                f"use the tuple {'variant' if kind == 'tuple variant' else 'struct'} pattern syntax instead: "
                f"`{name}(_)`",
            )
        else:
            self.cx.error(
                "E0532",
                f"expected unit struct, unit variant or constant, found function `{name}`",
                pat.span,
                "not a unit struct, unit variant or constant",
            )
        return thir.WildPat(ERROR, pat.span)
