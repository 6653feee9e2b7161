"""Events of delivery: faults and interrupts on their way to a handler, and the return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagesim_py.machine import vectors
from pagesim_py.machine.events.base import CpuState, Event
from pagesim_py.machine.faults import Attempt, Fault, explain, explain_attempt
from pagesim_py.machine.flags import ERROR

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine


@dataclass(frozen=True)
class FaultRaised(Event):
    """An exception begins."""

    title = "fault raised"
    fault: Fault
    rip: int

    @property
    def sentence(self) -> str:
        fault = self.fault
        code = "" if fault.error_code is None else f" with error code {fault.error_code:#x}"
        if fault.vector == vectors.PF and fault.error_code:
            code += f" ({ERROR.text(fault.error_code)})"
        what = vectors.vector(fault.vector).title
        return f"{fault.mnemonic}, {what}, is raised at RIP {self.rip:#x}{code}: {explain(fault)}."


@dataclass(frozen=True)
class InterruptRaised(Event):
    """An interrupt instruction, or an interrupt from outside."""

    title = "interrupt"
    vector: int
    kind: str
    rip: int

    @property
    def sentence(self) -> str:
        source = "A device interrupts" if self.kind == "external" else "The program interrupts itself"
        vector = f"vector {self.vector} ({vectors.mnemonic(self.vector)})"
        text = f"{source}: {vector}; its handler is to return to {self.rip:#x}"
        if self.kind == "external" and self.vector < 32:
            text += "; the vector is that of an exception, because the interrupt controller was given no other ones"
        return text + "."


@dataclass(frozen=True)
class Cr2Written(Event):
    """The address that could not be translated was put into CR2."""

    title = "CR2 written"
    old: int
    new: int

    @property
    def sentence(self) -> str:
        return f"CR2 gets {self.new:#x}, the address that the access failed at."

    def undo(self, machine: Machine) -> None:
        machine.cpu.set_raw("cr2", self.old)

    def redo(self, machine: Machine) -> None:
        machine.cpu.set_raw("cr2", self.new)


@dataclass(frozen=True)
class GateRead(Event):
    """The CPU read a gate of the IDT. ``low`` and ``high`` are its raw halves."""

    title = "gate read"
    vector: int
    address: int
    low: int
    high: int
    handler: int
    selector: int
    present: bool

    @property
    def sentence(self) -> str:
        where = f"Gate {self.vector} of the IDT, at {self.address:#x},"
        if not self.present:
            return f"{where} is not present: there is no handler."
        return f"{where} names the handler at {self.handler:#x} in code segment {self.selector:#x}."


@dataclass(frozen=True)
class StackSwitched(Event):
    """The frame goes to another stack. ``source`` is IST1..7 or RSP0..2."""

    title = "stack switch"
    source: str
    old: int
    new: int

    @property
    def sentence(self) -> str:
        return f"The CPU switches the stack from {self.old:#x} to {self.new:#x}, which the TSS gives as {self.source}."


@dataclass(frozen=True)
class FramePushed(Event):
    """The CPU pushed the interrupt stack frame; ``address`` is where it begins (the new RSP)."""

    title = "frame pushed"
    vector: int
    address: int
    saved: CpuState
    error_code: int | None

    @property
    def sentence(self) -> str:
        saved = self.saved
        code = "" if self.error_code is None else f", error code {self.error_code:#x}"
        return (
            f"The CPU pushed SS {saved.ss:#x}, RSP {saved.rsp:#x}, RFLAGS {saved.rflags:#x}, "
            f"CS {saved.cs:#x}, RIP {saved.rip:#x}{code}; the frame begins at {self.address:#x}."
        )


class _StateChange(Event):
    """An event that changes RIP, RSP, RFLAGS, CS, SS and CPL together."""

    old: CpuState
    new: CpuState

    def undo(self, machine: Machine) -> None:
        machine.cpu.set_state(self.old)

    def redo(self, machine: Machine) -> None:
        machine.cpu.set_state(self.new)


@dataclass(frozen=True)
class HandlerEntered(_StateChange):
    """Delivery is done: the handler's first instruction is next."""

    title = "handler entered"
    vector: int
    old: CpuState
    new: CpuState
    was_halted: bool = False

    @property
    def sentence(self) -> str:
        level = "" if self.old.cpl == self.new.cpl else f", now at CPL {self.new.cpl}"
        return f"The CPU goes to the handler of vector {self.vector} at {self.new.rip:#x}{level}."

    def undo(self, machine: Machine) -> None:
        machine.cpu.set_state(self.old)
        machine.cpu.halted = self.was_halted

    def redo(self, machine: Machine) -> None:
        machine.cpu.set_state(self.new)
        machine.cpu.halted = False


@dataclass(frozen=True)
class InterruptReturned(_StateChange):
    """IRETQ took the frame off the stack."""

    title = "return from interrupt"
    old: CpuState
    new: CpuState

    @property
    def sentence(self) -> str:
        level = "" if self.old.cpl == self.new.cpl else f" at CPL {self.new.cpl}"
        return f"IRETQ returns to {self.new.rip:#x}{level}, with the stack at {self.new.rsp:#x}."


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """Delivering one exception raised another one, which is handled instead (SDM vol. 3A table 6-5)."""

    title = "delivery failed"
    first: str
    second: Fault

    @property
    def sentence(self) -> str:
        second = self.second
        return f"Delivering {self.first} raised {second.mnemonic}, which the CPU delivers now: {explain(second)}."


@dataclass(frozen=True)
class DoubleFaulted(Event):
    """Two faults that cannot be handled one after the other became #DF."""

    title = "double fault"
    first: str
    second: Fault

    @property
    def sentence(self) -> str:
        return (
            f"Delivering {self.first} raised {self.second.mnemonic} ({explain(self.second)}); "
            "these two together make a double fault, #DF with error code 0."
        )


@dataclass(frozen=True)
class TripleFaulted(Event):
    """The double fault could not be delivered either: the CPU shuts down."""

    title = "triple fault"
    chain: tuple[Attempt, ...]

    @property
    def sentence(self) -> str:
        chain = "; then ".join(explain_attempt(attempt) for attempt in self.chain)
        return f"The double fault could not be delivered, so the CPU shut down and the machine resets: first {chain}."
