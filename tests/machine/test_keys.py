"""Keys by character and by name: one table for the command, labs and the page."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.machine.keys import ALIASES, NAMES, PAGE_KEYS, keys_in, strokes, typed


def test_keys_by_character_and_by_name() -> None:
    assert strokes("a") == [(0x1E,), (0x9E,)]
    assert strokes("A") == [(0x2A,), (0x1E,), (0x9E,), (0xAA,)]
    assert strokes("Enter") == strokes("\n") == [(0x1C,), (0x9C,)]
    assert strokes("ArrowUp") == [(0xE0, 0x48), (0xE0, 0xC8)]
    assert strokes("F1") == [(0x3B,), (0xBB,)]
    assert strokes("é") is None
    with pytest.raises(ValueError, match="no key 'é'"):
        typed("aé")


def test_all_of_ascii_can_be_typed_each_key_differently() -> None:
    codes = {c: tuple(strokes(c) or ()) for c in map(chr, range(32, 127))}
    assert all(codes.values())
    assert len(set(codes.values())) == 95


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("h<LShift+i><F1>", ["h", "LShift+i", "F1"]),
        (r"ls\n", ["l", "s", "\n"]),
        (r"a\<b\\", ["a", "<", "b", "\\"]),
        ("<<>", ["<"]),
        ("<LShift+<>x", ["LShift+<", "x"]),
        ("<Ctrl+Alt+Delete>", ["Ctrl+Alt+Delete"]),
        ("<LShift++>", ["LShift++"]),
        ("1+1>0", ["1", "+", "1", ">", "0"]),
        ("", []),
    ],
)
def test_keys_in_a_text(text: str, keys: list[str]) -> None:
    assert keys_in(text) == keys
    assert all(strokes(key) for key in keys)


def test_held_keys_are_let_go_in_the_opposite_order() -> None:
    assert strokes("LShift+i") == [(0x2A,), (0x17,), (0x97,), (0xAA,)]
    assert strokes("LControl+RAlt+Delete") == [
        (0x1D,), (0xE0, 0x38), (0xE0, 0x53), (0xE0, 0xD3), (0xE0, 0xB8), (0x9D,),
    ]  # fmt: skip
    assert strokes("Pause") == [(0xE1, 0x1D, 0x45, 0xE1, 0x9D, 0xC5)], "it sends nothing when it is let go"


def test_names_are_those_of_browsers_and_capitals_do_not_matter() -> None:
    assert strokes("escape") == strokes("Esc") == strokes("ESCAPE") == [(0x01,), (0x81,)]
    assert strokes("AltGraph") == strokes("RAlt")
    assert all(strokes(name) == strokes(other) for other, name in ALIASES.items())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<F13>", "there is no key called <F13>; did you mean <F3>? (there are Escape, Backspace, Tab, Enter, "),
        ("<Shft+a>", "there is no key called <Shft+a>; did you mean <LShift>?"),
        ("<LShift+Foo>", "there is no key called <LShift+Foo>"),
        ("<LShift+>", "there is no key called <LShift+>"),
        ("a<F1", "the '<F1' of the keys has no end"),
        ("ö", "a US keyboard has no key 'ö'"),
        ("<ö>", "a US keyboard has no key 'ö'"),
    ],
)
def test_keys_that_there_are_not(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="key") as told:
        keys_in(text)
    assert str(told.value).startswith(why)


def test_the_message_names_every_key() -> None:
    with pytest.raises(ValueError, match="no key called") as told:
        keys_in("<nonsense>")
    assert all(name in str(told.value) for name in NAMES)


def test_every_key_of_the_page_can_be_typed() -> None:
    assert all(strokes(key) for key in PAGE_KEYS)


@given(st.lists(st.sampled_from([*NAMES, *ALIASES]) | st.sampled_from([chr(c) for c in range(32, 127)])))
def test_what_is_written_is_typed(keys: list[str]) -> None:
    escapes = {"<": r"\<", "\\": r"\\"}
    text = "".join(f"<{key}>" if len(key) > 1 else escapes.get(key, key) for key in keys)
    assert keys_in(text) == keys
    assert typed(keys_in(text)) == [moment for key in keys for moment in strokes(key) or ()]


@given(st.text(max_size=20))
def test_any_text_is_keys_or_has_a_message(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert all(0 <= code < 256 for moment in typed(keys_in(text)) for code in moment)
