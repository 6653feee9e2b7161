"""The typed tree: what the checker gives to lowering. Everything implicit in the source is explicit here: auto-ref
and auto-deref, coercions, overloaded operators (as calls), ``?``, method lookup. Types may hold ``Param``s of
the function (lowering substitutes them) but no inference variables. Evaluation order is the order of the fields
unless said otherwise.

Places are: LocalRef, UpvarRef, StaticRef, Deref, Field, Index. A place where a value is wanted is a copy, or a move
if its (concrete) type is not Copy; lowering works that out, keeps drop flags, and drops temporaries at the end of
the statement (edition 2024 rules).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..span import Span
from .defs import AdtDef, ConstDef, FnDefn, StaticDef
from .types import Ty

PROMOTED_CALLS = frozenset(("range_inclusive_new", "raw_waker_vtable_new"))
"""Functions, by their lang names, that rustc promotes a call of: a reference to the value lives for ever."""


@dataclass(eq=False, slots=True)
class Local:
    """A variable or parameter. ``made``: by the compiler, for what the program says in another way."""

    name: str
    ty: Ty
    mutable: bool
    span: Span
    made: bool = False


@dataclass(eq=False, slots=True)
class Expr:
    ty: Ty
    span: Span


# --- values -----------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Lit(Expr):
    """int, bool, char (as int), float, str, bytes (type &[u8; N]), cstr."""

    value: int | float | bool | str | bytes


@dataclass(eq=False, slots=True)
class FnValue(Expr):
    """A function item or constructor as a value (zero-sized); its type is a FnItemTy."""


@dataclass(eq=False, slots=True)
class ConstRef(Expr):
    """A named or associated constant; ``args`` for all its generics. For an associated const of a trait the
    instance is resolved when concrete."""

    defn: ConstDef
    args: tuple[Ty, ...]


@dataclass(eq=False, slots=True)
class ConstParamRef(Expr):
    """A const generic parameter used as a value: ``param`` is a types.Param."""

    param: Ty


@dataclass(eq=False, slots=True)
class TupleExpr(Expr):
    items: list[Expr]


@dataclass(eq=False, slots=True)
class ArrayExpr(Expr):
    items: list[Expr]


@dataclass(eq=False, slots=True)
class RepeatExpr(Expr):
    """``[item; N]``: N is in the type. ``item`` is evaluated once (not at all for N = 0 if const)."""

    item: Expr


@dataclass(eq=False, slots=True)
class AdtExpr(Expr):
    """A struct literal or variant: ``fields`` are (field index, value) in the order written; ``base`` for
    ``..base`` (the other fields are taken from it)."""

    defn: AdtDef
    variant: int
    fields: list[tuple[int, Expr]]
    base: Expr | None = None


@dataclass(eq=False, slots=True)
class ClosureExpr(Expr):
    """``kind``: "Fn", "FnMut", "FnOnce" (the most it implements). ``captures``: by "ref", "mut" or "move", with the
    captured place of the enclosing body. ``mode``: "move" for a ``move`` closure. ``name``: its path, e.g.
    ``osirs::f::{closure#0}``; ``owner``: what it stands in. ``suspends``: it is no closure but a future, the body of
    an async "fn", "block" or "closure"; a ``mode`` "params" moves what belongs to the closure around it.
    ``only_named``: variables that it names and wants nothing of (``let _ = x``)."""

    params: list[tuple[Pat, Ty]] = field(default_factory=list)
    ret: Ty | None = None
    body: Expr | None = None
    kind: str = "Fn"
    captures: list[Capture] = field(default_factory=list)
    name: str = ""
    mode: str = ""
    owner: Any = None
    suspends: str = ""
    only_named: list[Local] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Capture:
    """One captured variable. Inside the closure's body it is UpvarRef(index) (already dereferenced: a place of the
    variable's own type)."""

    place: Expr
    mode: str
    ty: Ty


# --- places -----------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class LocalRef(Expr):
    local: Local


@dataclass(eq=False, slots=True)
class UpvarRef(Expr):
    index: int


@dataclass(eq=False, slots=True)
class StaticRef(Expr):
    defn: StaticDef


@dataclass(eq=False, slots=True)
class Deref(Expr):
    """Built-in dereference of a reference, raw pointer (checked as a debug build checks it) or Box."""

    operand: Expr


@dataclass(eq=False, slots=True)
class Field(Expr):
    """``variant`` is 0 but for patterns on enums. ``operand`` is a place or value of an Adt, tuple or closure type."""

    operand: Expr
    index: int
    variant: int = 0


@dataclass(eq=False, slots=True)
class Index(Expr):
    """Built-in indexing of an array or slice place by usize, bounds-checked. (Ranges and other types are calls of
    Index::index.)"""

    operand: Expr
    index: Expr


# --- operations -------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class AddrOf(Expr):
    """``raw`` makes a raw pointer (&raw). Of a non-place: a temporary (or promoted constant)."""

    operand: Expr
    mutable: bool
    raw: bool = False


@dataclass(eq=False, slots=True)
class Unary(Expr):
    """Built-in "-" (overflow-checked) or "!" on a primitive."""

    op: str
    operand: Expr


@dataclass(eq=False, slots=True)
class Binary(Expr):
    """Built-in on primitives (ints, bool, char, raw pointers, fn pointers, unit comparisons): arithmetic checked as
    a debug build does. ``&&`` and ``||`` too."""

    op: str
    left: Expr
    right: Expr


@dataclass(eq=False, slots=True)
class Assign(Expr):
    """``place = value``: value first, then the old content of the place is dropped, then the store."""

    place: Expr
    value: Expr


@dataclass(eq=False, slots=True)
class AssignOp(Expr):
    """Built-in ``place op= value`` on primitives: value first, then the place."""

    op: str
    place: Expr
    value: Expr


@dataclass(eq=False, slots=True)
class Cast(Expr):
    """``as``: ``kind`` is "int" (int/bool/char/u8->char/enum to int or char), "ptr-int", "int-ptr", "ptr-ptr"
    (drops or keeps metadata), "array-ptr", "fn-int", "fn-ptr", "float", "none" (the operand already has the
    type)."""

    kind: str
    operand: Expr


@dataclass(eq=False, slots=True)
class Coerce(Expr):
    """``kind``: "unsize" (array to slice, T to dyn, behind pointers), "reify" (fn item to fn pointer), "closure-fn"
    (non-capturing closure to fn pointer), "never" (! to anything), "ptr" (&T/&mut T to *const/*mut T, *mut to
    *const, &mut T to &T with unchanged representation), "unsafe-fn"."""

    kind: str
    operand: Expr


@dataclass(eq=False, slots=True)
class Call(Expr):
    """Call of a known function: ``args`` instantiate all its generics. If ``defn.container`` is a trait the
    instance is found by Program.resolve_instance when concrete. Overloaded operators, Fn* calls (args: callee,
    tuple of arguments), derefs and Index traits come as this."""

    defn: FnDefn
    generics: tuple[Ty, ...]
    args: list[Expr]
    name_span: Span | None = None
    """Of a method call: the method's name, which is where ``#[track_caller]`` says the call is."""


@dataclass(eq=False, slots=True)
class CallPtr(Expr):
    """Call through a value of fn pointer type."""

    fun: Expr
    args: list[Expr]


@dataclass(eq=False, slots=True)
class OffsetOf(Expr):
    """``offset_of!(container, a.b)``: bytes from the start of ``container`` to the field."""

    container: Ty
    fields: list[str]


@dataclass(eq=False, slots=True)
class FormatPiece:
    """``traits`` method to call for the piece: ``fmt`` is the FnDefn of that trait's ``fmt``; flags as in
    ast.FormatPiece."""

    arg: int
    fmt: FnDefn
    fill: int
    align: str
    flags: int
    width: int | tuple[str, int] | None
    precision: int | tuple[str, int] | None


@dataclass(eq=False, slots=True)
class FormatArgs(Expr):
    """``format_args!``: builds a core::fmt::Arguments. ``args`` are references (AddrOf already applied), evaluated
    once each in order."""

    pieces: list[str | FormatPiece]
    args: list[Expr]


# --- control ----------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class LetStmt:
    """``written``: its type as it is written, if that names a lifetime."""

    pat: Pat
    init: Expr | None
    else_: Block | None
    span: Span
    written: Any = None


@dataclass(eq=False, slots=True)
class ExprStmt:
    """The value is dropped at the statement's end."""

    expr: Expr
    span: Span


@dataclass(eq=False, slots=True)
class Block(Expr):
    """``label``: what ``Break`` with that target leaves (labelled blocks)."""

    stmts: list[LetStmt | ExprStmt]
    tail: Expr | None
    label: Label | None = None


@dataclass(eq=False, slots=True)
class Label:
    """The identity of a loop or labelled block."""

    name: str


@dataclass(eq=False, slots=True)
class LetCond(Expr):
    """``let pat = init`` as a condition (type bool), only inside If.cond, While.cond, guards, below &&."""

    pat: Pat
    init: Expr


@dataclass(eq=False, slots=True)
class If(Expr):
    cond: Expr
    then: Expr
    else_: Expr | None


@dataclass(eq=False, slots=True)
class Arm:
    pat: Pat
    guard: Expr | None
    body: Expr
    span: Span


@dataclass(eq=False, slots=True)
class Match(Expr):
    scrutinee: Expr
    arms: list[Arm]


@dataclass(eq=False, slots=True)
class Loop(Expr):
    body: Expr
    label: Label


@dataclass(eq=False, slots=True)
class While(Expr):
    cond: Expr
    body: Expr
    label: Label


@dataclass(eq=False, slots=True)
class For(Expr):
    """``into_iter`` is ``IntoIterator::into_iter(iter)`` already applied; ``next`` is Iterator::next as (FnDefn,
    generics) to be called with &mut of the iterator. Lowering may do ranges of integers directly."""

    pat: Pat
    iter: Expr
    next: tuple[FnDefn, tuple[Ty, ...]]
    body: Expr
    label: Label


@dataclass(eq=False, slots=True)
class Break(Expr):
    label: Label
    value: Expr | None


@dataclass(eq=False, slots=True)
class Continue(Expr):
    label: Label


@dataclass(eq=False, slots=True)
class Return(Expr):
    value: Expr | None


# --- patterns (types of the matched place; default binding modes are resolved) ----------------------------------------


@dataclass(eq=False, slots=True)
class Pat:
    ty: Ty
    span: Span


@dataclass(eq=False, slots=True)
class WildPat(Pat):
    """Also ``..`` that is left over. Matching it touches nothing."""


@dataclass(eq=False, slots=True)
class BindPat(Pat):
    """``mode``: "move" (copy or move), "ref", "mut". In or-patterns all alternatives bind the same Local objects."""

    local: Local
    mode: str
    sub: Pat | None


@dataclass(eq=False, slots=True)
class ConstPat(Pat):
    """Equality with a constant: ints, bool, char, &str, byte strings, or ConstRef of a primitive or (structurally)
    an Adt."""

    value: Expr


@dataclass(eq=False, slots=True)
class RangePat(Pat):
    """Bounds as ints, inclusive; None: open."""

    lo: int | None
    hi: int | None


@dataclass(eq=False, slots=True)
class DerefPat(Pat):
    """Matches through a reference (written ``&p`` or by default binding modes); ``inner`` matches the place behind."""

    inner: Pat


@dataclass(eq=False, slots=True)
class AdtPat(Pat):
    """``fields``: (field index, pattern); the others are ignored. Tuples and structs have variant 0."""

    variant: int
    fields: list[tuple[int, Pat]]


@dataclass(eq=False, slots=True)
class SlicePat(Pat):
    """Array or slice: ``before``, optional ``middle`` (bound to the sub-slice, WildPat if unnamed), ``after``."""

    before: list[Pat]
    middle: Pat | None
    after: list[Pat]


@dataclass(eq=False, slots=True)
class OrPat(Pat):
    items: list[Pat]


# --- bodies and instances ---------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Body:
    """A checked function (or constant, or static initialiser: no params)."""

    params: list[tuple[Pat, Ty]]
    ret: Ty
    value: Expr


@dataclass(frozen=True, slots=True)
class Instance:
    """What a call really runs, with concrete generics. ``kind``: "fn" (``defn`` with body, or intrinsic, or ctor),
    "virtual" (method number ``index`` of a dyn vtable), "closure" (Fn* call on a ClosureTy ``self_ty``),
    "fn-value" (Fn* call on a fn item or fn pointer ``self_ty``), "clone" (built-in Clone of a tuple, array,
    closure), "drop" (drop glue of ``self_ty``), "future" (``Future::poll`` of what an async body makes)."""

    kind: str
    defn: FnDefn | None
    generics: tuple[Ty, ...]
    self_ty: Ty | None = None
    index: int = 0
