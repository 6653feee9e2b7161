"""Closures: which variables each captures and how, which Fn traits it implements; calls of closures become calls of
those traits.

Whole variables are captured: by reference, by mutable reference, or by value (always for ``move`` closures).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.defs import FnDefn
from ..names.types import ClosureTy, Ptr, Ref, Ty
from ..span import Span
from .pending import CallClosure
from .writeback import children, slots

if TYPE_CHECKING:
    from .expr import Expressions

ORDER = {"ref": 0, "uniq": 1, "mut": 2, "move": 3}


class Captures:
    """Works through one body, innermost closures first."""

    def __init__(self, checker: Expressions) -> None:
        self.ck = checker
        self.inside: list[tuple[thir.ClosureExpr, dict[thir.Local, str]]] = []
        self.where: dict[tuple[thir.ClosureExpr, thir.Local], tuple[Span, bool]] = {}
        self.at: tuple[Span, bool] | None = None
        self.parent: dict[thir.ClosureExpr, thir.ClosureExpr | None] = {}

    def body(self, e: thir.Expr) -> thir.Expr:
        """Process a body; returns it (it may be replaced)."""
        return self.expr(e, "value")

    def use(self, local: thir.Local, mode: str) -> None:
        """A variable is used: note it in every closure around that does not own it."""
        owner = self.ck.local_closure.get(local)
        for closure, found in reversed(self.inside):
            if owner is closure:
                return
            if mode != "none" and ORDER[mode] >= ORDER.get(found.get(local, "ref"), 0):
                if self.at is not None and found.get(local) != mode:
                    self.where[(closure, local)] = self.at
                found[local] = mode
            else:
                found.setdefault(local, "ref")

    # --- walking ------------------------------------------------------------------------------------------------------

    def expr(self, e: thir.Expr, ctx: str) -> thir.Expr:
        """Visit an expression used as ``ctx``: "value", "ref", "mut", "uniq" (changed through a reference), "none"."""
        match e:
            case thir.LocalRef():
                mode = ctx
                if ctx == "value":
                    mode = "ref" if self.ck.is_copy(e.ty) else "move"
                if mode == "move":
                    self.at = (e.span, False)
                self.use(e.local, mode)
            case thir.Field():
                inner = ("ref" if self.ck.is_copy(e.ty) else "move") if ctx == "value" else ctx
                e.operand = self.expr(e.operand, inner if thir_place(e.operand) else "value")
            case thir.Index():
                inner = ("ref" if self.ck.is_copy(e.ty) else "move") if ctx == "value" else ctx
                e.operand = self.expr(e.operand, inner if thir_place(e.operand) else "value")
                e.index = self.expr(e.index, "value")
            case thir.Deref():
                ty = e.operand.ty
                if isinstance(ty, Ref | Ptr):
                    through = (
                        "ref"
                        if isinstance(ty, Ptr)
                        or not ty.mutable
                        or ctx in ("ref", "none")
                        or (ctx == "value" and self.ck.is_copy(e.ty))
                        else "uniq"
                    )
                    e.operand = self.expr(e.operand, through if thir_place(e.operand) else "value")
                else:
                    e.operand = self.expr(
                        e.operand, ("ref" if self.ck.is_copy(e.ty) else "move") if ctx == "value" else ctx
                    )
            case thir.AddrOf():
                if e.mutable:
                    self.at = (e.span, False)
                e.operand = self.expr(e.operand, ("mut" if e.mutable else "ref") if thir_place(e.operand) else "value")
            case thir.Assign() | thir.AssignOp():
                self.at = (e.span, True)
                e.place = self.expr(e.place, "mut")
                e.value = self.expr(e.value, "value")
            case thir.Match():
                e.scrutinee = self.expr(e.scrutinee, self.pat_mode([a.pat for a in e.arms], e.scrutinee))
                for arm in e.arms:
                    if arm.guard is not None:
                        arm.guard = self.expr(arm.guard, "value")
                    arm.body = self.expr(arm.body, "value")
            case thir.LetCond():
                e.init = self.expr(e.init, self.pat_mode([e.pat], e.init))
            case thir.Block():
                for s in e.stmts:
                    if isinstance(s, thir.LetStmt):
                        if s.init is not None:
                            s.init = self.expr(s.init, self.pat_mode([s.pat], s.init))
                        if s.else_ is not None:
                            self.expr(s.else_, "value")
                    else:
                        s.expr = self.expr(s.expr, "none" if thir_place(s.expr) else "value")
                if e.tail is not None:
                    e.tail = self.expr(e.tail, "value")
            case thir.ClosureExpr():
                self.closure(e)
            case CallClosure():
                return self.call(e)
            case _:
                self.generic(e)
        return e

    def generic(self, e: Any) -> None:
        """All operands are used as values."""
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, thir.Expr):
                setattr(e, name, self.expr(v, "value"))
            elif type(v) is list:
                for i, item in enumerate(v):
                    if isinstance(item, thir.Expr):
                        v[i] = self.expr(item, "value")
                    elif type(item) is tuple and len(item) == 2 and isinstance(item[1], thir.Expr):
                        v[i] = (item[0], self.expr(item[1], "value"))

    def pat_mode(self, pats: list[thir.Pat], scrutinee: thir.Expr) -> str:
        """How matching uses a place: by its strongest binding."""
        if not thir_place(scrutinee):
            return "value"
        best = "none"

        def walk(p: Any) -> None:
            nonlocal best
            mode = None
            if isinstance(p, thir.BindPat):
                mode = (
                    "move"
                    if p.mode == "move" and not self.ck.is_copy(p.ty)
                    else {"ref": "ref", "mut": "mut"}.get(p.mode, "ref")
                )
            elif isinstance(p, thir.ConstPat | thir.RangePat | thir.AdtPat | thir.SlicePat):
                mode = "ref"
            if isinstance(p, thir.DerefPat):
                inner = best
                walk(p.inner)
                if best == "mut" and inner != "mut":
                    best = "uniq"
                elif best == "move":
                    best = "ref"
                elif best == "none":
                    best = "ref"
                return
            if mode is not None and (best == "none" or ORDER[mode] > ORDER[best]):
                best = mode
            for c in children(p):
                if isinstance(c, thir.Pat):
                    walk(c)

        for p in pats:
            walk(p)
        return best

    # --- closures -----------------------------------------------------------------------------------------------------

    def closure(self, e: thir.ClosureExpr) -> None:
        """Visit a closure's body, then decide captures and kind and put upvars into the body."""
        found: dict[thir.Local, str] = {}
        self.inside.append((e, found))
        assert e.body is not None
        e.body = self.expr(e.body, "value")
        self.inside.pop()
        kind = "Fn"
        index: dict[thir.Local, int] = {}
        for local, mode in found.items():
            if mode == "move":
                kind = "FnOnce"
            elif mode in ("mut", "uniq") and kind == "Fn":
                kind = "FnMut"
            how = "move" if e.mode == "move" or mode == "move" else "mut" if mode in ("mut", "uniq") else "ref"
            index[local] = len(e.captures)
            e.captures.append(thir.Capture(thir.LocalRef(local.ty, e.span, local), how, local.ty))
            if how != "move":
                local.addressed = True
            owner = self.ck.local_closure.get(local)
            for outer, outer_found in reversed(self.inside):
                if owner is outer:
                    break
                want = ("ref" if self.ck.is_copy(local.ty) else "move") if how == "move" else mode
                if ORDER[want] >= ORDER[outer_found.get(local, "ref")]:
                    outer_found[local] = want
        e.kind = kind
        self.ck.check_wanted_kind(e, found, self.where)
        e.body = self.upvars(e.body, index)

    def upvars(self, e: Any, index: dict[thir.Local, int]) -> Any:
        """Replace captured variables in a closure's body."""
        if isinstance(e, thir.LocalRef):
            at = index.get(e.local)
            return e if at is None else thir.UpvarRef(e.ty, e.span, at)
        if isinstance(e, thir.ClosureExpr):
            for c in e.captures:
                c.place = self.upvars(c.place, index)
            return e
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm):
                setattr(e, name, self.upvars(v, index))
            elif type(v) is list:
                for i, item in enumerate(v):
                    if isinstance(item, thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm):
                        v[i] = self.upvars(item, index)
                    elif type(item) is tuple and len(item) == 2 and isinstance(item[1], thir.Expr):
                        v[i] = (item[0], self.upvars(item[1], index))
        return e

    def call(self, e: CallClosure) -> thir.Expr:
        """A call of a closure value through the best of its traits."""
        ty = e.fun.ty
        assert isinstance(ty, ClosureTy)
        kind = ty.expr.kind if ty.expr.kind != "?" else "Fn"
        ctx = {"Fn": "ref", "FnMut": "mut", "FnOnce": "value"}[kind]
        e.fun = self.expr(e.fun, ctx if thir_place(e.fun) else "value")
        args = [self.expr(a, "value") for a in e.args]
        trait = self.ck.cx.lang_trait({"Fn": "fn", "FnMut": "fn_mut", "FnOnce": "fn_once"}[kind])
        assert trait is not None
        method: FnDefn = self.ck.items.sig(
            trait.methods[{"Fn": "call", "FnMut": "call_mut", "FnOnce": "call_once"}[kind]]
        )
        inputs: Ty = types.tuple_of(*(t for _, t in ty.expr.params))
        receiver = e.fun
        if kind == "FnMut":
            self.ck.need_mut_closure(e.fun)
        if kind != "FnOnce":
            receiver = thir.AddrOf(types.ref(kind == "FnMut", ty), e.fun.span, e.fun, kind == "FnMut")
        return thir.Call(e.ty, e.span, method, (ty, inputs), [receiver, thir.TupleExpr(inputs, e.span, args)])


def thir_place(e: thir.Expr) -> bool:
    """Whether an expression is a place."""
    while isinstance(e, thir.Field):
        e = e.operand
    return isinstance(e, thir.LocalRef | thir.UpvarRef | thir.StaticRef | thir.Deref | thir.Index)
