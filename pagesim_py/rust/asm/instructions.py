"""What each instruction does to a block's registers, to memory and to the CPU (SDM vol. 2).

An operation gives the number of the instruction to go on with, or None for the next one. It raises Fault before it has
changed anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pagesim_py.machine import vectors
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import RFLAGS

from .alu import (
    AF,
    BINARY,
    CF,
    CONDITION_NAMES,
    OF,
    PF,
    SF,
    UNARY,
    ZF,
    count_zeros,
    divide,
    holds,
    multiply,
    of_result,
    scan,
    shift,
    signed,
)
from .reader import Immediate, Memory, Target
from .registers import RAX, RCX, RDX, RSP, Register
from .table import Instruction

if TYPE_CHECKING:
    from .execute import Block

Operation = Callable[["Block", Instruction], "int | None"]
OPERATIONS: dict[str, Operation] = {}
RFLAGS_DF = RFLAGS.mask("DF")


def does(*names: str) -> Callable[[Operation], Operation]:
    """Register what instructions do."""

    def register(f: Operation) -> Operation:
        for name in names:
            OPERATIONS[name] = f
        return f

    return register


@does("nop", "pause", "mfence", "lfence", "sfence")
def _nothing(x: Block, one: Instruction) -> None:
    return None


# --- moves ------------


@does("mov", "movabs")
def _mov(x: Block, one: Instruction) -> None:
    target, source = one.operands
    if isinstance(target, (Register, Memory)) and isinstance(source, (Register, Memory, Immediate)):
        x.write(target, one.size, x.read(source, one.size))
        return
    from .system import move_system  # a circle: it registers more instructions here

    move_system(x, one)


@does("lea")
def _lea(x: Block, one: Instruction) -> None:
    target, source = one.operands
    assert isinstance(source, Memory)
    x.write(target, one.size, x.offset(source))


@does("xchg")
def _xchg(x: Block, one: Instruction) -> None:
    first, second = one.operands
    if isinstance(second, Memory):
        first, second = second, first
    a, b = x.modify(first, one.size), x.read(second, one.size)
    x.write(first, one.size, b)
    x.write(second, one.size, a)


@does("push")
def _push(x: Block, one: Instruction) -> None:
    (source,) = one.operands
    size = 2 if one.size == 2 else 8
    x.push(x.read(source, size), size)


@does("pop")
def _pop(x: Block, one: Instruction) -> None:
    (target,) = one.operands
    size = 2 if one.size == 2 else 8
    value = x.top(size)
    was = x.r[RSP]
    x.r[RSP] += size  # a target in memory is addressed with RSP as it becomes
    try:
        x.write(target, size, value)
    except Fault:
        x.r[RSP] = was
        raise


@does("movzx", "movsx", "movsxd")
def _extend(x: Block, one: Instruction) -> None:
    target, source = one.operands
    assert isinstance(target, Register)
    assert isinstance(source, (Register, Memory))
    size = source.size or (4 if one.name == "movsxd" else 1)
    value = x.read(source, size)
    x.write(target, target.size, value if one.name == "movzx" else signed(value, 8 * size))


@does("bswap")
def _bswap(x: Block, one: Instruction) -> None:
    (target,) = one.operands
    value = x.read(target, one.size).to_bytes(one.size, "little")
    x.write(target, one.size, int.from_bytes(value, "big"))


@does("xadd")
def _xadd(x: Block, one: Instruction) -> None:
    target, source = one.operands
    old, added = x.modify(target, one.size), x.read(source, one.size)
    value, flags = BINARY["add"](old, added, x.flags, 8 * one.size)
    if isinstance(target, Memory):
        x.write(target, one.size, value)
        x.write(source, one.size, old)
    else:
        x.write(source, one.size, old)
        x.write(target, one.size, value)
    x.flags = flags


@does("cmpxchg")
def _cmpxchg(x: Block, one: Instruction) -> None:
    target, source = one.operands
    old, wanted = x.modify(target, one.size), x.r[RAX] & (1 << 8 * one.size) - 1
    flags = BINARY["cmp"](wanted, old, x.flags, 8 * one.size)[1]
    if old == wanted:
        x.write(target, one.size, x.read(source, one.size))
    else:
        if isinstance(target, Memory):
            x.write(target, one.size, old)  # the memory is written in either case
        x.set(RAX, one.size, old)
    x.flags = flags


@does("cbw", "cwde", "cdqe")
def _widen(x: Block, one: Instruction) -> None:
    size = {"cbw": 1, "cwde": 2, "cdqe": 4}[one.name]
    x.set(RAX, 2 * size, signed(x.r[RAX] & (1 << 8 * size) - 1, 8 * size))


@does("cwd", "cdq", "cqo")
def _sign(x: Block, one: Instruction) -> None:
    size = {"cwd": 2, "cdq": 4, "cqo": 8}[one.name]
    x.set(RDX, size, -(x.r[RAX] >> 8 * size - 1 & 1))


# --- arithmetic ------------


@does(*BINARY)
def _binary(x: Block, one: Instruction) -> None:
    target, source = one.operands
    only_flags = one.name in ("cmp", "test")
    a = x.read(target, one.size) if only_flags else x.modify(target, one.size)
    value, flags = BINARY[one.name](a, x.read(source, one.size), x.flags, 8 * one.size)
    if not only_flags:
        x.write(target, one.size, value)
    x.flags = flags


@does(*UNARY)
def _unary(x: Block, one: Instruction) -> None:
    (target,) = one.operands
    value, flags = UNARY[one.name](x.modify(target, one.size), x.flags, 8 * one.size)
    x.write(target, one.size, value)
    x.flags = flags


@does("shl", "shr", "sar", "rol", "ror")
def _shift(x: Block, one: Instruction) -> None:
    target = one.operands[0]
    count = x.read(one.operands[1], 1) if len(one.operands) == 2 else 1
    value, flags = shift(one.name, x.modify(target, one.size), count, x.flags, 8 * one.size)
    x.write(target, one.size, value)
    x.flags = flags


@does("mul", "imul")
def _multiply(x: Block, one: Instruction) -> None:
    size, sign = one.size, one.name == "imul"
    if len(one.operands) == 1:
        a, b = x.r[RAX] & (1 << 8 * size) - 1, x.read(one.operands[0], size)
    else:
        a, b = x.read(one.operands[-2], size), x.read(one.operands[-1], size)
    product, flags = multiply(a, b, 8 * size, sign)
    if len(one.operands) > 1:
        x.write(one.operands[0], size, product & (1 << 8 * size) - 1)
    elif size == 1:
        x.set(RAX, 2, product)
    else:
        x.set(RAX, size, product)
        x.set(RDX, size, product >> 8 * size)
    low = product & (1 << 8 * size) - 1
    x.flags = flags | of_result(low, 8 * size) & (SF | PF) | x.flags & (ZF | AF)


@does("div", "idiv")
def _divide(x: Block, one: Instruction) -> None:
    size = one.size
    mask = (1 << 8 * size) - 1
    by = x.read(one.operands[0], size)
    high, low = (x.r[RAX] >> 8 & 0xFF, x.r[RAX] & 0xFF) if size == 1 else (x.r[RDX] & mask, x.r[RAX] & mask)
    found = divide(high, low, by, 8 * size, one.name == "idiv")
    if found is None:
        raise Fault(vectors.DE)
    quotient, rest = found
    if size == 1:
        x.set(RAX, 2, rest << 8 | quotient)
    else:
        x.set(RAX, size, quotient)
        x.set(RDX, size, rest)


@does("bsf", "bsr")
def _scan(x: Block, one: Instruction) -> None:
    target, source = one.operands
    found = scan(x.read(source, one.size), one.name == "bsr")
    if found is not None:
        x.write(target, one.size, found)
    x.flags = x.flags & ~ZF | (ZF if found is None else 0)


@does("popcnt")
def _popcnt(x: Block, one: Instruction) -> None:
    target, source = one.operands
    value = x.read(source, one.size).bit_count()
    x.write(target, one.size, value)
    x.flags = 0 if value else ZF


@does("lzcnt", "tzcnt")
def _count(x: Block, one: Instruction) -> None:
    target, source = one.operands
    value, flags = count_zeros(one.name, x.read(source, one.size), 8 * one.size)
    x.write(target, one.size, value)
    x.flags = x.flags & ~(CF | ZF) | flags


@does("bt", "bts", "btr", "btc")
def _bit(x: Block, one: Instruction) -> None:
    target, source = one.operands
    bit = 1 << (x.read(source, one.size) & 8 * one.size - 1)
    a = x.read(target, one.size) if one.name == "bt" else x.modify(target, one.size)
    if one.name != "bt":
        x.write(target, one.size, {"bts": a | bit, "btr": a & ~bit, "btc": a ^ bit}[one.name])
    x.flags = x.flags & ~CF | (CF if a & bit else 0)


# --- flags, jumps, conditions ------------


@does("clc", "stc", "cmc")
def _carry(x: Block, one: Instruction) -> None:
    x.flags = {"clc": x.flags & ~CF, "stc": x.flags | CF, "cmc": x.flags ^ CF}[one.name]


@does("cld", "std")
def _direction(x: Block, one: Instruction) -> None:
    x.set_flags(x.all_flags() & ~RFLAGS_DF | (RFLAGS_DF if one.name == "std" else 0))


@does("lahf")
def _lahf(x: Block, one: Instruction) -> None:
    x.set(RAX, 1, x.flags & 0xFF | 2, True)


@does("sahf")
def _sahf(x: Block, one: Instruction) -> None:
    x.flags = x.flags & OF | x.r[RAX] >> 8 & (SF | ZF | AF | PF | CF)


def _target(one: Instruction) -> int:
    (target,) = one.operands
    assert isinstance(target, Target)
    return target.to


@does("jmp")
def _jmp(x: Block, one: Instruction) -> int:
    return _target(one)


@does(*(f"j{c}" for c in CONDITION_NAMES))
def _jump_if(x: Block, one: Instruction) -> int | None:
    return _target(one) if holds(one.name[1:], x.flags) else None


@does(*(f"set{c}" for c in CONDITION_NAMES))
def _set_if(x: Block, one: Instruction) -> None:
    x.write(one.operands[0], 1, int(holds(one.name[3:], x.flags)))


@does(*(f"cmov{c}" for c in CONDITION_NAMES))
def _move_if(x: Block, one: Instruction) -> None:
    target, source = one.operands
    value = x.read(source, one.size)  # memory is read in either case
    x.write(target, one.size, value if holds(one.name[4:], x.flags) else x.read(target, one.size))


@does("ud2")
def _ud2(x: Block, one: Instruction) -> None:
    raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)


def _system() -> None:
    from . import strings, system  # a circle: they register more instructions here

    assert strings
    assert system


_system()

__all__ = ["OPERATIONS", "RCX"]
