"""Paging by hand: what a sweep can't tell. Each test is named after the rule it holds."""

from __future__ import annotations

import pytest

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.faults import Rule
from pagesim_py.machine.paging import Outcome
from tests.machine.helpers import CR4, PGE, PS, RW, SMAP, US, A, D, P, map_page, small

PAGE = 0x40_0000


def fault_of(machine: Machine, address: int, kind: Access = Access.READ, size: int = 1) -> Fault:
    with pytest.raises(Fault) as caught:
        machine.cpu.access(address, size, kind)
    return caught.value


def test_the_first_fault_of_the_lab_ends_at_level_3_entry_3() -> None:
    machine = small()
    walk = machine.walk(0xDEADBEAF)
    assert walk.outcome is Outcome.NOT_PRESENT
    assert walk.last is not None
    assert (walk.last.level, walk.last.index) == (3, 3)
    fault = fault_of(machine, 0xDEADBEAF, Access.WRITE)
    assert (fault.vector, fault.error_code, fault.cr2) == (14, 2, 0xDEADBEAF)
    assert fault.rule is Rule.NOT_PRESENT
    assert fault.level == 3


@pytest.mark.parametrize(
    ("level", "frame", "offset"), [(1, 0x7000, 0xABC), (2, 0x60_0000, 0x1_2ABC), (3, 0x4000_0000, 0x123_4567)]
)
def test_a_leaf_of_each_size_adds_the_rest_of_the_address(level: int, frame: int, offset: int) -> None:
    machine = small(low=0x10000)
    address = 0x80_0000_0000
    map_page(machine, address, frame | P | RW | (PS if level > 1 else 0), level=level)
    assert machine.cpu.access(address + offset) == (frame + offset,)
    assert machine.walk(address).size == 4096 << 9 * (level - 1)


@pytest.mark.parametrize("bit", range(40, 52))
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_address_bits_above_maxphyaddr_are_reserved_at_every_level(level: int, bit: int) -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | P | RW)
    at = machine.walk(PAGE).steps[4 - level].address
    machine.memory.write_u64(at, machine.memory.read_u64(at) | 1 << bit)
    fault = fault_of(machine, PAGE)
    assert fault.error_code == 0b1001
    assert (fault.rule, fault.level) == (Rule.RESERVED_BIT, level)
    wide = Machine(physical_address_bits=52)
    wide.restore(machine.snapshot())
    assert wide.walk(PAGE).steps[4 - level].outcome is not Outcome.RESERVED


@pytest.mark.parametrize(("level", "bits"), [(2, range(13, 21)), (3, range(13, 30))])
def test_low_address_bits_of_large_leaves_are_reserved_but_not_pat(level: int, bits: range) -> None:
    machine = small(low=0x10000)
    for bit in bits:
        map_page(machine, 1 << 39, 1 << bit | P | PS, level=level)
        assert fault_of(machine, 1 << 39).error_code == 0b1001
    map_page(machine, 1 << 39, 1 << 12 | P | PS, level=level)
    assert machine.cpu.access(1 << 39) == (0,)


def test_ps_is_reserved_at_level_4() -> None:
    machine = small(low=0x10000)
    map_page(machine, 1 << 39, 0x7000 | P | PS, level=4)
    fault = fault_of(machine, 1 << 39)
    assert (fault.error_code, fault.level) == (0b1001, 4)


def test_ps_is_reserved_at_level_3_without_1_gib_pages() -> None:
    machine = Machine(features={"nx"})
    map_page(machine, 0, P | PS, level=3)
    machine.cpu.poke(cr3=0x1000)
    assert fault_of(machine, 0).error_code == 0b1001


def test_a_hole_reads_as_all_ones_and_ignores_writes() -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0xF_0000_0000 | P | RW)
    machine.cpu.store(PAGE, 8, 0x1234)
    assert machine.cpu.load(PAGE, 8) == 0xFFFF_FFFF_FFFF_FFFF
    assert PAGE >> 12 not in machine.mmu.read8


def test_a_table_in_a_hole_is_all_ones() -> None:
    machine = small(low=0x10000)
    map_page(machine, 1 << 39, 0xF_0000_0000 | P | RW, level=4)
    fault = fault_of(machine, 1 << 39)
    assert (fault.rule, fault.entry) == (Rule.RESERVED_BIT, 0xFFFF_FFFF_FFFF_FFFF)


def test_an_access_over_a_page_border_translates_both_pages_before_a_byte_changes() -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | P | RW)
    fault = None
    with pytest.raises(Fault) as caught:
        machine.cpu.store(PAGE + 0xFFC, 8, 0x1122334455667788)
    fault = caught.value
    assert fault.cr2 == PAGE + 0x1000
    assert machine.memory.read(0x7FFC, 4) == bytes(4)
    map_page(machine, PAGE + 0x1000, 0x9000 | P | RW)
    machine.cpu.store(PAGE + 0xFFC, 8, 0x1122334455667788)
    assert machine.cpu.access(PAGE + 0xFFC, 8) == (0x7FFC, 0x9000)
    assert machine.cpu.load(PAGE + 0xFFC, 8) == 0x1122334455667788
    assert machine.memory.read_u32(0x9000) == 0x11223344


@pytest.mark.parametrize(
    ("kind", "vector"),
    [(Access.READ, 13), (Access.WRITE, 13), (Access.FETCH, 13), (Access.STACK_READ, 12), (Access.STACK_WRITE, 12)],
)
def test_a_non_canonical_address_is_gp_or_ss_and_leaves_cr2_alone(kind: Access, vector: int) -> None:
    machine = small(low=0x10000)
    for address in (1 << 47, 0xFFFF_7FFF_FFFF_FFFF, (1 << 47) - 1):
        fault = fault_of(machine, address, kind, size=2)
        assert (fault.vector, fault.error_code, fault.cr2) == (vector, 0, None)


def test_57_bit_addresses_have_their_own_border() -> None:
    machine = small(low=0x10000)
    machine.memory.write_u64(0x8000, 0x1000 | P | RW)
    machine.cpu.poke(cr3=0x8000, cr4=CR4 | 1 << 12)
    assert machine.cpu.access(0x1234) == (0x1234,)
    assert fault_of(machine, 1 << 47).vector == 14
    assert fault_of(machine, 1 << 56).vector == 13


class TestRecursive:
    """A level-4 entry that points to the level-4 table itself."""

    SLOT = 510

    def machine(self) -> Machine:
        machine = small(low=0x10000)
        machine.memory.write_u64(0x1000 + 8 * self.SLOT, 0x1000 | P | RW)
        map_page(machine, PAGE, 0x7000 | P | RW)
        return machine

    def address(self, *indices: int) -> int:
        found = 0xFFFF
        for index in indices:
            found = found << 9 | index
        return found << 12

    @pytest.mark.parametrize("loops", [1, 2, 3, 4])
    def test_each_level_of_tables_can_be_read(self, loops: int) -> None:
        machine = self.machine()
        steps = machine.walk(PAGE).steps
        wanted = [step.table for step in steps][4 - loops]
        path = [self.SLOT] * loops + [PAGE >> 12 + 9 * level & 511 for level in (3, 2, 1)][: 4 - loops]
        assert machine.cpu.access(self.address(*path)) == (wanted,)

    def test_writing_the_level_4_table_makes_its_own_entry_dirty(self) -> None:
        machine = self.machine()
        entry = 0x1000 + 8 * self.SLOT
        machine.cpu.load(self.address(self.SLOT, self.SLOT, self.SLOT, self.SLOT), 8)
        assert machine.memory.read_u64(entry) & (A | D) == A
        machine.cpu.store(self.address(self.SLOT, self.SLOT, self.SLOT, self.SLOT) + 8 * 100, 8, 0)
        assert machine.memory.read_u64(entry) & (A | D) == A | D


def test_looking_changes_no_byte_and_fills_nothing() -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | P | RW)
    before = machine.memory.snapshot()
    for address in (PAGE, 0xDEADBEAF, 1 << 47):
        machine.walk(address)
        machine.predict(address, Access.WRITE)
        machine.stale(address)
    assert machine.memory.snapshot() == before
    assert len(machine.tlb) == 0


def test_memory_that_nobody_touched_costs_nothing() -> None:
    machine = Machine(ram_bytes=64 << 30)
    assert machine.memory.touched == 0
    assert machine.memory.read_u64(63 << 30) == 0
    assert machine.memory.touched == 0
    machine.memory.write_u8(63 << 30, 1)
    assert machine.memory.touched == 4096


def test_the_supervisor_may_touch_user_pages_under_smap_while_ac_is_set() -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | P | RW | US)
    machine.cpu.mov_to_cr4(CR4 | SMAP)
    assert fault_of(machine, PAGE).rule is Rule.SMAP
    machine.cpu.rflags |= 1 << 18
    machine.cpu.load(PAGE, 8)
    assert PAGE >> 12 in machine.mmu.read8
    machine.cpu.rflags &= ~(1 << 18)
    assert PAGE >> 12 not in machine.mmu.read8
    assert fault_of(machine, PAGE).rule is Rule.SMAP


def test_global_is_ignored_without_pge() -> None:
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | P | 1 << 8)
    machine.cpu.access(PAGE)
    assert [entry.is_global for entry in machine.tlb] == [False]
    machine.cpu.mov_to_cr4(CR4 | PGE)
    machine.cpu.access(PAGE)
    assert [entry.is_global for entry in machine.tlb] == [True]


@pytest.mark.parametrize("size", [0, 4097])
def test_an_access_has_1_to_4096_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="1 to 4096 bytes"):
        small().cpu.access(0x5000, size)
