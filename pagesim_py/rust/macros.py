"""``macro_rules!``: reading the rules, matching a call against them, writing out the chosen one (Rust reference, "Macros By Example").

Matching follows rustc: all ways through a matcher advance together, one token at a time; a fragment (``$e:expr``) is parsed when
exactly one way wants one and nothing else could go on, else the call is ambiguous. A fragment's extent is found by the parser itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .diagnostics import Diagnostics
from .span import Expansion, Sources, Span
from .tokens import CLOSERS, KEYWORDS, OPENERS, Token, describe, end_span, is_ident_like

FRAGMENTS = frozenset(
    "ident block stmt expr expr_2021 pat pat_param ty lifetime literal path meta tt item vis".split()
)
_TYPE_START = frozenset("( [ & && * ! _ :: < << lifetime ? fn unsafe extern impl dyn for Self self super crate $crate typeof".split())
_EXPR_START = frozenset(
    "lit ! - * & && | || .. ..= ... < << :: lifetime # ( [ { async break const continue crate do false for if loop match move "
    "return self Self static super true unsafe while yield $crate".split()
)
_EXPR_NT = frozenset(["expr", "literal", "path", "block", "ident", "ty"])
_PAT_START = frozenset("( [ & && - lit .. ..= ... :: < << | _".split())
_FOLLOW: dict[str, frozenset[str]] = {
    "expr": frozenset(["=>", ",", ";"]),
    "expr_2021": frozenset(["=>", ",", ";"]),
    "stmt": frozenset(["=>", ",", ";"]),
    "pat": frozenset(["=>", ",", "=", "if", "in"]),
    "pat_param": frozenset(["=>", ",", "=", "|", "if", "in"]),
    "ty": frozenset("{ [ , => : = > >> ; | as where block".split()),
    "path": frozenset("{ [ , => : = > >> ; | as where block".split()),
    "vis": frozenset([",", "ident", "ty", "path", *_TYPE_START, *(KEYWORDS - {"priv"})]),
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
    matcher: list[Loc]
    body: list[Token]
    depth: dict[str, int]
    body_span: Span


@dataclass(slots=True)
class MacroRules:
    """A macro by example. ``local``: defined inside a function, so that its body sees the locals around it."""

    name: str
    rules: list[Rule]
    crate: str
    span: Span
    local: bool = False


class MatchError(Exception):
    """A call that is wrong in a way that no other rule can mend; already reported."""


# --- reading rules ----------------------------------------------------------------------------------------------------


def read_rules(name: str, group: Token, crate: str, span: Span, diagnostics: Diagnostics, local: bool) -> MacroRules:
    """The macro whose rules are the content of ``group``; mistakes in them are reported."""
    macro = MacroRules(name, [], crate, span, local)
    tokens = group.extra[:-1]
    at = 0
    while at < len(tokens):
        left = tokens[at]
        if left.kind not in OPENERS:
            diagnostics.error("invalid macro matcher; matchers must be contained in balanced delimiters", left.span)
            return macro
        if at + 1 >= len(tokens) or tokens[at + 1].kind != "=>":
            where = tokens[at + 1].span if at + 1 < len(tokens) else group.extra[-1].span
            found = describe(tokens[at + 1]) if at + 1 < len(tokens) else "end of macro arguments"
            diagnostics.error(f"expected `=>`, found {found}", where, label="expected `=>`")
            return macro
        if at + 2 >= len(tokens) or tokens[at + 2].kind not in OPENERS:
            where = tokens[at + 2].span if at + 2 < len(tokens) else group.extra[-1].span
            diagnostics.error("macro rhs must be delimited", where)
            return macro
        right = tokens[at + 2]
        depth: dict[str, int] = {}
        matcher = _Reader(diagnostics, depth).sequence(left.extra[:-1], 0)
        matcher.append(Loc("end"))
        macro.rules.append(Rule(matcher, right.extra[:-1], depth, right.span))
        at += 3
        if at < len(tokens):
            if tokens[at].kind != ";":
                diagnostics.error(f"expected `;`, found {describe(tokens[at])}", tokens[at].span, label="expected `;`")
                return macro
            at += 1
    if not macro.rules:
        diagnostics.error("macros must contain at least one rule", span)
    return macro


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
            if token.kind in OPENERS:
                inner = self.sequence(token.extra[:-1], depth)
                inner.append(Loc("end"))
                out.append(Loc("group", token, inner=inner))
            elif token.kind == "doc":
                out.extend(Loc("tok" if t.kind not in OPENERS else "group", t, inner=self.closed(t, depth)) for t in doc_attribute(token))
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
                where = Span(after.token.span.file, after.token.span.lo - 1, after.token.span.hi + 1 + len(after.fragment), after.token.span.ctx)
            else:
                fits = after.token.kind in allowed or (loc.fragment == "vis" and after.token.kind == "ident")
                shown, where = after.token.text, after.token.span
            if not fits:
                allowed_text = ", ".join(f"`{a}`" for a in sorted(allowed) if a not in FRAGMENTS)
                self.diagnostics.error(
                    f"`${loc.name}:{loc.fragment}` is followed by `{shown}`, which is not allowed for `{loc.fragment}` fragments", where,
                    label=f"not allowed after `{loc.fragment}` fragments", notes=[f"allowed there are: {allowed_text}"],
                )

    def closed(self, token: Token, depth: int) -> list[Loc]:
        return [*self.sequence(token.extra[:-1], depth), Loc("end")] if token.kind in OPENERS else []

    def variable(self, tokens: list[Token], at: int, depth: int) -> Loc:
        name = tokens[at + 1]
        span = tokens[at].span.to(name.span)
        if at + 3 >= len(tokens) or tokens[at + 2].kind != ":":
            self.diagnostics.error(
                "missing fragment specifier", span, helps=["fragment specifiers must be provided", "try adding a specifier here: `:spec`"]
            )
            return Loc("var", name, name.text, "tt")
        fragment = tokens[at + 3].text
        if fragment not in FRAGMENTS:
            self.diagnostics.error(
                f"invalid fragment specifier `{fragment}`",
                tokens[at].span.to(tokens[at + 3].span),
                helps=["valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, `tt`, `item` "
                       "and `vis`, along with `expr_2021` and `pat_param` for edition compatibility"],
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


def undoc(tokens: list[Token]) -> list[Token]:
    """The tokens with doc comments as attributes, at this level."""
    if not any(t.kind == "doc" for t in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        out.extend(doc_attribute(token) if token.kind == "doc" else [token])
    return out


# --- matching ---------------------------------------------------------------------------------------------------------

Events = Any  # a linked list (event, earlier) or None
ParseFragment = Callable[[str, list[Token], int], "tuple[Token, int]"]


class Matcher:
    """One call against the rules of its macro. ``fragment(kind, tokens, at)`` gives the fragment there and the place behind it."""

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
                value, at = self.fragment(locs[index].fragment, tokens, at)
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
            f"local ambiguity when calling macro `{self.macro.name}`: multiple parsing options: {options}." if wanting
            else "ambiguity: multiple successful parses", token.span
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
        return kind in (",", "nt") or is_ident_like(token) or kind in _TYPE_START
    if fragment == "block":
        return kind == "{" or nt in ("block",)
    if fragment in ("path", "meta"):
        return is_ident_like(token) or kind in ("::", "<", "<<") or nt in ("path", "meta", "ty")
    if fragment == "ty":
        return (kind == "ident") or kind in _TYPE_START or nt in ("ty", "path")
    if fragment in ("pat", "pat_param"):
        if fragment == "pat_param" and kind == "|":
            return False
        return is_ident_like(token) or kind in _PAT_START or nt in ("pat", "pat_param", "literal", "expr", "path", "block")
    if kind == "_":
        return fragment == "expr"
    if kind == "const":
        return fragment == "expr" or not (at + 1 < len(tokens) and tokens[at + 1].kind == "{")
    return kind == "ident" or kind in _EXPR_START or nt in _EXPR_NT


def _is_literal(token: Token) -> bool:
    inner = [t for t in token.extra if t.kind != "eof"]
    return len(inner) == 1 and (inner[0].kind in ("lit", "true", "false") or (inner[0].kind == "nt" and _is_literal(inner[0])))


class Tokens(list[Token]):
    """A group's tokens, once they are written out."""

    __slots__ = ("job",)


class LazyTokens(Tokens):
    """The tokens of a braced group that are written out when first looked at: most bodies that a macro makes are never needed."""

    __slots__ = ()
    job: tuple[Transcriber, list[Token], dict[str, Any], Token]

    def __init__(self, writer: Transcriber, source: list[Token], bindings: dict[str, Any], close: Token) -> None:
        self.job = (writer, source, bindings, close)

    def _write(self) -> None:
        writer, source, bindings, close = self.job
        self.__class__ = Tokens  # type: ignore[assignment]
        writer.write(source[:-1], bindings, self)
        self.append(close)

    def __getitem__(self, index: Any) -> Any:
        if index == -1:
            return self.job[3]
        self._write()
        return self[index]

    def __len__(self) -> int:
        self._write()
        return len(self)

    def __iter__(self) -> Any:
        self._write()
        return iter(self)


# --- writing out ------------------------------------------------------------------------------------------------------


class Transcriber:
    """Writes out a rule's body. Identifiers of the body get a context of their own, which keeps its locals apart (hygiene)."""

    def __init__(self, macro: MacroRules, rule: Rule, bindings: dict[str, Any], call: Span, sources: Sources, diagnostics: Diagnostics) -> None:
        self.macro = macro
        self.rule = rule
        self.call = call
        self.sources = sources
        self.diagnostics = diagnostics
        self.bindings = bindings
        self.contexts: dict[int, int] = {}

    def run(self) -> list[Token]:
        """The expansion, ending with an "eof" token."""
        out: list[Token] = []
        self.write(self.rule.body, self.bindings, out)
        span = self.rule.body_span
        out.append(Token("eof", "", Span(span.file, span.hi, span.hi, self.context(span.ctx))))
        return out

    def context(self, ctx: int) -> int:
        """The context that this expansion gives to body tokens of context ``ctx``."""
        made = self.contexts.get(ctx)
        if made is None:
            expansions = self.sources.expansions
            made = len(expansions)
            expansions.append(Expansion(self.call, self.macro.name, self.macro.crate, ctx if self.macro.local else None))
            self.contexts[ctx] = made
        return made

    def mark(self, span: Span) -> Span:
        file, lo, hi, ctx = span
        made = self.contexts.get(ctx)
        return tuple.__new__(Span, (file, lo, hi, self.context(ctx) if made is None else made))

    def write(self, tokens: list[Token], bindings: dict[str, Any], out: list[Token]) -> None:
        at = 0
        count = len(tokens)
        contexts = self.contexts
        new = tuple.__new__
        while at < count:
            token = tokens[at]
            kind = token.kind
            if kind == "$" and at + 1 < count:
                following = tokens[at + 1]
                if following.kind == "crate":
                    out.append(Token("$crate", "$crate", self.mark(token.span.to(following.span)), self.macro.crate))
                    at += 2
                    continue
                if is_ident_like(following) and following.text in bindings:
                    self.substitute(token, following, bindings[following.text], out)
                    at += 2
                    continue
                if following.kind == "(":
                    separator, op, after = repetition_end(tokens, at + 2)
                    if not op:
                        self.diagnostics.error("expected one of: `*`, `+`, or `?`", tokens[at + 2].span if at + 2 < count else end_span(following))
                        raise MatchError()
                    self.repeat(following, separator, bindings, out)
                    at = after
                    continue
            if kind in OPENERS:
                source = token.extra
                close = Token(source[-1].kind, source[-1].text, self.mark(source[-1].span))
                if kind == "{" and len(source) > 4:
                    out.append(Token(kind, kind, self.mark(token.span), LazyTokens(self, source, bindings, close)))
                else:
                    inside: list[Token] = []
                    self.write(source[:-1], bindings, inside)
                    inside.append(close)
                    out.append(Token(kind, kind, self.mark(token.span), inside))
            elif kind == "nt":
                out.append(token)
            else:
                span = token.span
                made = contexts.get(span[3])
                span = new(Span, (span[0], span[1], span[2], self.context(span[3]) if made is None else made))
                out.append(new(Token, (kind, token.text, span, token.extra, token.joint)))
            at += 1

    def substitute(self, dollar: Token, name: Token, value: Any, out: list[Token]) -> None:
        if isinstance(value, list):
            where = self.mark(dollar.span.to(name.span))
            self.diagnostics.error(f"variable `{name.text}` is still repeating at this depth", where)
            raise MatchError()
        if value is not None:
            out.append(value)

    def repeat(self, group: Token, separator: Token | None, bindings: dict[str, Any], out: list[Token]) -> None:
        """``$( ... ) sep op``: once for each round of the variables inside."""
        names = sorted(self.names_in(group.extra, bindings))
        repeating = {name: bindings[name] for name in names if isinstance(bindings[name], list)}
        if not repeating:
            self.diagnostics.error(
                "attempted to repeat an expression containing no syntax variables matched as repeating at this depth", group.span
            )
            raise MatchError()
        rounds = len(next(iter(repeating.values())))
        for name, values in repeating.items():
            if len(values) != rounds:
                first = next(iter(repeating))
                self.diagnostics.error(
                    f"meta-variable `{first}` repeats {_times(rounds)}, but `{name}` repeats {_times(len(values))}", group.span
                )
                raise MatchError()
        for index in range(rounds):
            if index and separator is not None:
                out.append(Token(separator.kind, separator.text, self.mark(separator.span), separator.extra, separator.joint))
            inner = {**bindings, **{name: values[index] for name, values in repeating.items()}}
            self.write(group.extra[:-1], inner, out)

    def names_in(self, tokens: list[Token], bindings: dict[str, Any]) -> set[str]:
        found: set[str] = set()
        for index, token in enumerate(tokens):
            if token.kind in OPENERS:
                found |= self.names_in(token.extra, bindings)
            elif token.kind == "$" and index + 1 < len(tokens) and tokens[index + 1].text in bindings:
                found.add(tokens[index + 1].text)
        return found


def _times(count: int) -> str:
    return f"{count} time{'s' if count != 1 else ''}"
