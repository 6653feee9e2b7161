"""Checking of items, and of the program as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import ast
from .context import phase
from .defs import AdtDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef

if TYPE_CHECKING:
    from .program import Program


def check_program(program: Program, crates: list[ModuleDef]) -> None:
    """Check everything the student wrote; raise CompileError if there are errors."""
    cx, items = program.cx, program.items
    for crate in crates:
        for attr in crate.attrs:
            if attr.name == "feature":
                cx.features |= {str(getattr(t, "text", "")) for t in attr.tokens}
    defs: list[Def] = []

    def walk(m: ModuleDef) -> None:
        for d in m.items:
            defs.append(d)
            if isinstance(d, ModuleDef):
                walk(d)

    for crate in crates:
        walk(crate)
    done = 0
    while done < len(defs):
        d = defs[done]
        done += 1
        if isinstance(d, FnDefn):
            check_fn(program, d)
        elif isinstance(d, ConstDef | StaticDef):
            program.thir(d)
        elif isinstance(d, AdtDef):
            items.adt(d)
            items.predicates(d)
        elif isinstance(d, TraitDef):
            items.supertraits(d)
            for fn in d.methods.values():
                check_fn(program, fn)
        elif isinstance(d, ImplDef):
            items.impl_header(d)
            for fn in d.methods.values():
                check_fn(program, fn)
            for const in d.consts.values():
                program.thir(const)
        if done == len(defs) and cx.local.todo:
            defs += cx.local.todo
            cx.local.todo = []
    find_roots(program, crates, defs)
    cx.diagnostics.items.sort(key=phase)
    cx.diagnostics.raise_if_errors()


def check_fn(program: Program, fn: FnDefn) -> None:
    """Check a function's signature and body."""
    program.items.sig(fn)
    program.items.predicates(fn)
    if fn.has_body and fn.node is not None:
        program.thir(fn)


def find_roots(program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
    """The entry, the panic handler, the allocator."""
    for d in defs:
        for attr in d.attrs:
            if attr.name == "panic_handler" and isinstance(d, FnDefn):
                program.panic_handler = d
            elif attr.name == "global_allocator" and isinstance(d, StaticDef):
                program.global_allocator = d
            elif attr.name == "alloc_error_handler" and isinstance(d, FnDefn):
                program.alloc_error_handler = d
            elif isinstance(d, FnDefn) and exported_name(d, attr) == "_start":
                program.entry = d


def exported_name(fn: FnDefn, attr: ast.Attr) -> str | None:
    """The symbol that an attribute gives a function."""
    if attr.name == "no_mangle":
        return fn.name
    return attr.value if attr.name == "export_name" else None
