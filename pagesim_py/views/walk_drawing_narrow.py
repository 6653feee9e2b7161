"""The drawn walk on a narrow sheet, a phone's: the address's bits on top, the tables below one another.

    write 0xdeadbeaf
    | sign | L4 | L3 | L2 | L1 | offset |
    +-----+
    | CR3 |
    +-----+
      |   level 4 at 0x1000             R W . X      (what is left of the rights)
      '-->|-------------------------------|          (the table's 512 entries from left to right)
          | entry 0   0x2023   P W U X    |
      .-------'
      '-->...

A strip shows where a table's present entries lie, as in the wide drawing.
"""

from __future__ import annotations

from collections.abc import Iterator

from pagesim_py.machine.address import ENTRIES, SHIFT
from pagesim_py.machine.paging import Outcome
from pagesim_py.views.numbers import size
from pagesim_py.views.svg import Arrow, Box, Drawing, Mark, Shape, Words, fitted
from pagesim_py.views.walk_drawing import chip, fields, rights, unread
from pagesim_py.views.walk_scene import Scene, Station, describe

WIDTH = 360.0
LEFT, RIGHT = 40.0, 352.0
RULER = 46.0
ROOT = 104.0
FIRST = 150.0
STRIP = 12.0
ENTRY_HEIGHT = 30.0
BLOCK = 92.0


def draw(shown: Scene) -> Drawing:
    """The drawing of ``shown``."""
    shapes: list[Shape] = list(_asked(shown))
    used = {station.step.level for station in shown.stations}
    shapes += _ruler(shown, used)
    if shown.outcome is Outcome.NON_CANONICAL:
        shapes.append(Words("The sign bits must all be equal: no table is looked at.", 8, ROOT + 10, 12.5, "bad"))
        return Drawing(WIDTH, ROOT + 24, tuple(shapes))
    text = f"CR3 {shown.root:#x}"
    shapes += [
        Box("cr3", 8, ROOT, 128, 24, "register"),
        Words(text, 16, ROOT + 16.5, fitted(text, 112, 12.5, True), "", "start", True),
    ]
    source, look = (20.0, ROOT + 24), "root"
    y = FIRST
    for station in shown.stations:
        level = station.step.level
        shapes += _table(station, y)
        shapes.append(_leads(f"to table {level}", source, y + 26, look))
        source, look = (LEFT, y + 26 + STRIP + ENTRY_HEIGHT / 2), f"l{level}"
        y += BLOCK + (14 if station.decides is not None else 0)
    if shown.physical is None:
        lowest = shown.stations[-1].step.level if shown.stations else shown.levels + 1
        names = [f"level {level}" for level in range(lowest - 1, 0, -1)]
        text = f"{unread(shown).capitalize()}: {', '.join([*names, 'the page'])}"
        shapes += [Box("unreached", LEFT, y, RIGHT - LEFT, 30, "unreached")]
        shapes.append(Words(text, LEFT + 10, y + 19, fitted(text, RIGHT - LEFT - 20, 12.5), "faint"))
        return Drawing(WIDTH, y + 38, tuple(shapes))
    shapes += _frame(shown, y)
    shapes.append(_leads("to frame", source, y + 26, "stopped" if shown.refused else look))
    y += 82
    if shown.short is not None:
        shapes += _short_way(shown, y)
        y += 54
    return Drawing(WIDTH, y, tuple(shapes))


def _asked(shown: Scene) -> Iterator[Shape]:
    x = 8.0
    if shown.access is not None:
        yield Words(shown.access, x, 16, 13.5, "name")
        x = 62
    yield Words(hex(shown.address), x, 16, 14, "", "start", True)


def _ruler(shown: Scene, used: set[int]) -> Iterator[Shape]:
    bit = (RIGHT - 8) / 64
    for field in fields(shown):
        width = (field.high - field.low + 1) * bit - 1.5
        look = f"field l{field.level}" if field.level is not None else "field"
        box = Box(f"field {field.name}", 8 + (63 - field.high) * bit, RULER, width, 38, look, round=4)
        unused = field.level is not None and field.level not in used
        yield box._replace(look=look + " unused") if unused else box
        value = field.value(shown.address)
        number = str(value) if field.level is not None else hex(value)
        x, _ = box.middle
        yield Words(field.name, x, RULER - 6, fitted(field.name, width, 11), "soft", "middle")
        yield Words(
            number, x, RULER + 17, fitted(number, width - 4, 13.5), f"name {look.removeprefix('field ')}", "middle"
        )
        bits = f"{field.high}–{field.low}"
        yield Words(bits, x, RULER + 31, fitted(bits, width - 4, 10), "soft", "middle")


def mark_at(index: int) -> float:
    """Where entry ``index`` lies on a table's strip, true to its place."""
    return LEFT + 4 + index / (ENTRIES - 1) * (RIGHT - LEFT - 8)


def _table(station: Station, y: float) -> Iterator[Shape]:
    step = station.step
    look = f"l{step.level}"
    yield Words(f"level {step.level}", LEFT, y + 12, 13, f"name {look}")
    where = f"at {step.table:#x}"
    yield Words(where, LEFT + 54, y + 12, fitted(where, 140, 11.5, True), "soft", "start", True)
    yield from rights(station, RIGHT - 81, y - 2)
    strip = Box(f"table {step.level}", LEFT, y + 20, RIGHT - LEFT, STRIP, f"table {look}", round=3)
    yield strip
    for first, last in station.present:
        start, end = mark_at(first), mark_at(last)
        yield Box(f"present {step.level}", start - 1, y + 22, end - start + 2, STRIP - 4, f"present {look}", round=0)
    refused = station.decides is not None
    entry = Box(
        f"entry {step.level}", LEFT, y + 26 + STRIP, RIGHT - LEFT, ENTRY_HEIGHT,
        f"entry {look}" + (" refused" if refused else ""), describe(station), ("reveal", station.path),
    )  # fmt: skip
    at = mark_at(step.index)
    yield Mark(at, strip.y + 1, at, entry.y, f"pointer {look}")
    yield entry
    name, raw = f"entry {step.index}", hex(step.entry)
    yield Words(name, entry.x + 8, entry.y + 19.5, 13, f"name {'bad' if refused else look}")
    yield Words(raw, entry.x + 84, entry.y + 19.5, fitted(raw, 116, 11.5, True), "", "start", True)
    if step.outcome is Outcome.NOT_PRESENT:
        yield from chip("P", entry.right - 108, entry.y + 6.5, False, "refusing")
        yield Words("not present", entry.right - 82, entry.y + 19.5, 12, "bad")
    else:
        for number, letter in enumerate("PWUX"):
            role = "refusing" if letter == station.decides else ""
            yield from chip(letter, entry.right - 92 + number * 22, entry.y + 6.5, letter in station.flags, role)
    if refused:
        yield Words("refused here", entry.right - 6, entry.bottom + 15, 12.5, "name bad", "end")


def _leads(name: str, start: tuple[float, float], end: float, look: str) -> Arrow:
    """Down at the left, from what stands above to the first entry of the next table."""
    out = (start,) if start[0] == 20 else (start, (20.0, start[1]))
    return Arrow(name, (*out, (20.0, end), (LEFT - 1, end)), look)


def _frame(shown: Scene, y: float) -> Iterator[Shape]:
    assert shown.physical is not None
    assert shown.page_level is not None
    assert shown.frame is not None
    length = 1 << SHIFT[shown.page_level]
    name = f"{size(length)} frame"
    yield Words(name, LEFT, y + 12, 13, "name")
    where = f"at {shown.frame:#x}"
    yield Words(where, LEFT + 90, y + 12, fitted(where, 150, 11.5, True), "soft", "start", True)
    box = Box("frame", LEFT, y + 20, RIGHT - LEFT, 50, "frame")
    yield box
    at = LEFT + 4 + (shown.physical - shown.frame) / length * (RIGHT - LEFT - 8)
    text = hex(shown.physical)
    width = len(text) * 7.4 + 18
    byte = Box("byte", min(max(at - width / 2, LEFT + 4), RIGHT - 4 - width), box.y + 20, width, 24, "byte")
    yield Mark(at, box.y, at, byte.y, "pointer")
    yield byte
    yield Words(text, byte.middle[0], byte.y + 16.5, 12, "", "middle", True)


def _short_way(shown: Scene, y: float) -> Iterator[Shape]:
    assert shown.short is not None
    short = shown.short
    wrong = short.frame != shown.frame
    look = "stale" if short.stale else "short"
    box = Box("tlb", LEFT, y + 4, RIGHT - LEFT, 42, f"register {look}")
    yield box
    told = (
        "stale: another frame than the tables say"
        if wrong
        else "stale: changed since"
        if short.stale
        else "no walk needed"
    )
    yield Words(
        f"TLB: a copy, to the frame at {short.frame:#x}",
        LEFT + 10,
        box.y + 17,
        12.5,
        "name bad" if short.stale else "name",
    )
    yield Words(told, LEFT + 10, box.y + 34, 12, "bad" if short.stale else "soft")
    if not wrong:
        yield Arrow("short way", ((LEFT, box.y + 21), (26, box.y + 21), (26, y - 30), (LEFT - 1, y - 30)), look)
