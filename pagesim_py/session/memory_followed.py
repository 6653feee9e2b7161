"""Which bytes Memory shows while the program is followed, and what the kernel knows of them."""

from __future__ import annotations

from pagesim_py.machine import events, vectors
from pagesim_py.machine.flags import ENTRY_P
from pagesim_py.machine.paging import Walk
from pagesim_py.session.callers import callers
from pagesim_py.session.run import Run
from pagesim_py.views.memory import Region, View

RECENT = 100
"""So many of the last deliveries are looked through for frames that are still on a stack."""
SPAN = 256
"""Bytes that Memory shows."""
STACK = 1 << 20
"""Bytes from RSP up in which variables are looked for."""


def followed(run: Run) -> View:
    """The bytes that the step is about: the entry that decided, a gate, a frame on the stack; else what it wrote."""
    match run.event:
        case events.PageWalked(walk=walk) if walk.steps:
            return _entry(walk, "The last entry that the page walk read.")
        case events.FaultRaised(fault=fault) if fault.walk is not None and fault.walk.steps:
            return _entry(fault.walk, "The entry that decided.")
        case events.PageTableEdited(edit=edit):
            return _about(edit.address, 8, "the entry that was changed", True)
        case events.GateRead(address=address, vector=vector):
            return _about(address, 16, f"gate {vector}, which was read")
        case events.FramePushed(address=address, error_code=code):
            return View(address, why="The frame as it was pushed.", subject=_frame(address, code is not None))
        case events.HandlerEntered(new=new) | events.InterruptReturned(new=new):
            return View(new.rsp, why="The top of the stack.")
    rsp = run.registers()["RSP"][0]
    changed = run.changed()
    if changed:
        last = changed[-1].physical
        stack = run.machine.walk(rsp).physical
        if stack is None or last >> 12 != stack >> 12:
            return View(last, True, "What this step has written last.")
        return View((rsp & -4096) | (last & 4095), why="What this step has written last: on the stack.")
    return View(rsp, why="The top of the stack.")


def _entry(walk: Walk, why: str) -> View:
    step = walk.steps[-1]
    state = "" if step.entry & ENTRY_P else ", not present (P = 0)"
    subject = Region(step.address, step.address + 8, f"level-{step.level} entry {step.index}{state}")
    return View(step.address, True, why, subject)


def _about(address: int, size: int, what: str, physical: bool = False) -> View:
    return View(address, physical, f"{what[0].upper()}{what[1:]}.", Region(address, address + size, what))


def _slots(has_code: bool) -> list[str]:
    return [*(["error code"] if has_code else []), "RIP", "CS", "RFLAGS", "RSP", "SS"]


def _frame(address: int, has_code: bool) -> Region:
    parts = _slots(has_code)
    return Region(address, address + 8 * len(parts), f"the frame that was pushed: {', '.join(parts)}")


def _pushed(run: Run) -> list[Region]:
    """The frames of the handlers that are running, slot by slot."""
    found = []
    for delivery in run.timeline.deliveries[-RECENT:]:
        returned = delivery.returned is not None and delivery.returned < run.position
        if delivery.pushed is None or delivery.end > run.position or returned:
            continue
        mnemonic = vectors.mnemonic(delivery.pushed.vector)
        for number, slot in enumerate(_slots(delivery.pushed.error_code is not None)):
            at = delivery.pushed.address + 8 * number
            found.append(Region(at, at + 8, f"{slot} in the frame of {mnemonic}"))
    return found


def _variables(run: Run, start: int) -> list[Region]:
    """The variables of the running functions that lie among the bytes from ``start`` on."""
    rsp = run.registers()["RSP"][0]
    if start + SPAN <= rsp or start >= rsp + STACK:
        return []
    return [
        Region(one.address, one.address + one.size, f"{one.name}: {one.type}, a variable of {caller.name}")
        for caller in callers(run)
        for one in caller.variables
        if one.address is not None and one.size and one.address < start + SPAN and start < one.address + one.size
    ]


def known(run: Run, start: int) -> list[Region]:
    """Statics, functions, variables and frames of running handlers among the bytes from the linear address ``start``
    on.
    """
    found = [
        Region(low, high, f"static {name}: {kind}")
        for low, high, name, kind in getattr(run.program, "statics", ())
        if low < start + SPAN and start < high
    ]
    for name, (address, size) in run.symbols.table.items():
        if address < start + SPAN and start < address + size and not any(one.start == address for one in found):
            found.append(Region(address, address + size, name))
    found += _variables(run, start)
    return [*found, *(one for one in _pushed(run) if one.start < start + SPAN and start < one.end)]
