"""The instructions of ``asm!`` on the simulated CPU: registers of one block, memory, faults, jumps, interrupts."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.faults import Fault, Rule

from ..run.turns import Redirect, Stop
from .alu import STATUS
from .assemble import Program, program_of
from .instructions import OPERATIONS
from .reader import RIP, Immediate, Memory, Operand
from .registers import RBP, RSP, Register
from .table import Instruction

if TYPE_CHECKING:
    from ..run.cpu import Instructions

MASK = (1 << 64) - 1
FAULT_LOOP = 100
Slot = tuple[int, int, str]
"""Of a value: the number of its register (-1: the address of a ``sym``), its size in bytes, "u", "i" or "f"."""


class Block:
    """One execution of a block: its registers, the status flags, and where it is."""

    __slots__ = ("base", "cpu", "flags", "here", "next", "program", "r", "run", "shadow", "symbols", "system", "tries")

    def __init__(self, system: Instructions, program: Program, base: int, rsp: int) -> None:
        self.system, self.run, self.cpu = system, system.run, system.cpu
        self.program, self.base = program, base
        self.r = [0] * 16
        self.r[RSP] = rsp
        self.flags = self.cpu.rflags & STATUS
        self.symbols: list[int] = []
        self.here = self.next = base
        self.tries = 0
        self.shadow = False

    # -- operands

    def read(self, operand: Operand, size: int) -> int:
        """An operand's value as an unsigned integer of ``size`` bytes. Raises Fault."""
        if isinstance(operand, Register):
            return self.r[operand.number] >> (8 if operand.high else 0) & (1 << 8 * operand.size) - 1
        if isinstance(operand, Memory):
            return self.cpu.load(self.address(operand), size, self.kind(operand, Access.READ))
        assert isinstance(operand, Immediate)
        value = operand.value + (self.symbols[operand.symbol] if operand.symbol is not None else 0)
        return value & (1 << 8 * size) - 1

    def modify(self, operand: Operand, size: int) -> int:
        """An operand's value, before it is written: memory must allow both. Raises Fault."""
        if isinstance(operand, Memory):
            return self.cpu.load(self.address(operand), size, self.kind(operand, Access.READ_MODIFY_WRITE))
        return self.read(operand, size)

    def write(self, operand: Operand, size: int, value: int) -> None:
        """Write an operand: 4 bytes of a register clear the upper half, less leave the rest. Raises Fault."""
        if isinstance(operand, Memory):
            self.cpu.store(self.address(operand), size, value, self.kind(operand, Access.WRITE))
        else:
            assert isinstance(operand, Register)
            self.set(operand.number, operand.size, value, operand.high)

    def set(self, number: int, size: int, value: int, high: bool = False) -> None:
        """Write a part of a register."""
        if size >= 4:
            self.r[number] = value & (MASK if size == 8 else 0xFFFF_FFFF)
        else:
            shift = 8 if high else 0
            mask = (1 << 8 * size) - 1
            self.r[number] = self.r[number] & ~(mask << shift) | (value & mask) << shift

    def address(self, memory: Memory) -> int:
        """The linear address of a memory operand."""
        at = self.offset(memory)
        if memory.segment in ("fs", "gs"):
            at += self.system.model.get(0xC000_0100 if memory.segment == "fs" else 0xC000_0101, 0)
        return at & MASK

    def offset(self, memory: Memory) -> int:
        """The address of a memory operand without its segment, as LEA has it."""
        at = memory.displacement
        if memory.symbol is not None:
            at += self.symbols[memory.symbol]
        elif memory.base == RIP:
            at += self.next
        if memory.base is not None and memory.base != RIP:
            at += self.r[memory.base]
        if memory.scaled is not None:
            at += self.r[memory.scaled] * memory.scale
        return at & (0xFFFF_FFFF if memory.narrow else MASK)

    @staticmethod
    def kind(memory: Memory, plain: Access) -> Access:
        """What an access is for: with RSP or RBP as its base, it is one of the stack."""
        if memory.base in (RSP, RBP) and memory.segment is None:
            return Access.STACK_WRITE if plain.is_write else Access.STACK_READ
        return plain

    def push(self, value: int, size: int = 8) -> None:
        """PUSH. Raises Fault, with RSP as it was."""
        rsp = self.r[RSP] - size & MASK
        self.cpu.store(rsp, size, value, Access.STACK_WRITE)
        self.r[RSP] = rsp

    def top(self, size: int = 8) -> int:
        """What POP takes, still there. Raises Fault."""
        return self.cpu.load(self.r[RSP], size, Access.STACK_READ)

    # -- rules

    def privileged(self) -> None:
        """#GP(0) outside of CPL 0."""
        if self.cpu.cpl:
            raise Fault(vectors.GP, 0, rule=Rule.PRIVILEGED)

    def set_flags(self, value: int) -> None:
        """RFLAGS as by POPFQ."""
        self.cpu.popfq(value)
        self.flags = value & STATUS

    def all_flags(self) -> int:
        """RFLAGS as PUSHFQ pushes it."""
        return self.cpu.pushfq() & ~STATUS | self.flags

    def show_flags(self) -> None:
        """The CPU's own RFLAGS get the status flags, before somebody looks at them."""
        if self.cpu.rflags & STATUS != self.flags:
            self.cpu.popfq(self.cpu.rflags & ~STATUS | self.flags)

    # -- the way

    def go(self) -> None:
        """Execute the block to its end."""
        program, log = self.program, self.run.machine.log
        end = len(program)
        at, first = 0, True
        while at < end:
            one = program[at]
            self.here = self.base + one.address
            self.next = self.here + one.length
            if log is not None and not first:
                log.append(self.here)
            first = False
            waiting, self.shadow = self.shadow, False
            self.cpu.rip, self.cpu.rsp = self.here, self.r[RSP]
            try:
                to = OPERATIONS[one.name](self, one)
            except Fault as fault:
                at = self.faulted(fault, at)
                continue
            self.tries = 0
            if to is not None and to <= at:
                self.count()
            at = at + 1 if to is None else to
            if waiting:
                self.run.interrupts.attend(self.r[RSP], self.next)
        if self.shadow:
            self.run.interrupts.attend(self.r[RSP], self.next)

    def count(self) -> None:
        """A jump back is a step of the run, at which interrupts come in if nothing has been pushed."""
        if self.run.interrupts.enabled:
            self.show_flags()
        self.run.ns["N"]()

    def faulted(self, fault: Fault, at: int) -> int:
        """A fault goes to its handler; the number of the instruction to go on with."""
        self.show_flags()
        try:
            self.tries = self.run.faulted(fault, self.r[RSP], self.here, self.tries)
        except Redirect as redirect:
            if not self.inside(redirect.rip):
                raise
            self.tries = -1
        self.flags = self.cpu.rflags & STATUS
        if self.tries >= 0:
            return at
        self.tries = 0
        return self.index_of(self.cpu.rip)

    def inside(self, rip: int) -> bool:
        """Whether an address lies in the block, or behind it in its statement."""
        last = self.base + self.program[-1].address
        return self.base <= rip <= max(last + self.program[-1].length, self.run.linked.code_end(last))

    def index_of(self, rip: int) -> int:
        """The number of the instruction at an address, or of the first one behind it."""
        return next((i for i, one in enumerate(self.program) if self.base + one.address >= rip), len(self.program))

    def interrupt(self, number: int, kind: str) -> int | None:
        """INT n, INT3: the number of the instruction to go on with, None for the next one."""
        run, cpu = self.run, self.cpu
        self.show_flags()
        cpu.interrupt(number, kind, rip=self.here)
        run.handle()
        self.flags = cpu.rflags & STATUS
        if cpu.rip == self.next:
            return None
        if cpu.rip == self.here:
            self.tries += 1
            if self.tries >= FAULT_LOOP:
                raise Stop(
                    "running",
                    f"A fault loop: the handler returned {self.tries} times to the instruction at {self.here:#x} "
                    "without repairing the cause, so it faults again and again.",
                )
            return self.index_of(self.here)
        if self.inside(cpu.rip):
            return self.index_of(cpu.rip)
        raise Redirect(cpu.rip)


def bits(value: Any, size: int, kind: str) -> int:
    """A Rust value as what a register holds."""
    if kind == "f":
        return int.from_bytes(struct.pack("<d" if size == 8 else "<f", value), "little")
    return int(value) & (1 << 8 * size) - 1


def value_of(word: int, size: int, kind: str) -> Any:
    """What a register holds as a Rust value."""
    word &= (1 << 8 * size) - 1
    if kind == "f":
        return struct.unpack("<d" if size == 8 else "<f", word.to_bytes(size, "little"))[0]
    return word - (1 << 8 * size) if kind == "i" and word >> 8 * size - 1 else word


def execute(
    system: Instructions,
    text: str,
    slots: tuple[Slot, ...],
    results: tuple[Slot, ...],
    returns: bool,
    values: tuple[Any, ...],
    b: int,
    rip: int,
) -> tuple[Any, ...]:
    """Run a block's text: values go into their registers, results come out of theirs."""
    block = Block(system, program_of(text), rip, b)
    for (number, size, kind), value in zip(slots, values, strict=True):
        word = bits(value, size, kind)
        if number < 0:
            block.symbols.append(word)
        else:
            block.r[number] = word
    block.go()
    if block.r[RSP] != b:
        raise Stop(
            "running",
            f"At the end of `asm!`, RSP is {block.r[RSP]:#x}, and was {b:#x} at its beginning: the code after it would "
            "look for its variables in the wrong place.",
        )
    if not returns:
        raise Stop(
            "running",
            "The end of an `asm!` with `options(noreturn)` was reached: on a real machine the CPU would execute "
            "whatever lies behind it.",
        )
    return tuple(value_of(block.r[number], size, kind) for number, size, kind in results)


def execute_one(system: Instructions, *rest: Any) -> Any:
    """``execute`` for a block with one result."""
    return execute(system, *rest)[0]


__all__ = ["Block", "Instruction", "execute"]
