"""Blocks, statements, if, match, loops, jumps and ``?``."""

from __future__ import annotations

from typing import Any

from ..names import thir, types
from ..names.context import Context
from ..names.defs import FnDefn
from ..names.show import describe, show
from ..names.types import (
    BOOL,
    ERROR,
    NEVER,
    UNIT,
    Adt,
    Infer,
    Ty,
)
from ..span import Span
from ..syntax import ast
from .body import Key
from .loops import Loops
from .merge import Merge
from .static_refs import note
from .try_poll import expand, layers


def names_lifetime(cx: Context, span: Span) -> bool:
    """Whether a written type names a lifetime."""
    return "'" in cx.sources.files[span.file].text[span.lo : span.hi]


class Control(Loops):
    """Control flow."""

    # --- blocks -------------------------------------------------------------------------------------------------------

    def check_block(self, block: ast.Block, exp: Ty | None, label: thir.Label | None = None) -> thir.Expr:
        """A block; its tail is coerced to ``exp``."""
        items = [s.item for s in block.stmts if isinstance(s, ast.ItemStmt)]
        names: dict[Key, thir.Local] = {}
        old = self.enter_items(items, names)
        self.ribs.append(names)
        outer_diverges, self.diverges = self.diverges, False
        stmts: list[thir.LetStmt | thir.ExprStmt] = []
        for s in block.stmts:
            if isinstance(s, ast.LetStmt):
                stmts.append(self.check_let(s, names))
            elif isinstance(s, ast.ExprStmt):
                stmts.append(self.check_stmt(s))
        tail: thir.Expr | None = None
        ty: Ty
        if block.tail is not None:
            tail = self.check(block.tail, exp)
            if exp is not None and type(self.shallow(exp)) is not Infer:
                done = self.coerce(tail, exp)
                if done is None:
                    self.tail_mismatch(tail, exp, block)
                    done = self.error_expr(tail.span)
                tail = done
            ty = tail.ty
            if self.diverges and self.shallow(ty) is UNIT and exp is None:
                pass
        elif self.diverges:
            ty = NEVER
        else:
            ty = UNIT
            if exp is not None and type(self.shallow(exp)) is not Infer and label is None:
                if not self.unify(UNIT, self.shallow(exp)) and not isinstance(self.shallow(exp), types.Opaque):
                    self.missing_tail(block, exp, stmts)
                    ty = ERROR
        self.diverges = self.diverges or outer_diverges
        self.ribs.pop()
        self.leave_items(old)
        return thir.Block(ty, block.span, stmts, tail, label)

    def tail_mismatch(self, tail: thir.Expr, exp: Ty, block: ast.Block) -> None:
        """A block's last expression has the wrong type."""
        also = self.ret_note() if block is getattr(self, "fn_block", None) else None
        self.mismatched(tail, exp, also=also)

    def ret_note(self) -> list[tuple[Span, str]] | None:
        if len(self.fns) == 1 and self.fn.ret_written and self.fn.ret_span.file:
            return [
                (
                    self.fn.ret_span,
                    f"expected `{show(self.resolve(self.fn.merge.expected or UNIT))}` because of return type",
                )
            ]
        return None

    def missing_tail(self, block: ast.Block, exp: Ty, stmts: list[Any]) -> None:
        """A block that ends without a value although one is expected."""
        exp = self.resolve(exp)
        if self.has_error(exp):
            return
        helps = []
        last = block.stmts[-1] if block.stmts else None
        if isinstance(last, ast.ExprStmt) and last.semi and stmts:
            value = stmts[-1].expr if isinstance(stmts[-1], thir.ExprStmt) else None
            if value is not None and self.can_unify(value.ty, exp):
                helps = ["remove this semicolon to return this value"]
        if block is getattr(self, "fn_block", None) and self.fn.ret_span.file:
            what = "its" if not isinstance(self.owner, FnDefn) or not self.owner.name else ""
            del what
            self.cx.error(
                "E0308",
                "mismatched types",
                self.fn.ret_span,
                f"expected `{show(exp)}`, found `()`",
                helps=helps,
                also=[(self.owner.span, "implicitly returns `()` as its body has no tail or `return` expression")],
            )
        else:
            self.mismatch_at(block.span, exp, UNIT, helps=helps or None)

    def check_stmt(self, s: ast.ExprStmt) -> thir.ExprStmt:
        if s.semi:
            return thir.ExprStmt(self.check(s.expr), s.span)
        value = self.check(s.expr, UNIT)
        if self.shallow(value.ty) is NEVER:
            return thir.ExprStmt(value, s.span)
        done = self.coerce(value, UNIT)
        if done is None:
            self.mismatched(value, UNIT)
            done = value
        return thir.ExprStmt(done, s.span)

    def check_let(self, s: ast.LetStmt, names: dict[Key, thir.Local]) -> thir.LetStmt:
        ty = self.lower_ty(s.ty) if s.ty is not None else None
        init: thir.Expr | None = None
        if s.init is not None:
            init = self.check(s.init, ty)
            if ty is not None:
                init = self.coerce_to(init, ty, [(s.ty.span, "expected due to this")] if s.ty is not None else None)
            else:
                ty = self.known(init.ty)
                if ty is NEVER:
                    ty = self.fresh("any", s.span)
                    self.diverging.add(ty.number)  # type: ignore[attr-defined]
                    init = thir.Coerce(ty, init.span, "never", init)
        if ty is None:
            ty = self.fresh("any", s.pat.span)
        else_: thir.Expr | None = None
        if s.else_ is not None:
            diverges = self.diverges
            else_ = self.check_block(s.else_, None)
            if self.known(else_.ty) is not NEVER and not self.diverges:
                self.cx.error(
                    "E0308",
                    "`else` clause of `let...else` does not diverge",
                    s.else_.span,
                    f"expected `!`, found `{show(self.resolve(else_.ty))}`",
                    helps=["try adding a diverging expression, such as `return` or `panic!(..)`"],
                )
            self.diverges = diverges
        new: dict[Key, thir.Local] = {}
        pat = self.check_pat(s.pat, ty, new)
        if isinstance(s.pat, ast.BindPat) and s.pat.by_ref and s.init is not None and init is not None:
            note(self, s.init, init, s.pat.mutable, s.init.span)
        names.update(new)
        written = s.ty if s.ty is not None and names_lifetime(self.cx, s.ty.span) else None
        return thir.LetStmt(pat, init, else_, s.span, written)  # type: ignore[arg-type]

    # --- conditions ---------------------------------------------------------------------------------------------------

    def check_cond(self, e: ast.Expr, names: dict[Key, thir.Local]) -> thir.Expr:
        """A condition; ``let`` in it binds into ``names``."""
        if isinstance(e, ast.LetExpr):
            init = self.check(e.init)
            new: dict[Key, thir.Local] = {}
            pat = self.check_pat(e.pat, self.known(init.ty), new)
            names.update(new)
            return thir.LetCond(BOOL, e.span, pat, init)
        if isinstance(e, ast.Binary) and e.op == "&&":
            left = self.check_cond(e.left, names)
            right = self.check_cond(e.right, names)
            return thir.Binary(BOOL, e.span, "&&", left, right)
        value = self.check(e, BOOL)
        if isinstance(e, ast.Assign) and not e.op and self.known(value.ty) is UNIT:
            self.cx.error(
                "E0308",
                "mismatched types",
                e.span,
                "expected `bool`, found `()`",
                helps=["you might have meant to compare for equality: `==`"],
            )
            return self.error_expr(e.span)
        return self.coerce_to(value, BOOL)

    def check_if(self, e: ast.If, exp: Ty | None) -> thir.Expr:
        names: dict[Key, thir.Local] = {}
        self.ribs.append(names)
        cond = self.check_cond(e.cond, names)
        start = self.diverges
        if e.else_ is None:
            then = self.then_alone(e, exp)
            self.ribs.pop()
            self.diverges = start
            return thir.If(ERROR if then.ty is ERROR else UNIT, e.span, cond, then, None)
        merge = Merge(self, exp if exp is not None else self.fresh("any", e.span), exp is None)
        then = self.check_block(e.then, exp)
        self.ribs.pop()
        then_diverges, self.diverges = self.diverges, start
        merge.add(then)
        else_ = self.check(e.else_, exp)
        else_diverges = self.diverges
        merge.add(else_, lambda x, t: self.branch_mismatch(x, t, then, "`if` and `else` have incompatible types", exp))
        self.diverges = start or (then_diverges and else_diverges)
        ty, exprs = merge.finish()
        if ty is NEVER:
            self.diverges = True
        return thir.If(ty, e.span, cond, exprs[0], exprs[1])

    def then_alone(self, e: ast.If, exp: Ty | None) -> thir.Expr:
        """The block of an ``if`` without ``else``: its value must be ()."""
        then = self.check_block(e.then, None)
        ty = self.known(then.ty)
        if ty is NEVER:
            return then
        if not self.unify(ty, UNIT):
            tail = then.tail if isinstance(then, thir.Block) and then.tail is not None else then
            if exp is None or self.shallow(exp) is not UNIT:
                self.cx.error(
                    "E0317",
                    "`if` may be missing an `else` clause",
                    e.span,
                    f"expected `{show(self.resolve(ty))}`, found `()`",
                    notes=["`if` expressions without `else` evaluate to `()`"],
                    helps=["consider adding an `else` block that evaluates to the expected type"],
                )
            else:
                self.mismatched(tail, UNIT)
            return self.error_expr(e.span)
        if (
            exp is not None
            and self.shallow(exp) is not UNIT
            and not isinstance(self.shallow(exp), Infer)
            and self.shallow(exp) is not ERROR
        ):
            self.cx.error(
                "E0317",
                "`if` may be missing an `else` clause",
                e.span,
                f"expected `{show(self.resolve(exp))}`, found `()`",
                notes=["`if` expressions without `else` evaluate to `()`"],
                helps=["consider adding an `else` block that evaluates to the expected type"],
            )
            return self.error_expr(e.span)
        return then

    def branch_mismatch(self, expr: thir.Expr, expected: Ty, first: thir.Expr, message: str, exp: Ty | None) -> None:
        """Two branches whose types differ."""
        tail = expr
        while isinstance(tail, thir.Block) and tail.tail is not None:
            tail = tail.tail
        if exp is not None and type(self.shallow(exp)) is not Infer:
            self.mismatched(tail, expected)
            return
        a, b = self.resolve(expected), self.resolve(expr.ty)
        if self.has_error(a) or self.has_error(b):
            return
        old = first
        while isinstance(old, thir.Block) and old.tail is not None:
            old = old.tail

        self.cx.error(
            "E0308",
            message,
            tail.span,
            f"expected {describe(a)}, found {describe(b)}",
            also=[(old.span, "expected because of this")],
        )

    # --- match --------------------------------------------------------------------------------------------------------

    def check_match(self, e: ast.Match, exp: Ty | None) -> thir.Expr:
        scrutinee = self.check(e.scrutinee)
        ty = self.known(scrutinee.ty)
        start = self.diverges
        pats: list[tuple[thir.Pat, dict[Key, thir.Local]]] = []
        for arm in e.arms:
            names: dict[Key, thir.Local] = {}
            pats.append((self.check_pat(arm.pat, ty, names), names))
        merge = Merge(self, exp if exp is not None else self.fresh("any", e.span), exp is None)
        guards: list[thir.Expr | None] = []
        all_diverge = True
        first: list[thir.Expr] = []
        for arm, (_, names) in zip(e.arms, pats, strict=True):
            self.ribs.append(names)
            self.diverges = start
            guards.append(self.check_cond(arm.guard, names) if arm.guard is not None else None)
            self.diverges = start
            body = self.check(arm.body, exp)
            all_diverge = all_diverge and (self.diverges or self.known(body.ty) is NEVER)
            merge.add(
                body,
                lambda x, t: self.branch_mismatch(
                    x, t, first[0] if first else x, "`match` arms have incompatible types", exp
                ),
            )
            first.append(body)
            self.ribs.pop()
        self.diverges = start or all_diverge
        result, exprs = merge.finish()
        arms = [thir.Arm(p, g, b, a.span) for (p, _), g, b, a in zip(pats, guards, exprs, e.arms, strict=True)]
        if not arms:
            result = NEVER
        if result is NEVER:
            self.diverges = True
        return thir.Match(result, e.span, scrutinee, arms)

    # --- loops --------------------------------------------------------------------------------------------------------

    # --- jumps --------------------------------------------------------------------------------------------------------

    # --- ? ------------------------------------------------------------------------------------------------------------

    def check_try(self, e: ast.Try) -> thir.Expr:
        """``x?`` as a match that returns early."""
        operand = self.check(e.operand)
        ty = self.must_know(operand.ty, e.operand.span)
        if ty is ERROR:
            return self.error_expr(e.span)
        known = [self.cx.lang_adt(name) for name in ("Option", "Result", "ControlFlow")]
        given = layers(self, ty)
        if not isinstance(ty, Adt) or (ty.defn not in known and given is None):
            self.cx.error(
                "E0277",
                "the `?` operator can only be applied to values that implement `Try`",
                e.span,
                f"the `?` operator cannot be applied to type `{show(self.resolve(ty))}`",
                helps=[f"the trait `Try` is not implemented for `{show(self.resolve(ty))}`"],
            )
            return self.error_expr(e.span)
        ret = self.known(self.fn.merge.expected or UNIT)
        name = ty.defn.name
        returned = layers(self, ret) if given is not None else None
        if given is not None and returned is not None and (given[0] or returned[0]):
            return expand(self, e, operand, given, returned)
        if isinstance(ret, Infer):
            made = types.adt(ty.defn, tuple(self.fresh("any", e.span) for _ in ty.args))
            self.unify(ret, made)
            ret = made
        good_ty = ty.args[1 if name == "ControlFlow" else 0]
        if ret is ERROR:
            return thir.Coerce(good_ty, e.span, "never", self.error_expr(e.span))
        if not isinstance(ret, Adt) or ret.defn not in known:
            around = self.fn.closure.suspends if self.fn.closure is not None else ""
            where = (
                f"an async {'function' if around == 'fn' else around}"
                if around
                else "a closure"
                if self.fn.closure is not None
                else "a method"
                if isinstance(self.owner, FnDefn) and self.owner.has_self
                else "a function"
                if isinstance(self.owner, FnDefn)
                else "a constant"
            )
            self.cx.error(
                "E0277",
                f"the `?` operator can only be used in {where} that returns `Result` or `Option` (or another type "
                f"that implements `FromResidual`)",
                Span(e.span.file, e.span.hi - 1, e.span.hi, e.span.ctx),
                f"cannot use the `?` operator in {where} that returns `{show(self.resolve(ret))}`",
            )
            return thir.Coerce(good_ty, e.span, "never", self.error_expr(e.span))
        if ret.defn is not ty.defn and "ControlFlow" in (name, ret.defn.name):
            self.cx.error(
                "E0277",
                f"the `?` operator can only be used on `{ret.defn.name}`s in a function that returns `{ret.defn.name}`",
                Span(e.span.file, e.span.hi - 1, e.span.hi, e.span.ctx),
                f"this `?` produces `{show(self.resolve(ty))}`, which is incompatible with `{show(self.resolve(ret))}`",
            )
            return thir.Coerce(good_ty, e.span, "never", self.error_expr(e.span))
        if ret.defn is not ty.defn:
            q = Span(e.span.file, e.span.hi - 1, e.span.hi, e.span.ctx)
            helps = (
                ["use `.ok_or(...)?` to provide an error compatible with the function's return type"]
                if name == "Option"
                else ["use `.ok()?` if you want to discard the error information"]
            )
            self.cx.error(
                "E0277",
                f"the `?` operator can only be used on `{ret.defn.name}`s, not `{name}`s, in a function that "
                f"returns `{ret.defn.name}`",
                q,
                f"use `.{'ok_or(...)' if name == 'Option' else 'ok()'}?`",
                helps=helps,
            )
            return thir.Coerce(good_ty, e.span, "never", self.error_expr(e.span))
        return self.expand_try(e, operand, ty, ret)

    def expand_try(self, e: ast.Try, operand: thir.Expr, ty: Adt, ret: Adt) -> thir.Expr:
        span = e.span
        is_option = ty.defn.name == "Option"
        flow = ty.defn.name == "ControlFlow"
        names = [v.name for v in self.items.adt(ty.defn).variants]
        words = ("Some", "None") if is_option else ("Continue", "Break") if flow else ("Ok", "Err")
        good, bad = map(names.index, words)
        good_ty, bad_ty, ret_bad = ty.args[0], ty.args[-1], ret.args[-1]
        if flow:
            good_ty, bad_ty, ret_bad = ty.args[1], ty.args[0], ret.args[0]
        value = self.new_local("val", good_ty, False, span, by_us=True)
        ok_pat = thir.AdtPat(ty, span, good, [(0, thir.BindPat(good_ty, span, value, "move", None))])
        ok_arm = thir.Arm(ok_pat, None, thir.LocalRef(good_ty, span, value), span)
        if is_option:
            bad_pat = thir.AdtPat(ty, span, bad, [])
            residual: thir.Expr = thir.AdtExpr(ret, span, ret.defn, bad, [])
        else:
            err = self.new_local("residual", bad_ty, False, span, by_us=True)
            bad_pat = thir.AdtPat(ty, span, bad, [(0, thir.BindPat(bad_ty, span, err, "move", None))])
            inner: thir.Expr = thir.LocalRef(bad_ty, span, err)
            from_fn = self.cx.lang("from")
            if not flow and isinstance(from_fn, FnDefn) and from_fn.container is not None:
                args = (ret_bad, bad_ty)
                q = Span(span.file, span.hi - 1, span.hi, span.ctx)
                self.require(from_fn.container, args, q, ("try", bad_ty, ret_bad))  # type: ignore[arg-type]
                inner = thir.Call(ret_bad, span, self.items.sig(from_fn), args, [inner])
            elif not self.unify(ret_bad, bad_ty):
                self.mismatch_at(span, ret_bad, bad_ty)
            residual = thir.AdtExpr(ret, span, ret.defn, bad, [(0, inner)])
        leave = thir.Coerce(good_ty, span, "never", thir.Return(NEVER, span, residual))
        return thir.Match(good_ty, span, operand, [ok_arm, thir.Arm(bad_pat, None, leave, span)])
