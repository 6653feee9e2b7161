"""Terms about the machine at the end of a run: screen, serial port, tables, rights, registers, memory."""

from __future__ import annotations

import re
from typing import Any

from pagesim_py.homework.checks.base import Miss, Term, listed, number
from pagesim_py.homework.checks.runs import Ran
from pagesim_py.homework.mutants.readings import leaf_rights_only
from pagesim_py.homework.situation import KINDS, Situation, outcome_of
from pagesim_py.homework.terms import SIZES
from pagesim_py.labs.expect import pattern_of
from pagesim_py.machine.events import PageTableEdited, RegisterWritten
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Outcome, Walk
from pagesim_py.machine.verdict import translated


def _machine(ran: Ran) -> Machine:
    assert ran.machine is not None
    ran.timeline.seek(ran.last)
    return ran.machine


def _last_screen_change(ran: Ran) -> int:
    changes = ran.timeline.screen_changes
    return changes[-1] + 1 if changes else ran.last


def _rows(ran: Ran) -> list[str]:
    return [row.strip() for row in _machine(ran).screen.lines()]


def _shown(rows: list[str]) -> str:
    filled = [row for row in rows if row]
    if not filled:
        return "The screen is empty."
    more = f" and {len(filled) - 3} more rows" if len(filled) > 3 else ""
    return f"The screen shows {', '.join(repr(row) for row in filled[:3])}{more}."


def screen(ran: Ran, value: Any) -> Miss | None:
    """Rows of the screen in this order; other rows may stand between."""
    rows = _rows(ran)
    at = 0
    for wanted in listed(value):
        pattern = re.compile(pattern_of(wanted.strip()))
        found = next((number for number in range(at, len(rows)) if pattern.fullmatch(rows[number])), None)
        if found is None:
            below = f" below row {at - 1}" if at else ""
            return Miss(_shown(rows), f"A row of the screen{below} is {wanted!r}.", _last_screen_change(ran))
        at = found + 1
    return None


def screen_not(ran: Ran, value: Any) -> Miss | None:
    """No row contains this."""
    for text in listed(value):
        if any(text in row for row in _rows(ran)):
            return Miss(
                f"The screen shows {text!r}.", f"No row of the screen contains {text!r}.", _first_shown(ran, text)
            )
    return None


def _first_shown(ran: Ran, text: str) -> int:
    """The position after which ``text`` is on the screen: it is taken to stay there."""
    changes = list(ran.timeline.screen_changes)
    machine = _machine(ran)
    low, high = 0, len(changes) - 1
    while low < high:
        middle = (low + high) // 2
        ran.timeline.seek(changes[middle] + 1)
        if any(text in row for row in machine.screen.lines()):
            high = middle
        else:
            low = middle + 1
    ran.timeline.seek(ran.last)
    return changes[low] + 1 if changes else ran.last


def row(ran: Ran, value: Any) -> Miss | None:
    """A row by its number."""
    got = _rows(ran)[value["n"]]
    if re.fullmatch(pattern_of(value["is"].strip()), got):
        return None
    return Miss(f"Row {value['n']} is {got!r}.", f"Row {value['n']} is {value['is']!r}.", _last_screen_change(ran))


def cell(ran: Ran, value: Any) -> Miss | None:
    """A cell's character and attribute byte."""
    down, across = value["at"]
    machine = _machine(ran)
    character = machine.screen.lines()[down][across]
    attribute = machine.screen.bytes()[2 * (80 * down + across) + 1]
    where = f"The cell in row {down}, column {across}"
    if "char" in value and character != value["char"]:
        return Miss(f"{where} shows {character!r}.", f"{where} shows {value['char']!r}.", _last_screen_change(ran))
    if "attr" in value and attribute != number(value["attr"]):
        wanted = f"{where} has the attribute {number(value['attr']):#04x}."
        return Miss(f"{where} has the attribute {attribute:#04x}.", wanted, _last_screen_change(ran))
    return None


def serial(ran: Ran, value: Any) -> Miss | None:
    """Texts in what was sent over COM1, in this order."""
    text = _machine(ran).uart.text
    at = 0
    for wanted in listed(value):
        found = text.find(wanted, at)
        if found < 0:
            got = f"The serial port sent {text[:200]!r}." if text else "The serial port sent nothing."
            return Miss(got, f"The serial port sends {wanted!r}.", ran.last)
        at = found + len(wanted)
    return None


# -- tables


def last_edit(ran: Ran, found: Walk) -> int:
    """The position after the last change of an entry on the walk; the end if there was none."""
    entries = {step.address for step in found.steps}
    for position in reversed(ran.timeline.event_indices):
        event = ran.timeline.entry(position)
        if isinstance(event, PageTableEdited) and event.edit.address in entries:
            return position + 1
    return ran.last


def maps(ran: Ran, value: Any) -> Miss | None:
    """A page is mapped: to a frame, with a size, with rights (r, w, x, u) and without others."""
    machine = _machine(ran)
    page = number(value["page"])
    found = machine.walk(page)
    at = last_edit(ran, found)
    if found.outcome is not Outcome.PAGE or found.rights is None or found.physical is None:
        return Miss(f"{page:#x}: {translated(found)}.", f"The page {page:#x} is mapped.", at)
    if "frame" in value and found.physical != number(value["frame"]):
        frame = number(value["frame"])
        mutant = "entry_holds_virtual_address" if found.physical == page & 0xF_FFFF_FFFF_FFFF else None
        got = f"The page {page:#x} is mapped to {found.physical:#x}."
        return Miss(got, f"It is mapped to the frame {frame:#x}.", at, mutant)
    if "size" in value and found.level != SIZES[value["size"]]:
        size = next(name for name, level in SIZES.items() if level == found.level)
        return Miss(f"{page:#x} lies in a page of {size}.", f"The page has {value['size']}.", at)
    rights = _rights(found)
    for one in value.get("rights", ""):
        if one not in rights:
            by_leaf = leaf_rights_only(Situation(machine.memory, machine.mmu.control, page))
            leaf = found.steps[-1].entry
            own = {"w": leaf & 2, "u": leaf & 4, "x": not leaf >> 63}.get(one, True)
            mutant = "leaf_rights_only" if own and by_leaf is not None else None
            got = f"All levels together, the page {page:#x} {_without(found, one)}."
            return Miss(got, f"The page {page:#x} {_RIGHT[one]}.", at, mutant)
    for one in value.get("not", ""):
        if one in rights:
            return Miss(f"The page {page:#x} {_RIGHT[one]}.", f"The page {page:#x} {_NO_RIGHT[one]}.", at)
    return None


_RIGHT = {"r": "can be read", "w": "is writable", "x": "can be executed", "u": "is for user code too"}
_NO_RIGHT = {"r": "cannot be read", "w": "is read-only", "x": "cannot be executed", "u": "is for the supervisor only"}


def _rights(found: Walk) -> str:
    one = found.rights
    assert one is not None
    return f"r{'w' * one.writable}{'x' * one.executable}{'u' * one.user}"


def _without(found: Walk, right: str) -> str:
    """What is missing, and at which level."""
    bit = {"w": 2, "u": 4}.get(right)
    level = next((step.level for step in found.steps if bit is not None and not step.entry & bit), None)
    if right == "x":
        level = next((step.level for step in found.steps if step.entry >> 63), None)
    return _NO_RIGHT[right] + (f": the level-{level} entry says so" if level is not None else "")


def unmapped(ran: Ran, value: Any) -> Miss | None:
    """An address is not mapped."""
    machine = _machine(ran)
    address = number(value)
    found = machine.walk(address)
    if found.outcome is not Outcome.PAGE:
        return None
    return Miss(f"{address:#x}: {translated(found)}.", f"{address:#x} is not mapped.", last_edit(ran, found))


def access(ran: Ran, value: Any) -> Miss | None:
    """What an access would do; nothing is accessed, and the TLB is not asked."""
    machine = _machine(ran)
    address = number(value["address"])
    control = machine.mmu.control._replace(cpl=value.get("cpl", 0))
    situation = Situation(machine.memory, control, address, KINDS[value["kind"]])
    found = situation.walk
    outcome = outcome_of(situation.fault(found))
    got = "ok" if outcome == "none" else outcome if outcome.startswith("#") else f"#PF {outcome}"
    wanted = value["gives"]
    if got == wanted or (got.split()[0] == wanted and wanted != "ok"):
        return None
    who = "user code" if control.cpl == 3 else "the kernel"
    what = f"A {value['kind']} at {address:#x} by {who} gives"
    return Miss(f"{what} {got}.", f"{what} {wanted}.", last_edit(ran, found))


def walk(ran: Ran, value: Any) -> Miss | None:
    """The entry of a level on the way to an address; accessed and dirty bits don't count."""
    address, level = number(value["address"]), value["level"]
    found = _machine(ran).walk(address)
    step = next((step for step in found.steps if step.level == level), None)
    at = last_edit(ran, found)
    if step is None:
        return Miss(f"{address:#x}: {translated(found)}.", f"The walk of {address:#x} comes to level {level}.", at)
    if "entry" in value and (step.entry ^ number(value["entry"])) & ~(ENTRY_A | ENTRY_D):
        wanted = f"It is {number(value['entry']):#x}, but for accessed and dirty."
        return Miss(f"The level-{level} entry for {address:#x} is {step.entry:#x}.", wanted, at)
    return None


def register(ran: Ran, value: Any) -> Miss | None:
    """The values of registers."""
    machine = _machine(ran)
    for name, told in value.items():
        got, wanted = getattr(machine.cpu, name), number(told)
        if got != wanted:
            at = ran.last
            for position in reversed(ran.timeline.event_indices):
                event = ran.timeline.entry(position)
                if isinstance(event, RegisterWritten) and event.name == name:
                    at = position + 1
                    break
            return Miss(f"{name.upper()} is {got:#x}.", f"{name.upper()} is {wanted:#x}.", at)
    return None


def memory(ran: Ran, value: Any) -> Miss | None:
    """A number in memory, at a physical or a linear address."""
    machine = _machine(ran)
    size_name = next(name for name in ("u8", "u16", "u32", "u64") if name in value)
    size = int(size_name[1:]) // 8
    space = "physical" if "physical" in value else "linear"
    address = number(value[space])
    data = machine.memory.read(address, size) if space == "physical" else machine.peek(address, size)
    wanted = f"There {number(value[size_name]):#x} is expected."
    if data is None:
        return Miss(f"The linear address {address:#x} is not mapped.", wanted, ran.last)
    got = int.from_bytes(data, "little")
    if got == number(value[size_name]):
        return None
    return Miss(f"At the {space} address {address:#x} there is {got:#x}.", wanted, ran.last)


STATE: dict[str, Term] = {
    "screen": screen, "screen-not": screen_not, "row": row, "cell": cell, "serial": serial, "maps": maps,
    "unmapped": unmapped, "access": access, "walk": walk, "register": register, "memory": memory,
}  # fmt: skip
