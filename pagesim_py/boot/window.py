"""The window on physical memory: 2 MiB pages for 1 TiB and one page more, whose tables are filled when first read.

The tables take 4 MiB, so only the first page of each level-4 slot is mapped step by step through the MMU. Where a
whole GiB of the window gets level-2 tables of its own, the rest of it must come out like the first: level-3 entries
with the bits that the CPU left in the first one, level-2 entries that nobody has used. Those bytes follow from the
address alone, and memory asks for them on first touch.
"""

from __future__ import annotations

from array import array

from pagesim_py.boot.image import BootError
from pagesim_py.boot.mapper import RecursiveMapper
from pagesim_py.boot.regions import RegionType
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE, index, is_canonical, page_size
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import EvenTable
from pagesim_py.machine.paging import ADDRESS_BITS

FLAGS = ENTRY_P | ENTRY_RW
_PAGE = page_size(2)
_GIB = page_size(3)


def map_window(machine: Machine, mapper: RecursiveMapper, offset: int, ram_end: int) -> None:
    """Maps the physical addresses 0..``ram_end``, end included, to ``offset``.. with 2 MiB pages.

    BootError if ``offset`` is no multiple of 2 MiB, leaves the canonical addresses or meets something mapped.
    """
    end = (ram_end // _PAGE + 1) * _PAGE
    stop = offset + end
    if offset % _PAGE:
        raise BootError(f"physical_memory_offset is a multiple of 2 MiB, not {offset:#x}")
    if not (is_canonical(offset) and is_canonical(stop - 1) and offset >> 47 == stop - 1 >> 47):
        raise BootError(f"a window from {offset:#x} to {stop:#x} leaves the canonical addresses")
    memory = machine.memory
    root = machine.cpu.cr3 & -PAGE_SIZE
    level3, made_here, left_by_cpu = 0, False, 0
    for page in _chunks(offset, stop):
        chunk_end = min(stop, (page // _GIB + 1) * _GIB)
        if page == offset or not index(page, 3):
            level3 = memory.entry(root + 8 * index(page, 4)) & ADDRESS_BITS
            made_here = not level3
        at = level3 + 8 * index(page, 3)
        if made_here and level3:
            frame = mapper.memory_map.allocate(RegionType.PageTable)
            memory.write_u64(at, frame << PAGE_SHIFT | left_by_cpu)
            memory.lazy[frame] = _level2(page, chunk_end, offset)
            continue
        fresh = not level3 or not memory.entry(at)
        mapped_by_hand = page + _PAGE if fresh else chunk_end
        for one in range(page, mapped_by_hand, _PAGE):
            mapper.map(one, one - offset, FLAGS, level=2)
        level3 = memory.entry(root + 8 * index(page, 4)) & ADDRESS_BITS
        first = memory.entry(level3 + 8 * index(page, 3))
        left_by_cpu = first & ~ADDRESS_BITS
        rest = _entries(mapped_by_hand, chunk_end, offset)
        memory.write((first & ADDRESS_BITS) + 8 * index(mapped_by_hand, 2), rest) if rest else None


def _chunks(start: int, stop: int) -> list[int]:
    """``start``, then every multiple of 1 GiB before ``stop``."""
    return [start, *range((start // _GIB + 1) * _GIB, stop, _GIB)]


def _entries(start: int, stop: int, offset: int) -> bytes:
    """The level-2 entries of the window's pages in [``start``, ``stop``)."""
    first = start - offset | FLAGS | ENTRY_PS
    return array("Q", range(first, stop - offset, _PAGE)).tobytes()


def _level2(start: int, stop: int, offset: int) -> EvenTable:
    """A level-2 table that maps the window's pages in [``start``, ``stop``) and nothing else."""
    return EvenTable(index(start, 2), (stop - start) // _PAGE, start - offset | FLAGS | ENTRY_PS, _PAGE)
