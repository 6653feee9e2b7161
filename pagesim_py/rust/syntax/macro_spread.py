"""Macros that the compiler does itself and whose result is tokens, to be read wherever the call stands: ``cfg_select!``
has one of its arms, ``include!`` what stands in another file of the package.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..dependencies import PACKAGE
from ..span import Span
from .cfg import evaluate
from .parser_core import ParseError
from .scanner import scan
from .tokens import Token

if TYPE_CHECKING:
    from .parser_macros import MacroParser

SPREAD = frozenset(["cfg_select", "include"])


def spread(parser: MacroParser, name: str, group: Token, call: Span) -> list[Token] | None:
    """What the call becomes; None if it is wrong (then reported)."""
    inner = type(parser)(parser.context, group.extra)
    inner.macro_arguments = True
    try:
        return _selected(inner, call) if name == "cfg_select" else _included(inner, call)
    except ParseError:
        return None


def _selected(inner: MacroParser, call: Span) -> list[Token] | None:
    """The first arm of ``cfg_select!`` whose predicate is true; all arms are read."""
    chosen: list[Token] | None = None
    always: Span | None = None
    while not inner.at_end:
        predicate: list[Token] = []
        while not inner.at_end and inner.tok.kind not in ("=>", "{"):
            predicate.append(inner.bump())
        if inner.tok.kind != "=>":
            raise inner.fail(
                f"expected one of `(`, `::`, `=>`, or `=`, found {inner.found()}", None,
                "expected one of `(`, `::`, `=>`, or `=`",
            )  # fmt: skip
        where = predicate[0].span.to(predicate[-1].span) if predicate else inner.tok.span
        inner.bump()
        tokens = _arm(inner)
        wild = len(predicate) == 1 and predicate[0].text == "_"
        if always is not None:
            inner.diagnostics.warning(
                "unreachable configuration predicate", where, "unreachable_cfg_select_predicates",
                "this configuration predicate is never reached",
            ).secondary.append((always, "always matches"))  # fmt: skip
            continue
        if wild:
            always = where
        holds = wild or evaluate(predicate, inner.context.session.cfg, inner.diagnostics, where)
        if holds and chosen is None:
            chosen = tokens
    if chosen is None:
        inner.diagnostics.error("none of the predicates in this `cfg_select` evaluated to true", call)
    return chosen


def _arm(inner: MacroParser) -> list[Token]:
    """The tokens of one arm: what is in its braces, or an expression."""
    if inner.tok.kind == "{":
        tokens: list[Token] = inner.skip_group().extra[:-1]
        inner.eat(",")
        return tokens
    start = inner.at
    inner.expand = False  # only its end is wanted
    inner.parse_expr()
    inner.expand = True
    tokens = inner.tokens[start : inner.at]
    if not inner.at_end and not inner.eat(","):
        raise inner.fail(
            f"expected one of `,`, `.`, `?`, or an operator, found {inner.found()}", None,
            "expected one of `,`, `.`, `?`, or an operator",
        )  # fmt: skip
    return tokens


def _included(inner: MacroParser, call: Span) -> list[Token] | None:
    """The tokens of the file that ``include!`` names, as seen from the one that the call stands in."""
    context = inner.context
    path, text = named_file(inner, "include", call)
    number = context.sources.add(path, text.removeprefix("\ufeff"), context.session.crate)
    known = len(context.diagnostics.items)
    tokens = scan(text.removeprefix("\ufeff"), number, context.diagnostics)
    context.session.lexical.update(map(id, context.diagnostics.items[known:]))
    return None if tokens is None else [token for token in tokens if token.kind != "eof"]


def named_file(inner: MacroParser, name: str, call: Span) -> tuple[str, str]:
    """The path and the text of the file that the only argument names, as seen from the file of the call."""
    given = inner.string_argument(inner, name)
    folder = posixpath.dirname(inner.context.sources.locate(call)[0])
    path = posixpath.normpath(posixpath.join(folder, given))
    if path.startswith("/"):
        path = posixpath.relpath(path, PACKAGE)
    text = inner.context.session.load_file(path)
    if text is None:
        raise inner.fail(f"couldn't read `{path}`: No such file or directory (os error 2)", call)
    return path, text
