"""Makes drawn values: the answer first, then a case that gives it.

Drawing cases at random gives the same few answers over and over, and seldom the interesting ones, so what a question is
to have as its answer is drawn among those that the author lists, each as likely as the others, and the case is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.draw import Stream
from pagesim_py.homework.format import AssignmentError, Draw
from pagesim_py.homework.places import Places
from pagesim_py.homework.situation import KINDS, Situation, indices_of
from pagesim_py.homework.tables import access_on_tables, code_of, walked_tables
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import canonical, is_canonical

Streams = Callable[[str], Stream]
"""A stream by what it is for: ``answer`` stays the same when a case is drawn again, ``case`` does not."""
HALVES = ("lower", "upper", "any")


@dataclass(frozen=True)
class Drawn:
    """A drawn value: a number, a text, or an access."""

    name: str
    picker: str
    value: int | str | Situation
    hex: bool = False
    """Whether a number is shown in hexadecimal, as addresses always are."""

    @property
    def shown(self) -> str:
        """The value as a question's text shows it."""
        if isinstance(self.value, Situation):
            return self.value.phrase
        if isinstance(self.value, int):
            return f"{self.value:#x}" if self.hex or self.picker in ("page", "address", "compute") else str(self.value)
        return self.value

    @property
    def address(self) -> int:
        """The number, or the address of the access. AssignmentError for a text."""
        if isinstance(self.value, str):
            raise AssignmentError(f"the drawn value {self.name!r} is a text, and an address or a number is needed")
        return self.value.address if isinstance(self.value, Situation) else self.value

    def part(self, attribute: str) -> str:
        """``{name.attribute}`` in a text. KeyError if there is no such attribute."""
        return PARTS[attribute](self)


def _situation(one: Drawn) -> Situation:
    if not isinstance(one.value, Situation):
        raise KeyError(one.name)
    return one.value


PARTS: dict[str, Callable[[Drawn], str]] = {
    "hex": lambda one: f"{one.address:#x}",
    "dec": lambda one: str(one.address),
    "address": lambda one: f"{one.address:#x}",
    "page": lambda one: f"{one.address & ~0xFFF:#x}",
    "offset": lambda one: f"{one.address & 0xFFF:#x}",
    "level4": lambda one: str(indices_of(one.address)[0]),
    "level3": lambda one: str(indices_of(one.address)[1]),
    "level2": lambda one: str(indices_of(one.address)[2]),
    "level1": lambda one: str(indices_of(one.address)[3]),
    "kind": lambda one: {Access.READ: "read", Access.WRITE: "write"}.get(_situation(one).kind, "fetch"),
    "cpl": lambda one: str(_situation(one).control.cpl),
    "cr3": lambda one: f"{_situation(one).control.root:#x}",
}
"""What ``{name.ATTRIBUTE}`` can be."""


def pick(draw: Draw, streams: Streams, places: Callable[[], Places]) -> Drawn:
    """The value of ``draw``, which is not computed; ``places`` gives the booted machine's, if they are needed."""
    value = _PICK[draw.picker](draw, streams, places)
    return Drawn(draw.name, draw.picker, value, draw.options.get("hex", False))


def check_draw(draw: Draw, where: str) -> None:
    """AssignmentError unless ``draw`` says something that its picker can make. What is computed is not looked at."""
    if draw.picker == "compute":
        return
    _CHECK[draw.picker](draw.wanted, draw.options, f"{where}, {draw.name}")


# -- pages and addresses


def _page(draw: Draw, streams: Streams, places: Callable[[], Places]) -> int:
    stream = streams("case")
    half = draw.options.get("half", "any")
    if draw.wanted == "mapped":
        return places().mapped_page(stream, half)
    missing = draw.options.get("missing")
    return places().unmapped_page(stream, streams("answer").below(4) if missing is None else missing, half)


def _check_page(wanted: str, options: Mapping[str, Any], where: str) -> None:
    _known(wanted, ("mapped", "unmapped"), "page", where)
    _known(options.get("half", "any"), HALVES, "half", where)
    if "missing" in options and wanted == "mapped":
        raise AssignmentError(f"{where}: for a mapped page no table is missing: leave 'missing' out")
    if not 0 <= options.get("missing", 0) <= 3:
        raise AssignmentError(f"{where}: 'missing' tables are 0 to 3, not {options['missing']}")


def _address(draw: Draw, streams: Streams, places: Callable[[], Places]) -> int:
    stream = streams("case")
    half = draw.options.get("half", "any")
    if draw.wanted in ("mapped", "unmapped"):
        return _page(Draw(draw.name, "page", draw.wanted, draw.options), streams, places) | stream.below(4096)
    while True:
        address = stream.below(1 << 48)
        if half != "any":
            address = address >> 1 | (1 << 47 if half == "upper" else 0)
        full = canonical(address)
        if draw.wanted == "canonical":
            return full
        address = full ^ 1 << 48 + stream.below(16)
        if not is_canonical(address):
            return address


def _check_address(wanted: str, options: Mapping[str, Any], where: str) -> None:
    _known(wanted, ("canonical", "non-canonical", "mapped", "unmapped"), "address", where)
    _known(options.get("half", "any"), HALVES, "half", where)


# -- numbers and texts


def _number(draw: Draw, streams: Streams, _places: Callable[[], Places]) -> int:
    low, high = draw.wanted
    step = draw.options.get("step", 1)
    return int(low + step * streams("case").below((high - low) // step + 1))


def _check_number(wanted: list[Any], options: Mapping[str, Any], where: str) -> None:
    right = len(wanted) == 2 and all(isinstance(one, int) and not isinstance(one, bool) for one in wanted)
    if not right or wanted[0] > wanted[1] or wanted[0] < 0:
        raise AssignmentError(f"{where}: 'number' is [least, most], from 0 on, not {wanted!r}")
    if options.get("step", 1) < 1:
        raise AssignmentError(f"{where}: 'step' is 1 or more")


def _one_of(draw: Draw, streams: Streams, _places: Callable[[], Places]) -> int | str:
    found = streams("answer").choice(draw.wanted)
    return found if isinstance(found, int) else str(found)


def _check_one_of(wanted: list[Any], _options: Mapping[str, Any], where: str) -> None:
    if not wanted or not all(isinstance(one, int | str) and not isinstance(one, bool) for one in wanted):
        raise AssignmentError(f"{where}: 'one-of' is a list of numbers or texts, not {wanted!r}")


# -- accesses


def _access(draw: Draw, streams: Streams, places: Callable[[], Places]) -> Situation:
    outcome = streams("answer").choice(draw.wanted)
    if draw.options.get("on", "boot") == "boot":
        return places().access(streams("case"), outcome, draw.options)
    return access_on_tables(streams("case"), outcome, draw.options)


def _check_access(wanted: list[Any], options: Mapping[str, Any], where: str) -> None:
    _known(options.get("on", "boot"), ("boot", "tables"), "on", where)
    _known(options.get("decided", "any"), ("parent", "leaf", "any"), "decided", where)
    if not wanted:
        raise AssignmentError(f'{where}: \'access\' lists the answers to draw from, such as ["0x0", "0x3", "none"]')
    for one in wanted:
        if not isinstance(one, str):
            raise AssignmentError(f'{where}: \'access\' lists texts such as "0x3" or "none", not {one!r}')
        try:
            code_of(one)
        except ValueError as error:
            raise AssignmentError(f"{where}: {error}") from None
    for key, kinds in (("cpl", (0, 3)), ("size", (1, 2, 3)), ("wp", (False, True))):
        if key in options and (not options[key] or any(one not in kinds for one in options[key])):
            known = ", ".join(map(str, kinds))
            raise AssignmentError(f"{where}: {key!r} is a list out of {known}, not {options[key]!r}")


def _tables(draw: Draw, streams: Streams, _places: Callable[[], Places]) -> Situation:
    return walked_tables(streams("case"), draw.wanted, draw.options)


def _check_tables(wanted: str, options: Mapping[str, Any], where: str) -> None:
    _known(wanted, ("4 KiB", "2 MiB", "1 GiB", "missing", "hole"), "tables", where)
    _known(options.get("half", "any"), HALVES, "half", where)
    _known(options.get("kind", "read"), tuple(KINDS), "kind", where)
    if options.get("cpl", 0) not in (0, 3):
        raise AssignmentError(f"{where}: 'cpl' is 0 or 3, not {options['cpl']}")
    if not 1 <= options.get("level", 1) <= 4:
        raise AssignmentError(f"{where}: 'level' is 1 to 4, not {options['level']}")


def _known(value: str, known: tuple[str, ...], key: str, where: str) -> None:
    if value not in known:
        raise AssignmentError(f"{where}: {key!r} knows {', '.join(known)}, not {value!r}")


_PICK: dict[str, Callable[[Draw, Streams, Callable[[], Places]], int | str | Situation]] = {
    "page": _page, "address": _address, "number": _number, "one-of": _one_of, "access": _access, "tables": _tables,
}  # fmt: skip
_CHECK: dict[str, Callable[[Any, Mapping[str, Any], str], None]] = {
    "page": _check_page, "address": _check_address, "number": _check_number, "one-of": _check_one_of,
    "access": _check_access, "tables": _check_tables,
}  # fmt: skip
