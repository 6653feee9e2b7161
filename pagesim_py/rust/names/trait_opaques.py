"""``impl Trait`` as the result of a trait's method: each impl's method says what it stands for there."""

from __future__ import annotations

from collections.abc import Callable

from ..syntax import ast
from . import types
from .defs import FnDefn, Predicate
from .types import ERROR, Opaque, Ty, substitute

Project = Callable[[Ty], Ty]
"""Works out a projection."""


def impl_traits_in(node: ast.Type | None, out: list[ast.ImplTraitType]) -> None:
    """The ``impl Trait``s inside a written type, in order, also those in another's bounds."""
    if isinstance(node, ast.ImplTraitType):
        out.append(node)
        for one in node.bounds:
            args = one.path.segments[-1].args if one.path is not None else None
            if args is not None and not args.paren:
                for inner in (*args.args, *(given for _, given in args.bindings)):
                    impl_traits_in(inner if isinstance(inner, ast.Type) else None, out)
    elif isinstance(node, ast.RefType | ast.PtrType | ast.SliceType | ast.ArrayType):
        impl_traits_in(node.inner, out)
    elif isinstance(node, ast.TupleType):
        for item in node.items:
            impl_traits_in(item, out)
    elif isinstance(node, ast.PathType):
        for segment in node.path.segments:
            for arg in segment.args.args if segment.args and not segment.args.paren else ():
                if isinstance(arg, ast.Type):
                    impl_traits_in(arg, out)
            for _, bound in segment.args.bindings if segment.args else ():
                impl_traits_in(bound, out)


def stood_for(declared: FnDefn, args: tuple[Ty, ...], given: Ty, project: Project) -> dict[int, Ty]:
    """What each ``impl Trait`` of a trait's method is where a method with these generics returns ``given``.

    ``impl Iterator<Item = impl Display>`` has two: the second is what the first one's ``Item`` is.
    """
    found: dict[int, Ty] = {}
    _match(declared.ret or types.UNIT, given, declared, found)
    seen: set[int] = set()
    while pending := sorted(found.keys() - seen):
        index = pending[0]
        seen.add(index)
        for p in declared.opaques[index]:
            if p.assoc is not None and p.value is not None and _has(p.value, declared):
                trait_args = tuple(substitute(a, args) for a in p.args[1:])
                _match(p.value, project(types.projection(p.assoc, (found[index], *trait_args))), declared, found)
    return found


def bounds_of(declared: FnDefn, args: tuple[Ty, ...], found: dict[int, Ty]) -> list[Predicate]:
    """What must hold of the types that an impl gives for the ``impl Trait`` of a trait's method."""
    return [
        Predicate(
            p.trait,
            tuple(put_in(substitute(a, args), declared, found) for a in p.args),
            p.assoc,
            put_in(substitute(p.value, args), declared, found) if p.value is not None else None,
        )
        for index, bounds in enumerate(declared.opaques)
        if index in found
        for p in bounds
    ]


def put_in(ty: Ty, declared: FnDefn, found: dict[int, Ty]) -> Ty:
    """A type with what is found for the ``impl Trait`` of a trait's method in their places."""
    if isinstance(ty, Opaque) and ty.defn is declared:
        return found.get(ty.index, ERROR)
    return ty.rebuild(lambda inner: put_in(inner, declared, found))


def _match(pattern: Ty, given: Ty, declared: FnDefn, found: dict[int, Ty]) -> None:
    if isinstance(pattern, Opaque) and pattern.defn is declared:
        found.setdefault(pattern.index, given)
    elif type(pattern) is type(given):
        for one, other in zip(pattern.children(), given.children(), strict=False):
            _match(one, other, declared, found)


def _has(ty: Ty, declared: FnDefn) -> bool:
    return (isinstance(ty, Opaque) and ty.defn is declared) or any(_has(one, declared) for one in ty.children())
