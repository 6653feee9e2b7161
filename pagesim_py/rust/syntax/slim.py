"""Our own crates' syntax trees made small.

All of core, x86_64 and the rest is kept in memory, and in the memory snapshot that every visitor of the page loads:
what nobody looks at is worth dropping. Nobody is shown a column in our crates, so a line's tokens share one span; a
body that stands in a file is scanned again when it is parsed, rather than kept as tokens.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from ..span import Ident, Sources, Span
from . import ast
from .parser_functions import BodyTokens
from .tokens import Token

_known: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node; none for what is no node."""
    found = _known.get(kind)
    if found is None:
        found = _known[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
    return found


class _Slimmer:
    """One pass over one crate."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.shared: dict[tuple[int, int, int], Span] = {}
        self.exact: dict[Span, Span] = {}
        self.identifiers: dict[tuple[str, Span], Ident] = {}

    def span(self, span: Span) -> Span:
        """One span for all that begins on a line of one expansion."""
        found = self.exact.get(span)
        if found is None:
            line, _ = self.sources.files[span.file].position(span.lo)
            found = self.exact[span] = self.shared.setdefault((span.file, line, span.ctx), span)
        return found

    def ident(self, ident: Ident) -> Ident:
        """One object for a name as often as it stands on a line."""
        key = ident.name, self.span(ident.span)
        return self.identifiers.setdefault(key, Ident(*key))

    def value(self, value: Any, todo: list[Any]) -> Any:
        """What to keep in place of a field's value; what is to be looked through goes onto ``todo``."""
        kind = type(value)
        if kind is Span:
            return self.span(value)
        if kind is Ident:
            return self.ident(value)
        if kind is Token:
            return self.token(value)
        if kind is tuple:
            return tuple(self.value(v, todo) for v in value)
        if kind is list:
            value[:] = [self.value(v, todo) for v in value]
        elif kind is ast.LazyBody:
            self.body(value)
        elif _names(kind):
            todo.append(value)
        return value

    def token(self, token: Token) -> Token:
        """A token tree with shared spans."""
        extra = [self.token(t) for t in token.extra] if type(token.extra) is list else token.extra
        return token._replace(span=self.span(token.span), extra=extra)

    def body(self, lazy: ast.LazyBody) -> None:
        """A body that still waits: tokens only if a macro wrote them."""
        waiting = lazy.tokens
        if not isinstance(waiting, BodyTokens) or waiting.group is None:
            return
        if waiting.group.kind == "{" and not lazy.span.ctx:
            waiting.group = None
        else:
            waiting.group = self.token(waiting.group)
            lazy.span = self.span(lazy.span)


def slim(tree: ast.ModItem, sources: Sources) -> None:
    """Slims the tree of one of our crates, before anything else has been made of it."""
    slimmer = _Slimmer(sources)
    todo: list[Any] = [tree]
    while todo:
        node = todo.pop()
        for name in _names(type(node)):
            old = getattr(node, name)
            new = slimmer.value(old, todo)
            if new is not old:
                setattr(node, name, new)
