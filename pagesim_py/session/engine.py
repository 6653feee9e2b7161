"""From files to a finished run: compiler, boot loader and machine, behind one small class.

Tests put another engine in its place, to see what the session makes of any program and outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from pagesim_py.boot import STAND_IN, BootError, boot
from pagesim_py.labs import Lab
from pagesim_py.labs.laid_out import project_of
from pagesim_py.labs.packages import MANIFEST
from pagesim_py.labs.project import InputError, Project
from pagesim_py.labs.runner import Rejected, as_data, compiled, plain_message
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import compile as compile_kernel
from pagesim_py.rust.compiled import prepare
from pagesim_py.rust.diagnostics import CompileError, InternalError
from pagesim_py.session.addresses import Symbols
from pagesim_py.session.run import Program

__all__ = ["STAND_IN", "Engine", "Rejected", "plain_message"]


class Engine:
    """Compiles, boots and runs with everything that is the project's own."""

    def __init__(self) -> None:
        self._boots: WeakKeyDictionary[Any, Mapping[str, Any]] = WeakKeyDictionary()
        """What a program's own Cargo.toml says to the boot loader."""

    def compile(self, files: dict[str, str], lab: Lab) -> tuple[Program, list[dict[str, Any]]]:
        """The program and the compiler's warnings. Raises Rejected."""
        if MANIFEST in files:
            return self._package(files)
        try:
            program = compile_kernel(files, lab.dialect)
        except CompileError as error:
            raise Rejected(as_data(error.diagnostics, lab.dialect)) from None
        return program, as_data(program.program.diagnostics.items, lab.dialect)

    def _package(self, files: dict[str, str]) -> tuple[Program, list[dict[str, Any]]]:
        """The program of files with a Cargo.toml, which says how they are compiled and booted."""
        try:
            project = project_of(files)
        except InputError as error:
            raise Rejected([plain_message(str(error))]) from None
        kernel, warnings = self.build(project, project.options)
        return kernel, [*(plain_message(note, "warning") for note in project.notes), *warnings]

    def build(self, project: Project, options: Mapping[str, Any]) -> tuple[Program, list[dict[str, Any]]]:
        """A package's program, built with ``options``, and the compiler's warnings. Raises Rejected."""
        kernel, warnings = compiled(project.files, project.dialect, project.package, options, record=True)
        self._boots[kernel] = project.boot
        return kernel, warnings

    def boot(self, program: Any, lab: Lab) -> Machine:
        """The machine at the kernel's first instruction. Raises Rejected if the boot loader cannot load the kernel."""
        try:
            return prepare(program, **self._boots.get(program, lab.boot))
        except BootError as error:
            raise Rejected([plain_message(f"the boot loader cannot load this kernel: {error}")]) from None

    def look(self, files: dict[str, str], lab: Lab) -> tuple[Machine, Symbols]:
        """A machine to look at before anything has run: with the kernel booted, or one like it if it is rejected."""
        try:
            program, _ = self.compile(files, lab)
            return self.boot(program, lab), symbols_of(program)
        except (Rejected, InternalError):
            return boot(STAND_IN, **lab.boot), Symbols({})


def symbols_of(program: Program) -> Symbols:
    """The names of the program's functions and statics."""
    return Symbols({one.name: (one.address, one.size) for one in program.symbols if one.kind != "section"})
