"""The interrupt controllers, as drivers and kernels use them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.machine import events
from pagesim_py.machine.pic import AFTER_BIOS, Pic, Pics, PicState
from tests.machine.helpers import kernel

FIRST, FIRST_DATA, SECOND, SECOND_DATA = 0x20, 0x21, 0xA0, 0xA1


def remapped(first_mask: int = 0, second_mask: int = 0) -> Any:
    """A machine whose controllers have been given vectors 0x20 and 0x28, as the pic8259 crate does it."""
    machine = kernel()
    out = machine.cpu.out_port
    for port, value in (
        (FIRST, 0x11), (SECOND, 0x11), (FIRST_DATA, 0x20), (SECOND_DATA, 0x28),
        (FIRST_DATA, 4), (SECOND_DATA, 2), (FIRST_DATA, 1), (SECOND_DATA, 1),
        (FIRST_DATA, first_mask), (SECOND_DATA, second_mask),
    ):  # fmt: skip
        out(port, value)
        out(0x80, 0)
    return machine


def pulse(machine: Any, line: int) -> None:
    machine.board.pics.set_line(line, True)
    machine.board.pics.set_line(line, False)


def test_after_the_bios_the_timer_waits_with_the_vector_of_double_fault() -> None:
    machine = kernel()
    assert [machine.cpu.in_port(port) for port in (FIRST_DATA, SECOND_DATA)] == [0xB8, 0x8E]
    assert machine.cpu.in_port(FIRST) == 1
    assert machine.board.requested
    assert machine.board.acknowledge() == 8


def test_initialising_forgets_requests_and_gives_vectors() -> None:
    machine = remapped()
    assert not machine.board.requested
    for line, vector in ((0, 0x20), (1, 0x21), (7, 0x27)):
        pulse(machine, line)
        assert machine.board.acknowledge() == vector
        machine.cpu.out_port(FIRST, 0x20)
    for line, vector in ((8, 0x28), (12, 0x2C), (15, 0x2F)):
        pulse(machine, line)
        assert machine.board.acknowledge() == vector
        machine.cpu.out_port(SECOND, 0x20)
        machine.cpu.out_port(FIRST, 0x20)


def test_only_a_rise_asks() -> None:
    machine = remapped()
    pics = machine.board.pics
    pics.set_line(1, True)
    machine.board.acknowledge()
    machine.cpu.out_port(FIRST, 0x20)
    pics.set_line(1, True)
    assert not machine.board.requested
    pics.set_line(1, False)
    pics.set_line(1, True)
    assert machine.board.requested


def test_a_masked_line_waits_until_it_is_opened() -> None:
    machine = remapped(first_mask=0x01)
    pulse(machine, 0)
    assert not machine.board.requested
    assert machine.cpu.in_port(FIRST) == 1
    machine.cpu.out_port(FIRST_DATA, 0)
    assert machine.board.requested


def test_a_masked_cascade_keeps_the_second_controller_out() -> None:
    machine = remapped(first_mask=0x04)
    pulse(machine, 8)
    assert not machine.board.requested
    assert machine.board.pics.is_masked(8)


def test_a_line_in_service_keeps_itself_and_lower_ones_waiting_until_its_end() -> None:
    machine = remapped()
    pulse(machine, 1)
    assert machine.board.acknowledge() == 0x21
    machine.cpu.out_port(FIRST, 0x0B)
    assert machine.cpu.in_port(FIRST) == 0b10
    pulse(machine, 1)
    pulse(machine, 4)
    assert not machine.board.requested
    assert machine.board.pics.blocker(4) == 1
    pulse(machine, 0)
    assert machine.board.acknowledge() == 0x20, "a higher one comes through"
    machine.cpu.out_port(FIRST, 0x20)
    assert not machine.board.requested, "the end of interrupt was that of line 0"
    machine.cpu.out_port(FIRST, 0x20)
    assert machine.board.acknowledge() == 0x21
    machine.cpu.out_port(FIRST, 0x61)
    assert machine.board.acknowledge() == 0x24


def test_a_specific_end_ends_the_line_it_names_and_no_other() -> None:
    machine = remapped()
    pulse(machine, 3)
    machine.board.acknowledge()
    machine.cpu.out_port(FIRST, 0x65)
    pulse(machine, 3)
    assert not machine.board.requested
    machine.cpu.out_port(FIRST, 0x63)
    assert machine.board.requested


def test_the_second_controller_needs_both_ends() -> None:
    machine = remapped()
    pulse(machine, 14)
    assert machine.board.acknowledge() == 0x2E
    machine.cpu.out_port(SECOND, 0x20)
    pulse(machine, 14)
    assert not machine.board.requested
    machine.cpu.out_port(FIRST, 0x20)
    assert machine.board.acknowledge() == 0x2E


def test_an_acknowledge_with_nothing_to_take_is_line_7_and_nothing_is_in_service() -> None:
    machine = remapped()
    assert machine.board.acknowledge() == 0x27
    machine.cpu.out_port(FIRST, 0x0B)
    assert machine.cpu.in_port(FIRST) == 0


def test_a_request_that_the_second_controller_takes_back_is_a_spurious_line_15() -> None:
    machine = remapped()
    machine.log = []
    pulse(machine, 12)
    machine.cpu.out_port(SECOND_DATA, 0xFF)
    assert machine.board.requested, "the first controller remembers the rise of its line 2"
    assert machine.board.acknowledge() == 0x2F
    machine.cpu.out_port(SECOND, 0x0B)
    machine.cpu.out_port(FIRST, 0x0B)
    assert machine.cpu.in_port(SECOND) == 0
    assert machine.cpu.in_port(FIRST) == 4, "the first controller still waits for its end"
    told = [e for e in machine.log if isinstance(e, events.InterruptAcknowledged)]
    assert told[0].spurious
    assert "spurious" in told[0].sentence


def test_automatic_end_leaves_nothing_in_service() -> None:
    chip = Pic(PicState(), False)
    for data, value in ((False, 0x11), (True, 0x40), (True, 4), (True, 3)):
        chip.write(data, value)
    chip.set_line(2, True)
    assert chip.acknowledge() == 2
    assert chip.state.isr == 0


def test_poll_acknowledges_by_reading() -> None:
    machine = remapped()
    pulse(machine, 5)
    machine.cpu.out_port(FIRST, 0x0C)
    assert machine.cpu.in_port(FIRST) == 0x85
    machine.cpu.out_port(FIRST, 0x0B)
    assert machine.cpu.in_port(FIRST) == 0x20
    machine.cpu.out_port(FIRST, 0x0C)
    assert machine.cpu.in_port(FIRST) == 0


def test_rotation_makes_the_line_served_the_last() -> None:
    machine = remapped()
    for line in (0, 1):
        pulse(machine, line)
    assert machine.board.acknowledge() == 0x20
    machine.cpu.out_port(FIRST, 0xA0)
    pulse(machine, 0)
    assert machine.board.acknowledge() == 0x21


def test_special_mask_mode_lets_lower_lines_through() -> None:
    machine = remapped()
    pulse(machine, 0)
    machine.board.acknowledge()
    pulse(machine, 6)
    machine.cpu.out_port(FIRST_DATA, 0x01)
    assert not machine.board.requested
    machine.cpu.out_port(FIRST, 0x68)
    assert machine.board.acknowledge() == 0x26


def test_an_end_of_interrupt_is_told_after_the_write() -> None:
    machine = remapped()
    machine.log = []
    pulse(machine, 9)
    machine.board.acknowledge()
    machine.cpu.out_port(SECOND, 0x20)
    machine.cpu.out_port(FIRST, 0x20)
    machine.cpu.out_port(FIRST, 0x20)
    ends = [e for e in machine.log if isinstance(e, events.EndOfInterrupt)]
    assert [e.line for e in ends] == [9, 2, None]
    assert "nothing is in service" in ends[2].sentence


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("line"), st.integers(0, 15), st.booleans()),
        st.tuples(st.just("out"), st.sampled_from([FIRST, FIRST_DATA, SECOND, SECOND_DATA]), st.integers(0, 255)),
        st.tuples(st.just("in"), st.sampled_from([FIRST, FIRST_DATA, SECOND, SECOND_DATA]), st.just(0)),
        st.tuples(st.just("acknowledge"), st.just(0), st.just(0)),
    ),
    max_size=60,
)


@given(STEPS)
def test_whatever_is_written_the_vector_lies_in_the_range_of_a_chip(steps: list[tuple[str, int, int]]) -> None:
    pics = Pics()
    assert pics.get_state() == AFTER_BIOS
    for what, a, b in steps:
        if what == "line":
            pics.set_line(a, bool(b))
        elif what == "out":
            pics.write(a, b)
        elif what == "in":
            assert 0 <= pics.read(a) <= 255
        else:
            asked = pics.requested
            vector, line, spurious = pics.acknowledge()
            assert vector >> 3 in (pics.first.state.base >> 3, pics.second.state.base >> 3)
            assert vector & 7 == line & 7
            assert asked or spurious


@given(STEPS)
def test_undoing_and_redoing_a_recording_is_exact(steps: list[tuple[str, int, int]]) -> None:
    machine = kernel()
    machine.log = []
    seen = []
    for what, a, b in steps:
        if what == "out":
            machine.cpu.out_port(a, b)
        elif what == "in":
            machine.cpu.in_port(a)
        elif what == "acknowledge":
            machine.board.acknowledge()
        else:
            machine.board.advance(machine.board.now + a * 10_000_000)
        seen.append((len(machine.log), machine.board.get_state()[:3]))
    log, machine.log = machine.log, None
    at = len(log)
    for position, state in reversed(seen):
        while at > position:
            at -= 1
            machine.undo(log[at])
        assert machine.board.get_state()[:3] == state
    while at:
        at -= 1
        machine.undo(log[at])
    assert machine.board.get_state()[:3] == kernel().board.get_state()[:3]
    for entry in log:
        machine.redo(entry)
    if seen:
        assert machine.board.get_state()[:3] == seen[-1][1]


def test_a_snapshot_holds_the_devices() -> None:
    machine = remapped()
    taken = machine.snapshot()
    pulse(machine, 3)
    machine.board.acknowledge()
    machine.restore(taken)
    assert machine.board.get_state() == taken.board
    with pytest.raises(AttributeError):
        taken.board.now = 5
