"""What became of the exceptions and interrupts of a run: those that reached a handler, and those that did not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.events import DoubleFaulted, FaultRaised, InterruptRaised
from pagesim_py.machine.faults import Fault, explain
from pagesim_py.timeline import Delivery


class Delivered(NamedTuple):
    """An exception that reached a handler. ``rip`` is the saved one, ``cpl`` the privilege level that it came from."""

    vector: int
    mnemonic: str
    error_code: int | None
    cr2: int | None
    rip: int
    cpl: int

    def __str__(self) -> str:
        """As ``// expect-fault`` writes it: ``#PF 0x2 0xdeadbeaf``."""
        parts = [self.mnemonic]
        parts += [hex(value) for value in (self.error_code, self.cr2) if value is not None]
        return " ".join(parts)


class Undelivered(NamedTuple):
    """What was raised and reached no handler of its own. ``source``: "exception", "software" (INT n) or "device";
    ``rip``: the instruction that raised it, or that it came before. ``why``: what its delivery stumbled over; ``then``:
    the faults that its delivery raised and that reached no handler either.
    """

    vector: int
    mnemonic: str
    source: str
    error_code: int | None
    cr2: int | None
    rip: int
    why: str
    then: tuple[Fault, ...] = ()


def delivered(deliveries: Iterable[Delivery]) -> list[Delivered]:
    """The exceptions that reached a handler, in order; not the interrupts of devices that reached theirs."""
    found = []
    for one in deliveries:
        if one.entered is None or one.pushed is None or (is_external(one.raised) and not one.failed):
            continue
        fault = _last(one)
        cr2 = fault.cr2 if fault is not None and one.vector == vectors.PF else None
        saved = one.pushed.saved
        name = vectors.mnemonic(one.vector)
        found.append(Delivered(one.vector, name, one.pushed.error_code, cr2, saved.rip, saved.cpl))
    return found


def undelivered(deliveries: Iterable[Delivery]) -> list[Undelivered]:
    """What was raised and reached no handler, in order: also a double fault that could not be delivered."""
    found = []
    for one in deliveries:
        if one.entered is not None and not one.failed:
            continue
        if one.entered is None and one.triple is None:
            continue  # still under way: the run ended there
        chain = one.triple.chain if one.triple is not None else ()
        seconds = [event.second for event in one.failed]
        doubled = any(isinstance(event, DoubleFaulted) for event in one.failed)
        if one.entered is not None and not doubled:
            seconds.pop()  # this one reached the handler
        why = explain(one.failed[0].second) if one.failed else explain(chain[-1].fault) if chain else ""
        raised = one.raised
        if isinstance(raised, FaultRaised):
            fault = raised.fault
            cr2 = fault.cr2 if fault.vector == vectors.PF else None
            row = Undelivered(fault.vector, fault.mnemonic, "exception", fault.error_code, cr2, raised.rip, why)
        else:
            source = "device" if is_external(raised) else "software"
            row = Undelivered(raised.vector, vectors.mnemonic(raised.vector), source, None, None, raised.rip, why)
        found.append(row._replace(then=tuple(seconds)))
        if one.entered is None and doubled:
            last = explain(chain[-1].fault) if chain else ""
            found.append(Undelivered(vectors.DF, "#DF", "exception", 0, None, raised.rip, last))
    return found


def is_external(event: object) -> bool:
    """Whether a device interrupts."""
    return isinstance(event, InterruptRaised) and event.kind == "external"


def _last(one: Delivery) -> Fault | None:
    """The fault that was delivered in the end: the last of those raised on the way."""
    if one.failed:
        return one.failed[-1].second
    return one.raised.fault if isinstance(one.raised, FaultRaised) else None
