"""Delivery by hand (SDM vol. 3A ch. 6): the stories that recorded scenarios do not tell, and their events."""

from __future__ import annotations

import pytest

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine import events, vectors
from pagesim_py.machine.faults import Rule, explain_attempt
from tests.machine.helpers import (
    HANDLERS,
    IDT,
    IST,
    KERNEL_CODE,
    KERNEL_DATA,
    RSP0,
    RW,
    USER_CODE,
    USER_DATA,
    P,
    kernel,
    map_page,
    set_gate,
    to_user,
)

DF, GP, PF = vectors.DF, vectors.GP, vectors.PF
WILD = 0xDEAD_BEAF


def fault_at(machine: Machine, address: int = WILD, kind: Access = Access.WRITE) -> Fault:
    with pytest.raises(Fault) as caught:
        machine.cpu.access(address, 1, kind)
    return caught.value


def frame(machine: Machine, *, code: bool) -> list[int]:
    """The five words of the frame at RSP: RIP, CS, RFLAGS, RSP, SS."""
    start = machine.cpu.rsp + (8 if code else 0)
    return [machine.cpu.load(start + 8 * i, 8) for i in range(5)]


def kinds(machine: Machine) -> list[str]:
    """Names of the events recorded, without those of translation."""
    quiet = {"PageWalked", "TlbFilled", "TlbDropped", "TlbFlushed"}
    names = [type(entry).__name__ for entry in machine.log or [] if isinstance(entry, events.Event)]
    return [name for name in names if name not in quiet]


def test_a_page_fault_goes_through_gate_14_with_its_error_code_on_top() -> None:
    machine = kernel()
    handler = set_gate(machine, PF)
    cpu = machine.cpu
    machine.log = []
    fault = fault_at(machine)
    assert cpu.cr2 == 0, "an access raises; only delivery writes CR2"
    assert cpu.deliver(fault, rip=0x40010) == PF
    assert (cpu.rip, cpu.cs, cpu.ss, cpu.cr2) == (handler, KERNEL_CODE, KERNEL_DATA, WILD)
    assert cpu.rsp == 0x2F000 - 48
    assert cpu.load(cpu.rsp, 8) == 2
    assert frame(machine, code=True) == [0x40010, KERNEL_CODE, 0x10002, 0x2F000, KERNEL_DATA]
    assert kinds(machine) == ["FaultRaised", "Cr2Written", "GateRead", "FramePushed", "HandlerEntered"]


def test_without_a_page_fault_gate_the_fault_becomes_a_double_fault_with_error_code_0() -> None:
    machine = kernel()
    set_gate(machine, DF, ist=1)
    machine.log = []
    assert machine.cpu.deliver(fault_at(machine)) == DF
    assert machine.cpu.load(machine.cpu.rsp, 8) == 0
    assert machine.cpu.rsp == IST[1] - 48
    assert machine.cpu.cr2 == WILD
    names = kinds(machine)
    assert names.count("DoubleFaulted") == 1
    second = next(e for e in machine.log if isinstance(e, events.DoubleFaulted)).second
    assert (second.vector, second.error_code) == (GP, PF << 3 | 2 | 1), "a zero gate has type 0: #GP, not #NP"


def test_a_gate_with_a_type_but_not_present_is_np() -> None:
    machine = kernel()
    set_gate(machine, vectors.UD, present=False)
    set_gate(machine, vectors.NP)
    assert machine.cpu.deliver(Fault(vectors.UD)) == vectors.NP
    assert machine.cpu.load(machine.cpu.rsp, 8) == vectors.UD << 3 | 3


def test_without_any_gate_the_machine_resets_and_the_chain_says_why() -> None:
    machine = kernel()
    machine.cpu.idtr = (0, 0)
    before = machine.cpu.state()
    with pytest.raises(TripleFault) as caught:
        machine.cpu.deliver(fault_at(machine))
    chain = caught.value.chain
    assert [(attempt.delivering, attempt.fault.vector) for attempt in chain] == [
        ("", PF),
        ("#PF", GP),
        ("#PF", DF),
        ("#DF", GP),
    ]
    assert [attempt.fault.error_code for attempt in chain] == [2, PF << 3 | 3, 0, DF << 3 | 3]
    assert "gate 14 lies beyond the IDT's limit" in explain_attempt(chain[1])
    assert "gate 8 lies beyond the IDT's limit" in str(caught.value)
    assert machine.cpu.state() == before


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        (vectors.UD, GP, GP),  # benign, then contributory: one after the other
        (vectors.DE, GP, DF),  # two contributory
        (vectors.DE, PF, PF),  # contributory, then page fault
        (vectors.UD, PF, PF),
        (PF, GP, DF),
        (PF, PF, DF),
        (vectors.MC, GP, GP),
        (vectors.AC, PF, PF),
        (vectors.VE, GP, DF),
    ],
)
def test_two_exceptions_combine_by_their_classes(first: int, second: int, result: int) -> None:
    machine = kernel()
    set_gate(machine, DF, ist=2)
    set_gate(machine, GP, ist=2)
    set_gate(machine, PF, ist=2)
    if second == GP:
        set_gate(machine, first, type=0xC)
    else:
        machine.memory.write_u64(0x22000 + 0x1C + 8, 0x4000_0000)  # IST1 points nowhere
        set_gate(machine, first, ist=1)
    assert machine.cpu.deliver(Fault(first, 0 if vectors.vector(first).has_error_code else None)) == result


def test_a_stack_overflow_into_a_guard_page_is_a_double_fault_without_ist() -> None:
    machine = kernel()
    set_gate(machine, PF)
    handler = set_gate(machine, DF, ist=1)
    map_page(machine, 0x2E000, 0)
    cpu = machine.cpu
    cpu.rsp = 0x2F000
    with pytest.raises(Fault) as caught:
        cpu.push(0)
    assert caught.value.access is Access.STACK_WRITE
    assert cpu.rsp == 0x2F000, "a push that faults leaves RSP"
    assert cpu.deliver(caught.value) == DF
    assert (cpu.rip, cpu.rsp) == (handler, IST[1] - 48)


def test_an_ist_rescues_the_page_fault_on_a_broken_stack() -> None:
    machine = kernel()
    set_gate(machine, PF, ist=1)
    machine.cpu.rsp = 0x4000_0000
    with pytest.raises(Fault) as caught:
        machine.cpu.push(0)
    machine.log = []
    assert machine.cpu.deliver(caught.value) == PF
    switch = next(e for e in machine.log if isinstance(e, events.StackSwitched))
    assert (switch.source, switch.old, switch.new) == ("IST1", 0x4000_0000, IST[1])


def test_the_handler_returns_to_the_fault_and_the_access_can_be_tried_again() -> None:
    machine = kernel()
    set_gate(machine, PF)
    cpu = machine.cpu
    before = cpu.state()
    cpu.deliver(fault_at(machine, 0x40_0000))
    map_page(machine, 0x40_0000, 0x7000 | P | RW)
    cpu.pop()
    cpu.iretq()
    after = cpu.state()
    assert after._replace(rflags=0) == before._replace(rflags=0)
    assert cpu.access(0x40_0000, 1, Access.WRITE) == (0x7000,)


def test_int3_saves_the_address_after_it_and_int_n_skips_two_bytes() -> None:
    machine = kernel()
    set_gate(machine, 3)
    set_gate(machine, 0x80)
    machine.cpu.interrupt(3, "int3")
    assert frame(machine, code=False)[0] == 0x40001
    machine.cpu.rip = 0x40000
    machine.cpu.interrupt(0x80)
    assert frame(machine, code=False)[0] == 0x40002


def test_into_does_not_exist_in_64_bit_mode() -> None:
    machine = kernel()
    set_gate(machine, vectors.UD)
    assert machine.cpu.interrupt(4, "into") == vectors.UD
    assert frame(machine, code=False)[0] == 0x40000


@pytest.mark.parametrize("vector", [8, 13, 14])
def test_software_interrupts_push_no_error_code(vector: int) -> None:
    machine = kernel()
    set_gate(machine, vector)
    machine.cpu.interrupt(vector)
    assert machine.cpu.rsp == 0x2F000 - 40


def test_an_external_interrupt_ends_hlt_and_ignores_the_gates_dpl() -> None:
    machine = kernel()
    set_gate(machine, 0x20)
    to_user(machine)
    assert machine.cpu.interrupt(0x20, "external") == 0x20
    assert frame(machine, code=False)[0] == 0x40_0000
    machine.cpu.hlt()
    assert machine.cpu.halted
    machine.cpu.interrupt(0x20, "external")
    assert not machine.cpu.halted


def test_user_code_may_not_call_a_gate_of_dpl_0() -> None:
    machine = kernel()
    set_gate(machine, 0x80)
    set_gate(machine, GP)
    to_user(machine)
    assert machine.cpu.interrupt(0x80) == GP
    assert machine.cpu.load(machine.cpu.rsp, 8) == 0x80 << 3 | 2, "no EXT: the program asked for it"
    assert frame(machine, code=True)[0] == 0x40_0000, "the saved RIP is that of INT itself"


def test_a_user_page_fault_switches_to_rsp0_and_back() -> None:
    machine = kernel()
    handler = set_gate(machine, PF)
    to_user(machine)
    cpu = machine.cpu
    assert (cpu.cpl, cpu.cs, cpu.ss) == (3, USER_CODE | 3, USER_DATA | 3)
    fault = fault_at(machine, 0x1000, Access.READ)
    assert fault.error_code == 5
    assert fault.rule is Rule.USER_AT_SUPERVISOR
    cpu.deliver(fault)
    assert (cpu.rip, cpu.cpl, cpu.cs, cpu.ss) == (handler, 0, KERNEL_CODE, 0)
    assert cpu.rsp == RSP0 - 48
    assert frame(machine, code=True) == [0x40_0000, USER_CODE | 3, 0x10202, 0x40_2000, USER_DATA | 3]
    cpu.pop()
    cpu.iretq()
    assert (cpu.rip, cpu.rsp, cpu.cpl) == (0x40_0000, 0x40_2000, 3)


def test_a_return_to_user_mode_nulls_kernel_data_segments() -> None:
    machine = kernel()
    machine.cpu.load_segment("ds", KERNEL_DATA)
    machine.cpu.load_segment("es", USER_DATA | 3)
    to_user(machine)
    assert (machine.cpu.ds, machine.cpu.es) == (0, USER_DATA | 3)


def test_an_interrupt_gate_clears_if_and_a_trap_gate_does_not() -> None:
    for gate_type, left in ((0xE, 0), (0xF, 0x200)):
        machine = kernel()
        set_gate(machine, 3, type=gate_type)
        machine.cpu.sti()
        machine.cpu.interrupt(3, "int3")
        assert machine.cpu.rflags & 0x200 == left


def test_delivery_marks_the_code_segment_accessed() -> None:
    machine = kernel()
    machine.memory.write_u64(0x20000 + KERNEL_CODE, machine.memory.read_u64(0x20000 + KERNEL_CODE) & ~(1 << 40))
    set_gate(machine, 3)
    machine.cpu.interrupt(3, "int3")
    assert machine.memory.read_u64(0x20000 + KERNEL_CODE) >> 40 & 1


def test_the_idt_is_read_through_the_tables() -> None:
    machine = kernel()
    set_gate(machine, 3)
    map_page(machine, 0x60_0000, IDT | P)
    machine.cpu.lidt(0x60_0000, 0xFFF)
    machine.cpu.interrupt(3, "int3")
    assert machine.cpu.rip == HANDLERS + 48


class TestIretq:
    """The checks of IRETQ; each refusal leaves every register as it was."""

    GOOD = (0x40020, KERNEL_CODE, 0x202, 0x2E800, KERNEL_DATA)

    def attempt(self, machine: Machine, **changes: int) -> Fault | None:
        names = ("rip", "cs", "rflags", "rsp", "ss")
        words = [changes.get(name, value) for name, value in zip(names, self.GOOD, strict=True)]
        cpu = machine.cpu
        for word in reversed(words):
            cpu.push(word)
        before = cpu.state()
        try:
            cpu.iretq()
        except Fault as fault:
            assert cpu.state() == before
            return fault
        return None

    def test_same_level_pops_rsp_and_ss_too(self) -> None:
        machine = kernel()
        assert self.attempt(machine) is None
        assert machine.cpu.state() == (0x40020, 0x2E800, 0x202, KERNEL_CODE, KERNEL_DATA, 0)

    @pytest.mark.parametrize(
        ("changes", "vector", "code", "rule"),
        [
            ({"cs": 0}, GP, 0, Rule.SELECTOR_NULL),
            ({"cs": 3}, GP, 0, Rule.SELECTOR_NULL),
            ({"cs": 0x1230}, GP, 0x1230, Rule.SELECTOR_BEYOND_LIMIT),
            ({"cs": KERNEL_DATA}, GP, KERNEL_DATA, Rule.NOT_CODE),
            ({"cs": KERNEL_CODE | 3}, GP, KERNEL_CODE, Rule.CODE_PRIVILEGE),
            ({"cs": USER_CODE}, GP, USER_CODE, Rule.CODE_PRIVILEGE),
            ({"rip": 1 << 47}, GP, 0, Rule.RETURN_NON_CANONICAL),
            ({"ss": USER_DATA}, GP, USER_DATA, Rule.DATA_PRIVILEGE),
            ({"ss": KERNEL_DATA | 3}, GP, KERNEL_DATA, Rule.DATA_PRIVILEGE),
            ({"ss": KERNEL_CODE}, GP, KERNEL_CODE, Rule.NOT_DATA),
            ({"cs": USER_CODE | 3, "ss": 0}, GP, 0, Rule.STACK_SELECTOR_NULL),
        ],
    )
    def test_a_bad_frame_is_refused(self, changes: dict[str, int], vector: int, code: int, rule: Rule) -> None:
        fault = self.attempt(kernel(), **changes)
        assert fault is not None
        assert (fault.vector, fault.error_code, fault.rule) == (vector, code, rule)

    def test_a_null_ss_is_fine_for_the_kernel(self) -> None:
        machine = kernel()
        assert self.attempt(machine, ss=0) is None
        assert machine.cpu.ss == 0

    def test_a_refused_return_marks_no_segment_accessed(self) -> None:
        machine = kernel()
        at = 0x20000 + KERNEL_DATA
        machine.memory.write_u64(at, machine.memory.read_u64(at) & ~(1 << 40))
        assert self.attempt(machine, rip=1 << 47) is not None
        assert not machine.memory.read_u64(at) >> 40 & 1
        assert self.attempt(machine) is None
        assert machine.memory.read_u64(at) >> 40 & 1

    def test_nested_task_is_refused(self) -> None:
        machine = kernel()
        machine.cpu.rflags |= 1 << 14
        fault = self.attempt(machine)
        assert fault is not None
        assert (fault.vector, fault.error_code) == (GP, 0)

    def test_a_user_handler_cannot_change_iopl_or_if(self) -> None:
        machine = kernel()
        to_user(machine)
        user = {"rip": 0x40_0000, "cs": USER_CODE | 3, "rsp": 0x40_2000, "ss": USER_DATA | 3}
        assert self.attempt(machine, rflags=0x3000, **user) is None
        assert machine.cpu.rflags == 0x202

    def test_the_frame_on_a_missing_page_is_a_page_fault(self) -> None:
        machine = kernel()
        machine.cpu.rsp = 0x4000_0000
        with pytest.raises(Fault) as caught:
            machine.cpu.iretq()
        assert (caught.value.vector, caught.value.cr2) == (PF, 0x4000_0000)


def test_the_vector_decides_whether_an_error_code_is_pushed() -> None:
    machine = kernel()
    for vector in (GP, vectors.UD):
        set_gate(machine, vector)
    machine.cpu.deliver(Fault(GP))
    assert machine.cpu.rsp == 0x2F000 - 48
    assert machine.cpu.load(machine.cpu.rsp, 8) == 0
    machine.cpu.rsp = 0x2F000
    machine.cpu.deliver(Fault(vectors.UD, 7))
    assert machine.cpu.rsp == 0x2F000 - 40


def test_tr_can_be_set_in_the_ways_a_debugger_would() -> None:
    machine = kernel()
    for value in (0x28, (0x28, 0x22000, 0x67), (0x22000, 0x67)):
        machine.cpu.tr = value
        assert tuple(machine.cpu.tr) == (0x28, 0x22000, 0x67)
    machine.cpu.idtr.base, machine.cpu.idtr.limit = 0x1000, 0x2F
    assert tuple(machine.cpu.idtr) == (0x1000, 0x2F)


def test_a_cpu_like_qemus_leaves_rf_clear_in_the_saved_flags() -> None:
    for saves, flags in ((True, 0x10002), (False, 2)):
        machine = kernel()
        machine.cpu.saves_resume_flag = saves
        set_gate(machine, PF)
        machine.cpu.deliver(fault_at(machine))
        assert frame(machine, code=True)[2] == flags


@pytest.mark.parametrize("rsp", [0x2F000, 0x2F001, 0x2F008, 0x2F00F])
def test_the_frame_is_aligned_to_16_bytes_and_tells_the_old_rsp(rsp: int) -> None:
    machine = kernel()
    set_gate(machine, 3)
    machine.cpu.rsp = rsp
    machine.cpu.interrupt(3, "int3")
    assert machine.cpu.rsp == 0x2F000 - 40
    assert frame(machine, code=False)[3] == rsp
