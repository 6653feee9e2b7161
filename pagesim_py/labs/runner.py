"""Runs a kernel from its files and says what happened, for the command and for checking labs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pagesim_py.boot import BootError
from pagesim_py.machine import vectors
from pagesim_py.machine.events import FaultRaised, InterruptRaised
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.keyboard import typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import Compiled, compile, prepare
from pagesim_py.rust.diagnostics import CompileError, Diagnostic, to_dict
from pagesim_py.rust.program import CRATE_NAMES, shared_for
from pagesim_py.timeline import Delivery, Timeline


class Delivered(NamedTuple):
    """An exception that reached a handler. ``rip`` is the saved one, ``cpl`` the privilege level that it came from."""

    vector: int
    mnemonic: str
    error_code: int | None
    cr2: int | None
    rip: int
    cpl: int

    def __str__(self) -> str:
        """As ``// expect-fault`` writes it: ``#PF 0x2 0xdeadbeaf``."""
        parts = [self.mnemonic]
        parts += [hex(value) for value in (self.error_code, self.cr2) if value is not None]
        return " ".join(parts)


class Rejected(Exception):
    """The compiler, or the boot loader, rejected the program; ``messages`` are plain data."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        super().__init__(messages[0]["message"] if messages else "compile error")
        self.messages = messages


def as_data(diagnostics: Iterable[Diagnostic], dialect: str) -> list[dict[str, Any]]:
    """The compiler's messages as plain data."""
    sources = shared_for(dialect).sources
    return [to_dict(diagnostic, sources) for diagnostic in diagnostics]


def plain_message(text: str) -> dict[str, Any]:
    """An error that belongs to no place in the source, in the compiler's form."""
    empty = dict.fromkeys(("code", "file", "line", "column", "end_line", "end_column", "label"))
    return {"level": "error", "message": text, "rendered": f"error: {text}", "notes": [], "helps": [], **empty}


@dataclass
class Result:
    """How a run ended. ``kind`` is halted, panicked, triple_fault, running or exited."""

    kind: str
    exit_code: int | None
    reason: str
    steps: int
    machine: Machine
    exceptions: list[Delivered]
    messages: list[dict[str, Any]] = field(default_factory=list)
    """Warnings, as plain data."""

    @property
    def screen(self) -> list[str]:
        """25 rows of 80 characters."""
        return list(self.machine.screen.lines())

    @property
    def serial(self) -> str:
        """What was sent over COM1."""
        return self.machine.uart.text

    @property
    def interrupts(self) -> dict[int, int]:
        """How often devices interrupted, by vector."""
        return dict(Counter(e.vector for e in self.machine.log or () if _is_external(e)))


def delivered(machine: Machine) -> list[Delivered]:
    """The exceptions in the log of ``machine`` that reached a handler, in order; not the interrupts of devices."""
    found = []
    for one in Timeline(machine).deliveries:
        if one.entered is None or one.pushed is None or _from_outside(one):
            continue
        fault = _fault(one)
        cr2 = fault.cr2 if fault is not None and one.vector == vectors.PF else None
        saved = one.pushed.saved
        found.append(
            Delivered(one.vector, vectors.mnemonic(one.vector), one.pushed.error_code, cr2, saved.rip, saved.cpl)
        )
    return found


def _is_external(event: object) -> bool:
    return isinstance(event, InterruptRaised) and event.kind == "external"


def _from_outside(one: Delivery) -> bool:
    return _is_external(one.raised)


def _fault(one: Delivery) -> Fault | None:
    """The fault that was delivered in the end: the last of those raised on the way."""
    if one.failed:
        return one.failed[-1].second
    return one.raised.fault if isinstance(one.raised, FaultRaised) else None


def prepare_files(
    files: Mapping[str, str],
    *,
    dialect: str,
    package: str | None = None,
    boot: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> tuple[Compiled, Machine]:
    """Compiles ``files`` and boots the kernel; ``options`` are more for the compiler. Raises Rejected."""
    try:
        library = {"library": package} if package and package not in CRATE_NAMES else {}
        compiled = compile(dict(files), dialect, record=False, **library, **(options or {}))
        return compiled, prepare(compiled, **(boot or {}))
    except CompileError as error:
        raise Rejected(as_data(error.diagnostics, dialect)) from None
    except BootError as error:
        raise Rejected([plain_message(f"the boot loader cannot load this kernel: {error}")]) from None


def run_files(
    files: Mapping[str, str],
    *,
    dialect: str,
    max_steps: int,
    package: str | None = None,
    boot: Mapping[str, Any] | None = None,
    keys: Iterable[str] = (),
    options: Mapping[str, Any] | None = None,
) -> Result:
    """Compiles, boots and runs ``files`` for at most ``max_steps`` steps. Raises Rejected.

    ``package`` is the library's name for src/main.rs (by default osirs), ``boot`` options of the boot loader,
    ``options`` more for the compiler, ``keys`` are typed once the program waits. Events of the machine are recorded,
    the program's every store is not.
    """
    compiled, machine = prepare_files(files, dialect=dialect, package=package, boot=boot, options=options)
    machine.log = []
    outcome = compiled.run(machine, max_steps, typed(keys))
    return Result(
        outcome.kind,
        outcome.exit_code,
        outcome.reason,
        outcome.steps,
        machine,
        delivered(machine),
        as_data(compiled.program.diagnostics.items, dialect),
    )
