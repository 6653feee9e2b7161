"""Why a run ended, or has no end: data first, and the sentences made from it in one place.

    Deadlock         a lock is waited for that nobody can give back
    Busy             where a program is that goes on and on
    StackOverflow    the stack grew into the page below it
    NoEndOfInterrupt a handler returned without telling the interrupt controller
    KeyNotRead       a key's byte was never taken out of port 0x60
    NotTyped         keys that were to be typed, and why the program never took them

``sentence`` says one in words, ``as_data`` gives it to other programs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pagesim_py.machine.pic import NAMES


@dataclass(frozen=True)
class Place:
    """A statement of the student's: its file and line, and the function that it stands in."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Deadlock:
    """``what``: "lock" or "value" (one that is made at first use). ``name`` and ``type``: the static's that it lies in;
    None if it lies in none. ``taken`` and ``waits`` are the two places; ``handler``: the handler that waits, if it
    interrupted the holder; ``interrupts``: IF.
    """

    what: str
    name: str | None
    type: str | None
    address: int
    taken: Place | None
    waits: Place | None
    handler: str | None
    interrupts: bool
    panicking: bool = False


@dataclass(frozen=True)
class Busy:
    """The program was at ``place`` when its time was over. ``looks_at``: names and types of the statics that it looks
    at there and that others may change; ``interrupts``: IF.
    """

    place: Place
    looks_at: tuple[tuple[str, str], ...]
    interrupts: bool


@dataclass(frozen=True)
class StackOverflow:
    """``address`` could not be accessed: it lies below the stack, which goes from ``start`` to ``end``."""

    address: int
    start: int
    end: int
    place: Place | None
    vector: int | None
    """The vector whose handler was entered in the end; None: none was."""


@dataclass(frozen=True)
class NoEndOfInterrupt:
    """Interrupt line ``line`` is still in service, so ``held_back`` do not come."""

    line: int
    held_back: tuple[int, ...]


@dataclass(frozen=True)
class KeyNotRead:
    """``waiting``: the bytes that wait for port 0x60; the first keeps the keyboard from interrupting again."""

    waiting: tuple[int, ...]


@dataclass(frozen=True)
class NotTyped:
    """``moments`` presses and releases are still to come. ``why``: "masked", "off" (IF = 0), "in service", "busy"."""

    moments: int
    why: str


Reason = Deadlock | Busy | StackOverflow | NoEndOfInterrupt | KeyNotRead | NotTyped


def as_data(reason: Reason) -> dict[str, Any]:
    """As plain data, with its kind."""
    kind = "".join(f"_{c.lower()}" if c.isupper() else c for c in type(reason).__name__).lstrip("_")
    data = {"kind": kind, **asdict(reason)}
    for name in ("address", "start", "end"):
        if name in data:
            data[name] = hex(data[name])
    return data


def sentence(reason: Reason) -> str:
    """In words, with a full stop."""
    match reason:
        case Deadlock():
            return _deadlock(reason)
        case Busy():
            text = f"It is at {reason.place}, in `{reason.place.function}`, with IF = {int(reason.interrupts)}"
            if not reason.looks_at:
                return f"{text}."
            named = _and([f"`{name}` ({kind})" for name, kind in reason.looks_at])
            only = "" if reason.interrupts else ": with interrupts off, nothing but this code could change that"
            return f"{text}, and looks at {named}{only}."
        case StackOverflow():
            return _overflow(reason)
        case NoEndOfInterrupt():
            held = [f"the {NAMES[line]}'s (line {line})" for line in reason.held_back]
            return (
                f"No end of interrupt (EOI) was sent for line {reason.line}, the {NAMES[reason.line]}'s: the interrupt "
                f"controller takes it to be still in service, and holds back {_and(held)}."
            )
        case KeyNotRead():
            codes = " ".join(f"{code:#04x}" for code in reason.waiting)
            return (
                f"The keyboard's byte {codes.split()[0]} was never read from port 0x60, so the keyboard does not "
                f"interrupt again: no further key comes (waiting: {codes})."
            )
        case NotTyped():
            return f"Not all keys were typed: {_NOT_TYPED[reason.why]}."


_NOT_TYPED = {
    "masked": "the keyboard's interrupt (line 1) is masked in the interrupt controller, and the ports are not read",
    "off": "interrupts are off (IF = 0), and the keyboard's ports are not read",
    "in service": "the interrupt controller holds the keyboard's line back until an end of interrupt (EOI) is sent",
    "busy": "the program never waited for them",
}


def _deadlock(reason: Deadlock) -> str:
    named = f"`{reason.name}`" if reason.name is not None else f"at {reason.address:#x}"
    kind = f" (a {reason.type})" if reason.type is not None else ""
    waits = f" at {reason.waits}, in `{reason.waits.function}`," if reason.waits is not None else ""
    flag = 1 if reason.interrupts else 0
    if reason.what == "value":
        text = f"It waits for ever{waits} for {named}{kind}, which is being made at that very time"
        if reason.taken is not None:
            text += f": making it began at {reason.taken}, in `{reason.taken.function}`, and needs it itself"
        return f"{text}. IF = {flag}."
    text = f"It spins for ever{waits} for the lock {named}{kind}"
    if reason.taken is not None:
        text += f", which was taken at {reason.taken}, in `{reason.taken.function}`, and not given back"
    else:
        text += ", which is held"
    if reason.handler is not None:
        return (
            f"{text}. The handler `{reason.handler}` has interrupted the code that holds it, and IF = {flag}: that "
            "code can never go on and give it back. (Take the lock with interrupts off, as in `without_interrupts`.)"
        )
    who = "the panic handler waits while it is held" if reason.panicking else "who waits for it is who holds it"
    return f"{text}. IF = {flag}, and {who}: nobody can give it back."


def _overflow(reason: StackOverflow) -> str:
    size = reason.end - reason.start
    room = f"{size >> 20} MiB" if size >= 1 << 20 and not size % (1 << 20) else f"{size >> 10} KiB"
    where = f" at {reason.place}, in `{reason.place.function}`" if reason.place is not None else ""
    ending = {
        None: "nothing could be pushed onto that stack, so no handler could be called",
        8: "the page fault's own frame could not be pushed there either, so it became a double fault",
    }.get(reason.vector, "the handler that was called has a stack of its own")
    return (
        f"Stack overflow{where}: the kernel's stack of {room} ({reason.start:#x} to {reason.end:#x}) was used up; the "
        f"access to {reason.address:#x} hit the guard page below it, and {ending}."
    )


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
