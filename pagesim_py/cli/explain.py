"""``explain``: what a kernel or an emulator printed, recognised, put together, and tried on a rebuilt machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pagesim_py.decoder import (
    CannotRebuild,
    Decoded,
    Piece,
    Rebuilt,
    Span,
    Weight,
    chain_sentences,
    chains,
    decode,
    explain,
    findings,
    rebuild,
    stories,
)
from pagesim_py.decoder.clean import LIMIT
from pagesim_py.labs.project import InputError
from pagesim_py.views.numbers import count

NOTHING = 1
"""The exit status if nothing is recognised."""
CHUNK = 1 << 20
SHOWN_REST = 20
"""Stretches that were not recognised are listed up to this many."""
MOST_PIECES = 120
MOST_BITS = 24
"""So many pieces, the last ones, are listed, and so many with their bits, so that a long log stays readable."""


def explain_file(name: str, *, as_json: bool) -> int:
    """Explains what the file called ``name`` (``-`` for standard input) holds; the exit status."""
    text, first_line, left_out = read_end(name)
    decoded = decode(text, first_line)
    remarks = list(decoded.remarks)
    if left_out:
        remarks.insert(
            0, f"only the end is looked at, from line {first_line:,} on: {left_out:,} bytes before it are left out"
        )
    if as_json:
        print(json.dumps(as_data(decoded, remarks)))
    else:
        print("\n".join(as_text(decoded, remarks)))
    return 0 if decoded.pieces else NOTHING


def read_end(name: str) -> tuple[str, int, int]:
    """The text, or so much of its end as is looked at; the number of its first line; bytes before it. InputError if
    it cannot be read.
    """
    try:
        if name == "-":
            return _end_of(sys.stdin.buffer)
        with Path(name).open("rb") as file:
            return _end_of(file)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None


def _end_of(file: BinaryIO) -> tuple[str, int, int]:
    """Reads to the end, keeping only the last ``LIMIT`` bytes, from the beginning of a line on."""
    kept, left_out, lines = b"", 0, 1
    more = True
    while more:
        chunk = file.read(CHUNK)
        kept += chunk
        more = bool(chunk)
        if len(kept) > (2 * LIMIT if more else LIMIT):
            cut = len(kept) - LIMIT
            cut = kept.find(b"\n", cut - 1) + 1 or cut
            lines += kept.count(b"\n", 0, cut)
            left_out += cut
            kept = kept[cut:]
    return _decoded(kept), lines, left_out


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 as Windows' tools write it; what is neither becomes a replacement."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")


# -- text


def as_text(decoded: Decoded, remarks: list[str]) -> Iterator[str]:
    """What ``decoded`` holds, line by line."""
    if not decoded.pieces:
        yield "Nothing in it is recognised."
        yield from _rest(decoded)
        yield from (f"  {remark}" for remark in remarks)
        return
    yield "Recognised"
    earlier = len(decoded.pieces) - MOST_PIECES
    if earlier > 0:
        yield f"  {count(earlier, 'piece')} before these are left out here: the end of a log tells most; --json has all"
    shown = decoded.pieces[-MOST_PIECES:]
    for number, piece in enumerate(shown):
        yield from _piece(piece, len(shown) - number <= MOST_BITS)
    for story in stories(decoded.pieces):
        found = findings(story)
        if found:
            yield ""
            yield f"Together: {story.title} ({story.lines})"
            yield from (f"  {_mark(one.weight)}{one.text}" for one in found)
    for chain in chains(decoded.pieces):
        yield ""
        yield f"One exception led to the next (line {chain[0].span.line} to line {chain[-1].span.line})"
        yield from (f"  {number}. {text}" for number, text in enumerate(chain_sentences(chain), 1))
    yield from _machine(decoded)
    yield from _rest(decoded)
    if remarks:
        yield ""
        yield from (f"({remark})" for remark in remarks)


def _piece(piece: Piece, with_bits: bool) -> Iterator[str]:
    told = explain(piece)
    yield f"  {piece.span.lines}: {told.title}"
    yield from (f"      {sentence}" for sentence in told.sentences)
    if with_bits:
        yield from (f"      {bit.position:>5}  {bit.name:10} {bit.value:#x}  {bit.sentence}" for bit in told.bits)
    yield from (f"      ! {note}" for note in piece.notes)


def _mark(weight: Weight) -> str:
    return "" if weight is Weight.SAYS else f"{weight.value.capitalize()}: "


def _machine(decoded: Decoded) -> Iterator[str]:
    yield ""
    rebuilt = _rebuilt(decoded)
    if isinstance(rebuilt, str):
        yield f"No machine is rebuilt: {rebuilt}."
        return
    entries = count(len(rebuilt.known.entries), "entry", "entries")
    yield f"A machine is rebuilt from it: {entries} of tables, CR3 = {rebuilt.machine.cpu.cr3:#x}"
    yield from (f"  {_mark(one.weight)}{one.text}" for one in rebuilt.findings)
    yield from (f"  Assumed: {text}" for text in rebuilt.assumed)


def _rebuilt(decoded: Decoded) -> Rebuilt | str:
    """The machine, or why there is none."""
    try:
        return rebuild(decoded)
    except CannotRebuild as error:
        return str(error)


def _rest(decoded: Decoded) -> Iterator[str]:
    if not decoded.rest:
        return
    yield ""
    yield "Not recognised"
    for one in decoded.rest[:SHOWN_REST]:
        yield f"  line {one.span.line}, column {one.span.column}: {one.text}"
    if len(decoded.rest) > SHOWN_REST:
        yield f"  and {len(decoded.rest) - SHOWN_REST:,} more"


# -- data


def as_data(decoded: Decoded, remarks: list[str]) -> dict[str, Any]:
    """What ``decoded`` holds, as plain data; numbers that may have 64 bits are hexadecimal strings."""
    rebuilt = _rebuilt(decoded)
    return {
        "pieces": [piece_data(piece) for piece in decoded.pieces],
        "stories": [
            {
                "title": story.title,
                "pieces": [decoded.pieces.index(piece) for piece in story.pieces],
                "facts": {name: hex(value) for name, value in story.facts.items()},
                "findings": [{"weight": one.weight.value, "text": one.text} for one in findings(story)],
            }
            for story in stories(decoded.pieces)
        ],
        "chains": [chain_sentences(chain) for chain in chains(decoded.pieces)],
        "rebuilt": None if isinstance(rebuilt, str) else machine_data(rebuilt),
        "not_rebuilt": rebuilt if isinstance(rebuilt, str) else None,
        "not_recognised": [{**_span(one.span), "text": one.text} for one in decoded.rest],
        "remarks": remarks,
    }


def piece_data(piece: Piece) -> dict[str, Any]:
    """One piece as plain data."""
    told = explain(piece)
    return {
        "kind": piece.kind.value,
        "title": told.title,
        **_span(piece.span),
        "values": {
            name: {"value": hex(value), **(_span(piece.spans[name]) if name in piece.spans else {})}
            for name, value in piece.values.items()
        },
        "words": dict(piece.words),
        "sentences": list(told.sentences),
        "bits": [
            {"position": bit.position, "name": bit.name, "value": hex(bit.value), "sentence": bit.sentence}
            for bit in told.bits
        ],
        "notes": list(piece.notes),
    }


def machine_data(rebuilt: Rebuilt) -> dict[str, Any]:
    """A rebuilt machine as plain data: registers, entries, what was assumed."""
    cpu = rebuilt.machine.cpu
    return {
        "registers": {
            name: hex(getattr(cpu, name)) for name in ("cr0", "cr2", "cr3", "cr4", "efer", "rip", "rsp", "rflags")
        },
        "cpl": cpu.cpl,
        "entries": {hex(address): hex(entry) for address, entry in sorted(rebuilt.known.entries.items())},
        "address": None if rebuilt.address is None else hex(rebuilt.address),
        "findings": [{"weight": one.weight.value, "text": one.text} for one in rebuilt.findings],
        "assumed": rebuilt.assumed,
    }


def _span(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "last_line": span.last_line}
