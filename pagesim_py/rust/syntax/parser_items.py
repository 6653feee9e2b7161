"""Items: functions, types, traits, impls, constants, modules, imports, macro definitions."""

from __future__ import annotations

from ..diagnostics import similar
from ..span import Ident, Span
from . import ast
from .derive import derive
from .parser_core import ParseError
from .parser_modules import ModuleParser
from .tokens import KEYWORDS, Token, describe, full_span
from .unread import UnreadItems, unread

_ITEM_KEYWORDS = frozenset("fn struct enum trait impl mod use static type pub extern const unsafe async".split())


class ItemParser(ModuleParser):
    """Everything that may stand in a module."""

    # --- lists of items -----------------------------------------------------------------------------------------------

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
                    first = self.tok.span
                    items += self.parse_item(attrs, start)
                    self.levels_over(attrs, start, self.prev.span)
                    if attrs and where in ("impl", "trait"):
                        self.misplaced_tests(attrs, first.to(self.prev.span))
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

    # --- one item -----------------------------------------------------------------------------------------------------

    def parse_item(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        while self.tok.kind == "nt" and self.tok.text == "item":
            return self.item_fragment(attrs)
        self.mend_case(("pub", "fn", "struct", "enum", "trait", "impl", "mod", "use", "static", "const", "type"))
        vis_span = self.tok.span
        vis = self.parse_visibility()
        if vis and self.where == "trait":
            self.diagnostics.error(
                "visibility qualifiers are not permitted here",
                self.since(vis_span),
                "E0449",
                notes=["trait items always share the visibility of their trait"],
                helps=["remove the qualifier"],
            )
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
        elif (
            kind == "trait"
            or (kind == "unsafe" and self.peek().kind in ("trait", "ident"))
            or (self.is_word("auto") and self.peek().kind == "trait")
        ):
            item = self.trait(attrs, start, vis)
        elif kind == "static" or ((self.is_word("safe") or kind == "unsafe") and self.peek().kind == "static"):
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
            return self.extern_block(attrs, start, False)
        elif kind == "unsafe" and self.peek().kind == "extern":
            self.bump()
            return self.extern_block(attrs, start, True)
        elif self.is_word("union") and self.peek().kind == "ident":
            item = self.struct(attrs, start, vis)
        elif self.is_word("macro_rules") and self.peek().kind == "!":
            return self.macro_rules(attrs, start)
        elif kind == "macro":
            return self.item_of_macro(attrs, start, vis)
        elif self.macro_statement_ahead() and not vis:
            return self.item_macro(attrs, start)
        else:
            raise self.no_item(vis, vis_span, start)
        item.span = self.since(start)
        if self.where != "extern" and getattr(item, "safe", False):
            self.diagnostics.error(
                "items outside of `unsafe extern { }` cannot be declared with `safe` safety qualifier", item.span
            )
        made: list[ast.Item] = [item]
        if isinstance(item, (ast.StructItem, ast.EnumItem)) and self.expand:
            made += derive(item, self)
        return made

    def no_item(self, vis: str, start: Span, attributes: Span) -> ParseError:
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
            return self.fail(
                f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`"
            )
        if token.kind == "ident" or token.kind in KEYWORDS:
            following = self.peek()
            if token.kind == "let" and self.where == "module":
                return self.fail(
                    "expected item, found keyword `let`",
                    None,
                    "`let` cannot be used for global variables",
                    helps=[
                        "consider using `static` or `const` instead of `let`",
                        "for a full list of items that can appear in modules, see "
                        "<https://doc.rust-lang.org/reference/items.html>",
                    ],
                )
            if token.text == "import" and following.kind == "ident":
                helps = ["items are imported using the `use` keyword"]
                return self.fail("expected item, found `import`", None, "expected item", helps=helps)
            if following.kind == "(":
                if self.peek(2).kind in ("{", "->"):
                    return self.fail(
                        "missing `fn` for function definition",
                        start.to(token.span),
                        helps=[f"add `fn` here to parse `{token.text}` as a {'public ' if vis else ''}function"],
                    )
                return self.fail("missing `fn` or `struct` for function or struct definition", start.to(token.span))
            if token.kind == "ident" and following.kind == "ident":
                meant = similar(
                    token.text,
                    [
                        "fn",
                        "struct",
                        "enum",
                        "trait",
                        "impl",
                        "mod",
                        "use",
                        "static",
                        "const",
                        "type",
                        "pub",
                        "unsafe",
                        "extern",
                    ],
                )
                if token.text in ("fun", "func", "function", "def"):
                    meant = "fn"
                if token.text in ("class", "object"):
                    meant = "struct"
                helps = [f"there is a keyword `{meant}` with a similar name"] if meant else []
                if vis:
                    return self.fail(
                        f"visibility `{vis_text(vis)}` is not followed by an item", start, "the visibility", helps=helps
                    )
                self.bump()
                return self.fail(
                    f"expected one of `!` or `::`, found {describe(self.tok)}",
                    None,
                    "expected one of `!` or `::`",
                    helps=helps,
                )
            if token.kind == "ident" and following.kind == "{":
                return self.fail(
                    "missing `struct` for struct definition",
                    start.to(token.span),
                    helps=["add `struct` here to parse `" + token.text + "` as a struct"],
                )
            if token.kind == "ident" and not vis:
                self.bump()
                while self.tok.kind == "::" and self.peek().kind == "ident":
                    self.bump()
                    self.bump()
                if self.tok.kind == "::":
                    return self.fail(f"expected `!`, found {self.found()}", None, "expected `!`")
                return self.fail(
                    f"expected one of `!` or `::`, found {self.found()}", None, "expected one of `!` or `::`"
                )
        if vis:
            return self.fail(
                f"visibility `{vis_text(vis)}` is not followed by an item",
                start,
                "the visibility",
                helps=["you likely meant to define an item, e.g., `" + vis_text(vis) + " fn foo() {}`"],
            )
        if self.where in ("trait", "impl"):
            return self.fail("non-item in item list", None, "non-item starts here")
        if attributes != start:
            what = (
                "doc comment"
                if self.context.sources.files[attributes.file].text.startswith("//", attributes.lo)
                else "attributes"
            )
            return self.fail(f"expected item after {what}", attributes)
        return self.fail(
            f"expected item, found {self.found()}",
            None,
            "expected item",
            helps=[
                "for a full list of items that can appear in modules, see "
                "<https://doc.rust-lang.org/reference/items.html>"
            ],
        )

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

    # --- functions ----------------------------------------------------------------------------------------------------

    # --- types --------------------------------------------------------------------------------------------------------

    # --- traits and impls ---------------------------------------------------------------------------------------------

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
            raise self.fail(
                "trait aliases are not supported by pagesim",
                None,
                helps=["declare a trait with the others as supertraits"],
            )
        self.parse_where(generics)
        if self.tok.kind != "{":
            self.not_expected([*self.expected, "{"])
        items = self.item_group("trait")
        return ast.TraitItem(name, start, attrs, vis, generics, supertraits, items, unsafe, auto)

    def impl(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.ImplItem:
        unsafe = self.eat("unsafe")
        name = Ident("impl", self.bump().span)
        generics = ast.Generics()
        if (
            self.tok.kind == "<"
            and self.peek().kind in ("lifetime", "ident", "const", ">", "#")
            and self.generic_parameters_ahead()
        ):
            generics = self.parse_generics()
        if self.tok.kind == "const":
            self.bump()
        negative = self.tok.kind == "!"
        if negative:
            self.bump()
        if self.tok.kind == "for" and self.peek().kind != "<":
            raise self.fail(
                "missing trait in a trait impl",
                self.after_prev(),
                helps=["add a trait here", "for an inherent impl, drop this `for`"],
            )
        first = self.parse_type(plus=True)
        trait: ast.Path | None = None
        self_ty = first
        if self.eat("for"):
            if not isinstance(first, ast.PathType):
                raise self.fail("expected a trait, found type", first.span)
            trait = first.path
            self_ty = self.parse_type(plus=True)
        self.parse_where(generics)
        if self.tok.kind != "{":
            self.not_expected([*self.expected, "{"])
        item = ast.ImplItem(name, start, attrs, vis, generics, trait, self_ty, [], unsafe, negative)
        group = self.tok
        if self.lazy and not self.holds_lang_items(group):
            span = full_span(group)
            left = unread([group], span, self.context)
            item.wait(UnreadItems(left.tokens, span, left.context))
            self.skip_group()
        else:
            item.items = self.item_group("impl")
        return item

    def holds_lang_items(self, group: Token) -> bool:
        """Whether something in an impl of our own crates is known to the compiler by an attribute."""
        span = full_span(group)
        return not span.ctx and "#[lang" in self.context.sources.files[span.file].text[span.lo : span.hi]

    def generic_parameters_ahead(self) -> bool:
        """``impl<T>``, as against ``impl <T as Trait>::X``."""
        return (
            self.peek(2).kind in (">", ",", ":", "=", "ident", "as") and self.peek(2).kind != "as"
        ) or self.peek().kind in (">", "#", "const")

    def item_group(self, where: str) -> list[ast.Item]:
        """The braces of a trait or impl."""
        self.enter()
        self.inner_levels()
        items = self.parse_items(where)
        self.leave()
        return items

    # --- values -------------------------------------------------------------------------------------------------------

    # --- modules and imports ------------------------------------------------------------------------------------------

    # --- macros -------------------------------------------------------------------------------------------------------


def vis_text(vis: str) -> str:
    """A visibility as written."""
    return "pub" if vis == "pub" else f"pub({vis})"
