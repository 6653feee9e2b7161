"""Writing out a ``macro_rules!`` rule: the body with the call's fragments put in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..span import Expansion, Span
from .macros import MacroRules, MatchError, Rule, repetition_end
from .tokens import OPENERS, Token, end_span, is_ident_like
from .unread import again_from

if TYPE_CHECKING:
    from .macro_scope import Session


class Tokens(list[Token]):
    """A group's tokens, once they are written out."""

    __slots__ = ("job",)

    def wait(self) -> None:
        """See `LazyTokens.wait`."""


class LazyTokens(Tokens):
    """The tokens of a braced group that are written out when first looked at:
    most bodies that a macro makes are never needed.
    """

    __slots__ = ()
    job: tuple[Transcriber, list[Token] | Callable[[], list[Token]], dict[str, Any], Token]

    def __init__(self, writer: Transcriber, source: list[Token], bindings: dict[str, Any], close: Token) -> None:
        self.job = (writer, source, bindings, close)

    def wait(self) -> None:
        """Forget the macro's own tokens, if they can be had again."""
        writer, source, bindings, close = self.job
        again = again_from(source[:-1], writer.sources) if isinstance(source, list) else None
        if again is not None:
            self.job = (writer, again, bindings, close)

    def _write(self) -> None:
        writer, source, bindings, close = self.job
        self.__class__ = Tokens  # type: ignore[assignment]
        tokens = source[:-1] if isinstance(source, list) else source()
        try:
            writer.write(tokens, bindings, self)
        except MatchError:  # reported already
            self.clear()
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


class Transcriber:
    """Writes out a rule's body.

    Identifiers of the body get a context of their own, which keeps its locals apart (hygiene).
    """

    def __init__(
        self,
        macro: MacroRules,
        rule: Rule,
        bindings: dict[str, Any],
        call: Span,
        session: Session,
    ) -> None:
        self.macro = macro
        self.session = session
        self.rule = rule
        self.call = call
        self.sources = session.sources
        self.diagnostics = session.diagnostics
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
            expansions.append(
                Expansion(self.call, self.macro.name, self.macro.crate, ctx if self.macro.local else None)
            )
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
                        self.diagnostics.error(
                            "expected one of: `*`, `+`, or `?`",
                            tokens[at + 2].span if at + 2 < count else end_span(following),
                        )
                        raise MatchError()
                    self.repeat(following, separator, bindings, out)
                    at = after
                    continue
            if kind in OPENERS:
                source = token.extra
                close = Token(source[-1].kind, source[-1].text, self.mark(source[-1].span))
                if kind == "{" and len(source) > 4:
                    later = LazyTokens(self, source, bindings, close)
                    out.append(Token(kind, kind, self.mark(token.span), later))
                    if self.session.waiting is not None:
                        self.session.waiting.append(later)
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
                "attempted to repeat an expression containing no syntax variables matched as repeating at this depth",
                group.span,
            )
            raise MatchError()
        rounds = len(next(iter(repeating.values())))
        for name, values in repeating.items():
            if len(values) != rounds:
                first = next(iter(repeating))
                self.diagnostics.error(
                    f"meta-variable `{first}` repeats {_times(rounds)}, but `{name}` repeats {_times(len(values))}",
                    group.span,
                )
                raise MatchError()
        for index in range(rounds):
            if index and separator is not None:
                out.append(
                    Token(separator.kind, separator.text, self.mark(separator.span), separator.extra, separator.joint)
                )
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
