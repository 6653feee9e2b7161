"""Exceptions and interrupts on their way to a handler: the events that belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pagesim_py.machine.events import (
    DeliveryFailed,
    DoubleFaulted,
    Event,
    FaultRaised,
    FramePushed,
    GateRead,
    HandlerEntered,
    InterruptRaised,
    InterruptReturned,
    StackSwitched,
    TripleFaulted,
)


@dataclass
class Delivery:
    """One exception or interrupt on its way to a handler. Indices are those of the log."""

    start: int
    end: int
    """The index after the last event that belongs to it."""
    raised: FaultRaised | InterruptRaised
    failed: list[DeliveryFailed | DoubleFaulted] = field(default_factory=list)
    """What went wrong on the way, in order."""
    gates: list[GateRead] = field(default_factory=list)
    switch: StackSwitched | None = None
    pushed: FramePushed | None = None
    entered: HandlerEntered | None = None
    triple: TripleFaulted | None = None
    events: list[tuple[int, Event]] = field(default_factory=list)
    """All of them after the first, with their indices."""
    returned: int | None = None
    """The index of the IRETQ that ended the handler; None if none did."""
    stops: tuple[int, int] | None = None
    """How many statements and events came before; None if the recording still has what tells that."""

    def event(self, index: int) -> Event | None:
        """The event with that index; None if it does not belong to this."""
        if index == self.start:
            return self.raised
        return next((event for number, event in self.events if number == index), None)

    def events_before(self, index: int) -> int:
        """How many of its events have a smaller index."""
        return (index > self.start) + sum(number < index for number, _ in self.events)

    @property
    def vector(self) -> int:
        """The vector whose handler was entered, or of what was raised if none was."""
        if self.entered is not None:
            return self.entered.vector
        return self.raised.fault.vector if isinstance(self.raised, FaultRaised) else self.raised.vector


def deliveries_of(events: Iterable[tuple[int, Event]], running: list[Delivery] | None = None) -> list[Delivery]:
    """Every exception and interrupt among ``events`` (log index and event), in order of being raised.

    ``running`` are those before, whose handlers have not returned: this list is brought up to date.
    """
    found: list[Delivery] = []
    now: Delivery | None = None
    handlers = [] if running is None else running
    for index, event in events:
        if isinstance(event, FaultRaised | InterruptRaised) and (now is None or not isinstance(event, FaultRaised)):
            now = Delivery(index, index + 1, event)
            found.append(now)
            continue
        if isinstance(event, InterruptReturned) and handlers:
            handlers.pop().returned = index
        if now is None:
            continue
        now.end = index + 1
        now.events.append((index, event))
        if isinstance(event, GateRead):
            now.gates.append(event)
        elif isinstance(event, DeliveryFailed | DoubleFaulted):
            now.failed.append(event)
        elif isinstance(event, StackSwitched):
            now.switch = event
        elif isinstance(event, FramePushed):
            now.pushed = event
        elif isinstance(event, HandlerEntered):
            now.entered = event
            handlers.append(now)
            now = None
        elif isinstance(event, TripleFaulted):
            now.triple = event
            now = None
    return found
