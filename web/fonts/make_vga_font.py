"""Make vga.woff2: the 9x16 text font of VGA adapters, all of code page 437, from the bitmaps of UNI-VGA.

    apt-get download console-setup-linux && dpkg-deb -x console-setup-linux_*.deb unpacked
    pip install fonttools brotli
    python make_vga_font.py unpacked/usr/share/consolefonts vga.woff2

Not part of the build: the font it made is in the repository, LICENSE.txt beside it. A VGA adapter draws 8 columns and
leaves the ninth empty, except for the characters 0xc0 to 0xdf, where it repeats the eighth so that lines join.
"""

from __future__ import annotations

import gzip
import struct
import sys
from collections import Counter
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

PIXEL = 64
ROWS, COLUMNS, BASELINE = 16, 9, 12
LOW = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
CODE_PAGE = [*LOW, *(chr(n) for n in range(32, 127)), "⌂", *bytes(range(128, 255)).decode("cp437")]
DRAWN = {  # the two that these files lack
    "►": bytes([0, 0, 0x80, 0xC0, 0xE0, 0xF0, 0xF8, 0xFE, 0xF8, 0xF0, 0xE0, 0xC0, 0x80, 0, 0, 0]),
    "◄": bytes([0, 0, 0x02, 0x06, 0x0E, 0x1E, 0x3E, 0xFE, 0x3E, 0x1E, 0x0E, 0x06, 0x02, 0, 0, 0]),
}


def read_psf(path: Path) -> dict[str, bytes]:
    """The glyphs (16 bytes each, one a row) of a PSF version 1 or 2 console font, by character."""
    data = gzip.decompress(path.read_bytes())
    glyphs: dict[str, bytes] = {}
    if data[:4] == b"\x72\xb5\x4a\x86":
        header, count, size = (struct.unpack("<I", data[at : at + 4])[0] for at in (8, 16, 20))
        for i, names in enumerate(data[header + count * size :].split(b"\xff")[:count]):
            for char in names.split(b"\xfe")[0].decode():
                glyphs[char] = data[header + i * size :][:size]
        return glyphs
    count, size = 512 if data[2] & 1 else 256, data[3]
    words = struct.unpack(f"<{(len(data) - 4 - count * size) // 2}H", data[4 + count * size :])
    i, in_sequence = 0, False
    for word in words:
        if word == 0xFFFF:
            i, in_sequence = i + 1, False
        elif word == 0xFFFE:
            in_sequence = True
        elif not in_sequence:
            glyphs[chr(word)] = data[4 + i * size :][:size]
    return glyphs


def outlines(rows: list[int]) -> list[list[tuple[int, int]]]:
    """The borders of the set pixels as closed polygons, in pixels, y upwards, filled side on the right."""
    lit = {(x, y) for y, row in enumerate(rows) for x in range(COLUMNS) if row >> (COLUMNS - 1 - x) & 1}
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in lit:
        for start, end, neighbour in (
            ((x, y), (x + 1, y), (x, y - 1)),
            ((x + 1, y), (x + 1, y + 1), (x + 1, y)),
            ((x + 1, y + 1), (x, y + 1), (x, y + 1)),
            ((x, y + 1), (x, y), (x - 1, y)),
        ):
            if neighbour not in lit:
                edges.setdefault(start, []).append(end)
    polygons = []
    while edges:
        first = at = next(iter(edges))
        points, heading = [], (0, 0)
        while True:
            ends = edges[at]
            # where two pixels touch at a corner, turn right: each keeps its own outline
            right = (at[0] - heading[1], at[1] + heading[0])
            end = ends.pop(ends.index(right) if right in ends else 0)
            if not ends:
                del edges[at]
            step = (end[0] - at[0], end[1] - at[1])
            if step != heading:
                points.append(at)
            heading, at = step, end
            if at == first:
                break
        polygons.append([(x, BASELINE - y) for x, y in points])
    return polygons


def best_bitmaps(folder: Path) -> dict[str, bytes]:
    """By character, the bitmap that the fewest characters share: the files let simple glyphs stand in for rare ones."""
    best: dict[str, tuple[int, bytes]] = {}
    for path in sorted(folder.glob("*-VGA16.psf.gz")):
        glyphs = read_psf(path)
        shared = Counter(glyphs.values())
        for char, rows in glyphs.items():
            if char not in best or shared[rows] < best[char][0]:
                best[char] = shared[rows], rows
    return {char: rows for char, (_, rows) in best.items()}


def main(folder: Path, target: Path) -> None:
    """Writes the font."""
    bitmaps = best_bitmaps(folder) | DRAWN
    glyphs, widths, cmap = {}, {}, {}
    for name, char in [(".notdef", "\xa0"), *((f"u{ord(c):04X}", c) for c in [*CODE_PAGE, "\xa0"])]:
        pen = TTGlyphPen(None)
        repeats = char in CODE_PAGE[0xBF:0xDF]
        rows = [row << 1 | (row & 1 if repeats else 0) for row in bitmaps.get(char, bytes(ROWS))[:ROWS]]
        for polygon in outlines(rows):
            pen.moveTo((polygon[0][0] * PIXEL, polygon[0][1] * PIXEL))
            for x, y in polygon[1:]:
                pen.lineTo((x * PIXEL, y * PIXEL))
            pen.closePath()
        glyphs[name] = pen.glyph()
        widths[name] = (COLUMNS * PIXEL, 0)
        if name != ".notdef":
            cmap[ord(char)] = name
    font = FontBuilder(ROWS * PIXEL, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(cmap)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(widths)
    up, down = BASELINE * PIXEL, (ROWS - BASELINE) * PIXEL
    font.setupHorizontalHeader(ascent=up, descent=-down)
    font.setupOS2(sTypoAscender=up, sTypoDescender=-down, sTypoLineGap=0, usWinAscent=up, usWinDescent=down)
    font.setupNameTable(
        {
            "familyName": "Pagesim VGA",
            "styleName": "Regular",
            "copyright": "Bitmaps (UNI-VGA) copyright 2000, 2001 by Dmitry Bolkhovityanov, under the X11 licence",
        }
    )
    font.setupPost(isFixedPitch=1)
    font.font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
