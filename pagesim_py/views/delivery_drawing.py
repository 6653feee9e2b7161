"""The drawn delivery: from what was raised through the gate to the handler, and the frame on its stack.

+-----------+     +-----------+     +-------------+
| #PF       |---->| gate 14   |---->| handler     |       one row an attempt: one that fails leads to the
+-----------+     +-----------+     +-------------+       next row, and the last ends in a handler or the reset
                                          |
    0x..ff8  | SS     0x0       |         |
    0x..ff0  | RSP    0x...     |  <------'               the frame as it lies in memory, highest address first
      ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pagesim_py.machine import events, vectors
from pagesim_py.machine.descriptors import Gate
from pagesim_py.machine.events import Event
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import ERROR, SELECTOR_ERROR
from pagesim_py.views import error_code
from pagesim_py.views.svg import Arrow, Box, Drawing, Shape, Words, fitted

Name = Callable[[int], str | None]
"""What is at an address, as the kernel's symbols have it."""
CARD = 66.0
GAP = 34.0
SLOT = 23.0


@dataclass
class Attempt:
    """One exception or interrupt being delivered, as far as it came."""

    vector: int
    cause: tuple[str, ...]
    """What is said of it: lines of few words."""
    gate: events.GateRead | None = None
    switch: events.StackSwitched | None = None
    pushed: events.FramePushed | None = None
    entered: events.HandlerEntered | None = None
    failure: Fault | None = None
    """What went wrong on the way."""


def attempts(happened: Iterable[Event]) -> list[Attempt]:
    """The attempts to deliver, from the events of one delivery that have ``happened`` so far, from its first."""
    found: list[Attempt] = []
    for event in happened:
        match event:
            case events.InterruptRaised():
                who = "by a device" if event.kind == "external" else "by the program"
                found.append(Attempt(event.vector, (who, f"to return to {event.rip:#x}")))
            case events.FaultRaised() if not found:
                found.append(Attempt(event.fault.vector, _raised(event.fault, event.rip)))
            case events.FaultRaised() if event.fault.rule is Rule.DOUBLE_FAULT:
                pass  # told by the DoubleFaulted before it
            case events.FaultRaised():
                found[-1].failure = event.fault
            case events.DeliveryFailed():
                found.append(Attempt(event.second.vector, (f"while delivering {event.first}", *_code(event.second))))
            case events.DoubleFaulted():
                found.append(
                    Attempt(vectors.DF, (f"{event.second.mnemonic} while delivering {event.first}", "error code 0x0"))
                )
            case events.GateRead():
                found[-1].gate = event
            case events.StackSwitched():
                found[-1].switch = event
            case events.FramePushed():
                found[-1].pushed = event
            case events.HandlerEntered():
                found[-1].entered = event
            case _:
                pass
    return found


def _raised(fault: Fault, rip: int) -> tuple[str, ...]:
    what = f"at RIP {rip:#x}"
    if fault.address is not None and fault.access is not None:
        what = f"{fault.access.words} at {fault.address:#x}"
    return (what, *_code(fault))


def _code(fault: Fault) -> tuple[str, ...]:
    if fault.error_code is None:
        return ()
    return (f"error code {error_code.summary(fault.error_code, fault.vector)}",)


def draw(happened: Sequence[Event], name: Name = lambda address: None, *, narrow: bool = False) -> Drawing:
    """The drawing of what has ``happened`` of a delivery; ``narrow`` for a sheet of a phone's width."""
    tries = attempts(happened)
    width = 360.0 if narrow else 1000.0
    card = width - 48 if narrow else 280.0
    shapes: list[Shape] = []
    y = 10.0
    last: Box | None = None
    for number, attempt in enumerate(tries):
        cards = list(_cards(attempt, number, name))
        for column, (key, look, title, lines) in enumerate(cards):
            if narrow:
                x, top = 24.0, y + column * (CARD + 22)
            else:
                x, top = 10.0 + column * (card + 70), y
            box = Box(f"{key} {number}", x, top, card, CARD, f"card {look}", ". ".join([title, *lines]) + ".")
            shapes += _card(box, title, lines)
            if last is not None:
                shapes.append(_joins(last, box, f"to {box.name}", narrow or column == 0, look))
            last = box
        y += len(cards) * (CARD + 22) if narrow else CARD + GAP
    if last is not None and any(isinstance(event, events.TripleFaulted) for event in happened):
        box = Box("reset", last.x, y, card, CARD, "card bad", "The machine resets. Triple fault.")
        shapes += _card(box, "The machine resets", ("triple fault: no handler can be called",))
        shapes.append(_joins(last, box, "to reset", True, "bad"))
        y += CARD + GAP
    pushed = tries[-1].pushed if tries else None
    if pushed is not None:
        frame = list(_frame(pushed, tries[-1].switch, name, y, width, narrow))
        shapes += frame
        y = max(shape.bottom for shape in frame if isinstance(shape, Box)) + 24
    return Drawing(width, y, tuple(shapes))


def _cards(attempt: Attempt, number: int, name: Name) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Kind, look, title and lines of an attempt's boxes, in the CPU's order."""
    vector = vectors.vector(attempt.vector)
    yield "cause", "bad" if number else "", f"{vector.mnemonic} {vector.title}", attempt.cause
    gate = attempt.gate
    if gate is not None:
        decoded = Gate.decode(gate.low, gate.high)
        where = f"at {gate.address:#x} in the IDT"
        if not gate.low | gate.high:
            yield "gate", "bad", f"gate {gate.vector}: empty", (where, "no handler was set for it")
        elif not gate.present:
            yield "gate", "bad", f"gate {gate.vector}: not present", (where, "it names no handler")
        else:
            stack = f"IST {decoded.ist}" if decoded.ist else "no IST"
            yield (
                "gate",
                "",
                f"gate {gate.vector}",
                (where, f"{stack} · DPL {decoded.dpl} · segment {gate.selector:#x}"),
            )
    entered = attempt.entered
    if entered is not None:
        known = (name(entered.new.rip) or hex(entered.new.rip)).removesuffix(" + 0x0")
        on = "on" if entered.new.rflags & 0x200 else "off"
        yield "handler", "good", known, (f"at {entered.new.rip:#x}", f"interrupts {on}")
    elif attempt.failure is not None and (gate is None or gate.present):
        failure = attempt.failure
        yield "failure", "bad", f"{failure.mnemonic} on the way", _why(failure)


def _why(failure: Fault) -> tuple[str, ...]:
    """What was tried and what refused it; where nothing was accessed, the reason alone."""
    reason = explain(failure)
    if failure.address is None or failure.access is None or failure.access.words in reason:
        return _wrapped(reason, 46)
    return (f"{failure.access.words} at {failure.address:#x}:", reason)


def _wrapped(text: str, room: int) -> tuple[str, ...]:
    """``text`` in two lines at most, parted between words."""
    if len(text) <= room:
        return (text,)
    cut = text.rfind(" ", 0, max(room, len(text) // 2 + 8))
    return text[:cut], text[cut + 1 :]


def _card(box: Box, title: str, lines: tuple[str, ...]) -> Iterator[Shape]:
    look = "bad" if "bad" in box.look else ""
    yield box
    yield Words(title, box.x + 10, box.y + 21, fitted(title, box.width - 20, 14), f"name {look}".strip())
    for number, line in enumerate(lines[:2]):
        yield Words(line, box.x + 10, box.y + 40 + 16 * number, fitted(line, box.width - 20, 12), "soft")


def _joins(one: Box, other: Box, name: str, down: bool, look: str) -> Arrow:
    """From ``one`` to ``other``: to the right in a row, else down to the row below."""
    if not down:
        return Arrow(name, ((one.right, one.middle[1]), (other.x - 1, other.middle[1])), look)
    x = other.x + min(60.0, other.width / 2)
    if one.x <= x <= one.right:
        return Arrow(name, ((x, one.bottom), (x, other.y - 1)), look)
    half = (one.bottom + other.y) / 2
    start = one.middle[0]
    return Arrow(name, ((start, one.bottom), (start, half), (x, half), (x, other.y - 1)), look)


def _frame(
    pushed: events.FramePushed, switch: events.StackSwitched | None, name: Name, y: float, width: float, narrow: bool
) -> Iterator[Shape]:
    """The frame in its stack, highest address first, with the stack pointer before and now."""
    saved = pushed.saved
    slots = [
        ("SS", saved.ss, ""),
        ("RSP", saved.rsp, "the stack pointer before"),
        ("RFLAGS", saved.rflags, ""),
        ("CS", saved.cs, ""),
        ("RIP", saved.rip, name(saved.rip) or "where to return to"),
    ]
    if pushed.error_code is not None:
        bits = ERROR if pushed.vector == vectors.PF else SELECTOR_ERROR
        slots.append(("error code", pushed.error_code, " | ".join(bits.names(pushed.error_code))))
    top = pushed.address + 8 * len(slots)
    if switch is not None:
        title = f"On the stack {switch.source}, which the TSS gives"
    else:
        title = "On the stack that was in use"
        gap = saved.rsp - top
        if gap:
            title += f", {gap} bytes further down so that it is aligned to 16"
    left = 8.0 if narrow else 10.0
    yield Words(title, left, y + 14, fitted(title, width - 2 * left, 13), "name")
    x = left + (112 if narrow else 150)
    room = (width - x - 8) if narrow else 420.0
    y += 26
    for number, (slot, value, meaning) in enumerate(slots):
        address = hex(pushed.address + 8 * (len(slots) - 1 - number))
        row = y + number * SLOT
        box = Box(f"slot {slot}", x, row, room, SLOT, "slot", round=0)
        yield box
        yield Words(address, x - 8, row + 16, fitted(address, x - left - 8, 11.5, True), "soft", "end", True)
        yield Words(slot, x + 8, row + 16, 12, "name")
        text = hex(value)
        yield Words(text, x + 90, row + 16, fitted(text, room - 96 if narrow else 130, 12, True), "", "start", True)
        if meaning and not narrow:
            yield Words(meaning, x + 232, row + 16, fitted(meaning, room - 240, 12), "soft")
    end = y + len(slots) * SLOT
    text = f"RSP is now {pushed.address:#x}"
    if narrow:
        yield Words(text, x, end + 16, 12, "name")
        return
    yield Words(text, x + room + 46, end - SLOT / 2 + 4, 12.5, "name")
    yield Arrow("rsp", ((x + room + 40, end - SLOT / 2), (x + room + 1, end - SLOT / 2)), "")
    before = f"RSP was {saved.rsp:#x}" + ("" if switch is None else ", on the other stack")
    yield Words(before, x + room + 46, y + 4, 12.5, "soft")
    if switch is None:
        yield Arrow("rsp before", ((x + room + 40, y), (x + room + 1, y)), "")
