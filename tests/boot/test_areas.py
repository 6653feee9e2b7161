"""The address space by name: each area says what the tables say, and the boot loader's plan names it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.boot import Area, KernelImage, Segment, areas, boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW
from pagesim_py.machine.machine import Machine

SEGMENTS = [
    Segment(0x200000, 0, 0x1000, 0x1000),
    Segment(0x201000, 0x1000, 0x20000, 0x20000, executable=True),
    Segment(0x221000, 0x21000, 0x1000, 0x8000, writable=True),
]
IMAGE = KernelImage(file_size=0x33000, segments=SEGMENTS)


def told(machine: BootedMachine) -> list[tuple[str, str, str]]:
    return [(hex(area.start), area.name, area.rights) for area in areas(machine, machine.named)]


def test_a_booted_kernel_by_name() -> None:
    assert told(boot(IMAGE)) == [
        ("0x1000", "page tables", "rwx-"),
        ("0x5000", "boot loader", "rwx-"),
        ("0xa0000", "screen memory", "rwx-"),
        ("0x200000", "kernel constants", "r---"),
        ("0x201000", "kernel code", "r-x-"),
        ("0x221000", "kernel data", "rw--"),
        ("0x10000000000", "boot info", "rwx-"),
        ("0x10000001000", "guard page", "----"),
        ("0x10000002000", "stack", "rwx-"),
        ("0x18000000000", "physical memory", "rwx-"),
    ]


def test_the_stack_is_one_area_though_its_frames_lie_in_two_runs() -> None:
    machine = boot(IMAGE)
    stack = next(area for area in areas(machine, machine.named) if area.kind == "stack")
    assert stack.size == 512 * 4096
    assert len(stack.pieces) == 2
    assert sum(piece.size for piece in stack.pieces) == stack.size


def test_a_recursive_entry_is_one_area_of_its_slot() -> None:
    machine = boot(IMAGE, recursive_page_table=True)
    (one,) = [area for area in areas(machine, machine.named) if area.kind == "recursive"]
    assert (one.start, one.size) == (1 << 39, 1 << 39)


def test_what_the_kernel_maps_is_named_as_that_and_an_edit_of_rights_parts_an_area() -> None:
    machine = boot(IMAGE)
    level1 = machine.walk(0x1000).steps[-1].table
    machine.memory.write_u64(level1 + 8 * 0x15, 0xB8000 | ENTRY_P | ENTRY_RW)
    leaf = machine.walk(0x222000).steps[-1]
    machine.memory.write_u64(leaf.address, leaf.entry & ~ENTRY_RW)
    names = told(machine)
    assert ("0x15000", "mapped by the kernel", "rwx-") in names
    assert [one for one in names if one[1] == "kernel data"] == [
        ("0x221000", "kernel data", "rw--"), ("0x222000", "kernel data", "r---"), ("0x223000", "kernel data", "rw--"),
    ]  # fmt: skip


def test_the_guard_page_is_one_only_while_nothing_is_mapped_there() -> None:
    machine = boot(IMAGE)
    level1 = machine.walk(0x10000002000).steps[-1].table
    machine.memory.write_u64(level1 + 8, 0x9000 | ENTRY_P)
    assert ("0x10000001000", "guard page", "r-x-") in told(machine)


def test_looking_at_the_address_space_fills_no_table_of_the_window() -> None:
    machine = boot(IMAGE)
    before = machine.memory.touched
    areas(machine, machine.named)
    assert machine.memory.touched == before


def covering(found: list[Area], address: int) -> Area | None:
    inside = [area for area in found if area.start <= address < area.end]
    assert len(inside) <= 1, "areas do not overlap"
    return inside[0] if inside else None


def agrees(machine: Machine, found: list[Area], address: int) -> None:
    rights = machine.walk(address).rights
    area = covering(found, address)
    if area is not None and area.kind == "recursive":
        return
    if rights is None:
        assert area is None or area.kind == "guard"
        return
    assert area is not None
    assert area.rights == "r" + "-w"[rights.writable] + "-x"[rights.executable] + "-u"[rights.user]
    piece = next(one for one in area.pieces if one.address <= address < one.end)
    assert piece.physical + address - piece.address == machine.walk(address).physical


@settings(max_examples=40, deadline=None)
@given(
    recursive=st.booleans(),
    edits=st.lists(st.tuples(st.integers(0, 511), st.integers(0, 1 << 20), st.integers(0, 7)), max_size=6),
    addresses=st.lists(
        st.one_of(
            st.integers(0, 3 << 20), st.integers(1 << 40, (1 << 40) + (3 << 20)), st.integers(3 << 39, 5 << 39)
        ),
        min_size=20, max_size=20,
    ),
)  # fmt: skip
def test_an_area_says_of_every_address_what_a_walk_says(
    recursive: bool, edits: list[tuple[int, int, int]], addresses: list[int]
) -> None:
    machine = boot(IMAGE, recursive_page_table=recursive)
    level1 = machine.walk(0x1000).steps[-1].table
    for index, frame, flags in edits:
        machine.memory.write_u64(level1 + 8 * index, frame << 12 | flags)
    found = areas(machine, machine.named)
    assert found == sorted(found, key=lambda area: area.start)
    for address in addresses:
        agrees(machine, found, address)
