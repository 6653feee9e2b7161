"""The memory map: regions of physical memory, and the boot loader's way of taking frames out of it.

What the firmware of a QEMU ``pc`` with 128 MiB reports, and what becomes of it, lowest address first:

    0x0          usable      FrameZero, the first tables, the boot loader, BootInfo, zero-filled pages, stack
    0x9fc00      reserved
    0xf0000      reserved
    0x100000     usable      rest of the stack; free memory; the kernel's file at 0x400000; page tables; free memory
    0x7fe0000    reserved    up to the end of RAM
    0xfffc0000   reserved    the firmware's ROM
    0x100000000  usable      with 3.5 GiB or more: the RAM that does not fit below the devices; page tables begin here
    0xfd00000000 reserved    up to 1 TiB: it makes the physical window so long
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from pagesim_py.boot.image import BootError
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE


class RegionType(IntEnum):
    """What a region is used for, with the numbers that BootInfo has in memory."""

    Usable = 0
    InUse = 1
    Reserved = 2
    AcpiReclaimable = 3
    AcpiNvs = 4
    BadMemory = 5
    Kernel = 6
    KernelStack = 7
    PageTable = 8
    Bootloader = 9
    FrameZero = 10
    Empty = 11
    BootInfo = 12
    Package = 13


_LOW_LIMIT, _LOW_PART = 0xE000_0000, 0xC000_0000
_ABOVE_DEVICES = 1 << 32


@dataclass(slots=True)
class Region:
    """The frames ``start`` (inclusive) to ``end`` (exclusive), as frame numbers (physical address >> 12)."""

    start: int
    end: int
    type: RegionType

    @property
    def empty(self) -> bool:
        """Whether all its frames have been taken."""
        return self.start == self.end


def ram_regions(ram_bytes: int) -> list[tuple[int, int]]:
    """Where a QEMU ``pc`` puts ``ram_bytes`` of RAM: (start, end) in bytes, lowest first.

    From 3.5 GiB on only 3 GiB lie below the devices, which have the addresses up to 4 GiB; the rest lies above those.
    BootError unless 2 MiB <= ``ram_bytes`` <= 64 GiB and ``ram_bytes`` is a multiple of 4096.
    """
    if not 2 << 20 <= ram_bytes <= 64 << 30 or ram_bytes % PAGE_SIZE:
        raise BootError(f"the machine has 2 MiB to 64 GiB of RAM in whole frames, not {ram_bytes:#x} bytes")
    if ram_bytes < _LOW_LIMIT:
        return [(0, ram_bytes)]
    return [(0, _LOW_PART), (_ABOVE_DEVICES, _ABOVE_DEVICES + ram_bytes - _LOW_PART)]


def firmware_map(ram: list[tuple[int, int]]) -> list[tuple[int, int, RegionType]]:
    """What the firmware of a QEMU ``pc`` with this RAM (see `ram_regions`) reports: (start, end, type), in bytes."""
    low_end = ram[0][1]
    top = low_end - 0x20000
    usable, reserved = RegionType.Usable, RegionType.Reserved
    return [
        (0, 0x9FC00, usable),
        (0x9FC00, 0xA0000, reserved),
        (0xF0000, 0x100000, reserved),
        (0x100000, top, usable),
        (top, low_end, reserved),
        (0xFFFC0000, _ABOVE_DEVICES, reserved),
        *((start, end, usable) for start, end in ram[1:]),
        (0xFD_0000_0000, 0x100_0000_0000, reserved),
    ]


class MemoryMap:
    """The regions, sorted by address. Frames are taken one by one, each marked with what it is for."""

    CAPACITY = 64

    def __init__(self, firmware: Iterable[tuple[int, int, RegionType]]) -> None:
        self.regions: list[Region] = []
        for start, end, kind in firmware:
            self._add(Region(start >> PAGE_SHIFT, (end - 1 >> PAGE_SHIFT) + 1, kind))
        for region, following in pairwise(self.regions):
            if region.type is RegionType.Usable and region.end > following.start:
                region.end = following.start

    def __iter__(self) -> Iterator[Region]:
        """The regions that still have frames, lowest first."""
        return (region for region in self.regions if not region.empty)

    @property
    def end(self) -> int:
        """The first physical address beyond all regions."""
        return max(region.end for region in self.regions) << PAGE_SHIFT

    def mark(self, start: int, end: int, kind: RegionType) -> None:
        """Takes the frames that hold [start, end) (bytes) out of the usable ones.

        BootError if one of them is in use already, or if there is no such RAM.
        """
        taken = Region(start >> PAGE_SHIFT, (end - 1 >> PAGE_SHIFT) + 1, kind)
        for region in self.regions:
            if region.start <= taken.start and taken.end <= region.end and region.type is RegionType.Usable:
                rest = Region(taken.end, region.end, RegionType.Usable)
                region.end = taken.start
                self._add(taken)
                if not rest.empty:
                    self._add(rest)
                return
        raise BootError(f"the {kind.name} region {start:#x}..{end:#x} does not lie in usable memory")

    def allocate(self, kind: RegionType) -> int:
        """Takes one frame for ``kind`` and returns its number. BootError if no usable frame is left.

        First choice: the frame right after a region of the same kind. Otherwise page tables begin in the last usable
        region, everything else in the first.
        """
        regions = self.regions
        for region, following in pairwise(regions):
            if region.type is kind and region.end == following.start and _usable(following):
                region.end += 1
                following.start += 1
                return region.end - 1
        for region in reversed(regions) if kind is RegionType.PageTable else regions:
            if _usable(region):
                frame = region.start
                region.start += 1
                self._add(Region(frame, frame + 1, kind))
                return frame
        raise BootError(f"no free frame is left for {kind.name}: the machine has too little memory for this kernel")

    def _add(self, region: Region) -> None:
        if len(self.regions) >= self.CAPACITY:
            raise BootError(f"the memory map has room for {self.CAPACITY} regions only")
        self.regions = [one for one in self.regions if not one.empty]
        self.regions.append(region)
        self.regions.sort(key=lambda one: (one.start, one.end))


def _usable(region: Region) -> bool:
    return region.type is RegionType.Usable and not region.empty
