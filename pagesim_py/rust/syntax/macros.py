"""``macro_rules!``: reading the rules, matching a call against them, writing out the chosen one (Rust reference,
"Macros By Example").

Matching follows rustc: all ways through a matcher advance together, one token at a time; a fragment (``$e:expr``) is
parsed when
exactly one way wants one and nothing else could go on, else the call is ambiguous. A fragment's extent is found by the
parser itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics
from ..span import Span
from .tokens import KEYWORDS, OPENERS, Token, describe, is_ident_like

FRAGMENTS = frozenset("ident block stmt expr expr_2021 pat pat_param ty lifetime literal path meta tt item vis".split())
TYPE_START = frozenset(
    "( [ & && * ! _ :: < << lifetime ? fn unsafe extern impl dyn for Self self super crate $crate typeof".split()
)
_FOLLOW: dict[str, frozenset[str]] = {
    "expr": frozenset(["=>", ",", ";"]),
    "expr_2021": frozenset(["=>", ",", ";"]),
    "stmt": frozenset(["=>", ",", ";"]),
    "pat": frozenset(["=>", ",", "=", "if", "in"]),
    "pat_param": frozenset(["=>", ",", "=", "|", "if", "in"]),
    "ty": frozenset("{ [ , => : = > >> ; | as where block".split()),
    "path": frozenset("{ [ , => : = > >> ; | as where block".split()),
    "vis": frozenset([",", "ident", "ty", "path", *TYPE_START, *(KEYWORDS - {"priv"})]),
}


@dataclass(slots=True)
class Loc:
    """One place in a matcher: kind "tok", "group", "var", "seq", "sep", "again" or "end"."""

    kind: str
    token: Token | None = None
    name: str = ""
    fragment: str = ""
    inner: list[Loc] = field(default_factory=list)
    op: str = ""
    first: int = 0
    after: int = 0
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Rule:
    """``unread``: in prelude crates, what ``body`` is read from when first looked at."""

    matcher: list[Loc]
    body: list[Token]
    depth: dict[str, int]
    body_span: Span
    unread: Callable[[], list[Token]] | None = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name != "body" or self.unread is None:
                raise AttributeError(name)
            self.body = self.unread()
            return self.body

    def wait(self, unread: Callable[[], list[Token]]) -> None:
        """Leave the body unread until somebody asks for it."""
        del self.body
        self.unread = unread


@dataclass(slots=True)
class MacroRules:
    """A macro by example. ``local``: defined inside a function, so that its body sees the locals around it.
    ``broken``: its definition has a mistake, so its calls are not looked at. ``item``: defined by ``macro``, not
    ``macro_rules!``: an item of its module.
    """

    name: str
    rules: list[Rule]
    crate: str
    span: Span
    local: bool = False
    broken: bool = False
    item: bool = False


class MatchError(Exception):
    """A call that is wrong in a way that no other rule can mend; already reported."""


# --- reading rules ----------------------------------------------------------------------------------------------------


def read_rules(name: str, group: Token, crate: str, span: Span, diagnostics: Diagnostics, local: bool) -> MacroRules:
    """The macro whose rules are the content of ``group``; mistakes in them are reported."""
    macro = MacroRules(name, [], crate, span, local)
    before = diagnostics.error_count
    _read_rules(macro, group, diagnostics)
    macro.broken = diagnostics.error_count > before
    return macro


def _read_rules(macro: MacroRules, group: Token, diagnostics: Diagnostics) -> None:
    tokens = group.extra[:-1]
    at = 0
    while at < len(tokens):
        left = tokens[at]
        if left.kind not in OPENERS:
            diagnostics.error("invalid macro matcher; matchers must be contained in balanced delimiters", left.span)
            return
        if at + 1 >= len(tokens) or tokens[at + 1].kind != "=>":
            where = tokens[at + 1].span if at + 1 < len(tokens) else group.extra[-1].span
            found = describe(tokens[at + 1]) if at + 1 < len(tokens) else "end of macro arguments"
            diagnostics.error(f"expected `=>`, found {found}", where, label="expected `=>`")
            return
        if at + 2 >= len(tokens) or tokens[at + 2].kind not in OPENERS:
            where = tokens[at + 2].span if at + 2 < len(tokens) else group.extra[-1].span
            diagnostics.error("macro rhs must be delimited", where)
            return
        _add_rule(macro, left, tokens[at + 2], diagnostics)
        at += 3
        if at < len(tokens):
            if tokens[at].kind != ";" and not (macro.item and tokens[at].kind == ","):
                diagnostics.error(f"expected `;`, found {describe(tokens[at])}", tokens[at].span, label="expected `;`")
                return
            at += 1
    if not macro.rules:
        diagnostics.error("macros must contain at least one rule", macro.span)


def read_item_macro(
    name: str, left: Token | None, group: Token, crate: str, span: Span, diagnostics: Diagnostics, local: bool
) -> MacroRules:
    """The macro that ``macro name(..) { .. }`` defines by one rule, with ``left`` as its matcher, or
    ``macro name { (..) => { .. }, .. }`` by several.
    """
    macro = MacroRules(name, [], crate, span, local, item=True)
    before = diagnostics.error_count
    if left is None:
        _read_rules(macro, group, diagnostics)
    else:
        _add_rule(macro, left, group, diagnostics)
    macro.broken = diagnostics.error_count > before
    return macro


def _add_rule(macro: MacroRules, left: Token, right: Token, diagnostics: Diagnostics) -> None:
    depth: dict[str, int] = {}
    _check_body(right.extra[:-1], diagnostics)
    matcher = _Reader(diagnostics, depth).sequence(left.extra[:-1], 0)
    matcher.append(Loc("end"))
    macro.rules.append(Rule(matcher, right.extra[:-1], depth, right.span))


def _check_body(tokens: list[Token], diagnostics: Diagnostics) -> None:
    """A ``$`` must begin something."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "$" and following is not None and not is_ident_like(following):
            if following.kind not in ("(", "$", "{", "["):
                found = describe(following)
                diagnostics.error(f"expected identifier, found {found}", following.span, label="expected identifier")
        if token.kind in OPENERS:
            _check_body(token.extra[:-1], diagnostics)


class _Reader:
    """Turns a matcher's tokens into places."""

    def __init__(self, diagnostics: Diagnostics, depth: dict[str, int]) -> None:
        self.diagnostics = diagnostics
        self.depth = depth

    def sequence(self, tokens: list[Token], depth: int, base: int = 0) -> list[Loc]:
        out: list[Loc] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            if token.kind == "$" and following is not None:
                if is_ident_like(following):
                    if following.kind == "crate":
                        out.append(Loc("tok", Token("$crate", "$crate", following.span)))
                        at += 2
                        continue
                    out.append(self.variable(tokens, at, depth))
                    at += 4
                    continue
                if following.kind == "(":
                    at = self.repetition(tokens, at, depth, out, base)
                    continue
            if token.kind == "$" and following is not None and following.kind == "$":
                self.diagnostics.error("unexpected token: $", following.span)
                at += 1
                continue
            if token.kind in OPENERS:
                inner = self.sequence(token.extra[:-1], depth)
                inner.append(Loc("end"))
                out.append(Loc("group", token, inner=inner))
            elif token.kind == "doc":
                out.extend(
                    Loc("tok" if t.kind not in OPENERS else "group", t, inner=self.closed(t, depth))
                    for t in doc_attribute(token)
                )
            else:
                out.append(Loc("tok", token))
            at += 1
        self.check_follow(out)
        return out

    def check_follow(self, locs: list[Loc]) -> None:
        """What may stand behind a fragment, so that the language can grow without changing what calls mean."""
        for loc, after in pairwise(locs):
            allowed = _FOLLOW.get(loc.fragment) if loc.kind == "var" else None
            if allowed is None or after.kind not in ("tok", "group", "var") or after.token is None or loc.token is None:
                continue
            if after.kind == "var":
                fits = after.fragment in allowed
                shown = f"${after.name}:{after.fragment}"
                where = Span(
                    after.token.span.file,
                    after.token.span.lo - 1,
                    after.token.span.hi + 1 + len(after.fragment),
                    after.token.span.ctx,
                )
            else:
                fits = after.token.kind in allowed or (loc.fragment == "vis" and after.token.kind == "ident")
                shown, where = after.token.text, after.token.span
            if not fits:
                allowed_text = ", ".join(f"`{a}`" for a in sorted(allowed) if a not in FRAGMENTS)
                self.diagnostics.error(
                    f"`${loc.name}:{loc.fragment}` is followed by `{shown}`, which is not allowed for "
                    f"`{loc.fragment}` fragments",
                    where,
                    label=f"not allowed after `{loc.fragment}` fragments",
                    notes=[f"allowed there are: {allowed_text}"],
                )

    def closed(self, token: Token, depth: int) -> list[Loc]:
        return [*self.sequence(token.extra[:-1], depth), Loc("end")] if token.kind in OPENERS else []

    def variable(self, tokens: list[Token], at: int, depth: int) -> Loc:
        name = tokens[at + 1]
        span = tokens[at].span.to(name.span)
        if at + 3 >= len(tokens) or tokens[at + 2].kind != ":":
            self.diagnostics.error(
                "missing fragment specifier",
                span,
                helps=["fragment specifiers must be provided", "try adding a specifier here: `:spec`"],
            )
            return Loc("var", name, name.text, "tt")
        fragment = tokens[at + 3].text
        if fragment not in FRAGMENTS:
            self.diagnostics.error(
                f"invalid fragment specifier `{fragment}`",
                tokens[at].span.to(tokens[at + 3].span),
                helps=[
                    "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, "
                    "`literal`, `path`, `meta`, `tt`, `item` "
                    "and `vis`, along with `expr_2021` and `pat_param` for edition compatibility"
                ],
            )
            fragment = "tt"
        if name.text in self.depth:
            self.diagnostics.error("duplicate matcher binding", span, label="duplicate binding")
        self.depth[name.text] = depth
        return Loc("var", name, name.text, fragment)

    def repetition(self, tokens: list[Token], at: int, depth: int, out: list[Loc], base: int) -> int:
        """``$( ... ) sep op``; returns where reading goes on."""
        group = tokens[at + 1]
        separator, op, after = repetition_end(tokens, at + 2)
        if not op:
            where = tokens[at + 2].span if at + 2 < len(tokens) else group.span
            self.diagnostics.error("expected one of: `*`, `+`, or `?`", where)
            op = "*"
        if op == "?" and separator is not None:
            self.diagnostics.error("the `?` macro repetition operator does not take a separator", separator.span)
            separator = None
        start = base + len(out)
        before = set(self.depth)
        body = self.sequence(group.extra[:-1], depth + 1, start + 1)
        names = tuple(name for name in self.depth if name not in before)
        end = start + 1 + len(body)
        if not body:
            self.diagnostics.error("repetition matches empty token tree", group.span)
        out.append(Loc("seq", op=op, first=start + 1, after=end + 1, names=names))
        out.extend(body)
        out.append(Loc("sep" if separator is not None else "again", separator, op=op, first=start + 1, after=end + 1))
        return after


def repetition_end(tokens: list[Token], at: int) -> tuple[Token | None, str, int]:
    """Separator, operator and the place behind them, after the group of ``$(...)``; operator "" if there is none."""
    if at < len(tokens) and tokens[at].kind in ("*", "+", "?"):
        return None, tokens[at].kind, at + 1
    if at + 1 < len(tokens) and tokens[at + 1].kind in ("*", "+", "?"):
        return tokens[at], tokens[at + 1].kind, at + 2
    return None, "", at


def doc_attribute(token: Token) -> list[Token]:
    """A doc comment as the attribute that it stands for: what macros see."""
    text, span = token.text, token.span
    inner = text.startswith(("//!", "/*!"))
    body = text[3:-2] if text.startswith("/*") else text[3:]
    inside = [
        Token("ident", "doc", span),
        Token("=", "=", span),
        Token("lit", '"' + body.replace("\\", "\\\\").replace('"', '\\"') + '"', span, ("str", body, "")),
        Token("]", "]", span),
    ]
    tokens = [Token("#", "#", span), Token("[", "[", span, inside)]
    return [tokens[0], Token("!", "!", span), tokens[1]] if inner else tokens


# --- matching ---------------------------------------------------------------------------------------------------------


# --- writing out ------------------------------------------------------------------------------------------------------
