"""Tokens as trees: what the scanner makes, macros rearrange and the parser reads.

A token's ``kind`` is its own text where that is fixed (``;``, ``fn``, ``>>=``), else a class: "ident", "lifetime",
"lit", "doc".
A delimited group is one token whose kind is the opening delimiter and whose ``extra`` is the list of tokens inside,
ending
with the closing one. "nt" is a piece of syntax that a macro took in as one (``$e:expr``): ``text`` tells which,
``extra`` holds its tokens.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..span import Span

STRICT = frozenset(
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop "
    "match mod move mut "
    "pub ref return self Self static struct super trait true type unsafe use where while".split()
)
RESERVED = frozenset("abstract become box do final gen macro override priv try typeof unsized virtual yield".split())
KEYWORDS = STRICT | RESERVED
PATH_KEYWORDS = frozenset(["self", "Self", "super", "crate", "$crate"])

OPENERS = frozenset("([{")
CLOSERS = frozenset(")]}")
CLOSE_OF = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    """One token tree. ``joint``: the next token is punctuation right behind this one. For "ident", ``extra`` is true
    if written ``r#name``;
    for "lit" it is (kind, body, suffix) as scanned."""

    kind: str
    text: str
    span: Span
    extra: Any = None
    joint: bool = False


def describe(token: Token) -> str:
    """The token in a message, as rustc words it: "keyword `fn`", "`;`", "`<eof>`"."""
    kind = token.kind
    if kind == "_":
        return "reserved identifier `_`"
    if kind in STRICT:
        return f"keyword `{kind}`"
    if kind in RESERVED:
        return f"reserved keyword `{kind}`"
    if kind == "doc":
        return f"doc comment `{token.text}`"
    if kind == "eof":
        return "`<eof>`" if not token.text else token.text
    if kind == "nt":
        return f"`{token.text}` metavariable"
    return f"`{token.text}`"


def is_ident_like(token: Token) -> bool:
    """An identifier or a keyword (what a macro's ``ident`` and ``tt`` fragments and attribute names accept)."""
    return token.kind == "ident" or token.kind in KEYWORDS or token.kind == "$crate"


def end_span(token: Token) -> Span:
    """The span of a token's last part: of the closing delimiter for a group."""
    if token.kind in OPENERS:
        last: Token = token.extra[-1]
        return last.span
    return token.span


def full_span(token: Token) -> Span:
    """The span of the whole token tree."""
    return token.span.to(end_span(token))


def flat_text(tokens: list[Token]) -> str:
    """The tokens as source text with the spacing of rustc's ``stringify!``."""
    out: list[str] = []
    _print(tokens, out)
    return "".join(out)


def _print(tokens: list[Token], out: list[str]) -> None:
    previous: Token | None = None
    for token in tokens:
        if token.kind in CLOSERS or token.kind == "eof":
            continue
        if previous is not None and _space_between(previous, token):
            out.append(" ")
        _print_one(token, out)
        previous = token


def _print_one(token: Token, out: list[str]) -> None:
    if token.kind in OPENERS:
        inner: list[str] = []
        _print(token.extra, inner)
        body = "".join(inner)
        if token.kind == "{":
            out.append("{ " + body + " }" if body else "{}")
        else:
            out.append(token.kind + body + CLOSE_OF[token.kind])
    elif token.kind == "nt":
        _print(token.extra, out)
    elif token.kind == "ident" and token.extra:
        out.append("r#" + token.text)
    else:
        out.append(token.text)


def _space_between(left: Token, right: Token) -> bool:
    """Whether the two stood apart in the source; where they come from different places, rustc's guess."""
    a, b = end_span(left), right.span
    if left.kind == "nt" and left.extra:
        a = end_span(left.extra[-1])
    if right.kind == "nt" and right.extra:
        b = right.extra[0].span
    if a.file == b.file and a.ctx == b.ctx and b.lo >= a.hi:
        return b.lo > a.hi
    return _guess_space(left, right)


def _guess_space(left: Token, right: Token) -> bool:
    if left.kind in ("$", "!", "&", "*", ".", "::", "#") or right.kind in (",", ";", ".", "::", "?", "!"):
        return False
    if right.kind == "(":
        return left.kind != "ident"
    return not (right.kind == "[" and left.kind in ("ident", "#"))
