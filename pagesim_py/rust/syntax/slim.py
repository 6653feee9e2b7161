"""Our own crates' syntax trees made small.

All of core, x86_64 and the rest is kept in memory, and in the memory snapshot that every visitor of the page loads:
what nobody looks at is worth dropping. Nobody is shown a column in our crates, so a line's tokens share one span.
What waits to be read is left alone.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from ..span import Ident, Sources, Span
from . import ast
from .macro_scope import Session
from .macros import Loc, MacroRules
from .tokens import Token
from .unread import Unread, UnreadDerived, again_from

EMPTY: list[Any] = []
"""All empty lists of the tree: nobody adds to one."""

_known: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node; none for what is no node."""
    found = _known.get(kind)
    if found is None:
        waits = kind is ast.LazyBody or issubclass(kind, Unread | UnreadDerived) or not is_dataclass(kind)
        found = _known[kind] = () if waits else tuple(f.name for f in fields(kind))
    return found


class _Slimmer:
    """Makes one crate small."""

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
            if not value:
                return EMPTY
            value[:] = [self.value(v, todo) for v in value]
        elif _names(kind):
            todo.append(value)
        return value

    def token(self, token: Token) -> Token:
        """A token tree with shared spans."""
        kind, text, span, extra, joint = token
        if type(extra) is list:
            extra[:] = map(self.token, extra)
        return Token(kind, text, self.span(span), extra, joint)

    def macro(self, macro: MacroRules) -> None:
        """The rules of a macro, whose tokens then share spans."""
        for rule in macro.rules:
            again = again_from(rule.body, self.sources)
            if again is not None:
                rule.wait(again)
            else:
                rule.body[:] = map(self.token, rule.body)
            rule.matcher[:] = map(self.place, rule.matcher)

    def place(self, place: Loc) -> Loc:
        """A place in a macro's matcher."""
        if place.token is not None:
            place.token = self.token(place.token)
        place.inner[:] = map(self.place, place.inner)
        return place

    def tree(self, tree: ast.ModItem) -> None:
        """The whole crate's tree, before anything else has been made of it."""
        todo: list[Any] = [tree]
        while todo:
            node = todo.pop()
            waiting = getattr(node, "unread", None) is not None
            for name in _names(type(node)):
                if waiting and name in ("generics", "params", "ret", "items") and not is_read(node, name):
                    continue
                old = getattr(node, name)
                new = self.value(old, todo)
                if new is not old:
                    setattr(node, name, new)


def is_read(node: Any, name: str) -> bool:
    """Whether a field of a node has a value already."""
    try:
        object.__getattribute__(node, name)
    except AttributeError:
        return False
    return True


def slim(tree: ast.ModItem, session: Session) -> None:
    """Slims what was read of one of our crates, before anything else has been made of it."""
    slimmer = _Slimmer(session.sources)
    session.forget()
    slimmer.tree(tree)
    for macro in session.macros:
        slimmer.macro(macro)
    session.macros = []
    for file in session.sources.files:
        file.line_starts = []
