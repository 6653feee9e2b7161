"""What the ABI of exception handlers asks of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.collect import after_attributes
from ..names.defs import FnDefn
from ..span import Span
from ..syntax import ast

if TYPE_CHECKING:
    from ..program import Program


def check_handler(program: Program, fn: FnDefn, node: ast.FnItem) -> None:
    """An exception handler takes one or two parameters, and returns nothing or never."""
    count, ret = len(node.params), node.ret
    message = 'invalid signature for `extern "x86-interrupt"` function'
    if count not in (1, 2):
        span = node.params[0].span.to(node.params[-1].span) if count else head(program, fn)
        words = f'functions with the "x86-interrupt" ABI must have either 1 or 2 parameters (but found {count})'
        program.cx.error(None, message, span, "", notes=[words])
    unit = isinstance(ret, ast.TupleType) and not ret.items
    if ret is not None and not unit and not isinstance(ret, ast.NeverType):
        words = 'functions with the "x86-interrupt" ABI cannot have a return type'
        program.cx.error(None, message, ret.span, "", helps=["remove the return type"], notes=[words])


def head(program: Program, fn: FnDefn) -> Span:
    """A function's first line without its attributes, up to its body."""
    assert fn.node is not None
    span = after_attributes(program.cx, fn.node.span, fn.node.attrs)
    body = fn.node.body
    return span._replace(hi=max(span.lo + 1, body.span.lo)) if isinstance(body, ast.Block) else span
