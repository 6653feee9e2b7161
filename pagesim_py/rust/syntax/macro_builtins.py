"""Macros that only the compiler can do: ``concat!``, ``stringify!``, ``line!``, ``cfg!``, ``offset_of!`` ...

(``format_args!`` has a file of its own).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ..asm.operands import read_call
from ..span import Ident, Span
from . import ast
from .asm_help import INSTEAD_OF_CALL, NAKED
from .cfg import evaluate
from .format_args import format_args
from .macro_spread import named_file
from .parser_core import ParseError
from .parser_items import ItemParser
from .tokens import Token, flat_text


class BuiltinParser(ItemParser):
    """Expands built-in macros."""

    def builtin(self, name: str, group: Token, call: Span) -> ast.Expr:
        inner = self.inside(group)
        try:
            return self.builtin_expr(name, inner, group, call)
        except ParseError:
            return ast.ErrorExpr(call)

    def inside(self, group: Token) -> BuiltinParser:
        """A parser over a macro call's arguments."""
        inner = type(self)(self.context, group.extra)
        inner.in_block = self.in_block
        inner.macro_arguments = True
        return inner

    def builtin_expr(self, name: str, inner: BuiltinParser, group: Token, call: Span) -> ast.Expr:
        if name in ("format_args", "const_format_args", "format_args_nl"):
            return format_args(inner, call, newline=name.endswith("_nl"))
        if name == "concat":
            return self.concat(inner, call)
        if name == "stringify":
            return text_literal(call, flat_text(group.extra))
        if name in ("line", "column", "file"):
            file, line, column = self.context.sources.locate(call)
            if name == "file":
                return text_literal(call, file)
            return ast.Literal(call, "int", line if name == "line" else column, "u32")
        if name == "module_path":
            return text_literal(call, self.context.module.path())
        if name == "cfg":
            return ast.Literal(
                call, "bool", evaluate(group.extra, self.context.session.cfg, self.diagnostics, call), ""
            )
        if name == "compile_error":
            text = self.string_argument(inner, "compile_error")
            raise self.fail(text, call)
        if name in ("include_str", "include_bytes"):
            return self.include(name, inner, call)
        if name in ("env", "option_env"):
            return self.environment(name, inner, call)
        if name in ("addr_of", "addr_of_mut"):
            operand = inner.parse_expr()
            inner.end_of_arguments()
            return ast.AddrOf(call, name == "addr_of_mut", operand, raw=True)
        if name == "offset_of":
            return inner.offset_of(call)
        if name == "concat_bytes":
            return self.concat_bytes(inner, call)
        if name == "asm":
            return read_call(inner, call)
        if name in ("naked_asm", "global_asm"):
            if name == "naked_asm" and any(d.message == NAKED for d in self.diagnostics.items):
                return ast.ErrorExpr(call)  # its function's attribute has been told
            helps = [INSTEAD_OF_CALL[name]]
            raise self.fail(f"`{name}!` is not supported by pagesim", call, "not supported", helps=helps)
        raise self.fail(f"`{name}!` is not supported by pagesim", call, "not supported")

    def end_of_arguments(self) -> None:
        """Nothing but a comma may follow."""
        self.eat(",")
        if not self.at_end:
            raise self.fail(f"unexpected token: {self.found()}")

    # --- strings ------------------------------------------------------------------------------------------------------

    def string_argument(self, inner: BuiltinParser, name: str) -> str:
        """The only argument, a string literal (or a macro that makes one)."""
        if inner.at_end:
            raise self.fail(f"{name}! takes 1 argument", inner.tok.span)
        expr = inner.parse_expr()
        text = literal_text(expr)
        if text is None:
            raise self.fail("argument must be a string literal", expr.span)
        inner.end_of_arguments()
        return text

    def concat(self, inner: BuiltinParser, call: Span) -> ast.Expr:
        parts: list[str] = []
        while not inner.at_end:
            expr = inner.parse_expr()
            text = literal_piece(expr)
            if text is None:
                if not isinstance(expr, ast.ErrorExpr):
                    self.diagnostics.error(
                        "expected a literal",
                        expr.span,
                        notes=['only literals (like `"foo"`, `-42` and `3.14`) can be passed to `concat!()`'],
                    )
                text = ""
            parts.append(text)
            if not inner.eat(","):
                break
        if not inner.at_end:
            raise self.fail(f"expected `,`, found {inner.found()}", inner.tok.span, "expected `,`")
        return text_literal(call, "".join(parts))

    def concat_bytes(self, inner: BuiltinParser, call: Span) -> ast.Expr:
        data = b""
        while not inner.at_end:
            expr = inner.parse_expr()
            if isinstance(expr, ast.Literal) and expr.kind in ("bytes", "byte"):
                data += expr.value if expr.kind == "bytes" else bytes([expr.value])
            elif isinstance(expr, ast.ArrayExpr):
                data += bytes(item.value & 255 for item in expr.items if isinstance(item, ast.Literal))
            else:
                self.diagnostics.error("expected a byte literal", expr.span)
            if not inner.eat(","):
                break
        return ast.Literal(call, "bytes", data, "")

    def include(self, name: str, inner: BuiltinParser, call: Span) -> ast.Expr:
        path, text = named_file(inner, name, call)
        data = text.encode("utf-8", "surrogateescape")  # see labs/included.py
        if name == "include_bytes":
            return ast.Literal(call, "bytes", data, "")
        if text.isascii() or data.decode("utf-8", "replace") == text:
            return text_literal(call, text)
        raise self.fail(f"`{path}` wasn't a utf-8 file", call)

    def environment(self, name: str, inner: BuiltinParser, call: Span) -> ast.Expr:
        first = inner.parse_expr()
        key = literal_text(first)
        if key is None:
            raise self.fail(
                "argument must be a string literal" if name == "option_env" else "expected string literal", first.span
            )
        own = None
        if name == "env" and inner.eat(",") and not inner.at_end:
            own = literal_text(inner.parse_expr())
        inner.end_of_arguments()
        crate_name = self.context.session.crate
        defaults = {"CARGO_PKG_NAME": crate_name, "CARGO_PKG_VERSION": "0.1.0", "CARGO_CRATE_NAME": crate_name}
        value = self.context.session.env.get(key, defaults.get(key))
        if name == "env":
            if value is None:
                raise self.fail(
                    own or f"environment variable `{key}` not defined at compile time",
                    call,
                    helps=([] if own else [_no_variable(key, {**defaults, **self.context.session.env})]),
                )
            return text_literal(call, value)
        crate = ast.Segment(_ident("$crate", call))
        names = ["option", "Option", "None" if value is None else "Some"]
        path = ast.Path([crate, *(ast.Segment(_ident(n, call)) for n in names)], call, crate="core")
        if value is None:
            text = ast.PathType(call, ast.Path([ast.Segment(_ident("str", call))], call))
            path.segments[-1].args = ast.GenericArgs([ast.RefType(call, False, text)], [], [], call)
            return ast.PathExpr(call, path)
        return ast.Call(call, ast.PathExpr(call, path), [text_literal(call, value)])

    def offset_of(self, call: Span) -> ast.Expr:
        """``offset_of!(Type, field.inner)``."""
        ty = self.parse_type()
        self.expect(",")
        fields = []
        while not self.at_end:
            token = self.bump()
            if token.kind == "lit":
                fields += [_ident(part, token.span) for part in token.text.split(".")]
            elif token.kind == "ident":
                fields.append(_ident(token.text, token.span))
            else:
                raise self.fail(f"expected identifier, found `{token.text}`", token.span, "expected identifier")
            if self.tok.kind == ".":
                self.bump()
            else:
                break
        self.end_of_arguments()
        return ast.BuiltinMacro(call, "offset_of", [ty, fields])


def _no_variable(key: str, known: Iterable[str]) -> str:
    """What to do about a variable that there is not."""
    if not key.startswith("CARGO_"):
        return f'use `std::env::var("{key}")` to read the variable at run time'
    near = get_close_matches(key, known, 1)
    if near:
        return f"there is a similar Cargo environment variable: `{near[0]}`"
    return f'Cargo sets build script variables at run time. Use `std::env::var("{key}")` instead'


def _ident(name: str, span: Span):  # type: ignore[no-untyped-def]

    return Ident(name, span)


def text_literal(span: Span, text: str) -> ast.Literal:
    """A string literal."""
    return ast.Literal(span, "str", text, "")


def literal_text(expr: ast.Expr) -> str | None:
    """The text of a string literal."""
    return expr.value if isinstance(expr, ast.Literal) and expr.kind == "str" else None


def literal_piece(expr: ast.Expr) -> str | None:
    """A literal as ``concat!`` shows it."""
    if isinstance(expr, ast.Unary) and expr.op == "-":
        inner = literal_piece(expr.operand)
        return None if inner is None else "-" + inner
    if not isinstance(expr, ast.Literal) or expr.kind in ("bytes", "byte", "cstr"):
        return None
    if expr.kind == "bool":
        return "true" if expr.value else "false"
    if expr.kind == "char":
        return chr(expr.value)
    if expr.kind == "float":
        return repr(expr.value)
    return str(expr.value)
