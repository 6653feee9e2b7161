"""What would make an access succeed, or fail in a certain way: the smallest sets of changes, found by trying.

``outcome`` says what an access would do after some changes (see ``changes``), ``search`` finds the sets that bring a
wanted outcome about. All are pure (SDM vol. 3A 4.5 to 4.7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.changes import FLAGS, SWITCHES, Change, flipped, mapping, switches_of
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.flags import ENTRY_KEY_SHIFT, ENTRY_PS, ERROR_I, ERROR_W
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Control, Outcome, Walk, fault_of, walk

MOST = 3
"""Larger sets of changes are not looked for: they explain nothing any more."""
INDIFFERENT = frozenset({"CR4.PGE"})
"""The switches that an access does not depend on while the TLB is empty."""


class _Overlay:
    """Memory with some entries as they would be."""

    def __init__(self, machine: Machine) -> None:
        self.memory = machine.memory
        self.words: dict[int, int] = {}

    def entry(self, address: int) -> int:
        """As ``Memory.entry``."""
        word = self.words.get(address)
        return self.memory.entry(address) if word is None else word


def outcome(machine: Machine, address: int, kind: Access, changes: Iterable[Change] = ()) -> tuple[Walk, Fault | None]:
    """The walk of ``address``, and the fault that an access of ``kind`` would raise (None: it would succeed), after
    ``changes`` and with an empty TLB.
    """
    control, overlay = machine.mmu.control, _Overlay(machine)
    for change in changes:
        control = _changed(control, overlay, change)
    found = walk(overlay, control, address)
    return found, fault_of(control, kind, address, found)


def _changed(control: Control, overlay: _Overlay, change: Change) -> Control:
    """What the CPU's state becomes; entries are changed in ``overlay``."""
    match change.kind:
        case "entry":
            word = flipped(overlay.entry(change.address), FLAGS[change.name], change.on)
            overlay.words[change.address] = word
        case "reserved":
            overlay.words[change.address] = overlay.entry(change.address) & ~change.value
        case "map":
            # The missing tables lie at the top of physical memory: nothing is there, and only the overlay is asked.
            frames = iter(range((1 << control.physical_bits) - 0x8000, 1 << control.physical_bits, 0x1000))
            overlay.words.update(mapping(change, frames))
        case "switch":
            return control._replace(**{SWITCHES[change.name][0]: change.on})
        case "cpl":
            return control._replace(cpl=change.value)
        case "key":
            field = change.register.lower()
            bit = (1 if change.name == "AD" else 2) << 2 * change.value
            keys: dict[str, Any] = {field: flipped(getattr(control, field), bit, change.on)}
            return control._replace(**keys)
    return control


def candidates(machine: Machine, address: int, kind: Access) -> list[Change]:
    """Every single change that could matter to an access of ``kind`` at ``address``."""
    control = machine.mmu.control
    found = machine.walk(address)
    if found.outcome is Outcome.NON_CANONICAL:
        return []
    changes: list[Change] = []
    for step in found.steps:
        if step.outcome is Outcome.NOT_PRESENT:
            user = int(control.cpl == 3)
            changes.append(Change("map", level=step.level, address=step.address, value=user, page=address & -PAGE_SIZE))
            if step.entry & ADDRESS_BITS:
                changes.append(Change("entry", "P", True, step.level, step.address))
            continue
        changes.append(Change("entry", "P", False, step.level, step.address))
        if step.outcome is Outcome.RESERVED:
            removable = step.reserved & ~(ENTRY_PS if step.level > 3 else 0)
            changes.append(Change("reserved", level=step.level, address=step.address, value=removable or step.reserved))
        changes += [
            Change("entry", name, not step.entry & FLAGS[name], step.level, step.address)
            for name in ("R/W", "U/S", "XD")
        ]
    for name in switches_of(machine):
        if name not in INDIFFERENT:
            changes.append(Change("switch", name, not getattr(control, SWITCHES[name][0])))
    changes.append(Change("cpl", value=0 if control.cpl == 3 else 3))
    if found.outcome is Outcome.PAGE:
        key = found.steps[-1].entry >> ENTRY_KEY_SHIFT & 15
        for register, word in (("PKRU", control.pkru), ("PKRS", control.pkrs)):
            for name, bit in (("AD", 1), ("WD", 2)):
                if word >> 2 * key & bit:
                    changes.append(Change("key", name, value=key, register=register))
    return changes


def search(
    machine: Machine, address: int, kind: Access, wanted: Callable[[Fault | None], bool], most: int = MOST
) -> list[tuple[Change, ...]]:
    """The smallest sets of at most ``most`` changes after which the outcome is ``wanted``, smaller sets first.

    No set holds another one. The empty list: there is none; a list of one empty set: it is so already.
    """
    if wanted(outcome(machine, address, kind)[1]):
        return [()]
    single = candidates(machine, address, kind)
    found: list[tuple[Change, ...]] = []
    for number in range(1, most + 1):
        for some in combinations(single, number):
            if any(set(smaller) <= set(some) for smaller in found) or sum(one.kind == "map" for one in some) > 1:
                continue
            if wanted(outcome(machine, address, kind, some)[1]):
                found.append(some)
    return found


def to_succeed(machine: Machine, address: int, kind: Access, most: int = MOST) -> list[tuple[Change, ...]]:
    """The smallest sets of changes after which an access of ``kind`` at ``address`` succeeds (see ``search``)."""
    return search(machine, address, kind, lambda fault: fault is None, most)


def to_fault(machine: Machine, address: int, error_code: int, most: int = MOST) -> list[tuple[Change, ...]]:
    """The smallest sets of changes after which an access at ``address`` raises #PF with ``error_code``.

    The access is the one that the code speaks of: a write if W is set, a fetch if I is, else a read.
    ValueError for a code that no access can have: W and I together, or RSVD without P.
    """
    if error_code & ERROR_W and error_code & ERROR_I:
        raise ValueError("an access is a write or a fetch, never both: W and I exclude each other")
    if error_code & 8 and not error_code & 1:
        raise ValueError("a reserved bit is found in a present entry only: RSVD comes with P")
    kind = Access.WRITE if error_code & ERROR_W else Access.FETCH if error_code & ERROR_I else Access.READ
    return search(machine, address, kind, lambda fault: fault is not None and _is_page_fault(fault, error_code), most)


def _is_page_fault(fault: Fault, error_code: int) -> bool:
    return fault.vector == 14 and fault.error_code == error_code
