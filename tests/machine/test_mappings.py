"""The folded address space says of every address what a walk says of it."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.boot import STAND_IN, boot
from pagesim_py.machine.mappings import Mapping, mappings, mappings_and_loops
from pagesim_py.machine.paging import Outcome

from .helpers import PS, ROOT, RW, US, XD, A, D, G, P, map_page, small

RIGHTS = st.sampled_from([P, P | RW, P | RW | US, P | US | XD, P | RW | XD])


def found(machine: Machine, address: int) -> Mapping | None:
    """The run that an address lies in."""
    inside = [m for m in mappings(machine) if m.address <= address < m.end]
    assert len(inside) <= 1
    return inside[0] if inside else None


def agrees(machine: Machine, address: int) -> None:
    walk, run = machine.walk(address), found(machine, address)
    assert (walk.outcome is Outcome.PAGE) == (run is not None)
    if run is not None:
        rights = walk.rights
        assert rights is not None
        assert run.physical + address - run.address == walk.physical
        assert run.page_size == walk.size
        assert (run.writable, run.user, run.executable) == (rights.writable, rights.user, rights.executable)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60), RIGHTS, st.sampled_from([0, A, A | D])), max_size=30),
    RIGHTS,
)
def test_a_run_says_what_a_walk_says(pages: list[tuple[int, int, int, int]], upper: int) -> None:
    machine = small(low=0x3000)
    base = 0x40_0000_0000
    for page, frame, rights, used in pages:
        map_page(machine, base + page * 0x1000, frame << 12 | rights | used)
    if pages:
        top = machine.memory.read_u64(ROOT)
        machine.memory.write_u64(ROOT, top & ~0xFFF & ~XD | upper)
    for page in range(42):
        agrees(machine, base + page * 0x1000)
    for address in (0, 0x1000, 0x3000, base - 1, 0xFFFF_8000_0000_0000):
        agrees(machine, address)


def test_pages_side_by_side_are_one_run_across_tables() -> None:
    machine = small(low=0x1000)
    for number in range(1024):
        map_page(machine, 0x4000_0000 + number * 0x1000, 0x80_0000 + number * 0x1000 | P | RW)
    assert found(machine, 0x4000_0000) == Mapping(0x4000_0000, 0x80_0000, 4 << 20, 4096, True, False, True)


def test_accessed_and_dirty_bits_do_not_part_a_run() -> None:
    machine = small(low=0x1000)
    rng = random.Random(3)
    for number in range(64):
        used = rng.choice([0, A, A | D])
        map_page(machine, 0x4000_0000 + number * 0x1000, 0x80_0000 + number * 0x1000 | P | RW | used)
    assert [m.pages for m in mappings(machine) if m.address >= 0x4000_0000] == [64]


def test_rights_frames_and_page_sizes_part_runs() -> None:
    machine = small(low=0x1000)
    for number, entry in enumerate([0x80_0000 | P, 0x80_1000 | P | RW, 0x80_2000 | P | RW, 0x80_9000 | P | RW]):
        map_page(machine, 0x4000_0000 + number * 0x1000, entry)
    map_page(machine, 0x4020_0000, 0xA0_0000 | P | RW | PS | G, level=2)
    assert [(m.address, m.pages, m.page_size) for m in mappings(machine) if m.address >= 0x4000_0000] == [
        (0x4000_0000, 1, 4096),
        (0x4000_1000, 2, 4096),
        (0x4000_3000, 1, 4096),
        (0x4020_0000, 1, 2 << 20),
    ]


def test_an_entry_with_a_reserved_bit_maps_nothing() -> None:
    machine = small(low=0x1000, physical_address_bits=36)
    map_page(machine, 0x4000_0000, 1 << 36 | P | RW)
    assert found(machine, 0x4000_0000) is None
    agrees(machine, 0x4000_0000)


def test_looking_at_all_mappings_changes_nothing() -> None:
    machine = small()
    machine.log = []
    before = machine.snapshot()
    mappings(machine)
    assert machine.log == []
    assert list(machine.tlb) == []
    machine.restore(before)


# -- the answer that is kept


def afresh(machine: Machine) -> tuple[list[Mapping], list[object]]:
    """What a machine says that was never asked: a fork of this one."""
    found, loops = mappings_and_loops(machine.fork())
    return found, list(loops)


def touch_the_window(machine: Machine, number: int) -> None:
    """Brings a table of the window into being, and takes an entry out of it."""
    frame = sorted(machine.memory.lazy)[number]
    machine.memory.write_u64(frame << 12 | number << 3, 0)


BOOTED = boot(STAND_IN)
EDITS = st.one_of(
    st.builds(lambda index, bits: lambda m: m.memory.write_u64(m.cpu.cr3 + 8 * index, m.cpu.cr3 | bits),
              st.integers(0, 511), st.sampled_from([0, P, P | RW, P | RW | XD])),
    st.builds(lambda address, bit: lambda m: m.memory.set_entry_bits(m.walk(address).steps[-1].address, bit),
              st.sampled_from([0xB8000, 0x10000001000, 0x0]), st.sampled_from([A, D, RW, US, XD, P])),
    st.builds(lambda number: lambda m: touch_the_window(m, number), st.integers(0, 511)),
    st.builds(lambda efer: lambda m: m.cpu.poke(efer=efer), st.sampled_from([0x500, 0xD00])),
    st.builds(lambda root: lambda m: m.cpu.poke(cr3=root), st.sampled_from([0x2000, 0x9000])),
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_what_is_kept_is_what_a_fresh_look_finds(edits: list[Callable[[Machine], None]]) -> None:
    machine = BOOTED.fork()
    for edit in edits:
        mappings_and_loops(machine)
        edit(machine)
        found, loops = mappings_and_loops(machine)
        assert (found, loops) == afresh(machine)
        found.clear()  # the asker's own
