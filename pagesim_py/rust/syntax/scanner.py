"""Source text to token trees (Rust reference, "Lexical structure").

One compiled expression finds each token; what it cannot do (nested comments, telling what is wrong with a bad literal)
is done by
hand. Delimiters are matched on the way, so the parser never meets an unbalanced one: text whose delimiters do not
match is
reported here and refused as a whole, as rustc does.
"""

from __future__ import annotations

import re
import unicodedata
from sys import intern

from ..diagnostics import Diagnostics
from ..span import Span
from .literals import Literals
from .tokens import CLOSE_OF, KEYWORDS, OPENERS, Token

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n\v\f\x85\u200e\u200f\u2028\u2029]+|//(?!/(?!/)|!)[^\n]*)
  | (?P<raw>(?:br|cr|r)(?P<hashes>\#*)".*?"(?P=hashes))
  | (?P<str>[bc]?"[^"\\]*(?:\\.[^"\\]*)*")
  | (?P<char>b?'(?:[^'\\\n\r\t]|\\u\{[^}'\n]*\}|\\x[^'\n]{0,2}|\\[^xu\n])')
  | (?P<life>'(?:r\#)?[^\W\d]\w*+(?!'))
  | (?P<word>(?:r\#)?[^\W\d]\w*)
  | (?P<num>0x[0-9a-fA-F_]*|0o[0-9_]*|0b[0-9_]*
      |[0-9][0-9_]*(?:\.(?![._]|[^\W\d])(?:[0-9][0-9_]*)?)?(?:[eE][+-]?_*[0-9][0-9_]*)?)
  | (?P<doc>///(?!/)[^\n]*|//![^\n]*)
  | (?P<comment>/\*)
  | (?P<punct><<=|>>=|\.\.\.|\.\.=|::|->|=>|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|/=|%=|\^=|&=|\|=|<<|>>|\.\.
      |[-;,.<>=!&|+*/%^@\#?:$~])
  | (?P<delim>[()\[\]{}])
  | (?P<bad>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SUFFIX = re.compile(r"[^\W\d]\w*")
_PUNCT_FIRST = frozenset(";,.<>=!&|+-*/%^@#?:$~")
_NOT_RAW = frozenset(["self", "Self", "super", "crate", "_"])
_PREFIX_QUOTES = "'\"#"
MAX_DEPTH = 160
"""Groups may be nested this deep; deeper ones are refused with a message."""

_OPENER_OF = str.maketrans(")]}", "([{")

# Characters that look like Rust's own but are not: what people meant (they come with text copied from typeset pages).
_LOOKALIKES = {
    "\u201c": ('"', "quotation mark"),
    "\u201d": ('"', "quotation mark"),
    "\u201e": ('"', "quotation mark"),
    "\u2018": ("'", "single quote"),
    "\u2019": ("'", "single quote"),
    "\u2010": ("-", "minus/hyphen"),
    "\u2013": ("-", "minus/hyphen"),
    "\u2014": ("-", "minus/hyphen"),
    "\u2212": ("-", "minus/hyphen"),
    "\u037e": (";", "semicolon"),
    "\uff1b": (";", "semicolon"),
    "\uff1a": (":", "colon"),
    "\uff0c": (",", "comma"),
    "\uff08": ("(", "left parenthesis"),
    "\uff09": (")", "right parenthesis"),
    "\u00d7": ("*", "asterisk"),
    "\u2026": ("...", "dots"),
    "\u00a0": (" ", "space"),
    "\u3000": (" ", "space"),
    "\u2003": (" ", "space"),
    "\u2009": (" ", "space"),
}


def scan(text: str, file: int, diagnostics: Diagnostics, ctx: int = 0) -> list[Token] | None:
    """All tokens of ``text`` as trees, ending with an "eof" token;
    None if its delimiters do not match (then reported).
    """
    return _Scanner(text, file, diagnostics, ctx).run()


def scan_part(text: str, file: int, lo: int, hi: int, diagnostics: Diagnostics) -> list[Token]:
    """The token trees of ``text[lo:hi]``, which has been scanned before without an error; no "eof" token."""
    tokens = _Scanner(text, file, diagnostics, 0).run(lo, hi)
    assert tokens is not None
    return tokens[:-1]


class _Scanner:
    def __init__(self, text: str, file: int, diagnostics: Diagnostics, ctx: int) -> None:
        self.text = text
        self.file = file
        self.ctx = ctx
        self.diagnostics = diagnostics
        self.mismatches: list[
            tuple[Span, Token | None, Token | None]
        ] = []  # wrong closing, group left open, likely partner

    @property
    def literals(self) -> Literals:
        """Decodes literals. Made anew each time: one that is kept, and would keep this, could not go by itself."""
        return Literals(self.error)

    def span(self, lo: int, hi: int) -> Span:
        return Span(self.file, lo, hi, self.ctx)

    def error(self, message: str, lo: int, hi: int, label: str = "", code: str | None = None, help: str = "") -> None:
        self.diagnostics.error(message, self.span(lo, hi), code, label, helps=[help] if help else [])

    def run(self, start: int = 0, end: int | None = None) -> list[Token] | None:
        text, file, ctx = self.text, self.file, self.ctx
        new, keywords, first = tuple.__new__, KEYWORDS, _PUNCT_FIRST
        length = len(text) if end is None else end
        out: list[Token] = []
        stack: list[list[Token]] = []  # the lists around ``out``; the last token of each is the group that is open
        at = start
        if not start and text.startswith("#!") and not re.match(r"#!\s*\[", text):
            at = text.find("\n") if "\n" in text else length  # a shebang line
        while at < length:
            for match in _TOKEN.finditer(text, at, length):
                kind = match.lastgroup
                if kind == "space":
                    continue
                lo, hi = match.span()
                if kind == "word":
                    word = intern(text[lo:hi])
                    span = new(Span, (file, lo, hi, ctx))
                    if hi < length and text[hi] in _PREFIX_QUOTES and self.prefix(word, lo, hi):
                        return None
                    if word in keywords or word == "_":
                        out.append(new(Token, (word, word, span, None, False)))
                    elif word[:2] == "r#":
                        out.append(self.raw_word(word[2:], span))
                    else:
                        if not word.isascii():
                            word = unicodedata.normalize("NFC", word)
                        out.append(new(Token, ("ident", word, span, None, False)))
                elif kind == "punct":
                    word = intern(text[lo:hi])
                    joint = hi < length and text[hi] in first
                    out.append(new(Token, (word, word, new(Span, (file, lo, hi, ctx)), None, joint)))
                elif kind == "delim":
                    char = text[lo]
                    if char in OPENERS:
                        inside: list[Token] = []
                        out.append(Token(char, char, Span(file, lo, hi, ctx), inside))
                        stack.append(out)
                        out = inside
                        if len(stack) > MAX_DEPTH:
                            self.too_deep(lo)
                            return None
                        continue
                    while stack and CLOSE_OF[stack[-1][-1].kind] != char:
                        out = self.mismatched(stack, char, lo)
                        if not any(CLOSE_OF[outer[-1].kind] == char for outer in stack):
                            break
                    else:
                        if not stack:
                            self.unexpected(char, lo, out)
                            return None
                        out.append(Token(char, char, Span(file, lo, hi, ctx)))
                        out = stack.pop()
                else:
                    at = self.other(str(kind), lo, hi, out)
                    if at < 0:
                        return None
                    if at != hi:
                        break
            else:
                break
        if stack:
            self.unclosed(stack)
        self.report_mismatches()
        if stack or self.mismatches:
            return None
        out.append(Token("eof", "", self.span(length, length)))
        return out

    # --- the rarer tokens; each returns where scanning goes on, -1 to give up -----------------------------------------

    def other(self, kind: str, lo: int, hi: int, out: list[Token]) -> int:
        text = self.text
        if kind == "num":
            suffix = _SUFFIX.match(text, hi)
            end = suffix.end() if suffix else hi
            out.append(
                Token("lit", text[lo:end], self.span(lo, end), self.literals.number(text[lo:hi], text[hi:end], lo))
            )
            return end
        if kind in ("str", "raw", "char"):
            suffix = _SUFFIX.match(text, hi)
            end = suffix.end() if suffix else hi
            extra = self.literals.quoted(kind, text[lo:hi], lo)
            if suffix and suffix.group() != "_":
                self.literals.no_suffix(extra[0], suffix.group(), lo, hi)
            out.append(Token("lit", text[lo:end], self.span(lo, end), extra))
            return end
        if kind == "life":
            out.append(Token("lifetime", text[lo:hi], self.span(lo, hi)))
            return hi
        if kind == "doc":
            out.append(Token("doc", text[lo:hi].rstrip("\r"), self.span(lo, hi)))
            return hi
        if kind == "comment":
            return self.comment(lo, out)
        return self.bad(lo, out)

    def comment(self, lo: int, out: list[Token]) -> int:
        """A block comment, which may hold others."""
        depth = 0
        for match in re.compile(r"/\*|\*/").finditer(self.text, lo):
            depth += 1 if match.group() == "/*" else -1
            if depth == 0:
                hi = match.end()
                body = self.text[lo:hi]
                if body[2] in "*!" and not body.startswith(("/***", "/**/")):
                    out.append(Token("doc", body, self.span(lo, hi)))
                return hi
        doc = self.text[lo : lo + 3] in ("/**", "/*!")
        self.error(
            "unterminated block doc-comment" if doc else "unterminated block comment", lo, len(self.text), code="E0758"
        )
        return -1

    def bad(self, lo: int, out: list[Token]) -> int:
        """A character that starts no token, or a quote without its partner."""
        text = self.text
        char = text[lo]
        if char == '"':
            before = text[lo - 1 : lo]
            prefix = before if before in ("b", "c") and out and out[-1].text == before else ""
            what = {"b": "byte string", "c": "C string", "": "double quote string"}[prefix]
            self.error(
                f"unterminated {what}",
                lo - len(prefix),
                len(text),
                code={"b": "E0766", "c": "E0767"}.get(prefix, "E0765"),
            )
            return -1
        if char == "'":
            return self.quote(lo, out)
        if unicodedata.category(char) in ("So", "Sk", "Cn") and ord(char) > 0x2000:
            end = lo + 1
            while end < len(text) and ord(text[end]) > 0x2000 and not text[end].isspace():
                end += 1
            self.error(f"identifiers cannot contain emoji: `{text[lo:end]}`", lo, end)
            out.append(Token("ident", text[lo:end], self.span(lo, end)))
            return end
        end = lo + 1
        while end < len(text) and text[end] == char and char in _LOOKALIKES:
            end += 1
        shown = char if char.isascii() and char.isprintable() else f"\\u{{{ord(char):x}}}"
        meant = _LOOKALIKES.get(char)
        name = unicodedata.name(char, "this character").title()
        help = (
            f"Unicode character '{char}' ({name}) looks like '{meant[0]}' ({meant[1].title()}), but it is not"
            if meant
            else ""
        )
        self.error(f"unknown start of token: {shown}", lo, end, help=help)
        if char in "“„":
            close = text.find("”", lo)
            if 0 <= close < (text.find("\n", lo) if "\n" in text[lo:] else len(text)):
                out.append(
                    Token("lit", text[lo : close + 1], self.span(lo, close + 1), ("str", text[lo + 1 : close], ""))
                )
                return close + 1
        if meant and meant[0] in _PUNCT_FIRST:
            out.append(Token(meant[0], meant[0], self.span(lo, end)))
        return end

    def quote(self, lo: int, out: list[Token]) -> int:
        """A character literal that is not one character."""
        text = self.text
        byte = text[lo - 1 : lo] == "b" and bool(out) and out[-1].text == "b" and out[-1].span.hi == lo
        start = lo - 1 if byte else lo
        if byte:
            out.pop()
        line_end = text.find("\n", lo)
        line = text[lo + 1 : line_end if line_end >= 0 else len(text)]
        what = "byte" if byte else "character"
        if text[lo + 1 : lo + 3] in ("\n'", "\t'", "\r'"):
            shown = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[text[lo + 1]]
            self.error(f"{what} constant must be escaped: `{shown}`", lo + 1, lo + 2)
            out.append(Token("lit", text[lo : lo + 3], self.span(start, lo + 3), ("byte" if byte else "char", 10, "")))
            return lo + 3
        if line.startswith("'"):
            self.error(f"empty {what} literal", lo + 1, lo + 1, f"empty {what} literal")
            out.append(Token("lit", "''", self.span(start, lo + 2), ("byte" if byte else "char", 0, "")))
            return lo + 2
        close = re.compile(r"(?:[^'\\\n]|\\.)*'").match(text, lo + 1)
        if close is None:
            self.error(f"unterminated {what} literal", start, lo + 1 + len(line), code="E0763" if byte else "E0762")
            out.append(Token("lit", text[lo : lo + 1], self.span(start, lo + 1 + len(line)), ("char", 0, "")))
            return lo + 1 + len(line)
        body = close.group()[:-1]
        end = close.end()
        if len(body) == 1:
            names = {"\t": "\\t", "\r": "\\r"}
            self.error(f"{what} constant must be escaped: `{names.get(body, body)}`", lo + 1, end - 1)
        elif re.fullmatch(r"\\(x..?|u\{.*\}|.)", body):
            self.literals.quoted("char", text[start:end], start)
        else:
            self.error(
                f"{what} literal may only contain one {'byte' if byte else 'codepoint'}",
                start,
                end,
                help=f"if you meant to write a {'byte ' if byte else ''}string literal, use double quotes: "
                f'`{"b" * byte}"{body}"`',
            )
        out.append(Token("lit", text[lo:end], self.span(start, end), ("byte" if byte else "char", 0, "")))
        return end

    def prefix(self, word: str, lo: int, hi: int) -> bool:
        """``foo"..."``: edition 2021 and later keep all prefixes for the language.

        True for a raw string that never ends.
        """
        raw = re.compile(r'(#*)"').match(self.text, hi)
        if word in ("r", "br", "cr") and raw:
            self.error(
                "unterminated raw string",
                lo,
                lo + 1,
                "unterminated raw string",
                "E0748",
                f'this raw string should be terminated with `"{raw.group(1)}`',
            )
            return True
        if (word in ("b", "c", "r", "br", "cr") and self.text[hi] != "#") or (
            self.text[hi] == "'" and not re.match(r"'[^'\n]'", self.text[hi : hi + 3])
        ):
            return False
        self.error(f"prefix `{word}` is unknown", lo, hi, "unknown prefix")
        return False

    def raw_word(self, word: str, span: Span) -> Token:
        if word in _NOT_RAW:
            self.error(f"`{word}` cannot be a raw identifier", span.lo, span.hi)
        return Token("ident", word, span, True)

    # --- delimiters ---------------------------------------------------------------------------------------------------

    def too_deep(self, lo: int) -> None:
        self.error(
            f"this is nested more than {MAX_DEPTH} levels deep",
            lo,
            lo + 1,
            "pagesim follows delimiters no deeper than this",
            help="name some of the inner parts with `let`, or put them into functions of their own",
        )

    def mismatched(self, stack: list[list[Token]], char: str, lo: int) -> list[Token]:
        """A closing delimiter that does not fit the open group:
        note it, give that group up, and return the tokens around it.
        """
        here = self.span(lo, lo + 1)
        if not self.mismatches or self.mismatches[-1][0] != here:
            meant = [
                o[-1] for o in stack if CLOSE_OF[o[-1].kind] == char and self.indent(o[-1].span.lo) == self.indent(lo)
            ]
            self.mismatches.append((here, stack[-1][-1], meant[-1] if meant else None))
        return stack.pop()

    def unexpected(self, char: str, lo: int, before: list[Token]) -> None:
        """A closing delimiter though nothing is open. Parentheses closed too often before explain it, else the last
        braces.
        """
        extra: list[tuple[Span, str]] = []
        for here, group, _ in self.mismatches:
            if self.text[here.lo] in ")]":
                if group is not None:
                    extra.append((group.span, "the nearest open delimiter"))
                extra.append((here, f"missing open `{self.text[here.lo].translate(_OPENER_OF)}` for this delimiter"))
        braces = [token for token in before if token.kind == "{"]
        if not extra and braces and len(braces[-1].extra) > 1:
            suspect = self.badly_indented(Token("{", "{", braces[-1].span, braces[-1:]))
            if suspect is not None:
                extra.append((suspect[0], "this delimiter might not be properly closed..."))
                extra.append((suspect[1], "...as it matches this but it has different indentation"))
            else:
                extra.append((braces[-1].span, "this opening brace..."))
                extra.append((braces[-1].extra[-1].span, "...matches this closing brace"))
        self.mismatches = [entry for entry in self.mismatches if self.text[entry[0].lo] not in ")]"]
        self.report_mismatches()
        self.diagnostics.error(
            f"unexpected closing delimiter: `{char}`",
            self.span(lo, lo + 1),
            label="unexpected closing delimiter",
            secondary=extra,
        )

    def report_mismatches(self) -> None:
        """The closing delimiters that did not fit."""
        for here, group, meant in self.mismatches:
            places = [(here, "mismatched closing delimiter")]
            if group is not None:  # both are the mistake; what stands first is where it is told
                places.insert(0, (group.span, "unclosed delimiter"))
            (at, label), *beside = places
            secondary = [(meant.span, "closing delimiter possibly meant for this")] if meant is not None else []
            message = f"mismatched closing delimiter: `{self.text[here.lo]}`"
            self.diagnostics.error(message, at, label=label, secondary=secondary)
            self.diagnostics.items[-1].beside += beside

    def unclosed(self, stack: list[list[Token]]) -> None:
        """The text ends inside groups;
        the innermost whose closing brace is indented otherwise is the likely culprit.
        """
        end = self.span(len(self.text), len(self.text))
        secondary = [(outer[-1].span, "unclosed delimiter") for outer in stack]
        suspect = self.badly_indented(stack[-1][-1])
        if suspect is not None:
            opener, closer = suspect
            secondary.append((opener, "this delimiter might not be properly closed..."))
            secondary.append((closer, "...as it matches this but it has different indentation"))
        self.diagnostics.error("this file contains an unclosed delimiter", end, secondary=secondary)

    def badly_indented(self, group: Token) -> tuple[Span, Span] | None:
        """The first brace pair inside ``group`` whose two lines are indented differently."""
        found = None
        for token in group.extra:
            if token.kind in OPENERS and token.extra and token.extra[-1].kind == CLOSE_OF[token.kind]:
                if token.kind == "{" and found is None:
                    closer = token.extra[-1].span
                    start, end = self.indent(token.span.lo), self.indent(closer.lo)
                    if start != end and self.text.rfind("\n", 0, closer.lo) > token.span.lo:
                        found = (token.span, closer)
                        deeper = self.badly_indented(token)
                        return deeper or found
        return found

    def indent(self, at: int) -> int:
        start = self.text.rfind("\n", 0, at) + 1
        line = self.text[start:]
        return len(line) - len(line.lstrip(" \t"))
