"""Which values MOV to CR0, CR3, CR4 and WRMSR to EFER refuse (SDM vol. 2B MOV-Control Registers, vol. 3A 2.5)."""

from __future__ import annotations

from pagesim_py.machine import vectors
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import (
    CR0,
    CR0_CD,
    CR0_ET,
    CR0_NW,
    CR0_PE,
    CR0_PG,
    CR0_WP,
    CR4,
    CR4_CET,
    CR4_LA57,
    CR4_PAE,
    CR4_PCIDE,
    CR4_PGE,
    CR4_PKE,
    CR4_PKS,
    CR4_SMAP,
    CR4_SMEP,
    CR4_SMXE,
    CR4_VMXE,
    EFER,
    EFER_LMA,
    EFER_LME,
    EFER_NXE,
)

FEATURES = frozenset({"gbpages", "invpcid", "la57", "nx", "pcid", "pge", "pks", "pku", "smap", "smep"})
"""What the CPU can have, by the names of CPUID flags; all of it by default."""

CR3_NO_FLUSH = 1 << 63
CR3_PCID = 0xFFF

_CR4_FEATURES = {
    "la57": CR4_LA57,
    "pcid": CR4_PCIDE,
    "pge": CR4_PGE,
    "pks": CR4_PKS,
    "pku": CR4_PKE,
    "smap": CR4_SMAP,
    "smep": CR4_SMEP,
}


def refuse(detail: str) -> Fault:
    """#GP(0) because of a value that the register does not take."""
    return Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail={"detail": detail})


def cr0(value: int, cr4: int, efer: int) -> int:
    """What CR0 becomes when ``value`` is written in 64-bit mode. Raises #GP(0)."""
    if value >> 32:
        raise refuse("bits 63:32 of CR0 are reserved")
    if value & CR0_PG and not value & CR0_PE:
        raise refuse("PG = 1 needs PE = 1")
    if value & CR0_NW and not value & CR0_CD:
        raise refuse("NW = 1 needs CD = 1")
    if not value & CR0_PG and efer & EFER_LMA:
        raise refuse("paging cannot be switched off in 64-bit mode")
    if not value & CR0_WP and cr4 & CR4_CET:
        raise refuse("CR4.CET = 1 needs WP = 1")
    return value & CR0.known | CR0_ET


def cr3(value: int, cr4: int, physical_bits: int) -> tuple[int, bool]:
    """What CR3 becomes when ``value`` is written, and whether the TLB is flushed. Raises #GP(0)."""
    flushes = True
    if cr4 & CR4_PCIDE and value & CR3_NO_FLUSH:
        value &= ~CR3_NO_FLUSH
        flushes = False
    if value >> physical_bits:
        raise refuse(f"bits 63:{physical_bits} of CR3 are reserved")
    return value, flushes


def cr4(value: int, old: int, cr0_now: int, cr3_now: int, efer: int, features: frozenset[str]) -> int:
    """What CR4 becomes when ``value`` is written. Raises #GP(0)."""
    allowed = CR4.known & ~(CR4_VMXE | CR4_SMXE)
    for name, bit in _CR4_FEATURES.items():
        if name not in features:
            allowed &= ~bit
    if value & ~allowed:
        raise refuse(f"this CPU does not have CR4 bits {value & ~allowed:#x}")
    if efer & EFER_LMA and not value & CR4_PAE:
        raise refuse("PAE cannot be cleared in long mode")
    if efer & EFER_LMA and (value ^ old) & CR4_LA57:
        raise refuse("LA57 cannot be changed in long mode")
    if value & CR4_PCIDE and not old & CR4_PCIDE and (not efer & EFER_LMA or cr3_now & CR3_PCID):
        raise refuse("PCIDE can be set in long mode with CR3 bits 11:0 zero only")
    if value & CR4_CET and not cr0_now & CR0_WP:
        raise refuse("CET = 1 needs CR0.WP = 1")
    return value


def efer(value: int, old: int, cr0_now: int, features: frozenset[str]) -> int:
    """What EFER becomes when ``value`` is written; LMA keeps its value. Raises #GP(0)."""
    allowed = EFER.known
    if "nx" not in features:
        allowed &= ~EFER_NXE
    if value & ~allowed:
        raise refuse(f"this CPU does not have EFER bits {value & ~allowed:#x}")
    if cr0_now & CR0_PG and (value ^ old) & EFER_LME:
        raise refuse("LME cannot be changed while paging is on")
    return value & ~EFER_LMA | old & EFER_LMA
