"""The machine at the first instruction of a tiny kernel, entry by entry, as it was read from a real one."""

from __future__ import annotations

import struct

import pytest

from pagesim_py.boot import KernelImage, RegionType, Segment, boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.flags import RFLAGS_FIXED

TINY = KernelImage(
    file_size=1328,
    segments=[
        Segment(vaddr=0x200000, file_offset=0, file_size=0x184, memory_size=0x184, writable=False, executable=False),
        Segment(vaddr=0x201190, file_offset=0x190, file_size=0x1A, memory_size=0x1A, writable=False, executable=True),
    ],
)

REGIONS = """
0x0          0x1000        FrameZero
0x1000       0x5000        PageTable
0x5000       0x15000       Bootloader
0x15000      0x16000       BootInfo
0x16000      0x9f000       KernelStack
0x9f000      0xa0000       Reserved
0xf0000      0x100000      Reserved
0x100000     0x277000      KernelStack
0x277000     0x400000      Usable
0x400000     0x401000      Kernel
0x401000     0x80a000      PageTable
0x80a000     0x7fe0000     Usable
0x7fe0000    0x8000000     Reserved
0xfffc0000   0x100000000   Reserved
0xfd00000000 0x10000000000 Reserved
"""


@pytest.fixture(scope="module")
def machine() -> BootedMachine:
    return boot(TINY, map_physical_memory=True)


def table(machine: BootedMachine, address: int) -> dict[int, int]:
    """The non-zero entries of the table at physical ``address``."""
    words = struct.unpack("<512Q", machine.memory.read(address, 4096))
    return {index: word for index, word in enumerate(words) if word}


def test_level_4(machine: BootedMachine) -> None:
    assert table(machine, 0x1000) == {0: 0x2023, 2: 0x401063, 3: 0x406063, 4: 0x607063, 5: 0x808063}


def test_tables_made_before_paging(machine: BootedMachine) -> None:
    assert table(machine, 0x2000) == {0: 0x3063}
    assert table(machine, 0x3000) == {0: 0x4023, 1: 0x404063}


def test_low_memory(machine: BootedMachine) -> None:
    accessed_dirty = {0x1000, 0x5000, 0x6000, 0x7000, 0x14000, 0xB8000}
    accessed = {*range(0x8000, 0x10000, 0x1000), 0x11000, 0x13000}
    expected = {}
    for page in [*range(0x1000, 0x15000, 0x1000), *range(0xA0000, 0xC0000, 0x1000)]:
        bits = 0x63 if page in accessed_dirty else 0x23 if page in accessed else 0x03
        expected[page >> 12] = page | bits
    assert table(machine, 0x4000) == expected


def test_kernel(machine: BootedMachine) -> None:
    assert table(machine, 0x404000) == {0: 0x8000_0000_0040_0001, 1: 0x400021}


def test_boot_info_and_stack(machine: BootedMachine) -> None:
    assert table(machine, 0x401000) == {0: 0x402063}
    assert table(machine, 0x402000) == {0: 0x403063, 1: 0x405063}
    low = table(machine, 0x403000)
    assert low[0] == 0x15063
    assert 1 not in low, "the guard page is mapped"
    frames = [*range(0x16000, 0x9F000, 0x1000), *range(0x100000, 0x277000, 0x1000)]
    stack = [low[index] for index in range(2, 512)] + [table(machine, 0x405000)[index] for index in range(2)]
    assert stack[:-1] == [frame | 0x03 for frame in frames[:-1]]
    assert stack[-1] == frames[-1] | 0x63
    assert len(table(machine, 0x405000)) == 2


def test_window(machine: BootedMachine) -> None:
    for level3, slot in ((0x406000, 0), (0x607000, 1)):
        level2 = range(level3 + 0x1000, level3 + 0x201000, 0x1000)
        assert table(machine, level3) == {i: address | 0x63 for i, address in enumerate(level2)}
        for i, address in enumerate(level2):
            first = slot << 39 | i << 30
            assert table(machine, address) == {j: first | j << 21 | 0x83 for j in range(512)}
    assert table(machine, 0x808000) == {0: 0x809063}
    assert table(machine, 0x809000) == {0: 1 << 40 | 0x83}


def test_reading_the_window_tables_through_the_mmu(machine: BootedMachine) -> None:
    assert machine.cpu.load(0x180_0000_0000 + 0x1000 + 8 * 3, 8) & ~0x60 == 0x406003
    assert machine.walk(0x180_0000_0000 + 0x3_1234_5678).physical == 0x3_1234_5678
    assert machine.walk(0x280_0000_0000 - 1).physical == 0xFF_FFFF_FFFF
    assert machine.walk(0x280_0020_0000).physical is None


def test_memory_map(machine: BootedMachine) -> None:
    lines = [line.split() for line in REGIONS.split("\n") if line]
    expected = [(int(start, 16), int(end, 16), kind) for start, end, kind in lines]
    assert [(r.start << 12, r.end << 12, r.type.name) for r in machine.memory_map] == expected
    info = machine.memory.read(0x15000, 1584)
    for i, (start, end, kind) in enumerate(expected):
        assert struct.unpack_from("<QQI", info, 24 * i) == (start >> 12, end >> 12, RegionType[kind])
    assert struct.unpack_from("<QQI", info, 24 * 15) == (0, 0, RegionType.Empty)
    assert struct.unpack_from("<5QB", info, 1536) == (15, 1649267441664, 0, 0, 0, 0)


def test_registers(machine: BootedMachine) -> None:
    cpu = machine.cpu
    assert (cpu.cr0, cpu.cr2, cpu.cr3, cpu.cr4, cpu.efer) == (0x8001_0011, 0, 0x1000, 0x20, 0xD00)
    assert (cpu.cs, cpu.ss, cpu.ds, cpu.es, cpu.cpl) == (8, 0, 0x10, 0x10, 0)
    assert tuple(cpu.gdtr) == (0x80D7, 0x1A)
    assert tuple(cpu.idtr) == (0, 0)
    assert cpu.rflags == RFLAGS_FIXED
    assert cpu.rsp == 0x100_0020_1FF8
    assert cpu.rip == 0x201190
    assert machine.boot_info == 0x100_0000_0000


def test_screen_is_cleared(machine: BootedMachine) -> None:
    assert machine.memory.read(0xB8000, 4000) == bytes(4000)


def test_the_loader_leaves_nothing_in_the_tlb_and_no_edits() -> None:
    fresh = boot(TINY)
    assert not list(fresh.tlb)
    assert not fresh.mmu.edits


def test_selectors_are_those_of_the_loaders_gdt(machine: BootedMachine) -> None:
    code, data = struct.unpack("<2Q", machine.memory.read(0x80D7 + 8, 16))
    assert code >> 53 & 1, "selector 8 is no 64-bit code segment"
    assert data >> 41 & 1, "selector 0x10 is no writable data segment"
