"""Intrinsics that are instructions of the CPU: registers, tables, interrupts, ports. Each is a method named as the
intrinsic
in ``crates/x86_64/intrinsics.rs``; the last two arguments are RSP and RIP, for the case that the instruction faults.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pagesim_py.machine import vectors
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import CR4_TSD
from pagesim_py.machine.flags import EFER as EFER_FLAGS
from pagesim_py.machine.keyboard import PORTS as KEYBOARD

from ..asm.cpuid import leaf
from ..asm.execute import execute, execute_one
from .interrupts import PORT_STEPS, PORTS
from .turns import Redirect

if TYPE_CHECKING:
    from .runtime import Run

MASK_64 = (1 << 64) - 1
STAMP = 24
"""Ticks of the time-stamp counter from one RDTSC to the next, at least."""
RFLAGS_IF, RFLAGS_AC = 0x200, 1 << 18
EFER = 0xC000_0080
SEGMENTS = ("es", "cs", "ss", "ds", "fs", "gs")
MODEL_REGISTERS = {
    0xC000_0081,
    0xC000_0082,
    0xC000_0083,
    0xC000_0084,
    0xC000_0100,
    0xC000_0101,
    0xC000_0102,
    0x1B,
    0x6A0,
    0x6A2,
}


class Instructions:
    """The instructions, on one run's CPU."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.cpu = run.cpu
        self.model: dict[int, int] = {}
        self.debug = {6: 0xFFFF0FF0, 7: 0x400}
        self.stamps = 0
        self.draws = 0

    def guarded(self, action: Callable[[], Any], b: int, rip: int) -> Any:
        """Do an instruction; a fault goes to its handler, then it is done again, or left out if RIP is behind it: 0."""
        tries = 0
        while True:
            self.cpu.rip, self.cpu.rsp = rip, b
            try:
                return action()
            except Fault as fault:
                tries = self.run.faulted(fault, b, rip, tries)
                if tries < 0:
                    return 0

    # --- registers ------------

    def read_cr0(self, b: int, rip: int) -> int:
        return self.cpu.cr0

    def write_cr0(self, value: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.mov_to_cr0(value), b, rip)

    def read_cr2(self, b: int, rip: int) -> int:
        return self.cpu.cr2

    def write_cr2(self, value: int, b: int, rip: int) -> None:
        self.cpu.cr2 = value

    def read_cr3(self, b: int, rip: int) -> int:
        return self.cpu.cr3

    def write_cr3(self, value: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.mov_to_cr3(value), b, rip)

    def read_cr4(self, b: int, rip: int) -> int:
        return self.cpu.cr4

    def write_cr4(self, value: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.mov_to_cr4(value), b, rip)

    def read_dr(self, number: int, b: int, rip: int) -> int:
        return self.debug.get(number, 0)

    def write_dr(self, number: int, value: int, b: int, rip: int) -> None:
        self.debug[number] = value

    def read_msr(self, register: int, b: int, rip: int) -> int:
        if register == EFER:
            return self.cpu.efer
        if not self.has_model_register(register):
            self.refuse(f"there is no model-specific register {register:#x}", b, rip)
        return self.model.get(register, 0)

    def write_msr(self, register: int, value: int, b: int, rip: int) -> None:
        if register == EFER:
            self.guarded(lambda: self.cpu.wrmsr_efer(value), b, rip)
            return
        if not self.has_model_register(register):
            self.refuse(f"there is no model-specific register {register:#x}", b, rip)
        self.model[register] = value

    def has_model_register(self, register: int) -> bool:
        """Whether RDMSR and WRMSR know a number, besides those that the CPU itself keeps."""
        return register in MODEL_REGISTERS

    def time_stamp(self) -> int:
        """The time-stamp counter in nanoseconds; it goes on a little with each look at it."""
        self.stamps += STAMP
        return self.run.interrupts.now + self.stamps

    def random(self) -> int:
        """What RDRAND gives: numbers without a pattern, the same ones in each run."""
        self.draws += 1
        mixed = self.draws * 0x9E37_79B9_7F4A_7C15 & MASK_64
        mixed = (mixed ^ mixed >> 30) * 0xBF58_476D_1CE4_E5B9 & MASK_64
        mixed = (mixed ^ mixed >> 27) * 0x94D0_49BB_1331_11EB & MASK_64
        return mixed ^ mixed >> 31

    def rdrand(self, b: int, rip: int) -> int:
        return self.random()

    def cpuid(self, number: int, sub: int, b: int, rip: int) -> tuple[int, int, int, int]:
        return leaf(self.cpu, number, sub)

    def rdtsc(self, b: int, rip: int) -> int:
        def action() -> int:
            if self.cpu.cr4 & CR4_TSD and self.cpu.cpl:
                raise Fault(vectors.GP, 0, rule=Rule.PRIVILEGED)
            return self.time_stamp()

        return int(self.guarded(action, b, rip))

    def refuse(self, detail: str, b: int, rip: int) -> None:
        """#GP(0)."""

        def action() -> None:
            raise Fault(vectors.GP, 0, rule=Rule.PRIVILEGED, detail={"what": detail})

        self.guarded(action, b, rip)

    def read_xcr(self, register: int, b: int, rip: int) -> int:
        return 1

    def write_xcr(self, register: int, value: int, b: int, rip: int) -> None:
        self.abort(b, rip)

    def read_rflags(self, b: int, rip: int) -> int:
        return self.cpu.rflags

    def write_rflags(self, value: int, b: int, rip: int) -> None:
        self.cpu.popfq(value)
        self.run.interrupts.attend(b, rip + 1)

    def read_rip(self, b: int, rip: int) -> int:
        return rip

    def read_segment(self, number: int, b: int, rip: int) -> int:
        return int(getattr(self.cpu, SEGMENTS[number]))

    def write_segment(self, number: int, selector: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.load_segment(SEGMENTS[number], selector), b, rip)

    def swapgs(self, b: int, rip: int) -> None:
        gs, kernel = self.model.get(0xC000_0101, 0), self.model.get(0xC000_0102, 0)
        self.model.update({0xC000_0101: kernel, 0xC000_0102: gs})

    # --- tables ------------

    def table(self, pointer: int, b: int, rip: int) -> tuple[int, int]:
        """Base and limit in memory."""
        limit = self.run.load(pointer, 2, b, rip)
        return self.run.load(pointer + 2, 8, b, rip), limit

    def lgdt(self, pointer: int, b: int, rip: int) -> None:
        base, limit = self.table(pointer, b, rip)
        self.guarded(lambda: self.cpu.lgdt(base, limit), b, rip)

    def lidt(self, pointer: int, b: int, rip: int) -> None:
        base, limit = self.table(pointer, b, rip)
        self.guarded(lambda: self.cpu.lidt(base, limit), b, rip)

    def sgdt(self, pointer: int, b: int, rip: int) -> None:
        self.run.store(pointer, 2, self.cpu.gdtr.limit, b, rip)
        self.run.store(pointer + 2, 8, self.cpu.gdtr.base, b, rip)

    def sidt(self, pointer: int, b: int, rip: int) -> None:
        self.run.store(pointer, 2, self.cpu.idtr.limit, b, rip)
        self.run.store(pointer + 2, 8, self.cpu.idtr.base, b, rip)

    def ltr(self, selector: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.ltr(selector), b, rip)

    def read_tr(self, b: int, rip: int) -> int:
        return int(self.cpu.tr.selector)

    def invlpg(self, address: int, b: int, rip: int) -> None:
        self.guarded(lambda: self.cpu.invlpg(address), b, rip)

    def invpcid(self, kind: int, descriptor: int, b: int, rip: int) -> None:
        pcid = self.run.load(descriptor, 8, b, rip)
        address = self.run.load(descriptor + 8, 8, b, rip)
        self.guarded(lambda: self.cpu.invpcid(kind, pcid, address), b, rip)

    # --- interrupts ------------

    def hlt(self, b: int, rip: int) -> None:
        self.cpu.rip, self.cpu.rsp = rip, b
        self.run.halt(b, rip)

    def cli(self, b: int, rip: int) -> None:
        self.guarded(self.cpu.cli, b, rip)

    def sti(self, b: int, rip: int) -> None:
        self.guarded(self.cpu.sti, b, rip)
        self.run.interrupts.attend(b, rip + 1)

    def sti_hlt(self, b: int, rip: int) -> None:
        self.guarded(self.cpu.sti, b, rip)
        self.hlt(b, rip)

    def int3(self, b: int, rip: int) -> None:
        self.run.software_interrupt(3, "int3", b, rip)

    def int_(self, number: int, b: int, rip: int) -> None:
        self.run.software_interrupt(number, "software", b, rip)

    def nop(self, b: int, rip: int) -> None:
        return None

    bochs_breakpoint = nop

    def stac(self, b: int, rip: int) -> None:
        self.cpu.popfq(self.cpu.rflags | RFLAGS_AC)

    def clac(self, b: int, rip: int) -> None:
        self.cpu.popfq(self.cpu.rflags & ~RFLAGS_AC)

    def iretq(self, frame: int, b: int, rip: int) -> None:
        self.cpu.rsp = frame
        self.guarded_at(frame, rip)
        raise Redirect(self.cpu.rip)

    def guarded_at(self, frame: int, rip: int) -> None:
        """IRETQ with RSP at ``frame``."""
        self.guarded(self.cpu.iretq, frame, rip)

    def abort(self, b: int, rip: int) -> None:
        """UD2."""

        def action() -> None:
            raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)

        self.guarded(action, b, rip)

    # --- ports ------------

    def port_in(self, port: int, size: int) -> int:
        """IN: devices that live in time first catch up with the program. Raises Fault."""
        timed = port in PORTS
        if timed:
            self.run.interrupts.sync()
        found = bool(self.run.machine.board.keyboard.state.waiting)
        value = self.cpu.in_port(port, size)
        if timed:
            if port in KEYBOARD:
                self.run.interrupts.read_keyboard(found)
            self.run.turns.spend(PORT_STEPS)
        return value

    def port_out(self, port: int, value: int, size: int) -> None:
        """OUT, likewise. Raises Fault."""
        if port in PORTS:
            self.run.interrupts.sync()
        self.cpu.out_port(port, value, size)
        if port in KEYBOARD:
            self.run.interrupts.keys.set_up()

    def attend_port(self, port: int, b: int, rip: int) -> None:
        """What comes of a port's use; the next instruction is at ``rip``."""
        if port in PORTS:
            self.run.interrupts.attend(b, rip)

    def read_port(self, port: int, size: int, b: int, rip: int) -> int:
        """IN with all that comes of it."""
        value = int(self.guarded(lambda: self.port_in(port, size), b, rip))
        self.attend_port(port, b, rip + 1)
        return value

    def write_port(self, port: int, value: int, size: int, b: int, rip: int) -> None:
        """OUT, likewise."""
        self.guarded(lambda: self.port_out(port, value, size), b, rip)
        self.attend_port(port, b, rip + 1)

    def in8(self, port: int, b: int, rip: int) -> int:
        return self.read_port(port, 1, b, rip)

    def in16(self, port: int, b: int, rip: int) -> int:
        return self.read_port(port, 2, b, rip)

    def in32(self, port: int, b: int, rip: int) -> int:
        return self.read_port(port, 4, b, rip)

    def out8(self, port: int, value: int, b: int, rip: int) -> None:
        self.write_port(port, value, 1, b, rip)

    def out16(self, port: int, value: int, b: int, rip: int) -> None:
        self.write_port(port, value, 2, b, rip)

    def out32(self, port: int, value: int, b: int, rip: int) -> None:
        self.write_port(port, value, 4, b, rip)


HELPERS = set(
    "attend_port guarded guarded_at has_model_register port_in port_out random read_port refuse table time_stamp "
    "write_port".split()
)


def cpu_functions(run: Run) -> dict[str, Any]:
    """The functions by the name that lowered code calls them by: crate, "_", name."""
    made = Instructions(run)
    names = {n for n in dir(made) if not n.startswith("_") and n not in HELPERS and callable(getattr(made, n))}
    found = {f"x86_64_{n.rstrip('_')}": getattr(made, n) for n in names}
    found["core_abort"] = made.abort
    found["core_cpuid"] = made.cpuid
    found["core_rdtsc"] = made.rdtsc
    found["core_rdrand"] = made.rdrand
    found["core_asm"] = partial(execute, made)
    found["core_asm_one"] = partial(execute_one, made)
    return found


__all__ = ["EFER_FLAGS", "RFLAGS_IF", "Instructions", "cpu_functions"]
