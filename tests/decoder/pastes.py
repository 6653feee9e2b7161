"""The pastes in tests/data/pastes: NAME.txt as somebody copied it, NAME.expected what it says.

``python -m tests.decoder.pastes`` writes what the decoder makes of them now, to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pagesim_py.decoder import CannotRebuild, Decoded, chain_sentences, chains, decode, findings, rebuild, stories

PASTES = Path(__file__).parents[1] / "data" / "pastes"
NAMES = sorted(path.stem for path in PASTES.glob("*.txt"))
DUMPED = ("rip", "rsp", "rflags", "cpl", "cs", "ss", "cr0", "cr2", "cr3", "cr4", "efer", "gdt_base", "idt_limit")
"""What is written down of a long dump."""


def paste(name: str) -> str:
    """The paste called ``name``, line ends as they are."""
    return (PASTES / f"{name}.txt").read_bytes().decode()


def told(decoded: Decoded) -> Iterator[str]:
    """What was recognised, line by line."""
    for piece in decoded.pieces:
        long = len(piece.values) > 20
        values = [f"{name}={value:#x}" for name, value in piece.values.items() if not long or name in DUMPED]
        words = [f"{name}={word!r}" for name, word in piece.words.items() if not long]
        where = "-".join(dict.fromkeys(str(line) for line in (piece.span.line, piece.span.last_line)))
        yield " ".join([f"line {where}: {piece.kind.name}", *values, *words])
        yield from (f"  note: {note}" for note in piece.notes)
    for story in stories(decoded.pieces):
        yield f"together: {story.title}, {story.lines}"
        yield from (f"  {one.weight.value}: {one.text}" for one in findings(story))
    for chain in chains(decoded.pieces):
        yield from (f"chain: {sentence}" for sentence in chain_sentences(chain))
    try:
        rebuilt = rebuild(decoded)
    except CannotRebuild as error:
        yield f"not rebuilt: {error}"
    else:
        yield f"rebuilt: {len(rebuilt.known.entries)} entries, CR3 = {rebuilt.machine.cpu.cr3:#x}"
        yield from (f"  {one.weight.value}: {one.text}" for one in rebuilt.findings)
        yield from (f"  assumed: {text}" for text in rebuilt.assumed)
    yield from (f"rest, line {one.span.line}: {one.text}" for one in decoded.rest)
    yield from (f"remark: {remark}" for remark in decoded.remarks)


if __name__ == "__main__":
    for name in NAMES:
        text = "".join(f"{line}\n" for line in told(decode(paste(name))))
        (PASTES / f"{name}.expected").write_text(text)
