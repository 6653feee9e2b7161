"""What the machine did, one class an event: plain data, exact undo and redo, and a sentence in plain words.

Changes of memory are recorded beside events as ``(view, index, old, new)`` and not repeated here.
An event that changes nothing but tells something inherits the empty ``undo`` and ``redo``.
"""

from pagesim_py.machine.events.base import REGISTRY, CpuState, Edit, Event
from pagesim_py.machine.events.delivery import (
    Cr2Written,
    DeliveryFailed,
    DoubleFaulted,
    FaultRaised,
    FramePushed,
    GateRead,
    HandlerEntered,
    InterruptRaised,
    InterruptReturned,
    StackSwitched,
    TripleFaulted,
)
from pagesim_py.machine.events.devices import EndOfInterrupt, InterruptAcknowledged, KeyTyped, LineRaised
from pagesim_py.machine.events.state import (
    ExitRequested,
    Halted,
    PortRead,
    PortWritten,
    RegisterWritten,
    SerialByte,
    TableLoaded,
)
from pagesim_py.machine.events.translation import (
    PageTableEdited,
    PageWalked,
    TlbDropped,
    TlbFilled,
    TlbFlushed,
    TranslationInvalidated,
)

__all__ = [
    "REGISTRY",
    "CpuState",
    "Cr2Written",
    "DeliveryFailed",
    "DoubleFaulted",
    "Edit",
    "EndOfInterrupt",
    "Event",
    "ExitRequested",
    "FaultRaised",
    "FramePushed",
    "GateRead",
    "Halted",
    "HandlerEntered",
    "InterruptAcknowledged",
    "InterruptRaised",
    "InterruptReturned",
    "KeyTyped",
    "LineRaised",
    "PageTableEdited",
    "PageWalked",
    "PortRead",
    "PortWritten",
    "RegisterWritten",
    "SerialByte",
    "StackSwitched",
    "TableLoaded",
    "TlbDropped",
    "TlbFilled",
    "TlbFlushed",
    "TranslationInvalidated",
    "TripleFaulted",
]
