"""What a what-if shows, as records: the access as it is and as it would be, what can be flipped, answers.

What can be flipped are the bits, switches, gates and stacks that the access and its fault depend on. Each is a
``Flip``: what it is called, how it is, how it was, and the change that a press makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.changes import FLAGS, GATE_IST_SHIFT, GATE_P, SLOTS, SWITCHES, Change, switches_of
from pagesim_py.machine.descriptors import GATE_SIZE
from pagesim_py.machine.entries import bit_sentence
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY, ENTRY_P, RFLAGS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Outcome, Step
from pagesim_py.machine.retry import Asked, Retried
from pagesim_py.views.walk_scene import Strip

COLUMNS = ("P", "R/W", "U/S", "XD", "A", "D", "PS", "G", "PWT", "PCD")
KEY_COLUMNS = ("PK3", "PK2", "PK1", "PK0")
"""Shown while protection keys are on."""


class Flip(NamedTuple):
    """Something with two states. ``now`` and ``was`` are 0 or 1, or for a CPL, 0 or 3."""

    name: str
    now: int
    was: int
    change: Change
    means: str
    """What it says as it is now."""


class Row(NamedTuple):
    """An entry on the way. ``now`` and ``was`` are its raw values."""

    level: int
    index: int  # type: ignore[assignment]
    address: int
    now: int
    was: int
    flips: tuple[Flip, ...]
    mapped: Change | None
    """For a missing entry: the change that maps the page from here on."""


class GateRow(NamedTuple):
    """A gate that a fault goes through."""

    vector: int
    present: Flip
    address: int
    """Its physical address."""
    ist: int
    ist_was: int

    def with_ist(self, number: int) -> Change:
        """The change that makes the gate use stack ``number`` of the interrupt stack table, 0 for none."""
        return Change("gate", "IST", level=self.vector, address=self.address, value=number)


class Slot(NamedTuple):
    """A stack pointer in the TSS, and what a press makes of it."""

    name: str
    now: int
    was: int
    change: Change


class Flippable(NamedTuple):
    """All that can be flipped."""

    rows: tuple[Row, ...]
    switches: tuple[Flip, ...]
    cpl: Flip
    keys: tuple[Flip, ...]
    gates: tuple[GateRow, ...]
    slots: tuple[Slot, ...]


class Remedy(NamedTuple):
    """One answer: changes to make, for an access of ``kind``."""

    changes: tuple[Change, ...]
    kind: Access
    invalidate: bool
    """Whether INVLPG must come first, because the TLB holds an older translation."""


class Comparison(NamedTuple):
    """All that the panel shows."""

    asked: Asked
    cpl: int
    """The privilege level at which the access is made as it is."""
    was: Retried
    became: Retried
    was_strips: tuple[Strip, ...]
    became_strips: tuple[Strip, ...]
    changes: tuple[Change, ...]
    flippable: Flippable
    asks: str | None = None
    """The question: ``succeed``, or an error code in hexadecimal."""
    remedies: list[Remedy] | None = None
    """Its answers; None if nothing is asked."""
    impossible: str | None = None
    """Why nothing can answer it."""
    wrong: str | None = None
    """What is wrong with the address that was typed."""
    typed: str | None = None
    """That address."""
    typed_in: str | None = None
    """The slot of the TSS that it was typed for; None: it is the access's."""

    @property
    def typed_slot(self) -> tuple[str, str, str] | None:
        """The slot for which something was typed that means no address, that text, and what is wrong with it."""
        if self.typed_in is None or self.wrong is None:
            return None
        return self.typed_in, self.typed or "", self.wrong


class When(NamedTuple):
    """The moment at which the access is tried."""

    words: str | None
    """``step 18``; None where there is no timeline."""
    at: int | None
    """Its position, to go there; None if the timeline stands there."""
    held: bool
    """Whether the what-if stays there, or follows what is looked at."""


def flippable(machine: Machine, changed: Machine, was: Retried, became: Retried) -> Flippable:
    """What there is on ``changed``, and how it was on ``machine``; both are as they were before the access."""
    faulted = [one.fault.vector for one in (was, became) if one.fault is not None]
    shown = sorted({*faulted, vectors.DF} | (set() if faulted else {vectors.PF}))
    gates = tuple(_gates(machine, changed, shown))
    return Flippable(
        tuple(_rows(machine, changed, became)), tuple(_switches(machine, changed)), _cpl(machine, changed),
        tuple(_keys(machine, changed, became)), gates, tuple(_slots(machine, changed, gates)),
    )  # fmt: skip


def columns(changed: Machine) -> tuple[str, ...]:
    """The names of the flags that are shown of each entry."""
    control = changed.mmu.control
    return COLUMNS + KEY_COLUMNS if control.pke or control.pks else COLUMNS


def _rows(machine: Machine, changed: Machine, became: Retried) -> Iterator[Row]:
    for step in became.walk.steps:
        old = machine.memory.entry(step.address)
        flips = []
        for name in columns(changed):
            mask = FLAGS[name]
            now = bool(step.entry & mask)
            change = Change("entry", name, not now, step.level, step.address)
            flips.append(Flip(name, int(now), int(bool(old & mask)), change, _meaning(name, step)))
        mapped = None
        if step.outcome is Outcome.NOT_PRESENT:
            page = became.walk.address & -PAGE_SIZE
            user = int(became.control.cpl == 3)
            mapped = Change("map", level=step.level, address=step.address, value=user, page=page)
        yield Row(step.level, step.index, step.address, step.entry, old, tuple(flips), mapped)


def _meaning(name: str, step: Step) -> str:
    if name.startswith("PK"):
        return f"bit {name[2]} of the page's protection key"
    return bit_sentence(ENTRY[name.replace("/", "")], step.entry, step.level, step.outcome is not Outcome.TABLE)


def _switches(machine: Machine, changed: Machine) -> Iterator[Flip]:
    layouts = {"cr0": CR0, "cr4": CR4, "efer": EFER, "rflags": RFLAGS}
    for name in switches_of(changed):
        field, register, _ = SWITCHES[name]
        now, was = getattr(changed.mmu.control, field), getattr(machine.mmu.control, field)
        bit = layouts[register][name.split(".")[1]]
        yield Flip(name, int(now), int(was), Change("switch", name, not now), bit.when_set if now else bit.when_clear)


def _cpl(machine: Machine, changed: Machine) -> Flip:
    now = changed.cpu.cpl
    change = Change("cpl", value=0 if now == 3 else 3)
    return Flip("CPL", now, machine.cpu.cpl, change, "user code" if now == 3 else "the kernel")


def _keys(machine: Machine, changed: Machine, became: Retried) -> Iterator[Flip]:
    """The two bits of the page's key, in the register that is asked about it."""
    rights, control = became.walk.rights, became.control
    if rights is None or not (control.pke if rights.user else control.pks):
        return
    register = "PKRU" if rights.user else "PKRS"
    now, was = (getattr(one.cpu, register.lower()) >> 2 * rights.key for one in (changed, machine))
    for name, mask, means in (("AD", 1, "every access"), ("WD", 2, "writes")):
        on = bool(now & mask)
        told = f"{means} to pages with key {rights.key} are {'refused' if on else 'allowed'}"
        change = Change("key", name, not on, value=rights.key, register=register)
        yield Flip(f"{register} {name}{rights.key}", int(on), int(bool(was & mask)), change, told)


def _gates(machine: Machine, changed: Machine, shown: list[int]) -> Iterator[GateRow]:
    base, limit = changed.cpu.idtr
    for vector in shown:
        at = physical_of(changed, base + vector * GATE_SIZE, 8)
        if at is None or (vector + 1) * GATE_SIZE - 1 > limit:
            continue
        now, was = changed.memory.read_u64(at), machine.memory.read_u64(at)
        on = bool(now & GATE_P)
        present = Flip(
            "P", int(on), int(bool(was & GATE_P)), Change("gate", "P", not on, vector, at),
            "there is a handler" if on else "there is no handler",
        )  # fmt: skip
        yield GateRow(vector, present, at, now >> GATE_IST_SHIFT & 7, was >> GATE_IST_SHIFT & 7)


def _slots(machine: Machine, changed: Machine, gates: tuple[GateRow, ...]) -> Iterator[Slot]:
    """RSP0, the slots that a gate shown uses or used, and all others that are set."""
    used = {"RSP0", *(f"IST{number}" for gate in gates for number in (gate.ist, gate.ist_was))}
    for name in SLOTS:
        at = slot_at(changed, name)
        if at is None:
            continue
        now, was = changed.memory.read_u64(at), machine.memory.read_u64(at)
        if name not in used and not now and not was:
            continue
        other = (was or changed.cpu.rsp & ~15) if now == 0 else 0
        yield Slot(name, now, was, Change("tss", name, address=at, value=other))


def slot_at(machine: Machine, name: str) -> int | None:
    """Where the stack pointer ``name`` of the TSS in use stands in physical memory; None if there is no such slot."""
    selector, base, limit = machine.cpu.tr
    offset = SLOTS.get(name)
    if not selector or offset is None or offset + 7 > limit:
        return None
    return physical_of(machine, base + offset, 8)


def physical_of(machine: Machine, address: int, size: int) -> int | None:
    """The physical address of ``size`` bytes at a linear address; None if they are not mapped, or on two pages."""
    if address % PAGE_SIZE > PAGE_SIZE - size:
        return None
    return machine.walk(address).physical


def is_present(row: Row) -> bool:
    """Whether the CPU looks at more than P of the entry."""
    return bool(row.now & ENTRY_P)
