"""Messages about lab code: what went wrong, where, and how they are shown (in rustc's layout).

A message is data first (`Diagnostic`); `render` makes the text for a terminal, `to_dict` the data for the page and
``--json``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .span import NO_SPAN, Sources, Span

MAX_ERRORS = 40
"""After this many errors the collector keeps silent: nobody reads further."""


@dataclass(slots=True)
class Diagnostic:
    """One message. ``level`` is "error" or "warning"; ``code`` like "E0425", a lint's name, or None;
    ``label`` stands beside the carets. ``beside``: other places that the message is about as much, with their labels.
    """

    level: str
    code: str | None
    message: str
    span: Span
    label: str = ""
    notes: list[str] = field(default_factory=list)
    helps: list[str] = field(default_factory=list)
    secondary: list[tuple[Span, str]] = field(default_factory=list)
    beside: list[tuple[Span, str]] = field(default_factory=list)

    def is_lint(self) -> bool:
        """Whether a lint says it, which can be told to be quiet."""
        return self.level == "warning" or not (self.code is None or (self.code[:1] == "E" and self.code[1:].isdigit()))

    def headline(self) -> str:
        """The first line, e.g. ``error[E0425]: cannot find value `x` in this scope``.

        A lint's name is not shown, as in rustc.
        """
        code = f"[{self.code}]" if self.code and self.code[:1] == "E" and self.code[1:].isdigit() else ""
        return f"{self.level}{code}: {self.message}"


class CompileError(Exception):
    """The program was rejected; ``diagnostics`` holds at least one error."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(diagnostics[0].headline() if diagnostics else "compile error")
        self.diagnostics = diagnostics


class InternalError(Exception):
    """The compiler made a mistake of its own: nothing is wrong with the program, as far as anybody knows.

    ``cause`` is what went wrong, ``place`` (``src/main.rs:12``) the student's code that it was busy with, ``doing``
    what it did there; both None if nobody knows.
    """

    def __init__(self, cause: Exception, place: str | None, doing: str | None) -> None:
        self.cause, self.place, self.doing = cause, place, doing
        super().__init__(f"{type(cause).__name__}: {str(cause)[:200]}")

    def where(self) -> str | None:
        """``at src/main.rs:12, while lowering `osirs::f```."""
        parts = [f"at {self.place}" if self.place else None, self.doing]
        return ", ".join(part for part in parts if part) or None


@dataclass(slots=True)
class Diagnostics:
    """Collects messages in the order in which they are found; the same message at the same place is kept once."""

    items: list[Diagnostic] = field(default_factory=list)
    error_count: int = 0
    _seen: set[tuple[str, Span]] = field(default_factory=set)
    capped: Callable[[Span], bool] = lambda span: False
    """Where no lint is told, whatever level it has there."""

    def add(self, diagnostic: Diagnostic) -> Diagnostic:
        """Take in a ready message; returns it."""
        key = (diagnostic.message, diagnostic.span)
        if key in self._seen:
            return diagnostic
        self._seen.add(key)
        if diagnostic.is_lint() and self.capped(diagnostic.span):
            return diagnostic
        if diagnostic.level == "error":
            self.error_count += 1
            if self.error_count > MAX_ERRORS:
                return diagnostic
        self.items.append(diagnostic)
        return diagnostic

    def error(
        self,
        message: str,
        span: Span,
        code: str | None = None,
        label: str = "",
        *,
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        secondary: Iterable[tuple[Span, str]] = (),
    ) -> Diagnostic:
        """Report an error; the returned object may still be added to."""
        return self.add(Diagnostic("error", code, message, span, label, list(notes), list(helps), list(secondary)))

    def warning(
        self,
        message: str,
        span: Span,
        code: str | None = None,
        label: str = "",
        *,
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
    ) -> Diagnostic:
        """Report a warning (``code`` is the lint's name)."""
        return self.add(Diagnostic("warning", code, message, span, label, list(notes), list(helps)))

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors among the messages."""
        return [d for d in self.items if d.level == "error"]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The warnings among the messages."""
        return [d for d in self.items if d.level == "warning"]

    def raise_if_errors(self) -> None:
        """Raise `CompileError` with all messages if there is an error among them."""
        if self.error_count:
            raise CompileError(sorted(self.items, key=lambda d: d.level != "error"))


# --- "did you mean" ---------------------------------------------------------------------------------------------------


def edit_distance(a: str, b: str, limit: int) -> int | None:
    """Number of insertions, deletions, replacements and swaps of neighbours from ``a`` to ``b``;
    None if above ``limit``.
    """
    if abs(len(a) - len(b)) > limit:
        return None
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return None
        before, last = last, row
    return last[-1] if last[-1] <= limit else None


def similar(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``name`` is probably a slip of:
    equal but for case, within a third of its length, or the same words in another order.
    """
    options = sorted({c for c in candidates if c and c != name})
    for option in options:
        if option.upper() == name.upper():
            return option
    best: tuple[int, str] | None = None
    for option in options:
        limit = max(len(name), 3) // 3 if best is None else best[0] - 1
        if limit >= 1 and (distance := edit_distance(name, option, limit)) is not None:
            best = (distance, option)
    if best is not None:
        return best[1]
    words = sorted(name.split("_"))
    return next((option for option in options if sorted(option.split("_")) == words), None)


# --- text -------------------------------------------------------------------------------------------------------------


def _show(text: str) -> str:
    """A source line as shown: tabs as four spaces, control characters visible."""
    return "".join("    " if c == "\t" else c if c >= " " else "�" for c in text)


def _width(text: str) -> int:
    """Columns that a piece of source takes when shown."""
    return len(_show(text))


@dataclass(slots=True)
class _Mark:
    line: int
    start: int
    end: int
    label: str
    primary: bool


def _marks(diagnostic: Diagnostic, sources: Sources, file: int) -> list[_Mark]:
    marks = []
    for at, label, primary in [
        (diagnostic.span, diagnostic.label, True),
        *((span, text, True) for span, text in diagnostic.beside),
        *((span, text, False) for span, text in diagnostic.secondary),
        *((call, "in this macro invocation", False) for call in _calls(diagnostic.span, sources)),
    ]:
        place = sources.place(at)
        if place.file != file:
            continue
        source = sources.files[file]
        line, column = source.position(place.lo)
        end_line, end_column = source.position(max(place.hi, place.lo))
        if end_line != line:
            end_column = len(source.line(line)) + 1
        column = min(column, len(source.line(line)) + 1)  # the end of the text stands behind its last line
        marks.append(_Mark(line, column - 1, max(end_column - 1, column), label, primary))
    return marks


def _calls(span: Span, sources: Sources) -> list[Span]:
    """The call written by hand, if the message itself points into the macro."""
    return [sources.outermost(span)] if sources.place(span).ctx else []


def _under(text: str, marks: Sequence[_Mark]) -> list[str]:
    """The lines below a source line:
    carets and dashes, the last mark's label beside them, earlier labels hanging below.
    """
    marks = sorted(marks, key=lambda m: (m.start, m.end))
    cells: list[str] = []

    def put(at: int, piece: str) -> None:
        cells.extend(" " * (at + len(piece) - len(cells)))
        cells[at : at + len(piece)] = piece

    columns = []
    for mark in sorted(marks, key=lambda m: m.primary):
        start = _width(text[: mark.start]) + max(0, mark.start - len(text))
        length = max(_width(text[mark.start : mark.end]), 1)
        put(start, ("^" if mark.primary else "-") * length)
    columns = [_width(text[: m.start]) + max(0, m.start - len(text)) for m in marks]
    labelled = [(column, mark) for column, mark in zip(columns, marks, strict=True) if mark.label]
    beside = labelled[-1] if labelled and labelled[-1][1] is marks[-1] else None
    lines = ["".join(cells) + (f" {beside[1].label}" if beside else "")]
    hanging = [entry for entry in labelled if entry is not beside]
    if hanging:
        bars: list[int] = [column for column, _ in hanging]
        lines.append(_bars(bars))
        while hanging:
            column, mark = hanging.pop()
            bars = [c for c, _ in hanging if c != column]
            lines.append(_bars(bars).ljust(column) + mark.label)
    return lines


def _bars(columns: Iterable[int]) -> str:
    line = ""
    for column in sorted(set(columns)):
        line = line.ljust(column) + "|"
    return line


def render(diagnostic: Diagnostic, sources: Sources) -> str:
    """The message as rustc prints it: headline, place, source lines with carets and labels, notes and helps."""
    lines = [diagnostic.headline()]
    place = sources.place(diagnostic.span)
    gutter = 1
    if place.file:
        source = sources.files[place.file]
        line, column = source.position(place.lo)
        marks = _marks(diagnostic, sources, place.file)
        gutter = len(str(max(mark.line for mark in marks)))
        lines.append(f"{' ' * gutter}--> {source.name}:{line}:{column}")
        lines.append(f"{' ' * gutter} |")
        shown = None
        for number in sorted({mark.line for mark in marks}):
            if shown is not None and number > shown + 1:
                lines.append(
                    "..." if number > shown + 2 else f"{shown + 1:>{gutter}} | {_show(source.line(shown + 1))}".rstrip()
                )
            shown = number
            text = source.line(number)
            lines.append(f"{number:>{gutter}} | {_show(text)}".rstrip())
            lines += [
                f"{' ' * gutter} | {under}" for under in _under(text, [mark for mark in marks if mark.line == number])
            ]
    if diagnostic.notes or diagnostic.helps:
        if place.file:
            lines.append(f"{' ' * gutter} |")
        for kind, texts in (("note", diagnostic.notes), ("help", diagnostic.helps)):
            for text in texts:
                first, *rest = text.split("\n")
                lines.append(f"{' ' * gutter} = {kind}: {first}")
                lines += [f"{' ' * gutter}   {' ' * len(kind)}  {more}" for more in rest]
    return "\n".join(lines)


def to_dict(diagnostic: Diagnostic, sources: Sources) -> dict[str, Any]:
    """The message as plain data:
    level, code, message, file, line, column, end_line, end_column (from 1), label, notes, helps, rendered.
    """
    place = sources.place(diagnostic.span)
    data: dict[str, Any] = {
        "level": diagnostic.level,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": None,
        "line": None,
        "column": None,
        "end_line": None,
        "end_column": None,
        "label": diagnostic.label,
        "notes": list(diagnostic.notes),
        "helps": list(diagnostic.helps),
        "rendered": render(diagnostic, sources),
    }
    if place.file and place is not NO_SPAN:
        source = sources.files[place.file]
        data["file"] = source.name
        data["line"], data["column"] = source.position(place.lo)
        data["end_line"], data["end_column"] = source.position(place.hi)
    return data
