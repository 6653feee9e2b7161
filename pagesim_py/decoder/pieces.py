"""What is recognised in a paste: pieces, each with its values and where they stand.

``Reader`` goes through a cleaned paste on behalf of the recognisers: each character belongs to one piece at most, so
the recognisers that know more about their text come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pagesim_py.decoder.clean import Clean, Span
from pagesim_py.machine.bits import MASK64

W = r"\s{0,99}"
"""White space that may be a line's end."""
NUM = r"(?:0[xX](?:[_`']?[0-9a-fA-F]){1,24}|0[bB](?:_?[01]){1,72}|[0-9](?:_?[0-9]){0,24})(?![0-9A-Za-z_`])"
"""A number as Rust prints or writes it."""
HEX = r"0[xX](?:[_`']?[0-9a-fA-F]){1,24}(?![0-9A-Za-z_])"
"""A hexadecimal number with its prefix."""
BARE = r"[0-9a-fA-F](?:[_`']?[0-9a-fA-F]){0,24}(?![0-9A-Za-z_])"
"""Hexadecimal digits without a prefix, as emulators print them."""
MOST = 10_000
"""Pieces of one paste at most."""


class Kind(Enum):
    """What a piece is. The value names it for people."""

    EXCEPTION = "name of an exception"
    TRIPLE = "triple fault"
    CODE = "error code"
    FAULT_CODE = "page-fault error code"
    SELECTOR_CODE = "selector error code"
    FRAME = "interrupt stack frame"
    REGISTER = "register"
    REGISTERS = "register dump"
    DELIVERY = "QEMU's record of an interrupt"
    CHECK = "QEMU's record of exceptions that meet"
    ENTRY = "paging-structure entry"
    ENTRIES = "entries of one page walk"
    TABLE = "place of a table"
    PHYSICAL_FRAME = "frame of physical memory"
    ADDRESS = "address"
    TRANSLATION = "translation of an address"
    PAGE = "page that is mapped"
    RANGE = "range that is mapped"
    WORDS = "memory dump"
    COMMAND = "command of a debugger"
    REGION = "region of the memory map"
    BOOT_FIELD = "field of BootInfo"
    GATE = "gate of the IDT"
    DESCRIPTOR = "segment descriptor"
    OOPS = "headline of a Linux oops"
    ACCESS = "the access, in Linux's words"
    NUMBER = "number without a name"


@dataclass(frozen=True)
class Piece:
    """One recognised piece. ``values`` are its numbers, ``words`` its names, ``spans`` where each of them stands."""

    kind: Kind
    span: Span
    values: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What is odd about it: cut off, an unknown flag, a number that can be read in two ways."""

    def get(self, name: str) -> int | None:
        """The value called ``name``, None if the piece has none."""
        return self.values.get(name)


class Draft:
    """A piece in the making: values are added with their places in the cleaned text."""

    def __init__(self, reader: Reader, kind: Kind, start: int, end: int) -> None:
        self.reader = reader
        self.kind = kind
        self.start = start
        self.end = end
        self.values: dict[str, int] = {}
        self.words: dict[str, str] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.notes: list[str] = []

    def value(self, name: str, value: int | None, start: int, end: int) -> None:
        """Adds a number that stands at ``start`` to ``end``. One of more than 64 bits is refused with a note."""
        if value is None:
            return
        if not 0 <= value <= MASK64:
            self.notes.append(f"{self.reader.text[start:end][:40]} has more than 64 bits")
            return
        self.values[name] = value
        self.places[name] = (start, end)

    def group(self, name: str, match: re.Match[str], group: str | int, base: int | None = None) -> None:
        """Adds the number in a group of ``match``, if it took part."""
        text = match[group]
        if text is not None:
            self.value(name, read_number(text, base), match.start(group), match.end(group))

    def done(self) -> None:
        """Gives the piece to the reader."""
        self.reader.take(self)


class Reader:
    """Goes through the text of ``clean`` and collects pieces."""

    def __init__(self, clean: Clean) -> None:
        self.clean = clean
        self.text = clean.text
        self.pieces: list[Piece] = []
        self._taken = bytearray(len(self.text))

    @property
    def full(self) -> bool:
        """Whether there are as many pieces as may be."""
        return len(self.pieces) >= MOST

    def is_free(self, start: int, end: int) -> bool:
        """Whether no piece has any of the characters ``start`` to ``end``."""
        return self._taken.find(1, start, end) < 0

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match that no other piece has a part in."""
        for match in pattern.finditer(self.text):
            if self.full:
                return
            if match.end() > match.start() and self.is_free(match.start(), match.end()):
                yield match

    def draft(self, kind: Kind, start: int, end: int) -> Draft:
        """A piece of the characters ``start`` to ``end``."""
        return Draft(self, kind, start, end)

    def take(self, draft: Draft) -> None:
        """Makes the piece; its characters belong to it from now on."""
        self._taken[draft.start : draft.end] = b"\1" * (draft.end - draft.start)
        spans = {name: self.clean.span(*place) for name, place in draft.places.items()}
        whole = self.clean.span(draft.start, draft.end)
        self.pieces.append(Piece(draft.kind, whole, draft.values, draft.words, spans, tuple(draft.notes)))

    def body(self, opening: int, most: int = 2000) -> tuple[int, bool]:
        """The end of what the bracket before ``opening`` opened, and whether it was closed there.

        Looks through ``most`` characters at most.
        """
        depth = 1
        stop = min(len(self.text), opening + most)
        for match in _BRACKET.finditer(self.text, opening, stop):
            depth += 1 if match[0] in "([{" else -1
            if depth == 0:
                return match.end(), True
        return stop, False

    def rest(self) -> Iterator[tuple[int, int]]:
        """The stretches of each line that no piece has, without white space around them."""
        for line in _LINE.finditer(self.text):
            at = line.start()
            while at < line.end():
                if self._taken[at]:
                    at = self._taken.find(0, at, line.end())
                    if at < 0:
                        break
                stop = self._taken.find(1, at, line.end())
                stop = line.end() if stop < 0 else stop
                stretch = self.text[at:stop]
                if _HAS_WORD.search(stretch):
                    yield at + len(stretch) - len(stretch.lstrip()), at + len(stretch.rstrip())
                at = stop


_BRACKET = re.compile(r"[][(){}]")
_HAS_WORD = re.compile(r"\w")
_LINE = re.compile(r"[^\n]+")


def read_number(text: str, base: int | None = None) -> int | None:
    """The number that ``text`` writes: by its prefix, or in ``base``. None if it isn't one."""
    digits = text.replace("_", "").replace("`", "").replace("'", "").replace("\n", "")
    lowered = digits.lower()
    try:
        if lowered.startswith("0x"):
            return int(lowered, 16)
        if lowered.startswith("0b") and base is None:
            return int(lowered, 2)
        return int(digits, base or 10)
    except ValueError:
        return None
