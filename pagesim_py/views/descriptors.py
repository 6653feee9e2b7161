"""The descriptor tables as they lie in memory: the IDT's gates, the GDT's segments, the stacks that the TSS names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pagesim_py.machine import vectors
from pagesim_py.machine.descriptors import (
    GATE_SIZE,
    INTERRUPT_GATE,
    TRAP_GATE,
    TSS_AVAILABLE,
    TSS_BUSY,
    Descriptor,
    Gate,
    ist_offset,
    rsp_offset,
)
from pagesim_py.machine.machine import Machine
from pagesim_py.views import svg
from pagesim_py.views.html import Child, Html, button, code, el, join, words
from pagesim_py.views.numbers import count

Name = Callable[[int], str | None]
"""What is at an address, as the kernel's symbols have it."""
KINDS = {INTERRUPT_GATE: "interrupt gate", TRAP_GATE: "trap gate"}


def render(machine: Machine, name: Name = lambda address: None, marked: int | None = None) -> Html:
    """The three tables; the gate of the vector ``marked`` is marked."""
    return join(_idt(machine, name, marked), _gdt(machine), _tss(machine), words(*WORDS))


def _idt(machine: Machine, name: Name, marked: int | None) -> Html:
    """The gates that are present, and how many are not."""
    base, limit = machine.cpu.idtr
    title = el("h3", "IDT", el("small", " at ", code(base), f", limit {limit:#x}"))
    rows: list[Html] = []
    present: dict[int, str] = {}
    absent = unread = 0
    for vector in range(min(256, (limit + 1) // GATE_SIZE)):
        raw = machine.peek(base + vector * GATE_SIZE, GATE_SIZE)
        if raw is None:
            unread += 1
            continue
        gate = Gate.decode(int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:], "little"))
        if gate.present:
            rows.append(_gate(vector, base + vector * GATE_SIZE, gate, raw, name, vector == marked))
            present[vector] = name(gate.offset) or hex(gate.offset)
        else:
            absent += 1
    told = f"{count(absent, 'gate is', 'gates are')} not present: an exception there has no handler."
    if unread:
        told += f" {count(unread, 'gate lies', 'gates lie')} in pages that are not mapped."
    if not rows:
        none = "No IDT is loaded." if limit == 0 else "No gate is present."
        return join(title, el("p", none, " ", told if limit else None, class_="none"))
    titles = ("Vector", "Handler", "Segment", "IST", "DPL", "Bytes")
    head = el("tr", [el("th", one, scope="col") for one in titles])
    table = el("table", el("thead", head), el("tbody", rows), class_="gates")
    called = "The 256 gates of the IDT"
    wide = svg.render(gate_map(present, marked), called, "idt wide")
    narrow = svg.render(gate_map(present, marked, narrow=True), called, "idt narrow")
    drawing = el("div", wide, narrow, class_="drawn")
    return join(title, drawing, table, el("p", told, class_="none"))


CELL = 16.0


def gate_map(present: Mapping[int, str], marked: int | None, *, narrow: bool = False) -> svg.Drawing:
    """The 256 vectors in rows of 32 (``narrow``: 16), the exceptions first. Gates that are present are boxes."""
    per_row = 16 if narrow else 32
    left, width = 30.0 if narrow else 40.0, per_row * CELL
    shapes: list[svg.Shape] = []
    y = 6.0
    for row in range(256 // per_row):
        if row * per_row == 32:
            y += 7
        shapes.append(svg.Box(f"row {row}", left, y, width, CELL, "gate-row", round=2))
        shapes.append(svg.Words(str(row * per_row), left - 8, y + 12, 11, "soft", "end"))
        if not row:
            shapes.append(svg.Words("exceptions", left + width + 8, y + 12, 11, "soft"))
        for vector in range(row * per_row, (row + 1) * per_row):
            if vector in present:
                look = "gate-set" + (" used" if vector == marked else "")
                called = f"{vector} {vectors.mnemonic(vector)}" if vector < 32 else str(vector)
                told = f"Gate {called}: {present[vector]}{', used last' if vector == marked else ''}"
                box = svg.Box(f"gate {vector}", left + vector % per_row * CELL, y, CELL, CELL, look, told, None, 2)
                shapes += [
                    box,
                    svg.Words(str(vector), box.middle[0], y + 11.5, 8.5 if vector < 100 else 7, "on", "middle"),
                ]
        y += CELL + 3
    return svg.Drawing(left + width + 84, y + 5, tuple(shapes))


def _bytes(at: int, raw: bytes) -> Html:
    """Bytes that lead to where they lie."""
    label = f"The bytes at {at:#x} in Memory"
    return button(code(raw.hex(" ", 4)), "memory", data_address=hex(at), class_="jump", title=label)


def _gate(vector: int, at: int, gate: Gate, raw: bytes, name: Name, marked: bool) -> Html:
    known = name(gate.offset)
    kind = KINDS.get(gate.type, f"type {gate.type:#x}: not a gate")
    title = f"{vector} {vectors.mnemonic(vector)}" if vector < 32 else str(vector)
    return el(
        "tr",
        el("th", title, el("span", "used last", class_="mark") if marked else None, scope="row"),
        el("td", known.removesuffix(" + 0x0") if known else code(gate.offset), el("small", f" {kind}")),
        el("td", code(gate.selector)),
        el("td", gate.ist or "none"),
        el("td", gate.dpl),
        el("td", _bytes(at, raw), class_="bytes"),
        class_="marked" if marked else None,
    )


def _gdt(machine: Machine) -> Html:
    base, limit = machine.cpu.gdtr
    title = el("h3", "GDT", el("small", " at ", code(base), f", limit {limit:#x}"))
    rows = list(_segments(machine, base, (limit + 1) // 8))
    head = el("tr", [el("th", one, scope="col") for one in ("Selector", "What it is", "DPL", "Bytes")])
    return join(title, el("table", el("thead", head), el("tbody", rows), class_="segments"))


def _segments(machine: Machine, base: int, number: int) -> Iterator[Html]:
    index = 0
    users = {machine.cpu.cs & ~7: "CS", machine.cpu.ss & ~7: "SS"}
    users[machine.cpu.tr.selector & ~7] = "TR"
    while index < number:
        raw = machine.peek(base + index * 8, 8)
        if raw is None:
            yield el("tr", el("th", code(index * 8), scope="row"), el("td", "in a page that is not mapped", colspan=3))
            return
        descriptor = Descriptor(int.from_bytes(raw, "little"))
        wide = index > 0 and descriptor.is_system and descriptor.type in (TSS_AVAILABLE, TSS_BUSY)
        if wide:
            raw += machine.peek(base + index * 8 + 8, 8) or b""
        used = users.get(index * 8) if index else None
        yield el(
            "tr",
            el("th", code(index * 8), el("span", f"in {used}", class_="mark") if used else None, scope="row"),
            el("td", _segment(descriptor, raw, index)),
            el("td", descriptor.dpl if index and descriptor.raw else ""),
            el("td", _bytes(base + index * 8, raw), class_="bytes"),
        )
        index += 2 if wide else 1


def _segment(descriptor: Descriptor, raw: bytes, index: int) -> Child:
    if index == 0:
        return "the null selector: the CPU never reads it"
    if descriptor.raw == 0:
        return "empty"
    absent = "" if descriptor.present else ", not present"
    if descriptor.is_code:
        return ("64-bit code" if descriptor.long else "32-bit code") + absent
    if not descriptor.is_system:
        return ("data, writable" if descriptor.is_writable_data else "data, read-only") + absent
    if len(raw) == 16:
        state = "busy: TR names it" if descriptor.type == TSS_BUSY else "available"
        base = descriptor.base(int.from_bytes(raw[8:], "little"))
        return join("TSS at ", code(base), f", limit {descriptor.limit:#x}, {state}{absent}")
    return f"a system descriptor of type {descriptor.type:#x}{absent}"


def _tss(machine: Machine) -> Html:
    """The stacks that the TSS gives; all are read from memory at TR's base."""
    selector, base, limit = machine.cpu.tr
    if not selector:
        return join(el("h3", "TSS"), el("p", "No TSS is loaded: a gate with an IST number would fail.", class_="none"))
    title = el("h3", "TSS", el("small", " at ", code(base), f", limit {limit:#x}"))
    slots = [(f"RSP{level}", rsp_offset(level)) for level in range(3)]
    slots += [(f"IST{number}", ist_offset(number)) for number in range(1, 8)]
    rows = []
    for slot, offset in slots:
        raw = machine.peek(base + offset, 8) if offset + 7 <= limit else None
        if raw is None:
            value: Child = "beyond the limit" if offset + 7 > limit else "in a page that is not mapped"
        else:
            number = int.from_bytes(raw, "little")
            value = code(number) if number else "0: not set"
        shown = None if raw is None else _bytes(base + offset, raw)
        rows.append(el("tr", el("th", slot, scope="row"), el("td", value), el("td", shown, class_="bytes")))
    head = el("tr", [el("th", one, scope="col") for one in ("Slot", "Stack pointer", "Bytes")])
    return join(title, el("table", el("thead", head), el("tbody", rows), class_="tss"))


WORDS = (
    ("IDT", "interrupt descriptor table: one gate of 16 bytes for each vector"),
    ("gate", "where the handler is, in which code segment, on which stack, and who may call it"),
    ("IST", "interrupt stack table: a gate with the number n puts its frame on the stack that slot ISTn names"),
    ("DPL", "descriptor privilege level: for a gate, who may call it by INT n; for a segment, its level"),
    ("GDT", "global descriptor table: the segments; in 64-bit mode they say little more than a privilege level"),
    ("TSS", "task-state segment: the stacks for inner privilege levels (RSP0 to RSP2) and the IST"),
    ("selector", "a byte offset into the GDT, with a privilege level in its lowest two bits"),
)
