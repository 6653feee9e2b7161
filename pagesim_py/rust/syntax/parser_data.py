"""Data items: structs, unions, enums, type aliases, constants and statics."""

from __future__ import annotations

from ..span import Ident, Span
from . import ast
from .macro_scope import ParseContext
from .parser_core import ParseError
from .parser_functions import FunctionParser
from .tokens import CLOSERS, Token


class DataParser(FunctionParser):
    """What has a type or is one."""

    def struct(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.StructItem:
        union = self.bump().text == "union"
        name = self.ident()
        generics = self.parse_generics()
        item = ast.StructItem(name, start, attrs, vis, generics, "unit", [], union)
        self.parse_where(generics)
        if self.tok.kind == ";" and not union:
            self.bump()
            return item
        if self.tok.kind == "(" and not union:
            item.kind = "tuple"
            item.fields = self.tuple_fields_def()
            self.parse_where(generics)
            if self.tok.kind != ";":
                self.not_expected([*self.expected, ";"])
            else:
                self.bump()
            return item
        if self.tok.kind == "{":
            item.kind = "named"
            item.fields = self.named_fields("struct" if not union else "union")
            return item
        found = self.found()
        listed = "`where`, or `{` after union name" if union else "`where`, `{`, `(`, or `;` after struct name"
        if union:
            listed = "`where` or `{` after union name"
        raise self.fail(f"expected {listed}, found {found}", None, f"expected {listed}")

    def tuple_fields_def(self) -> list[ast.FieldDef]:
        self.enter()
        fields: list[ast.FieldDef] = []
        index = 0
        while not self.at_end:
            start = self.tok.span
            attrs = self.outer_attributes()
            self.where_tuple = True
            vis = self.parse_visibility()
            self.where_tuple = False
            if self.tok.kind == "ident" and self.peek().kind == ":":
                raise self.fail(
                    "expected one of `!`, `(`, `)`, `+`, `,`, `::`, or `<`, found `:`",
                    self.peek().span,
                    "expected one of 7 possible tokens",
                )
            ty = self.parse_type()
            if attrs is not None:
                fields.append(ast.FieldDef(Ident(str(index), ty.span), ty, vis, self.since(start), attrs))
                index += 1
            if not self.eat(","):
                break
        if not self.at_end:
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        return fields

    def named_fields(self, what: str) -> list[ast.FieldDef]:
        self.enter()
        fields: list[ast.FieldDef] = []
        while not self.at_end:
            start = self.tok.span
            attrs = self.outer_attributes()
            vis = self.parse_visibility()
            if self.tok.kind in ("fn", "let"):
                if self.tok.kind == "fn":
                    raise self.fail(
                        "functions are not allowed in struct definitions"
                        if what == "struct"
                        else f"functions are not allowed in {what} definitions",
                        None,
                        helps=["unlike in C++, Java, and C#, functions are declared in `impl` blocks"],
                    )
                raise self.fail("expected identifier, found keyword `let`", None, helps=["remove this `let` keyword"])
            name = self.ident()
            if self.tok.kind != ":":
                if self.tok.kind == "=":
                    raise self.fail("expected `:`, found `=`", None, "expected `:`")
                self.not_expected([":"])
            self.bump()
            ty = self.parse_type()
            if self.tok.kind == "=":
                raise self.fail(
                    "default values on `struct` fields aren't supported",
                    self.tok.span,
                    helps=["remove this unsupported default value"],
                )
            if attrs is not None:
                fields.append(ast.FieldDef(name, ty, vis, self.since(start), attrs))
            if self.eat(","):
                continue
            if self.at_end:
                break
            if self.tok.kind == ";":
                self.diagnostics.error(
                    f"{what} fields are separated by `,`", self.tok.span, helps=["replace `;` with `,`"]
                )
                self.bump()
            elif (self.tok.kind == "ident" and self.peek().kind == ":") or self.tok.kind == "pub":
                self.diagnostics.error(
                    f"expected `,`, or `}}`, found {self.found()}", self.after_prev(), helps=["try adding a comma: `,`"]
                )
            else:
                raise self.fail(f"expected `,`, or `}}`, found {self.found()}", None)
        self.leave()
        return fields

    def enum(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.EnumItem:
        self.bump()
        if self.tok.kind == "struct":
            raise self.fail(
                "`enum` and `struct` are mutually exclusive",
                start.to(self.tok.span),
                helps=["replace `enum struct` with `enum`"],
            )
        name = self.ident()
        generics = self.parse_generics()
        self.parse_where(generics)
        item = ast.EnumItem(name, start, attrs, vis, generics, [])
        if self.tok.kind != "{":
            self.not_expected([*self.expected, "{"])
        self.enter()
        while not self.at_end:
            at = self.tok.span
            own = self.outer_attributes()
            self.parse_visibility()
            variant = ast.Variant(self.ident(), "unit", [], None, at, own or [])
            if self.tok.kind == "{":
                variant.kind = "named"
                variant.fields = self.named_fields("struct")
            elif self.tok.kind == "(":
                variant.kind = "tuple"
                variant.fields = self.tuple_fields_def()
            else:
                self.expected += ["{", "("]
            if self.eat("="):
                variant.discriminant = self.parse_expr()
            variant.span = self.since(at)
            if own is not None:
                item.variants.append(variant)
            if not self.eat(","):
                if self.tok.kind == ";":
                    self.diagnostics.error(
                        "expected one of `(`, `,`, `=`, `{`, or `}`, found `;`",
                        self.tok.span,
                        helps=["enum variants are separated by `,`"],
                    )
                    self.bump()
                    continue
                break
        if not self.at_end:
            self.not_expected([*self.expected, "}"])
        self.leave()
        return item

    def type_alias(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.TypeAlias:
        self.bump()
        name = self.ident()
        generics = self.parse_generics()
        bounds = self.parse_bounds() if self.eat(":") else []
        self.parse_where(generics)
        ty = self.parse_type() if self.eat("=") else None
        self.parse_where(generics)
        if not self.eat(";"):
            self.not_expected([*self.expected, ";"])
        if ty is None and self.where == "module" and self.expand:
            self.diagnostics.error(
                "free type alias without body",
                self.since(start),
                helps=["provide a definition for the type: `= <type>;`"],
            )
        return ast.TypeAlias(name, start, attrs, vis, generics, bounds, ty)

    def static(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.StaticItem:
        safe = self.is_word("safe")
        if self.tok.kind != "static":
            self.bump()
        self.bump()
        mutable = self.eat("mut")
        name = self.ident()
        ty = self.value_type("static mut" if mutable else "static")
        item = ast.StaticItem(name, start, attrs, vis, mutable, ty, None, safe=safe)
        self.value(item)
        return item

    def const(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.ConstItem:
        self.bump()
        if self.tok.kind == "mut":
            self.diagnostics.error(
                "const globals cannot be mutable",
                self.tok.span,
                label="cannot be mutable",
                helps=["you might want to declare a static instead: `static`"],
            )
            self.bump()
        if self.tok.kind == "_":
            name = Ident("_", self.bump().span)
        else:
            name = self.ident()
        self.parse_generics()
        ty = self.value_type("const")
        item = ast.ConstItem(name, start, attrs, vis, ty, None)
        self.value(item)
        return item

    def value_type(self, what: str) -> ast.Type:
        """``: Type`` of a constant or static."""
        if self.tok.kind == ":" and self.peek().kind != "=":
            self.bump()
            return self.parse_type()
        if self.tok.kind == ":":
            self.bump()
            self.diagnostics.error(
                f"missing type for `{what}` item", self.after_prev(), helps=["provide a type for the item: `<type>`"]
            )
            return ast.InferType(self.after_prev())
        if self.tok.kind not in ("=", ";"):
            self.not_expected([":", "=", ";"])
        self.diagnostics.error(
            f"missing type for `{what}` item", self.after_prev(), helps=["provide a type for the item: `: <type>`"]
        )
        return ast.InferType(self.after_prev())

    def value(self, item: ast.StaticItem | ast.ConstItem) -> None:
        """``= expression;`` of a constant or static. Inside modules it is parsed later, when all macros are known."""
        if self.tok.kind == "=":
            self.bump()
            if self.context.in_fn or not self.expand or not self._has_macro():
                item.value = self.parse_expr()
            else:
                tokens: list[Token] = []
                while self.tok.kind != ";" and not self.at_end:
                    tokens.append(self.bump())
                if tokens and tokens[-1].kind in ("(", "[", "{"):
                    self.prev = tokens[-1].extra[-1]
                end = self.tok
                context = self.context.copy()
                self.context.session.fixups.append(
                    lambda: _late_value(type(self), context, item, [*tokens, Token("eof", end.text, end.span)])
                )
        else:
            self.expected.append("=")
            if self.tok.kind == "==":
                self.diagnostics.error("unexpected `==`", self.tok.span, helps=["try using `=` instead"])
                self.bump()
                item.value = self.parse_expr()
        if self.tok.kind == ";":
            self.bump()
        else:
            self.not_expected([*self.expected, ";"])

    def _has_macro(self) -> bool:
        """Whether a ``!`` stands somewhere before the next ``;``."""
        ahead = 0
        while True:
            token = self.peek(ahead) if ahead else self.tok
            if token.kind == ";" or token.kind in CLOSERS or token.kind == "eof":
                return False
            if token.kind in ("!", "{", "(", "["):
                return True
            ahead += 1


def _late_value(
    parser_type: type[DataParser], context: ParseContext, item: ast.StaticItem | ast.ConstItem, tokens: list[Token]
) -> None:
    """Parse the value of a constant or static that waited for macros."""
    parser = parser_type(context, tokens)
    try:
        item.value = parser.parse_expr()
        if not parser.at_end:
            parser.not_expected([*parser.expected, ";"])
    except ParseError:
        item.value = ast.ErrorExpr(item.span)
