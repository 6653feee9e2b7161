"""The drawn walk on a wide sheet: the address's bits on top, the tables below from left to right.

    write        | sign | level 4 | level 3 | level 2 | level 1 | offset |
    0xdeadbeaf              :.........           (which bits choose which entry: dotted)
                                     :
    +-----+   level 4     level 3    :level 2   level 1    4 KiB frame
    | CR3 |-->+-----+  -->+-----+    v                                 (which entry leads to which table: solid)
    +-----+   || [0]|-/   || [3]| refused here
              +-----+     +-----+
    rights     R W U X     . . . .                  (what is left of them after each level)

A strip at a table's left shows where its present entries lie. A page takes the places of the tables that it spares, so
that 2 MiB and 1 GiB pages are wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.machine.address import ENTRIES, SHIFT
from pagesim_py.machine.paging import Outcome
from pagesim_py.views.address import Field
from pagesim_py.views.numbers import size
from pagesim_py.views.svg import Arrow, Box, Drawing, Mark, Shape, Words, fitted
from pagesim_py.views.walk_scene import LETTERS, Scene, Station, describe

WIDTH = 800.0
LEFT, RIGHT = 118.0, 794.0
"""Between them lie the address's 64 bits, and below them the tables."""
RULER, RULER_HEIGHT = 18.0, 42.0
TABLE, TABLE_HEIGHT = 120.0, 110.0
ENTRY_HEIGHT = 62.0
STRIP = 12.0
CHIP = 18.0
RIGHTS = TABLE + TABLE_HEIGHT + 14
SHORT = RIGHTS + 36


class Column(NamedTuple):
    """Where a table, or the frame, stands."""

    x: float
    width: float


def columns(count: int) -> list[Column]:
    """Places for ``count`` tables and a frame, from left to right."""
    pitch = (RIGHT - LEFT) / (count + 1)
    width = pitch - 16
    first = RIGHT - width - count * pitch
    return [Column(first + number * pitch, width) for number in range(count + 1)]


def fields(shown: Scene) -> list[Field]:
    """The address's fields as this walk uses them: below a large page, all bits are offset."""
    top = 12 + 9 * shown.levels
    leaf = shown.page_level or 1
    split = [Field("sign", 63, top, None)]
    split += [Field(f"level {n}", SHIFT[n] + 8, SHIFT[n], n) for n in range(shown.levels, leaf - 1, -1)]
    return [*split, Field("offset", SHIFT[leaf] - 1, 0, None)]


def draw(shown: Scene) -> Drawing:
    """The drawing of ``shown``."""
    shapes: list[Shape] = []
    places = dict(zip(range(shown.levels, -1, -1), columns(shown.levels), strict=True))
    used = {station.step.level for station in shown.stations}
    shapes += _asked(shown)
    centres: dict[int | None, float] = {}
    for field, box in _ruler(shown):
        centres[field.level if field.name != "sign" else -1] = box.middle[0]
        shapes += _field(shown, field, box, field.level is None or field.level in used)
    if shown.outcome is Outcome.NON_CANONICAL:
        shapes.append(Words("These bits must all be equal: the CPU looks at no table.", LEFT, TABLE, 15, "bad"))
        return Drawing(WIDTH, TABLE + 20, tuple(shapes))
    root = Box("cr3", 6, TABLE, 84, 44, "register")
    shapes += [root, Words("CR3", 48, TABLE + 19, 13, "name", "middle")]
    shapes.append(Words(hex(shown.root), 48, TABLE + 36, fitted(hex(shown.root), 76, 12, True), "soft", "middle", True))
    source = (root.right, TABLE + 22)
    entries: list[Box] = []
    for station in shown.stations:
        level = station.step.level
        entry = entry_box(station, places[level])
        shapes += _table(station, places[level], entry)
        look = f"l{level + 1}" if entries else "root"
        shapes.append(_arrow(f"to table {level}", source, (places[level].x - 1, TABLE + 9), look))
        entries.append(entry)
        shapes.append(_chooses(f"chooses {level}", centres[level], entry, f"l{level}"))
        shapes += rights(station, places[level].x, RIGHTS)
        source = (entry.right, entry.y + 24)
    shapes += _unreached(shown, places)
    if shown.physical is not None:
        shapes += _frame(shown, places, source, centres[None])
    shapes += [
        Words("What is left", 6, RIGHTS + 9, 12, "soft"),
        Words("of the rights", 6, RIGHTS + 24, 12, "soft"),
    ]
    height = RIGHTS + 30
    if shown.short is not None and shown.frame is not None:
        shapes += _short_way(shown, places)
        height = SHORT + 38
    return Drawing(WIDTH, height, tuple(shapes))


def _asked(shown: Scene) -> Iterator[Shape]:
    text = hex(shown.address)
    if shown.access is not None:
        yield Words(shown.access, 6, RULER + 18, 14, "name")
    yield Words(text, 6, RULER + 36, fitted(text, LEFT - 14, 14, True), "", "start", True)


def _ruler(shown: Scene) -> Iterator[tuple[Field, Box]]:
    """The fields, each as wide as it has bits."""
    bit = (RIGHT - LEFT) / 64
    for field in fields(shown):
        x = LEFT + (63 - field.high) * bit
        width = (field.high - field.low + 1) * bit - 2
        look = f"field l{field.level}" if field.level is not None else "field"
        yield field, Box(f"field {field.name}", x, RULER, width, RULER_HEIGHT, look)


def _field(shown: Scene, field: Field, box: Box, used: bool) -> Iterator[Shape]:
    value = field.value(shown.address)
    width = field.high - field.low + 1
    look = f"l{field.level}" if field.level is not None else "soft"
    number = str(value) if field.level is not None else hex(value)
    bits = f"{value:0{width}b}"
    if width > 12 and len(set(bits)) == 1:
        bits = f"{bits[0]}…{bits[0]}"
    x, _ = box.middle
    yield box if used else box._replace(look=box.look + " unused")
    name = f"{field.name} · {field.high}–{field.low}"
    yield Words(name, x, RULER - 7, fitted(name, box.width, 11), "soft", "middle")
    yield Words(number, x, RULER + 20, fitted(number, box.width - 8, 16), f"name {look}", "middle")
    yield Words(bits, x, RULER + 38, fitted(bits, box.width - 6, 11, True), "soft", "middle", True)


def mark_at(index: int) -> float:
    """Where entry ``index`` lies on a table's strip, true to its place."""
    return TABLE + 6 + index / (ENTRIES - 1) * (TABLE_HEIGHT - 12)


def entry_box(station: Station, column: Column) -> Box:
    """The box of the entry that is used, as near to its true place as the table's borders let it be."""
    y = min(max(mark_at(station.step.index) - ENTRY_HEIGHT / 2, TABLE + 3), TABLE + TABLE_HEIGHT - ENTRY_HEIGHT - 3)
    look = f"entry l{station.step.level}" + (" refused" if station.decides is not None else "")
    x = column.x + STRIP + 4
    return Box(
        f"entry {station.step.level}", x, y, column.x + column.width - x - 2, ENTRY_HEIGHT, look,
        describe(station), ("reveal", station.path),
    )  # fmt: skip


def _table(station: Station, column: Column, entry: Box) -> Iterator[Shape]:
    step = station.step
    look = f"l{step.level}"
    yield Words(f"level {step.level}", column.x, TABLE - 22, 13, f"name {look}")
    where = f"at {step.table:#x}"
    yield Words(where, column.x, TABLE - 7, fitted(where, column.width - 16, 11.5, True), "soft", "start", True)
    yield Box(f"table {step.level}", column.x, TABLE, column.width, TABLE_HEIGHT, f"table {look}")
    if entry.bottom < TABLE + TABLE_HEIGHT - 16:
        yield Words("511", column.x + STRIP + 3, TABLE + TABLE_HEIGHT - 4, 9.5, "faint")
    yield Mark(column.x + STRIP, TABLE, column.x + STRIP, TABLE + TABLE_HEIGHT, f"rail {look}")
    for first, last in station.present:
        top, bottom = mark_at(first), mark_at(last)
        yield Box(
            f"present {step.level}", column.x + 2, top - 1, STRIP - 4, bottom - top + 2, f"present {look}", round=0
        )
    at = mark_at(step.index)
    yield Mark(
        column.x + 2, at, entry.x, at if entry.holds(entry.x, at) else entry.y + ENTRY_HEIGHT / 2, f"pointer {look}"
    )
    yield entry
    yield from entry_words(station, entry)
    if station.decides is not None:
        below = entry.bottom + 15 <= TABLE + TABLE_HEIGHT - 14
        yield Words("refused here", entry.x + 3, entry.bottom + 14 if below else entry.y - 5, 12, "name bad")


def entry_words(station: Station, entry: Box) -> Iterator[Shape]:
    """What stands in an entry's box: its number, its raw value, its flags."""
    raw = hex(station.step.entry)
    bad = station.decides is not None
    look = "bad" if bad else f"l{station.step.level}"
    yield Words(f"entry {station.step.index}", entry.x + 6, entry.y + 17, 13, f"name {look}")
    yield Words(raw, entry.x + 6, entry.y + 33, fitted(raw, entry.width - 12, 11.5, True), "", "start", True)
    if station.step.outcome is Outcome.NOT_PRESENT:
        yield from chip("P", entry.x + 6, entry.y + 40, False, "refusing")
        yield Words("not present", entry.x + 28, entry.y + 52.5, fitted("not present", entry.width - 32, 11.5), "bad")
        return
    room = (entry.width - 12) / 4
    for number, letter in enumerate("PWUX"):
        role = "refusing" if letter == station.decides else ""
        yield from chip(letter, entry.x + 6 + number * min(room, 22), entry.y + 40, letter in station.flags, role)


def chip(letter: str, x: float, y: float, on: bool, role: str = "") -> Iterator[Shape]:
    """A flag as a small box with its letter; one that is off is struck through."""
    look = f"chip {'on' if on else 'off'} {role}".strip()
    yield Box(f"chip {letter}", x, y, CHIP, 17, look, round=3)
    yield Words(letter, x + CHIP / 2, y + 13, 11.5, look, "middle")
    if not on:
        yield Mark(x + 3, y + 14, x + CHIP - 3, y + 3, look)


def rights(station: Station, x: float, y: float) -> Iterator[Shape]:
    """What is left of R, W, U, X after this level; one that has just been lost stands out."""
    for number, letter in enumerate(LETTERS):
        role = "right"
        if letter in station.lost:
            role += " refusing" if letter == station.decides else " lost"
        yield from chip(letter, x + number * (CHIP + 3), y, letter in station.left, role)


def _arrow(name: str, start: tuple[float, float], end: tuple[float, float], look: str) -> Arrow:
    reach = max(14.0, (end[0] - start[0]) / 2)
    return Arrow(name, (start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end), look, curved=True)


def _chooses(name: str, x: float, goal: Box, look: str) -> Arrow:
    """Dotted, from a field of the address down to what it chooses."""
    end = goal.right - 12
    return Arrow(
        name, ((x, RULER + RULER_HEIGHT + 1), (x, RULER + 78), (end, RULER + 66), (end, goal.y - 1)),
        f"chooses {look}", curved=True,
    )  # fmt: skip


def _unreached(shown: Scene, places: dict[int, Column]) -> Iterator[Shape]:
    """Outlines of the tables, and of the page, that the walk does not come to."""
    if shown.physical is not None:
        return
    lowest = shown.stations[-1].step.level if shown.stations else shown.levels + 1
    for level in range(lowest - 1, -1, -1):
        column = places[level]
        name = f"level {level}" if level else "page"
        yield Words(name, column.x, TABLE - 22, 13, "faint")
        yield Box(f"unreached {level}", column.x, TABLE, column.width, TABLE_HEIGHT, "unreached")
        yield Words(unread(shown), column.x + column.width / 2, TABLE + TABLE_HEIGHT / 2 + 4, 12, "faint", "middle")


def unread(shown: Scene) -> str:
    """Of a table: why nothing of it is drawn."""
    return "not reached" if shown.reached is None else "not read yet"


def _frame(shown: Scene, places: dict[int, Column], source: tuple[float, float], centre: float) -> Iterator[Shape]:
    """The page's frame with the byte, in the places of the tables that a large page spares."""
    assert shown.physical is not None
    assert shown.page_level is not None
    assert shown.frame is not None
    level = shown.page_level
    x = places[level - 1].x
    box = Box("frame", x, TABLE, places[0].x + places[0].width - x, TABLE_HEIGHT, "frame")
    length = 1 << SHIFT[level]
    yield Words(f"{size(length)} frame", x, TABLE - 22, 13, "name")
    where = f"at {shown.frame:#x}"
    yield Words(where, x, TABLE - 7, fitted(where, box.width, 11.5, True), "soft", "start", True)
    yield box
    at = TABLE + 14 + (shown.physical - shown.frame) / length * (TABLE_HEIGHT - 28)
    byte = Box("byte", x + 5, at - 11, box.width - 10, 22, "byte")
    text = hex(shown.physical)
    yield byte
    yield Words(text, byte.middle[0], at + 4, fitted(text, byte.width - 8, 12, True), "", "middle", True)
    look = "stopped" if shown.refused else f"l{level}"
    yield _arrow("to frame", source, (x - 1, TABLE + 9), look)
    yield _chooses("chooses byte", centre, byte, "offset")


def _short_way(shown: Scene, places: dict[int, Column]) -> Iterator[Shape]:
    """The TLB's copy below, with a way of its own straight to the frame that it knows."""
    assert shown.short is not None
    short = shown.short
    wrong = short.frame != shown.frame
    look = "stale" if short.stale else "short"
    box = Box("tlb", 6, SHORT, 360, 32, f"register {look}")
    text = f"TLB: copy of this translation, to the frame at {short.frame:#x}"
    yield box
    yield Words(text, 16, SHORT + 20.5, fitted(text, box.width - 20, 12.5), "name bad" if short.stale else "")
    x = places[0].x + places[0].width - 14
    if wrong:
        told = "stale: another frame than the tables say"
        yield Arrow("short way", ((box.right, SHORT + 17), (box.right + 60, SHORT + 17)), look)
        yield Words(told, box.right + 68, SHORT + 21, 12.5, "name bad")
        return
    told = "stale: changed since" if short.stale else "no walk needed"
    yield Words(told, box.right + 14, SHORT + 11, 12, "name bad" if short.stale else "soft")
    yield Arrow("short way", ((box.right, SHORT + 17), (x, SHORT + 17), (x, TABLE + TABLE_HEIGHT + 1)), look)
