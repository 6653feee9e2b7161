"""Faults as data, and the sentences made from them.

    Fault            an exception not delivered yet: vector, error code, CR2, and what decided
    TripleFault      delivery failed three times: the machine resets; carries the chain of faults

``explain`` says in words why a fault was raised; ``explain_error_code`` says what every bit means.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.bits import Layout
from pagesim_py.machine.flags import ERROR, SELECTOR_ERROR

if TYPE_CHECKING:
    from pagesim_py.machine.paging import Walk


class Rule(Enum):
    """The rule that decided a fault. The value is a clause with subject and verb, the fault's data in braces."""

    # the walk (SDM vol. 1 3.3.7.1; vol. 3A 4.5 for reserved bits, 4.6 for rights, 4.6.2 for protection keys)
    NON_CANONICAL = "{address} is not canonical: its bits 63 to {sign_bit} are not all equal"
    NOT_PRESENT = "{entry} is not present (P = 0)"
    RESERVED_BIT = "{entry} has a reserved bit set ({bits})"
    USER_AT_SUPERVISOR = "{entry} is for the supervisor only (U/S = 0), and user-mode code (CPL 3) made the access"
    WRITE_TO_READ_ONLY = "{entry} is read-only (R/W = 0){wp}"
    EXECUTE_DISABLED = "{entry} forbids execution (XD = 1)"
    SMEP = "supervisor code may not run a user page (U/S = 1 in every entry) while CR4.SMEP = 1"
    SMAP = "supervisor code may not touch a user page (U/S = 1 in every entry) while CR4.SMAP = 1{ac}"
    KEY_ACCESS_DISABLED = "protection key {key} has its access-disable bit set in {register}"
    KEY_WRITE_DISABLED = "protection key {key} has its write-disable bit set in {register}"
    # delivery and segments (SDM vol. 3A 5.5 to 5.8, 6.11 to 6.14; vol. 2A INT n, IRET, LTR)
    GATE_BEYOND_LIMIT = "gate {gate} lies beyond the IDT's limit"
    GATE_TYPE = "gate {gate} is neither an interrupt nor a trap gate (its type is {type})"
    GATE_PRIVILEGE = "gate {gate} may not be called by software at this CPL (its DPL is lower)"
    GATE_NOT_PRESENT = "gate {gate} is not present"
    SELECTOR_NULL = "the code-segment selector is null"
    SELECTOR_BEYOND_LIMIT = "selector {selector} lies beyond the limit of its descriptor table"
    NOT_CODE = "selector {selector} does not name a code segment"
    CODE_PRIVILEGE = "code segment {selector} has the wrong privilege level"
    SEGMENT_NOT_PRESENT = "segment {selector} is not present"
    NOT_64_BIT = "code segment {selector} is not a 64-bit one (L = 1, D = 0)"
    HANDLER_NON_CANONICAL = "the handler's address is not canonical"
    STACK_NON_CANONICAL = "the new stack pointer is not canonical"
    TSS_BEYOND_LIMIT = "the stack pointer lies beyond the TSS's limit"
    NOT_DATA = "selector {selector} does not name a segment that may be loaded there"
    DATA_PRIVILEGE = "segment {selector} has the wrong privilege level"
    STACK_SELECTOR_NULL = "the stack-segment selector is null"
    RETURN_NON_CANONICAL = "the return address is not canonical"
    RETURN_TO_INNER = "a return cannot go to a more privileged level"
    NOT_TSS = "selector {selector} does not name an available 64-bit TSS"
    TABLE_BASE_NON_CANONICAL = "the descriptor table's base is not canonical"
    # registers and instructions (SDM vol. 3A 2.5, 2.8, 5.9; vol. 1 19.5; vol. 2)
    PRIVILEGED = "the instruction is for CPL 0 only"
    IO_PRIVILEGE = "user-mode code may not use this port"
    CONTROL_VALUE = "the CPU does not allow this value in the register ({detail})"
    INVALID_OPCODE = "the instruction does not exist in 64-bit mode"
    DOUBLE_FAULT = "a fault was raised while another one was being delivered"
    RAISED = "the program raised it"


class Fault(Exception):
    """An exception the CPU has raised and not delivered yet.

    ``vector`` 0..255; ``error_code`` and ``cr2`` are ints, or None where the exception has none.
    ``address``, ``access``, ``level`` (of the deciding entry, 1..5), ``entry_address`` (physical) and
    ``entry`` (its raw value) say what was tried and what refused; None where they do not apply.
    ``rule`` is the rule that decided; ``walk`` the page walk as it was (if the TLB's copy decided, what a walk would
    have found then); ``detail`` further data for the sentence.
    """

    def __init__(
        self,
        vector: int,
        error_code: int | None = None,
        cr2: int | None = None,
        *,
        rule: Rule = Rule.RAISED,
        address: int | None = None,
        access: Access | None = None,
        level: int | None = None,
        entry_address: int | None = None,
        entry: int | None = None,
        walk: Walk | None = None,
        stale: bool = False,
        detail: dict[str, int | str] | None = None,
    ) -> None:
        self.vector = vector
        self.error_code = error_code
        self.cr2 = cr2
        self.rule = rule
        self.address = address
        self.access = access
        self.level = level
        self.entry_address = entry_address
        self.entry = entry
        self.walk = walk
        self.stale = stale
        """The decision was made from a TLB entry, not from the tables."""
        self.detail = detail or {}
        super().__init__(vector, error_code, cr2)

    @property
    def mnemonic(self) -> str:
        """``#PF``, ``#GP`` ..."""
        return vectors.mnemonic(self.vector)

    def __str__(self) -> str:
        code = "" if self.error_code is None else f" (error code {self.error_code:#x})"
        return f"{self.mnemonic}{code}: {explain(self)}"


class Attempt(NamedTuple):
    """One failed step of a chain: what was being delivered, and the fault that its delivery raised."""

    delivering: str
    """``#PF``, ``INT 0x40`` ... what was being delivered; for the first line the empty string."""
    fault: Fault


class TripleFault(Exception):
    """Delivering a double fault failed: the CPU shuts down and the machine resets (SDM vol. 3A 6.15, #DF).

    ``chain`` tells what failed and why, first to last: the first fault, then what its delivery raised, ...
    """

    def __init__(self, chain: tuple[Attempt, ...]) -> None:
        self.chain = chain
        super().__init__(chain)

    def __str__(self) -> str:
        return "triple fault: " + "; ".join(explain_attempt(attempt) for attempt in self.chain)


class ErrorBit(NamedTuple):
    """One bit (or field) of an error code and what it says."""

    name: str
    position: int
    set: bool
    sentence: str


def explain(fault: Fault) -> str:
    """Why ``fault`` was raised, as a clause: it can stand after a colon or after "because"."""
    words: dict[str, str] = {
        "address": hex(fault.address) if fault.address is not None else "the address",
        "entry": f"the level-{fault.level} entry" if fault.level is not None else "the translation",
        "sign_bit": "47",
        "gate": str(fault.vector),
        "type": "another",
        "selector": "?",
        "bits": "see the entry",
        "wp": "",
        "ac": "",
        "key": "?",
        "register": "PKRU",
        "detail": "",
    }
    words.update({name: value if isinstance(value, str) else hex(value) for name, value in fault.detail.items()})
    text = fault.rule.value.format(**words)
    if fault.stale:
        text += ", as the TLB's copy has it"
    loading = fault.detail.get("loading")
    return f"{loading}: {text}" if loading else text


def explain_attempt(attempt: Attempt) -> str:
    """One line of a triple fault's chain in words."""
    during = f" while delivering {attempt.delivering}" if attempt.delivering else ""
    fault = attempt.fault
    at = f" at {fault.cr2:#x}" if fault.vector == vectors.PF and fault.cr2 is not None else ""
    return f"{fault.mnemonic}{at}{during}: {explain(fault)}"


def explain_error_code(bits: int, vector: int = vectors.PF) -> list[ErrorBit]:
    """Every defined bit of an error code, set and unset, with what it says.

    ``vector`` chooses the layout: page faults have their own, all others with a code name a selector.
    """
    layout: Layout = ERROR if vector == vectors.PF else SELECTOR_ERROR
    return [ErrorBit(bit.name, bit.position, bool(bits & bit.mask), bit.sentence(bits)) for bit in layout]
