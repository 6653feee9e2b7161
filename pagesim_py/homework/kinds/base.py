"""What every kind of question can do; one file for each group of kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, Question

if TYPE_CHECKING:
    from pagesim_py.homework.mutants import Mutant

Value = Any
"""An answer as it is judged and stored: a text, a number or a list of them; never None."""
LONGEST = 20_000
"""Characters of an answer."""


class FormError(ValueError):
    """What was typed is no answer yet: the message says how to write one. It costs no attempt."""


@dataclass(frozen=True)
class Judged:
    """What an answer is worth. ``ok`` is None for what is not scored."""

    ok: bool | None
    say: str
    """A sentence for the student that does not give the answer away."""
    wanted: str
    """The right answer, or what it has to do; shown when the question's ``reveal`` allows it."""
    details: tuple[str, ...] = ()
    """Further sentences, which may give it away."""
    partial: float | None = None
    """0 to 1, where an order is partly right."""


@dataclass(frozen=True)
class Kind:
    """A kind of question, as functions of the question that is asked."""

    truth: Callable[[Asked], Value]
    """The right answer, or one of them."""
    parse: Callable[[Asked, Any], Value]
    """What the student typed, or the form's data, as a value. FormError says what is wrong with it."""
    judge: Callable[[Asked, Value], Judged]
    form: Callable[[Asked], dict[str, Any]]
    """The form's fields as data: ``control`` says which form, the rest depends on it."""
    write: Callable[[Asked, Value], str] = lambda _asked, value: str(value)
    """A value as text that ``parse`` reads again."""
    paper: Callable[[Asked], list[str]] = lambda _asked: []
    """What the sheet shows below the question: tables, options, lines to write on."""
    wrong: Callable[[Asked, Mutant], Value | None] = lambda _asked, _mutant: None
    """What somebody with that misconception would answer; None if it says nothing about this question."""
    check: Callable[[Question, Assignment], None] = lambda _question, _assignment: None
    """AssignmentError if the question's own keys are no good."""
    on_paper: bool = True
    """Whether it can be answered on paper: False is printed as something to run at home."""
    scored: bool = True


@dataclass(frozen=True)
class Shown:
    """A table of raw entries, as the question shows it."""

    cr3: int
    rows: tuple[tuple[int, int], ...] = field(default=())

    def lines(self) -> list[str]:
        """A line for each, for a sheet or a terminal."""
        rows = [f"  {address:#014x}  {entry:#018x}" for address, entry in self.rows]
        return [f"CR3 = {self.cr3:#x}", "  physical        entry", *rows] if rows else []

    def data(self) -> dict[str, Any]:
        """The same for a form; addresses as hexadecimal texts."""
        return {"cr3": hex(self.cr3), "entries": [[hex(address), f"{entry:#018x}"] for address, entry in self.rows]}


def shown_tables(asked: Asked) -> Shown | None:
    """The entries that the question's access comes with; None if it is one on the booted machine."""
    one = asked.situation
    return Shown(one.control.root, one.listed) if one.listed else None


def text_of(raw: Any, what: str) -> str:
    """What was typed. FormError if it is no text, empty or endless."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise FormError(f"{what} is expected here, as text")
    if isinstance(raw, int) and raw.bit_length() > 256:
        raise FormError(f"this number is too large: {what} is expected")
    text = str(raw).strip()
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise FormError("half a character is in it: type it again")
    if not text:
        raise FormError(f"nothing is written here yet: {what} is expected")
    if len(text) > LONGEST:
        raise FormError(f"this is too long: {what} is expected")
    return text


_NUMBERS = (
    (re.compile(r"0x[0-9a-f_]+", re.IGNORECASE), 16),
    (re.compile(r"0o[0-7_]+", re.IGNORECASE), 8),
    (re.compile(r"0b[01_]+", re.IGNORECASE), 2),
    (re.compile(r"[0-9][0-9_]*"), 10),
)


def number_of(raw: Any, most: int = (1 << 64) - 1) -> int:
    """A number 0 <= n <= ``most`` as people write it: 27, 0x1b, 0o33, 0b11011, with _ between digits.

    FormError says what is wrong with anything else.
    """
    text = text_of(raw, "a number").replace(" ", "")
    for pattern, base in _NUMBERS:
        if pattern.fullmatch(text):
            digits = text.replace("_", "")
            digits = digits if base == 10 else digits[2:]
            if not digits or len(digits) > 64:
                break
            number = int(digits, base)
            if number > most:
                raise FormError(f"{text} is too large: at most {most:#x} is expected here")
            return number
    if re.fullmatch(r"[0-9a-f_]+", text, re.IGNORECASE) and len(text) <= 64:
        raise FormError(f"{text} is no number as it stands: if it is hexadecimal, write 0x{text}")
    raise FormError(f"{text[:40]} is no number: write 27, 0x1b, 0o33 or 0b11011")


def words_of(raw: Any, what: str) -> list[str]:
    """What was typed, cut at blanks, commas and semicolons; a list of texts is taken as it is."""
    if isinstance(raw, list | tuple):
        if len(raw) > 500:
            raise FormError(f"this is too much: {what} is expected")
        return [text_of(one, what) for one in raw]
    return [word for word in re.split(r"[\s,;]+", text_of(raw, what)) if word]


def letters(count: int) -> list[str]:
    """a, b, c ...: names of options in the order in which they are shown."""
    return [chr(97 + number) if number < 26 else f"a{chr(97 + number - 26)}" for number in range(count)]


def table_of(raw: Any) -> Mapping[str, Any] | None:
    """``raw`` if it is a form's data."""
    return raw if isinstance(raw, Mapping) else None


def joined(items: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
