"""Syntax that waits until somebody asks for it.

Of our own crates a program uses a small part. So an impl's items, a function's signature and its body are left as they
are when the crate is read: as a place in a file, which is scanned again, or as the tokens that a macro made. The nodes
(`ast.ImplItem`, `ast.FnItem`) read them when the field is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics
from ..span import Sources, Span
from . import ast
from .parser_core import ParseError
from .scanner import scan_part
from .tokens import Token, end_span

if TYPE_CHECKING:
    from .macro_scope import ParseContext


def scan_again(sources: Sources, span: Span) -> list[Token]:
    """The tokens of text that has been scanned before."""
    return scan_part(sources.files[span.file].text, span.file, span.lo, span.hi, Diagnostics())


def again_from(tokens: list[Token], sources: Sources) -> Callable[[], list[Token]] | None:
    """How to get the tokens of a macro's rule by scanning its text once more; None if they stand in no file."""
    if not tokens or tokens[0].span.ctx or tokens[-1].span.ctx:
        return None
    return partial(scan_again, sources, tokens[0].span.to(end_span(tokens[-1])))


@dataclass(slots=True)
class Unread:
    """Tokens and their surroundings. ``tokens`` None: those of the file at ``span``."""

    tokens: list[Token] | None
    span: Span
    context: ParseContext

    def parser(self) -> Any:
        """A parser that stands at the first of them."""
        from .parser import Parser  # a circle: the parser leaves its text here, to be read by another one

        context = self.context.copy()
        tokens = scan_again(context.sources, self.span) if self.tokens is None else self.tokens
        last = end_span(tokens[-1]) if tokens else self.span
        return Parser(context, [*tokens, Token("eof", "", last)])


def unread(tokens: list[Token], span: Span, context: ParseContext) -> Unread:
    """What ``tokens``, which cover ``span``, need to be read later."""
    written = not span.ctx and all(token.kind != "nt" and not token.span.ctx for token in tokens)
    return Unread(None if written else tokens, span, context.kept())


@dataclass(slots=True)
class UnreadSignature(Unread):
    """Generics, parameters, return type and bounds of a function. ``where``: the kind of place it stands in."""

    where: str

    def read(self, item: ast.FnItem) -> None:
        """Put them into the function."""
        parser = self.parser()
        parser.where = self.where
        try:
            parser.signature(item)
        except ParseError:  # reported already
            item.generics, item.params, item.ret = ast.Generics(), [], None


@dataclass(slots=True)
class UnreadItems(Unread):
    """The items of an impl, as its braces."""

    def read(self) -> list[ast.Item]:
        """The items."""
        from .parser import settle  # a circle, as above

        session = self.context.session
        session.waiting = []
        items: list[ast.Item] = self.parser().item_group("impl")
        settle(session, items)
        session.forget()
        return items


@dataclass(slots=True)
class UnreadDerived:
    """The items of a derived impl, as text."""

    text: str
    span: Span
    context: ParseContext

    def read(self) -> list[ast.Item]:
        """The items."""
        from .derive import items_of  # a circle, as above
        from .parser import Parser  # a circle, as above

        return items_of(self.text, self.span, Parser(self.context, []))
