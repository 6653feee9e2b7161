"""Kernels of other shapes: the usual lab kernel's numbers, options of the crate, and what holds for any kernel."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.boot import BootError, KernelImage, RegionType, Segment, TlsTemplate, boot
from pagesim_py.boot import loader as loader_module
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.boot.window import FLAGS, map_window

# Like a lab kernel: headers, constants, code, relocated constants, data and zero-filled statics; a file of 0x33 pages.
LAB = KernelImage(
    file_size=0x32F00,
    segments=[
        Segment(0x200000, 0x0, 0x8E4, 0x8E4),
        Segment(0x201000, 0x1000, 0x9CD5, 0x9CD5, executable=True),
        Segment(0x20CCD8, 0xACD8, 0x328, 0x328, writable=True),
        Segment(0x20E000, 0xB000, 0x18, 0x6078, writable=True),
    ],
    entry=0x2018F0,
)


def region(machine: BootedMachine, kind: RegionType) -> list[tuple[int, int]]:
    return [(one.start << 12, one.end << 12) for one in machine.memory_map if one.type is kind]


def test_usual_lab_kernel() -> None:
    machine = boot(LAB)
    assert region(machine, RegionType.Kernel) == [(0x16000, 0x1D000), (0x400000, 0x433000)]
    assert region(machine, RegionType.KernelStack) == [(0x1D000, 0x9F000), (0x100000, 0x27E000)]
    assert region(machine, RegionType.PageTable) == [(0x1000, 0x5000), (0x433000, 0x83F000)]
    level4 = {i: machine.memory.entry(0x1000 + 8 * i) for i in range(512)}
    assert {i: e & ~0xFFF for i, e in level4.items() if e} == {
        0: 0x2000, 2: 0x433000, 3: 0x43B000, 4: 0x63C000, 5: 0x83D000, 31: 0x437000,
    }  # fmt: skip
    assert level4[31] & 0xFFF == 0x63
    assert machine.walk(0x100_0020_1A10).physical == 0x27DA10
    assert machine.walk(0x201008).physical == 0x401008


def test_zero_fill_replaces_the_last_file_page_and_is_accessed_and_dirty() -> None:
    contents = bytearray(LAB.file_size)
    contents[0xB000:0xB018] = b"data in the last segment"
    contents[0xB018:0xB020] = b"not mine"
    machine = boot(KernelImage(LAB.file_size, LAB.segments, LAB.entry, bytes(contents)))
    found = machine.walk(0x20E000)
    assert found.physical == 0x16000
    assert found.leaf.entry == 0x8000_0000_0001_6063
    assert machine.memory.read(0x16000, 0x20) == b"data in the last segment" + bytes(8)
    assert machine.memory.read(0x40B018, 8) == b"not mine", "the file's own frame was zeroed"
    assert [machine.walk(page).leaf.entry & 0x63 for page in range(0x20F000, 0x215000, 0x1000)] == [0x63] * 6
    assert machine.walk(0x215000).physical is None
    assert machine.walk(0x20C000).leaf.entry & 0x60 == 0, "nobody has touched .data.rel.ro"


def test_temporary_page_leaves_its_tables_and_nothing_else() -> None:
    machine = boot(LAB)
    level3 = machine.memory.entry(0x1000 + 8 * 31) & ~0xFFF
    level2 = machine.memory.entry(level3 + 8 * 443) & ~0xFFF
    level1 = machine.memory.entry(level2 + 8 * 383) & ~0xFFF
    assert (level3, level2, level1) == (0x437000, 0x438000, 0x439000)
    assert machine.memory.read(level1, 4096) == bytes(4096)


def test_rights_follow_the_segments() -> None:
    machine = boot(LAB)
    rights = {page: machine.walk(page).rights for page in (0x200000, 0x202000, 0x20C000, 0x20E000)}
    assert [(r.writable, r.executable) for r in rights.values()] == [
        (False, False), (False, True), (True, False), (True, False),
    ]  # fmt: skip
    assert not any(r.user for r in rights.values())
    stack = machine.walk(0x100_0020_0000).rights
    assert stack.writable
    assert stack.executable


def test_without_the_window() -> None:
    machine = boot(LAB, map_physical_memory=False)
    assert machine.window is None
    assert [i for i in range(512) if machine.memory.entry(0x1000 + 8 * i)] == [0, 2, 31]
    info = machine.memory.read(0x15000, 1576)
    assert struct.unpack_from("<4QB", info, 1536) == (16, 0, 0, 0, 0)


def test_recursive_entry_stays_and_is_told() -> None:
    machine = boot(LAB, recursive_page_table=True)
    assert machine.memory.entry(0x1000 + 8) == 0x1063
    address = 1 << 39 | 1 << 30 | 1 << 21 | 1 << 12
    words = struct.unpack("<6Q", machine.memory.read(0x15000 + 1536, 48))
    assert words == (16, address, machine.window, 0, 0, 0)
    assert machine.cpu.load(address + 8, 8) & ~0xFFF == 0x1000


def test_recursive_entry_at_a_chosen_index() -> None:
    machine = boot(LAB, recursive_page_table=511, map_physical_memory=False)
    assert machine.memory.entry(0x1000 + 8 * 511) == 0x1063
    assert machine.boot_info == 0x80_0000_0000, "slot 1 is free for BootInfo then"


def test_stack_and_boot_info_where_asked() -> None:
    machine = boot(
        LAB, kernel_stack_size=4, kernel_stack_address=0x7777_7777_0000, boot_info_address=0xB00_7000_0000,
        physical_memory_offset=0xFFFF_8000_0000_0000,
    )  # fmt: skip
    assert machine.cpu.rsp == 0x7777_7777_5000 - 8
    assert machine.boot_info == 0xB00_7000_0000
    assert machine.walk(0x7777_7777_0000).physical is None
    assert machine.walk(0x7777_7777_1000).rights.writable
    assert machine.walk(0xFFFF_8000_0012_3456).physical == 0x123456
    assert region(machine, RegionType.KernelStack) == [(0x1D000, 0x21000)]


def test_tls_template_is_passed_on() -> None:
    machine = boot(KernelImage(LAB.file_size, LAB.segments, LAB.entry, tls=TlsTemplate(0x20E000, 8, 24)))
    assert struct.unpack_from("<3Q", machine.memory.read(0x15000, 1584), 1552) == (0x20E000, 8, 24)


@pytest.mark.parametrize(
    ("segments", "options", "message"),
    [
        ([Segment(0x200000, 0, 16, 16)], {}, "no executable segment"),
        ([Segment(0x200000, 0, 16, 16, executable=True)] * 2, {}, "0x200000 is mapped already"),
        ([Segment(0x200000, 0, 16, 16)], {"entry": 0x200000}, "0x200000, cannot be fetched"),
        ([Segment(0x200000, 0, 16, 16)], {"entry": 0x300000}, "0x300000, cannot be fetched"),
        ([Segment(0x200000, 0, 16, 1 << 30, executable=True)], {}, "room for 64 regions only"),
        ([Segment(0x5000, 0, 16, 16, executable=True)], {}, "0x5000 is mapped already"),
    ],
)
def test_kernels_that_cannot_start(segments: list[Segment], options: dict[str, Any], message: str) -> None:
    with pytest.raises(BootError, match=message):
        boot(KernelImage(file_size=0x2000, segments=segments, **options))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Segment(0x200000, 0, 16, 8), "smaller in memory"),
        (lambda: Segment(1 << 47, 0, 16, 16), "canonical"),
        (lambda: Segment(0x200000, -1, 16, 16), "negative"),
        (lambda: KernelImage(0, []), "empty"),
        (lambda: KernelImage(0x1000, [Segment(0x200000, 0xFF8, 16, 16)]), "beyond the file's end"),
        (lambda: KernelImage(4, [], contents=b"12345"), "5 bytes, not 4"),
        (partial(boot, LAB, recursive_page_table=0), "entry 0 is in use"),
        (partial(boot, LAB, recursive_page_table=512), "0..511"),
        (partial(boot, LAB, physical_memory_offset=0x1000), "multiple of 2 MiB"),
        (partial(boot, LAB, physical_memory_offset=0x7FFF_0000_0000), "canonical"),
        (partial(boot, LAB, physical_memory_offset=0), "mapped"),
        (partial(boot, LAB, kernel_stack_size=0), "at least one page"),
        (partial(boot, LAB, ram_bytes=1 << 20), "2 MiB to 64 GiB"),
        (partial(boot, LAB, ram_bytes=0x500000), "too little memory"),
    ],
)
def test_what_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(BootError, match=message):
        make()


@pytest.mark.parametrize("offset", [0x180_0000_0000, 0x180_4060_0000, 0x17F_FFE0_0000])
@pytest.mark.parametrize("end", [3 << 30, (3 << 30) - (6 << 20)])
def test_lazy_window_equals_one_mapped_entry_by_entry(monkeypatch: pytest.MonkeyPatch, offset: int, end: int) -> None:
    def entry_by_entry(machine: BootedMachine, mapper: Any, start: int, ram_end: int) -> None:
        for physical in range(0, ram_end + 1, 1 << 21):
            mapper.map(start + physical, physical, FLAGS, level=2)

    def lazy(machine: BootedMachine, mapper: Any, start: int, ram_end: int) -> None:
        map_window(machine, mapper, start, end)

    def by_hand(machine: BootedMachine, mapper: Any, start: int, ram_end: int) -> None:
        entry_by_entry(machine, mapper, start, end)

    monkeypatch.setattr(loader_module, "map_window", lazy)
    one = boot(LAB, physical_memory_offset=offset)
    monkeypatch.setattr(loader_module, "map_window", by_hand)
    other = boot(LAB, physical_memory_offset=offset)
    assert one.memory.lazy
    assert not other.memory.lazy
    assert [(r.start, r.end, r.type) for r in one.memory_map] == [(r.start, r.end, r.type) for r in other.memory_map]
    for start, stop in region(one, RegionType.PageTable):
        assert one.memory.read(start, stop - start) == other.memory.read(start, stop - start)


def test_snapshot_keeps_tables_that_nobody_has_read() -> None:
    machine = boot(LAB)
    before = machine.snapshot()
    assert machine.memory.entry(0x43D000) == 0x4000_0083
    machine.memory.write_u64(0x43D000, 0)
    machine.restore(before)
    assert machine.memory.entry(0x43D000) == 0x4000_0083


@st.composite
def kernels(draw: st.DrawFn) -> KernelImage:
    """Kernels with 1 to 5 segments that follow one another in memory and in the file, as linkers make them."""
    address = draw(st.sampled_from([0x200000, 0x3FF000, 0x10000000, 0xFFFF_8000_0010_0000, 0x7F_FFFF_F000]))
    offset = 0
    segments = []
    for number in range(draw(st.integers(1, 5))):
        inside = draw(st.integers(0, 0xFFF))
        file_size = draw(st.integers(0, 0x3000))
        zero = draw(st.sampled_from([0, 0, 1, 0x800, 0x1000, 0x2345]))
        vaddr = address + inside
        start = (offset & -0x1000) + inside
        offset = start if start >= offset else start + 0x1000
        segments.append(Segment(vaddr, offset, file_size, file_size + zero, draw(st.booleans()), number == 0))
        address = vaddr + file_size + zero + 0x1000 & -0x1000
        offset += file_size
    return KernelImage(max(offset, 1), segments, contents=bytes(i % 251 for i in range(max(offset, 1))))


@settings(max_examples=60)
@given(kernels())
def test_every_kernel(image: KernelImage) -> None:
    try:
        machine = boot(image)
    except BootError as error:
        assert "cannot be fetched" in str(error)  # noqa: PT017 - an empty first segment is the only way to fail
        assert not image.segments[0].memory_size
        return
    contents = image.contents or b""
    for segment in image.segments:
        expected = contents[segment.file_offset : segment.file_offset + segment.file_size]
        expected += bytes(segment.memory_size - segment.file_size)
        assert read_linear(machine, segment.vaddr, segment.memory_size) == expected
        for page in range(segment.vaddr & -0x1000, segment.vaddr + segment.memory_size, 0x1000):
            rights = machine.walk(page).rights
            assert (rights.writable, rights.executable) == (segment.writable, segment.executable)
    regions = list(machine.memory_map)
    assert all(a.end <= b.start for a, b in pairwise(regions)), "regions overlap"
    taken = sum(r.end - r.start for r in regions if r.type is RegionType.PageTable)
    uses_temporary = any(s.memory_size > s.file_size and (s.vaddr + s.file_size) % 0x1000 for s in image.segments)
    assert bool(machine.memory.entry(0x1000 + 8 * 31)) == uses_temporary
    assert taken >= 4 + 1033 - 1 + 3 * uses_temporary
    assert machine.memory.read(machine.walk(machine.boot_info).physical + 1536, 8) == struct.pack("<Q", len(regions))
    level4 = [machine.memory.entry(0x1000 + 8 * i) for i in range(512)]
    assert all(e & 0xFFF == 0x63 for e in level4[1:] if e)


def read_linear(machine: BootedMachine, address: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        at = address + len(data)
        count = min(size - len(data), 0x1000 - at % 0x1000)
        data += machine.memory.read(machine.walk(at).physical, count)
    return data
