"""A kernel on its way through the compiler, as far as it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pagesim_py.cli.kernel import Kernel, booted
from pagesim_py.labs.project import Project
from pagesim_py.rust.check.roots import all_defs
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.names.context import BORROWS, phase
from pagesim_py.rust.names.defs import Def, FnDefn, ImplDef, ModuleDef, TraitDef
from pagesim_py.rust.names.show import show
from pagesim_py.rust.names.types import Adt
from pagesim_py.rust.pause import collector_paused
from pagesim_py.rust.program import NESTING, Build, Program, begin, check, collect, library_name, parse
from pagesim_py.rust.span import Sources, Span
from pagesim_py.rust.stack import room_for
from pagesim_py.rust.syntax import ast


class Stages:
    """The stages of one compilation, each made when first asked for. All raise CompileError if the program is rejected
    by then.
    """

    def __init__(self, project: Project, dialect: str) -> None:
        self.project = project
        self.dialect = dialect
        self.refused: CompileError | None = None
        """The messages, if it was only its borrows that were wrong: all stages before are there."""

    @cached_property
    def build(self) -> Build:
        """What is built."""
        options: dict[str, Any] = dict(self.project.options)
        options["externs"] = dict(options.get("externs", ()))
        return Build(self.project.package or library_name(self.project.files), **options)

    @cached_property
    def program(self) -> Program:
        """The program, of which nothing need be read yet."""
        return begin(self.project.files, self.dialect, self.build)

    @property
    def sources(self) -> Sources:
        """Its texts."""
        return self.program.sources

    @cached_property
    def trees(self) -> list[tuple[str, ast.ModItem]]:
        """The crates' syntax trees, by what each crate is called."""
        with collector_paused(), room_for(NESTING):
            found = parse(self.program, self.project.files, self.build)
            self.program.diagnostics.raise_if_errors()
        return found

    @cached_property
    def checked(self) -> list[ModuleDef]:
        """The crates, once names, types and borrows are checked."""
        with collector_paused(), room_for(NESTING):
            crates = collect(self.program, self.build, self.trees)
            try:
                check(self.program, crates)
            except CompileError as error:
                if any(phase(d) < BORROWS for d in self.program.diagnostics.errors):
                    raise
                self.refused = error
        return crates

    @property
    def blocks(self) -> list[ModuleDef]:
        """The blocks that have items of their own, once the program is checked."""
        return self.program.cx.local.blocks

    @property
    def definitions(self) -> list[Def]:
        """What the program defines, in the order in which it is checked."""
        return [d for d in all_defs([*self.checked, *self.blocks]) if not derived(d)]

    @property
    def functions(self) -> Iterator[FnDefn]:
        """The functions with a body."""
        for d in self.definitions:
            if isinstance(d, FnDefn):
                yield from [d] if d.has_body and d.ctor is None and d.node is not None else []
            elif isinstance(d, ImplDef | TraitDef):
                yield from (fn for fn in d.methods.values() if fn.has_body and fn.node is not None)

    @cached_property
    def kernel(self) -> Kernel:
        """The kernel on a machine that has just booted. Raises Stopped if it is rejected."""
        return booted(self.project, self.dialect, record=True)

    def place(self, span: Span, short: bool = True) -> str:
        """Where a span begins, as ``7:5``, a ``+`` behind it for what a macro wrote there; with the file's name if not
        ``short``.
        """
        return place_in(self.sources, span, short)


def place_in(sources: Sources, span: Span, short: bool = True) -> str:
    """The same, of any sources."""
    file, line, column = sources.locate(span)
    made = "+" if span.ctx else ""
    return f"{'' if short else file + ':'}{line}:{column}{made}"


def path_of(fn: FnDefn) -> str:
    """A function's path, as the kernel's symbol table has it: ``<osirs::Screen as core::fmt::Write>::write_str``."""
    home = fn.container
    if not isinstance(home, ImplDef) or home.self_ty is None:
        return fn.path
    owner = home.self_ty.defn.path if isinstance(home.self_ty, Adt) else show(home.self_ty)
    return f"{owner}::{fn.name}" if home.trait is None else f"<{owner} as {home.trait.path}>::{fn.name}"


def derived(d: Def) -> bool:
    """Whether ``#[derive]`` has written it."""
    return d.attr("automatically_derived") is not None
