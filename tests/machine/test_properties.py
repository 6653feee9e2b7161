"""Properties: looking is pure, TLB and recording change no result, undo, redo and snapshots are exact."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine.address import address_of, canonical, index, is_canonical
from pagesim_py.machine.events import Event
from pagesim_py.machine.mappings import mappings
from pagesim_py.machine.ports import MachineExit
from pagesim_py.machine.tlb import Tlb
from tests.machine.helpers import (
    CR4,
    EFER,
    GDT,
    IDT,
    PCIDE,
    PGE,
    RW,
    SMAP,
    SMEP,
    TASK,
    US,
    XD,
    G,
    P,
    kernel,
    map_page,
    set_gate,
)

ADDRESSES = st.integers(0, 2**64 - 1)
BITS = st.sampled_from([48, 57])
KINDS = st.sampled_from(list(Access))

# -- addresses


@given(ADDRESSES, BITS)
def test_canonicalisation_is_idempotent(address: int, bits: int) -> None:
    once = canonical(address, bits)
    assert is_canonical(once, bits)
    assert canonical(once, bits) == once
    assert (once ^ address) & ((1 << bits) - 1) == 0
    assert is_canonical(address, bits) == (once == address)


@given(ADDRESSES, st.sampled_from([4, 5]))
def test_an_address_is_its_indices_and_its_offset(address: int, levels: int) -> None:
    address = canonical(address, 12 + 9 * levels)
    indices = tuple(index(address, level) for level in range(levels, 0, -1))
    assert address_of(indices, address & 0xFFF) == address


# -- accesses

PAGES = [0x40_0000 + 0x1000 * i for i in range(4)]


def leaf_entries() -> st.SearchStrategy[list[int]]:
    """Entries for the pages of PAGES, onto frames that may coincide."""
    bits = st.lists(st.sampled_from([P, RW, US, 1 << 5, 1 << 6, G, XD, 1 << 45, P, P, RW]), unique=True)
    word = bits.map(lambda found: sum(set(found)))
    frames = st.sampled_from([0x7000, 0x8000, 0x9000, 0xF_0000_0000])
    return st.lists(st.tuples(frames, word).map(lambda pair: pair[0] | pair[1]), min_size=4, max_size=4)


CONTROLS = st.fixed_dictionaries(
    {
        "cr0": st.sampled_from([0x80010011, 0x80000011]),
        "cr4": st.sampled_from([CR4, CR4 | SMEP, CR4 | SMAP, CR4 | PGE | SMEP | SMAP]),
        "efer": st.sampled_from([EFER, EFER & ~0x800]),
        "rflags": st.sampled_from([2, 2 | 1 << 18]),
        "cpl": st.sampled_from([0, 3]),
    }
)
TRIES = st.lists(
    st.tuples(st.sampled_from(PAGES), st.integers(0, 0xFFF), st.sampled_from([1, 2, 4, 8]), KINDS), max_size=8
)


def prepared(entries: list[int], control: dict[str, int], **options: Any) -> Machine:
    machine = Machine(**options)
    for page, entry in zip(PAGES, entries, strict=True):
        map_page(machine, page, entry)
    machine.cpu.poke(cr3=0x1000, **control)
    return machine


def attempt(machine: Machine, address: int, size: int, kind: Access) -> tuple[Any, ...]:
    """The result of an access as plain data."""
    try:
        return machine.cpu.access(address, size, kind)
    except Fault as fault:
        return fault.vector, fault.error_code, fault.cr2, fault.rule


def memory(machine: Machine) -> dict[int, bytes]:
    """What memory holds, without frames of zeros."""
    return {number: data for number, data in machine.memory.snapshot().frames.items() if any(data)}


@given(leaf_entries(), CONTROLS, st.sampled_from(PAGES), st.integers(0, 0xFFF), KINDS)
def test_an_access_agrees_with_the_walk_and_the_prediction_before_it(
    entries: list[int], control: dict[str, int], page: int, offset: int, kind: Access
) -> None:
    machine = prepared(entries, control)
    before = memory(machine)
    walk = machine.walk(page + offset)
    predicted = machine.predict(page + offset, kind)
    assert memory(machine) == before
    assert len(machine.tlb) == 0
    got = attempt(machine, page + offset, 1, kind)
    if predicted is None:
        assert got == (walk.physical,)
    else:
        assert got == (predicted.vector, predicted.error_code, predicted.cr2, predicted.rule)


@given(leaf_entries(), CONTROLS, TRIES, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**64 - 1)), max_size=3))
def test_looking_changes_nothing(
    entries: list[int],
    control: dict[str, int],
    tries: list[tuple[int, int, int, Access]],
    edits: list[tuple[int, int]],
) -> None:
    machine = prepared(entries, control)
    machine.log = []
    for page, offset, size, kind in tries:
        attempt(machine, page + offset, size, kind)
    for number, value in edits:
        map_page(machine, PAGES[number], value)
    before, recorded = state(machine), len(machine.log)
    for address in (*PAGES, 0, 0xFFFF_FFFF_FFFF_F000, 1 << 47):
        machine.walk(address)
        machine.stale(address)
        for kind in Access:
            machine.predict(address, kind)
    for entry in machine.tlb:
        assert machine.tlb.holding(entry.address)
    mappings(machine)
    assert (state(machine), len(machine.log)) == (before, recorded)


@given(leaf_entries(), CONTROLS, TRIES)
def test_the_tlb_changes_no_result_while_nobody_edits_tables(
    entries: list[int], control: dict[str, int], tries: list[tuple[int, int, int, Access]]
) -> None:
    machines = [
        prepared(entries, control),
        prepared(entries, control, tlb=Tlb(enabled=False)),
        prepared(entries, control, tlb=Tlb(1, 1, 1, 1)),
        prepared(entries, control),
    ]
    machines[3].log = []
    for page, offset, size, kind in tries:
        results = [attempt(machine, page + offset, size, kind) for machine in machines]
        assert results.count(results[0]) == len(results)
    states = [memory(machine) for machine in machines]
    assert states.count(states[0]) == len(states)


@given(leaf_entries(), CONTROLS, TRIES)
def test_a_page_granted_directly_is_one_that_the_access_would_get(
    entries: list[int], control: dict[str, int], tries: list[tuple[int, int, int, Access]]
) -> None:
    machine = prepared(entries, control)
    for page, offset, size, kind in tries:
        try:
            if kind.is_write:
                machine.cpu.store(page + offset, size, 0x55, kind)
            elif not kind.is_fetch:
                machine.cpu.load(page + offset, size, kind)
        except Fault:
            pass
        for granted, with_kind in ((machine.mmu.read1, Access.READ), (machine.mmu.write1, Access.WRITE)):
            for number, view in granted.items():
                before = memory(machine)
                (physical,) = Mmuless(machine).access(number << 12, with_kind)
                assert memory(machine) == before, "a direct access has no side effect"
                frame = machine.memory.frames[physical >> 12]
                assert view is frame.view1


class Mmuless:
    """The access without the dictionaries before the TLB."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def access(self, address: int, kind: Access) -> tuple[int, ...]:
        mmu = self.machine.mmu
        saved = [dict(grants) for grants in mmu._grants]
        views = [dict(group) for group in (*mmu._reads, *mmu._writes)]
        mmu.forget()
        try:
            return mmu.access(address, 1, kind)
        finally:
            for grants, old in zip(mmu._grants, saved, strict=True):
                grants.clear()
                grants.update(old)
            for group, kept in zip((*mmu._reads, *mmu._writes), views, strict=True):
                group.clear()
                group.update(kept)


# -- undo, redo, snapshots

TABLE_OF_PAGES = 0x103000
"""Where the level-1 table of PAGES is mapped and stands (identity)."""


def machine_for_recording() -> Machine:
    """A kernel with handlers for some vectors, and pages to play with."""
    machine = kernel(low=0x110000, tlb=Tlb(4, 2, 1, 2))  # so small that fills push entries out
    for vector in (3, 8, 13, 0x80):
        set_gate(machine, vector, ist=1 if vector == 8 else 0, dpl=3)
    for page in PAGES:
        map_page(machine, page, 0x7000 | P | RW | US)
    machine.cpu.mov_to_cr4(CR4 | PGE | PCIDE)
    return machine


def do_load(machine: Machine, number: int) -> None:
    machine.cpu.load(PAGES[number % 4] + number % 4096, 8)


def do_store(machine: Machine, number: int) -> None:
    machine.cpu.store(PAGES[number % 3] + number % 4096, 1 << number % 4, number * 0x0101_0101)


def do_edit(machine: Machine, number: int) -> None:
    page = PAGES[number % 4]
    step = machine.walk(page).steps[-1]
    machine.cpu.store(step.address, 8, 0x7000 + 0x1000 * (number % 3) | number & 0x107)


def do_write_memory(machine: Machine, number: int) -> None:
    machine.memory.write(0x7FF0 + number % 64, bytes([number % 251] * 40))


def do_wild(machine: Machine, number: int) -> None:
    try:
        machine.cpu.load(0xDEAD_0000 + number, 4)
    except Fault as fault:
        machine.cpu.deliver(fault)


def do_return(machine: Machine, number: int) -> None:
    machine.cpu.iretq()


def do_interrupt(machine: Machine, number: int) -> None:
    machine.cpu.interrupt((3, 0x80, 13, 0x21)[number % 4], ("software", "external", "icebp")[number % 3])


def do_invalidate(machine: Machine, number: int) -> None:
    if number & 1:
        machine.cpu.invlpg(PAGES[number % 4])
    else:
        machine.cpu.invpcid(number >> 1 & 3, number % 3, PAGES[number % 4])


def do_control(machine: Machine, number: int) -> None:
    cpu = machine.cpu
    which = number % 6
    if which == 0:
        cpu.mov_to_cr3(0x1000 | number % 3 | (number & 8) << 60)
    elif which == 1:
        cpu.mov_to_cr4(cpu.cr4 ^ (PGE, SMEP, SMAP)[number % 3])
    elif which == 2:
        cpu.mov_to_cr0(cpu.cr0 ^ 1 << 16)
    elif which == 3:
        cpu.wrmsr_efer(cpu.efer ^ 0x800)
    elif which == 4:
        cpu.cli() if number & 8 else cpu.sti()
    else:
        cpu.poke(rflags=2 | (number & 1) << 18, cr2=number)


def do_ports(machine: Machine, number: int) -> None:
    if number & 1:
        machine.cpu.out_port((0x3F8, 0x3FB, 0x3FC, 0x80, 0xF4, 0x3FA)[number % 6], number & 0xFF)
    else:
        machine.cpu.in_port(0x3F8 + number % 8)


def do_tables(machine: Machine, number: int) -> None:
    cpu = machine.cpu
    which = number % 4
    if which == 0:
        cpu.lidt(IDT, 0xFFF - number % 16)
    elif which == 1:
        cpu.lgdt(GDT, 0x37)
    elif which == 2:
        cpu.load_segment(("ss", "ds", "cs")[number % 3], (0x10, 0x10, 8)[number % 3])
    else:
        cpu.ltr(TASK)


def do_halt(machine: Machine, number: int) -> None:
    machine.cpu.hlt()


DOINGS = [
    do_load, do_store, do_edit, do_write_memory, do_wild, do_return, do_interrupt, do_invalidate, do_control,
    do_ports, do_tables, do_halt,
]  # fmt: skip
PROGRAMS = st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 10_000)), max_size=25)


def state(machine: Machine) -> tuple[Any, ...]:
    """Everything that the machine's future depends on, as data that can be compared."""
    taken = machine.snapshot()._replace(memory=None, output=machine.uart.sent)
    return memory(machine), taken


def run(machine: Machine, program: list[tuple[Any, int]]) -> list[tuple[int, Any]]:
    """Runs ``program``; the state after each doing, with the length of the log then."""
    assert machine.log is not None
    found = [(0, state(machine))]
    for doing, number in program:
        with contextlib.suppress(Fault, TripleFault, MachineExit):
            doing(machine, number)
        found.append((len(machine.log), state(machine)))
    return found


@given(PROGRAMS)
@settings(max_examples=100)
def test_undo_and_redo_are_exact_at_every_step(program: list[tuple[Any, int]]) -> None:
    machine = machine_for_recording()
    log: list[Any] = []
    machine.log = log
    states = run(machine, program)
    machine.log = None
    position = len(log)
    for length, wanted in reversed(states):
        while position > length:
            position -= 1
            machine.undo(log[position])
        assert state(machine) == wanted
    for length, wanted in states:
        while position < length:
            machine.redo(log[position])
            position += 1
        assert state(machine) == wanted
    for entry in log:
        if isinstance(entry, Event):
            assert entry.title
            assert entry.sentence.endswith(".")


@given(PROGRAMS, PROGRAMS)
@settings(max_examples=30)
def test_a_restored_snapshot_has_the_same_future(first: list[tuple[Any, int]], second: list[tuple[Any, int]]) -> None:
    machine = machine_for_recording()
    machine.log = []
    run(machine, first)
    taken = machine.snapshot()
    before = state(machine)
    future = [found for _, found in run(machine, second)]
    machine.restore(taken)
    assert state(machine) == before
    assert [found for _, found in run(machine, second)] == future


@given(PROGRAMS)
@settings(max_examples=30)
def test_recording_changes_nothing(program: list[tuple[Any, int]]) -> None:
    recorded, plain = machine_for_recording(), machine_for_recording()
    recorded.log = []
    run(recorded, program)
    for doing, number in program:
        with contextlib.suppress(Fault, TripleFault, MachineExit):
            doing(plain, number)
    assert state(plain) == state(recorded)


@given(PROGRAMS, PROGRAMS)
@settings(max_examples=30)
def test_a_fork_has_the_same_future_and_changes_nothing(
    first: list[tuple[Any, int]], second: list[tuple[Any, int]]
) -> None:
    machine = machine_for_recording()
    log: list[Any] = []
    machine.log = log
    run(machine, first)
    before, length = state(machine), len(log)
    fork = machine.fork()
    fork.log = []
    registers = [found[1] for _, found in run(fork, second)]
    assert state(machine) == before
    assert len(log) == length
    assert [found[1] for _, found in run(machine, second)] == registers
    assert len(log[length:]) == len(fork.log)
    for number in machine.memory.frames.keys() | fork.memory.frames.keys():
        assert fork.memory.read(number << 12, 4096) == machine.memory.read(number << 12, 4096)


def test_a_fork_copies_only_what_it_touches() -> None:
    machine = machine_for_recording()
    for number in range(0x200, 0x300):
        machine.memory.write_u8(number << 12, 1)
    fork = machine.fork()
    fork.cpu.store(PAGES[0], 1, 7)
    assert len(machine.memory.frames) > 0x100
    assert len(fork.memory.frames) < 20
    assert fork.memory.read_u8(fork.walk(PAGES[0]).physical or 0) == 7
    assert machine.memory.read_u8(machine.walk(PAGES[0]).physical or 0) == 0
