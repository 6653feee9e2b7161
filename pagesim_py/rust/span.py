"""Places in source text, identifiers with hygiene, and the sources themselves.

A span is a plain tuple so that the scanner can make hundreds of thousands cheaply. ``ctx`` tells which macro expansion
the text came out of (0: written by hand), both for hygiene of local names (Rust reference, "Hygiene" of macros by
example) and to find the outermost macro call, where rustc reports errors and panics of code that a macro wrote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Half-open range of character offsets ``lo..hi`` in file number ``file``."""

    file: int
    lo: int
    hi: int
    ctx: int = 0

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of ``other``, if both stand in one file; else this one."""
        if other.file == self.file and other.ctx == self.ctx and other.hi >= self.lo:
            return Span(self.file, self.lo, other.hi, self.ctx)
        return self


NO_SPAN = Span(0, 0, 0)


class Ident(NamedTuple):
    """A name where it is written. Locals and labels are equal only if ``name`` and ``span.ctx`` both are; items by name
    alone.
    """

    name: str
    span: Span

    @property
    def key(self) -> tuple[str, int]:
        """What a local variable or a label is looked up by."""
        return self.name, self.span.ctx


@dataclass(slots=True)
class SourceFile:
    """One file of a crate; ``name`` is the path as shown in messages, e.g. ``src/main.rs``."""

    name: str
    text: str
    crate: str
    line_starts: list[int] = field(default_factory=list)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both counted from 1 as rustc does."""
        if not self.line_starts:
            starts = [0]
            at = self.text.find("\n")
            while 0 <= at < len(self.text) - 1:  # the end of a file is on its last line, behind the line end
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self.line_starts = starts

        line = bisect_right(self.line_starts, offset) - 1
        return line + 1, offset - self.line_starts[line] + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1) without its line end; "" past the end."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


@dataclass(slots=True)
class Expansion:
    """One macro expansion: where the call stands, which macro, which crate defined it (for ``$crate``)."""

    call_site: Span
    macro: str
    def_crate: str
    outer: int | None = (
        None  # for a macro defined inside a function: where its body's names are looked up when not found here
    )


@dataclass(slots=True)
class Sources:
    """All files and expansions of one compilation; a ``Span`` means nothing without it. File 0 and expansion 0 are
    "nowhere".
    """

    files: list[SourceFile] = field(default_factory=lambda: [SourceFile("<none>", "", "")])
    expansions: list[Expansion] = field(default_factory=lambda: [Expansion(NO_SPAN, "", "")])
    lint_levels: dict[int, list[tuple[Span, Any]]] = field(default_factory=dict)
    """Attributes such as ``#[allow(..)]`` by file, each with the stretch of text that it is about."""

    def add(self, name: str, text: str, crate: str) -> int:
        """Register a file and return its number."""
        self.files.append(SourceFile(name, text, crate))
        return len(self.files) - 1

    def level_over(self, start: Span, end: Span, attr: Any) -> None:
        """An attribute sets a lint's level from ``start`` to ``end``."""
        around = self.outermost(start)
        self.lint_levels.setdefault(around.file, []).append((around.to(self.outermost(end)), attr))

    def levels_at(self, span: Span) -> list[Any]:
        """The attributes that set levels of lints at a place, the innermost first (of one thing's: the last first)."""
        at = self.outermost(span)
        around = [
            (where.hi - where.lo, -number, attr)
            for number, (where, attr) in enumerate(self.lint_levels.get(at.file, ()))
            if where.lo <= at.lo and at.hi <= where.hi
        ]
        return [attr for _, _, attr in sorted(around, key=lambda found: found[:2])]

    def contexts(self, ctx: int) -> Iterator[int]:
        """The contexts in which a local name of context ``ctx`` is looked up, in this order: its own, then (for a macro
        defined inside a function) that of the code around the macro's definition.
        """
        found: int | None = ctx
        while found is not None:
            yield found
            found = self.expansions[found].outer

    def outermost(self, span: Span) -> Span:
        """The span, or for macro-made code the call written by hand that it came from."""
        while span.ctx:
            span = self.expansions[span.ctx].call_site
        return span

    def place(self, span: Span) -> Span:
        """Where a message about ``span`` points: into a macro of the crate that is being compiled, else at the call
        that it came from.
        """
        home = self.files[self.outermost(span).file].crate
        while span.ctx and (self.files[span.file].crate != home or not span.file):
            span = self.expansions[span.ctx].call_site
        return span

    def locate(self, span: Span) -> tuple[str, int, int]:
        """File name, line and column (from 1) of a span's start, as a panic or an error names it."""
        span = self.outermost(span)
        file = self.files[span.file]
        line, column = file.position(span.lo)
        return file.name, line, column
