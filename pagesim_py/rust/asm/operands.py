"""The arguments of ``asm!`` (Rust reference, "Inline assembly"): templates, operands, options, clobbered ABIs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..span import Span
from ..syntax import ast
from ..syntax.format_args import literal_offsets
from ..syntax.parser_core import ParseError
from ..syntax.tokens import end_span
from .template import Piece, Template, TemplateReader

if TYPE_CHECKING:
    from ..syntax.parser_items import ItemParser

OPTIONS = ("att_syntax", "may_unwind", "nomem", "noreturn", "nostack", "preserves_flags", "pure", "raw", "readonly")
OPERANDS = ("const", "in", "inlateout", "inout", "label", "lateout", "out", "sym")
BEGINNINGS = sorted(["#", "clobber_abi", "options", *OPERANDS])


@dataclass(slots=True)
class Operand:
    """``kind``: in, out, lateout, inout, inlateout, const, sym. ``register``: a class, or a register if ``explicit``.
    ``expr``: the value, or of an output the place, None for ``_``; ``result``: the place behind ``=>``, with ``split``.
    """

    kind: str
    span: Span
    name: str | None = None
    register: str = ""
    explicit: bool = False
    expr: ast.Expr | None = None
    split: bool = False
    result: ast.Expr | None = None

    @property
    def is_input(self) -> bool:
        """Whether a value goes in."""
        return self.kind in ("in", "inout", "inlateout")

    @property
    def is_output(self) -> bool:
        """Whether its register is written."""
        return self.kind in ("out", "lateout", "inout", "inlateout")

    @property
    def output(self) -> ast.Expr | None:
        """The place that the result is assigned to."""
        if self.split:
            return self.result
        return self.expr if self.is_output else None


@dataclass(slots=True)
class AsmCall:
    """A call of ``asm!``. ``lines``: the pieces of each template."""

    templates: list[Template] = field(default_factory=list)
    lines: list[list[Piece]] = field(default_factory=list)
    operands: list[Operand] = field(default_factory=list)
    options: dict[str, Span] = field(default_factory=dict)
    option_spans: list[Span] = field(default_factory=list)
    abis: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def raw(self) -> bool:
        """Whether braces in the templates mean themselves."""
        return "raw" in self.options


def read_call(parser: ItemParser, call: Span) -> ast.Expr:
    """The arguments of ``asm!`` from ``parser``, which stands at the first."""
    if parser.at_end:
        raise parser.fail("requires at least a template string argument", call)
    asm = AsmCall()
    before = parser.diagnostics.error_count
    add_template(parser, asm, "asm template must be a string literal")
    only_templates = True
    while not parser.at_end:
        if not parser.eat(","):
            raise parser.fail("expected token: `,`", None, "expected `,`")
        if parser.at_end:
            break
        if is_word(parser, "clobber_abi") and parser.peek().kind == "(":
            clobber_abi(parser, asm)
        elif is_word(parser, "options") and parser.peek().kind == "(":
            options(parser, asm)
        elif not operand(parser, asm):
            if not only_templates:
                raise unexpected(parser, parser, BEGINNINGS)
            words = "expected operand, clobber_abi, options, or additional template string"
            if parser.tok.kind not in ("lit", "nt", "ident"):
                raise parser.fail(words, None, words)
            add_template(parser, asm, words)
            continue
        only_templates = False
    check_options(parser, asm)
    reader = TemplateReader(asm, parser.diagnostics)
    whole = True
    for template in asm.templates:
        pieces = reader.read(template)
        whole = whole and pieces is not None
        asm.lines.append(pieces or [])
    if whole:
        reader.check_use()
    if parser.diagnostics.error_count > before:
        return ast.ErrorExpr(call)
    return ast.BuiltinMacro(call, "asm", [asm])


def is_word(parser: ItemParser, word: str) -> bool:
    """Whether the current token is this word, a keyword or not."""
    return parser.tok.kind == word or (parser.tok.kind == "ident" and parser.tok.text == word)


def unexpected(parser: ItemParser, at: ItemParser, words: list[str]) -> ParseError:
    """The error that something else stands where ``at`` is than one of these words."""
    quoted = [f"`{word}`" for word in words]
    listed = quoted[0] if len(quoted) == 1 else f"one of {', '.join(quoted[:-1])}, or {quoted[-1]}"
    if len(quoted) == 2:
        listed = f"one of {quoted[0]} or {quoted[1]}"
    label = f"expected {listed}" if len(quoted) <= 6 else f"expected one of {len(quoted)} possible tokens"
    return parser.fail(f"expected {listed}, found {at.found()}", at.tok.span, label)


def add_template(parser: ItemParser, asm: AsmCall, otherwise: str) -> None:
    """A string literal, or a macro call that makes one."""
    token = parser.tok
    expr = parser.parse_expr()
    if not isinstance(expr, ast.Literal) or expr.kind != "str":
        if isinstance(expr, ast.ErrorExpr):
            raise ParseError
        raise parser.fail(otherwise, expr.span, otherwise if otherwise.startswith("expected") else "")
    if token.kind == "nt" and len(token.extra) <= 2 and token.extra[0].kind == "lit":
        token = token.extra[0]
    written = token.kind == "lit"
    asm.templates.append(
        Template(expr.value, token.span if written else expr.span, literal_offsets(token.text) if written else [])
    )


def group(parser: ItemParser) -> ItemParser:
    """A parser over the parenthesised group that stands here, which is taken."""
    if parser.tok.kind != "(":
        parser.expect("(")
    inner: Any = type(parser)(parser.context, parser.tok.extra)
    parser.bump()
    return inner  # type: ignore[no-any-return]


def clobber_abi(parser: ItemParser, asm: AsmCall) -> None:
    """``clobber_abi("C", ...)``."""
    start = parser.bump().span
    close = end_span(parser.tok)
    inner = group(parser)
    if inner.at_end:
        raise parser.fail("at least one abi must be provided as an argument to `clobber_abi`", close)
    while not inner.at_end:
        expr = inner.parse_expr()
        if not isinstance(expr, ast.Literal) or expr.kind != "str":
            raise parser.fail("expected string literal", expr.span, "not a string literal")
        asm.abis.append((expr.value, start.to(close)))
        if not inner.eat(",") and not inner.at_end:
            inner.expect_one_of([")", ","])


def options(parser: ItemParser, asm: AsmCall) -> None:
    """``options(nomem, ...)``."""
    start = parser.bump().span
    close = end_span(parser.tok)
    inner = group(parser)
    while not inner.at_end:
        name = inner.tok.text
        if inner.tok.kind != "ident" or name not in OPTIONS:
            raise unexpected(parser, inner, [")", *OPTIONS])
        span = inner.bump().span
        if name in asm.options:
            parser.diagnostics.error(
                f"the `{name}` option was already provided",
                span,
                label="this option was already provided",
                helps=["remove this option"],
            )
        asm.options.setdefault(name, span)
        if not inner.eat(",") and not inner.at_end:
            raise unexpected(parser, inner, [")", ","])
    asm.option_spans.append(start.to(close))


def operand(parser: ItemParser, asm: AsmCall) -> bool:
    """An operand, with its name if it has one; False if none stands here."""
    start = parser.tok.span
    name = None
    if parser.tok.kind == "ident" and parser.peek().kind == "=":
        name = parser.bump().text
        parser.bump()
    kind = next((k for k in OPERANDS if is_word(parser, k)), None)
    if kind is None:
        if name is not None:
            raise unexpected(parser, parser, ["#", *OPERANDS])
        return False
    if kind in ("const", "sym", "label"):
        parser.bump()
        if kind == "label":
            raise parser.fail(
                "`label` operands are not supported by pagesim",
                start,
                "not supported",
                helps=["jump inside of the template, to a local label such as `2:`, or give a flag out and use `if`"],
            )
        one = Operand(kind, start, name, expr=parser.parse_expr())
        assert one.expr is not None
        if kind == "sym" and not isinstance(one.expr, ast.PathExpr):
            raise parser.fail("expected a path for argument to `sym`", one.expr.span)
    else:
        one = register_operand(parser, kind, start, name)
    one.span = parser.since(start)
    add_operand(parser, asm, one)
    return True


def register_operand(parser: ItemParser, kind: str, start: Span, name: str | None) -> Operand:
    """``in(reg) value``, ``inout("eax") value => place`` and kin."""
    parser.bump()
    parser.expected.clear()
    close = end_span(parser.tok)
    inner = group(parser)
    one = Operand(kind, start, name)
    token = inner.tok
    if token.kind == "lit" and token.extra[0] == "str":
        literal = inner.parse_expr()
        assert isinstance(literal, ast.Literal)
        one.register, one.explicit = literal.value, True
    elif token.kind == "ident":
        one.register = inner.bump().text
    else:
        span = close if inner.at_end else token.span
        raise parser.fail("expected register class or explicit register", span)
    if not inner.at_end:
        raise unexpected(parser, inner, [")"])
    if parser.tok.kind == "_":
        if one.is_input:
            span = parser.bump().span
            raise parser.fail(
                "_ cannot be used for input operands", parser.tok.span if parser.tok.kind == "=>" else span
            )
        parser.bump()
        return one
    one.expr = parser.parse_expr()
    if kind in ("inout", "inlateout") and parser.eat("=>"):
        one.split = True
        if parser.tok.kind == "_":
            parser.bump()
        else:
            one.result = parser.parse_expr()
    elif not parser.at_end and parser.tok.kind != ",":
        parser.not_expected([",", ".", "?", "operator"])
    return one


def add_operand(parser: ItemParser, asm: AsmCall, one: Operand) -> None:
    """Take an operand in, if its name and place are allowed."""
    error = parser.diagnostics.error
    if one.name is not None:
        if one.explicit:
            error("explicit register arguments cannot have names", one.span)
        before = next((o for o in asm.operands if o.name == one.name), None)
        if before is not None:
            error(
                f"duplicate argument named `{one.name}`",
                one.span,
                label="duplicate argument",
                secondary=[(before.span, "previously here")],
            )
            one.name = None
    elif not one.explicit:
        earlier = [(o.span, "named argument") for o in asm.operands if o.name is not None]
        earlier += [(o.span, "explicit register argument") for o in asm.operands if o.explicit]
        if earlier:
            error(
                "positional arguments cannot follow named arguments or explicit register arguments",
                one.span,
                label="positional argument",
                secondary=earlier,
            )
    asm.operands.append(one)


def check_options(parser: ItemParser, asm: AsmCall) -> None:
    """What options allow together, and with these operands."""
    error, given = parser.diagnostics.error, asm.options
    if not given and not asm.abis:
        return
    spans = asm.option_spans

    def at_options(message: str) -> None:
        error(message, spans[0]).beside += [(span, "") for span in spans[1:]]

    if "nomem" in given and "readonly" in given:
        at_options("the `nomem` and `readonly` options are mutually exclusive")
    if "pure" in given and "noreturn" in given:
        at_options("the `pure` and `noreturn` options are mutually exclusive")
    if "pure" in given and "nomem" not in given and "readonly" not in given:
        at_options("the `pure` option must be combined with either `nomem` or `readonly`")
    real = [o for o in asm.operands if o.output is not None]
    if "pure" in given and not real:
        at_options("asm with the `pure` option must have at least one output")
    if "noreturn" in given and real and "pure" not in given:
        first = error("asm outputs are not allowed with the `noreturn` option", real[0].span)
        first.beside += [(o.span, "") for o in real[1:]]
    generic = [o for o in real if not o.explicit]
    if asm.abis and generic:
        first = error(
            "asm with `clobber_abi` must specify explicit registers for outputs",
            generic[0].span,
            label="generic outputs",
            secondary=[(span, "clobber_abi") for _, span in asm.abis],
        )
        first.beside += [(o.span, "generic outputs") for o in generic[1:]]
