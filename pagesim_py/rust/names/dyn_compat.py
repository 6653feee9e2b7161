"""Which traits can be the trait of an object, ``dyn Trait`` (Rust reference, "Dyn compatibility")."""

from __future__ import annotations

import re
from typing import Any

from ..span import Sources
from ..syntax import ast
from .trait_opaques import impl_traits_in

SELF = re.compile(r"\bSelf\b(?!\s*::)")


def violation(node: ast.TraitItem, sources: Sources) -> str | None:
    """Why a trait of the student's, by what it declares itself, can't be used as an object; None if it can."""
    name = node.ident.name
    for bound in node.supertraits:
        if bound.path is not None and bound.path.segments[-1].ident.name in ("Sized", "Copy", "Clone"):
            return f"`{name}` requires `Self: Sized`"
    for item in node.items:
        if isinstance(item, ast.ConstItem):
            return f"`{name}` contains the associated `const` `{item.ident.name}`"
        if isinstance(item, ast.FnItem) and not needs_sized(item):
            why = method_violation(item, sources)
            if why is not None:
                return why
    return None


def needs_sized(fn: ast.FnItem) -> bool:
    """Whether a method says ``where Self: Sized``, and so is no method of objects."""
    return any(
        isinstance(w.ty, ast.PathType)
        and w.ty.path.segments[0].ident.name == "Self"
        and any(b.path is not None and b.path.segments[-1].ident.name == "Sized" for b in w.bounds)
        for w in fn.generics.where
    )


def method_violation(fn: ast.FnItem, sources: Sources) -> str | None:
    """Why objects can't have a method."""
    name = fn.ident.name
    if not fn.self_param:
        return f"associated function `{name}` has no `self` parameter"
    if any(p.kind != "lifetime" for p in fn.generics.params):
        return f"method `{name}` has generic type parameters"
    if any(isinstance(p.ty, ast.ImplTraitType) for p in fn.params):
        return f"method `{name}` has generic type parameters"
    if fn.async_:
        return f"method `{name}` is `async`"
    inside: list[ast.ImplTraitType] = []
    impl_traits_in(fn.ret, inside)
    if inside:
        return f"method `{name}` references an `impl Trait` type in its return type"
    if fn.ret is not None and says_self(fn.ret, sources):
        return f"method `{name}` references the `Self` type in its return type"
    if any(says_self(p.ty, sources) for p in fn.params[1:]):
        return f"method `{name}` references the `Self` type in this parameter"
    return None


def says_self(ty: Any, sources: Sources) -> bool:
    """Whether a written type is, or has in it, ``Self`` itself (``Self::Item`` does not count)."""
    span = ty.span
    return not span.ctx and SELF.search(sources.files[span.file].text[span.lo : span.hi]) is not None
