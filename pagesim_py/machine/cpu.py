"""The CPU: memory accesses, control registers, interrupts, ports. What a kernel can ask of it.

Methods that stand for an instruction follow the instruction's rules and raise ``Fault``, undelivered;
``deliver`` and ``interrupt`` go through the IDT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagesim_py.machine import control, delivery, segments, vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.descriptors import TableRegister
from pagesim_py.machine.events import (
    ExitRequested,
    Halted,
    PortRead,
    PortWritten,
    SerialByte,
    TableLoaded,
    TranslationInvalidated,
)
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import (
    CR4_PAE,
    CR4_PCIDE,
    CR4_PGE,
    CR4_PKE,
    CR4_SMEP,
    EFER_NXE,
    RFLAGS_FIXED,
    RFLAGS_IF,
    RFLAGS_IOPL,
    RFLAGS_KNOWN,
    RFLAGS_RF,
    RFLAGS_VIF,
    RFLAGS_VIP,
    RFLAGS_VM,
)
from pagesim_py.machine.mmu import Mmu
from pagesim_py.machine.ports import DEBUG_EXIT, MachineExit, Ports, ending
from pagesim_py.machine.registers import DATA_SEGMENTS, Registers

if TYPE_CHECKING:
    from collections.abc import Callable


class Cpu(Registers):
    """One 64-bit CPU. Its four ways to memory work at the current CPL, with all effects of an access."""

    access: Callable[..., tuple[int, ...]]
    """``access(va, size=1, kind=Access.READ)``: the architectural access, with no data moved.

    Returns the physical address of the first byte, and that of the first byte on the second page if the
    access crosses. Raises Fault. See ``Mmu.access``."""
    load: Callable[..., int]
    """``load(va, size, kind=Access.READ)``: reads an integer of ``size`` bytes. Raises Fault."""
    store: Callable[..., None]
    """``store(va, size, value, kind=Access.WRITE)``: writes an integer of ``size`` bytes. Raises Fault."""
    fetch: Callable[..., bytes]
    """``fetch(va, size)``: fetches code bytes. Raises Fault."""

    def __init__(self, mmu: Mmu, ports: Ports, physical_bits: int, features: frozenset[str]) -> None:
        super().__init__(mmu, physical_bits, features)
        self.ports = ports
        self.access = mmu.access
        self.load = mmu.load
        self.store = mmu.store
        self.fetch = mmu.fetch

    # -- the stack

    def push(self, value: int) -> None:
        """PUSH of 8 bytes (SDM vol. 2B). Raises Fault; RSP is unchanged then."""
        rsp = self.rsp - 8 & MASK64
        self.store(rsp, 8, value, Access.STACK_WRITE)
        self.rsp = rsp

    def pop(self) -> int:
        """POP of 8 bytes (SDM vol. 2B). Raises Fault; RSP is unchanged then."""
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
        """MOV to CR4. Raises #GP(0) for values the CPU refuses. Flushes as PGE, PCIDE, PAE and SMEP ask (4.10.4.1)."""
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
        """WRPKRU, at any CPL; #UD unless CR4.PKE = 1 (SDM vol. 2D, vol. 3A 4.6.2)."""
        if not self._cr4 & CR4_PKE:
            raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)
        self._write("pkru", value & 0xFFFF_FFFF)

    def wrmsr_pkrs(self, value: int) -> None:
        """WRMSR to IA32_PKRS; #GP(0) outside of CPL 0, without the feature, or if bits 63:32 are set (4.6.2)."""
        self._privileged()
        if "pks" not in self.features or value >> 32:
            raise control.refuse("IA32_PKRS has 32 bits, if the CPU has it")
        self._write("pkrs", value)

    def invlpg(self, va: int) -> None:
        """INVLPG: drops what translates ``va`` for this PCID, and globally (4.10.4.1). Non-canonical: does nothing."""
        self._privileged()
        if self.log is not None:
            self.log.append(TranslationInvalidated("INVLPG", va & MASK64))
        self.mmu.invalidate(va, self.pcid, globals_too=True, reason="INVLPG was executed")

    def invpcid(self, type: int, pcid: int = 0, va: int = 0) -> None:
        """INVPCID of type ``type``: 0 one address of a PCID, 1 a PCID, 2 everything, 3 all but global (SDM vol. 2A)."""
        if "invpcid" not in self.features:
            raise Fault(vectors.UD, rule=Rule.INVALID_OPCODE)
        self._privileged()
        if not 0 <= type <= 3:
            raise control.refuse("INVPCID knows types 0 to 3")
        if pcid >> 12 or (type < 2 and pcid and not self._cr4 & CR4_PCIDE):
            raise control.refuse("the PCID in the INVPCID descriptor")
        if type == 0 and not is_canonical(va & MASK64, self.linear_bits):
            raise control.refuse("the address in the INVPCID descriptor is not canonical")
        if self.log is not None:
            self.log.append(TranslationInvalidated("INVPCID", va & MASK64 if type == 0 else None))
        reason = "INVPCID was executed"
        if type == 0:
            self.mmu.invalidate(va, pcid, globals_too=False, reason=reason)
        elif type == 1:
            self.mmu.flush(reason, pcid=pcid, keep_global=True)
        else:
            self.mmu.flush(reason, keep_global=type == 3)

    # -- tables and segments

    def _load_table(self, name: str, base: int, limit: int) -> None:
        self._privileged()
        if not is_canonical(base & MASK64, self.linear_bits):
            raise Fault(vectors.GP, 0, rule=Rule.TABLE_BASE_NON_CANONICAL, address=base)
        self._write(name, TableRegister(base, limit), TableLoaded)

    def lidt(self, base: int, limit: int) -> None:
        """LIDT (SDM vol. 2A). Raises #GP(0) for a non-canonical base, and outside of CPL 0."""
        self._load_table("idtr", base, limit)

    def lgdt(self, base: int, limit: int) -> None:
        """LGDT (SDM vol. 2A). Raises #GP(0) for a non-canonical base, and outside of CPL 0."""
        self._load_table("gdtr", base, limit)

    def ltr(self, selector: int) -> None:
        """LTR: loads TR from the GDT and marks the TSS busy. Raises #GP, #NP."""
        self._privileged()
        self._write("tr", segments.load_task(self, selector & 0xFFFF), TableLoaded)

    def load_segment(self, name: str, selector: int) -> None:
        """MOV to ``ss``, ``ds``, ``es``, ``fs``, ``gs``; for ``cs`` a far return within the CPL.

        Raises #GP, #NP, #SS.
        """
        selector &= 0xFFFF
        if name == "cs":
            segments.check_code(self, selector)
        elif name == "ss":
            segments.check_stack(self, selector)
        elif name in DATA_SEGMENTS:
            segments.check_data(self, selector)
        else:
            raise ValueError(f"no segment register is called {name!r}")
        self._write(name, selector)

    def drop_inner_segments(self) -> None:
        """After a return to an outer level, data segments of inner levels become null (SDM vol. 3A 5.8.6)."""
        for name in DATA_SEGMENTS:
            if segments.is_inner(self, getattr(self, name)):
                self._write(name, 0)

    # -- interrupts

    def deliver(self, fault: Fault, rip: int | None = None) -> int:
        """Delivers ``fault``, raised by the instruction at ``rip`` (default: RIP), through the IDT.

        Afterwards the registers are those at the handler's first instruction. Returns the vector whose handler
        is entered: another one if delivery itself faulted. Raises TripleFault.
        """
        return delivery.deliver(self, fault, self.rip if rip is None else rip)

    def interrupt(self, n: int, kind: str = "software", rip: int | None = None) -> int:
        """Interrupts: INT n (``software``), ``int3``, ``into``, ``icebp``, or from outside (``external``).

        ``rip`` (default: RIP) is the address of the interrupt instruction; the frame gets the address after it.
        For ``external`` it is the next instruction's. Returns as ``deliver`` does. Raises TripleFault.
        """
        return delivery.interrupt(self, n, kind, self.rip if rip is None else rip)

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
        """CLI (SDM vol. 2A, table 3-7). Raises #GP(0) if CPL > IOPL."""
        self._set_if(0)

    def sti(self) -> None:
        """STI (SDM vol. 2B). Raises #GP(0) if CPL > IOPL. The one instruction of delay is not modelled."""
        self._set_if(RFLAGS_IF)

    def pushfq(self) -> int:
        """The value that PUSHFQ pushes (nothing is pushed): RFLAGS without RF and VM."""
        return self._rflags & ~(RFLAGS_RF | RFLAGS_VM)

    def popfq(self, value: int) -> None:
        """POPFQ of ``value``: RF is cleared, VM, VIF and VIP stay; IOPL and IF only change where the CPL may."""
        loaded = RFLAGS_KNOWN & ~(RFLAGS_VM | RFLAGS_VIF | RFLAGS_VIP)
        if self._cpl:
            loaded &= ~RFLAGS_IOPL
        if not self._io_privilege():
            loaded &= ~RFLAGS_IF
        flags = self._rflags & ~loaded | value & loaded & ~RFLAGS_RF | RFLAGS_FIXED
        if flags != self._rflags:
            self._write("rflags", flags)

    def hlt(self) -> None:
        """HLT: ``halted`` is True until an interrupt is delivered. Raises #GP(0) outside of CPL 0."""
        self._privileged()
        if self.log is not None:
            self.log.append(Halted(bool(self._rflags & RFLAGS_IF), self.halted))
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
        """OUT of 1, 2 or 4 bytes. Raises #GP(0), and MachineExit for a write that ends the machine."""
        self._port_allowed(port, size)
        before = self.ports.get_state(port) if self.log is not None else None
        sent = self.ports.write(port, size, value)
        end = ending(port, size, value) if port != DEBUG_EXIT or self.ports.device(port) is not None else None
        if self.log is not None:
            self.log.append(PortWritten(port, size, value, before, self.ports.get_state(port)))
            self.log.extend(SerialByte(byte) for byte in sent)
            if self.ports.notes:
                self.log += self.ports.notes
                self.ports.notes.clear()
            if end is not None:
                self.log.append(ExitRequested(end.code))
        if end is not None:
            raise MachineExit(*end)
