"""Events as assignments name them: ``{ kind = "PageTableEdited", where = { new = "0xb8003" } }``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pagesim_py.homework.format import AssignmentError
from pagesim_py.homework.reading import near
from pagesim_py.labs.loader import check_table
from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.events import (
    REGISTRY,
    Cr2Written,
    Event,
    FaultRaised,
    FramePushed,
    GateRead,
    HandlerEntered,
    InterruptRaised,
    InterruptReturned,
    PageTableEdited,
    PageWalked,
    PortWritten,
    RegisterWritten,
    StackSwitched,
    TlbDropped,
    TlbFilled,
    TranslationInvalidated,
)

_ACCESS = {Access.READ: "read", Access.WRITE: "write", Access.FETCH: "fetch", Access.READ_MODIFY_WRITE: "write"}


def fields_of(event: Event) -> dict[str, object]:
    """What ``where`` can name of an event: numbers, and texts such as ``#PF``."""
    found: dict[str, object] = {}
    match event:
        case FaultRaised():
            fault = event.fault
            found = {"exception": vectors.mnemonic(fault.vector), "code": fault.error_code, "address": fault.address,
                     "rule": fault.rule.name, "level": fault.level, "rip": event.rip}  # fmt: skip
            if fault.access is not None:
                found["access"] = _ACCESS.get(fault.access, "other")
        case InterruptRaised():
            found = {"vector": event.vector, "exception": vectors.mnemonic(event.vector), "kind": event.kind}
        case PageWalked():
            found = {"address": event.walk.address, "access": _ACCESS.get(event.access, "other"),
                     "physical": event.walk.physical, "refused": event.fault is not None}  # fmt: skip
        case PageTableEdited():
            found = {"at": event.edit.address, "old": event.edit.old, "new": event.edit.new}
        case TlbFilled() | TlbDropped():
            found = {"address": event.entry.address, "frame": event.entry.frame}
        case TranslationInvalidated():
            found = {"address": event.address}
        case Cr2Written():
            found = {"new": event.new, "old": event.old}
        case GateRead():
            found = {"vector": event.vector, "present": event.present}
        case FramePushed():
            found = {"vector": event.vector, "code": event.error_code, "rip": event.saved.rip, "at": event.address}
        case HandlerEntered():
            found = {"vector": event.vector, "exception": vectors.mnemonic(event.vector), "rip": event.new.rip}
        case InterruptReturned():
            found = {"rip": event.new.rip}
        case StackSwitched():
            found = {"source": event.source, "new": event.new, "old": event.old}
        case RegisterWritten():
            found = {"register": event.name, "new": event.new, "old": event.old}
        case PortWritten():
            found = {"port": event.port, "value": event.value}
    return found


def happens_in(event: object, moment: Mapping[str, Any]) -> bool:
    """Whether ``event`` is of the kind, and ``where`` holds."""
    if not isinstance(event, Event) or type(event).__name__ != moment["kind"]:
        return False
    where = moment.get("where", {})
    if not where:
        return True
    fields = fields_of(event)
    return all(_same(fields.get(name), wanted) for name, wanted in where.items())


def number_of_happening(events: Iterable[Event], moment: Mapping[str, Any]) -> int | None:
    """The number, from 1, of the first event that ``moment`` means; None if there is none."""
    return next((number for number, event in enumerate(events, 1) if happens_in(event, moment)), None)


def number_in(value: object) -> int | None:
    """A number, also one that is written as text, as drawn ones are; None for anything else."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"0x[0-9a-f_]+|[0-9][0-9_]*", value.strip(), re.IGNORECASE):
        return int(value.strip().replace("_", ""), 0)
    return None


def _same(got: object, wanted: object) -> bool:
    if isinstance(wanted, bool) or isinstance(got, bool):
        return got is wanted
    number = number_in(wanted)
    return got == (wanted if number is None else number)


_FIELDS = {
    "FaultRaised": ("exception", "code", "address", "rule", "level", "rip", "access"),
    "InterruptRaised": ("vector", "exception", "kind"), "PageWalked": ("address", "access", "physical", "refused"),
    "PageTableEdited": ("at", "old", "new"), "TlbFilled": ("address", "frame"), "TlbDropped": ("address", "frame"),
    "TranslationInvalidated": ("address",), "Cr2Written": ("new", "old"), "GateRead": ("vector", "present"),
    "FramePushed": ("vector", "code", "rip", "at"), "HandlerEntered": ("vector", "exception", "rip"),
    "InterruptReturned": ("rip",), "StackSwitched": ("source", "new", "old"),
    "RegisterWritten": ("register", "new", "old"), "TableLoaded": ("register", "new", "old"),
    "PortWritten": ("port", "value"), "PortRead": ("port", "value"),
}  # fmt: skip
"""What ``where`` knows, by the event's kind; for others it knows nothing."""


def check_moment(told: Mapping[str, Any], where: str, more: Mapping[str, Any] | None = None) -> None:
    """AssignmentError unless ``told`` names a kind of event and what that kind has."""
    check_table(told, {"kind": str, "where": dict, **(more or {})}, ("kind",), where)
    kind = told["kind"]
    if kind not in REGISTRY or kind == "_StateChange":
        raise AssignmentError(f"{where}: there is no event {kind!r}{near(kind, [n for n in REGISTRY if n[0] != '_'])}")
    known = _FIELDS.get(kind, ())
    for name in told.get("where", {}):
        if name not in known:
            raise AssignmentError(f"{where}: {kind} has no {name!r}{near(name, known) if known else ''}")
