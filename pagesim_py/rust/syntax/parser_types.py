"""Paths, generic arguments, types, bounds and generic parameters."""

from __future__ import annotations

from ..diagnostics import similar
from ..span import Ident, Span
from . import ast
from .parser_core import ParseError
from .parser_paths import PathParser
from .tokens import PATH_KEYWORDS

ABIS = frozenset(
    [
        "C",
        "Rust",
        "system",
        "sysv64",
        "win64",
        "efiapi",
        "cdecl",
        "C-unwind",
        "rust-intrinsic",
        "x86-interrupt",
        "rust-call",
        "custom",
    ]
)


class TypeParser(PathParser):
    """What stands for types and names of things."""

    # --- paths --------------------------------------------------------------------------------------------------------

    # --- types --------------------------------------------------------------------------------------------------------

    def parse_type(self, plus: bool = True) -> ast.Type:
        token = self.tok
        start, kind = token.span, token.kind
        if kind == "ident" or kind in PATH_KEYWORDS or kind in ("::", "<", "<<"):
            if kind == "ident" and self.peek().kind == "!" and self.peek(2).kind in ("(", "[", "{"):
                return self.macro_type()
            path = self.parse_path("type")
            if self.tok.kind == "!" and self.peek().kind in ("(", "[", "{"):
                return self.macro_type_after(path, start)
            self.expected += ["!", "+"] if plus else ["!"]
            if plus and self.tok.kind == "+":
                bounds = [ast.Bound(path, path.span)]
                self.bump()
                bounds += self.parse_bounds()
                if int(self.context.session.cfg.get("edition", 2024)) >= 2021:  # type: ignore[arg-type]
                    self.diagnostics.error(
                        "expected a type, found a trait",
                        self.since(start),
                        "E0782",
                        helps=["you can add the `dyn` keyword if you want a trait object"],
                    )
                return ast.DynTraitType(self.since(start), bounds)
            return ast.PathType(path.span, path)
        if kind == "&" or kind == "&&":
            self.eat_split("&")
            lifetime = self.lifetime() if self.tok.kind == "lifetime" else None
            if self.tok.kind == "dyn" and self.peek().kind == "mut":
                self.diagnostics.error(
                    "`mut` must precede `dyn`", self.tok.span, helps=["place `mut` before `dyn`: `&mut dyn`"]
                )
                self.bump()
            mutable = self.eat("mut")
            inner = self.parse_type(plus=False)
            return ast.RefType(self.since(start), mutable, inner, lifetime)
        if kind == "*":
            self.bump()
            mutable = False
            if self.eat("mut"):
                mutable = True
            elif not self.eat("const"):
                self.diagnostics.error(
                    "expected `mut` or `const` keyword in raw pointer type",
                    self.prev.span,
                    helps=["add `mut` or `const` here: `*const` or `*mut`"],
                )
            return self.done(ast.PtrType(start, mutable, self.parse_type(plus=False)))
        if kind == "[":
            return self.array_type()
        if kind == "(":
            return self.tuple_type(plus)
        if kind == "!":
            self.bump()
            return ast.NeverType(start)
        if kind == "_":
            self.bump()
            return ast.InferType(start)
        if kind == "impl":
            self.bump()
            return ast.ImplTraitType(start, self.parse_bounds())
        if kind == "dyn":
            self.bump()
            bounds = self.parse_bounds() if plus else [self.parse_bound()]
            if not plus and self.tok.kind == "+":
                self.bump()
                bounds += self.parse_bounds()
                self.diagnostics.error(
                    "ambiguous `+` in a type",
                    self.since(start),
                    helps=["use parentheses to disambiguate: `(dyn A + B)`"],
                )
            return ast.DynTraitType(self.since(start), bounds)
        if kind in ("fn", "unsafe", "extern", "for"):
            return self.fn_pointer_type()
        if kind == "nt":
            return self.type_fragment(plus)
        if kind == "?" or kind == "lifetime":
            return ast.DynTraitType(start, self.parse_bounds())
        raise self.fail(f"expected type, found {self.found()}", None, "expected type")

    def done(self, ty: ast.Type) -> ast.Type:
        ty.span = self.since(ty.span)
        return ty

    def type_fragment(self, plus: bool) -> ast.Type:
        token = self.tok
        if token.text == "ty":
            if self.peek().kind == "::":
                path = self.parse_path("type")
                return ast.PathType(path.span, path)
            self.bump()
            if len(token.extra) == 2 and token.extra[0].kind == "ident":
                name = token.extra[0]
                return ast.PathType(name.span, ast.Path([ast.Segment(Ident(name.text, name.span))], name.span))
            return self.sub_parser(token.extra).parse_type()
        path = self.parse_path("type")
        if self.tok.kind == "!" and self.peek().kind in ("(", "[", "{"):
            return self.macro_type_after(path, path.span)
        return ast.PathType(path.span, path)

    def array_type(self) -> ast.Type:
        start = self.tok.span
        self.enter()
        inner = self.parse_type()
        if self.tok.kind == "]":
            self.leave()
            return ast.SliceType(self.since(start), inner)
        if self.tok.kind == ",":
            raise self.fail(
                "expected `;` or `]`, found `,`",
                None,
                "expected `;` or `]`",
                helps=["you might have meant to use `;` as the separator of an array's type and length"],
            )
        if self.tok.kind != ";":
            raise self.fail(f"expected `;` or `]`, found {self.found()}", None, "expected `;` or `]`")
        self.bump()
        length = self.parse_expr()
        if self.tok.kind != "]":
            self.not_expected([*self.expected, "]"])
        self.leave()
        return ast.ArrayType(self.since(start), inner, length)

    def tuple_type(self, plus: bool) -> ast.Type:
        start = self.tok.span
        self.enter()
        items: list[ast.Type] = []
        comma = True
        while not self.at_end:
            items.append(self.parse_type())
            comma = self.eat(",")
            if not comma:
                break
        if self.tok.kind != ")":
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        if len(items) == 1 and not comma:
            inner = items[0]
            if plus and self.tok.kind == "+" and isinstance(inner, ast.PathType):
                self.bump()
                return ast.DynTraitType(self.since(start), [ast.Bound(inner.path, inner.span), *self.parse_bounds()])
            return inner
        return ast.TupleType(self.since(start), items)

    def fn_pointer_type(self) -> ast.Type:
        start = self.tok.span
        if self.tok.kind == "for":
            self.for_lifetimes()
            if self.tok.kind not in ("fn", "unsafe", "extern"):
                return ast.DynTraitType(start, [self.parse_bound()])
        unsafe = self.eat("unsafe")
        abi = self.parse_abi() if self.tok.kind == "extern" else None
        self.expect("fn")
        if self.tok.kind != "(":
            self.not_expected([*self.expected, "("])
        self.enter()
        params: list[ast.Type] = []
        while not self.at_end:
            self.skip_attributes()
            if self.tok.kind == "...":
                raise self.fail("C-variadic functions are not supported by pagesim", None)
            if self.tok.kind in ("ident", "_") and self.peek().kind == ":":
                self.bump()
                self.bump()
            params.append(self.parse_type())
            if not self.eat(","):
                break
        if self.tok.kind != ")":
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        ret = self.parse_type(plus=False) if self.eat("->") else None
        return ast.FnPtrType(self.since(start), params, ret, abi, unsafe)

    def parse_abi(self) -> str:
        """``extern "C"``: the ABI's name; "C" if none is written."""
        self.expect("extern")
        if self.tok.kind != "lit" or self.tok.extra[0] != "str":
            if self.tok.kind == "lit":
                helps = ['specify the ABI with a string literal: `"C"`']
                self.diagnostics.error("non-string ABI literal", self.bump().span, helps=helps)
            return "C"
        token = self.bump()
        abi = str(token.extra[1])
        if abi not in ABIS:
            meant = similar(abi, ABIS)
            self.diagnostics.error(
                f"invalid ABI: found `{abi}`",
                token.span,
                "E0703",
                "invalid ABI",
                helps=[f"there's a similarly named valid ABI `{meant}`"] if meant else [],
            )
        return abi

    # --- bounds and generics ------------------------------------------------------------------------------------------

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def macro_type(self) -> ast.Type:
        """``name!(...)`` as a type."""
        start = self.tok.span
        path = self.parse_path("mod")
        return self.macro_type_after(path, start)

    def macro_type_after(self, path: ast.Path, start: Span) -> ast.Type:
        """``!(...)`` after the macro's path."""
        raise ParseError()
