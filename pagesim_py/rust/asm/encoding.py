"""How many bytes an instruction has, as LLVM encodes it (SDM vol. 2A 2.1, 2.2): where the next one begins."""

from __future__ import annotations

from .reader import RIP, Immediate, Memory, Segment, System
from .registers import RAX, Register
from .table import STRINGS, Instruction, needs_rex

LENGTHS = {
    **dict.fromkeys("nop hlt cli sti int3 clc stc cmc cld std pushfq popfq lahf sahf cwde cdq invd_".split(), 1),
    **dict.fromkeys("pause ud2 cpuid rdtsc rdmsr wrmsr int wbinvd invd clts cdqe cqo cbw cwd jmp".split(), 2),
    **dict.fromkeys("mfence lfence sfence swapgs stac clac rdtscp ltr".split(), 3),
}
LONG_OPCODES = (
    "set",
    "cmov",
    "movz",
    "movs",
    "bs",
    "bt",
    "xadd",
    "cmpx",
    "lidt",
    "lgdt",
    "sidt",
    "sgdt",
    "invlpg",
    "ltr",
    "str",
    "rdrand",
    "rdseed",
)
ALU = frozenset("add adc sub sbb and or xor cmp".split())


def memory_length(memory: Memory) -> int:
    """The bytes of ModRM, SIB and displacement."""
    if memory.base == RIP:
        return 5
    if memory.base is None:
        return 6
    sib = memory.scaled is not None or memory.base & 7 == 4
    if not memory.displacement and memory.base & 7 != 5 and memory.symbol is None:
        return 1 + sib
    return 1 + sib + (1 if -128 <= memory.displacement < 128 and memory.symbol is None else 4)


def immediate_length(one: Instruction, value: int) -> int:
    """The bytes of a number."""
    if one.name in ("shl", "shr", "sar", "rol", "ror", "bt", "bts", "btr", "btc", "in", "out"):
        return 0 if value == 1 and one.name in ("shl", "shr", "sar", "rol", "ror") else 1
    small = -128 <= value < 128
    if one.size == 1 or (one.name in ALU | {"push", "imul"} and small):
        return 1
    if one.name == "push":
        return 4
    if one.name == "movabs" or one.name == "mov" and one.size == 8 and not -(1 << 31) <= value < 1 << 31:
        return 8
    return min(one.size, 4)


def length_of(one: Instruction) -> int:
    """The length of an instruction in bytes."""
    operands = one.operands
    if one.name in STRINGS:
        return 1 + bool(one.repeat) + (one.size in (2, 8))
    if one.name in LENGTHS and not any(isinstance(o, Memory) for o in operands):
        return LENGTHS[one.name] + any(needs_rex(o) and o.number >= 8 for o in operands if isinstance(o, Register))
    if one.name.startswith("j"):
        return 2
    if one.name in ("in", "out"):
        accumulator = next(o for o in operands if isinstance(o, Register) and o.number == RAX)
        return 1 + (accumulator.size == 2) + any(isinstance(o, Immediate) for o in operands)
    memory = next((o for o in operands if isinstance(o, Memory)), None)
    number = next((o for o in operands if isinstance(o, Immediate)), None)
    system = next((o for o in operands if isinstance(o, (Segment, System))), None)
    always_64 = one.name in ("push", "pop", "ltr", "invpcid", "invlpg") or isinstance(system, System)
    if isinstance(system, Segment):
        always_64 = not isinstance(operands[0], Register) or operands[0].size < 8
    rex = (one.size == 8 and not always_64) or any(
        needs_rex(o) and (not always_64 or not isinstance(o, Register) or o.number >= 8) for o in operands
    )
    wide = one.size == 2 and one.name != "ltr" and (system is None or system == operands[0]) and memory is None
    wide = wide or (one.size == 2 and memory is not None and system is None)
    total = 1 + rex + wide + one.locked
    if one.name.startswith(LONG_OPCODES) or (one.name == "imul" and len(operands) == 2) or one.name.endswith("cnt"):
        total += (one.name != "movsxd") + one.name.endswith("cnt")
    if isinstance(system, System):
        total += 1
    if one.name == "invpcid":
        total += 3
    if memory is not None:
        total += memory_length(memory) + (memory.segment in ("fs", "gs")) + memory.narrow
    elif not (one.name in ("push", "pop", "bswap") or short_move(one, number) or short_exchange(one)):
        total += 1
    if number is not None:
        total += immediate_length(one, number.value)
        first = operands[0]
        plain = isinstance(first, Register) and first.number == RAX and memory is None
        if plain and one.name in ALU | {"test"} and (one.size == 1 or immediate_length(one, number.value) > 1):
            total -= 1
    return total


def short_move(one: Instruction, number: Immediate | None) -> bool:
    """Whether a number is moved by the form that has no ModRM byte."""
    if one.name == "movabs":
        return True
    return one.name == "mov" and number is not None and (one.size < 8 or not -(1 << 31) <= number.value < 1 << 31)


def short_exchange(one: Instruction) -> bool:
    """Whether a register is exchanged with RAX by the form that has no ModRM byte."""
    registers = [o for o in one.operands if isinstance(o, Register)]
    return one.name == "xchg" and one.size > 1 and len(registers) == 2 and any(o.number == RAX for o in registers)
