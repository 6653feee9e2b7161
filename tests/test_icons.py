"""The icon's PNG files, read back by a decoder of the few kinds of PNG that there are here."""

from __future__ import annotations

import struct
import zlib

import pytest

from pagesim_py.icons import BLUE, WHITE, png


def decoded(data: bytes) -> tuple[int, int, list[list[bytes]]]:
    """Width, height and pixels; every checksum is right."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *kind = struct.unpack(">2I5B", chunks[b"IHDR"])
    assert kind == [8, 2, 0, 0, 0]
    raw = zlib.decompress(chunks[b"IDAT"])
    line = 1 + 3 * width
    assert len(raw) == line * height
    lines = [raw[y * line : (y + 1) * line] for y in range(height)]
    assert all(one[0] == 0 for one in lines)  # no filter
    return width, height, [[one[i : i + 3] for i in range(1, line, 3)] for one in lines]


@pytest.mark.parametrize("size", [16, 192, 512])
def test_the_picture_is_of_that_size_and_shows_two_pages_and_an_arrow_between_them(size: int) -> None:
    width, height, pixels = decoded(png(size))
    assert (width, height) == (size, size)

    def at(x: float, y: float) -> bytes:
        return pixels[int(y * size / 16)][int(x * size / 16)]

    assert at(1, 1) == at(15.5, 15.5) == at(5.5, 5.5) == at(10.5, 10.5) == BLUE
    assert at(4, 5.5) == at(5.5, 4) == at(9, 10.5) == at(10.5, 12) == at(5, 9) == at(7, 11) == WHITE
