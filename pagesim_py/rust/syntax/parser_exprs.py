"""Expressions: operators by precedence, calls and fields, and everything that begins with its own token."""

from __future__ import annotations

from ..span import Ident, Span
from . import ast
from .parser_core import is_block_like
from .parser_operators import OperatorParser
from .tokens import KEYWORDS, PATH_KEYWORDS, Token


class ExprParser(OperatorParser):
    """Operators, prefixes, postfixes and the simple primaries."""

    # --- operators ----------------------------------------------------------------------------------------------------

    # --- prefixes -----------------------------------------------------------------------------------------------------

    # --- postfixes ----------------------------------------------------------------------------------------------------

    def postfix(self, expr: ast.Expr, start: Span) -> ast.Expr:
        while True:
            kind = self.tok.kind
            if kind == ".":
                self.bump()
                expr = self.after_dot(expr, start)
            elif kind == "->" and self.peek().kind in ("ident", "lit"):
                self.diagnostics.error(
                    "`->` is not valid syntax for field accesses and method calls",
                    self.bump().span,
                    helps=["try using `.` instead"],
                    notes=[
                        "the `.` operator will automatically dereference the value, except if the value is a raw "
                        "pointer"
                    ],
                )
                expr = self.after_dot(expr, start)
            elif kind == "?":
                self.bump()
                expr = ast.Try(self.since(start), expr)
            elif self.stmt_expr and is_block_like(expr) and expr is not self.in_parens:
                self.expected += ["?", "."]
                return expr
            elif kind == "(":
                args = self.call_args()
                expr = ast.Call(self.since(start), expr, args)
            elif kind == "[":
                bracket = self.tok.span
                self.enter()
                index = self.parse_expr()
                if self.tok.kind != "]":
                    self.not_expected([*self.expected, "]"])
                self.leave()
                expr = ast.Index(
                    self.since(start), expr, index, Span(bracket.file, bracket.lo, self.prev.span.hi, bracket.ctx)
                )
            else:
                self.expected += ["?", "."]
                return expr

    def call_args(self) -> list[ast.Expr]:
        """``(a, b)``."""
        self.enter()
        args = []
        while not self.at_end:
            keep = self.attributes_allow()
            arg = self.parse_expr()
            if keep:
                args.append(arg)
            if not self.eat(","):
                break
        if not self.at_end:
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        return args

    def after_dot(self, expr: ast.Expr, start: Span) -> ast.Expr:
        token = self.tok
        if token.kind == "ident" or token.kind in KEYWORDS:
            if token.kind == "await":
                self.bump()
                return ast.Await(self.since(start), expr, token.span)
            if token.kind in KEYWORDS:
                if token.kind == "match":
                    raise self.fail("`.match` is not supported by pagesim", None, helps=["write `match value { ... }`"])
                self.expected_ident()
                self.bump()
                return ast.FieldExpr(self.since(start), expr, Ident(token.text, token.span))
            self.bump()
            name = Ident(token.text, token.span)
            args = None
            if self.tok.kind == "::" and self.peek().kind in ("<", "<<"):
                self.bump()
                args = self.parse_generic_args()
            else:
                self.expected += ["("] if self.tok.kind == "::" else ["::", "("]
            if self.tok.kind == "(":
                return self.method(expr, ast.Segment(name, args), start)
            if args is not None:
                self.diagnostics.error("field expressions cannot have generic arguments", args.span)
            return ast.FieldExpr(self.since(start), expr, name)
        if token.kind == "lit" and token.extra[0] in ("int", "float"):
            return self.tuple_fields(expr, token, start)
        if (
            token.kind == "nt"
            and token.text in ("literal", "expr")
            and len(token.extra) == 1
            and token.extra[0].kind == "lit"
        ):
            self.bump()
            return ast.FieldExpr(self.since(start), expr, Ident(token.extra[0].text, token.span))
        self.diagnostics.error(f"unexpected token: {self.found()}", token.span)
        return expr

    def method(self, receiver: ast.Expr, segment: ast.Segment, start: Span) -> ast.Expr:
        args = self.call_args()
        return ast.MethodCall(self.since(start), receiver, segment, args)

    def tuple_fields(self, expr: ast.Expr, token: Token, start: Span) -> ast.Expr:
        """``.0``, or ``.0.1`` that was scanned as a float."""
        self.bump()
        if token.extra[2]:
            self.diagnostics.error(
                "suffixes on a tuple index are invalid", token.span, label=f"invalid suffix `{token.extra[2]}`"
            )
        offset = token.span.lo
        text = token.text[: len(token.text) - len(token.extra[2])] if token.extra[2] else token.text
        parts = text.split(".")
        for part in parts:
            if not part:  # "0." before a macro's variable or the like: the point goes on to another field
                return self.after_dot(expr, start)
            if not part.isdigit():
                self.diagnostics.error(f"unexpected token: `{text}`", token.span)
                return expr
            span = Span(token.span.file, offset, offset + len(part), token.span.ctx)
            expr = ast.FieldExpr(
                Span(start.file, start.lo, span.hi, start.ctx) if start.ctx == span.ctx else start,
                expr,
                Ident(part, span),
            )
            offset += len(part) + 1
        return expr

    # --- primaries ----------------------------------------------------------------------------------------------------

    def primary(self) -> ast.Expr:
        token = self.tok
        kind, start = token.kind, token.span
        if kind == "lit" or kind in ("true", "false"):
            return self.parse_literal()
        if kind == "ident" or kind in PATH_KEYWORDS or kind in ("::", "<", "<<"):
            return self.path_expr()
        if kind == "(":
            return self.parens()
        if kind == "[":
            return self.array()
        if kind == "{":
            return self.plain_block()
        if kind == "nt":
            return self.fragment_expr()
        if kind == "_":
            self.bump()
            return ast.Underscore(start)
        special = self.control(kind)
        if special is not None:
            return special
        if kind == "#":
            self.misplaced_attributes()
            return self.primary()
        if self.tok.kind == "eof" and self.context.depth and not self.macro_arguments:
            raise self.fail(
                "macro expansion ends with an incomplete expression: expected expression",
                self.after_prev(),
                "expected expression",
            )
        raise self.fail(f"expected expression, found {self.found()}", None, "expected expression")

    def plain_block(self) -> ast.Expr:
        start = self.tok.span
        block = self.parse_block()
        return ast.BlockExpr(self.since(start), block)

    def parse_literal(self) -> ast.Expr:
        token = self.tok
        if token.kind in ("true", "false"):
            self.bump()
            return ast.Literal(token.span, "bool", token.kind == "true", "")
        if token.kind == "nt":
            return self.parse_literal_fragment()
        if token.kind != "lit":
            raise self.fail(f"expected literal, found {self.found()}", None, "expected literal")
        self.bump()
        kind, value, suffix = token.extra
        return ast.Literal(token.span, kind, value, suffix)

    def parse_literal_fragment(self) -> ast.Expr:
        token = self.tok
        inner = self.sub_parser(token.extra)
        expr = inner.parse_expr()
        self.bump()
        return expr

    def parse_const_arg(self) -> ast.Expr:
        if self.tok.kind == "{":
            return self.plain_block()
        if self.tok.kind == "nt":
            return self.fragment_expr()
        return self.literal_pattern()

    def parens(self) -> ast.Expr:
        """``()``, ``(a)``, ``(a,)``, ``(a, b)``. An expression in parentheses keeps no node, but its span takes them
        in, as in rustc.
        """
        start = self.tok.span
        self.enter()
        if self.tok.kind == "#" and not any(t.kind == "," for t in self.tokens):
            self.misplaced_attributes()
        items: list[ast.Expr] = []
        comma = True
        while not self.at_end:
            keep = self.attributes_allow()
            item = self.parse_expr()
            if keep:
                items.append(item)
            comma = self.eat(",")
            if not comma:
                break
        if not self.at_end:
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        span = self.since(start)
        if len(items) == 1 and not comma:
            inner = items[0]
            self.in_parens = inner
            if inner.span.file == span.file and inner.span.ctx == span.ctx and span.lo <= inner.span.lo:
                inner.span = span
            return inner
        return ast.TupleExpr(span, items)

    def array(self) -> ast.Expr:
        start = self.tok.span
        self.enter()
        if self.at_end:
            self.leave()
            return ast.ArrayExpr(self.since(start), [])
        keep = self.attributes_allow()
        first = self.parse_expr()
        if self.tok.kind == ";":
            self.bump()
            length = self.parse_expr()
            if not self.at_end:
                self.not_expected([*self.expected, "]"])
            self.leave()
            return ast.RepeatExpr(self.since(start), first, length)
        self.expected.append(";")
        items = [first] if keep else []
        if self.eat(","):
            while not self.at_end:
                keep = self.attributes_allow()
                item = self.parse_expr()
                if keep:
                    items.append(item)
                if not self.eat(","):
                    break
        if not self.at_end:
            self.not_expected([*self.expected, "]", ","] if items[1:] else [*self.expected, "]"])
        self.leave()
        return ast.ArrayExpr(self.since(start), items)

    def path_expr(self) -> ast.Expr:
        """A path; a macro call or struct literal if it goes on so."""
        start = self.tok.span
        path = self.parse_path("expr")
        kind = self.tok.kind
        if kind == "!" and self.peek().kind in ("(", "[", "{"):
            return self.macro_expr(path, start)
        if kind == "!" and path.segments:
            self.bump()
            self.skip_group()  # fails: there is none
        if kind == "{" and not self.no_struct and path.segments:
            return self.struct_literal(path, start)
        if kind == "{" and path.segments and self.looks_like_struct():
            return self.struct_in_condition(path, start)
        self.expected += ["!", "{"]
        return ast.PathExpr(path.span, path)

    def looks_like_struct(self) -> bool:
        """Whether the braces here can only be a struct literal's (``{ name: value`` or ``{ name,``)."""
        inside = self.tok.extra
        return (
            len(inside) > 2
            and inside[0].kind == "ident"
            and (
                inside[1].kind == ","
                or (inside[1].kind == ":" and inside[2].kind not in ("ident",) and inside[2].kind != ":")
            )
            and self.peek().kind == "{"
        )

    def struct_in_condition(self, path: ast.Path, start: Span) -> ast.Expr:
        """A struct literal where it is not allowed, and certainly one."""
        expr = self.struct_literal(path, start)
        self.diagnostics.error(
            "struct literals are not allowed here", expr.span, helps=["surround the struct literal with parentheses"]
        )
        return expr

    def struct_literal(self, path: ast.Path, start: Span) -> ast.Expr:
        """``Path { a: x, b, ..base }``, at the brace."""
        self.enter()
        fields: list[ast.FieldInit] = []
        base: ast.Expr | None = None
        rest: Span | None = None
        while not self.at_end:
            keep = self.attributes_allow()
            if self.tok.kind == "..":
                dots = self.bump().span
                if self.at_end:
                    rest = dots
                    break
                base = self.parse_expr()
                if self.tok.kind == ",":
                    self.diagnostics.error(
                        "cannot use a comma after the base struct",
                        dots.to(base.span),
                        helps=["remove this comma"],
                    )
                    self.bump()
                break
            field = self.field_init()
            if keep:
                fields.append(field)
            if not self.eat(","):
                if self.tok.kind == ";":
                    raise self.fail(
                        "expected one of `,`, `:`, or `}`, found `;`"
                        if isinstance(field.value, ast.PathExpr) and field.value.span == field.ident.span
                        else "expected one of `,`, `.`, `?`, `}`, or an operator, found `;`",
                        None,
                        "expected `,` or `}`",
                        helps=["try adding a comma: `,`"],
                    )
                break
        if not self.at_end:
            self.not_expected([*self.expected, "}", ","])
        self.leave()
        return ast.StructExpr(self.since(start), path, fields, base, rest)

    def field_init(self) -> ast.FieldInit:
        token = self.tok
        start = token.span
        if self.peek().kind in (":", "=") and (token.kind in ("ident", "lit") or token.kind in KEYWORDS):
            name = Ident(token.text, start) if token.kind == "lit" and self.bump() else self.ident()
            if self.tok.kind == "=":
                self.diagnostics.error(
                    "expected `:`, found `=`",
                    self.tok.span,
                    helps=["replace equals symbol with a colon: `:`"],
                    secondary=[(start, "while parsing this struct field")],
                )
            self.bump()
            value = self.parse_expr()
            return ast.FieldInit(name, value, self.since(start))
        name = self.ident()
        self.expected.append(":")
        path = ast.Path([ast.Segment(name)], name.span)
        return ast.FieldInit(name, ast.PathExpr(name.span, path), name.span)

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def fragment_expr(self) -> ast.Expr:
        """What a macro took in, in the place of an expression."""
        raise NotImplementedError

    def macro_expr(self, path: ast.Path, start: Span) -> ast.Expr:
        """``!(...)`` after a macro's path, as an expression."""
        raise NotImplementedError
