"""Lints about how things are written: names, parentheses that change nothing, ``while true``. They look at the syntax
that the student wrote, not at what macros made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..names.defs import AdtDef, AliasDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef
from ..span import Ident, Span
from ..syntax import ast
from .lints import give

if TYPE_CHECKING:
    from ..program import Program

PLAIN = (
    *(ast.Binary, ast.Unary, ast.PathExpr, ast.Call, ast.MethodCall, ast.Literal, ast.FieldExpr, ast.Index),
    *(ast.Cast, ast.AddrOf),
)
"""What may stand without parentheses wherever an expression may, if no block is in it."""


def is_snake(name: str) -> bool:
    """Whether a name is spelt as functions and variables are."""
    bare = name.lstrip("'").strip("_")
    return "__" not in bare and not any(c.isupper() for c in bare)


def is_camel(name: str) -> bool:
    """Whether a name is spelt as types are."""
    bare = name.strip("_")
    if not bare:
        return True
    cased = any(
        (a == "_" and b.lower() != b.upper()) or (b == "_" and a.lower() != a.upper()) for a, b in pairwise(bare)
    )
    return not bare[0].islower() and "__" not in bare and not cased


class Style:
    """Walks what the student wrote."""

    def __init__(self, program: Program) -> None:
        self.cx = program.cx
        self.sources = program.sources

    # --- names

    def item(self, d: Def) -> None:
        """The names that an item has and gives, and its bodies."""
        node = getattr(d, "node", None)
        if isinstance(d, ImplDef) and d.attr("automatically_derived") is not None:
            return
        if isinstance(d, FnDefn):
            self.function(d)
        elif isinstance(d, ModuleDef):
            self.snake(d, "module", d.name, d.span)
        elif isinstance(d, ConstDef):
            word = "constant" if d.container is None else "associated constant"
            if not (isinstance(d.container, ImplDef) and d.container.trait is not None):
                self.upper(d, word, d.name, d.span)
            self.walk(d, node)
        elif isinstance(d, StaticDef):
            if not d.foreign and d.attr("no_mangle") is None:
                self.upper(d, "static variable", d.name, d.span)
            self.walk(d, node)
        elif isinstance(d, AdtDef):
            self.adt(d)
        elif isinstance(d, AliasDef | TraitDef):
            self.camel(d, "trait" if isinstance(d, TraitDef) else "type", d.name, d.span)
        if isinstance(d, TraitDef | ImplDef):
            for member in [*d.methods.values(), *d.consts.values()]:
                self.item(member)

    def function(self, d: FnDefn) -> None:
        """A function's name and body."""
        outside = d.abi != "Rust" and any(d.attr(name) is not None for name in ("no_mangle", "export_name"))
        of_trait = isinstance(d.container, ImplDef) and d.container.trait is not None
        if not (d.foreign or outside or of_trait):
            word = {TraitDef: "trait method", ImplDef: "method"}.get(type(d.container), "function")
            self.snake(d, word, d.name, d.span)
        if d.node is not None and not d.foreign:
            self.walk(d, [d.node.params, d.node.body])

    def adt(self, d: AdtDef) -> None:
        """A type's name, those of its variants and fields."""
        if "C" not in d.repr:
            self.camel(d, "type", d.name, d.span)
        for variant in d.node.variants if isinstance(d.node, ast.EnumItem) else ():
            self.camel(d, "variant", variant.ident.name, variant.ident.span)
            self.fields(d, variant.fields)
        if isinstance(d.node, ast.StructItem):
            self.fields(d, d.node.fields)

    def fields(self, d: Def, written: Iterable[ast.FieldDef]) -> None:
        for f in written:
            if not f.ident.name.isdigit():
                self.snake(d, "structure field", f.ident.name, f.ident.span)

    def snake(self, d: Def, what: str, name: str, span: Span) -> None:
        if not is_snake(name):
            self.misspelt(d, "non_snake_case", f"{what} `{name}` should have a snake case name", name, span)

    def upper(self, d: Def, what: str, name: str, span: Span) -> None:
        if any(c.islower() for c in name):
            self.misspelt(d, "non_upper_case_globals", f"{what} `{name}` should have an upper case name", name, span)

    def camel(self, d: Def, what: str, name: str, span: Span) -> None:
        if not is_camel(name):
            text = f"{what} `{name}` should have an upper camel case name"
            self.misspelt(d, "non_camel_case_types", text, name, span)

    def misspelt(self, d: Def, lint: str, message: str, name: str, span: Span) -> None:
        """A name that the student wrote otherwise than is usual."""
        if not span.ctx and self.text(span) in (name, f"r#{name}") and not self.made_elsewhere(d):
            give(self.cx, d, lint, message, span)

    def made_elsewhere(self, d: Def) -> bool:
        """Whether an item is what a macro made."""
        node = getattr(d, "node", None)
        return node is not None and getattr(node, "span", d.span).ctx != 0

    # --- bodies

    def walk(self, d: Def, root: Any) -> None:
        """Look at all syntax below ``root`` that is no item of its own."""
        for node in below(root):
            if getattr(node, "span", d.span).ctx:
                continue  # a macro made it
            if isinstance(node, ast.While):
                self.parens(d, node.cond, "`while` condition")
                self.while_true(d, node)
            elif isinstance(node, ast.If):
                self.parens(d, node.cond, "`if` condition")
            elif isinstance(node, ast.Match):
                self.parens(d, node.scrutinee, "`match` scrutinee expression")
            elif isinstance(node, ast.Return):
                self.parens(d, node.value, "`return` value")
            elif isinstance(node, ast.LetStmt):
                self.parens(d, node.init, "assigned value")
            elif isinstance(node, ast.Assign):
                self.parens(d, node.right, "assigned value")
            elif isinstance(node, ast.Call | ast.MethodCall):
                for arg in node.args:
                    self.parens(d, arg, "function argument" if isinstance(node, ast.Call) else "method argument")

    def text(self, span: Span) -> str:
        return self.sources.files[span.file].text[span.lo : span.hi]

    def while_true(self, d: Def, node: ast.While) -> None:
        cond = node.cond
        if isinstance(cond, ast.Literal) and cond.kind == "bool" and cond.value and not node.span.ctx:
            start = node.span
            if self.text(cond.span) == "true":
                message = "denote infinite loops with `loop { ... }`"
                give(self.cx, d, "while_true", message, start._replace(hi=cond.span.hi), helps=("use `loop`",))

    def parens(self, d: Def, e: ast.Expr | None, where: str) -> None:
        """Parentheses around all of an expression where none are needed; those of several lines are let be."""
        if not isinstance(e, PLAIN) or e.span.ctx or not e.span.file:
            return
        text = self.text(e.span)
        if not wrapped(text) or re.search(r"[{}\n\"'|]", text.replace("||", "")) or text.startswith("(&raw"):
            return
        first, last = e.span._replace(hi=e.span.lo + 1), e.span._replace(lo=e.span.hi - 1)
        message = f"unnecessary parentheses around {where}"
        give(self.cx, d, "unused_parens", message, first, helps=("remove these parentheses",), beside=[(last, "")])


def wrapped(text: str) -> bool:
    """Whether the first parenthesis of a text closes at its end."""
    if not text.startswith("("):
        return False
    depth = 0
    for at, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


_PARTS: dict[type, tuple[str, ...]] = {}


def parts(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes in which syntax can be."""
    found = _PARTS.get(kind)
    if found is None:
        found = _PARTS[kind] = tuple(f.name for f in fields(kind) if f.name not in ("span", "attrs", "unread"))
    return found


def below(root: Any) -> Iterator[Any]:
    """All nodes of a piece of syntax in the order of the text, but for items in it."""
    if isinstance(root, list | tuple) and not isinstance(root, Span | Ident):
        for one in root:
            yield from below(one)
    elif is_dataclass(root) and not isinstance(root, ast.Attr | ast.ItemStmt):
        yield root
        for name in parts(type(root)):
            yield from below(getattr(root, name, None))


def check_style(program: Program, defs: list[Def]) -> None:
    """All items."""
    style = Style(program)
    for d in defs:
        style.item(d)
