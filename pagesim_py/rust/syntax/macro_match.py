"""Matching a macro call against the rules (as rustc does it).

All ways through a matcher advance together, one token at a time; a fragment (``$e:expr``) is parsed when exactly one
way wants one
and nothing else could go on, else the call is ambiguous.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..diagnostics import Diagnostics
from .macros import TYPE_START, Loc, MacroRules, MatchError, Rule, doc_attribute
from .tokens import CLOSERS, Token, is_ident_like

_EXPR_START = frozenset(
    "lit ! - * & && | || .. ..= ... < << :: lifetime # ( [ { async break const continue crate do false "
    "for if loop match move "
    "return self Self static super true unsafe while yield $crate".split()
)


_EXPR_NT = frozenset(["expr", "literal", "path", "block", "ident", "ty"])


_PAT_START = frozenset("( [ & && - lit .. ..= ... :: < << | _".split())


def undoc(tokens: list[Token]) -> list[Token]:
    """The tokens with doc comments as attributes, at this level."""
    if not any(t.kind == "doc" for t in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        out.extend(doc_attribute(token) if token.kind == "doc" else [token])
    return out


Events = Any  # a linked list (event, earlier) or None


ParseFragment = Callable[[str, list[Token], int], "tuple[Token, int, Token | None]"]


class Matcher:
    """One call against the rules of its macro.

    ``fragment(kind, tokens, at)`` gives the fragment there, the place behind it, and what is left of the token there
    if the fragment took a part of it.
    """

    def __init__(self, macro: MacroRules, fragment: ParseFragment, diagnostics: Diagnostics) -> None:
        self.macro = macro
        self.fragment = fragment
        self.diagnostics = diagnostics
        self.furthest: tuple[tuple[int, ...], Token, Loc | None] | None = None

    def run(self, tokens: list[Token]) -> tuple[Rule, dict[str, Any]] | None:
        """The first rule that fits, with what its variables stand for; None if none does."""
        for rule in self.macro.rules:
            results = self.level(rule.matcher, tokens, None, ())
            if results:
                return rule, _bindings(results[0])
        return None

    def failed(self, path: tuple[int, ...], token: Token, loc: Loc | None) -> None:
        if self.furthest is None or path > self.furthest[0]:
            self.furthest = (path, token, loc)

    def level(self, locs: list[Loc], tokens: list[Token], events: Events, path: tuple[int, ...]) -> list[Events]:
        """Match one group's content wholly; the ways that fit."""
        tokens = undoc(tokens)
        at = 0
        ways: list[tuple[int, Events]] = [(0, events)]
        while True:
            token = tokens[at]
            ends: list[Events] = []
            onward: list[tuple[int, Events]] = []
            wanting: list[tuple[int, Events]] = []
            last: Loc | None = None
            seen: set[int] = set()
            while ways:
                index, events = ways.pop()
                loc = locs[index]
                kind = loc.kind
                if kind == "tok":
                    assert loc.token is not None
                    last = loc
                    if same_token(loc.token, token):
                        onward.append((index + 1, events))
                elif kind == "var":
                    if may_start(loc.fragment, token, tokens, at):
                        wanting.append((index, events))
                    last = loc
                elif kind == "seq":
                    if loc.op in "*?":
                        ways.append((loc.after, (("none", loc.names), events)))
                    if index not in seen:
                        seen.add(index)
                        ways.append((loc.first, (("open", loc.names), events)))
                elif kind == "again":
                    ways.append((loc.after, (("close",), events)))
                    if loc.op != "?" and -index not in seen:
                        seen.add(-index)
                        ways.append((loc.first, (("next",), events)))
                elif kind == "sep":
                    ways.append((loc.after, (("close",), events)))
                    assert loc.token is not None
                    if same_token(loc.token, token):
                        onward.append((loc.first, (("next",), events)))
                elif kind == "group":
                    assert loc.token is not None
                    last = loc
                    if token.kind == loc.token.kind:
                        onward += [(index + 1, e) for e in self.level(loc.inner, token.extra, events, (*path, at))]
                elif token.kind in CLOSERS or token.kind == "eof":
                    ends.append(events)
            if token.kind in CLOSERS or token.kind == "eof":
                if len(ends) > 1:
                    self.ambiguous(token, [], len(ends))
                if not ends:
                    self.failed((*path, at), token, last)
                return ends
            if not onward and not wanting:
                self.failed((*path, at), token, last)
                return []
            if (onward and wanting) or len(wanting) > 1:
                self.ambiguous(token, [locs[i] for i, _ in wanting], len(onward))
            if wanting:
                index, events = wanting[0]
                value, at, rest = self.fragment(locs[index].fragment, tokens, at)
                if rest is not None:
                    tokens = [*tokens[:at], rest, *tokens[at + 1 :]]
                ways = [(index + 1, (("bind", locs[index].name, value), events))]
            else:
                at += 1
                ways = onward

    def ambiguous(self, token: Token, wanting: list[Loc], others: int) -> None:
        """rustc refuses calls that it cannot decide with one token of look-ahead."""
        kinds = " or ".join(f"{loc.fragment} ('{loc.name}')" for loc in wanting)
        rest = f"{others} other option{'s' if others != 1 else ''}" if others else ""
        options = f"built-in NTs {kinds}" + (f" or {rest}" if rest else "") if kinds else rest
        self.diagnostics.error(
            f"local ambiguity when calling macro `{self.macro.name}`: multiple parsing options: {options}."
            if wanting
            else "ambiguity: multiple successful parses",
            token.span,
        )
        raise MatchError()


def _bindings(events: Events) -> dict[str, Any]:
    """Play the events of a way: each variable's token, or nested lists of them."""
    order = []
    while events is not None:
        event, events = events
        order.append(event)
    result: dict[str, Any] = {}
    frames: list[tuple[tuple[str, ...], list[dict[str, Any]]]] = []

    def target() -> dict[str, Any]:
        return frames[-1][1][-1] if frames else result

    for event in reversed(order):
        kind = event[0]
        if kind == "bind":
            target()[event[1]] = event[2]
        elif kind == "open":
            frames.append((event[1], [{}]))
        elif kind == "next":
            frames[-1][1].append({})
        elif kind == "none":
            target().update({name: [] for name in event[1]})
        else:
            names, rounds = frames.pop()
            target().update({name: [each[name] for each in rounds] for name in names})
    return result


def same_token(wanted: Token, token: Token) -> bool:
    """Whether a literal token of a matcher fits; hygiene does not matter here."""
    if wanted.kind != token.kind:
        return False
    return wanted.text == token.text or (wanted.kind == "lit" and wanted.extra == token.extra)


def may_start(fragment: str, token: Token, tokens: list[Token], at: int) -> bool:
    """Whether a fragment of this kind could begin with ``token`` (rustc decides by the first token only)."""
    kind = token.kind
    if kind in CLOSERS or kind == "eof":
        return False
    nt = token.text if kind == "nt" else ""
    if fragment in ("tt", "item", "stmt"):
        return True
    if fragment == "ident":
        return is_ident_like(token) and kind != "$crate"
    if fragment == "lifetime":
        return kind == "lifetime"
    if fragment == "literal":
        return kind in ("lit", "true", "false", "-") or nt == "literal" or (nt == "expr" and _is_literal(token))
    if fragment == "vis":
        return kind in (",", "nt") or is_ident_like(token) or kind in TYPE_START
    if fragment == "block":
        return kind == "{" or nt in ("block",)
    if fragment in ("path", "meta"):
        return is_ident_like(token) or kind in ("::", "<", "<<") or nt in ("path", "meta", "ty")
    if fragment == "ty":
        return (kind == "ident") or kind in TYPE_START or nt in ("ty", "path")
    if fragment in ("pat", "pat_param"):
        if fragment == "pat_param" and kind == "|":
            return False
        return (
            is_ident_like(token) or kind in _PAT_START or nt in ("pat", "pat_param", "literal", "expr", "path", "block")
        )
    if kind == "_":
        return fragment == "expr"
    if kind == "const":
        return fragment == "expr" or not (at + 1 < len(tokens) and tokens[at + 1].kind == "{")
    return kind == "ident" or kind in _EXPR_START or nt in _EXPR_NT


def _is_literal(token: Token) -> bool:
    inner = [t for t in token.extra if t.kind != "eof"]
    return len(inner) == 1 and (
        inner[0].kind in ("lit", "true", "false") or (inner[0].kind == "nt" and _is_literal(inner[0]))
    )
