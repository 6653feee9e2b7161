"""Lifetimes as far as they can be checked without borrow checking: they must be declared, and be written where they
cannot be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..names.collect import TYPES
from ..names.defs import AdtDef, AliasDef, Def, FnDefn, ImplDef
from ..names.items import Items
from ..span import Span
from ..syntax import ast


def names_of(defn: Def) -> set[str]:
    """The lifetimes declared by an item and what it stands in."""
    out: set[str] = set()
    at: Def | None = defn
    while at is not None:
        generics = getattr(getattr(at, "node", None), "generics", None)
        if generics is not None:
            out |= {"'" + p.ident.name.lstrip("'") for p in generics.params if p.kind == "lifetime"}
        at = getattr(at, "container", None)
    return out


def check_lifetimes(items: Items, defn: Def) -> None:
    """E0106 and E0261 in an item's signature."""
    node = getattr(defn, "node", None)
    if node is None or defn.prelude:
        return
    declared = names_of(defn)
    if isinstance(defn, AdtDef | FnDefn | ImplDef):
        walk_generics(items, node.generics, declared)
    if isinstance(defn, AdtDef):
        variants = node.variants if isinstance(node, ast.EnumItem) else [node]
        for v in variants:
            for f in v.fields:
                walk(items, f.ty, declared, False, defn)
        unused(items, defn, variants)
    elif isinstance(defn, FnDefn):
        for p in node.params:
            walk(items, p.ty, declared, True, defn)
        if node.ret is not None:
            if not isinstance(node.ret, ast.NeverType):
                walk(items, node.ret, declared, True, defn)
            check_return(items, defn, node)
    elif isinstance(defn, ImplDef):
        walk(items, node.self_ty, declared, True, defn)
        if node.trait is not None:
            associated(items, defn)
        if isinstance(node.self_ty, ast.PathType) and given(node.self_ty) is None and wants(items, node.self_ty, defn):
            ident = node.self_ty.path.segments[-1].ident
            items.cx.error(
                "E0726",
                "implicit elided lifetime not allowed here",
                node.self_ty.path.segments[0].ident.span.to(ident.span),
                "expected lifetime parameter",
                helps=[f"indicate the anonymous lifetime: `{ident.name}<'_>`"],
            )
    elif isinstance(defn, AliasDef) and node.ty is not None:
        walk(items, node.ty, declared, False, defn)


def unused(items: Items, defn: AdtDef, variants: list[ast.Variant]) -> None:
    """E0392 for lifetimes that no field has, nor what a bound says of a type (`I: Iterator<Item = &'a T>`)."""
    text = items.cx.sources.files[defn.node.span.file].text
    written = " ".join(text[f.ty.span.lo : f.ty.span.hi] for v in variants for f in v.fields)
    generics = defn.node.generics
    bounds = [b for p in generics.params for b in p.bounds] + [b for w in generics.where for b in w.bounds]
    said = (re.search(r"(?:->|=)(.*)", text[b.span.lo : b.span.hi], re.DOTALL) for b in bounds)
    written += " ".join(found[1] for found in said if found is not None)
    for p in defn.node.generics.params:
        name = "'" + p.ident.name.lstrip("'")
        if p.kind == "lifetime" and not re.search(name + r"\b", written):
            items.cx.error(
                "E0392",
                f"lifetime parameter `{name}` is never used",
                p.ident.span,
                "unused lifetime parameter",
                helps=[
                    f"consider removing `{name}`, referring to it in a field, or using a marker such as `PhantomData`"
                ],
            )


def missing(items: Items, span: Span) -> None:
    """E0106 in an item that must name its lifetimes."""
    items.cx.error(
        "E0106",
        "missing lifetime specifier",
        span,
        "expected named lifetime parameter",
        helps=["consider introducing a named lifetime parameter, or use `&'static`"],
    )


def given(t: ast.PathType) -> Span | None:
    """Where a path's last segment has a lifetime argument."""
    args = t.path.segments[-1].args
    for a in args.args if args is not None and not args.paren else ():
        if isinstance(a, ast.PathType) and a.path.segments[0].ident.name[:1] == "'":
            return a.span
    return None


def wants(items: Items, t: ast.PathType, defn: Def) -> int:
    """How many lifetime parameters the type that a path names has."""
    segments = t.path.segments
    if defn.module is None or t.path.qself is not None or segments[0].ident.name == "Self":
        return 0
    items.cx.muted += 1
    try:
        if len(segments) == 1:
            found = items.lexical(defn.module, segments[0].ident.name, TYPES)
            target = found.target if found is not None else None
        else:
            res = items.path(t.path, TYPES, defn.module)
            target = res[0] if res is not None and res[1] == len(segments) else None
    finally:
        items.cx.muted -= 1
    if not isinstance(target, AdtDef):
        return 0
    return sum(p.kind == "lifetime" for p in target.node.generics.params)


def walk(items: Items, t: object, declared: set[str], elided: bool, defn: Def) -> None:
    """Look for undeclared and missing lifetimes in a written type."""
    match t:
        case ast.RefType():
            if t.lifetime is not None:
                known(items, t.lifetime.name, t.lifetime.span, declared)
            elif not elided:
                missing(items, t.span._replace(hi=t.span.lo + 1))
            walk(items, t.inner, declared, elided, defn)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            walk(items, t.inner, declared, elided, defn)
        case ast.TupleType():
            for i in t.items:
                walk(items, i, declared, elided, defn)
        case ast.NeverType():
            if "never_type" not in features(defn):
                items.cx.error(
                    "E0658",
                    "the `!` type is experimental",
                    t.span,
                    "",
                    helps=["`!` can be written as the type that a function returns"],
                )
        case ast.PathType():
            if not elided:
                at = given(t)
                if at is not None and items.cx.sources.files[at.file].text[at.lo : at.hi] == "'_":
                    missing(items, at)
                elif at is None and wants(items, t, defn):
                    missing(items, t.path.segments[0].ident.span.to(t.path.segments[-1].ident.span))
            for s in t.path.segments:
                for a in s.args.args if s.args is not None and not s.args.paren else ():
                    if isinstance(a, ast.PathType) and a.path.segments[0].ident.name[:1] == "'":
                        known(items, a.path.segments[0].ident.name, a.span, declared)
                    else:
                        walk(items, a, declared, elided, defn)
        case ast.DynTraitType() | ast.ImplTraitType():
            walk_bounds(items, t.bounds, declared)


def walk_bounds(items: Items, bounds: list[ast.Bound], declared: set[str]) -> None:
    """The same in bounds by lifetimes."""
    for b in bounds:
        if b.path is None and b.lifetime is not None:
            known(items, b.lifetime.name, b.lifetime.span, declared)


def walk_generics(items: Items, generics: ast.Generics, declared: set[str]) -> None:
    """The same in what an item declares."""
    for p in generics.params:
        walk_bounds(items, p.bounds, declared)
        unnamed_in(items, p.bounds)
    for w in generics.where:
        walk_bounds(items, w.bounds, declared)
        unnamed(items, w.ty)
        unnamed_in(items, w.bounds)
    for longer, bounds in generics.outlives:
        known(items, longer.name, longer.span, declared)
        walk_bounds(items, bounds, declared)


def unnamed_in(items: Items, bounds: list[ast.Bound]) -> None:
    """E0637: bounds must name the lifetimes of references in them, but for those of `Fn(&T)`."""
    for s in [s for b in bounds if b.path is not None for s in b.path.segments]:
        if s.args is not None and not s.args.paren:
            for t in [*s.args.args, *(ty for _, ty in s.args.bindings)]:
                unnamed(items, t)


def unnamed(items: Items, t: object) -> None:
    """The same in a type."""
    match t:
        case ast.RefType():
            if t.lifetime is None:
                at = t.span._replace(hi=t.span.lo + 1)
                message = "`&` without an explicit lifetime name cannot be used here"
                items.cx.error("E0637", message, at, "explicit lifetime name needed here")
            unnamed(items, t.inner)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            unnamed(items, t.inner)
        case ast.TupleType():
            for i in t.items:
                unnamed(items, i)
        case ast.PathType() if t.path.segments[-1].args is not None and not t.path.segments[-1].args.paren:
            for a in t.path.segments[-1].args.args:
                unnamed(items, a)


def associated(items: Items, defn: ImplDef) -> None:
    """Lifetimes that are left out of an impl's associated types."""
    trait = defn.node.trait.segments[-1].ident
    for item in defn.node.items:
        if not isinstance(item, ast.TypeAlias) or item.ty is None or item.generics.params:
            continue
        at = first_elided(items, item.ty, defn)
        if at is None:
            continue
        if trait.name == "Iterator":
            message = (
                f"associated type `Iterator::{item.ident.name}` is declared without lifetime parameters, so using a "
                f"borrowed type for them requires that lifetime to come from the implemented type"
            )
            items.cx.error(None, message, at, "this lifetime must come from the implemented type")
        else:
            label = "this lifetime must come from the implemented type"
            items.cx.error(None, "missing lifetime in associated type", at, label)


def known(items: Items, name: str, span: object, declared: set[str]) -> None:
    """E0261 for a lifetime that nobody declared."""
    name = "'" + name.lstrip("'")
    if name in ("'static", "'_") or name in declared:
        return
    items.cx.error("E0261", f"use of undeclared lifetime name `{name}`", span, "undeclared lifetime")  # type: ignore[arg-type]


def count(items: Items, t: object, defn: Def) -> int:
    """How many lifetimes a parameter's type has: those of one name are one."""
    found = list(within(items, t, defn))
    return len({name for name in found if name}) + found.count("")


def within(items: Items, t: object, defn: Def) -> Iterator[str]:
    """The lifetimes in a written type, "" for one that is left out."""
    match t:
        case ast.RefType():
            yield marked(t.lifetime.name if t.lifetime is not None else "")
            yield from within(items, t.inner, defn)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            yield from within(items, t.inner, defn)
        case ast.TupleType():
            for i in t.items:
                yield from within(items, i, defn)
        case ast.DynTraitType() | ast.ImplTraitType():
            yield from (marked(b.lifetime.name) for b in t.bounds if b.path is None and b.lifetime is not None)
        case ast.PathType():
            args = t.path.segments[-1].args
            found: list[str] = []
            for a in args.args if args is not None and not args.paren else ():
                if isinstance(a, ast.PathType) and a.path.segments[0].ident.name[:1] == "'":
                    found.append(marked(a.path.segments[0].ident.name))
                else:
                    found += within(items, a, defn)
            yield from found or [""] * wants(items, t, defn)


def marked(name: str) -> str:
    """A lifetime's name with its mark; "" if it is left out."""
    name = name.lstrip("'")
    return f"'{name}" if name not in ("", "_") else ""


def check_return(items: Items, defn: FnDefn, node: ast.FnItem) -> None:
    """E0106 for a returned reference whose lifetime no rule gives."""
    at = first_elided(items, node.ret, defn)
    if at is None:
        return
    if node.self_param and isinstance(node.params[0].ty, ast.RefType):
        return
    total = sum(count(items, p.ty, defn) for p in node.params)
    if total == 1:
        return
    if total == 0:
        helps = [
            "this function's return type contains a borrowed value, but there is no value for it to be borrowed from",
            "consider using the `'static` lifetime",
        ]
    else:
        names = [
            f"`{p.pat.ident.name}`" for p in node.params if isinstance(p.pat, ast.BindPat) and count(items, p.ty, defn)
        ]
        which = (
            f"whether it is borrowed from {', '.join(names[:-1])} or {names[-1]}"
            if len(names) > 1
            else f"which one of {names[0]}'s {total} lifetimes it is borrowed from"
            if names
            else ""
        )
        helps = [f"this function's return type contains a borrowed value, but the signature does not say {which}"]
    items.cx.error("E0106", "missing lifetime specifier", at, "expected named lifetime parameter", helps=helps)


def first_elided(items: Items, t: object, defn: Def) -> Span | None:
    """Where the first lifetime is left out in a written type: a reference without one, a path that lacks one."""
    match t:
        case ast.RefType():
            if t.lifetime is None or t.lifetime.name.lstrip("'") == "_":
                return t.span._replace(hi=t.span.lo + 1)
            return first_elided(items, t.inner, defn)
        case ast.PtrType() | ast.SliceType() | ast.ArrayType():
            return first_elided(items, t.inner, defn)
        case ast.TupleType():
            return next((s for i in t.items if (s := first_elided(items, i, defn)) is not None), None)
        case ast.PathType():
            at = given(t)
            if at is not None and items.cx.sources.files[at.file].text[at.lo : at.hi] == "'_":
                return at
            if at is None and wants(items, t, defn):
                return t.path.segments[0].ident.span.to(t.path.segments[-1].ident.span)
            args = t.path.segments[-1].args
            for a in args.args if args is not None and not args.paren else ():
                if (found := first_elided(items, a, defn)) is not None:
                    return found
    return None


def features(defn: Def) -> set[str]:
    """The features that an item's crate turns on."""
    m = defn.module
    while m is not None and m.outer is not None:
        m = m.outer
    return {str(getattr(t, "text", "")) for a in (m.attrs if m else ()) if a.name == "feature" for t in a.tokens}
