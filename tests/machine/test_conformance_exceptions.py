"""Recorded exception deliveries: ours must agree in vector, error code, CR2, the frame, and the state at the handler.

The recordings ran machine code; here the cause of each scenario is driven through the Python door instead: a
fault raised at the recorded RIP, ``interrupt``, ``iretq``, or the load, store or segment load that fails.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine import vectors

SAMPLE = Path(__file__).parents[1] / "data" / "conformance" / "exceptions_sample.json.gz"
GDT, TSS, CR2_BEFORE = 0x530000, 0x540000, 0x5A5A5A5A5000
CODE, USER_CODE = 0x500000, 0x8000000000
HANDLERS = 0x100320
PLAYGROUND = 0x4000000000
P, RW, US, PS = 1, 2, 4, 0x80
RF = 1 << 16

with gzip.open(SAMPLE, "rt") as lines:
    SCENARIOS: list[dict[str, Any]] = json.load(lines)["scenarios"]


def number(text: str) -> int:
    return int(text, 16)


def build(setup: dict[str, Any]) -> Machine:
    """The recordings' environment with what ``setup`` changes."""
    machine = Machine(ram_bytes=4 << 30, physical_address_bits=40)
    memory = machine.memory
    level4, low3 = 0x10000, 0x11000
    for i in range(4):
        memory.write_u64(low3 + 8 * i, i << 30 | P | RW | PS)
    low3_of_user = 0x12000
    memory.write_u64(level4, low3 | P | RW | US)
    memory.write_u64(level4 + 8, low3_of_user | P | RW | US)
    tables(memory, low3_of_user, USER_CODE, 0x13000)
    for page in range(4):
        frame = 0x700000 + page * 0x1000
        memory.write_u64(0x14000 + 8 * page, frame | P | RW | US)
    tables(memory, low3, PLAYGROUND, 0x16000)
    for page, entry in setup["playground_ptes"].items():
        memory.write_u64(0x17000 + 8 * int(page.removeprefix("page ")), number(entry))

    gdt = {
        0x08: 0x00AF9B000000FFFF,
        0x10: 0x00CF93000000FFFF,
        0x18: 0x00CFF3000000FFFF,
        0x20: 0x00AFFB000000FFFF,
        0x28: 0x8B << 40 | TSS << 16 | number(setup["tss_limit"]),
        0x38: 0x00AF1B000000FFFF,
        0x40: 0x00CF9B000000FFFF,
        0x48: 0x00CF13000000FFFF,
        0x50: 0x00AF9F000000FFFF,
        0x58: 0x00EF9B000000FFFF,
        0x60: 0x00CF91000000FFFF,
    }
    for name, raw in setup["gdt_extra"].items():
        gdt[8 * int(name.removeprefix("index "))] = number(raw)
    for selector, raw in gdt.items():
        memory.write_u64(GDT + selector, raw)
    memory.write_u64(TSS + 4, number(setup["rsp0"]))
    for i in range(1, 8):
        memory.write_u64(TSS + 0x1C + 8 * i, number(setup["ist"][f"ist{i}"]))

    base = number(setup["idt_base"])
    if base < 4 << 30:
        for vector in range(256):
            gate(memory, base, vector, {"sel": "0x8", "ist": 7 if vector == 8 else 0, "type": "0xe", "dpl": 0, "p": 1})
        for name, fields in setup["gates"].items():
            gate(memory, base, int(name.removeprefix("vector ")), fields)

    user = setup["cpl"] == 3
    machine.cpu.poke(
        cr0=(0x80010033 | number(setup["cr0_set"])) & ~number(setup["cr0_clear"]),
        cr2=CR2_BEFORE,
        cr3=level4,
        cr4=0x620 | number(setup["cr4_set"]),
        efer=0xD01,
        rflags=number(setup["rflags"]),
        cs=0x23 if user else 8,
        ss=0x1B if user else 0x10,
        ds=0x10,
        rip=USER_CODE if user else CODE,
        rsp=number(setup["rsp"]),
        idtr=(base, number(setup["idt_limit"])),
        gdtr=(GDT, number(setup["gdt_limit"])),
    )
    machine.cpu.tr = (0x28, TSS, number(setup["tss_limit"]))
    return machine


def tables(memory: Any, level3: int, address: int, at: int) -> None:
    """A level-2 and a level-1 table for the first pages at ``address``, at two frames from ``at``."""
    memory.write_u64(level3 + 8 * (address >> 30 & 511), at | P | RW | US)
    memory.write_u64(at, at + 0x1000 | P | RW | US)


def gate(memory: Any, base: int, vector: int, fields: dict[str, Any]) -> None:
    offset = number(fields["handler"]) if "handler" in fields else HANDLERS + 0x20 * vector
    low = offset & 0xFFFF | number(fields["sel"]) << 16 | fields["ist"] << 32
    low |= (number(fields["type"]) | fields["dpl"] << 5 | fields["p"] << 7) << 40 | (offset >> 16 & 0xFFFF) << 48
    memory.write_u64(base + 16 * vector, low)
    memory.write_u64(base + 16 * vector + 8, offset >> 32 | number(fields.get("hi", "0x0")))


class Program:
    """The few instructions of a scenario, carried out on the machine up to the one that causes the exception."""

    def __init__(self, machine: Machine, setup: dict[str, Any]) -> None:
        self.machine = machine
        self.cpu = machine.cpu
        self.setup = setup
        self.registers = {"rax": 0, "rbx": 0, "rbp": 0}

    def label(self, name: str) -> int:
        return number(self.setup["labels"][name])

    def value(self, text: str) -> int:
        if text in self.registers:
            return self.registers[text]
        return self.label(text) if text in self.setup["labels"] else int(text, 0)

    def place(self, text: str) -> int:
        """The address of an operand such as ``[rbx+0x123]``."""
        base, _, offset = text.strip("[]").partition("+")
        start = self.cpu.rsp if base == "rsp" else self.registers[base]
        return start + (int(offset, 0) if offset else 0)

    def run(self) -> None:
        """Carries out the code; the exception is delivered at label t0 (or t1, for what traps after it)."""
        for line in self.setup["code"]:
            label, _, text = line.rpartition(": ")
            if label == "t0":
                self.cause(text)
                return
            if not line.endswith(":"):
                self.step(text)

    def step(self, text: str) -> None:
        """One instruction that succeeds."""
        cpu = self.cpu
        operation, _, rest = text.partition(" ")
        target, _, source = (part.strip() for part in rest.partition(","))
        target = target.removeprefix("qword ").removeprefix("word ").removeprefix("dword ")
        if operation == "mov" and target == "rsp":
            cpu.rsp = self.value(source)
        elif operation == "mov" and target.startswith("[rsp"):
            cpu.store(self.place(target), 8, self.value(source))
        elif operation == "mov" and target in ("rax", "rbx", "rbp", "eax"):
            self.registers["r" + target[1:]] = cpu.cr0 if source == "cr0" else self.value(source)
        elif operation == "btr":
            self.registers[target] &= ~(1 << int(source))
            cpu.rflags |= 1  # CF: the bit was set
        elif operation == "sub":
            cpu.rsp -= int(source)
        elif operation == "xor":
            cpu.rflags |= 0x44  # ZF, PF
            if target == "eax":
                self.registers["rax"] = 0
        elif operation == "or":
            assert text == "or qword [rsp], 0x100"
            cpu.rflags |= 0x100
        elif operation in ("sti", "cli"):
            cpu.rflags = cpu.rflags | 0x200 if operation == "sti" else cpu.rflags & ~0x200
        else:
            assert re.match(r"mov (edi|dword \[rdi)|pushfq|f(ninit|ldcw|ld1|ldz|divp)|nop", text), text

    def cause(self, text: str) -> None:
        """The instruction that raises or interrupts."""
        cpu, at = self.cpu, self.label("t0")
        after = self.label("t1")
        if text == "int3":
            cpu.interrupt(3, "int3", at)
        elif text.startswith("int "):
            cpu.interrupt(int(text[4:], 0), "software", at)
        elif text.startswith("db 0xCD"):
            cpu.interrupt(int(text.split(",")[1], 0), "software", at)
        elif text == "db 0xF1":
            cpu.interrupt(1, "icebp", at)
        elif text == "db 0xCE":
            cpu.interrupt(4, "into", at)
        elif text == "hlt":
            cpu.hlt()
            cpu.interrupt(0x50, "external", after)
        elif "t2" in self.setup["labels"] or text in ("nop", "popfq") or self.setup["dr0"] != "0x0":
            cpu.deliver(Fault(vectors.DB), self.label("t2") if text == "popfq" else after)
        else:
            try:
                self.attempt(text)
            except Fault as fault:
                cpu.deliver(fault, at)
            else:
                cpu.deliver(Fault(vectors.UD), cpu.rip)

    def attempt(self, text: str) -> None:
        """An instruction that raises a fault (or, for IRETQ, may succeed: UD2 is next then)."""
        cpu = self.cpu
        if text == "iretq":
            cpu.iretq()
        elif text.startswith(("mov ds", "mov ss")):
            cpu.load_segment(text[4:6], self.registers["rax"])
        elif text == "push rax":
            while True:
                cpu.push(0)
        elif text == "cli":
            cpu.cli()
        elif text == "mov cr0, rax":
            cpu.mov_to_cr0(self.registers["rax"])
        elif text.startswith("lock inc"):
            cpu.access(self.place(text.split("dword ")[1]), 4, Access.READ_MODIFY_WRITE)
        elif text == "mov rax, [rbp]":
            cpu.load(self.registers["rbp"], 8, Access.STACK_READ)
        elif text.startswith("mov rax, ["):
            cpu.load(self.place(text[9:]), 8)
        elif text.startswith("mov ["):
            cpu.store(self.place(text[4 : text.index("]") + 1]), 8, 0)
        else:
            raise self.told(text)

    def told(self, text: str) -> Fault:
        """Faults of instructions that the machine does not have."""
        if text.startswith(("ud2", "movaps")):
            return Fault(vectors.UD)
        if text == "div ecx":
            return Fault(vectors.DE)
        if text == "fwait":
            return Fault(vectors.MF)
        if text == "mov rax, dr0":
            return Fault(vectors.DB)
        assert text in ("mov rax, cr3", "call rbx") or text.startswith("db 0x66"), text
        return Fault(vectors.GP, 0)


def outcome(machine: Machine, setup: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
    """The deliveries, in the recordings' form, and how it ends."""
    cpu = machine.cpu
    entered = []

    def note(vector: int, before: int) -> None:
        has_code = vectors.vector(vector).has_error_code and entered_with_code(machine)
        frame = cpu.rsp + 8 * has_code
        words = [machine.memory.read_u64(cpu.access(frame + 8 * i)[0]) for i in range(5)]
        entered.append(
            {
                "vector": vector,
                "error_code": machine.memory.read_u64(cpu.access(cpu.rsp)[0]) if has_code else None,
                "saved": dict(zip(("rip", "cs", "rflags", "rsp", "ss"), words, strict=True)),
                "handler": {
                    "rsp": cpu.rsp,
                    "frame_bytes": 40 + 8 * has_code,
                    "cs": cpu.cs,
                    "ss": cpu.ss,
                    "cpl": cpu.cpl,
                    "rflags": cpu.rflags,
                },
                "cr2": None if cpu.cr2 == before else cpu.cr2,
            }
        )

    def last_vector() -> int:
        return int(next(e.vector for e in reversed(machine.log or []) if type(e).__name__ == "HandlerEntered"))

    machine.log = []
    try:
        before = cpu.cr2
        Program(machine, setup).run()
        while True:
            try:
                cpu.fetch(cpu.rip, 1)
                break
            except Fault as fault:
                cpu.deliver(fault)
        note(last_vector(), before)
        for name, label in setup["handler_continues"].items():
            assert last_vector() == int(name.removeprefix("vector "))
            before = cpu.cr2
            cpu.deliver(Fault(vectors.UD), number(setup["labels"][label]))
            note(last_vector(), before)
    except TripleFault:
        return entered, "triple_fault"
    return entered, "handler"


def entered_with_code(machine: Machine) -> bool:
    """Whether the last frame pushed has an error code."""
    pushed = next(e for e in reversed(machine.log or []) if type(e).__name__ == "FramePushed")
    return pushed.error_code is not None


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s["name"] for s in SCENARIOS])
def test_every_recorded_delivery_agrees(scenario: dict[str, Any]) -> None:
    unresolved = scenario["unresolved"]
    machine = build(scenario["setup"])
    entered, final = outcome(machine, scenario["setup"])
    if "everything" in unresolved:
        return
    expect = scenario["expect"]
    assert final == expect["final"]
    assert len(entered) == len(expect["deliveries"])
    for i, (ours, theirs) in enumerate(zip(entered, expect["deliveries"], strict=True)):
        ignore = 0
        for name in unresolved:
            assert name.startswith(f"{i}.saved.rflags.RF"), f"do not know how to leave out {name}"
            ignore = RF
        assert ours["vector"] == theirs["vector"]
        assert ours["error_code"] == (None if theirs["error_code"] is None else number(theirs["error_code"]))
        assert ours["cr2"] == (None if theirs["cr2"] is None else number(theirs["cr2"]))
        for part in ("saved", "handler"):
            for name, value in ours[part].items():
                want = theirs[part][name]
                want = number(want) if isinstance(want, str) else want
                mask = ~ignore if (part, name) == ("saved", "rflags") else -1
                assert value & mask == want & mask, f"{part}.{name} is {value:#x}, recorded {want:#x}"


def test_the_sample_is_complete() -> None:
    assert len(SCENARIOS) == 160
