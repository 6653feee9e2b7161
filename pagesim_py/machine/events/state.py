"""Events of registers, instructions and ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pagesim_py.machine.events.base import Event
from pagesim_py.machine.flags import CR0, CR4, EFER, RFLAGS

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine


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
            text += f": from here on the top page table is at {self.new & 0xF_FFFF_FFFF_F000:#x}"
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
        return f"{self.name.upper()} was told that the {what[self.name]} {where}."


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
    was_halted: bool = False

    @property
    def sentence(self) -> str:
        if self.interrupts_enabled:
            return "HLT: the CPU waits for the next interrupt."
        return "HLT with interrupts disabled (IF = 0): the CPU waits forever."

    def undo(self, machine: Machine) -> None:
        machine.cpu.halted = self.was_halted

    def redo(self, machine: Machine) -> None:
        machine.cpu.halted = True


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
