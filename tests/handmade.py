"""An engine without a compiler: a program is a Python function that drives the CPU, statement by statement.

It lets the session's tests bring about any outcome, quickly and without depending on the lab language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pagesim_py import Fault, Machine, TripleFault
from pagesim_py.boot import boot
from pagesim_py.labs import Lab
from pagesim_py.machine.descriptors import Gate
from pagesim_py.rust.run.reasons import Reason
from pagesim_py.rust.run.turns import FAR, Stop, Watch
from pagesim_py.session.engine import STAND_IN, Engine, Rejected, plain_message

IDT = 0x222000
HANDLER = 0x203000


@dataclass
class Outcome:
    kind: str = "halted"
    reason: str = "the CPU waits with interrupts disabled"
    steps: int = 0
    exit_code: int | None = None
    listens: bool = False
    more: bool = False
    why: list[Reason] = field(default_factory=list)


class Symbol(NamedTuple):
    name: str
    address: int
    size: int
    kind: str = "function"


@dataclass
class Kernel:
    """What a handmade program does with: statements, the screen, stores that may fault."""

    machine: Machine
    outcome: Outcome
    patience: int
    keys: tuple[tuple[int, ...], ...] = ()
    watch: Watch | None = None
    cursor: int = 0

    def statement(self, number: int, function: int = 0x201000) -> None:
        rip = function + number * 16
        self.machine.cpu.rip = rip
        assert self.machine.log is not None
        self.machine.log.append(rip)
        self.outcome.steps += 1
        if self.watch is not None and self.outcome.steps % 10 == 0:
            self.watch(self.outcome.steps, 0)

    def print(self, text: str) -> None:
        for char in text:
            if char == "\n":
                self.cursor += 80 - self.cursor % 80
                continue
            self.machine.cpu.store(0xB8000 + 2 * self.cursor, 2, 0x0700 | ord(char))
            self.cursor += 1

    def set_handler(self, vector: int) -> None:
        for offset, half in zip((0, 8), Gate(HANDLER, 8).encode(), strict=True):
            self.machine.cpu.store(IDT + vector * 16 + offset, 8, half)
        self.machine.cpu.lidt(IDT, 0xFFF)

    def store(self, address: int, value: int) -> bool:
        """Whether it worked; else the fault has been delivered."""
        try:
            self.machine.cpu.store(address, 1, value)
        except Fault as fault:
            self.machine.cpu.deliver(fault, self.machine.cpu.rip)
            return False
        return True


def page_fault(kernel: Kernel, address: int = 0xDEADBEAF) -> None:
    """Hello; a store to ``address``; the handler prints and halts."""
    kernel.statement(0)
    kernel.print("Hello World!\n")
    kernel.statement(1)
    kernel.set_handler(14)
    kernel.statement(2)
    if not kernel.store(address, 42):
        kernel.statement(0, HANDLER)
        kernel.print("EXCEPTION: PAGE FAULT\n")
        kernel.statement(1, HANDLER)
    kernel.machine.cpu.hlt()


def no_handlers(kernel: Kernel) -> None:
    """A store that faults with an empty IDT."""
    kernel.statement(0)
    try:
        kernel.store(0xDEADBEAF, 42)
    except TripleFault:
        kernel.outcome.kind = "triple_fault"
        kernel.outcome.reason = "no handler could be called"


def endless(kernel: Kernel) -> None:
    """Counts in memory until somebody stops it."""
    while True:
        kernel.statement(kernel.outcome.steps % 3)
        kernel.machine.cpu.store(0x223000, 4, kernel.outcome.steps)


def seldom(kernel: Kernel) -> None:
    """As ``endless``, with a statement of the other file at some steps only, and with accesses and a print there."""
    while True:
        steps = kernel.outcome.steps
        if steps in (7, 8) or steps % 700 == 350:
            kernel.statement(2, HANDLER)
            kernel.print("!")
            kernel.machine.cpu.invlpg(0x223000)
        else:
            kernel.statement(steps % 3)
        kernel.machine.cpu.store(0x223000, 4, steps)


def tires(kernel: Kernel) -> None:
    """Waits for a timer as long as it may, and counts on the screen how often it has come."""
    while kernel.outcome.steps * 100_000 < kernel.patience:
        kernel.statement(kernel.outcome.steps % 3)
        kernel.print(".")
    kernel.outcome.kind = "running"
    kernel.outcome.reason = "it waits for interrupts"
    kernel.outcome.more = True


def panics(kernel: Kernel) -> None:
    kernel.statement(0)
    kernel.print("panicked at src/main.rs:1:1:\nno")
    kernel.outcome.kind = "panicked"
    kernel.outcome.reason = "the kernel panicked, then halted"


def waits(kernel: Kernel) -> None:
    """Prints the scan codes of the keys typed, and waits for more."""
    kernel.statement(0)
    kernel.print("".join(f"{code:02x}" for codes in kernel.keys for code in codes))
    kernel.outcome.kind = "running"
    kernel.outcome.reason = "it waits for a key"
    kernel.outcome.listens = True


BEHAVIOURS: dict[str, Callable[[Kernel], None]] = {
    "no_handlers": no_handlers,
    "endless": endless,
    "seldom": seldom,
    "tires": tires,
    "panics": panics,
    "waits": waits,
    "page_fault": page_fault,
}


@dataclass
class Program:
    """Statement i of function 0x201000 is line i + 1 of src/main.rs, of the handler that of src/interrupts.rs."""

    behaviour: Callable[[Kernel], None]

    @property
    def symbols(self) -> list[Symbol]:
        return [
            Symbol("osirs::_start", 0x201000, 0x100),
            Symbol("osirs::interrupts::page_fault_handler", HANDLER, 0x100),
            Symbol("osirs::screen::WRITER", 0x222800, 64, "static"),
            Symbol(".text", 0x201000, 0x20000, "section"),
        ]

    def line(self, rip: int) -> tuple[str, int, int, int] | None:
        for file, start in (("src/main.rs", 0x201000), ("src/interrupts.rs", HANDLER)):
            if start <= rip < start + 0x100:
                return file, (rip - start) // 16 + 1, 5, 9
        return None

    def run(
        self,
        machine: Machine,
        max_steps: int,
        keys: Sequence[tuple[int, ...]] = (),
        *,
        patience: int = FAR,
        watch: Watch | None = None,
    ) -> Outcome:
        outcome = Outcome()
        try:
            self.behaviour(Kernel(machine, outcome, patience, tuple(keys), watch))
        except Stop as stop:
            outcome.kind, outcome.reason, outcome.more = stop.kind, stop.reason, stop.more
        return outcome


class HandmadeEngine(Engine):
    """The word ``behaves NAME`` in src/main.rs chooses what the program does; ``mistake`` is an error."""

    def compile(self, files: dict[str, str], lab: Lab) -> tuple[Program, list[dict[str, Any]]]:
        text = files.get("src/main.rs", "")
        if "mistake" in text:
            at = text.index("mistake")
            line = text.count("\n", 0, at) + 1
            column = at - text.rfind("\n", 0, at)
            rendered = f"error[E0425]: cannot find `mistake`\n --> src/main.rs:{line}:{column}\n"
            place = {"file": "src/main.rs", "line": line, "column": column, "end_line": line, "end_column": column + 7}
            message = plain_message("cannot find `mistake`") | place | {"code": "E0425", "rendered": rendered}
            raise Rejected([message])
        found = re.search(r"behaves (\w+)", text)
        return Program(BEHAVIOURS[found[1] if found is not None else "page_fault"]), []

    def boot(self, program: Any, lab: Lab) -> Machine:
        return boot(STAND_IN)
