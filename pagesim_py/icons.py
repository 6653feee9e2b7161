"""The site's icon as PNG files of any size, for home screens: drawn at build time, as web/icon.svg is drawn."""

from __future__ import annotations

import struct
import zlib

BLUE, WHITE = b"\x0b\x5c\xad", b"\xff\xff\xff"
#: A page that points to another, on a grid of 16 x 16: left, top, right, bottom and colour, the later ones on top.
RECTANGLES = (
    (0, 0, 16, 16, BLUE),
    (3.3, 3.3, 7.7, 7.7, WHITE),
    (4.7, 4.7, 6.3, 6.3, BLUE),
    (8.3, 8.3, 12.7, 12.7, WHITE),
    (9.7, 9.7, 11.3, 11.3, BLUE),
    (4.3, 8, 5.7, 11.7, WHITE),
    (4.3, 10.3, 8, 11.7, WHITE),
)


def png(size: int) -> bytes:
    """Return the icon as a PNG file of `size` x `size` pixels, without transparency."""
    rows = [bytearray(BLUE * size) for _ in range(size)]
    for *edges, colour in RECTANGLES:
        left, top, right, bottom = (round(edge * size / 16) for edge in edges)
        for row in rows[top:bottom]:
            row[3 * left : 3 * right] = colour * (right - left)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    header = struct.pack(">2I5B", size, size, 8, 2, 0, 0, 0)  # 8 bits for each of red, green and blue
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
