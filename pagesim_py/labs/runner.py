"""Runs a kernel from its files and says what happened, for the command and for checking labs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pagesim_py.boot import BootError
from pagesim_py.labs.exceptions import Delivered, Undelivered
from pagesim_py.labs.tally import Tally
from pagesim_py.machine.keys import typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.diagnostics import CompileError, Diagnostic, to_dict
from pagesim_py.rust.image.keeper import Keeper
from pagesim_py.rust.image.kernels import KeptKernel
from pagesim_py.rust.prepared import Loadable, prepare
from pagesim_py.rust.run.reasons import Reason
from pagesim_py.rust.run.tests import TestCall
from pagesim_py.rust.run.turns import FAR, Watch

if TYPE_CHECKING:
    from pagesim_py.rust.compiled import Compiled

Look = Callable[[Machine, int], None]
"""Is given the machine and the steps so far."""


class Rejected(Exception):
    """The compiler, or the boot loader, rejected the program; ``messages`` are plain data."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        super().__init__(messages[0]["message"] if messages else "compile error")
        self.messages = messages


def as_data(diagnostics: Iterable[Diagnostic], dialect: str) -> list[dict[str, Any]]:
    """The compiler's messages as plain data."""
    from pagesim_py.rust.prelude import shared_for

    sources = shared_for(dialect).sources
    return [to_dict(diagnostic, sources) for diagnostic in diagnostics]


def plain_message(text: str, level: str = "error") -> dict[str, Any]:
    """A message that belongs to no place in the source, in the compiler's form."""
    empty = dict.fromkeys(("code", "file", "line", "column", "end_line", "end_column", "label"))
    return {"level": level, "message": text, "rendered": f"{level}: {text}", "notes": [], "helps": [], **empty}


@dataclass
class Result:
    """How a run ended. ``kind`` is halted, panicked, triple_fault, running or exited."""

    kind: str
    exit_code: int | None
    reason: str
    steps: int
    machine: Machine
    exceptions: list[Delivered]
    raised: list[Undelivered]
    """What was raised and reached no handler."""
    interrupts: dict[int, int] = field(default_factory=dict)
    """How often devices interrupted, by vector."""
    left_out: int = 0
    """Exceptions that reached a handler and are too many to be listed."""
    messages: list[dict[str, Any]] = field(default_factory=list)
    """Warnings, as plain data."""
    why: list[Reason] = field(default_factory=list)
    """The reason as data, as far as there are data."""
    tests: list[TestCall] = field(default_factory=list)
    """The tests of a test build that were called, in this order."""

    @property
    def screen(self) -> list[str]:
        """25 rows of 80 characters."""
        return list(self.machine.screen.lines())

    @property
    def serial(self) -> str:
        """What was sent over COM1."""
        return self.machine.uart.text


def compiled(
    files: Mapping[str, str],
    dialect: str,
    package: str | None,
    options: Mapping[str, Any] | None,
    record: bool = False,
) -> tuple[Compiled, list[dict[str, Any]]]:
    """The kernel of ``files`` and the compiler's warnings. Raises Rejected."""
    from pagesim_py.rust.compiled import compile
    from pagesim_py.rust.own import CRATE_NAMES

    library = {"library": package} if package and package not in CRATE_NAMES else {}
    try:
        kernel = compile(dict(files), dialect, record=record, **library, **(options or {}))
    except CompileError as error:
        raise Rejected(as_data(error.diagnostics, dialect)) from None
    return kernel, as_data(kernel.program.diagnostics.items, dialect)


def booted(kernel: Loadable, boot: Mapping[str, Any] | None) -> Machine:
    """The machine at the kernel's first instruction. Raises Rejected."""
    try:
        return prepare(kernel, **(boot or {}))
    except BootError as error:
        raise Rejected([plain_message(f"the boot loader cannot load this kernel: {error}")]) from None


def prepare_files(
    files: Mapping[str, str],
    *,
    dialect: str,
    package: str | None = None,
    boot: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    record: bool = False,
) -> tuple[Compiled, Machine]:
    """Compiles ``files`` and boots the kernel; ``options`` are more for the compiler. Raises Rejected.

    ``record``: the program takes down its statements and stores too, so that its run can be gone back in.
    """
    kernel, _ = compiled(files, dialect, package, options, record)
    return kernel, booted(kernel, boot)


def run_files(
    files: Mapping[str, str],
    *,
    dialect: str,
    max_steps: int = FAR,
    package: str | None = None,
    boot: Mapping[str, Any] | None = None,
    keys: Iterable[str] = (),
    options: Mapping[str, Any] | None = None,
    keeper: Keeper | None = None,
    patience: int = FAR,
    look: Look | None = None,
) -> Result:
    """Compiles, boots and runs ``files`` for at most ``max_steps`` steps. Raises Rejected.

    ``package`` is the library's name for src/main.rs (by default osirs), ``boot`` options of the boot loader,
    ``options`` more for the compiler, ``keys`` are typed once the program waits. Events of the machine are recorded,
    the program's every store is not. ``keeper`` may spare the compiler its work. The program waits for interrupts for
    ``patience`` steps at most.

    ``look`` is called now and then while it runs, and may raise Stop; then the machine's record keeps its last events
    only, so that a run of any length fits into the same memory.
    """
    kernel, messages = kernel_of(files, dialect, package, options, keeper)
    return run_kernel(kernel, messages, max_steps=max_steps, boot=boot, keys=keys, patience=patience, look=look)


def kernel_of(
    files: Mapping[str, str],
    dialect: str,
    package: str | None = None,
    options: Mapping[str, Any] | None = None,
    keeper: Keeper | None = None,
) -> tuple[Compiled | KeptKernel, list[dict[str, Any]]]:
    """The kernel of ``files`` and the compiler's warnings; what ``keeper`` has kept may serve. Raises Rejected."""
    kept = keeper.kernel() if keeper is not None else None
    if kept is not None:
        return kept, kept.messages
    if keeper is not None:
        keeper.open()
    kernel, messages = compiled(files, dialect, package, options)
    if keeper is not None:
        keeper.take(kernel, messages)
    return kernel, messages


def run_kernel(
    kernel: Compiled | KeptKernel,
    messages: list[dict[str, Any]],
    *,
    max_steps: int = FAR,
    boot: Mapping[str, Any] | None = None,
    keys: Iterable[str] = (),
    patience: int = FAR,
    look: Look | None = None,
) -> Result:
    """Boots and runs a kernel, as `run_files` does. Raises Rejected if it can't be loaded."""
    machine = booted(kernel, boot)
    tally = Tally(machine)

    watch = None if look is None else _watch(machine, tally, look)
    outcome = kernel.run(machine, max_steps, typed(keys), patience=patience, watch=watch)
    tally.take()
    return Result(
        outcome.kind,
        outcome.exit_code,
        outcome.reason,
        outcome.steps,
        machine,
        tally.exceptions,
        tally.raised,
        dict(tally.interrupts),
        tally.left_out,
        messages,
        outcome.why,
        outcome.tests,
    )


def _watch(machine: Machine, tally: Tally, look: Look) -> Watch:
    """Looks, and keeps the record short."""

    def watch(steps: int, _blocks: int) -> None:
        tally.shorten()
        look(machine, steps)

    return watch
