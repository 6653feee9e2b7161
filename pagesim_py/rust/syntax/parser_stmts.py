"""Blocks and statements, and going on after an error in one of them."""

from __future__ import annotations

from ..span import Span
from . import ast
from .parser_core import ParseError, is_block_like
from .parser_exprs import ExprParser
from .tokens import Token

_ITEM_START = frozenset("fn struct enum trait impl mod use static type pub extern".split())


class StmtParser(ExprParser):
    """``{ statements }``."""

    def parse_block(self) -> ast.Block:
        token = self.tok
        if token.kind == "nt" and token.text == "block":
            inner = self.sub_parser(token.extra)
            block = inner.parse_block()
            self.bump()
            return block
        if token.kind != "{":
            raise self.fail(f"expected `{{`, found {self.found()}", None, "expected `{`")
        if not self.expand:
            self.skip_group()
            return ast.Block([], None, token.span)
        saved = self.no_struct, self.stmt_expr, self.allow_let, self.in_block, self.context.enter_block()
        self.no_struct = self.stmt_expr = self.allow_let = False
        self.in_block = True
        try:
            self.enter()
            self.inner_levels()
            stmts, tail = self.statements()
            self.leave()
        finally:
            self.no_struct, self.stmt_expr, self.allow_let, self.in_block, scope = saved
            self.context.leave_block(scope)
        return ast.Block(stmts, tail, self.since(token.span))

    def statements(self) -> tuple[list[ast.Stmt], ast.Expr | None]:
        """Statements up to the end of the group, and the value behind them."""
        stmts: list[ast.Stmt] = []
        tail: ast.Expr | None = None
        last: ast.Stmt | None = None  # unless a lone semicolon follows
        while not self.at_end:
            depth = len(self.outer)
            before, count = self.tok, len(stmts)
            try:
                tail = self.statement(stmts)
                if tail is not None:
                    if self.at_end:
                        break
                    stmts.append(ast.ExprStmt(tail.span, tail, False))
                    tail = None
            except ParseError:
                self.unwind(depth)
                self.skip_statement(before)
            if len(stmts) > count or before.kind == ";":
                last = stmts[-1] if len(stmts) > count else None
        if tail is None and isinstance(last, ast.ExprStmt) and not last.semi:
            tail = last.expr  # what stood behind it is not part of the program
            stmts.pop()
        return stmts, tail

    def skip_statement(self, before: Token) -> None:
        """After an error: on to behind the next ``;`` or block, or to what can only begin a statement."""
        if self.tok is before and not self.at_end:
            self.bump()
        while not self.at_end:
            if self.tok.kind == ";":
                self.bump()
                return
            if self.tok.kind == "let" or self.tok.kind in ("fn", "struct", "impl", "enum"):
                return
            if self.tok.kind == "{":
                self.skip_group()
                if self.tok.kind != "else":
                    return
                continue
            self.bump()

    def statement(self, stmts: list[ast.Stmt]) -> ast.Expr | None:
        """One statement onto ``stmts``; an expression without semicolon that ends the block is returned instead."""
        if self.tok.kind == ";":
            self.bump()
            return None
        start = self.tok.span
        attrs: list[ast.Attr] | None = []
        first = self.tok
        if first.kind == "#" or first.kind == "doc":
            attrs = self.outer_attributes()
        if attrs is None:
            self.skipped(stmts)
            return None
        known, item = len(stmts), not attrs or self.begins_item()
        behind = self.tok.span
        try:
            tail = self.statement_after(stmts, attrs, start)
        finally:
            self.levels_over(attrs, start, self.prev.span)
        if not item:
            self.misplaced_tests(attrs, behind.to(self.prev.span))
        last = stmts[-1] if len(stmts) > known else None
        expr = last.expr if isinstance(last, ast.ExprStmt) else tail
        if attrs and isinstance(expr, ast.Assign | ast.Binary | ast.Cast | ast.Range):
            self.unstable_attribute(attrs)  # they belong to its first operand
        return tail

    def statement_after(self, stmts: list[ast.Stmt], attrs: list[ast.Attr], start: Span) -> ast.Expr | None:
        """The statement behind its attributes."""
        kind = self.tok.kind
        if kind == "let":
            stmts.append(self.let_statement())
            return None
        if kind == "nt" and self.tok.text in ("stmt", "item"):
            return self.statement_fragment(stmts)
        if kind == "mut":
            raise self.fail("invalid variable declaration", None, helps=["missing keyword: `let mut`"])
        if kind == "ident":
            self.mend_case(("let",))
            if self.tok.kind == "let":
                stmts.append(self.let_statement())
                return None
        if self.begins_item():
            stmts.extend(ast.ItemStmt(item.span, item) for item in self.parse_item(attrs, start))
            return None
        if self.macro_statement_ahead():
            return self.macro_statement(stmts)
        return self.expression_statement(stmts, start)

    def mend_case(self, words: tuple[str, ...]) -> None:
        """``Let``, ``FN``: a keyword in the wrong case in front of a name is reported and read as the keyword."""
        token = self.tok
        meant = token.text.lower()
        if token.kind == "ident" and meant in words and not token.extra and self.peek().kind in ("ident", "mut", "_"):
            self.diagnostics.error(
                f"keyword `{meant}` is written in the wrong case",
                token.span,
                helps=[f"write it in lowercase: `{meant}`"],
            )
            self.tok = Token(meant, meant, token.span)

    def skipped(self, stmts: list[ast.Stmt]) -> None:
        """A statement that ``cfg`` takes away: read and dropped."""
        expand, self.expand = self.expand, False
        dropped: list[ast.Stmt] = []
        try:
            if self.begins_item():
                self.parse_item([], self.tok.span)
            elif self.tok.kind == "let":
                self.let_statement()
            elif self.macro_statement_ahead() and self.skip_macro_statement():
                pass
            else:
                self.expression_statement(dropped, self.tok.span)
        finally:
            self.expand = expand

    def skip_macro_statement(self) -> bool:
        """Drop ``name!{...}`` or ``name!(...);``; False if an expression goes on behind it."""
        while self.tok.kind != "!":
            self.bump()
        self.bump()
        if self.tok.kind == "ident":
            self.bump()
        group = self.skip_group()
        if self.tok.kind == ";":
            self.bump()
            return True
        return group.kind == "{" or self.at_end

    def expression_statement(self, stmts: list[ast.Stmt], start: Span) -> ast.Expr | None:
        expr = self.restricted(False, True, False)
        return self.finish_expression(expr, stmts, start)

    def finish_expression(self, expr: ast.Expr, stmts: list[ast.Stmt], start: Span) -> ast.Expr | None:
        """What follows an expression at statement level."""
        if self.tok.kind == ";":
            self.bump()
            stmts.append(ast.ExprStmt(self.since(start), expr, True))
            return None
        if self.at_end:
            return expr
        if is_block_like(expr) and expr is not self.in_parens:
            stmts.append(ast.ExprStmt(expr.span, expr, False))
            return None
        self.statement_typo(expr)
        self.not_expected([*self.expected, ";", "}"])  # returns if a semicolon was mended
        stmts.append(ast.ExprStmt(expr.span, expr, True))
        return None

    def statement_typo(self, expr: ast.Expr) -> None:
        """Mistakes that deserve words of their own; raises when it knows one."""
        name = (
            expr.path.segments[0].ident.name if isinstance(expr, ast.PathExpr) and len(expr.path.segments) == 1 else ""
        )
        if name in ("var", "auto") and self.tok.kind == "ident" and not self.line_break_before():
            raise self.fail(
                "invalid variable declaration",
                expr.span,
                helps=["write `let` instead of `" + name + "` to introduce a new variable"],
            )
        if name in ("fun", "func", "function", "def", "fnn") and self.tok.kind == "ident" and self.peek().kind == "(":
            raise self.fail(
                f"expected one of `!`, `.`, `::`, `;`, `?`, `{{`, `}}`, or an operator, found {self.found()}",
                None,
                "expected one of 8 possible tokens",
                helps=["write `fn` instead of `" + name + "` to declare a function"],
            )

    def let_statement(self) -> ast.Stmt:
        """``let pattern: type = value else { };``."""
        start = self.bump().span
        if self.tok.kind == "const":
            self.diagnostics.error(
                "`const` and `let` are mutually exclusive", start.to(self.tok.span), helps=["remove `let`"]
            )
            self.bump()
        if self.tok.kind in ("+=", "-=", "*="):
            raise self.fail("can't reassign an uninitialized variable", None)
        pat = self.parse_pattern()
        ty = None
        if self.tok.kind == ":":
            self.bump()
            ty = self.let_type()
        else:
            self.expected.append(":")
        init = self.let_init()
        else_ = None
        if init is not None and self.tok.kind == "else":
            self.bump()
            else_ = self.parse_block()
        elif init is not None:
            self.expected.append("else")
        if self.tok.kind == ";":
            self.bump()
        elif (
            self.tok.kind == ":"
            and init is not None
            and self.line_break_before() is False
            and self.peek().kind in ("let", "}")
        ):
            self.diagnostics.error("expected `;`, found `:`", self.tok.span, helps=["change this to `;`"])
            self.bump()
        else:
            self.not_expected([*self.expected, ";"])
        return ast.LetStmt(self.since(start), pat, ty, init, else_)

    def let_type(self) -> ast.Type:
        at = self.tok.span
        if self.tok.kind in ("lit",):
            colon = self.prev.span
            if self.tok.kind == "lit":
                raise self.fail(
                    f"expected type, found {self.found()}",
                    None,
                    "expected type",
                    helps=["use `=` if you meant to assign"],
                    secondary=[(colon, "while parsing the type")],
                )
        del at
        return self.parse_type()

    def let_init(self) -> ast.Expr | None:
        """``= value`` if it stands here."""
        if self.tok.kind == "=":
            self.bump()
            return self.parse_expr()
        if self.tok.kind == "==":
            self.diagnostics.error("unexpected `==`", self.tok.span, helps=["try using `=` instead"])
            self.bump()
            return self.parse_expr()
        if self.tok.kind in ("+=", "-=", "*=", "/=", "|=", "&=", "^=", "%="):
            self.diagnostics.error(
                "can't reassign an uninitialized variable",
                self.tok.span,
                helps=["initialize the variable: `=`"],
                notes=["if you meant to overwrite, remove the `let` binding"],
            )
            self.bump()
            return self.parse_expr()
        self.expected.append("=")
        return None

    # --- what begins here ---------------------------------------------------------------------------------------------

    def begins_item(self) -> bool:
        """Whether an item (not an expression) begins at the current token."""
        kind = self.tok.kind
        if kind in _ITEM_START or (kind == "nt" and self.tok.text == "vis"):
            return True
        if kind == "const":
            return self.peek().kind not in ("{", "|", "||", "move")
        if kind == "unsafe":
            return self.peek().kind in ("fn", "impl", "trait", "extern", "mod", "auto") or (
                self.peek().kind == "ident" and self.peek().text == "auto"
            )
        if kind == "async":
            return self.peek().kind in ("fn", "unsafe")
        if kind == "ident" and not self.tok.extra:
            following = self.peek()
            if self.tok.text == "union":
                return following.kind == "ident" and self.peek(2).kind in ("{", "<", "where")
            if self.tok.text == "auto":
                return following.kind == "trait"
            if self.tok.text == "macro_rules":
                return following.kind == "!" and self.peek(2).kind in ("ident", "macro")
            if self.tok.text == "safe":
                return following.kind in ("fn", "static")
        return kind == "macro" and self.peek().kind == "ident"

    def macro_statement_ahead(self) -> bool:
        """Whether ``path!(...)`` stands here."""
        ahead = 0
        kind = self.tok.kind
        if kind == "nt" and self.tok.text == "path":
            return self.peek().kind == "!" and self.peek(2).kind in ("(", "[", "{")
        if kind == "::":
            ahead = 1
            kind = self.peek().kind
        while kind in ("ident", "crate", "self", "super", "$crate"):
            following = self.peek(ahead + 1).kind
            if following == "!":
                return self.peek(ahead + 2).kind in ("(", "[", "{")
            if following != "::":
                return False
            ahead += 2
            kind = self.peek(ahead).kind
        return False

    def statement_fragment(self, stmts: list[ast.Stmt]) -> ast.Expr | None:
        """A statement or item that a macro took in."""
        token = self.tok
        inner = self.sub_parser(token.extra)
        assert isinstance(inner, StmtParser)
        inner.in_block = True
        tail = inner.fragment_statement(stmts)
        self.bump()
        if tail is not None:
            return self.finish_expression(
                self.operators_after(tail, 0, token.span) if not is_block_like(tail) else tail, stmts, token.span
            )
        if self.tok.kind == ";":
            self.bump()
        return None

    def fragment_statement(self, stmts: list[ast.Stmt]) -> ast.Expr | None:
        """Read all tokens as one statement whose last semicolon may be missing."""
        if self.tok.kind == "let":
            if self.tokens[-2].kind != ";":
                end = self.tokens[-1]
                self.tokens = [*self.tokens[:-1], Token(";", ";", end.span), end]
            stmts.append(self.let_statement())
            return None
        return self.statement(stmts)

    def parse_whole_block(self) -> tuple[list[ast.Stmt], ast.Expr | None]:
        """All tokens as statements (the expansion of a macro in statement position)."""
        self.in_block = True
        return self.statements()

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def parse_item(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        """The item that begins here; none if ``cfg`` took it, several if a derive or macro made more."""
        raise NotImplementedError

    def macro_statement(self, stmts: list[ast.Stmt]) -> ast.Expr | None:
        """``path!(...)`` as a statement."""
        raise NotImplementedError
