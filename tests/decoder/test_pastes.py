"""Pastes as people copy them, broken ones too: what is recognised, put together, said to be wrong, and left over."""

from __future__ import annotations

import pytest

from pagesim_py.decoder import Kind, decode, stories
from tests.decoder.pastes import NAMES, PASTES, paste, told


@pytest.mark.parametrize("name", NAMES)
def test_a_paste_says_what_is_written_down_for_it(name: str) -> None:
    assert list(told(decode(paste(name)))) == (PASTES / f"{name}.expected").read_text().splitlines()


def test_there_are_pastes_of_every_kind() -> None:
    kinds = {piece.kind for name in NAMES for piece in decode(paste(name)).pieces}
    assert kinds == set(Kind)
    assert len(NAMES) >= 40


def test_a_place_is_that_of_the_paste_whatever_was_taken_away() -> None:
    text = "> \x1b[31mCR2: 0x10\x1b[0m\r\n> > [   1.5] CR3: 0x2000\r\n"
    pieces = decode(text).pieces
    places = [(piece.values, text[piece.span.start : piece.span.end]) for piece in pieces]
    assert places == [({"cr2": 0x10, "cr3": 0x2000}, text[7 : text.index("0x2000") + 6])]
    spans = pieces[0].spans
    assert (spans["cr2"].line, spans["cr2"].column, text[spans["cr2"].start : spans["cr2"].end]) == (1, 13, "0x10")
    assert (spans["cr3"].line, spans["cr3"].column) == (2, 19)


def test_a_line_of_80_columns_is_joined_only_if_it_leaves_a_bracket_open() -> None:
    closed = "CR3: 0x1000".ljust(75) + "CR2: 5"
    assert len(closed) == 81
    whole = closed.replace("  ", " ", 1)
    assert len(whole) == 80
    assert decode(f"{whole}\n00\n").pieces[-1].values["cr2"] == 5
    opened = "(".ljust(74) + "CR2: 5"
    assert len(opened) == 80
    assert decode(f"{opened}00)\n").pieces[-1].values["cr2"] == 500
    assert decode(f"{opened}\n00)\n").pieces[-1].values["cr2"] == 500


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("CR3: 0x1000", 0x1000, None),
        ("CR3=0000000000001000", 0x1000, None),
        ("cr3=10f00", 0x10F00, None),
        ("CR3 = 4096", 4096, "write 0x4096"),
        ("CR3=4096", 0x4096, "as emulators print it"),
        ("CR3: 7", 7, None),
        ("cr3: 0X0000_0000_0010_0000", 0x100000, None),
        ("cr3: ffff8000`00001000", 0xFFFF_8000_0000_1000, None),
    ],
)
def test_digits_without_a_prefix_are_read_as_the_printer_means_them_or_it_is_said(
    text: str, value: int, note: str | None
) -> None:
    (piece,) = decode(text).pieces
    assert piece.values == {"cr3": value}
    assert [note in one for one in piece.notes] == ([True] if note else [])


def test_a_number_of_more_than_64_bits_is_no_value() -> None:
    (piece,) = decode("(qemu) xp /1gx 0x1000\nPML4[0] = 0x10000000000000000\n").pieces[1:]
    assert "entry" not in piece.values
    assert piece.notes == ("0x10000000000000000 has more than 64 bits",)


def test_of_a_huge_paste_the_end_is_looked_at_with_its_own_line_numbers() -> None:
    decoded = decode("nothing to see in this line of a log\n" * 100_000 + "CR2=00000000deadbeaf\n")
    (piece,) = decoded.pieces
    assert (piece.values["cr2"], piece.span.line) == (0xDEADBEAF, 100_001)
    assert decoded.remarks[0].startswith("only the end is looked at, from line 72,9")


def test_of_very_many_pieces_the_first_are_taken_and_it_is_said() -> None:
    decoded = decode("0x10 " * 11_000)
    assert len(decoded.pieces) == 10_000
    assert any("only 10,000 pieces" in remark for remark in decoded.remarks)


def test_two_frames_are_two_stories_though_they_are_the_same() -> None:
    frame = paste("frame_one_line").split("BREAKPOINT ")[1]
    told = stories(decode(frame + frame).pieces)
    assert [story.get("rip") for story in told] == [0x20113A, 0x20113A]
    assert [story.lines for story in told] == ["line 1", "line 2"]


@pytest.mark.parametrize(
    ("flags", "value"),
    [
        ("0x2", 2),
        ("2", 2),
        ("PRESENT | 0x_8", 9),
        ("PRESENT|\n  WRITABLE,", 3),
        ("PRESENT WRITABLE", None),
        ("0x_", None),
    ],
)
def test_flags_are_names_and_numbers_with_bars_between_or_have_no_value(flags: str, value: int | None) -> None:
    (piece,) = decode(f"PageTableFlags({flags})").pieces
    assert piece.get("flags") == value
    assert [("is no flag of it" in note) for note in piece.notes] == ([] if value is not None else [True])
