"""The syntax tree of the lab language: what the parser makes, before any name is looked up.

Names follow the Rust reference. Every node has ``span``. Macro calls are already expanded in expressions, patterns,
types and items, except the built-in ones (``format_args!`` and kin become ``FormatArgs`` and so on). ``cfg``-ed out
parts are gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..span import NO_SPAN, Ident, Span

# --- attributes and paths ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Attr:
    """``#[name(...)]``: ``tokens`` are the raw tokens inside the parentheses or after ``=``; ``unsafe_`` for
    ``#[unsafe(...)]``; ``inner`` for ``#!``.
    """

    name: str
    tokens: list[Any]
    span: Span
    value: str | None = None
    unsafe_: bool = False
    inner: bool = False


@dataclass(slots=True)
class GenericArgs:
    """``<'a, T, 3, Item = u8>`` or the sugar ``Fn(A) -> B`` (then ``paren`` is true; args[0] is a TupleType, bindings
    Output).
    """

    args: list[Type | Expr]
    bindings: list[tuple[Ident, Type]]
    bounds: list[tuple[Ident, list[Bound]]]
    span: Span
    paren: bool = False


@dataclass(slots=True)
class Segment:
    ident: Ident
    args: GenericArgs | None = None


@dataclass(slots=True)
class Path:
    """``a::b::<T>::c``. ``global_`` for a leading ``::``. ``qself`` and ``qtrait_len`` for ``<T as Trait>::x``: the
    first ``qtrait_len`` segments are the trait (0 for ``<T>::x``). ``$crate`` is a first segment named ``$crate`` whose
    ``crate`` is in ``crate``.
    """

    segments: list[Segment]
    span: Span
    global_: bool = False
    qself: Type | None = None
    qtrait_len: int = 0
    crate: str | None = None


# --- types ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Type:
    span: Span


@dataclass(slots=True)
class PathType(Type):
    path: Path


@dataclass(slots=True)
class RefType(Type):
    mutable: bool
    inner: Type
    lifetime: Ident | None = None


@dataclass(slots=True)
class PtrType(Type):
    mutable: bool
    inner: Type


@dataclass(slots=True)
class SliceType(Type):
    inner: Type


@dataclass(slots=True)
class ArrayType(Type):
    inner: Type
    length: Expr


@dataclass(slots=True)
class TupleType(Type):
    items: list[Type]


@dataclass(slots=True)
class NeverType(Type):
    pass


@dataclass(slots=True)
class InferType(Type):
    """``_``"""


@dataclass(slots=True)
class SelfType(Type):
    """The type of a ``self`` parameter written without one; ``&self`` is RefType(SelfType)."""


@dataclass(slots=True)
class FnPtrType(Type):
    params: list[Type]
    ret: Type | None
    abi: str | None
    unsafe_: bool


@dataclass(slots=True)
class ImplTraitType(Type):
    bounds: list[Bound]


@dataclass(slots=True)
class DynTraitType(Type):
    bounds: list[Bound]


@dataclass(slots=True)
class Bound:
    """One bound: a trait (``maybe`` for ``?Sized``) or a lifetime (``path`` is None)."""

    path: Path | None
    span: Span
    maybe: bool = False
    lifetime: Ident | None = None


# --- generics ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class GenericParam:
    """``kind`` is "lifetime", "type" or "const"."""

    kind: str
    ident: Ident
    bounds: list[Bound] = field(default_factory=list)
    default: Type | Expr | None = None
    const_ty: Type | None = None


@dataclass(slots=True)
class WherePredicate:
    ty: Type
    bounds: list[Bound]
    span: Span


@dataclass(slots=True)
class Generics:
    params: list[GenericParam] = field(default_factory=list)
    where: list[WherePredicate] = field(default_factory=list)


# --- items ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Item:
    """``vis`` is "" (private), "pub", "crate", "super" or "in" + path text."""

    ident: Ident
    span: Span
    attrs: list[Attr]
    vis: str


@dataclass(slots=True)
class Param:
    pat: Pattern
    ty: Type
    span: Span


@dataclass(slots=True)
class FnItem(Item):
    """``self_param`` is true if the first of ``params`` is ``self`` (pattern BindPat named self). ``body`` None: a
    declaration; a ``LazyBody`` until ``parser.force_body(fn)`` parses it (prelude crates only).
    """

    generics: Generics
    params: list[Param]
    ret: Type | None
    body: Block | LazyBody | None
    self_param: bool = False
    const_: bool = False
    unsafe_: bool = False
    abi: str | None = None


@dataclass(slots=True)
class LazyBody:
    """The tokens of a body that nobody has asked for yet."""

    tokens: Any
    span: Span


@dataclass(slots=True)
class StaticItem(Item):
    mutable: bool
    ty: Type
    value: Expr | None


@dataclass(slots=True)
class ConstItem(Item):
    """Named ``_`` for an unnamed one; ``value`` None in a trait without default. Used for associated constants too."""

    ty: Type
    value: Expr | None


@dataclass(slots=True)
class FieldDef:
    """``ident`` is the name, or the number as text for tuple structs."""

    ident: Ident
    ty: Type
    vis: str
    span: Span
    attrs: list[Attr] = field(default_factory=list)


@dataclass(slots=True)
class StructItem(Item):
    """``kind`` is "named", "tuple" or "unit"; ``union`` for a union."""

    generics: Generics
    kind: str
    fields: list[FieldDef]
    union: bool = False


@dataclass(slots=True)
class Variant:
    ident: Ident
    kind: str
    fields: list[FieldDef]
    discriminant: Expr | None
    span: Span
    attrs: list[Attr] = field(default_factory=list)


@dataclass(slots=True)
class EnumItem(Item):
    generics: Generics
    variants: list[Variant]


@dataclass(slots=True)
class TypeAlias(Item):
    """Also an associated type: ``bounds`` in a trait, ``ty`` its default or value."""

    generics: Generics
    bounds: list[Bound]
    ty: Type | None


@dataclass(slots=True)
class TraitItem(Item):
    generics: Generics
    supertraits: list[Bound]
    items: list[Item]
    unsafe_: bool = False
    auto: bool = False


@dataclass(slots=True)
class ImplItem(Item):
    """``ident`` is a made-up name. ``trait`` None: an inherent impl."""

    generics: Generics
    trait: Path | None
    self_ty: Type
    items: list[Item]
    unsafe_: bool = False
    negative: bool = False


@dataclass(slots=True)
class ModItem(Item):
    """``items`` None: ``mod x;`` whose file was not found (the parser has reported it)."""

    items: list[Item] | None
    file: int | None = None


@dataclass(slots=True)
class UseItem(Item):
    """One leaf of a use tree: ``path`` and the name it is bound to (``alias`` "_" binds nothing; None with ``glob``).
    """

    path: Path
    alias: Ident | None
    glob: bool


@dataclass(slots=True)
class ExternCrateItem(Item):
    """``extern crate name as ident``; ``crate`` is the crate's own name."""

    crate: str


@dataclass(slots=True)
class MacroRulesItem(Item):
    """Left in the tree so that the names of exported macros can be looked up; ``exported`` by #[macro_export]."""

    exported: bool


# --- patterns ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Pattern:
    span: Span


@dataclass(slots=True)
class WildPat(Pattern):
    pass


@dataclass(slots=True)
class RestPat(Pattern):
    """``..`` in a tuple, tuple struct or slice pattern."""


@dataclass(slots=True)
class BindPat(Pattern):
    """``ref mut x @ sub``. A plain name may turn out to be a constant or unit struct/variant: the resolver decides."""

    ident: Ident
    by_ref: bool
    mutable: bool
    sub: Pattern | None


@dataclass(slots=True)
class LitPat(Pattern):
    """A literal or a negated literal."""

    value: Expr


@dataclass(slots=True)
class RangePat(Pattern):
    lo: Expr | None
    hi: Expr | None
    inclusive: bool


@dataclass(slots=True)
class RefPat(Pattern):
    mutable: bool
    inner: Pattern


@dataclass(slots=True)
class TuplePat(Pattern):
    items: list[Pattern]


@dataclass(slots=True)
class SlicePat(Pattern):
    items: list[Pattern]


@dataclass(slots=True)
class PathPat(Pattern):
    path: Path


@dataclass(slots=True)
class TupleStructPat(Pattern):
    path: Path
    items: list[Pattern]


@dataclass(slots=True)
class FieldPat:
    ident: Ident
    pat: Pattern
    span: Span


@dataclass(slots=True)
class StructPat(Pattern):
    path: Path
    fields: list[FieldPat]
    rest: bool


@dataclass(slots=True)
class OrPat(Pattern):
    items: list[Pattern]


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
    """``base`` for ``..base``."""

    path: Path
    fields: list[FieldInit]
    base: Expr | None


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
