"""Loops, and the jumps out of them."""

from __future__ import annotations

from ..diagnostics import similar
from ..names import thir, types
from ..names.defs import FnDefn
from ..names.impls import NO
from ..names.types import (
    ERROR,
    NEVER,
    UNIT,
    Infer,
    Ty,
)
from ..span import Ident, Span
from ..syntax import ast
from .body import Key, LoopScope
from .closures import Closures
from .merge import Merge


class Loops(Closures):
    """Loops, break, continue, return."""

    def check_cond(self, e: ast.Expr, names: dict[Key, thir.Local]) -> thir.Expr:
        raise NotImplementedError

    def ret_note(self) -> list[tuple[Span, str]] | None:
        raise NotImplementedError

    def in_loop(
        self, kind: str, label: Ident | None, merge: Merge | None, body: ast.Block, exp: Ty | None
    ) -> tuple[thir.Expr, LoopScope]:
        """The body of a loop."""
        scope = LoopScope(thir.Label(label.name if label else ""), label.key if label else None, kind, merge)
        self.fn.loops.append(scope)
        start = self.diverges
        checked = self.check_block(body, UNIT)
        self.diverges = start
        self.fn.loops.pop()
        return checked, scope

    def check_loop(self, e: ast.Loop, exp: Ty | None) -> thir.Expr:
        merge = Merge(self, exp if exp is not None else self.fresh("any", e.span))
        body, scope = self.in_loop("loop", e.label, merge, e.body, exp)
        if not scope.broken:
            self.diverges = True
            return thir.Loop(NEVER, e.span, body, scope.label)
        ty = (
            merge.merged
            if merge.merged is not None
            else (NEVER if not merge.exprs else exp if exp is not None else UNIT)
        )
        return thir.Loop(ty, e.span, body, scope.label)

    def check_while(self, e: ast.While) -> thir.Expr:
        names: dict[Key, thir.Local] = {}
        self.ribs.append(names)
        start = self.diverges
        cond = self.check_cond(e.cond, names)
        body, scope = self.in_loop("while", e.label, None, e.body, None)
        self.diverges = start
        self.ribs.pop()
        return thir.While(UNIT, e.span, cond, body, scope.label)

    def check_for(self, e: ast.For) -> thir.Expr:
        source = self.check(e.iter)
        src = self.known(source.ty)
        into = self.cx.lang("into_iter")
        next_fn = self.cx.lang("next")
        if (
            not isinstance(into, FnDefn)
            or not isinstance(next_fn, FnDefn)
            or into.container is None
            or next_fn.container is None
        ):
            self.cx.unsupported("for", e.span)
            return self.error_expr(e.span)
        trait, iter_trait = into.container, next_fn.container
        item: Ty = ERROR
        iter_ty: Ty = ERROR
        if src is not ERROR:
            if not isinstance(src, Infer) and self.probe(lambda: self.holds(trait, (src,))) is NO:  # type: ignore[arg-type]
                from .errors import report_not_iterator  # only here: most programs have no mistake

                report_not_iterator(self, e, self.resolve(src))
                src = ERROR
            else:
                self.require(trait, (src,), e.iter.span)  # type: ignore[arg-type]
                iter_ty = self.normalize(types.projection(trait.types["IntoIter"], (src,)), e.iter.span)  # type: ignore[arg-type]
                item = self.normalize(types.projection(iter_trait.types["Item"], (iter_ty,)), e.iter.span)  # type: ignore[arg-type]
                self.solve()
        source = self.reborrow(source, src)
        call = thir.Call(iter_ty, e.iter.span, self.items.sig(into), (src,), [source])
        names: dict[Key, thir.Local] = {}
        pat = self.check_pat(e.pat, self.known(item), names)
        self.ribs.append(names)
        start = self.diverges
        body, scope = self.in_loop("for", e.label, None, e.body, None)
        self.diverges = start
        self.ribs.pop()
        return thir.For(UNIT, e.span, pat, call, (self.items.sig(next_fn), (iter_ty,)), body, scope.label)

    def check_labelled(self, e: ast.BlockExpr, exp: Ty | None) -> thir.Expr:
        """``'a: { }``."""
        assert e.label is not None
        merge = Merge(self, exp if exp is not None else self.fresh("any", e.span))
        scope = LoopScope(thir.Label(e.label.name), e.label.key, "block", merge)
        self.fn.loops.append(scope)
        start = self.diverges
        block = self.check_block(e.block, exp, scope.label)
        assert isinstance(block, thir.Block)
        self.fn.loops.pop()
        if scope.broken:
            self.diverges = start
        value = block.tail if block.tail is not None else None
        if value is not None:
            block.tail = merge.add(value)
        elif self.shallow(block.ty) is not NEVER:
            merge.add(thir.TupleExpr(UNIT, e.span, []))
        ty = merge.merged if merge.merged is not None else NEVER
        block.ty = ty
        if block.tail is not None and self.shallow(block.tail.ty) is NEVER and ty is not NEVER:
            block.tail = thir.Coerce(ty, block.tail.span, "never", block.tail)
        return block

    def find_loop(self, label: Ident | None, span: Span, what: str) -> LoopScope | None:
        """The loop that a break or continue means; None after a message."""
        if label is None:
            for scope in reversed(self.fn.loops):
                if scope.kind != "block":
                    return scope
            where = "a closure" if self.fn.closure is not None else None
            message = f"`{what}` outside of a loop" + (" or labeled block" if what == "break" else "")
            if self.fn.closure is not None and self.fn.closure.suspends:
                around = self.fn.closure.suspends
                text = f"inside `async` {'function' if around == 'fn' else around}"
                self.cx.error("E0267", f"`{what}` {text}", span, f"cannot `{what}` {text}")
            elif where:
                self.cx.error("E0267", f"`{what}` inside of a closure", span, f"cannot `{what}` inside of a closure")
            else:
                self.cx.error("E0268", message, span, f"cannot {message}")
            return None
        for ctx in self.cx.sources.contexts(label.span.ctx) if label.span.ctx else (0,):
            for scope in reversed(self.fn.loops):
                if scope.key == (label.name, ctx):
                    return scope
        names = [s.key[0] for s in self.fn.loops if s.key]

        close = similar(label.name, names)
        outside = any(s.key and s.key[0] == label.name for f in self.fns[:-1] for s in f.loops)
        if outside:
            self.cx.error(
                "E0767", f"use of unreachable label `{label.name}`", label.span, f"unreachable label `{label.name}`"
            )
        else:
            self.cx.error(
                "E0426",
                f"use of undeclared label `{label.name}`",
                label.span,
                f"undeclared label `{label.name}`",
                helps=[f"a label with a similar name is reachable: `{close}`"] if close else (),
            )
        return None

    def check_break(self, e: ast.Break) -> thir.Expr:
        scope = self.find_loop(e.label, e.span, "break")
        value: thir.Expr | None = None
        if scope is None:
            if e.value is not None:
                self.check(e.value)
            self.diverges = True
            return self.error_expr(e.span)
        scope.broken = True
        if e.value is not None:
            if scope.merge is None:
                self.check(e.value)
                self.cx.error(
                    "E0571",
                    f"`break` with value from a `{scope.kind}` loop",
                    e.span,
                    "can only break with a value inside `loop` or breakable block",
                )
            else:
                value = scope.merge.add(
                    self.check(
                        e.value,
                        scope.merge.expected
                        if type(self.shallow(scope.merge.expected or ERROR)) is not Infer
                        else scope.merge.merged,
                    )
                )
        elif scope.merge is not None:
            unit = self.unit(e.span)
            target = scope.merge.merged or scope.merge.expected
            if target is not None and not self.unify(UNIT, target):
                self.mismatch_at(e.span, target, UNIT)
            elif scope.merge.merged is None:
                scope.merge.add(unit)
        self.diverges = True
        return thir.Break(NEVER, e.span, scope.label, value)

    def check_continue(self, e: ast.Continue) -> thir.Expr:
        scope = self.find_loop(e.label, e.span, "continue")
        self.diverges = True
        if scope is None:
            return self.error_expr(e.span)
        if scope.kind == "block":
            self.cx.error(
                "E0696", "`continue` pointing to a labeled block", e.span, "labeled blocks cannot be `continue`'d"
            )
        return thir.Continue(NEVER, e.span, scope.label)

    def check_return(self, e: ast.Return) -> thir.Expr:
        if not isinstance(self.owner, FnDefn) and self.fn.closure is None:
            self.cx.error("E0572", "return statement outside of function body", e.span, "")
            return self.error_expr(e.span)
        merge = self.fn.merge
        expected = merge.expected
        value: thir.Expr | None = None
        if e.value is not None:
            value = self.check(e.value, expected)
            value = merge.add(value, lambda x, t: self.mismatched(x, t, also=self.ret_note()))
            if self.shallow(value.ty) is NEVER:
                merge.exprs.pop()
        elif expected is not None and not self.unify(UNIT, expected):
            shown = self.resolve(expected)
            if not self.has_error(shown):
                self.cx.error(
                    "E0069",
                    "`return;` in a function whose return type is not `()`",
                    e.span,
                    "return type is not `()`",
                    also=self.ret_note() or (),
                )
        self.diverges = True
        return thir.Return(NEVER, e.span, value)
