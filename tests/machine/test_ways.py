"""Which addresses reach a frame, against the whole address space read forwards."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.boot import boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.mappings import mappings
from pagesim_py.machine.ways import Way, ways_to
from pagesim_py.session.engine import STAND_IN


@cache
def booted(recursive: bool) -> BootedMachine:
    return boot(STAND_IN, recursive_page_table=recursive)


def forwards(machine: Machine, frame: int) -> list[Way]:
    """The same by going through all that is mapped."""
    return sorted(
        Way(run.address + frame - run.physical, run.page_size, run.writable, run.user, run.executable)
        for run in mappings(machine)
        if run.physical <= frame < run.physical + run.size
    )


@pytest.mark.parametrize("recursive", [False, True])
@pytest.mark.parametrize("frame", [0, 0x1000, 0x3000, 0xB8000, 0x401000, 0x9000000, 0x7FFF000, 0xFFFFFFF000])
def test_every_way_to_a_frame_of_a_booted_machine_is_found(recursive: bool, frame: int) -> None:
    machine = booted(recursive)
    assert ways_to(machine, frame + 0x123) == forwards(machine, frame)


def test_the_rights_are_those_of_all_levels_together() -> None:
    machine = Machine()
    memory = machine.memory
    memory.write_u64(0x1000, 0x2000 | ENTRY_P | ENTRY_RW | ENTRY_US)
    memory.write_u64(0x2000, 0x3000 | ENTRY_P | ENTRY_US)
    memory.write_u64(0x3000, 0x4000 | ENTRY_P | ENTRY_RW | ENTRY_US)
    memory.write_u64(0x4008, 0x9000 | ENTRY_P | ENTRY_RW)
    machine.cpu.poke(cr3=0x1000)
    assert ways_to(machine, 0x9ABC) == [Way(0x1000, 4096, False, False, True)]
    assert ways_to(machine, 0x8000) == []


entry = st.builds(
    lambda goal, flags: goal << 12 | flags,
    st.integers(1, 6),
    st.sampled_from([0, ENTRY_P, ENTRY_P | ENTRY_RW, ENTRY_P | ENTRY_RW | ENTRY_US, ENTRY_P | ENTRY_XD]),
) | st.sampled_from([ENTRY_P | ENTRY_PS | ENTRY_RW, ENTRY_P | ENTRY_PS | 0x40000000])


@settings(max_examples=60, deadline=None)
@given(
    entries=st.dictionaries(st.tuples(st.integers(1, 4), st.sampled_from([0, 1, 511])), entry), frame=st.integers(0, 8)
)
def test_on_any_tables_backwards_finds_what_forwards_finds(entries: dict[tuple[int, int], int], frame: int) -> None:
    machine = Machine()
    for (table, index), value in entries.items():
        machine.memory.write_u64(table * 4096 + 8 * index, value)
    machine.cpu.poke(cr3=0x1000, efer=0xD00)
    assert ways_to(machine, frame * 4096) == forwards(machine, frame * 4096)
