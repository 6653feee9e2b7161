"""Values from several places that become one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..names import thir, types
from ..names.types import NEVER, ClosureTy, FnItemTy, FnPtr, Infer, Ty

if TYPE_CHECKING:
    from .body import BodyState


class Merge:
    """Values from several places (arms, breaks, returns) that become one: each is coerced to the common type. ``free``:
    nobody else has a say in that, so that a later value may be what earlier ones are coerced to (Rust reference, "Least
    upper bound coercions")."""

    def __init__(self, checker: BodyState, expected: Ty | None, free: bool = False) -> None:
        self.checker = checker
        self.expected = expected
        self.free = free
        self.merged: Ty | None = None
        self.exprs: list[thir.Expr] = []

    def add(self, expr: thir.Expr, report: Callable[[thir.Expr, Ty], None] | None = None) -> thir.Expr:
        """Coerce one more value; returns it as it is to be used (of a never value: still to be adapted, see
        `finish`)."""
        ck = self.checker
        ty = ck.shallow(expr.ty)
        if self.merged is None and self.expected is not None and type(ck.shallow(self.expected)) is not Infer:
            self.merged = self.expected
        if self.merged is None:
            if ty is NEVER:
                self.exprs.append(expr)
                return expr
            if self.expected is not None:
                expr = ck.coerce(expr, self.expected) or expr
            self.merged = expr.ty
            self.exprs.append(expr)
            return expr
        target = ck.shallow(self.merged)
        if ty is NEVER:
            self.exprs.append(expr)
            return expr
        done = ck.coerce(expr, target)
        if done is None and isinstance(target, FnItemTy | ClosureTy | FnPtr) and isinstance(ty, FnItemTy | ClosureTy):
            done = self.to_pointers(expr, target)
        if done is None and self.free:
            done = self.to_later(expr)
        if done is None:
            if report is not None:
                report(expr, target)
            else:
                ck.mismatched(expr, target)
            done = ck.error_expr(expr.span)
        self.exprs.append(done)
        return done

    def to_pointers(self, expr: thir.Expr, target: Ty) -> thir.Expr | None:
        """Different functions meet: all become function pointers."""
        ck = self.checker
        sig = ck.fn_sig_of(target)
        if sig is None:
            return None
        abi = target.defn.abi if isinstance(target, FnItemTy) else "Rust"
        ptr = types.fn_ptr(tuple(sig[0]), sig[1], abi, isinstance(target, FnItemTy) and target.defn.unsafe_)
        if isinstance(target, FnPtr):
            ptr = target
        for i, old in enumerate(self.exprs):
            if ck.shallow(old.ty) is target:
                again = ck.coerce(old, ptr)
                if again is None:
                    return None
                self.exprs[i] = again
        self.merged = ptr
        return ck.coerce(expr, ptr)

    def to_later(self, expr: thir.Expr) -> thir.Expr | None:
        """All become what the last one is."""
        ck = self.checker
        ty = ck.shallow(expr.ty)
        again = [old if ck.shallow(old.ty) is NEVER else ck.coerce(old, ty) for old in self.exprs]
        done = [one for one in again if one is not None]
        if len(done) < len(again):
            return None
        self.exprs, self.merged = done, ty
        return expr

    def finish(self) -> tuple[Ty, list[thir.Expr]]:
        """The common type, and the values adapted to it in the order of `add`."""
        if self.merged is None:
            return NEVER, self.exprs
        ty = self.merged
        out = [
            thir.Coerce(ty, e.span, "never", e)
            if self.checker.shallow(e.ty) is NEVER and self.checker.shallow(ty) is not NEVER
            else e
            for e in self.exprs
        ]
        return ty, out
