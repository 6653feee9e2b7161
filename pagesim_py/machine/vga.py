"""The text screen: 80 x 25 cells of two bytes at physical 0xb8000, read from memory whoever wrote them.

A cell is a character of code page 437 and an attribute: bits 3:0 the ink, 6:4 the paper, 7 blink.
"""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.memory import Memory

TEXT_BASE = 0xB8000
COLUMNS, ROWS = 80, 25

PALETTE = (
    "#000000", "#0000aa", "#00aa00", "#00aaaa", "#aa0000", "#aa00aa", "#aa5500", "#aaaaaa",
    "#555555", "#5555ff", "#55ff55", "#55ffff", "#ff5555", "#ff55ff", "#ffff55", "#ffffff",
)  # fmt: skip
"""The 16 colours as the hardware makes them."""

COLOURS = (
    "black", "blue", "green", "cyan", "red", "magenta", "brown", "light grey",
    "dark grey", "light blue", "light green", "light cyan", "light red", "pink", "yellow", "white",
)  # fmt: skip

_LOW = (
    " \u263a\u263b\u2665\u2666\u2663\u2660\u2022\u25d8\u25cb\u25d9\u2642\u2640\u266a\u266b\u263c"
    "\u25ba\u25c4\u2195\u203c\u00b6\u00a7\u25ac\u21a8\u2191\u2193\u2192\u2190\u221f\u2194\u25b2\u25bc"
)
CODE_PAGE_437 = _LOW + bytes(range(32, 127)).decode("cp437") + "\u2302" + bytes(range(128, 256)).decode("cp437")
"""What each byte looks like on the screen; byte 0 is blank."""


class Cell(NamedTuple):
    """One cell: the character shown, ink and paper as palette numbers, blink."""

    character: str
    ink: int
    paper: int
    blink: bool


class Screen:
    """The text screen of ``memory``."""

    def __init__(self, memory: Memory, base: int = TEXT_BASE) -> None:
        self.memory = memory
        self.base = base

    def bytes(self) -> bytes:
        """The 4000 bytes of the screen."""
        return self.memory.read(self.base, COLUMNS * ROWS * 2)

    def cells(self) -> list[list[Cell]]:
        """25 rows of 80 cells."""
        data = self.bytes()
        return [
            [
                Cell(CODE_PAGE_437[data[i]], data[i + 1] & 15, data[i + 1] >> 4 & 7, bool(data[i + 1] >> 7))
                for i in range(row * COLUMNS * 2, (row + 1) * COLUMNS * 2, 2)
            ]
            for row in range(ROWS)
        ]

    def lines(self) -> list[str]:
        """25 strings of 80 characters."""
        data = self.bytes()[::2]
        return [
            "".join(CODE_PAGE_437[byte] for byte in data[row * COLUMNS : (row + 1) * COLUMNS]) for row in range(ROWS)
        ]

    def text(self) -> str:
        """The lines without trailing blanks, joined; trailing empty lines are left out."""
        return "\n".join(line.rstrip() for line in self.lines()).rstrip("\n")
