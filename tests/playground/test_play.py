"""The playground: what operations do, undo, and the three ways to reach the tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.machine.flags import ENTRY_A, ENTRY_D, ENTRY_RW
from pagesim_py.playground import (
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    OperationError,
    Playground,
    Protect,
    Reach,
    Reload,
    Start,
    Step,
    Switch,
    Unmap,
)
from pagesim_py.playground.operations import WAYS
from pagesim_py.playground.play import replay
from pagesim_py.playground.tables import tables
from pagesim_py.playground.told import outcome, title
from pagesim_py.playground.ways import costs, way
from tests.decoder.pastes import paste
from tests.playground.lists import differ, operations, played, starts, state

PAGE = 0x40_0000


def test_an_edit_without_invlpg_leaves_a_stale_copy_that_still_works() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, 0x9000, 1, ENTRY_RW))
    assert not play.do(Access("write", PAGE, 0, 7)).by_copy
    play.do(Edit(PAGE, 1, 0))
    assert play.machine.stale(PAGE) is not None
    step = play.do(Access("read", PAGE))
    assert (step.answer, step.by_copy, step.fault) == (7, True, None)
    play.do(Invalidate(PAGE))
    refused = play.do(Access("read", PAGE)).fault
    assert refused is not None
    assert (refused.error_code, refused.level, play.machine.cpu.cr2) == (0, 1, PAGE)


def test_a_page_of_each_size_ends_the_walk_at_its_level_with_four_and_five_levels_of_tables() -> None:
    for levels in (4, 5):
        play = Playground(Start(levels=levels))
        for level, page in ((1, 0x5000), (2, 0x20_0000), (3, 0x4000_0000)):
            step = play.do(Map(page, 0x8000_0000, level, 0))
            found = play.machine.walk(page + 5)
            assert (found.level, found.physical, len(found.steps)) == (level, 0x8000_0005, levels + 1 - level)
            assert step.entries == 1 + step.frames
        refused = play.do(Access("write", 0x5000)).fault
        assert refused is not None
        assert refused.error_code == 3


def test_tables_get_low_frames_and_pages_high_ones() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, None, 1, 0))
    found = play.machine.walk(PAGE)
    assert [step.table for step in found.steps] == [0x1000, 0x2000, 0x3000, 0x4000]
    assert found.physical == 0x20_0000
    play.do(Map(0x6000, None, 1, 0))
    assert play.machine.walk(0x6000).physical == 0x20_1000


def test_a_page_for_user_code_opens_the_tables_above_it() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, None, 1, ENTRY_RW))
    play.do(Map(0x6000, None, 1, ENTRY_RW | 4))
    assert play.do(Access("write", 0x6000, 3)).fault is None
    assert play.do(Access("write", PAGE, 3)).fault is not None


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (Map(0x8000_0000_0000, None, 1, 0), "0x800000000000 is not canonical"),
        (Map(0x5001, None, 1, 0), "begins at a multiple of 0x1000: 0x5000 would do"),
        (Map(0x5000, None, 2, 0), "begins at a multiple of 0x200000: 0x0 would do"),
        (Map(0x6000, 0x9001, 1, 0), "frame of 4 KiB begins at a multiple of 0x1000: 0x9000"),
        (Map(0x6000, 1 << 52, 1, 0), "52 bits at most"),
        (Map(0x4000_0000, None, 3, 0), "No 1 GiB of memory in one piece"),
        (Map(PAGE, None, 1, 0), "mapped already, to 0x9000. Unmap it first"),
        (Map(PAGE, 0, 2, 0), "points to a table of smaller pages already, at 0x4000"),
        (Map(0x20_1000, None, 1, 0), "lies in a page of 2 MiB already"),
        (Unmap(0x7000), "0x7000 is not mapped"),
        (Unmap(0x8000_0000_0000), "not canonical"),
        (Edit(0x4000_0000, 1, 0), "ends at level 3: it comes to no entry of level 1"),
        (Edit(PAGE, 1, 0, "recursive"), "no recursive entry in these tables: set that way up"),
        (Unmap(PAGE, "window"), "no window on physical memory"),
    ],
)
def test_what_cannot_be_tried_is_said_and_changes_nothing(operation: Operation, told: str) -> None:
    play = Playground(Start())
    play.do(Map(PAGE, 0x9000, 1, 0))
    play.do(Map(0x20_0000, 0x20_0000, 2, 0))
    before, frames = state(play.machine), play.frames
    with pytest.raises(OperationError, match=told):
        play.do(operation)
    assert state(play.machine) == before
    assert play.frames == frames
    assert len(play.steps) == 2


@given(starts, st.lists(operations, max_size=12))
@settings(deadline=None)
def test_undo_brings_back_every_state_exactly(start: Start, asked: list[Operation]) -> None:
    play = Playground(start)
    states = [(state(play.machine), play.frames)]
    for operation in asked:
        try:
            step = play.do(operation)
        except OperationError:
            assert (state(play.machine), play.frames) == states[-1]
            continue
        assert title(operation)
        assert outcome(step).endswith(".")
        states.append((state(play.machine), play.frames))
    while play.steps:
        assert (state(play.machine), play.frames) == states.pop()
        play.undo()
    assert (state(play.machine), play.frames) == states.pop()


@given(st.lists(operations, max_size=8), st.lists(operations, max_size=8))
@settings(deadline=None)
def test_another_list_is_come_to_from_any_other(one: list[Operation], other: list[Operation]) -> None:
    first, second = played(Start(), one), played(Start(), other)
    again = replay(Start(), second.operations, first)
    assert differ(again.machine, second.machine) == []


# -- the three ways


@given(
    starts,
    st.lists(operations, max_size=8),
    st.sampled_from(WAYS),
    st.sampled_from((0x5000, 0x20_0000, 0x180_0000_0000)),
)
@settings(deadline=None)
def test_what_a_way_costs_is_what_it_takes_when_it_is_set_up(
    start: Start, asked: list[Operation], by: str, address: int
) -> None:
    play = played(start, [one for one in asked if not isinstance(one, Edit)])
    (told,) = [cost for cost in play.costs(address) if cost.by == by]
    before = state(play.machine)
    step: Step | None
    try:
        step = play.do(Reach(by))
    except OperationError as refused:
        step, why = None, str(refused)
    if step is None:
        assert told.ready or told.obstacle == why
        assert state(play.machine) == before
        return
    assert not told.ready
    assert (step.entries, step.frames) == (told.entries, told.frames)
    (now,) = [cost for cost in play.costs(address) if cost.by == by]
    assert now.ready
    assert now.places[: len(told.places)] == told.places  # setting it up may have made more of them
    for place in now.places:
        assert play.machine.walk(place.linear).physical == place.table


def test_a_write_that_hits_a_table_is_seen_in_the_costs() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, 0x1000, 1, ENTRY_RW))
    before = play.costs(PAGE)
    play.do(Access("write", PAGE + 8 * 300, 0, 3))
    assert play.costs(PAGE) != before


@given(starts, st.lists(operations, max_size=8))
@settings(deadline=None)
def test_costs_that_are_remembered_are_those_that_would_be_found_anew(start: Start, asked: list[Operation]) -> None:
    play = Playground(start)
    play.costs(PAGE)
    for operation in asked:
        try:
            play.do(operation)
        except OperationError:
            continue
        assert play.costs(PAGE) == costs(play.machine, play.frames, PAGE, play.past())
    while play.steps:
        play.undo()
        assert play.costs(PAGE) == costs(play.machine, play.frames, PAGE, play.past())


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("levels", [4, 5])
def test_each_way_reaches_every_entry_and_edits_the_same_tables(by: str, levels: int) -> None:
    plain, through = Playground(Start(levels=levels)), Playground(Start(levels=levels))
    for play in (plain, through):
        play.do(Map(PAGE, 0x9000, 1, ENTRY_RW))
        play.do(Map(0xFFFF_8800_0000_0000, 0x20_0000, 2, ENTRY_RW))
        play.do(Reach(by))
    for number, address in ((1, PAGE), (2, 0xFFFF_8800_0000_0000)):
        plain.do(Edit(address, number, 0x4000_0081))
        step = through.do(Edit(address, number, 0x4000_0081, by))
        assert step.fault is None
        assert step.calls[-1].name == "cpu.store"
    used = ENTRY_A | ENTRY_D
    for table in tables(plain.machine.memory, plain.machine.memory, plain.machine.mmu.control):
        for at in range(table, table + 4096, 8):
            assert plain.machine.memory.entry(at) | used == through.machine.memory.entry(at) | used


def test_through_the_recursive_entry_a_new_table_is_reached_at_once_through_identity_it_is_not() -> None:
    for by, mapped in (("recursive", True), ("window", True), ("identity", False)):
        play = Playground(Start())
        play.do(Reach(by))
        step = play.do(Map(0x40_0000_0000, 0x9000, 1, ENTRY_RW, by))
        assert (step.fault is None) is mapped, by
        assert (play.machine.walk(0x40_0000_0000).physical == 0x9000) is mapped
    assert step.fault is not None
    assert step.fault.cr2 == step.calls[-1].arguments[0]


def test_identity_needs_addresses_that_are_free() -> None:
    play = Playground(Start())
    play.do(Map(0x1000, 0x9000, 1, 0))
    with pytest.raises(OperationError, match="0x1000, where a table lies, is in use: it is mapped to 0x9000"):
        play.do(Reach("identity"))


def test_the_boot_loaders_window_is_found_in_its_tables() -> None:
    play = Playground(Start("boot"))
    told = {cost.by: cost for cost in play.costs(0x20_1000)}
    assert told["window"].ready
    assert way(play.machine, "window").base == play.machine.window  # type: ignore[attr-defined]
    assert told["window"].taken == 1 << 40
    assert (told["recursive"].entries, told["recursive"].frames) == (1, 0)
    assert told["identity"].entries > 1000


# -- beginning with a paste


def test_a_paste_is_begun_with_where_it_suffices() -> None:
    play = Playground(Start("paste", 4, paste("xp_walk_of_a_fault")))
    assert play.begun.notes
    assert play.do(Access("write", play.begun.address)).fault is not None
    known = set(tables(play.machine.memory, play.machine.memory, play.machine.mmu.control))
    play.do(Map(0x4000_0000_0000, None, 1, 0))
    fresh = set(tables(play.machine.memory, play.machine.memory, play.machine.mmu.control)) - known
    assert len(fresh) == play.steps[-1].frames == 3


def test_a_paste_without_tables_is_refused_in_words() -> None:
    with pytest.raises(OperationError, match="No machine can be rebuilt from this paste: there are no tables in it"):
        Playground(Start("paste", 4, "the sun shines"))
    with pytest.raises(OperationError, match="more than 1,048,576 characters"):
        Playground(Start("paste", 4, "x" * (1 << 21)))


def test_how_it_went_is_told() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, None, 1, ENTRY_RW))
    play.do(Access("read", PAGE))
    told = [
        (Reload(), "The TLB has lost 1 copy."),
        (Switch("CR4.SMEP", True), "CR4.SMEP is 1 now."),
        (Switch("CR4.LA57", True), "LA57 cannot be changed in long mode"),
        (Protect(4), "#UD"),
        (Invalidate(PAGE), "The TLB held no copy of the page of 0x400000"),
        (Access("fetch", PAGE), "Fetched: 0x0. The CPU walked the tables."),
        (
            Access("fetch", PAGE, 3),
            "#PF with error code 0x15 (P | U | I): the level-4 entry is for the supervisor only",
        ),
        (Access("read", 1 << 63), "#GP with error code 0x0: 0x8000000000000000 is not canonical"),
        (Unmap(PAGE), "Written. The TLB has not been told"),
    ]
    for operation, text in told:
        assert text in outcome(play.do(operation)), operation
