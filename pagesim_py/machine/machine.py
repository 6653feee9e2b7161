"""The machine: wires memory, TLB, MMU, CPU and devices together.

machine = Machine()
machine.memory.write_u64(0x1000, 0x2003)
machine.cpu.poke(cr3=0x1000)
machine.walk(0xdeadbeaf)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from weakref import ref

from pagesim_py.machine import ide, vga_ports
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.board import Board, BoardState
from pagesim_py.machine.control import FEATURES
from pagesim_py.machine.cpu import Cpu
from pagesim_py.machine.descriptors import TableRegister, TaskRegister
from pagesim_py.machine.events import Edit, Event
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.memory import Memory
from pagesim_py.machine.memory import Snapshot as MemorySnapshot
from pagesim_py.machine.mmu import Mmu
from pagesim_py.machine.paging import Control, Walk, fault_of, walk
from pagesim_py.machine.ports import DEBUG_EXIT, DebugExit, Ports
from pagesim_py.machine.registers import REGISTERS
from pagesim_py.machine.tlb import Stored, Tlb
from pagesim_py.machine.uart import COM1, Uart, UartState
from pagesim_py.machine.vga import Screen
from pagesim_py.machine.vga_ports import VgaPorts, VgaState

MIB = 1 << 20


class Snapshot(NamedTuple):
    """Everything that a machine's future depends on."""

    memory: MemorySnapshot
    registers: dict[str, Any]
    halted: bool
    tlb: tuple[Stored, ...]
    edits: dict[int, Edit]
    edit_count: int
    uart: UartState
    output: bytes
    exit_code: int | None
    board: BoardState
    vga: VgaState


class Machine:
    """A 64-bit PC with one CPU.

    ``ram_bytes`` of RAM from 0 (or ``ram_regions``, pairs (start, end) in bytes); elsewhere are holes.
    ``physical_address_bits`` is MAXPHYADDR, 32..52. ``features`` is a set of CPUID names out of
    ``control.FEATURES``, None for all of them. ``tlb`` replaces the TLB, to choose its size. Raises ValueError for
    values outside.

    The parts hold one another in no circle, so a machine and its log are gone as soon as nobody holds them.
    """

    def __init__(
        self,
        ram_bytes: int = 128 * MIB,
        physical_address_bits: int = 40,
        features: Iterable[str] | None = None,
        *,
        ram_regions: Iterable[tuple[int, int]] | None = None,
        tlb: Tlb | None = None,
    ) -> None:
        if not 32 <= physical_address_bits <= 52:
            raise ValueError(f"a physical address has 32 to 52 bits, not {physical_address_bits}")
        chosen = FEATURES if features is None else frozenset(features)
        if chosen - FEATURES:
            unknown = ", ".join(sorted(chosen - FEATURES))
            raise ValueError(f"unknown features: {unknown}; known are {', '.join(sorted(FEATURES))}")
        self.memory = Memory([(0, ram_bytes)] if ram_regions is None else ram_regions)
        self.tlb = Tlb() if tlb is None else tlb
        self.ports = Ports()
        self.uart = Uart()
        self.debug_exit = DebugExit()
        self.ports.add(COM1, self.uart)
        self.ports.add(DEBUG_EXIT, self.debug_exit)
        self.board = Board(self.ports)
        self.vga = VgaPorts()
        for base, size in vga_ports.WINDOWS:
            self.ports.add(base, vga_ports.Window(self.vga, base, size))
        for base in ide.BASES:
            self.ports.add(base, ide.Channel(ide.SIZES[base]))
        self.screen = Screen(self.memory)
        self.mmu = Mmu(self.memory, self.tlb, Control(0, physical_bits=physical_address_bits))
        self.cpu = Cpu(self.mmu, self.ports, physical_address_bits, chosen)
        cpu = ref(self.cpu)
        self.mmu.where = lambda: one.rip if (one := cpu()) is not None else 0
        self._log: list[Any] | None = None

    # -- recording

    @property
    def log(self) -> list[Any] | None:
        """The recording: None is off. Set it to a list and everything that happens is appended, in order."""
        return self._log

    @log.setter
    def log(self, log: list[Any] | None) -> None:
        self._log = self.memory.log = self.mmu.log = self.cpu.log = self.board.log = log

    def undo(self, entry: object) -> None:
        """Takes back one entry of a log. Entries are taken back last to first."""
        if isinstance(entry, Event):
            entry.undo(self)
        elif isinstance(entry, tuple) and len(entry) == 4:
            entry[0][entry[1]] = entry[2]

    def redo(self, entry: object) -> None:
        """Does one entry of a log again, after ``undo``."""
        if isinstance(entry, Event):
            entry.redo(self)
        elif isinstance(entry, tuple) and len(entry) == 4:
            entry[0][entry[1]] = entry[3]

    # -- looking: changes nothing

    def walk(self, va: int) -> Walk:
        """The page walk for ``va`` in the present state, step by step. Pure: sets no bit, fills nothing."""
        return walk(self.memory, self.mmu.control, va & MASK64)

    def predict(self, va: int, kind: Access = Access.READ) -> Fault | None:
        """The fault that an access of one byte would raise if the TLB were empty; None if it would succeed. Pure."""
        va &= MASK64
        return fault_of(self.mmu.control, kind, va, self.walk(va))

    def peek(self, va: int, size: int) -> bytes | None:
        """The ``size`` bytes at the linear address ``va``, through the tables; None if one is not mapped. Pure."""
        found = b""
        while len(found) < size:
            at = va + len(found) & MASK64
            physical = self.walk(at).physical
            if physical is None:
                return None
            found += self.memory.read(physical, min(size - len(found), PAGE_SIZE - at % PAGE_SIZE))
        return found

    def stale(self, va: int) -> Edit | None:
        """The edit that made the TLB's translation of ``va`` stale; None if it is not stale or not held."""
        entry = self.tlb.find(va & MASK64, self.mmu.tag)
        return None if entry is None else self.mmu.stale(entry)

    # -- snapshots

    def snapshot(self) -> Snapshot:
        """A copy of the whole state: memory, registers, TLB, devices (not the log)."""
        return self._snapshot(self.memory.snapshot())

    def fork(self) -> Machine:
        """Another machine in the same state, without a log: what happens there changes nothing here.

        It copies a frame once it touches it, so it costs little, and is good until this machine changes next. What
        stands behind windows of the memory is not there: they are holes.
        """
        other = Machine(
            physical_address_bits=self.cpu.physical_bits,
            features=self.cpu.features,
            ram_regions=self.memory.regions,
            tlb=self.tlb.copy(),
        )
        other.memory.lazy = self.memory.shared()
        other.restore(self._snapshot(MemorySnapshot({})))
        other.cpu.saves_resume_flag = self.cpu.saves_resume_flag
        other.mmu.table_levels = dict(self.mmu.table_levels)
        other.memory.watched.update(self.memory.watched)
        return other

    def _snapshot(self, memory: MemorySnapshot) -> Snapshot:
        cpu = self.cpu
        registers = {name: getattr(cpu, name) for name in REGISTERS}
        for name in ("idtr", "gdtr"):
            registers[name] = TableRegister(*registers[name])
        registers["tr"] = TaskRegister(*registers["tr"])
        return Snapshot(
            memory,
            registers,
            cpu.halted,
            self.tlb.contents(),
            dict(self.mmu.edits),
            self.mmu.edit_count,
            self.uart.registers,
            bytes(self.uart.output),
            self.debug_exit.code,
            self.board.get_state(),
            self.vga.state,
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Brings back what ``snapshot`` took, exactly. Nothing is recorded."""
        self.memory.restore(snapshot.memory)
        for name, value in snapshot.registers.items():
            if isinstance(value, TableRegister):
                value = TableRegister(*value)
            elif isinstance(value, TaskRegister):
                value = TaskRegister(*value)
            if value != getattr(self.cpu, name):
                self.cpu.set_raw(name, value)
        self.cpu.halted = snapshot.halted
        self.tlb.load(snapshot.tlb)
        self.mmu.edits = dict(snapshot.edits)
        self.mmu.edit_count = snapshot.edit_count
        self.mmu.watch_anew()
        self.uart.registers = snapshot.uart
        self.uart.output[:] = snapshot.output
        self.debug_exit.code = snapshot.exit_code
        self.board.set_state(snapshot.board)
        self.vga.state = snapshot.vga
