"""Whatever is pasted: nothing is raised, it ends, and what is recognised stands in the text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.decoder import CannotRebuild, Decoded, chains, decode, explain, findings, names, rebuild, stories
from tests.decoder.pastes import NAMES, paste

TEXTS = [paste(name) for name in NAMES]
WORDS = sorted({word for text in TEXTS for word in re.findall(r"\w+|[^\w\s]+|\s+", text)})
FLAGS = {
    name: mask
    for table in (
        names.FAULT_CODE, names.PAGE_FLAGS, names.CR0_FLAGS, names.CR3_FLAGS, names.CR4_FLAGS, names.EFER_FLAGS,
        names.RFLAGS_FLAGS,
    )
    for name, mask in table.items()
}  # fmt: skip

ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|[()*+].|[=>78cDEHMNOZ])")
"""What a terminal acts upon and does not show."""


def values_written(text: str) -> set[int]:
    """All that a stretch of text can be read as: a number by prefix, decimal or hexadecimal; flags; a selector."""
    text = ESCAPE.sub("", text)
    bare = re.sub(r"[_`'\r\n]", "", text)
    found = set()
    for base in (0, 10, 16, 2):
        try:
            found.add(int(bare, base))
        except ValueError:
            continue
    words = re.findall(r"[A-Za-z_0-9]+", text)
    if words and all(word in FLAGS or re.fullmatch(r"0x[0-9a-f]+|[0-9]+", word) for word in words):
        total = 0
        for word in words:
            total |= FLAGS[word] if word in FLAGS else int(word, 16 if word.startswith("0x") else 10)
        found.add(total)
    if selector := re.search(r"index\W+([0-9]+)\W+rpl\W+Ring([0-3])", text):
        found.add(int(selector[1]) << 3 | int(selector[2]))
    if not words or text in ("(empty)",):
        found.add(0)
    return found


def check(text: str, *, lines_are_whole: bool = True) -> Decoded:
    """Decodes, explains, puts together and rebuilds; what is recognised must stand there.

    Unless ``lines_are_whole`` something stands between the lines of a value, so only those of one line are compared.
    """
    decoded = decode(text)
    for piece in decoded.pieces:
        assert explain(piece).title
        assert text[piece.span.start : piece.span.end].strip()
        assert 1 <= piece.span.line <= piece.span.last_line <= text.count("\n") + 1
        for name, span in piece.spans.items():
            written = text[span.start : span.end]
            if span.line != span.last_line and not lines_are_whole:
                continue
            assert piece.values[name] in values_written(written), (piece.kind, name, written)
            assert text.count("\n", 0, span.start) + 1 == span.line
    for story in stories(decoded.pieces):
        findings(story)
    chains(decoded.pieces)
    for rest in decoded.rest:
        assert rest.text.strip()
    try:
        rebuilt = rebuild(decoded)
    except CannotRebuild:
        return decoded
    for address, entry in rebuilt.known.entries.items():
        assert rebuilt.machine.memory.read_u64(address) == entry
    return decoded


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_the_pastes_stands_in_the_text(name: str) -> None:
    check(paste(name))


@given(st.text())
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=100, deadline=None)
def test_words_of_dumps_in_any_order(words: list[str]) -> None:
    check("".join(words))


@given(st.integers(), st.sampled_from(TEXTS), st.sampled_from(TEXTS))
@settings(max_examples=100, deadline=None)
def test_pastes_that_are_cut_put_together_and_damaged(seed: int, first: str, second: str) -> None:
    rng = random.Random(seed)
    text = first[rng.randrange(len(first) + 1) :] + second[: rng.randrange(len(second) + 1)]
    for _ in range(rng.randrange(4)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(WORDS) + text[at + rng.randrange(8) :]
    check(text)


@pytest.mark.parametrize("damage", ["crlf", "quoted", "coloured", "upper hex", "cells", "timestamps"])
@pytest.mark.parametrize(
    "name", ["frame_0_14", "frame_0_15", "lab_two_levels", "linux_reserved_bit", "qemu_triple_fault"]
)
def test_what_stands_around_the_text_changes_nothing(name: str, damage: str) -> None:
    text = paste(name)
    damages: dict[str, Callable[[str], str]] = {
        "crlf": lambda line: f"{line}\r",
        "quoted": lambda line: f"> > {line}",
        "coloured": lambda line: f"\x1b[1;32m{line}\x1b[0m",
        "upper hex": lambda line: re.sub(r"0x[0-9a-f]+", lambda one: f"0x{one[0][2:].upper()}", line),
        "cells": lambda line: f"| {line} |",
        "timestamps": lambda line: f"2026-03-03T09:12:01.334+01:00   [    6.059134] {line}",
    }
    damaged = "\n".join(damages[damage](line) for line in text.split("\n"))
    plain = [(piece.kind, piece.values, piece.notes) for piece in decode(text).pieces]
    assert [(piece.kind, piece.values, piece.notes) for piece in check(damaged, lines_are_whole=False).pieces] == plain


HOSTILE = [
    "InterruptStackFrame {", "PageTableEntry { addr: ", "PageFaultErrorCode(", "SegmentSelector { index: ", "(", "[",
    "0x", "0x1_", "1", "a", "f`", "CR2=", "RAX=0000000000000000 ", "v=0e e=0002 i=0 cpl=0 ", "#PF: ", "PGD 0 ", "> ",
    "\x1b[", "\x1b]", "\x1b[31m", "VirtAddr(", "PhysFrame[4KiB](", " ", "\n", "\t \n", "PRESENT | ", "error code: ",
    "xp /8gx ", "0000000000001000: 0x00 ", "Entry(", "MemoryRegion { range: ", "L4 Entry 0: ", "page fault ", "_", "'",
    "\0", "{ ", "| ", "\r", "cpu_flags: RFlags(", "GDT=    ", "(qemu) ", "[    0.0", "10:00:00 ", "é", "0b1",
    "check_exception old: ",
]  # fmt: skip
LENGTH = 20_000
"""Characters: with a pattern that tries every end for every beginning, far more than a test may take."""


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_the_same_again_and_again_comes_to_an_end(piece: str) -> None:
    decode(piece * (LENGTH // len(piece)))
    decode(f"{piece}\n" * (LENGTH // (len(piece) + 1)))
