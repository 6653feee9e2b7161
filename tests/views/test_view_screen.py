from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.views.screen import lines, render
from tests.views.reading import read


def cells(text: str, attribute: int = 7) -> bytes:
    """A screen that begins with ``text``."""
    made = b"".join(bytes([byte, attribute]) for byte in text.encode("cp437"))
    return made + bytes(4000 - len(made))


def test_a_cleared_screen_is_25_blank_lines() -> None:
    assert render(bytes(4000)) == "\n".join([" " * 80] * 25)


def test_bytes_become_the_characters_of_code_page_437() -> None:
    shown = lines(bytes(byte for n in range(256) for byte in (n, 7)) + bytes(4000 - 512))
    assert shown[0][:8] == " ☺☻♥♦♣♠•"
    assert shown[0][65] == "A"
    assert shown[1][0x7F - 80] == "⌂"
    assert shown[2][0xC9 - 160] == "╔"
    assert lines(cells("ß"))[0][0] == "ß"


def test_grey_on_black_is_bare_text_and_markup_is_escaped() -> None:
    assert render(cells("<b>&")).startswith("&lt;b&gt;&amp; ")


def test_runs_of_equal_colour_are_one_span() -> None:
    yellow = cells("Hello", 0x0E)
    assert render(yellow).startswith('<span class="f14 b0">Hello</span>  ')


def test_grounds_and_blinking() -> None:
    assert '<span class="f15 b4 blink">X</span>' in render(cells("X", 0xCF))
    assert '<span class="f0 b2"> </span>' in render(cells(" ", 0x20))


def test_a_character_in_black_on_black_keeps_its_colours() -> None:
    assert render(cells("x", 0)).startswith('<span class="f0 b0">x')


@given(st.binary(min_size=4000, max_size=4000))
def test_the_text_is_the_25_lines_whatever_the_bytes(screen: bytes) -> None:
    shown = read(render(screen)).raw_text.split("\n")
    assert shown == lines(screen)
    assert [len(line) for line in shown] == [80] * 25


def test_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="4000 bytes, not 3"):
        lines(b"abc")
