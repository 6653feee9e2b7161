"""An access made on a fork, and all that came of it: outcome, accessed and dirty bits, TLB, and where a fault went.

``trial`` foretells how an access would end; here it is really made, on a machine that is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.changes import Change, apply
from pagesim_py.machine.events import (
    Edit,
    FramePushed,
    PageWalked,
    StackSwitched,
    TlbDropped,
    TlbFilled,
    TlbFlushed,
)
from pagesim_py.machine.faults import Attempt, Fault, TripleFault
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Control, Walk
from pagesim_py.machine.tlb import Stored


class Asked(NamedTuple):
    """The access that is made. ``cpl`` None: at the machine's own privilege level."""

    address: int
    kind: Access
    cpl: int | None = None
    invalidate: bool = False
    """Whether INVLPG of the address comes first."""


class Went(NamedTuple):
    """How a fault was delivered."""

    vector: int | None
    """That of the handler which was entered; None: none was, the machine resets."""
    handler: int | None
    stack: str | None
    """``IST1``, ``RSP0``: what the TSS gave as the stack; None: it stayed the same."""
    frame: int | None
    """Where the stack frame begins."""
    chain: tuple[Attempt, ...] = ()
    """The faults that followed each other, if the machine resets."""


class Retried(NamedTuple):
    """What an access did."""

    asked: Asked
    walk: Walk
    """The walk through the tables as they were before the access."""
    control: Control
    copy: Stored | None
    """What the TLB held of the page before the access, INVLPG done."""
    edit: Edit | None
    """The change of an entry that made ``copy`` stale."""
    fault: Fault | None
    physical: int | None
    """The byte's physical address; None if the access was refused."""
    walked: bool
    """Whether the CPU walked the tables; otherwise the TLB's copy, or the address's form, decided."""
    marks: tuple[tuple[int, str], ...]
    """(level, A or D): the accessed and dirty bits that the access set, from the top."""
    tlb: tuple[TlbFilled | TlbDropped | TlbFlushed, ...]
    """What the access did to the TLB, in order."""
    went: Went | None
    """Where the fault went; None if there was none."""


def retry(machine: Machine, asked: Asked, changes: Iterable[Change] = ()) -> Retried:
    """Makes ``changes`` and the access on a fork of ``machine``, which stays as it is; a fault goes through the IDT.

    Raises ValueError if a change cannot be made (see ``changes.apply``).
    """
    return _access(forked(machine, changes), asked)


def forked(machine: Machine, changes: Iterable[Change]) -> Machine:
    """A fork of ``machine`` with ``changes`` made. Raises ValueError if one cannot be."""
    fork = machine.fork()
    for change in changes:
        apply(fork, change)
    return fork


def _access(fork: Machine, asked: Asked) -> Retried:
    cpu, mmu = fork.cpu, fork.mmu
    address = asked.address & MASK64
    if asked.cpl is not None:
        cpu.set_raw("cpl", asked.cpl)
    if asked.invalidate:
        mmu.invalidate(address, cpu.pcid, globals_too=True, reason="INVLPG was executed")
    copy = mmu.tlb.find(address, mmu.tag)
    edit = None if copy is None else mmu.stale(copy)
    walk, control = fork.walk(address), mmu.control
    log: list[object] = []
    fork.log = log
    fault, physical = None, None
    try:
        physical = cpu.access(address, 1, asked.kind)[0]
    except Fault as raised:
        fault = raised
    fork.log = None
    return Retried(
        asked, walk, control, copy, edit, fault, physical,
        any(isinstance(event, PageWalked) for event in log),
        tuple(_marks(fork, walk)),
        tuple(event for event in log if isinstance(event, TlbFilled | TlbDropped | TlbFlushed)),
        None if fault is None else _deliver(fork, fault),
    )  # fmt: skip


def _marks(fork: Machine, before: Walk) -> Iterable[tuple[int, str]]:
    for step in before.steps:
        fresh = fork.memory.entry(step.address) & ~step.entry
        for name, mask in (("A", ENTRY_A), ("D", ENTRY_D)):
            if fresh & mask:
                yield step.level, name


def _deliver(fork: Machine, fault: Fault) -> Went:
    log: list[object] = []
    fork.log = log
    try:
        vector: int | None = fork.cpu.deliver(fault)
        chain: tuple[Attempt, ...] = ()
    except TripleFault as triple:
        vector, chain = None, triple.chain
    fork.log = None
    stack = next((event.source for event in reversed(log) if isinstance(event, StackSwitched)), None)
    frame = next((event.address for event in reversed(log) if isinstance(event, FramePushed)), None)
    if vector is None:
        return Went(None, None, None, None, chain)
    return Went(vector, fork.cpu.rip, stack, frame)
