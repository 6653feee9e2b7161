"""A second way to deliver exceptions and to return from them, after the pseudo-code of INT n and IRET (SDM vol. 2A).

Written from the manual in another shape than the machine: memory is a dictionary of bytes, the paging under it is three
sets of pages, and the state is one dictionary. Nothing is shared with the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WORD = (1 << 64) - 1
CONTRIBUTORY = {0, 10, 11, 12, 13}
PF, GP, SS, NP, TS, DF = 14, 13, 12, 11, 10, 8
IOPL, IF, TF, NT, RF, VM = 0x3000, 0x200, 0x100, 0x4000, 0x1_0000, 0x2_0000
EVERYBODYS_FLAGS = 0x1 | 0x4 | 0x10 | 0x40 | 0x80 | TF | 0x400 | 0x800 | NT | RF | 1 << 18 | 1 << 21
VIF_AND_VIP = 1 << 19 | 1 << 20


class Refused(Exception):
    """Vector, error code, CR2 or None."""


class Shutdown(Exception):
    """A fault during the delivery of a double fault."""


@dataclass
class State:
    """The registers, and where the tables are."""

    rip: int
    rsp: int
    cs: int
    ss: int
    cpl: int
    rflags: int
    cr2: int
    gdt: tuple[int, int]
    idt: tuple[int, int]
    tss: tuple[int, int]
    task: int


@dataclass
class Event:
    """What is delivered. ``ext`` goes into error codes of what fails on the way."""

    vector: int
    code: int | None
    group: str
    rip: int
    rflags: int
    software: bool = False
    ext: int = 1


@dataclass
class Memory:
    """Bytes, identity mapped below ``top`` in 4 KiB pages; sets of page numbers tell the exceptions to that."""

    top: int
    bytes: dict[int, int] = field(default_factory=dict)
    absent: set[int] = field(default_factory=set)
    read_only: set[int] = field(default_factory=set)
    user: set[int] = field(default_factory=set)

    def read(self, at: int) -> int:
        return sum(self.bytes.get(at + i, 0) << 8 * i for i in range(8))

    def write(self, at: int, value: int, size: int = 8) -> None:
        for i in range(size):
            self.bytes[at + i] = value >> 8 * i & 0xFF

    def check(self, at: int, size: int = 8, *, write: bool = False, user: bool = False, stack: bool = False) -> None:
        if not is_canonical(at):
            raise Refused(SS if stack else GP, 0, None)
        told = 2 * write + 4 * user
        for page in sorted({at >> 12, at + size - 1 >> 12}):
            first = max(at, page << 12)
            if page in self.absent or page >= self.top >> 12:
                raise Refused(PF, told, first)
            if (user and page not in self.user) or (write and page in self.read_only):
                raise Refused(PF, told | 1, first)

    def load(self, at: int, *, user: bool = False, stack: bool = False) -> int:
        at &= WORD
        self.check(at, user=user, stack=stack)
        return self.read(at)

    def descriptor(self, state: State, selector: int) -> tuple[int, int]:
        base, limit = state.gdt
        if selector & 4 or selector | 7 > limit:
            raise Refused(GP, selector & 0xFFFC, None)
        at = base + (selector & 0xFFF8)
        return self.load(at), at

    def mark_accessed(self, raw: int, at: int) -> None:
        if not raw >> 40 & 1:
            self.check(at + 5, 1, write=True)
            self.write(at + 5, raw >> 40 & 0xFF | 1, 1)


def is_canonical(address: int) -> bool:
    return address >> 47 in (0, 0x1FFFF)


def deliver(memory: Memory, state: State, event: Event, rip: int) -> int:
    """Delivers ``event``, caused by what is at ``rip``; the vector whose handler is entered. Raises Shutdown."""
    while True:
        try:
            enter(memory, state, event)
            return event.vector
        except Refused as refused:
            vector, code, cr2 = refused.args
        if cr2 is None:
            code |= event.ext
        else:
            state.cr2 = cr2
        second = "contributory" if vector in CONTRIBUTORY else "page fault"
        if event.group == "double fault":
            raise Shutdown
        if event.group == "page fault" or (event.group, second) == ("contributory", "contributory"):
            vector, code, second = DF, 0, "double fault"
        event = Event(vector, code, second, rip, state.rflags | RF)


def enter(memory: Memory, state: State, event: Event) -> None:
    """Goes to the handler, or raises Refused with no register changed."""
    number = event.vector * 8 | 2
    base, limit = state.idt
    if event.vector * 16 + 15 > limit:
        raise Refused(GP, number, None)
    low, high = memory.load(base + event.vector * 16), memory.load(base + event.vector * 16 + 8)
    kind, ist, selector = low >> 40 & 0x1F, low >> 32 & 7, low >> 16 & 0xFFFF
    if kind not in (0xE, 0xF) or (event.software and low >> 45 & 3 < state.cpl):
        raise Refused(GP, number, None)
    if not low >> 47 & 1:
        raise Refused(NP, number, None)
    if selector < 4:
        raise Refused(GP, 0, None)
    raw, at = memory.descriptor(state, selector)
    level = raw >> 45 & 3
    if raw >> 43 & 3 != 3 or level > state.cpl or raw >> 53 & 3 != 1:
        raise Refused(GP, selector & 0xFFFC, None)
    if not raw >> 47 & 1:
        raise Refused(NP, selector & 0xFFFC, None)
    if raw >> 42 & 1:
        level = state.cpl
    rsp = state.rsp
    if ist or level != state.cpl:
        place = 0x1C + 8 * ist if ist else 4 + 8 * level
        if place + 7 > state.tss[1]:
            raise Refused(TS, state.task & 0xFFFC, None)
        rsp = memory.load(state.tss[0] + place)
        if not is_canonical(rsp):
            raise Refused(SS, state.ss & 0xFFFC, None)
    handler = low & 0xFFFF | low >> 32 & 0xFFFF_0000 | (high & 0xFFFF_FFFF) << 32
    if not is_canonical(handler):
        raise Refused(GP, 0, None)
    rsp -= rsp % 16
    frame = [state.ss, state.rsp, event.rflags, state.cs, event.rip]
    for word in frame if event.code is None else [*frame, event.code]:
        rsp = rsp - 8 & WORD
        memory.check(rsp, write=True, user=level == 3, stack=True)
        memory.write(rsp, word)
    memory.mark_accessed(raw, at)
    if level != state.cpl:
        state.ss = level
    state.rip, state.rsp, state.cs, state.cpl = handler, rsp, selector & 0xFFFC | level, level
    state.rflags = event.rflags & ~(TF | NT | RF | VM | (IF if kind == 0xE else 0))


def return_from(memory: Memory, state: State) -> None:
    """IRETQ, or Refused with no register changed."""
    if state.rflags & NT:
        raise Refused(GP, 0, None)

    def word(number: int) -> int:
        return memory.load(state.rsp + 8 * number, user=state.cpl == 3, stack=True)

    rip, cs, rflags = word(0), word(1) & 0xFFFF, word(2)
    if cs < 4:
        raise Refused(GP, 0, None)
    raw, at = memory.descriptor(state, cs)
    level, dpl, conforming = cs & 3, raw >> 45 & 3, raw >> 42 & 1
    if level < state.cpl or raw >> 43 & 3 != 3 or (dpl > level if conforming else dpl != level):
        raise Refused(GP, cs & 0xFFFC, None)
    if not raw >> 47 & 1:
        raise Refused(NP, cs & 0xFFFC, None)
    is_64_bit = raw >> 53 & 1
    if is_64_bit and raw >> 54 & 1:
        raise Refused(GP, cs & 0xFFFC, None)
    rsp, ss = word(3), word(4) & 0xFFFF
    stack = None
    if ss < 4:
        if level == 3 or not is_64_bit:
            raise Refused(GP, 0, None)
    else:
        stack = memory.descriptor(state, ss)
        if ss & 3 != level or stack[0] >> 45 & 3 != level or stack[0] >> 41 & 0b1101 != 0b1001:
            raise Refused(GP, ss & 0xFFFC, None)
        if not stack[0] >> 47 & 1:
            raise Refused(SS, ss & 0xFFFC, None)
    rip &= WORD if is_64_bit else 0xFFFF_FFFF
    if not is_canonical(rip):
        raise Refused(GP, 0, None)
    memory.mark_accessed(raw, at)
    if stack is not None:
        memory.mark_accessed(*stack)
    changes = EVERYBODYS_FLAGS | (IOPL | VIF_AND_VIP if state.cpl == 0 else 0)
    changes |= IF if state.cpl <= (state.rflags & IOPL) >> 12 else 0
    state.rflags = state.rflags & ~changes | rflags & changes | 2
    state.rip, state.rsp, state.cs, state.ss, state.cpl = rip, rsp, cs, ss, level
