"""The functions that are running, innermost first, with their variables; and the stack that they lie on, drawn.

The drawing is the stack itself, highest address first: each function's return address, its variables in memory, and
below it the function that it has called. Variables that are kept in registers have no address, and stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.rust.inspect import Shown
from pagesim_py.views import svg
from pagesim_py.views.html import Html, button, code, el, join, words
from pagesim_py.views.svg import Box, Drawing, Mark, Shape, Words, fitted

SLOT = 24.0
DEPTH = 60
"""So many functions are told of."""
DRAWN = 8
"""So many of them are drawn, the innermost ones: the one that runs shall not lie far below."""
NOT_KNOWN = "not known so far into the run"


class Place(NamedTuple):
    """A statement in the student's source."""

    file: str
    line: int
    column: int
    text: str


class Caller(NamedTuple):
    """A function on the call stack."""

    name: str
    rip: int
    frame: int
    """The lowest address of its frame: RSP while it runs."""
    top: int | None
    """Where its return address lies; None if that is not known."""
    vector: int | None
    """Set if an exception or interrupt called it."""
    place: Place | None
    """The statement that it is at."""
    variables: Sequence[Shown]
    back: int | None
    """Where it returns to."""


def render(callers: Sequence[Caller]) -> Html:
    """The functions ``callers``, the innermost first."""
    if not callers:
        none = el("p", "No function of the kernel is running yet.", class_="none")
        return join(none, words(*WORDS))
    wide = svg.render(draw(callers), "The stack with the functions' frames", "frames wide")
    narrow = svg.render(draw(callers, narrow=True), "The stack with the functions' frames", "frames narrow")
    tables = [_function(caller, _state(callers, number)) for number, caller in enumerate(callers)]
    note = el("p", "Dashed: kept in a register.", class_="quiet")
    more = f"Calls farther out than these {DEPTH} are not listed." if len(callers) >= DEPTH else None
    listed = el("div", tables, el("p", more, class_="none") if more else None, class_="callers")
    return join(el("div", wide, narrow, note, class_="drawn"), listed, words(*WORDS))


def _state(callers: Sequence[Caller], number: int) -> str:
    """What a function does."""
    state = "running"
    if number:
        vector = callers[number - 1].vector
        state = "has called the one above" if vector is None else f"interrupted by {vectors.mnemonic(vector)}"
    called = callers[number].vector
    return state if called is None else f"{state}, the handler of {vectors.mnemonic(called)}"


def _function(caller: Caller, state: str) -> Html:
    """One function: where it is, and its variables."""
    title = el("h3", code(caller.name), el("small", f" {state}"))
    where = None
    if caller.place is not None:
        place = caller.place
        label = f"{place.file.removeprefix('src/')}:{place.line}"
        jump = button(label, "go", data_file=place.file, data_line=place.line, class_="jump")
        where = el("p", jump, " ", code(place.text), class_="at")
    if not caller.variables:
        return join(title, where, el("p", "No variable is in scope here.", class_="none"))
    rows = [_row(one) for one in caller.variables]
    head = el("tr", [el("th", one, scope="col") for one in ("Name", "Type", "Value", "Address")])
    return join(title, where, el("table", el("thead", head), el("tbody", rows), class_="variables"))


def _row(one: Shown) -> Html:
    value = code(one.value) if one.value is not None else el("span", NOT_KNOWN, class_="none")
    if one.address is not None:
        lies = button(code(one.address), "memory", data_address=hex(one.address), class_="jump", title="See its bytes")
    else:
        lies = el("span", "in a register" if one.size else "takes no bytes", class_="none")
    cells = (el("td", code(one.type)), el("td", value), el("td", lies))
    return el("tr", el("th", code(one.name), scope="row"), *cells)


# -- the drawing


class Slot(NamedTuple):
    """A line of the drawn stack."""

    address: int | None
    name: str
    value: str
    look: str
    label: str | None = None


def slots(caller: Caller) -> Iterator[Slot]:
    """What of a function's frame is drawn, highest address first, then what is in registers."""
    if caller.top is not None and caller.vector is None and caller.back is not None:
        yield Slot(caller.top, "return address", hex(caller.back), "return")
    lying = [one for one in caller.variables if one.address is not None]
    for one in sorted(lying, key=lambda one: -(one.address or 0)):
        told = f"{one.name}: {one.type} = {one.value or NOT_KNOWN}"
        yield Slot(one.address, one.name, one.value or "?", "variable", told)
    for one in caller.variables:
        if one.address is None and one.size:
            yield Slot(
                None, one.name, one.value or "?", "register", f"{one.name}: {one.type} = {one.value or NOT_KNOWN}"
            )


def draw(callers: Sequence[Caller], *, narrow: bool = False) -> Drawing:
    """The stack: the outermost function at the top, as the addresses are the highest there.

    Of many, the innermost ``DRAWN``.
    """
    width = 360.0 if narrow else 900.0
    left, right = (104.0, width - 6) if narrow else (150.0, width - 160)
    shapes: list[Shape] = []
    y = 10.0
    if len(callers) > DRAWN:
        shapes.append(Words("calls farther out: see the list below", left + 8, y + 9, 11.5, "soft"))
        shapes.append(Mark(left, y + 16, right, y + 16, "soft"))
        y += 22
    for number, caller in reversed(list(enumerate(callers[:DRAWN]))):
        lines = list(slots(caller))
        height = SLOT + 4 + SLOT * len(lines) + 4
        look = "stack-frame" + (" running" if not number else "")
        shapes.append(Box(f"frame {caller.frame:#x}", left, y, right - left, height, look, round=4))
        title = caller.name
        shapes.append(Words(title, left + 8, y + 17, fitted(title, 0.9 * (right - left - 16), 12.5), "name"))
        for line, slot in enumerate(lines):
            shapes += _slot(slot, left + 6, y + SLOT + 2 + line * SLOT, right - left - 12, narrow)
        y += height
        where = hex(caller.frame)
        shapes.append(Words(where, left - 8, y - 3, fitted(where, left - 12, 11, True), "soft", "end", True))
        shapes.append(Mark(left - 6, y - 1, left, y - 1, "soft"))
        if not number:
            if narrow:
                shapes.append(Words("RSP", left - 8, y + 12, 12, "name", "end"))
            else:
                shapes.append(Words("RSP points here", right + 14, y + 1, 12, "name"))
                shapes.append(svg.Arrow("rsp", ((right + 12, y - 3), (right + 1, y - 3)), ""))
        y += 6
    return Drawing(width, y + 16, tuple(shapes))


def _slot(slot: Slot, x: float, y: float, width: float, narrow: bool) -> Iterator[Shape]:
    action = None if slot.address is None else ("memory", hex(slot.address))
    label = None if slot.label is None else slot.label + ("" if slot.address is None else ". See its bytes")
    kind = slot.look.split()[0]
    yield Box(f"{kind} {slot.name} {slot.address}", x, y, width, SLOT - 2, f"stack-slot {slot.look}", label, action, 2)
    part = 0.42 if narrow else 0.34
    if not narrow:
        where = "register" if slot.address is None else hex(slot.address)
        size = fitted(where, 96, 11, True)
        yield Words(where, x + width - 8, y + 15, size, "soft", "end", slot.address is not None)
    yield Words(slot.name, x + 8, y + 15, fitted(slot.name, part * width - 16, 12), "")
    room = width * (1 - part) - (8 if narrow else 116)
    value = slot.value
    most = int(room / 7.4)
    value = value if len(value) <= most else value[: max(most - 3, 1)] + "..."
    yield Words(value, x + part * width, y + 15, fitted(value, room, 12, True), "", "start", True)


WORDS = (
    ("frame", "the part of the stack that belongs to one call of a function: return address and variables"),
    ("in a register", "the compiler has no need of an address for it, so it has none"),
    ("return address", "where the function goes on that has called this one"),
)
