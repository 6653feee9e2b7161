"""Modules, imports, other crates, and macros among items."""

from __future__ import annotations

from dataclasses import dataclass

from ..span import Ident, Span
from . import ast
from .foreign import ExternBlock, foreign_items
from .macro_scope import Builtin, MacroModule, ParseContext, add_use
from .macro_spread import SPREAD
from .macros import read_item_macro, read_rules
from .parser_data import DataParser
from .tokens import Token, full_span


@dataclass(slots=True)
class PendingMacro(ast.Item):
    """A macro call among items whose macro is not known yet; replaced once it is."""

    path: ast.Path
    group: Token
    context: ParseContext
    where: str


def path_attribute(attrs: list[ast.Attr]) -> str | None:
    """What ``#[path = "..."]`` says."""
    return next((attr.value for attr in attrs if attr.name == "path" and attr.value), None)


class ModuleParser(DataParser):
    """What brings names from elsewhere."""

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
        if (given := path_attribute(attrs)) is not None:
            self.context.directory = f"{saved[2] if saved[3] else self.folder(name.span)}{given}/"
        self.context.inline = True
        self.enter()
        self.inner_levels()
        item.items = self.parse_items("module")
        self.leave()
        self.leave_module(saved, attrs)
        return item

    def enter_module(self, name: str) -> tuple[object, ...]:
        context = self.context
        saved = (context.scope, context.module, context.directory, context.inline)
        module = MacroModule(name, context.module.crate, context.module.plain())
        context.module.plain().children[name] = module
        context.module = module
        context.directory = f"{context.directory}{name}/"
        return saved

    def leave_module(self, saved: tuple[object, ...], attrs: list[ast.Attr]) -> None:
        context = self.context
        scope, context.module, context.directory, context.inline = saved  # type: ignore[assignment]
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
                add_use(self.context, item.path, item.alias, item.glob)
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
        if self.tok.kind == "*" and (self.prev.kind in ("::", "use", "{", ",")):
            span = self.bump().span
            items.append(ast.UseItem(Ident("*", span), self.since(start), attrs, vis, path, None, True))
            return
        if self.tok.kind == "{" and (self.prev.kind == "::" or self.tok.span == start):
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

    def use_leaf(
        self, path: ast.Path, prefix: ast.Path, start: Span, attrs: list[ast.Attr], vis: str, items: list[ast.Item]
    ) -> None:
        last = path.segments[-1].ident
        alias: Ident | None = last
        if last.name == "self":
            if len(path.segments) > 1 and prefix.segments:
                path.segments.pop()
                alias = path.segments[-1].ident
                alias = Ident(alias.name, last.span)
            elif len(path.segments) > 1:
                self.diagnostics.error(
                    "`self` imports are only allowed within a { } list",
                    path.span,
                    "E0429",
                    helps=["consider importing the module directly"],
                )
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
            self.diagnostics.error(
                "imports need to be explicitly named",
                last.span,
                helps=[f"try renaming it with a name: `{alias.name} as name`"],
            )
        items.append(ast.UseItem(alias, self.since(start), attrs, vis, path, alias, False))

    def extern_crate(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.Item:
        self.bump()
        self.bump()
        token = self.tok
        name = Ident("self", self.bump().span) if token.kind == "self" else self.ident()
        crate = self.context.module.root().externs.get(name.name, name.name)
        if self.eat("as"):
            name = Ident("_", self.bump().span) if self.tok.kind == "_" else self.ident()
        if not self.eat(";"):
            self.not_expected([*self.expected, ";"])
        module = self.context.module
        root = module.root()
        module.externs[name.name] = crate if crate != "self" else root.crate
        if any(attr.name == "macro_use" for attr in attrs):
            root.macro_use.append(crate)
        return ast.ExternCrateItem(name, self.since(start), attrs, vis, crate)

    def extern_block(self, attrs: list[ast.Attr], start: Span, unsafe: bool) -> list[ast.Item]:
        """``extern "C" { fn f(); static X: T; }``: what is defined elsewhere, and found by its name when linking."""
        keyword = self.tok
        named = self.peek().kind == "lit"
        abi = self.parse_abi()
        if self.tok.kind != "{":
            self.not_expected(["{"])
        head = self.since(start)
        self.enter()
        self.inner_attributes()
        items = self.parse_items("extern")
        self.leave()
        if not self.expand:
            return []
        block = ExternBlock(attrs, abi, unsafe, self.since(start), head, keyword.span if not named else None)
        return foreign_items(self, block, items)

    def macro_rules(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        self.bump()
        self.bump()
        name = Ident(self.tok.text, self.bump().span) if self.tok.kind == "macro" else self.ident()
        if self.tok.kind not in ("(", "[", "{"):
            raise self.fail(
                f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`"
            )
        group = self.skip_group()
        if group.kind != "{" and not self.eat(";"):
            self.diagnostics.error(
                "macros that expand to items must be delimited with braces or followed by a semicolon",
                full_span(group),
                helps=["add a semicolon: `;`"],
            )
        span = self.since(start)
        if not self.expand:
            return []
        exported = any(attr.name == "macro_export" for attr in attrs)
        if any(attr.name == "rustc_builtin_macro" for attr in attrs):
            self.context.module.root().macros[name.name] = Builtin(name.name)
        else:
            local = self.context.in_fn
            macro = read_rules(name.name, group, self.context.session.crate, span, self.diagnostics, local)
            self.context.define(name.name, macro, exported)
        return [ast.MacroRulesItem(name, span, attrs, "pub" if exported else "", exported)]

    def item_of_macro(self, attrs: list[ast.Attr], start: Span, vis: str) -> list[ast.Item]:
        """``macro name(..) { .. }`` and ``macro name { (..) => { .. }, .. }``: found by paths, as other items are."""
        self.bump()
        name = self.ident()
        if self.tok.kind not in ("(", "{"):
            raise self.fail(f"expected one of `(` or `{{`, found {self.found()}", None, "expected one of `(` or `{`")
        left = self.skip_group() if self.tok.kind == "(" else None
        if self.tok.kind != "{":
            raise self.fail(f"expected `{{`, found {self.found()}", None, "expected `{`")
        group = self.skip_group()
        span = self.since(start)
        if not self.expand:
            return []
        context = self.context
        macro = read_item_macro(name.name, left, group, context.session.crate, span, self.diagnostics, context.in_fn)
        context.session.macros.append(macro)
        context.module.macros[name.name] = macro
        return [ast.MacroRulesItem(name, span, attrs, vis, False, True)]

    def item_macro(self, attrs: list[ast.Attr], start: Span) -> list[ast.Item]:
        """``name!{ ... }`` or ``name!( ... );`` among items."""
        path = self.parse_path("mod")
        self.bump()
        if self.tok.kind == "ident" and self.peek().kind in ("(", "{", "["):
            raise self.fail(
                f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`"
            )
        group = self.skip_group()
        if group.kind != "{":
            if self.tok.kind == ";":
                self.bump()
            elif not (self.at_end and self.context.depth):
                self.diagnostics.error(
                    "macros that expand to items must be delimited with braces or followed by a semicolon",
                    full_span(group),
                    helps=["change the delimiters to curly braces", "add a semicolon: `;`"],
                )
        if not self.expand:
            return []
        pending = PendingMacro(
            path.segments[-1].ident, self.since(start), attrs, "", path, group, self.context, self.where
        )
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
        if isinstance(macro, Builtin) and macro.name not in SPREAD:
            if macro.name == "asm":
                span = pending.path.span
                self.diagnostics.error(f"non-item macro in item position: {macro.name}", span)
                return []
            self.builtin(macro.name, pending.group, pending.span)
            return []
        tokens = self.expansion(macro, pending.group, pending.span)
        if tokens is None:
            return []
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        assert isinstance(parser, ModuleParser)
        try:
            return parser.parse_items(pending.where)
        finally:
            self.context.depth = depth

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def folder(self, span: Span) -> str:
        """Where the file lies that ``span`` is in."""
        raise NotImplementedError

    def parse_items(self, where: str) -> list[ast.Item]:
        """Items up to the end of the group or file."""
        raise NotImplementedError
