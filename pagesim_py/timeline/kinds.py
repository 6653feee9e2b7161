"""The events of a recording by kind: what the command's and the page's lists can be narrowed down to."""

from __future__ import annotations

from pagesim_py.machine import events
from pagesim_py.machine.events import Event

KINDS: dict[str, tuple[type[Event], ...]] = {
    "fault": (events.FaultRaised, events.DeliveryFailed, events.DoubleFaulted, events.TripleFaulted),
    "delivery": (
        events.Cr2Written,
        events.GateRead,
        events.StackSwitched,
        events.FramePushed,
        events.HandlerEntered,
        events.InterruptReturned,
    ),
    "interrupt": (
        events.InterruptRaised,
        events.InterruptAcknowledged,
        events.LineRaised,
        events.EndOfInterrupt,
        events.KeyTyped,
    ),
    "walk": (events.PageWalked,),
    "tlb": (events.TlbFilled, events.TlbDropped, events.TlbFlushed, events.TranslationInvalidated),
    "table": (events.PageTableEdited,),
    "register": (events.RegisterWritten, events.TableLoaded),
    "port": (events.PortWritten, events.PortRead, events.SerialByte),
    "end": (events.Halted, events.ExitRequested),
}
"""The kinds, and the events of each."""
STATEMENT, OWN = "statement", "own"
"""The kinds, beside those, of the program's statements: all of them, and those in the student's own files."""
CHOICES = (*KINDS, STATEMENT, OWN)
"""All of them, in the order in which they are offered."""


def kind_of(event: Event) -> str:
    """The kind of ``event``."""
    return kind_of_class(type(event))


def kind_of_class(one: type[Event]) -> str:
    """The kind of a class of events."""
    return next(name for name, classes in KINDS.items() if issubclass(one, classes))


def classes_of(kinds: frozenset[str]) -> tuple[type[Event], ...]:
    """The events of all of these ``kinds``."""
    return tuple(one for name in KINDS if name in kinds for one in KINDS[name])
