"""The drawn address space names the heap, of a kernel that maps one and hands it out."""

from __future__ import annotations

import re

import pytest

from pagesim_py.session import Session
from pagesim_py.session.space import named_areas
from tests.rust.test_series import sources

START, BYTES = 0x4444_4444_0000, 100 * 1024


@pytest.mark.parametrize("allocator", ["blocks::Blocks", "upwards::Upwards"])
def test_the_heap_is_named_where_the_allocator_has_it(allocator: str) -> None:
    door = Session()
    # Without the constant's name only the crate's allocator in memory can say it; one of the student's needs the name.
    files = sources("11_list", allocator, door.lab.dialect)
    if allocator != "upwards::Upwards":
        files = {name: re.sub(r"\bSTART\b", "FIRST", text) for name, text in files.items()}
    answer = door.request({"action": "run", "files": files, "panels": ["space"]})
    assert door.run is not None, answer
    assert f"heap: {START:#x} to {START + BYTES - 1:#x}, 100 KiB, may be read, written" in answer["panels"]["space"]
    door.request({"action": "seek", "at": 0, "panels": []})
    assert "heap" not in [area.name for area in named_areas(door.run.machine, door.run.files, door.run.heaps)]
    if allocator == "upwards::Upwards":
        return
    # Memory is mapped, and not yet given to the allocator: then nobody says that it is to be the heap.
    names = set()
    for position in range(0, door.run.last, max(door.run.last // 200, 1)):
        door.run.seek(position)
        names |= {one.name for one in named_areas(door.run.machine, door.run.files, door.run.heaps)}
    assert {"heap", "mapped by the kernel"} <= names
