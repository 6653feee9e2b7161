"""The names that crates and emulators give to the machine's bits, and what vectors are called.

Each table leads to the masks that ``machine.flags`` declares; a bit that the machine does not model is declared here.
"""

from __future__ import annotations

import re

from pagesim_py.machine import vectors
from pagesim_py.machine.bits import Bit, Layout
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY, ERROR, RFLAGS

LATER_ERROR = Layout(
    "page-fault error code, bits of other extensions",
    "SDM vol. 3A 4.7; AMD APM vol. 2 8.4.2",
    (
        Bit(6, "SS", "shadow stack", "it was an access to a shadow stack", "it was not an access to a shadow stack"),
        Bit(15, "SGX", "enclave", "SGX's own access control refused it", "SGX had no part in it"),
        Bit(31, "RMP", "reverse map table", "AMD's reverse map table refused it", "that table had no part in it"),
    ),
)  # fmt: skip
"""Bits that the machine never sets, and crates have names for."""

FAULT_CODE = {
    "PROTECTION_VIOLATION": ERROR.mask("P"),
    "CAUSED_BY_WRITE": ERROR.mask("W"),
    "USER_MODE": ERROR.mask("U"),
    "MALFORMED_TABLE": ERROR.mask("RSVD"),
    "INSTRUCTION_FETCH": ERROR.mask("I"),
    "PROTECTION_KEY": ERROR.mask("PK"),
    "SHADOW_STACK": LATER_ERROR.mask("SS"),
    "SGX": LATER_ERROR.mask("SGX"),
    "RMP": LATER_ERROR.mask("RMP"),
}
PAGE_FLAGS = {
    "PRESENT": ENTRY.mask("P"),
    "WRITABLE": ENTRY.mask("RW"),
    "USER_ACCESSIBLE": ENTRY.mask("US"),
    "WRITE_THROUGH": ENTRY.mask("PWT"),
    "NO_CACHE": ENTRY.mask("PCD"),
    "ACCESSED": ENTRY.mask("A"),
    "DIRTY": ENTRY.mask("D"),
    "HUGE_PAGE": ENTRY.mask("PS"),
    "GLOBAL": ENTRY.mask("G"),
    **{f"BIT_{number}": 1 << number for number in (9, 10, 11, *range(52, 63))},
    "NO_EXECUTE": ENTRY.mask("XD"),
}
CR0_FLAGS = {
    "PROTECTED_MODE_ENABLE": CR0.mask("PE"),
    "MONITOR_COPROCESSOR": CR0.mask("MP"),
    "EMULATE_COPROCESSOR": CR0.mask("EM"),
    "TASK_SWITCHED": CR0.mask("TS"),
    "EXTENSION_TYPE": CR0.mask("ET"),
    "NUMERIC_ERROR": CR0.mask("NE"),
    "WRITE_PROTECT": CR0.mask("WP"),
    "ALIGNMENT_MASK": CR0.mask("AM"),
    "NOT_WRITE_THROUGH": CR0.mask("NW"),
    "CACHE_DISABLE": CR0.mask("CD"),
    "PAGING": CR0.mask("PG"),
}
CR3_FLAGS = {"PAGE_LEVEL_WRITETHROUGH": ENTRY.mask("PWT"), "PAGE_LEVEL_CACHE_DISABLE": ENTRY.mask("PCD")}
CR4_FLAGS = {
    "VIRTUAL_8086_MODE_EXTENSIONS": CR4.mask("VME"),
    "PROTECTED_MODE_VIRTUAL_INTERRUPTS": CR4.mask("PVI"),
    "TIMESTAMP_DISABLE": CR4.mask("TSD"),
    "DEBUGGING_EXTENSIONS": CR4.mask("DE"),
    "PAGE_SIZE_EXTENSION": CR4.mask("PSE"),
    "PHYSICAL_ADDRESS_EXTENSION": CR4.mask("PAE"),
    "MACHINE_CHECK_EXCEPTION": CR4.mask("MCE"),
    "PAGE_GLOBAL": CR4.mask("PGE"),
    "PERFORMANCE_MONITOR_COUNTER": CR4.mask("PCE"),
    "OSFXSR": CR4.mask("OSFXSR"),
    "OSXMMEXCPT_ENABLE": CR4.mask("OSXMMEXCPT"),
    "USER_MODE_INSTRUCTION_PREVENTION": CR4.mask("UMIP"),
    "L5_PAGING": CR4.mask("LA57"),
    "VIRTUAL_MACHINE_EXTENSIONS": CR4.mask("VMXE"),
    "SAFER_MODE_EXTENSIONS": CR4.mask("SMXE"),
    "FSGSBASE": CR4.mask("FSGSBASE"),
    "PCID": CR4.mask("PCIDE"),
    "OSXSAVE": CR4.mask("OSXSAVE"),
    "KEY_LOCKER": 1 << 19,
    "SUPERVISOR_MODE_EXECUTION_PROTECTION": CR4.mask("SMEP"),
    "SUPERVISOR_MODE_ACCESS_PREVENTION": CR4.mask("SMAP"),
    "PROTECTION_KEY_USER": CR4.mask("PKE"),
    "CONTROL_FLOW_ENFORCEMENT": CR4.mask("CET"),
    "PROTECTION_KEY_SUPERVISOR": CR4.mask("PKS"),
}
EFER_FLAGS = {
    "SYSTEM_CALL_EXTENSIONS": EFER.mask("SCE"),
    "LONG_MODE_ENABLE": EFER.mask("LME"),
    "LONG_MODE_ACTIVE": EFER.mask("LMA"),
    "NO_EXECUTE_ENABLE": EFER.mask("NXE"),
    "SECURE_VIRTUAL_MACHINE_ENABLE": 1 << 12,
    "LONG_MODE_SEGMENT_LIMIT_ENABLE": 1 << 13,
    "FAST_FXSAVE_FXRSTOR": 1 << 14,
    "TRANSLATION_CACHE_EXTENSION": 1 << 15,
}
_IOPL = RFLAGS["IOPL"].position
RFLAGS_FLAGS = {
    "ID": RFLAGS.mask("ID"),
    "VIRTUAL_INTERRUPT_PENDING": RFLAGS.mask("VIP"),
    "VIRTUAL_INTERRUPT": RFLAGS.mask("VIF"),
    "ALIGNMENT_CHECK": RFLAGS.mask("AC"),
    "VIRTUAL_8086_MODE": RFLAGS.mask("VM"),
    "RESUME_FLAG": RFLAGS.mask("RF"),
    "NESTED_TASK": RFLAGS.mask("NT"),
    "IOPL_HIGH": 2 << _IOPL,
    "IOPL_LOW": 1 << _IOPL,
    "OVERFLOW_FLAG": RFLAGS.mask("OF"),
    "DIRECTION_FLAG": RFLAGS.mask("DF"),
    "INTERRUPT_FLAG": RFLAGS.mask("IF"),
    "TRAP_FLAG": RFLAGS.mask("TF"),
    "SIGN_FLAG": RFLAGS.mask("SF"),
    "ZERO_FLAG": RFLAGS.mask("ZF"),
    "AUXILIARY_CARRY_FLAG": RFLAGS.mask("AF"),
    "PARITY_FLAG": RFLAGS.mask("PF"),
    "CARRY_FLAG": RFLAGS.mask("CF"),
}

TITLES = {
    "page fault": vectors.PF,
    "double fault": vectors.DF,
    "general protection fault": vectors.GP,
    "general protection": vectors.GP,
    "divide error": vectors.DE,
    "divide by zero": vectors.DE,
    "division error": vectors.DE,
    "invalid opcode": vectors.UD,
    "invalid tss": vectors.TS,
    "segment not present": vectors.NP,
    "stack segment fault": vectors.SS,
    "stack-segment fault": vectors.SS,
    "alignment check": vectors.AC,
    "machine check": vectors.MC,
    "device not available": vectors.NM,
    "bound range exceeded": vectors.BR,
    "non maskable interrupt": vectors.NMI,
}
"""What kernels call exceptions; these say what they mean wherever they stand."""
SHORT_TITLES = {"breakpoint": vectors.BP, "debug": vectors.DB, "overflow": vectors.OF, "nmi": vectors.NMI}
"""Words that name an exception only where "exception" stands beside them."""
MNEMONICS = {line.mnemonic: line.number for line in vectors.VECTORS.values()}
IDT_FIELDS = {
    "divide_error": vectors.DE,
    "debug": vectors.DB,
    "non_maskable_interrupt": vectors.NMI,
    "breakpoint": vectors.BP,
    "overflow": vectors.OF,
    "bound_range_exceeded": vectors.BR,
    "invalid_opcode": vectors.UD,
    "device_not_available": vectors.NM,
    "double_fault": vectors.DF,
    "invalid_tss": vectors.TS,
    "segment_not_present": vectors.NP,
    "stack_segment_fault": vectors.SS,
    "general_protection_fault": vectors.GP,
    "page_fault": vectors.PF,
    "x87_floating_point": vectors.MF,
    "alignment_check": vectors.AC,
    "machine_check": vectors.MC,
    "simd_floating_point": vectors.XM,
    "virtualization": vectors.VE,
    "cp_protection_exception": vectors.CP,
}
"""The fields of the x86_64 crate's InterruptDescriptorTable."""
LEVELS = {
    "PML5": 5, "PML5E": 5, "PGD": 4, "PML4": 4, "PML4E": 4, "P4": 4, "PDP": 3, "PDPT": 3, "PDPTE": 3, "PDPE": 3,
    "PUD": 3, "P3": 3, "PD": 2, "PDE": 2, "PMD": 2, "P2": 2, "PT": 1, "PTE": 1, "P1": 1,
}  # fmt: skip
"""By the names of tables and entries: the level. Under five levels Linux's PGD is level 5 and its P4D level 4."""


def read_flags(text: str, table: dict[str, int]) -> tuple[int, list[str]]:
    """The word that ``text`` writes as names and numbers with ``|`` between, and what it has that is neither."""
    word, unknown = 0, []
    for token in (part.strip(" \t\n,") for part in text.split("|")):
        if token in table:
            word |= table[token]
        elif re.fullmatch(r"0x_?[0-9a-fA-F][0-9a-fA-F_]{0,20}", token):
            word |= int(token.replace("_", ""), 16)
        elif re.fullmatch(r"[0-9]{1,20}", token):
            word |= int(token)
        elif token and token != "(empty)" and token != "empty":
            unknown.append(token)
    return word, unknown
