"""The CPU's registers: reading and setting them, and telling the MMU what they mean for an access.

Setting here follows no rules: ``poke`` is a debugger's way. The instructions that do follow them are in ``cpu``.
"""

from __future__ import annotations

from typing import Any

from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.control import CR3_PCID
from pagesim_py.machine.descriptors import Descriptor, TableRegister, TaskRegister
from pagesim_py.machine.events import CpuState, Cr2Written, RegisterWritten
from pagesim_py.machine.flags import (
    CR0_ET,
    CR0_PE,
    CR0_PG,
    CR0_WP,
    CR4_LA57,
    CR4_PAE,
    CR4_PCIDE,
    CR4_PGE,
    CR4_PKE,
    CR4_PKS,
    CR4_SMAP,
    CR4_SMEP,
    EFER_LMA,
    EFER_LME,
    EFER_NXE,
    RFLAGS_AC,
    RFLAGS_FIXED,
)
from pagesim_py.machine.mmu import Mmu
from pagesim_py.machine.paging import ADDRESS_BITS, Control, walk

DATA_SEGMENTS = ("ds", "es", "fs", "gs")
_PLAIN = ("rip", "rsp", "cr2", "idtr", "gdtr", "tr", "halted", *DATA_SEGMENTS)
_PAGING = ("cr0", "cr3", "cr4", "efer", "pkru", "pkrs")
REGISTERS = ("rip", "rsp", "rflags", "cs", "ss", *DATA_SEGMENTS, "cpl", "cr2", *_PAGING, "idtr", "gdtr", "tr")
"""Names of all registers, as attributes of ``Cpu`` and as keywords of ``poke``."""


def _table(value: Any) -> TableRegister:
    return value if isinstance(value, TableRegister) else TableRegister(*value)


class Registers:
    """The registers of one 64-bit CPU in long mode, at first as after the boot loader, but with CR3 = 0."""

    def __init__(self, mmu: Mmu, physical_bits: int, features: frozenset[str]) -> None:
        self.mmu = mmu
        self.physical_bits = physical_bits
        self.features = features
        self.log: list[Any] | None = None
        self.rip = 0
        self.rsp = 0
        self.cr2 = 0
        self.halted = False
        self.saves_resume_flag = True
        """False: as QEMU's CPU model, which leaves RF clear in the flags that a fault saves."""
        self._rflags = RFLAGS_FIXED
        self._cs, self.ss, self._cpl = 8, 0, 0
        self.ds = self.es = self.fs = self.gs = 0
        self._cr0 = CR0_PG | CR0_WP | CR0_ET | CR0_PE
        self._cr3 = 0
        self._cr4 = CR4_PAE
        self._efer = EFER_LME | EFER_LMA | (EFER_NXE if "nx" in features else 0)
        self._pkru = self._pkrs = 0
        self._idtr, self._gdtr, self._tr = TableRegister(), TableRegister(), TaskRegister()
        self._refresh()

    @property
    def rflags(self) -> int:
        """RFLAGS; setting it may change what SMAP allows (AC)."""
        return self._rflags

    @rflags.setter
    def rflags(self, value: int) -> None:
        value = value & MASK64 | RFLAGS_FIXED
        changed = self._rflags ^ value
        self._rflags = value
        if changed & RFLAGS_AC:
            self._refresh()

    @property
    def cs(self) -> int:
        """The code-segment selector; setting it sets CPL to its two low bits."""
        return self._cs

    @cs.setter
    def cs(self, value: int) -> None:
        self._cs = value & 0xFFFF
        self.cpl = value & 3

    @property
    def cpl(self) -> int:
        """The current privilege level, 0..3."""
        return self._cpl

    @cpl.setter
    def cpl(self, value: int) -> None:
        if value != self._cpl:
            self._cpl = value & 3
            self._refresh()

    @property
    def cr0(self) -> int:
        """CR0."""
        return self._cr0

    @property
    def cr3(self) -> int:
        """CR3: the top table's physical address, and PWT, PCD or the PCID."""
        return self._cr3

    @property
    def cr4(self) -> int:
        """CR4."""
        return self._cr4

    @property
    def efer(self) -> int:
        """IA32_EFER."""
        return self._efer

    @property
    def pkru(self) -> int:
        """PKRU: two bits (access disable, write disable) for each of 16 keys of user pages."""
        return self._pkru

    @property
    def pkrs(self) -> int:
        """IA32_PKRS: as PKRU, for supervisor pages."""
        return self._pkrs

    @property
    def idtr(self) -> TableRegister:
        """Base and limit of the IDT; can be set to a pair (base, limit)."""
        return self._idtr

    @idtr.setter
    def idtr(self, value: TableRegister | tuple[int, int]) -> None:
        self._idtr = _table(value)

    @property
    def gdtr(self) -> TableRegister:
        """Base and limit of the GDT; can be set to a pair (base, limit)."""
        return self._gdtr

    @gdtr.setter
    def gdtr(self, value: TableRegister | tuple[int, int]) -> None:
        self._gdtr = _table(value)

    @property
    def tr(self) -> TaskRegister:
        """Selector, base and limit of the TSS; can be set to those, to (base, limit), or to a selector of the GDT."""
        return self._tr

    @tr.setter
    def tr(self, value: TaskRegister | tuple[int, int, int] | tuple[int, int] | int) -> None:
        if isinstance(value, int):
            self._tr = self._peek_task(value)
        elif isinstance(value, TaskRegister):
            self._tr = value
        else:
            self._tr = TaskRegister(*value) if len(value) == 3 else TaskRegister(self._tr.selector, *value)

    def _peek_task(self, selector: int) -> TaskRegister:
        """What TR is with ``selector``, looked up in the GDT without an access; base 0, limit 0 if it cannot be."""
        memory, control = self.mmu.memory, self.mmu.control
        at = self._gdtr.base + (selector & 0xFFF8) & MASK64
        low, high = (walk(memory, control, at + offset & MASK64).physical for offset in (0, 8))
        if low is None or high is None:
            return TaskRegister(selector)
        descriptor = Descriptor(memory.read_u64(low))
        return TaskRegister(selector, descriptor.base(memory.read_u64(high)), descriptor.limit)

    @property
    def linear_bits(self) -> int:
        """Bits of a canonical linear address: 48, or 57 with CR4.LA57."""
        return self.mmu.control.linear_bits

    @property
    def pcid(self) -> int:
        """The current process-context identifier (0 without CR4.PCIDE)."""
        return self._cr3 & CR3_PCID if self._cr4 & CR4_PCIDE else 0

    def _refresh(self) -> None:
        """Tells the MMU the state it works in."""
        cr0, cr4 = self._cr0, self._cr4
        self.mmu.set_control(
            Control(
                self._cr3 & ADDRESS_BITS & (1 << self.physical_bits) - 1,
                5 if cr4 & CR4_LA57 else 4,
                self.physical_bits,
                self._cpl,
                bool(cr0 & CR0_WP),
                bool(self._efer & EFER_NXE),
                bool(cr4 & CR4_SMEP),
                bool(cr4 & CR4_SMAP),
                bool(self._rflags & RFLAGS_AC),
                bool(cr4 & CR4_PKE),
                bool(cr4 & CR4_PKS),
                self._pkru,
                self._pkrs,
                bool(cr4 & CR4_PGE),
                self.pcid,
                "gbpages" in self.features,
            )
        )

    def state(self) -> CpuState:
        """The registers that delivery changes together."""
        return CpuState(self.rip, self.rsp, self._rflags, self._cs, self.ss, self._cpl)

    def set_state(self, state: CpuState) -> None:
        """Sets the registers that delivery changes together."""
        self.rip, self.rsp, flags, self._cs, self.ss, cpl = state
        changed = cpl != self._cpl or (flags ^ self._rflags) & RFLAGS_AC
        self._rflags, self._cpl = flags, cpl
        if changed:
            self._refresh()

    def set_raw(self, name: str, value: Any) -> None:
        """Sets one register (a name of ``REGISTERS``) with no rule, no event and no flush."""
        if name in _PLAIN:
            setattr(self, name, value)
        elif name == "rflags":
            self.rflags = value
        elif name == "cs":
            self._cs = value & 0xFFFF
        elif name == "ss":
            self.ss = value & 0xFFFF
        elif name == "cpl":
            self.cpl = value
        elif name in _PAGING:
            setattr(self, "_" + name, value & MASK64)
            self._refresh()
        else:
            raise TypeError(f"the CPU has no register called {name!r}")

    def poke(self, **registers: Any) -> None:
        """Sets registers without checks, as a debugger does, and flushes the TLB.

        Keywords are the names of ``REGISTERS``. Setting ``cs`` also sets CPL, unless ``cpl`` is given too.
        """
        if "cs" in registers and "cpl" not in registers:
            registers["cpl"] = registers["cs"] & 3
        for name, value in registers.items():
            if name in ("idtr", "gdtr"):
                value = _table(value)
            if name not in REGISTERS:
                raise TypeError(f"the CPU has no register called {name!r}")
            self._write(name, value)
        self.mmu.flush("the debugger changed registers")

    def _write(self, name: str, value: Any, event: type[RegisterWritten] = RegisterWritten) -> None:
        old = getattr(self, name)
        self.set_raw(name, value)
        if self.log is not None:
            self.log.append(event(name, old, getattr(self, name)))

    def write_cr2(self, address: int) -> None:
        """CR2 := ``address``, as a page fault does."""
        if self.log is not None:
            self.log.append(Cr2Written(self.cr2, address))
        self.cr2 = address
