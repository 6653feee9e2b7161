"""Translation: how an address goes through the tables, where that ends, and what it allows.

The walk is the one that an access of the program made, if the page shows one of its faults; else a walk made
now, which changes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT, canonical
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD, ERROR_U
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Control, Outcome, Step, Walk, fault_of
from pagesim_py.machine.tlb import Stored
from pagesim_py.views import entry, error_code
from pagesim_py.views.address import figure
from pagesim_py.views.html import Child, Html, code, el, join, words
from pagesim_py.views.numbers import hex16

DECIDING = {
    Rule.NOT_PRESENT: ENTRY_P,
    Rule.WRITE_TO_READ_ONLY: ENTRY_RW,
    Rule.USER_AT_SUPERVISOR: ENTRY_US,
    Rule.EXECUTE_DISABLED: ENTRY_XD,
    Rule.SMEP: ENTRY_US,
    Rule.SMAP: ENTRY_US,
}
"""The flag that a rule looks at."""

PAGES = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}


class Subject(NamedTuple):
    """What the panel shows: an address, what it is called, and the fault that an access to it raised, if any."""

    address: int
    name: str | None = None
    """What is there, as the kernel's symbols have it: ``osirs::_start + 0x12``."""
    fault: Fault | None = None


def render(machine: Machine, subject: Subject) -> Html:
    """The panel for ``subject``."""
    fault = subject.fault
    found = fault.walk if fault is not None and fault.walk is not None else machine.walk(subject.address)
    control = machine.mmu.control
    if fault is not None:
        fault = _seen_in_tables(fault, found, control)
    last = found.last
    parts: list[Child] = [
        _verdict(found, subject, control),
        figure(found.address, control.levels, None if last is None else last.level),
        _levels(found, control, fault),
    ]
    if fault is not None:
        parts.append(_fault(fault))
    else:
        parts.append(_trials(found, control))
    parts += [_tlb(machine, found.address), _bits(found), words(*WORDS)]
    return el(
        "div",
        parts,
        data_address=hex(found.address),
        data_outcome=found.outcome.name.lower(),
        data_level=None if last is None else last.level,
        data_index=None if last is None else last.index,
        data_physical=None if found.physical is None else hex(found.physical),
    )


def _seen_in_tables(fault: Fault, found: Walk, control: Control) -> Fault:
    """``fault``; if the TLB's copy of a translation decided it, the same with the entry that it was copied from."""
    if fault.walk is not None or fault.access is None:
        return fault
    cpl = 3 if (fault.error_code or 0) & ERROR_U else 0
    again = fault_of(control._replace(cpl=cpl), fault.access, found.address, found)
    return again if again is not None and again.error_code == fault.error_code else fault


def _verdict(found: Walk, subject: Subject, control: Control) -> Html:
    """The outcome first, in a sentence."""
    name = join(" (", subject.name, ")") if subject.name else ""
    address = join(code(found.address), name)
    last = found.last
    if last is None:
        top = control.linear_bits - 1
        return el(
            "p",
            el("strong", "The address is not canonical: no walk."),
            f" Bits 63 to {top} of an address must all be equal. ",
            address, " has ", code(hex16(found.address)), "; the canonical address with the same lower bits is ",
            code(canonical(found.address, control.linear_bits)), ". Using it raises a general-protection fault.",
            class_="verdict bad",
        )  # fmt: skip
    where = f"The walk ends at level {last.level}, entry {last.index}: "
    if found.outcome is Outcome.PAGE:
        assert found.level is not None
        head = el("strong", where + f"{PAGES[found.level]} page.")
        return el("p", head, " ", address, " is at physical address ", code(found.physical or 0), ".", class_="verdict")
    if found.outcome is Outcome.NOT_PRESENT:
        head = el("strong", where + "not present.")
        place = join("at ", address) if subject.name else "there"
        return el("p", head, " Nothing is mapped ", place, ".", class_="verdict bad")
    head = el("strong", where + "a reserved bit is set.")
    return el("p", head, " The CPU refuses the entry for ", address, ".", class_="verdict bad")


def _levels(found: Walk, control: Control, fault: Fault | None) -> Html:
    """One row a level: which table, which entry, its flags, what it gives; the AND over all levels below."""
    heads = [
        el("th", title, scope="col", class_="table-at" if title == "Table at" else None)
        for title in ("Level", "Table at", "Entry", "Raw entry")
    ]
    head = el("tr", heads, entry.flag_heads(), el("th", "Gives", scope="col"))
    decided = (
        DECIDING.get(fault.rule, 0) if fault is not None else ENTRY_P if found.outcome is Outcome.NOT_PRESENT else 0
    )
    rows = []
    for step in found.steps:
        decides = step.address == fault.entry_address if fault is not None else step is found.last
        flags = entry.flag_cells(step.entry, decided if decides else 0)
        ends = step is found.last and found.outcome is not Outcome.PAGE
        rows.append(
            el(
                "tr",
                el("th", step.level, scope="row"),
                el("td", code(step.table), class_="table-at"),
                el("td", el("strong", step.index), el("small", " at ", code(step.address))),
                el("td", code(step.entry)),
                flags,
                el("td", _gives(step)),
                class_="ends" if ends else "decides" if decides and fault is not None else None,
            )
        )
    below = found.steps[-1].level - 1 if found.steps else control.levels
    if found.outcome is not Outcome.PAGE and below:
        rest = el("td", "not reached", colspan=4 + len(entry.COLUMNS))
        level = "1" if below == 1 else f"{below}–1"
        rows.append(el("tr", el("th", level, scope="row"), rest, class_="unreached"))
    caption = el(
        "caption",
        "One entry per level, from ",
        el("abbr", "CR3", title="the register that holds the physical address of the top table"),
        " ",
        code(found.root),
    )
    body = el("tbody", rows)
    return el("table", caption, el("thead", head), body, _together(found), class_="levels")


def _gives(step: Step) -> Html:
    if step.outcome is Outcome.TABLE:
        return join("table ", code(step.entry & ADDRESS_BITS))
    if step.outcome is Outcome.PAGE:
        return join("page ", code(step.entry & ADDRESS_BITS & -1 << SHIFT[step.level]))
    return join(step.outcome.value)


def _together(found: Walk) -> Html | None:
    """The effective rights: AND for R/W and U/S, OR for XD."""
    rights = found.rights
    if rights is None:
        return None
    cells = []
    for name, mask, _ in entry.COLUMNS:
        if name in ("R/W", "U/S"):
            cells.append(el("td", el("strong", int(bool(found.all_of & mask))), class_="flag"))
        elif name == "XD":
            cells.append(el("td", el("strong", int(bool(found.any_of & mask))), class_="flag"))
        else:
            cells.append(el("td", class_="flag minor" if name != "P" else "flag"))
    who = "the kernel and user code" if rights.user else "the kernel only"
    verbs = ["read", *(["written"] if rights.writable else []), *(["executed"] if rights.executable else [])]
    listed = verbs[0] if len(verbs) == 1 else ", ".join(verbs[:-1]) + " and " + verbs[-1]
    head = el(
        "th",
        el(
            "abbr",
            "All levels",
            title="R/W and U/S must be 1 at every level (AND); XD counts if it is 1 at any level (OR)",
        ),
        scope="row",
        colspan=3,
    )
    row = el("tr", el("td", class_="table-at"), head, cells, el("td"))
    meaning = el("td", f"Together: may be {listed}, by {who}.", colspan=5 + len(entry.COLUMNS))
    return el("tfoot", row, el("tr", meaning))


def _fault(fault: Fault) -> Html:
    """The entry and rule that decided, and the error code."""
    sentence = el("p", el("strong", "Why the CPU refused: "), explain(fault), ".", class_="why")
    if fault.error_code is None:
        return sentence
    return join(sentence, error_code.render(fault.error_code, fault.vector))


def _trials(found: Walk, control: Control) -> Html:
    """What each kind of access would do, by the kernel and by user code. Nothing is accessed."""
    kinds = ((Access.READ, "Read"), (Access.WRITE, "Write"), (Access.FETCH, "Execute"))
    rows = []
    for cpl, who in ((0, "Kernel"), (3, "User code")):
        as_whom = control._replace(cpl=cpl)
        cells = [_trial(fault_of(as_whom, kind, found.address, found)) for kind, _ in kinds]
        rows.append(el("tr", el("th", who, scope="row"), cells))
    head = el("tr", el("td"), [el("th", title, scope="col") for _, title in kinds])
    caption = el("caption", "What an access to this address would do")
    return el("table", caption, el("thead", head), el("tbody", rows), class_="trials")


def _trial(fault: Fault | None) -> Html:
    if fault is None:
        return el("td", "allowed")
    kind = f"{fault.mnemonic}, error code {fault.error_code:#x}" if fault.vector == vectors.PF else f"{fault.mnemonic}"
    return el("td", el("abbr", kind, title=explain(fault)), class_="refused")


def _tlb(machine: Machine, address: int) -> Html:
    """Whether the TLB holds the page, and whether what it holds is stale."""
    stored: Stored | None = machine.mmu.tlb.find(address, machine.mmu.tag)
    label = el("abbr", "TLB", title="translation look-aside buffer: the CPU's memory of recent translations")
    if stored is None:
        return el("p", label, ": this page is not in it; an access walks the tables.", class_="tlb")
    text = join(label, ": holds this page, at ", code(stored.frame), "; an access needs no walk.")
    edit = machine.mmu.stale(stored)
    if edit is None:
        return el("p", text, class_="tlb")
    return el(
        "p", text, " ", el("strong", "It is stale"), ": the entry at ", code(edit.address), " was changed from ",
        code(edit.old), " to ", code(edit.new), " since, and nothing has told the TLB (", code("invlpg"), ").",
        class_="tlb bad",
    )  # fmt: skip


def _bits(found: Walk) -> Html | None:
    """Every bit of every entry met, folded away."""
    if not found.steps:
        return None
    parts = [
        (el("h3", f"Level {step.level}, entry {step.index}: ", code(step.entry)), entry.bits(step))
        for step in found.steps
    ]
    return el("details", el("summary", "Every bit of these entries"), parts)


WORDS = (
    ("page", "a block of virtual addresses that is mapped as a whole: 4 KiB, 2 MiB or 1 GiB"),
    ("frame", "the block of physical memory that a page is mapped to"),
    ("virtual address", "the address that a program uses; the manual calls it a linear address"),
    ("physical address", "the address that the memory sees"),
    ("table", "512 entries of 8 bytes; four levels of tables translate an address, level 4 first"),
    ("entry", "8 bytes of a table: where the next table or the page is, and what is allowed there"),
    ("present", "bit P: the entry means something; if it is 0, the access is a page fault"),
    ("canonical", "bits 63 to 47 of an address are all equal; the CPU refuses all other addresses"),
    (
        "TLB",
        "translation look-aside buffer: the CPU's memory of recent translations, so that it need not walk each time",
    ),
    ("page fault", "the exception raised when a translation is missing or does not allow the access"),
)
