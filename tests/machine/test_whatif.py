"""What would make an access succeed or fail: what is proposed works when it is really done, and nothing less does."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Machine
from pagesim_py.machine.changes import Change, apply
from pagesim_py.machine.flags import (
    CR0_PE,
    CR0_PG,
    CR0_WP,
    CR4_PAE,
    CR4_PKE,
    CR4_SMAP,
    CR4_SMEP,
    EFER_LMA,
    EFER_LME,
    EFER_NXE,
    ENTRY_P,
    ENTRY_RW,
    ENTRY_US,
    ENTRY_XD,
)
from pagesim_py.machine.whatif import candidates, outcome, search, to_fault, to_succeed

ADDRESS = 0x5123
TABLES = (0x1000, 0x2000, 0x3000, 0x4000)
LEAF = 0x4000 + 5 * 8
KINDS = st.sampled_from([Access.READ, Access.WRITE, Access.FETCH])


def machine_with(
    upper: tuple[int, int, int],
    leaf: int,
    *,
    wp: bool = True,
    cr4: int = 0,
    nxe: bool = True,
    cpl: int = 0,
    pkru: int = 0,
) -> Machine:
    """Tables for one page; ``upper`` are the flags of levels 4 to 2, ``leaf`` is the whole level-1 entry."""
    machine = Machine()
    for table, below, flags in zip(TABLES, TABLES[1:], upper, strict=False):
        machine.memory.write_u64(table, (below if flags & ENTRY_P else 0) | flags)
    machine.memory.write_u64(LEAF, leaf)
    machine.cpu.poke(
        cr0=CR0_PE | CR0_PG | (CR0_WP if wp else 0), cr3=0x1000, cr4=CR4_PAE | cr4,
        efer=EFER_LME | EFER_LMA | (EFER_NXE if nxe else 0), cpl=cpl, pkru=pkru,
    )  # fmt: skip
    return machine


FULL = (ENTRY_P | ENTRY_RW | ENTRY_US,) * 3


def said(sets: list[tuple[Change, ...]]) -> list[list[str]]:
    return [[change.sentence for change in one] for one in sets]


def test_a_write_to_a_read_only_page() -> None:
    machine = machine_with(FULL, 0x9000 | ENTRY_P)
    assert said(to_succeed(machine, ADDRESS, Access.WRITE)) == [["Set R/W in the level-1 entry."], ["Clear CR0.WP."]]


def test_user_code_needs_u_s_at_every_level_or_must_be_the_kernel() -> None:
    machine = machine_with((ENTRY_P | ENTRY_RW, *FULL[1:]), 0x9000 | ENTRY_P, cpl=3)
    assert said(to_succeed(machine, ADDRESS, Access.READ)) == [
        ["Make the access as the kernel (CPL 0)."],
        ["Set U/S in the level-4 entry.", "Set U/S in the level-1 entry."],
    ]


def test_a_missing_page_is_to_be_mapped() -> None:
    machine = machine_with(FULL, 0)
    sets = to_succeed(machine, ADDRESS, Access.WRITE)
    assert said(sets)[0] == ["Map the page: the level-1 entry is missing."]


def test_what_succeeds_already_needs_nothing() -> None:
    assert to_succeed(machine_with(FULL, 0x9003), ADDRESS, Access.WRITE) == [()]


def test_nothing_helps_a_non_canonical_address() -> None:
    assert to_succeed(machine_with(FULL, 0x9003), 0x8000_0000_0000, Access.READ) == []


def test_how_to_get_a_certain_fault() -> None:
    machine = machine_with(FULL, 0x9003)
    assert said(to_fault(machine, ADDRESS, 0x3, 1)) == [
        [f"Clear R/W in the level-{level} entry."] for level in (4, 3, 2, 1)
    ]
    assert ["Make the access as user code (CPL 3)."] in said(to_fault(machine, ADDRESS, 0x5, 1))
    assert said(to_fault(machine, ADDRESS, 0x11, 1)) == [
        [f"Set XD in the level-{level} entry."] for level in (4, 3, 2, 1)
    ]


@pytest.mark.parametrize(("code", "why"), [(0x12, "W and I exclude each other"), (0x8, "RSVD comes with P")])
def test_a_code_that_no_access_can_have_is_refused(code: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        to_fault(machine_with(FULL, 0x9003), ADDRESS, code)


FLAGS = st.sampled_from([0, ENTRY_RW, ENTRY_US, ENTRY_RW | ENTRY_US, ENTRY_XD, ENTRY_RW | ENTRY_US | ENTRY_XD])
MACHINES = st.builds(
    lambda upper, leaf, missing, reserved, wp, cr4, nxe, cpl, pkru: {
        "upper": tuple(ENTRY_P | (flags if nxe else flags & ~ENTRY_XD) for flags in upper),
        "leaf": 0 if missing else 0x9000 | ENTRY_P | (leaf if nxe else leaf & ~ENTRY_XD) | reserved << 45,
        "wp": wp, "cr4": cr4, "nxe": nxe, "cpl": cpl, "pkru": pkru,
    },
    st.tuples(FLAGS, FLAGS, FLAGS), FLAGS, st.booleans(), st.sampled_from([0, 0, 0, 1]), st.booleans(),
    st.sampled_from([0, CR4_SMEP, CR4_SMAP, CR4_PKE, CR4_SMEP | CR4_SMAP]), st.booleans(), st.sampled_from([0, 3]),
    st.sampled_from([0, 1, 2, 3]),
)  # fmt: skip


def really(setup: dict[str, Any], kind: Access, changes: tuple[Change, ...]) -> int | None:
    """The error code that the access raises on a machine on which ``changes`` are really made; None: it succeeds."""
    machine = machine_with(**setup)
    frames = iter(range(0x20000, 0x30000, 0x1000))
    for change in changes:
        apply(machine, change, frames)
    fault = machine.predict(ADDRESS, kind)
    return None if fault is None else fault.error_code


@settings(max_examples=60, deadline=None)
@given(setup=MACHINES, kind=KINDS)
def test_each_set_works_when_it_is_really_done_and_no_part_of_it_does(setup: dict[str, Any], kind: Access) -> None:
    machine = machine_with(**setup)
    for changes in to_succeed(machine, ADDRESS, kind, 2):
        assert really(setup, kind, changes) is None
        for number in range(len(changes)):
            for part in combinations(changes, number):
                assert really(setup, kind, part) is not None


@settings(max_examples=60, deadline=None)
@given(setup=MACHINES, kind=KINDS)
def test_every_single_change_that_works_is_found(setup: dict[str, Any], kind: Access) -> None:
    machine = machine_with(**setup)
    found = to_succeed(machine, ADDRESS, kind, 1)
    if found != [()]:
        working = [(one,) for one in candidates(machine, ADDRESS, kind) if really(setup, kind, (one,)) is None]
        assert found == working


@settings(max_examples=60, deadline=None)
@given(setup=MACHINES, kind=KINDS, data=st.data())
def test_the_outcome_foreseen_is_the_outcome_and_looking_changes_nothing(
    setup: dict[str, Any], kind: Access, data: st.DataObject
) -> None:
    machine = machine_with(**setup)
    before = [machine.memory.read(table, 4096) for table in TABLES]
    single = candidates(machine, ADDRESS, kind)
    some = tuple(data.draw(st.lists(st.sampled_from(single), max_size=3, unique=True)))
    if sum(one.kind == "map" for one in some) > 1:
        return
    _, fault = outcome(machine, ADDRESS, kind, some)
    assert (None if fault is None else fault.error_code) == really(setup, kind, some)
    assert [machine.memory.read(table, 4096) for table in TABLES] == before
    assert not search(machine, ADDRESS, kind, lambda fault: False, 1)
