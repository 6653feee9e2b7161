"""The parser's hands: a cursor over token trees, what was expected where, and the wording of "expected ..., found ...".

As in rustc, every token that would have been accepted at a place is noted (``expected``) until the next step forward,
so that a message can list them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics, similar
from ..span import Ident, Span
from . import ast
from .tokens import CLOSERS, KEYWORDS, OPENERS, PATH_KEYWORDS, Token, describe

if TYPE_CHECKING:
    from .macro_scope import ParseContext

PLAIN_WORDS = {
    "operator": "an operator",
    "identifier": "identifier",
    "lifetime": "lifetime",
    "path": "path",
    "type": "type",
    "const": "a const expression",
}
_BEGIN_EXPR = frozenset(
    "ident lit nt _ ! - * & && | || .. ..= ... < << :: lifetime # ( [ { $crate async break const "
    "continue crate do false for if loop match move "
    "return self Self static super true unsafe while yield let".split()
)
_BEGIN_ITEM = frozenset("use fn pub extern const static mod struct enum trait impl type unsafe".split())


class ParseError(Exception):
    """Parsing cannot go on here; the message is already given."""


class ParserCore:
    """A cursor over one list of token trees. ``tok`` is the current token, ``prev`` the last one taken."""

    def __init__(self, context: ParseContext, tokens: list[Token]) -> None:
        if not tokens or (tokens[-1].kind not in CLOSERS and tokens[-1].kind != "eof"):
            end = tokens[-1].span if tokens else Span(0, 0, 0)
            tokens = [*tokens, Token("eof", "", Span(end.file, end.hi, end.hi, end.ctx))]
        self.context = context
        self.diagnostics: Diagnostics = context.diagnostics
        self.tokens = tokens
        self.at = 0
        self.tok: Token = tokens[0]
        self.prev: Token = Token("eof", "", self.tok.span)
        self.expected: list[str] = []
        self.outer: list[tuple[list[Token], int]] = []
        self.expand = True  # false while only the extent of a macro's fragment is looked for
        self.no_struct = False
        self.stmt_expr = False
        self.allow_let = False
        self.macro_arguments = False  # the tokens are a macro call's arguments
        self.in_parens: ast.Expr | None = (
            None  # the expression last read that stood in parentheses (these leave no node)
        )

    # --- moving -------------------------------------------------------------------------------------------------------

    def bump(self) -> Token:
        """Take the current token (a group as a whole) and go on."""
        token = self.tok
        self.prev = token
        if self.expected:
            self.expected.clear()
        if self.at + 1 < len(self.tokens):
            self.at += 1
            self.tok = self.tokens[self.at]
        return token

    def peek(self, ahead: int = 1) -> Token:
        """The token ``ahead`` places after the current one; the list's last one if there are not so many."""
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else self.tokens[-1]

    def enter(self) -> Token:
        """Go into the group that is the current token; returns its token."""
        group = self.tok
        self.outer.append((self.tokens, self.at))
        self.tokens = group.extra
        self.at = 0
        self.prev = group
        self.tok = self.tokens[0]
        self.expected.clear()
        return group

    def leave(self) -> Token:
        """Go out of the group, whose end must have been reached; returns the closing token."""
        close = self.tok
        self.tokens, self.at = self.outer.pop()
        self.tok = self.tokens[self.at]
        self.bump()
        self.prev = close
        return close

    def unwind(self, depth: int) -> None:
        """After an error: go out of groups until ``len(self.outer) == depth``;
        the current token is then the group that was being read.
        """
        if len(self.outer) > depth:
            self.tokens, self.at = self.outer[depth]
            del self.outer[depth:]
            self.tok = self.tokens[self.at]
        self.expected.clear()

    @property
    def at_end(self) -> bool:
        return self.tok.kind in CLOSERS or self.tok.kind == "eof"

    def split(self, first: str) -> None:
        """The current token is e.g. ``>>`` and its first part is wanted: take that, leave the rest."""
        token = self.tok
        rest = token.text[len(first) :]
        span = token.span
        self.prev = Token(first, first, Span(span.file, span.lo, span.lo + len(first), span.ctx), None, True)
        self.tok = Token(rest, rest, Span(span.file, span.lo + len(first), span.hi, span.ctx), None, token.joint)
        self.expected.clear()

    # --- asking -------------------------------------------------------------------------------------------------------

    def check(self, kind: str) -> bool:
        """Whether the current token is ``kind``; if not, remember that it could have been."""
        if self.tok.kind == kind:
            return True
        self.expected.append(kind)
        return False

    def eat(self, kind: str) -> bool:
        """Take the current token if it is ``kind``."""
        if self.tok.kind == kind:
            self.bump()
            return True
        self.expected.append(kind)
        return False

    def is_word(self, text: str, ahead: int = 0) -> bool:
        """Whether a token is the (weak keyword) identifier ``text``."""
        token = self.tok if ahead == 0 else self.peek(ahead)
        return token.kind == "ident" and token.text == text and not token.extra

    def eat_split(self, kind: str) -> bool:
        """Take ``kind``, also as the beginning of a longer operator (``>`` of ``>>=``, ``&`` of ``&&``)."""
        text = self.tok.kind
        if text == kind:
            self.bump()
            return True
        if text.startswith(kind) and text in ("<<", "<<=", ">>", ">>=", ">=", "&&", "||", "<=", "&=", "|="):
            self.split(kind)
            return True
        self.expected.append(kind)
        return False

    def expect(self, kind: str) -> Token:
        """Take a token of this kind or fail with "expected ..."."""
        if self.tok.kind == kind:
            return self.bump()
        return self.expect_one_of([kind])

    def expect_one_of(self, kinds: list[str], also: tuple[str, ...] = ()) -> Token:
        """Take one of ``kinds``, or just see one of ``also``; else fail, listing everything that would have been
        accepted here.
        A semicolon forgotten at a line's end is reported and taken as written."""
        if self.tok.kind in kinds:
            return self.bump()
        if self.tok.kind in also:
            return self.tok
        return self.not_expected([*self.expected, *kinds, *also])

    # --- failing ------------------------------------------------------------------------------------------------------

    def fail(
        self,
        message: str,
        span: Span | None = None,
        label: str = "",
        code: str | None = None,
        helps: list[str] | None = None,
        secondary: list[tuple[Span, str]] | None = None,
    ) -> ParseError:
        """Report an error (at the current token by default); the result is to be raised."""
        where = self.tok.span if span is None else span
        self.diagnostics.error(message, where, code, label, helps=helps or [], secondary=secondary or [])
        return ParseError()

    def found(self) -> str:
        """The current token as messages name it."""
        if self.macro_arguments and self.at_end and not self.outer:
            return "end of macro arguments"
        return describe(self.tok)

    def line_break_before(self) -> bool:
        """Whether the current token stands on a later line than the one before it."""
        a, b = self.prev.span, self.tok.span
        if a.file != b.file or a.ctx != b.ctx or b.lo < a.hi:
            return False
        return "\n" in self.context.sources.files[a.file].text[a.hi : b.lo]

    def after_prev(self) -> Span:
        """The empty place right behind the last token."""
        span = self.prev.span
        return Span(span.file, span.hi, span.hi, span.ctx)

    def not_expected(self, kinds: list[str]) -> Token:
        """Report that none of ``kinds`` is here. Returns only after mending a forgotten or mistyped semicolon."""
        found = self.found()
        breaks = self.line_break_before()
        if ";" in kinds:
            if self.prev.kind == "?" and self.tok.kind != "?":
                raise self.fail(
                    "Rust has no ternary operator", self.prev.span, helps=["use an `if-else` expression instead"]
                )
            if (
                self.tok.kind == ":"
                and self.prev.span.hi == self.tok.span.lo
                and self.peek().span.lo == self.tok.span.hi
            ):
                if self.prev.kind == "ident" and self.peek().kind == "ident":
                    raise self.fail(
                        "path separator must be a double colon", None, helps=["use a double colon instead: `::`"]
                    )
        if ";" in kinds and breaks:
            tok, following = self.tok, self.peek()
            if tok.kind in (",", ":") and self.prev.kind == ")":
                pass
            elif tok.kind in (",", ":") and (following.kind in CLOSERS or following.kind in _BEGIN_EXPR):
                self.diagnostics.error(f"expected `;`, found {found}", tok.span, helps=["change this to `;`"])
                return self.bump()
            elif (
                (tok.kind == "}" or tok.kind in _BEGIN_EXPR or tok.kind in _BEGIN_ITEM or tok.kind == "macro_rules")
                and (tok.kind != ";" and not (tok.kind == "#" and self.prev.text.endswith('"')))
                and "," not in kinds
            ):
                self.diagnostics.error(
                    f"expected `;`, found {found}",
                    self.after_prev(),
                    label="help: add `;` here",
                    secondary=[(tok.span, "unexpected token")],
                )
                return Token(";", ";", self.after_prev())
        names = sorted({PLAIN_WORDS.get(kind, f"`{kind}`") for kind in kinds})
        if len(names) > 1:
            listed = f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} or {names[-1]}"
            message = f"expected one of {listed}, found {found}"
            label = f"expected one of {listed}" if len(names) <= 6 else f"expected one of {len(names)} possible tokens"
        elif names:
            message = f"expected {names[0]}, found {found}"
            label = f"expected {names[0]}"
        else:
            message = label = f"unexpected token: {found}"
        helps = []
        word = self.prev.text if self.prev.kind == "ident" else ""
        if word and (meant := similar(word, [k for k in kinds if k in KEYWORDS])):
            helps.append(f"there is a keyword `{meant}` with a similar name")
        if breaks and self.prev.kind != "eof":
            raise self.fail(message, None, "unexpected token", helps=helps, secondary=[(self.after_prev(), label)])
        raise self.fail(message, None, label, helps=helps)

    # --- names --------------------------------------------------------------------------------------------------------

    def ident(self) -> Ident:
        """Take an identifier; a keyword is reported as such and taken all the same where that is safe."""
        token = self.tok
        if token.kind == "ident":
            self.bump()
            return Ident(token.text, token.span)
        self.expected_ident()
        if token.kind in KEYWORDS and token.kind not in PATH_KEYWORDS:
            self.bump()
            return Ident(token.text, token.span)
        raise ParseError()

    def expected_ident(self) -> None:
        """Report that an identifier was expected here."""
        token = self.tok
        helps = []
        if token.kind in KEYWORDS and token.kind not in PATH_KEYWORDS:
            helps.append(f"escape `{token.kind}` to use it as an identifier: `r#{token.kind}`")
        elif token.kind == "," and self.peek().kind == "ident":
            helps.append("remove this comma")
        kind = describe(token)
        if token.kind == "doc":
            raise self.fail(f"expected identifier, found doc comment `{token.text}`")
        self.diagnostics.error(
            f"expected identifier, found {kind if token.kind != 'eof' else self.found()}",
            token.span,
            label=f"expected identifier, found {kind.split(' `')[0]}"
            if token.kind in KEYWORDS
            else "expected identifier",
            helps=helps,
        )

    def lifetime(self) -> Ident:
        """Take a lifetime or label; the name keeps its quote."""
        token = self.bump()
        return Ident(token.text, token.span)

    # --- spans --------------------------------------------------------------------------------------------------------

    def since(self, start: Span) -> Span:
        """From ``start`` to the end of the last token taken.

        Where a macro mixed the two, the part that the macro wrote wins.
        """
        end = self.prev.span
        if start.ctx == end.ctx and start.file == end.file:
            return Span(start.file, start.lo, max(end.hi, start.hi), start.ctx)
        return start if start.ctx else end if end.ctx else start

    # --- the other rooms of the parser, where they are used before they are defined -----------------------------------

    def parse_expr(self) -> ast.Expr:
        """An expression without restrictions."""
        raise NotImplementedError

    def parse_block(self) -> ast.Block:
        """A braced block."""
        raise NotImplementedError

    def parse_type(self, plus: bool = True) -> ast.Type:
        """A type; ``plus``: ``dyn A + B`` may follow without parentheses."""
        raise NotImplementedError

    def parse_pattern(self, top: bool = True) -> ast.Pattern:
        """A pattern; ``top``: alternatives ``a | b`` are allowed."""
        raise NotImplementedError

    def begins_block(self) -> bool:
        """Whether a block stands here, written or taken in by a macro."""
        return self.tok.kind == "{" or (self.tok.kind == "nt" and self.tok.text == "block")

    def skip_group(self) -> Token:
        """Take a whole group unread."""
        if self.tok.kind not in OPENERS:
            raise self.fail(
                f"expected one of `(`, `[`, or `{{`, found {self.found()}", None, "expected one of `(`, `[`, or `{`"
            )
        group = self.bump()
        self.prev = group.extra[-1]
        return group


def is_block_like(expr: ast.Expr) -> bool:
    """Whether the expression needs no semicolon to be a statement."""
    if isinstance(expr, (ast.If, ast.Match, ast.Loop, ast.While, ast.For)):
        return True
    return isinstance(expr, ast.BlockExpr)
