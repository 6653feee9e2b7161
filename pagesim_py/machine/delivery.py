"""Delivery of exceptions and interrupts in 64-bit mode, and IRETQ (SDM vol. 3A ch. 6, vol. 2A INT n, IRET).

    find the gate    IDTR limit, type, DPL (software only), P        #GP / #NP with the gate's number
    find the code    selector, GDT limit, type, privilege, L, P       #GP / #NP with the selector
    find the stack   IST, RSPn of the TSS, or the present one         #TS / #SS
    push the frame   SS, RSP, RFLAGS, CS, RIP, error code             #PF / #SS
    enter            CS, RIP, RSP, SS, RFLAGS all at once

Nothing of the CPU's registers changes before the last step, so a fault on the way leaves them as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.descriptors import (
    GATE_SIZE,
    INTERRUPT_GATE,
    TRAP_GATE,
    Descriptor,
    Gate,
    ist_offset,
    rsp_offset,
)
from pagesim_py.machine.events import (
    CpuState,
    DeliveryFailed,
    DoubleFaulted,
    FaultRaised,
    FramePushed,
    GateRead,
    HandlerEntered,
    InterruptRaised,
    InterruptReturned,
    StackSwitched,
    TripleFaulted,
)
from pagesim_py.machine.faults import Attempt, Fault, Rule, TripleFault
from pagesim_py.machine.flags import (
    RFLAGS_FIXED,
    RFLAGS_IF,
    RFLAGS_IOPL,
    RFLAGS_KNOWN,
    RFLAGS_NT,
    RFLAGS_RF,
    RFLAGS_TF,
    RFLAGS_VIF,
    RFLAGS_VIP,
    RFLAGS_VM,
    SELECTOR_EXT,
    SELECTOR_IDT,
)
from pagesim_py.machine.segments import code_segment, is_null, read_descriptor, selector_fault, set_accessed
from pagesim_py.machine.vectors import Class

if TYPE_CHECKING:
    from pagesim_py.machine.cpu import Cpu

SOFTWARE = {"software": 2, "int3": 1, "into": 1}
"""Interrupt instructions and their lengths in bytes."""
HARDWARE = {"external": 0, "icebp": 1}
"""Interrupts that ignore the gate's DPL and set EXT in error codes; lengths likewise."""


class Delivery(NamedTuple):
    """One thing to deliver."""

    vector: int
    error_code: int | None
    name: str
    group: Class
    software: bool
    saved_rip: int
    """The RIP for the frame."""
    saved_rflags: int
    ext: int
    """EXT for the error codes of faults raised on the way."""


def deliver(cpu: Cpu, fault: Fault, rip: int) -> int:
    """Delivers ``fault``, raised by the instruction at ``rip``. Returns the vector whose handler is entered."""
    return _run(cpu, _of_fault(cpu, fault, rip), rip, fault)


def interrupt(cpu: Cpu, vector: int, kind: str, rip: int) -> int:
    """Delivers an interrupt. ``rip``: the interrupt instruction's address, or the next one's for ``external``."""
    if not 0 <= vector <= 255:
        raise ValueError(f"a vector is 0..255, not {vector}")
    length = SOFTWARE.get(kind, HARDWARE.get(kind))
    if length is None:
        raise ValueError(f"an interrupt is one of {', '.join((*SOFTWARE, *HARDWARE))}, not {kind!r}")
    if kind == "into":  # opcode CE does not exist in 64-bit mode (SDM vol. 2A, INT n)
        return deliver(cpu, Fault(vectors.UD, rule=Rule.INVALID_OPCODE), rip)
    software = kind in SOFTWARE
    flags = cpu.rflags & ~RFLAGS_RF if length else cpu.rflags
    next_rip = rip + length & MASK64
    name = f"INT {vector:#x}" if kind == "software" else vectors.mnemonic(vector)
    one = Delivery(vector, None, name, Class.BENIGN, software, next_rip, flags, 0 if software else SELECTOR_EXT)
    if cpu.log is not None:
        cpu.log.append(InterruptRaised(vector, kind, next_rip))
    return _run(cpu, one, rip, None)


def _of_fault(cpu: Cpu, fault: Fault, rip: int) -> Delivery:
    """What to deliver for ``fault``. RF is set in the saved flags of faults (SDM vol. 3B 18.3.1.1)."""
    line = vectors.vector(fault.vector)
    flags = cpu.rflags
    if line.kind in (vectors.Kind.FAULT, vectors.Kind.ABORT) and cpu.saves_resume_flag:
        flags |= RFLAGS_RF
    code = fault.error_code or 0 if line.has_error_code else None
    return Delivery(fault.vector, code, line.mnemonic, line.group, False, rip, flags, SELECTOR_EXT)


def _run(cpu: Cpu, one: Delivery, rip: int, fault: Fault | None) -> int:
    """Delivers ``one``, or what its delivery raises, until a handler is entered (SDM vol. 3A table 6-5)."""
    chain: list[Attempt] = []
    if fault is not None:
        chain.append(Attempt("", fault))
        _note(cpu, fault, rip)
    while True:
        try:
            _enter(cpu, one)
        except Fault as second:
            chain.append(Attempt(one.name, second))
            _note(cpu, second, rip)
            if one.group is Class.DOUBLE_FAULT:
                if cpu.log is not None:
                    cpu.log.append(TripleFaulted(tuple(chain)))
                raise TripleFault(tuple(chain)) from None
            if vectors.doubles(one.group, vectors.vector(second.vector).group):
                if cpu.log is not None:
                    cpu.log.append(DoubleFaulted(one.name, second))
                second = Fault(vectors.DF, 0, rule=Rule.DOUBLE_FAULT)
                chain.append(Attempt(one.name, second))
                _note(cpu, second, rip)
            elif cpu.log is not None:
                cpu.log.append(DeliveryFailed(one.name, second))
            one = _of_fault(cpu, second, rip)
        else:
            return one.vector


def _note(cpu: Cpu, fault: Fault, rip: int) -> None:
    """Records a fault and writes CR2 if it is a page fault.

    What is recorded outlives the run, so its traceback goes: it would keep every Python frame of that moment, and in a
    deep recursion these are tens of thousands in one chain.
    """
    fault.__traceback__ = fault.__context__ = None
    if cpu.log is not None:
        cpu.log.append(FaultRaised(fault, rip))
    if fault.cr2 is not None:
        cpu.write_cr2(fault.cr2)


def _enter(cpu: Cpu, one: Delivery) -> None:
    """Goes to the handler of ``one``. Raises Fault, with EXT in its error code, and then has changed no register."""
    try:
        gate = _gate(cpu, one)
        descriptor, at = code_segment(cpu, gate.selector)
        conforming = descriptor.is_conforming
        level = cpu.cpl if conforming else descriptor.dpl
        top = _stack(cpu, gate, level)
        if not is_canonical(gate.offset, cpu.linear_bits):
            raise Fault(vectors.GP, 0, rule=Rule.HANDLER_NON_CANONICAL, address=gate.offset)
        old = CpuState(one.saved_rip, cpu.rsp, one.saved_rflags, cpu.cs, cpu.ss, cpu.cpl)
        rsp = _push(cpu, top, old, one, level)
        set_accessed(cpu, descriptor, at)
    except Fault as fault:
        if fault.vector != vectors.PF and fault.error_code is not None:
            fault.error_code |= one.ext
        raise
    flags = one.saved_rflags & ~(RFLAGS_TF | RFLAGS_NT | RFLAGS_RF | RFLAGS_VM)
    if gate.type == INTERRUPT_GATE:
        flags &= ~RFLAGS_IF
    ss = level if level != cpu.cpl else cpu.ss
    before = cpu.state()
    after = CpuState(gate.offset, rsp, flags, gate.selector & ~3 | level, ss, level)
    was_halted, cpu.halted = cpu.halted, False
    cpu.set_state(after)
    if cpu.log is not None:
        cpu.log.append(HandlerEntered(one.vector, before, after, was_halted))


def _gate(cpu: Cpu, one: Delivery) -> Gate:
    """The gate of ``one.vector``, read through the MMU and checked (SDM vol. 3A 6.12, 6.14.1)."""
    code = one.vector << 3 | SELECTOR_IDT
    detail: dict[str, int | str] = {"gate": str(one.vector)}
    if one.vector * GATE_SIZE + GATE_SIZE - 1 > cpu.idtr.limit:
        raise Fault(vectors.GP, code, rule=Rule.GATE_BEYOND_LIMIT, detail=detail)
    at = cpu.idtr.base + one.vector * GATE_SIZE & MASK64
    low = cpu.load(at, 8, Access.IMPLICIT_READ)
    high = cpu.load(at + 8 & MASK64, 8, Access.IMPLICIT_READ)
    gate = Gate.decode(low, high)
    if cpu.log is not None:
        cpu.log.append(GateRead(one.vector, at, low, high, gate.offset, gate.selector, gate.present))
    if gate.type not in (INTERRUPT_GATE, TRAP_GATE):
        raise Fault(vectors.GP, code, rule=Rule.GATE_TYPE, detail={**detail, "type": gate.type})
    if one.software and gate.dpl < cpu.cpl:
        raise Fault(vectors.GP, code, rule=Rule.GATE_PRIVILEGE, detail=detail)
    if not gate.present:
        raise Fault(vectors.NP, code, rule=Rule.GATE_NOT_PRESENT, detail=detail)
    return gate


def _stack(cpu: Cpu, gate: Gate, level: int) -> int:
    """The stack pointer to push from: IST, RSPn for an inner level, else the present one (SDM vol. 3A 6.14.2-5)."""
    if gate.ist:
        source, offset = f"IST{gate.ist}", ist_offset(gate.ist)
    elif level != cpu.cpl:
        source, offset = f"RSP{level}", rsp_offset(level)
    else:
        return cpu.rsp
    tr = cpu.tr
    if offset + 7 > tr.limit:
        raise Fault(vectors.TS, tr.selector & ~3, rule=Rule.TSS_BEYOND_LIMIT)
    top = cpu.load(tr.base + offset & MASK64, 8, Access.IMPLICIT_READ)
    if not is_canonical(top, cpu.linear_bits):
        raise Fault(vectors.SS, cpu.ss & ~3, rule=Rule.STACK_NON_CANONICAL, address=top)
    if cpu.log is not None:
        cpu.log.append(StackSwitched(source, cpu.rsp, top))
    return top


def _push(cpu: Cpu, top: int, saved: CpuState, one: Delivery, level: int) -> int:
    """Pushes the frame below ``top`` aligned down to 16 bytes; the new stack pointer (SDM vol. 3A 6.14.2)."""
    kind = Access.STACK_WRITE if level == cpu.cpl else Access.IMPLICIT_WRITE
    rsp = top & ~15
    words = [saved.ss, saved.rsp, saved.rflags, saved.cs, saved.rip]
    if one.error_code is not None:
        words.append(one.error_code)
    for word in words:
        rsp = rsp - 8 & MASK64
        if not is_canonical(rsp, cpu.linear_bits):
            raise Fault(vectors.SS, 0, rule=Rule.STACK_NON_CANONICAL, address=rsp)
        cpu.store(rsp, 8, word, kind)
    if cpu.log is not None:
        cpu.log.append(FramePushed(one.vector, rsp, saved, one.error_code))
    return rsp


@contextmanager
def _loading(register: str, selector: int) -> Iterator[None]:
    """A fault on the way tells what IRETQ was about to load."""
    try:
        yield
    except Fault as fault:
        if fault.vector != vectors.PF:
            fault.detail = {**fault.detail, "loading": f"IRETQ was loading {register} with selector {selector:#x}"}
        raise


def _code_to_return_to(cpu: Cpu, cs: int) -> tuple[Descriptor, int]:
    """The descriptor of the code segment, and where it lies."""
    if is_null(cs):
        raise Fault(vectors.GP, 0, rule=Rule.SELECTOR_NULL)
    descriptor, at = read_descriptor(cpu, cs)
    level = cs & 3
    if level < cpu.cpl:
        raise selector_fault(vectors.GP, cs, Rule.RETURN_TO_INNER)
    if not descriptor.is_code:
        raise selector_fault(vectors.GP, cs, Rule.NOT_CODE)
    if descriptor.dpl > level if descriptor.is_conforming else descriptor.dpl != level:
        raise selector_fault(vectors.GP, cs, Rule.CODE_PRIVILEGE)
    if not descriptor.present:
        raise selector_fault(vectors.NP, cs, Rule.SEGMENT_NOT_PRESENT)
    if descriptor.long and descriptor.default_big:
        raise selector_fault(vectors.GP, cs, Rule.NOT_64_BIT)
    return descriptor, at


def _stack_to_return_to(cpu: Cpu, ss: int, level: int, long: bool) -> tuple[Descriptor, int] | None:
    """The descriptor of the stack segment, and where it lies; None for a null selector, which 64-bit code may have."""
    if is_null(ss):
        if level == 3 or not long:
            raise Fault(vectors.GP, 0, rule=Rule.STACK_SELECTOR_NULL)
        return None
    stack, at = read_descriptor(cpu, ss)
    if ss & 3 != level or stack.dpl != level:
        raise selector_fault(vectors.GP, ss, Rule.DATA_PRIVILEGE)
    if not stack.is_writable_data:
        raise selector_fault(vectors.GP, ss, Rule.NOT_DATA)
    if not stack.present:
        raise selector_fault(vectors.SS, ss, Rule.SEGMENT_NOT_PRESENT)
    return stack, at


def iretq(cpu: Cpu) -> None:
    """Returns from a handler (SDM vol. 2A, IRET in IA-32e mode). Raises Fault, undelivered; nothing has changed then.

    A return to a 32-bit code segment (compatibility mode) is checked and made, but what runs there is not modelled.
    """
    if cpu.rflags & RFLAGS_NT:
        raise Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail={"detail": "RFLAGS.NT = 1 at IRETQ"})
    rip, cs, flags = (cpu.load(cpu.rsp + 8 * i & MASK64, 8, Access.STACK_READ) for i in range(3))
    cs &= 0xFFFF
    with _loading("CS", cs):
        descriptor, at = _code_to_return_to(cpu, cs)
    level = cs & 3
    rsp, ss = (cpu.load(cpu.rsp + 8 * i & MASK64, 8, Access.STACK_READ) for i in (3, 4))
    ss &= 0xFFFF
    with _loading("SS", ss):
        loaded_stack = _stack_to_return_to(cpu, ss, level, descriptor.long)
    if not descriptor.long:
        rip &= 0xFFFF_FFFF
    if not is_canonical(rip, cpu.linear_bits) or (not descriptor.long and rip > descriptor.limit):
        raise Fault(vectors.GP, 0, rule=Rule.RETURN_NON_CANONICAL, address=rip)
    set_accessed(cpu, descriptor, at)
    if loaded_stack is not None:
        set_accessed(cpu, *loaded_stack)
    loaded = RFLAGS_KNOWN & ~RFLAGS_VM
    if cpu.cpl > 0:
        loaded &= ~(RFLAGS_IOPL | RFLAGS_VIF | RFLAGS_VIP)
        if cpu.cpl > (cpu.rflags & RFLAGS_IOPL) >> 12:
            loaded &= ~RFLAGS_IF
    new_flags = cpu.rflags & ~loaded | flags & loaded | RFLAGS_FIXED
    before = cpu.state()
    after = CpuState(rip, rsp, new_flags, cs, ss, level)
    cpu.set_state(after)
    if cpu.log is not None:
        cpu.log.append(InterruptReturned(before, after))
    if level > before.cpl:
        cpu.drop_inner_segments()
