"""The answer to a question about an address, in a line: was the access allowed, where is the address?"""

from __future__ import annotations

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.paging import Outcome, Walk, bit_numbers
from pagesim_py.machine.tlb import Stored

SHORT = {
    Rule.NOT_PRESENT: "{entry} is not present",
    Rule.RESERVED_BIT: "{entry} has a reserved bit set",
    Rule.USER_AT_SUPERVISOR: "{entry} is for the supervisor only",
    Rule.WRITE_TO_READ_ONLY: "{entry} is read-only",
    Rule.EXECUTE_DISABLED: "{entry} forbids execution",
    Rule.SMEP: "CR4.SMEP keeps the supervisor from running user pages",
    Rule.SMAP: "CR4.SMAP keeps the supervisor from touching user pages",
    Rule.KEY_ACCESS_DISABLED: "protection key {key} forbids every access",
    Rule.KEY_WRITE_DISABLED: "protection key {key} forbids writes",
    Rule.NON_CANONICAL: "the address is not canonical",
}
"""The rules of translation as short clauses; the sentences of ``Rule`` say more."""


def question(kind: Access) -> str:
    """The kind of access as the beginning of a line: ``Write``, ``Instruction fetch``, ``The CPU's own read``."""
    words = kind.words.removeprefix("an ").removeprefix("a ")
    return words[0].upper() + words[1:]


def allowed(kind: Access, physical: int) -> str:
    """``Read allowed: 0x4031b2``: the physical address that the access reached."""
    return f"{question(kind)} allowed: {physical:#x}"


def refused(fault: Fault) -> str:
    """``Write refused: level 1, entry 3 is read-only (error code 0x3 = P | W)``."""
    what = question(fault.access) if fault.access is not None else "Access"
    return f"{what} refused: {_reason(fault)} ({_code(fault)})"


def _reason(fault: Fault) -> str:
    if fault.rule not in SHORT:
        return explain(fault)
    if fault.level is not None and fault.entry_address is not None:
        entry = f"level {fault.level}, entry {fault.entry_address >> 3 & 511}"
    else:
        entry = "the TLB's copy" if fault.stale else "the translation"
    return SHORT[fault.rule].format(entry=entry, key=fault.detail.get("key", "?"))


def _code(fault: Fault) -> str:
    """``error code 0x2 = W``; the mnemonic too, unless it is a page fault."""
    if fault.error_code is None:
        return fault.mnemonic
    text = f"error code {fault.error_code:#x}"
    if fault.vector != vectors.PF:
        return f"{fault.mnemonic}, {text}"
    return f"{text} = {ERROR.text(fault.error_code)}" if fault.error_code else text


def translated(found: Walk) -> str:
    """Where an address is, when nobody has tried to access it: ``Mapped: physical address 0x4031b2``."""
    last = found.last
    if last is None:
        return "Not canonical: no table is looked at"
    if found.outcome is Outcome.PAGE:
        return f"Mapped: physical address {found.physical:#x}"
    if found.outcome is Outcome.NOT_PRESENT:
        return f"Not mapped: level {last.level}, entry {last.index} is not present"
    return f"Not usable: level {last.level}, entry {last.index} has a reserved bit set ({bit_numbers(last.reserved)})"


def translated_by(copy: Stored, address: int) -> str:
    """Where the TLB's ``copy`` puts ``address``."""
    return f"Mapped: physical address {copy.frame | address & (1 << SHIFT[copy.level]) - 1:#x}"
