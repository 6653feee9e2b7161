"""A kernel to look at: the one at a path, or a lab's; booted, or run with everything recorded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pagesim_py import labs
from pagesim_py.cli.project import COMPILE_ERROR, rendered
from pagesim_py.labs.project import InputError, Project, read_project
from pagesim_py.labs.runner import Rejected, prepare_files
from pagesim_py.machine.keys import typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import Compiled
from pagesim_py.rust.dialects import known_dialect
from pagesim_py.rust.image.keeper import Keeper
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.engine import symbols_of
from pagesim_py.session.run import Run
from pagesim_py.timeline import Kept


class Stopped(Exception):
    """The command ends with ``status``; everything has been printed."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Kernel(NamedTuple):
    """A compiled kernel on a machine that has just booted."""

    project: Project
    compiled: Compiled
    machine: Machine

    @property
    def symbols(self) -> Symbols:
        """The names of its functions and statics."""
        return symbols_of(self.compiled)


def project_of(path: Path | None, lab_name: str) -> Project:
    """The kernel at ``path``, or of the lab called ``lab_name``. InputError if there is none."""
    if path is not None:
        return read_project(path)
    try:
        lab = labs.load(lab_name)
    except labs.LabError as error:
        raise InputError(str(error)) from None
    return Project(dict(lab.sources), lab.dialect, boot=lab.boot)


def booted(project: Project, dialect: str | None = None, *, record: bool = False, as_json: bool = False) -> Kernel:
    """Compiles and boots. Raises Stopped, with the compiler's messages printed, if the kernel is rejected."""
    try:
        chosen = known_dialect(dialect or project.dialect)
    except ValueError as error:
        raise InputError(str(error)) from None
    keeper = Keeper(chosen, project.files, {})

    def attempt() -> tuple[Compiled, Machine]:
        keeper.open()
        return prepare_files(
            project.files,
            dialect=chosen,
            package=project.package,
            boot=project.boot,
            options=project.options,
            record=record,
        )

    try:
        compiled, machine = keeper.attempt(attempt, Rejected)
        keeper.keep()
    except Rejected as error:
        print("\n\n".join(rendered(message, project) for message in error.messages), file=sys.stderr)
        if as_json:
            print(json.dumps({"outcome": "compile_error", "messages": error.messages}))
        raise Stopped(COMPILE_ERROR) from None
    return Kernel(project, compiled, machine)


def recorded(kernel: Kernel, max_steps: int, keys: Iterable[str]) -> Run:
    """Runs ``kernel`` for at most ``max_steps`` steps, and gives the run with its recording, at its end."""
    machine = kernel.machine
    machine.log = []
    kept = Kept(machine)
    outcome = kernel.compiled.run(machine, max_steps, typed(keys))
    return Run(kernel.compiled, kernel.symbols, kept, outcome, dict(kernel.project.files))


def address_of(text: str, machine: Machine, symbols: Symbols, rip: int | None = None, rsp: int | None = None) -> int:
    """The address that ``text`` means on ``machine``. InputError says what is wrong with it."""
    cpu = machine.cpu
    registers = {
        "rip": cpu.rip if rip is None else rip,
        "rsp": cpu.rsp if rsp is None else rsp,
        "cr2": cpu.cr2,
        "cr3": cpu.cr3,
    }
    try:
        return parse(text, symbols, registers)
    except AddressError as error:
        raise InputError(str(error)) from None
