"""``format_args!``:
the format string, its arguments, and all that can be wrong with them (the grammar of ``core::fmt``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics
from ..span import Ident, Span
from . import ast
from .format_inline import inline

if TYPE_CHECKING:
    from .parser_items import ItemParser

TRAITS = {
    "": "Display",
    "?": "Debug",
    "x?": "Debug",
    "X?": "Debug",
    "x": "LowerHex",
    "X": "UpperHex",
    "o": "Octal",
    "b": "Binary",
    "p": "Pointer",
    "e": "LowerExp",
    "E": "UpperExp",
}
_SPEC = re.compile(
    r"""(?:(?P<fill>.)(?=[<^>]))?(?P<align>[<^>])?(?P<sign>[+-])?(?P<alt>\#)?(?P<zero>0(?!\$))?
        (?P<width>\d+\$|[^\W\d]\w*\$|\d+)?(?:\.(?P<prec>\*|\d+\$|[^\W\d]\w*\$|\d+)?)?(?P<type>.*)""",
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"(?:r#)?[^\W\d]\w*|\d+")


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@dataclass(slots=True)
class _Args:
    exprs: list[ast.Expr] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    explicit: int = 0  # how many the call has, before captures
    positional: int = 0
    used: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)


def format_args(parser: ItemParser, call: Span, newline: bool = False) -> ast.Expr:
    """Read the arguments of a ``format_args!`` call from ``parser``."""
    diagnostics = parser.diagnostics
    if parser.at_end:
        raise parser.fail("requires at least a format string argument", call)
    literal_token = parser.tok
    template = parser.parse_expr()
    args = _Args()
    while not parser.at_end:
        if not parser.eat(","):
            raise parser.fail(f"expected `,`, found {parser.found()}", None, "expected `,`")
        if parser.at_end:
            break
        name: Ident | None = None
        if (parser.tok.kind == "ident" or parser.tok.kind in ("self",)) and parser.peek().kind == "=":
            name = Ident(parser.tok.text, parser.tok.span)
            parser.bump()
            parser.bump()
        expr = parser.parse_expr()
        if name is not None:
            if name.name in args.names:
                diagnostics.error(f"duplicate argument named `{name.name}`", name.span, label="duplicate argument")
                continue
            args.names[name.name] = len(args.exprs)
        elif args.names:
            raise parser.fail(
                "positional arguments cannot follow named arguments",
                expr.span,
                "positional arguments must be before named arguments",
            )
        else:
            args.positional += 1
        args.exprs.append(expr)
        args.spans.append(expr.span)
    args.explicit = len(args.exprs)
    if not isinstance(template, ast.Literal) or template.kind != "str":
        if isinstance(template, ast.ErrorExpr):
            return template
        helps = []
        if not args.exprs:
            helps = ['you might be missing a string literal to format with: `"{}", `']
        else:
            helps = [
                'you might be missing a string literal to format with: `"'
                + " ".join(["{}"] * (len(args.exprs) + 1))
                + '", `'
            ]
        raise parser.fail("format argument must be a string literal", template.span, helps=helps)
    if literal_token.kind == "nt" and len(literal_token.extra) <= 2 and literal_token.extra[0].kind == "lit":
        literal_token = literal_token.extra[0]
    written = literal_token.span if literal_token.kind == "lit" else None
    reader = _Reader(
        template.value + ("\n" if newline else ""), template.span, written, literal_token.text, args, diagnostics
    )
    pieces = reader.run()
    if reader.ok:
        reader.check_use(call)
    return inline(ast.FormatArgs(call, pieces, args.exprs))


class _Reader:
    """Reads a format string. ``written``: its literal's span, inside of which places can be pointed at; None if a
    macro made the string.
    """

    def __init__(
        self, text: str, span: Span, written: Span | None, source: str, args: _Args, diagnostics: Diagnostics
    ) -> None:
        self.text = text
        self.span = span
        self.written = written
        self.offsets = literal_offsets(source) if written is not None else []
        self.args = args
        self.diagnostics = diagnostics
        self.next = 0
        self.ok = True
        self.holes = 0
        self.missing: list[Span] = []
        self.hole_spans: list[Span] = []

    def at(self, lo: int, hi: int) -> Span:
        """The span of part of the string."""
        if self.written is None or hi >= len(self.offsets):
            return self.span
        base = self.written.lo
        return Span(self.written.file, base + self.offsets[lo], base + self.offsets[hi], self.written.ctx)

    def error(self, message: str, lo: int, hi: int, label: str = "", helps: list[str] | None = None) -> None:
        self.ok = False
        self.diagnostics.error(message, self.at(lo, hi), None, label, helps=helps or [])

    def run(self) -> list[str | ast.FormatPiece]:
        text = self.text
        pieces: list[str | ast.FormatPiece] = []
        literal: list[str] = []
        at = 0
        while at < len(text):
            char = text[at]
            if char not in "{}":
                end = at
                while end < len(text) and text[end] not in "{}":
                    end += 1
                literal.append(text[at:end])
                at = end
            elif text[at : at + 2] == char * 2:
                literal.append(char)
                at += 2
            elif char == "}":
                self.error(
                    "invalid format string: unmatched `}` found",
                    at,
                    at + 1,
                    "unmatched `}` in format string",
                    ["if you intended to print `}`, you can escape it using `}}`"],
                )
                return []
            else:
                close = self.hole_end(at + 1)
                piece = self.hole(text[at + 1 : close], at + 1) if close is not None else None
                if piece is None or close is None:
                    return []
                if literal:
                    pieces.append("".join(literal))
                    literal = []
                pieces.append(piece)
                at = close + 1
        if literal:
            pieces.append("".join(literal))
        if self.missing:
            self.too_few()
        return pieces

    def hole_end(self, at: int) -> int | None:
        """Where the ``}`` of the hole beginning at ``at`` stands; None if something else is in its place (reported)."""
        text = self.text
        name = _NAME.match(text, at)
        here = name.end() if name else at
        if name and (field := re.compile(r"(?:\.\w+)+(?=\s*[:}])").match(text, here)):
            what = "tuple index access" if field.group()[1].isdigit() else "field access"
            whole = text[at : field.end()]
            self.error(
                f"invalid format string: {what} isn't supported",
                at,
                field.end(),
                "not supported in format string",
                [f'consider using a positional formatting argument instead: `{{0}}", {whole}`'],
            )
            return None
        here = _skip_space(text, here)
        if text[here : here + 1] == ":":
            close = text.find("}", here)
            spec = text[here + 1 : close if close >= 0 else len(text)]
            if close >= 0 and "{" not in spec:
                return close
            here += 1 + (spec.find("{") if "{" in spec else len(spec))
        elif text[here : here + 1] == "}":
            return here
        if here >= len(text):
            self.error(
                "invalid format string: expected `}` but string was terminated",
                here,
                here,
                "expected `}` in format string",
                ["if you intended to print `{`, you can escape it using `{{`"],
            )
            return None
        helps = ["if you intended to print `{`, you can escape it using `{{`"]
        if text[here] == "?":
            helps = [f"to format using `Debug`, write `{{{name.group() if name else ''}:?}}`"]
        self.error(
            f"invalid format string: expected `}}`, found `{text[here]}`",
            here,
            here + 1,
            "expected `}` in format string",
            helps,
        )
        return None

    def hole(self, body: str, at: int) -> ast.FormatPiece | None:
        """The inside of one ``{}``: nothing, a name or a number, then perhaps ``:`` and how to format."""
        name, _, spec = body.partition(":")
        name = name.strip()
        stripped = spec.rstrip()
        match = _SPEC.fullmatch(stripped)
        assert match is not None
        kind = match["type"].strip() if match["type"] else ""
        at_spec = at + len(body) - len(spec)
        if kind not in TRAITS:
            if kind and not re.fullmatch(r"[^\W\d]\w*\??|[xX]?\?", kind):
                known = re.match(r"[xX]?\?|[^\W\d]\w*\??", kind)
                where = at_spec + match.start("type") + (known.end() if known else 0)
                first = kind[known.end() if known else 0]
                self.error(
                    f"invalid format string: expected `}}`, found `{first}`",
                    where,
                    where + 1,
                    "expected `}` in format string",
                    ["if you intended to print `{`, you can escape it using `{{`"],
                )
                return None
            where = at_spec + match.start("type")
            self.error(
                f"unknown format trait `{kind}`",
                where,
                where + len(kind),
                helps=[
                    "the only appropriate formatting traits are:\n"
                    + "\n".join(
                        f"- `{how}`, which uses the `{trait}` trait" for how, trait in TRAITS.items() if len(how) < 2
                    )
                ],
            )
            kind = ""
        width = match["width"]
        prec = match["prec"]
        precision: int | tuple[str, int] | None = None
        if prec == "*":
            precision = ("arg", self.positional(at - 1, at + len(body) + 1))
        elif prec is not None:
            precision = self.count(prec, at_spec + match.start("prec"))
        width_value = self.count(width, at_spec + match.start("width")) if width is not None else None
        if not name:
            index = self.positional(at - 1, at + len(body) + 1)
        elif name.isdigit():
            index = self.numbered(int(name), at, at + len(name))
        else:
            index = self.named(name.removeprefix("r#"), at)
        span = self.at(at - 1, at + len(body) + 1)
        return ast.FormatPiece(
            index,
            TRAITS[kind],
            match["fill"] or " ",
            match["align"] or "",
            match["sign"] or "",
            bool(match["alt"]),
            bool(match["zero"]),
            width_value,
            precision,
            kind[0] if kind in ("x?", "X?") else "",
            span,
        )

    # --- which argument -----------------------------------------------------------------------------------------------

    def positional(self, lo: int, hi: int) -> int:
        """The next positional argument."""
        index = self.next
        self.next += 1
        self.holes += 1
        self.hole_spans.append(self.at(lo, hi))
        if index >= self.args.explicit:
            self.missing.append(self.at(lo, hi))
            self.ok = False
            return 0
        self.args.used.add(index)
        return index

    def numbered(self, index: int, lo: int, hi: int) -> int:
        if index >= self.args.explicit:
            count = self.args.explicit
            there = (
                "no arguments were given"
                if count == 0
                else "there is 1 argument"
                if count == 1
                else f"there are {count} arguments"
            )
            self.error(f"invalid reference to positional argument {index} ({there})", lo, hi)
            self.diagnostics.items[-1].notes.append("positional arguments are zero-based")
            return 0
        self.args.used.add(index)
        return index

    def named(self, name: str, at: int) -> int:
        """A named argument, or a variable captured from the surroundings."""
        args = self.args
        if name in args.names:
            args.used.add(args.names[name])
            return args.names[name]
        if self.written is None:
            self.not_captured(name)
        index = len(args.exprs)
        span = self.at(at, at + len(name))
        args.exprs.append(
            ast.PathExpr(
                span, ast.Path([ast.Segment(Ident(name, Span(span.file, span.lo, span.hi, self.span.ctx)))], span)
            )
        )
        args.spans.append(span)
        args.names[name] = index
        return index

    def count(self, text: str, at: int) -> int | tuple[str, int]:
        """A width or precision."""
        if not text.endswith("$"):
            value = int(text)
            if value > 0xFFFF:
                self.error(
                    f"invalid format string: integer `{text}` does not fit into the type `u16` whose range is "
                    f"`0..=65535`",
                    at,
                    at + len(text),
                    "integer out of range for `u16` in format string",
                )
            return value
        name = text[:-1]
        if name.isdigit():
            return "arg", self.numbered(int(name), at, at + len(text))
        return "arg", self.named(name, at)

    # --- complaints ---------------------------------------------------------------------------------------------------

    def not_captured(self, name: str) -> None:
        """A name without its argument, in a format string that a macro made."""
        self.ok = False
        self.diagnostics.error(f"there is no argument named `{name}`", self.span)
        self.diagnostics.items[-1].notes += [
            f"did you intend to capture a variable `{name}` from the surrounding scope?",
            "to avoid ambiguity, `format_args!` cannot capture variables when the format string is expanded from a "
            "macro",
        ]

    def too_few(self) -> None:
        """More ``{}`` than arguments."""
        count = self.args.explicit
        holes = self.holes
        given = (
            "no arguments were given"
            if count == 0
            else "there is 1 argument"
            if count == 1
            else f"there are {count} arguments"
        )
        plural = "s" if holes != 1 else ""
        first, *rest = self.hole_spans
        self.diagnostics.error(
            f"{holes} positional argument{plural} in format string, but {given}",
            first,
            secondary=[(span, "") for span in [*rest, *self.args.spans[:count]]],
        )

    def check_use(self, call: Span) -> None:
        """Arguments that nothing refers to."""
        args = self.args
        unused = [i for i in range(args.explicit) if i not in args.used]
        if not unused:
            return
        named = {index: name for name, index in args.names.items()}
        if len(unused) == 1:
            index = unused[0]
            what = "named argument" if index in named else "argument"
            self.diagnostics.error(
                f"{what} never used",
                args.spans[index],
                label=f"{what} never used",
                secondary=[(self.span, "formatting specifier missing")],
            )
            return
        self.diagnostics.error(
            "multiple unused formatting arguments",
            args.spans[unused[0]],
            label="argument never used",
            secondary=[
                *((args.spans[i], "argument never used") for i in unused[1:]),
                (self.span, "multiple missing formatting specifiers"),
            ],
        )


def literal_offsets(source: str) -> list[int]:
    """For each character of a string literal's value (and its end) the offset in the literal's text."""
    if source.startswith("r"):
        start = source.index('"') + 1
        return list(range(start, source.rindex('"') + 1))
    offsets = []
    at, end = 1, len(source) - 1
    while at < end:
        if source[at] != "\\":
            if source[at] == "\r" and source[at + 1 : at + 2] == "\n":
                at += 1
            offsets.append(at)
            at += 1
            continue
        following = source[at + 1]
        if following in "\r\n":
            at += 1
            while at < end and source[at] in " \t\r\n":
                at += 1
            continue
        offsets.append(at)
        at += 4 if following == "x" else source.index("}", at) - at + 1 if following == "u" else 2
    offsets.append(end)
    return offsets
