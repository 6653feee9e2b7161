"""Messages about methods, associated items and fields that are not there (E0599, E0609, E0615, E0616)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..diagnostics import similar
from ..names import types
from ..names.defs import AdtDef, FnDefn, ImplDef, TraitDef
from ..names.impls import NO, head
from ..names.show import show, trait_ref
from ..names.types import (
    Adt,
    Array,
    ClosureTy,
    Dyn,
    FnItemTy,
    FnPtr,
    Infer,
    Param,
    Prim,
    Ptr,
    Ref,
    Slice,
    Tuple,
    Ty,
    substitute,
)
from ..span import Ident, Span
from ..syntax import ast
from .coerce import Step
from .methods import Lookup, Methods

if TYPE_CHECKING:
    pass


def kind_words(ty: Ty) -> str:
    """``struct `Foo```, ``type `u8```, ``reference `&T``` ..."""
    text = show(ty)
    match ty:
        case Adt():
            return f"{ty.defn.kind} `{text}`"
        case Ref():
            return f"{'mutable ' if ty.mutable else ''}reference `{text}`"
        case Ptr():
            return f"raw pointer `{text}`"
        case Array():
            return f"array `{text}`"
        case FnItemTy():
            return f"fn item `{text}`"
        case FnPtr():
            return f"fn pointer `{text}`"
        case ClosureTy():
            return f"closure `{text}`"
        case Tuple():
            return f"tuple `{text}`" if ty.items else "unit type `()`"
        case Param():
            return f"type parameter `{text}`"
        case types.Opaque():
            return f"{'associated' if isinstance(ty.defn.container, TraitDef) else 'opaque'} type `{text}`"
        case Infer():
            return f"type `{text}`"
    return f"type `{text}`"


def in_type(ty: Ty) -> str:
    """The label's words for a missing method."""
    if isinstance(ty, Tuple | Param | types.Opaque | Adt | Prim | Ref | Slice | Array | Ptr | Dyn | Infer):
        return f"`{show(ty)}`"
    return f"`{show(ty)}`"


def report_no_method(ck: Methods, receiver: Any, ty: Ty, name: str, span: Span, seen: Lookup) -> None:
    """E0599 and E0624."""
    ty = ck.resolve(ty)
    if ck.has_error(ty):
        return
    if seen.private is not None:
        ck.cx.error(
            "E0624",
            f"method `{name}` is private",
            span,
            "private method",
            also=[(seen.private.span, "private method defined here")] if not seen.private.prelude else (),
        )
        return
    steps = [s.ty for s in ck.autoderef(ty)]
    for t in steps:
        if isinstance(t, Adt) and t.defn.kind != "enum":
            if any(f.name == name for f in ck.items.adt(t.defn).variants[0].fields):
                ck.cx.error(
                    "E0599",
                    f"no method named `{name}` found for {kind_words(ty)} in the current scope",
                    span,
                    "field, not a method",
                    helps=[
                        f"to call the closure stored in `{name}`, surround the field access with parentheses: "
                        f"`(x.{name})(..)`"
                    ],
                )
                return
        if ck.items.inherent_members(head(t), name):
            fns = [m for _, m in ck.items.inherent_members(head(t), name)]
            if isinstance(fns[0], FnDefn) and not fns[0].has_self:
                ck.cx.error(
                    "E0599",
                    f"no method named `{name}` found for {kind_words(ty)} in the current scope",
                    span,
                    "this is an associated function, not a method",
                    helps=[f"use associated function syntax instead: `{show(t)}::{name}(..)`"],
                )
                return
            impl = ck.items.inherent_members(head(t), name)[0][0]
            reason = unmet(ck, impl, t)
            if reason:
                ck.cx.error(
                    "E0599",
                    f"the method `{name}` exists for {kind_words(ty)}, but its trait bounds were not satisfied",
                    span,
                    f"method cannot be called on `{show(ty)}` due to unsatisfied trait bounds",
                    notes=[f"the following trait bounds were not satisfied: {reason}"],
                )
                return
    names = method_names(ck, steps)
    close = similar(name, names)
    label = f"method not found in {in_type(ty)}"
    helps = [f"there is a method `{close}` with a similar name"] if close else []
    if close:
        label = ""
    elsewhere = traits_elsewhere(ck, steps, name)
    if elsewhere:
        path = elsewhere[0].path
        helps = [
            f"items from traits can only be used if the trait is in scope; trait `{elsewhere[0].name}` which "
            f"provides `{name}` is implemented but not in scope; perhaps you want to import it: `use {path};`"
        ]
        label = f"method not found in {in_type(ty)}"
    bounded = [t for t in ck.traits_with(name) if name in t.methods]
    if bounded and not close and not elsewhere:
        helps = [
            f"items from traits can only be used if the trait is implemented and in scope; `{bounded[0].name}` "
            f"defines an item `{name}`, perhaps you need to implement it"
        ]
    also = (
        [(ty.defn.span, f"method `{name}` not found for this {ty.defn.kind}")]
        if isinstance(ty, Adt) and not ty.defn.prelude
        else []
    )
    ck.cx.error(
        "E0599",
        f"no method named `{name}` found for {kind_words(ty)} in the current scope",
        span,
        label,
        helps=helps,
        also=also,
    )


def unmet(ck: Methods, impl: ImplDef, ty: Ty) -> str:
    """The bounds of an impl that a type does not meet."""

    def ask() -> str:
        generics = ck.items.generics(impl)
        args = tuple(ck.fresh("const" if p.index in generics.consts else "any") for p in generics.params)
        assert impl.self_ty is not None
        if not ck.unify(substitute(impl.self_ty, args), ty):
            return ""
        bad = []
        for p in ck.items.predicates(impl):
            actual = tuple(substitute(a, args) for a in p.args)
            if p.assoc is None and ck.holds(p.trait, actual) is NO:
                bad.append(
                    f"`{show(ck.resolve(actual[0]))}: {trait_ref(p.trait, tuple(ck.resolve(a) for a in actual[1:]))}`"
                )
        return ", ".join(bad)

    return ck.probe(ask)


def may_implement(ck: Methods, trait: TraitDef, ty: Ty) -> bool:
    """Whether a type may implement a trait for some arguments of it."""
    count = len(ck.items.generics(trait).params) - 1
    return ck.probe(lambda: ck.select(trait, (ty, *(ck.fresh("any") for _ in range(count)))) is not NO)


def method_names(ck: Methods, steps: list[Ty]) -> list[str]:
    """Names of methods that the types have."""
    out: list[str] = []
    ck.items.index_new()
    for t in steps:
        for store in (ck.cx.shared.store, ck.cx.local):
            for name, members in store.members(head(t)).items():
                if any(
                    isinstance(m, FnDefn)
                    and m.has_self
                    and m.scope is None
                    or (isinstance(m, FnDefn) and not m.prelude and m.has_self)
                    for _, m in members
                ):
                    out.append(name)
        for trait in ck.traits_in_scope(ck.module):
            if not trait.methods:
                continue
            if may_implement(ck, trait, t):
                out += [m for m, f in trait.methods.items() if f.has_self]
    return out


def traits_elsewhere(ck: Methods, steps: list[Ty], name: str) -> list[TraitDef]:
    """Traits that are not in scope, have the method and are implemented for one of the types."""
    out = []
    in_scope = set(ck.traits_in_scope(ck.module))
    for store in (ck.cx.local, ck.cx.shared.store):
        for trait in list(store.trait_impls):
            if trait in in_scope or name not in trait.methods or trait.scope is not None and trait.prelude:
                continue
            for t in steps:
                if may_implement(ck, trait, t):
                    out.append(trait)
                    break
    return out


def report_no_assoc(ck: Methods, base: Ty, ident: Ident, span: Span, traits: list[TraitDef]) -> None:
    """E0599 for ``Type::name``."""
    base = ck.resolve(base)
    if ck.has_error(base):
        return
    name = ident.name
    if isinstance(base, Adt) and base.defn.kind == "enum":
        names = [v.name for v in ck.items.adt(base.defn).variants]
        close = similar(name, [*names, *assoc_names(ck, base)])
        what = "no variant or associated item"
        label = f"variant or associated item not found in `{show(base)}`"
        helps = [f"there is a variant with a similar name: `{close}`"] if close else []
        ck.cx.error(
            "E0599",
            f"{what} named `{name}` found for enum `{show(base)}` in the current scope",
            ident.span,
            label,
            helps=helps,
        )
        return
    close = similar(name, assoc_names(ck, base))
    what = "function or associated item" if not name.isupper() else "associated item"
    helps = [f"there is an associated function `{close}` with a similar name"] if close else []
    also = (
        [(base.defn.span, f"{what} `{name}` not found for this {base.defn.kind}")]
        if isinstance(base, Adt) and not base.defn.prelude
        else []
    )
    ck.cx.error(
        "E0599",
        f"no {what} named `{name}` found for {kind_words(base)} in the current scope",
        ident.span,
        f"{what} not found in `{show(base)}`",
        helps=helps,
        also=also,
    )


def assoc_names(ck: Methods, ty: Ty) -> list[str]:
    """Names of associated functions and constants of a type."""
    out: list[str] = []
    ck.items.index_new()
    for store in (ck.cx.shared.store, ck.cx.local):
        for name, members in store.members(head(ty)).items():
            if any(m.scope is None or not m.prelude for _, m in members):
                out.append(name)
    return out


def report_no_field(ck: Methods, e: ast.FieldExpr, ty: Ty, steps: list[Step], private: AdtDef | None) -> None:
    """E0609, E0610, E0615, E0616."""
    name, span = e.ident.name, e.ident.span
    if ck.has_error(ty):
        return
    if private is not None:
        ck.cx.error("E0616", f"field `{name}` of {private.kind} `{private.name}` is private", span, "private field")
        return
    last = steps[-1].ty
    for step in [*steps, *([Step(types.slice_of(last.item), "")] if isinstance(last, Array) else [])]:
        members = ck.inherent_candidates(step.ty, name)
        if members or any(name in t.methods and may_implement(ck, t, step.ty) for t in ck.traits_with(name)):
            ck.cx.error(
                "E0615",
                f"attempted to take value of method `{name}` on type `{show(ty)}`",
                span,
                "method, not a field",
                helps=["use parentheses to call the method: `()`"],
            )
            return
    if isinstance(ty, Prim) or (isinstance(ty, Infer) and ty.kind != "any"):
        ck.cx.error("E0610", f"`{show(ty)}` is a primitive type and therefore doesn't have fields", span, "")
        return
    names: list[str] = []
    for step in steps:
        if isinstance(step.ty, Adt) and step.ty.defn.kind != "enum":
            names += [
                f.name
                for f in ck.items.adt(step.ty.defn).variants[0].fields
                if f.scope is None or ck.module.inside(f.scope)
            ]
    close = similar(name, names)
    helps = (
        [f"a field with a similar name exists: `{close}`"]
        if close
        else [f"available field{'s are' if len(names) > 1 else ' is'}: {', '.join(f'`{n}`' for n in names)}"]
        if names
        else []
    )
    if isinstance(ty, Ptr):
        helps = [f"`{show(ty)}` is a raw pointer; try dereferencing it: `(*..).{name}`"]
    label = "unknown field"
    ck.cx.error("E0609", f"no field `{name}` on type `{show(ty)}`", span, label, helps=helps)
