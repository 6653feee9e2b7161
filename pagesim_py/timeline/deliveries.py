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

    @property
    def vector(self) -> int:
        """The vector whose handler was entered, or of what was raised if none was."""
        if self.entered is not None:
            return self.entered.vector
        return self.raised.fault.vector if isinstance(self.raised, FaultRaised) else self.raised.vector


def deliveries_of(events: Iterable[tuple[int, Event]]) -> list[Delivery]:
    """Every exception and interrupt among ``events`` (log index and event), in order of being raised."""
    found: list[Delivery] = []
    now: Delivery | None = None
    for index, event in events:
        if isinstance(event, FaultRaised | InterruptRaised):
            if now is None or not isinstance(event, FaultRaised):
                now = Delivery(index, index + 1, event)
                found.append(now)
        if now is None:
            continue
        now.end = index + 1
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
            now = None
        elif isinstance(event, TripleFaulted):
            now.triple = event
            now = None
    return found
