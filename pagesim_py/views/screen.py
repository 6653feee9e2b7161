"""The VGA text screen: 80 x 25 cells of two bytes, character and attribute, as HTML text.

Attribute bits: 0-3 colour of the character, 4-6 colour of the ground, 7 blinks (the adapter's state after reset).
A run of cells with equal attributes is one span; a run in the screen's usual grey on black is bare text.
"""

from __future__ import annotations

from html import escape

from pagesim_py.machine.vga import CODE_PAGE_437, COLUMNS, ROWS
from pagesim_py.views.html import Html

BYTES = COLUMNS * ROWS * 2
USUAL = (0x07, 0x00)
"""Attributes drawn as bare text: grey on black, and black on black while nothing but blanks stands there."""


def lines(cells: bytes) -> list[str]:
    """The 25 lines of 80 characters that ``cells`` (4000 bytes from 0xb8000) show."""
    if len(cells) != BYTES:
        raise ValueError(f"a text screen has {BYTES} bytes, not {len(cells)}")
    shown = "".join([CODE_PAGE_437[code] for code in cells[::2]])
    return [shown[at : at + COLUMNS] for at in range(0, COLUMNS * ROWS, COLUMNS)]


def render(cells: bytes) -> Html:
    """The screen's 25 lines, each ended by a line feed except the last."""
    shown = []
    for row, line in enumerate(lines(cells)):
        attributes = cells[row * COLUMNS * 2 + 1 : (row + 1) * COLUMNS * 2 : 2]
        shown.append(_line(line, attributes))
    return Html("\n".join(shown))


def _line(line: str, attributes: bytes) -> str:
    """One line as runs of equal attributes."""
    parts = []
    start = 0
    while start < COLUMNS:
        attribute = attributes[start]
        end = start + 1
        while end < COLUMNS and attributes[end] == attribute:
            end += 1
        run = escape(line[start:end], quote=False)
        plain = attribute == USUAL[0] or (attribute == USUAL[1] and not run.strip())
        parts.append(run if plain else f'<span class="{_classes(attribute)}">{run}</span>')
        start = end
    return "".join(parts)


def _classes(attribute: int) -> str:
    """``f14 b1``, with ``blink`` if bit 7 is set."""
    names = f"f{attribute & 15} b{attribute >> 4 & 7}"
    return names + " blink" if attribute & 0x80 else names
