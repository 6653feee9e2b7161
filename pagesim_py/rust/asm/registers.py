"""The general registers by all their names, and the classes of ``asm!`` (Rust reference, "Inline assembly")."""

from __future__ import annotations

from typing import NamedTuple


class Register(NamedTuple):
    """A part of a general register: ``number`` 0..15 as encoded, ``size`` in bytes, ``high`` for AH, CH, DH, BH."""

    number: int
    size: int
    high: bool = False


LEGACY = ("ax", "cx", "dx", "bx", "sp", "bp", "si", "di")
RSP, RBP, RBX = 4, 5, 3
RAX, RCX, RDX = 0, 1, 2


def _names() -> dict[str, Register]:
    found: dict[str, Register] = {}
    for n, name in enumerate(LEGACY):
        found[f"r{name}"], found[f"e{name}"], found[name] = Register(n, 8), Register(n, 4), Register(n, 2)
        found[f"{name[0]}l" if n < 4 else f"{name}l"] = Register(n, 1)
        if n < 4:
            found[f"{name[0]}h"] = Register(n, 1, True)
    for n in range(8, 16):
        found[f"r{n}"] = Register(n, 8)
        for suffix, size in (("d", 4), ("w", 2), ("b", 1)):
            found[f"r{n}{suffix}"] = Register(n, size)
    return found


NAMES = _names()
"""Every general register by its name."""
SEGMENTS = ("es", "cs", "ss", "ds", "fs", "gs")
CONTROL = {f"cr{n}": n for n in range(16)}
DEBUG = {f"dr{n}": n for n in range(16)}
OTHER = frozenset(
    [f"{kind}{n}" for kind in ("xmm", "ymm", "zmm") for n in range(32)]
    + [f"mm{n}" for n in range(8)]
    + [f"k{n}" for n in range(8)]
    + [f"st({n})" for n in range(8)]
    + [f"tmm{n}" for n in range(8)]
)
"""Registers that ``asm!`` knows, and that this CPU is not shown to have: they may be named as clobbered."""

CLASSES = ("reg", "reg_abcd", "reg_byte")
OTHER_CLASSES = ("xmm_reg", "ymm_reg", "zmm_reg", "kreg", "kreg0", "mmx_reg", "x87_reg", "tmm_reg")
ALL_CLASSES = ("reg", "reg_abcd", "reg_byte", *OTHER_CLASSES)
CHOICE = {
    "reg": (0, 1, 2, 6, 7, 8, 9, 10, 11, 14, 15, 3, 12, 13),
    "reg_abcd": (0, 1, 2, 3),
    "reg_byte": (0, 1, 2, 6, 7, 8, 9, 10, 11, 14, 15, 3, 12, 13),
}
"""The registers of a class, in the order in which they are given to operands."""
MODIFIERS = {"reg": ("l", "x", "e", "r"), "reg_abcd": ("l", "h", "x", "e", "r"), "reg_byte": ()}
SIZES = {"l": 1, "h": 1, "x": 2, "e": 4, "r": 8}
TYPES = {
    "reg": "i16, i32, i64, f16, f32, f64",
    "reg_abcd": "i16, i32, i64, f16, f32, f64",
    "reg_byte": "i8",
}
"""The types that a class takes, as rustc lists them."""
ABIS = ("C", "system", "efiapi", "win64", "sysv64")

REFUSED = {
    "sp": "the stack pointer cannot be used as an operand for inline asm",
    "bp": "the frame pointer cannot be used as an operand for inline asm",
    "ip": "the instruction pointer cannot be used as an operand for inline asm",
}


def name_of(number: int, size: int, high: bool = False) -> str:
    """The name of a part of a register."""
    if number >= 8:
        return f"r{number}" + {8: "", 4: "d", 2: "w", 1: "b"}[size]
    name = LEGACY[number]
    if size == 1:
        return f"{name[0]}h" if high else f"{name[0]}l" if number < 4 else f"{name}l"
    return {8: "r", 4: "e", 2: ""}[size] + name


def bad_register(name: str) -> str | None:
    """rustc's error for a register that can't be an operand; None if it can."""
    if name in ("ip", "eip", "rip"):
        return f"invalid register `{name}`: {REFUSED['ip']}"
    found = NAMES.get(name)
    if found is None:
        return None if name in OTHER else f"invalid register `{name}`: unknown register"
    if found.number in (RSP, RBP):
        return f"invalid register `{name}`: {REFUSED[LEGACY[found.number]]}"
    if found.high:
        return f"cannot use register `{name}`: high byte registers cannot be used as an operand on x86_64"
    if found.number == RBX:
        what = "bl" if found.size == 1 else "bx"
        return (
            f"cannot use register `{what}`: rbx is used internally by LLVM and cannot be used as an operand for "
            "inline asm"
        )
    return None
