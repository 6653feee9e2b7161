"""Macro calls where they stand:
finding the macro, expanding, reading what came out as expression, statements, items, type or pattern.
"""

from __future__ import annotations

from typing import Any, Self

from ..diagnostics import similar
from ..span import Span
from . import ast
from .macro_match import Matcher
from .macro_scope import PLACED, Builtin, no_crate_help
from .macro_spread import SPREAD, spread
from .macro_write import Transcriber
from .macros import MacroRules, MatchError
from .parser_core import ParseError, is_block_like
from .parser_stmts import StmtParser
from .tokens import CLOSERS, OPENERS, Token, describe, full_span

MAX_EXPANSIONS = 50_000
"""Calls of macros by example in one crate."""
MAX_ARGUMENTS = 200_000
"""Tokens in one call."""
_PRINTING = frozenset(["println", "print", "eprintln", "eprint", "dbg"])


class MacroParser(StmtParser):
    """Expansion of macro calls in every position but items'."""

    semi_at_end = False  # the tokens are statements that a call with `;` became: the last one counts as ended, too

    def sub_parser(self, tokens: list[Token]) -> Self:
        other = type(self)(self.context, _closed(tokens))
        other.expand = self.expand
        other.in_block = self.in_block
        return other

    # --- finding and expanding ----------------------------------------------------------------------------------------

    def macro_named(self, path: ast.Path) -> Any:
        """The macro that ``path`` means; reports an unknown one."""
        macro = self.context.find(path)
        if macro is None:
            self.unknown_macro(path)
        return macro

    def unknown_macro(self, path: ast.Path) -> None:
        name = path.segments[-1].ident.name
        if len(path.segments) > 1:
            span = path.segments[-1].ident.span
            parent = "::".join(s.ident.name for s in path.segments[:-1])
            first = path.segments[0].ident.name
            known = ("::", first) if path.global_ else (first,)
            if path.crate is None and self.context.module_at(self.context.module, known, None, set()) is None:
                self.diagnostics.error(
                    f"cannot find `{first}` in the crate root"
                    if path.global_
                    else f"cannot find module or crate `{first}` in this scope",
                    path.segments[0].ident.span,
                    "E0433",
                    f"use of unresolved module or unlinked crate `{first}`",
                    helps=no_crate_help(first),
                )
                return
            self.diagnostics.error(
                f"failed to resolve: could not find `{name}` in `{parent}`",
                span,
                "E0433",
                f"could not find `{name}` in `{parent}`",
            )
            return
        span = path.segments[0].ident.span
        helps = []
        meant = similar(name, self.context.known_names())
        if name in _PRINTING:
            if any(n == name for n in self.context.module.root().macros):
                helps.append(f"consider importing this macro: `use crate::{name};`")
            else:
                for crate, root in self.context.session.macro_env.items():
                    if name in root.macros:
                        helps.append(f"consider importing this macro: `use {crate}::{name};`")
                        break
                else:
                    helps.append(
                        f"a kernel has no standard output; define your own macro, e.g.\n"
                        f"macro_rules! {name} {{\n    ($($arg:tt)*) => {{ write_to_screen("
                        f"format_args!($($arg)*)) }};\n}}"
                    )
        elif name in self.context.module.root().macros:
            helps.append(f"consider importing this macro: `use crate::{name};`")
        elif name in PLACED["arch"]:
            helps.append(f"consider importing this macro: `use core::arch::{name};`")
        else:
            for crate, root in self.context.session.macro_env.items():
                if name in root.macros:
                    helps.append(f"consider importing this macro: `use {crate}::{name};`")
                    break
            else:
                if meant:
                    helps.append(f"a macro with a similar name exists: `{meant}`")
        self.diagnostics.error(f"cannot find macro `{name}` in this scope", span, helps=helps)

    def expansion(self, macro: MacroRules | Builtin, group: Token, call: Span) -> list[Token] | None:
        """The tokens that a call becomes; None if it is wrong (then reported)."""
        session = self.context.session
        if isinstance(macro, Builtin):
            if self.context.depth >= session.recursion_limit:
                raise self.fail(f"recursion limit reached while expanding `{macro.name}!`", call)
            return spread(self, macro.name, group, call)
        if macro.broken:
            return None
        if self.context.depth >= session.recursion_limit:
            self.diagnostics.error(
                f"recursion limit reached while expanding `{macro.name}!`",
                call,
                helps=[
                    f"consider increasing the recursion limit by adding a `#![recursion_limit = "
                    f'"{2 * session.recursion_limit}"]` attribute to your crate (`{session.crate}`)'
                ],
            )
            raise ParseError()
        session.expansions += 1
        if session.expansions > MAX_EXPANSIONS or len(group.extra) > MAX_ARGUMENTS:
            self.diagnostics.error(
                f"the expansion of `{macro.name}!` grows without end, or beyond what pagesim can take",
                call,
                helps=["each call of the macro must make less work than the one before"],
            )
            raise ParseError()
        matcher = Matcher(macro, self.fragment_at, self.diagnostics)
        try:
            found = matcher.run(group.extra)
            if found is None:
                self.no_rule(macro, matcher, group, call)
                return None
            rule, bindings = found
            return Transcriber(macro, rule, bindings, call, session).run()
        except MatchError:
            return None

    def no_rule(self, macro: MacroRules, matcher: Matcher, group: Token, call: Span) -> None:
        assert matcher.furthest is not None
        _, token, loc = matcher.furthest
        secondary = [(macro.span, "when calling this macro")]
        notes = []
        if loc is not None and loc.kind == "tok" and loc.token is not None:
            notes.append(f"while trying to match `{loc.token.text}`")
        elif loc is not None and loc.kind == "var":
            notes.append(f"while trying to match meta-variable `${loc.name}:{loc.fragment}`")
        if token.kind in CLOSERS or token.kind == "eof":
            where = call if token.kind == "eof" or token is group.extra[-1] else token.span
            if token is group.extra[-1] or token.kind == "eof":
                self.report_call(
                    "unexpected end of macro invocation",
                    where if len(group.extra) == 1 else token.span,
                    "missing tokens in macro arguments",
                    secondary,
                    notes,
                )
            else:
                self.report_call(
                    f"no rules expected `{token.text}`",
                    token.span,
                    "no rules expected this token in macro call",
                    secondary,
                    notes,
                )
            return
        found = describe(token) if token.kind not in ("eof",) else "end of macro arguments"
        self.report_call(
            f"no rules expected {found}", token.span, "no rules expected this token in macro call", secondary, notes
        )

    def report_call(
        self, message: str, span: Span, label: str, secondary: list[tuple[Span, str]], notes: list[str]
    ) -> None:
        self.diagnostics.error(message, span, None, label, secondary=secondary, notes=notes)

    def fragment_at(self, kind: str, tokens: list[Token], at: int) -> tuple[Token, int, Token | None]:
        """The fragment of this kind that begins at ``tokens[at]``, as one token, and the place behind it. If it took a
        part of the operator there (the ``>`` of ``>=``), that operator's rest.
        """
        token = tokens[at]
        if kind in ("tt", "ident", "lifetime"):
            return token, at + 1, None
        if (
            token.kind == "nt"
            and (token.text == kind or (kind == "expr" and token.text in ("literal",)))
            and not _goes_on(kind, tokens, at)
        ):
            return token, at + 1, None
        part = tokens[at:]
        parser = type(self)(self.context, part)
        parser.expand = False
        parser.macro_arguments = True
        start = token.span
        if kind in ("expr", "expr_2021"):
            parser.parse_expr()
        elif kind == "ty":
            parser.parse_type(plus=False)
        elif kind == "pat":
            parser.parse_pattern()
        elif kind == "pat_param":
            parser.parse_pattern(top=False)
        elif kind == "literal":
            parser.literal_pattern()
        elif kind == "block":
            parser.parse_block()
        elif kind == "path":
            parser.parse_path("type")
        elif kind == "vis":
            parser.parse_visibility()
        elif kind == "meta":
            parser.skip_meta()
        elif kind == "item":
            parser.in_block = True
            attrs = parser.outer_attributes()
            parser.parse_item(attrs or [], start)
        elif kind == "stmt":
            parser.in_block = True
            parser.skip_stmt_fragment()
        end = parser.at
        taken = part[:end]
        rest = None
        if parser.tok is not part[end] and part[end].text.endswith(parser.tok.text):
            rest = parser.tok
            begun, where = part[end].text.removesuffix(rest.text), part[end].span
            taken.append(Token(begun, begun, Span(where.file, where.lo, rest.span.lo, where.ctx), None, True))
        last = taken[-1].span if taken else start
        taken.append(Token("eof", "", Span(last.file, last.hi, last.hi, last.ctx)))
        span = start.to(full_span(taken[-2])) if len(taken) > 1 else start
        return Token("nt", kind, span, taken), at + end, rest

    def expanded_parser(self, tokens: list[Token]) -> Self:
        """A parser over an expansion, one level deeper."""
        self.context.depth += 1
        parser = type(self)(self.context, tokens)
        parser.in_block = self.in_block
        return parser

    # --- expressions --------------------------------------------------------------------------------------------------

    def macro_expr(self, path: ast.Path, start: Span) -> ast.Expr:
        self.bump()
        group = self.skip_group()
        call = self.since(start)
        expr = self.expand_expr(path, group, call)
        self.in_parens = expr
        return expr

    def expand_expr(self, path: ast.Path, group: Token, call: Span) -> ast.Expr:
        """The expression that a call becomes."""
        if not self.expand:
            return ast.ErrorExpr(call)
        macro = self.macro_named(path)
        if macro is None:
            return ast.ErrorExpr(call)
        if isinstance(macro, Builtin) and macro.name not in SPREAD:
            return self.builtin(macro.name, group, call)
        tokens = self.expansion(macro, group, call)
        if tokens is None:
            return ast.ErrorExpr(call)
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        try:
            if parser.at_end:
                raise self.fail("expected expression, found end of macro arguments", call, "expected expression")
            expr = parser.parse_expr()
            if parser.tok.kind == ";":
                parser.bump()
            if not parser.at_end:
                self.diagnostics.error(
                    f"macro expansion ignores {describe(parser.tok)} and any tokens following",
                    parser.tok.span,
                    notes=[f"the usage of `{macro.name}!` is likely invalid in expression position"],
                )
            return expr
        except ParseError:
            return ast.ErrorExpr(call)
        finally:
            self.context.depth = depth

    def fragment_expr(self) -> ast.Expr:
        """What a macro took in, in the place of an expression."""
        token = self.tok
        kind = token.text
        if kind in ("path", "ty"):
            return self.path_expr()
        if kind not in ("expr", "expr_2021", "literal", "block", "stmt", "ident"):
            raise self.fail(f"expected expression, found {self.found()}", None, "expected expression")
        if self.expand:
            expr = self.sub_parser(token.extra).parse_expr()
        else:  # only its end was wanted; it has been read before
            expr = ast.ErrorExpr(token.span)
        self.bump()
        self.in_parens = expr
        return expr

    # --- statements ---------------------------------------------------------------------------------------------------

    def macro_statement(self, stmts: list[ast.Stmt]) -> ast.Expr | None:
        start = self.tok.span
        path = self.parse_path("mod")
        self.bump()
        group = self.skip_group()
        call = self.since(start)
        following = self.tok.kind
        braces = group.kind == "{"
        implied = self.at_end and self.semi_at_end and not self.outer
        if following == ";" or (braces and following not in (".", "?")) or (self.at_end and braces) or implied:
            semi = following == ";" or implied
            if following == ";":
                self.bump()
            return self.expand_statements(path, group, call, stmts, semi or not self.at_end)
        expr = self.expand_expr(path, group, call)
        self.in_parens = expr
        if self.at_end:
            return expr
        saved = self.no_struct, self.stmt_expr, self.allow_let
        self.no_struct, self.stmt_expr, self.allow_let = False, True, False
        try:
            if following in (".", "?", "(", "["):
                expr = self.postfix(expr, start)
            else:
                self.expected += [".", "?"]
            expr = self.operators_after(expr, 0, start)
        finally:
            self.no_struct, self.stmt_expr, self.allow_let = saved
        return self.finish_expression(expr, stmts, start)

    def expand_statements(
        self, path: ast.Path, group: Token, call: Span, stmts: list[ast.Stmt], semi: bool
    ) -> ast.Expr | None:
        """The statements that a call becomes, onto ``stmts``; the value behind them if ``semi`` is false."""
        if not self.expand:
            return None
        macro = self.macro_named(path)
        if macro is None:
            stmts.append(ast.ExprStmt(call, ast.ErrorExpr(call), True))
            return None
        if isinstance(macro, Builtin) and macro.name not in SPREAD:
            expr = self.builtin(macro.name, group, call)
            if not semi:
                return expr
            stmts.append(ast.ExprStmt(call, expr, True))
            return None
        tokens = self.expansion(macro, group, call)
        if tokens is None:
            stmts.append(ast.ExprStmt(call, ast.ErrorExpr(call), True))
            return None
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        parser.semi_at_end = semi
        try:
            more, tail = parser.parse_whole_block()
        except ParseError:
            more, tail = [ast.ExprStmt(call, ast.ErrorExpr(call), True)], None
        finally:
            self.context.depth = depth
        stmts.extend(more)
        if tail is not None and semi:
            stmts.append(ast.ExprStmt(tail.span, tail, not is_block_like(tail) or group.kind != "{"))
            return None
        return tail

    # --- types and patterns -------------------------------------------------------------------------------------------

    def macro_type_after(self, path: ast.Path, start: Span) -> ast.Type:
        tokens = self.plain_expansion(path, start)
        if tokens is None:
            return ast.InferType(self.since(start))
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        try:
            ty = parser.parse_type()
            self.ignored(parser, path)
            return ty
        finally:
            self.context.depth = depth

    def macro_pattern_after(self, path: ast.Path, start: Span) -> ast.Pattern:
        name = path.segments[-1].ident.name
        following = self.peek()
        if (
            self.expand
            and following.kind in OPENERS
            and isinstance(self.context.find(path), Builtin)
            and name in ("concat", "stringify", "line", "column", "file")
        ):
            self.bump()
            group = self.skip_group()
            return ast.LitPat(self.since(start), self.builtin(name, group, self.since(start)))
        tokens = self.plain_expansion(path, start)
        if tokens is None:
            return ast.WildPat(self.since(start))
        depth = self.context.depth
        parser = self.expanded_parser(tokens)
        try:
            pat = parser.parse_pattern()
            self.ignored(parser, path)
            return pat
        finally:
            self.context.depth = depth

    def plain_expansion(self, path: ast.Path, start: Span) -> list[Token] | None:
        """Take ``!(...)`` and expand it; None if that is not possible or not wanted now."""
        self.bump()
        group = self.skip_group()
        if not self.expand:
            return None
        macro = self.macro_named(path)
        if macro is None:
            return None
        if isinstance(macro, Builtin) and macro.name not in SPREAD:
            raise self.fail(f"`{macro.name}!` cannot stand here", self.since(start))
        return self.expansion(macro, group, self.since(start))

    def ignored(self, parser: MacroParser, path: ast.Path) -> None:
        """Report what an expansion has too much."""
        if not parser.at_end:
            self.diagnostics.error(
                f"macro expansion ignores {describe(parser.tok)} and any tokens following",
                parser.tok.span,
                notes=[f"the usage of `{path.segments[-1].ident.name}!` is likely invalid in this position"],
            )

    # --- doors to other rooms -----------------------------------------------------------------------------------------

    def builtin(self, name: str, group: Token, call: Span) -> ast.Expr:
        """A macro that the compiler does itself."""
        raise NotImplementedError

    def string_argument(self, inner: Any, name: str) -> str:
        """The only argument of a call, a text."""
        raise NotImplementedError

    def parse_visibility(self) -> str:
        """``pub`` and so on, or nothing."""
        raise NotImplementedError

    def skip_meta(self) -> None:
        """An attribute's content."""
        if self.tok.kind == "unsafe":
            self.bump()
            self.skip_group()
            return
        self.parse_path("mod")
        if self.tok.kind in OPENERS:
            self.bump()
        elif self.tok.kind == "=":
            self.bump()
            self.parse_expr()

    def skip_stmt_fragment(self) -> None:
        """A statement without its semicolon."""
        stmts: list[ast.Stmt] = []
        if self.tok.kind == "let":
            self.bump()
            self.parse_pattern()
            if self.eat(":"):
                self.parse_type()
            if self.eat("="):
                self.parse_expr()
            if self.eat("else"):
                self.parse_block()
        elif self.begins_item():
            self.parse_item([], self.tok.span)
        else:
            del stmts
            self.restricted(False, True, False)


def _goes_on(kind: str, tokens: list[Token], at: int) -> bool:
    """Whether a fragment handed on continues, as ``$e + 1`` or ``$p::x`` do."""
    following = tokens[at + 1].kind if at + 1 < len(tokens) else "eof"
    if kind in ("expr", "expr_2021"):
        return following not in (",", ";", "=>") and following not in CLOSERS and following != "eof"
    if kind in ("path", "ty"):
        return following == "::"
    return False


def _closed(tokens: list[Token]) -> list[Token]:
    if tokens and (tokens[-1].kind == "eof" or tokens[-1].kind in CLOSERS):
        return tokens
    span = tokens[-1].span if tokens else Span(0, 0, 0)
    return [*tokens, Token("eof", "", Span(span.file, span.hi, span.hi, span.ctx))]
