"""Expressions that begin with a keyword: branches, loops, closures, jumps."""

from __future__ import annotations

from ..span import Ident, Span
from . import ast
from .parser_core import ParseError, is_block_like
from .parser_patterns import PatternParser
from .tokens import CLOSERS

UNSUPPORTED = {
    "yield": "write an iterator (`impl Iterator`) or a loop instead",
    "gen": "write an iterator (`impl Iterator`) or a loop instead",
    "become": "use a plain call or a loop",
    "do": "use `loop`, `while` or `for`",
}


class ControlParser(PatternParser):
    """``if``, ``match``, loops, closures, ``return`` and kin."""

    def control(self, kind: str) -> ast.Expr | None:
        """The expression that begins with the current token of this kind; None if no such thing begins so."""
        if kind == "if":
            return self.if_expr()
        if kind == "match":
            return self.match_expr()
        if kind in ("loop", "while", "for"):
            if kind == "for" and self.peek().kind == "<":
                self.for_lifetimes()
                return self.closure()
            return self.loop_expr(None)
        if kind == "unsafe" or kind == "const":
            return self.marked_block(kind)
        if kind in ("|", "||", "move", "static"):
            return self.closure()
        if kind == "async":
            return self.async_expr()
        if kind == "lifetime":
            return self.labelled()
        if kind in ("return", "break", "continue"):
            return self.jump(kind)
        if kind == "let":
            return self.let_condition()
        if kind in UNSUPPORTED:
            return self.unsupported(kind)
        return None

    def unsupported(self, word: str) -> ast.Expr:
        """A keyword of Rust that pagesim does not follow."""
        raise self.fail(f"`{word}` is not supported by pagesim", None, "not supported", helps=[UNSUPPORTED[word]])

    # --- branches -----------------------------------------------------------------------------------------------------

    def if_expr(self) -> ast.Expr:
        start = self.bump().span
        if self.tok.kind == "{" and self.peek().kind != "{":
            self.diagnostics.error(
                "missing condition for `if` expression", self.after_prev(), label="expected condition here"
            )
            cond: ast.Expr = ast.ErrorExpr(start)
        else:
            cond = self.parse_condition()
        then = self.body_block("if", start)
        expr = ast.If(start, cond, then, None)
        if self.tok.kind == "else":
            self.bump()
            if self.tok.kind == "if":
                expr.else_ = self.if_expr()
            else:
                at = self.tok.span
                if not self.begins_block():
                    self.else_without_block()
                block = self.parse_block()
                expr.else_ = ast.BlockExpr(self.since(at), block)
        else:
            self.expected.append("else")
        expr.span = self.since(start)
        return expr

    def else_without_block(self) -> None:
        """``else`` without braces."""
        token = self.tok
        if token.kind in ("ident", "lit", "(") or token.kind in (
            "return",
            "break",
            "continue",
            "true",
            "false",
            "*",
            "&",
            "!",
            "-",
        ):
            if token.kind in ("ident", "(", "!", "true", "false") and self.condition_follows():
                raise self.fail(
                    f"expected `{{`, found {self.found()}",
                    None,
                    "expected an `if` or a block after this `else`",
                    helps=["add an `if` if this is the condition of a chained `else if` statement"],
                )
        raise self.fail(
            f"expected `{{`, found {self.found()}", None, "expected `{`", helps=["try placing this code inside a block"]
        )

    def condition_follows(self) -> bool:
        """Whether a block comes before the statement's end, as after a condition."""
        for ahead in range(1, 12):
            kind = self.peek(ahead).kind
            if kind == "{":
                return True
            if kind == ";" or kind in CLOSERS:
                return False
        return False

    def body_block(self, what: str, start: Span) -> ast.Block:
        """The block that ``if``, ``while``, ``for`` need."""
        if not self.begins_block():
            note = []
            if what == "if" and self.at_end and self.prev.kind == "{":
                raise self.fail(
                    "this `if` expression is missing a block after the condition", start, helps=["add a block here"]
                )
            if what == "if":
                note = [(start, "this `if` expression is missing a block after the condition")]
            raise self.fail(f"expected `{{`, found {self.found()}", None, "expected `{`", secondary=note)
        return self.parse_block()

    def let_condition(self) -> ast.Expr:
        """``let pattern = value`` in a condition."""
        start = self.bump().span
        if not self.allow_let:
            self.diagnostics.error(
                "expected expression, found `let` statement",
                start,
                notes=["only supported directly in conditions of `if` and `while` expressions"],
            )
        pat = self.parse_pattern()
        if not self.eat("="):
            if self.tok.kind == "==":
                self.diagnostics.error("expected `=`, found `==`", self.tok.span, helps=["consider using `=` here"])
                self.bump()
            elif self.tok.kind == ":":
                raise self.fail(f"expected `=`, found {self.found()}", None, "expected `=`")
            else:
                self.not_expected([*self.expected, "="])
        allow, self.allow_let = self.allow_let, False
        try:
            value = self.operators(5)
        finally:
            self.allow_let = allow
        return ast.LetExpr(self.since(start), pat, value)

    def match_expr(self) -> ast.Expr:
        start = self.bump().span
        scrutinee = self.parse_expr_no_struct()
        if self.tok.kind != "{":
            self.not_expected([*self.expected, "{"])
        self.enter()
        self.inner_levels()
        arms: list[ast.Arm] = []
        while not self.at_end:
            arm = self.arm()
            if arm is not None:
                arms.append(arm)
        self.leave()
        return ast.Match(self.since(start), scrutinee, arms)

    def arm(self) -> ast.Arm | None:
        """One arm with its comma; None if ``cfg`` takes it away."""
        first = self.tok.span
        attrs = self.outer_attributes() if self.tok.kind in ("#", "doc") else []
        keep = attrs is not None
        start = self.tok.span
        pat = self.parse_pattern()
        guard = self.restricted(False, False, True) if self.eat("if") else None
        if not self.eat("=>"):
            if self.tok.kind in ("->", "=", ":"):
                kinds = [*self.expected, "=>", *([] if guard is not None else ["if"])]
                try:
                    self.not_expected(kinds)
                except ParseError:
                    self.diagnostics.items[-1].helps.append("use a fat arrow to start a match arm: `=>`")
                self.bump()
            else:
                self.not_expected([*self.expected, "=>", *([] if guard is not None else ["if"])])
        body = self.restricted(False, True, False)
        self.levels_over(attrs or [], first, self.prev.span)
        if self.tok.kind == "," or self.at_end:
            self.eat(",")
        elif not self.complete_without_comma(body):
            self.after_arm(body.span)
        return ast.Arm(pat, guard, body, self.since(start)) if keep else None

    def complete_without_comma(self, body: ast.Expr) -> bool:
        """A block body needs no comma."""
        return is_block_like(body) and body is not self.in_parens

    def after_arm(self, body: Span) -> None:
        """The comma between two arms is missing."""
        for ahead in range(1, 12):
            kind = self.peek(ahead).kind
            if kind == "=>":
                if self.tok.kind == ";":
                    break
                self.diagnostics.error(
                    "expected `,` following `match` arm",
                    self.after_prev(),
                    helps=["missing a comma here to end this `match` arm: `,`"],
                )
                return
            if kind in CLOSERS or kind == ",":
                break
        if self.tok.kind == ";":
            self.diagnostics.error(
                "`match` arm body without braces",
                body,
                helps=["surround the statement with a body: `{ ...; }`"],
            )
            while not self.at_end and self.tok.kind != ",":
                if self.peek().kind == "=>":
                    return
                self.bump()
            self.eat(",")
            return
        self.not_expected([*self.expected, ",", "}"])

    # --- loops and blocks ---------------------------------------------------------------------------------------------

    def loop_expr(self, label: Ident | None) -> ast.Expr:
        start = label.span if label is not None else self.tok.span
        kind = self.bump().kind
        if kind == "loop":
            if not self.begins_block():
                self.not_expected(["{"])
            body = self.parse_block()
            return ast.Loop(self.since(start), body, label)
        if kind == "while":
            cond = self.parse_condition()
            return self.finish_loop(ast.While(start, cond, self.body_block("while", start), label))
        if self.tok.kind == "(" and self.peek().kind == "{" and any(t.kind == "in" for t in self.tok.extra):
            return self.for_in_parens(start, label)
        pat = self.parse_pattern()
        if not self.eat("in"):
            if self.tok.kind in ("=", ":") or self.is_word("of"):
                self.diagnostics.error(
                    "missing `in` in `for` loop",
                    self.tok.span,
                    helps=["try using `in` here instead"],
                )
                self.bump()
            else:
                self.diagnostics.error("missing `in` in `for` loop", self.after_prev(), helps=["try adding `in` here"])
        iterator = self.parse_expr_no_struct()
        return self.finish_loop(ast.For(start, pat, iterator, self.body_block("for", start), label))

    def for_in_parens(self, start: Span, label: Ident | None) -> ast.Expr:
        """``for (x in y) {``, as other languages have it."""
        group = self.enter()
        pat = self.parse_pattern()
        self.expect("in")
        iterator = self.parse_expr()
        close = self.leave()
        self.diagnostics.error(
            "unexpected parentheses surrounding `for` loop head",
            group.span,
            secondary=[(close.span, "")],
            helps=["remove parentheses in `for` loop"],
        )
        return self.finish_loop(ast.For(start, pat, iterator, self.body_block("for", start), label))

    def finish_loop(self, loop: ast.While | ast.For) -> ast.Expr:
        loop.span = self.since(loop.span)
        return loop

    def labelled(self) -> ast.Expr:
        """``'a: loop { }``, ``'a: { }``."""
        label = self.lifetime()
        if not self.eat(":"):
            if self.tok.kind in ("loop", "while", "for", "{"):
                self.diagnostics.error(
                    "labeled expression must be followed by `:`",
                    self.since(label.span),
                    helps=["add `:` after the label"],
                )
        if self.tok.kind in ("loop", "while", "for"):
            return self.loop_expr(label)
        if self.begins_block():
            block = self.parse_block()
            return ast.BlockExpr(self.since(label.span), block, "", label)
        raise self.fail(
            "expected `while`, `for`, `loop` or `{` after a label",
            None,
            "expected `while`, `for`, `loop` or `{` after a label",
        )

    def marked_block(self, kind: str) -> ast.Expr:
        """``unsafe { }``, ``const { }``; ``const || ...`` closures."""
        start = self.bump().span
        if kind == "const" and self.tok.kind in ("|", "||", "move"):
            return self.closure()
        if not self.begins_block():
            raise self.fail(
                f"expected `{{`, found {self.found()}"
                if kind == "unsafe"
                else f"expected expression, found keyword `{kind}`",
                None if kind == "unsafe" else start,
                "expected `{`" if kind == "unsafe" else "expected expression",
            )
        block = self.parse_block()
        return ast.BlockExpr(self.since(start), block, kind)

    def async_expr(self) -> ast.Expr:
        """``async { }``, ``async move { }``, or a closure."""
        if self.peek().kind in ("|", "||") or (self.peek().kind == "move" and self.peek(2).kind in ("|", "||")):
            return self.closure()
        if self.peek().kind not in ("{", "move") or (self.peek().kind == "move" and self.peek(2).kind != "{"):
            raise self.fail(f"expected expression, found {self.found()}", None, "expected expression")
        start = self.bump().span
        move = self.eat("move")
        block = self.parse_block()
        return ast.AsyncBlock(self.since(start), block, move)

    def closure(self) -> ast.Expr:
        start = self.tok.span
        self.eat("static")
        async_ = self.eat("async")
        move = self.eat("move")
        params: list[ast.ClosureParam] = []
        if not self.eat("||"):
            if not self.eat("|"):
                raise self.fail(
                    f"expected one of `async`, `|`, or `||`, found {self.found()}",
                    None,
                    "expected one of `async`, `|`, or `||`",
                )
            while self.tok.kind != "|" and not self.at_end:
                keep = self.attributes_allow()
                pat = self.parse_pattern(top=False)
                ty = self.parse_type() if self.eat(":") else None
                if keep:
                    params.append(ast.ClosureParam(pat, ty))
                if not self.eat(","):
                    break
            if not self.eat_split("|"):
                self.not_expected([*self.expected, ",", "|"])
        ret = None
        if self.eat("->"):
            ret = self.parse_type(plus=False)
            if not self.begins_block():
                self.not_expected(["{"])
            at = self.tok.span
            body: ast.Expr = ast.BlockExpr(at, self.parse_block())
            body.span = self.since(at)
        else:
            body = self.parse_inner_expr()
        if async_:
            return self.async_closure(self.since(start), params, ret, body, move)
        return ast.Closure(self.since(start), params, ret, body, move)

    def async_closure(
        self, span: Span, params: list[ast.ClosureParam], ret: ast.Type | None, body: ast.Expr, move: bool
    ) -> ast.Expr:
        """``async |x| body``: a closure that gives a future, which has the arguments."""
        block = body.block if isinstance(body, ast.BlockExpr) and not body.kind else ast.Block([], body, body.span)
        return ast.Closure(span, params, None, ast.AsyncBlock(body.span, block, move, True, ret), move)

    # --- jumps --------------------------------------------------------------------------------------------------------

    def jump(self, kind: str) -> ast.Expr:
        """``return x``, ``break 'a x``, ``continue 'a``."""
        start = self.bump().span
        if kind == "return":
            value = self.parse_inner_expr() if self.can_begin_expr() else None
            return ast.Return(self.since(start), value)
        label = None
        if self.tok.kind == "lifetime":
            label = self.lifetime()
        if kind == "continue":
            return ast.Continue(self.since(start), label)
        value = None
        if self.can_begin_expr():
            value = self.parse_inner_expr()
        return ast.Break(self.since(start), label, value)

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def restricted(self, no_struct: bool, stmt_expr: bool, allow_let: bool) -> ast.Expr:
        """An expression under the given restrictions."""
        raise NotImplementedError

    def parse_condition(self) -> ast.Expr:
        """The condition of ``if`` or ``while``: may hold ``let``, no bare struct literal."""
        raise NotImplementedError

    def parse_expr_no_struct(self) -> ast.Expr:
        """An expression behind which ``{`` begins a block."""
        raise NotImplementedError

    def parse_inner_expr(self) -> ast.Expr:
        """An expression that ends a larger one: the restriction on braces goes on."""
        raise NotImplementedError

    def operators(self, least: int) -> ast.Expr:
        """An expression whose operators bind at least as strongly as ``least``."""
        raise NotImplementedError

    def can_begin_expr(self) -> bool:
        """Whether an expression may begin at the current token."""
        raise NotImplementedError
