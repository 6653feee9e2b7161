"""Random IDTs, GDTs, TSSs, stacks and flags, and one exception, interrupt or IRETQ: on the machine and on the model.

Both must agree in the handler entered (or the fault, or the triple fault), in every register and in every byte of the
tables and stacks. The seeds are fixed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from pagesim_py import Fault, Machine, TripleFault
from tests.sweeps.delivery_model import DF, PF, RF, Event, Memory, Refused, Shutdown, State, deliver, return_from

ROOT, TABLE = 0x1000, 0x4000
GDT, IDT, TSS, TASK = 0x20000, 0x21000, 0x22000, 0x28
TOP = 0x20_0000
NOT_CANONICAL = 1 << 47
KERNEL_STACKS, USER_PAGES = (0x2E, 0x30, 0x31, 0x32, 0x33), {0x40, 0x41, 0x42}
WITH_CODE = {8, 10, 11, 12, 13, 14, 17}
LENGTHS = {"software": 2, "int3": 1, "external": 0, "icebp": 1}


def segment(dpl: int, *, kind: int = 0xB, code_or_data: bool = True, present: bool = True, size: int = 1) -> int:
    """A descriptor; ``size`` is L and, in bit 1, D."""
    low = 0xFFFF | kind << 40 | code_or_data << 44 | dpl << 45 | present << 47
    return low | 0xF << 48 | size << 53 | 1 << 55


class Case:
    """A machine and a model with the same memory and registers, chosen by ``seed``."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        chance, choose = self.random.random, self.random.choice
        self.machine = Machine(16 << 20)
        self.memory = Memory(TOP)
        self.memory.absent = {page for page in KERNEL_STACKS if chance() < 0.15}
        self.memory.absent |= {page for page in (0x20, 0x21, 0x22) if chance() < 0.02}
        self.memory.read_only = {page for page in KERNEL_STACKS if chance() < 0.1} | (
            {0x20} if chance() < 0.1 else set()
        )
        self.memory.user = USER_PAGES | ({0x30} if chance() < 0.1 else set())
        self.tables()
        self.segments()
        self.gates()
        for number in range(13):
            stack = (0x31000, 0x31008, 0x31FFB, 0x32000, 0x32FF8, 0x30010, 0x100_0000, NOT_CANONICAL, 0x43000)
            self.write(TSS + 4 + 8 * number, choose(stack))
        cpl = choose((0, 3))
        kernel_rsp = (0x2F000, 0x2E008, 0x2EFFD, 0x30FF8, 0x3100F, 0x41000, 0x100_0000, NOT_CANONICAL, 8)
        self.state = State(
            rip=0x40123,
            rsp=choose((0x41000, 0x42FF8, 0x10000) if cpl else kernel_rsp),
            cs=0x23 if cpl else 8,
            ss=0x1B if cpl else choose((0x10, 0)),
            cpl=cpl,
            rflags=choose((2, 0x202, 0x302, 0x10202, 0x40203, 0x3202, 0x24_3FD7)) | (0x4000 if chance() < 0.1 else 0),
            cr2=0x777,
            gdt=(GDT, choose((0x5F,) * 12 + (0x37, 0x2F, 7, 0xE))),
            idt=(IDT, choose((0xFFF,) * 10 + (0x1FF, 14 * 16 + 14, 13 * 16 + 15, 0))),
            tss=(TSS, choose((0x67,) * 10 + (0x23, 0x2A, 0xB, 0xA, 0))),
            task=TASK,
        )
        self.machine.cpu.poke(cr0=0x8001_0011, cr3=ROOT, cr4=0x20, efer=0xD00, gdtr=self.state.gdt, idtr=self.state.idt)
        self.machine.cpu.tr = (TASK, *self.state.tss)
        names = ("rip", "rsp", "cs", "ss", "cpl", "rflags", "cr2")
        self.machine.cpu.poke(**{name: getattr(self.state, name) for name in names})

    def write(self, at: int, value: int) -> None:
        self.machine.memory.write_u64(at, value)
        self.memory.write(at, value)

    def tables(self) -> None:
        for table in (ROOT, 0x2000, 0x3000):
            below = table + 0x1000
            self.machine.memory.write_u64(table, below | 7)
        for page in range(512):
            bits = 1 | 2 * (page not in self.memory.read_only) | 4 * (page in self.memory.user)
            self.machine.memory.write_u64(TABLE + 8 * page, page << 12 | bits if page not in self.memory.absent else 0)

    def segments(self) -> None:
        chance, choose = self.random.random, self.random.choice
        fixed = [0, segment(0), segment(0, kind=3, size=0), segment(3, kind=3, size=0), segment(3), 0, 0]
        kinds = (0xB, 0xA, 0xF, 0xE, 3, 2, 1, 0, 9)
        if chance() < 0.1:
            fixed[1] = segment(
                choose((0, 0, 3, 1)), kind=choose(kinds), present=chance() < 0.9, size=choose((1, 1, 0, 3))
            )
        for number in range(12):
            other = segment(
                choose((0, 3, 0, 3, 1, 2)),
                kind=choose(kinds),
                code_or_data=chance() < 0.95,
                present=chance() < 0.9,
                size=choose((1,) * 7 + (0, 2, 3)),
            )
            self.write(GDT + 8 * number, fixed[number] if number < len(fixed) else other)

    def selector(self) -> int:
        others = (8, 0x20, 0x23, 0x10, 0, 3, 0x38, 0x3B, 0x40, 0x43, 0x48, 0x50, 0x58, 0x60, 0xC, 0x2000, 8 | 3)
        return 8 if self.random.random() < 0.75 else self.random.choice(others)

    def gates(self) -> None:
        chance, choose = self.random.random, self.random.choice
        for vector in range(32):
            handler = choose((0x50000 + vector * 16,) * 12 + (NOT_CANONICAL, 0xFFFF_9000_0000_0000))
            kind = choose((0xE, 0xF)) if chance() < 0.9 else choose((0xC, 5, 0x1E, 6, 0))
            low = handler & 0xFFFF | self.selector() << 16 | choose((0, 0, 0, 0, 1, 2, 7)) << 32 | kind << 40
            low |= choose((0, 3, 3, 1)) << 45 | (chance() < 0.93) << 47 | (handler >> 16 & 0xFFFF) << 48
            self.write(IDT + 16 * vector, low)
            self.write(IDT + 16 * vector + 8, handler >> 32 | choose((0, 0, 0xDEAD << 32)))

    # -- what happens

    def happen(self) -> tuple[str, Callable[[], object], Callable[[], object]]:
        """A word for it, and how it is done on the machine and on the model."""
        choose, state, cpu = self.random.choice, self.state, self.machine.cpu
        what = self.random.random()
        if what < 0.4:
            vector = choose((0, 1, 3, 6, 8, 10, 11, 12, 13, 14, 14, 14, 17))
            code = (0 if vector in (DF, 17) else choose((0, 2, 6, 0x18))) if vector in WITH_CODE else None
            group = {PF: "page fault", DF: "double fault"}.get(vector, "benign")
            group = "contributory" if vector in (0, 10, 11, 12, 13) else group
            rflags = state.rflags if vector in (1, 3) else state.rflags | RF
            fault = Fault(vector, code, 0xDEAD000 if vector == PF else None)
            state.cr2 = 0xDEAD000 if vector == PF else state.cr2
            event = Event(vector, code, group, state.rip, rflags)
            name = f"fault {vector}"
            return name, lambda: cpu.deliver(fault), lambda: deliver(self.memory, state, event, 0x40123)
        if what < 0.7:
            kind = choose(list(LENGTHS))
            vector = {"int3": 3, "icebp": 1}.get(kind) or choose((3, 8, 13, 14, 5, 30, 31, 40, 255))
            asked = kind in ("software", "int3")
            rflags = state.rflags & ~RF if LENGTHS[kind] else state.rflags
            event = Event(vector, None, "benign", state.rip + LENGTHS[kind], rflags, asked, 0 if asked else 1)
            name = f"{kind} {vector}"
            return name, lambda: cpu.interrupt(vector, kind), lambda: deliver(self.memory, state, event, 0x40123)
        if 0x10000 <= state.rsp < TOP and not {state.rsp >> 12, state.rsp + 39 >> 12} & self.memory.absent:
            stacks = (0x10, 0x1B, 0, 3, 0x18, 0x23, 0x13, 0x3B, 0x40, 0x4B, 0x50)
            frame = (
                choose((0x40000, 0x40000, NOT_CANONICAL, 0x1_4000_0000)),
                choose((state.cs, state.cs, 8, 0x23, self.selector())),
                choose((2, 0x202, 0x3247, 0x10302, 0x4246, 0x3F_7FD7)),
                choose((0x2F000, NOT_CANONICAL, 0x41000)),
                choose((state.ss, state.ss, *stacks)),
            )
            for number, word in enumerate(frame):
                self.write(state.rsp + 8 * number, word)
        return "iretq", cpu.iretq, lambda: return_from(self.memory, state)

    def compare(self) -> str:
        """Does it on both; how it ended. AssertionError if they differ."""
        name, ours, theirs = self.happen()
        try:
            got: object = ours()
        except TripleFault:
            got = "triple fault"
        except Fault as fault:
            got = (fault.vector, fault.error_code, fault.cr2)
        try:
            want: object = theirs()
        except Shutdown:
            want = "triple fault"
        except Refused as refused:
            want = refused.args
        assert (name, got) == (name, want)
        registers = ("rip", "rsp", "cs", "ss", "cpl", "rflags", "cr2")
        assert [getattr(self.machine.cpu, one) for one in registers] == [getattr(self.state, one) for one in registers]
        for at, value in self.memory.bytes.items():
            assert self.machine.memory.read_u8(at) == value, f"byte at {at:#x}"
        return "fault" if isinstance(got, tuple) else str(got)


CASES = 2_000


def test_a_random_delivery_or_return_does_the_same_on_the_machine_and_the_model() -> None:
    ends: Counter[str] = Counter()
    for seed in range(CASES):
        try:
            ends[Case(seed).compare()] += 1
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from None
    assert ends["triple fault"] < CASES / 2, "cases that end so show the least"
    assert min(ends[end] for end in ("fault", "None", "8", "11", "12", "13", "14")) > CASES // 200
