"""Syntax that waits until somebody asks for it.

Of our own crates a program uses a small part. So an impl's items, a function's signature and its body are left as they
are when the crate is read: as a place in a file, which is scanned again, or as the tokens that a macro made. The nodes
(`ast.ImplItem`, `ast.FnItem`) read them when the field is first looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..span import Span
from . import ast
from .parser_core import ParseError
from .scanner import scan_part
from .tokens import Token, end_span

if TYPE_CHECKING:
    from .macro_scope import Context


@dataclass(slots=True)
class Unread:
    """Tokens and their surroundings. ``tokens`` None: those of the file at ``span``."""

    tokens: list[Token] | None
    span: Span
    context: Context

    def parser(self) -> Any:
        """A parser that stands at the first of them."""
        from .parser import Parser

        context = self.context.copy()
        tokens = self.tokens
        if tokens is None:
            span = self.span
            text = context.sources.files[span.file].text
            tokens = scan_part(text, span.file, span.lo, span.hi, context.diagnostics)
        last = end_span(tokens[-1]) if tokens else self.span
        return Parser(context, [*tokens, Token("eof", "", last)])


def unread(tokens: list[Token], span: Span, context: Context) -> Unread:
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
        from .parser import settle

        parser = self.parser()
        items: list[ast.Item] = parser.item_group("impl")
        settle(self.context.session, items)
        return items


@dataclass(slots=True)
class UnreadDerived:
    """The items of a derived impl, as text."""

    text: str
    span: Span
    context: Context

    def read(self) -> list[ast.Item]:
        """The items."""
        from .derive import items_of
        from .parser import Parser

        return items_of(self.text, self.span, Parser(self.context, []))
