"""What lowering makes: functions, constants, bytes for .rodata, codecs. Each has a name, which linking gives a
meaning.

ItemStore of our own crates that have nothing of the student's in them are kept from one compilation to the next
(``SharedItems``).
"""

from __future__ import annotations

import itertools
import string
from dataclasses import dataclass, field
from types import CodeType
from typing import TYPE_CHECKING

from ..names.types import Ty
from ..span import NO_SPAN, Span

if TYPE_CHECKING:
    from ..image.state import KeptItems
    from ..names.defs import FnDefn, StaticDef
    from .core import Fx
    from .layout import Layout
    from .variables import Variables

PROLOGUE = 8
"""Bytes of code before a function's first statement."""

STATEMENT = 11
"""The least bytes of code that stand for a statement."""

DIGITS = string.digits + string.ascii_uppercase
DECIMAL = 100_000
"""So many numbers, the first ones, are written in decimal; what follows with a letter in front."""

_numbers = itertools.count(DECIMAL // 10)


def last_number() -> int:
    """A number that no name has that was given so far."""
    return next(_numbers)


def number_from(least: int) -> None:
    """Let all names to come have numbers of ``least`` or more."""
    global _numbers
    _numbers = itertools.count(max(least, next(_numbers)))


@dataclass(eq=False)
class Item:
    """Anything with a name in lowered text. ``deps``: the items that its own text names."""

    name: str
    deps: dict[Item, None] = field(default_factory=dict)


@dataclass(eq=False)
class Function(Item):
    """One Rust function instance. ``offsets``: (offset in the code, place in the source) of its statements, rising."""

    path: str = ""
    key: tuple[object, ...] = ()
    student: bool = False
    interrupt: bool = False
    track_caller: bool = False
    constant: bool = False
    diverges: bool = False
    source: str = ""
    code: CodeType | None = None
    lowered: bool = False
    params: int = 0
    error_code: Ty | None = None
    span: Span = NO_SPAN
    offsets: list[tuple[int, Span]] = field(default_factory=list)
    statements: bytes = b""
    """By line of a student's source: where in the code the statement is that the line belongs to, four bytes each."""
    cursor: int = 0
    base: int = 0
    spans: list[Span] = field(default_factory=list)
    room: tuple[int, int] = (0, 0)
    """If it is the body of a future: the future's size and alignment in bytes."""
    variables: Variables | None = None
    """Its variables, if it is the student's and is recorded."""

    @property
    def symbol(self) -> str:
        """The name that stands for the address of its code."""
        return "A" + self.name[1:]

    @property
    def rip_symbol(self) -> str:
        """What RIP is said to be inside of it, while no statement of the student's runs."""
        return "0" if self.constant else "§0" if self.student else self.symbol

    def begin_statement(self, span: Span) -> str:
        """A new statement's address, as text."""
        self.cursor = self.cursor or PROLOGUE
        self.offsets.append((self.cursor, span))
        self.spans.append(span)
        at = self.cursor
        self.cursor += STATEMENT
        return f"§{at}"

    def resume(self, fx: Fx, rip: str) -> None:
        """Go back to the statement that ``rip`` stands for; code that follows belongs to it."""
        if fx.rip == rip:
            return
        fx.rip = rip
        if rip.startswith("§"):
            at = int(rip[1:])
            span = next((s for o, s in reversed(self.offsets) if o == at), self.span)
            self.cursor += 2
            self.offsets.append((self.cursor, span))

    def statement_of(self, line: int) -> int:
        """The address of the statement that line ``line`` of the source, counted from 1, belongs to."""
        return self.base + memoryview(self.statements).cast("I")[line - 1]

    def call_site(self) -> str:
        """The return address of a call, as text."""
        if not self.student:
            return self.rip_symbol
        self.cursor += 5
        return f"§{self.cursor}"


@dataclass(eq=False)
class Blob(Item):
    """Bytes with an address. Either ``data`` with ``relocations`` (offset, name whose address goes there), or the text
    of a value of type ``ty``.
    """

    size: int = 0
    align: int = 1
    ty: Ty | None = None
    data: bytes | None = None
    relocations: list[tuple[int, str]] = field(default_factory=list)
    code: CodeType | None = None
    init: Function | None = None
    writable: bool = False
    static: StaticDef | None = None
    location: Span = NO_SPAN
    path: str = ""
    put: str = ""


@dataclass(eq=False)
class Constant(Item):
    """A constant whose value is known only once addresses are."""

    function: Function | None = None


@dataclass(eq=False)
class Codec(Item):
    """The two functions that load and store a composite type."""

    get: str = ""
    put: str = ""
    code: CodeType | None = None
    source: str = ""


@dataclass
class SharedItems:
    """Items of our own crates, kept across compilations; one for each dialect and way of recording."""

    items: dict[tuple[object, ...], Item] = field(default_factory=dict)
    names: dict[str, Item] = field(default_factory=dict)
    values: dict[tuple[object, ...], object] = field(default_factory=dict)
    layouts: dict[Ty, Layout] = field(default_factory=dict)
    flags: dict[tuple[str, Ty], bool] = field(default_factory=dict)
    panics: dict[str, tuple[FnDefn, Function]] = field(default_factory=dict)
    kept: KeptItems | None = None
    """What is known from other processes."""

    def find(self, key: tuple[object, ...]) -> Item | None:
        """A known item."""
        found = self.items.get(key)
        if found is None and self.kept is not None:
            found = self.kept.item(key)
            if found is not None:
                self.items[key] = found
                self.names[found.name] = found
        return found

    def recall(self, key: tuple[object, ...]) -> None:
        """Have a constant's value in ``values``, if it is known from other processes."""
        if self.kept is not None and key not in self.values:
            found = self.kept.value(key)
            if found is not None:
                self.values[key] = found.value


def new_name(letter: str) -> str:
    """A name that no other item has: a letter and five digits, so that no text's length tells how much was lowered
    before it in this process. (A function's size in .text goes by its text's length.)
    """
    number = next(_numbers)
    if number < DECIMAL:
        return f"{letter}{number}"
    number -= DECIMAL
    digits = []
    for _ in range(4):
        number, digit = divmod(number, len(DIGITS))
        digits.append(DIGITS[digit])
    return letter + string.ascii_uppercase[number] + "".join(reversed(digits))
