"""What an impl must meet besides its items: Copy and Drop rules, supertraits, bounds on associated types."""

from __future__ import annotations

from ..names import types
from ..names.assocconv import has_own
from ..names.defs import FnDefn, ImplDef, Predicate, TraitDef
from ..names.fulfil import Fulfil
from ..names.impls import NO, Impls
from ..names.show import show, trait_ref
from ..names.types import (
    ERROR,
    Adt,
    Ty,
    substitute,
)
from ..syntax import ast

NAMED = {"iterator": "`{t}` is not an iterator", "future_trait": "`{t}` is not a future"}
"""What is said of a type that lacks one of these traits."""


def check_assoc_bounds(items: Impls, impl: ImplDef, trait: TraitDef, name: str, value: Ty) -> None:
    """E0277: an associated type must meet the bounds that the trait declares for it."""
    assoc = trait.types[name]
    if has_own(assoc.node.generics):
        return  # it is for all types, and asked for each where it is used
    own = types.projection(assoc, tuple(items.generics(trait).params))
    solver = Fulfil(items, items.elaborate(items.predicates(impl)), items.generics(impl).unsized)
    for p in items.assoc_bounds(assoc):
        if p.assoc is not None or p.args[0] is not own:
            continue
        args = (value, *(solver.norm_quiet(substitute(a, impl.trait_args)) for a in p.args[1:]))
        if solver.holds(p.trait, args) is NO:
            node = next(i for i in impl.node.items if isinstance(i, ast.TypeAlias) and i.ident.name == name)
            items.cx.error(
                "E0277",
                f"the trait bound `{show(value)}: {trait_ref(p.trait, args[1:])}` is not satisfied",
                node.ty.span if node.ty is not None else node.span,
                f"the trait `{trait_ref(p.trait, args[1:])}` is not implemented for `{show(value)}`",
            )
            return


def check_returned(items: Impls, solver: Fulfil, fn: FnDefn, bounds: list[Predicate]) -> bool:
    """E0277, E0271: what a method returns for the ``impl Trait`` of its declaration must be such; whether it is."""
    node = fn.node
    assert node is not None
    span = node.ret.span if node.ret is not None else node.span
    for p in bounds:
        args = tuple(solver.norm_quiet(a) for a in p.args)
        if any(has_error(a) for a in args):
            continue
        t, trait = show(args[0]), trait_ref(p.trait, args[1:])
        if p.assoc is None:
            if solver.holds(p.trait, args) is NO:
                shown = p.trait.path.startswith("core::fmt::")
                message = f"`{t}` doesn't implement `{trait}`"
                message = message if shown else f"the trait bound `{t}: {trait}` is not satisfied"
                message = NAMED[p.trait.lang].format(t=t) if p.trait.lang in NAMED else message
                items.cx.error("E0277", message, span, f"the trait `{trait}` is not implemented for `{t}`")
                return False
            continue
        assert p.value is not None
        value, actual = solver.norm_quiet(p.value), solver.norm_quiet(types.projection(p.assoc, args))
        if has_error(value) or has_error(actual) or solver.unify(value, actual):
            continue
        want, got = show(value), show(actual)
        message = f"type mismatch resolving `<{t} as {trait}>::{p.assoc.name} == {want}`"
        if p.trait.lang == "iterator":
            message = f"expected `{t}` to be an iterator that yields `{want}`, but it yields `{got}`"
        elif p.trait.lang == "future_trait":
            message = f"expected `{t}` to be a future that resolves to `{want}`, but it resolves to `{got}`"
        items.cx.error("E0271", message, span, f"expected `{want}`, found `{got}`")
        return False
    return True


def has_error(t: Ty) -> bool:
    """Whether an error stands somewhere in a type."""
    return t is ERROR or any(has_error(c) for c in t.children())


def special(items: Impls, impl: ImplDef, trait: TraitDef) -> None:
    """Copy and Drop: E0204, E0184, E0120."""
    cx = items.cx
    ty = impl.self_ty
    derived = any(a.name == "automatically_derived" for a in impl.attrs)
    if trait.lang == "copy" and not impl.negative:
        if not isinstance(ty, Adt):
            return
        solver = Fulfil(items, items.elaborate(items.predicates(impl)))
        span = ty.defn.span if derived else impl.node.self_ty.span
        for v in items.adt(ty.defn).variants:
            for f in v.fields:
                field_ty = solver.norm_quiet(substitute(f.ty, ty.args))
                if not has_error(field_ty) and solver.holds(trait, (field_ty,)) is NO:
                    cx.error(
                        "E0204",
                        "the trait `Copy` cannot be implemented for this type",
                        span,
                        "",
                        also=[(f.span, "this field does not implement `Copy`")],
                    )
                    return
        drop = cx.lang_trait("drop")
        if drop is not None and any(getattr(i.self_ty, "defn", None) is ty.defn for i in items.impls_of(drop, ty.defn)):
            cx.error(
                "E0184",
                "the trait `Copy` cannot be implemented for this type; the type has a destructor",
                ty.defn.span if derived else impl.node.self_ty.span,
                "`Copy` not allowed on types with destructors",
            )
    elif trait.lang == "drop" and not (isinstance(ty, Adt) and not ty.defn.prelude):
        cx.error(
            "E0120",
            "the `Drop` trait may only be implemented for local structs, enums, and unions",
            impl.node.self_ty.span,
            "must be a struct, enum, or union in the current crate",
        )


def supertraits(items: Impls, impl: ImplDef, trait: TraitDef) -> None:
    """E0277: what the trait's supertraits ask."""
    if impl.negative:
        return
    solver = Fulfil(items, items.elaborate(items.predicates(impl)), items.generics(impl).unsized)
    for p in items.supertraits(trait):
        if p.assoc is not None:
            continue
        args = tuple(solver.norm_quiet(substitute(a, impl.trait_args)) for a in p.args)
        if not any(has_error(a) for a in args) and solver.holds(p.trait, args) is NO:
            report_bound(items, impl, p, args)
            return


def report_bound(items: Impls, impl: ImplDef, p: Predicate, args: tuple[Ty, ...]) -> None:
    """E0277 for a supertrait that is not implemented."""
    t, full = show(args[0]), trait_ref(p.trait, args[1:])
    if p.trait.path.startswith("core::fmt::"):
        message = f"`{t}` doesn't implement `{p.trait.name}`"
    else:
        message = f"the trait bound `{t}: {full}` is not satisfied"
    assert impl.trait is not None
    items.cx.error(
        "E0277",
        message,
        impl.node.self_ty.span,
        f"the trait `{full}` is not implemented for `{t}`",
        notes=[f"required by a bound in `{impl.trait.name}`"],
    )
