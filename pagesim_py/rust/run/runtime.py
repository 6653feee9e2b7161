"""Running a linked program on the machine: the names that lowered code uses, faults on their way to handlers, the
outcome.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import CodeType, FrameType, FunctionType
from typing import Any

from pagesim_py.machine import vectors
from pagesim_py.machine.faults import Fault, TripleFault
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.ports import MachineExit

from ..lower.items import Codec, Function
from ..lower.linked import Linked
from ..stack import room_for
from .cpu import cpu_functions
from .endless import Endless
from .findings import busy_at, entered, findings, overflow_of, words
from .futures import Futures
from .interrupts import KEYS_APART, STEP, Interrupts
from .locks import Locks
from .memory import functions
from .reach import computing
from .reasons import Busy, Place, Reason, StackOverflow
from .tests import TestCall, panicked, watched
from .turns import FAR, Redirect, Stop, Turns, Watch
from .unwind import let_go
from .values import PURE, text_functions

MASK = (1 << 64) - 1
FAULT_LOOP = 100
"""A fault that comes back this often at one instruction, with nothing repaired, is a loop."""


@dataclass
class Outcome:
    """How a run ended. ``kind``: halted, panicked, triple_fault, running, exited. ``steps``: loop turns and calls of
    the student's functions. ``listens``: the program still runs, and would notice a key that is typed. ``more``: it
    would go on if it were let.
    """

    kind: str
    reason: str
    steps: int = 0
    exit_code: int | None = None
    chain: list[Any] = field(default_factory=list)
    listens: bool = False
    more: bool = False
    why: list[Reason] = field(default_factory=list)
    """The reasons as data, as far as there are data; ``reason`` says them in words."""
    tests: list[TestCall] = field(default_factory=list)
    """The tests of a test build that were called, in this order."""


class Run:
    """One run of a program on a machine."""

    def __init__(
        self,
        linked: Linked,
        machine: Machine,
        max_steps: int,
        keys: Iterable[tuple[int, ...]] = (),
        patience: int = FAR,
        watch: Watch | None = None,
    ) -> None:
        self.linked = linked
        self.machine = machine
        self.cpu = machine.cpu
        self.panicked = False
        self.handlers: list[str] = []
        """The handlers that are running, the innermost last."""
        self.locks = Locks(self)
        self.futures = Futures(self)
        self.overflow: StackOverflow | None = None
        """The stack is used up, and the handler that was told so has not returned."""
        keys = list(keys)
        extra = len(keys) * KEYS_APART // STEP
        self.turns = Turns(self, max_steps + extra, patience + extra, watch)
        self.interrupts = Interrupts(self, keys)
        self.endless = Endless(self)
        self.tests: list[TestCall] = []
        self.ns: dict[str, Any] = {}
        self.by_address: dict[int, Function] = {linked.addresses[f]: f for f in linked.functions}
        self.callables: dict[int, Callable[..., Any]] = {}
        self.names()

    # --- names ------------

    def names(self) -> None:
        """Fill the name space of lowered code."""
        ns, linked, mmu = self.ns, self.linked, self.machine.mmu
        ns["__builtins__"] = computing()
        log = self.machine.log
        reads = mmu.read1.get, mmu.read2.get, mmu.read4.get, mmu.read8.get
        writes = mmu.write1.get, mmu.write2.get, mmu.write4.get, mmu.write8.get
        for n, size in enumerate((1, 2, 4, 8)):
            ns[f"r{size}"], ns[f"w{size}"] = reads[n], writes[n]
        made = functions(self.load, self.store, reads, writes, log, self.turns.record_block)
        ns.update(made)
        ns.update(PURE)
        ns.update(text_functions(made["ldb"], made["stb"]))
        ns.update(cpu_functions(self))
        locks = self.locks
        ns.update({"core_lock_taken": locks.taken, "core_lock_free": locks.free, "core_lock_waits": locks.waits})
        ns.update({"future_new": self.futures.new, "future_go": self.futures.go})
        ns["L"] = log.append if log is not None else lambda entry: None
        ns["E"] = log.extend if log is not None else lambda entries: None
        self.count_anew()
        ns.update({"push_return": self.push_return, "panic_entry": self.panic, "fn_at": self.function_at})
        for item in linked.items:
            if isinstance(item, Function):
                if not item.constant:
                    assert item.code is not None
                    for c in item.code.co_consts:
                        if isinstance(c, CodeType):
                            ns[item.name] = FunctionType(c, ns)
                    ns[item.symbol] = linked.addresses[item]
            elif isinstance(item, Codec):
                assert item.code is not None
                for c in item.code.co_consts:
                    if isinstance(c, CodeType):
                        ns[c.co_name] = FunctionType(c, ns)
        for item, address in linked.addresses.items():
            if not isinstance(item, Function):
                ns[item.name] = address
        ns.update(linked.constants)
        for path, name in linked.tests:
            if name:
                ns[name] = watched(self, path, ns[name])

    def count_anew(self) -> None:
        """New iterators of steps for code that begins: those in use end with an exception that passes through them."""
        ticks = itertools.chain.from_iterable(self.turns)
        self.ns.update({"T": ticks, "N": ticks.__next__})

    # --- memory ------------

    def load(self, a: int, size: int, b: int, rip: int) -> int:
        """A load that wasn't possible directly."""
        tries = 0
        while True:
            self.cpu.rip, self.cpu.rsp = rip, b
            try:
                return self.cpu.load(a & MASK, size)
            except Fault as fault:
                tries = self.faulted(fault, b, rip, tries)
                if tries < 0:
                    return 0

    def store(self, a: int, size: int, v: int, b: int, rip: int) -> None:
        """A store that wasn't possible directly."""
        tries = 0
        while True:
            self.cpu.rip, self.cpu.rsp = rip, b
            try:
                return self.cpu.store(a & MASK, size, v)
            except Fault as fault:
                tries = self.faulted(fault, b, rip, tries)
                if tries < 0:
                    return None

    def faulted(self, fault: Fault, b: int, rip: int, tries: int) -> int:
        """Take a fault to its handler. Gives the count of tries if the access is to be repeated, -1 if it is to be
        left out.
        """
        if tries >= FAULT_LOOP:
            raise Stop(
                "running",
                f"A fault loop: the handler returned {tries} times without repairing the cause ({fault}), "
                f"so the same instruction at {rip:#x} faults again and again.",
            )
        cpu = self.cpu
        cpu.rip, cpu.rsp = rip, b
        overflow = self.overflow = overflow_of(self, fault, b, rip)
        cpu.deliver(fault, rip)
        if overflow is not None:
            self.overflow = replace(overflow, vector=entered(self))
        self.handle()
        self.overflow = None
        if cpu.rip == rip:
            return tries + 1
        if rip < cpu.rip <= self.linked.code_end(rip):
            return -1
        raise Redirect(cpu.rip)

    def push_return(self, sp: int, ret: int) -> None:
        """The push of a return address that wasn't possible directly."""
        rip = self.linked.statement_at(ret - 1) if self.linked.span_at(ret) is not None else ret
        self.store(sp, 8, ret, sp + 8, rip)

    # --- handlers ------------

    def handle(self) -> None:
        """Run the handler that the CPU has entered, to the end of its ``iretq``."""
        cpu = self.cpu
        rounds = 0
        while True:
            target = cpu.rip
            try:
                cpu.fetch(target, 1)
            except Fault as fault:
                rounds += 1
                if rounds > FAULT_LOOP:
                    raise Stop(
                        "running",
                        f"The handler's address {target:#x} can't be executed, and fetching it faults again and again.",
                    ) from None
                cpu.deliver(fault, target)
                continue
            break
        function = self.by_address.get(target)
        if function is None:
            raise self.lost(target)
        if not function.interrupt:
            raise Stop(
                "running",
                f'The gate leads to `{function.path}`, which is not an `extern "x86-interrupt"` function: '
                "it would return as if it had been called.",
            )
        sp = cpu.rsp
        python = self.ns[function.name]
        frame = sp
        self.handlers.append(function.path)
        if function.params >= 2:
            code = self.load(sp, 8, sp, target)
            frame = sp + 8
            python(sp, frame, code)
        elif function.params == 1:
            python(sp, frame)
        else:
            python(sp)
        self.handlers.pop()
        while True:
            cpu.rip, cpu.rsp = target, frame
            try:
                cpu.iretq()
            except Fault as fault:
                cpu.deliver(fault, target)
                self.handle()
                continue
            break
        log = self.machine.log
        if log is not None:
            log.append((cpu.rip, cpu.rsp))
        self.interrupts.look()

    def lost(self, rip: int) -> Stop:
        """RIP points at bytes that no function of the program stands for."""
        return Stop(
            "running",
            f"The CPU executes bytes at {rip:#x} that are no function of the program; what they do can't be shown.",
        )

    def software_interrupt(self, number: int, kind: str, b: int, rip: int) -> None:
        """INT n or INT3."""
        cpu = self.cpu
        cpu.rip, cpu.rsp = rip, b
        try:
            cpu.interrupt(number, kind, rip=rip)
        except Fault as fault:
            cpu.deliver(fault, rip)
        self.handle()
        after = rip + (1 if kind == "int3" else 2)
        if cpu.rip not in (after, rip):
            raise Redirect(cpu.rip)

    def fault(self, fault: Fault, b: int, rip: int) -> None:
        """A fault of an instruction other than a load or store."""
        self.faulted(fault, b, rip, 0)

    def halt(self, b: int, rip: int) -> None:
        """HLT: the end while interrupts are off; else the CPU waits for one."""
        self.cpu.hlt()
        if not self.interrupts.enabled:
            raise Stop("halted", "Interrupts are disabled: nothing can wake the CPU.")
        self.interrupts.wait(b, rip)

    # --- calls ------------

    def function_at(self, address: int, b: int, rip: int) -> Callable[..., Any]:
        """What a call through a pointer runs; a bad address faults when it is fetched."""
        found = self.callables.get(address)
        if found is not None:
            return found
        function = self.by_address.get(address)
        if function is None:
            cpu = self.cpu
            self.store(b - 8, 8, rip + 5, b, rip)
            tries = 0
            while True:
                try:
                    cpu.rip, cpu.rsp = address, b - 8
                    cpu.fetch(address, 1)
                except Fault as fault:
                    tries = self.faulted(fault, b - 8, address, tries)
                    continue
                raise self.lost(address)
        python = self.ns[function.name]
        extra = (self.ns[self.definition_place(function)],) if function.track_caller else ()
        if function.student and extra:

            def made(sp: int, ret: int, *args: Any) -> Any:
                return python(sp, ret, *args, *extra)

        elif function.student:
            made = python
        else:

            def made(sp: int, ret: int, *args: Any) -> Any:
                return python(sp, *args, *extra)

        self.callables[address] = made
        return made

    def definition_place(self, function: Function) -> str:
        """The name of the ``Location`` for a track_caller function that is called through a pointer."""
        return next(b.name for b in function.deps if b.name.startswith("K"))

    def panic(self, sp: int, ret: int, info: int) -> None:
        """A panic has begun: the program's handler takes over, also from a handler that panics itself."""
        self.panicked = True
        panicked(self)
        handler = self.linked.panic_handler
        if handler is None:
            raise Stop("panicked", "The program panicked and has no panic handler.")
        self.ns[handler.name](sp, ret, info)

    # --- places ------------

    @cached_property
    def student_codes(self) -> dict[CodeType, Function]:
        """The student's functions by their lowered code."""
        named = [f for f in self.linked.functions if f.student and not f.constant]
        return {getattr(self.ns[f.name], "__wrapped__", self.ns[f.name]).__code__: f for f in named}

    def place_at(self, rip: int) -> Place | None:
        """The student's statement at an address."""
        line, function = self.linked.line_at(rip), self.linked.function_at(rip)
        return None if line is None or function is None else Place(*line, function.path)

    def statement_in(self, frame: FrameType) -> int | None:
        """The address of the student's statement that runs in a frame of Python's; None in code of our own."""
        function = self.student_codes.get(frame.f_code)
        return None if function is None else function.statement_of(frame.f_lineno)

    def statement(self, frame: FrameType | None) -> int | None:
        """The same, or that of the statement which has called what runs there."""
        while frame is not None:
            found = self.statement_in(frame)
            if found is not None:
                return found
            frame = frame.f_back
        return None

    def caller(self) -> Place | None:
        """The student's statement that is running."""
        rip = self.statement(sys._getframe(1))
        return None if rip is None else self.place_at(rip)

    # --- the run ------------

    @room_for(400_000)
    def start(self, arguments: list[int]) -> Outcome:
        """Run the program from its entry point until it is over."""
        cpu = self.cpu
        kind, reason, code, chain, more, why = "running", "", None, [], False, None
        busy: Busy | None = None
        try:
            sp = cpu.rsp
            ret = self.machine.cpu.load(sp, 8)
            entry = self.linked.entry
            try:
                self.enter(entry, sp, ret, arguments[: entry.params])
            except BaseException as error:
                if isinstance(error, Stop) and error.kind == "running" and error.why is None:
                    busy = busy_at(self, error)
                let_go(error)
                raise
            kind, reason = "running", "The entry function has returned to the boot loader, which never expects that."
        except Stop as stop:
            kind, reason, more, why = stop.kind, stop.reason, stop.more, stop.why
        except TripleFault as triple:
            kind, reason, chain = "triple_fault", str(triple), list(triple.chain)
        except MachineExit as exit_:
            kind, reason, code = "exited", exit_.sentence, exit_.code
        except RecursionError:
            kind, reason = "running", "The program's calls are nested too deeply for the simulator."
        if self.panicked and kind in ("halted", "running"):
            kind = "panicked"
        listens = kind in ("running", "stopped") and self.interrupts.listens
        found = findings(self, kind, why, busy)
        return Outcome(kind, words(reason, found), self.turns.used, code, chain, listens, more, found, self.tests)

    def close(self) -> None:
        """Lets go of everything: a run and its functions hold one another in circles, and so would keep the machine
        and its recording until Python looks for circles.
        """
        self.ns.clear()
        vars(self.interrupts).clear()
        vars(self).clear()

    def enter(self, function: Function, sp: int, ret: int, arguments: list[int]) -> None:
        """Call a function from outside; when a handler sends RIP elsewhere, go on there."""
        while True:
            try:
                if function.student and not function.interrupt:
                    self.ns[function.name](sp, ret, *arguments)
                else:
                    self.ns[function.name](sp, *arguments)
                return
            except Redirect as redirect:
                self.handlers.clear()
                self.overflow = None
                self.turns.cut()
                self.count_anew()
                target = self.by_address.get(redirect.rip)
                cpu = self.cpu
                sp = cpu.rsp
                if target is None:
                    function = self.fetched(redirect.rip)
                else:
                    function = target
                ret = self.load(sp, 8, sp, redirect.rip)
                arguments = [0] * function.params

    def fetched(self, rip: int) -> Function:
        """The function at an address that RIP was set to; anything else faults or ends the run."""
        tries = 0
        while True:
            cpu = self.cpu
            sp = cpu.rsp
            try:
                cpu.rip = rip
                cpu.fetch(rip, 1)
            except Fault as fault:
                tries = self.faulted(fault, sp, rip, tries)
                continue
            found = self.by_address.get(rip)
            if found is None:
                raise self.lost(rip)
            return found


__all__ = ["Outcome", "Run", "vectors"]
