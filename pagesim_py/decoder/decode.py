"""From a paste to its pieces: the cleaning, then each recogniser in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pagesim_py.decoder import dump, linux, plain, qemu, rust
from pagesim_py.decoder.clean import LIMIT, Clean, Span
from pagesim_py.decoder.pieces import MOST, Piece, Reader

REST_SHOWN = 200
"""Characters that are kept of a stretch that was not recognised."""
MOST_REST = 1000
"""Stretches that are kept of what was not recognised."""


class Rest(NamedTuple):
    """A stretch of a line that was not recognised, cut to ``REST_SHOWN`` characters."""

    span: Span
    text: str


@dataclass(frozen=True)
class Decoded:
    """A paste's pieces in their order, what else it holds, and what was done to read it."""

    text: str
    """What was looked at; the spans count its characters."""
    pieces: tuple[Piece, ...]
    rest: tuple[Rest, ...]
    remarks: tuple[str, ...]
    """What was taken away, or not looked at."""


def decode(text: str, first_line: int = 1) -> Decoded:
    """What ``text`` holds. Never raises; of more than ``LIMIT`` characters the end is looked at.

    ``first_line`` is the number of the first line, if the text is a part of something.
    """
    remarks = []
    if len(text) > LIMIT:
        cut = len(text) - LIMIT
        line_end = text.find("\n", cut - 1, cut + 10_000)
        cut = cut if line_end < 0 else line_end + 1
        first_line += text.count("\n", 0, cut)
        text = text[cut:]
        remarks.append(
            f"only the end is looked at, from line {first_line:,} on: the text has more than {LIMIT:,} characters"
        )
    clean = Clean(text, first_line)
    remarks += [f"left out: {what}" for what in sorted(clean.removed)]
    reader = Reader(clean)
    for read in (linux.read, qemu.read, rust.read, dump.read, rust.read_addresses, plain.read):
        read(reader)
    if reader.full:
        remarks.append(f"only {MOST:,} pieces are taken: give a part of the text")
    rest = []
    for number, (start, end) in enumerate(reader.rest()):
        if number == MOST_REST:
            remarks.append(f"of what was not recognised only {MOST_REST:,} stretches are kept")
            break
        rest.append(Rest(clean.span(start, end), clean.text[start : min(end, start + REST_SHOWN)]))
    pieces = sorted(reader.pieces, key=lambda piece: piece.span.start)
    return Decoded(text, tuple(pieces), tuple(rest), tuple(remarks))
