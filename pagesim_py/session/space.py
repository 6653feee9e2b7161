"""The address space of a kernel with the names that the boot loader's plan, its heap and its sources give.

The heap is where the allocator's own static says it is, once it has been initialised. Of an allocator that the student
has written, or before that, it is the area that begins at a constant which says so: one called HEAP_START, or one
called START where the global allocator stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pagesim_py.boot import Area, Named, areas
from pagesim_py.machine.machine import Machine

HEAP = "heap"
_START = re.compile(r"\bconst\s+(\w*START\w*)\s*:\s*\w+\s*=\s*(0x[0-9a-fA-F_]+|[0-9][0-9_]*)\s*(?:u64|usize)?\s*;")


def named_areas(machine: Machine, files: Mapping[str, str], cells: Sequence[tuple[int, int]] = ()) -> list[Area]:
    """The areas of ``machine``. ``files``: the kernel's sources; ``cells``: for each heap of its allocators, the linear
    addresses where its first address stands and its size (see ``rust.compiled.Compiled.heaps``).
    """
    plan: Sequence[Named] = getattr(machine, "named", ())
    found = areas(machine, [*plan, *_heaps(machine, cells)])
    starts = set(_starts(files))
    return [
        area._replace(name=HEAP, kind=HEAP) if area.kind == "mapped" and area.start in starts else area
        for area in found
    ]


def _starts(files: Mapping[str, str]) -> Iterator[int]:
    """Where the sources say that a heap begins."""
    for text in files.values():
        for name, number in _START.findall(text):
            if "HEAP" in name or "#[global_allocator]" in text:
                yield int(number.replace("_", ""), 0)


def _heaps(machine: Machine, cells: Sequence[tuple[int, int]]) -> Iterator[Named]:
    """The heaps that have been initialised. One in a static of the kernel's is no area of its own."""
    image = [one for one in getattr(machine, "named", ()) if one.kind in ("data", "constants", "code")]
    for bottom_at, size_at in cells:
        bottom, size = _word(machine, bottom_at), _word(machine, size_at)
        if bottom and size and not any(one.start <= bottom < one.end for one in image):
            yield Named(bottom, bottom + size, HEAP, HEAP)


def _word(machine: Machine, address: int) -> int:
    """The 8 bytes at a linear address (a multiple of 8); 0 where nothing is mapped."""
    physical = machine.walk(address).physical
    return 0 if physical is None else machine.memory.read_u64(physical)
