"""MOV to CR0, CR3, CR4 and WRMSR to EFER: what is refused with #GP(0), and what happens otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pagesim_py import Fault, Machine
from pagesim_py.machine.control import FEATURES
from pagesim_py.machine.faults import Rule
from tests.machine.helpers import (
    CR0,
    CR4,
    EFER,
    GDT,
    KERNEL_CODE,
    KERNEL_DATA,
    PCIDE,
    TASK,
    USER_CODE,
    USER_DATA,
    kernel,
    to_user,
)

PE, WP, NW, CD, PG = 1, 1 << 16, 1 << 29, 1 << 30, 1 << 31
LA57, CET = 1 << 12, 1 << 23


def refused(doing: Callable[[], Any]) -> Fault:
    with pytest.raises(Fault) as caught:
        doing()
    return caught.value


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (CR0 | 1 << 32, "bits 63:32"),
        (CR0 & ~PE, "PG = 1 needs PE = 1"),
        (CR0 | NW, "NW = 1 needs CD = 1"),
        (CR0 & ~PG, "cannot be switched off"),
    ],
)
def test_cr0_refuses_bad_combinations(value: int, why: str) -> None:
    machine = kernel()
    fault = refused(lambda: machine.cpu.mov_to_cr0(value))
    assert (fault.vector, fault.error_code, fault.cr2) == (13, 0, None)
    assert why in str(fault)
    assert machine.cpu.cr0 == CR0


def test_cr0_keeps_et_and_drops_reserved_low_bits() -> None:
    machine = kernel()
    machine.cpu.mov_to_cr0(PE | PG | CD | NW | 1 << 10)
    assert machine.cpu.cr0 == PE | PG | CD | NW | 1 << 4


def test_wp_cannot_be_cleared_while_cet_is_on() -> None:
    machine = kernel()
    machine.cpu.mov_to_cr4(CR4 | CET)
    assert "WP" in str(refused(lambda: machine.cpu.mov_to_cr0(CR0 & ~WP)))
    machine.cpu.mov_to_cr4(CR4)
    machine.cpu.mov_to_cr0(CR0 & ~WP)
    assert "CET" in str(refused(lambda: machine.cpu.mov_to_cr4(CR4 | CET)))


def test_cr3_refuses_bits_above_maxphyaddr() -> None:
    machine = kernel()
    for bit in (40, 51, 62, 63):
        assert "CR3" in str(refused(lambda bit=bit: machine.cpu.mov_to_cr3(0x1000 | 1 << bit)))  # type: ignore[misc]
    machine.cpu.mov_to_cr3(0x1018)
    assert machine.cpu.cr3 == 0x1018


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (CR4 | 1 << 15, "does not have CR4 bits 0x8000"),
        (CR4 | 1 << 32, "does not have"),
        (0, "PAE cannot be cleared"),
        (CR4 | LA57, "LA57 cannot be changed"),
    ],
)
def test_cr4_refuses_bad_combinations(value: int, why: str) -> None:
    machine = kernel()
    assert why in str(refused(lambda: machine.cpu.mov_to_cr4(value)))
    assert machine.cpu.cr4 == CR4


def test_pcide_needs_a_zero_pcid_in_cr3() -> None:
    machine = kernel()
    machine.cpu.mov_to_cr3(0x1018)
    assert "PCIDE" in str(refused(lambda: machine.cpu.mov_to_cr4(CR4 | PCIDE)))
    machine.cpu.mov_to_cr3(0x1000)
    machine.cpu.mov_to_cr4(CR4 | PCIDE)
    assert machine.cpu.pcid == 0


@pytest.mark.parametrize(
    ("feature", "bit"), [("pcid", 17), ("smep", 20), ("smap", 21), ("pku", 22), ("pks", 24), ("pge", 7)]
)
def test_a_cpu_without_the_feature_refuses_its_bit(feature: str, bit: int) -> None:
    machine = kernel(features=FEATURES - {feature})
    assert refused(lambda: machine.cpu.mov_to_cr4(CR4 | 1 << bit)).rule is Rule.CONTROL_VALUE


def test_efer_refuses_unknown_bits_and_a_change_of_lme() -> None:
    machine = kernel()
    assert "EFER bits" in str(refused(lambda: machine.cpu.wrmsr_efer(EFER | 1 << 12)))
    assert "LME" in str(refused(lambda: machine.cpu.wrmsr_efer(EFER & ~(1 << 8))))
    machine.cpu.wrmsr_efer((EFER | 1) & ~(1 << 10))
    assert machine.cpu.efer == EFER | 1, "LMA cannot be written"
    bare = kernel(features=())
    assert bare.cpu.efer == EFER, "poke knows no rules"
    assert refused(lambda: bare.cpu.wrmsr_efer(EFER)).rule is Rule.CONTROL_VALUE


def test_user_code_may_not_execute_privileged_instructions() -> None:
    machine = kernel()
    to_user(machine)
    cpu = machine.cpu
    doings: list[Callable[[], Any]] = [
        lambda: cpu.mov_to_cr0(CR0),
        lambda: cpu.mov_to_cr3(0x1000),
        lambda: cpu.mov_to_cr4(CR4),
        lambda: cpu.wrmsr_efer(EFER),
        lambda: cpu.invlpg(0),
        lambda: cpu.invpcid(2),
        lambda: cpu.lidt(0, 0),
        lambda: cpu.lgdt(0, 0),
        lambda: cpu.ltr(TASK),
        cpu.hlt,
        cpu.cli,
        cpu.sti,
    ]
    for doing in doings:
        fault = refused(doing)
        assert (fault.vector, fault.error_code, fault.rule) == (13, 0, Rule.PRIVILEGED)


def test_a_cpu_without_invpcid_says_ud_at_every_cpl() -> None:
    machine = kernel(features=FEATURES - {"invpcid"})
    assert refused(lambda: machine.cpu.invpcid(2)).vector == 6
    to_user(machine)
    assert refused(lambda: machine.cpu.invpcid(2)).vector == 6


def test_ports_at_cpl_3_need_iopl_or_the_io_map() -> None:
    machine = kernel()
    to_user(machine)
    assert refused(lambda: machine.cpu.out_port(0x80, 0)).rule is Rule.IO_PRIVILEGE
    machine.cpu.rflags |= 3 << 12
    machine.cpu.out_port(0x80, 0)
    machine.cpu.rflags &= ~(3 << 12)
    machine.cpu.tr.limit = 0x68 + 0x2000
    machine.memory.write_u16(0x22000 + 0x66, 0x68)
    machine.memory.write_u8(0x22000 + 0x68 + 0x10, 0b10)
    machine.cpu.out_port(0x80, 0)
    assert refused(lambda: machine.cpu.out_port(0x81, 0)).rule is Rule.IO_PRIVILEGE
    assert refused(lambda: machine.cpu.out_port(0x80, 0, 2)).rule is Rule.IO_PRIVILEGE


def test_pkru_is_written_only_with_pke() -> None:
    machine = kernel()
    assert refused(lambda: machine.cpu.wrpkru(1)).vector == 6
    machine.cpu.mov_to_cr4(CR4 | 1 << 22)
    machine.cpu.wrpkru(0x5555)
    assert machine.cpu.pkru == 0x5555
    assert refused(lambda: machine.cpu.wrmsr_pkrs(1 << 32)).vector == 13


def test_table_bases_must_be_canonical() -> None:
    machine = kernel()
    for load in (machine.cpu.lidt, machine.cpu.lgdt):
        assert refused(lambda load=load: load(1 << 47, 0xFFF)).rule is Rule.TABLE_BASE_NON_CANONICAL  # type: ignore[misc]


def test_ltr_marks_the_tss_busy_and_refuses_it_then() -> None:
    machine = kernel()
    assert tuple(machine.cpu.tr) == (TASK, 0x22000, 0x67)
    assert machine.memory.read_u8(GDT + TASK + 5) == 0x8B
    fault = refused(lambda: machine.cpu.ltr(TASK))
    assert (fault.vector, fault.error_code, fault.rule) == (13, TASK, Rule.NOT_TSS)
    assert refused(lambda: machine.cpu.ltr(0)).error_code == 0
    assert refused(lambda: machine.cpu.ltr(KERNEL_CODE)).error_code == KERNEL_CODE
    machine.memory.write_u8(GDT + TASK + 5, 0x09)
    assert refused(lambda: machine.cpu.ltr(TASK)).vector == 11
    machine.cpu.lgdt(GDT, 0x2F)
    assert refused(lambda: machine.cpu.ltr(TASK)).rule is Rule.SELECTOR_BEYOND_LIMIT


@pytest.mark.parametrize("high", [1 << 8, 1 << 12, 0x8000])
def test_ltr_refuses_a_second_half_with_a_type_or_a_base_that_is_not_canonical(high: int) -> None:
    machine = kernel()
    machine.memory.write_u8(GDT + TASK + 5, 0x89)
    machine.memory.write_u64(GDT + TASK + 8, high)
    fault = refused(lambda: machine.cpu.ltr(TASK))
    assert (fault.vector, fault.error_code, fault.rule) == (13, TASK, Rule.NOT_TSS)
    assert machine.memory.read_u8(GDT + TASK + 5) == 0x89, "not marked busy"


@pytest.mark.parametrize(
    ("name", "selector", "vector", "code"),
    [
        ("cs", 0, 13, 0),
        ("cs", KERNEL_DATA, 13, KERNEL_DATA),
        ("cs", USER_CODE | 3, 13, USER_CODE),
        ("ss", 3, 13, 0),
        ("ss", USER_DATA, 13, USER_DATA),
        ("ss", KERNEL_CODE, 13, KERNEL_CODE),
        ("ds", 0x1238, 13, 0x1238),
        ("ds", TASK, 13, TASK),
        ("es", KERNEL_DATA | 3, 13, KERNEL_DATA),
        ("fs", 0x14, 13, 0x14),
    ],
)
def test_a_bad_selector_is_refused(name: str, selector: int, vector: int, code: int) -> None:
    machine = kernel()
    before = getattr(machine.cpu, name)
    fault = refused(lambda: machine.cpu.load_segment(name, selector))
    assert (fault.vector, fault.error_code) == (vector, code)
    assert getattr(machine.cpu, name) == before


def test_a_segment_not_present_is_np_or_ss() -> None:
    machine = kernel()
    at = GDT + KERNEL_DATA
    machine.memory.write_u64(at, machine.memory.read_u64(at) & ~(1 << 47))
    assert refused(lambda: machine.cpu.load_segment("ds", KERNEL_DATA)).vector == 11
    assert refused(lambda: machine.cpu.load_segment("ss", KERNEL_DATA)).vector == 12


def test_poke_knows_no_rules_but_knows_the_names() -> None:
    machine = Machine()
    machine.cpu.poke(cr0=0, cr4=0, efer=0, cpl=3, pkrs=7)
    assert (machine.cpu.cr0, machine.cpu.cpl, machine.cpu.pkrs) == (0, 3, 7)
    with pytest.raises(TypeError, match="no register called 'cr5'"):
        machine.cpu.poke(cr5=1)


@pytest.mark.parametrize("bits", [31, 53])
def test_a_machine_refuses_impossible_sizes(bits: int) -> None:
    with pytest.raises(ValueError, match="32 to 52 bits"):
        Machine(physical_address_bits=bits)
    with pytest.raises(ValueError, match="unknown features: sse9"):
        Machine(features={"sse9"})
