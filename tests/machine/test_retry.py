"""An access made on a fork: what came of it, and that the machine it was forked from stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Machine
from pagesim_py.machine.changes import SWITCHES, Change, apply, switches_of
from pagesim_py.machine.descriptors import ist_offset
from pagesim_py.machine.retry import Asked, forked, retry
from pagesim_py.machine.whatif import candidates, to_succeed
from tests.machine.helpers import IDT, RW, TSS, US, P, kernel, map_page, set_gate

PAGE = 0x40_0000
WRITE = Asked(PAGE + 5, Access.WRITE)


def machine_with_page(entry: int) -> Machine:
    machine = kernel()
    set_gate(machine, 14)
    set_gate(machine, 8, ist=1)
    map_page(machine, PAGE, entry)
    return machine


def leaf(machine: Machine, name: str, on: bool) -> Change:
    step = machine.walk(PAGE).steps[-1]
    return Change("entry", name, on, step.level, step.address)


def test_a_write_that_is_refused_and_goes_to_its_handler() -> None:
    machine = machine_with_page(0x9000 | P)
    was = retry(machine, WRITE)
    assert was.fault is not None
    assert (was.fault.error_code, was.physical, was.walked) == (3, None, True)
    assert was.marks == ((2, "A"),)  # the CPU has been through level 4 and 3 before
    assert was.went is not None
    assert (was.went.vector, was.went.stack) == (14, None)
    assert was.tlb == ()


def test_with_rw_set_it_succeeds_sets_a_and_d_and_fills_the_tlb() -> None:
    machine = machine_with_page(0x9000 | P)
    became = retry(machine, WRITE, [leaf(machine, "R/W", True)])
    assert became.fault is None
    assert became.physical == 0x9005
    assert became.marks[-2:] == ((1, "A"), (1, "D"))
    assert [event.title for event in became.tlb] == ["TLB filled"]
    assert became.went is None
    assert machine.walk(PAGE).steps[-1].entry == 0x9000 | P


def test_a_copy_of_before_decides_until_invlpg() -> None:
    machine = machine_with_page(0x9000 | P)
    machine.cpu.access(PAGE, 1, Access.READ)
    change = leaf(machine, "R/W", True)
    stale = retry(machine, WRITE, [change])
    assert stale.fault is not None
    assert stale.fault.stale
    assert stale.edit is not None
    assert not stale.walked
    assert [event.title for event in stale.tlb] == ["TLB entry dropped"]
    assert retry(machine, WRITE._replace(invalidate=True), [change]).fault is None


def test_a_mapping_taken_away_is_still_used_from_the_tlb() -> None:
    machine = machine_with_page(0x9000 | P)
    machine.cpu.access(PAGE, 1, Access.READ)
    gone = [leaf(machine, "P", False)]
    assert retry(machine, Asked(PAGE, Access.READ), gone).physical == 0x9000
    fault = retry(machine, Asked(PAGE, Access.READ, invalidate=True), gone).fault
    assert fault is not None
    assert fault.error_code == 0


def test_user_code_is_refused_and_its_frame_goes_to_rsp0() -> None:
    machine = machine_with_page(0x9000 | P | RW)
    was = retry(machine, WRITE._replace(cpl=3))
    assert was.fault is not None
    assert was.fault.error_code == 7
    assert was.went is not None
    assert (was.went.vector, was.went.stack) == (14, "RSP0")


def test_a_gate_that_goes_away_makes_a_double_fault_and_two_the_end() -> None:
    machine = machine_with_page(0)
    gates = [Change("gate", "P", False, vector, IDT + 16 * vector) for vector in (14, 8)]
    one, two = retry(machine, WRITE, gates[:1]), retry(machine, WRITE, gates)
    assert one.went is not None
    assert (one.went.vector, one.went.stack) == (8, "IST1")
    assert two.went is not None
    assert two.went.vector is None
    assert [one.fault.mnemonic for one in two.went.chain] == ["#PF", "#NP", "#DF", "#NP"]


def test_ist_and_its_slot_say_where_the_frame_goes() -> None:
    machine = machine_with_page(0)
    ist = Change("gate", "IST", level=14, address=IDT + 16 * 14, value=2)
    slot = Change("tss", "IST2", address=TSS + ist_offset(2), value=0x38000)
    went = retry(machine, WRITE, [ist, slot]).went
    assert went is not None
    assert (went.stack, went.frame) == ("IST2", 0x38000 - 48)
    nowhere = retry(machine, WRITE, [ist, slot._replace(value=0x7777_0000_0000)]).went
    assert nowhere is not None
    assert nowhere.vector == 8


def test_what_a_change_says() -> None:
    said = [
        Change("gate", "P", False, 14, IDT).sentence,
        Change("gate", "IST", level=8, address=IDT, value=3).sentence,
        Change("gate", "IST", level=8, address=IDT).sentence,
        Change("tss", "RSP0", address=TSS, value=0x1000).sentence,
        Change("key", "WD", True, value=4, register="PKRU").sentence,
    ]
    assert said == [
        "Clear P of gate 14 (#PF).", "Let gate 8 (#DF) use IST3.", "Let gate 8 (#DF) use no IST.",
        "Let RSP0 of the TSS be 0x1000.", "Set WD of protection key 4 in PKRU.",
    ]  # fmt: skip


def test_a_cpu_without_a_feature_offers_no_switch_of_it() -> None:
    assert switches_of(Machine()) == list(SWITCHES)
    machine = Machine(features=["nx"])
    assert switches_of(machine) == ["CR0.WP", "EFER.NXE", "RFLAGS.AC"]
    with pytest.raises(ValueError, match=r"refuses to change CR4\.SMEP"):
        apply(machine, Change("switch", "CR4.SMEP", True))


def test_switching_global_pages_off_flushes_and_wp_does_not() -> None:
    machine = machine_with_page(0x9000 | P)
    machine.cpu.access(PAGE, 1, Access.READ)
    assert len(forked(machine, [Change("switch", "CR0.WP", False)]).tlb) == len(machine.tlb)
    assert len(forked(machine, [Change("switch", "CR4.PGE", True)]).tlb) == 0


ENTRIES = st.sampled_from([0, 0x9000, 0x9000 | P, 0x9000 | P | RW, 0x9000 | P | RW | US, 0x9000 | P | 1 << 45])
KINDS = st.sampled_from([Access.READ, Access.WRITE, Access.FETCH])


@settings(max_examples=40, deadline=None)
@given(entry=ENTRIES, kind=KINDS, cpl=st.sampled_from([None, 3]), warm=st.booleans(), data=st.data())
def test_retrying_changes_nothing_and_says_what_a_real_access_does(
    entry: int, kind: Access, cpl: int | None, warm: bool, data: st.DataObject
) -> None:
    machine = machine_with_page(entry)
    if warm and entry & P and not entry >> 45 & 1:
        machine.cpu.access(PAGE, 1, Access.READ)
    machine.log = []
    asked = Asked(PAGE, kind, cpl, data.draw(st.booleans()))
    some = data.draw(
        st.lists(st.sampled_from(candidates(machine, PAGE, kind)), max_size=3, unique_by=lambda c: c.target)
    )
    some = [one for one in some if one.kind != "cpl"]
    before = machine.snapshot()
    try:
        found = retry(machine, asked, some)
    except ValueError:
        return
    assert machine.snapshot() == before
    assert machine.log == []
    assert (found.fault is None) != (found.physical is None)
    assert (found.fault is None) == (found.went is None)
    if found.copy is None and cpl is None:
        predicted = forked(machine, some).predict(PAGE, kind)
        assert (predicted and predicted.error_code) == (found.fault and found.fault.error_code)


@settings(max_examples=25, deadline=None)
@given(entry=ENTRIES, kind=KINDS, cpl=st.sampled_from([0, 3]))
def test_what_is_said_to_make_it_succeed_does_when_the_tlb_holds_nothing(entry: int, kind: Access, cpl: int) -> None:
    machine = machine_with_page(entry)
    machine.cpu.poke(cpl=cpl)
    for changes in to_succeed(machine, PAGE, kind, 2):
        assert retry(machine, Asked(PAGE, kind, None, True), changes).fault is None
