"""Kernels of unusual shapes and machines of other sizes: where each table and region comes to lie, counted by hand."""

import struct

import pytest

from pagesim_py.boot import BootedMachine, KernelImage, RegionType, Segment, boot

MIB = 1 << 20
CODE = Segment(0x200000, 0, 0x2345, 0x2345, executable=True)


def table(machine: BootedMachine, address: int) -> dict[int, int]:
    """The non-zero entries of the table at physical ``address``."""
    words = struct.unpack("<512Q", machine.memory.read(address, 4096))
    return {index: word for index, word in enumerate(words) if word}


def regions(machine: BootedMachine, first: int, last: int) -> list[tuple[int, int, str]]:
    """(start, end, type) of the regions from the one at ``first`` to the one that ends at ``last``."""
    found = [(r.start << 12, r.end << 12, r.type.name) for r in machine.memory_map]
    return [one for one in found if one[0] >= first and one[1] <= last]


def test_large_kernel_with_zero_fill_that_outgrows_the_low_memory() -> None:
    """5 MiB of file; 1,025 zero-filled frames: 137 low ones, 768 below the file, 120 beyond the tables.

    The zero-filled pages need tables before they run out of low memory, those lie right after the file; from then on
    tables are cut out of what follows, and break the kernel's frames and the stack's into pieces.
    """
    machine = boot(
        KernelImage(
            5 * MIB + 3,
            [
                Segment(0x200000, 0, 0x300000, 0x300000),
                Segment(0x500000, 0x300000, 0x200003, 0x600003, writable=True),
                Segment(0xC00000, 0, 0x10, 0x10, executable=True),
            ],
        )
    )
    assert table(machine, 0x1000) == {
        0: 0x2023, 2: 0x901063, 31: 0x907063, 3: 0xB86063, 4: 0xD87063, 5: 0xF88063,
    }  # fmt: skip
    assert table(machine, 0x3000) == {
        0: 0x4023, 1: 0x904063, 2: 0x905063, 3: 0x906063, 4: 0x90A063, 5: 0x90B063, 6: 0x984063,
    }  # fmt: skip
    assert table(machine, 0x984000) == {0: 0x400021}
    data = table(machine, 0x906000)
    assert data[0] == 0x8000_0000_0080_0003, "file page, not touched"
    assert data[256] == 0x8000_0000_0001_6063, "replaced page"
    assert data[257] == 0x8000_0000_0001_7063
    assert table(machine, 0x90B000)[256] == 0x8000_0000_0098_3063, "the last zero-filled page"
    assert 257 not in table(machine, 0x90B000)
    assert regions(machine, 0x15000, 0x7FE0000) == [
        (0x15000, 0x16000, "BootInfo"),
        (0x16000, 0x9F000, "Kernel"),
        (0x9F000, 0xA0000, "Reserved"),
        (0xF0000, 0x100000, "Reserved"),
        (0x100000, 0x400000, "Kernel"),
        (0x400000, 0x901000, "Kernel"),
        (0x901000, 0x90C000, "PageTable"),
        (0x90C000, 0x984000, "Kernel"),
        (0x984000, 0x985000, "PageTable"),
        (0x985000, 0xB84000, "KernelStack"),
        (0xB84000, 0xB85000, "PageTable"),
        (0xB85000, 0xB86000, "KernelStack"),
        (0xB86000, 0xF8A000, "PageTable"),
        (0xF8A000, 0x7FE0000, "Usable"),
    ]


def test_kernel_in_the_first_mebibytes_uses_the_loaders_own_table() -> None:
    machine = boot(KernelImage(0x3000, [Segment(0x100000, 0, 0x2345, 0x2345, executable=True)]))
    assert table(machine, 0x3000) == {0: 0x4063}, "written through the recursive entry: accessed and dirty"
    assert {i: e for i, e in table(machine, 0x4000).items() if i >= 0x100} == {
        0x100: 0x400021, 0x101: 0x401001, 0x102: 0x402001,
    }  # fmt: skip
    assert table(machine, 0x1000)[3] == 0x407063, "one table less than a kernel at 2 MiB"


def test_kernel_in_the_upper_half() -> None:
    """Its tables come after BootInfo's three; the slots of BootInfo and window are the usual ones."""
    machine = boot(KernelImage(0x3000, [Segment(0xFFFF_FFFF_8000_0000, 0, 0x2345, 0x2345, executable=True)]))
    assert table(machine, 0x1000) == {
        0: 0x2023, 2: 0x403063, 511: 0x406063, 3: 0x40A063, 4: 0x60B063, 5: 0x80C063,
    }  # fmt: skip
    assert (table(machine, 0x406000), table(machine, 0x407000)) == ({510: 0x407063}, {0: 0x408063})
    assert table(machine, 0x408000) == {0: 0x400021, 1: 0x401001, 2: 0x402001}
    assert table(machine, 0x2000) == {0: 0x3063}, "the identity mapping of the file went: level 2 was written"
    assert table(machine, 0x3000) == {0: 0x4023}


def test_kernel_that_takes_the_first_slots() -> None:
    """A kernel in slots 1 and 2 moves the recursive entry, BootInfo and the window up."""
    segments = [
        Segment(0x80_0000_0000, 0, 0x1000, 0x1000, executable=True),
        Segment(0x100_0000_0000, 0x1000, 0x1000, 0x1000, writable=True),
    ]
    machine = boot(KernelImage(0x2000, segments), recursive_page_table=True)
    assert sorted(table(machine, 0x1000)) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert table(machine, 0x1000)[3] == 0x1063
    assert (machine.boot_info, machine.window) == (4 << 39, 5 << 39)


def test_segment_that_ends_where_a_page_ends_takes_no_page_more() -> None:
    """Zero fill up to a page's end, and zero fill from a page's start: no replaced page, no temporary page."""
    data = Segment(0x203000, 0x3000, 0x1000, 0x3000, writable=True)
    machine = boot(KernelImage(0x4000, [CODE, data]))
    assert table(machine, 0x407000) == {
        0: 0x400021, 1: 0x401001, 2: 0x402001,
        3: 0x8000_0000_0040_3003, 4: 0x8000_0000_0001_6063, 5: 0x8000_0000_0001_7063,
    }  # fmt: skip
    assert 31 not in table(machine, 0x1000)


def test_zero_fill_alone_in_the_middle_of_a_page_starts_as_a_copy_of_the_file() -> None:
    """A segment without file bytes at an odd address: its first page is replaced, and zeroed from there on."""
    contents = bytes(i % 251 for i in range(0x4000))
    image = KernelImage(0x4000, [CODE, Segment(0x203800, 0x3800, 0, 0x900, writable=True)], contents=contents)
    machine = boot(image)
    assert machine.memory.read(0x16000, 0x1000) == contents[0x3000:0x3800] + bytes(0x800)
    assert table(machine, 0x407000)[3] == 0x8000_0000_0001_6063
    assert table(machine, 0x407000)[4] == 0x8000_0000_0001_7063


def test_two_segments_show_one_frame_of_the_file_at_two_pages() -> None:
    segments = [
        Segment(0x200000, 0, 0x1A00, 0x1A00),
        Segment(0x202A00, 0x1A00, 0x700, 0x700, executable=True),
        Segment(0x204100, 0x2100, 0x80, 0x200, writable=True),
    ]
    machine = boot(KernelImage(0x2180, segments))
    assert table(machine, 0x406000) == {
        0: 0x8000_0000_0040_0001, 1: 0x8000_0000_0040_1001,
        2: 0x401021, 3: 0x402001, 4: 0x8000_0000_0001_6063,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file_size", "frames"),
    [(1, 1), (0xFFF, 1), (0x1000, 1), (0x1001, 2), (513, 1), (0x1FFFFF, 0x200), (0x200001, 0x201)],
)
def test_file_is_marked_in_whole_frames(file_size: int, frames: int) -> None:
    machine = boot(KernelImage(file_size, [Segment(0x200000, 0, 1, 1, executable=True)]))
    assert regions(machine, 0x400000, 0x400000 + frames * 0x1000) == [(0x400000, 0x400000 + frames * 0x1000, "Kernel")]
    assert table(machine, 0x1000)[2] == 0x400063 + frames * 0x1000


def test_small_ram() -> None:
    machine = boot(KernelImage(0x3000, [CODE]), ram_bytes=32 * MIB)
    assert regions(machine, 0x403000, 0x2000000) == [
        (0x403000, 0x80C000, "PageTable"), (0x80C000, 0x1FE0000, "Usable"), (0x1FE0000, 0x2000000, "Reserved"),
    ]  # fmt: skip


def test_more_ram_than_fits_below_the_devices() -> None:
    """6 GiB: 3 below the devices, 3 from 4 GiB on, where the last usable region is, so the tables begin there."""
    machine = boot(KernelImage(0x3000, [CODE]), ram_bytes=6 << 30)
    assert regions(machine, 0x277000, 0x1_C000_0000) == [
        (0x277000, 0x400000, "Usable"),
        (0x400000, 0x403000, "Kernel"),
        (0x403000, 0xBFFE0000, "Usable"),
        (0xBFFE0000, 0xC0000000, "Reserved"),
        (0xFFFC0000, 0x1_0000_0000, "Reserved"),
        (0x1_0000_0000, 0x1_0040_9000, "PageTable"),
        (0x1_0040_9000, 0x1_C000_0000, "Usable"),
    ]
    assert table(machine, 0x1000)[2] == 0x1_0000_0063
    assert machine.walk(machine.window + 0x1_4000_0000).physical == 0x1_4000_0000
    assert not machine.memory.is_ram(0xC0000)


def test_ram_up_to_the_devices_stays_in_one_piece() -> None:
    machine = boot(KernelImage(0x3000, [CODE]), ram_bytes=(3 << 30) + (256 << 20))
    assert [r.type for r in machine.memory_map][-4:] == [
        RegionType.Usable, RegionType.Reserved, RegionType.Reserved, RegionType.Reserved,
    ]  # fmt: skip
    assert machine.memory.is_ram(0xC0000)
