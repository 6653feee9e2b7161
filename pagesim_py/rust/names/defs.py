"""Definitions: what names in items mean after collection. The checker fills them; lowering reads them.

Most of what our own crates define is never used: fields with ``init=False`` come into being when first looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..span import NO_SPAN, Span
from .types import Param, Ty

if TYPE_CHECKING:
    from ..syntax import ast


def make_late(of: Any, name: str, late: dict[str, Callable[[], Any]]) -> Any:
    """Give a field that has no value yet its first one. Raises AttributeError if there is no such field."""
    make = late.get(name)
    if make is None:
        raise AttributeError(name)
    made = make()
    setattr(of, name, made)
    return made


@dataclass(eq=False, repr=False, slots=True)
class Def:
    """Anything with a path. ``path`` is the full one, e.g. ``osirs::vga::Writer``; ``prelude``: it is in one of our
    own crates.

    ``module``: where it stands. ``scope``: the module in which it may be used (None: everywhere). ``env`` and
    ``done`` belong to the checker (names of generics in scope; which parts have been filled in).
    """

    name: str
    path: str
    crate: str
    span: Span = NO_SPAN
    vis: str = ""
    prelude: bool = False
    attrs: list[ast.Attr] = field(default_factory=list)
    parent: Def | None = None
    module: ModuleDef | None = None
    scope: ModuleDef | None = None
    env: Any = None
    done: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return make_late(self, name, LATE)

    def attr(self, name: str) -> ast.Attr | None:
        """The attribute of that name, if it has one."""
        return next((a for a in self.attrs if a.name == name), None)

    @property
    def lang(self) -> str | None:
        """Its lang item name, if it is one."""
        a = self.attr("lang")
        return a.value if a else None


@dataclass(eq=False, repr=False, slots=True)
class Predicate:
    """``args[0]: trait<args[1..]>``, and with ``assoc`` also ``<..>::assoc == value``."""

    trait: TraitDef
    args: tuple[Ty, ...]
    assoc: AssocTyDef | None = None
    value: Ty | None = None


@dataclass(eq=False, repr=False, slots=True)
class Generics:
    """All parameters in order, the parent's first (``parent_count`` of them; a trait's Self is number 0).

    ``synthetic``: those that stand for ``impl Trait`` in argument position.
    """

    params: list[Param] = field(default_factory=list)
    parent_count: int = 0
    consts: dict[int, Ty] = field(init=False)
    defaults: dict[int, Ty] = field(init=False)
    predicates: list[Predicate] = field(init=False)
    unsized: frozenset[int] = frozenset()
    synthetic: frozenset[int] = frozenset()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return make_late(self, name, LATE)


@dataclass(eq=False, repr=False, slots=True)
class Binding:
    """What a name in a module stands for; ``scope``: where it may be used (None: everywhere)."""

    target: Def | Ty
    scope: ModuleDef | None
    span: Span
    imported: bool = False


@dataclass(eq=False, repr=False, slots=True)
class ModuleDef(Def):
    """A module, or a block with items ("block"), or the inside of an enum or trait. ``outer``: where names are
    looked up next.

    ``names[0]`` are types, ``names[1]`` values. ``imports`` and ``globs`` are resolved when first needed. ``externs``:
    the names that ``extern crate`` in a crate's root gives to crates, in all its modules.
    """

    kind: str = "mod"
    outer: ModuleDef | None = None
    owner: Def | None = None
    names: tuple[dict[str, Binding], dict[str, Binding]] = field(default_factory=lambda: ({}, {}))
    macros: set[str] = field(default_factory=set)
    item_macros: set[str] = field(default_factory=set)
    """Those of ``macros`` that ``macro`` defines: paths find them."""
    exported: set[str] = field(default_factory=set)
    imports: dict[str, list[Any]] = field(default_factory=dict)
    globs: list[Any] = field(default_factory=list)
    unnamed: list[Any] = field(default_factory=list)
    externs: dict[str, Any] = field(default_factory=dict)
    items: list[Def] = field(default_factory=list)
    traits: dict[str, list[TraitDef]] | None = None
    all_traits: list[TraitDef] | None = None

    def nearest(self) -> ModuleDef:
        """The real module around a block (itself, if it is one)."""
        m = self
        while m.kind != "mod" and m.outer is not None:
            m = m.outer
        return m

    def inside(self, other: ModuleDef) -> bool:
        """Whether this module is ``other`` or lies below it."""
        m: ModuleDef | None = self
        while m is not None:
            if m is other:
                return True
            m = m.outer
        return False


@dataclass(eq=False, repr=False, slots=True)
class FieldDefn:
    """``scope``: the module in which it may be named (None: everywhere)."""

    name: str
    ty: Ty
    vis: str
    span: Span
    scope: ModuleDef | None = None


@dataclass(eq=False, repr=False, slots=True)
class VariantDefn:
    """``kind``: "named", "tuple", "unit". ``discriminant``: its value. A struct has one variant, number 0."""

    name: str
    kind: str
    fields: list[FieldDefn]
    index: int
    discriminant: int
    span: Span


@dataclass(eq=False, repr=False, slots=True)
class AdtDef(Def):
    """``kind``: "struct", "enum", "union". ``repr``: names and numbers, e.g. {"C": True, "align": 16, "packed": 4,
    "transparent": True, "u8": True}."""

    kind: str = "struct"
    generics: Generics = field(init=False)
    variants: list[VariantDefn] = field(init=False)
    repr: dict[str, Any] = field(init=False)
    node: Any = None
    ctors: dict[int, FnDefn] = field(init=False)
    inside: ModuleDef | None = None


@dataclass(eq=False, repr=False, slots=True)
class VariantRef(Def):
    """The name of an enum's variant, as an item."""

    adt: AdtDef | None = None
    index: int = 0


@dataclass(eq=False, repr=False, slots=True)
class AliasDef(Def):
    """``type X<..> = ty;``"""

    generics: Generics = field(init=False)
    ty: Ty | None = None
    node: Any = None


@dataclass(eq=False, repr=False, slots=True)
class AssocTyDef(Def):
    """An associated type of a trait."""

    trait: TraitDef | None = None
    default: Ty | None = None
    bounds: list[Predicate] = field(init=False)
    node: Any = None


@dataclass(eq=False, repr=False, slots=True)
class TraitDef(Def):
    """``methods`` in order of declaration (the vtable's order, those that can be called on dyn)."""

    generics: Generics = field(init=False)
    supertraits: list[Predicate] = field(init=False)
    methods: dict[str, FnDefn] = field(default_factory=dict)
    types: dict[str, AssocTyDef] = field(default_factory=dict)
    consts: dict[str, ConstDef] = field(default_factory=dict)
    unsafe_: bool = False
    auto: bool = False
    node: Any = None
    elaborated: list[Predicate] | None = None


@dataclass(eq=False, repr=False, slots=True)
class ImplDef(Def):
    """``trait_args`` include Self as number 0. ``methods`` and ``consts`` of our own crates' impls are collected when
    first looked at."""

    generics: Generics = field(init=False)
    self_ty: Ty | None = None
    trait: TraitDef | None = None
    trait_args: tuple[Ty, ...] = ()
    methods: dict[str, FnDefn] = field(init=False)
    types: dict[str, Ty] = field(init=False)
    consts: dict[str, ConstDef] = field(init=False)
    negative: bool = False
    node: Any = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in ("methods", "consts"):
                from .collect import collect_members  # a circle: what is collected are definitions, these late ones

                collect_members(self)
                return getattr(self, name)
            return make_late(self, name, LATE)


@dataclass(eq=False, repr=False, slots=True)
class FnDefn(Def):
    """A function, method, or tuple constructor (``ctor`` = (adt, variant index)). ``container``: the trait or impl
    it stands in.

    ``intrinsic`` names what the run time implements ``abi``: "Rust", "C", "x86-interrupt"... ``foreign``: declared
    in an ``extern`` block, defined elsewhere. ``asm``: the block of instructions that it stands for.
    """

    generics: Generics = field(init=False)
    param_names: list[str] = field(init=False)
    params: list[Ty] = field(init=False)
    ret: Ty | None = None
    node: ast.FnItem | None = None
    container: TraitDef | ImplDef | None = None
    has_self: bool = False
    has_body: bool = True
    abi: str = "Rust"
    unsafe_: bool = False
    const_: bool = False
    intrinsic: str | None = None
    track_caller: bool = False
    ctor: tuple[AdtDef, int] | None = None
    foreign: bool = False
    opaques: list[list[Predicate]] = field(init=False)
    asm: Any = None


@dataclass(eq=False, repr=False, slots=True)
class StaticDef(Def):
    """``static`` or ``static mut``; its address is given out by the linker (rust/layout of the image). ``foreign``:
    declared in an ``extern`` block, defined elsewhere; ``safe`` if it may be used without ``unsafe``.
    """

    ty: Ty | None = None
    mutable: bool = False
    node: ast.StaticItem | None = None
    foreign: bool = False
    safe: bool = False


@dataclass(eq=False, repr=False, slots=True)
class ConstDef(Def):
    """A constant, associated constant, array length or inline const. ``generics`` are those in scope."""

    ty: Ty | None = None
    generics: Generics = field(init=False)
    node: ast.ConstItem | ast.Expr | None = None
    container: TraitDef | ImplDef | None = None
    value: Any = None


LATE: dict[str, Callable[[], Any]] = {
    "generics": Generics,
    **dict.fromkeys(("variants", "bounds", "supertraits", "param_names", "params", "opaques", "predicates"), list),
    **dict.fromkeys(("repr", "ctors", "types", "consts", "defaults"), dict),
}
"""How the late fields begin."""
