"""Items: functions, types, implementations, modules, macro definitions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...span import Ident, Span

if TYPE_CHECKING:
    from .exprs import Block, Expr
    from .patterns import Pattern
    from .types import Attr, Bound, Generics, Path, Type


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
    declaration; a ``LazyBody`` until ``parser.force_body(fn)`` parses it (prelude crates only). ``foreign``: it is
    declared in an ``extern`` block; ``safe`` if it says so there.

    ``unread``: in prelude crates, what ``generics``, ``params`` and ``ret`` are read from when first looked at.
    """

    generics: Generics
    params: list[Param]
    ret: Type | None
    body: Block | LazyBody | None
    self_param: bool = False
    const_: bool = False
    unsafe_: bool = False
    async_: bool = False
    abi: str | None = None
    foreign: bool = False
    safe: bool = False
    unread: Any = field(default=None, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in ("generics", "params", "ret") or self.unread is None:
                raise AttributeError(name)
            unread, self.unread = self.unread, None
            unread.read(self)
            return getattr(self, name)


@dataclass(slots=True)
class LazyBody:
    """The tokens of a body that nobody has asked for yet."""

    tokens: Any
    span: Span


@dataclass(slots=True)
class StaticItem(Item):
    """``foreign``: it is declared in an ``extern`` block; ``safe`` if it says so there."""

    mutable: bool
    ty: Type
    value: Expr | None
    foreign: bool = False
    safe: bool = False


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
    """``ident`` is a made-up name. ``trait`` None: an inherent impl.

    ``unread``: in prelude crates, what ``items`` are read from when first looked at.
    """

    generics: Generics
    trait: Path | None
    self_ty: Type
    items: list[Item]
    unsafe_: bool = False
    negative: bool = False
    unread: Any = field(default=None, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name != "items" or self.unread is None:
                raise AttributeError(name)
            unread, self.unread = self.unread, None
            self.items = unread.read()
            return self.items

    def wait(self, unread: Any) -> None:
        """Leave the items unread until somebody asks for them."""
        del self.items
        self.unread = unread


@dataclass(slots=True)
class ModItem(Item):
    """``items`` None: ``mod x;`` whose file was not found (the parser has reported it)."""

    items: list[Item] | None
    file: int | None = None


@dataclass(slots=True)
class UseItem(Item):
    """One leaf of a use tree: ``path`` and its name (``alias`` "_" binds nothing; None with ``glob``)."""

    path: Path
    alias: Ident | None
    glob: bool


@dataclass(slots=True)
class ExternCrateItem(Item):
    """``extern crate name as ident``; ``crate`` is the crate's own name."""

    crate: str


@dataclass(slots=True)
class MacroRulesItem(Item):
    """Left in the tree so that the names of macros can be looked up; ``exported`` by #[macro_export], ``item``: defined
    by ``macro``.
    """

    exported: bool
    item: bool = False
