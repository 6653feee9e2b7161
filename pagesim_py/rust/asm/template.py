"""The template strings of ``asm!``: pieces of text, and placeholders with the operand that each means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics
from ..span import Span

if TYPE_CHECKING:
    from .operands import AsmCall

_NAME = re.compile(r"(?:r#)?[^\W\d]\w*|\d+")


@dataclass(slots=True)
class Placeholder:
    """One ``{}``. ``operand``: its index among the call's; ``modifier``: its letter, or empty."""

    operand: int
    modifier: str
    span: Span


@dataclass(slots=True)
class Template:
    """One string. ``offsets``: for each character of ``text``, and its end, where it stands in the literal's source;
    empty if a macro made the string: then ``span`` is all that can be pointed at."""

    text: str
    span: Span
    offsets: list[int] = field(default_factory=list)

    @property
    def inside(self) -> Span:
        """The span of all of the text."""
        return self.place(0, len(self.text))

    def place(self, lo: int, hi: int) -> Span:
        """The span of a part of the text."""
        if hi >= len(self.offsets):
            return self.span
        base = self.span
        return Span(base.file, base.lo + self.offsets[lo], base.lo + self.offsets[hi], base.ctx)


Piece = tuple[str, int] | Placeholder
"""Text with the place of its first character in the template, or a placeholder."""


class TemplateReader:
    """Reads the templates of one call."""

    def __init__(self, call: AsmCall, diagnostics: Diagnostics) -> None:
        self.call = call
        self.diagnostics = diagnostics
        self.next = 0
        self.used: set[int] = set()

    def read(self, template: Template) -> list[Piece] | None:
        """The pieces of a string; None after an error in its form."""
        if self.call.raw:
            return [(template.text, 0)]
        text = template.text
        pieces: list[Piece] = []
        at = start = 0
        while at < len(text):
            c = text[at]
            if c in "{}" and text[at + 1 : at + 2] == c:
                pieces.append((text[start : at + 1], start))
                at = start = at + 2
                continue
            if c == "}":
                self.form_error(
                    "unmatched `}` found",
                    template.place(at, at + 1),
                    "unmatched `}` in asm template string",
                    "if you intended to print `}`, you can escape it using `}}`",
                )
                return None
            if c == "{":
                if at > start:
                    pieces.append((text[start:at], start))
                found = self.placeholder(template, at)
                if found is None:
                    return None
                piece, at = found
                start = at
                if piece is not None:
                    pieces.append(piece)
                continue
            at += 1
        if at > start:
            pieces.append((text[start:at], start))
        return pieces

    def form_error(self, what: str, span: Span, label: str, note: str, opening: Span | None = None) -> None:
        secondary = [(opening, "because of this opening brace")] if opening is not None else []
        self.diagnostics.error(
            f"invalid asm template string: {what}", span, label=label, notes=[note] if note else [], secondary=secondary
        )

    def placeholder(self, template: Template, start: int) -> tuple[Placeholder | None, int] | None:
        """A placeholder and the place behind it; None after an error in its form."""
        text = template.text
        opening = template.place(start, start + 1)
        at = start + 1
        while text[at : at + 1].isspace():
            at += 1
        name = _NAME.match(text, at)
        lo = at
        if name is not None:
            at = name.end()
        while text[at : at + 1].isspace():
            at += 1
        modifier, where = "", at
        if text[at : at + 1] == ":":
            where = at + 1
            found = re.compile(r"[^\W_]*").match(text, where)
            assert found is not None
            modifier, at = found[0].strip(), found.end()
            while text[at : at + 1].isspace():
                at += 1
        if text[at : at + 1] != "}":
            ended = at >= len(text)
            what = "expected `}` but string was terminated" if ended else f"expected `}}`, found `{text[at]}`"
            note = "if you intended to print `{`, you can escape it using `{{`"
            self.form_error(what, template.place(at, at), "expected `}` in asm template string", note, opening)
            return None
        at += 1
        index = self.operand(name[0] if name is not None else "", template, lo, start, at)
        if len(modifier) > 1:
            span = template.place(where, where + len(modifier))
            self.diagnostics.error("asm template modifier must be a single character", span)
            return None, at
        span = template.place(start, at)
        return (None if index is None else Placeholder(index, modifier, span)), at

    def operand(self, name: str, template: Template, lo: int, start: int, end: int) -> int | None:
        """The operand that a placeholder names; None after an error."""
        call = self.call
        if name and not name.isdigit():
            name = name.removeprefix("r#")
            found = next((i for i, o in enumerate(call.operands) if o.name == name), None)
            if found is None:
                self.diagnostics.error(f"there is no argument named `{name}`", template.place(lo, lo + len(name)))
                return None
            self.used.add(found)
            return found
        if name:
            index = int(name)
        else:
            index, self.next = self.next, self.next + 1
        operand = call.operands[index] if index < len(call.operands) else None
        if operand is not None and operand.name is None and not operand.explicit:
            self.used.add(index)
            return index
        count = sum(o.name is None and not o.explicit for o in call.operands)
        word = "" if count == len(call.operands) else "positional "
        notes = [
            f"no {word}arguments were given"
            if not count
            else f"there is 1 {word}argument"
            if count == 1
            else f"there are {count} {word}arguments"
        ]
        helps, secondary = [], []
        if operand is not None and operand.name is not None:
            secondary = [(operand.span, "named argument")]
            notes.append("named arguments cannot be referenced by position")
        elif operand is not None:
            secondary = [(operand.span, "explicit register argument")]
            notes.append("explicit register arguments cannot be used in the asm template")
            helps.append("use the register name directly in the assembly code")
        self.diagnostics.error(
            f"invalid reference to argument at index {index}",
            template.place(start, end),
            label="from here",
            notes=notes,
            helps=helps,
            secondary=secondary,
        )
        return None

    def check_use(self) -> None:
        """Operands that no placeholder means, and that have no register of their own."""
        call = self.call
        unused = [i for i, o in enumerate(call.operands) if i not in self.used and not o.explicit]
        if not unused:
            return

        def label(i: int) -> str:
            return "named argument never used" if call.operands[i].name is not None else "argument never used"

        shown = " ".join(f"{{{call.operands[i].name or i}}}" for i in unused)
        if len(unused) == 1:
            message, helps = label(unused[0]), "if this argument is intentionally unused, consider using it in"
        else:
            message = "multiple unused asm arguments"
            helps = "if these arguments are intentionally unused, consider using them in"
        first = self.diagnostics.error(
            message,
            call.operands[unused[0]].span,
            label=label(unused[0]),
            helps=[f'{helps} an asm comment: `"/* {shown} */"`'],
        )
        first.beside += [(call.operands[i].span, label(i)) for i in unused[1:]]
