"""The TLB by hand: what is remembered, what is forgotten, and which edit made a copy stale (SDM vol. 3A 4.10)."""

from __future__ import annotations

import pytest

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.events import PageTableEdited
from pagesim_py.machine.faults import Rule
from pagesim_py.machine.tlb import Tlb
from tests.machine.helpers import CR4, EFER, PCIDE, PGE, PS, RW, SMEP, D, G, P, map_page, small

PAGE, OTHER = 0x40_0000, 0x40_1000
FIRST, SECOND = 0x7000, 0x9000
NO_FLUSH = 1 << 63


def mapped(bits: int = P | RW, cr4: int = CR4) -> tuple[Machine, int]:
    """A machine with PAGE mapped to FIRST, and where the entry stands."""
    machine = small(low=0x20000)
    at = map_page(machine, PAGE, FIRST | bits)
    machine.cpu.poke(cr4=cr4)
    return machine, at


def frame(machine: Machine) -> int:
    return machine.cpu.access(PAGE)[0]


def test_a_translation_stays_stale_after_an_edit_until_invlpg() -> None:
    machine, at = mapped()
    assert frame(machine) == FIRST
    machine.memory.write_u64(at, SECOND | P | RW)
    assert frame(machine) == FIRST
    machine.cpu.invlpg(PAGE + 0x123)
    assert frame(machine) == SECOND


def test_a_page_unmapped_stays_reachable_until_invlpg() -> None:
    machine, at = mapped()
    machine.cpu.store(PAGE, 8, 42)
    machine.memory.write_u64(at, 0)
    assert machine.cpu.load(PAGE, 8) == 42
    assert PAGE >> 12 in machine.mmu.write8
    machine.cpu.invlpg(PAGE)
    assert PAGE >> 12 not in machine.mmu.write8
    with pytest.raises(Fault) as caught:
        machine.cpu.load(PAGE, 8)
    assert caught.value.error_code == 0


def test_the_machine_names_the_edit_that_made_a_copy_stale() -> None:
    machine, at = mapped()
    assert machine.stale(PAGE) is None
    frame(machine)
    assert machine.stale(PAGE) is None
    machine.cpu.rip = 0x201234
    machine.memory.write_u64(at, 0)
    edit = machine.stale(PAGE)
    assert edit is not None
    assert (edit.address, edit.new, edit.rip) == (at, 0, 0x201234)
    assert edit.old & ~0x20 == FIRST | P | RW


def test_the_edit_of_an_upper_entry_makes_stale_too() -> None:
    machine, _ = mapped()
    frame(machine)
    upper = machine.walk(PAGE).steps[1].address
    machine.memory.write_u64(upper, 0)
    edit = machine.stale(PAGE)
    assert edit is not None
    assert edit.address == upper


def test_accessed_and_dirty_bits_do_not_make_stale() -> None:
    machine, at = mapped()
    frame(machine)
    machine.memory.write_u64(at, machine.memory.read_u64(at) | D)
    assert machine.stale(PAGE) is None


def test_clearing_the_dirty_bit_makes_stale_because_it_is_not_set_again() -> None:
    machine, at = mapped()
    machine.cpu.store(PAGE, 8, 1)
    machine.memory.write_u64(at, machine.memory.read_u64(at) & ~D)
    machine.cpu.store(PAGE, 8, 2)
    assert not machine.memory.read_u64(at) & D
    edit = machine.stale(PAGE)
    assert edit is not None
    assert (edit.address, edit.old ^ edit.new) == (at, D)
    machine.cpu.invlpg(PAGE)
    machine.cpu.store(PAGE, 8, 3)
    assert machine.memory.read_u64(at) & D
    assert machine.stale(PAGE) is None


def test_not_present_is_never_remembered() -> None:
    machine, at = mapped(bits=0)
    with pytest.raises(Fault):
        frame(machine)
    assert len(machine.tlb) == 0
    machine.memory.write_u64(at, FIRST | P)
    assert frame(machine) == FIRST


def test_a_load_of_cr3_forgets_all_but_global_pages() -> None:
    machine, at = mapped(bits=P | RW | G, cr4=CR4 | PGE)
    other = map_page(machine, OTHER, FIRST | P)
    frame(machine)
    machine.cpu.access(OTHER)
    for place in (at, other):
        machine.memory.write_u64(place, SECOND | P)
    machine.cpu.mov_to_cr3(0x1000)
    assert frame(machine) == FIRST
    assert machine.cpu.access(OTHER) == (SECOND,)


def test_invlpg_forgets_global_pages_too() -> None:
    machine, at = mapped(bits=P | G, cr4=CR4 | PGE)
    frame(machine)
    machine.memory.write_u64(at, SECOND | P)
    machine.cpu.invlpg(PAGE)
    assert frame(machine) == SECOND


def test_a_change_of_pge_forgets_everything() -> None:
    machine, at = mapped(bits=P | G, cr4=CR4 | PGE)
    frame(machine)
    machine.memory.write_u64(at, SECOND | P)
    machine.cpu.mov_to_cr4(CR4)
    assert frame(machine) == SECOND


def test_setting_smep_flushes_and_clearing_it_does_not() -> None:
    machine, _ = mapped()
    frame(machine)
    machine.cpu.mov_to_cr4(CR4 | SMEP)
    assert len(machine.tlb) == 0
    frame(machine)
    machine.cpu.mov_to_cr4(CR4)
    assert len(machine.tlb) == 1


def test_a_change_of_nxe_flushes() -> None:
    machine, _ = mapped()
    frame(machine)
    machine.cpu.wrmsr_efer(EFER & ~(1 << 11))
    assert len(machine.tlb) == 0


def test_switching_pcids_off_forgets_everything_and_switching_them_on_nothing() -> None:
    machine, _ = mapped(bits=P | G, cr4=CR4 | PGE)
    frame(machine)
    machine.cpu.mov_to_cr4(CR4 | PGE | PCIDE)
    assert len(machine.tlb) == 1
    machine.cpu.mov_to_cr4(CR4 | PGE)
    assert len(machine.tlb) == 0


def test_translations_are_tagged_with_their_pcid() -> None:
    machine, _ = mapped(cr4=CR4 | PCIDE)
    machine.cpu.mov_to_cr3(0x1001)
    frame(machine)
    machine.cpu.mov_to_cr3(0x1002 | NO_FLUSH)
    assert machine.tlb.find(PAGE, 2 + 1) is None
    assert [entry.pcid for entry in machine.tlb] == [1]
    assert machine.cpu.cr3 == 0x1002


def test_bit_63_of_cr3_keeps_the_pcids_translations() -> None:
    machine, at = mapped(cr4=CR4 | PCIDE)
    machine.cpu.mov_to_cr3(0x1001)
    frame(machine)
    machine.memory.write_u64(at, SECOND | P)
    machine.cpu.mov_to_cr3(0x1001 | NO_FLUSH)
    assert frame(machine) == FIRST
    machine.cpu.mov_to_cr3(0x1001)
    assert frame(machine) == SECOND


def test_a_load_of_cr3_keeps_other_pcids() -> None:
    machine, _ = mapped(cr4=CR4 | PCIDE)
    for pcid in (1, 2):
        machine.cpu.mov_to_cr3(0x1000 | pcid)
        frame(machine)
    machine.cpu.mov_to_cr3(0x1002)
    assert [entry.pcid for entry in machine.tlb] == [1]


@pytest.mark.parametrize(("kind", "left"), [(0, [1, 2, None]), (1, [2, None]), (2, []), (3, [None])])
def test_invpcid_forgets_what_its_type_says(kind: int, left: list[int | None]) -> None:
    machine, _ = mapped(cr4=CR4 | PCIDE | PGE)
    map_page(machine, OTHER, SECOND | P | G)
    for pcid in (1, 2):
        machine.cpu.mov_to_cr3(0x1000 | pcid)
        frame(machine)
        machine.cpu.access(OTHER)
    if kind == 0:
        machine.cpu.access(0x5000)
        machine.cpu.invpcid(0, 2, 0x5000)
    else:
        machine.cpu.invpcid(kind, 1)
    assert sorted((entry.pcid for entry in machine.tlb), key=lambda pcid: (pcid is None, pcid)) == left


@pytest.mark.parametrize(("kind", "pcid", "address"), [(4, 0, 0), (0, 0x1000, 0), (0, 0, 1 << 47), (1, 1, 0)])
def test_invpcid_refuses_bad_operands(kind: int, pcid: int, address: int) -> None:
    machine, _ = mapped()
    with pytest.raises(Fault) as caught:
        machine.cpu.invpcid(kind, pcid, address)
    assert (caught.value.vector, caught.value.error_code) == (13, 0)


def test_a_store_through_a_clean_entry_walks_again_and_sets_dirty() -> None:
    machine, at = mapped()
    frame(machine)
    assert not machine.memory.read_u64(at) & D
    machine.cpu.access(PAGE, 1, Access.WRITE)
    assert machine.memory.read_u64(at) & D
    machine.memory.write_u64(at, FIRST | P | RW)
    machine.cpu.access(PAGE, 1, Access.WRITE)
    assert not machine.memory.read_u64(at) & D, "the TLB holds a dirty entry: no walk, no D"


def test_a_store_after_a_quick_read_miss_sets_dirty_too() -> None:
    machine, at = mapped()
    frame(machine)
    machine.cpu.invlpg(PAGE)
    frame(machine)
    assert [entry.dirty for entry in machine.tlb] == [False]
    machine.cpu.access(PAGE, 1, Access.WRITE)
    assert machine.memory.read_u64(at) & D


def test_a_fault_drops_the_entry_for_that_page() -> None:
    machine, at = mapped(bits=P)
    frame(machine)
    machine.memory.write_u64(at, FIRST | P | RW)
    with pytest.raises(Fault) as caught:
        machine.cpu.access(PAGE, 1, Access.WRITE)
    assert caught.value.stale
    assert caught.value.rule is Rule.WRITE_TO_READ_ONLY
    machine.cpu.access(PAGE, 1, Access.WRITE)


def test_a_fault_drops_the_entries_of_every_size_for_that_page() -> None:
    """A 4 KiB and a 2 MiB translation of one page stand side by side after edits without INVLPG (SDM 4.10.2.3)."""
    machine, _ = mapped(bits=P)
    map_page(machine, OTHER, FIRST | P | RW)
    machine.cpu.access(PAGE)
    machine.cpu.access(OTHER)
    machine.memory.write_u64(machine.walk(PAGE).steps[2].address, 0x60_0000 | P | RW | PS)
    machine.cpu.access(OTHER, 1, Access.WRITE)
    assert [entry.level for entry in machine.tlb.holding(PAGE)] == [1, 2]
    with pytest.raises(Fault):
        machine.cpu.access(PAGE, 1, Access.WRITE)
    assert machine.tlb.holding(PAGE) == []


def test_a_store_that_faults_on_its_second_walk_drops_the_entries_of_every_size_too() -> None:
    machine, _ = mapped()
    map_page(machine, OTHER, FIRST | P | RW)
    machine.cpu.access(PAGE)
    machine.cpu.access(OTHER)
    at = machine.walk(PAGE).steps[2].address
    machine.memory.write_u64(at, 0x60_0000 | P | RW | PS)
    machine.cpu.access(OTHER, 1, Access.WRITE)
    machine.memory.write_u64(at, 0)
    with pytest.raises(Fault) as caught:
        machine.cpu.access(PAGE, 1, Access.WRITE)
    assert caught.value.rule is Rule.NOT_PRESENT
    assert machine.tlb.holding(PAGE) == []


def test_wp_works_at_once_on_what_the_tlb_holds() -> None:
    machine, _ = mapped(bits=P)
    frame(machine)
    machine.cpu.mov_to_cr0(machine.cpu.cr0 & ~(1 << 16))
    machine.cpu.access(PAGE, 1, Access.WRITE)
    machine.cpu.mov_to_cr0(machine.cpu.cr0 | 1 << 16)
    with pytest.raises(Fault):
        machine.cpu.access(PAGE, 1, Access.WRITE)


@pytest.mark.parametrize("quick", [False, True])
def test_a_full_set_gives_up_what_was_filled_first(quick: bool) -> None:
    machine = Machine(tlb=Tlb(sets=2, ways=2))
    for page in range(8):
        map_page(machine, page << 12, page << 12 | P | RW)
    machine.cpu.poke(cr3=0x1000)
    if quick:  # with the accessed bits set before, and the tables known, a miss takes the quick way
        for page in range(8):
            machine.cpu.access(page << 12)
        machine.cpu.poke()
    for page in (0, 2, 0, 4):
        machine.cpu.access(page << 12)
    assert [entry.page for entry in machine.tlb] == [2, 4], "a hit on page 0 does not make it younger"
    machine.cpu.access(1 << 12)
    assert [entry.page for entry in machine.tlb] == [2, 4, 1]


def test_an_evicted_page_is_no_longer_granted() -> None:
    machine = Machine(tlb=Tlb(sets=1, ways=1))
    for page in range(4):
        map_page(machine, page << 12, page << 12 | P | RW)
    machine.cpu.poke(cr3=0x1000)
    machine.cpu.store(0x2000, 8, 1)
    machine.cpu.load(0x2000, 8)
    assert 2 in machine.mmu.read8
    assert 2 in machine.mmu.write8
    machine.cpu.load(0x3000, 8)
    assert 2 not in machine.mmu.read8
    assert 2 not in machine.mmu.write8


def test_one_entry_serves_a_whole_large_page() -> None:
    machine = small(low=0x20000)
    map_page(machine, 1 << 30, 0x60_0000 | P | RW | PS, level=2)
    for offset in (0, 0x1000, 0x1F_F000):
        assert machine.cpu.access((1 << 30) + offset) == (0x60_0000 + offset,)
    assert [(entry.level, entry.size) for entry in machine.tlb] == [(2, 2 << 20)]
    machine.cpu.invlpg((1 << 30) + 0x5000)
    assert len(machine.tlb) == 0


def test_tables_below_a_new_entry_are_tables_before_anybody_walks_there() -> None:
    machine, _ = mapped()
    memory = machine.memory
    level_2, level_1 = 0x8000, 0x9000
    memory.write_u64(level_2, level_1 | P | RW)
    machine.log = []
    memory.write_u64(level_1, SECOND | P)
    assert not any(isinstance(entry, PageTableEdited) for entry in machine.log), "nothing points there yet"
    memory.write_u64(machine.walk(1 << 30).steps[-1].address, level_2 | P | RW)
    memory.write_u64(level_1, FIRST | P)
    edits = [entry.edit for entry in machine.log if isinstance(entry, PageTableEdited)]
    assert [(edit.address, edit.old, edit.new) for edit in edits][1:] == [(level_1, SECOND | P, FIRST | P)]


def test_a_frame_that_becomes_a_table_is_no_longer_written_directly() -> None:
    machine, _ = mapped()
    machine.cpu.store(PAGE, 8, 0)
    assert PAGE >> 12 in machine.mmu.write8
    map_page(machine, 1 << 39, FIRST | P | RW, level=4)
    with pytest.raises(Fault):
        machine.cpu.access(1 << 39)
    assert PAGE >> 12 not in machine.mmu.write8
    machine.cpu.store(PAGE, 8, SECOND)
    assert PAGE >> 12 not in machine.mmu.write8
    assert machine.mmu.edits[FIRST].new == SECOND
