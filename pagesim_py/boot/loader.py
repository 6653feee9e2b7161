"""The boot loader: what ``bootloader`` 0.9.35 does between the firmware and the kernel's first instruction.

It runs on the simulated CPU's own MMU, so accessed and dirty bits come out as they do on a real one. In order:

 1. tables for the low memory and the kernel's file, built before paging, in frames 0x1000..0x5000;
 2. the memory map: what is in use already is marked, everything later is taken from it frame by frame;
 3. the recursive level-4 entry; the identity mapping of the kernel's file goes;
 4. BootInfo's page, the kernel's segments, the stack, the window on physical memory;
 5. BootInfo is written, CR0.WP set, the recursive entry removed, the kernel called.

The TLB is empty when the kernel starts: what a real one would still hold of the boot loader's work is left out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pagesim_py.boot.areas import Named
from pagesim_py.boot.boot_info import encode
from pagesim_py.boot.image import BootError, KernelImage, Segment
from pagesim_py.boot.mapper import TABLE_FLAGS, RecursiveMapper
from pagesim_py.boot.regions import MemoryMap, RegionType, firmware_map, ram_regions
from pagesim_py.boot.window import map_window
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE, address_of, index, page_size
from pagesim_py.machine.descriptors import TableRegister
from pagesim_py.machine.faults import Fault, explain
from pagesim_py.machine.flags import (
    CR0_ET,
    CR0_PE,
    CR0_PG,
    CR0_WP,
    CR4_PAE,
    EFER_LMA,
    EFER_LME,
    EFER_NXE,
    ENTRY_P,
    ENTRY_PS,
    ENTRY_RW,
    ENTRY_XD,
    RFLAGS_FIXED,
)
from pagesim_py.machine.machine import Machine

RAM = 128 << 20
"""Bytes of memory that the machine has if nothing else is said."""
KERNEL_FILE = 0x400000
"""Physical address of the kernel's file."""
TABLES = (0x1000, 0x5000)
"""The four tables built before paging: level 4, 3, 2, 1."""
LOADER = (0x5000, 0x15000)
"""The boot loader itself: copy of the firmware's memory map, stack, code and constants."""
DISPLAY = (0xA0000, 0xC0000)
"""Graphics and text memory."""
SCREEN = 0xB8000
SCREEN_BYTES = 80 * 25 * 2
GDT = 0x80D7
"""Linear address of the boot loader's GDT: null, 64-bit code, data."""
GDT_BYTES = struct.pack("<3QH", 0, 0x0020_9A00_0000_0000, 0x0000_9200_0000_0000, 0)
GDT_LIMIT = 0x1A
RETURN_ADDRESS = 0x8100
"""Where a kernel that returned would land: an endless loop of the boot loader."""
TEMPORARY_PAGE = 0xFEE_EFEE_E000
"""Where a frame is looked at while a half-filled page is copied to it."""

_READ_BY_LOADER = (*range(0x8000, 0x10000, PAGE_SIZE), 0x11000, 0x13000)
_WRITTEN_BY_LOADER = (0x1000, 0x5000, 0x6000, 0x7000, 0x14000)


class BootedMachine(Machine):
    """A machine on which the boot loader has done its work, with what it knows."""

    boot_info: int
    """Linear address of BootInfo: the value of RDI, the kernel's first argument."""
    window: int | None
    """Where physical address 0 is visible: physical_memory_offset; None without map_physical_memory."""
    memory_map: MemoryMap
    """The regions as BootInfo has them."""
    stack: tuple[int, int]
    """Start and end of the kernel's stack: linear addresses. Below its start is the guard page."""
    named: tuple[Named, ...]
    """What the boot loader has put where, for ``areas``."""


def boot(
    image: KernelImage,
    *,
    map_physical_memory: bool = True,
    physical_memory_offset: int | None = None,
    recursive_page_table: bool | int = False,
    kernel_stack_size: int = 512,
    kernel_stack_address: int | None = None,
    boot_info_address: int | None = None,
    ram_bytes: int = RAM,
) -> BootedMachine:
    """A machine at the first instruction of ``image``, with the course's RAM of 128 MiB or ``ram_bytes``.

    The options are those of the crate. ``map_physical_memory``: all physical memory is visible from
    ``physical_memory_offset`` on (a multiple of 2 MiB; by default the first free level-4 slots).
    ``recursive_page_table``: the recursive level-4 entry stays; True for the first free slot, or its number.
    ``kernel_stack_size`` in pages, above a guard page; ``kernel_stack_address`` is the guard page's address.
    ``boot_info_address``: the page of BootInfo, by default the first of a free level-4 slot.

    BootError for a kernel that the boot loader cannot start, with what it stumbled over.
    """
    if kernel_stack_size < 1:
        raise BootError("the kernel's stack has at least one page")
    ram = ram_regions(ram_bytes)
    machine = BootedMachine(ram_regions=ram)
    memory_map = MemoryMap(firmware_map(ram))
    ram_end = memory_map.end
    _before_paging(machine, image)
    _switch_paging_on(machine)

    slots = _Slots(image)
    slot = slots.take(1) if isinstance(recursive_page_table, bool) else slots.take_number(recursive_page_table)
    recursive = address_of((slot, slot, slot, slot))
    cpu = machine.cpu
    cpu.store(TABLES[0] + 8 * slot, 8, TABLES[0] | TABLE_FLAGS)
    mapper = RecursiveMapper(machine, slot, memory_map)

    memory_map.mark(0, PAGE_SIZE, RegionType.FrameZero)
    memory_map.mark(*LOADER, RegionType.Bootloader)
    memory_map.mark(KERNEL_FILE, KERNEL_FILE + image.file_size, RegionType.Kernel)
    memory_map.mark(*TABLES, RegionType.PageTable)
    for page in _file_pages(image):
        mapper.unmap(page, level=2)
        cpu.invlpg(page)

    info = address_of((slots.take(1), 0, 0, 0)) if boot_info_address is None else boot_info_address & -PAGE_SIZE
    mapper.map(info, memory_map.allocate(RegionType.BootInfo) << PAGE_SHIFT, ENTRY_P | ENTRY_RW)
    for segment in image.segments:
        _load_segment(machine, mapper, segment)
    guard = info + PAGE_SIZE if kernel_stack_address is None else kernel_stack_address & -PAGE_SIZE
    stack_end = guard + (1 + kernel_stack_size) * PAGE_SIZE
    for page in range(guard + PAGE_SIZE, stack_end, PAGE_SIZE):
        mapper.map(page, memory_map.allocate(RegionType.KernelStack) << PAGE_SHIFT, ENTRY_P | ENTRY_RW)

    window = None
    if map_physical_memory:
        count = -(-ram_end // page_size(4))
        window = address_of((slots.take(count), 0, 0, 0)) if physical_memory_offset is None else physical_memory_offset
        map_window(machine, mapper, window, ram_end)

    keeps = recursive_page_table is not False
    _write(machine, info, encode(memory_map, recursive if keeps else None, window, image.tls))
    cpu.mov_to_cr0(cpu.cr0 | CR0_WP)
    if not keeps:
        mapper.unmap(recursive)
    _call_kernel(machine, image.entry_point, stack_end)
    machine.boot_info, machine.window, machine.memory_map = info, window, memory_map
    machine.stack = guard + PAGE_SIZE, stack_end
    machine.named = (*_named(image, info, guard, stack_end), *_window_named(window, ram_end))
    return machine


def _named(image: KernelImage, info: int, guard: int, stack_end: int) -> Iterator[Named]:
    """What lies where, but for the window."""
    yield Named(*TABLES, "page tables", "tables")
    yield Named(*LOADER, "boot loader", "loader")
    yield Named(*DISPLAY, "screen memory", "screen")
    for segment in image.segments:
        start, end = segment.vaddr & -PAGE_SIZE, segment.vaddr + segment.memory_size + PAGE_SIZE - 1 & -PAGE_SIZE
        name, kind = ("kernel code", "code") if segment.executable else ("kernel constants", "constants")
        if segment.writable:
            name, kind = "kernel data", "data"
        yield Named(start, end, name, kind)
    yield Named(info, info + PAGE_SIZE, "boot info", "info")
    yield Named(guard, guard + PAGE_SIZE, "guard page", "guard")
    yield Named(guard + PAGE_SIZE, stack_end, "stack", "stack")


def _window_named(window: int | None, ram_end: int) -> Iterator[Named]:
    """The window on physical memory: one page longer than that, because its end is included."""
    if window is not None:
        yield Named(window, window + (ram_end // page_size(2) + 1) * page_size(2), "physical memory", "window")


class _Slots:
    """Which of the 512 level-4 entries are spoken for."""

    def __init__(self, image: KernelImage) -> None:
        self.used = {0}
        for segment in image.segments:
            first, last = index(segment.vaddr, 4), index(segment.vaddr + segment.memory_size, 4)
            self.used.update(range(first, last + 1))

    def take(self, count: int) -> int:
        """The first of ``count`` consecutive free slots."""
        for first in range(512 - count + 1):
            if self.used.isdisjoint(range(first, first + count)):
                self.used.update(range(first, first + count))
                return first
        raise BootError(f"no {count} level-4 entries in a row are free")

    def take_number(self, slot: int) -> int:
        """Slot ``slot``, if it is free."""
        if not 0 <= slot < 512:
            raise BootError(f"a recursive index is 0..511, not {slot}")
        if slot in self.used:
            raise BootError(f"level-4 entry {slot} is in use: it cannot be the recursive one")
        self.used.add(slot)
        return slot


def _file_pages(image: KernelImage) -> range:
    """The 2 MiB pages that hold the kernel's file."""
    size = page_size(2)
    return range(KERNEL_FILE, KERNEL_FILE + image.file_size, size)


def _before_paging(machine: Machine, image: KernelImage) -> None:
    """Tables, GDT and the kernel's file, written to physical memory while paging is off."""
    memory = machine.memory
    level4, level3, level2, level1 = range(*TABLES, PAGE_SIZE)
    memory.write_u64(level4, level3 | TABLE_FLAGS)
    memory.write_u64(level3, level2 | TABLE_FLAGS)
    memory.write_u64(level2, level1 | TABLE_FLAGS)
    for start, end in ((TABLES[0], LOADER[1]), DISPLAY):
        for page in range(start, end, PAGE_SIZE):
            memory.write_u64(level1 + 8 * index(page, 1), page | ENTRY_P | ENTRY_RW)
    for page in _file_pages(image):
        memory.write_u64(level2 + 8 * index(page, 2), page | ENTRY_P | ENTRY_RW | ENTRY_PS)
    memory.write(GDT, GDT_BYTES)
    memory.write(RETURN_ADDRESS, b"\xeb\xfe")
    if image.contents is not None:
        memory.write(KERNEL_FILE, image.contents)


def _switch_paging_on(machine: Machine) -> None:
    """Long mode with paging, NXE on, WP still off; then what the loader's own code and data touch."""
    cpu = machine.cpu
    cpu.poke(
        cr0=CR0_PE | CR0_ET | CR0_PG, cr3=TABLES[0], cr4=CR4_PAE, efer=EFER_LME | EFER_LMA, rflags=RFLAGS_FIXED, cpl=0
    )
    for page in _READ_BY_LOADER:
        cpu.access(page, 1, Access.FETCH)
    for page in _WRITTEN_BY_LOADER:
        cpu.access(page, 1, Access.WRITE)
    cpu.access(SCREEN, 1, Access.WRITE)
    machine.memory.write(SCREEN, bytes(SCREEN_BYTES))
    cpu.wrmsr_efer(cpu.efer | EFER_NXE)


def _load_segment(machine: Machine, mapper: RecursiveMapper, segment: Segment) -> None:
    """Maps one LOAD segment: its frames of the file, then zero-filled ones."""
    flags = ENTRY_P | (ENTRY_RW if segment.writable else 0) | (0 if segment.executable else ENTRY_XD)
    first_page = segment.vaddr & -PAGE_SIZE
    first_frame = KERNEL_FILE + segment.file_offset & -PAGE_SIZE
    file_end = KERNEL_FILE + segment.file_offset + segment.file_size
    for frame in range(first_frame, file_end, PAGE_SIZE):
        mapper.map(first_page + frame - first_frame, frame, flags)
    if segment.memory_size == segment.file_size:
        return
    zero_start = segment.vaddr + segment.file_size
    zero_end = segment.vaddr + segment.memory_size
    if zero_start % PAGE_SIZE:
        _replace_page(machine, mapper, zero_start - 1 & -PAGE_SIZE, flags)
    for page in range(-(-zero_start // PAGE_SIZE) * PAGE_SIZE, zero_end, PAGE_SIZE):
        mapper.map(page, mapper.memory_map.allocate(RegionType.Kernel) << PAGE_SHIFT, flags)
    _write(machine, zero_start, bytes(zero_end - zero_start))


def _replace_page(machine: Machine, mapper: RecursiveMapper, page: int, flags: int) -> None:
    """Gives ``page`` a frame of its own, same contents: the file's frame may belong to the next segment too."""
    cpu = machine.cpu
    frame = mapper.memory_map.allocate(RegionType.Kernel) << PAGE_SHIFT
    mapper.map(TEMPORARY_PAGE, frame, flags)
    (source,) = cpu.access(page, 1, Access.READ)
    _write(machine, TEMPORARY_PAGE, machine.memory.read(source, PAGE_SIZE))
    mapper.unmap(page)
    mapper.unmap(TEMPORARY_PAGE)
    cpu.invlpg(TEMPORARY_PAGE)
    mapper.map(page, frame, flags)


def _write(machine: Machine, address: int, data: bytes) -> None:
    """A store of many bytes at the linear ``address``: one access a page."""
    done = 0
    while done < len(data):
        at = address + done
        count = min(len(data) - done, PAGE_SIZE - at % PAGE_SIZE)
        (physical,) = machine.cpu.access(at, 1, Access.WRITE)
        machine.memory.write(physical, data[done : done + count])
        done += count


def _call_kernel(machine: Machine, entry: int, stack_end: int) -> None:
    """Sets the registers that the kernel finds, pushes the return address, fetches the first instruction."""
    cpu = machine.cpu
    cpu.gdtr = TableRegister(GDT, GDT_LIMIT)
    cpu.cs, cpu.ss, cpu.ds, cpu.es = 8, 0, 0x10, 0x10
    cpu.rsp = stack_end
    cpu.push(RETURN_ADDRESS)
    cpu.rip = entry
    try:
        cpu.fetch(entry, 1)
    except Fault as fault:
        raise BootError(f"the kernel's first instruction, at {entry:#x}, cannot be fetched: {explain(fault)}") from None
    machine.mmu.flush("the kernel starts")
    machine.mmu.forget()
    machine.mmu.edits.clear()
    machine.mmu.edit_count = 0
