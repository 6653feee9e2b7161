"""Patterns."""

from __future__ import annotations

from ..span import Ident, Span
from . import ast
from .parser_types import TypeParser
from .tokens import KEYWORDS, PATH_KEYWORDS, describe


class PatternParser(TypeParser):
    """What stands on the left of ``let``, ``=>`` and in parameters."""

    def parse_pattern(self, top: bool = True) -> ast.Pattern:
        start = self.tok.span
        if top and self.tok.kind == "|":
            self.bump()
        elif top and self.tok.kind == "||":
            raise self.fail(
                "unexpected token `||` in pattern",
                None,
                "unexpected token",
                helps=["use a single `|` to separate multiple alternative patterns"],
            )
        first = self.single_pattern()
        if not top:
            return first
        if self.tok.kind not in ("|", "||"):
            self.expected.append("|")
            return first
        items = [first]
        while self.tok.kind in ("|", "||"):
            if self.tok.kind == "||":
                self.diagnostics.error(
                    "unexpected token `||` in pattern",
                    self.tok.span,
                    helps=["use a single `|` to separate multiple alternative patterns"],
                )
            bar = self.bump().span
            if self.tok.kind in ("=>", "=", "if", ":", "in", ",", ";") or self.at_end:
                self.diagnostics.error("a trailing `|` is not allowed in an or-pattern", bar, helps=["remove the `|`"])
                break
            items.append(self.single_pattern())
        return ast.OrPat(self.since(start), items)

    def single_pattern(self) -> ast.Pattern:
        token = self.tok
        kind, start = token.kind, token.span
        if kind == "ident":
            following = self.peek().kind
            if following == "!":
                return self.macro_pattern()
            if following in ("::", "(", "{", "..=", "...", "..") or (
                following in ("<", "<<") and self.generic_follows()
            ):
                return self.path_pattern()
            return self.binding()
        if kind == "_":
            self.bump()
            return ast.WildPat(start)
        if kind == "lit" or kind == "-" or kind in ("true", "false"):
            return self.maybe_range(self.literal_pattern(), start)
        if kind in ("&", "&&"):
            self.eat_split("&")
            mutable = self.eat("mut")
            if self.tok.kind == "lifetime":
                raise self.fail(
                    f"unexpected lifetime `{self.tok.text}` in pattern", None, helps=["remove the lifetime"]
                )
            inner = self.single_pattern()
            return ast.RefPat(self.since(start), mutable, inner)
        if kind == "(":
            return self.tuple_pattern()
        if kind == "[":
            self.enter()
            items = self.comma_list(self.parse_pattern)
            self.leave()
            return ast.SlicePat(self.since(start), items)
        if kind in ("ref", "mut"):
            return self.binding()
        if kind == "..":
            self.bump()
            if self.starts_range_end():
                return ast.RangePat(self.since(start), None, self.range_end(), False)
            return ast.RestPat(start)
        if kind in ("..=", "..."):
            self.bump()
            hi = self.range_end()
            return ast.RangePat(self.since(start), None, hi, True)
        if kind in PATH_KEYWORDS or kind in ("::", "<", "<<"):
            return self.path_pattern()
        if kind == "nt":
            return self.pattern_fragment()
        if kind == "box":
            raise self.fail(
                "`box` patterns are not supported by pagesim",
                None,
                helps=["match on the value behind the box: `match *b { ... }`"],
            )
        if kind == "const" and self.peek().kind == "{":
            raise self.fail(
                "`inline_const_pat` has been removed", None, helps=["use a named `const`-item or an `if`-guard instead"]
            )
        if kind in KEYWORDS:
            self.expected_ident_in_pattern()
            self.bump()
            return ast.BindPat(start, Ident(token.text, start), False, False, None)
        raise self.fail(f"expected pattern, found {self.found()}", None, "expected pattern")

    def expected_ident_in_pattern(self) -> None:
        """A keyword where a name should be."""
        token = self.tok
        if self.peek().kind in ("=", ":", ",", ")", ";", "=>", "|", "in", "if") or self.at + 2 >= len(self.tokens):
            self.diagnostics.error(
                f"expected identifier, found {describe(token)}",
                token.span,
                label=f"expected identifier, found {describe(token).split(' `')[0]}",
                helps=[f"escape `{token.kind}` to use it as an identifier: `r#{token.kind}`"],
            )
            return
        raise self.fail(f"expected pattern, found {self.found()}", None, "expected pattern")

    def generic_follows(self) -> bool:
        """``Name<`` in a pattern: only a type's arguments make sense of it."""
        return False

    # --- kinds --------------------------------------------------------------------------------------------------------

    def binding(self) -> ast.Pattern:
        """``ref mut x @ sub``."""
        start = self.tok.span
        by_ref = self.eat("ref")
        mutable = self.eat("mut")
        if mutable and not by_ref and self.tok.kind == "ref":
            self.diagnostics.error(
                "the order of `mut` and `ref` is incorrect",
                start.to(self.tok.span),
                helps=["try switching the order: `ref mut`"],
            )
            self.bump()
            by_ref = True
        if mutable and self.tok.kind == "mut":
            self.diagnostics.error(
                "`mut` on a binding may not be repeated", self.tok.span, helps=["remove the additional `mut`s"]
            )
            self.bump()
        if mutable and not by_ref and self.tok.kind == "self":
            name = Ident("self", self.bump().span)
        elif mutable and self.tok.kind in ("(", "["):
            self.diagnostics.error(
                "`mut` must be attached to each individual binding",
                start.to(self.tok.span),
                helps=["add `mut` to each binding: `(mut a, mut b)`"],
            )
            return self.single_pattern()
        elif self.tok.kind == "nt" and self.tok.text == "ident":
            raise self.fail(f"expected identifier, found {self.found()}")
        else:
            name = self.ident()
        if self.tok.kind == "(":
            raise self.fail(
                "expected identifier, found enum pattern", self.prev.span, "expected identifier, found enum pattern"
            )
        sub = self.single_pattern() if self.eat("@") else None
        return ast.BindPat(self.since(start), name, by_ref, mutable, sub)

    def literal_pattern(self) -> ast.Expr:
        """A literal or negated literal."""
        start = self.tok.span
        if self.tok.kind == "-":
            self.bump()
            if self.tok.kind == "nt" and self.tok.text in ("literal", "expr"):
                return ast.Unary(self.since(start), "-", self.parse_literal_fragment())
            if self.tok.kind != "lit" or self.tok.extra[0] not in ("int", "float"):
                raise self.fail(f"expected literal, found {self.found()}", None, "expected literal")
            value = self.parse_literal()
            return ast.Unary(self.since(start), "-", value)
        return self.parse_literal()

    def starts_range_end(self) -> bool:
        kind = self.tok.kind
        return (
            kind in ("lit", "-", "true", "false", "ident", "::", "<")
            or kind in PATH_KEYWORDS
            or (kind == "nt" and self.tok.text in ("literal", "path", "expr"))
        )

    def range_end(self) -> ast.Expr:
        """The upper end of a range pattern."""
        if not self.starts_range_end():
            raise self.fail(
                "inclusive range with no end",
                self.prev.span,
                "",
                "E0586",
                helps=["inclusive ranges must be bounded at the end (`..=b` or `a..=b`)"],
            )
        if self.tok.kind == "nt" and self.tok.text != "path":
            return self.parse_literal_fragment()
        if self.starts_path(self.tok):
            path = self.parse_path("expr")
            return ast.PathExpr(path.span, path)
        return self.literal_pattern()

    def maybe_range(self, lo: ast.Expr, start: Span) -> ast.Pattern:
        """``lo``, or ``lo..``, ``lo..=hi`` if a range goes on here."""
        kind = self.tok.kind
        if kind in ("..", "..=", "..."):
            self.bump()
            if kind == "...":
                self.diagnostics.error(
                    "`...` range patterns are not allowed",
                    self.prev.span,
                    "E0783",
                    helps=["use `..=` for an inclusive range"],
                )
            if kind == ".." and not self.starts_range_end():
                return ast.RangePat(self.since(start), lo, None, False)
            hi = self.range_end()
            return ast.RangePat(self.since(start), lo, hi, kind != "..")
        self.expected += ["...", "..=", ".."]
        if isinstance(lo, ast.PathExpr):
            return ast.PathPat(lo.span, lo.path)
        return ast.LitPat(lo.span, lo)

    def path_pattern(self) -> ast.Pattern:
        """A pattern that begins with a path: constant, tuple struct, struct, range, macro call."""
        start = self.tok.span
        path = self.parse_path("expr")
        kind = self.tok.kind
        if kind == "!":
            return self.macro_pattern_after(path, start)
        if kind == "(":
            self.enter()
            items = self.comma_list(self.parse_pattern)
            self.leave()
            return ast.TupleStructPat(self.since(start), path, items)
        if kind == "{":
            return self.struct_pattern(path, start)
        self.expected += ["(", "{", "!"]
        return self.maybe_range(ast.PathExpr(path.span, path), start)

    def tuple_pattern(self) -> ast.Pattern:
        start = self.tok.span
        self.enter()
        items: list[ast.Pattern] = []
        comma = False
        while not self.at_end:
            self.skip_attributes()
            items.append(self.parse_pattern())
            comma = self.eat(",")
            if not comma:
                break
        if self.tok.kind != ")":
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        if len(items) == 1 and not comma and not isinstance(items[0], ast.RestPat):
            return items[0]
        return ast.TuplePat(self.since(start), items)

    def struct_pattern(self, path: ast.Path, start: Span) -> ast.Pattern:
        """``Path { a, b: pattern, .. }``, at the brace."""
        self.enter()
        fields: list[ast.FieldPat] = []
        rest = False
        while not self.at_end:
            attrs_on = self.attributes_allow()
            at = self.tok.span
            if self.tok.kind in ("..", "...", "_"):
                if self.tok.kind != "..":
                    self.diagnostics.error(
                        f"expected field pattern, found `{self.tok.text}`",
                        at,
                        helps=["to omit remaining fields, use `..`"],
                    )
                self.bump()
                rest = True
                if self.tok.kind == ",":
                    raise self.fail("expected `}`, found `,`", None, "expected `}`")
                break
            field = self.field_pattern(at)
            if attrs_on:
                fields.append(field)
            if not self.eat(","):
                break
        if self.tok.kind != "}":
            self.not_expected([*self.expected, "}", ","])
        self.leave()
        return ast.StructPat(self.since(start), path, fields, rest)

    def field_pattern(self, at: Span) -> ast.FieldPat:
        token = self.tok
        if self.peek().kind == ":" and token.kind in ("ident", "lit"):
            name = Ident(token.text, token.span)
            self.bump()
            self.bump()
            return ast.FieldPat(name, self.parse_pattern(), self.since(at))
        by_ref = self.eat("ref")
        mutable = self.eat("mut")
        name = self.ident()
        sub = self.parse_pattern(top=False) if self.eat("@") else None
        self.expected += [":"]
        pat = ast.BindPat(self.since(at), name, by_ref, mutable, sub)
        return ast.FieldPat(name, pat, self.since(at))

    def pattern_fragment(self) -> ast.Pattern:
        """A pattern, path, literal or expression that a macro took in."""
        token = self.tok
        if token.text in ("pat", "pat_param"):
            inner = self.sub_parser(token.extra)
            pat = inner.parse_pattern()
            self.bump()
            return pat
        if token.text in ("literal", "expr"):
            return self.maybe_range(self.parse_literal_fragment(), token.span)
        if token.text in ("path", "ty"):
            return self.path_pattern()
        raise self.fail(f"expected pattern, found {self.found()}", None, "expected pattern")

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def parse_literal(self) -> ast.Expr:
        """The literal that is the current token."""
        raise NotImplementedError

    def parse_literal_fragment(self) -> ast.Expr:
        """A literal (or constant expression) that a macro took in."""
        raise NotImplementedError

    def macro_pattern(self) -> ast.Pattern:
        """``name!(...)`` as a pattern."""
        start = self.tok.span
        path = self.parse_path("mod")
        return self.macro_pattern_after(path, start)

    def macro_pattern_after(self, path: ast.Path, start: Span) -> ast.Pattern:
        """``!(...)`` after the macro's path."""
        raise NotImplementedError
