"""Impls: all items there and as the trait declares them, orphan rule, overlaps, Copy and Drop."""

from __future__ import annotations

from typing import Any

from ..diagnostics import similar
from ..names import types
from ..names.defs import ConstDef, FnDefn, ImplDef, TraitDef
from ..names.fulfil import Fulfil
from ..names.impls import Impls
from ..names.show import show
from ..names.trait_opaques import bounds_of, put_in, stood_for
from ..names.types import (
    ERROR,
    Adt,
    Dyn,
    Param,
    Ptr,
    Ref,
    Ty,
    substitute,
)
from ..span import Span
from ..syntax import ast
from .impl_bounds import check_assoc_bounds, check_returned, has_error, special, supertraits


def head_span(impl: ImplDef) -> Span:
    """``impl Trait for Type``: the line that messages about the whole impl point at."""
    node = impl.node
    end = node.self_ty.span.hi
    span: Span = node.span._replace(hi=max(end, node.span.lo + 4))
    return span


def check_impl(items: Impls, impl: ImplDef) -> None:
    """Check one impl of the student's (not the bodies)."""
    if impl.self_ty is None or impl.self_ty is ERROR:
        return
    unconstrained(items, impl)
    if impl.node.trait is None:
        inherent(items, impl)
        return
    trait = impl.trait
    if trait is None:
        return
    if not any(orphan_ok(t) for t in impl.trait_args) and trait.crate != impl.crate:
        orphan(items, impl, trait)
        return
    safety(items, impl, trait)
    members(items, impl, trait)
    special(items, impl, trait)
    supertraits(items, impl, trait)


def orphan_ok(ty: Ty) -> bool:
    """Whether a type counts as one's own."""
    while isinstance(ty, Ref):
        ty = ty.inner
    if isinstance(ty, Adt) and ty.defn.lang == "owned_box":
        return orphan_ok(ty.args[0])
    return (
        ty is ERROR or (isinstance(ty, Adt) and not ty.defn.prelude) or (isinstance(ty, Dyn) and not ty.trait.prelude)
    )


def orphan(items: Impls, impl: ImplDef, trait: TraitDef) -> None:
    """E0117, E0210."""
    ty = impl.self_ty
    assert ty is not None
    if isinstance(ty, Param):
        items.cx.error(
            "E0210",
            f"type parameter `{ty.name}` must be used as the type parameter for some local type (e.g., "
            f"`MyStruct<{ty.name}>`)",
            impl.node.generics.params[0].ident.span if impl.node.generics.params else impl.node.span,
            f"type parameter `{ty.name}` must be used as the type parameter for some local type",
        )
        return
    kind = "primitive types" if not isinstance(ty, Adt) else "types outside of the crate"
    message = "only traits defined in the current crate can be implemented for " + (
        "primitive types"
        if kind == "primitive types" and not isinstance(ty, types.Tuple | types.Array | types.Slice | Ref | Ptr)
        else "arbitrary types"
        if not isinstance(ty, Adt)
        else "types defined outside of the crate"
    )
    items.cx.error(
        "E0117",
        message,
        head_span(impl),
        "",
        also=[(impl.node.self_ty.span, f"`{show(ty)}` is not defined in the current crate")],
        notes=[
            "impl doesn't have any local type before any uncovered type parameters",
            "define and implement a trait or new type instead",
        ],
    )


def inherent(items: Impls, impl: ImplDef) -> None:
    """E0116, E0118, E0390: where inherent impls may not be."""
    ty = impl.self_ty
    assert ty is not None
    if isinstance(ty, Adt):
        if ty.defn.prelude:
            items.cx.error(
                "E0116",
                "cannot define inherent `impl` for a type outside of the crate where the type is defined",
                head_span(impl),
                "impl for type defined outside of crate",
                helps=[
                    "define a trait that has the desired associated functions/types/constants and implement the "
                    "trait for the type in question"
                ],
            )
        return
    if isinstance(ty, Param):
        items.cx.error(
            "E0118",
            "no nominal type found for inherent implementation",
            head_span(impl),
            "impl requires a nominal type",
        )
    elif isinstance(ty, Dyn):
        if ty.trait.prelude:
            items.cx.error(
                "E0116",
                "cannot define inherent `impl` for a type outside of the crate where the type is defined",
                head_span(impl),
                "impl for type defined outside of crate",
            )
    else:
        items.cx.error(
            "E0390",
            "cannot define inherent `impl` for primitive types",
            head_span(impl),
            "",
            helps=["consider using an extension trait instead"],
        )


def unconstrained(items: Impls, impl: ImplDef) -> None:
    """E0207: a parameter that nothing fixes."""
    used: set[int] = set()

    def walk(t: Ty) -> None:
        if isinstance(t, Param):
            used.add(t.index)
        if isinstance(t, types.Projection):
            return
        for c in t.children():
            walk(c)

    assert impl.self_ty is not None
    walk(impl.self_ty)
    for a in impl.trait_args:
        walk(a)
    for _ in range(4):
        for p in items.predicates(impl):
            if p.assoc is not None and p.value is not None and all(set_of(a) <= used for a in p.args):
                walk(p.value)
    for p2 in impl.node.generics.params:
        if p2.kind == "lifetime":
            continue
        param = items.env_of(impl).names[p2.ident.name]
        if param.index not in used:
            kind = "const" if p2.kind == "const" else "type"
            items.cx.error(
                "E0207",
                f"the {kind} parameter `{param.name}` is not constrained by the impl trait, self type, or predicates",
                p2.ident.span,
                f"unconstrained {kind} parameter",
            )


def set_of(t: Ty) -> set[int]:
    """The parameters in a type."""
    out = {t.index} if isinstance(t, Param) else set()
    for c in t.children():
        out |= set_of(c)
    return out


def safety(items: Impls, impl: ImplDef, trait: TraitDef) -> None:
    """E0199, E0200."""
    if impl.node.unsafe_ and not trait.unsafe_:
        items.cx.error(
            "E0199",
            f"implementing the trait `{trait.name}` is not unsafe",
            head_span(impl),
            "",
            helps=["remove `unsafe` from this trait implementation"],
        )
    elif trait.unsafe_ and not impl.node.unsafe_ and not impl.negative:
        items.cx.error(
            "E0200",
            f"the trait `{trait.name}` requires an `unsafe impl` declaration",
            head_span(impl),
            "",
            notes=[
                f"the trait `{trait.name}` enforces invariants that the compiler can't check. Review the trait "
                f"documentation and make sure this implementation upholds those invariants before adding the "
                f"`unsafe` keyword"
            ],
            helps=["add `unsafe` to this trait implementation"],
        )


def members(items: Impls, impl: ImplDef, trait: TraitDef) -> None:
    """E0046, E0407, E0437, E0438, and each method against its declaration."""
    cx = items.cx
    given: dict[str, set[str]] = {"fn": set(), "type": set(), "const": set()}
    for item in impl.node.items:
        name = item.ident.name
        kind = (
            "fn"
            if isinstance(item, ast.FnItem)
            else "type"
            if isinstance(item, ast.TypeAlias)
            else "const"
            if isinstance(item, ast.ConstItem)
            else ""
        )
        if not kind:
            continue
        given[kind].add(name)
        table: Any = {"fn": trait.methods, "type": trait.types, "const": trait.consts}[kind]
        if name not in table:
            code, word = {"fn": ("E0407", "method"), "type": ("E0437", "type"), "const": ("E0438", "const")}[kind]
            close = similar(name, table)
            what = {"fn": "associated function", "type": "associated type", "const": "associated constant"}[kind]
            cx.error(
                code,
                f"{word} `{name}` is not a member of trait `{trait.name}`",
                item.span,
                f"not a member of trait `{trait.name}`",
                helps=[f"there is an {what} with a similar name: `{close}`"] if close else (),
            )
    missing: list[tuple[str, Span]] = []
    for name, fn in trait.methods.items():
        if name not in given["fn"] and not fn.has_body:
            missing.append((name, fn.span))
    for name, assoc in trait.types.items():
        if name not in given["type"] and assoc.node.ty is None:
            missing.append((name, assoc.span))
    for name, const in trait.consts.items():
        if name not in given["const"] and getattr(const.node, "value", None) is None:
            missing.append((name, const.span))
    if missing and not impl.negative:
        order = [getattr(i, "ident", None) and i.ident.name for i in trait.node.items]
        missing.sort(key=lambda m: order.index(m[0]) if m[0] in order else 99)
        names = ", ".join(f"`{n}`" for n, _ in missing)
        cx.error(
            "E0046",
            f"not all trait items implemented, missing: {names}",
            head_span(impl),
            f"missing {names} in implementation",
            also=[(s, f"`{n}` from trait") for n, s in missing] if not trait.prelude else (),
            helps=[f"implement the missing item: `{stub(items, trait, n)}`" for n, _ in missing]
            if trait.prelude
            else (),
        )
    for name, fn in impl.methods.items():
        declared = trait.methods.get(name)
        if declared is not None:
            compare(items, impl, trait, fn, declared)
    for name, const in impl.consts.items():
        declared_const = trait.consts.get(name)
        if declared_const is not None:
            compare_const(items, impl, const, declared_const)
    for name in given["type"]:
        value = items.impl_type(impl, name)
        if name in trait.types and value is not None and value is not ERROR:
            check_assoc_bounds(items, impl, trait, name, value)


def stub(items: Impls, trait: TraitDef, name: str) -> str:
    """How a missing item would begin."""
    fn = trait.methods.get(name)
    if fn is not None:
        items.sig(fn)
        params = (
            [
                "&mut self" if isinstance(p, Ref) and p.mutable else "&self" if isinstance(p, Ref) else "self"
                for p in fn.params[:1]
            ]
            if fn.has_self
            else []
        )
        params += [f"_: {show(p)}" for p in fn.params[1 if fn.has_self else 0 :]]
        ret = "" if fn.ret in (None, types.UNIT) else f" -> {show(fn.ret)}"
        return f"fn {name}({', '.join(params)}){ret} {{ todo!() }}"
    return f"type {name} = /* Type */;" if name in trait.types else f"const {name}: /* Type */ = /* value */;"


def compare(items: Impls, impl: ImplDef, trait: TraitDef, fn: FnDefn, declared: FnDefn) -> None:
    """E0049, E0050, E0053, E0185, E0186: a method against its declaration."""
    cx = items.cx
    items.sig(fn)
    items.sig(declared)
    assert fn.node is not None
    if fn.has_self and not declared.has_self:
        cx.error(
            "E0185",
            f"method `{fn.name}` has a `&self` declaration in the impl, but not in the trait",
            fn.node.span,
            "`&self` used in impl",
            also=[(declared.span, "trait method declared without `&self`")] if not declared.prelude else (),
        )
        return
    if declared.has_self and not fn.has_self:
        cx.error(
            "E0186",
            f"method `{fn.name}` has a `&self` declaration in the trait, but not in the impl",
            fn.node.span,
            "expected `&self` in impl",
            also=[(declared.span, "`&self` used in trait")] if not declared.prelude else (),
        )
        return
    a, b = items.generics(fn), items.generics(declared)
    own, theirs = len(a.params) - len(items.generics(impl).params), len(b.params) - len(items.generics(trait).params)
    if own != theirs:
        what = "type parameter"
        span = fn.node.generics.params[0].ident.span if fn.node.generics.params else fn.span
        cx.error(
            "E0049",
            f"method `{fn.name}` has {own} {what}{'' if own == 1 else 's'} but its trait declaration has {theirs} "
            f"{what}{'' if theirs == 1 else 's'}",
            span,
            f"found {own} {what}{'' if own == 1 else 's'}",
        )
        return
    if len(fn.params) != len(declared.params):
        n, m = len(fn.params), len(declared.params)
        params = fn.node.params
        span = (params[0].span.to(params[-1].span) if n > m or n else fn.span) if params else fn.span
        if n > m:
            span = params[m].ty.span
        cx.error(
            "E0050",
            f"method `{fn.name}` has {n} parameter{'' if n == 1 else 's'} but the declaration in trait "
            f"`{trait.name}::{fn.name}` has {m}",
            span,
            f"expected {m} parameter{'' if m == 1 else 's'}, found {n}",
            also=[(declared.span, f"trait requires {m} parameter{'' if m == 1 else 's'}")]
            if not declared.prelude
            else (),
        )
        return
    solver = Fulfil(items, items.elaborate(items.predicates(fn)), a.unsized)
    full = (*impl.trait_args, *a.params[len(items.generics(impl).params) :])
    pairs = [*zip(fn.params, declared.params, strict=True), (fn.ret or types.UNIT, declared.ret or types.UNIT)]
    for i, (mine, wanted) in enumerate(pairs):
        want = solver.norm_quiet(substitute(wanted, full))
        got = solver.norm_quiet(mine)
        if has_error(want) or has_error(got):
            continue
        if i == len(fn.params) and declared.opaques:
            found = stood_for(declared, full, got, solver.norm_quiet)
            if not check_returned(items, solver, fn, bounds_of(declared, full, found)):
                return
            want = solver.norm_quiet(put_in(substitute(wanted, full), declared, found))
        if not solver.unify(want, got):
            node = fn.node.params[i].ty if i < len(fn.params) else fn.node.ret
            span = node.span if node is not None else after_params(items, fn)
            if i < len(fn.params) and fn.has_self and i == 0:
                span = fn.node.params[0].span
            sig = types.fn_ptr(
                tuple(solver.norm_quiet(substitute(p, full)) for p in declared.params),
                solver.norm_quiet(substitute(declared.ret or types.UNIT, full)),
            )
            mine_sig = types.fn_ptr(tuple(fn.params), fn.ret or types.UNIT)
            kind = (
                "types differ in mutability"
                if isinstance(want, Ref) and isinstance(got, Ref) and want.inner is got.inner
                else f"expected `{show(want)}`, found `{show(got)}`"
            )
            cx.error(
                "E0053",
                f"method `{fn.name}` has an incompatible type for trait",
                span,
                kind,
                notes=[f"expected signature `{show(sig)}`\n   found signature `{show(mine_sig)}`"],
            )
            return
    if fn.unsafe_ and not declared.unsafe_:
        cx.error(
            "E0053",
            f"method `{fn.name}` has an incompatible type for trait",
            fn.node.span,
            "expected safe fn, found unsafe fn",
        )


def after_params(items: Impls, fn: FnDefn) -> Span:
    """The place behind a parameter list, where a return type would begin."""
    assert fn.node is not None
    body = fn.node.body
    span = fn.node.span
    end = body.span.lo if body is not None else span.hi
    at = items.cx.sources.files[span.file].text.rfind(")", span.lo, end)
    return span._replace(lo=at + 1, hi=at + 1) if at >= 0 else fn.span


def compare_const(items: Impls, impl: ImplDef, const: ConstDef, declared: ConstDef) -> None:
    """E0326."""
    solver = Fulfil(items, items.elaborate(items.predicates(impl)))
    want = solver.norm_quiet(substitute(items.const_ty(declared), impl.trait_args))
    got = solver.norm_quiet(items.const_ty(const))
    if not solver.unify(want, got) and isinstance(const.node, ast.ConstItem):
        items.cx.error(
            "E0326",
            f"implemented const `{const.name}` has an incompatible type for trait",
            const.node.ty.span,
            f"expected `{show(want)}`, found `{show(got)}`",
        )
