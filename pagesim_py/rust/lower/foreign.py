"""Linking by name: what a declaration in an ``extern`` block stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..diagnostics import CompileError, Diagnostic
from ..names import types as t
from ..names.defs import FnDefn, ModuleDef, StaticDef
from ..names.symbols import Linkable, wanted_name
from ..names.types import Ty
from ..span import NO_SPAN, Span
from .items import Function, Item, new_name
from .layout import Layout
from .names import type_text
from .scalars import SCALARS

if TYPE_CHECKING:
    from .unit import Unit

BOUNDARIES = {
    "__executable_start": "image", "__ehdr_start": "image", "_etext": "text", "etext": "text",
    "_edata": "data", "edata": "data", "__bss_start": "data", "_end": "bss", "end": "bss",
}  # fmt: skip
"""Symbols that rust-lld defines itself if somebody asks for them: where a part of the image begins or ends."""


@dataclass(eq=False)
class Boundary(Item):
    """A place in the image that the linker gives a name. ``part``: what ends (or, for the image, begins) there."""

    part: str = ""


@dataclass
class Undefined:
    """The symbols that nothing defines, with the declarations and the places that refer to them."""

    found: dict[str, tuple[Linkable, list[Span]]] = field(default_factory=dict)

    def add(self, defn: Linkable, span: Span) -> None:
        """A reference to a declaration that nothing stands behind."""
        spans = self.found.setdefault(wanted_name(defn), (defn, []))[1]
        if span not in spans:
            spans.append(span)

    def raise_if_any(self, unit: Unit) -> None:
        """The linker's errors."""
        messages = []
        for name, (defn, spans) in self.found.items():
            what = "fn" if isinstance(defn, FnDefn) else "static"
            lines = [f"rust-lld: error: undefined symbol: {name}"]
            for span in spans:
                file, line, _ = unit.program.sources.locate(span)
                lines.append(f">>> referenced by {file.rpartition('/')[2]}:{line} ({file}:{line})")
            helps = [
                f"define it in the kernel with `#[unsafe(no_mangle)]`; pagesim links no other languages, "
                f"and reads no linker script: nothing else can bring this {what}"
            ]
            messages.append(
                Diagnostic(
                    "error",
                    None,
                    f"linking with `rust-lld` failed: undefined symbol: {name}",
                    spans[0] if spans else defn.span,
                    "referenced here",
                    ["\n".join(lines)],
                    helps,
                    [(defn.span, "declared here")] if defn.span is not NO_SPAN else [],
                )
            )
        if messages:
            raise CompileError(messages)


def target_of(unit: Unit, defn: Linkable, span: Span) -> Linkable | None:
    """The definition that a declaration means, which must be of its kind and shape; None if there is none."""
    found = unit.program.linked(defn)
    if found is None:
        return None
    differs = None
    if isinstance(defn, FnDefn) and isinstance(found, FnDefn):
        differs = different_functions(unit, defn, found)
    elif isinstance(defn, StaticDef) and isinstance(found, StaticDef):
        pass  # only its address counts
    else:
        differs = "one is a function, the other a static"
    if differs is not None:
        message = f"pagesim cannot link `{wanted_name(defn)}`: its declaration does not fit its definition"
        notes = [f"{differs}; a real machine would run it with whatever lies in the registers"]
        raise CompileError(
            [Diagnostic("error", None, message, defn.span, "declared here", notes, [], [(found.span, "defined here")])]
        )
    return found


def different_functions(unit: Unit, declared: FnDefn, defined: FnDefn) -> str | None:
    """How two signatures differ, as far as it matters; None if it doesn't."""
    items = unit.program.items
    items.sig(declared)
    items.sig(defined)
    if items.generics(defined).params:
        return "the definition is generic"
    if declared.abi != defined.abi and "x86-interrupt" in (declared.abi, defined.abi):
        return f'one is `extern "{declared.abi}"`, the other `extern "{defined.abi}"`'
    if len(declared.params) != len(defined.params):
        return f"it is declared with {len(declared.params)} parameters, and defined with {len(defined.params)}"
    pairs = [*zip(declared.params, defined.params, strict=True), (declared.ret or t.UNIT, defined.ret or t.UNIT)]
    for one, other in pairs:
        a, b = unit.program.normalize(one), unit.program.normalize(other)
        if a is not b and not same_shape(unit, a, b):
            return f"it is declared with `{type_text(a)}`, and defined with `{type_text(b)}`"
    return None


def same_shape(unit: Unit, a: Ty, b: Ty) -> bool:
    """Whether values of two types are kept alike."""
    if a is b or t.NEVER in (a, b):
        return a is b or t.UNIT in (a, b)
    x, y = unit.layouts.of(a), unit.layouts.of(b)
    if x.kind == "newtype":
        return same_shape(unit, x.fields[0][x.inner], b)
    if y.kind == "newtype":
        return same_shape(unit, a, y.fields[0][y.inner])
    if x.kind in SCALARS and y.kind in SCALARS:
        return (x.size, x.signed) == (y.size, y.signed)
    return same_parts(unit, x, y)


def same_parts(unit: Unit, x: Layout, y: Layout) -> bool:
    """Whether two layouts of values with parts agree."""
    if (x.kind, x.size, x.align, x.count, x.offsets) != (y.kind, y.size, y.align, y.count, y.offsets):
        return False
    return all(
        len(one) == len(other) and all(same_shape(unit, a, b) for a, b in zip(one, other, strict=True))
        for one, other in zip(x.fields, y.fields, strict=True)
    )


def stub(unit: Unit, defn: FnDefn) -> Function:
    """What stands for a function that is not there, until the linker says so."""
    key = ("foreign", defn)
    found = unit.item(key)
    if found is None:
        found = Function(new_name("F"), path=defn.path, key=key, lowered=True)
        unit.add(key, found, False)
    assert isinstance(found, Function)
    return found


def boundary(unit: Unit, name: str) -> Boundary:
    """The item for a symbol that the linker defines itself."""
    key = ("boundary", name)
    found = unit.item(key)
    if found is None:
        found = Boundary(new_name("G"), part=BOUNDARIES[name])
        unit.add(key, found, False)
    assert isinstance(found, Boundary)
    return found


def check_doubles(unit: Unit, functions: list[Function], statics: list[StaticDef]) -> None:
    """The linker's error for symbols that both the binary and the library define, if the library's is linked: it comes
    along as soon as something else of the same module is used.
    """
    used: set[ModuleDef | None] = {d.module for d in statics}
    used |= {f.key[1].module for f in functions if f.key[0] == "fn" and isinstance(f.key[1], FnDefn)}
    for name, theirs, ours in unit.program.exports.hidden:
        if theirs.module in used:
            places = []
            for defn in (ours, theirs):
                file, line, _ = unit.program.sources.locate(defn.span)
                places.append(f">>> defined at {file.rpartition('/')[2]}:{line} ({file}:{line})")
            note = "\n".join([f"rust-lld: error: duplicate symbol: {name}", *places])
            message = f"linking with `rust-lld` failed: duplicate symbol: {name}"
            also = [(theirs.span, "also defined here")]
            raise CompileError([Diagnostic("error", None, message, ours.span, "defined here", [note], [], also)])
