"""Statements and expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...span import NO_SPAN, Ident, Span

if TYPE_CHECKING:
    from .items import Item
    from .patterns import Pattern
    from .types import Path, Segment, Type

# --- statements -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Stmt:
    span: Span


@dataclass(slots=True)
class LetStmt(Stmt):
    pat: Pattern
    ty: Type | None
    init: Expr | None
    else_: Block | None


@dataclass(slots=True)
class ExprStmt(Stmt):
    """``semi``: ended with a semicolon (its value is dropped)."""

    expr: Expr
    semi: bool


@dataclass(slots=True)
class ItemStmt(Stmt):
    item: Item


# --- expressions ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Expr:
    span: Span


@dataclass(slots=True)
class Literal(Expr):
    """``kind``: int, float, str, bytes, cstr, char, byte, bool. ``value`` is the Python value (char and byte: int).
    ``suffix`` as written or "".
    """

    kind: str
    value: Any
    suffix: str


@dataclass(slots=True)
class PathExpr(Expr):
    path: Path


@dataclass(slots=True)
class BlockExpr(Expr):
    """``kind``: "", "unsafe", "const". ``label`` for ``'a: { }``."""

    block: Block
    kind: str = ""
    label: Ident | None = None


@dataclass(slots=True)
class Block:
    """``tail`` is the final expression without semicolon."""

    stmts: list[Stmt]
    tail: Expr | None
    span: Span


@dataclass(slots=True)
class Unary(Expr):
    """``op``: "-", "!", "*"."""

    op: str
    operand: Expr


@dataclass(slots=True)
class AddrOf(Expr):
    """``&x``, ``&mut x``; ``raw`` for ``&raw const x`` / ``&raw mut x``."""

    mutable: bool
    operand: Expr
    raw: bool = False


@dataclass(slots=True)
class Binary(Expr):
    """``op`` as written, also "&&" and "||"; ``op_span`` is the operator's."""

    op: str
    left: Expr
    right: Expr
    op_span: Span


@dataclass(slots=True)
class Assign(Expr):
    """``left op= right``; ``op`` "" for plain assignment (left may be a destructuring pattern of tuples etc.; ``_`` is
    Underscore).
    """

    op: str
    left: Expr
    right: Expr
    op_span: Span


@dataclass(slots=True)
class Underscore(Expr):
    """``_`` on the left of an assignment."""


@dataclass(slots=True)
class Cast(Expr):
    operand: Expr
    ty: Type


@dataclass(slots=True)
class Call(Expr):
    fun: Expr
    args: list[Expr]


@dataclass(slots=True)
class MethodCall(Expr):
    receiver: Expr
    segment: Segment
    args: list[Expr]


@dataclass(slots=True)
class FieldExpr(Expr):
    """``ident`` is a name or a number as text."""

    operand: Expr
    ident: Ident


@dataclass(slots=True)
class Index(Expr):
    operand: Expr
    index: Expr
    brackets: Span = NO_SPAN


@dataclass(slots=True)
class Range(Expr):
    lo: Expr | None
    hi: Expr | None
    inclusive: bool


@dataclass(slots=True)
class TupleExpr(Expr):
    items: list[Expr]


@dataclass(slots=True)
class ArrayExpr(Expr):
    items: list[Expr]


@dataclass(slots=True)
class RepeatExpr(Expr):
    item: Expr
    length: Expr


@dataclass(slots=True)
class FieldInit:
    ident: Ident
    value: Expr
    span: Span


@dataclass(slots=True)
class StructExpr(Expr):
    """``base`` for ``..base``; ``rest``: the place of a bare ``..``, which only a struct that is assigned to has."""

    path: Path
    fields: list[FieldInit]
    base: Expr | None
    rest: Span | None = None


@dataclass(slots=True)
class If(Expr):
    """``cond`` may hold ``LetExpr``s joined by && (if-let chains)."""

    cond: Expr
    then: Block
    else_: Expr | None


@dataclass(slots=True)
class LetExpr(Expr):
    pat: Pattern
    init: Expr


@dataclass(slots=True)
class Arm:
    pat: Pattern
    guard: Expr | None
    body: Expr
    span: Span


@dataclass(slots=True)
class Match(Expr):
    scrutinee: Expr
    arms: list[Arm]


@dataclass(slots=True)
class Loop(Expr):
    body: Block
    label: Ident | None


@dataclass(slots=True)
class While(Expr):
    cond: Expr
    body: Block
    label: Ident | None


@dataclass(slots=True)
class For(Expr):
    pat: Pattern
    iter: Expr
    body: Block
    label: Ident | None


@dataclass(slots=True)
class Break(Expr):
    label: Ident | None
    value: Expr | None


@dataclass(slots=True)
class Continue(Expr):
    label: Ident | None


@dataclass(slots=True)
class Return(Expr):
    value: Expr | None


@dataclass(slots=True)
class Try(Expr):
    """``operand?``"""

    operand: Expr


@dataclass(slots=True)
class ClosureParam:
    pat: Pattern
    ty: Type | None


@dataclass(slots=True)
class Closure(Expr):
    params: list[ClosureParam]
    ret: Type | None
    body: Expr
    move: bool


@dataclass(slots=True)
class AsyncBlock(Expr):
    """``async { }``, ``async move { }``; with ``closure``, the body of an async closure, that may say what it gives."""

    block: Block
    move: bool
    closure: bool = False
    ret: Type | None = None


@dataclass(slots=True)
class Await(Expr):
    """``operand.await``; ``word`` is where ``await`` stands."""

    operand: Expr
    word: Span


@dataclass(slots=True)
class FormatPiece:
    """One ``{}``: ``arg`` indexes FormatArgs.args; ``trait`` is "Display", "Debug", "LowerHex" ...; width and precision
    are None, a number, or ("arg", index). ``debug_hex`` is "x", "X" for ``{:x?}``.
    """

    arg: int
    trait: str
    fill: str
    align: str
    sign: str
    alternate: bool
    zero: bool
    width: int | tuple[str, int] | None
    precision: int | tuple[str, int] | None
    debug_hex: str
    span: Span


@dataclass(slots=True)
class FormatArgs(Expr):
    """``format_args!``: literal text and pieces in order. Implicit captures are already PathExprs in ``args``."""

    pieces: list[str | FormatPiece]
    args: list[Expr]


@dataclass(slots=True)
class BuiltinMacro(Expr):
    """Other macros that only the compiler can do, arguments parsed: "offset_of", "addr_of", "addr_of_mut" ...
    Everything that can be written with other macros or functions (panic!, assert!, write!, vec!, matches!, todo!,
    unreachable!, dbg! ...) is written so in the prelude.
    """

    name: str
    args: list[Any]


@dataclass(slots=True)
class ErrorExpr(Expr):
    """Where parsing failed; a message is already given."""
