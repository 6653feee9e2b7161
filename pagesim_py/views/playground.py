"""The playground's own panels: the entries on a walk as switches, the CPU's control bits, the steps, the script."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pagesim_py.machine.cpu import Cpu
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY_P, ENTRY_PS, RFLAGS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Outcome, Step, Walk
from pagesim_py.playground.operations import BITS, Start, data
from pagesim_py.playground.play import Step as Done
from pagesim_py.playground.remedies import Remedy
from pagesim_py.playground.told import outcome, title
from pagesim_py.views.entry import COLUMNS
from pagesim_py.views.html import Html, code, el, join

_LAYOUTS = {"cr0": CR0, "cr4": CR4, "efer": EFER, "rflags": RFLAGS}


def entries(found: Walk, stale: frozenset[int] = frozenset()) -> Html:
    """The entries that a walk made now looks at, each flag a switch; ``stale``: those that the TLB contradicts."""
    if found.outcome is Outcome.NON_CANONICAL:
        return el("p", "No entry belongs to an address that is not canonical.", class_="none")
    return el("ol", [_entry(step, step.address in stale) for step in found.steps], class_="entries")


def _entry(step: Step, stale: bool) -> Html:
    name = f"Level {step.level}, entry {step.index}"
    flags = [_flag(step, flag, mask, meaning) for flag, mask, meaning in COLUMNS if _is_flag(step, flag)]
    field = f"raw-{step.level}"
    raw = el(
        "form",
        el("label", "Raw", for_=field, class_="unseen"),
        el(
            "input", id=field, name_="entry", value=hex(step.entry), size=20, spellcheck="false", autocomplete="off",
            aria_label=f"Raw value of level {step.level}",
        ),
        el("button", "Write", type="submit", aria_label=f"Write the raw value of level {step.level}"),
        data_action="edit", data_level=step.level, class_="raw",
    )  # fmt: skip
    note = el("p", "The TLB’s copy has it otherwise.", class_="bad") if stale else None
    return el(
        "li",
        el("p", el("strong", name), el("small", " at ", code(step.address)), class_="where"),
        el("div", flags, role="group", aria_label=f"Flags of level {step.level}", class_="flags"),
        raw,
        el("p", _does(step), class_="does"),
        note,
        class_=f"l{step.level}" + (" stale" if stale else ""),
    )


def _is_flag(step: Step, flag: str) -> bool:
    """PS is a flag at levels 2 and 3; D and G say something in an entry that maps a page only."""
    if flag == "PS":
        return step.level in (2, 3)
    maps = step.level == 1 or (step.level in (2, 3) and bool(step.entry & ENTRY_PS))
    return flag not in ("D", "G") or maps


def _flag(step: Step, flag: str, mask: int, meaning: str) -> Html:
    on = bool(step.entry & mask)
    return el(
        "button", flag, type="button", data_action="flip", data_level=step.level, data_entry=hex(step.entry ^ mask),
        aria_pressed="true" if on else "false", aria_label=f"{flag} of level {step.level}", title=meaning,
        class_="bit" if step.entry & ENTRY_P or flag == "P" else "bit idle",
    )  # fmt: skip


def _does(step: Step) -> str:
    if step.outcome is Outcome.NOT_PRESENT:
        return "Not present: the CPU ignores all other bits, and the walk ends here."
    if step.outcome is Outcome.RESERVED:
        return "A reserved bit is set: the CPU refuses the entry, and the walk ends here."
    return "Maps the page." if step.outcome is Outcome.PAGE else f"Points to the level-{step.level - 1} table."


def stale_entries(machine: Machine, address: int) -> frozenset[int]:
    """The entries on the walk of ``address`` that differ from what the TLB's copy was made from."""
    copy = machine.tlb.find(address, machine.mmu.tag)
    if copy is None or machine.mmu.stale(copy) is None:
        return frozenset()
    known = dict(zip(copy.entry_addresses, copy.entries, strict=True))
    return frozenset(at for at, entry in known.items() if machine.memory.entry(at) != entry)


def switches(cpu: Cpu) -> Html:
    """The control bits that an access depends on, as switches; CPL and PKRU beside them."""
    rows = []
    for name, (register, mask) in BITS.items():
        value: int = getattr(cpu, register)
        bit = next(one for one in _LAYOUTS[register] if one.mask == mask)
        on = bool(value & mask)
        switch = el(
            "button", name, type="button", data_action="set", data_bit=name, data_on="false" if on else "true",
            aria_pressed="true" if on else "false", title=bit.title, class_="bit",
        )  # fmt: skip
        rows.append(el("tr", el("th", switch, scope="row"), el("td", int(on)), el("td", bit.sentence(value))))
    head = el("tr", [el("th", text, scope="col") for text in ("Bit", "Value", "What it says")])
    facts = [
        ("CPL", str(cpu.cpl)), ("CR2", hex(cpu.cr2)), ("CR3", hex(cpu.cr3)), ("PKRU", hex(cpu.pkru)),
    ]  # fmt: skip
    registers = el("dl", [(el("dt", name), el("dd", code(value))) for name, value in facts], class_="facts")
    return join(registers, el("table", el("thead", head), el("tbody", rows), class_="switches"))


def steps(start: Start, done: Sequence[Done], notes: Sequence[str] = ()) -> Html:
    """What was done, and how each went, in order; what had to be assumed about a paste."""
    assumed = None
    if notes:
        listed = el("ul", [el("li", note) for note in notes])
        assumed = el("details", el("summary", f"What was assumed: {len(notes)}"), listed)
    first = el("li", el("p", title(start), class_="what"), assumed)
    last = len(done)
    return el("ol", first, [_step(step, number == last) for number, step in enumerate(done, 1)], class_="done", start=0)


def _step(step: Done, last: bool) -> Html:
    return el(
        "li",
        el("p", title(step.operation), class_="what"),
        el("p", outcome(step), class_="bad" if step.fault is not None else "went"),
        aria_current="step" if last else None,
    )


def helps(found: Sequence[Remedy]) -> Html | None:
    """What would have made the last access succeed, each to be done at a press; None if it did, or nothing is known."""
    if not found:
        return None
    items = [
        el(
            "li",
            el(
                "button", remedy.sentence.removesuffix("."), type="button", data_action="remedy",
                data_operations=json.dumps([data(one) for one in remedy.operations]),
            ),
        )
        for remedy in found
    ]  # fmt: skip
    return el("div", el("h3", "What would make it succeed?"), el("ul", items), class_="remedies")


def told(step: Done | None) -> Html:
    """How the last step went, as the line that answers a click."""
    if step is None:
        text = "Nothing has been done yet: map a page, then read it."
        return el("p", text, class_="verdict quiet")
    return el(
        "p", el("strong", title(step.operation), "."), " ", outcome(step),
        class_="verdict bad" if step.fault is not None else "verdict",
    )  # fmt: skip


def program(text: str) -> Html:
    """The script, to read."""
    return el("pre", el("code", text), tabindex=0, role="region", aria_label="The script", class_="script")
