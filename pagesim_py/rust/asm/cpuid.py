"""CPUID of the simulated CPU (SDM vol. 2A): what the machine's features are, and the sizes of addresses."""

from __future__ import annotations

from pagesim_py.machine.cpu import Cpu
from pagesim_py.machine.flags import CR4_PKE

Leaf = tuple[int, int, int, int]
VENDOR = b"pagesim  CPU"
BRAND = b"pagesim: an x86-64 CPU that shows what it does".ljust(48, b"\0")
HIGHEST, HIGHEST_EXTENDED = 7, 0x8000_0008


def words(text: bytes) -> list[int]:
    """Four characters a register."""
    return [int.from_bytes(text[i : i + 4], "little") for i in range(0, len(text), 4)]


def leaf(cpu: Cpu, number: int, sub: int) -> Leaf:
    """EAX, EBX, ECX and EDX for a leaf and its sub-leaf; zeros for one that isn't there."""
    has = cpu.features.__contains__
    if number == 0:
        b, d, c = words(VENDOR)
        return HIGHEST, b, c, d
    if number == 1:
        ecx = has("pcid") << 17 | 1 << 23 | 1 << 30 | 1 << 31
        edx = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | has("pge") << 13 | 1 << 15
        return 0x0006_0F00, 0x0000_0800 | 1 << 16, ecx, edx
    if number == 7 and sub == 0:
        ebx = has("smep") << 7 | has("invpcid") << 10 | 1 << 18 | has("smap") << 20
        on = bool(cpu.cr4 & CR4_PKE)
        return 0, ebx, has("pku") << 3 | on << 4 | has("la57") << 16 | has("pks") << 31, 0
    if number == 0x8000_0000:
        return HIGHEST_EXTENDED, 0, 0, 0
    if number == 0x8000_0001:
        return 0, 0, 1 | 1 << 5, 1 << 11 | has("nx") << 20 | has("gbpages") << 26 | 1 << 27 | 1 << 29
    if 0x8000_0002 <= number <= 0x8000_0004:
        a, b, c, d = words(BRAND)[4 * (number - 0x8000_0002) :][:4]
        return a, b, c, d
    if number == 0x8000_0008:
        return cpu.physical_bits | (57 if has("la57") else 48) << 8, 0, 0, 0
    return 0, 0, 0, 0
