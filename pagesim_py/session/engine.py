"""From files to a finished run: compiler, boot loader and machine, behind one small class.

Tests put another engine in its place, to see what the session makes of any program and outcome.
"""

from __future__ import annotations

from typing import Any

from pagesim_py.boot import STAND_IN, BootError, boot
from pagesim_py.labs import Lab
from pagesim_py.labs.runner import Rejected, as_data, plain_message
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import compile as compile_kernel
from pagesim_py.rust.compiled import prepare
from pagesim_py.rust.diagnostics import CompileError, InternalError
from pagesim_py.session.addresses import Symbols
from pagesim_py.session.run import Program

__all__ = ["STAND_IN", "Engine", "Rejected", "plain_message"]


class Engine:
    """Compiles, boots and runs with everything that is the project's own."""

    def compile(self, files: dict[str, str], lab: Lab) -> tuple[Program, list[dict[str, Any]]]:
        """The program and the compiler's warnings. Raises Rejected."""
        try:
            program = compile_kernel(files, lab.dialect)
        except CompileError as error:
            raise Rejected(as_data(error.diagnostics, lab.dialect)) from None
        return program, as_data(program.program.diagnostics.items, lab.dialect)

    def boot(self, program: Any, lab: Lab) -> Machine:
        """The machine at the kernel's first instruction. Raises Rejected if the boot loader cannot load the kernel."""
        try:
            return prepare(program, **lab.boot)
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
