"""What would have made the last access succeed: each offer is done, and it does."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pagesim_py.machine.flags import ENTRY_RW, ENTRY_US
from pagesim_py.playground import Access, Edit, Map, Operation, OperationError, Playground, Start, Switch
from pagesim_py.playground.remedies import remedies
from tests.playground.lists import differ, operations, played, starts

PAGE = 0x40_0000


def test_a_write_to_a_read_only_page_is_helped_by_its_flag_or_by_wp() -> None:
    play = played(Start(), [Map(PAGE, 0x9000, 1, 0), Access("write", PAGE)])
    found = {one.sentence: one.operations for one in remedies(play)}
    assert found["Set R/W in the level-1 entry."] == (Edit(PAGE, 1, 0x9003), Access("write", PAGE))
    assert found["Clear CR0.WP."] == (Switch("CR0.WP", False), Access("write", PAGE))


def test_a_missing_page_is_mapped_and_the_kernel_may_what_user_code_may_not() -> None:
    missing = remedies(played(Start(), [Access("read", PAGE, 3)]))
    assert missing[0].operations[0] == Map(PAGE, None, 1, ENTRY_RW | ENTRY_US)
    refused = remedies(played(Start(), [Map(PAGE, 0x9000, 1, 0), Access("read", PAGE, 3)]))
    assert [one.operations for one in refused] == [(Access("read", PAGE, 0),)]


def test_two_bits_of_one_entry_are_both_set_in_the_end() -> None:
    play = played(Start(), [Map(PAGE, 0x9000, 1, ENTRY_RW | ENTRY_US), Edit(PAGE, 1, 0x9001), Access("write", PAGE, 3)])
    both = next(one for one in remedies(play) if len(one.operations) == 3)
    assert both.sentence == "Set R/W in the level-1 entry. Set U/S in the level-1 entry."
    for operation in both.operations:
        step = play.do(operation)
    assert step.fault is None
    assert play.machine.memory.read_u64(play.machine.walk(PAGE).steps[-1].address) & 7 == 7


def test_nothing_is_offered_where_nothing_failed_or_nothing_can_help() -> None:
    assert remedies(Playground(Start())) == []
    assert remedies(played(Start(), [Map(PAGE, None, 1, 0)])) == []
    assert remedies(played(Start(), [Map(PAGE, None, 1, 0), Access("read", PAGE)])) == []
    assert remedies(played(Start(), [Access("read", 1 << 63)])) == []


@example(Start(), [Map(0, None, 1, 0), Switch("CR4.SMAP", True)], "read", 3)
@given(starts, st.lists(operations, max_size=6), st.sampled_from(("read", "write", "fetch")), st.sampled_from((0, 3)))
@settings(deadline=None)
def test_each_offer_makes_it_succeed(start: Start, asked: list[Operation], kind: str, cpl: int) -> None:
    play = played(start, [*asked, Access(kind, PAGE if not asked else 0x5000, cpl)])
    found = remedies(play)
    assume(found)
    before = len(play.steps)
    fresh = played(start, play.operations)
    for remedy in found:
        refused, step = None, None
        try:
            for operation in remedy.operations:
                step = play.do(operation)
        except OperationError as error:
            refused = str(error)
        assert refused is None or "No frame is free" in refused or "is mapped already" in refused
        assert refused is not None or step.fault is None, remedy
        while len(play.steps) > before:
            play.undo()
        assert differ(play.machine, fresh.machine) == []
