"""Items: functions, types, traits, impls, constants, modules, imports, macro definitions."""

from __future__ import annotations

from dataclasses import dataclass

from . import ast
from .derive import derive
from .diagnostics import similar
from .macro_scope import Builtin, Context, MacroModule, add_use
from .macros import read_rules
from .parser_core import ParseError
from .parser_macros import MacroParser
from .span import Ident, Span
from .tokens import CLOSERS, KEYWORDS, Token, describe, full_span

_ITEM_KEYWORDS = frozenset("fn struct enum trait impl mod use static type pub extern const unsafe async".split())


@dataclass(slots=True)
class PendingMacro(ast.Item):
    """A macro call among items whose macro is not known yet; replaced once it is."""

    path: ast.Path
    group: Token
    context: Context
    where: str


@dataclass(slots=True)
class BodyTokens:
    """A function body that waits to be parsed, with its surroundings."""

    group: Token
    context: Context


class ItemParser(MacroParser):
    """Everything that may stand in a module."""

    where = "module"  # or "trait", "impl", "extern": what kind of place items are read in

    # --- lists of items ---------------------------------------------------------------------------------------------------

    def parse_items(self, where: str) -> list[ast.Item]:
        """Items up to the end of the group or file; mistakes cost one item each."""
        items: list[ast.Item] = []
        saved, self.where = self.where, where
        block, self.in_block = self.in_block, False
        while not self.at_end:
            depth, before = len(self.outer), self.tok
            try:
                if self.tok.kind == ";":
                    self.stray_semicolon()
                    continue
                start = self.tok.span
                attrs = self.outer_attributes()
                if attrs is None:
                    self.skip_item()
                else:
                    items += self.parse_item(attrs, start)
            except ParseError:
                self.unwind(depth)
                self.skip_to_item(before)
        self.where, self.in_block = saved, block
        return items

    def stray_semicolon(self) -> None:
        self.diagnostics.error("expected item, found `;`", self.tok.span, helps=["remove this semicolon"])
        self.bump()

    def skip_item(self) -> None:
        """An item that ``cfg`` takes away."""
        expand, self.expand = self.expand, False
        try:
            self.parse_item([], self.tok.span)
        finally:
            self.expand = expand

    def skip_to_item(self, before: Token) -> None:
        """After an error: on to what can begin an item."""
        if self.tok is before and not self.at_end:
            self.bump()
        while not self.at_end:
            kind = self.tok.kind
            if kind == ";":
                self.bump()
                return
            if kind == "{":
                self.skip_group()
                return
            if kind in _ITEM_KEYWORDS or (kind == "#" and self.peek().kind == "["):
                if kind not in ("const", "unsafe", "extern") or self.line_break_before():
                    return
            self.bump()

    # --- one item ---------------------------------------------------------------------------------------------------------

    def parse_item(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        while self.tok.kind == "nt" and self.tok.text == "item":
            return self.item_fragment(attrs)
        self.mend_case(("pub", "fn", "struct", "enum", "trait", "impl", "mod", "use", "static", "const", "type"))
        vis_span = self.tok.span
        vis = self.parse_visibility()
        if vis and self.where == "trait":
            self.diagnostics.error("visibility qualifiers are not permitted here", self.since(vis_span), "E0449",
                                   notes=["trait items always share the visibility of their trait"], helps=["remove the qualifier"])
        if vis:
            self.mend_case(("fn", "struct", "enum", "trait", "mod", "use", "static", "const", "type"))
        token = self.tok
        kind = token.kind
        item: ast.Item
        if kind == "fn" or self.fn_ahead():
            item = self.function(attrs, start, vis)
        elif kind == "struct":
            item = self.struct(attrs, start, vis)
        elif kind == "enum":
            item = self.enum(attrs, start, vis)
        elif kind == "impl" or (kind == "unsafe" and self.peek().kind == "impl"):
            item = self.impl(attrs, start, vis)
        elif kind == "trait" or (kind == "unsafe" and self.peek().kind in ("trait", "ident")) or (self.is_word("auto") and self.peek().kind == "trait"):
            item = self.trait(attrs, start, vis)
        elif kind == "static" or (self.is_word("safe") and self.peek().kind == "static"):
            item = self.static(attrs, start, vis)
        elif kind == "const":
            item = self.const(attrs, start, vis)
        elif kind == "type":
            item = self.type_alias(attrs, start, vis)
        elif kind == "mod":
            item = self.module(attrs, start, vis)
        elif kind == "use":
            return self.use(attrs, start, vis)
        elif kind == "extern":
            if self.peek().kind == "crate":
                return [self.extern_crate(attrs, start, vis)]
            return self.extern_block(attrs, start, vis)
        elif kind == "unsafe" and self.peek().kind == "extern":
            self.bump()
            return self.extern_block(attrs, start, vis)
        elif self.is_word("union") and self.peek().kind == "ident":
            item = self.struct(attrs, start, vis)
        elif self.is_word("macro_rules") and self.peek().kind == "!":
            return self.macro_rules(attrs, start)
        elif kind == "macro":
            raise self.fail("`macro` definitions are not supported by pagesim", None, helps=["use `macro_rules!`"])
        elif self.macro_statement_ahead() and not vis:
            return self.item_macro(attrs, start)
        else:
            raise self.no_item(vis, start)
        item.span = self.since(start)
        made: list[ast.Item] = [item]
        if isinstance(item, (ast.StructItem, ast.EnumItem)) and self.expand:
            made += derive(item, self)
        return made

    def no_item(self, vis: str, start: Span) -> ParseError:
        """Nothing that could begin an item; a guess at what was meant."""
        token = self.tok
        if token.kind == "#":
            self.bump()
            return self.fail(f"expected one of `!` or `[`, found `{self.tok.text}`", None, "expected one of `!` or `[`")
        if self.is_word("macro_rules") and self.peek().kind == "ident":
            return self.fail("expected `!` after `macro_rules`", None, helps=["add a `!`: `macro_rules!`"])
        if token.kind == "ident" and self.peek().kind == "!":
            self.bump()
            self.bump()
            return self.fail(f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`")
        if token.kind == "ident" or token.kind in KEYWORDS:
            following = self.peek()
            if token.kind == "let" and self.where == "module":
                return self.fail("expected item, found keyword `let`", None,
                                 "`let` cannot be used for global variables",
                                 helps=["consider using `static` or `const` instead of `let`", "for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>"])
            if following.kind == "(":
                if self.peek(2).kind in ("{", "->"):
                    return self.fail("missing `fn` for function definition", start.to(token.span),
                                     helps=[f"add `fn` here to parse `{token.text}` as a {'public ' if vis else ''}function"])
                return self.fail("missing `fn` or `struct` for function or struct definition", start.to(token.span))
            if token.kind == "ident" and following.kind == "ident":
                meant = similar(token.text, ["fn", "struct", "enum", "trait", "impl", "mod", "use", "static", "const", "type", "pub", "unsafe", "extern"])
                if token.text in ("fun", "func", "function", "def"):
                    meant = "fn"
                if token.text in ("class", "object"):
                    meant = "struct"
                helps = [f"there is a keyword `{meant}` with a similar name"] if meant else []
                self.bump()
                return self.fail(f"expected one of `!` or `::`, found {describe(self.tok)}", None, "expected one of `!` or `::`", helps=helps)
            if token.kind == "ident" and following.kind == "{" :
                return self.fail("missing `struct` for struct definition", start.to(token.span), helps=["add `struct` here to parse `" + token.text + "` as a struct"])
            if token.kind == "ident" and not vis:
                self.bump()
                return self.fail(f"expected one of `!` or `::`, found {self.found()}", None, "expected one of `!` or `::`")
        if vis:
            return self.fail(f"visibility `{vis_text(vis)}` is not followed by an item", start, "the visibility",
                             helps=["you likely meant to define an item, e.g., `" + vis_text(vis) + " fn foo() {}`"])
        if self.where in ("trait", "impl"):
            return self.fail("non-item in item list", None, "non-item starts here")
        return self.fail(f"expected item, found {self.found()}", None, "expected item",
                         helps=["for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>"])

    def parse_visibility(self) -> str:
        token = self.tok
        if token.kind == "nt" and token.text == "vis":
            self.bump()
            return type(self)(self.context, token.extra).parse_visibility() if len(token.extra) > 1 else ""
        if token.kind == "crate" and self.peek().kind not in ("::",):
            pass
        if token.kind != "pub":
            return ""
        self.bump()
        if self.tok.kind == "(":
            inside = self.tok.extra
            first = inside[0].kind
            if first in ("crate", "self", "super") and len(inside) == 2:
                self.skip_group()
                return "" if first == "self" else first
            if first == "in":
                self.skip_group()
                return "in " + "".join(t.text for t in inside[1:-1])
            if self.where_tuple:
                return "pub"
            if not self.where_tuple and first in ("ident",) and self.peek().kind in ("fn", "struct", "ident", "mod", "static", "const"):
                self.diagnostics.error("incorrect visibility restriction", inside[0].span.to(inside[-2].span), "E0704",
                                       helps=["some possible visibility restrictions are: `pub(crate)`, `pub(super)`, `pub(in path::to::module)`"])
                self.skip_group()
        return "pub"

    where_tuple = False  # true while a tuple struct's fields are read, where ``pub (A)`` is a type in parentheses

    def item_fragment(self, attrs: list[ast.Attr]) -> list[ast.Item]:
        """An item that a macro took in."""
        token = self.tok
        inner = self.sub_parser(token.extra)
        assert isinstance(inner, ItemParser)
        inner.where = self.where
        own = inner.outer_attributes()
        made = [] if own is None else inner.parse_item([*attrs, *own], token.span)
        self.bump()
        return made

    # --- functions --------------------------------------------------------------------------------------------------------

    def fn_ahead(self) -> bool:
        """Whether qualifiers and then ``fn`` follow."""
        ahead = 0
        while True:
            kind = self.peek(ahead).kind if ahead else self.tok.kind
            if kind == "fn":
                return ahead > 0
            if kind in ("const", "async", "unsafe", "extern") or (kind == "lit" and ahead and self.peek(ahead - 1 if ahead > 1 else 1).kind is not None) or (
                kind == "ident" and (self.peek(ahead) if ahead else self.tok).text in ("safe", "default")
            ):
                ahead += 1
                if ahead > 6:
                    return False
                continue
            return False

    def function(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.FnItem:
        const = unsafe = False
        abi: str | None = None
        while self.tok.kind != "fn":
            kind = self.tok.kind
            if kind == "const":
                const = True
                self.bump()
            elif kind == "unsafe":
                unsafe = True
                self.bump()
            elif kind == "extern":
                abi = self.parse_abi()
            elif kind == "async":
                self.diagnostics.error("`async` is not supported by pagesim", self.tok.span, label="not supported",
                                       helps=["the lab has no executor; write a plain `fn`"])
                self.bump()
            else:
                self.bump()
        self.bump()
        name = self.ident()
        generics = self.parse_generics()
        if self.tok.kind != "(":
            if self.tok.kind == "{" or self.tok.kind == "->":
                raise self.fail(f"missing parameters for function definition", self.after_prev(), helps=["add a parameter list: `()`"])
            self.not_expected([*self.expected, "("])
        params, has_self = self.parameters()
        ret: ast.Type | None = None
        if self.tok.kind in ("->", ":", "=>"):
            if self.tok.kind != "->":
                self.diagnostics.error("return types are denoted using `->`", self.tok.span, helps=["use `->` instead"])
            self.bump()
            ret = self.parse_type(plus=True)
        else:
            self.expected.append("->")
        self.parse_where(generics)
        item = ast.FnItem(name, start, attrs, vis, generics, params, ret, None, has_self, const, unsafe, abi)
        if self.tok.kind == ";":
            self.bump()
        elif self.tok.kind == "{":
            group = self.tok
            span = full_span(group)
            if self.expand:
                context = self.context.copy()
                item.body = ast.LazyBody(BodyTokens(group, context), span)
                self.later(item)
            self.skip_group()
        else:
            self.not_expected([*self.expected, "{", *([";"] if self.where in ("trait", "extern") else [])])
        return item

    def later(self, item: ast.FnItem) -> None:
        """The body is parsed once all macros are known."""
        if self.context.in_fn:
            force_body(item)
            return
        if not self.context.session.lazy_bodies:
            self.context.session.fixups.append(lambda: force_body(item))

    def parameters(self) -> tuple[list[ast.Param], bool]:
        """``(self, a: A, (b, c): (B, C))``."""
        params: list[ast.Param] = []
        has_self = False
        self.enter()
        while not self.at_end:
            keep = self.attributes_allow()
            start = self.tok.span
            param = self.self_parameter(start) if not params else None
            if param is not None:
                has_self = True
                if self.where == "module" and self.expand:
                    self.diagnostics.error("`self` parameter is only allowed in associated functions", param.span,
                                           label="not semantically valid as function parameter",
                                           notes=["associated functions are those in `impl` or `trait` definitions"])
            else:
                param = self.parameter(start)
            if keep:
                params.append(param)
            if not self.eat(","):
                break
        if not self.at_end:
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        return params, has_self

    def self_parameter(self, start: Span) -> ast.Param | None:
        """``self``, ``mut self``, ``&self``, ``&'a mut self``, ``self: T``; None if something else stands here."""
        ahead, by_ref, mutable = 0, False, False
        lifetime: Ident | None = None
        if self.tok.kind == "&":
            by_ref = True
            ahead = 1
            token = self.peek(1)
            if token.kind == "lifetime":
                lifetime = Ident(token.text, token.span)
                ahead = 2
        if self.peek(ahead).kind == "mut" if ahead else self.tok.kind == "mut":
            mutable = True
            ahead += 1
        token = self.peek(ahead) if ahead else self.tok
        if token.kind != "self" or self.peek(ahead + 1).kind == "::":
            return None
        for _ in range(ahead + 1):
            self.bump()
        name = Ident("self", token.span)
        span = self.since(start)
        self_type: ast.Type = ast.SelfType(token.span)
        if by_ref:
            self_type = ast.RefType(span, mutable, self_type, lifetime)
            mutable = False
        elif self.tok.kind == ":":
            self.bump()
            self_type = self.parse_type()
        else:
            self.expected.append(":")
        return ast.Param(ast.BindPat(token.span, name, False, mutable, None), self_type, self.since(start))

    def parameter(self, start: Span) -> ast.Param:
        if self.tok.kind == ",":
            raise self.fail("expected parameter name, found `,`", None, "expected parameter name")
        if self.tok.kind == "...":
            raise self.fail("C-variadic functions are not supported by pagesim", None)
        if self.tok.kind in ("int", "ident") and self.peek().kind == "ident" and not self.line_break_before():
            self.bump()
            raise self.fail(f"expected one of `:`, `@`, or `|`, found {self.found()}", None, "expected one of `:`, `@`, or `|`",
                            helps=[f"declare the type after the parameter binding: `{self.tok.text}: {self.prev.text}`"])
        if self.tok.kind in ("self",) and self.where in ("impl", "trait"):
            raise self.fail("unexpected `self` parameter in function", None, "must be the first parameter of an associated function")
        pat = self.parse_pattern(top=False)
        if self.tok.kind != ":":
            self.expected += ["@", "|"] if isinstance(pat, ast.BindPat) else []
            kinds = [k for k in self.expected if k in ("@", "|", ":")] + [":"]
            names = sorted(set(kinds))
            listed = ", ".join(f"`{n}`" for n in names[:-1]) + (", or " if len(names) > 2 else " or ") + f"`{names[-1]}`" if len(names) > 1 else f"`{names[0]}`"
            what = f"expected one of {listed}" if len(names) > 1 else f"expected {listed}"
            helps = []
            if isinstance(pat, ast.BindPat) and self.where != "module" and self.tok.kind in (",", ")"):
                helps.append("if this is a `self` type, give it a parameter name: `self: " + pat.ident.name + "`")
            if isinstance(pat, ast.BindPat):
                helps.append(f"if this is a parameter name, give it a type: `{pat.ident.name}: TypeName`")
                helps.append(f"if this is a type, explicitly ignore the parameter name: `_: {pat.ident.name}`")
            raise self.fail(f"{what}, found {self.found()}", None, what, helps=helps)
        self.bump()
        ty = self.parse_type()
        if self.tok.kind == "=":
            self.diagnostics.error("parameter defaults are not supported", self.tok.span)
            self.bump()
            self.parse_expr()
        return ast.Param(pat, ty, self.since(start))

    # --- types ------------------------------------------------------------------------------------------------------------

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
            item.fields = self.named_fields(f"struct" if not union else "union")
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
                raise self.fail("expected one of `!`, `(`, `)`, `+`, `,`, `::`, or `<`, found `:`" if False else "expected one of `!`, `(`, `)`, `+`, `,`, `::`, or `<`, found `:`",
                                self.peek().span, "expected one of 7 possible tokens")
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
                    raise self.fail("functions are not allowed in struct definitions" if what == "struct" else f"functions are not allowed in {what} definitions", None,
                                    helps=["unlike in C++, Java, and C#, functions are declared in `impl` blocks"])
                raise self.fail("expected identifier, found keyword `let`", None, helps=["remove this `let` keyword"])
            name = self.ident()
            if self.tok.kind != ":":
                if self.tok.kind == "=":
                    raise self.fail(f"expected `:`, found `=`", None, "expected `:`")
                self.not_expected([":"])
            self.bump()
            ty = self.parse_type()
            if self.tok.kind == "=":
                raise self.fail("default values on `struct` fields aren't supported" if False else "default values on fields are experimental" if False else "default values on `struct` fields aren't supported",
                                self.tok.span, helps=["remove this unsupported default value"])
            if attrs is not None:
                fields.append(ast.FieldDef(name, ty, vis, self.since(start), attrs))
            if self.eat(","):
                continue
            if self.at_end:
                break
            if self.tok.kind == ";":
                self.diagnostics.error(f"{what} fields are separated by `,`", self.tok.span, helps=["replace `;` with `,`"])
                self.bump()
            elif self.tok.kind == "ident" and self.peek().kind == ":" or self.tok.kind == "pub":
                self.diagnostics.error(f"expected `,`, or `}}`, found {self.found()}", self.after_prev(), helps=["try adding a comma: `,`"])
            else:
                raise self.fail(f"expected `,`, or `}}`, found {self.found()}", None)
        self.leave()
        return fields

    def enum(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.EnumItem:
        self.bump()
        if self.tok.kind == "struct":
            raise self.fail("`enum` and `struct` are mutually exclusive", start.to(self.tok.span), helps=["replace `enum struct` with `enum`"])
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
                    self.diagnostics.error("expected one of `(`, `,`, `=`, `{`, or `}`, found `;`", self.tok.span, helps=["enum variants are separated by `,`"])
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
            self.diagnostics.error("free type alias without body", self.since(start), helps=["provide a definition for the type: `= <type>;`"])
        return ast.TypeAlias(name, start, attrs, vis, generics, bounds, ty)

    # --- traits and impls -------------------------------------------------------------------------------------------------

    def trait(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.TraitItem:
        unsafe = self.eat("unsafe")
        auto = self.is_word("auto")
        if auto:
            self.bump()
        self.expect("trait")
        name = self.ident()
        generics = self.parse_generics()
        supertraits = self.parse_bounds() if self.eat(":") else []
        if self.tok.kind == "=":
            raise self.fail("trait aliases are not supported by pagesim", None, helps=["declare a trait with the others as supertraits"])
        self.parse_where(generics)
        if self.tok.kind != "{":
            self.not_expected([*self.expected, "{"])
        items = self.item_group("trait")
        return ast.TraitItem(name, start, attrs, vis, generics, supertraits, items, unsafe, auto)

    def impl(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.ImplItem:
        unsafe = self.eat("unsafe")
        name = Ident("impl", self.bump().span)
        generics = ast.Generics()
        if self.tok.kind == "<" and self.peek().kind in ("lifetime", "ident", "const", ">", "#") and self.generic_parameters_ahead():
            generics = self.parse_generics()
        if self.tok.kind == "const":
            self.bump()
        negative = self.tok.kind == "!"
        if negative:
            self.bump()
        if self.tok.kind == "for" and self.peek().kind != "<":
            raise self.fail("missing trait in a trait impl", self.after_prev(), helps=["add a trait here", "for an inherent impl, drop this `for`"])
        first = self.parse_type(plus=False)
        trait: ast.Path | None = None
        self_ty = first
        if self.eat("for"):
            if not isinstance(first, ast.PathType):
                raise self.fail("expected a trait, found type", first.span)
            trait = first.path
            self_ty = self.parse_type(plus=False)
        self.parse_where(generics)
        if self.tok.kind != "{":
            if not generics.where and trait is None and self.tok.kind == "ident" and False:
                raise ParseError()
            self.not_expected([*self.expected, "{"])
        items = self.item_group("impl")
        return ast.ImplItem(name, start, attrs, vis, generics, trait, self_ty, items, unsafe, negative)

    def generic_parameters_ahead(self) -> bool:
        """``impl<T>``, as against ``impl <T as Trait>::X``."""
        return self.peek(2).kind in (">", ",", ":", "=", "ident", "as") and self.peek(2).kind != "as" or self.peek().kind in (">", "#", "const")

    def item_group(self, where: str) -> list[ast.Item]:
        """The braces of a trait or impl."""
        self.enter()
        self.inner_attributes()
        items = self.parse_items(where)
        self.leave()
        return items

    # --- values -----------------------------------------------------------------------------------------------------------

    def static(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.StaticItem:
        if self.tok.kind != "static":
            self.bump()
        self.bump()
        mutable = self.eat("mut")
        name = self.ident()
        ty = self.value_type("static mut" if mutable else "static")
        item = ast.StaticItem(name, start, attrs, vis, mutable, ty, None)
        self.value(item)
        return item

    def const(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.ConstItem:
        self.bump()
        if self.tok.kind == "mut":
            self.diagnostics.error("const globals cannot be mutable", self.tok.span, label="cannot be mutable", helps=["you might want to declare a static instead: `static`"])
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
            self.diagnostics.error(f"missing type for `{what}` item", self.after_prev(), helps=["provide a type for the item: `<type>`"])
            return ast.InferType(self.after_prev())
        if self.tok.kind not in ("=", ";"):
            self.not_expected([":", "=", ";"])
        self.diagnostics.error(f"missing type for `{what}` item", self.after_prev(), helps=["provide a type for the item: `: <type>`"])
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
                self.context.session.fixups.append(lambda: _late_value(type(self), context, item, [*tokens, Token("eof", end.text, end.span)]))
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

    # --- modules and imports ----------------------------------------------------------------------------------------------

    def module(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.ModItem:
        self.bump()
        name = self.ident()
        item = ast.ModItem(name, start, attrs, vis, [])
        if self.tok.kind != "{":
            if self.tok.kind == ";":
                self.bump()
            else:
                self.not_expected([*self.expected, ";", "{"])
            if self.expand:
                self.load_module(item, attrs)
            return item
        if not self.expand:
            self.skip_group()
            return item
        saved = self.enter_module(name.name)
        self.enter()
        self.inner_attributes()
        item.items = self.parse_items("module")
        self.leave()
        self.leave_module(saved, attrs)
        return item

    def enter_module(self, name: str) -> tuple[object, ...]:
        context = self.context
        saved = (context.scope, context.module, context.directory)
        module = MacroModule(name, context.module.crate, context.module.plain())
        context.module.plain().children[name] = module
        context.module = module
        context.directory = f"{context.directory}{name}/"
        return saved

    def leave_module(self, saved: tuple[object, ...], attrs: list[ast.Attr]) -> None:
        context = self.context
        scope, context.module, context.directory = saved  # type: ignore[assignment]
        if not any(attr.name == "macro_use" for attr in attrs):
            context.scope = scope  # type: ignore[assignment]

    def load_module(self, item: ast.ModItem, attrs: list[ast.Attr]) -> None:
        """``mod x;``: its file."""
        raise NotImplementedError

    def use(self, attrs: list[ast.Attr], start: Span, vis: str) -> list[ast.Item]:
        self.bump()
        items: list[ast.Item] = []
        prefix = ast.Path([], self.tok.span)
        self.use_tree(prefix, attrs, vis, items)
        if self.tok.kind == ";":
            self.bump()
        else:
            self.not_expected([*self.expected, ";"])
        if self.expand:
            for item in items:
                assert isinstance(item, ast.UseItem)
                add_use(self.context.module, item.path, item.alias, item.glob)
        return items

    def use_tree(self, prefix: ast.Path, attrs: list[ast.Attr], vis: str, items: list[ast.Item]) -> None:
        """One tree below ``prefix``: ``a::{self, b as c, d::*}``."""
        start = self.tok.span
        path = ast.Path(list(prefix.segments), start, prefix.global_, crate=prefix.crate)
        if self.tok.kind == "::":
            self.bump()
            path.global_ = path.global_ or not prefix.segments
        if self.tok.kind not in ("*", "{"):
            while True:
                token = self.tok
                if token.kind == "nt" and token.text == "path":
                    inner = self.sub_parser(token.extra).parse_path("mod")
                    path.segments += inner.segments
                    path.crate = inner.crate or path.crate
                    self.bump()
                elif token.kind in ("self", "super", "crate", "$crate", "Self"):
                    self.bump()
                    if token.kind == "$crate":
                        path.crate = token.extra
                    path.segments.append(ast.Segment(Ident(token.text, token.span)))
                else:
                    path.segments.append(ast.Segment(self.ident()))
                if self.tok.kind == "::":
                    self.bump()
                    if self.tok.kind in ("*", "{"):
                        break
                    continue
                self.expected.append("::")
                break
        path.span = self.since(start)
        if self.tok.kind == ":" and self.prev.span.hi == self.tok.span.lo:
            raise self.fail("expected `::`, found `:`", None, "expected `::`")
        if self.tok.kind == "*" and (self.prev.kind in ("::", "use", "{", ",") ):
            span = self.bump().span
            items.append(ast.UseItem(Ident("*", span), self.since(start), attrs, vis, path, None, True))
            return
        if self.tok.kind == "{":
            self.enter()
            while not self.at_end:
                self.use_tree(path, attrs, vis, items)
                if not self.eat(","):
                    break
            if not self.at_end:
                self.not_expected([*self.expected, ",", "}"])
            self.leave()
            return
        self.use_leaf(path, prefix, start, attrs, vis, items)

    def use_leaf(self, path: ast.Path, prefix: ast.Path, start: Span, attrs: list[ast.Attr], vis: str, items: list[ast.Item]) -> None:
        last = path.segments[-1].ident
        alias: Ident | None = last
        if last.name == "self":
            if len(path.segments) > 1 and prefix.segments:
                path.segments.pop()
                alias = path.segments[-1].ident
                alias = Ident(alias.name, last.span)
            elif len(path.segments) > 1:
                self.diagnostics.error("`self` imports are only allowed within a { } list", path.span, "E0429",
                                       helps=["consider importing the module directly"])
        if self.tok.kind == "as":
            self.bump()
            if self.tok.kind == "_":
                alias = Ident("_", self.bump().span)
            else:
                alias = self.ident()
        else:
            self.expected.append("as")
        assert alias is not None
        if alias.name in ("crate", "super", "self", "$crate"):
            self.diagnostics.error("imports need to be explicitly named", last.span, helps=[f"try renaming it with a name: `{alias.name} as name`"])
        items.append(ast.UseItem(alias, self.since(start), attrs, vis, path, alias, False))

    def extern_crate(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.Item:
        self.bump()
        self.bump()
        token = self.tok
        name = Ident("self", self.bump().span) if token.kind == "self" else self.ident()
        crate = name.name
        if self.eat("as"):
            name = Ident("_", self.bump().span) if self.tok.kind == "_" else self.ident()
        if not self.eat(";"):
            self.not_expected([*self.expected, ";"])
        root = self.context.module.root()
        root.externs[name.name] = crate if crate != "self" else root.crate
        if any(attr.name == "macro_use" for attr in attrs):
            root.macro_use.append(crate)
        return ast.ExternCrateItem(name, self.since(start), attrs, vis, crate)

    def extern_block(self, attrs: list[ast.Attr], start: Span, vis: str) -> list[ast.Item]:
        """``extern "C" { fn f(); static X: T; }``: nothing to link with in the lab."""
        abi = self.parse_abi()
        if self.tok.kind != "{":
            self.not_expected(["{"])
        group = self.tok
        self.enter()
        self.inner_attributes()
        items = self.parse_items("extern")
        self.leave()
        for item in items:
            if isinstance(item, ast.FnItem):
                item.abi = abi
                item.unsafe_ = True
        if items and self.expand:
            self.diagnostics.error(
                "functions and statics of other languages are not supported by pagesim", full_span(group),
                helps=["the whole kernel must be Rust; define the function with `extern \"C\" fn name() { ... }`"],
            )
        return items

    # --- macros -----------------------------------------------------------------------------------------------------------

    def macro_rules(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        self.bump()
        self.bump()
        name = Ident(self.tok.text, self.bump().span) if self.tok.kind == "macro" else self.ident()
        if self.tok.kind not in ("(", "[", "{"):
            raise self.fail(f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`")
        group = self.skip_group()
        if group.kind != "{" and not self.eat(";"):
            self.diagnostics.error("macros must be curly brace or semicolon delimited" if False else "macros that expand to items must be delimited with braces or followed by a semicolon",
                                   full_span(group), helps=["add a semicolon: `;`"])
        span = self.since(start)
        if not self.expand:
            return []
        exported = any(attr.name == "macro_export" for attr in attrs)
        if any(attr.name == "rustc_builtin_macro" for attr in attrs):
            self.context.module.root().macros[name.name] = Builtin(name.name)
        else:
            local = self.context.in_fn
            macro = read_rules(name.name, group, self.context.session.crate, span, self.diagnostics, local)
            if macro.rules:
                self.context.define(name.name, macro, exported)
        return [ast.MacroRulesItem(name, span, attrs, "pub" if exported else "", exported)]

    def item_macro(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        """``name!{ ... }`` or ``name!( ... );`` among items."""
        path = self.parse_path("mod")
        self.bump()
        if self.tok.kind == "ident" and self.peek().kind in ("(", "{", "["):
            raise self.fail(f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`")
        group = self.skip_group()
        if group.kind != "{":
            if self.tok.kind == ";":
                self.bump()
            elif not (self.at_end and self.context.depth):
                self.diagnostics.error("macros that expand to items must be delimited with braces or followed by a semicolon", full_span(group),
                                       helps=["change the delimiters to curly braces", "add a semicolon: `;`"])
        if not self.expand:
            return []
        pending = PendingMacro(path.segments[-1].ident, self.since(start), attrs, "", path, group, self.context, self.where)
        if self.context.find(path) is None and not self.context.in_fn:
            pending.context = self.context.copy()
            self.context.session.pending.append(pending)
            return [pending]
        return self.expand_items(pending)

    def expand_items(self, pending: PendingMacro) -> list[ast.Item]:
        """What a macro call among items becomes."""
        macro = self.macro_named(pending.path)
        if macro is None:
            return []
        if isinstance(macro, Builtin):
            self.builtin(macro.name, pending.group, pending.span)
            return []
        tokens = self.expansion(macro, pending.group, pending.span)
        if tokens is None:
            return []
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        assert isinstance(parser, ItemParser)
        try:
            return parser.parse_items(pending.where)
        finally:
            self.context.depth = depth


def vis_text(vis: str) -> str:
    """A visibility as written."""
    return "pub" if vis == "pub" else f"pub({vis})"


def force_body(fn: ast.FnItem) -> None:
    """Parse the body of a function if it still waits for that."""
    lazy = fn.body
    if not isinstance(lazy, ast.LazyBody):
        return
    waiting: BodyTokens = lazy.tokens
    context = waiting.context
    from .parser import Parser

    in_fn, context.in_fn = context.in_fn, True
    parser = Parser(context, [waiting.group, Token("eof", "", waiting.group.extra[-1].span)])
    fn.body = ast.Block([], None, lazy.span)
    try:
        fn.body = parser.parse_block()
    except ParseError:
        pass
    except RecursionError:
        too_deep(context, fn.ident.span)
    finally:
        context.in_fn = in_fn


def too_deep(context: Context, span: Span) -> None:
    """Code that is nested so deeply that reading it would exhaust the stack."""
    context.diagnostics.error("this code is nested too deeply for pagesim", span, helps=["split it into smaller expressions or functions"])


def _late_value(parser_type: type[ItemParser], context: Context, item: ast.StaticItem | ast.ConstItem, tokens: list[Token]) -> None:
    """Parse the value of a constant or static that waited for macros."""
    parser = parser_type(context, tokens)
    try:
        item.value = parser.parse_expr()
        if not parser.at_end:
            parser.not_expected([*parser.expected, ";"])
    except ParseError:
        item.value = ast.ErrorExpr(item.span)
