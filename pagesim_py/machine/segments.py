"""Segment selectors in 64-bit mode: reading descriptors, and the checks when one is loaded (SDM vol. 3A 5.4-5.8).

In 64-bit mode a segment's base and limit do not matter; what is left are the checks and the CPL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.descriptors import TSS_AVAILABLE, TSS_BUSY, Descriptor, TaskRegister
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.paging import walk

if TYPE_CHECKING:
    from pagesim_py.machine.cpu import Cpu

_ACCESSED = 1 << 40
UPPER_TYPE = 0x1F << 8
"""Bits of the second half of a 16-byte descriptor that must be 0: the type it would have as a descriptor of its own."""


def is_null(selector: int) -> bool:
    """Whether ``selector`` names no descriptor (0..3)."""
    return selector & ~3 == 0


def selector_fault(vector: int, selector: int, rule: Rule) -> Fault:
    """A fault whose error code names ``selector``."""
    return Fault(vector, selector & 0xFFFC, rule=rule, detail={"selector": selector})


def read_descriptor(cpu: Cpu, selector: int) -> tuple[Descriptor, int]:
    """The descriptor that ``selector`` names, read through the MMU, and its linear address.

    Raises #GP(selector) beyond the GDT's limit. There is no LDT (LDTR is null), so TI = 1 is always beyond it.
    """
    if selector & 4 or (selector | 7) > cpu.gdtr.limit:
        raise selector_fault(vectors.GP, selector, Rule.SELECTOR_BEYOND_LIMIT)
    at = cpu.gdtr.base + (selector & 0xFFF8) & MASK64
    return Descriptor(cpu.load(at, 8, Access.IMPLICIT_READ)), at


def set_accessed(cpu: Cpu, descriptor: Descriptor, at: int) -> None:
    """Sets the accessed bit of a loaded code or data descriptor in memory, if it is clear."""
    if not descriptor.accessed and not descriptor.is_system:
        byte = descriptor.raw >> 40 & 0xFF
        cpu.store(at + 5 & MASK64, 1, byte | _ACCESSED >> 40, Access.IMPLICIT_WRITE)


def code_segment(cpu: Cpu, selector: int) -> tuple[Descriptor, int]:
    """The code segment of a gate, checked for delivery at the present CPL, and its linear address."""
    if is_null(selector):
        raise Fault(vectors.GP, 0, rule=Rule.SELECTOR_NULL)
    descriptor, at = read_descriptor(cpu, selector)
    if not descriptor.is_code:
        raise selector_fault(vectors.GP, selector, Rule.NOT_CODE)
    if descriptor.dpl > cpu.cpl:
        raise selector_fault(vectors.GP, selector, Rule.CODE_PRIVILEGE)
    if not descriptor.long or descriptor.default_big:
        raise selector_fault(vectors.GP, selector, Rule.NOT_64_BIT)
    if not descriptor.present:
        raise selector_fault(vectors.NP, selector, Rule.SEGMENT_NOT_PRESENT)
    return descriptor, at


def check_code(cpu: Cpu, selector: int) -> int:
    """Checks ``selector`` for a far jump or return within the CPL; the DPL of its descriptor. Raises #GP, #NP."""
    if is_null(selector):
        raise Fault(vectors.GP, 0, rule=Rule.SELECTOR_NULL)
    descriptor, at = read_descriptor(cpu, selector)
    if not descriptor.is_code:
        raise selector_fault(vectors.GP, selector, Rule.NOT_CODE)
    level = selector & 3
    if level != cpu.cpl:
        raise selector_fault(vectors.GP, selector, Rule.RETURN_TO_INNER if level < cpu.cpl else Rule.CODE_PRIVILEGE)
    if descriptor.dpl > level if descriptor.is_conforming else descriptor.dpl != level:
        raise selector_fault(vectors.GP, selector, Rule.CODE_PRIVILEGE)
    if not descriptor.long or descriptor.default_big:
        raise selector_fault(vectors.GP, selector, Rule.NOT_64_BIT)
    if not descriptor.present:
        raise selector_fault(vectors.NP, selector, Rule.SEGMENT_NOT_PRESENT)
    set_accessed(cpu, descriptor, at)
    return descriptor.dpl


def check_stack(cpu: Cpu, selector: int) -> int:
    """Checks ``selector`` for SS; the descriptor's DPL. Raises #GP, #SS. Null is allowed below CPL 3 with RPL = CPL."""
    if is_null(selector):
        if cpu.cpl == 3 or selector & 3 != cpu.cpl:
            raise Fault(vectors.GP, 0, rule=Rule.STACK_SELECTOR_NULL)
        return cpu.cpl
    descriptor, at = read_descriptor(cpu, selector)
    if selector & 3 != cpu.cpl or descriptor.dpl != cpu.cpl:
        raise selector_fault(vectors.GP, selector, Rule.DATA_PRIVILEGE)
    if not descriptor.is_writable_data:
        raise selector_fault(vectors.GP, selector, Rule.NOT_DATA)
    if not descriptor.present:
        raise selector_fault(vectors.SS, selector, Rule.SEGMENT_NOT_PRESENT)
    set_accessed(cpu, descriptor, at)
    return descriptor.dpl


def check_data(cpu: Cpu, selector: int) -> int:
    """Checks ``selector`` for DS, ES, FS or GS; the descriptor's DPL (3 for a null selector). Raises #GP, #NP."""
    if is_null(selector):
        return 3
    descriptor, at = read_descriptor(cpu, selector)
    if not descriptor.is_readable:
        raise selector_fault(vectors.GP, selector, Rule.NOT_DATA)
    if not descriptor.is_conforming and max(selector & 3, cpu.cpl) > descriptor.dpl:
        raise selector_fault(vectors.GP, selector, Rule.DATA_PRIVILEGE)
    if not descriptor.present:
        raise selector_fault(vectors.NP, selector, Rule.SEGMENT_NOT_PRESENT)
    set_accessed(cpu, descriptor, at)
    return 3 if descriptor.is_conforming else descriptor.dpl


def is_inner(cpu: Cpu, selector: int) -> bool:
    """Whether the data segment ``selector`` is for an inner level only. Looks at the GDT without an access."""
    if is_null(selector) or selector & 4:
        return False
    found = walk(cpu.mmu.memory, cpu.mmu.control, cpu.gdtr.base + (selector & 0xFFF8) & MASK64)
    if found.physical is None:
        return False
    descriptor = Descriptor(cpu.mmu.memory.read_u64(found.physical))
    return not descriptor.is_conforming and descriptor.dpl < cpu.cpl


def load_task(cpu: Cpu, selector: int) -> TaskRegister:
    """LTR: what TR becomes; marks the TSS busy. Raises #GP, #NP (SDM vol. 2A, LTR)."""
    if is_null(selector):
        raise Fault(vectors.GP, 0, rule=Rule.SELECTOR_NULL)
    if (selector | 7) + 8 > cpu.gdtr.limit:
        raise selector_fault(vectors.GP, selector, Rule.SELECTOR_BEYOND_LIMIT)
    descriptor, at = read_descriptor(cpu, selector)
    if not descriptor.is_system or descriptor.type != TSS_AVAILABLE:
        raise selector_fault(vectors.GP, selector, Rule.NOT_TSS)
    if not descriptor.present:
        raise selector_fault(vectors.NP, selector, Rule.SEGMENT_NOT_PRESENT)
    high = cpu.load(at + 8 & MASK64, 8, Access.IMPLICIT_READ)
    if high & UPPER_TYPE or not is_canonical(descriptor.base(high), cpu.linear_bits):
        raise selector_fault(vectors.GP, selector, Rule.NOT_TSS)
    byte = descriptor.raw >> 40 & 0xF0 | TSS_BUSY
    cpu.store(at + 5 & MASK64, 1, byte, Access.IMPLICIT_WRITE)
    return TaskRegister(selector, descriptor.base(high), descriptor.limit)
