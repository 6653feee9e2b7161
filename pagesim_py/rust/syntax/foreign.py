"""What stands in an ``extern`` block: functions and statics that are defined elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..span import Span
from . import ast

if TYPE_CHECKING:
    from .parser_core import ParserCore

WORDS = {
    "StructItem": "struct", "EnumItem": "enum", "TraitItem": "trait", "ImplItem": "implementation",
    "ModItem": "module", "UseItem": "`use` import", "ExternCrateItem": "`extern crate`",
}  # fmt: skip
MORE = "for more information, visit https://doc.rust-lang.org/std/keyword.extern.html"


@dataclass(frozen=True, slots=True)
class ExternBlock:
    """``unsafe extern "C" { .. }``. ``head``: everything before the brace; ``nameless``: the keyword, if no ABI is
    written.
    """

    attrs: list[ast.Attr]
    abi: str
    unsafe: bool
    span: Span
    head: Span
    nameless: Span | None


def foreign_items(parser: ParserCore, block: ExternBlock, items: list[ast.Item]) -> list[ast.Item]:
    """The items of an ``extern`` block, marked as such; reports what may not stand there."""
    diagnostics = parser.diagnostics
    edition = int(parser.context.session.cfg.get("edition", 2024))  # type: ignore[arg-type]
    if edition >= 2024 and not block.unsafe:
        diagnostics.error(
            "extern blocks must be unsafe", block.head._replace(hi=block.span.hi), helps=["write `unsafe extern`"]
        )
    if block.nameless is not None:
        diagnostics.warning(
            "`extern` declarations without an explicit ABI are deprecated",
            block.nameless,
            "missing_abi",
            helps=['explicitly specify the "C" ABI: `extern "C"`'],
        )
    for attr in block.attrs:
        if attr.name == "link":
            diagnostics.error(
                "a library cannot be linked by pagesim",
                attr.span,
                helps=["define what it brings in Rust, with `#[unsafe(no_mangle)]`, and leave this attribute out"],
            )
    found: list[ast.Item] = []
    for item in items:
        if isinstance(item, ast.FnItem):
            foreign_function(parser, block, item)
        elif isinstance(item, ast.StaticItem):
            if item.value is not None:
                incorrect(parser, block, item, "static")
        elif isinstance(item, ast.ConstItem):
            helps = ["try using a static value"]
            diagnostics.error("extern items cannot be `const`", item.ident.span, notes=[MORE], helps=helps)
            continue
        elif isinstance(item, ast.TypeAlias):
            helps = ["use a struct with a private field of size 0"]
            diagnostics.error("extern types are not supported by pagesim", item.span, helps=helps)
            continue
        elif (word := WORDS.get(type(item).__name__)) is not None:
            helps = [f"consider moving the {word} out to a nearby module scope"]
            diagnostics.error(f"{word} is not supported in `extern` blocks", item.span, helps=helps)
            continue
        if isinstance(item, ast.FnItem | ast.StaticItem):
            item.foreign = True
            if not block.unsafe and (item.safe or (isinstance(item, ast.FnItem) and item.unsafe_)):
                diagnostics.error(
                    "items in `extern` blocks without an `unsafe` qualifier cannot have safety qualifiers",
                    item.span,
                    helps=["add `unsafe` to this `extern` block"],
                )
        if isinstance(item, ast.FnItem):
            item.abi, item.unsafe_ = block.abi, not item.safe
        found.append(item)
    return found


def foreign_function(parser: ParserCore, block: ExternBlock, item: ast.FnItem) -> None:
    """Reports what a function of an ``extern`` block may not have."""
    diagnostics = parser.diagnostics
    if item.body is not None:
        incorrect(parser, block, item, "function")
    for qualifier, there in (("const", item.const_), ("extern", item.abi is not None)):
        if there:
            text = parser.context.sources.files[item.span.file].text
            at = text.find(qualifier, item.span.lo, item.span.hi)
            diagnostics.error(
                f"functions in `extern` blocks cannot have `{qualifier}` qualifier",
                item.span._replace(lo=at, hi=at + len(qualifier)) if at >= 0 else item.span,
                helps=[f"remove the `{qualifier}` qualifier"],
                secondary=[(block.head, "in this `extern` block")],
            )
    item.const_ = False
    if any(param.kind != "lifetime" for param in item.generics.params):
        diagnostics.error(
            "foreign items may not have type parameters",
            item.span,
            "E0044",
            "can't have type parameters",
            helps=["replace the type parameters with concrete types like `u32`"],
        )
        item.generics = ast.Generics()
    for param in item.params:
        pattern = param.pat
        plain = isinstance(pattern, ast.BindPat) and not (pattern.by_ref or pattern.mutable or pattern.sub)
        if not plain and not isinstance(pattern, ast.WildPat):
            diagnostics.error(
                "patterns aren't allowed in foreign function declarations",
                pattern.span,
                "E0130",
                "pattern not allowed in foreign function",
            )


def incorrect(parser: ParserCore, block: ExternBlock, item: ast.Item, what: str) -> None:
    """A body or value where only a declaration may stand."""
    helps = ["a function that others call is written outside of the block: `extern fn`"] if what == "function" else []
    label = f"`extern` blocks define existing foreign {what}s and {what}s inside of them cannot have a body"
    parser.diagnostics.error(
        f"incorrect {what if what == 'function' else f'`{what}`'} inside `extern` block",
        item.ident.span,
        label="cannot have a body",
        notes=[MORE],
        helps=helps,
        secondary=[(block.head, label)],
    )
