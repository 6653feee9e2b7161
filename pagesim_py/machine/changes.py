"""Changes that somebody can make to a machine to see what follows: one bit, one switch, one slot of a table.

A ``Change`` is data, so that it can be told, kept, sent and taken back; ``apply`` makes it. Entries are written as a
kernel's store would write them, which tells the TLB nothing (SDM vol. 3A 4.10.4); registers as the instruction that
sets them would, with the flush that belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.address import PAGE_MASK, PAGE_SHIFT, PAGE_SIZE
from pagesim_py.machine.descriptors import ist_offset, rsp_offset
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.flags import (
    CR0_WP,
    CR4_PGE,
    CR4_PKE,
    CR4_PKS,
    CR4_SMAP,
    CR4_SMEP,
    EFER_NXE,
    ENTRY,
    ENTRY_KEY_SHIFT,
    ENTRY_P,
    ENTRY_RW,
    ENTRY_US,
    RFLAGS_AC,
)
from pagesim_py.machine.machine import Machine

SWITCHES = {
    "CR0.WP": ("wp", "cr0", CR0_WP),
    "CR4.SMEP": ("smep", "cr4", CR4_SMEP),
    "CR4.SMAP": ("smap", "cr4", CR4_SMAP),
    "CR4.PKE": ("pke", "cr4", CR4_PKE),
    "CR4.PKS": ("pks", "cr4", CR4_PKS),
    "CR4.PGE": ("pge", "cr4", CR4_PGE),
    "EFER.NXE": ("nxe", "efer", EFER_NXE),
    "RFLAGS.AC": ("ac", "rflags", RFLAGS_AC),
}
"""By the manual's name: the field of ``Control``, the register, its bit."""
_FEATURES = {
    "CR4.SMEP": "smep",
    "CR4.SMAP": "smap",
    "CR4.PKE": "pku",
    "CR4.PKS": "pks",
    "CR4.PGE": "pge",
    "EFER.NXE": "nx",
}
"""The CPUID features without which a switch stays off."""
SLASHED = {"RW": "R/W", "US": "U/S"}
FLAGS = {SLASHED.get(bit.name, bit.name): bit.mask for bit in ENTRY if bit.width == 1}
FLAGS |= {f"PK{number}": 1 << ENTRY_KEY_SHIFT + number for number in range(4)}
"""The bits of an entry by the manual's names: P, R/W, U/S, PWT, PCD, A, D, PS, G, XD; PK0 to PK3 are the key's."""
SLOTS = {f"RSP{level}": rsp_offset(level) for level in range(3)}
SLOTS |= {f"IST{number}": ist_offset(number) for number in range(1, 8)}
"""The stack pointers of a TSS, with their offsets in bytes."""
KINDS = ("entry", "reserved", "map", "switch", "cpl", "key", "gate", "tss")
GATE_P = 1 << 47
GATE_IST_SHIFT = 32


class Change(NamedTuple):
    """One change. Which of the fields mean something depends on ``kind``:

    entry      set or clear ``name`` (of ``FLAGS``) in the entry of ``level`` at physical ``address``
    reserved   clear the reserved bits ``value`` there
    map        map ``page`` (a linear address), writable, from the missing entry of ``level`` at ``address`` on;
               ``value`` 1: for user code
    switch     set or clear ``name`` (of ``SWITCHES``)
    cpl        run at the privilege level ``value`` (0 or 3)
    key        set or clear the bit ``name`` (AD, WD) of protection key ``value`` in ``register`` (PKRU, PKRS)
    gate       of the gate of vector ``level`` at physical ``address``: set or clear ``name`` P, or let IST be ``value``
    tss        the slot ``name`` (RSP0, IST1 ...) of the TSS at physical ``address`` becomes ``value``
    """

    kind: str
    name: str = ""
    on: bool = False
    level: int = 0
    address: int = 0
    value: int = 0
    register: str = ""
    page: int = 0

    @property
    def target(self) -> tuple[object, ...]:
        """What is changed: two changes of one target follow each other."""
        of_what = self.value if self.kind == "key" else 0
        return self.kind, self.name, self.address, of_what, self.register

    @property
    def sentence(self) -> str:
        """What to do, as a sentence."""
        verb = "Set" if self.on else "Clear"
        match self.kind:
            case "entry":
                return f"{verb} {self.name} in the level-{self.level} entry."
            case "reserved":
                return f"Clear the reserved bits of the level-{self.level} entry."
            case "map":
                return f"Map the page: the level-{self.level} entry is missing."
            case "cpl":
                return f"Make the access {'as the kernel (CPL 0)' if self.value == 0 else 'as user code (CPL 3)'}."
            case "key":
                return f"{verb} {self.name} of protection key {self.value} in {self.register}."
            case "gate":
                gate = f"gate {self.level} ({vectors.mnemonic(self.level)})"
                if self.name != "IST":
                    return f"{verb} {self.name} of {gate}."
                return f"Let {gate} use {f'IST{self.value}' if self.value else 'no IST'}."
            case "tss":
                return f"Let {self.name} of the TSS be {self.value:#x}."
        return f"{verb} {self.name}."


def to_data(change: Change) -> dict[str, Any]:
    """``change`` as JSON data, without the fields that say nothing; addresses and values as hexadecimal texts."""
    data: dict[str, Any] = {"kind": change.kind}
    for field, default in Change._field_defaults.items():
        value = getattr(change, field)
        if value != default:
            data[field] = hex(value) if field in ("address", "page", "value") else value
    return data


def switches_of(machine: Machine) -> list[str]:
    """The names of ``SWITCHES`` that the machine's CPU has."""
    return [name for name in SWITCHES if name not in _FEATURES or _FEATURES[name] in machine.cpu.features]


def flipped(word: int, mask: int, on: bool) -> int:
    """``word`` with the bits of ``mask`` set or cleared."""
    return word | mask if on else word & ~mask


def mapping(change: Change, frames: Iterator[int]) -> Iterator[tuple[int, int]]:
    """For a change of kind ``map``: the entries (physical address, value) that it writes, from the missing one on."""
    at, level = change.address, change.level
    rights = ENTRY_P | ENTRY_RW | (ENTRY_US if change.value else 0)
    while True:
        frame = next(frames)
        yield at, frame | rights
        level -= 1
        if level == 0:
            return
        at = frame + (change.page >> 12 + 9 * (level - 1) & 511) * 8


def free_frames(machine: Machine) -> Iterator[int]:
    """Physical addresses of frames of RAM that nobody has touched, from the top of RAM down."""
    memory = machine.memory
    for start, end in reversed(memory.regions):
        for number in range((end >> PAGE_SHIFT) - 1, (start + PAGE_MASK >> PAGE_SHIFT) - 1, -1):
            if number and number not in memory.frames and number not in memory.lazy and memory.is_ram(number):
                yield number * PAGE_SIZE


def apply(machine: Machine, change: Change, frames: Iterator[int] | None = None) -> None:
    """Makes ``change``. ``frames``: free ones for a ``map``; None: whatever ``free_frames`` gives.

    The TLB hears of an entry as little as on a real machine: a copy there is stale then. Raises ValueError if the CPU
    refuses the value, or no frame is free; nothing has changed then.
    """
    memory, cpu = machine.memory, machine.cpu
    match change.kind:
        case "entry":
            memory.write_u64(change.address, flipped(memory.read_u64(change.address), FLAGS[change.name], change.on))
        case "reserved":
            memory.write_u64(change.address, memory.read_u64(change.address) & ~change.value)
        case "map":
            given = free_frames(machine) if frames is None else frames
            try:
                words = list(mapping(change, given))
            except RuntimeError:  # a StopIteration inside of a generator (PEP 479)
                raise ValueError("no frame of RAM is free for that") from None
            for at, word in words:
                memory.write_u64(at, word)
        case "switch":
            _, register, bit = SWITCHES[change.name]
            _write(machine, register, flipped(getattr(cpu, register), bit, change.on), change.name)
        case "cpl":
            cpu.set_raw("cpl", change.value)
        case "key":
            register = change.register.lower()
            bit = (1 if change.name == "AD" else 2) << 2 * change.value
            cpu.set_raw(register, flipped(getattr(cpu, register), bit, change.on))
        case "gate":
            low = memory.read_u64(change.address)
            if change.name == "IST":
                low = low & ~(7 << GATE_IST_SHIFT) | (change.value & 7) << GATE_IST_SHIFT
            else:
                low = flipped(low, GATE_P, change.on)
            memory.write_u64(change.address, low)
        case "tss":
            memory.write_u64(change.address, change.value)


def _write(machine: Machine, register: str, value: int, name: str) -> None:
    """Writes a register as the kernel's instruction does, whatever the CPL is."""
    cpu = machine.cpu
    if register == "rflags":
        cpu.set_raw("rflags", value)
        return
    instructions: dict[str, Callable[[int], None]] = {
        "cr0": cpu.mov_to_cr0,
        "cr4": cpu.mov_to_cr4,
        "efer": cpu.wrmsr_efer,
    }
    cpl = cpu.cpl
    cpu.set_raw("cpl", 0)
    try:
        instructions[register](value)
    except Fault as fault:
        raise ValueError(f"the CPU refuses to change {name}: {fault.detail.get('detail', 'it is reserved')}") from None
    finally:
        cpu.set_raw("cpl", cpl)


def is_made(machine: Machine, change: Change) -> bool:
    """Whether ``machine`` is so already, and ``change`` would do nothing."""
    memory, cpu = machine.memory, machine.cpu
    match change.kind:
        case "entry":
            return bool(memory.entry(change.address) & FLAGS[change.name]) == change.on
        case "reserved":
            return not memory.entry(change.address) & change.value
        case "map":
            return bool(memory.entry(change.address) & ENTRY_P)
        case "switch":
            _, register, bit = SWITCHES[change.name]
            return bool(getattr(cpu, register) & bit) == change.on
        case "cpl":
            return cpu.cpl == change.value
        case "key":
            bit = (1 if change.name == "AD" else 2) << 2 * change.value
            return bool(getattr(cpu, change.register.lower()) & bit) == change.on
        case "gate":
            low = memory.read_u64(change.address)
            if change.name == "IST":
                return low >> GATE_IST_SHIFT & 7 == change.value
            return bool(low & GATE_P) == change.on
    return memory.read_u64(change.address) == change.value
