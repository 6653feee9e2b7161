"""Events of the devices that interrupt: a line rises, a key is typed, the CPU acknowledges, the handler ends it.

``before`` and ``after`` are the whole state of all of them (``board.BoardState``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pagesim_py.machine.events.base import Event

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine


class _BoardChange(Event):
    """An event that changes devices."""

    before: Any
    after: Any

    def undo(self, machine: Machine) -> None:
        machine.board.set_state(self.before)

    def redo(self, machine: Machine) -> None:
        machine.board.set_state(self.after)


def _line(line: int) -> str:
    """The line's number, and which device it belongs to: ``line 1, of the keyboard,``."""
    from pagesim_py.machine.pic import NAMES

    name = NAMES[line]
    if name.startswith("line"):
        return name
    return f"line {line}, of {name}," if name.startswith(("COM", "LPT")) else f"line {line}, of the {name},"


@dataclass(frozen=True)
class LineRaised(_BoardChange):
    """A device asks for an interrupt."""

    title = "interrupt requested"
    line: int
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        text = f"Interrupt {_line(self.line)} rises"
        if self.after.pics[self.line >> 3].imr >> (self.line & 7) & 1:
            return f"{text}; it is masked, so the interrupt controller keeps the request to itself."
        return f"{text}: the interrupt controller asks the CPU for an interrupt."


@dataclass(frozen=True)
class KeyTyped(_BoardChange):
    """The keyboard sent a byte."""

    title = "key"
    code: int
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        if self.after.keyboard == self.before.keyboard:
            return f"The keyboard sent {self.code:#04x}, and nobody took it: the controller is off, or full."
        action = "released" if self.code & 0x80 and self.code != 0xE0 else "pressed"
        return f"A key was {action}: the scan code {self.code:#04x} waits in the keyboard controller."


@dataclass(frozen=True)
class InterruptAcknowledged(_BoardChange):
    """The CPU took the request; the controller said the vector."""

    title = "interrupt acknowledged"
    vector: int
    line: int
    spurious: bool
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        if self.spurious:
            return (
                f"The CPU acknowledges, but the request is gone: the interrupt controller answers with vector "
                f"{self.vector}, a spurious interrupt, and nothing is in service."
            )
        return (
            f"The CPU acknowledges {_line(self.line).removesuffix(',')}: the interrupt controller answers with "
            f"vector {self.vector}. Until the end of interrupt, no line of the same or lower priority comes through."
        )


@dataclass(frozen=True)
class EndOfInterrupt(Event):
    """The program told a controller that a handler is done (the change is that of the PortWritten beside it)."""

    title = "end of interrupt"
    line: int | None
    second: bool = False

    @property
    def sentence(self) -> str:
        if self.line is None:
            which = "second" if self.second else "first"
            return f"End of interrupt, but nothing is in service at the {which} interrupt controller."
        return f"End of interrupt: {_line(self.line)} and those below it may come again."
