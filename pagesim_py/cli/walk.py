"""The page walk as text: the address cut into its fields, every entry on the way, rights, and what accesses do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pagesim_py.cli.kernel import Stopped, address_of, booted, project_of
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.faults import explain
from pagesim_py.machine.flags import ENTRY, ENTRY_RW, ENTRY_US, ENTRY_XD, ERROR
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome, Step, Walk
from pagesim_py.machine.whatif import to_succeed

REMEDIES = 4
"""So many ways to make a refused access work are told."""
SIZES = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}
_READ, _WRITE, _FETCH = Access.READ, Access.WRITE, Access.FETCH


def walk_text(machine: Machine, address: int, name: str | None = None) -> str:
    """The walk of ``address`` (0 <= address < 2**64) on ``machine``, ``name`` being the symbol that it lies in."""
    found = machine.walk(address)
    parts = [
        [f"{address:#x}" + (f" ({name})" if name else "")],
        list(_fields(address, machine.mmu.control.levels)),
        list(_steps(machine, found)),
        list(_end(found)),
    ]
    if found.outcome is Outcome.PAGE:
        parts.append(list(_rights(found)))
    parts.append(list(_accesses(machine, address)))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _fields(address: int, levels: int) -> Iterator[str]:
    """The address in binary, cut where the CPU cuts it, each piece above its meaning."""
    cuts = [(63, 12 + 9 * levels, "sign"), *((SHIFT[n] + 8, SHIFT[n], f"level {n}") for n in range(levels, 0, -1))]
    cuts.append((11, 0, "offset"))
    rows: tuple[list[str], ...] = ([], [], [], [])
    for high, low, word in cuts:
        width = high - low + 1
        value = address >> low & (1 << width) - 1
        number = "" if word == "sign" else hex(value) if word == "offset" else str(value)
        for row, text in zip(rows, (f"{high}..{low}", f"{value:0{width}b}", word, number), strict=True):
            row.append(text.ljust(max(width, 8)))
    yield from ("  " + "  ".join(row).rstrip() for row in rows)


def _steps(machine: Machine, found: Walk) -> Iterator[str]:
    yield f"  CR3 = {machine.cpu.cr3:#x}: the level-{machine.mmu.control.levels} table is at physical {found.root:#x}"
    for step in found.steps:
        flags = " | ".join(ENTRY.names(step.entry & ~ADDRESS_BITS))
        yield (
            f"  level {step.level}  table {step.table:#011x}  entry {step.index:3} at {step.address:#011x}"
            f"  {step.entry:#018x}  {flags:15}  {_leads(step)}"
        )


def _leads(step: Step) -> str:
    if step.outcome is Outcome.TABLE:
        return f"-> table {step.entry & ADDRESS_BITS:#x}"
    if step.outcome is Outcome.PAGE:
        return f"-> page {step.entry & ADDRESS_BITS & -1 << SHIFT[step.level]:#x}"
    return f"-> {step.outcome.value}"


def _end(found: Walk) -> Iterator[str]:
    last = found.last
    if found.outcome is Outcome.PAGE and found.physical is not None and found.level is not None:
        yield f"It is at physical address {found.physical:#x}, in a page of {SIZES[found.level]}."
    elif last is None:
        yield "Not canonical: the upper bits are not all equal to the highest bit of the level-4 index."
    elif found.outcome is Outcome.NOT_PRESENT:
        yield f"Not mapped: level {last.level}, entry {last.index} is not present (P = 0), and the walk ends there."
    else:
        yield f"Not usable: level {last.level}, entry {last.index} has a reserved bit set."


def _rights(found: Walk) -> Iterator[str]:
    """A small table: what each level allows, and all of them together."""
    headings = [f"level {step.level}" for step in found.steps]
    yield "  ".join(["  Rights    ", *headings, "together"])
    rows = (("writable", ENTRY_RW, False), ("user mode", ENTRY_US, False), ("executable", ENTRY_XD, True))
    for word, bit, inverted in rows:
        allowed = [bool(step.entry & bit) is not inverted for step in found.steps]
        cells = [_yes(one).ljust(7) for one in allowed]
        yield "  ".join([f"  {word:10}", *cells, _yes(all(allowed))])


def _accesses(machine: Machine, address: int) -> Iterator[str]:
    """What an access would do now, at the present privilege level."""
    yield "An access in supervisor mode:"
    for word, kind in (("read", _READ), ("write", _WRITE), ("fetch", _FETCH)):
        fault = machine.predict(address & MASK64, kind)
        if fault is None:
            yield f"  {word:6} works"
            continue
        code = fault.error_code or 0
        bits = f" ({ERROR.text(code)})" if code and fault.cr2 is not None else ""
        yield f"  {word:6} {fault.mnemonic} with error code {code:#x}{bits}: {explain(fault)}"
        yield from _remedies(machine, address, kind)


def _remedies(machine: Machine, address: int, kind: Access) -> Iterator[str]:
    """The smallest changes after which the access would succeed, one set a line."""
    for number, changes in enumerate(to_succeed(machine, address & MASK64, kind)[:REMEDIES]):
        steps = " ".join(change.sentence for change in changes)
        yield f"         {'what would make it work:' if number == 0 else '                     or:'} {steps}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def walk_data(machine: Machine, address: int, name: str | None = None) -> dict[str, Any]:
    """The walk as plain data: its entries, where it ends, rights, and what accesses would do."""
    found = machine.walk(address)
    own = found.rights
    return {
        "address": hex(address),
        "name": name,
        "root": hex(found.root),
        "outcome": found.outcome.name.lower(),
        "steps": [
            {
                "level": step.level,
                "table": hex(step.table),
                "index": step.index,
                "at": hex(step.address),
                "entry": hex(step.entry),
                "flags": ENTRY.names(step.entry & ~ADDRESS_BITS),
                "outcome": step.outcome.value,
            }
            for step in found.steps
        ],
        "physical": None if found.physical is None else hex(found.physical),
        "page_size": found.size,
        "rights": None if own is None else {"writable": own.writable, "user": own.user, "executable": own.executable},
        "accesses": {
            word: None
            if (fault := machine.predict(address & MASK64, kind)) is None
            else {"mnemonic": fault.mnemonic, "error_code": fault.error_code, "why": explain(fault)}
            for word, kind in (("read", _READ), ("write", _WRITE), ("fetch", _FETCH))
        },
    }


def walk(text: str, lab_name: str, path: Path | None = None, *, as_json: bool = False) -> int:
    """Boots the kernel at ``path``, or of the lab called ``lab_name``, and prints the walk of what ``text`` means."""
    try:
        kernel = booted(project_of(path, lab_name), as_json=as_json)
    except Stopped as stopped:
        return stopped.status
    machine, symbols = kernel.machine, kernel.symbols
    address = address_of(text, machine, symbols)
    name = symbols.name(address)
    print(json.dumps(walk_data(machine, address, name)) if as_json else walk_text(machine, address, name).rstrip("\n"))
    return 0
