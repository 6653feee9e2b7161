"""Instructions that are about the CPU: its registers, tables, pages, interrupts, ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import CR4_TSD, RFLAGS_AC, RFLAGS_IF

from .alu import CF
from .cpuid import leaf
from .instructions import does
from .reader import Immediate, Memory, Operand, Segment, System
from .registers import RAX, RBX, RCX, RDX, Register
from .table import Instruction

if TYPE_CHECKING:
    from .execute import Block

CR0_TS = 8
EFER, PKRS, TIME = 0xC000_0080, 0x6E1, 0x10
BASES = (0xC000_0100, 0xC000_0101, 0xC000_0102)


# --- registers ------------


def move_system(x: Block, one: Instruction) -> None:
    """MOV from and to segment, control and debug registers."""
    target, source = one.operands
    if isinstance(source, Segment):
        size = target.size if isinstance(target, Register) else 2
        x.write(target, size, int(getattr(x.cpu, source.name)))
    elif isinstance(target, Segment):
        x.cpu.load_segment(target.name, x.read(source, 2))
    elif isinstance(source, System):
        x.write(target, 8, from_system(x, source))
    else:
        assert isinstance(target, System)
        to_system(x, target, x.read(source, 8))


def no_such() -> Fault:
    """#UD for a register that does not exist."""
    return Fault(vectors.UD, rule=Rule.INVALID_OPCODE)


def from_system(x: Block, source: System) -> int:
    if source.kind == "cr":
        if source.number not in (0, 2, 3, 4, 8):
            raise no_such()
        x.privileged()
        return 0 if source.number == 8 else int(getattr(x.cpu, f"cr{source.number}"))
    if source.number >= 8:
        raise no_such()
    x.privileged()
    return x.system.debug.get(source.number + (2 if source.number in (4, 5) else 0), 0)


def to_system(x: Block, target: System, value: int) -> None:
    cpu, number = x.cpu, target.number
    if target.kind == "dr":
        if number >= 8:
            raise no_such()
        x.privileged()
        if number >= 4 and value >> 32:
            raise Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail={"detail": f"bits 63:32 of DR{number}"})
        x.system.debug[number + (2 if number in (4, 5) else 0)] = value
    elif number == 2:
        x.privileged()
        cpu.write_cr2(value)
    elif number == 8:
        x.privileged()
        if value:
            raise Fault(
                vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail={"detail": "there is no APIC whose priority CR8 sets"}
            )
    elif number in (0, 3, 4):
        {0: cpu.mov_to_cr0, 3: cpu.mov_to_cr3, 4: cpu.mov_to_cr4}[number](value)
    else:
        raise no_such()


@does("clts")
def _clts(x: Block, one: Instruction) -> None:
    x.privileged()
    if x.cpu.cr0 & CR0_TS:
        x.cpu.mov_to_cr0(x.cpu.cr0 & ~CR0_TS)


@does("rdmsr")
def _rdmsr(x: Block, one: Instruction) -> None:
    x.privileged()
    number = x.r[RCX] & 0xFFFF_FFFF
    if number == EFER:
        value = x.cpu.efer
    elif number == PKRS and "pks" in x.cpu.features:
        value = x.cpu.pkrs
    elif number == TIME:
        value = stamp(x)
    else:
        check_model(x, number)
        value = x.system.model.get(number, 0)
    x.r[RAX], x.r[RDX] = value & 0xFFFF_FFFF, value >> 32


@does("wrmsr")
def _wrmsr(x: Block, one: Instruction) -> None:
    x.privileged()
    number = x.r[RCX] & 0xFFFF_FFFF
    value = x.r[RAX] & 0xFFFF_FFFF | (x.r[RDX] & 0xFFFF_FFFF) << 32
    if number == EFER:
        x.cpu.wrmsr_efer(value)
        return
    if number == PKRS:
        x.cpu.wrmsr_pkrs(value)
        return
    check_model(x, number)
    if number in BASES and not is_canonical(value, x.cpu.linear_bits):
        detail: dict[str, int | str] = {"detail": "the base of a segment must be canonical"}
        raise Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail=detail)
    x.system.model[number] = value


def check_model(x: Block, number: int) -> None:
    """#GP(0) for a model-specific register that isn't there."""
    if not x.system.has_model_register(number):
        detail: dict[str, int | str] = {"detail": f"there is no model-specific register {number:#x}"}
        raise Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail=detail)


@does("swapgs")
def _swapgs(x: Block, one: Instruction) -> None:
    x.privileged()
    x.system.swapgs(0, 0)


@does("cpuid")
def _cpuid(x: Block, one: Instruction) -> None:
    found = leaf(x.cpu, x.r[RAX] & 0xFFFF_FFFF, x.r[RCX] & 0xFFFF_FFFF)
    x.r[RAX], x.r[RBX], x.r[RCX], x.r[RDX] = found


def stamp(x: Block) -> int:
    """The time-stamp counter."""
    return x.system.time_stamp()


@does("rdtsc", "rdtscp")
def _rdtsc(x: Block, one: Instruction) -> None:
    if x.cpu.cr4 & CR4_TSD:
        x.privileged()
    value = stamp(x)
    x.r[RAX], x.r[RDX] = value & 0xFFFF_FFFF, value >> 32
    if one.name == "rdtscp":
        x.r[RCX] = 0


@does("rdrand", "rdseed")
def _rdrand(x: Block, one: Instruction) -> None:
    (target,) = one.operands
    x.write(target, one.size, x.system.random() & (1 << 8 * one.size) - 1)
    x.flags = CF


# --- flags and interrupts ------------


@does("pushfq")
def _pushfq(x: Block, one: Instruction) -> None:
    x.push(x.all_flags())


@does("popfq")
def _popfq(x: Block, one: Instruction) -> None:
    value = x.top()
    x.r[4] += 8
    was = x.cpu.rflags & RFLAGS_IF
    x.set_flags(value)
    if x.cpu.rflags & RFLAGS_IF and not was:
        x.run.interrupts.attend(x.r[4], x.next)


@does("stac", "clac")
def _ac(x: Block, one: Instruction) -> None:
    if x.cpu.cpl or "smap" not in x.cpu.features:
        raise no_such()
    x.set_flags(x.all_flags() & ~RFLAGS_AC | (RFLAGS_AC if one.name == "stac" else 0))


@does("cli")
def _cli(x: Block, one: Instruction) -> None:
    x.cpu.cli()


@does("sti")
def _sti(x: Block, one: Instruction) -> None:
    was = x.cpu.rflags & RFLAGS_IF
    x.cpu.sti()
    x.shadow = not was  # interrupts come in after the next instruction


@does("hlt")
def _hlt(x: Block, one: Instruction) -> None:
    x.show_flags()
    x.run.halt(x.r[4], x.here)


@does("int3")
def _int3(x: Block, one: Instruction) -> int | None:
    return x.interrupt(3, "int3")


@does("int")
def _int(x: Block, one: Instruction) -> int | None:
    return x.interrupt(x.read(one.operands[0], 1), "software")


# --- ports ------------


def port(x: Block, operand: Operand) -> int:
    """The number of a port: DX, or a byte."""
    return x.read(operand, 2 if isinstance(operand, Register) else 1)


@does("in")
def _in(x: Block, one: Instruction) -> None:
    target, number = one.operands
    assert isinstance(target, Register)
    value = x.system.port_in(port(x, number), target.size)
    x.write(target, target.size, value)
    x.system.attend_port(port(x, number), x.r[4], x.next)


@does("out")
def _out(x: Block, one: Instruction) -> None:
    number, source = one.operands
    assert isinstance(source, Register)
    x.system.port_out(port(x, number), x.read(source, source.size), source.size)
    x.system.attend_port(port(x, number), x.r[4], x.next)


# --- tables and pages ------------


@does("lidt", "lgdt")
def _load_table(x: Block, one: Instruction) -> None:
    (memory,) = one.operands
    assert isinstance(memory, Memory)
    x.privileged()
    at, kind = x.address(memory), x.kind(memory, Access.READ)
    limit = x.cpu.load(at, 2, kind)
    base = x.cpu.load(at + 2 & (1 << 64) - 1, 8, kind)
    (x.cpu.lidt if one.name == "lidt" else x.cpu.lgdt)(base, limit)


@does("sidt", "sgdt")
def _store_table(x: Block, one: Instruction) -> None:
    (memory,) = one.operands
    assert isinstance(memory, Memory)
    table = x.cpu.idtr if one.name == "sidt" else x.cpu.gdtr
    at, kind = x.address(memory), x.kind(memory, Access.WRITE)
    x.cpu.access(at, 10, kind)
    x.cpu.store(at, 2, table.limit, kind)
    x.cpu.store(at + 2 & (1 << 64) - 1, 8, table.base, kind)


@does("ltr")
def _ltr(x: Block, one: Instruction) -> None:
    x.privileged()
    x.cpu.ltr(x.read(one.operands[0], 2))


@does("str")
def _str(x: Block, one: Instruction) -> None:
    (target,) = one.operands
    x.write(target, target.size if isinstance(target, Register) else 2, x.cpu.tr.selector)


@does("invlpg")
def _invlpg(x: Block, one: Instruction) -> None:
    (memory,) = one.operands
    assert isinstance(memory, Memory)
    x.cpu.invlpg(x.address(memory))


@does("invpcid")
def _invpcid(x: Block, one: Instruction) -> None:
    kind, memory = one.operands
    assert isinstance(memory, Memory)
    if "invpcid" in x.cpu.features:
        x.privileged()
        at, how = x.address(memory), x.kind(memory, Access.READ)
        pcid = x.cpu.load(at, 8, how)
        x.cpu.invpcid(x.read(kind, 8), pcid, x.cpu.load(at + 8 & (1 << 64) - 1, 8, how))
    else:
        x.cpu.invpcid(0)


@does("wbinvd", "invd")
def _caches(x: Block, one: Instruction) -> None:
    x.privileged()  # there are no caches whose content differs from memory's


__all__ = ["Immediate", "move_system"]
