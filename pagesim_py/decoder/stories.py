"""Pieces that belong to one fault, put together: exception, error code, CR2, frame, registers, entries of the walk.

A story begins where something comes a second time: a second frame, a second title, another value of the same register.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pagesim_py.decoder import names
from pagesim_py.decoder.clean import Span
from pagesim_py.decoder.pieces import Kind, Piece
from pagesim_py.machine import vectors

REGISTERS = frozenset(
    "rip rsp rflags cs ss cpl cr0 cr2 cr3 cr4 efer pkru pkrs gdt_base gdt_limit idt_base idt_limit tr "
    "rax rbx rcx rdx rsi rdi rbp r8 r9 r10 r11 r12 r13 r14 r15".split()
)
_HEADS = frozenset({Kind.EXCEPTION, Kind.OOPS, Kind.DELIVERY})
_ONCE = frozenset({Kind.FRAME, Kind.EXCEPTION, Kind.OOPS, Kind.DELIVERY, Kind.ENTRIES})


@dataclass
class Story:
    """One fault (or one moment), as its pieces tell it."""

    pieces: list[Piece] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)
    """``vector``, ``code``, and registers by name; in a frame's story those that the frame saved."""
    said: dict[str, Span] = field(default_factory=dict)
    """Where each fact stands."""
    before: Story | None = None
    """The story that the text tells before it."""
    words: dict[str, str] = field(default_factory=dict)
    """What Linux says in words: ``says`` of the code, ``who`` and ``access``."""

    def get(self, name: str) -> int | None:
        """The fact called ``name``, None if no piece tells it."""
        return self.facts.get(name)

    @property
    def cpl(self) -> int | None:
        """The privilege level at which it happened: CPL itself, or the lowest bits of the code segment's selector."""
        if "cpl" in self.facts:
            return self.facts["cpl"]
        return self.facts["cs"] & 3 if "cs" in self.facts else None

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of its pieces."""
        return {piece.kind for piece in self.pieces}

    @property
    def is_fault(self) -> bool:
        """Whether it tells of an exception at all, not of registers only."""
        return "vector" in self.facts or "code" in self.facts or Kind.FRAME in self.kinds

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        vector = self.facts.get("vector")
        if vector is not None:
            line = vectors.vector(vector)
            return f"{line.mnemonic}, {line.title}"
        return "an exception" if self.is_fault else "registers"

    @property
    def lines(self) -> str:
        """Where it stands: ``lines 3 to 9``."""
        first, last = self.pieces[0].span, max(piece.span.last_line for piece in self.pieces)
        return first._replace(last_line=last).lines


def stories(pieces: tuple[Piece, ...]) -> list[Story]:
    """The stories that ``pieces`` tell, in their order."""
    found: list[Story] = []
    for piece in pieces:
        facts = dict(_facts(piece))
        if not facts and not piece.words.keys() & {"says", "who"}:
            continue
        if not found or _begins(found[-1], piece, facts):
            found.append(Story(before=found[-1] if found else None))
        _add(found[-1], piece, facts)
    return found


def _facts(piece: Piece) -> Iterator[tuple[str, int]]:
    """What a piece tells about a fault."""
    match piece.kind:
        case Kind.EXCEPTION:
            yield from ((name, piece.values[name]) for name in ("vector", "code") if name in piece.values)
        case Kind.FAULT_CODE:
            yield "vector", vectors.PF
            if "code" in piece.values:
                yield "code", piece.values["code"]
        case Kind.CODE | Kind.SELECTOR_CODE:
            if "code" in piece.values:
                yield "code", piece.values["code"]
        case Kind.OOPS:
            yield from (
                (name, piece.values[name]) for name in ("vector", "cr2", "code", "rip", "rsp") if name in piece.values
            )
        case Kind.DELIVERY:
            for name, value in piece.values.items():
                if name in REGISTERS or name == "vector":
                    yield name, value
            if vectors.vector(piece.values["vector"]).has_error_code:
                yield "code", piece.values["code"]
        case Kind.FRAME | Kind.REGISTER | Kind.REGISTERS:
            yield from ((name, value) for name, value in piece.values.items() if name in REGISTERS)
        case Kind.ENTRIES:
            yield from piece.values.items()


def _begins(story: Story, piece: Piece, facts: dict[str, int]) -> bool:
    """Whether ``piece`` tells of another fault than ``story``."""
    if piece.kind is Kind.DELIVERY or (piece.kind in _ONCE and piece.kind in story.kinds):
        return True
    if piece.kind in _HEADS and story.kinds & _HEADS:
        return True
    vector = story.get("vector")
    if piece.kind is Kind.SELECTOR_CODE and vector in (vectors.PF, vectors.DF):
        return True
    if piece.kind is Kind.CODE and vector is not None and not vectors.vector(vector).has_error_code:
        return True
    return any(story.facts.get(name, value) != value for name, value in facts.items())


def _add(story: Story, piece: Piece, facts: dict[str, int]) -> None:
    story.pieces.append(piece)
    for name, value in facts.items():
        story.facts.setdefault(name, value)
        story.said.setdefault(name, piece.spans.get(name, piece.span))
    story.words |= {name: piece.words[name] for name in ("says", "who", "access", "mode") if name in piece.words}


@dataclass(frozen=True)
class Link:
    """One line of a chain: ``new`` was raised while ``old`` was delivered; ``old`` is None for the first."""

    old: int | None
    new: int
    span: Span


def chains(pieces: tuple[Piece, ...]) -> list[list[Link]]:
    """What QEMU says of exceptions that meet: each chain from its first exception on, if it has more than one."""
    found: list[list[Link]] = []
    for piece in pieces:
        if piece.kind is not Kind.CHECK or "new" not in piece.values or piece.values["new"] > 255:
            continue
        old = piece.values.get("old", 256)
        link = Link(old if old <= 255 else None, piece.values["new"], piece.span)
        if link.old is None or not found:
            found.append([])
        found[-1].append(link)
    return [chain for chain in found if len(chain) > 1 or chain[0].old is not None]


def walk_entries(story: Story) -> dict[int, int]:
    """The entries of Linux's line, by level. Under four levels PGD and P4D show one and the same entry, of level 4."""
    facts = story.facts
    levels = {names.LEVELS[name]: facts[name] for name in ("PUD", "PMD", "PTE") if name in facts}
    five = facts.get("P4D", facts.get("PGD")) != facts.get("PGD")
    if "PGD" in facts:
        levels[5 if five else 4] = facts["PGD"]
    if five:
        levels[4] = facts["P4D"]
    return levels
