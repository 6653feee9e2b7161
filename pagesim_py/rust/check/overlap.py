"""Impls that overlap: E0119 for traits, E0592 for functions of one name."""

from __future__ import annotations

from ..names.defs import AdtDef, FnDefn, ImplDef
from ..names.fulfil import Fulfil
from ..names.impls import NO, Impls, head
from ..names.show import show, trait_ref
from ..names.types import (
    Adt,
    Ty,
    substitute,
)
from .impls import head_span, orphan_ok


def check_overlaps(items: Impls, impls: list[ImplDef]) -> None:
    """E0119 for traits, E0592 for inherent functions."""
    seen: list[ImplDef] = []
    for impl in impls:
        trait = impl.trait
        if trait is None or impl.self_ty is None or (trait.prelude and not any(orphan_ok(t) for t in impl.trait_args)):
            continue
        for other in items.impls_of(trait, head(impl.self_ty)):
            if other is impl or (not other.prelude and other not in seen):
                continue
            solver = Fulfil(items)
            args = tuple(
                solver.fresh("const" if p.index in items.generics(impl).consts else "any")
                for p in items.generics(impl).params
            )
            mine = tuple(solver.norm_quiet(substitute(a, args)) for a in impl.trait_args)
            if solver.match_impl(other, mine) is None:
                continue
            if disjoint(items, solver, impl, args) or not solver.may_apply(
                other, tuple(solver.resolve(m) for m in mine), 0
            ):
                continue
            shown = show(solver.resolve(mine[0]))
            name = trait_ref(trait, tuple(solver.resolve(m) for m in mine[1:]))
            if other.prelude:
                items.cx.error(
                    "E0119",
                    f"conflicting implementations of trait `{name}` for type `{shown}`",
                    head_span(impl),
                    "",
                    notes=[f"conflicting implementation in crate `{other.crate}`"],
                )
            else:
                items.cx.error(
                    "E0119",
                    f"conflicting implementations of trait `{name}` for type `{shown}`",
                    head_span(impl),
                    f"conflicting implementation for `{shown}`",
                    also=[(head_span(other), "first implementation here")],
                )
            break
        seen.append(impl)
    inherent_overlaps(items, impls)


def disjoint(items: Impls, solver: Fulfil, impl: ImplDef, args: tuple[Ty, ...]) -> bool:
    """Whether the impl's own bounds fail for the types that both impls fit."""
    return any(
        p.assoc is None and solver.holds(p.trait, tuple(substitute(a, args) for a in p.args)) is NO
        for p in items.predicates(impl)
    )


def inherent_overlaps(items: Impls, impls: list[ImplDef]) -> None:
    """Two inherent impls of one type with a function of the same name."""
    found: dict[tuple[AdtDef, str], tuple[ImplDef, FnDefn]] = {}
    for impl in impls:
        if impl.node.trait is not None or not isinstance(impl.self_ty, Adt):
            continue
        for name, fn in impl.methods.items():
            old = found.setdefault((impl.self_ty.defn, name), (impl, fn))
            if old[1] is fn:
                continue
            solver = Fulfil(items)

            def fresh(i: ImplDef, s: Fulfil = solver) -> Ty:
                assert i.self_ty is not None
                return substitute(
                    i.self_ty,
                    tuple(
                        s.fresh("const" if p.index in items.generics(i).consts else "any")
                        for p in items.generics(i).params
                    ),
                )

            if solver.unify(fresh(old[0]), fresh(impl)) and old[1].node is not None and fn.node is not None:
                items.cx.error(
                    "E0592",
                    f"duplicate definitions with name `{name}`",
                    old[1].node.span,
                    f"duplicate definitions for `{name}`",
                    also=[(fn.node.span, f"other definition for `{name}`")],
                )
