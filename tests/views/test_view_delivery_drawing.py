"""The drawn delivery: its rows, its ends, the frame in its stack."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine.descriptors import Gate
from pagesim_py.machine.events import Event
from pagesim_py.timeline import Timeline
from pagesim_py.views.delivery_drawing import attempts, draw
from pagesim_py.views.svg import Drawing
from tests.views.geometry import arrows, assert_well_drawn, boxes, texts

IDT = 0x222000
HANDLER = 0x203000
FORMS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def prepare(machine: Machine, *vectors: int) -> None:
    """An IDT with gates for ``vectors``, loaded; then recording begins."""
    for vector in vectors:
        for offset, half in zip((0, 8), Gate(HANDLER + vector * 16, 8).encode(), strict=True):
            machine.cpu.store(IDT + vector * 16 + offset, 8, half)
    machine.cpu.lidt(IDT, 0xFFF)
    machine.log = []


def happened(machine: Machine, address: int = 0xDEADBEAF, kind: Access = Access.WRITE) -> list[Event]:
    """The events of the delivery that an access to ``address`` begins."""
    with pytest.raises(Fault) as caught:
        machine.cpu.access(address, 1, kind)
    with contextlib.suppress(TripleFault):
        machine.cpu.deliver(caught.value, machine.cpu.rip)
    timeline = Timeline(machine)
    delivery = timeline.deliveries[-1]
    return [entry for entry in timeline.log[delivery.start : delivery.end] if isinstance(entry, Event)]


def order(drawing: Drawing) -> list[str]:
    return [box.name for box in boxes(drawing, "") if "card" in box.look]


@FORMS
def test_a_page_fault_goes_through_its_gate_to_its_handler(machine: Machine, narrow: bool) -> None:
    prepare(machine, 14)
    rip, rsp = machine.cpu.rip, machine.cpu.rsp
    drawing = draw(happened(machine), {HANDLER + 14 * 16: "osirs::on_page_fault + 0x0"}.get, narrow=narrow)
    assert order(drawing) == ["cause 0", "gate 0", "handler 0"]
    said = texts(drawing)
    assert "#PF page fault" in said
    assert "a write at 0xdeadbeaf" in said
    assert "osirs::on_page_fault" in said
    assert {"RIP", hex(rip), "RSP", hex(rsp), "error code"} <= set(said)
    assert f"RSP is now {machine.cpu.rsp:#x}" in said
    assert_well_drawn(drawing)


@FORMS
def test_a_missing_gate_leads_to_the_double_fault(machine: Machine, narrow: bool) -> None:
    prepare(machine, 8)
    drawing = draw(happened(machine), narrow=narrow)
    assert order(drawing) == ["cause 0", "gate 0", "cause 1", "gate 1", "handler 1"]
    assert "gate 14: empty" in texts(drawing)
    assert drawing.box("gate 0").look == "card bad"
    assert "#GP while delivering #PF" in texts(drawing)


@FORMS
def test_without_any_gate_the_chain_ends_in_the_reset(machine: Machine, narrow: bool) -> None:
    prepare(machine)
    drawing = draw(happened(machine), narrow=narrow)
    assert order(drawing)[-2:] == ["gate 1", "reset"]
    assert not boxes(drawing, "slot"), "no frame was pushed"
    assert_well_drawn(drawing)


def test_a_push_that_fails_says_where(machine: Machine) -> None:
    prepare(machine, 8, 14)
    machine.cpu.poke(rsp=0x10000002000)
    said = texts(draw(happened(machine)))
    assert "#PF on the way" in said
    assert "a push on the stack at 0x10000001ff8:" in said


def test_the_slots_are_what_lies_in_memory_highest_address_first(machine: Machine) -> None:
    prepare(machine, 14)
    drawing = draw(happened(machine))
    said = texts(drawing)
    addresses = [int(said[said.index(box.name.removeprefix("slot ")) - 1], 16) for box in boxes(drawing, "slot")]
    assert addresses == sorted(addresses, reverse=True)
    for box, address in zip(boxes(drawing, "slot"), addresses, strict=True):
        value = said[said.index(box.name.removeprefix("slot ")) + 1]
        assert machine.cpu.load(address, 8) == int(value, 16)


@FORMS
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gates=st.sets(st.sampled_from([8, 10, 11, 12, 13, 14])),
    stack=st.sampled_from([0x10000010000, 0x10000001008, 0x8000_0000_0000, 0x10000010007]),
    address=st.sampled_from([0, 0xDEADBEAF, 0x201000, 0x8000_0000_0000]),
    upto=st.integers(1, 40),
)
def test_any_delivery_is_well_drawn_at_any_moment(
    narrow: bool, gates: set[int], stack: int, address: int, upto: int
) -> None:
    from pagesim_py.boot import boot
    from pagesim_py.session.engine import STAND_IN

    machine = boot(STAND_IN)
    prepare(machine, *gates)
    machine.cpu.poke(rsp=stack)
    so_far = happened(machine, address)[:upto]
    drawing = draw(so_far, narrow=narrow)
    assert_well_drawn(drawing)
    ways = arrows(drawing)
    cards = [box for box in boxes(drawing, "") if "card" in box.look]
    assert len(cards) == sum(1 for name in ways if name.startswith("to ")) + 1, "each box but the first is led to"
    for before, box in itertools.pairwise(cards):
        assert before.holds(*ways[f"to {box.name}"].points[0])
        assert box.holds(*ways[f"to {box.name}"].points[-1], slack=1.5)
    assert len(attempts(so_far)) == len(boxes(drawing, "cause"))
