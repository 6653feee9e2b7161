"""The CPU: registers, memory accesses, control registers, interrupts, ports. What a kernel can ask of it.

Methods that stand for an instruction follow the instruction's rules and raise ``Fault``, undelivered;
``deliver`` and ``interrupt`` go through the IDT. ``poke`` sets state without rules, as a debugger does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagesim_py.machine import control, delivery, segments, vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.descriptors import TableRegister, TaskRegister
from pagesim_py.machine.events import (
    CpuState,
    Cr2Written,
    ExitRequested,
    Halted,
    PortRead,
    PortWritten,
    RegisterWritten,
    SerialByte,
    TableLoaded,
    TranslationInvalidated,
)
from pagesim_py.machine.faults import Fault, Rule
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
    RFLAGS_IF,
    RFLAGS_IOPL,
    RFLAGS_RF,
    RFLAGS_VM,
)
from pagesim_py.machine.mmu import Mmu
from pagesim_py.machine.paging import ADDRESS_BITS, Control
from pagesim_py.machine.ports import DEBUG_EXIT, MachineExit, Ports

if TYPE_CHECKING:
    from collections.abc import Callable

DATA_SEGMENTS = ("ds", "es", "fs", "gs")
_PLAIN = ("rip", "rsp", "cr2", "idtr", "gdtr", "tr", "halted", *DATA_SEGMENTS)
_PAGING = ("cr0", "cr3", "cr4", "efer", "pkru", "pkrs")
REGISTERS = ("rip", "rsp", "rflags", "cs", "ss", *DATA_SEGMENTS, "cpl", "cr2", *_PAGING, "idtr", "gdtr", "tr")
"""Names of all registers, as attributes of ``Cpu`` and as keywords of ``poke``."""


def _table(value: Any) -> TableRegister:
    return value if isinstance(value, TableRegister) else TableRegister(*value)


class Cpu:
    """One 64-bit CPU in long mode. Created as after the boot loader, but with CR3 = 0 and empty tables."""

    access: Callable[..., tuple[int, ...]]
    """``access(va, size=1, kind=Access.READ)``: the architectural access at the current CPL, no data moved.

    Returns the physical address of the first byte, and that of the first byte on the second page if the
    access crosses. Raises Fault. See ``Mmu.access``."""
    load: Callable[..., int]
    """``load(va, size, kind=Access.READ)``: reads an integer of ``size`` bytes. Raises Fault."""
    store: Callable[..., None]
    """``store(va, size, value, kind=Access.WRITE)``: writes an integer of ``size`` bytes. Raises Fault."""
    fetch: Callable[..., bytes]
    """``fetch(va, size)``: fetches code bytes. Raises Fault."""

    def __init__(self, mmu: Mmu, ports: Ports, physical_bits: int, features: frozenset[str]) -> None:
        self.mmu = mmu
        self.ports = ports
        self.physical_bits = physical_bits
        self.features = features
        self.log: list[Any] | None = None
        self.access = mmu.access
        self.load = mmu.load
        self.store = mmu.store
        self.fetch = mmu.fetch
        self.rip = 0
        self.rsp = 0
        self.cr2 = 0
        self.halted = False
        self._rflags = RFLAGS_FIXED
        self._cs, self.ss, self._cpl = 8, 0, 0
        self.ds = self.es = self.fs = self.gs = 0
        self._inner = dict.fromkeys(DATA_SEGMENTS, 3)
        self._cr0 = CR0_PG | CR0_WP | CR0_ET | CR0_PE
        self._cr3 = 0
        self._cr4 = CR4_PAE
        self._efer = EFER_LME | EFER_LMA | (EFER_NXE if "nx" in features else 0)
        self._pkru = self._pkrs = 0
        self._idtr, self._gdtr, self._tr = TableRegister(), TableRegister(), TaskRegister()
        self._refresh()

    # -- registers

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
        """Selector, base and limit of the TSS; can be set to a triple."""
        return self._tr

    @tr.setter
    def tr(self, value: TaskRegister | tuple[int, int, int]) -> None:
        self._tr = value if isinstance(value, TaskRegister) else TaskRegister(*value)

    @property
    def linear_bits(self) -> int:
        """Bits of a canonical linear address: 48, or 57 with CR4.LA57."""
        return self.mmu.control.linear_bits

    @property
    def pcid(self) -> int:
        """The current process-context identifier (0 without CR4.PCIDE)."""
        return self._cr3 & control.CR3_PCID if self._cr4 & CR4_PCIDE else 0

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

    # -- the stack

    def push(self, value: int) -> None:
        """PUSH of 8 bytes. Raises Fault; RSP is unchanged then."""
        rsp = self.rsp - 8 & MASK64
        self.store(rsp, 8, value, Access.STACK_WRITE)
        self.rsp = rsp

    def pop(self) -> int:
        """POP of 8 bytes. Raises Fault; RSP is unchanged then."""
        value = self.load(self.rsp, 8, Access.STACK_READ)
        self.rsp = self.rsp + 8 & MASK64
        return value

    # -- control registers (SDM vol. 2B MOV-Control Registers; vol. 3A 4.10.4 for the TLB)

    def _privileged(self) -> None:
        if self._cpl:
            raise Fault(vectors.GP, 0, rule=Rule.PRIVILEGED)

    def mov_to_cr0(self, value: int) -> None:
        """MOV to CR0. Raises #GP(0) for values the CPU refuses, and outside of CPL 0."""
        self._privileged()
        self._write("cr0", control.cr0(value, self._cr4, self._efer))

    def mov_to_cr3(self, value: int) -> None:
        """MOV to CR3: switches tables; drops the PCID's translations that are not global unless bit 63 says not to."""
        self._privileged()
        value, flushes = control.cr3(value, self._cr4, self.physical_bits)
        self._write("cr3", value)
        if flushes:
            pcid = self.pcid if self._cr4 & CR4_PCIDE else None
            self.mmu.flush("CR3 was loaded", pcid=pcid, keep_global=True)

    def mov_to_cr4(self, value: int) -> None:
        """MOV to CR4. Raises #GP(0) for values the CPU refuses. Flushes as PGE, PCIDE, PAE and SMEP demand."""
        self._privileged()
        old = self._cr4
        self._write("cr4", control.cr4(value, old, self._cr0, self._cr3, self._efer, self.features))
        changed = old ^ value
        if changed & (CR4_PGE | CR4_PAE) or old & ~value & CR4_PCIDE or value & ~old & CR4_SMEP:
            self.mmu.flush("CR4 was changed")

    def wrmsr_efer(self, value: int) -> None:
        """WRMSR to EFER. Raises #GP(0) for values the CPU refuses. A change of NXE flushes the TLB."""
        self._privileged()
        old = self._efer
        self._write("efer", control.efer(value, old, self._cr0, self.features))
        if (old ^ self._efer) & EFER_NXE:
            self.mmu.flush("EFER.NXE was changed")

    def wrpkru(self, value: int) -> None:
        """WRPKRU; #UD unless CR4.PKE = 1."""
        if not self._cr4 & CR4_PKE:
            raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)
        self._write("pkru", value & 0xFFFF_FFFF)

    def wrmsr_pkrs(self, value: int) -> None:
        """WRMSR to IA32_PKRS; #GP(0) outside of CPL 0, without the feature, or if bits 63:32 are set."""
        self._privileged()
        if "pks" not in self.features or value >> 32:
            raise control.refuse("IA32_PKRS has 32 bits, if the CPU has it")
        self._write("pkrs", value)

    def invlpg(self, address: int) -> None:
        """INVLPG: drops the translation of ``address`` for this PCID, and a global one. Non-canonical: does nothing."""
        self._privileged()
        if self.log is not None:
            self.log.append(TranslationInvalidated("INVLPG", address & MASK64))
        self.mmu.invalidate(address, self.pcid, globals_too=True, reason="INVLPG was executed")

    def invpcid(self, kind: int, pcid: int = 0, address: int = 0) -> None:
        """INVPCID of type ``kind``: 0 one address of a PCID, 1 a PCID, 2 everything, 3 all but global (SDM vol. 2A)."""
        self._privileged()
        if "invpcid" not in self.features:
            raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)
        if not 0 <= kind <= 3:
            raise control.refuse("INVPCID knows types 0 to 3")
        if pcid >> 12 or (kind < 2 and pcid and not self._cr4 & CR4_PCIDE):
            raise control.refuse("the PCID in the INVPCID descriptor")
        if kind == 0 and not is_canonical(address & MASK64, self.linear_bits):
            raise control.refuse("the address in the INVPCID descriptor is not canonical")
        if self.log is not None:
            self.log.append(TranslationInvalidated("INVPCID", address & MASK64 if kind == 0 else None))
        reason = "INVPCID was executed"
        if kind == 0:
            self.mmu.invalidate(address, pcid, globals_too=False, reason=reason)
        elif kind == 1:
            self.mmu.flush(reason, pcid=pcid, keep_global=True)
        else:
            self.mmu.flush(reason, keep_global=kind == 3)

    # -- tables and segments

    def _load_table(self, name: str, base: int, limit: int) -> None:
        self._privileged()
        if not is_canonical(base & MASK64, self.linear_bits):
            raise Fault(vectors.GP, 0, rule=Rule.TABLE_BASE_NON_CANONICAL, address=base)
        self._write(name, TableRegister(base, limit), TableLoaded)

    def lidt(self, base: int, limit: int) -> None:
        """LIDT. Raises #GP(0) for a non-canonical base, and outside of CPL 0."""
        self._load_table("idtr", base, limit)

    def lgdt(self, base: int, limit: int) -> None:
        """LGDT. Raises #GP(0) for a non-canonical base, and outside of CPL 0."""
        self._load_table("gdtr", base, limit)

    def ltr(self, selector: int) -> None:
        """LTR: loads TR from the GDT and marks the TSS busy. Raises #GP, #NP."""
        self._privileged()
        self._write("tr", segments.load_task(self, selector & 0xFFFF), TableLoaded)

    def load_segment(self, name: str, selector: int) -> None:
        """MOV to ``ss``, ``ds``, ``es``, ``fs``, ``gs``; for ``cs`` a far return within the CPL. Raises #GP, #NP, #SS."""
        selector &= 0xFFFF
        if name == "cs":
            segments.check_code(self, selector)
        elif name == "ss":
            segments.check_stack(self, selector)
        elif name in DATA_SEGMENTS:
            self._inner[name] = segments.check_data(self, selector)
        else:
            raise ValueError(f"no segment register is called {name!r}")
        self._write(name, selector)

    def drop_inner_segments(self) -> None:
        """After a return to an outer level, data segments of inner levels become null (SDM vol. 3A 5.8.6)."""
        for name in DATA_SEGMENTS:
            if self._inner[name] < self._cpl and getattr(self, name):
                self._inner[name] = 3
                self._write(name, 0)

    # -- interrupts

    def deliver(self, fault: Fault, rip: int | None = None) -> int:
        """Delivers ``fault``, raised by the instruction at ``rip`` (default: RIP), through the IDT.

        Afterwards the registers are those at the handler's first instruction. Returns the vector whose handler
        is entered: another one if delivery itself faulted. Raises TripleFault.
        """
        return delivery.deliver(self, fault, self.rip if rip is None else rip)

    def interrupt(self, vector: int, kind: str = "software", rip: int | None = None) -> int:
        """Interrupts: INT n (``software``), ``int3``, ``into``, ``icebp``, or from outside (``external``).

        ``rip`` (default: RIP) is the address of the interrupt instruction; the frame gets the address after it.
        For ``external`` it is the next instruction's. Returns as ``deliver`` does. Raises TripleFault.
        """
        return delivery.interrupt(self, vector, kind, self.rip if rip is None else rip)

    def iretq(self) -> None:
        """IRETQ. Raises Fault, undelivered, with nothing changed."""
        delivery.iretq(self)

    def _io_privilege(self) -> bool:
        return self._cpl <= (self._rflags & RFLAGS_IOPL) >> 12

    def _set_if(self, value: int) -> None:
        if not self._io_privilege():
            raise Fault(vectors.GP, 0, rule=Rule.PRIVILEGED)
        if self._rflags & RFLAGS_IF != value:
            self._write("rflags", self._rflags & ~RFLAGS_IF | value)

    def cli(self) -> None:
        """CLI. Raises #GP(0) if CPL > IOPL."""
        self._set_if(0)

    def sti(self) -> None:
        """STI. Raises #GP(0) if CPL > IOPL. The one instruction of delay is not modelled."""
        self._set_if(RFLAGS_IF)

    def pushfq(self) -> int:
        """The value that PUSHFQ pushes (nothing is pushed): RFLAGS without RF and VM."""
        return self._rflags & ~(RFLAGS_RF | RFLAGS_VM)

    def hlt(self) -> None:
        """HLT: ``halted`` is True until an interrupt is delivered. Raises #GP(0) outside of CPL 0."""
        self._privileged()
        if self.log is not None:
            self.log.append(Halted(bool(self._rflags & RFLAGS_IF)))
        self.halted = True

    # -- ports

    def _port_allowed(self, port: int, size: int) -> None:
        """Raises #GP(0) unless CPL <= IOPL or the TSS's I/O map allows it (SDM vol. 1 19.5.2)."""
        if self._io_privilege():
            return
        tr = self._tr
        if tr.limit >= 0x67:
            at = self.load(tr.base + 0x66 & MASK64, 2, Access.IMPLICIT_READ) + (port >> 3)
            if at + 1 <= tr.limit:
                bits = self.load(tr.base + at & MASK64, 2, Access.IMPLICIT_READ) >> (port & 7)
                if not bits & (1 << size) - 1:
                    return
        raise Fault(vectors.GP, 0, rule=Rule.IO_PRIVILEGE)

    def in_port(self, port: int, size: int = 1) -> int:
        """IN of 1, 2 or 4 bytes; all ones where nothing listens. Raises #GP(0)."""
        self._port_allowed(port, size)
        if self.log is None:
            return self.ports.read(port, size)
        before = self.ports.get_state(port)
        value = self.ports.read(port, size)
        self.log.append(PortRead(port, size, value, before, self.ports.get_state(port)))
        return value

    def out_port(self, port: int, value: int, size: int = 1) -> None:
        """OUT of 1, 2 or 4 bytes. Raises #GP(0), and MachineExit for a write to the debug-exit device."""
        self._port_allowed(port, size)
        before = self.ports.get_state(port) if self.log is not None else None
        sent = self.ports.write(port, size, value)
        code = value << 1 | 1 if port == DEBUG_EXIT and self.ports.device(port) is not None else None
        if self.log is not None:
            self.log.append(PortWritten(port, size, value, before, self.ports.get_state(port)))
            self.log.extend(SerialByte(byte) for byte in sent)
            if code is not None:
                self.log.append(ExitRequested(code))
        if code is not None:
            raise MachineExit(code)
