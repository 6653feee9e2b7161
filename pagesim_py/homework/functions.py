"""The closed list of functions that a question's ``answer`` may use: ``missing_tables(page)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.programs import places_of
from pagesim_py.homework.situation import Reading, Situation, reading
from pagesim_py.machine.address import SHIFT, address_of, index
from pagesim_py.machine.events import REGISTRY
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome

_CALL = re.compile(r"([a-z_]+)\(([^()]*)\)")
_NUMBER = re.compile(r"0x[0-9a-fA-F_]+|[0-9][0-9_]*")


@dataclass(frozen=True)
class Call:
    """One call: the function's name and its arguments as numbers."""

    asked: Asked
    name: str
    arguments: tuple[int, ...]

    @property
    def value(self) -> int:
        """What the function gives."""
        return FUNCTIONS[self.name].make(self)

    def again(self, *arguments: int) -> int:
        """What it gives for other arguments."""
        return Call(self.asked, self.name, arguments).value

    def situation(self, address: int) -> Situation:
        """A read of ``address`` by the kernel on the booted machine; on drawn tables, if the argument is an access."""
        for drawn in self.asked.values.values():
            if isinstance(drawn.value, Situation) and drawn.value.address == address:
                return drawn.value
        machine = places_of(self.asked.assignment).machine
        return Situation(machine.memory, machine.mmu.control, address)

    def table(self, address: int, level: int) -> int | None:
        """The physical address of the table of ``level`` on the way to ``address``; None if there is none."""
        return next((step.table for step in self.situation(address).walk.steps if step.level == level), None)

    def read_by(self, reads: Callable[[Situation], Reading | None]) -> int | None:
        """What the function gives to somebody who reads tables as ``reads``; None if that does not matter here."""
        if self.name == "physical":
            found = reads(self.situation(self.arguments[0]))
            return None if found is None else found.physical
        if self.name in ("index", "offset"):
            found = reads(self.situation(self.arguments[0]))
            which = 4 if self.name == "offset" else 4 - self.arguments[1]
            return None if found is None else found.indices[which]
        return None


@dataclass(frozen=True)
class Function:
    """``takes``: what each argument is, in words; ``level`` is a number from 1 to 4."""

    takes: tuple[str, ...]
    make: Callable[[Call], int]
    words: str
    runs: bool = False
    """Whether it is about the program that the question names in ``run``."""


def _missing_tables(call: Call) -> int:
    found = call.situation(call.arguments[0]).walk
    return found.steps[-1].level - 1 if found.outcome is Outcome.NOT_PRESENT else 0


def _physical(call: Call) -> int:
    found = reading(call.situation(call.arguments[0])).physical
    if found is None:
        raise AssignmentError(f"physical({call.arguments[0]:#x}): this address is not mapped")
    return found


def _table_address(call: Call) -> int:
    address, level, recursive = call.arguments
    above = tuple(index(address, one) for one in (4, 3, 2, 1)[: 4 - level])
    return address_of((*(recursive,) * level, *above))


def _entry_address(call: Call) -> int:
    address, level, _ = call.arguments
    return _table_address(call) + 8 * index(address, level)


def _window(call: Call) -> int:
    machine = places_of(call.asked.assignment).machine
    window = getattr(machine, "window", None)
    if window is None:
        raise AssignmentError("window(): the boot loader opens no window here: see map_physical_memory in [boot]")
    return int(window) + call.arguments[0]


def _entry(call: Call) -> int:
    address, level = call.arguments
    for step in call.situation(address).walk.steps:
        if step.level == level:
            return step.entry
    raise AssignmentError(f"entry({address:#x}, {level}): the walk does not come to level {level}")


FUNCTIONS: dict[str, Function] = {
    "missing_tables": Function(("page",), _missing_tables, "how many tables do not exist yet for a page"),
    "index": Function(("address", "level"), lambda call: index(*call.arguments), "the index of a level"),
    "offset": Function(("address",), lambda call: call.arguments[0] & 0xFFF, "the offset in the page"),
    "physical": Function(("address",), _physical, "the physical address that it is mapped to"),
    "entry": Function(("address", "level"), _entry, "the raw entry of a level on the way to it"),
    "frame": Function(
        ("address", "level"), lambda call: _entry(call) & ADDRESS_BITS, "the frame that this entry names"
    ),
    "covers": Function(("level",), lambda call: 1 << SHIFT[call.arguments[0]], "bytes that one entry covers"),
    "tables_for": Function(
        ("bytes",), lambda call: -(-call.arguments[0] // (1 << SHIFT[2])), "level-1 tables that so many bytes need"
    ),
    "window": Function(("physical",), _window, "where the window shows a physical address"),
    "table_address": Function(
        ("address", "level", "index"), _table_address, "where the table is seen through a recursive entry"
    ),
    "entry_address": Function(
        ("address", "level", "index"), _entry_address, "where the entry is seen through a recursive entry"
    ),
    "new_tables": Function(
        (), lambda call: len(call.asked.story().tables), "tables that the program in 'run' makes", True
    ),
    "exceptions": Function(
        (), lambda call: len(call.asked.story().exceptions), "different exceptions that reach a handler in 'run'", True
    ),
    "edits": Function(
        (), lambda call: _count(call, "PageTableEdited"), "page-table entries that the program in 'run' changes", True
    ),
    "walks": Function((), lambda call: _count(call, "PageWalked"), "page walks of the program in 'run'", True),
    "cr3": Function((), lambda call: places_of(call.asked.assignment).machine.mmu.control.root, "the level-4 table"),
    "number": Function(("number",), lambda call: call.arguments[0], "the number itself"),
}


def _count(call: Call, kind: str) -> int:
    return sum(isinstance(event, REGISTRY[kind]) for event in call.asked.story().events)


def call_of(asked: Asked, text: str) -> Call:
    """The call that ``text`` writes, with the drawn values put in."""
    name, words = _split(text)
    return Call(asked, name, tuple(_argument(asked, word) for word in words))


def _argument(asked: Asked, word: str) -> int:
    return int(word.replace("_", ""), 0) if _NUMBER.fullmatch(word) else asked.number(word)


def _split(text: str) -> tuple[str, list[str]]:
    found = _CALL.fullmatch(text.strip())
    if found is None:
        raise AssignmentError(f"'answer' is a function of drawn names, such as missing_tables(page), not {text!r}")
    return found[1], [word.strip() for word in found[2].split(",") if word.strip()]


def check_call(text: str, question: Question, assignment: Assignment) -> None:
    """AssignmentError unless the question's ``text`` calls a function of the list with drawn names, or numbers."""
    drawn = [draw.name for draw in (*assignment.draws, *question.draws)]
    _check(text, f"question {question.id}", drawn)
    if FUNCTIONS[_split(text)[0]].runs and "run" not in question.options:
        raise AssignmentError(f"question {question.id}: {text} is about a program: say which in 'run'")


def check_computed(text: str, where: str, drawn: Sequence[str]) -> None:
    """AssignmentError unless ``text`` can be computed out of what is ``drawn`` before it."""
    _check(text, where, drawn)
    if FUNCTIONS[_split(text)[0]].runs:
        raise AssignmentError(f"{where}: {text} is about a program, and no value is computed of one")


def _check(text: str, where: str, drawn: Sequence[str]) -> None:
    name, words = _split(text)
    if name not in FUNCTIONS:
        from pagesim_py.homework.reading import near

        raise AssignmentError(f"{where}: there is no function {name!r}{near(name, FUNCTIONS)}")
    takes = FUNCTIONS[name].takes
    if len(words) != len(takes):
        raise AssignmentError(f"{where}: it is written {name}({', '.join(takes)}), not {text!r}")
    for what, word in zip(takes, words, strict=True):
        if not _NUMBER.fullmatch(word) and word.partition(".")[0] not in drawn:
            raise AssignmentError(f"{where}: {name}() is given {word!r}, which is neither a number nor drawn")
        if what == "level" and _NUMBER.fullmatch(word) and not 1 <= int(word.replace("_", ""), 0) <= 4:
            raise AssignmentError(f"{where}: {name}(): a level is 1 to 4, not {word}")
