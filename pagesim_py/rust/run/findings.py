"""What can be said of a run that is over: looks at the machine and at what the run has noted, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

from pagesim_py.machine import pic
from pagesim_py.machine.events import HandlerEntered
from pagesim_py.machine.faults import Fault

from .reasons import Busy, KeyNotRead, NoEndOfInterrupt, NotTyped, Reason, StackOverflow, sentence

if TYPE_CHECKING:
    from .runtime import Run

PAGE = 4096
NEAR = 16 * PAGE
"""How far from RSP an access may be that is the stack's."""


def overflow_of(run: Run, fault: Fault, rsp: int, rip: int) -> StackOverflow | None:
    """Whether a page fault means that the kernel's stack is used up: the stack has grown below its first page."""
    stack = getattr(run.machine, "stack", None)
    address = fault.cr2
    if stack is None or address is None or fault.vector != 14:
        return None
    start, end = stack
    if not (address < start and rsp < start + PAGE and address >= rsp - NEAR):
        return None
    return StackOverflow(address, start, end, run.place_at(rip) or run.caller(), None)


def entered(run: Run) -> int | None:
    """The vector whose handler was entered last, if that is recorded."""
    for entry in reversed((run.machine.log or [])[-8:]):
        if isinstance(entry, HandlerEntered):
            return entry.vector
    return None


def busy_at(run: Run, stop: BaseException) -> Busy | None:
    """Where the program was when its time was over, by the traceback of what ended it; None while it halts."""
    if run.cpu.halted:
        return None
    frames: list[FrameType] = []
    link = stop.__traceback__
    while link is not None:
        if link.tb_frame.f_globals is run.ns:
            frames.append(link.tb_frame)
        link = link.tb_next
    names: dict[tuple[str, str], None] = {}
    while frames:
        frame = frames.pop()
        code = frame.f_code
        used = [run.ns.get(name) for name in code.co_names if name.startswith("G")]
        given = [frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount]]
        for values, own in ((used, False), (given, True)):
            for address in values:
                named = run.linked.static_at(address) if type(address) is int else None
                if named is not None and (own or "Atomic" in named[1]):
                    names[named] = None
        rip = run.statement_in(frame)
        if rip is not None:
            place = run.place_at(rip)
            return None if place is None else Busy(place, tuple(names), run.interrupts.enabled)
    return None


def findings(run: Run, kind: str, why: Reason | None, busy: Busy | None) -> list[Reason]:
    """The reasons, the main one first. ``why``: the one that ended the run; ``busy``: where it was then."""
    found: list[Reason] = [why] if why is not None else []
    if run.overflow is not None:
        found.append(run.overflow)
    if kind not in ("running", "panicked"):
        return found
    board, interrupts = run.machine.board, run.interrupts
    waiting = run.locks.waiting
    if waiting is not None and waiting not in found:
        found.append(replace(waiting, panicking=run.panicked))
    if not run.handlers and interrupts.enabled:
        found += unfinished(run)
    if busy is not None and not found and kind == "running":
        found.append(busy)
    if interrupts.keys:
        pics = board.pics
        if pics.is_masked(pic.KEYBOARD):
            reason = "masked"
        elif not interrupts.enabled:
            reason = "off"
        elif pics.blocker(pic.KEYBOARD) is not None:
            reason = "in service"
        else:
            reason = "busy"
        found.append(NotTyped(len(interrupts.keys.moments), reason))
    return found


def unfinished(run: Run) -> list[Reason]:
    """What handlers left undone, so that nothing more comes."""
    board = run.machine.board
    pics, keyboard = board.pics, board.keyboard
    found: list[Reason] = []
    lines = (pic.TIMER, pic.KEYBOARD)
    blockers = {line: pics.blocker(line) for line in lines if not pics.is_masked(line)}
    for blocker in dict.fromkeys(one for one in blockers.values() if one is not None):
        found.append(NoEndOfInterrupt(blocker, tuple(line for line in lines if blockers.get(line) == blocker)))
    waiting = keyboard.state.waiting
    asked = pics.first.state.irr >> pic.KEYBOARD & 1
    if waiting and keyboard.interrupts and not asked and not pics.is_masked(pic.KEYBOARD):
        found.append(KeyNotRead(waiting))
    return found


def words(reason: str, found: list[Reason]) -> str:
    """The whole reason in words: what was said already is not said again."""
    first = [sentence(one) for one in found if isinstance(one, StackOverflow)]
    if first:
        reason = reason.removeprefix("triple fault: ")
    more = [
        sentence(one)
        for one in found
        if not isinstance(one, StackOverflow) and not ("(EOI)" in reason and isinstance(one, NoEndOfInterrupt))
    ]
    return " ".join(part for part in [*first, reason, *(one for one in more if one != reason)] if part)
