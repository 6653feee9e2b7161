"""What follows from a story: which rules can have raised the fault, hints at the usual causes, and contradictions."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pagesim_py.decoder.pieces import Kind
from pagesim_py.decoder.sentences import access_words, check_sentence, selector_sentence
from pagesim_py.decoder.stories import Link, Story
from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_SIZE, is_canonical
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import (
    CR0_PG,
    CR0_WP,
    CR4_LA57,
    CR4_PKE,
    CR4_PKS,
    CR4_SMAP,
    CR4_SMEP,
    EFER_NXE,
    ERROR,
    ERROR_I,
    ERROR_P,
    ERROR_PK,
    ERROR_RSVD,
    ERROR_U,
    ERROR_W,
    RFLAGS_FIXED,
)
from pagesim_py.machine.paging import bit_numbers

NEAR_STACK = 0x2000
"""A page fault at most so many bytes below RSP looks like a push, or a call, beyond the stack's end."""
NULL_PAGE = 0x1000
GUARD_PAGE = (0x100_0000_1000, 0x100_0000_2000)
"""The page below the stack of a small kernel that ``bootloader`` 0.9 has loaded: never mapped."""
GENERAL = "rax rbx rcx rdx rsi rdi rbp r8 r9 r10 r11 r12 r13 r14 r15".split()
_WORDS = {
    "not-present page": (ERROR_P, 0),
    "permissions violation": (ERROR_P, ERROR_P),
    "reserved bit violation": (ERROR_RSVD, ERROR_RSVD),
    "protection keys violation": (ERROR_PK, ERROR_PK),
}
"""What Linux says beside an error code: the bits that it looks at, and what they are then."""
_KINDS = {"read": 0, "read access": 0, "write": ERROR_W, "write access": ERROR_W, "instruction fetch": ERROR_I}


class Weight(Enum):
    """What kind of sentence a finding is."""

    SAYS = "says"
    """Follows from the data."""
    RULE = "possible rule"
    """One rule that can have raised the fault."""
    HINT = "hint"
    """A usual cause that fits; it need not be this one."""
    CONTRADICTION = "contradiction"
    """Two things in the paste that cannot both be so."""


class Finding(NamedTuple):
    """One thing that follows from a story, as a whole sentence."""

    weight: Weight
    text: str


def findings(story: Story) -> list[Finding]:
    """All that follows from ``story`` by itself."""
    found = list(_contradictions(story))
    if not story.is_fault:
        return [*found, *_other_moment(story)]
    vector = story.get("vector")
    if vector == vectors.PF:
        found += _page_fault(story)
    elif vector is not None:
        found += _other(story, vector)
    found += _hints(story)
    order = list(Weight)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one.weight))


def _other_moment(story: Story) -> Iterator[Finding]:
    """Registers behind a fault that are not those of the fault."""
    before = story.before
    if before is None or not before.is_fault:
        return
    differ = [name for name in ("cr2", "rip", "rsp", "cr3") if story.facts.get(name) != before.facts.get(name)
              and name in story.facts and name in before.facts]  # fmt: skip
    if differ:
        values = ", ".join(f"{name.upper()} is {story.facts[name]:#x}, not {before.facts[name]:#x}" for name in differ)
        yield Finding(Weight.HINT, f"These registers are of another moment than the fault before them: {values}.")


def chain_sentences(chain: list[Link]) -> list[str]:
    """A chain of exceptions, one sentence a line."""
    return [check_sentence(link.old, link.new) for link in chain]


def access_kind(code: int, cpl: int | None = None) -> Access:
    """The access that a page-fault error code tells of; at CPL 3 one by the supervisor is the CPU's own."""
    if code & ERROR_I:
        return Access.FETCH
    implicit = cpl == 3 and not code & ERROR_U
    if code & ERROR_W:
        return Access.IMPLICIT_WRITE if implicit else Access.WRITE
    return Access.IMPLICIT_READ if implicit else Access.READ


def possible_rules(code: int, cr0: int | None = None, cr4: int | None = None, efer: int | None = None) -> list[Rule]:
    """The rules that can have raised a page fault with ``code`` (SDM vol. 3A 4.6 and 4.7).

    A control register that is None is not known, so it excludes nothing.
    """
    if not code & ERROR_P:
        return [Rule.NOT_PRESENT]
    if code & ERROR_RSVD:
        return [Rule.RESERVED_BIT]

    def may_be(register: int | None, bit: int) -> bool:
        return register is None or bool(register & bit)

    user, write, fetch = code & ERROR_U, code & ERROR_W, code & ERROR_I
    rules = []
    if code & ERROR_PK:
        # Where a key refuses, others may refuse too; the key is what the bit tells.
        if may_be(cr4, CR4_PKE) or (may_be(cr4, CR4_PKS) and not user):
            rules = [Rule.KEY_ACCESS_DISABLED]
            if write and (user or may_be(cr0, CR0_WP)):
                rules.append(Rule.KEY_WRITE_DISABLED)
        return rules
    if user:
        rules.append(Rule.USER_AT_SUPERVISOR)
    # Without NXE and SMEP a fetch has no I bit, and then nothing but U/S can refuse it.
    if fetch and may_be(efer, EFER_NXE):
        rules.append(Rule.EXECUTE_DISABLED)
    if fetch and not user and may_be(cr4, CR4_SMEP):
        rules.append(Rule.SMEP)
    if not fetch and not user and may_be(cr4, CR4_SMAP):
        rules.append(Rule.SMAP)
    if write and (user or may_be(cr0, CR0_WP)):
        rules.append(Rule.WRITE_TO_READ_ONLY)
    return rules


def _page_fault(story: Story) -> Iterator[Finding]:
    code, cr2, rip = story.get("code"), story.get("cr2"), story.get("rip")
    if code is None:
        yield Finding(Weight.SAYS, "Without the error code it isn't known what kind of access it was.")
        return
    at = "" if cr2 is None else f" at {cr2:#x}"
    by = "" if rip is None else f", by the instruction at {rip:#x}"
    yield Finding(Weight.SAYS, f"It was {access_words(code)}{at}{by}.")
    rules = possible_rules(code, story.get("cr0"), story.get("cr4"), story.get("efer"))
    kind = access_kind(code, story.cpl)
    for rule in rules:
        sample = Fault(vectors.PF, code, cr2, rule=rule, address=cr2, access=kind)
        yield Finding(Weight.RULE, _sentence(_generic(sample)))
    if not rules:
        yield Finding(Weight.CONTRADICTION, f"With these control registers no rule gives the error code {code:#x}.")
    if code & ERROR_P and not code & (ERROR_W | ERROR_U | ERROR_I | ERROR_RSVD | ERROR_PK):
        efer, cr4 = story.get("efer"), story.get("cr4")
        if not (efer is not None and efer & EFER_NXE) and not (cr4 is not None and cr4 & CR4_SMEP):
            yield Finding(
                Weight.HINT, "If neither EFER.NXE nor CR4.SMEP is on, a fetch has no bit in the code, as a read."
            )


def _generic(fault: Fault) -> str:
    """The rule in words, where the entry that decided is not known."""
    fault.detail = {"key": "of the page", "register": "PKRU or PKRS"}
    return explain(fault).replace("the translation", "an entry on the way")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _other(story: Story, vector: int) -> Iterator[Finding]:
    code = story.get("code")
    line = vectors.vector(vector)
    if vector == vectors.DF:
        if code:
            yield Finding(Weight.CONTRADICTION, f"A double fault has the error code 0 always, not {code:#x}.")
        yield Finding(
            Weight.SAYS,
            "While one exception was being delivered, another came: a missing gate, or a stack without room for the "
            "frame.",
        )
    elif line.has_error_code and code is not None and vector != vectors.AC:
        yield Finding(Weight.SAYS, f"Error code {code:#x}: {_lower(selector_sentence(code))}")
        if vector == vectors.GP and code & ~1 == 0:
            yield Finding(
                Weight.HINT,
                "Usual causes of #GP with code 0: a non-canonical address, an instruction for CPL 0 run at CPL 3, "
                "a reserved bit written to a control register or MSR, an SSE operand that is not aligned to 16.",
            )
        if vector == vectors.GP and code & 2:
            yield Finding(
                Weight.HINT, f"Gate {code >> 3 & 0x1FF} of the IDT is missing or wrong, or lies beyond its limit."
            )
    elif not line.has_error_code and code:
        yield Finding(Weight.CONTRADICTION, f"{line.mnemonic} pushes no error code, but {code:#x} is given.")
    if vector in (vectors.GP, vectors.SS):
        wrong = [
            name for name in (*GENERAL, "rip", "rsp") if name in story.facts and not is_canonical(story.facts[name])
        ]
        for name in wrong:
            text = (
                f"{name.upper()} = {story.facts[name]:#x} is not canonical: an access through it raises #GP (or #SS)."
            )
            yield Finding(Weight.HINT, text)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _hints(story: Story) -> Iterator[Finding]:
    cr2, rsp, rip, code = (story.get(name) for name in ("cr2", "rsp", "rip", "code"))
    vector = story.get("vector")
    if vector not in (vectors.PF, vectors.DF) or cr2 is None:
        if vector == vectors.DF and rsp is not None and _in_guard(rsp - 1):
            yield Finding(Weight.HINT, _guard_sentence("RSP", rsp))
        return
    if vector == vectors.DF:
        text = f"CR2 = {cr2:#x} is of the page fault before it, if there was one."
        yield Finding(Weight.HINT, text)
    elif cr2 < NULL_PAGE:
        behind = f", or a field {cr2:#x} bytes behind one" if cr2 else ""
        yield Finding(Weight.HINT, f"{cr2:#x} lies in page 0, which kernels leave unmapped: a null pointer{behind}.")
    is_fetch = vector == vectors.PF and rip is not None and rip == cr2
    if is_fetch:
        text = (
            "CR2 is RIP: the CPU could not fetch this instruction, so a jump, call or return went to a wrong address."
        )
        yield Finding(Weight.HINT, text)
    if _in_guard(cr2):
        yield Finding(Weight.HINT, _guard_sentence("CR2", cr2))
    below = None if rsp is None else rsp - cr2
    refused_write = code is None or vector == vectors.DF or (code & ERROR_W and not code & ERROR_P)
    if below is None or not refused_write or is_fetch:
        return
    if 0 <= below <= NEAR_STACK:
        where = f"CR2 lies {below:#x} bytes below RSP: a push or a call beyond the stack's end"
    elif -PAGE_SIZE < below < 0:
        where = f"CR2 lies {-below:#x} bytes above RSP, so RSP itself is beyond the stack's end"
    else:
        return
    yield Finding(Weight.HINT, f"{where}. It looks like a stack overflow.")


def _in_guard(address: int) -> bool:
    return GUARD_PAGE[0] <= address < GUARD_PAGE[1]


def _guard_sentence(name: str, value: int) -> str:
    where = "the guard page below the stack, if bootloader 0.9 loaded the kernel"
    return f"{name} = {value:#x} is at {where}: a stack overflow."


def _contradictions(story: Story) -> Iterator[Finding]:
    for text in _conflicts(story):
        yield Finding(Weight.CONTRADICTION, text)


def _conflicts(story: Story) -> Iterator[str]:
    facts, code = story.facts, story.get("code")
    vector, cr2 = story.get("vector"), story.get("cr2")
    if vector == vectors.PF and code is not None:
        yield from _code_conflicts(story, code)
    bits = 57 if story.get("cr4") is not None and facts["cr4"] & CR4_LA57 else 48
    if vector == vectors.PF and cr2 is not None and not is_canonical(cr2, bits):
        if "cr4" in facts or not is_canonical(cr2, 57):
            yield f"CR2 = {cr2:#x} is not canonical: such an access raises #GP or #SS, never #PF."
    if vector == vectors.PF and "cr0" in facts and not facts["cr0"] & CR0_PG:
        yield "CR0.PG = 0: without paging there is no page fault."
    if {"cpl", "cs"} <= facts.keys() and facts["cpl"] != facts["cs"] & 3:
        yield f"CPL is {facts['cpl']}, but CS = {facts['cs']:#x} says {facts['cs'] & 3}."
    frames = [piece for piece in story.pieces if piece.kind is Kind.FRAME and "rflags" in piece.values]
    if any(not piece.values["rflags"] & RFLAGS_FIXED for piece in frames):
        yield f"RFLAGS = {facts['rflags']:#x}: bit 1 always reads 1, so this is not what the CPU pushed."
    for piece in frames:
        rip = piece.get("rip")
        if rip is not None and not is_canonical(rip, bits):
            yield f"RIP = {rip:#x} is not canonical: no instruction can be there."


def _code_conflicts(story: Story, code: int) -> Iterator[str]:
    cpl, efer, cr4 = story.cpl, story.get("efer"), story.get("cr4")
    if code & ERROR_W and code & ERROR_I:
        yield "The error code says write and instruction fetch: an access is one of them."
    if code & (ERROR_RSVD | ERROR_PK) and not code & ERROR_P:
        yield f"The error code has {ERROR.text(code & (ERROR_RSVD | ERROR_PK))} without P: these come with P = 1 only."
    if code & ERROR_U and cpl is not None and cpl != 3:
        yield f"The error code says user mode (U = 1), but the CPL is {cpl}."
    if code & ERROR_I and efer is not None and cr4 is not None and not efer & EFER_NXE and not cr4 & CR4_SMEP:
        yield "The error code has I = 1, but EFER.NXE and CR4.SMEP are 0: then it is never set."
    unknown = code & ~(ERROR.known | 1 << 6 | 1 << 15 | 1 << 31)
    if unknown:
        yield f"The error code has {bit_numbers(unknown)} set, which the CPU never sets."
    for word, (mask, value) in _WORDS.items():
        if story.words.get("says") == word and code & mask != value:
            yield f"The text says {word}, but the error code {code:#x} ({ERROR.text(code)}) does not."
    access = story.words.get("access")
    if access in _KINDS and code & (ERROR_W | ERROR_I) != _KINDS[access]:
        yield f"The text says {access}, but the error code {code:#x} says {access_words(code)}."
    who = story.words.get("who")
    if who is not None and bool(code & ERROR_U) != (who == "user"):
        yield f"The text says {who}, but the error code {code:#x} says {access_words(code)}."
