"""Bytes of memory and what they are: table entries, gates, descriptors, the stack, screen cells, symbols.

``regions`` finds out what the machine itself takes bytes for; the caller adds what only the kernel knows (symbols).
What the bytes are is drawn over them and told below. Bytes that changed at this step are marked, in words too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.address import ENTRIES, PAGE_SIZE, page_size
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.descriptors import GATE_SIZE, Gate
from pagesim_py.machine.flags import ENTRY, ENTRY_P
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, levels
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.numbers import count

ROW = 16
ROWS = 16
HUES = 6
"""Neighbouring things are drawn in different hues, of so many."""
CONTEXT = 4 * ROW
"""Bytes that are shown before what it is about."""
ELSEWHERE = 4
"""So many places beside those shown are named that a step has changed."""
SCREEN, SCREEN_BYTES = 0xB8000, 4000
TABLES_MOST = 4096
"""No more tables than this are looked through for what a frame is."""


class Region(NamedTuple):
    """Bytes ``start`` to ``end`` (exclusive), in the addresses shown, and what they are."""

    start: int
    end: int
    what: str


class View(NamedTuple):
    """Which bytes are shown: from the row of ``start`` on. ``physical``: a physical address, else a linear one."""

    start: int
    physical: bool = False
    why: str = ""
    """Why these, if nobody has asked for them."""
    subject: Region | None = None
    """What it is all about, if that is known; then it stands among what comes before and after."""

    @property
    def first(self) -> int:
        """The first byte shown."""
        start = self.start & -ROW
        return start if self.subject is None else max(start - CONTEXT, start & -PAGE_SIZE)


def render(
    machine: Machine,
    view: View,
    *,
    known: Sequence[Region] = (),
    changed: Sequence[Run] = (),
    wrong: str | None = None,
) -> Html:
    """256 bytes from ``view.start`` on, cut to whole rows.

    ``known``: what else is known of the bytes; ``changed``: the physical bytes that this step has changed. ``wrong``:
    what is wrong with the address that was asked for.
    """
    start, physical, subject = view.first, view.physical, view.subject
    found = [*(one for one in known if not physical), *regions(machine, start, ROW * ROWS, physical)]
    if subject is not None and not any(one.start == subject.start for one in found):
        found.append(subject)
    found.sort()
    found = [one for one in found if one.start < start + ROW * ROWS and start < one.end]
    looks = _looks(found, start, subject)
    places = [_place(machine, start + number * ROW & MASK64, physical) for number in range(ROWS)]
    rows = [
        _row(machine, start + number * ROW & MASK64, place, looks[number * ROW : (number + 1) * ROW], changed)
        for number, place in enumerate(places)
    ]
    titles = ["Address", *(f"{number:x}" for number in range(ROW)), "Text"]
    head = el("tr", [el("th", title, scope="col") for title in titles])
    kind = "physical" if physical else "linear"
    caption = el("caption", f"{ROW * ROWS} bytes at the {kind} address ", code(start))
    table = el("table", caption, el("thead", head), el("tbody", rows), class_="bytes-table")
    mistake = el("p", wrong, class_="wrong", role="alert") if wrong is not None else None
    why = el("p", view.why, class_="quiet") if view.why else None
    elsewhere = _elsewhere(changed, [place for place in places if place is not None])
    return join(
        mistake,
        why,
        _moves(start, physical, machine.cpu.physical_bits if physical else 64),
        table,
        _legend(start, found, subject),
        elsewhere,
    )


class Run(NamedTuple):
    """Physical bytes ``start`` to ``end`` (exclusive) that have changed."""

    start: int
    end: int


def runs(changes: Iterable[tuple[int, int]]) -> list[Run]:
    """The (start, size) of ``changes`` as runs in order of address, those that touch joined."""
    found: list[Run] = []
    for start, length in sorted(changes):
        if found and start <= found[-1].end:
            found[-1] = Run(found[-1].start, max(found[-1].end, start + length))
        else:
            found.append(Run(start, start + length))
    return found


def _elsewhere(changed: Sequence[Run], places: Sequence[int]) -> Html | None:
    """What this step has changed that is not among the rows."""
    away = [run for run in changed if not any(run.start < at + ROW and at < run.end for at in places)]
    if not away:
        return None
    links = [
        (
            " ",
            button(
                join(code(run.start), f" ({run.end - run.start})"),
                "memory",
                data_address=hex(run.start),
                data_kind="physical",
                class_="small",
            ),
        )
        for run in away[:ELSEWHERE]
    ]
    total = sum(run.end - run.start for run in away)
    more = f" and in {len(away) - ELSEWHERE:,} other places" if len(away) > ELSEWHERE else ""
    return el("p", f"This step has changed {count(total, 'byte')} elsewhere, at physical", links, more, ".")


def _moves(start: int, physical: bool, bits: int) -> Html:
    """Buttons to the bytes before and after; at the ends of the ``bits`` of an address they lead no further."""
    kind = "physical" if physical else "linear"
    step = ROW * ROWS

    def move(label: str, to: int) -> Html:
        place = hex(min(max(to, 0), (1 << bits) - step))
        return button(label, "memory", data_address=place, data_kind=kind, class_="small")

    return el("p", move("Before", start - step), " ", move("After", start + step), class_="moves")


def _place(machine: Machine, at: int, physical: bool) -> int | None:
    return at if physical else machine.walk(at).physical


def _looks(found: Sequence[Region], start: int, subject: Region | None) -> list[str | None]:
    """For each byte shown the class of what lies over it, the smallest thing if there are several."""
    looks: list[str | None] = [None] * (ROW * ROWS)
    for number, one in sorted(enumerate(found), key=lambda pair: pair[1].start - pair[1].end):
        it = " subject" if subject is not None and one.start == subject.start else ""
        for at in range(max(one.start - start, 0), min(one.end - start, ROW * ROWS)):
            begins = " begins" if at == one.start - start else ""
            looks[at] = f"over o{number % HUES}{begins}{it}"
    return looks


def _row(machine: Machine, at: int, place: int | None, looks: Sequence[str | None], changed: Sequence[Run]) -> Html:
    if place is None:
        none = el("td", "not mapped", colspan=ROW + 1, class_="off")
        return el("tr", el("th", code(at), scope="row"), none, class_="unmapped")
    data = machine.memory.read(place, ROW)
    new = {n for run in changed for n in range(max(run.start - place, 0), min(run.end - place, ROW))}
    cells: list[Child] = []
    for number, byte in enumerate(data):
        look = looks[number]
        if number in new:
            look = f"changed {look}" if look else "changed"
            cells.append(el("td", el("strong", f"{byte:02x}", title="changed at this step"), class_=look))
        else:
            cells.append(el("td", f"{byte:02x}", class_=look or ("off" if byte == 0 else None)))
    text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in data)
    note = el("span", f"{len(new)} changed", class_="mark") if new else None
    return el("tr", el("th", code(at), scope="row"), cells, el("td", code(text), note, class_="text"))


def regions(machine: Machine, start: int, length: int, physical: bool) -> list[Region]:
    """What the machine takes the ``length`` bytes from ``start`` on for, in order of address. Pure."""
    found: list[Region] = []
    at = start
    while at < start + length:
        stop = min(start + length, (at // PAGE_SIZE + 1) * PAGE_SIZE)
        place = at if physical else machine.walk(at & MASK64).physical
        if place is not None:
            inside = _physical(machine, place, stop - at)
            found += [Region(one.start - place + at, one.end - place + at, one.what) for one in inside]
        at = stop
    if not physical:
        found += _linear(machine, start, start + length)
    return sorted(found)


def _physical(machine: Machine, start: int, length: int) -> Iterator[Region]:
    """Entries of paging structures, and cells of the text screen."""
    level = tables(machine).get(start & -PAGE_SIZE)
    if level is not None:
        maps = next(one.maps for one in levels(*machine.mmu.control[1:3], True) if one.number == level)
        for at in range(start & -8, start + length, 8):
            entry = machine.memory.read_u64(at)
            if entry & ENTRY_P:
                index = at % PAGE_SIZE // 8
                flags = " | ".join(ENTRY.names(entry & ~ADDRESS_BITS))
                if entry & maps:
                    goal = f"page {entry & ADDRESS_BITS & -page_size(level):#x}"
                else:
                    goal = f"table {entry & ADDRESS_BITS:#x}"
                yield Region(at, at + 8, f"level-{level} entry {index}: {goal}, {flags}")
    yield from _cells(machine, max(start & -2, SCREEN), min(start + length, SCREEN + SCREEN_BYTES))


def _cells(machine: Machine, start: int, end: int) -> Iterator[Region]:
    """What stands on the screen, row by row, blanks at the ends left out."""
    while start < end:
        row, column = divmod((start - SCREEN) // 2, 80)
        stop = min(end, SCREEN + (row + 1) * 160)
        text = "".join(
            chr(char) if 32 <= char < 127 else " " if char == 0 else "·"
            for char in machine.memory.read(start, stop - start)[::2]
        )
        words = text.strip()
        if words:
            first = column + len(text) - len(text.lstrip())
            last = first + len(words) - 1
            columns = f"column {first}" if first == last else f"columns {first} to {last}"
            at = start + 2 * (first - column)
            yield Region(at, at + 2 * len(words), f"row {row}, {columns} of the screen: {words}")
        start = stop


def tables(machine: Machine) -> dict[int, int]:
    """The paging structures that CR3 leads to: physical address -> level (the highest, where there are several)."""
    control = machine.mmu.control
    found = {control.root: control.levels}
    layer = [control.root]
    for level in levels(control.levels, control.physical_bits, control.nxe, control.big_pages)[:-1]:
        below: list[int] = []
        for table in layer:
            if table >> 12 in machine.memory.lazy and table >> 12 not in machine.memory.frames:
                continue
            for entry in memoryview(machine.memory.read(table, ENTRIES * 8)).cast("Q"):
                if entry & ENTRY_P and not entry & level.maps and not entry & level.reserved_in_table:
                    goal = entry & ADDRESS_BITS
                    if goal not in found:
                        found[goal] = level.number - 1
                        below.append(goal)
            if len(found) > TABLES_MOST:
                return found
        layer = below
    return found


def _linear(machine: Machine, start: int, end: int) -> Iterator[Region]:
    """Gates of the IDT, descriptors of the GDT, the TSS, and where RSP points: all lie at linear addresses."""
    base, limit = machine.cpu.idtr
    if limit:
        for vector in range(256):
            at = base + vector * GATE_SIZE
            if start < at + GATE_SIZE and at < end and vector * GATE_SIZE + GATE_SIZE - 1 <= limit:
                raw = machine.peek(at, GATE_SIZE) or bytes(GATE_SIZE)
                gate = Gate.decode(int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:], "little"))
                leads = f"handler {gate.offset:#x}" if gate.present else "not present"
                title = f" ({vectors.mnemonic(vector)})" if vector < 32 else ""
                yield Region(at, at + GATE_SIZE, f"gate {vector}{title} of the IDT: {leads}")
    base, limit = machine.cpu.gdtr
    for offset in range(0, limit + 1, 8):
        if start < base + offset + 8 and base + offset < end:
            yield Region(base + offset, base + offset + 8, f"descriptor {offset:#x} of the GDT")
    selector, base, limit = machine.cpu.tr
    if selector and start < base + limit + 1 and base < end:
        yield Region(base, base + limit + 1, "the task-state segment (TSS)")
    rsp = machine.cpu.rsp
    if start <= rsp < end:
        yield Region(rsp, rsp + 8, "RSP points here")


def _legend(start: int, found: Sequence[Region], subject: Region | None) -> Html:
    """What the bytes are, as a list that also those can use who do not see the table."""
    items = [
        el(
            "li",
            el("span", class_=f"swatch o{number % HUES}"),
            code(max(one.start, start)),
            f" {one.what}",
            class_="subject" if subject is not None and one.start == subject.start else None,
        )
        for number, one in enumerate(found)
    ]
    if not items:
        return el("p", "Nothing is known of these bytes but their values.", class_="none")
    return el("ul", items, class_="regions")
