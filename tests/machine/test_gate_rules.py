"""The checks on the way to a handler, each alone (SDM vol. 2A INT n; vol. 3A 6.12 to 6.14)."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py import Fault, Machine
from pagesim_py.machine import events, vectors
from pagesim_py.machine.descriptors import code64, data
from pagesim_py.machine.faults import Rule
from tests.machine.helpers import (
    GDT,
    IDT,
    IST,
    KERNEL_CODE,
    KERNEL_DATA,
    RSP0,
    RW,
    TASK,
    TSS,
    USER_CODE,
    P,
    kernel,
    map_page,
    set_gate,
    to_user,
)

NP, SS, GP, PF, TS = vectors.NP, vectors.SS, vectors.GP, vectors.PF, vectors.TS
TRIED = 0x40
SPARE = 0x38
"""A selector behind the TSS's descriptor, for one more segment."""
EXT, IN_IDT = 1, 2
NT, RF, TF, IF, AC, DF_FLAG, IOPL = 1 << 14, 1 << 16, 1 << 8, 1 << 9, 1 << 18, 1 << 10, 3 << 12


def prepared(**gate: Any) -> Machine:
    """A kernel with the gate of TRIED as ``gate`` says, good gates for what may go wrong, and room for SPARE."""
    machine = kernel()
    for vector in (vectors.DF, NP, SS, GP, PF, TS):
        set_gate(machine, vector)
    set_gate(machine, TRIED, **{"dpl": 3, **gate})
    machine.cpu.lgdt(GDT, SPARE + 7)
    return machine


def refusal(machine: Machine, kind: str = "software") -> tuple[int, int, Rule]:
    """Vector, error code on the stack, and rule of the fault that delivery of TRIED raises."""
    machine.log = []
    vector = machine.cpu.interrupt(TRIED, kind)
    (failed,) = (entry for entry in machine.log if isinstance(entry, events.DeliveryFailed))
    assert failed.second.vector == vector
    return vector, machine.cpu.load(machine.cpu.rsp, 8), failed.second.rule


class TestGate:
    @pytest.mark.parametrize(("limit", "allowed"), [(TRIED * 16 + 15, True), (TRIED * 16 + 14, False)])
    def test_a_whole_gate_must_lie_within_the_idts_limit(self, limit: int, allowed: bool) -> None:
        machine = prepared()
        machine.cpu.lidt(IDT, limit)
        if allowed:
            assert machine.cpu.interrupt(TRIED) == TRIED
        else:
            assert refusal(machine) == (GP, TRIED * 8 | IN_IDT, Rule.GATE_BEYOND_LIMIT)

    @pytest.mark.parametrize("wrong", [0x0, 0x5, 0x6, 0x7, 0xC, 0x1E])
    def test_only_64_bit_interrupt_and_trap_gates_are_gates(self, wrong: int) -> None:
        assert refusal(prepared(type=wrong)) == (GP, TRIED * 8 | IN_IDT, Rule.GATE_TYPE)

    def test_dpl_is_looked_at_before_presence_and_for_software_only(self) -> None:
        machine = prepared(dpl=0, present=False)
        to_user(machine)
        assert refusal(machine) == (GP, TRIED * 8 | IN_IDT, Rule.GATE_PRIVILEGE)
        machine = prepared(dpl=0, present=False)
        to_user(machine)
        assert refusal(machine, "external") == (NP, TRIED * 8 | IN_IDT | EXT, Rule.GATE_NOT_PRESENT)

    @pytest.mark.parametrize(("kind", "ext"), [("software", 0), ("int3", 0), ("external", EXT), ("icebp", EXT)])
    def test_ext_is_set_unless_the_program_asked(self, kind: str, ext: int) -> None:
        assert refusal(prepared(present=False), kind) == (NP, TRIED * 8 | IN_IDT | ext, Rule.GATE_NOT_PRESENT)

    @pytest.mark.parametrize("handler", [1 << 47, 0xFFFF_7FFF_FFFF_F000])
    def test_the_handlers_address_must_be_canonical(self, handler: int) -> None:
        assert refusal(prepared(offset=handler)) == (GP, 0, Rule.HANDLER_NON_CANONICAL)


class TestCodeSegment:
    @pytest.mark.parametrize(
        ("selector", "raw", "vector", "rule"),
        [
            (0, None, GP, Rule.SELECTOR_NULL),
            (3, None, GP, Rule.SELECTOR_NULL),
            (SPARE + 8, None, GP, Rule.SELECTOR_BEYOND_LIMIT),
            (KERNEL_CODE | 4, None, GP, Rule.SELECTOR_BEYOND_LIMIT),
            (KERNEL_DATA, None, GP, Rule.NOT_CODE),
            (TASK, None, GP, Rule.NOT_CODE),
            (USER_CODE, None, GP, Rule.CODE_PRIVILEGE),
            (SPARE, code64(present=False), NP, Rule.SEGMENT_NOT_PRESENT),
            (SPARE, code64() & ~(1 << 53), GP, Rule.NOT_64_BIT),
            (SPARE, code64() | 1 << 54, GP, Rule.NOT_64_BIT),
            (SPARE, code64(3, conforming=True), GP, Rule.CODE_PRIVILEGE),
            (SPARE, data(present=False), GP, Rule.NOT_CODE),
        ],
    )
    def test_it_must_be_present_64_bit_code_of_no_lower_privilege(
        self, selector: int, raw: int | None, vector: int, rule: Rule
    ) -> None:
        machine = prepared(selector=selector)
        if raw is not None:
            machine.memory.write_u64(GDT + SPARE, raw)
        code = 0 if rule is Rule.SELECTOR_NULL else selector & 0xFFFC
        assert refusal(machine) == (vector, code, rule)

    def test_the_gates_rpl_does_not_matter_and_cs_gets_the_new_level(self) -> None:
        machine = prepared(selector=KERNEL_CODE | 3)
        to_user(machine)
        machine.cpu.interrupt(TRIED)
        assert (machine.cpu.cs, machine.cpu.cpl) == (KERNEL_CODE, 0)

    def test_a_conforming_handler_keeps_the_level_and_the_stack(self) -> None:
        machine = prepared(selector=SPARE)
        machine.memory.write_u64(GDT + SPARE, code64(conforming=True))
        to_user(machine)
        machine.cpu.interrupt(TRIED)
        assert (machine.cpu.cs, machine.cpu.cpl, machine.cpu.rsp) == (SPARE | 3, 3, 0x40_2000 - 40)


class TestStack:
    @pytest.mark.parametrize(("ist", "offset"), [(1, 0x24), (2, 0x2C), (7, 0x54)])
    def test_ist_is_used_at_every_level_and_must_lie_within_the_tss(self, ist: int, offset: int) -> None:
        machine = prepared(ist=ist)
        machine.cpu.tr.limit = offset + 7
        assert machine.cpu.interrupt(TRIED) == TRIED
        assert machine.cpu.rsp == IST[ist] - 40
        assert machine.cpu.ss == KERNEL_DATA, "no change of level: SS stays"
        machine = prepared(ist=ist)
        machine.cpu.tr.limit = offset + 6
        assert refusal(machine) == (TS, TASK, Rule.TSS_BEYOND_LIMIT)

    def test_rsp0_is_used_for_an_inner_level_only_and_ss_becomes_null_there(self) -> None:
        machine = prepared()
        machine.cpu.interrupt(TRIED)
        assert machine.cpu.rsp == 0x2F000 - 40
        machine = prepared()
        to_user(machine)
        machine.cpu.interrupt(TRIED)
        assert (machine.cpu.rsp, machine.cpu.ss) == (RSP0 - 40, 0)

    def test_a_stack_pointer_in_the_tss_must_be_canonical(self) -> None:
        machine = prepared(ist=2)
        machine.memory.write_u64(TSS + 0x2C, 1 << 47)
        assert refusal(machine) == (SS, KERNEL_DATA, Rule.STACK_NON_CANONICAL)

    def test_a_push_that_is_not_canonical_is_ss_0(self) -> None:
        machine = prepared()
        set_gate(machine, SS, ist=1)
        machine.cpu.rsp = 0xFFFF_8000_0000_0000
        assert refusal(machine) == (SS, 0, Rule.STACK_NON_CANONICAL)

    def test_the_pushes_are_the_supervisors_and_a_page_fault_there_says_so(self) -> None:
        machine = prepared()
        set_gate(machine, PF, ist=1)
        to_user(machine)
        map_page(machine, RSP0 - 0x1000, 0)
        machine.cpu.poke()
        assert refusal(machine) == (PF, 2, Rule.NOT_PRESENT)
        assert machine.cpu.cr2 == RSP0 - 8

    def test_the_pushes_respect_smap_for_user_pages(self) -> None:
        machine = prepared()
        set_gate(machine, PF, ist=1)
        map_page(machine, RSP0 - 0x1000, RSP0 - 0x1000 | P | RW | 4)
        to_user(machine)
        machine.cpu.poke(cr4=0x20 | 1 << 21, rflags=2 | AC)
        assert refusal(machine) == (PF, 3, Rule.SMAP)


class TestFlags:
    @pytest.mark.parametrize(("gate_type", "kept"), [(0xE, 0), (0xF, IF)])
    def test_tf_nt_and_rf_are_cleared_if_by_interrupt_gates_and_the_rest_stays(self, gate_type: int, kept: int) -> None:
        machine = prepared(type=gate_type)
        machine.cpu.rflags = 2 | NT | RF | TF | IF | AC | DF_FLAG | IOPL | 0x8D5
        machine.cpu.interrupt(TRIED, "external")
        assert machine.cpu.rflags == 2 | kept | AC | DF_FLAG | IOPL | 0x8D5
        saved = machine.cpu.load(machine.cpu.rsp + 16, 8)
        assert saved == 2 | NT | RF | TF | IF | AC | DF_FLAG | IOPL | 0x8D5

    @pytest.mark.parametrize(("vector", "set_by_it"), [(vectors.UD, RF), (GP, RF), (vectors.DB, 0), (vectors.BP, 0)])
    def test_a_fault_saves_rf_and_a_trap_does_not(self, vector: int, set_by_it: int) -> None:
        machine = prepared()
        set_gate(machine, vector)
        machine.cpu.deliver(Fault(vector, 0 if vector == GP else None))
        words = 3 if vector == GP else 2
        assert machine.cpu.load(machine.cpu.rsp + 8 * words, 8) == 2 | set_by_it
