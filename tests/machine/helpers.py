"""Small machines for stories: tables made by hand, a GDT, an IDT and a TSS in memory."""

from __future__ import annotations

from typing import Any

from pagesim_py import Machine
from pagesim_py.machine.descriptors import Gate, code64, data, tss

P, RW, US, A, D, PS, G = 1, 2, 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8
XD = 1 << 63
CR0, CR4, EFER = 0x80010011, 0x20, 0xD00
PGE, PCIDE, SMEP, SMAP = 1 << 7, 1 << 17, 1 << 20, 1 << 21

ROOT = 0x1000
GDT, IDT, TSS = 0x20000, 0x21000, 0x22000
KERNEL_CODE, KERNEL_DATA, USER_DATA, USER_CODE, TASK = 0x08, 0x10, 0x18, 0x20, 0x28
IST = {1: 0x31000, 2: 0x32000, 7: 0x37000}
RSP0 = 0x30000
HANDLERS = 0x50000


def map_page(machine: Machine, address: int, entry: int, *, level: int = 1, root: int = ROOT) -> int:
    """Makes ``entry`` the one of ``level`` for ``address``; where it stands. Missing tables come from 0x100000 up."""
    memory = machine.memory
    table = root
    for number in range(4, level, -1):
        at = table + (address >> 12 + 9 * (number - 1) & 511) * 8
        if not memory.read_u64(at) & P:
            fresh = memory.read_u64(0xFF000) or 0x100000
            memory.write_u64(0xFF000, fresh + 0x1000)
            memory.write_u64(at, fresh | P | RW | US)
        table = memory.read_u64(at) & 0xF_FFFF_FFFF_F000
    at = table + (address >> 12 + 9 * (level - 1) & 511) * 8
    memory.write_u64(at, entry)
    return at


def small(low: int = 2 << 20, **options: Any) -> Machine:
    """A machine whose first ``low`` bytes are identity mapped for the supervisor, in 4 KiB pages."""
    machine = Machine(**options)
    for page in range(0, low, 0x1000):
        map_page(machine, page, page | P | RW)
    machine.cpu.poke(cr0=CR0, cr3=ROOT, cr4=CR4, efer=EFER)
    return machine


def set_gate(machine: Machine, vector: int, **fields: Any) -> int:
    """Writes the gate of ``vector``, with the fields of ``Gate`` given; the handler's address."""
    handler = HANDLERS + 16 * vector
    low, high = Gate(handler, KERNEL_CODE)._replace(**fields).encode()
    machine.memory.write_u64(IDT + 16 * vector, low)
    machine.memory.write_u64(IDT + 16 * vector + 8, high)
    return handler


def kernel(**options: Any) -> Machine:
    """A small machine with a GDT, a TSS with stacks, and an empty IDT; RSP in a page of its own."""
    machine = small(**options)
    memory = machine.memory
    for selector, raw in ((KERNEL_CODE, code64()), (KERNEL_DATA, data()), (USER_DATA, data(3)), (USER_CODE, code64(3))):
        memory.write_u64(GDT + selector, raw)
    for i, half in enumerate(tss(TSS)):
        memory.write_u64(GDT + TASK + 8 * i, half)
    memory.write_u64(TSS + 4, RSP0)
    memory.write_u16(TSS + 0x66, 0x68)
    for number, top in IST.items():
        memory.write_u64(TSS + 0x1C + 8 * number, top)
    cpu = machine.cpu
    cpu.lgdt(GDT, 0x37)
    cpu.lidt(IDT, 0xFFF)
    cpu.ltr(TASK)
    cpu.load_segment("ss", KERNEL_DATA)
    cpu.rip, cpu.rsp = 0x40000, 0x2F000
    return machine


def to_user(machine: Machine, rip: int = 0x400000, rsp: int = 0x402000) -> None:
    """Maps a code page and a stack page for user mode and goes there by IRETQ."""
    map_page(machine, rip, 0x60000 | P | RW | US)
    map_page(machine, rsp - 0x1000, 0x61000 | P | RW | US)
    cpu = machine.cpu
    for word in (USER_DATA | 3, rsp, 0x202, USER_CODE | 3, rip):
        cpu.push(word)
    cpu.iretq()
