"""The drawn address space: linear addresses at the left, physical memory at the right, bands from one to the other.

    RIP > | kernel code   R . X |=====.        .=====| 0x401000 |
          +---------------------+      \\      /
             16 TiB of nothing          \\    /
    RSP > | stack         R W X |========)==(========| 0x1d000  |

Heights tell sizes by their logarithm, gaps are folded. A wide band of its own is the window on all of physical memory.
With a frame chosen, only the ways that reach it stay: every linear address of it, with the rights of each way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from pagesim_py.boot import Area
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.mappings import Mapping as Piece
from pagesim_py.views.numbers import size
from pagesim_py.views.svg import Arrow, Band, Box, Drawing, Mark, Shape, Words, fitted

GAP = 22.0
TOP = 40.0
CHIP = 19.0
PIN = 13.0
"""The height of a line of names of registers."""
LEAST = 9.5
"""Words are not written smaller than this: what does not fit then is shortened."""


class Sheet(NamedTuple):
    """Where the lanes stand."""

    width: float
    left: float
    """Where the linear addresses' lane begins."""
    left_width: float
    right: float
    """Where physical memory's lane begins."""
    right_width: float
    least: float
    """The least height of a box."""


WIDE = Sheet(1000.0, 232.0, 310.0, 690.0, 150.0, 28.0)
NARROW = Sheet(360.0, 44.0, 190.0, 268.0, 84.0, 40.0)


class Block(NamedTuple):
    """A run of physical memory that something maps, and what it is called."""

    start: int
    end: int
    name: str


class Placed(NamedTuple):
    """Something of a lane with its place: addresses ``start`` to ``end`` between ``y`` and ``y + height``."""

    start: int
    end: int
    y: float
    height: float

    def at(self, address: int) -> float:
        """Where ``address`` lies."""
        return self.y + (address - self.start) / (self.end - self.start) * self.height


def blocks(found: Sequence[Area]) -> list[Block]:
    """The physical runs behind the areas, in order of address; those of the window are left out: it shows all.

    Of a run with several names, what was mapped there later comes last.
    """
    runs = sorted(
        (piece.physical, piece.physical + piece.size, area.kind == "mapped", area.name)
        for area in found
        if area.kind != "window"
        for piece in area.pieces
    )
    merged: list[Block] = []
    for start, end, is_other, name in runs:
        last = merged[-1] if merged else None
        if last is not None and start < last.end:
            names = last.name.split(", ")
            if name not in names:
                names.insert(len(names) if is_other else 0, name)
            merged[-1] = Block(last.start, max(last.end, end), ", ".join(names))
        elif last is not None and start == last.end and name == last.name:
            merged[-1] = last._replace(end=end)
        else:
            merged.append(Block(start, end, name))
    return merged


def ways(found: Sequence[Area], frame: int) -> list[tuple[int, Area]]:
    """Every linear address that reaches the physical address ``frame``, with the area that it lies in."""
    return [
        (piece.address + frame - piece.physical, area)
        for area in found
        for piece in area.pieces
        if piece.physical <= frame < piece.physical + piece.size
    ]


def draw(
    found: Sequence[Area],
    pins: Mapping[str, int],
    *,
    frame: int | None = None,
    reached: Sequence[int] = (),
    narrow: bool = False,
) -> Drawing:
    """The areas of ``found`` with ``pins``, names for linear addresses such as RIP.

    ``frame``: a physical address; ``reached``: the linear addresses that lead to it.
    """
    sheet = NARROW if narrow else WIDE
    left, left_end = _stack([(area.start, area.end) for area in found], sheet.least)
    physical = blocks(found)
    right, right_end = _stack([(block.start, block.end) for block in physical], 24.0)
    shapes: list[Shape] = [
        Words("linear addresses", sheet.left, 18, 13, "name"),
        Words("physical memory" if not narrow else "memory", sheet.right, 18, 13, "name"),
    ]
    end = max(left_end, right_end)
    for area, place in zip(found, left, strict=True):
        shapes += _bands(sheet, area, place, physical, right, end, frame)
    for before, after in pairwise(left):
        if after.start > before.end:
            text = f"{_about(after.start - before.end)} of nothing"
            middle = (before.y + before.height + after.y) / 2 + 4
            shapes.append(Words(text, sheet.left + sheet.left_width / 2, middle, 11.5, "faint", "middle"))
    for area, place in zip(found, left, strict=True):
        dim = frame is not None and not any(area.start <= address < area.end for address in reached)
        shapes += _area(sheet, area, place, dim, narrow)
    if frame is not None:
        shapes += _ways(sheet, reached, frame, found, left, physical, right)
    for block, place in zip(physical, right, strict=True):
        shapes += _block(sheet, block, place, frame, narrow)
    shapes += _pins(sheet, pins, found, left, narrow)
    return Drawing(sheet.width, end + 30, tuple(shapes))


def _about(count: int) -> str:
    """A size for people: whole units, ``about`` unless it is exact."""
    for shift, unit in ((60, "EiB"), (50, "PiB"), (40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")):
        number = round(count / (1 << shift))
        if count >> shift or round(count / (1 << shift - 10)) >= 1024:
            return f"{number:,} {unit}" if number << shift == count else f"about {number:,} {unit}"
    return size(count)


def _stack(ranges: Sequence[tuple[int, int]], least: float) -> tuple[list[Placed], float]:
    """The ranges below one another, in order, with room between those that do not touch; and where they end."""
    placed: list[Placed] = []
    y = TOP
    for start, end in ranges:
        if placed:
            y += GAP if start > placed[-1].end else 3
        height = least + 3.2 * log2(max(1, (end - start) / PAGE_SIZE))
        placed.append(Placed(start, end, y, height))
        y += height
    return placed, y


def _bands(
    sheet: Sheet,
    area: Area,
    place: Placed,
    physical: Sequence[Block],
    right: Sequence[Placed],
    end: float,
    frame: int | None,
) -> Iterator[Shape]:
    x1, x2 = sheet.left + sheet.left_width, sheet.right
    if area.kind == "window":
        yield Band("window", x1, place.y, place.y + place.height, x2, TOP, end, "band window")
        return
    for piece in area.pieces:
        number = next(n for n, block in enumerate(physical) if block.start <= piece.physical < block.end)
        goal = right[number]
        look = f"band {area.kind}" + (" away" if frame is not None and not _reaches(piece, frame) else "")
        top, bottom = place.at(piece.address), place.at(piece.end)
        low, high = goal.at(piece.physical), goal.at(piece.physical + piece.size)
        yield Band(area.name, x1, top, max(bottom, top + 2), x2, low, max(high, low + 2), look)


def _reaches(piece: Piece, frame: int) -> bool:
    return piece.physical <= frame < piece.physical + piece.size


def _ways(
    sheet: Sheet,
    reached: Sequence[int],
    frame: int,
    found: Sequence[Area],
    left: Sequence[Placed],
    physical: Sequence[Block],
    right: Sequence[Placed],
) -> Iterator[Shape]:
    """A line from each address that leads to the frame; one that no block has lies below them all."""
    number = next((n for n, block in enumerate(physical) if block.start <= frame < block.end), None)
    if number is not None:
        goal = right[number].at(frame)
    else:
        goal = max((one.y + one.height for one in right), default=TOP) + 8
    x1, x2 = sheet.left + sheet.left_width, sheet.right
    for address in reached:
        for area, place in zip(found, left, strict=True):
            if area.start <= address < area.end:
                y, half = place.at(address), (x1 + x2) / 2
                yield Arrow(f"way {address:#x}", ((x1, y), (half, y), (half, goal), (x2, goal)), "chosen", True)


def _area(sheet: Sheet, area: Area, place: Placed, dim: bool, narrow: bool) -> Iterator[Shape]:
    look = f"area {area.kind}" + (" readonly" if area.rights[1] == "-" else "") + (" away" if dim else "")
    told = (
        f"{area.name}: {area.start:#x} to {area.end - 1:#x}, {_about(area.size)}, {_rights_in_words(area)}. "
        + _frames_in_words(area)
    )
    box = Box(
        f"area {area.start:#x}", sheet.left, place.y, sheet.left_width, place.height, look, told,
        ("translate", hex(area.start)),
    )  # fmt: skip
    yield box
    chips = 3 + (area.rights[3] == "u")
    room = box.width - 16 - chips * (CHIP + 2)
    middle = box.y + box.height / 2
    name = area.name if area.kind != "recursive" else "recursive entry"
    if narrow:
        yield Words(name, box.x + 7, middle - 3, fitted(name, 0.92 * room, 12.5), "name")
        where = f"{area.start:#x} · {_about(area.size)}"
        yield Words(where, box.x + 7, middle + 12, fitted(where, room, 10.5, True), "soft", "start", True)
    else:
        yield Words(name, box.x + 10, middle + 4.5, fitted(name, room - 76, 13), "name")
        yield Words(_about(area.size), box.right - 12 - chips * (CHIP + 2), middle + 4.5, 11.5, "soft", "end")
        where = hex(area.start)
        yield Words(where, box.x - 88, box.y + 11, fitted(where, box.x - 96, 11, True), "soft", "end", True)
    for number, letter in enumerate("RWXU"[:chips]):
        x = box.right - 6 - (chips - number) * (CHIP + 2)
        on = area.rights[number] != "-"
        chip = f"chip {'on' if on else 'off'} right"
        yield Box(f"chip {letter}", x, middle - 8.5, CHIP, 17, chip, round=3)
        yield Words(letter, x + CHIP / 2, middle + 4.5, 11.5, chip, "middle")
        if not on:
            yield Mark(x + 3, middle + 5.5, x + CHIP - 3, middle - 5.5, chip)


def _rights_in_words(area: Area) -> str:
    if area.kind == "guard" and not area.pieces:
        return "not mapped, so that a stack that grows too far faults"
    verbs = {"r": "read", "w": "written", "x": "executed"}
    may = [verbs[letter] for letter in area.rights[:3] if letter != "-"]
    text = may[0] if len(may) == 1 else ", ".join(may[:-1]) + " and " + may[-1]
    return f"may be {text}, by {'user code too' if area.rights[3] == 'u' else 'the kernel only'}"


def _frames_in_words(area: Area) -> str:
    if not area.pieces:
        return ""
    if len(area.pieces) == 1:
        return f"It lies at physical address {area.pieces[0].physical:#x}."
    first = ", ".join(f"{piece.physical:#x}" for piece in area.pieces[:3])
    more = f" and {len(area.pieces) - 3} more" if len(area.pieces) > 3 else ""
    return f"Its frames lie in {len(area.pieces)} runs, at physical {first}{more}."


def _block(sheet: Sheet, block: Block, place: Placed, frame: int | None, narrow: bool) -> Iterator[Shape]:
    chosen = frame is not None and block.start <= frame < block.end
    where = f"{block.start:#x} to {block.end - 1:#x}"
    told = f"Physical memory {where}: {block.name}. See every address that reaches it"
    look = "block" + (" held" if chosen else " away" if frame is not None else "")
    box = Box(
        f"block {block.start:#x}", sheet.right, place.y, sheet.right_width, place.height, look, told,
        ("frame", hex(block.start)),
    )  # fmt: skip
    yield box
    if chosen and frame is not None:
        at = place.at(frame)
        yield Mark(box.x, at, box.right, at, "chosen")
    where = hex(block.start)
    if narrow:
        yield Words(where, box.x + 6, box.y + 15, fitted(where, box.width - 12, 11, True), "", "start", True)
        return
    name = _short(block.name, box.width - 16)
    yield Words(name, box.x + 8, box.middle[1] + 4, fitted(name, box.width - 16, 11.5))
    where += f" · {size(block.end - block.start)}"
    room = sheet.width - box.right - 12
    yield Words(where, box.right + 8, box.middle[1] + 4, fitted(where, room, 11, True), "soft", "start", True)


def _short(names: str, room: float) -> str:
    """The names of a block, or the first and how many more there are: all of them are in its label."""
    if fitted(names, room, 11.5) >= LEAST:
        return names
    first, *more = names.split(", ")
    return f"{first}, +{len(more)}" if more else first


def _pins(
    sheet: Sheet, pins: Mapping[str, int], found: Sequence[Area], left: Sequence[Placed], narrow: bool
) -> Iterator[Shape]:
    """Where the registers point: at the left, none on top of another; those that meet stand together."""
    groups: list[list[tuple[float, str]]] = []
    at = [(_place_of(address, found, left), name) for name, address in pins.items()]
    for pin in sorted((y, name) for y, name in at if y is not None):
        groups.append([pin])
        while len(groups) > 1 and _bottom(groups[-2], narrow) > _top(groups[-1], narrow):
            last = groups.pop()
            groups[-1] += last
    room = sheet.left - 12 if narrow else 74
    for group in groups:
        top = _top(group, narrow)
        for number, names in enumerate(_pin_lines(group, narrow)):
            text = ", ".join(names)
            y = top + PIN * (number + 0.5)
            yield Words(text, sheet.left - 8, y + 4, fitted(text, room, 11.5), "name", "end")
        for y in {y for y, _ in group}:
            yield Mark(sheet.left - 7, y, sheet.left, y, "pin")


def _pin_lines(group: Sequence[tuple[float, str]], narrow: bool) -> list[list[str]]:
    """The names of pins that stand together: in one line, or where there is no room for that in up to three."""
    names = [name for _, name in group]
    each = -(-len(names) // 3) if narrow else len(names)
    return [names[n : n + each] for n in range(0, len(names), each)]


def _top(group: Sequence[tuple[float, str]], narrow: bool) -> float:
    """Where the names begin: around the middle of what they point to."""
    middle = (group[0][0] + group[-1][0]) / 2
    return middle - PIN * len(_pin_lines(group, narrow)) / 2


def _bottom(group: Sequence[tuple[float, str]], narrow: bool) -> float:
    return _top(group, narrow) + PIN * len(_pin_lines(group, narrow))


def _place_of(address: int, found: Sequence[Area], left: Sequence[Placed]) -> float | None:
    """Where ``address`` is in the lane: in its area, or in the gap between two."""
    for area, place in zip(found, left, strict=True):
        if area.start <= address < area.end:
            return place.at(address)
    before = [place for area, place in zip(found, left, strict=True) if area.end <= address]
    if not before:
        return TOP - 8 if found else None
    return before[-1].y + before[-1].height + GAP / 2
