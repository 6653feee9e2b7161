"""The lifetimes that a program writes, or leaves out: a written type, and the type that it means, walked side by side.

What comes out is a pattern for the regions of a type, in their order: a lifetime's name, ``("?", n)`` for one that is
left out, None for one of which nothing is known, ``("P", i)`` for those of the type parameter i, ``("J", type)``
for those of an associated type, ``("O",)`` for what an ``impl Trait`` may hold.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any

from ..names import types as t
from ..names.defs import AdtDef
from ..names.types import Ty
from ..syntax import ast
from .shapes import lifetime_names, lifetimes

Item = Any
STATIC = "'static"


def unknown(ty: Ty) -> list[Item]:
    """A pattern that knows only where the parameters are."""
    match ty:
        case t.Param():
            return [("P", ty.index)]
        case t.Projection():
            return [("J", ty)]
        case t.Ref():
            return [None, *unknown(ty.inner)]
        case t.Ptr():
            return unknown(ty.inner)
        case t.Slice() | t.Array():
            return unknown(ty.item)
        case t.Tuple():
            return [i for x in ty.items for i in unknown(x)]
        case t.Adt():
            return [None] * lifetimes(ty.defn) + [i for x in ty.args for i in unknown(x)]
        case t.Dyn():
            return [None, *(i for x in ty.children() for i in unknown(x))]
        case t.Opaque():
            return [None, *(i for x in ty.args for i in unknown(x))]
    return []


def lifetime_of(arg: Any) -> str | None:
    """The lifetime that a generic argument is; None if it is a type."""
    if isinstance(arg, ast.PathType) and arg.path.qself is None and len(arg.path.segments) == 1:
        name = arg.path.segments[0].ident.name
        if name[:1] == "'":
            return name
    return None


def named(name: str) -> str:
    """A lifetime's name with its mark."""
    return "'" + name.lstrip("'")


class Pattern:
    """Makes patterns. ``elided`` gives what stands for a lifetime that is left out of a written type; ``own`` is the
    pattern of what ``Self`` is, None in a trait (there it is the parameter 0)."""

    def __init__(self, elided: Callable[[Any], Item], own: tuple[Ty, list[Item]] | None) -> None:
        self.elided = elided
        self.own = own

    def lifetime(self, name: str | None, node: Any) -> Item:
        """A lifetime as it is written in a type."""
        if name is None or named(name) == "'_":
            return self.elided(node)
        return named(name)

    def of(self, node: Any, ty: Ty, default: Item = STATIC) -> list[Item]:
        """The pattern of a written type. ``default``: the lifetime of a trait object that says none."""
        match node, ty:
            case ast.RefType(), t.Ref():
                region = self.lifetime(node.lifetime.name if node.lifetime is not None else None, node)
                return [region, *self.of(node.inner, ty.inner, region)]
            case ast.PtrType(), t.Ptr():
                return self.of(node.inner, ty.inner)
            case ast.SliceType() | ast.ArrayType(), t.Slice() | t.Array():
                return self.of(node.inner, ty.item)
            case ast.TupleType(), t.Tuple() if len(node.items) == len(ty.items):
                return [i for n, x in zip(node.items, ty.items, strict=True) for i in self.of(n, x)]
            case ast.SelfType(), _:
                return self.self_pattern(ty)
            case ast.DynTraitType(), t.Dyn():
                written = next((b.lifetime.name for b in node.bounds if b.path is None and b.lifetime is not None), "")
                region = self.lifetime(written, node) if written else default
                return [region, *(i for x in ty.children() for i in unknown(x))]
            case ast.ImplTraitType(), t.Opaque():
                return [("O",), *(i for x in ty.args for i in unknown(x))]
            case ast.PathType(), t.Dyn() if node.path.segments[-1].ident.name == ty.trait.name:  # without `dyn`
                return [default, *(i for x in ty.children() for i in unknown(x))]
            case ast.PathType(), _:
                return self.path(node, ty)
        return unknown(ty)

    def self_pattern(self, ty: Ty) -> list[Item]:
        """What ``Self`` is."""
        if self.own is not None and self.own[0] is ty:
            return self.own[1]
        return unknown(ty)

    def path(self, node: ast.PathType, ty: Ty) -> list[Item]:
        """A type named by a path."""
        last = node.path.segments[-1]
        if len(node.path.segments) == 1 and last.ident.name == "Self":
            return self.self_pattern(ty)
        if not isinstance(ty, t.Adt):
            return unknown(ty)
        if last.ident.name != ty.defn.name:
            return unknown(ty)
        given = last.args.args if last.args is not None and not last.args.paren else []
        regions = [name for a in given if (name := lifetime_of(a)) is not None]
        kinds = [a for a in given if lifetime_of(a) is None]
        count = lifetimes(ty.defn)
        if regions and len(regions) != count:
            return unknown(ty)
        found: list[Item] = [self.lifetime(r, node) for r in regions or repeat(None, count)]
        if kinds and len(kinds) != len(ty.args):
            kinds = []
        default: Item = STATIC if not count else None
        for i, x in enumerate(ty.args):
            found += self.of(kinds[i], x, default) if i < len(kinds) else unknown(x)
        return found


def field_pattern(defn: AdtDef, variant: int, index: int) -> tuple[Ty, list[Item]]:
    """The type and pattern of a field: its parameters are the struct's."""
    ty = defn.variants[variant].fields[index].ty
    node = defn.node
    try:
        fields = node.variants[variant].fields if hasattr(node, "variants") else node.fields
        written = fields[index].ty
    except (AttributeError, IndexError):
        return ty, unknown(ty)
    own = t.adt(defn, tuple(defn.generics.params)) if defn.generics.params or lifetimes(defn) else t.adt(defn)
    names: list[Item] = [*lifetime_names(defn)]
    own_pattern = (own, names + [("P", p.index) for p in defn.generics.params])
    return ty, Pattern(lambda _: None, own_pattern).of(written, ty)
