"""From files to a finished run: compiler, boot loader and machine, behind one small class.

Tests put another engine in its place, to see what the session makes of any program and outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pagesim_py.boot import BootError, KernelImage, Segment, boot
from pagesim_py.labs import Lab
from pagesim_py.labs.runner import Rejected, as_data, plain_message
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import compile as compile_kernel
from pagesim_py.rust.compiled import prepare
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.session.addresses import Symbols
from pagesim_py.session.run import Program, Run

__all__ = ["Engine", "Rejected", "plain_message"]


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

    def run(
        self, program: Program, lab: Lab, files: dict[str, str], budget: int, keys: Sequence[tuple[int, ...]] = ()
    ) -> Run:
        """Runs a program from the beginning, for at most ``budget`` steps; ``keys`` are typed while it waits."""
        machine = self.boot(program, lab)
        machine.log = []
        outcome = program.run(machine, budget, keys)
        return Run(program, symbols_of(program), machine, outcome, files, budget)

    def look(self, files: dict[str, str], lab: Lab) -> tuple[Machine, Symbols]:
        """A machine to look at before anything has run: with the kernel booted, or one like it if it is rejected."""
        try:
            program, _ = self.compile(files, lab)
            return self.boot(program, lab), symbols_of(program)
        except Rejected:
            return boot(STAND_IN, **lab.boot), Symbols({})


def symbols_of(program: Program) -> Symbols:
    """The names of the program's functions and statics."""
    return Symbols({one.name: (one.address, one.size) for one in program.symbols if one.kind != "section"})


STAND_IN = KernelImage(
    file_size=0x33000,
    segments=[
        Segment(0x200000, 0, 0x1000, 0x1000),
        Segment(0x201000, 0x1000, 0x20000, 0x20000, executable=True),
        Segment(0x221000, 0x21000, 0x1000, 0x8000, writable=True),
    ],
)
"""A kernel of the usual size, for its page tables only."""
