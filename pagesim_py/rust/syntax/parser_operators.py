"""Operators: by precedence between operands, and in front of them."""

from __future__ import annotations

from ..span import Ident, Span
from . import ast
from .parser_control import ControlParser
from .parser_core import is_block_like
from .tokens import KEYWORDS, describe

PRECEDENCE = {
    "*": 11, "/": 11, "%": 11, "+": 10, "-": 10, "<<": 9, ">>": 9, "&": 8, "^": 7, "|": 6,
    "==": 5, "!=": 5, "<": 5, ">": 5, "<=": 5, ">=": 5, "&&": 4, "||": 3,
}  # fmt: skip


AS, RANGE, ASSIGN = 12, 2, 1


ASSIGN_OPS = frozenset(["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="])


_COMPARE = frozenset(["==", "!=", "<", ">", "<=", ">="])


_RANGES = frozenset(["..", "..=", "..."])


_NO_OPERATOR = frozenset([",", ";", "=>", ":", "{", "ident"])


_NUMBERS = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64".split())


_EXPR_KEYWORDS = frozenset(
    "async break const continue crate false for if loop match move return self Self static super true unsafe while "
    "yield $crate".split()
)


_EXPR_TOKENS = frozenset("ident lit nt _ ! - * & && | || .. ..= < << :: lifetime # ( [ $crate".split())


class OperatorParser(ControlParser):
    """Expressions from operands."""

    def restricted(self, no_struct: bool, stmt_expr: bool, allow_let: bool) -> ast.Expr:
        """An expression under the given restrictions; those around it hold again afterwards."""
        saved = self.no_struct, self.stmt_expr, self.allow_let
        self.no_struct, self.stmt_expr, self.allow_let = no_struct, stmt_expr, allow_let
        try:
            if self.tok.kind == "#":
                self.misplaced_attributes()
            return self.operators(0)
        finally:
            self.no_struct, self.stmt_expr, self.allow_let = saved

    def parse_expr(self) -> ast.Expr:
        return self.restricted(False, False, False)

    def parse_expr_no_struct(self) -> ast.Expr:
        return self.restricted(True, False, False)

    def parse_condition(self) -> ast.Expr:
        return self.restricted(True, False, True)

    def parse_inner_expr(self) -> ast.Expr:
        return self.restricted(self.no_struct, False, False)

    def operators(self, least: int) -> ast.Expr:
        """An expression whose operators bind at least as strongly as ``least``."""
        start = self.tok.span
        if self.tok.kind in _RANGES:
            left = self.prefix_range()
        else:
            left = self.prefix()
        return self.operators_after(left, least, start)

    def right_operand(self, least: int) -> ast.Expr:
        """The same behind an operator: a block there does not end the statement."""
        saved, self.stmt_expr = self.stmt_expr, False
        try:
            return self.operators(least)
        finally:
            self.stmt_expr = saved

    def operators_after(self, left: ast.Expr, least: int, start: Span) -> ast.Expr:
        """Go on behind ``left``."""
        while True:
            if self.stmt_expr and is_block_like(left) and left is not self.in_parens:
                return left
            kind = self.tok.kind
            self.expected.append("operator")
            rank = PRECEDENCE.get(kind)
            if rank is not None:
                if rank < least:
                    return left
                left = self.binary(left, kind, rank, start)
            elif kind == "as":
                if least > AS:
                    return left
                self.bump()
                left = ast.Cast(start, left, self.parse_cast_type())
                left.span = self.since(start)
                if self.tok.kind == "." or (self.tok.kind == "?" and not self.stmt_expr):
                    what = "a method call" if self.peek(2).kind == "(" else "a field access"
                    what = "`?`" if self.tok.kind == "?" else what
                    self.diagnostics.error(
                        f"cast cannot be followed by {what}",
                        left.span,
                        helps=["try surrounding the expression in parentheses"],
                    )
                    left = self.postfix(left, start)
            elif kind in _RANGES:
                if least > RANGE:
                    return left
                left = self.range_after(left, start)
            elif kind == "=":
                if least > ASSIGN:
                    return left
                op = self.bump().span
                right = self.right_operand(ASSIGN)
                left = ast.Assign(self.since(start), "", left, right, op)
            elif kind in ASSIGN_OPS:
                if least > ASSIGN:
                    return left
                op = self.bump().span
                right = self.right_operand(ASSIGN)
                left = ast.Assign(self.since(self.in_macro(start, op)), kind[:-1], left, right, op)
            elif kind == "ident" and self.foreign_operator(left):
                kind = {"and": "&&", "or": "||"}[self.tok.text]
                left = self.binary(left, kind, PRECEDENCE[kind], start)
            else:
                return left

    def foreign_operator(self, left: ast.Expr) -> bool:
        """``and`` / ``or`` of other languages: reported."""
        meant = {"and": "&&", "or": "||"}.get(self.tok.text)
        if meant is None or self.line_break_before():
            return False
        self.diagnostics.error(
            f"`{self.tok.text}` is not a logical operator",
            self.tok.span,
            helps=[f"use `{meant}` to perform logical {'con' if meant == '&&' else 'dis'}junction"],
            notes=["unlike in e.g., Python and PHP, `&&` and `||` are used for logical operators"],
        )
        return True

    def binary(self, left: ast.Expr, op: str, rank: int, start: Span) -> ast.Expr:
        operator = self.bump()
        op_span = operator.span
        following = self.tok
        adjacent = following.span.lo == op_span.hi and following.span.ctx == op_span.ctx
        if op in ("==", "!=") and following.kind == "=" and adjacent:
            self.diagnostics.error(
                f"invalid comparison operator `{op}=`",
                op_span.to(following.span),
                label=f"`{op}=` is not a valid comparison operator, use `{op}`",
            )
            self.bump()
        elif op == "<" and following.kind == ">" and adjacent:
            self.diagnostics.error(
                "invalid comparison operator `<>`",
                op_span.to(following.span),
                label="`<>` is not a valid comparison operator, use `!=`",
            )
            self.bump()
        elif op == "<=" and following.kind == ">" and adjacent:
            self.diagnostics.error(
                "invalid comparison operator `<=>`",
                op_span.to(following.span),
                label="`<=>` is not a valid comparison operator, use `std::cmp::Ordering`",
            )
            self.bump()
        elif op in "+-" and following.kind == op and adjacent and self.increment(op, op_span):
            return left
        elif op == "<" and following.kind == "-" and adjacent:
            self.diagnostics.error(
                "unexpected token: `<-`",
                op_span.to(following.span),
                helps=[
                    "if you meant to write a comparison against a negative value, add a space between `<` and `-`",
                    "to assign, write `=`",
                ],
            )
        if rank == 5 and isinstance(left, ast.Binary) and left.op in _COMPARE and left is not self.in_parens:
            self.chained(left, op, op_span)
        right = self.right_operand(rank + 1)
        return ast.Binary(self.since(self.in_macro(start, op_span)), op, left, right, op_span)

    def in_macro(self, start: Span, op_span: Span) -> Span:
        """Where an operation begins: one that a macro makes of its arguments is the macro's, not the argument's."""
        return op_span if op_span.ctx > start.ctx else start

    def increment(self, op: str, op_span: Span) -> bool:
        """``x++``, ``x--``: reported and dropped."""
        if self.peek().kind in ("ident", "lit", "(", "-", "*", "&"):
            return False
        self.bump()
        self.diagnostics.error(
            f"Rust has no postfix {'in' if op == '+' else 'de'}crement operator",
            op_span.to(self.prev.span),
            label="not a valid postfix operator",
            helps=[f"use `{op}= 1` instead"],
        )
        return True

    def chained(self, left: ast.Binary, op: str, op_span: Span) -> None:
        """``a < b < c``."""
        helps = []
        if left.op == "<" and op == ">" and self.tok.kind in ("(", "::"):
            helps = ["use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments"]
            raise self.fail(
                "comparison operators cannot be chained", left.op_span, helps=helps, secondary=[(op_span, "")]
            )
        if left.op == "==" or op == "==":
            helps = ["parenthesize the comparison"]
        else:
            helps = ["split the comparison into two"]
        self.diagnostics.error(
            "comparison operators cannot be chained", left.op_span, secondary=[(op_span, "")], helps=helps
        )

    def parse_cast_type(self) -> ast.Type:
        """The type after ``as``. ``usize < x`` is taken for generic arguments, as in Rust."""
        token = self.tok
        if token.kind == "ident" and self.peek().kind in ("<", "<<") and token.text in _NUMBERS:
            op = self.peek()
            what = "a comparison" if op.kind == "<" else "a shift"
            self.bump()
            self.diagnostics.error(
                f"`{op.kind}` is interpreted as a start of generic arguments for `{token.text}`, not {what}",
                op.span,
                label=f"not interpreted as {what[2:]}",
                helps=[f"try {'comparing' if op.kind == '<' else 'shifting'} the cast value: `(... as {token.text})`"],
            )
            return ast.PathType(token.span, ast.Path([ast.Segment(Ident(token.text, token.span))], token.span))
        return self.parse_type(plus=False)

    def prefix_range(self) -> ast.Expr:
        start = self.tok.span
        kind = self.bump().kind
        if kind == "...":
            self.three_dots()
        hi = self.right_operand(RANGE + 1) if self.can_begin_expr() else None
        if hi is None and kind != "..":
            self.no_end(start)
        return ast.Range(self.since(start), None, hi, kind != "..")

    def range_after(self, lo: ast.Expr, start: Span) -> ast.Expr:
        op = self.bump()
        if op.kind == "...":
            self.three_dots()
        hi = self.right_operand(RANGE + 1) if self.can_begin_expr() else None
        if hi is None and op.kind != "..":
            self.no_end(op.span)
        return ast.Range(self.since(start), lo, hi, op.kind != "..")

    def three_dots(self) -> None:
        self.diagnostics.error(
            "unexpected token: `...`",
            self.prev.span,
            helps=["use `..` for an exclusive range", "or `..=` for an inclusive range"],
        )

    def no_end(self, span: Span) -> None:
        self.diagnostics.error(
            "inclusive range with no end",
            span,
            "E0586",
            helps=["use `..` instead", "inclusive ranges must be bounded at the end (`..=b` or `a..=b`)"],
        )

    def can_begin_expr(self) -> bool:
        """Whether an expression may begin here (for what is optional: ``return``, ``a..``)."""
        kind = self.tok.kind
        if kind == "{":
            return not self.no_struct
        if kind in KEYWORDS:
            return kind in _EXPR_KEYWORDS
        return kind in _EXPR_TOKENS

    def prefix(self) -> ast.Expr:
        token = self.tok
        kind, start = token.kind, token.span
        if kind in ("-", "!", "*"):
            self.bump()
            if kind == "-" and self.tok.kind == "-" and self.tok.span.lo == start.hi and self.peek().kind == "ident":
                pass  # --x is - -x
            operand = self.prefix()
            return ast.Unary(self.since(start), kind, operand)
        if kind in ("&", "&&"):
            return self.borrow()
        if kind == "+":
            self.bump()
            if not self.can_begin_expr() and self.tok.kind != "+":
                raise self.fail("expected expression, found `+`", start, "expected expression")
            if self.tok.kind == "+" and self.tok.span.lo == start.hi:
                self.bump()
                self.diagnostics.error(
                    "Rust has no prefix increment operator",
                    start.to(self.prev.span),
                    label="not a valid prefix operator",
                    helps=["use `+= 1` instead"],
                )
            else:
                self.diagnostics.error(
                    "leading `+` is not supported", start, label="unexpected `+`", helps=["try removing the `+`"]
                )
            return self.prefix()
        if kind == "~":
            self.bump()
            self.diagnostics.error(
                "`~` cannot be used as a unary operator", start, helps=["use `!` to perform bitwise not"]
            )
            return ast.Unary(start, "!", self.prefix())
        if (
            kind == "ident"
            and token.text == "not"
            and self.peek().kind in ("ident", "lit", "true", "false")
            and not token.extra
        ):
            self.bump()
            self.diagnostics.error(
                f"unexpected {describe(self.tok)} after identifier",
                self.tok.span,
                helps=["use `!` to perform logical negation or bitwise not"],
            )
            return ast.Unary(start, "!", self.prefix())
        if kind == "box":
            raise self.fail("`box_syntax` has been removed", None, helps=["use `Box::new()` instead"])
        return self.postfix(self.primary(), start)

    def borrow(self) -> ast.Expr:
        """``&x``, ``&mut x``, ``&raw const x``, ``&raw mut x``."""
        start = self.tok.span
        self.eat_split("&")
        if self.tok.kind == "lifetime":
            self.diagnostics.error(
                "borrow expressions cannot be annotated with lifetimes",
                start.to(self.tok.span),
                label="annotated with lifetime here",
                helps=["remove the lifetime annotation"],
            )
            self.bump()
        if self.is_word("raw") and self.peek().kind in ("const", "mut"):
            self.bump()
            mutable = self.bump().kind == "mut"
            operand = self.prefix()
            return ast.AddrOf(self.since(start), mutable, operand, raw=True)
        mutable = self.eat("mut")
        operand = self.prefix_or_range()
        return ast.AddrOf(self.since(start), mutable, operand)

    def prefix_or_range(self) -> ast.Expr:
        """The operand of a borrow; ``&..`` is a borrowed range."""
        return self.prefix_range() if self.tok.kind in _RANGES else self.prefix()

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def primary(self) -> ast.Expr:
        """An operand."""
        raise NotImplementedError

    def postfix(self, expr: ast.Expr, start: Span) -> ast.Expr:
        """What follows an operand: calls, fields, indices, ``?``."""
        raise NotImplementedError
