"""What the machine did, one class an event: plain data, exact undo and redo, and a sentence in plain words.

Changes of memory are recorded beside events as ``(view, index, old, new)`` and not repeated here.
An event that changes nothing but tells something inherits the empty ``undo`` and ``redo``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT
from pagesim_py.machine.faults import Attempt, Fault, explain, explain_attempt
from pagesim_py.machine.flags import CR0, CR4, EFER, ERROR, RFLAGS
from pagesim_py.machine.paging import Outcome, Walk
from pagesim_py.machine.tlb import Place, Stored

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

REGISTRY: dict[str, type[Event]] = {}
"""Every event class by its name."""


class CpuState(NamedTuple):
    """The registers that delivery and IRETQ change together."""

    rip: int
    rsp: int
    rflags: int
    cs: int
    ss: int
    cpl: int


class Edit(NamedTuple):
    """A write to a paging-structure entry. ``number`` counts edits from 1; ``rip`` is the writer's."""

    number: int
    address: int
    old: int
    new: int
    rip: int


class Event:
    """The base of all events. ``title`` is a few words, ``sentence`` one whole sentence."""

    title: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        REGISTRY[cls.__name__] = cls

    @property
    def sentence(self) -> str:
        """What happened, in plain words and the manual's terms."""
        raise NotImplementedError

    def undo(self, machine: Machine) -> None:
        """Brings the machine back to before this event."""

    def redo(self, machine: Machine) -> None:
        """Does again what this event did."""


def _page(entry: Stored) -> str:
    size = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}[entry.level]
    return f"the {size} page at {entry.address:#x}"


# -- translation


@dataclass(frozen=True)
class PageWalked(Event):
    """A TLB miss was followed through the tables."""

    title = "page walk"
    walk: Walk
    access: Access
    fault: Fault | None = None

    @property
    def sentence(self) -> str:
        where = f"The CPU looked up {self.walk.address:#x} in the page tables"
        if self.fault is not None:
            return f"{where} for {self.access.words}: refused, because {explain(self.fault)}."
        if self.walk.outcome is Outcome.PAGE:
            return f"{where} for {self.access.words}: it is at physical address {self.walk.physical:#x}."
        return f"{where} for {self.access.words}: {self.walk.outcome.value}."


@dataclass(frozen=True)
class TlbFilled(Event):
    """A translation was put into the TLB, perhaps in place of another one."""

    title = "TLB filled"
    entry: Stored
    victim: tuple[Stored, Place] | None = None

    @property
    def sentence(self) -> str:
        text = f"The TLB remembers that {_page(self.entry)} is at {self.entry.frame:#x}"
        if self.victim is not None:
            text += f"; to make room it forgot {_page(self.victim[0])}"
        return text + "."

    def undo(self, machine: Machine) -> None:
        machine.tlb.drop(self.entry)
        if self.victim is not None:
            machine.tlb.put_back(*self.victim)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.fill(self.entry)
        machine.mmu.forget()


@dataclass(frozen=True)
class TlbDropped(Event):
    """One translation was taken out of the TLB."""

    title = "TLB entry dropped"
    entry: Stored
    place: Place
    reason: str

    @property
    def sentence(self) -> str:
        return f"The TLB forgot {_page(self.entry)}: {self.reason}."

    def undo(self, machine: Machine) -> None:
        machine.tlb.put_back(self.entry, self.place)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.drop(self.entry)
        machine.mmu.forget()


@dataclass(frozen=True)
class TlbFlushed(Event):
    """Many translations were taken out of the TLB at once."""

    title = "TLB flushed"
    before: tuple[Stored, ...]
    after: tuple[Stored, ...]
    reason: str

    @property
    def sentence(self) -> str:
        gone = len(self.before) - len(self.after)
        return f"The TLB forgot {gone} translation{'' if gone == 1 else 's'}: {self.reason}."

    def undo(self, machine: Machine) -> None:
        machine.tlb.load(self.before)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.load(self.after)
        machine.mmu.forget()


@dataclass(frozen=True)
class TranslationInvalidated(Event):
    """INVLPG or INVPCID was executed."""

    title = "invalidate"
    instruction: str
    address: int | None

    @property
    def sentence(self) -> str:
        at = "" if self.address is None else f" for {self.address:#x}"
        return f"The program executed {self.instruction}{at}: the TLB must forget what it holds there."


@dataclass(frozen=True)
class PageTableEdited(Event):
    """A store changed an entry of a table that the CPU walks."""

    title = "page-table entry edited"
    edit: Edit
    previous: Edit | None

    @property
    def sentence(self) -> str:
        edit = self.edit
        return f"The page-table entry at physical {edit.address:#x} was changed from {edit.old:#x} to {edit.new:#x}."

    def undo(self, machine: Machine) -> None:
        machine.mmu.set_edit(self.edit.address, self.previous, self.edit.number - 1)

    def redo(self, machine: Machine) -> None:
        machine.mmu.set_edit(self.edit.address, self.edit, self.edit.number)


# -- exceptions and interrupts


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
        return f"{source}: vector {self.vector} ({vectors.mnemonic(self.vector)}), to return to {self.rip:#x}."


@dataclass(frozen=True)
class Cr2Written(Event):
    """The address that could not be translated was put into CR2."""

    title = "CR2 written"
    old: int
    new: int

    @property
    def sentence(self) -> str:
        return f"CR2 now holds {self.new:#x}, the address that the access failed at."

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
            f"CS {saved.cs:#x}, RIP {saved.rip:#x}{code}; the stack pointer is now {self.address:#x}."
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

    @property
    def sentence(self) -> str:
        level = "" if self.old.cpl == self.new.cpl else f", now at CPL {self.new.cpl}"
        return f"The CPU goes to the handler of vector {self.vector} at {self.new.rip:#x}{level}."


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
        return "The double fault could not be delivered, so the CPU shut down and the machine resets. " + " Then ".join(
            explain_attempt(attempt) + "." for attempt in self.chain
        )


# -- registers and instructions


@dataclass(frozen=True)
class RegisterWritten(Event):
    """A control register, EFER, PKRU, a flag word or a segment register got a new value."""

    title = "register written"
    name: str
    old: Any
    new: Any

    @property
    def sentence(self) -> str:
        layout = {"cr0": CR0, "cr4": CR4, "efer": EFER, "rflags": RFLAGS}.get(self.name)
        text = f"{self.name.upper()} changed from {_word(self.old)} to {_word(self.new)}"
        if layout is not None:
            on, off = layout.names(self.new & ~self.old), layout.names(self.old & ~self.new)
            parts = [f"set {', '.join(on)}"] * bool(on) + [f"cleared {', '.join(off)}"] * bool(off)
            text += f" ({'; '.join(parts)})" if parts else ""
        elif self.name == "cr3":
            text += f": the top page table is now at {self.new & 0xF_FFFF_FFFF_F000:#x}"
        return text + "."

    def undo(self, machine: Machine) -> None:
        machine.cpu.set_raw(self.name, self.old)

    def redo(self, machine: Machine) -> None:
        machine.cpu.set_raw(self.name, self.new)


@dataclass(frozen=True)
class TableLoaded(RegisterWritten):
    """LIDT, LGDT or LTR: the CPU was told where a table is."""

    title = "table register loaded"

    @property
    def sentence(self) -> str:
        what = {"idtr": "interrupt descriptor table", "gdtr": "global descriptor table", "tr": "task-state segment"}
        where = f"is at {self.new.base:#x}, limit {self.new.limit:#x}"
        return f"{self.name.upper()} now says that the {what[self.name]} {where}."


@dataclass(frozen=True)
class PortWritten(Event):
    """OUT to a port. ``before`` and ``after`` are the device's states, None if nothing listens there."""

    title = "port written"
    port: int
    size: int
    value: int
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        nobody = "" if self.before is not None else "; nothing listens there"
        return f"The program wrote {self.value:#x} to port {self.port:#x}{nobody}."

    def undo(self, machine: Machine) -> None:
        machine.ports.set_state(self.port, self.before)

    def redo(self, machine: Machine) -> None:
        machine.ports.set_state(self.port, self.after)


@dataclass(frozen=True)
class PortRead(PortWritten):
    """IN from a port."""

    title = "port read"

    @property
    def sentence(self) -> str:
        nobody = "" if self.before is not None else "; nothing listens there"
        return f"The program read {self.value:#x} from port {self.port:#x}{nobody}."


@dataclass(frozen=True)
class SerialByte(Event):
    """The serial port sent a byte (the change of the port's state is the PortWritten beside it)."""

    title = "serial byte"
    byte: int

    @property
    def sentence(self) -> str:
        shown = repr(chr(self.byte)) if 32 <= self.byte < 127 else f"{self.byte:#04x}"
        return f"The serial port sent {shown}."


@dataclass(frozen=True)
class Halted(Event):
    """HLT: the CPU waits for an interrupt."""

    title = "halt"
    interrupts_enabled: bool

    @property
    def sentence(self) -> str:
        if self.interrupts_enabled:
            return "HLT: the CPU waits for the next interrupt."
        return "HLT with interrupts disabled (IF = 0): the CPU waits forever."


@dataclass(frozen=True)
class ExitRequested(Event):
    """The program wrote to the debug-exit device: the machine stops with ``code``."""

    title = "exit"
    code: int

    @property
    def sentence(self) -> str:
        return f"The program asked the machine to exit with code {self.code}."


def _word(value: object) -> str:
    return hex(value) if isinstance(value, int) else str(value)


def bits_of(level: int) -> tuple[int, int]:
    """The highest and lowest bit of a linear address that index a table of ``level``."""
    return SHIFT[level] + 8, SHIFT[level]
