"""Paths, generic arguments and parameters, bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, TypeVar

from ..span import Ident
from . import ast
from .cfg import AttributeParser
from .tokens import PATH_KEYWORDS, Token

_TYPE_START = frozenset(
    "ident ( [ & && * ! _ fn unsafe extern impl dyn for :: < << Self self super crate $crate ? lifetime nt "
    "typeof".split()
)

T = TypeVar("T")


class PathParser(AttributeParser):
    """Names of things, with what they are generic over."""

    def starts_path(self, token: Token) -> bool:
        return (
            token.kind in ("ident", "::", "<", "<<")
            or token.kind in PATH_KEYWORDS
            or (token.kind == "nt" and token.text in ("path", "ty"))
        )

    def parse_path(self, style: str) -> ast.Path:
        """A path. ``style``:
        "expr" (generics after ``::`` only), "type" (generics also right behind a name, ``Fn(A) -> B``), "mod" (none).
        """
        start = self.tok.span
        if self.tok.kind == "nt":
            return self.path_fragment(style)
        if self.tok.kind in ("<", "<<"):
            return self.qualified_path(style)
        path = ast.Path([], start)
        if self.tok.kind == "::":
            self.bump()
            path.global_ = True
        self.path_segments(path, style)
        path.span = self.since(start)
        return path

    def path_fragment(self, style: str) -> ast.Path:
        """``$p`` of a macro as (the beginning of) a path."""
        token = self.tok
        inner = self.sub_parser(token.extra)
        if token.text == "path":
            path = inner.parse_path("type")
            self.bump()
        elif token.text == "ty":
            ty = inner.parse_type()
            self.bump()
            if isinstance(ty, ast.PathType):
                path = ty.path
            else:
                path = ast.Path([], token.span, qself=ty)
        else:
            raise self.fail(f"expected path, found {self.found()}", None, "expected path")
        if self.tok.kind == "::":
            if token.text == "ty" and path.qself is None:
                path = ast.Path([], token.span, qself=ast.PathType(token.span, path))
            self.bump()
            self.path_segments(path, style)
        return path

    def path_segments(self, path: ast.Path, style: str) -> None:
        """Segments joined by ``::``, onto ``path``."""
        while True:
            token = self.tok
            if token.kind == "ident":
                self.bump()
            elif token.kind in PATH_KEYWORDS:
                self.bump()
                if token.kind == "$crate":
                    path.crate = token.extra
            else:
                if token.kind == "nt" and token.text in ("ident", "tt"):
                    raise self.fail(f"expected identifier, found {self.found()}")
                self.ident_in_path(style)
                token = self.prev
            segment = ast.Segment(Ident(token.text, token.span))
            path.segments.append(segment)
            if style == "type":
                self.expected += ["<", "(", "::"]
                if (
                    self.tok.kind in ("<", "<<")
                    or (self.tok.kind == "::" and self.peek().kind in ("<", "<<", "("))
                    or self.tok.kind == "("
                ):
                    if self.tok.kind == "::":
                        self.bump()
                    segment.args = self.parse_generic_args()
            elif style == "expr" and self.tok.kind == "::" and self.peek().kind in ("<", "<<"):
                self.bump()
                segment.args = self.parse_generic_args()
            if self.tok.kind == "::" and self.peek().kind not in ("{", "*"):
                self.bump()
                continue
            self.expected.append("::")
            return

    def ident_in_path(self, style: str) -> None:
        """A path's segment must follow; fails otherwise."""
        if self.prev.kind != "::" and style == "type":
            raise self.fail(f"expected type, found {self.found()}", None, "expected type")
        self.ident()

    def qualified_path(self, style: str) -> ast.Path:
        """``<T as Trait>::x`` or ``<T>::x``."""
        start = self.tok.span
        self.eat_split("<")
        qself = self.parse_type()
        path = ast.Path([], start, qself=qself)
        if self.eat("as"):
            trait = self.parse_path("type")
            path.segments = trait.segments
            path.global_, path.crate = trait.global_, trait.crate
            path.qtrait_len = len(trait.segments)
        if not self.eat_split(">"):
            self.not_expected(self.expected)
        self.expect("::")
        self.path_segments(path, style)
        path.span = self.since(start)
        return path

    def parse_generic_args(self) -> ast.GenericArgs:
        """``<...>`` or ``(A, B) -> C``, at its opening."""
        start = self.tok.span
        if self.tok.kind == "(":
            self.enter()
            items = self.comma_list(lambda: self.parse_type())
            self.leave()
            args = ast.GenericArgs([ast.TupleType(self.since(start), items)], [], [], start, paren=True)
            if self.eat("->"):
                args.bindings.append((Ident("Output", self.tok.span), self.parse_type(plus=False)))
            args.span = self.since(start)
            return args
        self.eat_split("<")
        args = ast.GenericArgs([], [], [], start)
        while not self.tok.kind.startswith(">"):
            self.parse_generic_arg(args)
            if not self.eat(","):
                break
        if not self.eat_split(">"):
            self.not_expected([*self.expected, ">", ","])
        args.span = self.since(start)
        return args

    def parse_generic_arg(self, args: ast.GenericArgs) -> None:
        """One of: lifetime, ``Item = T``, ``Item: Bound``, const, type."""
        kind = self.tok.kind
        if kind == "lifetime":
            args.args.append(ast.PathType(self.tok.span, ast.Path([ast.Segment(self.lifetime())], self.prev.span)))
            return
        if kind in ("lit", "-", "true", "false", "{"):
            args.args.append(self.parse_const_arg())
            return
        if kind == "ident" and self.peek().kind in ("=", ":"):
            name = self.ident()
            if self.bump().kind == ":":
                args.bounds.append((name, self.parse_bounds()))
            elif self.tok.kind in ("lit", "-", "true", "false", "{"):
                args.bindings.append(
                    (name, ast.ArrayType(self.tok.span, ast.InferType(self.tok.span), self.parse_const_arg()))
                )
            else:
                args.bindings.append((name, self.parse_type()))
            return
        if kind == "nt" and self.tok.text in ("expr", "literal", "block"):
            args.args.append(self.parse_const_arg())
            return
        if kind not in _TYPE_START:
            self.expected += ["lifetime", "const", "type"]
            self.not_expected([*self.expected, ">"])
        args.args.append(self.parse_type())

    def parse_const_arg(self) -> ast.Expr:
        """A literal, a negated literal or a block as generic argument."""
        raise NotImplementedError

    def for_lifetimes(self) -> None:
        """``for<'a>``; lifetimes are not tracked, so the names are dropped."""
        self.bump()
        if not self.eat_split("<"):
            self.not_expected(["<"])
        while self.tok.kind == "lifetime":
            self.bump()
            if not self.eat(","):
                break
        if not self.eat_split(">"):
            self.not_expected([*self.expected, ">"])

    def parse_bounds(self) -> list[ast.Bound]:
        """``A + 'b + ?Sized``, possibly nothing."""
        bounds = []
        while (
            self.tok.kind in ("lifetime", "?", "(", "for", "::", "<", "ident", "nt", "const", "~", "use", "[")
            or self.tok.kind in PATH_KEYWORDS
        ):
            bounds.append(self.parse_bound())
            if not self.eat("+"):
                break
        return bounds

    def parse_bound(self) -> ast.Bound:
        start = self.tok.span
        kind = self.tok.kind
        if kind == "lifetime":
            return ast.Bound(None, start, lifetime=self.lifetime())
        if kind == "(":
            self.enter()
            bound = self.parse_bound()
            if self.tok.kind != ")":
                self.not_expected([*self.expected, ")"])
            self.leave()
            return bound
        if kind == "use":
            self.bump()
            self.parse_generic_args()
            return ast.Bound(None, start)
        if kind == "[" or kind == "~":
            self.bump()
            if kind == "~":
                self.eat("const")
        elif kind == "const":
            self.bump()
        maybe = self.eat("?")
        if self.tok.kind == "for":
            self.for_lifetimes()
        return ast.Bound(self.parse_path("type"), self.since(start), maybe=maybe)

    def parse_generics(self) -> ast.Generics:
        """``<'a, T: Bound = Default, const N: usize = 3>`` if one stands here."""
        generics = ast.Generics()
        if self.tok.kind != "<":
            self.expected.append("<")
            return generics
        self.bump()
        while True:
            self.skip_attributes()
            kind = self.tok.kind
            if kind == "lifetime":
                param = ast.GenericParam("lifetime", self.lifetime())
                if self.eat(":"):
                    param.bounds = self.parse_bounds()
            elif kind == "const":
                self.bump()
                name = self.ident()
                self.expect(":")
                param = ast.GenericParam("const", name, const_ty=self.parse_type())
                if self.eat("="):
                    param.default = self.parse_const_default()
            elif kind == "ident":
                param = ast.GenericParam("type", self.ident())
                if self.eat(":"):
                    param.bounds = self.parse_bounds()
                if self.eat("="):
                    param.default = self.parse_type()
            else:
                break
            if kind == "lifetime" and any(p.kind != "lifetime" for p in generics.params):
                self.diagnostics.error(
                    "lifetime parameters must be declared prior to type and const parameters",
                    param.ident.span,
                    helps=["reorder the parameters: lifetimes, then consts and types"],
                )
            generics.params.append(param)
            if not self.eat(","):
                break
        if not self.eat_split(">"):
            if not generics.params:
                raise self.fail(
                    f"expected one of `#`, `>`, `const`, identifier, or lifetime, found {self.found()}",
                    None,
                    "expected one of `#`, `>`, `const`, identifier, or lifetime",
                )
            self.not_expected([*self.expected, ">", ","])
        return generics

    def parse_const_default(self) -> ast.Expr | ast.Type:
        """The default of a const parameter."""
        if self.tok.kind in ("lit", "-", "true", "false", "{"):
            return self.parse_const_arg()
        return self.parse_type()

    def parse_where(self, generics: ast.Generics) -> None:
        """``where ...`` if one stands here, into ``generics``."""
        if not self.eat("where"):
            return
        while True:
            start = self.tok.span
            if self.tok.kind == "lifetime":
                name = Ident(self.tok.text, self.tok.span)
                self.bump()
                self.expect(":")
                generics.outlives += ((name, self.parse_bounds()),)
            elif self.tok.kind in _TYPE_START:
                if self.tok.kind == "for" and self.peek().kind == "<":
                    self.for_lifetimes()
                ty = self.parse_type(plus=False)
                if not self.eat(":"):
                    if self.tok.kind in ("=", "=="):
                        raise self.fail(
                            "equality constraints are not yet supported in `where` clauses",
                            self.since(start),
                            "not supported",
                        )
                    self.not_expected([*self.expected, ":"])
                generics.where.append(ast.WherePredicate(ty, self.parse_bounds(), self.since(start)))
            else:
                return
            if not self.eat(","):
                return

    def comma_list(self, one: Callable[[], T]) -> list[T]:
        """Things separated by commas up to the end of the group (a last comma is allowed); the closing token stays."""
        items: list[T] = []
        while not self.at_end:
            items.append(one())
            if not self.eat(","):
                break
        if not self.at_end:
            self.not_expected([*self.expected, self.tokens[-1].kind, ","])
        return items

    def sub_parser(self, tokens: list[Token]) -> Self:
        """A parser of the same kind over other tokens, in the same surroundings."""
        raise NotImplementedError

    def skip_attributes(self) -> None:
        """Attributes where they have no meaning to us."""
        while self.tok.kind == "doc" or (self.tok.kind == "#" and self.peek().kind == "["):
            if self.bump().kind == "#":
                self.bump()
